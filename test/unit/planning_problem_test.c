/* Reading plain problems: what is taken, what is refused, and where the message points. */
#include "test.h"

#include "phrase.h"
#include "planning/form/problem.h"

static void a_whole_problem_is_read(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Str json = S(
        "{ \"candidates\": [ {\"id\":\"c1\", \"groups\":[\"g1\"]}, {\"id\":\"c2\"} ],\n"
        "  \"options\": [ {\"id\":\"A\", \"minimum\":8, \"maximum\":15, \"opening_cost\":0},\n"
        "                 {\"id\":\"B\", \"maximum\":null} ],\n"
        "  \"classes\": [ {\"id\":\"K\", \"options\":[\"B\",\"A\"], \"minimum\":12} ],\n"
        "  \"resources\": [], \"floors\": [],\n"
        "  \"pairs\": [ {\"candidate\":\"c2\", \"option\":\"A\", \"value\":-812, \"demand\":{}},\n"
        "               {\"candidate\":\"c1\", \"option\":\"B\", \"value\":1000000000000000} ],\n"
        "  \"must_place_all\": true }");
    Problem problem;
    Phrase why = { 0 };
    assert_int_equal(problem_read(arena, json, &problem, &why), OK);
    assert_int_equal(problem.candidate_count, 2);
    assert_str(problem.candidate[1], "c2");
    assert_int_equal(problem.option_count, 2);
    assert_int_equal(problem.option[0].minimum, 8);
    assert_int_equal(problem.option[0].maximum, 15);
    assert_int_equal(problem.option[1].minimum, 0);
    assert_true(problem.option[1].maximum == PLAN_UNLIMITED);
    assert_int_equal(problem.option[0].class_index, 0);
    assert_int_equal(problem.class_count, 1);
    assert_int_equal(problem.option_class[0].minimum, 12);
    assert_true(problem.option_class[0].maximum == PLAN_UNLIMITED);
    assert_int_equal(problem.pair_count, 2);
    assert_int_equal(problem.pair[0].candidate, 1);
    assert_int_equal(problem.pair[0].option, 0);
    assert_int_equal(problem.pair[0].value, -812);
    assert_true(problem.pair[1].value == PLAN_VALUE_MAX);
    assert_true(problem.must_place_all);
}

static void stages_are_read_with_their_groups(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Str json = S("{\"candidates\":[{\"id\":\"a\",\"groups\":[\"y\",\"x\",\"y\"]},{\"id\":\"b\","
                 "\"groups\":[\"x\"]}],\"options\":[],\"pairs\":[],\"stages\":["
                 "{\"maximise\":\"placed\",\"group\":\"x\",\"tolerance\":2},"
                 "{\"maximise\":\"least_group\"},{\"maximise\":\"value\"}]}");
    Problem problem;
    Phrase why = { 0 };
    assert_int_equal(problem_read(arena, json, &problem, &why), OK);
    assert_int_equal(problem.group_count, 2);
    assert_str(problem.group[0].id, "y");
    assert_int_equal(problem.group[0].member_count, 1);
    assert_int_equal(problem.group[1].member_count, 2);
    assert_int_equal(problem.stage_count, 3);
    assert_int_equal(problem.stage[0].aim, AIM_placed);
    assert_int_equal(problem.stage[0].group[0], 1);
    assert_int_equal(problem.stage[0].tolerance, 2);
    assert_int_equal(problem.stage[1].group_count, 2);
    assert_int_equal(problem.stage[2].aim, AIM_value);
    assert_int_equal(problem.stage[2].group_count, 0);
}

static void the_smallest_problem_is_empty(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Problem problem;
    Phrase why = { 0 };
    Str json = S("{\"candidates\":[],\"options\":[],\"pairs\":[]}");
    assert_int_equal(problem_read(arena, json, &problem, &why), OK);
    assert_int_equal(problem.candidate_count + problem.option_count + problem.pair_count, 0);
    assert_int_equal(problem.class_count, 0);
    assert_false(problem.must_place_all);
}

