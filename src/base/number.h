/* number.h: whole numbers: read from text, and their roots. No locale, no spaces, no guessing. */
#ifndef OPSTAP_NUMBER_H
#define OPSTAP_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

#include "str.h"

/* True and *ret_number set when all of `text` is an integer: optional '-', digits, in range. */
bool number_read(Str text, int64_t *ret_number);

/* The same, and refused outside minimum..maximum. */
bool number_read_between(Str text, int64_t minimum, int64_t maximum, int64_t *ret_number);

/* The whole part of the square root of 0 .. 2^62; the same on every machine. */
int64_t number_root(int64_t square);

#endif
