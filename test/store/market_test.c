/* Openings of a tenant held for many readers: always exactly those that the transaction of who asks sees,
 * whoever changes them meanwhile, and the lists of a world read anew. */
#include "store.h"

#include <pthread.h>
#include <stdatomic.h>

#include "changes/changes.h"
#include "db_engine.h"
#include "demo/demo.h"
#include "limits.h"
#include "market/market.h"

enum { PEOPLE = 12, OPENINGS = 40, K = 8, READERS = 3, TURNS = 25, CHANGES = 60 };
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

typedef struct Region {
    Store store;
    Arena *arena;
    Markets *markets;
    WorldRequest request;
} Region;

static void region_begin(Region *region) {
    Rules *rules = NULL;
    Phrase why;
    *region = (Region){ .arena = arena_new("a region", 512UL * 1024 * 1024) };
    store_begin(&region->store);
    region_fill(&region->store);
    assert_int_equal(rules_load(region->arena, STR_EMPTY, &rules, &why), OK);
    region->request = (WorldRequest){ region->store.tenant, TODAY, rules };
    region->markets = markets_begin((MarketsAsked){ .changes_due = 10, .changes_max = 30 });
}

static void region_end(Region *region) {
    if (region->markets) markets_end(region->markets);
    store_end(&region->store);
    arena_end(region->arena);
}

#define TEST_REGION(region)                                                                        \
    AUTO(region_end) Region region;                                                                \
    region_begin(&region)

/* --- changes --- */

static void opening_change(Db *db, int64_t tenant, const char *id, int turn) {
    static const char *const skills[] = { "skill a", "skill b", "skill c" };
    TEST_ARENA(arena);
    bool changed;
    OpeningRecord record = { .id = str_from(id) };
    record.field[OPENING_hours_max] = (Value){ .known = true, .number = 20 + turn % 20 };
    Value skill[RECORD_FIELDS_MAX] = { { .known = true, .text = str_from(skills[turn % 3]) } };
    record_add(arena, &opening_list_type[OPENING_LIST_OPENING_SKILL],
               &record.list[OPENING_LIST_OPENING_SKILL], skill, (Provenance){ 0 });
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(opening_put(db, arena, tenant, &record, &changed), OK);
    assert_int_equal(db_commit(db), OK);
    assert_true(changed);
}

static void person_come(Db *db, int64_t tenant, const char *id) {
    TEST_ARENA(arena);
    bool changed;
    CandidateRecord record = { .id = str_from(id) };
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(candidate_put(db, arena, tenant, &record, &changed), OK);
    assert_int_equal(db_commit(db), OK);
}

/* --- laws --- */

/* Of everybody, within the transaction. */
static int differences(const Market *market, const World *world) {
    int different = market_openings(market) != world->openings.count;
    for (int i = 0; i < (int)world->candidates.count; i++) {
        Match expected[K];
        PartsMatch found[K];
        size_t count = rank_for_candidate(world->snapshot, i, K, expected);
        size_t given = market_rank(market, &world->candidates.record[i], K, found);
        different += given != count;
        for (size_t k = 0; k < count && given == count; k++) {
            const OpeningRecord *opening = snapshot_opening(world->snapshot, expected[k].opening);
            different += found[k].number != opening->number ||
                         !str_equal(found[k].id, opening->id) ||
                         found[k].match.score != expected[k].score ||
                         memcmp(found[k].match.part_points, expected[k].part_points,
                                sizeof expected[k].part_points) != 0;
        }
    }
    return different;
}

/* What is shown of the lists of everybody is worth what it is in the list. */
static int differences_shown(const Market *market, Db *db, Arena *arena, const World *world) {
    int different = 0;
    for (int i = 0; i < (int)world->candidates.count; i++) {
        PartsMatch found[K];
        int64_t number[K];
        World shown;
        size_t count = market_rank(market, &world->candidates.record[i], K, found);
        for (size_t k = 0; k < count; k++) number[k] = found[k].number;
        MarketShown show = { &world->candidates.record[i], number, count };
        different += market_show(market, db, arena, show, &shown) != OK;
        for (size_t k = 0; k < count; k++) {
            int at = snapshot_find_opening(shown.snapshot, found[k].id);
            Explanation told = match_explain(arena, shown.snapshot, 0, at);
            different += told.match.score != found[k].match.score;
        }
    }
    return different;
}

/* Taken within a transaction and compared with all that this sees, read anew. */
static int differences_now(Markets *markets, Db *db, WorldRequest request) {
    TEST_ARENA(arena);
    const Market *market = NULL;
    Result result = BUSY;
    World world;
    int different = 0;
    for (int i = 0; i < 50 && result == BUSY; i++) {
        if (db_begin_read(db) != OK) return 1;
        result = markets_take(markets, db, request, &market);
        if (result == OK) {
            different = world_read(db, arena, request, &world) != OK ||
                        differences(market, &world) + differences_shown(market, db, arena, &world);
            markets_give(markets, market);
        }
        db_rollback(db);
    }
    return result == OK ? different : 1;
}

