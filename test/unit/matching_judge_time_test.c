/* Verdicts on timetable, hours and start, one fact at a time. */
#include "../matching_records.h"

/* --- timetable --- */

static void the_timetable_must_hold_the_blocks(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    opening_add(arena, &opening, OPENING_LIST_BLOCK, NUMBER(2), NUMBER(18), NUMBER(24));
    World world = world_of(arena, &person, &opening);
    Explanation explanation = world_explain(&world);
    assert_said(arena, entry_named(arena, &explanation, "timetable")->asked, "Tuesday morning");
    assert_said(arena, entry_named(arena, &explanation, "timetable")->question,
                "Ask whether the candidate can come then: Tuesday morning.");
    person_add(arena, &person, LIST_TIMETABLE, NUMBER(2), NUMBER(18), NUMBER(34), NUMBER(1));
    assert_int_equal(verdict_on(&world, CRITERION_timetable), VERDICT_MET);
    person_add(arena, &person, LIST_TIMETABLE, NUMBER(2), NUMBER(22), NUMBER(23), NUMBER(0));
    explanation = world_explain(&world);
    assert_int_equal(entry_named(arena, &explanation, "timetable")->verdict, VERDICT_UNMET);
    assert_said(arena, entry_named(arena, &explanation, "timetable")->step,
                "make time: Tuesday morning");
}

