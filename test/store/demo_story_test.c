/* The demo through the whole library: filled, loaded, matched and planned. What is told of the region
 * must come out of the engine, for several seeds and days. */
#include "store.h"

#include "demo/demo.h"
#include "matching/matching.h"
#include "planning/plan.h"

typedef struct Story {
    CandidateRows people;
    OpeningRows openings;
    ClassRows classes;
    DecidedPairs decided;
    PlacementRows placements;
    Plan plan;
    size_t ready, without;
    int starting, missing;
    int64_t class_places;
} Story;

static void fill(Store *store, Arena *arena, DemoRequest request) {
    Phrase why;
    assert_int_equal(db_begin(store->db), OK);
    assert_int_equal(demo_fill(store->db, arena, store->tenant, request, &why), OK);
    assert_int_equal(db_commit(store->db), OK);
}

static Snapshot *load(Store *store, Arena *arena, Day today, Story *story) {
    Map *map;
    Rules *rules;
    Phrase why;
    Db *db = store->db;
    int64_t tenant = store->tenant;
    assert_int_equal(candidates_load(db, arena, tenant, false, &story->people), OK);
    assert_int_equal(openings_load(db, arena, tenant, &story->openings), OK);
    assert_int_equal(classes_load(db, arena, tenant, &story->classes), OK);
    assert_int_equal(plan_pairs_load(db, arena, tenant, &story->decided), OK);
    assert_int_equal(placements_load(db, arena, tenant, &story->placements), OK);
    assert_int_equal(map_load(db, arena, tenant, &map), OK);
    assert_int_equal(rules_load(arena, STR_EMPTY, &rules, &why), OK);
    return snapshot_make(arena, &story->people, &story->openings, &story->classes, map, rules, today);
}

static void tell(Store *store, Arena *arena, Day today, Story *story) {
    Phrase why;
    const Snapshot *snapshot = load(store, arena, today, story);
    for (size_t i = 0; i < story->people.count; i++) {
        story->ready += demo_is_ready(&story->people.record[i], today);
        story->without += barriers_of(snapshot, (int)i).feasible == 0;
    }
    PlanInput input = { .snapshot = snapshot, .candidates = &story->people,
                        .openings = &story->openings, .classes = &story->classes,
                        .decided = &story->decided, .placements = &story->placements };
    assert_int_equal(plan_make(arena, &input, &story->plan, &why), OK);
    for (size_t i = 0; i < story->plan.group_count; i++) {
        const PlanGroup *group = &story->plan.group[i];
        if (group->class_index < 0) continue;
        story->starting += group->starts;
        story->missing += !group->starts;
        story->class_places += group->maximum;
    }
}

static void assert_story(const Story *story) {
    size_t people = story->people.count;
    print_message("# %zu ready, %zu without an opening, %d classes start, %d miss their minimum\n",
                  story->ready, story->without, story->starting, story->missing);
    assert_int_equal(people, 1200);
    assert_int_equal(story->openings.count, 260);
    assert_int_equal(story->starting + story->missing, 12);
    assert_int_equal(story->class_places, 150);
    assert_true(story->ready * 4 >= people && story->ready * 3 <= people);
    assert_true(story->without * 5 >= people);
    assert_true(story->without * 5 <= people * 2); /* and most have one */
    assert_true(story->missing >= 3);
    assert_true(story->starting >= 6); /* most classes fill */
    assert_int_equal(story->plan.status, PLAN_OPTIMAL);
    assert_int_equal(story->plan.value, story->plan.bound);
    assert_true(story->plan.firm >= 60);
    assert_true(story->plan.provisional >= 60);
    assert_true(story->plan.firm + story->plan.provisional >= 300);
}

static void assert_told(uint64_t seed, const char *day) {
    TEST_STORE(store);
    TEST_ARENA(arena);
    DemoRequest request = { .seed = seed };
    Story story = { 0 };
    assert_true(day_read(str_from(day), &request.today));
    print_message("# seed %llu, %s\n", (unsigned long long)seed, day);
    fill(&store, arena, request);
    tell(&store, arena, request.today, &story);
    assert_story(&story);
}

/* The usual seed; another winter; another seed; the seed of forty in which fewest people are without
 * an opening. */
static void the_story_holds(void **state) {
    (void)state;
    static const struct {
        uint64_t seed;
        const char *day;
    } stories[] = { { 1, "2026-03-02" }, { 1, "2027-12-31" }, { 20, "2026-11-24" }, { 11, "2028-02-29" } };
    int count = store_is_repeat() ? 1 : (int)(sizeof stories / sizeof *stories);
    for (int i = 0; i < count; i++) assert_told(stories[i].seed, stories[i].day);
}

