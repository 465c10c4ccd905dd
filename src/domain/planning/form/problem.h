/* problem.h: a plan as a plain problem: who could take which place, and what each is worth.
 *
 * Candidates take at most one place each. An option has places: none of them is used, or at least
 * its minimum and at most its maximum. A class joins options that start together: over all its
 * options it reaches its minimum, or none of them is used. What must start has somebody. The plan
 * is wanted with the largest sum of the values of its pairs less the opening costs of what it
 * starts; a candidate may stay without a place at value 0, unless must_place.
 *
 * What else may bind: resources, of which pairs use any amount and all together at most the
 * capacity; floors, so many people of a group at least; pinned and forbidden pairs; households,
 * whose people are all placed or none of them, where same_option says so all in one option.
 *
 * A problem knows nothing of people: no names, no facts, only ids, counts and whole numbers. It is
 * the same whether it comes from a file or from the rooms that make it, and the same rules hold.
 *
 * Ownership: ids and lists live in the arena given, or wherever their maker put them; a problem
 * frees nothing. Candidates, options, classes and pairs keep the order of the input: ties are
 * broken by it, so the same input gives the same plan on every machine.
 *
 * Limits: a value, a cost, an amount and a capacity are at most 10^15 in size; the largest values
 * of all candidates and all costs together stay below 2^62 (2^58 with rules), so no sum that a plan
 * can reach, nor the difference of two, leaves 64 bits; all amounts of one resource stay below
 * 2^62; what a measure counts keeps the limits of values and costs. Counts stand in limits.h
 * (PLAN_*, RECORDS_MAX, ID_BYTES_MAX). */
#ifndef OPSTAP_PROBLEM_H
#define OPSTAP_PROBLEM_H

#include <stdbool.h>
#include <stdint.h>

#include "phrase.h"
#include "result.h"

#define PLAN_UNLIMITED INT64_MAX /* a maximum that is absent */
#define PLAN_VALUE_MAX INT64_C(1000000000000000)
#define PLAN_SHARE_WHOLE 10000 /* shares of groups are told in parts of this */

enum { PLAN_NO_CLASS = -1 };

typedef enum PairRule { RULE_NONE, RULE_PINNED, RULE_FORBIDDEN } PairRule;

/* Candidate and option are positions in the lists of the problem. */
typedef struct Pair {
    int32_t candidate, option;
    int64_t value;
    int32_t demand_first, demand_count; /* in the list of demands */
    PairRule rule;
    int64_t stay_bonus; /* what of the value is bonus, so that people stay where they were; >= 0 */
} Pair;

/* What a pair uses of a resource. */
typedef struct PairDemand {
    int32_t resource;
    int64_t amount; /* 1 or more */
} PairDemand;

typedef struct Resource {
    Str id;
    int64_t capacity; /* >= 0 */
} Resource;

/* At least so many people of the group get a place. */
typedef struct Floor {
    Str group;
    int64_t people;  /* >= 0 */
    int32_t *member; /* candidates, in their order */
    int32_t member_count;
} Floor;

typedef struct Household {
    int32_t *member; /* candidates; in no other household */
    int32_t member_count;
    bool same_option;
} Household;

/* A minimum of 0 or 1 asks nothing more than "somebody or nobody". A minimum above the maximum is
 * allowed: such an option never starts. */
typedef struct Option {
    Str id;
    int64_t minimum, maximum; /* places; >= 0 */
    int32_t class_index;      /* its only class, or PLAN_NO_CLASS */
    int64_t opening_cost;     /* off the value when anybody is placed there; may be negative */
    bool must_start;          /* somebody is placed there */
} Option;

typedef struct OptionClass {
    Str id;
    int64_t minimum, maximum; /* places over all its options together; >= 0 */
    int64_t opening_cost;
    bool must_start; /* somebody is placed in one of its options */
} OptionClass;

/* Every plan must reach it: what its pairs count, less the costs of what it starts, is at least
 * `least`. Only in problems that are made in memory: it keeps what an earlier question was worth
 * (stages.h). */
