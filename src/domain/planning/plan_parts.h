/* plan_parts.h: what the files that make a plan share. Nobody else includes it. */
#ifndef OPSTAP_PLAN_PARTS_H
#define OPSTAP_PLAN_PARTS_H

#include "plan.h"

/* What people decided, by position, and how full openings are already. */
typedef struct PlanBasis {
    Match *match;          /* feasible, allowed pairs in order of candidate, then opening */
    int32_t *first_match;  /* per candidate, and one past the last */
    int *pinned_opening;   /* per candidate, -1: none */
    bool *started;         /* per candidate: is somewhere already */
    int *taken;            /* per opening: places in use */
    int *feasible_count;   /* per candidate: feasible pairs, allowed or not */
    size_t match_count;
} PlanBasis;

Result plan_basis(Arena *arena, const PlanInput *input, PlanBasis *ret_basis);

/* Places of an opening: its own number, less those taken; never below 0. */
int64_t plan_places(const PlanInput *input, const PlanBasis *basis, int opening);

/* Position of the class that an opening names; PLAN_NO_CLASS when none, or one that is not there.
 */
int32_t plan_class_of(const PlanInput *input, int opening);

/* Is this opening the group's, or one of its class? */
bool plan_group_has(const PlanInput *input, const PlanGroup *group, int opening);

void plan_people(Arena *arena, const PlanInput *input, const PlanBasis *basis,
                 const Solution *solution, Plan *plan);
void plan_groups(Arena *arena, const PlanInput *input, const PlanBasis *basis,
                 const Solution *solution, Plan *plan);

#endif
