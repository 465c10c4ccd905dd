/* part.h: one connected piece of a problem, laid out for the solver.
 *
 * People who share no option, not even through others or through a limit, cannot be in each other's
 * way: each connected piece is solved apart and the answers add up. A part holds its pairs option
 * after option, and its options block after block. A block is a class, the few options of a
 * resource (usable.h), or one option that stands alone; it has places for minimum..maximum people
 * over its options together. What is to be decided is a choice: whether a block, or an option
 * inside a block, starts, where that asks for a minimum or costs something. All the rest is flow.
 *
 * A person of whom no pair is left is not in any part.
 *
 * Parts are made in the arena and never change; a smaller one is made instead (part_shrink). */
#ifndef OPSTAP_PART_H
#define OPSTAP_PART_H

#include "planning/form/problem.h"

enum { CHOICE_NONE = -1, LIMIT_NONE = -1 };

/* What has been decided about a choice. */
typedef enum { CHOICE_CLOSED = -1, CHOICE_UNDECIDED = 0, CHOICE_OPEN = 1 } ChoiceState;

/* Blocks with choices inside of at most this size are valued exactly, by counting (counted.h). */
enum { COUNTED_PEOPLE_MAX = 1024, COUNTED_CELLS_MAX = 1 << 15, BUNDLE_CHOICES_MAX = 32 };

typedef struct PartOption {
    int32_t source; /* position in the problem */
    int32_t block;
    int32_t pair_first, pair_end;
    int64_t minimum, maximum; /* when it starts; the maximum is at most the number of its pairs */
    int64_t cost;             /* of starting; 0 without a choice */
    int32_t choice;           /* CHOICE_NONE: nothing to decide, or the block decides */
    int64_t crowd;            /* see Part.crowd_max */
} PartOption;

typedef struct PartBlock {
    int32_t option_first, option_end;
    int64_t minimum, maximum;
    int64_t cost;   /* of starting; 0 without a choice */
    int32_t choice; /* CHOICE_NONE: nothing to decide */
    bool has_inner; /* options inside have choices of their own */
    int64_t crowd;  /* see Part.crowd_max */
    int32_t hub;    /* the innermost limit it flows through; LIMIT_NONE */
} PartBlock;

/* At most `limit` people: in the blocks of a hub (a resource), or of a group without a place (a
 * floor). */
typedef struct PartLimit {
    int64_t limit;  /* >= 0 */
    int32_t parent; /* the limit it stands in, later in the list; LIMIT_NONE */
    int32_t source; /* resource or floor of the problem */
} PartLimit;

typedef struct PartChoice {
    int32_t block;
    int32_t option; /* in the part, or CHOICE_NONE: the block as a whole */
    bool must;      /* start */
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
    int32_t *person_group;  /* the innermost; LIMIT_NONE */
    bool *must;             /* per person: has to be placed */
    PartLimit *hub, *group;
    int32_t *kept; /* resources that became a maximum, or a block */
    int32_t kept_count;
    int32_t option_count, block_count, choice_count, pair_count, person_count;
    int32_t hub_count, group_count;
    /* The people are not enough for all minimums, so what starts holds: the sum of their `crowd` is
     * at most this. crowd = minimum / d and crowd_max = people / d, both rounded down, d the
     * smallest minimum (a cut of Chvatal and Gomory: no flow knows that 83 groups of 12 leave 4 of
     * 1000 people no group). It counts blocks that are a choice, and options inside of those that
     * are none. Where it never binds, all are 0. */
    int64_t crowd_max, crowd_unit; /* crowd_unit: d */
    bool crowd_binds;
    int64_t value_step; /* values and costs are multiples of it */
    int value_bits;     /* of what a plan of the whole part can be worth, in size */
    bool has_duty;      /* somebody must be placed, or there is a group */
} Part;

typedef struct PartList {
    Part *part;
    int32_t count;
    bool is_flow;    /* false: the rules of the problem are no flow; there are no parts */
    bool impossible; /* somebody or something that must be placed or start cannot, or a group */
} PartList;

/* The problem must have passed problem_check. */
PartList part_list(Arena *arena, const Problem *problem);

/* Starting all that is open in `state`; what is undecided as little as it can. */
int64_t part_costs(const Part *part, const int8_t *state);

/* The part without the pairs that are not kept. What is decided closed is left out; what is decided
 * open stays a choice. False when somebody who must be placed, a group, or an open choice has too
 * little left: then nothing is left to find. ret_choice: per choice of the new part, its old
 * number. */
typedef struct PartKeep {
    const bool *pair;    /* per pair */
    const int8_t *state; /* per choice */
} PartKeep;
bool part_shrink(Arena *arena, const Part *part, PartKeep keep, Part *ret_part,
                 int32_t **ret_choice);

/* Kept pairs of options and blocks that cannot start for want of others, though they were not
 * decided closed: false in ret_serves, all others true. Returns how many. */
int32_t part_idle(const Part *part, PartKeep keep, bool *ret_serves);

#endif
