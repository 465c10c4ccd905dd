/* Steps: what they are called, how long they take, which one helps most; and what a snapshot holds.
 */
#include "../matching_records.h"

#include "matching/encode/profile.h"

typedef struct StepCase {
    Step step;
    int weeks;
    const char *dutch, *english;
} StepCase;

static const StepCase cases[] = {
    { { .kind = STEP_NONE },
      STEP_WEEKS_NEVER,
      "Er is geen stap die dit oplost.",
      "There is no step that solves this." },
    { { .kind = STEP_LANGUAGE,
        .detail = { "nld", 3 },
        .skill = SKILL_SPEAKING,
        .from = 1,
        .to = 3 },
      18 + 22,
      "Nederlands, spreken: van A1 naar B1",
      "Dutch, speaking: from A1 to B1" },
    { { .kind = STEP_LANGUAGE, .detail = { "eng", 3 }, .skill = SKILL_COUNT, .from = 0, .to = 1 },
      16,
      "Engels, alle vaardigheden: van A0 naar A1",
      "English, all skills: from A0 to A1" },
    { { .kind = STEP_LITERACY, .to = 1 },
      12,
      "leren lezen en schrijven in het Latijnse schrift",
      "learn to read and write in Latin script" },
    { { .kind = STEP_TRAVEL_PASS },
      2,
      "reizen met het openbaar vervoer",
      "travel by public transport" },
    { { .kind = STEP_BICYCLE },
      8,
      "een fiets, en fietsles als dat nodig is",
      "a bicycle, and lessons if needed" },
    { { .kind = STEP_MOPED }, 10, "een bromfiets", "a moped" },
    { { .kind = STEP_TRANSPORT, .detail = { "car", 3 } },
      STEP_WEEKS_NEVER,
      "zorgen voor een auto",
      "arrange a car" },
    { { .kind = STEP_TRANSPORT, .detail = { "bicycle", 7 } },
      8,
      "zorgen voor een fiets",
      "arrange a bicycle" },
    { { .kind = STEP_SHUTTLE, .detail = { "3511 GM0344", 11 } },
      3,
      "vervoer naar 3511 door de werkgever, of een werkplek dichterbij",
      "transport to 3511 by the employer, or a workplace nearby" },
    { { .kind = STEP_SHUTTLE, .detail = { "GM0344", 6 } },
      3,
      "vervoer naar Utrecht door de werkgever, of een werkplek dichterbij",
      "transport to Utrecht by the employer, or a workplace nearby" },
    { { .kind = STEP_CHILDCARE, .from = 0 }, 16, "kinderopvang regelen", "arrange childcare" },
    { { .kind = STEP_CHILDCARE, .from = 1 }, 12, "kinderopvang waarvoor al een aanvraag loopt",
      "childcare that has been applied for" },
    { { .kind = STEP_HOURS, .from = 12, .to = 24 },
      3,
      "meer uren: van 12 naar 24 per week",
      "more hours: from 12 to 24 a week" },
    { { .kind = STEP_HOURS, .from = 32, .to = 24 },
      3,
      "minder uren: van 32 naar 24 per week",
      "fewer hours: from 32 to 24 a week" },
    { { .kind = STEP_AVAILABLE, .from = TODAY + 8, .to = TODAY },
      2,
      "eerder beginnen: op 16 februari 2026",
      "begin earlier: on 16 February 2026" },
    { { .kind = STEP_STAY, .to = TODAY },
      STEP_WEEKS_NEVER,
      "langer beschikbaar zijn: ook na 16 februari 2026",
      "be available longer: also after 16 February 2026" },
    { { .kind = STEP_NEXT_START },
      STEP_WEEKS_NEVER,
      "vragen naar de volgende start",
      "ask for the next start" },
    { { .kind = STEP_CONDUCT },
      4,
      "later starten, want de VOG duurt langer",
      "start later, because the conduct certificate takes longer" },
    { { .kind = STEP_PERMIT },
      6,
      "een werkvergunning laten aanvragen door de werkgever",
      "have the employer request a work permit" },
    { { .kind = STEP_RIGHT_TO_WORK }, 52, "wachten tot werken mag", "wait until work is allowed" },
    { { .kind = STEP_EDUCATION, .detail = { "2111", 4 } },
      80,
      "een opleiding: mbo 2",
      "an education: vocational level 2" },
    { { .kind = STEP_WORK_LEVEL, .from = 2, .to = 3 },
      STEP_WEEKS_NEVER,
      "werk- en denkniveau van 2 naar 3",
      "work and thinking level from 2 to 3" },
    { { .kind = STEP_LICENCE, .detail = { "B", 1 } },
      28,
      "rijbewijs B halen (auto)",
      "get driving licence B (car)" },
    { { .kind = STEP_CERTIFICATE, .detail = { "forklift", 8 } },
      2,
      "certificaat halen: heftruckcertificaat",
      "get the certificate: forklift certificate" },
    { { .kind = STEP_CONDITION, .detail = { "noise", 5 } },
      4,
      "het werk aanpassen: lawaai",
      "adapt the work: noise" },
    { { .kind = STEP_NEED, .detail = { "guidance", 8 } },
      4,
      "begeleiding op het werk regelen",
      "arrange guidance at work" },
    { { .kind = STEP_NEED, .detail = { "variation", 9 } },
      4,
      "het werk of de werkplek aanpassen",
      "adapt the work or the workplace" },
    { { .kind = STEP_WISH },
      2,
      "een gesprek over wensen; de kandidaat beslist",
      "a talk about wishes; the candidate decides" },
    { { .kind = STEP_TIMETABLE, .to = 1 },
      3,
      "tijd vrijmaken: maandagochtend",
      "make time: Monday morning" },
    { { .kind = STEP_MINUTES, .from = 45, .to = 60 },
      1,
      "60 minuten reizen in plaats van 45",
      "travel 60 minutes instead of 45" },
    { { .kind = STEP_EVENINGS },
      3,
      "lessen in de avond in plaats van in de ochtend",
      "lessons in the evening instead of the morning" },
};

