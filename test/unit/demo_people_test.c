/* The people of the made-up region: shares, what belongs together, and how old facts are. */
#include "demo_region.h"

/* --- shares --- */

/* Within four standard deviations of a sample of that size. */
static void assert_share(const char *what, size_t found, size_t of, int64_t permille) {
    double expected = (double)of * (double)permille / 1000;
    double off = (double)found - expected;
    double variance = expected * (1 - (double)permille / 1000);
    if (off * off > 16 * variance + 16) {
        fail_msg("%s: %zu of %zu, the table says %lld permille", what, found, of,
                 (long long)permille);
    }
}

/* A fact that everybody's dice are thrown for: its shares are those of the table. */
static void assert_fact_shares(Arena *arena, const Made *region, Fact fact, ShareName name) {
    const Shares *shares = &figures_load(arena)->shares[name];
    for (int i = 0; i < shares->count; i++) {
        size_t found = 0;
        for (size_t k = 0; k < region->people.count; k++) {
            Value value = region->people.record[k].fact[fact];
            found += value_equal(fact_info[fact].field.kind, value, shares->share[i].value);
        }
        assert_share(fact_info[fact].field.name, found, region->people.count,
                     shares->share[i].permille);
    }
}

static size_t people_without(const Made *region, Fact fact) {
    size_t count = 0;
    for (size_t i = 0; i < region->people.count; i++) {
        count += !region->people.record[i].fact[fact].known;
    }
    return count;
}

static void shares_of_people_are_those_of_the_table(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made region = many_people(arena);
    const Figures *figures = figures_load(arena);
    assert_fact_shares(arena, &region, FACT_sex, SHARE_sex);
    assert_fact_shares(arena, &region, FACT_legal_fact, SHARE_legal_fact);
    assert_fact_shares(arena, &region, FACT_latin_literacy, SHARE_latin_literacy);
    assert_fact_shares(arena, &region, FACT_guidance_wish, SHARE_guidance_wish);
    assert_fact_shares(arena, &region, FACT_preferred_channel, SHARE_contact_channel);
    assert_share("postcode", people_without(&region, FACT_postcode), MANY,
                 figure(figures, FIGURE_facts_missing_postcode_permille));
    assert_share("hours", people_without(&region, FACT_hours_max), MANY,
                 figure(figures, FIGURE_facts_missing_hours_permille));
    size_t no_school = 0;
    for (size_t i = 0; i < MANY; i++) {
        no_school += !region.people.record[i].list[LIST_EDUCATION].count;
    }
    int64_t missing = figure(figures, FIGURE_education_missing_permille);
    assert_int_equal(missing, 400);
    assert_share("education", no_school, MANY, missing);
    assert_int_equal(no_school, people_without(&region, FACT_education_level));
}

static Value dutch(const CandidateRecord *person, int skill, int field) {
    const RecordType *type = &candidate_list_type[LIST_LANGUAGE];
    const RecordList *list = &person->list[LIST_LANGUAGE];
    for (size_t row = 0; row < list->count; row++) {
        if (!str_equal(record_value(type, list, row, LANGUAGE_language).text, S("nld"))) continue;
        if (record_value(type, list, row, LANGUAGE_skill).number != skill) continue;
        return record_value(type, list, row, field);
    }
    return VALUE_UNKNOWN;
}

/* People outside the Z and education routes are an even sample of all who learn. */
static void levels_of_dutch_are_those_of_the_table(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made region = many_people(arena);
    const Shares *shares = &figures_load(arena)->shares[SHARE_language_nld_speaking];
    const FieldInfo *route = &fact_info[FACT_integration_route].field;
    size_t of = 0, found[LEVEL_C2 + 1] = { 0 };
    for (size_t i = 0; i < MANY; i++) {
        const CandidateRecord *person = &region.people.record[i];
        Value on = person->fact[FACT_integration_route];
        if (on.known && on.number != codes_find(route->codes, S("b1"))) continue;
        of++;
        Value level = dutch(person, SKILL_SPEAKING, LANGUAGE_level_low);
        if (level.known) found[level.number]++;
    }
    for (int i = 0; i < shares->count; i++) {
        const Share *share = &shares->share[i];
        if (share->value.known) {
            assert_share("speaking", found[share->value.number], of, share->permille);
        }
    }
}

