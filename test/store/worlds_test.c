/* The last world of each tenant, shared by threads; and plans that are made while people wait. */
#include "store.h"

#include <pthread.h>

#include "changes/changes.h"
#include "demo/demo.h"
#include "limits.h"
#include "plan_jobs.h"
#include "warm_job.h"
#include "world/worlds.h"

enum { PEOPLE = 60, OPENINGS = 30, READERS = 6, TURNS = 40 };
static const Day TODAY = 20514;

static void region_fill(const Store *store) {
    TEST_ARENA(arena);
    Phrase why;
    DemoRequest request = {
        .seed = 1, .today = TODAY, .candidates = PEOPLE, .openings = OPENINGS
    };
    assert_int_equal(db_begin(store->db), OK);
    assert_int_equal(demo_fill(store->db, arena, store->tenant, request, &why), OK);
    assert_int_equal(db_commit(store->db), OK);
}

static Rules *rules_of(Arena *arena) {
    Rules *rules = NULL;
    Phrase why;
    assert_int_equal(rules_load(arena, STR_EMPTY, &rules, &why), OK);
    return rules;
}

static const World *taken(Worlds *worlds, Db *db, WorldRequest request) {
    const World *world = NULL;
    assert_int_equal(db_begin_read(db), OK);
    assert_int_equal(worlds_take(worlds, db, request, &world), OK);
    db_rollback(db);
    assert_non_null(world);
    return world;
}

static void one_more_person(Db *db, int64_t tenant, const char *id) {
    TEST_ARENA(arena);
    bool changed;
    CandidateRecord record = { .id = str_from(id) };
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(candidate_put(db, arena, tenant, &record, &changed), OK);
    assert_int_equal(db_commit(db), OK);
}

/* A made-up region, and who holds its worlds. */
typedef struct Region {
    Store store;
    Arena *arena;
    Worlds *worlds;
    PlanJobs *jobs;
    WorldRequest request;
} Region;

static void region_begin(Region *region) {
    *region = (Region){ .arena = arena_new("a region", 512UL * 1024 * 1024) };
    store_begin(&region->store);
    region_fill(&region->store);
    region->worlds = worlds_begin();
    region->request = (WorldRequest){ region->store.tenant, TODAY, rules_of(region->arena) };
    assert_int_equal(plan_jobs_begin(region->store.path, region->worlds, region->request.rules,
                                     &region->jobs),
                     OK);
}

static void region_end(Region *region) {
    if (region->jobs) plan_jobs_end(region->jobs);
    worlds_end(region->worlds);
    store_end(&region->store);
    arena_end(region->arena);
}

#define TEST_REGION(region)                                                                        \
    AUTO(region_end) Region region;                                                                \
    region_begin(&region)

static PlanAsked plan_of(const Region *region) {
    return (PlanAsked){ region->store.tenant, S("test"), TODAY, S("u-1") };
}

static void the_same_until_something_changes(void **state) {
    (void)state;
    TEST_REGION(region);
    Db *db = region.store.db;
    Worlds *worlds = region.worlds;
    WorldRequest request = region.request;
    const World *first = taken(worlds, db, request);
    const World *second = taken(worlds, db, request);
    assert_ptr_equal(first, second);
    assert_int_equal(first->candidates.count, PEOPLE);
    one_more_person(db, request.tenant, "k-more");
    const World *third = taken(worlds, db, request);
    assert_ptr_not_equal(third, first);
    assert_int_equal(third->candidates.count, PEOPLE + 1);
    assert_int_equal(first->candidates.count, PEOPLE); /* who reads it goes on reading it */
    WorldCounts counts;
    worlds_counts(worlds, &counts);
    assert_int_equal(counts.made, 2);
    assert_int_equal(counts.taken, 3);
    worlds_give(worlds, first);
    worlds_give(worlds, second);
    worlds_give(worlds, third);
}