static void every_step_is_said_and_has_its_weeks(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Rules *rules = test_rules(arena);
    bool seen[STEP_KIND_COUNT] = { false };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const StepCase *given = &cases[i];
        assert_str(phrase_text(arena, TONGUE_NL, step_phrase(arena, given->step)), given->dutch);
        assert_str(phrase_text(arena, TONGUE_EN, step_phrase(arena, given->step)), given->english);
        assert_int_equal(step_weeks(rules, given->step), given->weeks);
        seen[given->step.kind] = true;
    }
    for (int i = 0; i < STEP_KIND_COUNT; i++) assert_true(seen[i]);
}

static void steps_are_equal_by_what_is_done(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
            assert_int_equal(step_equal(cases[i].step, cases[k].step), i == k);
        }
        Step longer = cases[i].step;
        longer.weeks = 40; /* how long it takes does not make it another step */
        assert_true(step_equal(longer, cases[i].step));
    }
}

/* --- which step helps most --- */

/* Each opening asks the listed things of somebody who has none of them. */
static World world_asking(Arena *arena, const char *const (*asks)[2], int count) {
    CandidateRecord *person = arena_one(arena, CandidateRecord);
    OpeningRecord *opening = arena_many(arena, OpeningRecord, (size_t)count);
    *person = person_free();
    static const char *const certificates[] = { "adr", "forklift", "vca_basis", "haccp" };
    for (int i = 0; i < 4; i++) {
        person_add(arena, person, LIST_CERTIFICATE, TEXT_OF(str_from(certificates[i])), NUMBER(0));
    }
    person_add(arena, person, LIST_LICENCE, TEXT("AM"), NUMBER(0));
    person_add(arena, person, LIST_LANGUAGE, TEXT("nld"), NUMBER(SKILL_SPEAKING), NUMBER(LEVEL_A1));
    person_add(arena, person, LIST_LANGUAGE, TEXT("nld"), NUMBER(SKILL_READING), NUMBER(LEVEL_A2));
    for (int i = 0; i < count; i++) {
        opening[i] = opening_open();
        opening[i].number = i + 1;
        opening[i].id = str_printf(arena, "o%d", i);
        for (int k = 0; k < 2; k++) {
            Str ask = str_from(asks[i][k]);
            if (!ask.len) continue;
            if (str_equal(ask, S("AM"))) {
                opening_add(arena, &opening[i], OPENING_LIST_OPENING_LICENCE, TEXT_OF(ask));
            } else if (str_equal(ask, S("speaking")) || str_equal(ask, S("reading"))) {
                opening_add(arena, &opening[i], OPENING_LIST_DEMAND, TEXT("nld"),
                            NUMBER(codes_find(SKILL_CODES, ask)), NUMBER(0), NUMBER(LEVEL_B1));
            } else {
                opening_add(arena, &opening[i], OPENING_LIST_OPENING_CERTIFICATE, TEXT_OF(ask));
            }
        }
    }
    World world = { .arena = arena,
                    .candidates = { person, 1 },
                    .openings = { opening, (size_t)count } };
    world_snapshot(&world);
    return world;
}

