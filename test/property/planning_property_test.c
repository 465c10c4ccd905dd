/* Thousands of random problems without resources, floors and rules for pairs: tiny ones against
 * trying every plan, larger ones against another solver, and all of them against the checker. */
#include "../every_plan.h"
#include "../peers/plan_check.h"
#include "../problem_json.h"

enum { PROBLEMS = 6000, LARGER_PROBLEMS = 400, NEVER = 1 << 30 };

/* Now and then nobody, or nothing to go to. */
static const ProblemSize plain = {
    .people = PROBLEM_TINY_PEOPLE, .options = PROBLEM_TINY_OPTIONS, .classes = PROBLEM_TINY_CLASSES,
    .option_minimum = 3, .class_minimum = 4, .maximum = 4, .ruled_pair_in = NEVER,
    .large_values = true,
};

static const ProblemSize larger = {
    .people = 40, .options = 8, .classes = 3, .option_minimum = 3, .class_minimum = 4,
    .maximum = 4, .ruled_pair_in = NEVER, .large_values = true,
};

static PlanCheck solved_and_checked(Arena *arena, const Problem *problem, SearchLimits limits,
                                    Solution *ret_solution) {
    PlanCheck check = { 0 };
    Str json = problem_json(arena, problem);
    Text answer = text_new(arena, 1 << 20);
    assert_int_equal(problem_solve(arena, problem, limits, ret_solution), OK);
    if (ret_solution->status == PLAN_STOPPED) return check; /* no answer is not a wrong one */
    solution_write_json(&answer, problem, ret_solution);
    if (!plan_check(json.at, json.len, answer.at, answer.len, &check)) {
        fail_msg("%s\n%s\n%s", check.why, json.at, answer.at);
    }
    return check;
}

static void plans_equal_brute_force(void **state) {
    (void)state;
    Chance chance = chance_begin();
    int possible = 0;
    for (int i = 0; i < PROBLEMS; i++) {
        TEST_ARENA(arena);
        Problem problem = problem_draw(&chance, arena, &plain);
        Every every = { .problem = &problem };
        Solution solution, hasty;
        every_try(&every, 0);
        possible += every.found;
        solved_and_checked(arena, &problem, (SearchLimits){ 0 }, &solution);
        solved_and_checked(arena, &problem, (SearchLimits){ .nodes_max = 1 }, &hasty);
        bool agrees = solution.status == (every.found ? PLAN_OPTIMAL : PLAN_INFEASIBLE) &&
                      (!every.found || solution.value == every.best);
        bool bounds = !hasty.has_bound || !every.found || hasty.bound >= every.best;
        if (agrees && bounds) continue;
        fail_msg("problem %d: best %lld (%d), told %lld, hasty bound %lld", i,
                 (long long)every.best, every.found, (long long)solution.value,
                 (long long)hasty.bound);
    }
    assert_true(possible > PROBLEMS / 4);
}

/* Too large to try every plan: the bound is for another solver to refute. */
static void bounds_hold_for_another_solver(void **state) {
    (void)state;
    Chance chance = chance_begin();
    int proven = 0, refused = 0;
    for (int i = 0; i < LARGER_PROBLEMS; i++) {
        TEST_ARENA(arena);
        Problem problem = problem_draw(&chance, arena, &larger);
        Solution solution;
        PlanCheck check = solved_and_checked(arena, &problem, (SearchLimits){ 0 }, &solution);
        if (check.bound == BOUND_UNASKED) skip();
        proven += check.bound == BOUND_TRUE;
        refused += check.bound == BOUND_UNPROVEN;
    }
    print_message("# %d bounds recomputed, %d beyond the other solver\n", proven, refused);
    assert_true(proven > LARGER_PROBLEMS / 4);
}

/* The read problem is the made one. */
static void reading_gives_the_same_problem(void **state) {
    (void)state;
    Chance chance = chance_begin();
    for (int i = 0; i < PROBLEMS / 10; i++) {
        TEST_ARENA(arena);
        Problem made = problem_draw(&chance, arena, &plain), read;
        Str json = problem_json(arena, &made);
        Phrase why = { 0 };
        assert_int_equal(problem_check(arena, &made, &why), OK);
        assert_int_equal(problem_read(arena, json, &read, &why), OK);
        assert_str(problem_json(arena, &read), str_zero_ended(arena, json));
    }
}

SUITE("planning property", cmocka_unit_test(plans_equal_brute_force),
      cmocka_unit_test(bounds_hold_for_another_solver),
      cmocka_unit_test(reading_gives_the_same_problem))
