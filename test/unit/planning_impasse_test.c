/* Why there is no plan: the demands that clash, by name, and none that does not matter. */
#include "test.h"

#include "planning/answers/impasse.h"

enum { ANSWER_BYTES_MAX = 1 << 20 };

#define PEOPLE "\"candidates\":[{\"id\":\"c\",\"groups\":[\"g\"]},{\"id\":\"d\",\"groups\":[\"g\"]},{\"id\":\"e\"}]"
#define PAIRS(demand)                                                                              \
    "\"pairs\":[{\"candidate\":\"c\",\"option\":\"A\",\"value\":5" demand "},"                     \
    "{\"candidate\":\"d\",\"option\":\"A\",\"value\":4" demand "},"                                \
    "{\"candidate\":\"d\",\"option\":\"B\",\"value\":3},{\"candidate\":\"e\",\"option\":\"B\",\"value\":9}]"
#define RESOURCE "\"resources\":[{\"id\":\"r\",\"capacity\":3},{\"id\":\"s\",\"capacity\":1}]"

static const struct {
    const char *json, *clash;
} cases[] = {
    /* Both must have a place, one of them has only A, and A takes nobody: e and B do not matter. */
    { "{" PEOPLE ",\"options\":[{\"id\":\"A\",\"maximum\":0},{\"id\":\"B\",\"maximum\":7}]," PAIRS("")
      ",\"must_place_all\":true}",
      "{\"demand\":\"must_place\",\"candidate\":\"c\"},\n{\"demand\":\"option_maximum\",\"option\":\"A\"}" },
    { "{" PEOPLE ",\"options\":[{\"id\":\"A\"},{\"id\":\"B\",\"minimum\":3}]," PAIRS("")
      ",\"pins\":[{\"candidate\":\"d\",\"option\":\"B\"}]}",
      "{\"demand\":\"pin\",\"candidate\":\"d\",\"option\":\"B\"},\n"
      "{\"demand\":\"option_minimum\",\"option\":\"B\"}" },
    { "{" PEOPLE ",\"options\":[{\"id\":\"A\"},{\"id\":\"B\",\"maximum\":1}]," RESOURCE ","
      PAIRS(",\"demand\":{\"r\":4}")
      ",\"floors\":[{\"group\":\"g\",\"minimum_placed\":2}]}",
      "{\"demand\":\"floor\",\"group\":\"g\"},\n{\"demand\":\"capacity\",\"resource\":\"r\"}" },
    { "{" PEOPLE ",\"options\":[{\"id\":\"A\"},{\"id\":\"B\"}]," PAIRS("")
      ",\"households\":[{\"candidates\":[\"c\",\"e\"],\"same_option\":true}],"
      "\"pins\":[{\"candidate\":\"c\",\"option\":\"A\"}]}",
      "{\"demand\":\"pin\",\"candidate\":\"c\",\"option\":\"A\"},\n"
      "{\"demand\":\"household\",\"candidates\":[\"c\",\"e\"]}" },
    { "{" PEOPLE ",\"options\":[{\"id\":\"A\"},{\"id\":\"B\"}]," PAIRS("")
      ",\"forbidden\":[{\"candidate\":\"c\",\"option\":\"A\"},{\"candidate\":\"d\",\"option\":\"A\"}],"
      "\"floors\":[{\"group\":\"g\",\"minimum_placed\":2}]}",
      "{\"demand\":\"floor\",\"group\":\"g\"},\n"
      "{\"demand\":\"forbidden\",\"candidate\":\"c\",\"option\":\"A\"}" },
    { "{" PEOPLE ",\"options\":[{\"id\":\"A\"},{\"id\":\"B\"}],"
      "\"classes\":[{\"id\":\"K\",\"options\":[\"A\",\"B\"],\"minimum\":4},"
      "{\"id\":\"L\",\"options\":[],\"minimum\":2}]," PAIRS("")
      ",\"pins\":[{\"candidate\":\"e\",\"option\":\"B\"}]}",
      "{\"demand\":\"pin\",\"candidate\":\"e\",\"option\":\"B\"},\n"
      "{\"demand\":\"class_minimum\",\"class\":\"K\"}" },
    { "{" PEOPLE ",\"options\":[{\"id\":\"A\",\"must_start\":true},{\"id\":\"B\"}],"
      "\"classes\":[{\"id\":\"K\",\"options\":[\"A\",\"B\"],\"maximum\":1,\"must_start\":true}]," PAIRS("")
      ",\"pins\":[{\"candidate\":\"e\",\"option\":\"B\"}]}",
      "{\"demand\":\"pin\",\"candidate\":\"e\",\"option\":\"B\"},\n"
      "{\"demand\":\"class_maximum\",\"class\":\"K\"},\n{\"demand\":\"option_start\",\"option\":\"A\"}" },
    { "{" PEOPLE ",\"options\":[{\"id\":\"A\"},{\"id\":\"B\",\"maximum\":0}],"
      "\"classes\":[{\"id\":\"K\",\"options\":[\"B\"],\"must_start\":true}]," PAIRS("") "}",
      "{\"demand\":\"option_maximum\",\"option\":\"B\"},\n{\"demand\":\"class_start\",\"class\":\"K\"}" },
};