#define CANDIDATES "\"candidates\":[{\"id\":\"c\"},{\"id\":\"d\"}]"
#define OPTIONS "\"options\":[{\"id\":\"A\"},{\"id\":\"B\"}]"
#define REST CANDIDATES "," OPTIONS
#define PAIR(fields) "{" REST ",\"pairs\":[{" fields "}]}"
#define OPTION(fields) "{" CANDIDATES ",\"options\":[{\"id\":\"A\"},{" fields "}],\"pairs\":[]}"
#define CLASSES(list) "{" REST ",\"pairs\":[],\"classes\":[" list "]}"

#define RULES(list)                                                                                \
    "{\"candidates\":[{\"id\":\"c\",\"groups\":[\"g\"]},{\"id\":\"d\"}]," OPTIONS                  \
    ",\"pairs\":[{\"candidate\":\"c\",\"option\":\"A\",\"value\":1}]," list "}"

/* What the message must hold: the place, and mostly the value. */
static const struct {
    const char *json, *said;
    Result result;
} bad[] = {
    { "", "ends too early", INVALID },
    { "{\"candidates\":[", "ends too early", INVALID },
    { "[]", "$", INVALID },
    { "{" REST "}", "pairs", INVALID },
    { "{" CANDIDATES ",\"pairs\":[]}", "options", INVALID },
    { "{" OPTIONS ",\"pairs\":[]}", "candidates", INVALID },
    { "{" REST ",\"pairs\":[],\"surprise\":1}", "surprise", INVALID },
    { "{" REST ",\"pairs\":{}}", "pairs: found {}", INVALID },
    { "{" REST ",\"pairs\":[],\"must_place_all\":1}", "must_place_all: found 1", INVALID },
    { "{\"candidates\":[7],\"options\":[],\"pairs\":[]}", "candidates[0]: found 7", INVALID },
    { "{\"candidates\":[{}],\"options\":[],\"pairs\":[]}", "candidates[0].id", INVALID },
    { "{\"candidates\":[{\"id\":\"\"}],\"options\":[],\"pairs\":[]}", "candidates[0].id", INVALID },
    { "{\"candidates\":[{\"id\":\"x\"},{\"id\":\"y\"},{\"id\":\"x\"}],\"options\":[],\"pairs\":[]}",
      "candidates[2].id: x is there twice. The first time is at candidates[0].id", INVALID },
    { "{\"candidates\":[{\"id\":\"x\",\"groups\":\"g\"}],\"options\":[],\"pairs\":[]}",
      "candidates[0].groups: found \"g\"", INVALID },
    { "{\"candidates\":[{\"id\":\"x\",\"groups\":[\"g\",1]}],\"options\":[],\"pairs\":[]}",
      "candidates[0].groups[1]: found 1", INVALID },
    { "{\"candidates\":[{\"id\":\"x\",\"name\":\"X\"}],\"options\":[],\"pairs\":[]}",
      "candidates[0].name", INVALID },
    { "{\"candidates\":[{\"id\":\"a\\u0000b\"}],\"options\":[],\"pairs\":[]}", "U+0000", INVALID },
    { OPTION("\"id\":\"A\""), "options[1].id: A is there twice", INVALID },
    { OPTION("\"id\":\"B\",\"minimum\":-1"), "options[1].minimum: found -1", INVALID },
    { OPTION("\"id\":\"B\",\"minimum\":null"), "options[1].minimum: found null", INVALID },
    { OPTION("\"id\":\"B\",\"maximum\":-1"), "options[1].maximum: found -1", INVALID },
    { OPTION("\"id\":\"B\",\"maximum\":2.5"), "options[1].maximum: found 2.5", INVALID },
    { OPTION("\"id\":\"B\",\"maximum\":\"8\""), "options[1].maximum: found \"8\"", INVALID },
    { OPTION("\"id\":\"B\",\"must_start\":1"), "options[1].must_start: found 1", INVALID },
    { OPTION("\"id\":\"B\",\"opening_cost\":0.5"), "options[1].opening_cost: found 0.5", INVALID },
    { OPTION("\"id\":\"B\",\"places\":1"), "options[1].places", INVALID },
    { PAIR("\"candidate\":\"c\",\"option\":\"Z\",\"value\":1"), "pairs[0].option: \"Z\"", INVALID },
    { PAIR("\"candidate\":\"z\",\"option\":\"A\",\"value\":1"), "pairs[0].candidate: \"z\"",
      INVALID },
    { PAIR("\"candidate\":\"c\",\"option\":\"A\""), "pairs[0].value", INVALID },
    { PAIR("\"candidate\":\"c\",\"value\":1"), "pairs[0].option", INVALID },
    { PAIR("\"candidate\":\"c\",\"option\":\"A\",\"value\":1.0"), "pairs[0].value: found 1.0",
      INVALID },
    { PAIR("\"candidate\":\"c\",\"option\":\"A\",\"value\":1000000000000001"),
      "pairs[0].value: found 1000000000000001", INVALID },
    { PAIR("\"candidate\":\"c\",\"option\":\"A\",\"value\":-1000000000000001"),
      "pairs[0].value: found -1000000000000001", INVALID },
    { PAIR("\"candidate\":\"c\",\"option\":\"A\",\"value\":99999999999999999999"),
      "too large", INVALID },
    { PAIR("\"candidate\":\"c\",\"option\":\"A\",\"value\":1,\"demand\":{\"r\":1}"),
      "pairs[0].demand: \"r\" is not in the list resources", INVALID },
    { PAIR("\"candidate\":\"c\",\"option\":\"A\",\"value\":1,\"demand\":[]"),
      "pairs[0].demand: found []", INVALID },
    { PAIR(
          "\"candidate\":\"c\",\"option\":\"A\",\"value\":1},{\"candidate\":\"c\",\"option\":\"B\","
          "\"value\":1},{\"candidate\":\"c\",\"option\":\"A\",\"value\":2"),
      "pairs[2]: c, A is there twice. The first time is at pairs[0]", INVALID },
    { PAIR("\"candidate\":\"c\",\"option\":\"A\",\"value\":1,\"value\":2"), "twice", INVALID },
    { RULES("\"resources\":[{\"id\":\"r\",\"capacity\":-1}]"), "resources[0].capacity: found -1",
      INVALID },
    { RULES("\"resources\":[{\"id\":\"r\",\"capacity\":1},{\"id\":\"r\",\"capacity\":1}]"),
      "resources[1].id: r is there twice", INVALID },
    { RULES("\"resources\":[{\"id\":\"r\"}]"), "resources[0].capacity: this field is missing", INVALID },
    { RULES("\"floors\":[{\"group\":\"h\",\"minimum_placed\":1}]"), "floors[0].group: \"h\"", INVALID },
    { RULES("\"floors\":[{\"group\":\"g\",\"minimum_placed\":-1}]"), "floors[0].minimum_placed: found -1",
      INVALID },
    { RULES("\"floors\":[{\"group\":\"g\",\"minimum_placed\":1},{\"group\":\"g\",\"minimum_placed\":1}]"),
      "floors[1].group: g is there twice. The first time is at floors[0]", INVALID },
    { RULES("\"pins\":[{\"candidate\":\"c\",\"option\":\"B\"}]"), "pins[0]: \"c, B\" is not in the list pairs",
      INVALID },
    { RULES("\"pins\":[{\"candidate\":\"c\",\"option\":\"A\"},{\"candidate\":\"c\",\"option\":\"A\"}]"),
      "pins[1]: c is there twice", INVALID },
    { RULES("\"pins\":[{\"candidate\":\"c\",\"option\":\"A\"}],"
            "\"forbidden\":[{\"candidate\":\"c\",\"option\":\"A\"}]"),
      "forbidden[0]: c is there twice. The first time is at pins[0]", INVALID },
    { RULES("\"forbidden\":[{\"candidate\":\"x\",\"option\":\"A\"}]"), "forbidden[0].candidate: \"x\"",
      INVALID },
    { RULES("\"households\":[{\"candidates\":[\"c\",\"x\"]}]"), "households[0].candidates[1]: \"x\"", INVALID },
    { RULES("\"households\":[{\"candidates\":[]}]"), "households[0].candidates: found []", INVALID },
    { RULES("\"households\":[{\"candidates\":[\"c\"],\"same_option\":1}]"),
      "households[0].same_option: found 1", INVALID },
    { RULES("\"households\":[{\"candidates\":[\"c\"]},{\"candidates\":[\"d\",\"c\"]}]"),
      "households[1].candidates: c is there twice. The first time is at households[0]", INVALID },
    { RULES("\"stay\":[{\"candidate\":\"c\",\"option\":\"B\",\"bonus\":1}]"),
      "stay[0]: \"c, B\" is not in the list pairs", INVALID },
    { RULES("\"stay\":[{\"candidate\":\"c\",\"option\":\"A\"}]"), "stay[0].bonus: this field is missing",
      INVALID },
    { RULES("\"stay\":[{\"candidate\":\"c\",\"option\":\"A\",\"bonus\":-1}]"),
      "stay[0].bonus: found -1", INVALID },
    { RULES("\"stay\":[{\"candidate\":\"c\",\"option\":\"A\",\"bonus\":1000000000000000}]"),
      "stay[0].bonus: found 1000000000000000. Allowed: a whole number from 0; with the value", INVALID },
    { RULES("\"stay\":[{\"candidate\":\"c\",\"option\":\"A\",\"bonus\":0},"
            "{\"candidate\":\"c\",\"option\":\"A\",\"bonus\":2}]"),
      "stay[1]: c, A is there twice. The first time is at stay[0]", INVALID },
    { RULES("\"stay\":[{\"candidate\":\"c\",\"option\":\"A\",\"extra\":0}]"), "stay[0].extra", INVALID },
    { RULES("\"stages\":{}"), "stages: found {}", INVALID },
    { RULES("\"stages\":[\"value\"]"), "stages[0]: found \"value\"", INVALID },
    { RULES("\"stages\":[{\"tolerance\":1}]"), "stages[0].maximise: this field is missing", INVALID },
    { RULES("\"stages\":[{\"maximise\":\"joy\"}]"),
      "stages[0].maximise: found \"joy\". Allowed: \"placed\", \"least_group\" or \"value\"", INVALID },
    { RULES("\"stages\":[{\"maximise\":\"value\",\"group\":\"g\"}]"), "stages[0].group", INVALID },
    { RULES("\"stages\":[{\"maximise\":\"placed\",\"group\":\"h\"}]"),
      "stages[0].group: \"h\" is not in the list candidates.groups", INVALID },
    { RULES("\"stages\":[{\"maximise\":\"least_group\",\"groups\":[]}]"),
      "stages[0].groups: found []", INVALID },
    { RULES("\"stages\":[{\"maximise\":\"least_group\",\"groups\":[\"g\",\"g\"]}]"),
      "stages[0].groups[1]: g is there twice", INVALID },
    { RULES("\"stages\":[{\"maximise\":\"placed\",\"tolerance\":-1}]"),
      "stages[0].tolerance: found -1", INVALID },
    { RULES("\"stages\":[{\"maximise\":\"value\",\"tolerance\":1000000000000001}]"),
      "stages[0].tolerance: found 1000000000000001", INVALID },
    { RULES("\"stages\":[{\"maximise\":\"least_group\",\"tolerance\":10001}]"),
      "stages[0].tolerance: found 10001. Allowed: a whole number from 0 to 10000", INVALID },
    { RULES("\"stages\":[{\"maximise\":\"placed\"},{\"maximise\":\"placed\",\"group\":\"g\"},"
            "{\"maximise\":\"placed\",\"tolerance\":2}]"),
      "stages[2]: placed is there twice. The first time is at stages[0]", INVALID },
    { "{" REST ",\"pairs\":[],\"stages\":[{\"maximise\":\"least_group\"}]}",
      "stages[0].groups: this field is missing", INVALID },
    { "{" REST ",\"pairs\":[],\"stages\":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17]}",
      "stages: 17 is too many. The maximum is 16", INVALID },
    { OPTION("\"id\":\"B\",\"opening_cost\":1000000000000001"), "options[1].opening_cost: found 1000000000000001",
      INVALID },
    { CLASSES("{\"id\":\"K\",\"options\":[\"A\",\"Z\"]}"), "classes[0].options[1]: \"Z\"",
      INVALID },
    { CLASSES("{\"id\":\"K\",\"options\":[\"A\"]},{\"id\":\"L\",\"options\":[\"B\",\"A\"]}"),
      "classes[1].options[1]: A is there twice. The first time is at classes[0]", INVALID },
    { CLASSES("{\"id\":\"K\",\"options\":[\"A\",\"A\"]}"), "classes[0].options[1]: A", INVALID },
    { CLASSES("{\"id\":\"K\",\"options\":[]},{\"id\":\"K\",\"options\":[]}"),
      "classes[1].id: K is there twice", INVALID },
    { CLASSES("{\"id\":\"K\",\"options\":\"A\"}"), "classes[0].options: found \"A\"", INVALID },
    { CLASSES("{\"id\":\"K\",\"options\":[],\"minimum\":-3}"), "classes[0].minimum: found -3",
      INVALID },
    { CLASSES("{\"options\":[]}"), "classes[0].id", INVALID },
};

