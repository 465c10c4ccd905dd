/* ways.h: to which rows somebody can go, now and after each step of travel; exact.
 *
 * Within the room. What the way from a home takes by each mode is worked out once per home and kept
 * for the last two; then a person is a limit and a set of modes. Belongs to one thread. */
#ifndef OPSTAP_MATCHING_WAYS_H
#define OPSTAP_MATCHING_WAYS_H

#include "matching/slices/lacks.h"

enum { WAY_VERSIONS_MAX = 8 };

typedef struct Ways Ways;
Ways *ways_new(Arena *arena, const Slices *slices);

/* Of the same person as things stand, after each step of travel, and after all of them at once: the
 * last is the farthest, and nobody of the others comes to a row that it does not. */
void ways_begin(Ways *ways, const CandidateProfile *const *version, int count);

/* Rows of a chunk to which the way is not unmet, by version: those of version 0, and beside them those
 * of each other version. NULL: none of any. */
const Chunk *ways_chunk(const Ways *ways, int32_t chunk);

#endif