static void skills_of_one_person_lie_close_together(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made region = many_people(arena);
    size_t both = 0, far = 0, ranges = 0;
    for (size_t i = 0; i < MANY; i++) {
        const CandidateRecord *person = &region.people.record[i];
        Value hears = dutch(person, SKILL_LISTENING, LANGUAGE_level_low);
        Value speaks = dutch(person, SKILL_SPEAKING, LANGUAGE_level_low);
        Value most = dutch(person, SKILL_SPEAKING, LANGUAGE_level_high);
        if (!hears.known || !speaks.known) continue;
        both++;
        far += llabs(hears.number - speaks.number) > 1;
        ranges += most.number > speaks.number;
    }
    assert_true(far * 20 < both);
    assert_share("range", ranges, both,
                 figure(figures_load(arena), FIGURE_language_as_range_permille));
}

static void routes_differ_in_language(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made region = many_people(arena);
    const char *codes = fact_info[FACT_integration_route].field.codes;
    int64_t sum[3] = { 0 }, count[3] = { 0 };
    for (size_t i = 0; i < MANY; i++) {
        Value route = region.people.record[i].fact[FACT_integration_route];
        Value level = dutch(&region.people.record[i], SKILL_READING, LANGUAGE_level_low);
        if (!route.known || !level.known) continue;
        sum[route.number] += level.number * 1000;
        count[route.number]++;
    }
    int b1 = codes_find(codes, S("b1")), z = codes_find(codes, S("z"));
    int education = codes_find(codes, S("education"));
    assert_true(sum[z] / count[z] < sum[b1] / count[b1]);
    assert_true(sum[b1] / count[b1] < sum[education] / count[education]);
}

/* --- what belongs together --- */

static bool is_code(const CandidateRecord *person, Fact fact, const char *code) {
    Value value = person->fact[fact];
    const char *codes = fact_info[fact].field.codes;
    return value.known && str_equal(codes_at(codes, value.number), str_from(code));
}

static void right_to_work_follows_the_legal_fact(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made region = many_people(arena);
    for (size_t i = 0; i < MANY; i++) {
        const CandidateRecord *person = &region.people.record[i];
        if (!person->fact[FACT_right_to_work].known) {
            assert_false(person->fact[FACT_right_to_work_until].known);
            continue;
        }
        bool displaced = is_code(person, FACT_legal_fact, "displaced_person");
        bool seeker = is_code(person, FACT_legal_fact, "asylum_seeker");
        assert_int_equal(displaced, is_code(person, FACT_right_to_work, "employer_notifies"));
        assert_int_equal(seeker, is_code(person, FACT_right_to_work, "permit_needed"));
        if (displaced || seeker) assert_false(is_code(person, FACT_integration_regime, "2021"));
    }
}

static void integration_holds_together(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made region = many_people(arena);
    for (size_t i = 0; i < MANY; i++) {
        const CandidateRecord *person = &region.people.record[i];
        const Value *fact = person->fact;
        bool now = is_code(person, FACT_integration_regime, "2021");
        bool before = is_code(person, FACT_integration_regime, "2013");
        if (fact[FACT_integration_route].known) assert_true(now);
        assert_int_equal(fact[FACT_integration_from].known, now || before);
        if (fact[FACT_hours_z_language].known) {
            assert_true(is_code(person, FACT_integration_route, "z"));
        }
        if (is_code(person, FACT_integration_route, "education")) {
            assert_false(fact[FACT_labour_market_module].known);
        }
        if (!fact[FACT_integration_from].known) continue;
        assert_true(fact[FACT_integration_from].number <= TODAY);
        Day end = (Day)fact[FACT_integration_until].number;
        if (fact[FACT_integration_extended_until].known) {
            end = (Day)fact[FACT_integration_extended_until].number;
        }
        assert_true(end >= TODAY);
    }
}

