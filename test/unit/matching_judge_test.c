/* Verdicts on language and travel, one fact at a time. */
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
      cmocka_unit_test(a_way_of_travel_may_be_asked))
