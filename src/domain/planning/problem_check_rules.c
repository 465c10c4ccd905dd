/* The rules for what may bind besides places. */
#include "limits.h"
#include "problem_checker.h"

static bool in_range(int64_t number, int64_t minimum) {
    return number >= minimum && number <= PLAN_VALUE_MAX;
}

static Result check_resources(Checker *checker) {
    const Problem *problem = checker->problem;
    Str *id = arena_many(checker->arena, Str, (size_t)problem->resource_count);
    Result result = check_count(checker, "resources", problem->resource_count, RECORDS_MAX);
    for (int32_t i = 0; i < problem->resource_count && result == OK; i++) {
        id[i] = problem->resource[i].id;
        if (in_range(problem->resource[i].capacity, 0)) continue;
        Str place = str_printf(checker->arena, "resources[%d].capacity", (int)i);
        result =
            check_number(checker, place, problem->resource[i].capacity, WORD_plan_allowed_amount);
    }
    return result == OK ? check_ids(checker, "resources", id, problem->resource_count) : result;
}

/* *sum: per resource, of all pairs so far. */
static Result check_demand(Checker *checker, int32_t pair, int64_t *sum) {
    const Problem *problem = checker->problem;
    const Pair *of = &problem->pair[pair];
    Str place = str_printf(checker->arena, "pairs[%d].demand", (int)pair);
    bool there = of->demand_first >= 0 && of->demand_count >= 0 &&
                 (int64_t)of->demand_first + of->demand_count <= problem->demand_count;
    if (!there) return check_number(checker, place, of->demand_first, WORD_plan_allowed_position);
    for (int32_t i = of->demand_first; i < of->demand_first + of->demand_count; i++) {
        const PairDemand *demand = &problem->demand[i];
        if (demand->resource < 0 || demand->resource >= problem->resource_count) {
            return check_number(checker, place, demand->resource, WORD_plan_allowed_position);
        }
        if (!in_range(demand->amount, 1)) {
            return check_number(checker, place, demand->amount, WORD_plan_allowed_amount);
        }
        sum[demand->resource] += demand->amount;
        if (sum[demand->resource] < INT64_C(1) << SUM_BITS) continue;
        return check_refuse(checker, PHRASE(WORD_plan_problem_amounts, VALUE_TEXT("place", place)));
    }
    return OK;
}

static Result check_demands(Checker *checker) {
    const Problem *problem = checker->problem;
    int64_t *sum = arena_many(checker->arena, int64_t, (size_t)problem->resource_count);
    Result result = OK;
    for (int32_t i = 0; i < problem->pair_count && result == OK; i++) {
        if (problem->pair[i].demand_count) result = check_demand(checker, i, sum);
    }
    return result;
}

static Result check_pins(Checker *checker) {
    const Problem *problem = checker->problem;
    bool *pinned = arena_many(checker->arena, bool, (size_t)problem->candidate_count);
    for (int32_t i = 0; i < problem->pair_count; i++) {
        const Pair *pair = &problem->pair[i];
        if (pair->rule != RULE_PINNED) continue;
        if (pinned[pair->candidate]) {
            Str place = str_printf(checker->arena, "pairs[%d]", (int)i);
            return check_refuse(checker,
                                PHRASE(WORD_plan_problem_twice, VALUE_TEXT("place", place),
                                       VALUE_TEXT("value", problem->candidate[pair->candidate]),
                                       VALUE_TEXT("first", S("pins"))));
        }
        pinned[pair->candidate] = true;
    }
    return OK;
}

static Result check_member(Checker *checker, Str place, int32_t member) {
    if (member >= 0 && member < checker->problem->candidate_count) return OK;
    return check_number(checker, place, member, WORD_plan_allowed_position);
}

static Result check_floors(Checker *checker) {
    const Problem *problem = checker->problem;
    Result result = check_count(checker, "floors", problem->floor_count, PLAN_FLOORS_MAX);
    for (int32_t i = 0; i < problem->floor_count && result == OK; i++) {
        const Floor *floor = &problem->floor[i];
        Str place = str_printf(checker->arena, "floors[%d].minimum_placed", (int)i);
        if (!in_range(floor->people, 0)) {
            return check_number(checker, place, floor->people, WORD_plan_allowed_amount);
        }
        for (int32_t k = 0; k < floor->member_count && result == OK; k++) {
            result = check_member(checker, place, floor->member[k]);
        }
    }
    return result;
}

