/* Verdicts on right to work, papers, conditions, target groups and exclusions. */
#include "../matching_records.h"

/* --- right to work --- */

static void the_right_to_work_is_an_outcome(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    World world = world_of(arena, &person, &opening);
    static const Verdict by_code[] = { VERDICT_MET, VERDICT_MET, VERDICT_UNKNOWN, VERDICT_UNMET };
    for (int i = 0; i < 4; i++) {
        person.fact[FACT_right_to_work] = NUMBER(i);
        assert_int_equal(verdict_on(&world, CRITERION_right_to_work), by_code[i]);
    }
    person.fact[FACT_right_to_work] = NUMBER(2);
    opening.field[OPENING_work_permit_possible] = NUMBER(1);
    assert_int_equal(verdict_on(&world, CRITERION_right_to_work), VERDICT_MET);
    opening.field[OPENING_work_permit_possible] = NUMBER(0);
    Explanation explanation = world_explain(&world);
    assert_said(arena, entry_named(arena, &explanation, "right_to_work")->step,
                "have the employer request a work permit");
    person.fact[FACT_right_to_work] = UNKNOWN;
    assert_int_equal(verdict_on(&world, CRITERION_right_to_work), VERDICT_UNKNOWN);
}

static void the_right_to_work_has_days(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    Day start = TODAY + 28, end = start + 139;
    World world = world_of(arena, &person, &opening);
    person.fact[FACT_right_to_work_from] = NUMBER(start);
    person.fact[FACT_right_to_work_until] = NUMBER(end);
    assert_int_equal(verdict_on(&world, CRITERION_right_to_work), VERDICT_MET);
    person.fact[FACT_right_to_work_until] = NUMBER(end - 1);
    assert_int_equal(verdict_on(&world, CRITERION_right_to_work), VERDICT_UNKNOWN);
    person.fact[FACT_right_to_work_until] = NUMBER(start - 1);
    assert_int_equal(verdict_on(&world, CRITERION_right_to_work), VERDICT_UNMET);
    person.fact[FACT_right_to_work_until] = UNKNOWN;
    person.fact[FACT_right_to_work_from] = NUMBER(start + 1);
    Explanation explanation = world_explain(&world);
    assert_said(arena, entry_named(arena, &explanation, "right_to_work")->has,
                "may work from 17 March 2026");
    opening.field[OPENING_start_flexible] = NUMBER(1);
    assert_int_equal(verdict_on(&world, CRITERION_right_to_work), VERDICT_MET);
}

/* --- education --- */

enum { HERE, ABROAD };
enum { COMPLETED, BROKEN_OFF, RUNNING };

static void education_add(Arena *arena, CandidateRecord *person, Value level, Value obtained,
                          Value status) {
    person_add(arena, person, LIST_EDUCATION, level, UNKNOWN, obtained, status);
}

static Verdict education_verdict(World *world, Value level, Value obtained, Value status) {
    world->candidates.record->list[LIST_EDUCATION] = (RecordList){ 0 };
    education_add(world->arena, world->candidates.record, level, obtained, status);
    return verdict_on(world, CRITERION_education);
}

