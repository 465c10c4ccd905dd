/* Thousands of tiny random problems with every rule mixed (resources, floors, households, opening
 * costs, pins, prohibitions, duties), against trying every plan. */
#include "test.h"

#include "../chance.h"
#include "planning/search.h"

enum { PROBLEMS = 6000, PEOPLE_MAX = 6, OPTIONS_MAX = 4, CLASSES_MAX = 2, RESOURCES_MAX = 3 };
enum { FLOORS_MAX = 2, HOUSEHOLDS_MAX = 2, DEMANDS_MAX = PEOPLE_MAX * OPTIONS_MAX * RESOURCES_MAX };

/* --- a problem --- */

static bool one_in(Chance *chance, int64_t times) {
    return chance_between(chance, 1, times) == 1;
}

static int64_t maximum_drawn(Chance *chance) {
    return one_in(chance, 3) ? PLAN_UNLIMITED : chance_between(chance, 0, 4);
}

static int64_t value_drawn(Chance *chance, int64_t kind) {
    if (kind == 0) return chance_between(chance, -2, 3); /* many ties */
    if (kind == 1) return chance_between(chance, -PLAN_VALUE_MAX, PLAN_VALUE_MAX);
    return chance_between(chance, -20, 100);
}

static void options_draw(Chance *chance, Arena *arena, Problem *problem, int64_t kind) {
    int64_t costs = chance_between(chance, 0, 2);
    for (int32_t i = 0; i < problem->class_count; i++) {
        problem->option_class[i] =
            (OptionClass){ str_printf(arena, "K%d", (int)i), chance_between(chance, 0, 4),
                           maximum_drawn(chance), costs ? value_drawn(chance, kind) / 2 : 0 };
    }
    for (int32_t i = 0; i < problem->option_count; i++) {
        problem->option[i] =
            (Option){ str_printf(arena, "o%d", (int)i), chance_between(chance, 0, 3),
                      maximum_drawn(chance),
                      (int32_t)chance_between(chance, -1, problem->class_count - 1),
                      costs == 2 ? value_drawn(chance, kind) / 2 : 0 };
    }
}

static void pair_draw(Chance *chance, Problem *problem, Pair *pair, bool own) {
    pair->demand_first = problem->demand_count;
    for (int32_t r = 0; r < problem->resource_count; r++) {
        /* own: a resource of one option only, as in a general assignment problem */
        if (own ? r != pair->option % problem->resource_count : one_in(chance, 2)) continue;
        int64_t amount = chance_between(chance, 0, 5);
        if (!amount) continue;
        problem->demand[problem->demand_count++] = (PairDemand){ r, amount };
    }
    pair->demand_count = problem->demand_count - pair->demand_first;
}

static void pairs_draw(Chance *chance, Problem *problem, int64_t kind) {
    bool own = one_in(chance, 2), rules = one_in(chance, 3);
    int64_t density = chance_between(chance, 2, 5);
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        bool pinned = false;
        for (int32_t k = 0; k < problem->option_count; k++) {
            if (chance_between(chance, 1, 5) > density) continue;
            Pair *pair = &problem->pair[problem->pair_count++];
            *pair = (Pair){ i, k, value_drawn(chance, kind) };
            pair_draw(chance, problem, pair, own);
            if (!rules || !one_in(chance, 6)) continue;
            pair->rule = pinned || one_in(chance, 2) ? RULE_FORBIDDEN : RULE_PINNED;
            pinned |= pair->rule == RULE_PINNED;
        }
    }
}

