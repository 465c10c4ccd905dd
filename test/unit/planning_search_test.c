/* Plans worked out by hand, limits, progress, and what is said about what does not start. */
#include "test.h"

#include "../peers/plan_check.h"
#include "phrase.h"
#include "planning/search/search.h"

static Problem problem_of(Arena *arena, const char *json) {
    Problem problem = { 0 };
    Phrase why = { 0 };
    if (problem_read(arena, str_from(json), &problem, &why) != OK) {
        Str said = phrase_text(arena, TONGUE_EN, why);
        fail_msg("%.*s", STR_ARGS(said));
    }
    return problem;
}

static Solution solve(Arena *arena, const Problem *problem, SearchLimits limits) {
    Solution solution;
    assert_int_equal(problem_solve(arena, problem, limits, &solution), OK);
    return solution;
}

static Str answer_of(Arena *arena, const Problem *problem, const Solution *solution) {
    Text text = text_new(arena, 1 << 24);
    solution_write_json(&text, problem, solution);
    assert_false(text_failed(&text));
    return text_str(&text);
}

/* A: 2 of 3 would bring 14, or nobody. B takes one. */
static const char *const small =
    "{\"candidates\":[{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"c\"}],"
    "\"options\":[{\"id\":\"A\",\"minimum\":2,\"maximum\":2},{\"id\":\"B\",\"maximum\":1}],"
    "\"pairs\":[{\"candidate\":\"a\",\"option\":\"A\",\"value\":9},"
    "{\"candidate\":\"b\",\"option\":\"A\",\"value\":5},{\"candidate\":\"b\",\"option\":\"B\","
    "\"value\":7},"
    "{\"candidate\":\"c\",\"option\":\"B\",\"value\":4}]}";

static void the_best_plan_is_found_and_written(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Problem problem = problem_of(arena, small);
    Solution solution = solve(arena, &problem, (SearchLimits){ 0 });
    assert_int_equal(solution.status, PLAN_OPTIMAL);
    assert_int_equal(solution.value, 9 + 5 + 4);
    assert_int_equal(solution.bound, 18);
    assert_int_equal(solution.option_of[1], 0);
    assert_int_equal(solution.option_of[2], 1);
    solution.seconds = 0.25;
    assert_str(
        answer_of(arena, &problem, &solution),
        "{\"status\":\"optimal\",\"value\":18,\"bound\":18,\"seconds\":0.250,\"assignments\":["
        "\n{\"candidate\":\"a\",\"option\":\"A\"},\n{\"candidate\":\"b\",\"option\":\"A\"},"
        "\n{\"candidate\":\"c\",\"option\":\"B\"}],\"closed\":[],\"unassigned\":[]}\n");
}

static void ids_are_written_as_json(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Problem problem = problem_of(arena, "{\"candidates\":[{\"id\":\"q\\\"\\\\\\n\\u00e9\"}],"
                                        "\"options\":[],\"pairs\":[]}");
    Solution solution = solve(arena, &problem, (SearchLimits){ 0 });
    solution.seconds = 0;
    assert_str(
        answer_of(arena, &problem, &solution),
        "{\"status\":\"optimal\",\"value\":0,\"bound\":0,\"seconds\":0.000,\"assignments\":[],"
        "\"closed\":[],\"unassigned\":[\"q\\\"\\\\\\u000a\xc3\xa9\"]}\n");
}

/* K would need 3 and has 4 people, but starting it takes b and c from places worth 20 and 30. */
static const char *const closed_class =
    "{\"candidates\":[{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"c\"},{\"id\":\"d\"}],"
    "\"options\":[{\"id\":\"K1\",\"maximum\":2},{\"id\":\"K2\",\"maximum\":2},"
    "{\"id\":\"W\",\"maximum\":2},{\"id\":\"Z\",\"minimum\":9}],"
    "\"classes\":[{\"id\":\"K\",\"options\":[\"K1\",\"K2\"],\"minimum\":3}],"
    "\"pairs\":[{\"candidate\":\"a\",\"option\":\"K1\",\"value\":10},"
    "{\"candidate\":\"b\",\"option\":\"K1\",\"value\":8},{\"candidate\":\"b\",\"option\":\"W\","
    "\"value\":20},"
    "{\"candidate\":\"c\",\"option\":\"K2\",\"value\":5},{\"candidate\":\"c\",\"option\":\"W\","
    "\"value\":30},"
    "{\"candidate\":\"d\",\"option\":\"Z\",\"value\":99}]}";

