/* What the bench of plans stands on: instances that are the same everywhere, and peers that are
 * given the same problem. A peer that is not here is skipped. */
#include "test.h"

#include "../peers/peer_problem.h"
#include "../peers/peer_run.h"
#include "../peers/plan_instances.h"
#include "../problem_json.h"
#include "../random_problem.h"
#include "phrase.h"
#include "planning/search/search.h"

enum { TINY_PROBLEMS = 40, SECONDS_MAX = 20 };

static Problem made(Arena *arena, const char *name) {
    Problem problem;
    assert_int_equal(plan_instance_make(arena, name, &problem), OK);
    return problem;
}

static void every_name_gives_a_problem_that_is_allowed(void **state) {
    (void)state;
    const char *name;
    for (int i = 0; (name = plan_instance_name(i)); i++) {
        TEST_ARENA(arena);
        Phrase why = { 0 };
        if (strstr(name, "country")) continue; /* large */
        Problem problem = made(arena, name);
        assert_int_equal(problem_check(arena, &problem, &why), OK);
        assert_true(problem.pair_count > 5 * problem.candidate_count);
    }
}

static void an_unknown_name_gives_none(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Problem problem;
    assert_int_equal(plan_instance_make(arena, "300x30", &problem), NOT_FOUND);
    assert_int_equal(plan_instance_make(arena, "-changed", &problem), NOT_FOUND);
}

/* The value is known from another machine's run. */
static void the_same_name_gives_the_same_problem(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Problem problem = made(arena, "300x30-8-16");
    Solution solution;
    assert_int_equal(problem_solve(arena, &problem, (SearchLimits){ 0 }, &solution), OK);
    assert_int_equal(solution.status, PLAN_OPTIMAL);
    assert_int_equal(solution.value, 16900281);
}

static void what_is_written_is_read_back(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Problem problem = made(arena, "300x30-8-16-guides"), again;
    Phrase why = { 0 };
    char *bytes = arena_get(arena, 1 << 20);
    FILE *file = tmpfile();
    assert_non_null(file);
    plan_instance_write(file, &problem);
    rewind(file);
    Str json = { bytes, fread(bytes, 1, 1 << 20, file) };
    fclose(file);
    assert_int_equal(problem_read(arena, json, &again, &why), OK);
    assert_null(problem_difference(&problem, &again));
}

static int64_t value_of(const Problem *problem, int32_t candidate, int32_t option) {
    for (int32_t i = 0; i < problem->pair_count; i++) {
        const Pair *pair = &problem->pair[i];
        if (pair->candidate == candidate && pair->option == option) return pair->value;
    }
    return -1;
}

static void one_pair_in_a_hundred_is_changed(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Problem problem = made(arena, "1000x100-8-16"), changed = made(arena, "1000x100-8-16-changed");
    int other = 0, gone = 0, new = 0;
    for (int32_t i = 0; i < problem.pair_count; i++) {
        const Pair *pair = &problem.pair[i];
        int64_t value = value_of(&changed, pair->candidate, pair->option);
        gone += value < 0;
        other += value >= 0 && value != pair->value;
    }
    for (int32_t i = 0; i < changed.pair_count; i++) {
        const Pair *pair = &changed.pair[i];
        new += value_of(&problem, pair->candidate, pair->option) < 0;
    }
    assert_in_range(other, 35, 41);
    assert_in_range(gone, 18, 20);
    assert_in_range(new, 10, 20);
}

/* ---- peers ---- */

static void compare(Arena *arena, PeerSolver solver, const Problem *problem, int number) {
    Solution ours;
    PeerProblem peer = peer_problem_make(arena, problem);
    PeerModel model = peer_model_make(arena, &peer);
    PeerOutcome found = peer_run(solver, &model, SECONDS_MAX);
    assert_int_equal(problem_solve(arena, problem, (SearchLimits){ 0 }, &ours), OK);
    if (!found.proven) fail_msg("problem %d: %s proves nothing", number, peer_name(solver));
    if (found.has_value != ours.has_value ||
        (found.has_value && llabs((long long)(found.value - (double)ours.value)) > 0)) {
        fail_msg("problem %d: %s finds %f, not %lld\n%s", number, peer_name(solver),
                 found.has_value ? found.value : -1, ours.has_value ? (long long)ours.value : -1,
                 problem_json(arena, problem).at);
    }
}

/* HiGHS takes seconds to start. */
static void peers_find_the_same(void **state) {
    (void)state;
    ProblemSize size = problem_tiny;
    size.large_values = false;
    Chance chance = chance_begin();
    bool any = false;
    for (PeerSolver solver = PEER_GLPK; solver < PEER_HIGHS; solver++) {
        if (!peer_present(solver)) continue;
        any = true;
        for (int number = 0; number < TINY_PROBLEMS; number++) {
            TEST_ARENA(arena);
            Problem problem = problem_draw(&chance, arena, &size);
            if (problem.pair_count) compare(arena, solver, &problem, number);
        }
    }
    if (!any) skip();
}

SUITE("plan peers", cmocka_unit_test(every_name_gives_a_problem_that_is_allowed),
      cmocka_unit_test(an_unknown_name_gives_none),
      cmocka_unit_test(the_same_name_gives_the_same_problem),
      cmocka_unit_test(what_is_written_is_read_back),
      cmocka_unit_test(one_pair_in_a_hundred_is_changed), cmocka_unit_test(peers_find_the_same))
