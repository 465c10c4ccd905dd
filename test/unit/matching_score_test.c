/* The score, its rules, ranking and what programs read. */
#include "../matching_records.h"

#include <jansson.h>

#include "embedded.h"
#include "matching/encode/profile.h"

static int points_of(World *world, Part part, bool *ret_unknown) {
    world_snapshot(world);
    Match match = match_pair(world->snapshot, 0, 0);
    assert_int_equal(match.unmet_count, 0);
    *ret_unknown = match.part_unknown[part];
    return match.part_points[part];
}

static void assert_points(World *world, Part part, int points) {
    bool unknown;
    assert_int_equal(points_of(world, part, &unknown), points);
    assert_false(unknown);
}

static void assert_part_unknown(World *world, Part part) {
    bool unknown;
    assert_int_equal(points_of(world, part, &unknown), 0);
    assert_true(unknown);
}

static void wishes_count_by_kind_and_nearness(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    World world = world_of(arena, &person, &opening);
    assert_part_unknown(&world, PART_occupation_wish);
    opening.field[OPENING_isco] = TEXT("7223");
    assert_part_unknown(&world, PART_occupation_wish);
    person_add(arena, &person, LIST_WISH, NUMBER(0), TEXT("7223"));
    assert_points(&world, PART_occupation_wish, 300);
    static const struct {
        const char *isco;
        int points;
    } near[] = { { "72", 300 },   { "7", 300 },   { "7222", 210 },
                 { "7212", 120 }, { "7512", 45 }, { "9112", 0 } };
    for (size_t i = 0; i < sizeof near / sizeof *near; i++) {
        person.list[LIST_WISH].value[WISH_isco] = TEXT_OF(str_from(near[i].isco));
        assert_points(&world, PART_occupation_wish, near[i].points);
    }
    person.list[LIST_WISH].value[WISH_isco] = TEXT("7223");
    person.list[LIST_WISH].value[WISH_wish] = NUMBER(1); /* to learn */
    assert_points(&world, PART_occupation_wish, 255);
    person.list[LIST_WISH].value[WISH_wish] = NUMBER(2); /* to explore */
    assert_points(&world, PART_occupation_wish, 180);
}

static void addresses_that_nobody_shares_are_unknown(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    opening.field[OPENING_occupation] = TEXT("https://example.org/a");
    person_add(arena, &person, LIST_WISH, NUMBER(0), UNKNOWN, TEXT("https://example.org/b"));
    World world = world_of(arena, &person, &opening);
    assert_part_unknown(&world, PART_occupation_wish);
    Explanation explanation = world_explain(&world);
    assert_said(arena, explanation.part_reason[PART_occupation_wish],
                "unknown, up to +300: the occupations cannot be compared");
    person.list[LIST_WISH].value[WISH_occupation] = TEXT("https://example.org/a");
    assert_points(&world, PART_occupation_wish, 300);
    /* an ESCO address that data/occupations.csv ties to ISCO 8331 */
    opening.field[OPENING_isco] = TEXT("8332");
    person.list[LIST_WISH].value[WISH_occupation] =
        TEXT("http://data.europa.eu/esco/occupation/00cee175-1376-43fb-9f02-ba3d7a910a58");
    assert_points(&world, PART_occupation_wish, 210);
}

/* The tenant says what addresses mean; also of one that is built in. */
static void addresses_mean_what_the_tenant_says(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    opening.field[OPENING_isco] = TEXT("7212");
    person_add(arena, &person, LIST_WISH, NUMBER(0), UNKNOWN, TEXT("https://example.org/welder"));
    World world = world_of(arena, &person, &opening);
    assert_part_unknown(&world, PART_occupation_wish);
    Occupations all = occupations_builtin(arena);
    all.row = arena_many(arena, Occupation, 2);
    all.row[0] = (Occupation){ S("https://example.org/welder"), S("8331"), S("") };
    all.row[1] = (Occupation){ S("https://example.org/welder"), S("7212"), S("") };
    all.count = 2;
    Snapshot *snapshot = snapshot_make(arena, &world.candidates, &world.openings, &world.classes,
                                       world.map, world.rules, TODAY, &all);
    assert_int_equal(match_pair(snapshot, 0, 0).part_points[PART_occupation_wish], 300);
}