static void what_does_not_start_has_a_price(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Problem problem = problem_of(arena, closed_class);
    Solution solution = solve(arena, &problem, (SearchLimits){ 0 });
    assert_int_equal(solution.status, PLAN_OPTIMAL);
    assert_int_equal(solution.value, 50);
    assert_false(solution.class_open[0]);
    assert_true(solution.option_open[2]);
    assert_int_equal(solution.class_closed[0].people, 3);
    assert_true(solution.class_closed[0].has_price);
    assert_in_range(solution.class_closed[0].price, 0, 50 - 23); /* with K open: 10 + 8 + 5 */
    assert_int_equal(solution.option_closed[3].people, 1);
    assert_false(solution.option_closed[3].has_price); /* never 9 people */
    Str answer = answer_of(arena, &problem, &solution);
    assert_true(str_find(answer, S("\"closed\":[\"Z\",\"K\"]")) < answer.len);
    assert_true(str_find(answer, S("\"unassigned\":[\"a\",\"d\"]")) < answer.len);
}

static void a_plan_that_cannot_be_is_infeasible(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Problem problem = problem_of(
        arena, "{\"candidates\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"options\":[{\"id\":\"A\","
               "\"maximum\":1},{\"id\":\"B\",\"minimum\":2,\"maximum\":2}],\"pairs\":["
               "{\"candidate\":\"a\",\"option\":\"A\",\"value\":1},"
               "{\"candidate\":\"a\",\"option\":\"B\",\"value\":1},"
               "{\"candidate\":\"b\",\"option\":\"A\",\"value\":1}],\"must_place_all\":true}");
    Solution solution = solve(arena, &problem, (SearchLimits){ 0 });
    assert_int_equal(solution.status, PLAN_INFEASIBLE);
    assert_false(solution.has_value);
    solution.seconds = 0;
    assert_str(answer_of(arena, &problem, &solution),
               "{\"status\":\"infeasible\",\"value\":null,\"bound\":null,\"seconds\":0.000,"
               "\"assignments\":[],\"closed\":[\"B\"],\"unassigned\":[\"a\",\"b\"]}\n");
}

/* 40 groups of 12..20 for 400 people, so that some minimum is always in the way. */
static Problem hard_problem(Arena *arena, uint32_t seed, int32_t people, int32_t groups) {
    Problem problem = { .candidate_count = people,
                        .option_count = groups,
                        .pair_count = people * 6 };
    problem.candidate = arena_many(arena, Str, (size_t)people);
    problem.option = arena_many(arena, Option, (size_t)groups);
    problem.pair = arena_many(arena, Pair, (size_t)problem.pair_count);
    for (int32_t k = 0; k < groups; k++) {
        problem.option[k] = (Option){ str_printf(arena, "o%d", (int)k), 12, 20, PLAN_NO_CLASS };
    }
    for (int32_t i = 0; i < people; i++) {
        problem.candidate[i] = str_printf(arena, "c%d", (int)i);
        seed = seed * 1664525U + 1013904223U;
        int32_t first = (int32_t)(seed >> 8) % groups;
        for (int32_t k = 0; k < 6; k++) {
            seed = seed * 1664525U + 1013904223U;
            problem.pair[i * 6 + k] =
                (Pair){ i, (first + k * 7) % groups, (int64_t)(seed >> 8) % 80000 + 10000 };
        }
    }
    return problem;
}

static void a_node_limit_gives_an_honest_bound(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Problem problem = hard_problem(arena, 5, 400, 40);
    Phrase why = { 0 };
    assert_int_equal(problem_check(arena, &problem, &why), OK);
    Solution whole = solve(arena, &problem, (SearchLimits){ 0 });
    assert_int_equal(whole.status, PLAN_OPTIMAL);
    for (int64_t nodes = 1; nodes < 40; nodes += 13) {
        Solution once = solve(arena, &problem, (SearchLimits){ .nodes_max = nodes });
        Solution again = solve(arena, &problem, (SearchLimits){ .nodes_max = nodes });
        assert_true(once.value <= whole.value && once.bound >= whole.value);
        assert_int_equal(once.value, again.value);
        assert_int_equal(once.bound, again.bound);
        assert_memory_equal(once.option_of, again.option_of, 400 * sizeof *once.option_of);
    }
}

