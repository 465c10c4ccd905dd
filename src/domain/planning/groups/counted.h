/* counted.h: what a block with choices inside gains at most, exactly, by counting its people.
 *
 * With prices paid, each option gains the sum of the n people it likes best, less its cost, where n
 * is 0 or at least its minimum. How many each of them takes is chosen for all options of the block
 * together, up to the maximum of the block (R. Bellman, "Dynamic Programming", 1957: a knapsack in
 * people). The linear relaxation of such a block is much weaker: it starts parts of options.
 *
 * Gains here stay below 2^48 and people below 2^10 (bound.c sees to that), so sums fit. */
#ifndef OPSTAP_COUNTED_H
#define OPSTAP_COUNTED_H

#include "part.h"

#define COUNTED_NEVER (-(INT64_C(1) << 61)) /* of what cannot be; or below half of it */

typedef struct Counted {
    const Part *part;
    bool *block;           /* per block: it is counted */
    int32_t *option_first; /* per option: in a list of gains; one for each number of people */
    int32_t *block_first;  /* per block: in a list of gains; what starting it costs, negative */
    int32_t gain_count;
    int64_t *gains;       /* of the prices looked at last */
    int64_t *best, *next; /* per number of people */
    int32_t *take;        /* per option and number of people: how many it takes */
    int64_t *others, *others_too; /* scratch, per number of people */
} Counted;

/* NULL when there are no such blocks. */
Counted *counted_new(Arena *arena, const Part *part);

/* What the block gains when it starts, for gains as counted->gains; COUNTED_NEVER. */
int64_t counted_best(Counted *counted, int32_t block, const int64_t *gains, const int8_t *state);

/* The same, and how many each option of the block takes. */
int64_t counted_takes(Counted *counted, int32_t block, const int8_t *state, int32_t *ret_take);

/* What all options of the block but one gain, per number of people in it: the most where at least
 * one person and no more than the maximum are in the block. ret_with has limit + 1 numbers. */
void counted_without(Counted *counted, int32_t block, int32_t option, const int8_t *state,
                     int64_t *ret_with);

int64_t counted_limit(const Part *part, int32_t option); /* people it can take at most */

#endif
