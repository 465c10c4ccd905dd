/* Stages against trying every plan: thousands of tiny problems with every rule mixed, every aim in
 * every order, with and without tolerance. Also under limits: what is told is then true all the
 * same. */
#include "test.h"

#include "../every_plan.h"
#include "planning/search/stages.h"

enum { PROBLEMS = 3000, PLANS_MAX = 15625 /* (options + 1) ^ people */ };

typedef struct Known {
    int8_t option[PEOPLE_MAX]; /* -1 */
    int64_t value;
    bool alive;
} Known;

typedef struct Plans {
    const Problem *problem;
    Known *plan;
    int32_t count;
} Plans;

static void plan_note(const Every *every, int64_t value) {
    Plans *plans = every->context;
    Known *plan = &plans->plan[plans->count++];
    plan->value = value;
    plan->alive = true;
    for (int32_t i = 0; i < every->problem->candidate_count; i++) {
        plan->option[i] = every->taken[i] ? (int8_t)every->taken[i]->option : -1;
    }
}

/* --- aims, as fractions --- */

typedef struct Fraction {
    int64_t top, under;
} Fraction;

static bool less(Fraction a, Fraction b) {
    return (__int128)a.top * b.under < (__int128)b.top * a.under;
}

static Fraction aim_of(const Problem *problem, const Stage *stage, const Known *plan) {
    int64_t placed = 0;
    if (stage->aim == AIM_value) return (Fraction){ plan->value, 1 };
    for (int32_t i = 0; !stage->group_count && i < problem->candidate_count; i++) {
        placed += plan->option[i] >= 0;
    }
    if (!stage->group_count) return (Fraction){ placed, 1 };
    Fraction least = { 2, 1 };
    for (int32_t i = 0; i < stage->group_count; i++) {
        const PeopleGroup *group = &problem->group[stage->group[i]];
        placed = 0;
        for (int32_t k = 0; k < group->member_count; k++) {
            placed += plan->option[group->member[k]] >= 0;
        }
        if (stage->aim == AIM_placed) return (Fraction){ placed, 1 };
        Fraction share = { placed, group->member_count };
        if (less(share, least)) least = share;
    }
    return least;
}

static bool keeps(Fraction reached, Fraction best, const Stage *stage) {
    Fraction allowed = { best.top - stage->tolerance * best.under, best.under };
    if (stage->aim == AIM_least_group) {
        allowed = (Fraction){ best.top * 10000 - stage->tolerance * best.under,
                              best.under * 10000 };
    }
    return !less(reached, allowed);
}

/* Of the plans that are left; then only those that keep it are. */
static Fraction plans_best(Plans *plans, const Stage *stage) {
    Fraction best = { 0, 0 };
    for (int32_t i = 0; i < plans->count; i++) {
        if (!plans->plan[i].alive) continue;
        Fraction aim = aim_of(plans->problem, stage, &plans->plan[i]);
        if (!best.under || less(best, aim)) best = aim;
    }
    return best;
}

static void plans_keep(Plans *plans, const Stage *stage, Fraction best) {
    for (int32_t i = 0; i < plans->count; i++) {
        Known *plan = &plans->plan[i];
        plan->alive = plan->alive && keeps(aim_of(plans->problem, stage, plan), best, stage);
    }
}

static int64_t told(const Stage *stage, Fraction aim) {
    return stage->aim == AIM_least_group ? aim.top * 10000 / aim.under : aim.top;
}

/* --- */

static const Known *plan_told(const Plans *plans, const Solution *solution) {
    for (int32_t i = 0; i < plans->count; i++) {
        bool same = true;
        for (int32_t k = 0; k < plans->problem->candidate_count; k++) {
            same = same && plans->plan[i].option[k] == solution->option_of[k];
        }
        if (same) return &plans->plan[i];
    }
    return NULL;
}

static void answer_check(Plans *plans, const Solution *solution, int number) {
    const Known *plan = plan_told(plans, solution);
    const Problem *problem = plans->problem;
    if (!plan) {
        fail_msg("problem %d: the plan breaks a rule", number);
        return;
    }
    assert_true(plan->value == solution->value);
    for (int32_t i = 0; i < solution->stage_count; i++) {
        const StageAnswer *answer = &solution->stage[i];
        Fraction best = plans_best(plans, &answer->stage);
        Fraction here = aim_of(problem, &answer->stage, plan);
        bool wrong = answer->value != told(&answer->stage, best) || !answer->proven ||
                     answer->bound != answer->value || answer->kept != told(&answer->stage, here);
        if (wrong) {
            fail_msg("problem %d, stage %d: told %lld bound %lld, best %lld", number, (int)i,
                     (long long)answer->value, (long long)answer->bound,
                     (long long)told(&answer->stage, best));
        }
        if (answer->stage.aim == AIM_least_group) {
            assert_true(answer->least.placed * here.under == here.top * answer->least.size);
        }
        if (answer->stage.aim == AIM_value) assert_true(solution->bound == answer->bound);
        plans_keep(plans, &answer->stage, best);
        if (!plan->alive) fail_msg("problem %d: stage %d is not kept", number, (int)i);
    }
}