static void a_concept_comes(Db *db, int64_t tenant, Str label) {
    Concept concept = { .kind = CONCEPT_SKILL, .scheme = SCHEME_OWN, .address = S("own.a"),
                        .label = { label }, .gone_on = DAY_UNKNOWN };
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(concept_put(db, tenant, &concept), OK);
    assert_int_equal(vocabulary_changed(db, tenant), OK);
    assert_int_equal(db_commit(db), OK);
}

/* It is read again only when it changed, and stays as long as somebody reads it. */
static void worlds_share_what_things_mean(void **state) {
    (void)state;
    TEST_REGION(region);
    Db *db = region.store.db;
    const World *first = taken(region.worlds, db, region.request);
    one_more_person(db, region.store.tenant, "one-more");
    const World *second = taken(region.worlds, db, region.request);
    assert_ptr_not_equal(first, second);
    assert_ptr_equal(first->vocabulary, second->vocabulary);
    worlds_give(region.worlds, first);
    a_concept_comes(db, region.store.tenant, S("toveren"));
    const World *third = taken(region.worlds, db, region.request);
    assert_int_equal(vocabulary_find(third->vocabulary, CONCEPT_SKILL, S("Toveren"), NULL), TERM_KNOWN);
    assert_int_equal(vocabulary_find(second->vocabulary, CONCEPT_SKILL, S("Toveren"), NULL),
                     TERM_UNKNOWN);
    worlds_give(region.worlds, third);
    worlds_give(region.worlds, second);
}

static void another_day_is_another_world(void **state) {
    (void)state;
    TEST_REGION(region);
    Db *db = region.store.db;
    Worlds *worlds = region.worlds;
    WorldRequest request = region.request;
    const World *today = taken(worlds, db, request);
    request.today++;
    const World *tomorrow = taken(worlds, db, request);
    assert_ptr_not_equal(today, tomorrow);
    assert_int_equal(snapshot_today(tomorrow->snapshot), TODAY + 1);
    worlds_give(worlds, today);
    worlds_give(worlds, tomorrow);
}

typedef struct Reader {
    const Region *region;
    size_t seen_least;
    bool went_back;
} Reader;

static void *reader_run(void *context) {
    Reader *reader = context;
    Db *db = NULL;
    Phrase why;
    if (db_open(reader->region->store.path, DB_EXISTING, &db, &why) != OK) return NULL;
    for (int i = 0; i < TURNS; i++) {
        const World *world = NULL;
        if (db_begin_read(db) != OK) break;
        if (worlds_take(reader->region->worlds, db, reader->region->request, &world) == OK) {
            reader->went_back |= world->candidates.count < reader->seen_least;
            reader->seen_least = world->candidates.count;
            worlds_give(reader->region->worlds, world);
        }
        db_rollback(db);
    }
    db_end(db);
    return NULL;
}

static void nobody_sees_less_than_before(void **state) {
    (void)state;
    TEST_REGION(region);
    pthread_t thread[READERS];
    Reader reader[READERS];
    for (int i = 0; i < READERS; i++) {
        reader[i] = (Reader){ &region, 0, false };
        assert_int_equal(pthread_create(&thread[i], NULL, reader_run, &reader[i]), 0);
    }
    for (int i = 0; i < 10; i++) {
        char id[32];
        snprintf(id, sizeof id, "k-more-%d", i);
        one_more_person(region.store.db, region.store.tenant, id);
    }
    for (int i = 0; i < READERS; i++) {
        pthread_join(thread[i], NULL);
        assert_false(reader[i].went_back);
        assert_in_range(reader[i].seen_least, PEOPLE, PEOPLE + 10);
    }
    const World *last = taken(region.worlds, region.store.db, region.request);
    assert_int_equal(last->candidates.count, PEOPLE + 10);
    worlds_give(region.worlds, last);
}

/* --- plans --- */

