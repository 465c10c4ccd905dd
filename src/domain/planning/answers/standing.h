/* standing.h: a plan and what it uses, to ask what would be if one or two people were elsewhere.
 *
 * An answer looks at what the change touches, not at the whole plan: a few counts. Every rule of a
 * problem is known here (problem.h). It changes nothing that lasts: what is put elsewhere is put
 * back before an answer is given.
 *
 * Ownership: all in the arena given; the problem must outlive it. */
#ifndef OPSTAP_STANDING_H
#define OPSTAP_STANDING_H

#include "planning/search/search.h"

typedef struct Standing {
    const Problem *problem;
    int32_t *pair_of;              /* per candidate: the pair that is taken, or PLAN_UNPLACED */
    int64_t *in_option, *in_class; /* people */
    int64_t *used;                 /* per resource */
    int64_t *placed;               /* per floor: people of the group */
    int64_t *measured;             /* per measure */
    int64_t value;
    int32_t *home;   /* per candidate: household of two people or more, or HOME_NONE */
    int32_t *pinned; /* per candidate: its pin, as a pair, or PLAN_UNPLACED */
    int32_t *by_candidate, *candidate_first; /* pairs, in the order of options */
    int32_t *by_option, *option_first;       /* pairs, in the order of candidates */
    int32_t *floor, *floor_first;            /* per candidate: floors */
} Standing;

enum { HOME_NONE = -1 };

/* option_of: per candidate, a plan of the problem. */
Standing *standing_new(Arena *arena, const Problem *problem, const int32_t *option_of);

/* The pair of somebody with an option, or PLAN_UNPLACED. */
int32_t standing_pair(const Standing *standing, int32_t candidate, int32_t option);

/* May this pair be in a plan at all: not forbidden, nor the candidate pinned elsewhere? */
bool standing_allows(const Standing *standing, int32_t pair);

/* What somebody has now: the value of the pair taken; 0 without a place. */
int64_t standing_worth(const Standing *standing, int32_t candidate);
int32_t standing_option(const Standing *standing, int32_t candidate); /* or PLAN_UNPLACED */

/* An allowed pair that is worth more to its candidate than what they have. */
bool standing_wanted(const Standing *standing, int32_t pair);

typedef struct Change {
    int32_t candidate, pair; /* the pair taken instead, or PLAN_UNPLACED */
} Change;

/* Is it a plan with these people elsewhere, all others as they are? Then *ret_value is its value.
 */
bool standing_with(Standing *standing, const Change *change, int count, int64_t *ret_value);

#endif