/* Under limits: no plan beats a bound of the first stage, and what was reached is kept. */
static void limited_check(Plans *plans, const Solution *solution, int number) {
    if (solution->status == PLAN_STOPPED) return;
    const Known *plan = plan_told(plans, solution);
    if (!plan) {
        fail_msg("problem %d: the plan breaks a rule", number);
        return;
    }
    for (int32_t i = 0; i < solution->stage_count; i++) {
        const StageAnswer *answer = &solution->stage[i];
        const Stage *stage = &answer->stage;
        Fraction best = plans_best(plans, stage), here = aim_of(plans->problem, stage, plan);
        int64_t most = stage->aim == AIM_least_group && best.top * 10000 % best.under
                           ? told(stage, best) + !answer->proven
                           : told(stage, best);
        if (answer->has_value && !i && answer->bound < most) {
            fail_msg("problem %d: bound %lld, best %lld", number, (long long)answer->bound,
                     (long long)told(stage, best));
        }
        if (answer->has_value && answer->kept < answer->value - stage->tolerance) {
            fail_msg("problem %d: stage %d is not kept", number, (int)i);
        }
        assert_true(answer->kept == told(stage, here));
    }
}

static void stages_are_solved_in_order(void **state) {
    (void)state;
    Chance chance = chance_begin();
    int64_t feasible = 0, several = 0;
    for (int i = 0; i < PROBLEMS; i++) {
        TEST_ARENA(arena);
        Problem problem = problem_draw(&chance, arena, &problem_tiny);
        stages_draw(&chance, arena, &problem, one_in(&chance, 2) ? 20 : PLAN_VALUE_MAX / 2);
        Phrase why;
        Solution solution;
        const Problem *last;
        assert_int_equal(problem_check(arena, &problem, &why), OK);
        SearchLimits limits = { .nodes_max = one_in(&chance, 4) ? chance_between(&chance, 1, 9)
                                                                : 0 };
        assert_int_equal(problem_solve_stages(arena, &problem, limits, &solution, &last), OK);
        Plans plans = { &problem, arena_many(arena, Known, PLANS_MAX), 0 };
        Every every = { .problem = &problem, .visit = plan_note, .context = &plans };
        every_try(&every, 0);
        PlanStatus status = every.found ? PLAN_OPTIMAL : PLAN_INFEASIBLE;
        if (limits.nodes_max && solution.status != status) {
            assert_true(every.found || solution.status == PLAN_STOPPED);
            limited_check(&plans, &solution, i);
            continue;
        }
        if (solution.status != status) {
            fail_msg("problem %d: status %d, a plan is there: %d", i, solution.status, every.found);
        }
        if (!every.found) continue;
        feasible++;
        several += solution.stage_count > 2;
        if (problem.stage_count) answer_check(&plans, &solution, i);
    }
    print_message("# %lld of %d problems have a plan, %lld of them three stages or more\n",
                  (long long)feasible, PROBLEMS, (long long)several);
    assert_true(feasible > PROBLEMS / 4 && several > PROBLEMS / 8);
}

/* A plan within the gap will do, but no further off, and its bound is true. */
static void a_gap_is_kept(void **state) {
    (void)state;
    Chance chance = chance_begin();
    int64_t early = 0;
    for (int i = 0; i < PROBLEMS; i++) {
        TEST_ARENA(arena);
        Problem problem =
            problem_draw(&chance, arena, one_in(&chance, 2) ? &problem_tiny : &problem_tiny_flow);
        SearchLimits limits = { .gap_per_million = chance_between(&chance, 1, 1000000) };
        Solution solution;
        assert_int_equal(problem_solve(arena, &problem, limits, &solution), OK);
        Every every = { .problem = &problem };
        every_try(&every, 0);
        assert_true(solution.has_value == every.found);
        if (!every.found) continue;
        if (solution.bound < every.best || solution.value > every.best ||
            !gap_is_within(solution.value, solution.bound, limits.gap_per_million)) {
            fail_msg("problem %d: %lld to %lld, best %lld, gap %lld", i, (long long)solution.value,
                     (long long)solution.bound, (long long)every.best,
                     (long long)limits.gap_per_million);
        }
        assert_true((solution.status == PLAN_OPTIMAL) == (solution.value == solution.bound));
        early += solution.status == PLAN_FEASIBLE;
    }
    print_message("# %lld searches ended at the gap\n", (long long)early);
    assert_true(early > PROBLEMS / 100);
}

SUITE("planning in stages, tried out", cmocka_unit_test(stages_are_solved_in_order),
      cmocka_unit_test(a_gap_is_kept))
