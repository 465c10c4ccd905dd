/* every_plan.h: every plan of a tiny problem (random_problem.h), tried one by one, with the
 * rules kept and the value counted from the problem alone. */
#ifndef OPSTAP_TEST_EVERY_PLAN_H
#define OPSTAP_TEST_EVERY_PLAN_H

#include "planning/search/search.h"
#include "random_problem.h"

enum {
    PEOPLE_MAX = PROBLEM_TINY_PEOPLE,
    OPTIONS_MAX = PROBLEM_TINY_OPTIONS,
    CLASSES_MAX = PROBLEM_TINY_CLASSES,
    RESOURCES_MAX = PROBLEM_TINY_RESOURCES
};

typedef struct Every {
    const Problem *problem;
    const Pair *taken[PEOPLE_MAX];
    void (*visit)(const struct Every *every, int64_t value); /* each plan; may be NULL */
    void *context;
    const Pair *wanted; /* only plans with this pair; NULL: all */
    int64_t value;      /* of every_take */
    bool found;
    int64_t best;
} Every;

static inline bool is_between(int64_t people, int64_t minimum, int64_t maximum) {
    return !people || (people >= minimum && people <= maximum);
}

static inline bool rules_kept(const Every *every) {
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

static inline int64_t measured(const Every *every, const Measure *measure, const int64_t *in_option,
                               const int64_t *in_class) {
    const Problem *problem = every->problem;
    int64_t sum = 0;
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        if (every->taken[i]) sum += measure->pair[every->taken[i] - problem->pair];
    }
    for (int32_t i = 0; measure->option_cost && i < problem->option_count; i++) {
        if (in_option[i]) sum -= measure->option_cost[i];
    }
    for (int32_t i = 0; measure->class_cost && i < problem->class_count; i++) {
        if (in_class[i]) sum -= measure->class_cost[i];
    }
    return sum;
}

static inline bool plan_worth(const Every *every, int64_t *ret_value) {
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
        if (!option[i] && of->must_start) return false;
        if (option[i]) *ret_value -= of->opening_cost;
    }
    for (int32_t i = 0; i < problem->class_count; i++) {
        const OptionClass *of = &problem->option_class[i];
        if (!is_between(class[i], of -> minimum, of -> maximum)) return false;
        if (!class[i] && of->must_start) return false;
        if (class[i]) *ret_value -= of->opening_cost;
    }
    for (int32_t i = 0; i < problem->resource_count; i++) {
        if (used[i] > problem->resource[i].capacity) return false;
    }
    for (int32_t i = 0; i < problem->measure_count; i++) {
        const Measure *measure = &problem->measure[i];
        if (measured(every, measure, option, class) < measure->least) return false;
    }
    return rules_kept(every);
}

static inline void every_try(Every *every, int32_t candidate) {
    const Problem *problem = every->problem;
    if (candidate >= problem->candidate_count || candidate >= PEOPLE_MAX) {
        int64_t value;
        if (!plan_worth(every, &value)) return;
        if (every->visit) every->visit(every, value);
        if (every->found && value <= every->best) return;
        every->found = true;
        every->best = value;
        return;
    }
    bool bound = every->wanted && every->wanted->candidate == candidate;
    every->taken[candidate] = NULL;
    if (!bound) every_try(every, candidate + 1);
    for (int32_t i = 0; i < problem->pair_count; i++) {
        if (problem->pair[i].candidate != candidate) continue;
        if (bound && every->wanted != &problem->pair[i]) continue;
        every->taken[candidate] = &problem->pair[i];
        every_try(every, candidate + 1);
    }
}

static inline const Pair *pair_of(const Problem *problem, int32_t candidate, int32_t option) {
    for (int32_t i = 0; i < problem->pair_count; i++) {
        const Pair *pair = &problem->pair[i];
        if (pair->candidate == candidate && pair->option == option) return pair;
    }
    return NULL;
}

/* Takes what a solution says. False: it has somebody where they have no pair, or breaks a rule. */
static inline bool every_take(Every *every, const Solution *solution) {
    for (int32_t i = 0; i < every->problem->candidate_count; i++) {
        every->taken[i] = NULL;
        if (solution->option_of[i] == PLAN_UNPLACED) continue;
        every->taken[i] = pair_of(every->problem, i, solution->option_of[i]);
        if (!every->taken[i]) return false;
    }
    return plan_worth(every, &every->value);
}

#endif
