/* plan_report.h: a plan for people to read: groups, people with the reason, questions, steps. */
#ifndef OPSTAP_PLAN_REPORT_H
#define OPSTAP_PLAN_REPORT_H

#include "world_open.h"

typedef struct PlanReport {
    Command *command;
    const World *world;
    const PlanInput *input;
    const Plan *plan;
    const KeptPlan *before; /* number 0: none */
    size_t shown_max;       /* people per heading; the rest is counted */
} PlanReport;

void plan_report_say(const PlanReport *report);
json_t *plan_report_json(const PlanReport *report);

/* How a plan is shown. */
typedef struct PlanShown {
    size_t people_max; /* per heading, in words */
    json_t *within;    /* gets the member "plan" instead of standard output; NULL: --json decides */
} PlanShown;

/* Plans, reports and keeps the plan (not with --dry-run); in plan.c. Exit status. */
int plan_run(Command *command, const World *world, SearchLimits limits, PlanShown shown);

#endif