static void bad_input_is_refused_by_its_place(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        TEST_ARENA(arena);
        Problem problem = { .pair_count = -7 };
        Phrase why = { 0 };
        Result result = problem_read(arena, str_from(bad[i].json), &problem, &why);
        Str said = phrase_text(arena, TONGUE_EN, why);
        if (result != bad[i].result || str_find(said, str_from(bad[i].said)) == said.len) {
            fail_msg("%s\n%s: %.*s", bad[i].json, result_name(result), STR_ARGS(said));
        }
        assert_int_equal(str_find(said, S("{place}")), said.len); /* no hole left open */
        assert_int_equal(str_find(said, S("{allowed}")), said.len);
        assert_int_equal(problem.pair_count, -7); /* set only on OK */
        Str dutch = phrase_text(arena, TONGUE_NL, why);
        assert_false(str_equal(dutch, said));
    }
}

static void invalid_text_and_deep_nesting_are_refused(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Problem problem;
    Phrase why = { 0 };
    Str latin = S("{\"candidates\":[{\"id\":\"caf\xe9\"}],\"options\":[],\"pairs\":[]}");
    assert_int_equal(problem_read(arena, latin, &problem, &why), INVALID);
    Text deep = text_new(arena, 1 << 20);
    text_add(&deep, S("{\"candidates\":"));
    for (int i = 0; i < 100000; i++) text_add_char(&deep, '[');
    assert_int_equal(problem_read(arena, text_str(&deep), &problem, &why), INVALID);
    Str said = phrase_text(arena, TONGUE_EN, why);
    assert_true(str_find(said, S("32")) < said.len);
    Str brackets =
        S("{\"candidates\":[{\"id\":\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\"{{{\"}],"
          "\"options\":[],\"pairs\":[]}");
    assert_int_equal(problem_read(arena, brackets, &problem, &why), OK);
}

