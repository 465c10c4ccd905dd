#include "crowding_jobs.h"

#include <pthread.h>
#include <time.h>

#include "clock.h"
#include "limits.h"
#include "log.h"
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
    pthread_mutex_t lock;
    pthread_cond_t asked, made;
    pthread_t thread;
    Worlds *worlds;
    Held *first; /* those asked last come first */
    bool ends;
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
    pthread_cond_signal(&jobs->asked);
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

static bool is_settled(const Held *held) {
    return held->phase >= HELD_MADE || (held->old && held->phase == HELD_WAITING);
}

/* --- */

/* Takes the lock again before it returns. */
static void held_run(CrowdingJobs *jobs, Held *held) {
    held->phase = HELD_RUNNING;
    pthread_mutex_unlock(&jobs->lock);
    PlanInput input = world_plan_input(held->world);
    Crowding crowding = { 0 };
    Result result = crowding_make(held->arena, &input, crowding_list_max(&input), &crowding);
    pthread_mutex_lock(&jobs->lock);
    held->crowding = crowding;
    held->phase = result == OK ? HELD_MADE : HELD_TOO_LARGE;
    worlds_give(jobs->worlds, held->world);
    held->world = NULL;
    pthread_cond_broadcast(&jobs->made);
    old_remove(jobs);
}

static void *jobs_run(void *context) {
    CrowdingJobs *jobs = context;
    pthread_mutex_lock(&jobs->lock);
    while (!jobs->ends) {
        Held *next = held_next(jobs);
        if (next) held_run(jobs, next);
        else pthread_cond_wait(&jobs->asked, &jobs->lock);
    }
    pthread_mutex_unlock(&jobs->lock);
    return NULL;
}

static void conditions_begin(CrowdingJobs *jobs) {
    pthread_condattr_t steady;
    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    pthread_cond_init(&jobs->made, &steady);
    pthread_cond_init(&jobs->asked, NULL);
    pthread_condattr_destroy(&steady);
    pthread_mutex_init(&jobs->lock, NULL);
}

static void jobs_free(CrowdingJobs *jobs) {
    pthread_cond_destroy(&jobs->made);
    pthread_cond_destroy(&jobs->asked);
    pthread_mutex_destroy(&jobs->lock);
    memory_give(jobs);
}

Result crowding_jobs_begin(Worlds *worlds, CrowdingJobs **ret_jobs) {
    CrowdingJobs *jobs = memory_get(sizeof *jobs);
    *jobs = (CrowdingJobs){ .worlds = worlds };
    conditions_begin(jobs);
    if (pthread_create(&jobs->thread, NULL, jobs_run, jobs) != 0) {
        log_line("crowding: no thread can be had");
        jobs_free(jobs);
        return BROKEN;
    }
    *ret_jobs = jobs;
    return OK;
}

void crowding_jobs_end(CrowdingJobs *jobs) {
    pthread_mutex_lock(&jobs->lock);
    jobs->ends = true;
    pthread_cond_signal(&jobs->asked);
    pthread_mutex_unlock(&jobs->lock);
    pthread_join(jobs->thread, NULL);
    for (Held *held = jobs->first, *next; held; held = next) {
        next = held->next;
        held_end(jobs, held);
    }
    jobs_free(jobs);
}

/* Until it is settled or the time is over. */
static void held_wait(CrowdingJobs *jobs, const Held *held, int64_t wait_us) {
    enum { MICROSECONDS = 1000 * 1000, NANOSECONDS = 1000 };
    int64_t until;
    if (is_settled(held) || clock_steady_us(&until) != OK) return;
    until += wait_us;
    struct timespec at = { .tv_sec = until / MICROSECONDS,
                           .tv_nsec = until % MICROSECONDS * NANOSECONDS };
    int waited = 0;
    while (!waited && !is_settled(held)) {
        waited = pthread_cond_timedwait(&jobs->made, &jobs->lock, &at);
    }
}

CrowdingPhase crowding_take(CrowdingJobs *jobs, const World *world, int64_t wait_us,
                            const Crowding **ret_crowding) {
    pthread_mutex_lock(&jobs->lock);
    Held *held = held_ask(jobs, world);
    held->readers++;
    held_wait(jobs, held, wait_us);
    HeldPhase phase = held->phase;
    if (phase == HELD_MADE) *ret_crowding = &held->crowding;
    else held->readers--;
    old_remove(jobs);
    pthread_mutex_unlock(&jobs->lock);
    if (phase == HELD_MADE) return CROWDING_MADE;
    return phase == HELD_TOO_LARGE ? CROWDING_TOO_LARGE : CROWDING_BEING_MADE;
}

void crowding_give(CrowdingJobs *jobs, const Crowding *crowding) {
    pthread_mutex_lock(&jobs->lock);
    for (Held *held = jobs->first; held; held = held->next) {
        if (&held->crowding == crowding) held->readers--;
    }
    old_remove(jobs);
    pthread_mutex_unlock(&jobs->lock);
}
