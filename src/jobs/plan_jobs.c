#include "plan_jobs.h"

#include <pthread.h>

#include "audit/audit.h"
#include "changes/changes.h"
#include "clock.h"
#include "limits.h"
#include "log.h"
#include "memory.h"

typedef struct Held {
    MadePlan made; /* first: what is given back is found by its address */
    int readers;
    bool old;
    struct Held *next;
} Held;

/* What was asked for, per tenant; the row stays until another needs it. */
typedef struct Asked {
    int64_t tenant; /* 0: a free row */
    Day today;
    char actor[ID_BYTES_MAX + 1], tenant_name[ID_BYTES_MAX + 1];
    int64_t turn; /* lower ones first */
    double began;
    PlanJobState state;
} Asked;

struct PlanJobs {
    pthread_mutex_t lock;
    pthread_cond_t asked_for;
    pthread_t thread;
    Db *db;
    Worlds *worlds;
    const Rules *rules;
    Asked asked[PLAN_JOBS_WAITING_MAX];
    Asked *running;
    Held *first;
    int64_t turn;
    bool ends;
};

static Asked *asked_find(PlanJobs *jobs, int64_t tenant) {
    for (int i = 0; i < PLAN_JOBS_WAITING_MAX; i++) {
        if (jobs->asked[i].tenant == tenant) return &jobs->asked[i];
    }
    return NULL;
}

/* --- plans that were made, with the lock --- */

static void held_end(PlanJobs *jobs, Held *held) {
    if (held->made.world) worlds_give(jobs->worlds, held->made.world);
    arena_end(held->made.arena);
    memory_give(held);
}

static void old_remove(PlanJobs *jobs) {
    for (Held **at = &jobs->first; *at;) {
        Held *held = *at;
        if (!held->old || held->readers) {
            at = &held->next;
            continue;
        }
        *at = held->next;
        held_end(jobs, held);
    }
}

static int64_t held_tenant(const Held *held) {
    return held->made.tenant;
}

static void held_install(PlanJobs *jobs, Held *made) {
    for (Held *held = jobs->first; held; held = held->next) {
        held->old = held->old || held_tenant(held) == held_tenant(made);
    }
    made->next = jobs->first;
    jobs->first = made;
    old_remove(jobs);
}

/* --- making one, without the lock --- */

static bool jobs_end(PlanJobs *jobs) {
    pthread_mutex_lock(&jobs->lock);
    bool ends = jobs->ends;
    pthread_mutex_unlock(&jobs->lock);
    return ends;
}

static bool progress_take(void *context, SearchProgress progress) {
    PlanJobs *jobs = context;
    pthread_mutex_lock(&jobs->lock);
    PlanJobState *state = &jobs->running->state;
    state->has_value = progress.has_value;
    state->value = progress.value;
    state->bound = progress.bound;
    bool goes_on = !jobs->ends;
    pthread_mutex_unlock(&jobs->lock);
    return goes_on;
}

static Result world_take(PlanJobs *jobs, MadePlan *made) {
    WorldRequest request = { .tenant = made->tenant, .today = made->today, .rules = jobs->rules };
    Result result = db_begin_read(jobs->db);
    if (result == OK) result = change_now(jobs->db, made->tenant, &made->change);
    if (result == OK) result = worlds_take(jobs->worlds, jobs->db, request, &made->world);
    if (result == OK) result = plan_last(jobs->db, made->arena, made->tenant, &made->before);
    db_rollback(jobs->db);
    return result;
}

