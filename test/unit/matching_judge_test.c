/* Verdicts on language, travel and time, one fact at a time. */
#include "../matching_records.h"

static void somebody_free_fits_an_open_place(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    World world = world_of(arena, &person, &opening);
    Match match = match_pair(world.snapshot, 0, 0);
    assert_int_equal(match.unmet_count, 0);
    assert_int_equal(match.unknown_count, 0);
    Explanation explanation = world_explain(&world);
    assert_int_equal(explanation.entry_count, CRITERION_COUNT);
    assert_said(arena, entry_named(arena, &explanation, "travel")->asked, "working in Utrecht");
    assert_said(arena, entry_named(arena, &explanation, "travel")->has,
                "6 minutes by bicycle, at most 60");
    assert_int_equal(entry_named(arena, &explanation, "licence")->asked.word, WORD_none);
}

/* --- language --- */

typedef struct LanguageCase {
    Value low, high, literacy;
    int asked, supported; /* -1: none */
    int skill;
    Verdict verdict;
} LanguageCase;

static Verdict language_verdict(Arena *arena, const LanguageCase *given) {
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    person.fact[FACT_latin_literacy] = given->literacy;
    if (given->low.known || given->high.known) {
        person_add(arena, &person, LIST_LANGUAGE, TEXT("nld"), NUMBER(given->skill), given->low,
                   given->high);
    }
    Value supported = given->supported < 0 ? UNKNOWN : NUMBER(given->supported);
    opening_add(arena, &opening, OPENING_LIST_DEMAND, TEXT("nld"), NUMBER(given->skill), NUMBER(0),
                NUMBER(given->asked), supported);
    World world = world_of(arena, &person, &opening);
    return verdict_on(&world, CRITERION_language);
}

static void language_is_judged_as_a_range(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const LanguageCase cases[] = {
        { NUMBER(2), NUMBER(2), UNKNOWN, LEVEL_A2, -1, SKILL_SPEAKING, VERDICT_MET },
        { NUMBER(2), UNKNOWN, UNKNOWN, LEVEL_A2, -1, SKILL_SPEAKING, VERDICT_MET },
        { NUMBER(1), NUMBER(2), UNKNOWN, LEVEL_A2, -1, SKILL_SPEAKING, VERDICT_UNKNOWN },
        { UNKNOWN, NUMBER(2), UNKNOWN, LEVEL_A2, -1, SKILL_SPEAKING, VERDICT_UNKNOWN },
        { NUMBER(1), NUMBER(1), UNKNOWN, LEVEL_A2, -1, SKILL_SPEAKING, VERDICT_UNMET },
        { UNKNOWN, UNKNOWN, UNKNOWN, LEVEL_A2, -1, SKILL_SPEAKING, VERDICT_UNKNOWN },
        { UNKNOWN, UNKNOWN, UNKNOWN, LEVEL_A0, -1, SKILL_SPEAKING, VERDICT_MET },
        { NUMBER(3), NUMBER(1), UNKNOWN, LEVEL_A2, -1, SKILL_SPEAKING, VERDICT_UNKNOWN },
        { NUMBER(1), NUMBER(1), UNKNOWN, LEVEL_A2, LEVEL_A1, SKILL_SPEAKING, VERDICT_MET },
        { NUMBER(2), NUMBER(2), UNKNOWN, LEVEL_A2, LEVEL_B1, SKILL_SPEAKING, VERDICT_MET },
        { NUMBER(2), NUMBER(2), NUMBER(0), LEVEL_A2, -1, SKILL_READING, VERDICT_UNMET },
        { NUMBER(2), NUMBER(2), NUMBER(0), LEVEL_A2, -1, SKILL_SPEAKING, VERDICT_MET },
        { NUMBER(2), NUMBER(2), NUMBER(1), LEVEL_A2, -1, SKILL_READING, VERDICT_MET },
        { NUMBER(2), NUMBER(2), NUMBER(0), LEVEL_A0, -1, SKILL_READING, VERDICT_MET },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Verdict verdict = language_verdict(arena, &cases[i]);
        if (verdict != cases[i].verdict) fail_msg("case %zu: verdict %d", i, (int)verdict);
    }
}

static void another_script_does_not_ask_for_latin(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    person.fact[FACT_latin_literacy] = NUMBER(0);
    person_add(arena, &person, LIST_LANGUAGE, TEXT("ara"), NUMBER(SKILL_READING), NUMBER(LEVEL_B2));
    opening_add(arena, &opening, OPENING_LIST_DEMAND, TEXT("ara"), NUMBER(SKILL_READING), NUMBER(0),
                NUMBER(LEVEL_B1));
    World world = world_of(arena, &person, &opening);
    assert_int_equal(verdict_on(&world, CRITERION_language), VERDICT_MET);
}

