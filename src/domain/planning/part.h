/* part.h: one connected piece of a problem, laid out for the solver.
 *
 * People who share no option, not even through others, cannot be in each other's way: each
 * connected piece is solved apart and the answers add up. A part holds its pairs option after
 * option, and its options block after block. A block is a class, or one option that stands alone;
 * it has places for minimum..maximum people over its options together. What is to be decided is a
 * choice: whether a block, or an option with a minimum of its own inside a class, starts. All the
 * rest is flow.
 *
 * What can never be used is left out: options and classes that cannot reach their minimum whatever
 * happens, and pairs of negative value where no minimum and no duty to place could want them. A
 * person of whom nothing is left is not in any part.
 *
 * Parts are made in the arena and never change; a smaller one is made instead (part_shrink). */
#ifndef OPSTAP_PART_H
#define OPSTAP_PART_H

#include "problem.h"

enum { CHOICE_NONE = -1 };

/* What has been decided about a choice. */
typedef enum { CHOICE_CLOSED = -1, CHOICE_UNDECIDED = 0, CHOICE_OPEN = 1 } ChoiceState;

typedef struct PartOption {
    int32_t source; /* position in the problem */
    int32_t block;
    int32_t pair_first, pair_end;
    int64_t minimum, maximum; /* when it starts; the maximum is at most the number of its pairs */
    int32_t choice;           /* CHOICE_NONE: a minimum of 0 or 1, or the block decides */
} PartOption;

typedef struct PartBlock {
    int32_t option_first, option_end;
    int64_t minimum, maximum;
    int32_t choice; /* CHOICE_NONE: nothing to decide */
    bool has_inner; /* options inside have choices of their own */
    int64_t crowd;  /* see Part.crowd_max */
} PartBlock;

typedef struct PartChoice {
    int32_t block;
    int32_t option; /* in the part, or CHOICE_NONE: the block as a whole */
} PartChoice;

typedef struct Part {
    PartOption *option;
    PartBlock *block;
    PartChoice *choice;   /* block after block; within a block the block's own comes first */
    int32_t *pair_person; /* in the part */
    int32_t *pair_option; /* in the part */
    int64_t *pair_value;
    int32_t *pair_source;   /* position in the problem */
    int32_t *person_source; /* position in the problem */
    int32_t option_count, block_count, choice_count, pair_count, person_count;
    /* The people are not enough for all minimums, so started blocks hold: the sum of their `crowd`
     * is at most this. crowd = minimum / d and crowd_max = people / d, both rounded down, d the
     * smallest minimum (a cut of Chvatal and Gomory: no flow knows that 83 groups of 12 leave 4 of
     * 1000 people no group). Where it never binds, all are 0. */
    int64_t crowd_max;
    int64_t value_step; /* all values are multiples of it, so the next better plan is this far */
    bool must_place_all;
} Part;

typedef struct PartList {
    Part *part;
    int32_t count;
    bool person_left_out; /* somebody has no usable pair at all */
} PartList;

/* The problem must have passed problem_check. */
PartList part_list(Arena *arena, const Problem *problem);

/* The part without the pairs that are not kept. What is decided closed is left out; what is decided
 * open stays a choice. False when some person of a must-place part, or an open choice, has too
 * little left: then nothing is left to find. ret_choice: per choice of the new part, its old
 * number. */
typedef struct PartKeep {
    const bool *pair;    /* per pair */
    const int8_t *state; /* per choice */
} PartKeep;
bool part_shrink(Arena *arena, const Part *part, PartKeep keep, Part *ret_part,
                 int32_t **ret_choice);

#endif
