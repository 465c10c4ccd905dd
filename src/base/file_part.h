/* file_part.h: a file that is there whole or not at all.
 *
 * It grows under another name beside the one it will have (FILE.part), for its owner only, and gets
 * its own name when it is synced to disk. What a killed process left under that other name is
 * overwritten; what a living one is writing is not: the name is locked meanwhile. */
#ifndef OPSTAP_FILE_PART_H
#define OPSTAP_FILE_PART_H

#include <stdbool.h>

#include "auto.h"
#include "result.h"
#include "str.h"

enum { PART_PATH_BYTES = 4096 };

typedef struct FilePart {
    FILE *file; /* NULL: not begun, kept or given up */
    bool replace;
    char path[PART_PATH_BYTES], beside[PART_PATH_BYTES];
} FilePart;

/* CONFLICT: there is such a file already, and it must not be replaced. BUSY: another process is
 * writing it. REFUSED: no such folder, not allowed, or the name is too long. */
Result part_begin(FilePart *part, const char *path, bool replace);
Result part_write(FilePart *part, Str bytes); /* BROKEN is logged */
/* Syncs and renames. CONFLICT: meanwhile somebody made a file of that name. */
Result part_keep(FilePart *part);
/* For AUTO(): what was not kept is removed. */
void part_end(FilePart *part);

#endif