static void people_draw(Chance *chance, Arena *arena, Problem *problem) {
    problem->must_place_all = one_in(chance, 6);
    problem->must_place = arena_many(arena, bool, PEOPLE_MAX);
    bool duties = one_in(chance, 4);
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        problem->candidate[i] = str_printf(arena, "c%d", (int)i);
        problem->must_place[i] = duties && one_in(chance, 3);
    }
    int32_t next = 0;
    for (int32_t i = 0; i < problem->household_count; i++) {
        Household *household = &problem->household[i];
        household->same_option = one_in(chance, 2);
        household->member = arena_many(arena, int32_t, PEOPLE_MAX);
        int64_t wanted = chance_between(chance, 1, 3);
        while (wanted-- && next < problem->candidate_count) {
            household->member[household->member_count++] = next++;
        }
        if (!household->member_count) problem->household_count = i;
    }
    for (int32_t i = 0; i < problem->floor_count; i++) {
        Floor *floor = &problem->floor[i];
        *floor = (Floor){ S("g"), chance_between(chance, 0, 3),
                          arena_many(arena, int32_t, PEOPLE_MAX), 0 };
        for (int32_t k = 0; k < problem->candidate_count; k++) {
            if (one_in(chance, 2)) floor->member[floor->member_count++] = k;
        }
    }
}

static Problem problem_draw(Chance *chance, Arena *arena) {
    Problem problem = { .candidate_count = (int32_t)chance_between(chance, 1, PEOPLE_MAX),
                        .option_count = (int32_t)chance_between(chance, 1, OPTIONS_MAX),
                        .class_count = (int32_t)chance_between(chance, 0, CLASSES_MAX),
                        .resource_count = (int32_t)chance_between(chance, 0, RESOURCES_MAX) };
    if (one_in(chance, 3)) problem.floor_count = (int32_t)chance_between(chance, 1, FLOORS_MAX);
    if (one_in(chance, 3)) {
        problem.household_count = (int32_t)chance_between(chance, 1, HOUSEHOLDS_MAX);
    }
    problem.candidate = arena_many(arena, Str, PEOPLE_MAX);
    problem.option = arena_many(arena, Option, OPTIONS_MAX);
    problem.option_class = arena_many(arena, OptionClass, CLASSES_MAX);
    problem.pair = arena_many(arena, Pair, PEOPLE_MAX * OPTIONS_MAX);
    problem.resource = arena_many(arena, Resource, RESOURCES_MAX);
    problem.demand = arena_many(arena, PairDemand, DEMANDS_MAX);
    problem.floor = arena_many(arena, Floor, FLOORS_MAX);
    problem.household = arena_many(arena, Household, HOUSEHOLDS_MAX);
    for (int32_t i = 0; i < problem.resource_count; i++) {
        problem.resource[i] =
            (Resource){ str_printf(arena, "r%d", (int)i), chance_between(chance, 0, 12) };
    }
    int64_t kind = chance_between(chance, 0, 3);
    options_draw(chance, arena, &problem, kind);
    people_draw(chance, arena, &problem);
    pairs_draw(chance, &problem, kind);
    return problem;
}

/* --- every plan --- */

typedef struct Every {
    const Problem *problem;
    const Pair *taken[PEOPLE_MAX];
    bool found;
    int64_t best;
} Every;

static bool is_between(int64_t people, int64_t minimum, int64_t maximum) {
    return !people || (people >= minimum && people <= maximum);
}

static bool rules_kept(const Every *every) {
    const Problem *problem = every->problem;
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        bool must = problem->must_place_all || problem->must_place[i];
        if (must && !every->taken[i]) return false;
    }
    for (int32_t i = 0; i < problem->pair_count; i++) {
        const Pair *pair = &problem->pair[i];
        bool in = every->taken[pair->candidate] == pair;
        if (pair->rule != RULE_NONE && in != (pair->rule == RULE_PINNED)) return false;
    }
    for (int32_t i = 0; i < problem->floor_count; i++) {
        int64_t people = 0;
        for (int32_t k = 0; k < problem->floor[i].member_count; k++) {
            people += every->taken[problem->floor[i].member[k]] != NULL;
        }
        if (people < problem->floor[i].people) return false;
    }
    for (int32_t i = 0; i < problem->household_count; i++) {
        const Household *household = &problem->household[i];
        const Pair *first = every->taken[household->member[0]];
        for (int32_t k = 1; k < household->member_count; k++) {
            const Pair *other = every->taken[household->member[k]];
            if (!first != !other) return false;
            if (first && household->same_option && first->option != other->option) return false;
        }
    }
    return true;
}

