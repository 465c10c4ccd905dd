/* file.h: whole files in, whole files out. */
#ifndef OPSTAP_FILE_H
#define OPSTAP_FILE_H

#include "auto.h"
#include "result.h"
#include "str.h"

/* Reads all of a file or pipe, with a zero byte after the last that is not counted. NOT_FOUND: no
 * such file, or not readable; REFUSED: larger than bytes_max, or a folder; BROKEN: reading failed
 * (logged). "-" reads standard input. Takes at most three times bytes_max from the arena. */
Result file_read(Arena *arena, const char *path, size_t bytes_max, Str *ret_bytes);

/* Writes all of it or nothing: to a temporary name beside it, synced, then renamed. */
Result file_write(const char *path, Str bytes);

void file_end(FILE **file); /* for AUTO() */

#endif