static void support_does_not_lower_what_safety_asks(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    person_add(arena, &person, LIST_LANGUAGE, TEXT("nld"), NUMBER(SKILL_SPEAKING),
               NUMBER(LEVEL_A1));
    opening_add(arena, &opening, OPENING_LIST_DEMAND, TEXT("nld"), NUMBER(SKILL_SPEAKING),
                NUMBER(0), NUMBER(LEVEL_A2), NUMBER(LEVEL_A1));
    opening_add(arena, &opening, OPENING_LIST_DEMAND, TEXT("nld"), NUMBER(SKILL_SPEAKING),
                NUMBER(1), NUMBER(LEVEL_A2), NUMBER(LEVEL_A1));
    World world = world_of(arena, &person, &opening);
    Explanation explanation = world_explain(&world);
    const Entry *entry = entry_named(arena, &explanation, "language.nld.speaking");
    const Entry *safety = entry_named(arena, &explanation, "language.nld.speaking.safety");
    assert_int_equal(entry->verdict, VERDICT_MET);
    assert_said(arena, entry->asked,
                "Dutch, speaking: A1, with the language support of this place");
    assert_int_equal(safety->verdict, VERDICT_UNMET);
    assert_said(arena, safety->asked, "Dutch, speaking: A2, for safety");
    assert_said(arena, safety->has, "A1");
    assert_said(arena, safety->step, "Dutch, speaking: from A1 to A2");
    assert_int_equal(safety->step_key.weeks, 18);
}

static void a_course_that_ends_in_time_is_asked_about(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    person_add(arena, &person, LIST_LANGUAGE, TEXT("nld"), NUMBER(SKILL_SPEAKING), NUMBER(LEVEL_A1),
               NUMBER(LEVEL_A1), NUMBER(LEVEL_A2), NUMBER(TODAY + 28));
    opening_add(arena, &opening, OPENING_LIST_DEMAND, TEXT("nld"), NUMBER(SKILL_SPEAKING),
                NUMBER(0), NUMBER(LEVEL_A2));
    World world = world_of(arena, &person, &opening);
    Explanation explanation = world_explain(&world);
    const Entry *entry = entry_named(arena, &explanation, "language.nld.speaking");
    assert_int_equal(entry->verdict, VERDICT_UNKNOWN);
    assert_said(arena, entry->question,
                "Will the Dutch course be finished on 16 March 2026, with A2 for speaking?");
    opening.field[OPENING_start_on] = NUMBER(TODAY + 27);
    assert_int_equal(verdict_on(&world, CRITERION_language), VERDICT_UNMET);
}

/* --- travel --- */

static void travel_is_unmet_only_when_certain(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    opening.field[OPENING_postcode] = TEXT("3401"); /* IJsselstein, 10 km */
    World world = world_of(arena, &person, &opening);
    assert_int_equal(verdict_on(&world, CRITERION_travel), VERDICT_MET);
    person.fact[FACT_travel_minutes_max] = NUMBER(30);
    assert_int_equal(verdict_on(&world, CRITERION_travel), VERDICT_UNKNOWN); /* perhaps by car */
    person_add(arena, &person, LIST_TRANSPORT, NUMBER(MODE_BICYCLE), NUMBER(1));
    assert_int_equal(verdict_on(&world, CRITERION_travel), VERDICT_UNMET);
    opening.field[OPENING_shuttle] = NUMBER(1);
    assert_int_equal(verdict_on(&world, CRITERION_travel), VERDICT_UNKNOWN);
    person.fact[FACT_travel_minutes_max] = NUMBER(5); /* farther than any way of travel */
    opening.field[OPENING_shuttle] = UNKNOWN;
    assert_int_equal(verdict_on(&world, CRITERION_travel), VERDICT_UNMET);
    person.fact[FACT_travel_minutes_max] = UNKNOWN;
    assert_int_equal(verdict_on(&world, CRITERION_travel), VERDICT_UNKNOWN);
    person.fact[FACT_travel_kilometres_max] = NUMBER(25);
    assert_int_equal(verdict_on(&world, CRITERION_travel), VERDICT_MET);
    person.fact[FACT_travel_kilometres_max] = NUMBER(5);
    assert_int_equal(verdict_on(&world, CRITERION_travel), VERDICT_UNMET);
}

