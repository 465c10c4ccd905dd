/* floor_costs.h: what each floor costs in value, and what all cost together.
 *
 * The cost of a floor is what the best plan without it is worth more than the best plan with it,
 * where everything else is kept: the other floors too. Costs of floors one by one do not add up to
 * the cost of all: where two floors bind together, leaving out one alone may gain nothing. A stage
 * before the value that places people keeps floors of its own (stages.h), and has a cost likewise.
 *
 * Each is a problem of its own, with a limit of nodes. A cost is never below 0, nor above that of
 * all together: so when all cost nothing, nothing else is asked. Equal ends are an exact cost. */
#ifndef OPSTAP_FLOOR_COSTS_H
#define OPSTAP_FLOOR_COSTS_H

#include "explain.h"

enum { FLOOR_COST_NODES = 2000 };

typedef struct FloorCosts {
    int64_t *placed; /* per floor of the problem: people of its group in the plan */
    Between *floor;  /* per floor of the problem */
    Between *stage;  /* per stage that comes before the value */
    int32_t stages;
    Between all;
    bool any; /* a floor or a stage binds somebody */
} FloorCosts;

/* problem, last and solution as problem_solve_stages has them; the solution has a value. Of the
 * wishes: nodes of each question, seconds of all together, progress. */
Result floor_costs_find(Arena *arena, const Problem *problem, const Problem *last,
                        const Solution *solution, ExplainWishes wishes, FloorCosts *ret_costs);

/* ,"floors":[{"group":"g1","minimum_placed":5,"placed":6,"cost":{"at_least":0,"at_most":0}}],
 *  "floors_cost":{"at_least":0,"at_most":0} */
void floor_costs_write_json(Text *text, const Problem *problem, const FloorCosts *costs);

#endif
