/* file_part.h: a file that is there whole or not at all.
 *
 * It grows under another name beside the one it will have (FILE.part), for its owner only, and gets
 * its own name when it is synced to disk. What a killed process left under that other name is
 * overwritten; what a living one is writing is not: the name is locked meanwhile. Under neither
 * name is a file overwritten that begins as none of ours does. */
#ifndef OPSTAP_FILE_PART_H
#define OPSTAP_FILE_PART_H

#include <stdbool.h>
#include <stdint.h>

#include "auto.h"
#include "result.h"
#include "str.h"

enum { PART_PATH_BYTES = 4096 };

/* Does a file with this beginning come from us? At most PART_HEAD_BYTES of it are given. */
typedef bool PartIsOurs(const char *head, size_t len);
enum { PART_HEAD_BYTES = 100 };

typedef struct FilePart {
    FILE *file; /* NULL: not begun, kept or given up */
    bool replace;
    bool resumable; /* what is not kept is left for part_resume; the caller says so */
    const char *stranger; /* a file that is in the way and is not ours; or NULL */
    char path[PART_PATH_BYTES], beside[PART_PATH_BYTES];
} FilePart;

/* CONFLICT: there is such a file already and it must not be replaced, or a file of that name, or of
 * the name beside it, is not ours: part->stranger. An empty one is ours. BUSY: another process is
 * writing it. REFUSED: no such folder, not allowed, or the name is too long. */
Result part_begin(FilePart *part, const char *path, bool replace, PartIsOurs *is_ours);
Result part_write(FilePart *part, Str bytes); /* BROKEN is logged */
/* Syncs and renames. CONFLICT: meanwhile somebody made a file of that name. */
Result part_keep(FilePart *part);
/* For AUTO(): what was not kept is removed, unless it is resumable. */
void part_end(FilePart *part);

/* --- going on with what an interrupted process left --- */

typedef void PartSeen(void *context, Str bytes);
typedef struct PartLeft {
    bool replace;
    PartIsOurs *is_ours;
    int64_t bytes;  /* its first so many stay; what stands behind them is cut off */
    PartSeen *seen; /* gets them, a piece at a time, to see whether they are as they were */
    void *context;
} PartLeft;

/* As part_begin; and NOT_FOUND: nothing was left; INVALID: less than so many bytes were, and they are
 * not touched. */
Result part_resume(FilePart *part, const char *path, const PartLeft *left);

/* What was written until now outlives a power cut, so that it can be resumed. */
Result part_sync(FilePart *part);

/* Of a file that is open: it is empty, or begins as one of ours. */
bool file_may_be_overwritten(int handle, PartIsOurs *is_ours);

/* Gives a file another name, which nobody has yet: else CONFLICT. BROKEN is logged. */
Result file_rename_new(const char *from, const char *to);

#endif