static void a_bonus_for_who_stays_is_part_of_the_value(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Problem problem;
    Phrase why = { 0 };
    Str json = S(RULES("\"stay\":[{\"candidate\":\"c\",\"option\":\"A\",\"bonus\":500}]"));
    assert_int_equal(problem_read(arena, json, &problem, &why), OK);
    assert_true(problem_has_stay(&problem));
    assert_int_equal(problem.pair[0].value, 501);
    assert_int_equal(problem.pair[0].stay_bonus, 500);
    problem.pair[0].stay_bonus = -1;
    assert_int_equal(problem_check(arena, &problem, &why), INVALID);
    Str said = phrase_text(arena, TONGUE_EN, why);
    assert_true(str_find(said, S("pairs[0].stay_bonus: found -1")) < said.len);
}

static Problem many_large_values(Arena *arena, int32_t count) {
    Problem problem = { .candidate_count = count, .option_count = 1, .pair_count = count };
    problem.candidate = arena_many(arena, Str, (size_t)count);
    problem.pair = arena_many(arena, Pair, (size_t)count);
    problem.option = arena_one(arena, Option);
    problem.option[0] = (Option){ S("A"), 0, PLAN_UNLIMITED, PLAN_NO_CLASS };
    for (int32_t i = 0; i < count; i++) {
        problem.candidate[i] = str_printf(arena, "c%d", (int)i);
        problem.pair[i] = (Pair){ i, 0, i % 2 ? -PLAN_VALUE_MAX : PLAN_VALUE_MAX };
    }
    return problem;
}

