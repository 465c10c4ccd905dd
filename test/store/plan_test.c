/* From people and openings to a plan with reasons, through the library. */
#include "store.h"

#include "planning/plan.h"

static const Provenance told = { { "test", 4 }, true, 20700, false };
enum { TODAY = 20781 }; /* 2026-11-24 */

typedef struct World {
    CandidateRows candidates;
    OpeningRows openings;
    ClassRows classes;
    DecidedPairs decided;
    PlacementRows placements;
    Rules *rules;
    Map *map;
    Snapshot *snapshot;
    PlanInput input;
    Plan plan;
} World;

static Value number(int64_t given) {
    return (Value){ .known = true, .number = given };
}

static Value text(const char *given) {
    return (Value){ .known = true, .text = str_from(given) };
}

static void fact(CandidateRecord *record, Fact which, Value value) {
    record->fact[which] = value;
    record->fact_from[which] = told;
}

static CandidateRecord *person(World *world, Arena *arena, const char *id) {
    if (!world->candidates.record) world->candidates.record = arena_many(arena, CandidateRecord, 64);
    CandidateRecord *record = &world->candidates.record[world->candidates.count++];
    *record = (CandidateRecord){ .id = str_from(id), .number = (int64_t)world->candidates.count };
    fact(record, FACT_postcode, text("3511"));
    fact(record, FACT_right_to_work, number(0));
    fact(record, FACT_travel_minutes_max, number(60));
    fact(record, FACT_travel_kilometres_max, number(40));
    fact(record, FACT_hours_min, number(8));
    fact(record, FACT_hours_max, number(36));
    fact(record, FACT_available_from, number(TODAY - 30));
    fact(record, FACT_irregular_hours, number(1));
    fact(record, FACT_office_hours, number(1));
    fact(record, FACT_childcare, number(0));
    fact(record, FACT_can_cycle, number(1));
    Value bicycle[TRANSPORT_FIELD_COUNT] = { number(1), number(1), number(1) };
    candidate_list_add(arena, record, LIST_TRANSPORT, bicycle, told);
    return record;
}

static void speaks(World *world, Arena *arena, int candidate, int level) {
    Value row[LANGUAGE_FIELD_COUNT] = { text("nld"), number(SKILL_SPEAKING), number(level), number(level) };
    candidate_list_add(arena, &world->candidates.record[candidate], LIST_LANGUAGE, row, told);
}

static OpeningRecord *opening(World *world, Arena *arena, const char *id, int places) {
    if (!world->openings.record) world->openings.record = arena_many(arena, OpeningRecord, 16);
    OpeningRecord *record = &world->openings.record[world->openings.count++];
    *record = (OpeningRecord){ .id = str_from(id), .number = (int64_t)world->openings.count };
    record->field[OPENING_postcode] = text("3512");
    record->field[OPENING_hours_min] = number(24);
    record->field[OPENING_hours_max] = number(32);
    record->field[OPENING_start_on] = number(TODAY + 60);
    record->field[OPENING_duration_weeks] = number(26);
    record->field[OPENING_places] = number(places);
    record->field[OPENING_irregular_hours] = number(0);
    record->field[OPENING_office_hours] = number(1);
    return record;
}

static void asks_speaking(World *world, Arena *arena, int at, int level) {
    Value row[DEMAND_FIELD_COUNT] = { text("nld"), number(SKILL_SPEAKING), number(0), number(level) };
    record_add(arena, &opening_list_type[OPENING_LIST_DEMAND],
               &world->openings.record[at].list[OPENING_LIST_DEMAND], row, (Provenance){ 0 });
}

static void class_of(World *world, Arena *arena, const char *id, int minimum, int maximum) {
    if (!world->classes.record) world->classes.record = arena_many(arena, ClassRecord, 8);
    ClassRecord *record = &world->classes.record[world->classes.count++];
    *record = (ClassRecord){ .id = str_from(id), .number = (int64_t)world->classes.count };
    record->field[CLASS_minimum] = number(minimum);
    record->field[CLASS_maximum] = number(maximum);
    record->field[CLASS_start_on] = number(TODAY + 60);
}

static void plan(World *world, Arena *arena) {
    Phrase why = PHRASE(WORD_none);
    assert_int_equal(rules_load(arena, STR_EMPTY, &world->rules, &why), OK);
    world->map = map_builtin(arena);
    world->snapshot = snapshot_make(arena, &world->candidates, &world->openings, &world->classes,
                                    world->map, world->rules, TODAY);
    world->input = (PlanInput){ .snapshot = world->snapshot, .candidates = &world->candidates,
                                .openings = &world->openings, .classes = &world->classes,
                                .decided = &world->decided, .placements = &world->placements };
    assert_int_equal(plan_make(arena, &world->input, &world->plan, &why), OK);
    assert_int_equal(world->plan.status, PLAN_OPTIMAL);
    assert_true(world->plan.value == world->plan.bound);
}

static void decide(World *world, Arena *arena, int candidate, int opening_at, PairDecision decision) {
    if (!world->decided.row) world->decided.row = arena_many(arena, DecidedPair, 16);
    world->decided.row[world->decided.count++] =
        (DecidedPair){ candidate + 1, opening_at + 1, decision };
}

