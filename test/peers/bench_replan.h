/* bench_replan.h: plans again after 1 % of the pairs changed, from what the first plan left behind
 * (planning/search/basis.h) and from nothing. */
#ifndef OPSTAP_BENCH_REPLAN_H
#define OPSTAP_BENCH_REPLAN_H

#include "bench_cases.h"

void bench_replan(Bench *bench);

#endif