/* 2^62 is 4611.7 times 10^15. */
static void sums_that_could_pass_the_limit_are_refused(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Phrase why = { 0 };
    Problem fits = many_large_values(arena, 4611), passes = many_large_values(arena, 4612);
    assert_int_equal(problem_check(arena, &fits, &why), OK);
    assert_int_equal(problem_check(arena, &passes, &why), INVALID);
    Str said = phrase_text(arena, TONGUE_EN, why);
    assert_true(str_find(said, S("pairs[4611].value")) < said.len);
}

static void a_problem_made_in_memory_keeps_the_same_rules(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Phrase why = { 0 };
    Problem problem = many_large_values(arena, 3);
    problem.pair[1].candidate = 3;
    assert_int_equal(problem_check(arena, &problem, &why), INVALID);
    problem.pair[1].candidate = 0;
    assert_int_equal(problem_check(arena, &problem, &why), INVALID); /* now twice */
    problem.pair[1].candidate = 1;
    problem.pair[1].option = -1;
    assert_int_equal(problem_check(arena, &problem, &why), INVALID);
    problem.pair[1].option = 0;
    problem.option[0].class_index = 0;
    assert_int_equal(problem_check(arena, &problem, &why), INVALID);
    problem.option[0].class_index = PLAN_NO_CLASS;
    problem.option[0].minimum = -1;
    assert_int_equal(problem_check(arena, &problem, &why), INVALID);
    problem.option[0].minimum = 5;
    problem.option[0].maximum = 2; /* it never starts, and may be asked */
    assert_int_equal(problem_check(arena, &problem, &why), OK);
    problem.candidate[2] = STR_EMPTY;
    assert_int_equal(problem_check(arena, &problem, &why), INVALID);
    Str said = phrase_text(arena, TONGUE_EN, why);
    assert_true(str_find(said, S("candidates[2].id")) < said.len);
}