static void a_group_at_two_employers_starts_at_its_minimum(void **state) {
    (void)state;
    TEST_ARENA(arena);
    World world = { 0 };
    for (int i = 0; i < 4; i++) person(&world, arena, (const char *[]){ "a", "b", "c", "d" }[i]);
    class_of(&world, arena, "K", 4, 10);
    opening(&world, arena, "o1", 2)->field[OPENING_class] = text("K");
    opening(&world, arena, "o2", 3)->field[OPENING_class] = text("K");
    plan(&world, arena);
    assert_int_equal(world.plan.firm + world.plan.provisional, 4);
    assert_int_equal(world.plan.group_count, 1);
    assert_true(world.plan.group[0].starts);
    assert_int_equal(world.plan.group[0].maximum, 5);
    assert_int_equal(world.plan.group[0].employers, 2);
}

static void a_group_that_misses_somebody_does_not_start(void **state) {
    (void)state;
    TEST_ARENA(arena);
    World world = { 0 };
    for (int i = 0; i < 3; i++) person(&world, arena, (const char *[]){ "a", "b", "c" }[i]);
    class_of(&world, arena, "K", 5, 10);
    opening(&world, arena, "o1", 6)->field[OPENING_class] = text("K");
    plan(&world, arena);
    assert_int_equal(world.plan.left, 3);
    assert_false(world.plan.group[0].starts);
    assert_int_equal(world.plan.group[0].able, 3);
    assert_int_equal(world.plan.group[0].missing, 2);
    assert_int_equal(world.plan.person[0].state, PERSON_LEFT_GROUP_CLOSED);
}

static void who_lacks_a_level_is_left_with_the_step(void **state) {
    (void)state;
    TEST_ARENA(arena);
    World world = { 0 };
    person(&world, arena, "a");
    person(&world, arena, "b");
    speaks(&world, arena, 0, LEVEL_A2);
    speaks(&world, arena, 1, LEVEL_B1);
    opening(&world, arena, "o1", 5);
    asks_speaking(&world, arena, 0, LEVEL_B1);
    plan(&world, arena);
    const PlanPerson *left = &world.plan.person[0], *placed = &world.plan.person[1];
    assert_int_equal(left->state, PERSON_LEFT_NO_OPENING);
    assert_int_equal(left->blocks, CRITERION_language);
    assert_true(left->help.any);
    assert_int_equal(left->help.step.kind, STEP_LANGUAGE);
    assert_int_equal(left->help.step.to, LEVEL_B1);
    assert_int_equal(left->help.opens, 1);
    assert_int_equal(placed->opening, 0);
    assert_true(plan_left_reason(left).word == WORD_plan_left_no_opening);
}

static void an_unknown_level_is_provisional_with_its_question(void **state) {
    (void)state;
    TEST_ARENA(arena);
    World world = { 0 };
    person(&world, arena, "a");
    opening(&world, arena, "o1", 1);
    asks_speaking(&world, arena, 0, LEVEL_A2);
    plan(&world, arena);
    assert_int_equal(world.plan.person[0].state, PERSON_PROVISIONAL);
    assert_int_equal(world.plan.provisional, 1);
    Phrase question[8];
    size_t count = plan_questions(arena, &world.plan, 0, question, 8);
    assert_true(count >= 1);
    assert_true(phrase_text(arena, TONGUE_NL, question[0]).len > 5);
}

static void full_places_crowd_out_and_leave_a_reserve(void **state) {
    (void)state;
    TEST_ARENA(arena);
    World world = { 0 };
    for (int i = 0; i < 3; i++) person(&world, arena, (const char *[]){ "a", "b", "c" }[i]);
    OpeningRecord *record = opening(&world, arena, "o1", 2);
    record->field[OPENING_places_minimum] = number(2);
    plan(&world, arena);
    assert_int_equal(world.plan.left, 1);
    int left = 0;
    while (world.plan.person[left].opening >= 0) left++;
    assert_int_equal(world.plan.person[left].state, PERSON_LEFT_CROWDED_OUT);
    assert_int_equal(world.plan.group[0].reserve_count, 1);
    assert_int_equal(world.plan.group[0].reserve[0], left);
}

static void pins_hold_and_forbidden_pairs_stay_away(void **state) {
    (void)state;
    TEST_ARENA(arena);
    World world = { 0 };
    for (int i = 0; i < 3; i++) person(&world, arena, (const char *[]){ "a", "b", "c" }[i]);
    opening(&world, arena, "o1", 1);
    opening(&world, arena, "o2", 1);
    decide(&world, arena, 2, 0, PAIR_PIN);
    decide(&world, arena, 0, 1, PAIR_FORBID);
    plan(&world, arena);
    assert_int_equal(world.plan.person[2].opening, 0);
    assert_true(world.plan.person[2].pinned);
    assert_int_equal(world.plan.person[0].opening, -1);
    assert_int_equal(world.plan.person[1].opening, 1);
    assert_true(world.plan.value <= 2 * SCORE_MAX);
    assert_int_equal(world.plan.pins_broken, 0);
}