static const Market *taken(const Region *region) {
    const Market *market = NULL;
    assert_int_equal(db_begin_read(region->store.db), OK);
    assert_int_equal(markets_take(region->markets, region->store.db, region->request, &market), OK);
    db_rollback(region->store.db);
    return market;
}

static MarketCounts counts_of(const Region *region) {
    MarketCounts counts;
    markets_counts(region->markets, &counts);
    return counts;
}

#define assert_same_now(region)                                                                    \
    assert_int_equal(differences_now((region)->markets, (region)->store.db, (region)->request), 0)

static void one_changed_opening_is_in_the_next(void **state) {
    (void)state;
    TEST_REGION(region);
    Db *db = region.store.db;
    int64_t tenant = region.store.tenant;
    const Market *first = taken(&region), *second = taken(&region);
    assert_ptr_equal(first, second);
    person_come(db, tenant, "k-more");
    const Market *third = taken(&region);
    assert_ptr_equal(third, first); /* nothing of the openings changed */
    opening_change(db, tenant, "o-new", 1);
    const Market *fourth = taken(&region);
    assert_ptr_not_equal(fourth, first);
    assert_int_equal(market_openings(fourth), OPENINGS + 1);
    assert_int_equal(market_openings(first), OPENINGS); /* who reads it goes on reading it */
    assert_int_equal(counts_of(&region).bases, 1);
    assert_int_equal(counts_of(&region).markets, 2);
    const Market *all[] = { first, second, third, fourth };
    for (size_t i = 0; i < 4; i++) markets_give(region.markets, all[i]);
    for (int i = 0; i < 8; i++) {
        opening_change(db, tenant, i % 3 ? "o-new" : "o-newer", i + 2);
        assert_same_now(&region);
    }
    assert_int_equal(counts_of(&region).bases, 1);
}

static void an_opening_that_went_is_in_no_list(void **state) {
    (void)state;
    TEST_REGION(region);
    Db *db = region.store.db;
    opening_change(db, region.store.tenant, "o-bare", 1);
    assert_same_now(&region);
    int64_t number, change;
    assert_int_equal(opening_number(db, region.store.tenant, S("o-bare"), &number), OK);
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(db_execute(db, "DELETE FROM opening_skill WHERE opening_number ="
                                    " (SELECT number FROM opening WHERE id = 'o-bare')", "test"), OK);
    assert_int_equal(db_execute(db, "DELETE FROM opening WHERE id = 'o-bare'", "test"), OK);
    assert_int_equal(change_note(db, region.store.tenant, CHANGE_OPENING, number, &change), OK);
    assert_int_equal(db_commit(db), OK);
    assert_same_now(&region);
    assert_int_equal(counts_of(&region).bases, 1);
}

/* What a recent part cannot say makes a new base. */
static void other_ground_makes_another_base(void **state) {
    (void)state;
    TEST_REGION(region);
    Db *db = region.store.db;
    static const ChangeKind kinds[] = { CHANGE_CLASS, CHANGE_MAP, CHANGE_OCCUPATION };
    assert_same_now(&region);
    for (int i = 0; i < 3; i++) {
        int64_t change;
        assert_int_equal(db_begin(db), OK);
        assert_int_equal(change_note(db, region.store.tenant, kinds[i], 0, &change), OK);
        assert_int_equal(db_commit(db), OK);
        assert_same_now(&region);
        assert_int_equal(counts_of(&region).bases, 2 + i);
    }
    for (int i = 0; i < 40; i++) opening_change(db, region.store.tenant, "o-often", i);
    assert_same_now(&region); /* one that changed forty times is read once */
    assert_int_equal(counts_of(&region).bases, 4);
    for (int i = 0; i < 31; i++) {
        char id[16];
        snprintf(id, sizeof id, "o-%d", i);
        opening_change(db, region.store.tenant, id, i);
    }
    assert_same_now(&region);
    assert_int_equal(counts_of(&region).bases, 5);
}

/* A day later the same base serves; nobody goes back a day. */
static void another_day_is_another_market(void **state) {
    (void)state;
    TEST_REGION(region);
    const Market *market = taken(&region);
    for (int days = 1; days < 200; days += 59) {
        region.request.today = TODAY + days;
        assert_same_now(&region);
        opening_change(region.store.db, region.store.tenant, "o-new", days);
        assert_same_now(&region);
    }
    assert_int_equal(counts_of(&region).bases, 1);
    region.request.today = TODAY + 1;
    const Market *other = NULL;
    assert_int_equal(db_begin_read(region.store.db), OK);
    assert_int_equal(markets_take(region.markets, region.store.db, region.request, &other), BUSY);
    db_rollback(region.store.db);
    markets_give(region.markets, market);
}

