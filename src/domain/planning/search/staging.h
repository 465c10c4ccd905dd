/* staging.h: stages while they are being solved; what the files that solve them share. */
#ifndef OPSTAP_STAGING_H
#define OPSTAP_STAGING_H

#include "stages.h"

/* Until when a search may go on, of all that the stages use together; 0: no limit. */
typedef struct Budget {
    int64_t nodes;
    double seconds; /* on the steady clock */
} Budget;

typedef struct Staging {
    Arena *arena;
    const Problem *problem;
    Problem kept; /* the problem, with what the stages before keep */
    SearchLimits limits;
    Budget whole;
    int64_t gap_per_million; /* of the stage of the value; the others are solved to the end */
    int64_t nodes;           /* used */
    double began;
    bool interrupted, infeasible;
    bool has_plan;
    int32_t *option_of; /* of the plan that keeps all stages so far; PLAN_UNPLACED */
    Share reached;      /* by the last stage of shares */
    Solution solution;  /* of the last search, whatever it asked */
    bool is_answer;     /* its plan is the one that is kept, and it asked for the value */
} Staging;

/* An equal part of what a budget leaves, when it is to do for so many searches. */
Result budget_part(const Staging *staging, Budget of, int32_t searches, Budget *ret_part);

/* Solves, and counts what that used. */
Result staging_solve(Staging *staging, const Problem *asked, Budget budget);

/* Keeps the plan of the last search. */
void staging_take_plan(Staging *staging);

/* The same people, pairs and rules, where the pairs of the marked candidates are worth 1 and all
 * else nothing; NULL: nobody. */
Problem problem_counting(Arena *arena, const Problem *problem, const bool *counts);

/* Room for so many floors more, and one of them. */
void floors_make_room(Arena *arena, Problem *problem, int32_t more);
void floor_add(Problem *problem, const PeopleGroup *group, int64_t people);

int64_t people_placed(const int32_t *option_of, const PeopleGroup *group);

/* As large as fractions go: a.placed / a.size against b.placed / b.size. */
int shares_compare(Share a, Share b);
Share share_least(const Problem *problem, const Stage *stage, const int32_t *option_of);
int64_t share_parts(Share share);    /* of PLAN_SHARE_WHOLE, rounded down */
int64_t share_parts_up(Share share); /* rounded up */

/* So many people of a group of this size reach the share, less the tolerance. */
int64_t share_people(Share share, int64_t tolerance, int64_t size);

/* stages_least.c: the stage of the smallest share. */
Result least_group_solve(Staging *staging, Budget budget, StageAnswer *answer);

#endif
