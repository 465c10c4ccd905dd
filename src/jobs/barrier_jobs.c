#include "barrier_jobs.h"

#include <pthread.h>
#include <time.h>

#include "auto.h"
#include "clock.h"
#include "figures/region_figures.h"
#include "limits.h"
#include "log.h"
#include "memory.h"

typedef enum HeldPhase { HELD_WAITING, HELD_RUNNING, HELD_MADE } HeldPhase;

typedef struct Held {
    KeptBarriers kept; /* first: what is given back is found by its address */
    HeldPhase phase;
    BarriersAsked asked; /* world: until it is made */
    int64_t tenant, world_number;
    Arena *arena;
    int readers; /* who wait, too */
    struct Held *next;
} Held;

struct BarrierJobs {
    pthread_mutex_t lock;
    pthread_cond_t asked, made;
    pthread_t thread;
    Worlds *worlds;
    Held *first; /* those asked last come first */
    atomic_bool ends;
};

/* --- with the lock --- */

static void held_end(BarrierJobs *jobs, Held *held) {
    if (held->asked.world) worlds_give(jobs->worlds, held->asked.world);
    arena_end(held->arena);
    memory_give(held);
}

/* A newer world of the tenant was asked about; of the same region and made, where that is asked. */
static bool is_superseded(const BarrierJobs *jobs, const Held *held, bool made) {
    for (const Held *other = jobs->first; other; other = other->next) {
        bool newer = other->tenant == held->tenant && other->world_number > held->world_number;
        bool same = other->phase == HELD_MADE && other->asked.region == held->asked.region;
        if (newer && (same || !made)) return true;
    }
    return false;
}

static void old_remove(BarrierJobs *jobs) {
    size_t kept = 0;
    for (Held **at = &jobs->first; *at;) {
        Held *held = *at;
        bool old = is_superseded(jobs, held, held->phase == HELD_MADE);
        if (held->readers || held->phase == HELD_RUNNING || (!old && kept < BARRIERS_KEPT_MAX)) {
            kept++;
            at = &held->next;
            continue;
        }
        *at = held->next;
        held_end(jobs, held);
    }
}

static bool childcare_same(const ChildcareSupply *a, const ChildcareSupply *b) {
    return a->known == b->known && !memcmp(&a->week, &b->week, sizeof a->week);
}

static Held *held_ask(BarrierJobs *jobs, const BarriersAsked *asked) {
    const World *world = asked->world;
    for (Held *held = jobs->first; held; held = held->next) {
        if (held->tenant == world->tenant && held->world_number == world->number &&
            held->asked.region == asked->region &&
            childcare_same(&held->asked.childcare, &asked->childcare)) {
            return held;
        }
    }
    Held *held = memory_get(sizeof *held);
    *held = (Held){ .tenant = world->tenant, .world_number = world->number, .asked = *asked,
                    .next = jobs->first };
    held->arena = arena_new("barriers of a region", BARRIERS_BYTES_MAX);
    worlds_keep(jobs->worlds, world);
    jobs->first = held;
    pthread_cond_signal(&jobs->asked);
    return held;
}

/* The one that was asked first, of those of which no newer world was asked about. */
static Held *held_next(const BarrierJobs *jobs) {
    Held *next = NULL;
    for (Held *held = jobs->first; held; held = held->next) {
        if (held->phase == HELD_WAITING && !is_superseded(jobs, held, false)) next = held;
    }
    return next;
}

/* The newest that there is of the same region. */
static Held *held_made_before(const BarrierJobs *jobs, const Held *held) {
    Held *found = NULL;
    for (Held *other = jobs->first; other; other = other->next) {
        if (other->phase != HELD_MADE || other->tenant != held->tenant) continue;
        if (other->asked.region != held->asked.region) continue;
        if (!found || other->world_number > found->world_number) found = other;
    }
    return found;
}

/* --- */