static bool stop_at_once(void *context, SearchProgress progress) {
    SearchProgress *seen = context;
    *seen = progress;
    return false;
}

static bool go_on(void *context, SearchProgress progress) {
    int *calls = context;
    assert_true(!progress.has_value || progress.value <= progress.bound);
    (*calls)++;
    return true;
}

static void progress_is_told_and_can_stop(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Problem problem = hard_problem(arena, 9, 1200, 100);
    int calls = 0;
    Solution whole =
        solve(arena, &problem,
              (SearchLimits){ .seconds_max = 0.5, .progress = go_on, .context = &calls });
    assert_true(whole.has_value && whole.bound >= whole.value);
    assert_in_range(calls, 1, 10);
    SearchProgress seen = { 0 };
    Solution stopped =
        solve(arena, &problem, (SearchLimits){ .progress = stop_at_once, .context = &seen });
    assert_true(seen.bound >= whole.value);
    assert_true(stopped.value <= whole.bound && stopped.bound >= whole.value);
    assert_int_equal(stopped.status, PLAN_FEASIBLE);
}

static void parts_add_up(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Problem one = hard_problem(arena, 21, 120, 12), both = { 0 };
    both.candidate_count = 240, both.option_count = 24, both.pair_count = one.pair_count * 2;
    both.candidate = arena_many(arena, Str, 240);
    both.option = arena_many(arena, Option, 24);
    both.pair = arena_many(arena, Pair, (size_t)both.pair_count);
    for (int32_t i = 0; i < 240; i++) both.candidate[i] = str_printf(arena, "p%d", (int)i);
    for (int32_t k = 0; k < 24; k++) {
        both.option[k] = one.option[k % 12];
        both.option[k].id = str_printf(arena, "q%d", (int)k);
    }
    for (int32_t i = 0; i < both.pair_count; i++) {
        const Pair *pair = &one.pair[i / 2];
        both.pair[i] =
            (Pair){ pair->candidate * 2 + i % 2, pair->option + 12 * (i % 2), pair->value };
    }
    Solution small_one = solve(arena, &one, (SearchLimits){ 0 });
    Solution large_one = solve(arena, &both, (SearchLimits){ 0 });
    assert_int_equal(small_one.status, PLAN_OPTIMAL);
    assert_int_equal(large_one.status, PLAN_OPTIMAL);
    assert_int_equal(large_one.value, 2 * small_one.value);
    for (int32_t i = 0; i < 120; i++) {
        int32_t option = small_one.option_of[i];
        assert_int_equal(large_one.option_of[2 * i], option);
        assert_int_equal(large_one.option_of[2 * i + 1],
                         option == PLAN_UNPLACED ? option : option + 12);
    }
}

/* The widest values that are allowed: 4,000 people of 10^15 each, where everything is a tie. */
static void the_largest_values_do_not_overflow(void **state) {
    (void)state;
    TEST_ARENA(arena);
    enum { PEOPLE = 4000, GROUPS = 20 };
    Problem problem = { .candidate_count = PEOPLE,
                        .option_count = GROUPS,
                        .pair_count = PEOPLE * 2 };
    problem.candidate = arena_many(arena, Str, PEOPLE);
    problem.option = arena_many(arena, Option, GROUPS);
    problem.pair = arena_many(arena, Pair, PEOPLE * 2);
    for (int32_t k = 0; k < GROUPS; k++) {
        problem.option[k] = (Option){ str_printf(arena, "o%d", (int)k), 150, 190, PLAN_NO_CLASS };
    }
    for (int32_t i = 0; i < PEOPLE; i++) {
        problem.candidate[i] = str_printf(arena, "c%d", (int)i);
        problem.pair[2 * i] = (Pair){ i, i % GROUPS, PLAN_VALUE_MAX };
        problem.pair[2 * i + 1] = (Pair){ i, (i + 1) % GROUPS, -PLAN_VALUE_MAX };
    }
    Phrase why = { 0 };
    assert_int_equal(problem_check(arena, &problem, &why), OK);
    Solution solution = solve(arena, &problem, (SearchLimits){ .nodes_max = 50 });
    assert_int_equal(solution.status, PLAN_OPTIMAL);
    assert_true(solution.value == GROUPS * 190 * PLAN_VALUE_MAX);
}

