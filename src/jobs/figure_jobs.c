#include "figure_jobs.h"

#include "auto.h"
#include "figures/region_figures.h"
#include "job_thread.h"
#include "limits.h"
#include "memory.h"

typedef enum HeldPhase { HELD_WAITING, HELD_RUNNING, HELD_MADE } HeldPhase;

typedef struct Held {
    KeptFigures kept; /* first: what is given back is found by its address */
    HeldPhase phase;
    FiguresAsked asked; /* world: until it is made */
    int64_t tenant, world_number;
    atomic_int per_cent;
    Arena *arena;
    int readers; /* who wait, too */
    struct Held *next;
} Held;

struct FigureJobs {
    JobThread job;
    Worlds *worlds;
    Held *first; /* those asked last come first */
};

/* --- with the lock --- */

static void held_end(FigureJobs *jobs, Held *held) {
    if (held->asked.world) worlds_give(jobs->worlds, held->asked.world);
    arena_end(held->arena);
    memory_give(held);
}

static bool asks_same(const FiguresAsked *a, const FiguresAsked *b) {
    return a->kind == b->kind && a->region == b->region;
}

/* A newer world of the tenant was asked about; for the same and made, where that is asked. */
static bool is_superseded(const FigureJobs *jobs, const Held *held, bool made) {
    for (const Held *other = jobs->first; other; other = other->next) {
        bool newer = other->tenant == held->tenant && other->world_number > held->world_number;
        bool same = other->phase == HELD_MADE && asks_same(&other->asked, &held->asked);
        if (newer && (same || !made)) return true;
    }
    return false;
}