static void experience_counts_by_nearness_and_months(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    opening.field[OPENING_isco] = TEXT("5322");
    World world = world_of(arena, &person, &opening);
    assert_part_unknown(&world, PART_experience_nearness);
    person_add(arena, &person, LIST_EXPERIENCE, TEXT("5321"));
    assert_points(&world, PART_experience_nearness, 105);
    opening.field[OPENING_experience_months] = NUMBER(24);
    assert_part_unknown(&world, PART_experience_nearness);
    person.list[LIST_EXPERIENCE].value[EXPERIENCE_months] = NUMBER(12);
    assert_points(&world, PART_experience_nearness, 52);
    person.list[LIST_EXPERIENCE].value[EXPERIENCE_months] = NUMBER(99);
    assert_points(&world, PART_experience_nearness, 105);
}

/* Every unit group against every other: symmetric, whole only with itself, and as the tree says. */
static void nearness_follows_the_tree_of_all_unit_groups(void **state) {
    (void)state;
    const CodeList *list = code_list(S("isco_groups"));
    Str unit[500];
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (list->code[i].len == 4) unit[count++] = list->code[i];
    }
    assert_int_equal(count, 436);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < count; k++) {
            int common = isco_common_digits(isco_read(unit[i]), isco_read(unit[k])), expected = 0;
            while (expected < 4 && unit[i].at[expected] == unit[k].at[expected]) expected++;
            assert_int_equal(common, expected);
        }
        for (size_t length = 1; length <= 4; length++) {
            Isco group = isco_read(str_sub(unit[i], 0, length));
            assert_int_equal(isco_common_digits(group, isco_read(unit[i])), (int)length);
        }
    }
    assert_int_equal(isco_read(S("")).length, 0);
    assert_int_equal(isco_read(S("72a3")).length, 0);
    assert_int_equal(isco_common_digits(isco_read(S("")), isco_read(S("7223"))), 0);
}

static void skills_count_by_what_is_asked_and_how_rare(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening[4] = { opening_open(), opening_open(), opening_open(), opening_open() };
    for (int i = 0; i < 4; i++) {
        opening[i].number = i + 1;
        opening[i].id = str_printf(arena, "o%d", i);
        opening_add(arena, &opening[i], OPENING_LIST_OPENING_SKILL, TEXT("common"));
    }
    opening_add(arena, &opening[0], OPENING_LIST_OPENING_SKILL, TEXT("rare"));
    World world = { .arena = arena, .candidates = { &person, 1 }, .openings = { opening, 4 } };
    assert_part_unknown(&world, PART_skills_coverage);
    person_add(arena, &person, LIST_SKILLS, TEXT("nobody asks this"));
    assert_points(&world, PART_skills_coverage, 0);
    person_add(arena, &person, LIST_SKILLS, TEXT("common"));
    assert_points(&world, PART_skills_coverage, 49); /* weights 100 and 200, of 150 */
    person.list[LIST_SKILLS].value[SKILLS_FIELD_COUNT] = TEXT("rare");
    assert_points(&world, PART_skills_coverage, 99);
    person_add(arena, &person, LIST_SKILLS, TEXT("common"));
    assert_points(&world, PART_skills_coverage, 150);
    opening[0].list[OPENING_LIST_OPENING_SKILL] = (RecordList){ 0 };
    assert_part_unknown(&world, PART_skills_coverage);
}

#define SKILL(url, dutch, also)                                                                    \
    { .kind = CONCEPT_SKILL, .scheme = SCHEME_ESCO, .address = S(url), .label = { S(dutch) },      \
      .alternatives = { S(also) }, .gone_on = DAY_UNKNOWN }

/* Addresses and labels of one term are one skill: asked once, had by either, as rare as all of them
 * together make it. */
