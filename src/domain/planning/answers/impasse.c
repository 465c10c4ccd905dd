#include "impasse.h"

#include <string.h>

#include "auto.h"
#include "clock.h"

enum { QUESTION_NODES_MAX = 500 };
static const size_t ARENA_BYTES_MAX = (size_t)64 << 30;

const char *impasse_kind_name(ImpasseKind kind) {
#define IMPASSE_NAME(name) #name,
    static const char *const names[IMPASSE_KIND_COUNT] = { IMPASSE_KINDS(IMPASSE_NAME) };
    return names[kind];
}

typedef struct Filter {
    const Problem *problem;
    ImpasseDemand *demand; /* those that are left; then those that are being tried without */
    int32_t count;
    SearchLimits limits;
    double until; /* 0: no end */
    bool unsure;
} Filter;

/* --- what may be given up --- */

static int32_t option_demands(const Problem *problem, ImpasseKind kind, ImpasseDemand *demand) {
    int32_t count = 0;
    bool option = kind == IMPASSE_option_minimum || kind == IMPASSE_option_maximum ||
                  kind == IMPASSE_option_start;
    bool start = kind == IMPASSE_option_start || kind == IMPASSE_class_start;
    bool minimum = kind == IMPASSE_option_minimum || kind == IMPASSE_class_minimum;
    for (int32_t i = 0; i < (option ? problem->option_count : problem->class_count); i++) {
        int64_t least = option ? problem->option[i].minimum : problem->option_class[i].minimum;
        int64_t most = option ? problem->option[i].maximum : problem->option_class[i].maximum;
        bool must = option ? problem->option[i].must_start : problem->option_class[i].must_start;
        if (start ? !must : minimum ? least <= 1 : most == PLAN_UNLIMITED) continue;
        demand[count++] = (ImpasseDemand){ kind, i };
    }
    return count;
}

static bool is_demand(const Problem *problem, ImpasseKind kind, int32_t at) {
    switch (kind) {
    case IMPASSE_must_place:
        return problem->must_place_all || (problem->must_place && problem->must_place[at]);
    case IMPASSE_pin: return problem->pair[at].rule == RULE_PINNED;
    case IMPASSE_forbidden: return problem->pair[at].rule == RULE_FORBIDDEN;
    default: return true;
    }
}

static int32_t list_count(const Problem *problem, ImpasseKind kind) {
    switch (kind) {
    case IMPASSE_must_place: return problem->candidate_count;
    case IMPASSE_floor: return problem->floor_count;
    case IMPASSE_pin:
    case IMPASSE_forbidden: return problem->pair_count;
    case IMPASSE_household: return problem->household_count;
    default: return problem->resource_count;
    }
}

static void demands_gather(Arena *arena, Filter *filter) {
    const Problem *problem = filter->problem;
    size_t most = (size_t)problem->candidate_count + (size_t)problem->floor_count +
                  2 * (size_t)problem->pair_count + (size_t)problem->household_count +
                  (size_t)problem->resource_count +
                  2 * ((size_t)problem->option_count + (size_t)problem->class_count);
    filter->demand = arena_many(arena, ImpasseDemand, most);
    for (int kind = 0; kind < IMPASSE_KIND_COUNT; kind++) {
        ImpasseDemand *next = filter->demand + filter->count;
        if (kind >= IMPASSE_option_minimum) {
            filter->count += option_demands(problem, (ImpasseKind)kind, next);
            continue;
        }
        for (int32_t i = 0; i < list_count(problem, (ImpasseKind)kind); i++) {
            if (!is_demand(problem, (ImpasseKind)kind, i)) continue;
            filter->demand[filter->count++] = (ImpasseDemand){ (ImpasseKind)kind, i };
        }
    }
}

/* --- the problem without --- */

/* The same people and pairs, worth nothing, and nothing demanded of them. */
static Problem without_demands(Arena *arena, const Problem *problem) {
    Problem bare = *problem;
    bare.must_place_all = false;
    bare.must_place = arena_many(arena, bool, (size_t)problem->candidate_count);
    bare.option = arena_many(arena, Option, (size_t)problem->option_count);
    bare.option_class = arena_many(arena, OptionClass, (size_t)problem->class_count);
    bare.pair = arena_many(arena, Pair, (size_t)problem->pair_count);
    bare.resource = arena_many(arena, Resource, (size_t)problem->resource_count);
    bare.floor = arena_many(arena, Floor, (size_t)problem->floor_count);
    bare.household = arena_many(arena, Household, (size_t)problem->household_count);
    bare.floor_count = bare.household_count = 0;
    for (int32_t i = 0; i < problem->option_count; i++) {
        bare.option[i] =
            (Option){ problem->option[i].id, 0, PLAN_UNLIMITED, problem->option[i].class_index, 0 };
    }
    for (int32_t i = 0; i < problem->class_count; i++) {
        bare.option_class[i] = (OptionClass){ problem->option_class[i].id, 0, PLAN_UNLIMITED, 0 };
    }
    for (int32_t i = 0; i < problem->pair_count; i++) {
        bare.pair[i] = problem->pair[i];
        bare.pair[i].value = 0;
        bare.pair[i].rule = RULE_NONE;
    }
    for (int32_t i = 0; i < problem->resource_count; i++) bare.resource[i] = problem->resource[i];
    for (int32_t i = 0; i < problem->resource_count; i++) bare.resource[i].capacity = 0;
    for (int32_t i = 0; i < problem->demand_count; i++) {
        bare.resource[problem->demand[i].resource].capacity += problem->demand[i].amount;
    }
    return bare;
}

