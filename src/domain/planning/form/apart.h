/* apart.h: a problem cut into pieces that are in nobody's way.
 *
 * Who shares no pair, class, resource, floor or household, not even through others, can be planned
 * apart: plans of the pieces together are a plan of the whole, and values and bounds add up.
 * Forbidden pairs join nothing and are in no piece; a resource that cannot run out joins nothing
 * either and is left out. Measures join everything. What nobody has a pair with, and who has none,
 * is together in one piece.
 *
 * Pieces are numbered in the order of their first candidate, or option. Each is a problem of its
 * own in the order of the whole, without groups and stages. */
#ifndef OPSTAP_APART_H
#define OPSTAP_APART_H

#include "problem.h"

enum { APART_NOWHERE = -1 };

/* Which piece each of a list is in, and at which position there; APART_NOWHERE. */
typedef struct ApartList {
    int32_t *piece, *at;
    int32_t *first,
        *member; /* piece after piece: positions in the whole; first: per piece, and the end */
    int32_t count;
} ApartList;

typedef struct Apart {
    Arena *arena;
    const Problem *problem;
    int32_t count; /* pieces */
    ApartList candidate, option, option_class, resource, floor, household, pair;
} Apart;

/* A piece, and per position in it that in the whole. */
typedef struct ApartPiece {
    Problem problem;
    const int32_t *candidate, *option, *option_class, *resource, *floor, *pair;
} ApartPiece;

/* Where it hangs together. The problem must have passed problem_check. */
Apart *apart_new(Arena *arena, const Problem *problem);

/* One of them. What it is made of is its own, but for ids. */
ApartPiece *apart_take(Arena *arena, const Apart *apart, int32_t piece);

#endif