static PlanJobPhase waited(PlanJobs *jobs, int64_t tenant) {
    enum { PAUSE_US = 10000, PAUSES = 6000 };
    PlanJobState state = plan_job_look(jobs, tenant);
    for (int i = 0; i < PAUSES && state.phase <= PLAN_JOB_RUNNING; i++) {
        usleep(PAUSE_US);
        state = plan_job_look(jobs, tenant);
    }
    return state.phase;
}

static void a_plan_is_made_and_kept(void **state) {
    (void)state;
    TEST_REGION(region);
    Db *db = region.store.db;
    int64_t tenant = region.store.tenant;
    PlanJobs *jobs = region.jobs;
    assert_int_equal(plan_job_look(jobs, region.store.tenant).phase, PLAN_JOB_NONE);
    assert_null(plan_made_take(jobs, region.store.tenant));
    PlanAsked asked = plan_of(&region);
    assert_int_equal(plan_job_ask(jobs, &asked), OK);
    assert_int_equal(waited(jobs, region.store.tenant), PLAN_JOB_DONE);
    const MadePlan *made = plan_made_take(jobs, region.store.tenant);
    assert_non_null(made);
    assert_int_equal(made->plan.person_count, PEOPLE);
    assert_int_equal(made->plan.status, PLAN_OPTIMAL);
    assert_int_equal(made->before.number, 0);
    KeptPlan kept;
    assert_int_equal(plan_last(db, region.arena, tenant, &kept), OK);
    assert_int_equal(kept.value, made->plan.value);
    int64_t change;
    assert_int_equal(change_now(db, tenant, &change), OK);
    assert_int_equal(change, made->change); /* nothing has changed since */
    one_more_person(db, tenant, "k-more");
    assert_int_equal(change_now(db, tenant, &change), OK);
    assert_int_not_equal(change, made->change);
    assert_int_equal(plan_job_ask(jobs, &asked), OK);
    assert_int_equal(waited(jobs, region.store.tenant), PLAN_JOB_DONE);
    assert_int_equal(made->plan.person_count, PEOPLE); /* still there for who reads it */
    plan_made_give(jobs, made);
    made = plan_made_take(jobs, region.store.tenant);
    assert_int_equal(made->plan.person_count, PEOPLE + 1);
    assert_int_equal(made->before.number, kept.number);
    plan_made_give(jobs, made);
}

/* Whenever the person comes, the plan is taken for new only when that person is in it. */
static void what_comes_between_makes_it_old(void **state) {
    (void)state;
    TEST_REGION(region);
    int64_t tenant = region.store.tenant, change;
    PlanAsked asked = plan_of(&region);
    for (int i = 0; i < 12; i++) {
        char id[16];
        snprintf(id, sizeof id, "k-late-%d", i);
        assert_int_equal(plan_job_ask(region.jobs, &asked), OK);
        usleep((unsigned)i * 1000);
        one_more_person(region.store.db, tenant, id);
        PlanJobPhase phase = waited(region.jobs, tenant);
        if (phase == PLAN_JOB_FAILED) continue; /* it saw that something changed */
        assert_int_equal(phase, PLAN_JOB_DONE);
        const MadePlan *made = plan_made_take(region.jobs, tenant);
        assert_int_equal(change_now(region.store.db, tenant, &change), OK);
        assert_int_equal(change == made->change, made->plan.person_count == (size_t)(PEOPLE + i + 1));
        plan_made_give(region.jobs, made);
    }
}

static void nobody_waits_when_it_ends(void **state) {
    (void)state;
    TEST_REGION(region);
    PlanJobs *jobs = region.jobs;
    PlanAsked asked = plan_of(&region);
    assert_int_equal(plan_job_ask(jobs, &asked), OK);
    plan_jobs_end(jobs); /* before, during or after it: nothing half kept */
    region.jobs = NULL;
    Str where = STR_EMPTY;
    assert_int_equal(db_check(region.store.db, region.arena, &where), OK);
}