static void what_clashes_is_told_by_name(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        TEST_ARENA(arena);
        Problem problem;
        Phrase why;
        Solution solution;
        Impasse impasse;
        if (problem_read(arena, str_from(cases[i].json), &problem, &why) != OK) {
            fail_msg("case %zu: %s", i, phrase_text(arena, TONGUE_EN, why).at);
        }
        assert_int_equal(problem_solve(arena, &problem, (SearchLimits){ 0 }, &solution), OK);
        assert_int_equal(solution.status, PLAN_INFEASIBLE);
        assert_int_equal(impasse_find(arena, &problem, (SearchLimits){ 0 }, &impasse), OK);
        solution.impasse = &impasse;
        Text text = text_new(arena, ANSWER_BYTES_MAX);
        solution_write_json(&text, &problem, &solution);
        Str wanted = str_printf(arena, "\"clash\":[\n%s],\"clash_smallest\":true}", cases[i].clash);
        Str said = text_str(&text);
        if (str_find(said, wanted) == said.len) {
            fail_msg("case %zu: %.*s", i, STR_ARGS(said));
        }
    }
}

/* Nobody is in the way of anybody, there are only too few places: 40 people, 39 places. */
static void a_clash_of_counts_is_found_and_smallest(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Text text = text_new(arena, ANSWER_BYTES_MAX);
    text_add(&text, S("{\"candidates\":["));
    for (int i = 0; i < 40; i++) text_addf(&text, "%s{\"id\":\"c%d\"}", i ? "," : "", i);
    text_add(&text, S("],\"options\":[{\"id\":\"A\",\"maximum\":20},{\"id\":\"B\",\"maximum\":20},"
                      "{\"id\":\"C\",\"minimum\":3}],"
                      "\"resources\":[{\"id\":\"r\",\"capacity\":19},{\"id\":\"s\",\"capacity\":9}],"
                      "\"must_place_all\":true,\"pairs\":["));
    for (int i = 0; i < 40; i++) {
        text_addf(&text,
                  "%s{\"candidate\":\"c%d\",\"option\":\"A\",\"value\":%d,\"demand\":{\"r\":1}},"
                  "{\"candidate\":\"c%d\",\"option\":\"B\",\"value\":%d}",
                  i ? "," : "", i, 100 + i * 37 % 50, i, 100 + i * 53 % 70);
    }
    text_add(&text, S("]}"));
    Problem problem;
    Phrase why;
    Solution solution;
    Impasse impasse;
    assert_int_equal(problem_read(arena, text_str(&text), &problem, &why), OK);
    assert_int_equal(problem_solve(arena, &problem, (SearchLimits){ 0 }, &solution), OK);
    assert_int_equal(solution.status, PLAN_INFEASIBLE);
    assert_true(solution.nodes < 10);
    assert_int_equal(impasse_find(arena, &problem, (SearchLimits){ 0 }, &impasse), OK);
    assert_true(impasse.smallest);
    assert_int_equal(impasse.count, 42); /* everybody, r, and the maximum of B */
    assert_int_equal(impasse.demand[40].kind, IMPASSE_capacity);
    assert_int_equal(impasse.demand[41].kind, IMPASSE_option_maximum);
    assert_int_equal(impasse.demand[41].at, 1);
}

/* Without a question asked to its end nothing is given up, and it says so. */
static void a_limit_leaves_more_than_is_needed(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Problem problem;
    Phrase why;
    Impasse impasse;
    assert_int_equal(problem_read(arena, str_from(cases[0].json), &problem, &why), OK);
    SearchLimits none = { .seconds_max = 1e-9 };
    assert_int_equal(impasse_find(arena, &problem, none, &impasse), OK);
    assert_int_equal(impasse.count, 5); /* three duties, two maximums */
    assert_false(impasse.smallest);
}

SUITE("why there is no plan", cmocka_unit_test(what_clashes_is_told_by_name),
      cmocka_unit_test(a_clash_of_counts_is_found_and_smallest),
      cmocka_unit_test(a_limit_leaves_more_than_is_needed))
