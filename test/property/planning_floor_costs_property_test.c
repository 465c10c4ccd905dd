/* What floors and stages cost in value, against trying every plan with and without each of them. */
#include "test.h"

#include "../every_plan.h"
#include "planning/answers/floor_costs.h"
#include "planning/search/stages.h"

enum { PROBLEMS = 8000, FLOORS_MAX = 2 };

/* The stages that plans have to keep, by what they reached; one may be left out. */
typedef struct Kept {
    const Solution *solution;
    int32_t stages, without;
    bool found;
    int64_t best;
} Kept;

static bool keeps_stage(const Every *every, const StageAnswer *answer, const Stage *stage) {
    int64_t placed = 0, all = every->problem->candidate_count;
    for (int32_t i = 0; !stage->group_count && i < all; i++) placed += every->taken[i] != NULL;
    if (!stage->group_count) return placed >= answer->value - stage->tolerance;
    for (int32_t i = 0; i < stage->group_count; i++) {
        const PeopleGroup *group = &every->problem->group[stage->group[i]];
        placed = 0;
        for (int32_t k = 0; k < group->member_count; k++) {
            placed += every->taken[group->member[k]] != NULL;
        }
        if (stage->aim == AIM_placed) return placed >= answer->value - stage->tolerance;
        /* The shares of tiny groups are far enough apart for parts of 10,000 to tell them. */
        int64_t short_of = (answer->value - stage->tolerance) * group->member_count;
        if (placed * PLAN_SHARE_WHOLE < short_of) return false;
    }
    return true;
}

static void plan_see(const Every *every, int64_t value) {
    Kept *kept = every->context;
    for (int32_t i = 0; i < kept->stages; i++) {
        const StageAnswer *answer = &kept->solution->stage[i];
        if (i != kept->without && !keeps_stage(every, answer, &answer->stage)) return;
    }
    if (kept->found && value <= kept->best) return;
    kept->found = true;
    kept->best = value;
}

static int32_t stages_before_value(const Solution *solution) {
    int32_t count = 0;
    while (count < solution->stage_count && solution->stage[count].stage.aim != AIM_value) count++;
    return count;
}

/* The best value without one floor and one stage; NOBODY: with all of them. */
enum { NOBODY = -1, EVERYBODY = -2 };

static int64_t best_without(const Problem *problem, const Solution *solution, int32_t floor,
                            int32_t stage) {
    Problem without = *problem;
    Floor kept_floor[FLOORS_MAX];
    without.floor = kept_floor;
    without.floor_count = 0;
    for (int32_t i = 0; i < problem->floor_count && i < FLOORS_MAX; i++) {
        if (i == floor || floor == EVERYBODY) continue;
        kept_floor[without.floor_count++] = problem->floor[i];
    }
    Kept kept = { solution, stage == EVERYBODY ? 0 : stages_before_value(solution), stage };
    Every every = { .problem = &without, .visit = plan_see, .context = &kept };
    every_try(&every, 0);
    assert_true(kept.found);
    return kept.best;
}

static void cost_is(const Between *told, int64_t cost, int number, const char *what) {
    if (told->has_least && told->has_most && told->least == cost && told->most == cost) return;
    fail_msg("problem %d, %s: told %lld to %lld, is %lld", number, what, (long long)told->least,
             (long long)told->most, (long long)cost);
}

/* Of limited questions: true, if not sharp. */
static void cost_holds(const Between *told, int64_t cost, int number) {
    bool holds = told->has_least && told->least <= cost && (!told->has_most || told->most >= cost);
    if (!holds) fail_msg("problem %d: %lld is not within", number, (long long)cost);
}

static void each_cost_is_exact(void **state) {
    (void)state;
    Chance chance = chance_begin();
    int64_t dear = 0, stages_dear = 0;
    for (int i = 0; i < PROBLEMS; i++) {
        TEST_ARENA(arena);
        Problem problem = problem_draw(&chance, arena, &problem_tiny);
        if (one_in(&chance, 2)) {
            stages_draw(&chance, arena, &problem, 20);
            for (int32_t k = 0; k < problem.stage_count; k++) {
                if (problem.stage[k].aim == AIM_least_group) problem.stage[k].tolerance = 0;
            }
        }
        const Problem *last;
        Solution solution;
        FloorCosts costs, hasty;
        ExplainWishes one_node = { .nodes = 1 };
        SearchLimits none = { 0 };
        assert_int_equal(problem_solve_stages(arena, &problem, none, &solution, &last), OK);
        if (!solution.has_value) continue;
        assert_int_equal(floor_costs_find(arena, &problem, last, &solution, (ExplainWishes){ 0 },
                                          &costs), OK);
        assert_int_equal(floor_costs_find(arena, &problem, last, &solution, one_node, &hasty), OK);
        int64_t best = best_without(&problem, &solution, NOBODY, NOBODY);
        int64_t all = best_without(&problem, &solution, EVERYBODY, EVERYBODY) - best;
        cost_is(&costs.all, all, i, "all");
        cost_holds(&hasty.all, all, i);
        for (int32_t k = 0; k < problem.floor_count; k++) {
            int64_t cost = best_without(&problem, &solution, k, NOBODY) - best;
            cost_is(&costs.floor[k], cost, i, "floor");
            cost_holds(&hasty.floor[k], cost, i);
            dear += cost > 0;
        }
        assert_int_equal(costs.stages, solution.stage_count ? stages_before_value(&solution) : 0);
        for (int32_t k = 0; k < costs.stages; k++) {
            int64_t cost = best_without(&problem, &solution, NOBODY, k) - best;
            cost_is(&costs.stage[k], cost, i, "stage");
            cost_holds(&hasty.stage[k], cost, i);
            stages_dear += cost > 0;
        }
    }
    print_message("# %lld floors and %lld stages cost something\n", (long long)dear,
                  (long long)stages_dear);
    assert_true(dear > PROBLEMS / 400 && stages_dear > PROBLEMS / 100);
}

SUITE("what floors cost, tried out", cmocka_unit_test(each_cost_is_exact))
