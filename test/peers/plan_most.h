/* plan_most.h: what a block of options can gain at most; part of the independent checker of
 * certificates (plan_certificate.h).
 *
 * Each option takes nobody, or between its minimum and its most; then it gains what its best people
 * gain, less its cost. The block takes nobody, or between its minimum and its maximum over all its
 * options; then its own cost is off too. That is exact, by counting people option after option:
 * options without conditions go first, for their gains only fall and two falling rows merge.
 *
 * With one person forced in: for each option the same count over all others, made by halves
 * (everything but one of n options costs log n times as much as everything), then a look-up. */
#ifndef OPSTAP_PLAN_MOST_H
#define OPSTAP_PLAN_MOST_H

#include <stdbool.h>

#include "arena.h"

typedef __int128 Wide;

/* The gain of what cannot be. Real gains stay far above: see plan_node.h. */
#define WIDE_NEVER (-((Wide)1 << 120))
#define WIDE_IS_NEVER(gain) ((gain) < WIDE_NEVER / 2)

typedef struct MostOption {
    long long minimum;    /* 1 or more: when it starts */
    int most;             /* people it could have; 0 where it is out */
    Wide cost;
    bool must_start;
    const Wide *gain;     /* of its best 0..most people together; gain[0] is 0 */
} MostOption;

typedef struct MostBlock {
    MostOption *option;
    int options;
    long long minimum, maximum; /* over all; minimum 1 or more */
    Wide cost;
    bool must_start, is_out;
} MostBlock;

/* Changes the order of the options. */
Wide most_of_block(Arena *arena, MostBlock *block);

/* For one option, per number of its people 0..most: the most that the block gains beside what the
 * people in this option do and its own cost. at[0] says nothing. */
typedef struct MostOthers {
    Wide *at;
} MostOthers;

/* wanted: per option. others: per option, filled where wanted; lives in the arena. */
void most_beside(Arena *arena, const MostBlock *block, const bool *wanted, MostOthers *others);

#endif
