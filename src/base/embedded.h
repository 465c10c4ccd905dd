/* embedded.h: the files of data/ that travel inside the program.
 *
 * The build turns every file listed in data/meson.build into bytes of the program
 * (tools/embed.c), so that one binary needs no folder beside it. A file is named by its path
 * below data/: "regions.csv", "rules/funding.csv". Bytes are exactly those of the file; they live
 * as long as the program and never change. Nothing is parsed here.
 *
 * The declarations stand in base so that every layer may read them; the bytes are the library
 * `data`, and what uses them depends on `data_dep`. */
#ifndef OPSTAP_EMBEDDED_H
#define OPSTAP_EMBEDDED_H

#include "str.h"

typedef struct EmbeddedFile {
    const char *name;
    const char *bytes; /* a zero byte follows the last */
    size_t len;
} EmbeddedFile;

/* All files, sorted by the bytes of their names. */
extern const EmbeddedFile embedded_files[];
extern const size_t embedded_file_count;

/* The bytes of the file with that name; .at is NULL when there is none. */
Str embedded_find(Str name);

#endif
