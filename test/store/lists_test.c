/* The lists of everybody, read part by part from a database, are those of the world that a page sees. */
#include "store.h"

#include "demo/demo.h"
#include "matching/pairs/pairs.h"
#include "test.h"
#include "world/world.h"

enum { PEOPLE = 230, OPENINGS = 120, TOP = 6 };
static const Day TODAY = 20514;

typedef struct Reading {
    const World *world;
    Pairs *pairs;
    size_t people, lists, matches;
    int64_t last;
    int parts, parts_max;
} Reading;

static void region_fill(const Store *store) {
    TEST_ARENA(arena);
    Phrase why;
    DemoRequest request = {
        .seed = 3, .today = TODAY, .candidates = PEOPLE, .openings = OPENINGS
    };
    assert_int_equal(db_begin(store->db), OK);
    assert_int_equal(demo_fill(store->db, arena, store->tenant, request, &why), OK);
    assert_int_equal(db_commit(store->db), OK);
}

static WorldRequest request_of(Arena *arena, const Store *store) {
    Rules *rules = NULL;
    Phrase why;
    assert_int_equal(rules_load(arena, STR_EMPTY, &rules, &why), OK);
    return (WorldRequest){ .tenant = store->tenant, .today = TODAY, .rules = rules };
}

static Result lists_take(void *context, const PairsPart *part) {
    Reading *reading = context;
    const World *world = reading->world;
    for (size_t i = 0; i < part->count; i++) {
        const PersonList *list = &part->list[i];
        Match match[TOP];
        int person = snapshot_find_candidate(world->snapshot, list->id);
        assert_int_equal(person, reading->lists++);
        assert_int_equal(list->number, world->candidates.record[person].number);
        size_t count = rank_for_candidate(world->snapshot, person, TOP, match);
        assert_int_equal(list->count, count);
        for (size_t m = 0; m < count; m++) {
            match[m].candidate = list->match[m].candidate;
            assert_memory_equal(&list->match[m], &match[m], sizeof match[m]);
        }
        reading->matches += count;
    }
    return OK;
}

static Result people_take(void *context, const CandidateRows *rows) {
    Reading *reading = context;
    if (reading->parts++ == reading->parts_max) return BUSY;
    assert_in_range(rows->count, 1, CANDIDATES_PART);
    for (size_t i = 0; i < rows->count; i++) {
        assert_true(rows->record[i].number > reading->last);
        reading->last = rows->record[i].number;
        reading->people++;
        if (!reading->pairs) continue;
        assert_int_equal(pairs_add(reading->pairs, &rows->record[i]), OK);
    }
    return OK;
}

static void lists_are_those_of_the_world(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    World world;
    WorldOpenings openings;
    region_fill(&store);
    WorldRequest request = request_of(arena, &store);
    assert_int_equal(db_begin_read(store.db), OK);
    assert_int_equal(world_read(store.db, arena, request, &world), OK);
    assert_int_equal(world_read_openings(store.db, arena, request, &openings), OK);
    assert_int_equal(snapshot_opening_count(openings.snapshot), world.openings.count);
    for (int i = 0; i < (int)world.openings.count; i++) {
        assert_true(str_equal(snapshot_opening_id(openings.snapshot, i),
                              world.openings.record[i].id));
    }
    Reading reading = { .world = &world, .parts_max = INT32_MAX };
    AUTO(pairs_end_at) Pairs *pairs = reading.pairs = pairs_begin(
        (PairsAsked){ .snapshot = openings.snapshot, .k = TOP, .threads = 2, .people_first = 16,
                      .take = lists_take, .context = &reading });
    CandidatesAfter after = { .tenant = store.tenant };
    assert_int_equal(candidates_each_after(store.db, after, people_take, &reading), OK);
    assert_int_equal(pairs_finish(pairs), OK);
    db_rollback(store.db);
    assert_int_equal(reading.lists, world.candidates.count);
    assert_true(reading.matches > reading.lists);
}

static void people_come_after_a_number(void **state) {
    (void)state;
    TEST_STORE(store);
    int64_t last;
    assert_int_equal(candidates_last(store.db, store.tenant, &last), OK);
    assert_int_equal(last, 0);
    region_fill(&store);
    assert_int_equal(candidates_last(store.db, store.tenant, &last), OK);
    assert_int_equal(last, PEOPLE);
    for (int64_t after = 0; after <= last; after += 46) {
        Reading reading = { .last = after, .parts_max = INT32_MAX };
        CandidatesAfter asked = { .tenant = store.tenant, .after = after };
        assert_int_equal(candidates_each_after(store.db, asked, people_take, &reading), OK);
        assert_int_equal(reading.people, last - after);
    }
    Reading reading = { .parts_max = 1 };
    CandidatesAfter asked = { .tenant = store.tenant };
    assert_int_equal(candidates_each_after(store.db, asked, people_take, &reading), BUSY);
    assert_int_equal(reading.people, CANDIDATES_PART);
}

SUITE("lists of everybody in a database",
      cmocka_unit_test(lists_are_those_of_the_world),
      cmocka_unit_test(people_come_after_a_number))
