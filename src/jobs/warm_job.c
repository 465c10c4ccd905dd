#include "warm_job.h"

#include <pthread.h>
#include <stdatomic.h>

#include "limits.h"
#include "log.h"
#include "memory.h"
#include "tenants/tenants.h"

struct WarmJob {
    WarmAsked asked;
    pthread_t thread;
    atomic_bool ends;
};

static Result people_warm(const WarmAsked *asked, Db *db, Arena *arena, int64_t tenant,
                          CandidateFound *ret_found) {
    CandidateSearch everybody = { .tenant = tenant };
    return candidate_search(asked->registers, db, arena, &everybody, ret_found);
}

static Result market_warm(const WarmAsked *asked, Db *db, int64_t tenant) {
    WorldRequest request = { .tenant = tenant, .today = asked->today, .rules = asked->rules };
    const Market *market = NULL;
    bool due = false;
    if (!asked->markets) return OK;
    Result result = db_begin_read(db);
    if (result == OK) result = market_is_due(db, tenant, asked->market_openings, &due);
    if (result == OK && due) result = markets_take(asked->markets, db, request, &market);
    db_rollback(db);
    if (market) markets_give(asked->markets, market);
    return result == BUSY ? OK : result; /* others are further already */
}

static Result world_warm(const WarmAsked *asked, Db *db, int64_t tenant) {
    WorldRequest request = { .tenant = tenant, .today = asked->today, .rules = asked->rules };
    const World *world = NULL;
    Result result = db_begin_read(db);
    if (result == OK) result = worlds_take(asked->worlds, db, request, &world);
    db_rollback(db);
    if (result == OK) worlds_give(asked->worlds, world);
    return result;
}

static Result tenants_warm(WarmJob *job, Db *db, Arena *arena) {
    TenantRows tenants;
    Result result = tenants_load(db, arena, &tenants);
    for (size_t i = 0; result == OK && i < tenants.count && i < WARM_TENANTS_MAX; i++) {
        int64_t tenant = tenants.row[i].id;
        CandidateFound found = { .everybody = 0 };
        if (!job->ends) result = people_warm(&job->asked, db, arena, tenant, &found);
        if (result == OK && !job->ends) result = market_warm(&job->asked, db, tenant);
        bool fits = found.everybody >= job->asked.people_min && found.everybody <= WARM_PEOPLE_MAX;
        if (result == OK && fits && !job->ends) result = world_warm(&job->asked, db, tenant);
    }
    return result;
}

static void *warm_run(void *context) {
    WarmJob *job = context;
    Arena *arena = arena_new("warming", WARM_BYTES_MAX);
    Phrase why;
    Db *db = NULL;
    Result result = db_open(job->asked.database, DB_EXISTING, &db, &why);
    if (result == OK) result = tenants_warm(job, db, arena);
    if (result != OK) log_line("not all is in memory yet; the first visitor waits for it");
    if (db) db_end(db);
    arena_end(arena);
    return NULL;
}

WarmJob *warm_job_begin(const WarmAsked *asked) {
    WarmJob *job = memory_get(sizeof *job);
    job->asked = *asked;
    atomic_init(&job->ends, false);
    if (pthread_create(&job->thread, NULL, warm_run, job) == 0) return job;
    log_line("no thread can be had to warm what the first visitor asks");
    memory_give(job);
    return NULL;
}

void warm_job_end(WarmJob *job) {
    if (!job) return;
    job->ends = true;
    pthread_join(job->thread, NULL);
    memory_give(job);
}
