/* Thousands of tiny random problems with every rule mixed (resources, floors, households, opening
 * costs, pins, prohibitions, duties to place and to start, measures), against trying every plan. */
#include "test.h"

#include "../every_plan.h"
#include "planning/groups/part.h"
#include "planning/search/search.h"

enum { PROBLEMS = 6000 };

static void best_of_all(const ProblemSize *size) {
    Chance chance = chance_begin();
    int64_t feasible = 0, with_rules = 0, measured_too = 0, flows = 0;
    for (int i = 0; i < PROBLEMS; i++) {
        TEST_ARENA(arena);
        Problem problem = problem_draw(&chance, arena, size);
        Phrase why;
        Solution solution;
        assert_int_equal(problem_check(arena, &problem, &why), OK);
        assert_int_equal(problem_solve(arena, &problem, (SearchLimits){ 0 }, &solution), OK);
        Every every = { .problem = &problem };
        every_try(&every, 0);
        if (solution.status != (every.found ? PLAN_OPTIMAL : PLAN_INFEASIBLE)) {
            fail_msg("problem %d: status %d, a plan is there: %d", i, solution.status, every.found);
        }
        if (!every.found) continue;
        Solution hasty;
        SearchLimits one = { .nodes_max = 1 };
        assert_int_equal(problem_solve(arena, &problem, one, &hasty), OK);
        if (hasty.has_bound && hasty.bound < every.best) fail_msg("problem %d: bound too low", i);
        feasible++;
        flows += part_list(arena, &problem).is_flow;
        with_rules += problem.demand_count > 0;
        measured_too += problem.measure_count > 0;
        Every told = { .problem = &problem };
        if (!every_take(&told, &solution)) fail_msg("problem %d: the plan breaks a rule", i);
        int64_t value = told.value;
        if (value != solution.value || value != every.best || solution.bound != value) {
            fail_msg("problem %d: told %lld, is %lld, best %lld, bound %lld", i,
                     (long long)solution.value, (long long)value, (long long)every.best,
                     (long long)solution.bound);
        }
    }
    print_message("# %lld of %d problems have a plan, %lld of them resources, %lld measures, "
                  "%lld are flows\n",
                  (long long)feasible, PROBLEMS, (long long)with_rules, (long long)measured_too,
                  (long long)flows);
    assert_true(feasible > PROBLEMS / 4 && with_rules > PROBLEMS / 10);
    assert_true(size->flow ? flows > feasible / 2 : measured_too > PROBLEMS / 20);
}

static void the_best_of_all_plans_is_found(void **state) {
    (void)state;
    best_of_all(&problem_tiny);
}

static void the_best_of_all_flows_is_found(void **state) {
    (void)state;
    best_of_all(&problem_tiny_flow);
}

SUITE("planning with rules, tried out", cmocka_unit_test(the_best_of_all_plans_is_found),
      cmocka_unit_test(the_best_of_all_flows_is_found))