static void a_measure_keeps_the_limits_of_values(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Phrase why = { 0 };
    Problem problem = many_large_values(arena, 3);
    int64_t counts[] = { PLAN_VALUE_MAX, 0, -PLAN_VALUE_MAX }, cost[] = { -PLAN_VALUE_MAX };
    Measure measure = { S("m"), counts, cost, NULL, 0 };
    problem.measure = &measure;
    problem.measure_count = 1;
    assert_true(problem_has_rules(&problem));
    assert_int_equal(problem_check(arena, &problem, &why), OK);
    measure.least = INT64_MIN;
    assert_int_equal(problem_check(arena, &problem, &why), INVALID);
    measure.least = 0;
    cost[0]--;
    assert_int_equal(problem_check(arena, &problem, &why), INVALID);
    cost[0] = 0;
    counts[2] = INT64_MIN;
    assert_int_equal(problem_check(arena, &problem, &why), INVALID);
    Str said = phrase_text(arena, TONGUE_EN, why);
    assert_true(str_find(said, S("measures[0]")) < said.len);
    counts[2] = 0;
    measure.id = STR_EMPTY;
    assert_int_equal(problem_check(arena, &problem, &why), INVALID);
}

/* 2^58 is 288.2 times 10^15. */
static void measures_that_could_pass_the_limit_are_refused(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Phrase why = { 0 };
    Problem problem = many_large_values(arena, 289);
    Measure measure = { S("m"), arena_many(arena, int64_t, 289), NULL, NULL, 0 };
    for (int32_t i = 0; i < 289; i++) {
        measure.pair[i] = problem.pair[i].value;
        problem.pair[i].value = 0;
    }
    problem.measure = &measure;
    problem.measure_count = 1;
    assert_int_equal(problem_check(arena, &problem, &why), INVALID);
    measure.pair[0] = 0;
    assert_int_equal(problem_check(arena, &problem, &why), OK);
}

SUITE("planning problem", cmocka_unit_test(a_whole_problem_is_read),
      cmocka_unit_test(stages_are_read_with_their_groups),
      cmocka_unit_test(the_smallest_problem_is_empty),
      cmocka_unit_test(bad_input_is_refused_by_its_place),
      cmocka_unit_test(invalid_text_and_deep_nesting_are_refused),
      cmocka_unit_test(a_measure_keeps_the_limits_of_values),
      cmocka_unit_test(measures_that_could_pass_the_limit_are_refused),
      cmocka_unit_test(a_bonus_for_who_stays_is_part_of_the_value),
      cmocka_unit_test(sums_that_could_pass_the_limit_are_refused),
      cmocka_unit_test(a_problem_made_in_memory_keeps_the_same_rules))