static void what_means_the_same_is_one_skill(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Concept concept[] = { SKILL("https://example.org/weld", "lassen", "kadelassen"),
                          SKILL("https://example.org/saw", "zagen", "") };
    Vocabulary *vocabulary = vocabulary_make(arena, (Concepts){ concept, 2 });
    CandidateRecord person = person_free();
    OpeningRecord opening[2] = { opening_open(), opening_open() };
    for (int i = 0; i < 2; i++) {
        opening[i].number = i + 1;
        opening[i].id = str_printf(arena, "o%d", i);
        opening_add(arena, &opening[i], OPENING_LIST_OPENING_SKILL,
                    TEXT_OF(i ? S("LASSEN") : S("https://example.org/weld")));
    }
    opening_add(arena, &opening[0], OPENING_LIST_OPENING_SKILL, TEXT("Kadelassen"));
    opening_add(arena, &opening[0], OPENING_LIST_OPENING_SKILL, TEXT("Zagen"));
    opening_add(arena, &opening[1], OPENING_LIST_OPENING_SKILL, TEXT("Tovenen "));
    person_add(arena, &person, LIST_SKILLS, TEXT("kadelassen"));
    World world = { .arena = arena, .candidates = { &person, 1 }, .openings = { opening, 2 } };
    world_snapshot(&world);
    Snapshot *plain = world.snapshot;
    Snapshot *snapshot = snapshot_make(arena, &world.candidates, &world.openings, &world.classes,
                                       world.map, world.rules, TODAY, NULL, vocabulary);
    assert_int_equal(match_pair(plain, 0, 1).part_points[PART_skills_coverage], 0);
    /* weld is asked by both (100), saw by one of two (141): 100 of 241, of 150 points */
    assert_int_equal(match_pair(snapshot, 0, 0).part_points[PART_skills_coverage], 62);
    assert_int_equal(match_pair(snapshot, 0, 1).part_points[PART_skills_coverage], 62);
    person.list[LIST_SKILLS].value[0] = TEXT("tovenen"); /* in no list: still the same word */
    snapshot = snapshot_make(arena, &world.candidates, &world.openings, &world.classes, world.map,
                             world.rules, TODAY, NULL, vocabulary);
    assert_int_equal(match_pair(snapshot, 0, 1).part_points[PART_skills_coverage], 87);
}

static void an_occupation_in_words_is_that_occupation(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    opening.field[OPENING_isco] = TEXT("5141");
    person_add(arena, &person, LIST_WISH, NUMBER(0), UNKNOWN, TEXT("KAPPER")); /* built in */
    World world = world_of(arena, &person, &opening);
    assert_points(&world, PART_occupation_wish, 300);
    opening.field[OPENING_isco] = UNKNOWN;
    opening.field[OPENING_occupation] =
        TEXT("http://data.europa.eu/esco/occupation/099c6bb0-22d3-4c5d-8bf5-70910af381ef");
    assert_points(&world, PART_occupation_wish, 300);
    person.list[LIST_WISH].value[WISH_occupation] = TEXT("kok");
    assert_points(&world, PART_occupation_wish, 120); /* 5120 and 5141: one sub-major group */
}

static void margins_count_above_what_is_asked(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    World world = world_of(arena, &person, &opening);
    assert_part_unknown(&world, PART_language_margin);
    opening_add(arena, &opening, OPENING_LIST_DEMAND, TEXT("nld"), NUMBER(SKILL_SPEAKING),
                NUMBER(0), NUMBER(LEVEL_A1));
    opening_add(arena, &opening, OPENING_LIST_DEMAND, TEXT("nld"), NUMBER(SKILL_READING), NUMBER(0),
                NUMBER(LEVEL_A1));
    assert_part_unknown(&world, PART_language_margin);
    person_add(arena, &person, LIST_LANGUAGE, TEXT("nld"), NUMBER(SKILL_SPEAKING),
               NUMBER(LEVEL_A1));
    assert_points(&world, PART_language_margin, 0);
    static const int points[] = { 0, 25, 50, 50, 50 };
    for (int i = 0; i < 5; i++) {
        person.list[LIST_LANGUAGE].value[LANGUAGE_level_low] = NUMBER(LEVEL_A1 + i);
        assert_points(&world, PART_language_margin, points[i]);
    }
}

static void travel_counts_by_minutes(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    World world = world_of(arena, &person, &opening);
    assert_points(&world, PART_travel_comfort, 150); /* 6 minutes */
    person.fact[FACT_can_cycle] = NUMBER(0);         /* 9 minutes on foot */
    assert_points(&world, PART_travel_comfort, 150);
    person.fact[FACT_postcode] = UNKNOWN;
    assert_part_unknown(&world, PART_travel_comfort);
    person = person_free();
    opening.field[OPENING_postcode] = TEXT("3401"); /* 57 minutes by bicycle */
    bool unknown;
    int points = points_of(&world, PART_travel_comfort, &unknown);
    assert_in_range(points, 1, 149);
    Match match = match_pair(world.snapshot, 0, 0);
    assert_int_equal(match.score, points);
}

