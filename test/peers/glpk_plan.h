/* glpk_plan.h: the best plan according to GLPK (GNU Linear Programming Kit), another solver, with
 * its presolve and all its cuts. */
#ifndef OPSTAP_GLPK_PLAN_H
#define OPSTAP_GLPK_PLAN_H

#include "peer_model.h"

/* ret_taken: per column, whether the plan found has it; may be NULL. */
PeerOutcome glpk_solve(const PeerModel *model, double seconds_max, bool *ret_taken);

#endif