static bool says_when(const CandidateRecord *person) {
    const RecordType *type = &candidate_list_type[LIST_TIMETABLE];
    const RecordList *list = &person->list[LIST_TIMETABLE];
    for (size_t row = 0; row < list->count; row++) {
        if (record_value(type, list, row, TIMETABLE_available).number) return true;
    }
    return false;
}

static int lesson_count(const CandidateRecord *person) {
    const RecordType *type = &candidate_list_type[LIST_TIMETABLE];
    const RecordList *list = &person->list[LIST_TIMETABLE];
    int count = 0;
    for (size_t row = 0; row < list->count; row++) {
        if (record_value(type, list, row, TIMETABLE_available).number) continue;
        assert_true(record_value(type, list, row, TIMETABLE_valid_until).number > TODAY);
        count++;
    }
    return count;
}

static void weeks_follow_lessons_and_children(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made region = many_people(arena);
    size_t unsaid = 0;
    for (size_t i = 0; i < MANY; i++) {
        const CandidateRecord *person = &region.people.record[i];
        int lessons = lesson_count(person);
        if (is_code(person, FACT_integration_route, "b1")) assert_in_range(lessons, 2, 5);
        if (is_code(person, FACT_integration_route, "z")) assert_in_range(lessons, 2, 5);
        if (is_code(person, FACT_integration_route, "education")) assert_in_range(lessons, 6, 9);
        if (is_code(person, FACT_integration_regime, "none")) assert_int_equal(lessons, 0);
        if (is_code(person, FACT_household_norm, "single")) {
            assert_true(is_code(person, FACT_childcare, "not_needed"));
        }
        bool waits = is_code(person, FACT_childcare, "waiting");
        assert_int_equal(waits, person->fact[FACT_childcare_from].known);
        unsaid += !says_when(person);
    }
    assert_share("week", unsaid, MANY,
                 figure(figures_load(arena), FIGURE_availability_timetable_unknown_permille));
}

static void people_of_one_household_share_a_home(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made region = usual(arena, 1);
    size_t pairs = 0;
    for (size_t i = 1; i < region.people.count; i++) {
        const Value *a = region.people.record[i - 1].fact, *b = region.people.record[i].fact;
        if (!str_equal(a[FACT_household].text, b[FACT_household].text)) continue;
        pairs++;
        assert_true(str_equal(a[FACT_municipality].text, b[FACT_municipality].text));
        assert_int_equal(a[FACT_household_norm].number, b[FACT_household_norm].number);
        bool known = a[FACT_postcode].known && b[FACT_postcode].known;
        if (known) assert_true(str_equal(a[FACT_postcode].text, b[FACT_postcode].text));
    }
    assert_in_range(pairs, 150, 350);
}

/* --- sources and age --- */

static void assert_source(Provenance from, size_t *ret_stale) {
    assert_true(str_equal(from.source, S("demo")));
    assert_true(from.confirmed <= TODAY && from.confirmed >= TODAY - 730);
    *ret_stale += from.confirmed <= TODAY - 183;
}

static void every_fact_has_a_source_and_many_are_stale(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made region = usual(arena, 1);
    size_t facts = 0, stale = 0, verified = 0;
    for (size_t i = 0; i < region.people.count; i++) {
        const CandidateRecord *person = &region.people.record[i];
        for (int fact = 0; fact < FACT_COUNT; fact++) {
            if (!person->fact[fact].known) continue;
            assert_source(person->fact_from[fact], &stale);
            verified += person->fact_from[fact].verified;
            facts++;
        }
        for (int list = 0; list < CANDIDATE_LIST_COUNT; list++) {
            size_t ignored = 0;
            for (size_t row = 0; row < person->list[list].count; row++) {
                assert_source(person->list[list].from[row], &ignored);
            }
        }
    }
    assert_in_range(stale * 100 / facts, 30, 60);
    assert_in_range(verified * 100 / facts, 25, 35);
}