static void guidance_counts_by_what_is_wished(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    World world = world_of(arena, &person, &opening);
    assert_part_unknown(&world, PART_counselling_fit);
    person.fact[FACT_guidance_wish] = TEXT("weekly");
    assert_part_unknown(&world, PART_counselling_fit);
    static const struct {
        const char *offered;
        int points;
    } cases[] = { { "none", 0 }, { "light", 37 }, { "weekly", 75 }, { "daily", 75 } };
    for (size_t i = 0; i < 4; i++) {
        opening.field[OPENING_guidance_offered] = TEXT_OF(str_from(cases[i].offered));
        assert_points(&world, PART_counselling_fit, cases[i].points);
    }
}

static void outcomes_count_when_within_reach(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    World world = world_of(arena, &person, &opening);
    assert_part_unknown(&world, PART_outcome_level);
    opening.field[OPENING_outcome] = NUMBER(0);
    assert_points(&world, PART_outcome_level, 75);
    opening.field[OPENING_outcome] = NUMBER(3);
    assert_part_unknown(&world, PART_outcome_level);
    opening.field[OPENING_crebo] = NUMBER(25002); /* mbo 2 */
    assert_part_unknown(&world, PART_outcome_level);
    person.fact[FACT_education_level] = TEXT("1212");
    assert_points(&world, PART_outcome_level, 37);
    person_add(arena, &person, LIST_LANGUAGE, TEXT("nld"), NUMBER(SKILL_READING), NUMBER(LEVEL_A2));
    assert_points(&world, PART_outcome_level, 37);
    person_add(arena, &person, LIST_LANGUAGE, TEXT("nld"), NUMBER(SKILL_WRITING), NUMBER(LEVEL_A2));
    assert_points(&world, PART_outcome_level, 75);
}

/* --- rules --- */

static Str weights_with(Arena *arena, const char *from, const char *to) {
    Str whole = embedded_find(S("weights.csv"));
    size_t at = str_find(whole, str_from(from));
    assert_true(at < whole.len);
    Str rest = str_sub(whole, at + strlen(from), whole.len);
    Text text = text_new(arena, 64 * 1024);
    text_add(&text, str_sub(whole, 0, at));
    text_add(&text, str_from(to));
    text_add(&text, rest);
    return text_str(&text);
}

