/* replan.h: an earlier answer as the start of a new plan.
 *
 * The answer is what solution_write_json wrote, or anything else with `assignments` by ids. People
 * and options that the new problem does not know are left out and counted; so are pairs that are
 * gone. The rest, made to fit (plan_fit), is the first plan of the search. */
#ifndef OPSTAP_REPLAN_H
#define OPSTAP_REPLAN_H

#include "basis.h"

/* By ids, in the order of the answer. */
typedef struct OldAnswer {
    Str *candidate, *option; /* who was placed, and where */
    int32_t count;
    Str *unplaced; /* who was in the problem and had no place */
    int32_t unplaced_count;
} OldAnswer;

/* {"assignments":[{"candidate":"c1","option":"A"}],"unassigned":["c2"]}; other members are not
 * read, and `unassigned` may be absent. INVALID: *ret_why names the place. */
Result old_answer_read(Arena *arena, Str json, OldAnswer *ret_answer, Phrase *ret_why);

/* An old answer, told in positions of a problem. */
typedef struct OldPlan {
    int32_t *option_of; /* per candidate: where they were, when that is still there */
    int32_t *pair_of;   /* per candidate: the pair, when that is still there */
    int32_t people_gone, options_gone, pairs_gone; /* assignments that name them, each once */
} OldPlan;

OldPlan old_plan(Arena *arena, const Problem *problem, const OldAnswer *answer);

/* A bonus for every pair of the old plan that is still there. Check the problem afterwards: the
 * values may have become too large. */
void old_plan_stay(Problem *problem, const OldPlan *plan, int64_t bonus);

/* Leaves out of a plan what no longer fits: forbidden pairs, people above a maximum or a capacity
 * (those of least value first), households that are not whole, what does not reach its minimum.
 * False when a duty, a pin or a floor is not kept by the rest, or something that must start does
 * not: then it is no plan, but a search may still begin with it. */
bool plan_fit(Arena *arena, const Problem *problem, int32_t *pair_of);

#endif