static bool plan_worth(const Every *every, int64_t *ret_value) {
    const Problem *problem = every->problem;
    int64_t option[OPTIONS_MAX] = { 0 }, class[CLASSES_MAX] = { 0 }, used[RESOURCES_MAX] = { 0 };
    *ret_value = 0;
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        const Pair *pair = every->taken[i];
        if (!pair) continue;
        *ret_value += pair->value;
        option[pair->option]++;
        int32_t of = problem->option[pair->option].class_index;
        if (of != PLAN_NO_CLASS) class[of]++;
        for (int32_t k = 0; k < pair->demand_count; k++) {
            const PairDemand *demand = &problem->demand[pair->demand_first + k];
            used[demand->resource] += demand->amount;
        }
    }
    for (int32_t i = 0; i < problem->option_count; i++) {
        const Option *of = &problem->option[i];
        if (!is_between(option[i], of->minimum, of->maximum)) return false;
        if (option[i]) *ret_value -= of->opening_cost;
    }
    for (int32_t i = 0; i < problem->class_count; i++) {
        const OptionClass *of = &problem->option_class[i];
        if (!is_between(class[i], of -> minimum, of -> maximum)) return false;
        if (class[i]) *ret_value -= of->opening_cost;
    }
    for (int32_t i = 0; i < problem->resource_count; i++) {
        if (used[i] > problem->resource[i].capacity) return false;
    }
    return rules_kept(every);
}

static void every_try(Every *every, int32_t candidate) {
    const Problem *problem = every->problem;
    if (candidate == problem->candidate_count) {
        int64_t value;
        if (!plan_worth(every, &value) || (every->found && value <= every->best)) return;
        every->found = true;
        every->best = value;
        return;
    }
    every->taken[candidate] = NULL;
    every_try(every, candidate + 1);
    for (int32_t i = 0; i < problem->pair_count; i++) {
        if (problem->pair[i].candidate != candidate) continue;
        every->taken[candidate] = &problem->pair[i];
        every_try(every, candidate + 1);
    }
}

/* --- */

static const Pair *pair_of(const Problem *problem, int32_t candidate, int32_t option) {
    for (int32_t i = 0; i < problem->pair_count; i++) {
        const Pair *pair = &problem->pair[i];
        if (pair->candidate == candidate && pair->option == option) return pair;
    }
    return NULL;
}

static void the_best_of_all_plans_is_found(void **state) {
    (void)state;
    Chance chance = chance_begin();
    int64_t feasible = 0, with_rules = 0;
    for (int i = 0; i < PROBLEMS; i++) {
        TEST_ARENA(arena);
        Problem problem = problem_draw(&chance, arena);
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
        feasible++;
        with_rules += problem.demand_count > 0;
        Every told = { .problem = &problem };
        int64_t value;
        for (int32_t k = 0; k < problem.candidate_count; k++) {
            if (solution.option_of[k] == PLAN_UNPLACED) continue;
            told.taken[k] = pair_of(&problem, k, solution.option_of[k]);
            assert_non_null(told.taken[k]);
        }
        if (!plan_worth(&told, &value)) fail_msg("problem %d: the plan breaks a rule", i);
        if (value != solution.value || value != every.best || solution.bound != value) {
            fail_msg("problem %d: told %lld, is %lld, best %lld, bound %lld", i,
                     (long long)solution.value, (long long)value, (long long)every.best,
                     (long long)solution.bound);
        }
    }
    print_message("# %lld of %d problems have a plan, %lld of them resources\n",
                  (long long)feasible, PROBLEMS, (long long)with_rules);
    assert_true(feasible > PROBLEMS / 4 && with_rules > PROBLEMS / 10);
}

SUITE("planning with rules, tried out", cmocka_unit_test(the_best_of_all_plans_is_found))