static void education_counts_by_its_value(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    opening.field[OPENING_education_level] = TEXT("2111"); /* mbo 2 */
    World world = world_of(arena, &person, &opening);
    Value high = TEXT("3112"), low = TEXT("1112");
    assert_int_equal(verdict_on(&world, CRITERION_education), VERDICT_UNKNOWN);
    assert_int_equal(education_verdict(&world, high, NUMBER(HERE), NUMBER(COMPLETED)), VERDICT_MET);
    assert_int_equal(education_verdict(&world, low, NUMBER(HERE), NUMBER(COMPLETED)),
                     VERDICT_UNMET);
    assert_int_equal(education_verdict(&world, high, NUMBER(HERE), NUMBER(BROKEN_OFF)),
                     VERDICT_UNMET);
    assert_int_equal(education_verdict(&world, high, NUMBER(HERE), NUMBER(RUNNING)),
                     VERDICT_UNKNOWN);
    assert_int_equal(education_verdict(&world, high, UNKNOWN, NUMBER(COMPLETED)), VERDICT_UNKNOWN);
    assert_int_equal(education_verdict(&world, low, NUMBER(ABROAD), NUMBER(COMPLETED)),
                     VERDICT_UNMET);
    assert_int_equal(education_verdict(&world, high, NUMBER(ABROAD), NUMBER(COMPLETED)),
                     VERDICT_UNKNOWN);
    Explanation explanation = world_explain(&world);
    assert_said(arena, entry_named(arena, &explanation, "education")->question,
                "Request a diploma valuation. Needed is: vocational level 2.");
    person.list[LIST_EDUCATION].value[EDUCATION_valuation_level] = TEXT("2111");
    assert_int_equal(verdict_on(&world, CRITERION_education), VERDICT_MET);
    person.list[LIST_EDUCATION].value[EDUCATION_valuation_level] = TEXT("1212");
    explanation = world_explain(&world);
    assert_said(arena, entry_named(arena, &explanation, "education")->step,
                "an education: vocational level 2");
    assert_int_equal(entry_named(arena, &explanation, "education")->step_key.weeks, 80);
}

static void a_level_of_work_may_be_asked(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    opening.field[OPENING_work_level] = NUMBER(4);
    World world = world_of(arena, &person, &opening);
    assert_int_equal(verdict_on(&world, CRITERION_education), VERDICT_UNKNOWN);
    person.fact[FACT_education_level] = TEXT("2121"); /* mbo 4: proves work level 4 */
    assert_int_equal(verdict_on(&world, CRITERION_education), VERDICT_MET);
    person.fact[FACT_education_level] = TEXT("1112");
    assert_int_equal(verdict_on(&world, CRITERION_education), VERDICT_UNKNOWN);
    person.fact[FACT_work_level] = NUMBER(3);
    Explanation explanation = world_explain(&world);
    assert_said(arena, entry_named(arena, &explanation, "education.work_level")->step,
                "work and thinking level from 3 to 4");
}

/* --- licences and certificates --- */

static void every_licence_listed_is_asked(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    opening_add(arena, &opening, OPENING_LIST_OPENING_LICENCE, TEXT("B"));
    opening_add(arena, &opening, OPENING_LIST_OPENING_LICENCE, TEXT("C1"));
    World world = world_of(arena, &person, &opening);
    assert_int_equal(verdict_on(&world, CRITERION_licence), VERDICT_UNKNOWN);
    person_add(arena, &person, LIST_LICENCE, TEXT("B"), NUMBER(1));
    assert_int_equal(verdict_on(&world, CRITERION_licence), VERDICT_UNKNOWN);
    person_add(arena, &person, LIST_LICENCE, TEXT("C1"), NUMBER(0));
    Explanation explanation = world_explain(&world);
    assert_int_equal(entry_named(arena, &explanation, "licence.B")->verdict, VERDICT_MET);
    const Entry *lorry = entry_named(arena, &explanation, "licence.C1");
    assert_said(arena, lorry->step, "get driving licence C1 (light lorry)");
    assert_int_equal(lorry->step_key.weeks, 12);
    person.list[LIST_LICENCE].value[LICENCE_held] = NUMBER(0);
    explanation = world_explain(&world);
    assert_int_equal(entry_named(arena, &explanation, "licence.C1")->step_key.weeks, 12 + 28);
    person_add(arena, &person, LIST_LICENCE, TEXT("CE"), NUMBER(1)); /* covers both */
    assert_int_equal(verdict_on(&world, CRITERION_licence), VERDICT_MET);
}