/* The days of a year in steps, without a database. */
static void people_without_an_opening_are_there_all_year(void **state) {
    (void)state;
    for (int month = 0; month < 12; month += store_is_repeat() ? 6 : 2) {
        TEST_ARENA(arena);
        Day today = day_add_months(20605, month);
        Story story = { 0 };
        Phrase why;
        Rules *rules;
        DemoRequest request = { .seed = 100 + (uint64_t)month, .today = today };
        demo_make(arena, request, &story.people, &story.openings, &story.classes);
        assert_int_equal(rules_load(arena, STR_EMPTY, &rules, &why), OK);
        const Snapshot *snapshot =
            snapshot_make(arena, &story.people, &story.openings, &story.classes,
                          map_builtin(arena), rules, today);
        for (size_t i = 0; i < story.people.count; i++) {
            story.without += barriers_of(snapshot, (int)i).feasible == 0;
        }
        assert_true(story.without * 5 >= story.people.count);
    }
}

/* --- the store --- */

static void filling_twice_changes_nothing(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    DemoRequest request = { .seed = 9, .today = 20600, .candidates = 60, .openings = 60 };
    fill(&store, arena, request);
    Str first = digest(store.db, arena);
    fill(&store, arena, request);
    assert_true(str_equal(first, digest(store.db, arena)));
}

static void what_was_made_comes_back(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    DemoRequest request = { .seed = 9, .today = 20600, .candidates = 60, .openings = 60 };
    CandidateRows people, stored_people;
    OpeningRows openings, stored_openings;
    ClassRows classes, stored_classes;
    fill(&store, arena, request);
    demo_make(arena, request, &people, &openings, &classes);
    assert_int_equal(candidates_load(store.db, arena, store.tenant, true, &stored_people), OK);
    assert_int_equal(openings_load(store.db, arena, store.tenant, &stored_openings), OK);
    assert_int_equal(classes_load(store.db, arena, store.tenant, &stored_classes), OK);
    assert_int_equal(stored_people.count, people.count);
    assert_int_equal(stored_openings.count, openings.count);
    assert_int_equal(stored_classes.count, classes.count);
    for (size_t i = 0; i < people.count; i++) {
        const CandidateRecord *a = &people.record[i], *b = &stored_people.record[i];
        assert_true(b->demo && str_equal(a->id, b->id));
        for (int k = 0; k < FACT_COUNT; k++) {
            assert_true(value_equal(fact_info[k].field.kind, a->fact[k], b->fact[k]));
        }
        for (int k = 0; k < CANDIDATE_LIST_COUNT; k++) {
            const RecordType *type = &candidate_list_type[k];
            assert_true(record_lists_equal(type, &a->list[k], &b->list[k]));
        }
    }
    for (size_t i = 0; i < openings.count; i++) {
        const OpeningRecord *a = &openings.record[i], *b = &stored_openings.record[i];
        assert_true(b->demo && str_equal(a->id, b->id));
        for (int k = 0; k < OPENING_FIELD_COUNT; k++) {
            assert_true(value_equal(opening_field[k].kind, a->field[k], b->field[k]));
        }
    }
}

static void assert_refused(Store *store, Arena *arena, DemoRequest request) {
    Phrase why = PHRASE(WORD_none);
    assert_int_equal(db_begin(store->db), OK);
    assert_int_equal(demo_fill(store->db, arena, store->tenant, request, &why), INVALID);
    assert_true(why.word != WORD_none);
    db_rollback(store->db);
}

static void numbers_and_days_out_of_range_are_refused(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    Str before = digest(store.db, arena);
    assert_refused(&store, arena, (DemoRequest){ .today = 20600, .candidates = -1 });
    assert_refused(&store, arena, (DemoRequest){ .today = 20600, .openings = 1000001 });
    assert_refused(&store, arena, (DemoRequest){ .today = DAY_UNKNOWN });
    assert_refused(&store, arena, (DemoRequest){ .today = DAY_MAX });
    assert_true(str_equal(before, digest(store.db, arena)));
}

SUITE("demo story", cmocka_unit_test(the_story_holds),
      cmocka_unit_test(people_without_an_opening_are_there_all_year),
      cmocka_unit_test(filling_twice_changes_nothing), cmocka_unit_test(what_was_made_comes_back),
      cmocka_unit_test(numbers_and_days_out_of_range_are_refused))