typedef struct Measure {
    Str id;
    int64_t *pair;                     /* per pair, what it counts */
    int64_t *option_cost, *class_cost; /* off when it starts; NULL: nothing */
    int64_t least;
} Measure;

/* The people who name it, in their order; at least one. Stages ask about them. */
typedef struct PeopleGroup {
    Str id;
    int32_t *member;
    int32_t member_count;
} PeopleGroup;

/* placed: as many people as can be, of all or of one group. least_group: the smallest share placed
 * of the groups, as large as can be. value: pairs less opening costs. */
#define STAGE_AIMS(A) A(placed) A(least_group) A(value)
#define STAGE_AIM_ENUM(name) AIM_##name,
typedef enum StageAim { STAGE_AIMS(STAGE_AIM_ENUM) AIM_COUNT } StageAim;

typedef struct Stage {
    StageAim aim;
    int32_t *group; /* positions; placed: one or none; least_group: at least one; value: none */
    int32_t group_count;
    int64_t tolerance; /* what later stages may lose: people, parts of 10,000 of a share, value */
} Stage;

typedef struct Problem {
    Str *candidate; /* ids */
    Option *option;
    OptionClass *option_class;
    Pair *pair;
    int32_t candidate_count, option_count, class_count, pair_count;
    bool must_place_all;
    bool *must_place; /* per candidate; NULL: nobody but by must_place_all */
    Resource *resource;
    PairDemand *demand;
    Floor *floor;
    Household *household;
    Measure *measure;
    PeopleGroup *group;
    Stage *stage; /* what is wanted, in this order (stages.h); none: the largest value */
    int32_t group_count, stage_count;
    int32_t resource_count, demand_count, floor_count, household_count, measure_count;
} Problem;

/* Reads the JSON form:
 *
 *     { "candidates": [ {"id":"c1", "groups":["g1"], "must_place":false} ],
 *       "options":    [ {"id":"A", "minimum":8, "maximum":15, "opening_cost":0} ],
 *       "classes":    [ {"id":"K", "options":["A"], "minimum":12, "maximum":30} ],
 *       "resources":  [ {"id":"r1", "capacity":36} ],
 *       "pairs":      [ {"candidate":"c1", "option":"A", "value":812, "demand":{"r1":8}} ],
 *       "floors":     [ {"group":"g1", "minimum_placed":5} ],
 *       "pins":       [ {"candidate":"c1", "option":"A"} ],
 *       "forbidden":  [ {"candidate":"c2", "option":"A"} ],
 *       "households": [ {"candidates":["c1","c2"], "same_option":true} ],
 *       "stay":       [ {"candidate":"c1", "option":"A", "bonus":500} ],
 *       "stages":     [ {"maximise":"placed", "group":"g1", "tolerance":0},
 *                       {"maximise":"least_group", "groups":["g1"], "tolerance":0},
 *                       {"maximise":"value", "tolerance":0} ],
 *       "must_place_all": false }
 *
 * A class may have an opening_cost too; `"must_start":true` may stand in an option and in a class.
 * A stay is about a pair that is there, each pair once; its bonus is added to the value of the
 * pair, and both together keep the limits of a value. Ids, `candidates`, `options` and `pairs` must
 * be there; the rest may be absent. A maximum that is null or absent is unlimited. INVALID:
 * *ret_why names the place ("pairs[12].option"), what stood there and what is allowed. */
Result problem_read(Arena *arena, Str json, Problem *ret_problem, Phrase *ret_why);

const char *stage_aim_name(StageAim aim); /* as in the JSON form */

/* Does anything bind besides minimums, maximums and must_place_all, or is there an opening cost or
 * something that must start? */
bool problem_has_rules(const Problem *problem);

bool problem_has_stay(const Problem *problem);

/* The rules that the reader also applies, for a problem made in memory: ids not empty and
 * different, positions that exist, no pair twice, one pin a candidate, nobody in two households,
 * counts, values and sums in range. */
Result problem_check(Arena *arena, const Problem *problem, Phrase *ret_why);

#endif