static void rows_are_used_again(void **state) {
    (void)state;
    TEST_REGION(region);
    PlanJobs *jobs = region.jobs;
    for (int i = 0; i <= PLAN_JOBS_WAITING_MAX; i++) { /* tenants that nobody has */
        PlanAsked asked = plan_of(&region);
        asked.tenant += 1 + i;
        assert_int_equal(plan_job_ask(jobs, &asked), OK);
        waited(jobs, asked.tenant);
    }
    PlanAsked asked = plan_of(&region);
    assert_int_equal(plan_job_ask(jobs, &asked), OK);
    assert_int_equal(waited(jobs, region.store.tenant), PLAN_JOB_DONE);
}

/* What the first visitor asks is there, and is not made again. */
static void the_first_visitor_does_not_wait(void **state) {
    (void)state;
    enum { LOOK_US = 5000, LOOKS_MAX = 6000 };
    TEST_REGION(region);
    CandidateRegisters *registers = candidate_registers_begin();
    Markets *markets = markets_begin((MarketsAsked){ .changes_due = 10, .changes_max = 10 });
    WarmAsked asked = { .database = region.store.path, .registers = registers,
                        .worlds = region.worlds, .markets = markets, .market_openings = OPENINGS,
                        .rules = region.request.rules, .today = TODAY };
    WarmJob *job = warm_job_begin(&asked);
    assert_non_null(job);
    WorldCounts counts = { 0 };
    for (int i = 0; i < LOOKS_MAX && !counts.made; i++, usleep(LOOK_US)) {
        worlds_counts(region.worlds, &counts);
    }
    warm_job_end(job);
    worlds_give(region.worlds, taken(region.worlds, region.store.db, region.request));
    worlds_counts(region.worlds, &counts);
    assert_int_equal(counts.made, 1);
    assert_int_equal(counts.taken, 2);
    MarketCounts of_markets;
    markets_counts(markets, &of_markets);
    assert_int_equal(of_markets.bases, 1); /* before the world */
    markets_end(markets);
    candidate_registers_end(registers);
}

static void a_small_world_waits_for_its_visitor(void **state) {
    (void)state;
    TEST_REGION(region);
    CandidateRegisters *registers = candidate_registers_begin();
    WarmAsked asked = { .database = region.store.path, .registers = registers,
                        .worlds = region.worlds, .rules = region.request.rules, .today = TODAY,
                        .people_min = PEOPLE + 1 };
    WorldCounts counts = { 0 };
    warm_job_end(warm_job_begin(&asked));
    worlds_counts(region.worlds, &counts);
    assert_int_equal(counts.made, 0);
    candidate_registers_end(registers);
}

static void warming_that_fails_harms_nobody(void **state) {
    (void)state;
    TEST_REGION(region);
    CandidateRegisters *registers = candidate_registers_begin();
    warm_job_end(warm_job_begin(&(WarmAsked){ .database = "/nowhere/at/all",
                                              .registers = registers,
                                              .worlds = region.worlds,
                                              .rules = region.request.rules,
                                              .today = TODAY }));
    warm_job_end(NULL);
    candidate_registers_end(registers);
}

SUITE("worlds and plans", cmocka_unit_test(the_same_until_something_changes),
      cmocka_unit_test(worlds_share_what_things_mean),
      cmocka_unit_test(another_day_is_another_world),
      cmocka_unit_test(nobody_sees_less_than_before), cmocka_unit_test(a_plan_is_made_and_kept),
      cmocka_unit_test(what_comes_between_makes_it_old),
      cmocka_unit_test(nobody_waits_when_it_ends), cmocka_unit_test(rows_are_used_again),
      cmocka_unit_test(the_first_visitor_does_not_wait),
      cmocka_unit_test(a_small_world_waits_for_its_visitor),
      cmocka_unit_test(warming_that_fails_harms_nobody))
