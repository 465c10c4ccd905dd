/* Thousands of tiny problems side by side as one problem, of which each is tried plan by plan: the
 * whole is worth what they are worth together, however it is cut, limited, begun or looked at. */
#include "test.h"

#include "../every_plan.h"
#include "../glued_problem.h"
#include "planning/form/apart.h"
#include "planning/groups/part.h"

enum { PROBLEMS = 3000 };

typedef struct Best {
    bool found;
    int64_t value;
} Best;

static Best best_of(const Glued *glued) {
    Best best = { .found = true };
    for (int32_t p = 0; p < glued->count; p++) {
        Every every = { .problem = &glued->piece[p] };
        every_try(&every, 0);
        best.found = best.found && every.found;
        best.value += every.best;
    }
    return best;
}

static void plan_keeps_the_rules(const Glued *glued, const Solution *solution, int at) {
    int64_t value = 0;
    if (!solution->has_value) return;
    for (int32_t p = 0; p < glued->count; p++) {
        Solution part = glued_part(glued, p, solution);
        Every told = { .problem = &glued->piece[p] };
        if (!every_take(&told, &part)) fail_msg("problem %d: piece %d breaks a rule", at, p);
        value += told.value;
    }
    if (value != solution->value) fail_msg("problem %d: told another value", at);
}

static Solution solved(const Glued *glued, SearchLimits limits, Best best, int at) {
    Solution solution;
    assert_int_equal(problem_solve(glued->arena, &glued->whole, limits, &solution), OK);
    plan_keeps_the_rules(glued, &solution, at);
    if (solution.has_bound && best.found && solution.bound < best.value) {
        fail_msg("problem %d: the bound is too low", at);
    }
    if (solution.status == PLAN_INFEASIBLE && best.found) fail_msg("problem %d: has a plan", at);
    return solution;
}

static void is_best(const Solution *solution, Best best, int at) {
    if (solution->status != (best.found ? PLAN_OPTIMAL : PLAN_INFEASIBLE)) {
        fail_msg("problem %d: status %d, a plan is there: %d", at, solution->status, best.found);
    }
    if (best.found && (solution->value != best.value || solution->bound != best.value)) {
        fail_msg("problem %d: %lld, best %lld", at, (long long)solution->value,
                 (long long)best.value);
    }
}

/* --- looking on --- */

typedef struct Looking {
    Best best;
    int at;
    int64_t times, until;
} Looking;

static bool look(void *context, SearchProgress progress) {
    Looking *looking = context;
    if (looking->best.found && progress.bound < looking->best.value) {
        fail_msg("problem %d: progress tells a bound that is too low", looking->at);
    }
    if (progress.has_value && progress.value > looking->best.value) {
        fail_msg("problem %d: progress tells more than the best", looking->at);
    }
    if (progress.has_value && !looking->best.found) fail_msg("problem %d: no plan", looking->at);
    return ++looking->times != looking->until;
}

static void limits_are_kept(Chance *chance, const Glued *glued, Best best, int at) {
    Looking looking = { .best = best, .at = at };
    SearchLimits limits = { .progress = look, .context = &looking };
    Solution seen = solved(glued, limits, best, at);
    is_best(&seen, best, at);
    looking.times = 0;
    looking.until = 1;
    solved(glued, limits, best, at);
    SearchLimits few = { .nodes_max = chance_between(chance, 1, 12) };
    Solution one = solved(glued, few, best, at), other = solved(glued, few, best, at);
    if (one.value != other.value || one.bound != other.bound || one.nodes != other.nodes) {
        fail_msg("problem %d: not the same twice", at);
    }
    SearchLimits gap = { .gap_per_million = chance_between(chance, 1000, 300000) };
    Solution close = solved(glued, gap, best, at);
    if (best.found && !close.has_value) fail_msg("problem %d: a gap costs the plan", at);
    if (close.has_value && !gap_is_within(close.value, close.bound, gap.gap_per_million)) {
        fail_msg("problem %d: the gap is larger than asked: %lld, %lld, best %lld, %lld", at,
                 (long long)close.value, (long long)close.bound, (long long)best.value,
                 (long long)gap.gap_per_million);
    }
}

/* --- again --- */

static void again_is_the_same(Chance *chance, const Glued *glued, Best best, int at) {
    Basis *basis = basis_new(glued->arena, &glued->whole);
    Solution first = solved(glued, (SearchLimits){ .basis = basis }, best, at);
    is_best(&first, best, at);
    for (int32_t i = 0; i < glued->whole.candidate_count; i++) {
        int32_t pair = basis->pair_of[i];
        if (pair == PLAN_UNPLACED || !first.has_value) continue;
        const Pair *is = &glued->whole.pair[pair];
        if (is->candidate != i || first.option_of[i] != is->option) {
            fail_msg("problem %d: the basis has another plan", at);
        }
        if (one_in(chance, 3)) basis->pair_of[i] = PLAN_UNPLACED;
    }
    Solution again = solved(glued, (SearchLimits){ .start = basis }, best, at);
    is_best(&again, best, at);
}

static void pieces_are_worth_what_they_are_worth_apart(void **state) {
    (void)state;
    Chance chance = chance_begin();
    int64_t feasible = 0, cut = 0, flows = 0;
    for (int i = 0; i < PROBLEMS; i++) {
        TEST_ARENA(arena);
        Glued *glued = glued_draw(&chance, arena);
        Phrase why;
        if (problem_check(arena, &glued->whole, &why) != OK) continue; /* too much together */
        Best best = best_of(glued);
        Solution solution = solved(glued, (SearchLimits){ 0 }, best, i);
        is_best(&solution, best, i);
        limits_are_kept(&chance, glued, best, i);
        again_is_the_same(&chance, glued, best, i);
        feasible += best.found;
        bool flow = part_list(arena, &glued->whole).is_flow;
        flows += best.found && flow;
        cut += best.found && !flow && apart_new(arena, &glued->whole)->count > 1;
    }
    print_message("# %lld of %d have a plan, %lld are cut, %lld are flows\n", (long long)feasible,
                  PROBLEMS, (long long)cut, (long long)flows);
    assert_true(feasible > PROBLEMS / 5 && cut > feasible / 5);
}

SUITE("planning in pieces, tried out", cmocka_unit_test(pieces_are_worth_what_they_are_worth_apart))
