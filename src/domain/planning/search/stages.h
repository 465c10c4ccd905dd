/* stages.h: one plan for several aims in their order of weight.
 *
 * Each stage of the problem is solved while the earlier ones are kept within their tolerance: of a
 * stage that reached v, every later plan has at least v less the tolerance. People placed are kept
 * by a floor, shares of groups by a floor for each group, the value by a measure; so each stage is
 * a problem like any other, and proven like any other. Shares are compared as fractions, never
 * rounded: the largest smallest share is found by halves over all fractions that can occur, and
 * "can every group have this share?" is a problem with floors in which nothing is worth anything.
 *
 * When no stage asks for the value, it comes last: among all plans that keep the stages, one of the
 * largest value. The plan of the last stage is the answer.
 *
 * Limits are for all stages together: each may use an equal part of what is left, one node at
 * least. A gap that will do is one of the value; other stages want the best. A stage that is cut
 * off is kept at what it reached, and its bound says what it may miss.
 */
#ifndef OPSTAP_STAGES_H
#define OPSTAP_STAGES_H

#include "search.h"

/* A share of a group. */
typedef struct Share {
    int32_t group;        /* in Problem.group */
    int64_t placed, size; /* people; size 1 or more */
} Share;

/* What a stage asked and found. Of least_group value, bound and kept are parts of
 * PLAN_SHARE_WHOLE, value and kept rounded down, the bound up where it is not the value. */
typedef struct StageAnswer {
    Stage stage;
    bool has_value; /* false: a limit came before any plan */
    int64_t value, bound;
    bool proven;                    /* the bound is what was reached */
    int64_t kept;                   /* in the plan of the last stage, when there is one */
    int32_t floor_first, floor_end; /* in the problem of the last stage: the floors that keep it */
    Share least; /* of least_group: the smallest in that plan, the first such group */
} StageAnswer;

/* Solves all stages; without stages the same as problem_solve. In *ret_solution value and bound are
 * those of the value: no plan that keeps the stages before it is worth more than the bound. Where
 * other stages follow the value, the plan may be worth less, by the tolerance at most. The status
 * is optimal when every stage was proven. *ret_last: the problem of which the plan is the answer,
 * with all that earlier stages keep; it lives in the arena. */
Result problem_solve_stages(Arena *arena, const Problem *problem, SearchLimits limits,
                            Solution *ret_solution, const Problem **ret_last);

/* ,"stages":[{"maximise":"placed","group":"g1","value":1,"bound":1,"proven":true,"tolerance":0,
 *  "kept":1},{"maximise":"least_group",...,"group":"g2","placed":3,"size":7}]
 * Nothing when there are none. */
void stages_write_json(Text *text, const Problem *problem, const Solution *solution);

#endif