static void a_pin_breaks_only_when_its_group_cannot_start(void **state) {
    (void)state;
    TEST_ARENA(arena);
    World world = { 0 };
    person(&world, arena, "a");
    class_of(&world, arena, "K", 3, 5);
    opening(&world, arena, "o1", 5)->field[OPENING_class] = text("K");
    decide(&world, arena, 0, 0, PAIR_PIN);
    plan(&world, arena);
    assert_int_equal(world.plan.pins_broken, 1);
    assert_int_equal(world.plan.person[0].state, PERSON_LEFT_DECIDED);
}

static void who_started_keeps_the_place(void **state) {
    (void)state;
    TEST_ARENA(arena);
    World world = { 0 };
    person(&world, arena, "a");
    person(&world, arena, "b");
    opening(&world, arena, "o1", 1);
    Placement started = { .number = 1, .candidate_number = 1, .opening_number = 1,
                          .state = PLACEMENT_started };
    world.placements = (PlacementRows){ &started, 1 };
    plan(&world, arena);
    assert_int_equal(world.plan.person[0].state, PERSON_STARTED);
    assert_int_equal(world.plan.started, 1);
    assert_int_equal(world.plan.person[1].opening, -1);
}

/* Candidate 9 is nobody any more; where the work goes on, the place is taken. */
static void who_was_erased_keeps_the_place_of_work(void **state) {
    (void)state;
    TEST_ARENA(arena);
    World world = { 0 };
    person(&world, arena, "a");
    opening(&world, arena, "o1", 1);
    Placement left = { .number = 1, .candidate_number = 9, .opening_number = 1,
                       .state = PLACEMENT_in_work };
    world.placements = (PlacementRows){ &left, 1 };
    plan(&world, arena);
    assert_int_equal(world.plan.started, 0);
    assert_int_equal(world.plan.person[0].opening, -1);
    left.state = PLACEMENT_stopped;
    plan(&world, arena);
    assert_int_equal(world.plan.person[0].opening, 0);
}

static void a_new_plan_says_who_moved_and_why(void **state) {
    (void)state;
    TEST_ARENA(arena);
    World world = { 0 };
    person(&world, arena, "a");
    person(&world, arena, "b");
    opening(&world, arena, "o1", 1);
    plan(&world, arena);
    KeptPlan before = plan_to_keep(arena, &world.plan);
    before.number = 1;
    assert_int_equal(before.count, 1);
    int placed = world.plan.person[0].opening >= 0 ? 0 : 1;
    decide(&world, arena, placed, 0, PAIR_FORBID);
    plan(&world, arena);
    PlanChange *change;
    assert_int_equal(plan_changes(arena, &world.plan, &before, &change), 2);
    for (int i = 0; i < 2; i++) {
        bool forbidden = change[i].candidate == placed;
        assert_int_equal(change[i].cause, forbidden ? CHANGE_DECIDED : CHANGE_BETTER_TOGETHER);
        assert_int_equal(change[i].opening_now, forbidden ? -1 : 0);
    }
}

static void a_plan_is_kept_once(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    World world = { 0 };
    person(&world, arena, "a");
    opening(&world, arena, "o1", 1);
    bool changed, new_plan;
    assert_int_equal(db_begin(store.db), OK);
    assert_int_equal(candidate_put(store.db, arena, store.tenant, world.candidates.record, &changed), OK);
    assert_int_equal(opening_put(store.db, arena, store.tenant, world.openings.record, &changed), OK);
    plan(&world, arena);
    assert_int_equal(plan_save(store.db, arena, store.tenant, &world.plan, &new_plan), OK);
    assert_true(new_plan);
    assert_int_equal(plan_save(store.db, arena, store.tenant, &world.plan, &new_plan), OK);
    assert_false(new_plan);
    assert_int_equal(db_commit(store.db), OK);
    PlacementRows rows;
    assert_int_equal(placements_load(store.db, arena, store.tenant, &rows), OK);
    assert_int_equal(rows.count, 1);
    assert_int_equal(rows.row[0].state, PLACEMENT_proposed);
    assert_str(rows.row[0].candidate, "a");
}

SUITE("plan", cmocka_unit_test(a_group_at_two_employers_starts_at_its_minimum),
      cmocka_unit_test(a_group_that_misses_somebody_does_not_start),
      cmocka_unit_test(who_lacks_a_level_is_left_with_the_step),
      cmocka_unit_test(an_unknown_level_is_provisional_with_its_question),
      cmocka_unit_test(full_places_crowd_out_and_leave_a_reserve),
      cmocka_unit_test(pins_hold_and_forbidden_pairs_stay_away),
      cmocka_unit_test(a_pin_breaks_only_when_its_group_cannot_start),
      cmocka_unit_test(who_started_keeps_the_place),
      cmocka_unit_test(who_was_erased_keeps_the_place_of_work),
      cmocka_unit_test(a_new_plan_says_who_moved_and_why), cmocka_unit_test(a_plan_is_kept_once))