static void one_licence_may_open_more_than_its_own(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    person_add(arena, &person, LIST_LICENCE, TEXT("C"), NUMBER(0));
    person_add(arena, &person, LIST_LICENCE, TEXT("BE"), NUMBER(0));
    OpeningRecord opening[3] = { opening_open(), opening_open(), opening_open() };
    for (int i = 0; i < 3; i++) {
        opening[i].number = i + 1;
        opening[i].id = str_printf(arena, "o%d", i);
        if (i != 1) opening_add(arena, &opening[i], OPENING_LIST_OPENING_LICENCE, TEXT("C"));
        if (i != 0) opening_add(arena, &opening[i], OPENING_LIST_OPENING_LICENCE, TEXT("BE"));
    }
    World world = { .arena = arena, .candidates = { &person, 1 }, .openings = { opening, 3 } };
    world_snapshot(&world);
    Help help = step_that_helps_most(world.snapshot, 0);
    assert_int_equal(help.opens, 3);
    assert_str(help.step.detail, "CE");
    assert_int_equal(help.step.weeks, 8 + 16 + 28); /* with C and B, that must come first */
    Match near[3];
    assert_int_equal(openings_one_step_away(world.snapshot, 0, 3, near), 2);
    Barriers barriers = barriers_of(world.snapshot, 0);
    assert_int_equal(barriers.feasible, 0);
    assert_int_equal(barriers.most, CRITERION_licence);
    assert_int_equal(barriers.blocked[CRITERION_licence], 3);
}

static void a_certificate_must_still_be_valid(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    opening_add(arena, &opening, OPENING_LIST_OPENING_CERTIFICATE, TEXT("vca_basis"));
    World world = world_of(arena, &person, &opening);
    assert_int_equal(verdict_on(&world, CRITERION_certificate), VERDICT_UNKNOWN);
    person_add(arena, &person, LIST_CERTIFICATE, TEXT("vca_basis"), NUMBER(1), NUMBER(TODAY + 28));
    assert_int_equal(verdict_on(&world, CRITERION_certificate), VERDICT_MET);
    person.list[LIST_CERTIFICATE].value[CERTIFICATE_valid_until] = NUMBER(TODAY + 27);
    Explanation explanation = world_explain(&world);
    const Entry *entry = entry_named(arena, &explanation, "certificate.vca_basis");
    assert_said(arena, entry->has, "expired on 15 March 2026");
    assert_said(arena, entry->step, "get the certificate: VCA basic safety");
    person.list[LIST_CERTIFICATE].value[CERTIFICATE_held] = NUMBER(0);
    assert_int_equal(verdict_on(&world, CRITERION_certificate), VERDICT_UNMET);
}

/* --- conditions and needs --- */

static void conditions_and_needs_are_told_apart(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    opening_add(arena, &opening, OPENING_LIST_OPENING_CONDITION, TEXT("heavy_lifting"));
    World world = world_of(arena, &person, &opening);
    assert_int_equal(verdict_on(&world, CRITERION_conditions), VERDICT_UNKNOWN);
    static const Verdict by_code[] = { VERDICT_UNMET, VERDICT_UNKNOWN, VERDICT_MET };
    person_add(arena, &person, LIST_CONDITION, TEXT("heavy_lifting"), NUMBER(0));
    for (int i = 0; i < 3; i++) {
        person.list[LIST_CONDITION].value[CONDITION_fits] = NUMBER(i);
        assert_int_equal(verdict_on(&world, CRITERION_conditions), by_code[i]);
    }
    person_add(arena, &person, LIST_NEED, NUMBER(1), NUMBER(1)); /* guidance */
    person_add(arena, &person, LIST_NEED, NUMBER(2), NUMBER(0));
    assert_int_equal(verdict_on(&world, CRITERION_conditions), VERDICT_UNKNOWN);
    opening.field[OPENING_guidance_offered] = TEXT("weekly");
    assert_int_equal(verdict_on(&world, CRITERION_conditions), VERDICT_MET);
    opening.field[OPENING_guidance_offered] = TEXT("none");
    Explanation explanation = world_explain(&world);
    const Entry *need = entry_named(arena, &explanation, "conditions.guidance");
    assert_int_equal(need->verdict, VERDICT_UNMET);
    assert_said(arena, need->step, "arrange guidance at work");
    assert_int_equal(entry_named(arena, &explanation, "conditions.heavy_lifting")->verdict,
                     VERDICT_MET);
}

/* --- target groups --- */

