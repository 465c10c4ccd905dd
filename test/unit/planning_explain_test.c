/* What is said of a plan: its limits, and that it can be stopped at any moment. */
#include "test.h"

#include "planning/answers/explain.h"

enum { PEOPLE = 1200, CLOSED = EXPLAIN_ASKED_MAX + 7 };

/* Two people for each couple of places: i has 3 in A, and would have 4 in B where j has 2. */
static Problem couples(Arena *arena, int32_t people) {
    Problem problem = { .candidate_count = people, .option_count = people };
    problem.candidate = arena_many(arena, Str, (size_t)people);
    problem.option = arena_many(arena, Option, (size_t)people);
    problem.pair = arena_many(arena, Pair, (size_t)people * 2);
    for (int32_t i = 0; i < people; i++) {
        problem.candidate[i] = str_printf(arena, "c%d", (int)i);
        problem.option[i] =
            (Option){ str_printf(arena, "o%d", (int)i), 0, 1, PLAN_NO_CLASS, .opening_cost = 0 };
        problem.pair[problem.pair_count++] = (Pair){ i, i, i % 2 ? 2 : 3 };
        if (i % 2 == 0) problem.pair[problem.pair_count++] = (Pair){ i, i + 1, 4 };
    }
    return problem;
}

static Solution solved(Arena *arena, const Problem *problem) {
    Solution solution;
    Phrase why;
    assert_int_equal(problem_check(arena, problem, &why), OK);
    assert_int_equal(problem_solve(arena, problem, (SearchLimits){ 0 }, &solution), OK);
    assert_int_equal(solution.status, PLAN_OPTIMAL);
    return solution;
}

static void lists_have_an_end_and_counts_have_none(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Problem problem = couples(arena, 2 * PEOPLE);
    Solution solution = solved(arena, &problem);
    PlanExplanation told;
    assert_int_equal(explain_plan(arena, &problem, &solution, (ExplainWishes){ 0 }, &told), OK);
    assert_int_equal(told.envy.count, PEOPLE);
    assert_int_equal(told.envy.people, PEOPLE);
    assert_int_equal(told.envy.listed_count, ENVY_LISTED_MAX);
    assert_int_equal(told.full_count, 2 * PEOPLE);
    assert_int_equal(told.full_unasked, PEOPLE - EXPLAIN_ASKED_MAX); /* half have no other pair */
    assert_true(told.within.exact);
}

/* Everybody has a place in o0, so no other option finds its three people. */
static Problem many_closed(Arena *arena) {
    enum { PEOPLE_LEFT = 4 };
    Problem problem = { .candidate_count = PEOPLE_LEFT, .option_count = CLOSED + 1 };
    problem.candidate = arena_many(arena, Str, PEOPLE_LEFT);
    problem.option = arena_many(arena, Option, CLOSED + 1);
    problem.pair = arena_many(arena, Pair, (size_t)(CLOSED + 1) * PEOPLE_LEFT);
    for (int32_t k = 0; k <= CLOSED; k++) {
        problem.option[k] = (Option){ str_printf(arena, "o%d", (int)k), k ? 3 : 0, PLAN_UNLIMITED,
                                      PLAN_NO_CLASS };
        for (int32_t i = 0; i < PEOPLE_LEFT; i++) {
            problem.candidate[i] = str_printf(arena, "c%d", (int)i);
            problem.pair[problem.pair_count++] = (Pair){ i, k, k ? 5 : 10 };
        }
    }
    return problem;
}

static void not_all_is_asked_and_it_says_so(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Problem problem = many_closed(arena);
    Solution solution = solved(arena, &problem);
    PlanExplanation told;
    assert_int_equal(explain_plan(arena, &problem, &solution, (ExplainWishes){ 0 }, &told), OK);
    assert_int_equal(told.closed_count, CLOSED);
    assert_int_equal(told.closed_unasked, CLOSED - EXPLAIN_ASKED_MAX);
    for (int32_t i = 0; i < told.closed_count; i++) {
        const ClosedAnswer *closed = &told.closed[i];
        assert_int_equal(closed->missing, 3);
        assert_int_equal(closed->asked, i < EXPLAIN_ASKED_MAX);
        if (closed->asked) assert_int_equal(closed->cost.most, 15);
        assert_int_equal(closed->cost.has_most, closed->asked);
        if (closed->cost.has_least) assert_true(closed->cost.least <= 15);
    }
}

static bool stop_at_once(void *context, int64_t done, int64_t total) {
    ++*(int *)context;
    assert_true(done <= total);
    return false;
}

static void check_nothing_asked(const PlanExplanation *told) {
    assert_false(told->envy.counted);
    assert_int_equal(told->closed_unasked, told->closed_count);
    for (int32_t i = 0; i < told->closed_count; i++) {
        assert_false(told->closed[i].asked);
        assert_false(told->closed[i].cost.has_most);
    }
    assert_true(told->within.known);
    assert_false(told->within.exact);
    for (int32_t i = 0; i < 4; i++) assert_int_equal(told->within.alike[i], ALIKE_UNKNOWN);
}

static void it_stops_when_it_is_told_to(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Problem problem = many_closed(arena);
    Solution solution = solved(arena, &problem);
    PlanExplanation told;
    int asked = 0;
    ExplainWishes wishes = { .progress = stop_at_once, .context = &asked, .tolerance = 1 };
    assert_int_equal(explain_plan(arena, &problem, &solution, wishes, &told), OK);
    assert_int_equal(asked, 1);
    check_nothing_asked(&told);
    wishes = (ExplainWishes){ .seconds_max = 1e-9 };
    assert_int_equal(explain_plan(arena, &problem, &solution, wishes, &told), OK);
    check_nothing_asked(&told);
    Text text = text_new(arena, 1 << 20);
    solution.explanation = &told;
    solution_write_json(&text, &problem, &solution);
    Str said = text_str(&text);
    assert_true(str_find(said, S("\"envy\":{\"count\":null,\"people\":null,")) < said.len);
    assert_true(str_find(said, S("\"at_most\":null")) < said.len);
}

/* A plan that is not proven says nothing of other good plans. */
static void what_is_not_proven_is_not_said(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Problem problem = couples(arena, 4);
    Solution solution = solved(arena, &problem);
    PlanExplanation told;
    solution.status = PLAN_FEASIBLE;
    assert_int_equal(explain_plan(arena, &problem, &solution, (ExplainWishes){ 0 }, &told), OK);
    assert_false(told.within.known);
    assert_int_equal(told.full_unasked, 0);
    Text text = text_new(arena, 1 << 16);
    solution.explanation = &told;
    solution_write_json(&text, &problem, &solution);
    Str said = text_str(&text);
    assert_true(str_find(said, S("\"within\":null}")) < said.len);
}

SUITE("what is said of a plan", cmocka_unit_test(lists_have_an_end_and_counts_have_none),
      cmocka_unit_test(not_all_is_asked_and_it_says_so),
      cmocka_unit_test(it_stops_when_it_is_told_to),
      cmocka_unit_test(what_is_not_proven_is_not_said))