static void weeks_are_said_shortly(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const struct {
        int parts;
        const char *dutch, *english;
    } cases[] = {
        { 1, "maandagochtend", "Monday morning" },
        { 3 << 3, "dinsdag ochtend en middag", "Tuesday morning and afternoon" },
        { 01111, "maandag t/m donderdag ochtend", "Monday to Thursday morning" },
        { 07 << 15 | 04 << 18, "zaterdag hele dag, zondagavond of -nacht",
          "Saturday whole day, Sunday evening or night" },
        { 1 | 1 << 6, "maandagochtend, woensdagochtend", "Monday morning, Wednesday morning" },
        { 1 << 21, "onregelmatige tijden", "irregular hours" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Step step = { .kind = STEP_TIMETABLE, .to = cases[i].parts };
        Str dutch = phrase_text(arena, TONGUE_NL, step_phrase(arena, step));
        Str english = phrase_text(arena, TONGUE_EN, step_phrase(arena, step));
        assert_str(dutch, str_printf(arena, "tijd vrijmaken: %s", cases[i].dutch).at);
        assert_str(english, str_printf(arena, "make time: %s", cases[i].english).at);
    }
}

static void a_timetable_that_ends_leaves_a_question(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    Day end = TODAY + 28 + 20 * 7 - 1;
    opening_add(arena, &opening, OPENING_LIST_BLOCK, NUMBER(7), NUMBER(18), NUMBER(24));
    person_add(arena, &person, LIST_TIMETABLE, NUMBER(7), NUMBER(0), NUMBER(48), NUMBER(1), UNKNOWN,
               NUMBER(end));
    World world = world_of(arena, &person, &opening);
    assert_int_equal(verdict_on(&world, CRITERION_timetable), VERDICT_MET);
    person.list[LIST_TIMETABLE].value[TIMETABLE_valid_until] = NUMBER(end - 1);
    assert_int_equal(verdict_on(&world, CRITERION_timetable), VERDICT_UNKNOWN);
}

static void work_past_midnight_is_two_days(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    opening_add(arena, &opening, OPENING_LIST_BLOCK, NUMBER(5), NUMBER(44), NUMBER(12));
    person_add(arena, &person, LIST_TIMETABLE, NUMBER(5), NUMBER(40), NUMBER(48), NUMBER(1));
    World world = world_of(arena, &person, &opening);
    Explanation explanation = world_explain(&world);
    assert_said(arena, entry_named(arena, &explanation, "timetable")->has,
                "cannot come: Saturday morning");
    person_add(arena, &person, LIST_TIMETABLE, NUMBER(6), NUMBER(0), NUMBER(12), NUMBER(1));
    assert_int_equal(verdict_on(&world, CRITERION_timetable), VERDICT_MET);
}

static void blocks_of_a_phase_lie_in_that_phase(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    opening_add(arena, &opening, OPENING_LIST_PHASE, NUMBER(1), NUMBER(4));
    opening_add(arena, &opening, OPENING_LIST_PHASE, NUMBER(2), NUMBER(16));
    opening_add(arena, &opening, OPENING_LIST_BLOCK, NUMBER(1), NUMBER(18), NUMBER(24), UNKNOWN,
                UNKNOWN, UNKNOWN, NUMBER(2));
    /* free on Mondays only after the first phase */
    person_add(arena, &person, LIST_TIMETABLE, NUMBER(1), NUMBER(0), NUMBER(48), NUMBER(0), UNKNOWN,
               NUMBER(TODAY + 28 + 27));
    person_add(arena, &person, LIST_TIMETABLE, NUMBER(1), NUMBER(0), NUMBER(48), NUMBER(1),
               NUMBER(TODAY + 28 + 28));
    World world = world_of(arena, &person, &opening);
    assert_int_equal(verdict_on(&world, CRITERION_timetable), VERDICT_MET);
    opening.list[OPENING_LIST_BLOCK].value[BLOCK_component] = NUMBER(1);
    assert_int_equal(verdict_on(&world, CRITERION_timetable), VERDICT_UNMET);
}

static void children_and_absences_are_asked_about(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    opening_add(arena, &opening, OPENING_LIST_BLOCK, NUMBER(2), NUMBER(18), NUMBER(24));
    person_add(arena, &person, LIST_TIMETABLE, NUMBER(2), NUMBER(18), NUMBER(34), NUMBER(1));
    person.fact[FACT_childcare] = NUMBER(2);
    World world = world_of(arena, &person, &opening);
    assert_int_equal(verdict_on(&world, CRITERION_timetable), VERDICT_UNKNOWN);
    person.fact[FACT_childcare_from] = NUMBER(TODAY + 28);
    assert_int_equal(verdict_on(&world, CRITERION_timetable), VERDICT_MET);
    person_add(arena, &person, LIST_ABSENCE, NUMBER(TODAY + 70), NUMBER(TODAY + 80), NUMBER(0));
    assert_int_equal(verdict_on(&world, CRITERION_timetable), VERDICT_UNKNOWN); /* holiday */
    person.fact[FACT_childcare] = NUMBER(0);
    assert_int_equal(verdict_on(&world, CRITERION_timetable), VERDICT_MET);
    person.list[LIST_ABSENCE].value[ABSENCE_kind] = NUMBER(1); /* break of a course */
    assert_int_equal(verdict_on(&world, CRITERION_timetable), VERDICT_MET);
    person.list[LIST_ABSENCE].value[ABSENCE_kind] = NUMBER(2);
    assert_int_equal(verdict_on(&world, CRITERION_timetable), VERDICT_UNKNOWN);
    person.list[LIST_ABSENCE].value[ABSENCE_until_on] = NUMBER(TODAY + 70); /* a Monday */
    assert_int_equal(verdict_on(&world, CRITERION_timetable), VERDICT_MET);
}

/* Today is 16 February 2026; the summer holidays of 2026 are 4 July to 16 August in the north, and
 * 18 July to 30 August in the middle. */
static void holidays_of_a_region_are_known(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    opening.field[OPENING_start_on] = NUMBER(20638); /* 2026-07-04 */
    opening.field[OPENING_duration_weeks] = NUMBER(2);
    opening_add(arena, &opening, OPENING_LIST_BLOCK, NUMBER(2), NUMBER(18), NUMBER(24));
    person_add(arena, &person, LIST_TIMETABLE, NUMBER(2), NUMBER(18), NUMBER(34), NUMBER(1));
    person.fact[FACT_childcare] = NUMBER(1);
    World world = world_of(arena, &person, &opening);
    assert_int_equal(verdict_on(&world, CRITERION_timetable), VERDICT_MET);
    person_add(arena, &person, LIST_ABSENCE, UNKNOWN, UNKNOWN, NUMBER(0), NUMBER(1));
    assert_int_equal(verdict_on(&world, CRITERION_timetable), VERDICT_MET); /* middle: later */
    person.list[LIST_ABSENCE].value[ABSENCE_holiday_region] = NUMBER(0);
    assert_int_equal(verdict_on(&world, CRITERION_timetable), VERDICT_UNKNOWN);
    person.list[LIST_ABSENCE].value[ABSENCE_kind] = UNKNOWN; /* no holiday was said */
    assert_int_equal(verdict_on(&world, CRITERION_timetable), VERDICT_MET);
    person.list[LIST_ABSENCE].value[ABSENCE_kind] = NUMBER(0);
    person.list[LIST_ABSENCE].value[ABSENCE_from_on] = NUMBER(20700); /* these days and no other */
    person.list[LIST_ABSENCE].value[ABSENCE_until_on] = NUMBER(20710);
    assert_int_equal(verdict_on(&world, CRITERION_timetable), VERDICT_MET);
}

static void childcare_closes_a_clash_of_a_parent(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    opening_add(arena, &opening, OPENING_LIST_BLOCK, NUMBER(2), NUMBER(18), NUMBER(24));
    person_add(arena, &person, LIST_TIMETABLE, NUMBER(1), NUMBER(18), NUMBER(34), NUMBER(1));
    person.fact[FACT_childcare] = NUMBER(3);
    World world = world_of(arena, &person, &opening);
    world_snapshot(&world);
    Help help = step_that_helps_most(world.snapshot, 0);
    assert_true(help.any);
    assert_int_equal(help.step.kind, STEP_CHILDCARE);
    assert_int_equal(help.step.weeks, 16);
    assert_said(arena, step_phrase(arena, help.step), "arrange childcare");
}

static void hours_without_blocks_are_compared(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    opening.field[OPENING_irregular_hours] = NUMBER(1);
    World world = world_of(arena, &person, &opening);
    assert_int_equal(verdict_on(&world, CRITERION_timetable), VERDICT_UNKNOWN);
    person.fact[FACT_irregular_hours] = NUMBER(0);
    assert_int_equal(verdict_on(&world, CRITERION_timetable), VERDICT_UNMET);
    opening.field[OPENING_office_hours] = NUMBER(1);
    person.fact[FACT_office_hours] = NUMBER(1);
    assert_int_equal(verdict_on(&world, CRITERION_timetable), VERDICT_MET);
    opening.field[OPENING_irregular_hours] = opening.field[OPENING_office_hours] = UNKNOWN;
    assert_int_equal(verdict_on(&world, CRITERION_timetable), VERDICT_MET);
    person_add(arena, &person, LIST_TIMETABLE, NUMBER(2), NUMBER(18), NUMBER(34), NUMBER(1));
    assert_int_equal(verdict_on(&world, CRITERION_timetable), VERDICT_UNKNOWN);
}

/* --- hours --- */

typedef struct HoursCase {
    int person_min, person_max, opening_min, opening_max; /* -1: unknown */
    Verdict verdict;
} HoursCase;

static Value hours_value(int hours) {
    return hours < 0 ? UNKNOWN : NUMBER(hours);
}

static void hours_must_overlap(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const HoursCase cases[] = {
        { 8, 40, 16, 24, VERDICT_MET },      { 24, 40, 16, 24, VERDICT_MET },
        { 25, 40, 16, 24, VERDICT_UNMET },   { 8, 15, 16, 24, VERDICT_UNMET },
        { -1, -1, 16, 24, VERDICT_UNKNOWN }, { 8, 40, -1, -1, VERDICT_UNKNOWN },
        { 16, -1, 16, 24, VERDICT_MET },     { 17, -1, 18, 24, VERDICT_UNKNOWN },
        { -1, 24, 16, 24, VERDICT_MET },     { -1, 32, 16, 24, VERDICT_UNKNOWN },
        { -1, 15, 16, 24, VERDICT_UNMET },   { 8, 40, -1, 24, VERDICT_MET },
        { 8, 40, 16, -1, VERDICT_MET },      { 24, 40, 16, -1, VERDICT_UNKNOWN },
        { 40, 8, 16, 24, VERDICT_UNKNOWN },  { 8, 40, 24, 16, VERDICT_UNKNOWN },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CandidateRecord person = person_free();
        OpeningRecord opening = opening_open();
        person.fact[FACT_hours_min] = hours_value(cases[i].person_min);
        person.fact[FACT_hours_max] = hours_value(cases[i].person_max);
        opening.field[OPENING_hours_min] = hours_value(cases[i].opening_min);
        opening.field[OPENING_hours_max] = hours_value(cases[i].opening_max);
        World world = world_of(arena, &person, &opening);
        Verdict verdict = verdict_on(&world, CRITERION_hours);
        if (verdict != cases[i].verdict) fail_msg("case %zu: verdict %d", i, (int)verdict);
    }
}

/* --- start --- */

static void the_start_must_be_possible(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    World world = world_of(arena, &person, &opening);
    person.fact[FACT_available_from] = NUMBER(TODAY + 28);
    assert_int_equal(verdict_on(&world, CRITERION_start), VERDICT_MET);
    person.fact[FACT_available_from] = NUMBER(TODAY + 36);
    Explanation explanation = world_explain(&world);
    const Entry *entry = entry_named(arena, &explanation, "start");
    assert_said(arena, entry->step, "begin earlier: on 16 March 2026");
    assert_int_equal(entry->step_key.weeks, 2);
    opening.field[OPENING_start_flexible] = NUMBER(1);
    assert_int_equal(verdict_on(&world, CRITERION_start), VERDICT_MET);
    opening.field[OPENING_until_on] = NUMBER(TODAY + 35);
    assert_int_equal(verdict_on(&world, CRITERION_start), VERDICT_UNMET);
    person.fact[FACT_available_from] = UNKNOWN;
    assert_int_equal(verdict_on(&world, CRITERION_start), VERDICT_UNKNOWN);
}

static void closed_is_closed_for_everybody(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = { .number = 1, .id = S("nothing known") };
    OpeningRecord opening = opening_open();
    World world = world_of(arena, &person, &opening);
    opening.field[OPENING_enrol_by] = NUMBER(TODAY);
    assert_int_equal(verdict_on(&world, CRITERION_start), VERDICT_UNKNOWN);
    opening.field[OPENING_enrol_by] = NUMBER(TODAY - 1);
    assert_int_equal(verdict_on(&world, CRITERION_start), VERDICT_UNMET);
    opening.field[OPENING_enrol_by] = UNKNOWN;
    opening.field[OPENING_start_on] = NUMBER(TODAY - 1);
    assert_int_equal(verdict_on(&world, CRITERION_start), VERDICT_UNMET);
    opening.field[OPENING_start_flexible] = NUMBER(1);
    assert_int_equal(verdict_on(&world, CRITERION_start), VERDICT_UNKNOWN);
}

static void a_class_gives_its_days_to_its_openings(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    ClassRecord class_record = { .number = 1, .id = S("class") };
    class_record.field[CLASS_start_on] = NUMBER(TODAY + 28);
    class_record.field[CLASS_enrol_by] = NUMBER(TODAY - 1);
    opening.field[OPENING_start_on] = UNKNOWN;
    opening.field[OPENING_class] = TEXT("class");
    World world = world_of(arena, &person, &opening);
    assert_int_equal(verdict_on(&world, CRITERION_start), VERDICT_MET);
    world.classes = (ClassRows){ &class_record, 1 };
    assert_int_equal(verdict_on(&world, CRITERION_start), VERDICT_UNMET);
    class_record.field[CLASS_enrol_by] = NUMBER(TODAY);
    assert_int_equal(verdict_on(&world, CRITERION_start), VERDICT_MET);
    person.fact[FACT_available_from] = NUMBER(TODAY + 29);
    assert_int_equal(verdict_on(&world, CRITERION_start), VERDICT_UNMET);
}

static void of_several_starts_the_first_that_suits_counts(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    person.fact[FACT_available_from] = NUMBER(TODAY + 60);
    World world = world_of(arena, &person, &opening);
    assert_int_equal(verdict_on(&world, CRITERION_start), VERDICT_UNMET);
    opening_add(arena, &opening, OPENING_LIST_START, NUMBER(TODAY + 180), NUMBER(TODAY + 90));
    opening_add(arena, &opening, OPENING_LIST_START, NUMBER(TODAY + 90), NUMBER(TODAY - 1));
    assert_int_equal(verdict_on(&world, CRITERION_start), VERDICT_MET);
    Explanation explanation = world_explain(&world);
    const Entry *entry = entry_named(arena, &explanation, "start");
    assert_said(arena, entry->asked, "start on 15 August 2026");
    person.fact[FACT_available_from] = NUMBER(TODAY + 181);
    assert_int_equal(verdict_on(&world, CRITERION_start), VERDICT_UNMET);
    person.fact[FACT_available_from] = NUMBER(TODAY);
    assert_int_equal(verdict_on(&world, CRITERION_start), VERDICT_MET);
    person.fact[FACT_right_to_work_from] = NUMBER(TODAY + 100); /* the later start can wait for it */
    assert_int_equal(verdict_on(&world, CRITERION_right_to_work), VERDICT_MET);
    opening.field[OPENING_start_on] = UNKNOWN; /* the list alone */
    opening.list[OPENING_LIST_START].count = 1;
    assert_int_equal(verdict_on(&world, CRITERION_start), VERDICT_MET);
    opening.list[OPENING_LIST_START].value[START_enrol_by] = NUMBER(TODAY - 1);
    assert_int_equal(verdict_on(&world, CRITERION_start), VERDICT_UNMET);
}

/* An age limit of a law counts from the day on which the law has it. */
static void an_age_without_a_rule_of_that_day_is_unknown(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    Verdict verdict[CRITERION_COUNT];
    opening_add(arena, &opening, OPENING_LIST_TARGET, TEXT("under_27"), UNKNOWN, UNKNOWN, UNKNOWN,
                TEXT("Participatiewet art. 7 lid 3"));
    person.fact[FACT_birth_date] = NUMBER(TODAY - 40 * 365);
    World world = world_of(arena, &person, &opening);
    assert_int_equal(verdict_on(&world, CRITERION_target_group), VERDICT_UNMET);
    static const struct { Day today; Verdict expected; } at[] = {
        { 15340, VERDICT_UNMET }, { 15339, VERDICT_UNKNOWN } /* 1 January 2012, and the day before */
    };
    for (size_t i = 0; i < 2; i++) {
        SnapshotInput input = { .candidates = &world.candidates, .openings = &world.openings,
                                .classes = &world.classes, .map = world.map,
                                .rules = world.rules, .today = at[i].today };
        match_verdicts(snapshot_of(arena, input), 0, 0, verdict);
        assert_int_equal(verdict[CRITERION_target_group], at[i].expected);
    }
}

static void a_conduct_certificate_takes_its_time(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    opening.field[OPENING_conduct_certificate] = NUMBER(1);
    opening.field[OPENING_conduct_weeks] = NUMBER(4);
    World world = world_of(arena, &person, &opening);
    assert_int_equal(verdict_on(&world, CRITERION_start), VERDICT_MET);
    Explanation explanation = world_explain(&world);
    assert_said(arena, explanation.notes[0],
                "A conduct certificate (VOG) is needed. Allow 4 weeks.");
    opening.field[OPENING_conduct_weeks] = NUMBER(5);
    assert_int_equal(verdict_on(&world, CRITERION_start), VERDICT_UNMET);
    opening.field[OPENING_start_flexible] = NUMBER(1);
    assert_int_equal(verdict_on(&world, CRITERION_start), VERDICT_MET);
}

static void an_end_before_the_end_is_asked_about(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    World world = world_of(arena, &person, &opening);
    person.fact[FACT_available_until] = NUMBER(TODAY + 28 + 139);
    assert_int_equal(verdict_on(&world, CRITERION_start), VERDICT_MET);
    person.fact[FACT_available_until] = NUMBER(TODAY + 28 + 138);
    assert_int_equal(verdict_on(&world, CRITERION_start), VERDICT_UNKNOWN);
    person.fact[FACT_available_until] = NUMBER(TODAY + 27);
    assert_int_equal(verdict_on(&world, CRITERION_start), VERDICT_UNMET);
}

SUITE("matching judge, time", cmocka_unit_test(the_timetable_must_hold_the_blocks),
      cmocka_unit_test(weeks_are_said_shortly),
      cmocka_unit_test(a_timetable_that_ends_leaves_a_question),
      cmocka_unit_test(work_past_midnight_is_two_days),
      cmocka_unit_test(blocks_of_a_phase_lie_in_that_phase),
      cmocka_unit_test(children_and_absences_are_asked_about),
      cmocka_unit_test(holidays_of_a_region_are_known),
      cmocka_unit_test(of_several_starts_the_first_that_suits_counts),
      cmocka_unit_test(an_age_without_a_rule_of_that_day_is_unknown),
      cmocka_unit_test(childcare_closes_a_clash_of_a_parent),
      cmocka_unit_test(hours_without_blocks_are_compared), cmocka_unit_test(hours_must_overlap),
      cmocka_unit_test(the_start_must_be_possible),
      cmocka_unit_test(closed_is_closed_for_everybody),
      cmocka_unit_test(a_class_gives_its_days_to_its_openings),
      cmocka_unit_test(a_conduct_certificate_takes_its_time),
      cmocka_unit_test(an_end_before_the_end_is_asked_about))
