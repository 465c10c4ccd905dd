/* po.h: reads a gettext PO file into entries; part of the build, and fuzzed.
 *
 * Taken: comments (obsolete entries, "#~", are comments), msgid, msgid_plural, msgstr, msgstr[0],
 * msgstr[1], strings over several lines with the escapes \" \\ \n \t. Refused with the line:
 * msgctxt, fuzzy entries, empty texts, a plural without its singular or the other way round,
 * anything given twice, no header, another charset than UTF-8, other plural forms than two by "n !=
 * 1".
 *
 * Limits: PO_BYTES_MAX, PO_ENTRIES_MAX, 64 KiB in one text, 200 bytes in one key. The texts are
 * copies in the arena. */
#ifndef OPSTAP_PO_H
#define OPSTAP_PO_H

#include "text.h"

typedef struct PoEntry {
    Str key, single, plural; /* plural.at is NULL when there is one form */
    int line;
} PoEntry;

typedef struct PoFile {
    PoEntry *entry; /* sorted by key, without the header entry */
    size_t entry_count;
} PoFile;

enum { PO_BYTES_MAX = 8 * 1024 * 1024, PO_ENTRIES_MAX = 50000 };

/* False: *ret_why says what is wrong, with the line. */
bool po_read(Arena *arena, Str bytes, PoFile *ret_file, Str *ret_why);

#endif
