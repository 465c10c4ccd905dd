/* nest.h: sets that stand in each other, or apart, but never overlap in part. */
#ifndef OPSTAP_NEST_H
#define OPSTAP_NEST_H

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"

enum { NEST_NONE = -1, NEST_DEPTH_MAX = 8 };

typedef struct Nest {
    int32_t *innermost, *outermost; /* per element: a set; NEST_NONE */
    int32_t *parent;                /* per set */
    int32_t *depth;                 /* per set: sets in it, one inside the other, with itself */
    int32_t *size, *seen;           /* per set */
} Nest;

Nest nest_new(Arena *arena, int32_t element_count, int32_t set_count);

/* Puts a set around its elements; smaller sets come first. False: it overlaps with one before, or
 * would stand more than NEST_DEPTH_MAX deep. */
bool nest_add(Nest *nest, int32_t set, const int32_t *element, int32_t count);

#endif
