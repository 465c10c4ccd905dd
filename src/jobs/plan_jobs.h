/* plan_jobs.h: plans that are made while people wait for them, one at a time, in a thread with a
 * database of its own.
 *
 * A page asks for a plan, looks how far it is, and reads the last one that was made: the plan with
 * the world it was made of, which nobody changes. A plan that is made is kept (plan_save) with its
 * event, as `opstap plan` does. What was made before this program began is in the database as
 * KeptPlan only: who is left and why is known again after the next one.
 *
 * Any number of threads may call. Limits: one plan per tenant at a time, PLAN_JOBS_WAITING_MAX in
 * all; PLAN_JOB_SECONDS_MAX for each, then the best that was found is taken, with its bound. */
#ifndef OPSTAP_PLAN_JOBS_H
#define OPSTAP_PLAN_JOBS_H

#include "world/worlds.h"

typedef struct PlanJobs PlanJobs;

typedef enum PlanJobPhase {
    PLAN_JOB_NONE,    /* never asked for, since the program began */
    PLAN_JOB_WAITING,
    PLAN_JOB_RUNNING,
    PLAN_JOB_DONE,
    PLAN_JOB_FAILED
} PlanJobPhase;

typedef struct PlanJobState {
    PlanJobPhase phase;
    bool has_value;
    int64_t value, bound; /* while it runs: the best so far, and what none can pass */
    int64_t seconds;      /* since it began */
    Word why;             /* failed */
} PlanJobState;

/* The last plan of a tenant that was made here. */
typedef struct MadePlan {
    int64_t tenant;
    Str tenant_name;
    Plan plan;
    PlanInput input; /* of the plan */
    const World *world;
    KeptPlan before;  /* number 0: there was none */
    int64_t made_at;  /* UTC seconds since 1970 */
    int64_t change;   /* of the tenant, when it was read: another number, and it is of before that */
    Day today;
    Str made_by; /* id of a user */
    Arena *arena;
} MadePlan;

/* BROKEN: the thread or its database cannot begin; logged. database: what db_open takes. */
Result plan_jobs_begin(const char *database, Worlds *worlds, const Rules *rules,
                       PlanJobs **ret_jobs);
void plan_jobs_end(PlanJobs *jobs); /* a plan that is being made is given up, nothing of it kept */

/* OK: it will be made, or is being made already. BUSY: too many wait. */
typedef struct PlanAsked {
    int64_t tenant;
    Str tenant_name;
    Day today;
    Str actor; /* id of a user */
} PlanAsked;
Result plan_job_ask(PlanJobs *jobs, const PlanAsked *asked);
PlanJobState plan_job_look(PlanJobs *jobs, int64_t tenant);

/* NULL: none was made. What is taken stays until it is given back. */
const MadePlan *plan_made_take(PlanJobs *jobs, int64_t tenant);
void plan_made_give(PlanJobs *jobs, const MadePlan *made);

#endif