static Result check_households(Checker *checker) {
    const Problem *problem = checker->problem;
    int32_t *home = arena_many(checker->arena, int32_t, (size_t)problem->candidate_count);
    Result result = check_count(checker, "households", problem->household_count, RECORDS_MAX);
    for (int32_t i = 0; i < problem->household_count && result == OK; i++) {
        const Household *household = &problem->household[i];
        Str place = str_printf(checker->arena, "households[%d].candidates", (int)i);
        for (int32_t k = 0; k < household->member_count && result == OK; k++) {
            int32_t member = household->member[k];
            result = check_member(checker, place, member);
            if (result != OK) return result;
            if (home[member]) {
                Str first = str_printf(checker->arena, "households[%d]", (int)home[member] - 1);
                return check_refuse(checker,
                                    PHRASE(WORD_plan_problem_twice, VALUE_TEXT("place", place),
                                           VALUE_TEXT("value", problem->candidate[member]),
                                           VALUE_TEXT("first", first)));
            }
            home[member] = i + 1;
        }
    }
    return result;
}

/* --- measures --- */

static bool counts_fit(const int64_t *count, int32_t length) {
    for (int32_t i = 0; count && i < length; i++) {
        if (count[i] > PLAN_VALUE_MAX || count[i] < -PLAN_VALUE_MAX) return false;
    }
    return true;
}

static int64_t size_of(int64_t number) {
    return number < 0 ? -number : number;
}

/* The largest a plan can count, pairs and costs, in size; or 2^58 and more. */
static int64_t measure_reach(Checker *checker, const Measure *measure) {
    const Problem *problem = checker->problem;
    const int64_t most = INT64_C(1) << SUM_BITS_WITH_RULES;
    int64_t *largest = arena_many(checker->arena, int64_t, (size_t)problem->candidate_count);
    int64_t sum = 0;
    for (int32_t i = 0; measure->option_cost && i < problem->option_count && sum < most; i++) {
        sum += size_of(measure->option_cost[i]);
    }
    for (int32_t i = 0; measure->class_cost && i < problem->class_count && sum < most; i++) {
        sum += size_of(measure->class_cost[i]);
    }
    for (int32_t i = 0; i < problem->pair_count && sum < most; i++) {
        int64_t *here = &largest[problem->pair[i].candidate], size = size_of(measure->pair[i]);
        if (size <= *here) continue;
        sum += size - *here;
        *here = size;
    }
    return sum;
}

static Result check_measures(Checker *checker) {
    const Problem *problem = checker->problem;
    const int64_t most = INT64_C(1) << SUM_BITS_WITH_RULES;
    Str *id = arena_many(checker->arena, Str, (size_t)problem->measure_count);
    Result result = check_count(checker, "measures", problem->measure_count, PLAN_MEASURES_MAX);
    for (int32_t i = 0; i < problem->measure_count && result == OK; i++) {
        const Measure *measure = &problem->measure[i];
        id[i] = measure->id;
        bool fits = counts_fit(measure->pair, problem->pair_count) &&
                    counts_fit(measure->option_cost, problem->option_count) &&
                    counts_fit(measure->class_cost, problem->class_count);
        if (fits && measure->least < most && measure->least > -most &&
            measure_reach(checker, measure) < most) {
            continue;
        }
        result = check_refuse(
            checker, PHRASE(WORD_plan_problem_sum,
                            VALUE_TEXT("place", str_printf(checker->arena, "measures[%d]", (int)i)),
                            VALUE_NUMBER("power", SUM_BITS_WITH_RULES)));
    }
    return result == OK ? check_ids(checker, "measures", id, problem->measure_count) : result;
}

Result check_rules(Checker *checker) {
    Result result = check_resources(checker);
    if (result == OK) result = check_demands(checker);
    if (result == OK) result = check_pins(checker);
    if (result == OK) result = check_floors(checker);
    if (result == OK) result = check_households(checker);
    return result == OK ? check_measures(checker) : result;
}