static void the_step_that_opens_most_wins(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const char *const asks[][2] = {
        { "forklift" }, { "adr" }, { "adr" }, { "forklift", "haccp" }, { "" }
    };
    World world = world_asking(arena, asks, 5);
    Help help = step_that_helps_most(world.snapshot, 0);
    assert_true(help.any);
    assert_str(help.step.detail, "adr");
    assert_int_equal(help.opens, 2);
}

static void ties_go_to_less_effort_then_to_the_order_of_criteria(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const char *const effort[][2] = { { "adr" }, { "forklift" } }; /* 4 weeks, 2 weeks */
    World world = world_asking(arena, effort, 2);
    assert_str(step_that_helps_most(world.snapshot, 0).step.detail, "forklift");
    static const char *const order[][2] = { { "haccp" }, { "forklift" } }; /* 2 weeks both */
    world = world_asking(arena, order, 2);
    assert_str(step_that_helps_most(world.snapshot, 0).step.detail, "haccp");
}

static void a_course_raises_all_skills_of_a_language(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const char *const asks[][2] = {
        { "forklift" }, { "speaking", "reading" }, { "reading" }, { "forklift", "reading" }
    };
    World world = world_asking(arena, asks, 4);
    Help help = step_that_helps_most(world.snapshot, 0);
    assert_int_equal(help.opens, 2);
    assert_said(arena, step_phrase(arena, help.step), "Dutch, all skills: from A1 to B1");
    assert_int_equal(help.step.weeks, 18 + 22);
    static const char *const one[][2] = { { "reading" }, { "reading" } };
    world = world_asking(arena, one, 2);
    help = step_that_helps_most(world.snapshot, 0);
    assert_said(arena, step_phrase(arena, help.step), "Dutch, reading: from A2 to B1");
    assert_int_equal(help.step.weeks, 22);
}

static void nobody_is_helped_by_what_cannot_be_done(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const char *const asks[][2] = { { "forklift", "adr" }, { "AM", "adr" }, { "" } };
    World world = world_asking(arena, asks, 2);
    assert_false(step_that_helps_most(world.snapshot, 0).any);
    world.candidates.record->fact[FACT_right_to_work] = NUMBER(3);
    world_snapshot(&world);
    assert_false(step_that_helps_most(world.snapshot, 0).any);
    Barriers barriers = barriers_of(world.snapshot, 0);
    assert_int_equal(barriers.blocked[CRITERION_right_to_work], 2);
    assert_int_equal(barriers.most, CRITERION_right_to_work);
}

static void near_openings_come_by_weeks(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const char *const asks[][2] = {
        { "AM" }, { "adr" }, { "forklift" }, { "haccp" }, { "forklift", "haccp" }, { "" }
    };
    World world = world_asking(arena, asks, 6);
    Match near[6];
    assert_int_equal(openings_one_step_away(world.snapshot, 0, 6, near), 4);
    static const int order[] = { 2, 3, 1, 0 };
    for (int i = 0; i < 4; i++) assert_int_equal(near[i].opening, order[i]);
    assert_int_equal(openings_one_step_away(world.snapshot, 0, 2, near), 2);
    assert_int_equal(near[1].opening, 3);
}

