/* bench_flow.h: the flow core as the planner uses it (src/domain/planning/groups/fill.h), and its
 * simplex alone from nothing (flow.h), against LEMON on the same networks, and against the plan of
 * the same problem. Time is that of solving, once the network is there. */
#ifndef OPSTAP_BENCH_FLOW_H
#define OPSTAP_BENCH_FLOW_H

#include "bench_cases.h"

void bench_flow(Bench *bench);

#endif
