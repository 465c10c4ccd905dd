#include "crowding_jobs.h"

#include "job_thread.h"
#include "limits.h"
#include "memory.h"

typedef enum HeldPhase { HELD_WAITING, HELD_RUNNING, HELD_MADE, HELD_TOO_LARGE } HeldPhase;

typedef struct Held {
    Crowding crowding; /* first: what is given back is found by its address */
    HeldPhase phase;
    int64_t tenant, world_number;
    const World *world; /* until it is made */
    Arena *arena;
    int readers; /* who wait, too */
    bool old;
    struct Held *next;
} Held;

struct CrowdingJobs {
    JobThread job;
    Worlds *worlds;
    Held *first; /* those asked last come first */
};

/* --- with the lock --- */

static void held_end(CrowdingJobs *jobs, Held *held) {
    if (held->world) worlds_give(jobs->worlds, held->world);
    arena_end(held->arena);
    memory_give(held);
}

static void old_remove(CrowdingJobs *jobs) {
    for (Held **at = &jobs->first; *at;) {
        Held *held = *at;
        if (!held->old || held->readers || held->phase == HELD_RUNNING) {
            at = &held->next;
            continue;
        }
        *at = held->next;
        held_end(jobs, held);
    }
}

static Held *held_ask(CrowdingJobs *jobs, const World *world) {
    for (Held *held = jobs->first; held; held = held->next) {
        if (held->tenant == world->tenant && held->world_number == world->number) return held;
    }
    Held *held = memory_get(sizeof *held);
    *held = (Held){ .tenant = world->tenant, .world_number = world->number, .world = world };
    held->arena = arena_new("how crowded openings are", CROWDING_BYTES_MAX);
    worlds_keep(jobs->worlds, world);
    for (Held *other = jobs->first; other; other = other->next) {
        if (other->tenant != held->tenant) continue;
        if (other->world_number < held->world_number) other->old = true;
        else held->old = true;
    }
    held->next = jobs->first;
    jobs->first = held;
    pthread_cond_signal(&jobs->job.asked);
    return held;
}

/* The one that was asked first, of those that are not old. */
static Held *held_next(const CrowdingJobs *jobs) {
    Held *next = NULL;
    for (Held *held = jobs->first; held; held = held->next) {
        if (held->phase == HELD_WAITING && !held->old) next = held;
    }
    return next;
}

static bool is_settled(const void *what) {
    const Held *held = what;
    return held->phase >= HELD_MADE || (held->old && held->phase == HELD_WAITING);
}

/* --- */

/* Takes the lock again before it returns. */
static void held_run(CrowdingJobs *jobs, Held *held) {
    held->phase = HELD_RUNNING;
    pthread_mutex_unlock(&jobs->job.lock);
    PlanInput input = world_plan_input(held->world);
    Crowding crowding = { 0 };
    Result result = crowding_make(held->arena, &input, crowding_list_max(&input), &crowding);
    pthread_mutex_lock(&jobs->job.lock);
    held->crowding = crowding;
    held->phase = result == OK ? HELD_MADE : HELD_TOO_LARGE;
    worlds_give(jobs->worlds, held->world);
    held->world = NULL;
    pthread_cond_broadcast(&jobs->job.made);
    old_remove(jobs);
}

static bool jobs_work(void *context) {
    CrowdingJobs *jobs = context;
    Held *next = held_next(jobs);
    if (next) held_run(jobs, next);
    return next;
}

Result crowding_jobs_begin(Worlds *worlds, CrowdingJobs **ret_jobs) {
    CrowdingJobs *jobs = memory_get(sizeof *jobs);
    *jobs = (CrowdingJobs){ .worlds = worlds };
    Result result = job_thread_begin(&jobs->job, jobs_work, jobs, "crowding");
    if (result == OK) *ret_jobs = jobs;
    else memory_give(jobs);
    return result;
}

void crowding_jobs_end(CrowdingJobs *jobs) {
    job_thread_end(&jobs->job);
    for (Held *held = jobs->first, *next; held; held = next) {
        next = held->next;
        held_end(jobs, held);
    }
    memory_give(jobs);
}

CrowdingPhase crowding_take(CrowdingJobs *jobs, const World *world, int64_t wait_us,
                            const Crowding **ret_crowding) {
    pthread_mutex_lock(&jobs->job.lock);
    Held *held = held_ask(jobs, world);
    held->readers++;
    job_wait(&jobs->job, is_settled, held, wait_us);
    HeldPhase phase = held->phase;
    if (phase == HELD_MADE) *ret_crowding = &held->crowding;
    else held->readers--;
    old_remove(jobs);
    pthread_mutex_unlock(&jobs->job.lock);
    if (phase == HELD_MADE) return CROWDING_MADE;
    return phase == HELD_TOO_LARGE ? CROWDING_TOO_LARGE : CROWDING_BEING_MADE;
}

void crowding_give(CrowdingJobs *jobs, const Crowding *crowding) {
    pthread_mutex_lock(&jobs->job.lock);
    for (Held *held = jobs->first; held; held = held->next) {
        if (&held->crowding == crowding) held->readers--;
    }
    old_remove(jobs);
    pthread_mutex_unlock(&jobs->job.lock);
}