static bool is_known_of_some(const Made *region, CandidateList list) {
    size_t with = 0;
    for (size_t i = 0; i < region->people.count; i++) {
        with += region->people.record[i].list[list].count > 0;
    }
    return with > 0 && with < region->people.count;
}

static void files_have_what_real_files_have(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made region = many_people(arena);
    for (int fact = 0; fact < FACT_COUNT; fact++) {
        bool nobody = fact == FACT_email || fact == FACT_phone || fact == FACT_address ||
                      fact == FACT_town;
        size_t without = people_without(&region, (Fact)fact);
        if (nobody != (without == MANY)) fail_msg("%s", fact_info[fact].field.name);
    }
    for (int list = 0; list < CANDIDATE_LIST_COUNT; list++) {
        if (list == LIST_LANGUAGE) continue; /* everybody has a mother tongue */
        if (!is_known_of_some(&region, (CandidateList)list)) {
            fail_msg("%s", candidate_list_type[list].name);
        }
    }
}

/* --- who is ready --- */

static const CandidateRecord *a_ready_person(const Made *region) {
    for (size_t i = 0; i < region->people.count; i++) {
        if (demo_is_ready(&region->people.record[i], TODAY)) return &region->people.record[i];
    }
    fail_msg("nobody is ready");
    return NULL;
}

static void a_ready_person_lacks_nothing(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const Fact needed[] = { FACT_postcode,       FACT_travel_minutes_max, FACT_hours_max,
                                   FACT_available_from, FACT_right_to_work,      FACT_childcare };
    Made region = usual(arena, 1);
    const CandidateRecord *ready = a_ready_person(&region);
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        CandidateRecord person = *ready;
        person.fact[needed[i]] = VALUE_UNKNOWN;
        assert_false(demo_is_ready(&person, TODAY));
    }
    CandidateRecord person = *ready;
    person.fact[FACT_available_from].number = day_add_months(TODAY, 3);
    assert_true(demo_is_ready(&person, TODAY));
    person.fact[FACT_available_from].number++;
    assert_false(demo_is_ready(&person, TODAY));
    person = *ready;
    person.list[LIST_TIMETABLE].count = 0;
    assert_false(demo_is_ready(&person, TODAY));
    person = *ready;
    person.list[LIST_LANGUAGE].count = 0;
    assert_false(demo_is_ready(&person, TODAY));
}

static void a_quarter_to_a_third_is_ready(void **state) {
    (void)state;
    TEST_ARENA(arena);
    for (uint64_t seed = 1; seed <= 8; seed++) {
        Made region = usual(arena, seed);
        size_t ready = 0;
        for (size_t i = 0; i < region.people.count; i++) {
            ready += demo_is_ready(&region.people.record[i], TODAY);
        }
        if (ready * 4 < region.people.count || ready * 3 > region.people.count) {
            fail_msg("seed %llu: %zu ready", (unsigned long long)seed, ready);
        }
    }
}

SUITE("demo people", cmocka_unit_test(shares_of_people_are_those_of_the_table),
      cmocka_unit_test(levels_of_dutch_are_those_of_the_table),
      cmocka_unit_test(skills_of_one_person_lie_close_together),
      cmocka_unit_test(routes_differ_in_language),
      cmocka_unit_test(right_to_work_follows_the_legal_fact),
      cmocka_unit_test(integration_holds_together),
      cmocka_unit_test(weeks_follow_lessons_and_children),
      cmocka_unit_test(people_of_one_household_share_a_home),
      cmocka_unit_test(every_fact_has_a_source_and_many_are_stale),
      cmocka_unit_test(files_have_what_real_files_have),
      cmocka_unit_test(a_ready_person_lacks_nothing),
      cmocka_unit_test(a_quarter_to_a_third_is_ready))
