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
    Result result = check_count(checker, "floors", problem->floor_count, RECORDS_MAX);
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

Result check_rules(Checker *checker) {
    Result result = check_resources(checker);
    if (result == OK) result = check_demands(checker);
    if (result == OK) result = check_pins(checker);
    if (result == OK) result = check_floors(checker);
    return result == OK ? check_households(checker) : result;
}