static void target_add(Arena *arena, OpeningRecord *opening, const char *group) {
    opening_add(arena, opening, OPENING_LIST_TARGET, TEXT_OF(str_from(group)));
}

typedef struct TargetCase {
    const char *group;
    Fact fact;
    int64_t member, outsider;
} TargetCase;

static void target_groups_are_judged_by_the_facts_they_name(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const TargetCase cases[] = {
        { "status_holder", FACT_legal_fact, 0, 2 },
        { "reunited_family_member", FACT_legal_fact, 1, 0 },
        { "family_migrant", FACT_legal_fact, 2, 0 },
        { "displaced_person", FACT_legal_fact, 3, 0 },
        { "asylum_seeker", FACT_legal_fact, 4, 0 },
        { "status_holder_employer_subsidy", FACT_legal_fact, 0, 3 },
        { "welfare", FACT_income_source, 0, 1 },
        { "unemployment_benefit", FACT_income_source, 1, 0 },
        { "without_benefit", FACT_without_benefit, 1, 0 },
        { "under_27", FACT_birth_date, 20500 - 365 * 20, 20500 - 365 * 40 },
        { "fifty_plus", FACT_birth_date, 20500 - 365 * 60, 20500 - 365 * 40 },
        { "women", FACT_sex, 0, 1 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CandidateRecord person = person_free();
        OpeningRecord opening = opening_open();
        target_add(arena, &opening, cases[i].group);
        World world = world_of(arena, &person, &opening);
        if (verdict_on(&world, CRITERION_target_group) != VERDICT_UNKNOWN) {
            fail_msg("%s: not unknown", cases[i].group);
        }
        person.fact[cases[i].fact] = NUMBER(cases[i].member);
        if (verdict_on(&world, CRITERION_target_group) != VERDICT_MET) {
            fail_msg("%s: a member is out", cases[i].group);
        }
        person.fact[cases[i].fact] = NUMBER(cases[i].outsider);
        if (verdict_on(&world, CRITERION_target_group) != VERDICT_UNMET) {
            fail_msg("%s: an outsider is in", cases[i].group);
        }
        target_add(arena, &opening, "no_start_qualification"); /* one of the groups is enough */
        person.fact[FACT_education_level] = TEXT("1112");
        assert_int_equal(verdict_on(&world, CRITERION_target_group), VERDICT_MET);
    }
}

static void every_target_group_of_the_list_is_judged(void **state) {
    (void)state;
    TEST_ARENA(arena);
    const CodeList *list = code_list(S("target_groups"));
    for (size_t i = 0; i < list->count; i++) {
        CandidateRecord person = person_free();
        OpeningRecord opening = opening_open();
        opening_add(arena, &opening, OPENING_LIST_TARGET, TEXT_OF(list->code[i]));
        World world = world_of(arena, &person, &opening);
        bool told = false;
        Dice dice = { 1 };
        for (int k = 0; k < 200 && !told; k++) {
            person = dice_person(arena, &dice, 1);
            person.list[LIST_NOMINATION] = (RecordList){ 0 };
            told = verdict_on(&world, CRITERION_target_group) != VERDICT_UNKNOWN;
        }
        if (!told) fail_msg("%.*s is never judged", STR_ARGS(list->code[i]));
    }
}

static void a_nomination_makes_a_member(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    target_add(arena, &opening, "status_holder");
    opening.field[OPENING_programme] = TEXT("vip");
    World world = world_of(arena, &person, &opening);
    person_add(arena, &person, LIST_NOMINATION, TEXT("other"), TEXT("women"));
    assert_int_equal(verdict_on(&world, CRITERION_target_group), VERDICT_UNKNOWN);
    person_add(arena, &person, LIST_NOMINATION, TEXT("vip"), UNKNOWN);
    assert_int_equal(verdict_on(&world, CRITERION_target_group), VERDICT_MET);
}

static void age_counts_at_the_start(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    opening_add(arena, &opening, OPENING_LIST_TARGET, UNKNOWN, NUMBER(18), NUMBER(26), UNKNOWN,
                TEXT("Participatiewet"));
    person.fact[FACT_birth_date] = NUMBER(day_of((Date){ 1999, 3, 17 }));
    World world = world_of(arena, &person, &opening); /* starts on 16 March 2026 */
    assert_int_equal(verdict_on(&world, CRITERION_target_group), VERDICT_MET);
    person.fact[FACT_birth_date] = NUMBER(day_of((Date){ 1999, 3, 16 }));
    assert_int_equal(verdict_on(&world, CRITERION_target_group), VERDICT_UNMET);
}

/* --- exclusions --- */

static void an_exclusion_covers_its_group(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    opening.field[OPENING_isco] = TEXT("9112");
    person_add(arena, &person, LIST_WISH, NUMBER(3), TEXT("91"));
    World world = world_of(arena, &person, &opening);
    Explanation explanation = world_explain(&world);
    const Entry *entry = entry_named(arena, &explanation, "excluded_occupation");
    assert_int_equal(entry->verdict, VERDICT_UNMET);
    assert_said(arena, entry->step, "a talk about wishes; the candidate decides");
    world_snapshot(&world);
    assert_false(step_that_helps_most(world.snapshot, 0).any); /* nobody is talked out of it */
    opening.field[OPENING_isco] = TEXT("9211");
    assert_int_equal(verdict_on(&world, CRITERION_excluded_occupation), VERDICT_MET);
    opening.field[OPENING_isco] = TEXT("9"); /* could be it */
    assert_int_equal(verdict_on(&world, CRITERION_excluded_occupation), VERDICT_UNKNOWN);
    opening.field[OPENING_isco] = UNKNOWN;
    assert_int_equal(verdict_on(&world, CRITERION_excluded_occupation), VERDICT_UNKNOWN);
}

static void an_exclusion_may_name_an_address_or_a_sector(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    opening.field[OPENING_occupation] = TEXT("https://example.org/a");
    opening.field[OPENING_sector_sbi] = NUMBER(81210);
    person_add(arena, &person, LIST_WISH, NUMBER(3), UNKNOWN, TEXT("https://example.org/b"));
    World world = world_of(arena, &person, &opening);
    assert_int_equal(verdict_on(&world, CRITERION_excluded_occupation), VERDICT_MET);
    person_add(arena, &person, LIST_WISH, NUMBER(3), UNKNOWN, TEXT("https://example.org/a"));
    assert_int_equal(verdict_on(&world, CRITERION_excluded_occupation), VERDICT_UNMET);
    person.list[LIST_WISH] = (RecordList){ 0 };
    person_add(arena, &person, LIST_WISH, NUMBER(3), UNKNOWN, UNKNOWN, NUMBER(81));
    assert_int_equal(verdict_on(&world, CRITERION_excluded_occupation), VERDICT_UNMET);
    person_add(arena, &person, LIST_WISH, NUMBER(3)); /* says nothing */
    person.list[LIST_WISH].value[WISH_sector_sbi] = NUMBER(82);
    assert_int_equal(verdict_on(&world, CRITERION_excluded_occupation), VERDICT_MET);
}

SUITE("matching papers", cmocka_unit_test(the_right_to_work_is_an_outcome),
      cmocka_unit_test(the_right_to_work_has_days), cmocka_unit_test(education_counts_by_its_value),
      cmocka_unit_test(a_level_of_work_may_be_asked),
      cmocka_unit_test(every_licence_listed_is_asked),
      cmocka_unit_test(one_licence_may_open_more_than_its_own),
      cmocka_unit_test(a_certificate_must_still_be_valid),
      cmocka_unit_test(conditions_and_needs_are_told_apart),
      cmocka_unit_test(target_groups_are_judged_by_the_facts_they_name),
      cmocka_unit_test(every_target_group_of_the_list_is_judged),
      cmocka_unit_test(a_nomination_makes_a_member), cmocka_unit_test(age_counts_at_the_start),
      cmocka_unit_test(an_exclusion_covers_its_group),
      cmocka_unit_test(an_exclusion_may_name_an_address_or_a_sector))