/* Its own note of being kept does not make a plan old; what others noted while it was made does. */
static Result plan_keep_it(PlanJobs *jobs, MadePlan *made) {
    bool new_plan = false;
    int64_t before = made->change;
    Result result = db_begin(jobs->db);
    if (result != OK) return result;
    result = change_now(jobs->db, made->tenant, &before);
    if (result == OK) {
        result = plan_save(jobs->db, made->arena, made->tenant, &made->plan, &new_plan);
    }
    if (result == OK && new_plan) {
        AuditEvent event = {
            .code = AUDIT_plan_made, .actor = made->made_by, .subject = made->tenant_name
        };
        result = audit_write(jobs->db, made->tenant, event);
    }
    bool still_fresh = before == made->change;
    if (result == OK && still_fresh) result = change_now(jobs->db, made->tenant, &made->change);
    return db_keep(jobs->db, result);
}

static Word plan_make_it(PlanJobs *jobs, MadePlan *made) {
    Phrase why = PHRASE(WORD_none);
    Result result = world_take(jobs, made);
    if (result != OK) return WORD_plan_job_broken;
    made->input = world_plan_input(made->world);
    made->input.limits = (SearchLimits){
        .seconds_max = PLAN_JOB_SECONDS_MAX, .progress = progress_take, .context = jobs
    };
    result = plan_make(made->arena, &made->input, &made->plan, &why);
    if (result != OK) return WORD_plan_job_too_large;
    if (jobs_end(jobs) || made->plan.status == PLAN_STOPPED) return WORD_plan_stopped;
    if (made->plan.status == PLAN_INFEASIBLE) return WORD_plan_infeasible;
    made->input.limits = (SearchLimits){ 0 };
    result = plan_keep_it(jobs, made);
    if (result == CONFLICT) return WORD_plan_job_changed;
    if (result == OK) result = clock_utc_seconds(&made->made_at);
    return result == OK ? WORD_none : WORD_plan_job_broken;
}

static Held *held_new(const Asked *asked) {
    Held *held = memory_get(sizeof *held);
    *held = (Held){ .made = { .tenant = asked->tenant, .today = asked->today } };
    held->made.arena = arena_new("a plan", WORLD_BYTES_MAX);
    held->made.made_by = str_copy(held->made.arena, str_from(asked->actor));
    held->made.tenant_name = str_copy(held->made.arena, str_from(asked->tenant_name));
    return held;
}

/* Takes the lock again before it returns. */
static void asked_run(PlanJobs *jobs, Asked *asked) {
    asked->state = (PlanJobState){ .phase = PLAN_JOB_RUNNING };
    jobs->running = asked;
    Held *held = held_new(asked);
    pthread_mutex_unlock(&jobs->lock);
    Word why = plan_make_it(jobs, &held->made);
    pthread_mutex_lock(&jobs->lock);
    jobs->running = NULL;
    asked->state.phase = why == WORD_none ? PLAN_JOB_DONE : PLAN_JOB_FAILED;
    asked->state.why = why;
    if (why == WORD_none) held_install(jobs, held);
    else held_end(jobs, held);
}

static Asked *asked_next(PlanJobs *jobs) {
    Asked *next = NULL;
    for (int i = 0; i < PLAN_JOBS_WAITING_MAX; i++) {
        Asked *asked = &jobs->asked[i];
        if (!asked->tenant || asked->state.phase != PLAN_JOB_WAITING) continue;
        if (!next || asked->turn < next->turn) next = asked;
    }
    return next;
}

static void *jobs_run(void *context) {
    PlanJobs *jobs = context;
    pthread_mutex_lock(&jobs->lock);
    while (!jobs->ends) {
        Asked *next = asked_next(jobs);
        if (next) asked_run(jobs, next);
        else pthread_cond_wait(&jobs->asked_for, &jobs->lock);
    }
    pthread_mutex_unlock(&jobs->lock);
    return NULL;
}

/* --- for pages --- */