static void the_checker_sees_lies(void **state) {
    (void)state;
    static const char *const lies[] = {
        "{\"status\":\"optimal\",\"value\":19,\"bound\":19,\"assignments\":[],\"closed\":[\"A\"],"
        "\"unassigned\":[\"a\",\"b\",\"c\"]}",
        "{\"status\":\"optimal\",\"value\":9,\"bound\":9,\"assignments\":[{\"candidate\":\"a\","
        "\"option\":\"A\"}],\"closed\":[],\"unassigned\":[\"b\",\"c\"]}", /* below the minimum */
        "{\"status\":\"optimal\",\"value\":11,\"bound\":11,\"assignments\":[{\"candidate\":\"b\","
        "\"option\":\"B\"},{\"candidate\":\"c\",\"option\":\"B\"}],\"closed\":[\"A\"],"
        "\"unassigned\":[\"a\"]}", /* above the maximum */
        "{\"status\":\"optimal\",\"value\":7,\"bound\":8,\"assignments\":[{\"candidate\":\"b\","
        "\"option\":\"B\"}],\"closed\":[\"A\"],\"unassigned\":[\"a\",\"c\"]}",
        "{\"status\":\"feasible\",\"value\":7,\"bound\":6,\"assignments\":[{\"candidate\":\"b\","
        "\"option\":\"B\"}],\"closed\":[\"A\"],\"unassigned\":[\"a\",\"c\"]}",
        "{\"status\":\"feasible\",\"value\":7,\"bound\":18,\"assignments\":[{\"candidate\":\"b\","
        "\"option\":\"B\"}],\"closed\":[],\"unassigned\":[\"a\",\"c\"]}",
        "{\"status\":\"feasible\",\"value\":0,\"bound\":18,\"assignments\":[{\"candidate\":\"c\","
        "\"option\":\"A\"}],\"closed\":[\"A\"],\"unassigned\":[\"a\",\"b\"]}", /* no such pair */
    };
    PlanCheck check;
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        assert_false(plan_check(small, strlen(small), lies[i], strlen(lies[i]), &check));
    }
    static const char truth[] =
        "{\"status\":\"feasible\",\"value\":7,\"bound\":18,\"assignments\":[{\"candidate\":\"b\","
        "\"option\":\"B\"}],\"closed\":[\"A\"],\"unassigned\":[\"a\",\"c\"]}";
    assert_true(plan_check(small, strlen(small), truth, strlen(truth), &check));
    assert_int_equal(check.value, 7);
}

/* Plans that hold, with bounds that do not: only whoever recomputes the bound can tell. */
static void the_checker_sees_false_bounds(void **state) {
    (void)state;
    static const char *const lies[] = {
        "{\"status\":\"optimal\",\"value\":7,\"bound\":7,\"assignments\":[{\"candidate\":\"b\","
        "\"option\":\"B\"}],\"closed\":[\"A\"],\"unassigned\":[\"a\",\"c\"]}",
        "{\"status\":\"infeasible\",\"value\":null,\"bound\":null,\"assignments\":[],"
        "\"closed\":[],\"unassigned\":[\"a\",\"b\",\"c\"]}",
    };
    PlanCheck check;
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        bool believed = plan_check(small, strlen(small), lies[i], strlen(lies[i]), &check);
        if (check.bound == BOUND_UNASKED) {
            print_message("# built without the other solver\n");
            skip();
        }
        assert_false(believed);
        assert_int_equal(check.bound, BOUND_FALSE);
    }
}

SUITE("planning search", cmocka_unit_test(the_best_plan_is_found_and_written),
      cmocka_unit_test(ids_are_written_as_json), cmocka_unit_test(what_does_not_start_has_a_price),
      cmocka_unit_test(a_plan_that_cannot_be_is_infeasible),
      cmocka_unit_test(a_node_limit_gives_an_honest_bound),
      cmocka_unit_test(progress_is_told_and_can_stop), cmocka_unit_test(parts_add_up),
      cmocka_unit_test(the_largest_values_do_not_overflow), cmocka_unit_test(the_checker_sees_lies),
      cmocka_unit_test(the_checker_sees_false_bounds))