static void places_that_are_not_known_are_asked(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    World world = world_of(arena, &person, &opening);
    opening.field[OPENING_postcode] = UNKNOWN;
    Explanation explanation = world_explain(&world);
    assert_said(arena, entry_named(arena, &explanation, "travel")->question,
                "Ask the employer where the workplace is.");
    opening = opening_open();
    person.fact[FACT_postcode] = UNKNOWN;
    explanation = world_explain(&world);
    assert_said(arena, entry_named(arena, &explanation, "travel")->question,
                "Ask for the postcode of the candidate.");
    person.fact[FACT_municipality] = TEXT("GM0344");
    explanation = world_explain(&world);
    assert_int_equal(entry_named(arena, &explanation, "travel")->verdict, VERDICT_UNKNOWN);
    assert_said(arena, entry_named(arena, &explanation, "travel")->question,
                "Ask for the postcode. Only the municipality is known.");
}

static void an_expected_move_counts_from_its_day(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    person.fact[FACT_travel_kilometres_max] = NUMBER(5);
    person.fact[FACT_move_postcode] = TEXT("3401");
    person.fact[FACT_move_on] = NUMBER(TODAY + 29);
    World world = world_of(arena, &person, &opening);
    assert_int_equal(verdict_on(&world, CRITERION_travel), VERDICT_MET);
    person.fact[FACT_move_on] = NUMBER(TODAY + 28);
    assert_int_equal(verdict_on(&world, CRITERION_travel), VERDICT_UNMET);
}

static void public_transport_has_hours(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    opening.field[OPENING_postcode] = TEXT("3401");
    person.fact[FACT_can_cycle] = NUMBER(0);
    person_add(arena, &person, LIST_TRANSPORT, NUMBER(MODE_PUBLIC_TRANSPORT), NUMBER(1));
    opening_add(arena, &opening, OPENING_LIST_BLOCK, NUMBER(1), NUMBER(12), NUMBER(24));
    opening.field[OPENING_public_transport_from] = NUMBER(12);
    World world = world_of(arena, &person, &opening);
    assert_int_equal(verdict_on(&world, CRITERION_travel), VERDICT_MET);
    opening.field[OPENING_public_transport_from] = NUMBER(13);
    assert_int_equal(verdict_on(&world, CRITERION_travel), VERDICT_UNMET);
    opening.field[OPENING_public_transport_from] = UNKNOWN;
    opening.field[OPENING_public_transport_until] = NUMBER(23);
    Explanation explanation = world_explain(&world);
    const Entry *entry = entry_named(arena, &explanation, "travel");
    assert_int_equal(entry->verdict, VERDICT_UNMET);
    assert_said(arena, entry->step, "a bicycle, and lessons if needed");
}

static void every_place_of_a_trajectory_counts(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    person.fact[FACT_travel_kilometres_max] = NUMBER(5);
    opening_add(arena, &opening, OPENING_LIST_PHASE, NUMBER(1), NUMBER(8), UNKNOWN, UNKNOWN,
                UNKNOWN, TEXT("3401"));
    World world = world_of(arena, &person, &opening);
    assert_int_equal(verdict_on(&world, CRITERION_travel), VERDICT_UNMET);
}

static void a_way_of_travel_may_be_asked(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    opening_add(arena, &opening, OPENING_LIST_OPENING_MODE, NUMBER(MODE_CAR), UNKNOWN, NUMBER(1));
    World world = world_of(arena, &person, &opening);
    assert_int_equal(verdict_on(&world, CRITERION_travel), VERDICT_UNKNOWN);
    person_add(arena, &person, LIST_TRANSPORT, NUMBER(MODE_CAR), UNKNOWN, NUMBER(0));
    Explanation explanation = world_explain(&world);
    const Entry *entry = entry_named(arena, &explanation, "travel.car.at_work");
    assert_int_equal(entry->verdict, VERDICT_UNMET);
    assert_int_equal(entry->step_key.weeks, STEP_WEEKS_NEVER);
    person.list[LIST_TRANSPORT].value[TRANSPORT_at_work] = NUMBER(1);
    assert_int_equal(verdict_on(&world, CRITERION_travel), VERDICT_MET);
}

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

/* Today is 16 February 2026; the summer holidays of 2026 are 4 July to 16 August in the north, and 18 July
 * to 30 August in the middle. */
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

SUITE("matching judge", cmocka_unit_test(somebody_free_fits_an_open_place),
      cmocka_unit_test(language_is_judged_as_a_range),
      cmocka_unit_test(another_script_does_not_ask_for_latin),
      cmocka_unit_test(support_does_not_lower_what_safety_asks),
      cmocka_unit_test(a_course_that_ends_in_time_is_asked_about),
      cmocka_unit_test(travel_is_unmet_only_when_certain),
      cmocka_unit_test(places_that_are_not_known_are_asked),
      cmocka_unit_test(an_expected_move_counts_from_its_day),
      cmocka_unit_test(public_transport_has_hours),
      cmocka_unit_test(every_place_of_a_trajectory_counts),
      cmocka_unit_test(a_way_of_travel_may_be_asked),
      cmocka_unit_test(the_timetable_must_hold_the_blocks),
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
