/* file.h: whole files in. Out: file_part.h. */
#ifndef OPSTAP_FILE_H
#define OPSTAP_FILE_H

#include "auto.h"
#include "result.h"
#include "str.h"

/* Reads all of a file or pipe, with a zero byte after the last that is not counted. NOT_FOUND: no
 * such file, or not readable; REFUSED: larger than bytes_max, or a folder; BROKEN: reading failed
 * (logged). "-" reads standard input. Takes at most three times bytes_max from the arena. */
Result file_read(Arena *arena, const char *path, size_t bytes_max, Str *ret_bytes);

/* Byte for byte; false also when one of them cannot be read. */
bool files_are_equal(const char *one, const char *two);

void file_end(FILE **file); /* for AUTO() */

#endif