/* Somebody whose transaction began before others went on asks again; nothing is mixed. */
static void nobody_is_given_another_state(void **state) {
    (void)state;
    TEST_REGION(region);
    const Market *market = taken(&region), *other = NULL;
    Db *early = NULL;
    Phrase why;
    assert_int_equal(db_open(region.store.path, DB_EXISTING, &early, &why), OK);
    assert_int_equal(db_begin_read(early), OK);
    assert_int_equal(markets_take(region.markets, early, region.request, &other), OK);
    assert_ptr_equal(other, market);
    markets_give(region.markets, other);
    opening_change(region.store.db, region.store.tenant, "o-new", 1);
    const Market *newer = taken(&region);
    assert_int_equal(markets_take(region.markets, early, region.request, &other), OK);
    assert_ptr_equal(other, market); /* it is still there, for somebody reads it */
    markets_give(region.markets, other);
    markets_give(region.markets, market);
    assert_int_equal(markets_take(region.markets, early, region.request, &other), BUSY);
    db_rollback(early);
    assert_int_equal(differences_now(region.markets, early, region.request), 0);
    markets_give(region.markets, newer);
    db_end(early);
}

static void a_damaged_row_makes_no_market(void **state) {
    (void)state;
    TEST_REGION(region);
    const Market *market = NULL;
    store_tamper(region.store.path, "UPDATE opening SET outcome = 'medal' WHERE number = 3");
    assert_int_equal(db_begin_read(region.store.db), OK);
    assert_int_equal(markets_take(region.markets, region.store.db, region.request, &market), BROKEN);
    assert_null(market);
    db_rollback(region.store.db);
    store_tamper(region.store.path, "UPDATE opening SET outcome = NULL WHERE number = 3");
    assert_same_now(&region);
}

static void few_openings_are_not_worth_it(void **state) {
    (void)state;
    TEST_REGION(region);
    Db *db = region.store.db;
    bool due = false;
    assert_int_equal(market_is_due(db, region.store.tenant, OPENINGS, &due), OK);
    assert_true(due);
    assert_int_equal(market_is_due(db, region.store.tenant, OPENINGS + 1, &due), OK);
    assert_false(due);
    size_t count;
    assert_int_equal(openings_total(region.store.db, region.store.tenant, 7, &count), OK);
    assert_int_equal(count, 7);
    assert_int_equal(openings_total(region.store.db, region.store.tenant, INT64_MAX, &count), OK);
    assert_int_equal(count, OPENINGS);
}

/* --- threads --- */

typedef struct Reading {
    const Region *region;
    Markets *markets;
    atomic_bool *ends;
    int different, turns;
} Reading;

static void *read_again(void *context) {
    Reading *reading = context;
    Phrase why;
    Db *db = NULL;
    if (db_open(reading->region->store.path, DB_EXISTING, &db, &why) != OK) {
        reading->different++;
        return NULL;
    }
    while (!*reading->ends || reading->turns < 3) {
        reading->different += differences_now(reading->markets, db, reading->region->request);
        reading->turns++;
    }
    db_end(db);
    return NULL;
}

static void who_reads_while_others_change_sees_one_state(void **state) {
    (void)state;
    TEST_REGION(region);
    atomic_bool ends = false;
    Markets *markets = markets_begin((MarketsAsked){ .database = region.store.path,
                                                     .changes_due = 10, .changes_max = 1000 });
    pthread_t thread[READERS];
    Reading reading[READERS];
    for (int i = 0; i < READERS; i++) {
        reading[i] = (Reading){ &region, markets, &ends, 0, 0 };
        assert_int_equal(pthread_create(&thread[i], NULL, read_again, &reading[i]), 0);
    }
    for (int i = 0; i < CHANGES; i++) {
        char id[16];
        snprintf(id, sizeof id, "o-%d", i % 25);
        opening_change(region.store.db, region.store.tenant, id, i);
        if (i % 4 == 0) {
            struct timespec moment = { .tv_nsec = 2 * 1000 * 1000 };
            nanosleep(&moment, NULL);
        }
    }
    ends = true;
    for (int i = 0; i < READERS; i++) {
        pthread_join(thread[i], NULL);
        assert_int_equal(reading[i].different, 0);
    }
    assert_int_equal(differences_now(markets, region.store.db, region.request), 0);
    MarketCounts counts;
    markets_counts(markets, &counts);
    print_message("# %d turns, %d markets, %d bases\n",
                  reading[0].turns + reading[1].turns + reading[2].turns, (int)counts.markets,
                  (int)counts.bases);
    markets_end(markets);
}

SUITE("openings held for many readers", cmocka_unit_test(one_changed_opening_is_in_the_next),
      cmocka_unit_test(an_opening_that_went_is_in_no_list),
      cmocka_unit_test(other_ground_makes_another_base),
      cmocka_unit_test(another_day_is_another_market),
      cmocka_unit_test(nobody_is_given_another_state),
      cmocka_unit_test(a_damaged_row_makes_no_market),
      cmocka_unit_test(few_openings_are_not_worth_it),
      cmocka_unit_test(who_reads_while_others_change_sees_one_state))