static void demand_hold(const Problem *problem, Problem *held, ImpasseDemand demand) {
    int32_t at = demand.at;
    switch (demand.kind) {
    case IMPASSE_must_place: held->must_place[at] = true; break;
    case IMPASSE_floor: held->floor[held->floor_count++] = problem->floor[at]; break;
    case IMPASSE_pin: held->pair[at].rule = RULE_PINNED; break;
    case IMPASSE_forbidden: held->pair[at].rule = RULE_FORBIDDEN; break;
    case IMPASSE_household:
        held->household[held->household_count++] = problem->household[at];
        break;
    case IMPASSE_capacity: held->resource[at].capacity = problem->resource[at].capacity; break;
    case IMPASSE_option_minimum: held->option[at].minimum = problem->option[at].minimum; break;
    case IMPASSE_option_maximum: held->option[at].maximum = problem->option[at].maximum; break;
    case IMPASSE_class_minimum:
        held->option_class[at].minimum = problem->option_class[at].minimum;
        break;
    case IMPASSE_class_maximum:
        held->option_class[at].maximum = problem->option_class[at].maximum;
        break;
    case IMPASSE_option_start: held->option[at].must_start = true; break;
    case IMPASSE_class_start: held->option_class[at].must_start = true; break;
    case IMPASSE_KIND_COUNT: break;
    }
}

/* Does it clash without those from `first` on, `many` of them? False too when that stays unknown.
 */
static Result clashes_without(Filter *filter, int32_t first, int32_t many, bool *ret_clashes) {
    AUTO(arena_end_at) Arena *scratch = arena_new("impasse", ARENA_BYTES_MAX);
    Problem held = without_demands(scratch, filter->problem);
    for (int32_t i = 0; i < filter->count; i++) {
        if (i >= first && i < first + many) continue;
        demand_hold(filter->problem, &held, filter->demand[i]);
    }
    SearchLimits limits = filter->limits;
    if (filter->until > 0) {
        double now;
        if (clock_steady_seconds(&now) != OK) return BROKEN;
        limits.seconds_max = filter->until - now;
        *ret_clashes = false;
        filter->unsure = filter->unsure || limits.seconds_max <= 0;
        if (limits.seconds_max <= 0) return OK;
    }
    Solution solution;
    Result result = problem_solve(scratch, &held, limits, &solution);
    if (result != OK) return result;
    *ret_clashes = solution.status == PLAN_INFEASIBLE;
    filter->unsure = filter->unsure || solution.status == PLAN_STOPPED;
    return OK;
}

static void demands_give_up(Filter *filter, int32_t first, int32_t many) {
    filter->count -= many;
    memmove(filter->demand + first, filter->demand + first + many,
            (size_t)(filter->count - first) * sizeof *filter->demand);
}

Result impasse_find(Arena *arena, const Problem *problem, SearchLimits limits,
                    Impasse *ret_impasse) {
    Filter filter = { .problem = problem, .limits = limits };
    filter.limits.progress = NULL;
    if (!limits.nodes_max || limits.nodes_max > QUESTION_NODES_MAX) {
        filter.limits.nodes_max = QUESTION_NODES_MAX;
    }
    if (limits.seconds_max > 0) {
        if (clock_steady_seconds(&filter.until) != OK) return BROKEN;
        filter.until += limits.seconds_max;
    }
    demands_gather(arena, &filter);
    for (int32_t many = filter.count > 1 ? filter.count / 2 : 1; many >= 1; many /= 2) {
        filter.unsure = false; /* what counts is the last round, one by one */
        for (int32_t first = 0; first < filter.count;) {
            int32_t here = filter.count - first < many ? filter.count - first : many;
            bool clashes;
            Result result = clashes_without(&filter, first, here, &clashes);
            if (result != OK) return result;
            if (clashes) demands_give_up(&filter, first, here);
            else first += here;
        }
    }
    *ret_impasse = (Impasse){ filter.demand, filter.count, !filter.unsure };
    return OK;
}