static void the_way_that_closes_with_least_effort_is_named(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    opening.field[OPENING_postcode] = TEXT("3401");
    person.fact[FACT_can_cycle] = NUMBER(0);
    person_add(arena, &person, LIST_TRANSPORT, NUMBER(MODE_WALK), NUMBER(1));
    World world = world_of(arena, &person, &opening);
    static const struct {
        int minutes;
        StepKind kind;
    } limits[] = { { 60, STEP_TRAVEL_PASS }, { 35, STEP_MOPED }, { 10, STEP_SHUTTLE } };
    for (size_t i = 0; i < 3; i++) {
        person.fact[FACT_travel_minutes_max] = NUMBER(limits[i].minutes);
        world_snapshot(&world);
        Help help = step_that_helps_most(world.snapshot, 0);
        assert_int_equal(help.step.kind, limits[i].kind);
        assert_int_equal(help.opens, 1);
    }
}

/* --- what a snapshot holds --- */

static void slots_find_what_was_added(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Slots slots = { 0 };
    assert_int_equal(slots_find(&slots, S("a")), SLOT_NONE);
    for (int i = 0; i < 5000; i++) {
        assert_int_equal(slots_add(arena, &slots, str_printf(arena, "key %d", i)), i);
    }
    for (int i = 0; i < 5000; i++) {
        assert_int_equal(slots_find(&slots, str_printf(arena, "key %d", i)), i);
        assert_int_equal(slots_add(arena, &slots, str_printf(arena, "key %d", i)), i);
    }
    assert_int_equal(slots_find(&slots, S("key 5000")), SLOT_NONE);
    assert_int_equal(slots.count, 5000);
}

static void a_snapshot_finds_its_people_and_openings(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Dice dice = { 3 };
    World world = dice_world(arena, &dice, 20, 10);
    assert_int_equal(snapshot_candidate_count(world.snapshot), 20);
    assert_int_equal(snapshot_opening_count(world.snapshot), 10);
    assert_int_equal(snapshot_today(world.snapshot), TODAY);
    assert_ptr_equal(snapshot_rules(world.snapshot), world.rules);
    for (int i = 0; i < 20; i++) {
        const CandidateRecord *record = &world.candidates.record[i];
        assert_int_equal(snapshot_find_candidate(world.snapshot, record->id), i);
        assert_ptr_equal(snapshot_candidate(world.snapshot, i), record);
    }
    assert_int_equal(snapshot_find_opening(world.snapshot, S("o10")), 9);
    assert_int_equal(snapshot_find_opening(world.snapshot, S("o11")), -1);
}

static void ways_are_the_same_with_and_without_a_table(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Dice dice = { 5 };
    World world = dice_world(arena, &dice, 100, 40);
    assert_non_null(world.snapshot->way);
    Snapshot without = *world.snapshot;
    without.way = NULL;
    for (int i = 0; i < 100; i++) {
        for (int k = 0; k < 40; k++) {
            Match a = match_pair(world.snapshot, i, k), b = match_pair(&without, i, k);
            assert_int_equal(a.unmet_count, b.unmet_count);
            assert_int_equal(a.unknown_count, b.unknown_count);
            assert_int_equal(a.score, b.score);
            for (int part = 0; part < PART_COUNT; part++) {
                assert_int_equal(a.part_points[part], b.part_points[part]);
            }
        }
    }
}

static void an_empty_tenant_has_no_pairs(void **state) {
    (void)state;
    TEST_ARENA(arena);
    World world = { .arena = arena };
    world_snapshot(&world);
    VerdictCounts counts;
    verdict_counts(world.snapshot, &counts);
    assert_int_equal(counts.pairs, 0);
    assert_int_equal(snapshot_find_candidate(world.snapshot, S("k1")), -1);
}

SUITE("matching steps", cmocka_unit_test(every_step_is_said_and_has_its_weeks),
      cmocka_unit_test(steps_are_equal_by_what_is_done),
      cmocka_unit_test(the_step_that_opens_most_wins),
      cmocka_unit_test(ties_go_to_less_effort_then_to_the_order_of_criteria),
      cmocka_unit_test(a_course_raises_all_skills_of_a_language),
      cmocka_unit_test(nobody_is_helped_by_what_cannot_be_done),
      cmocka_unit_test(near_openings_come_by_weeks),
      cmocka_unit_test(the_way_that_closes_with_least_effort_is_named),
      cmocka_unit_test(slots_find_what_was_added),
      cmocka_unit_test(a_snapshot_finds_its_people_and_openings),
      cmocka_unit_test(ways_are_the_same_with_and_without_a_table),
      cmocka_unit_test(an_empty_tenant_has_no_pairs))