static void weights_are_refused_with_their_place(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const struct {
        const char *from, *to, *said;
    } cases[] = {
        { "occupation_wish,300", "occupation_wish,301",
          "The weights add up to 1001. It must be 1000." },
        { "occupation_wish,300", "occupation_wish,x", "Line 30: the value 'x' is not possible." },
        { "part,occupation_wish", "part,colour", "Line 30: the name 'colour' does not exist or" },
        { "part,occupation_wish", "past,occupation_wish", "Line 30: 'past' is no kind." },
        { "constant,margin_levels,2", "constant,margin_levels,0", "Line 3: the value '0'" },
        { "kind,name", "name,kind", "Column kind is not in its place." },
        { "travel_minutes_none,75", "travel_minutes_none,15", "the value 'travel_minutes_none'" },
        { "version,2026.1,1", "part,travel_comfort,1", "Line 34: the name 'travel_comfort'" },
        { "constant,wish_wanted,1000,permille of the part for a wish that is wanted\n", "",
          "The weights lack wish_wanted." },
        { "permille; the same unit group", "", "Line 8: nearness_4 has no reason." },
        { "part,outcome_level", "\"part,outcome_level", "this is no valid CSV file" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Rules *rules = NULL;
        Phrase why = PHRASE(WORD_none);
        Str bytes = weights_with(arena, cases[i].from, cases[i].to);
        assert_int_equal(rules_load(arena, bytes, &rules, &why), INVALID);
        Str said = phrase_text(arena, TONGUE_EN, why);
        if (str_find(said, str_from(cases[i].said)) == said.len) {
            fail_msg("case %zu says: %.*s", i, STR_ARGS(said));
        }
    }
}

static void the_version_changes_with_the_weights(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Rules *ours = test_rules(arena), *other = NULL;
    Phrase why = PHRASE(WORD_none);
    Str bytes = weights_with(arena, "occupation_wish,300,people", "occupation_wish,300,People");
    assert_int_equal(rules_load(arena, bytes, &other, &why), OK);
    assert_true(str_starts(rules_version(ours), S("2026.1+")));
    assert_true(str_starts(rules_version(other), S("2026.1+")));
    assert_false(str_equal(rules_version(ours), rules_version(other)));
    int sum = 0;
    for (int i = 0; i < PART_COUNT; i++) sum += rules_maximum(ours, (Part)i);
    assert_int_equal(sum, SCORE_MAX);
}

/* --- what programs read --- */

static void json_has_the_promised_shape(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Dice dice = { 7 };
    World world = dice_world(arena, &dice, 5, 30);
    Match match[30];
    for (int i = 0; i < 30; i++) match[i] = match_pair(world.snapshot, 2, i);
    MatchList list = { .snapshot = world.snapshot, .whose = 2, .match = match, .count = 30 };
    Text text = text_new(arena, 4 * 1024 * 1024);
    match_list_json(&text, TONGUE_NL, &list);
    assert_false(text_failed(&text));
    json_t *root = json_loadb(text.at, text.len, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(root);
    const char *version, *candidate;
    json_t *matches;
    assert_int_equal(json_unpack(root, "{s:s, s:s, s:o !}", "rule_version", &version, "candidate",
                                 &candidate, "matches", &matches),
                     0);
    assert_string_equal(candidate, "k3");
    assert_int_equal(json_array_size(matches), 30);
    for (size_t i = 0; i < 30; i++) {
        json_t *score, *parts, *criteria;
        const char *opening;
        assert_int_equal(json_unpack(json_array_get(matches, i), "{s:s, s:o, s:o, s:o !}",
                                     "opening", &opening, "score", &score, "parts", &parts,
                                     "criteria", &criteria),
                         0);
        assert_int_equal(json_is_null(score), match[i].unmet_count > 0);
        assert_int_equal(json_array_size(parts), PART_COUNT);
        json_int_t sum = 0;
        for (size_t k = 0; k < PART_COUNT; k++) {
            const char *name;
            json_int_t points, maximum;
            assert_int_equal(json_unpack(json_array_get(parts, k), "{s:s, s:I, s:I !}", "name",
                                         &name, "points", &points, "maximum", &maximum),
                             0);
            assert_true(points <= maximum);
            sum += points;
        }
        if (json_is_integer(score)) assert_int_equal(json_integer_value(score), sum);
        for (size_t k = 0; k < json_array_size(criteria); k++) {
            const char *name, *verdict;
            json_t *asked, *has, *step;
            assert_int_equal(json_unpack(json_array_get(criteria, k), "{s:s, s:s, s:o, s:o, s:o !}",
                                         "name", &name, "verdict", &verdict, "asked", &asked, "has",
                                         &has, "step", &step),
                             0);
            assert_int_equal(json_is_null(step), strcmp(verdict, "met") == 0);
        }
    }
    json_decref(root);
}

static void ties_go_to_who_came_first(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateRecord person[4];
    OpeningRecord opening = opening_open();
    static const int64_t numbers[] = { 3, 1, 4, 2 };
    for (int i = 0; i < 4; i++) {
        person[i] = person_free();
        person[i].number = numbers[i];
        person[i].id = str_printf(arena, "k%d", i);
    }
    World world = { .arena = arena, .candidates = { person, 4 }, .openings = { &opening, 1 } };
    world_snapshot(&world);
    Match best[4];
    assert_int_equal(rank_for_opening(world.snapshot, 0, 3, best), 3);
    for (int i = 0; i < 3; i++) assert_int_equal(person[best[i].candidate].number, i + 1);
    assert_int_equal(rank_for_opening(world.snapshot, 0, 0, best), 0);
}

SUITE("matching score", cmocka_unit_test(wishes_count_by_kind_and_nearness),
      cmocka_unit_test(addresses_that_nobody_shares_are_unknown),
      cmocka_unit_test(addresses_mean_what_the_tenant_says),
      cmocka_unit_test(experience_counts_by_nearness_and_months),
      cmocka_unit_test(nearness_follows_the_tree_of_all_unit_groups),
      cmocka_unit_test(skills_count_by_what_is_asked_and_how_rare),
      cmocka_unit_test(what_means_the_same_is_one_skill),
      cmocka_unit_test(an_occupation_in_words_is_that_occupation),
      cmocka_unit_test(margins_count_above_what_is_asked),
      cmocka_unit_test(travel_counts_by_minutes),
      cmocka_unit_test(guidance_counts_by_what_is_wished),
      cmocka_unit_test(outcomes_count_when_within_reach),
      cmocka_unit_test(weights_are_refused_with_their_place),
      cmocka_unit_test(the_version_changes_with_the_weights),
      cmocka_unit_test(json_has_the_promised_shape), cmocka_unit_test(ties_go_to_who_came_first))