Result plan_jobs_begin(const char *database, Worlds *worlds, const Rules *rules,
                       PlanJobs **ret_jobs) {
    Phrase why;
    Db *db = NULL;
    if (db_open(database, DB_EXISTING, &db, &why) != OK) {
        log_line("plans: the database cannot be opened");
        return BROKEN;
    }
    PlanJobs *jobs = memory_get(sizeof *jobs);
    *jobs = (PlanJobs){ .db = db, .worlds = worlds, .rules = rules };
    pthread_mutex_init(&jobs->lock, NULL);
    pthread_cond_init(&jobs->asked_for, NULL);
    if (pthread_create(&jobs->thread, NULL, jobs_run, jobs) != 0) {
        log_line("plans: no thread can be had");
        db_end(db);
        memory_give(jobs);
        return BROKEN;
    }
    *ret_jobs = jobs;
    return OK;
}

void plan_jobs_end(PlanJobs *jobs) {
    pthread_mutex_lock(&jobs->lock);
    jobs->ends = true;
    pthread_cond_signal(&jobs->asked_for);
    pthread_mutex_unlock(&jobs->lock);
    pthread_join(jobs->thread, NULL);
    for (Held *held = jobs->first, *next; held; held = next) {
        next = held->next;
        held_end(jobs, held);
    }
    pthread_cond_destroy(&jobs->asked_for);
    pthread_mutex_destroy(&jobs->lock);
    db_end(jobs->db);
    memory_give(jobs);
}

static bool is_under_way(const Asked *asked) {
    return asked->state.phase == PLAN_JOB_WAITING || asked->state.phase == PLAN_JOB_RUNNING;
}

/* The row of the tenant, a free one, or one whose plan is made. */
static Asked *asked_room(PlanJobs *jobs, int64_t tenant) {
    Asked *row = asked_find(jobs, tenant);
    if (!row) row = asked_find(jobs, 0);
    for (int i = 0; !row && i < PLAN_JOBS_WAITING_MAX; i++) {
        if (!is_under_way(&jobs->asked[i])) row = &jobs->asked[i];
    }
    return row;
}

Result plan_job_ask(PlanJobs *jobs, const PlanAsked *asked) {
    pthread_mutex_lock(&jobs->lock);
    Asked *row = asked_room(jobs, asked->tenant);
    Result result = row ? OK : BUSY;
    if (row && !is_under_way(row)) {
        *row = (Asked){ .tenant = asked->tenant, .today = asked->today, .turn = ++jobs->turn,
                        .state = { .phase = PLAN_JOB_WAITING } };
        snprintf(row->actor, sizeof row->actor, "%.*s", STR_ARGS(asked->actor));
        snprintf(row->tenant_name, sizeof row->tenant_name, "%.*s", STR_ARGS(asked->tenant_name));
        if (clock_steady_seconds(&row->began) != OK) row->began = 0;
        pthread_cond_signal(&jobs->asked_for);
    }
    pthread_mutex_unlock(&jobs->lock);
    return result;
}

PlanJobState plan_job_look(PlanJobs *jobs, int64_t tenant) {
    PlanJobState state = { .phase = PLAN_JOB_NONE };
    double now = 0;
    pthread_mutex_lock(&jobs->lock);
    const Asked *asked = asked_find(jobs, tenant);
    if (asked) {
        state = asked->state;
        if (clock_steady_seconds(&now) == OK && now > asked->began) {
            state.seconds = (int64_t)(now - asked->began);
        }
    }
    pthread_mutex_unlock(&jobs->lock);
    return state;
}

const MadePlan *plan_made_take(PlanJobs *jobs, int64_t tenant) {
    const MadePlan *made = NULL;
    pthread_mutex_lock(&jobs->lock);
    for (Held *held = jobs->first; held && !made; held = held->next) {
        if (held->old || held_tenant(held) != tenant) continue;
        held->readers++;
        made = &held->made;
    }
    pthread_mutex_unlock(&jobs->lock);
    return made;
}

void plan_made_give(PlanJobs *jobs, const MadePlan *made) {
    pthread_mutex_lock(&jobs->lock);
    for (Held *held = jobs->first; held; held = held->next) {
        if (&held->made == made) held->readers--;
    }
    old_remove(jobs);
    pthread_mutex_unlock(&jobs->lock);
}
