/* plan_view.h: a plan that was made, as its pages show it. */
#ifndef OPSTAP_PLAN_VIEW_H
#define OPSTAP_PLAN_VIEW_H

#include "plan_page.h"

/* shown_max: people per heading; the rest is counted. SIZE_MAX: all. */
void plan_view_fill(Visit *visit, const MadePlan *made, size_t shown_max, PlanView *view);

/* What people decided about pairs, as the world has it. */
void plan_pairs_fill(Visit *visit, const World *world, PlanView *view);

#endif