static void old_remove(FigureJobs *jobs) {
    size_t kept = 0;
    for (Held **at = &jobs->first; *at;) {
        Held *held = *at;
        bool old = is_superseded(jobs, held, held->phase == HELD_MADE);
        if (held->readers || held->phase == HELD_RUNNING || (!old && kept < FIGURES_KEPT_MAX)) {
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

static Held *held_find(const FigureJobs *jobs, const FiguresAsked *asked) {
    const World *world = asked->world;
    for (Held *held = jobs->first; held; held = held->next) {
        if (held->tenant == world->tenant && held->world_number == world->number &&
            asks_same(&held->asked, asked) &&
            childcare_same(&held->asked.childcare, &asked->childcare)) {
            return held;
        }
    }
    return NULL;
}

static Held *held_ask(FigureJobs *jobs, const FiguresAsked *asked) {
    const World *world = asked->world;
    Held *held = held_find(jobs, asked);
    if (held) return held;
    held = memory_get(sizeof *held);
    *held = (Held){ .tenant = world->tenant, .world_number = world->number, .asked = *asked,
                    .next = jobs->first };
    held->arena = arena_new("figures", FIGURES_BYTES_MAX);
    worlds_keep(jobs->worlds, world);
    jobs->first = held;
    pthread_cond_signal(&jobs->job.asked);
    return held;
}

/* The one that was asked first, of those of which no newer world was asked about. */
static Held *held_next(const FigureJobs *jobs) {
    Held *next = NULL;
    for (Held *held = jobs->first; held; held = held->next) {
        if (held->phase == HELD_WAITING && !is_superseded(jobs, held, false)) next = held;
    }
    return next;
}

/* The newest that there is of the same. */
static Held *held_made_before(const FigureJobs *jobs, const Held *held) {
    Held *found = NULL;
    for (Held *other = jobs->first; other; other = other->next) {
        if (other->phase != HELD_MADE || other->tenant != held->tenant) continue;
        if (!asks_same(&other->asked, &held->asked)) continue;
        if (!found || other->world_number > found->world_number) found = other;
    }
    return found;
}

/* --- */

static _Thread_local Held *counting; /* who reports how far it is says not of what */

static void progress_note(int64_t done, int64_t total) {
    enum { HUNDRED = 100 };
    counting->per_cent = (int)(done * HUNDRED / total);
}

static void barriers_count(const FigureJobs *jobs, Arena *scratch, Held *held) {
    CountryRequest request = { .snapshot = held->asked.world->snapshot,
                               .childcare = &held->asked.childcare,
                               .left_out = people_started(scratch, held->asked.world),
                               .region = held->asked.region,
                               .threads = 1,
                               .progress = progress_note,
                               .ends = &jobs->job.ends };
    CountryBarriers barriers = country_barriers(held->arena, &request);
    country_barriers_hide(held->arena, &barriers);
    for (size_t i = 0; i < barriers.step_count; i++) {
        Str *detail = &barriers.step[i].step.detail;
        *detail = str_copy(held->arena, *detail);
    }
    held->kept.barriers = barriers;
}

static void groups_count(const FigureJobs *jobs, Arena *scratch, Held *held) {
    GroupReportRequest request = { .world = held->asked.world,
                                   .childcare = &held->asked.childcare,
                                   .threads = 1,
                                   .progress = progress_note,
                                   .ends = &jobs->job.ends };
    held->kept.groups = group_report_make(scratch, &request);
}

/* Keeps nothing of the world, which goes. */
static void held_count(const FigureJobs *jobs, Held *held) {
    AUTO(arena_end_at) Arena *scratch = arena_new("people who are counted", FIGURES_BYTES_MAX);
    counting = held;
    if (held->asked.kind == FIGURES_BARRIERS) barriers_count(jobs, scratch, held);
    else groups_count(jobs, scratch, held);
    held->kept.counted_on = held->asked.today;
    held->kept.rule_version = str_copy(held->arena, rules_version(held->asked.world->rules));
}

/* Takes the lock again before it returns. */
static void held_run(FigureJobs *jobs, Held *held) {
    held->phase = HELD_RUNNING;
    pthread_mutex_unlock(&jobs->job.lock);
    held_count(jobs, held);
    pthread_mutex_lock(&jobs->job.lock);
    held->phase = HELD_MADE;
    worlds_give(jobs->worlds, held->asked.world);
    held->asked.world = NULL;
    pthread_cond_broadcast(&jobs->job.made);
    old_remove(jobs);
}

static bool jobs_work(void *context) {
    FigureJobs *jobs = context;
    Held *next = held_next(jobs);
    if (next) held_run(jobs, next);
    return next;
}

Result figure_jobs_begin(Worlds *worlds, FigureJobs **ret_jobs) {
    FigureJobs *jobs = memory_get(sizeof *jobs);
    *jobs = (FigureJobs){ .worlds = worlds };
    Result result = job_thread_begin(&jobs->job, jobs_work, jobs, "figures");
    if (result == OK) *ret_jobs = jobs;
    else memory_give(jobs);
    return result;
}

void figure_jobs_end(FigureJobs *jobs) {
    job_thread_end(&jobs->job);
    for (Held *held = jobs->first, *next; held; held = next) {
        next = held->next;
        held_end(jobs, held);
    }
    memory_give(jobs);
}

static bool is_made(const void *held) {
    return ((const Held *)held)->phase == HELD_MADE;
}

FiguresPhase figures_take(FigureJobs *jobs, const FiguresAsked *asked, int64_t wait_us,
                            const KeptFigures **ret_kept) {
    pthread_mutex_lock(&jobs->job.lock);
    Held *held = held_ask(jobs, asked), *found = held;
    held->readers++;
    job_wait(&jobs->job, is_made, held, wait_us);
    FiguresPhase phase = FIGURES_MADE;
    if (held->phase != HELD_MADE) {
        held->readers--;
        found = held_made_before(jobs, held);
        phase = found ? FIGURES_OLDER : FIGURES_BEING_MADE;
        if (found) found->readers++;
    }
    if (found) *ret_kept = &found->kept;
    old_remove(jobs);
    pthread_mutex_unlock(&jobs->job.lock);
    return phase;
}

void figures_give(FigureJobs *jobs, const KeptFigures *kept) {
    pthread_mutex_lock(&jobs->job.lock);
    for (Held *held = jobs->first; held; held = held->next) {
        if (&held->kept == kept) held->readers--;
    }
    old_remove(jobs);
    pthread_mutex_unlock(&jobs->job.lock);
}

int figures_per_cent(FigureJobs *jobs, const FiguresAsked *asked) {
    pthread_mutex_lock(&jobs->job.lock);
    const Held *held = held_find(jobs, asked);
    int per_cent = held ? held->per_cent : 0;
    pthread_mutex_unlock(&jobs->job.lock);
    return per_cent;
}