/* Keeps nothing of the world, which goes. */
static void held_count(const BarrierJobs *jobs, Held *held) {
    AUTO(arena_end_at) Arena *scratch = arena_new("who has started", BARRIERS_BYTES_MAX);
    CountryRequest request = { .snapshot = held->asked.world->snapshot,
                               .childcare = &held->asked.childcare,
                               .left_out = people_started(scratch, held->asked.world),
                               .region = held->asked.region,
                               .threads = 1,
                               .ends = &jobs->ends };
    CountryBarriers barriers = country_barriers(held->arena, &request);
    country_barriers_hide(held->arena, &barriers);
    for (size_t i = 0; i < barriers.step_count; i++) {
        Str *detail = &barriers.step[i].step.detail;
        *detail = str_copy(held->arena, *detail);
    }
    held->kept = (KeptBarriers){ barriers, held->asked.today };
}

/* Takes the lock again before it returns. */
static void held_run(BarrierJobs *jobs, Held *held) {
    held->phase = HELD_RUNNING;
    pthread_mutex_unlock(&jobs->lock);
    held_count(jobs, held);
    pthread_mutex_lock(&jobs->lock);
    held->phase = HELD_MADE;
    worlds_give(jobs->worlds, held->asked.world);
    held->asked.world = NULL;
    pthread_cond_broadcast(&jobs->made);
    old_remove(jobs);
}

static void *jobs_run(void *context) {
    BarrierJobs *jobs = context;
    pthread_mutex_lock(&jobs->lock);
    while (!jobs->ends) {
        Held *next = held_next(jobs);
        if (next) held_run(jobs, next);
        else pthread_cond_wait(&jobs->asked, &jobs->lock);
    }
    pthread_mutex_unlock(&jobs->lock);
    return NULL;
}

static void conditions_begin(BarrierJobs *jobs) {
    pthread_condattr_t steady;
    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    pthread_cond_init(&jobs->made, &steady);
    pthread_cond_init(&jobs->asked, NULL);
    pthread_condattr_destroy(&steady);
    pthread_mutex_init(&jobs->lock, NULL);
}

static void jobs_free(BarrierJobs *jobs) {
    pthread_cond_destroy(&jobs->made);
    pthread_cond_destroy(&jobs->asked);
    pthread_mutex_destroy(&jobs->lock);
    memory_give(jobs);
}

Result barrier_jobs_begin(Worlds *worlds, BarrierJobs **ret_jobs) {
    BarrierJobs *jobs = memory_get(sizeof *jobs);
    *jobs = (BarrierJobs){ .worlds = worlds };
    conditions_begin(jobs);
    if (pthread_create(&jobs->thread, NULL, jobs_run, jobs) != 0) {
        log_line("barriers: no thread can be had");
        jobs_free(jobs);
        return BROKEN;
    }
    *ret_jobs = jobs;
    return OK;
}

void barrier_jobs_end(BarrierJobs *jobs) {
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

/* Until it is made or the time is over. */
static void held_wait(BarrierJobs *jobs, const Held *held, int64_t wait_us) {
    enum { MICROSECONDS = 1000 * 1000, NANOSECONDS = 1000 };
    int64_t until;
    if (held->phase == HELD_MADE || clock_steady_us(&until) != OK) return;
    until += wait_us;
    struct timespec at = { .tv_sec = until / MICROSECONDS,
                           .tv_nsec = until % MICROSECONDS * NANOSECONDS };
    int waited = 0;
    while (!waited && held->phase != HELD_MADE) {
        waited = pthread_cond_timedwait(&jobs->made, &jobs->lock, &at);
    }
}

BarriersPhase barriers_take(BarrierJobs *jobs, const BarriersAsked *asked, int64_t wait_us,
                            const KeptBarriers **ret_kept) {
    pthread_mutex_lock(&jobs->lock);
    Held *held = held_ask(jobs, asked), *found = held;
    held->readers++;
    held_wait(jobs, held, wait_us);
    BarriersPhase phase = BARRIERS_MADE;
    if (held->phase != HELD_MADE) {
        held->readers--;
        found = held_made_before(jobs, held);
        phase = found ? BARRIERS_OLDER : BARRIERS_BEING_MADE;
        if (found) found->readers++;
    }
    if (found) *ret_kept = &found->kept;
    old_remove(jobs);
    pthread_mutex_unlock(&jobs->lock);
    return phase;
}

void barriers_give(BarrierJobs *jobs, const KeptBarriers *kept) {
    pthread_mutex_lock(&jobs->lock);
    for (Held *held = jobs->first; held; held = held->next) {
        if (&held->kept == kept) held->readers--;
    }
    old_remove(jobs);
    pthread_mutex_unlock(&jobs->lock);
}
