#include "standing.h"

/* --- as it is --- */

/* Pairs by option, in the order of candidates, then by candidate, in the order of options. */
static void pairs_sort(Arena *arena, Standing *standing) {
    const Problem *problem = standing->problem;
    int32_t candidates = problem->candidate_count, options = problem->option_count;
    int32_t *of_candidate = arena_many(arena, int32_t, (size_t)candidates + 1);
    int32_t *of_option = arena_many(arena, int32_t, (size_t)options + 1);
    standing->by_candidate = arena_many(arena, int32_t, (size_t)problem->pair_count);
    standing->by_option = arena_many(arena, int32_t, (size_t)problem->pair_count);
    for (int32_t i = 0; i < problem->pair_count; i++) {
        of_candidate[problem->pair[i].candidate + 1]++;
        of_option[problem->pair[i].option + 1]++;
    }
    for (int32_t i = 0; i < candidates; i++) of_candidate[i + 1] += of_candidate[i];
    for (int32_t k = 0; k < options; k++) of_option[k + 1] += of_option[k];
    int32_t *next =
        arena_many(arena, int32_t, (size_t)(candidates > options ? candidates : options));
    int32_t *loose = arena_many(arena, int32_t, (size_t)problem->pair_count);
    for (int32_t i = 0; i < candidates; i++) next[i] = of_candidate[i];
    for (int32_t i = 0; i < problem->pair_count; i++) {
        loose[next[problem->pair[i].candidate]++] = i;
    }
    for (int32_t k = 0; k < options; k++) next[k] = of_option[k];
    for (int32_t i = 0; i < problem->pair_count; i++) {
        standing->by_option[next[problem->pair[loose[i]].option]++] = loose[i];
    }
    for (int32_t i = 0; i < candidates; i++) next[i] = of_candidate[i];
    for (int32_t i = 0; i < problem->pair_count; i++) {
        int32_t pair = standing->by_option[i];
        standing->by_candidate[next[problem->pair[pair].candidate]++] = pair;
    }
    standing->candidate_first = of_candidate;
    standing->option_first = of_option;
}

static void people_note(Arena *arena, Standing *standing) {
    const Problem *problem = standing->problem;
    size_t candidates = (size_t)problem->candidate_count;
    standing->home = arena_many(arena, int32_t, candidates);
    standing->pinned = arena_many(arena, int32_t, candidates);
    standing->pair_of = arena_many(arena, int32_t, candidates);
    for (size_t i = 0; i < candidates; i++) {
        standing->home[i] = HOME_NONE;
        standing->pinned[i] = standing->pair_of[i] = PLAN_UNPLACED;
    }
    for (int32_t i = 0; i < problem->household_count; i++) {
        const Household *household = &problem->household[i];
        for (int32_t k = 0; household->member_count > 1 && k < household->member_count; k++) {
            standing->home[household->member[k]] = i;
        }
    }
    for (int32_t i = 0; i < problem->pair_count; i++) {
        const Pair *pair = &problem->pair[i];
        if (pair->rule == RULE_PINNED) standing->pinned[pair->candidate] = i;
    }
}

static void floors_note(Arena *arena, Standing *standing) {
    const Problem *problem = standing->problem;
    int32_t candidates = problem->candidate_count;
    int32_t *first = arena_many(arena, int32_t, (size_t)candidates + 1);
    int32_t *next = arena_many(arena, int32_t, (size_t)candidates);
    for (int32_t i = 0; i < problem->floor_count; i++) {
        const Floor *floor = &problem->floor[i];
        for (int32_t k = 0; k < floor->member_count; k++) first[floor->member[k] + 1]++;
    }
    for (int32_t i = 0; i < candidates; i++) first[i + 1] += first[i];
    for (int32_t i = 0; i < candidates; i++) next[i] = first[i];
    standing->floor = arena_many(arena, int32_t, (size_t)first[candidates]);
    for (int32_t i = 0; i < problem->floor_count; i++) {
        const Floor *floor = &problem->floor[i];
        for (int32_t k = 0; k < floor->member_count; k++) {
            standing->floor[next[floor->member[k]]++] = i;
        }
    }
    standing->floor_first = first;
}

/* --- what a pair uses --- */

/* sign: 1 when it starts, -1 when it no longer does. */
static void option_starts(Standing *standing, int32_t option, int64_t sign) {
    const Problem *problem = standing->problem;
    standing->value -= sign * problem->option[option].opening_cost;
    for (int32_t i = 0; i < problem->measure_count; i++) {
        const int64_t *cost = problem->measure[i].option_cost;
        if (cost) standing->measured[i] -= sign * cost[option];
    }
}

static void class_starts(Standing *standing, int32_t at, int64_t sign) {
    const Problem *problem = standing->problem;
    standing->value -= sign * problem->option_class[at].opening_cost;
    for (int32_t i = 0; i < problem->measure_count; i++) {
        const int64_t *cost = problem->measure[i].class_cost;
        if (cost) standing->measured[i] -= sign * cost[at];
    }
}

static void pair_count(Standing *standing, int32_t index, int64_t sign) {
    const Problem *problem = standing->problem;
    const Pair *pair = &problem->pair[index];
    int64_t *people = &standing->in_option[pair->option];
    int32_t at = problem->option[pair->option].class_index;
    standing->value += sign * pair->value;
    for (int32_t i = 0; i < problem->measure_count; i++) {
        standing->measured[i] += sign * problem->measure[i].pair[index];
    }
    for (int32_t i = pair->demand_first; i < pair->demand_first + pair->demand_count; i++) {
        standing->used[problem->demand[i].resource] += sign * problem->demand[i].amount;
    }
    for (int32_t i = standing->floor_first[pair->candidate];
         i < standing->floor_first[pair->candidate + 1]; i++) {
        standing->placed[standing->floor[i]] += sign;
    }
    *people += sign;
    if (*people == (sign > 0)) option_starts(standing, pair->option, sign);
    if (at == PLAN_NO_CLASS) return;
    standing->in_class[at] += sign;
    if (standing->in_class[at] == (sign > 0)) class_starts(standing, at, sign);
}

static void person_put(Standing *standing, int32_t candidate, int32_t pair) {
    if (standing->pair_of[candidate] != PLAN_UNPLACED) {
        pair_count(standing, standing->pair_of[candidate], -1);
    }
    standing->pair_of[candidate] = pair;
    if (pair != PLAN_UNPLACED) pair_count(standing, pair, 1);
}

Standing *standing_new(Arena *arena, const Problem *problem, const int32_t *option_of) {
    Standing *standing = arena_one(arena, Standing);
    standing->problem = problem;
    standing->in_option = arena_many(arena, int64_t, (size_t)problem->option_count);
    standing->in_class = arena_many(arena, int64_t, (size_t)problem->class_count);
    standing->used = arena_many(arena, int64_t, (size_t)problem->resource_count);
    standing->placed = arena_many(arena, int64_t, (size_t)problem->floor_count);
    standing->measured = arena_many(arena, int64_t, (size_t)problem->measure_count);
    pairs_sort(arena, standing);
    people_note(arena, standing);
    floors_note(arena, standing);
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        if (option_of[i] == PLAN_UNPLACED) continue;
        person_put(standing, i, standing_pair(standing, i, option_of[i]));
    }
    return standing;
}

/* --- looking --- */

int32_t standing_pair(const Standing *standing, int32_t candidate, int32_t option) {
    int32_t from = standing->candidate_first[candidate];
    int32_t to = standing->candidate_first[candidate + 1];
    while (from < to) {
        int32_t middle = from + (to - from) / 2, pair = standing->by_candidate[middle];
        int32_t here = standing->problem->pair[pair].option;
        if (here == option) return pair;
        if (here < option) from = middle + 1;
        else to = middle;
    }
    return PLAN_UNPLACED;
}

bool standing_allows(const Standing *standing, int32_t pair) {
    const Pair *asked = &standing->problem->pair[pair];
    int32_t pinned = standing->pinned[asked->candidate];
    return asked->rule != RULE_FORBIDDEN && (pinned == PLAN_UNPLACED || pinned == pair);
}

int64_t standing_worth(const Standing *standing, int32_t candidate) {
    int32_t pair = standing->pair_of[candidate];
    return pair == PLAN_UNPLACED ? 0 : standing->problem->pair[pair].value;
}

int32_t standing_option(const Standing *standing, int32_t candidate) {
    int32_t pair = standing->pair_of[candidate];
    return pair == PLAN_UNPLACED ? PLAN_UNPLACED : standing->problem->pair[pair].option;
}

bool standing_wanted(const Standing *standing, int32_t pair) {
    const Pair *asked = &standing->problem->pair[pair];
    return pair != standing->pair_of[asked->candidate] && standing_allows(standing, pair) &&
           asked->value > standing_worth(standing, asked->candidate);
}

/* --- is it still a plan? --- */

static bool people_hold(int64_t people, int64_t minimum, int64_t maximum, bool must_start) {
    return people ? people >= minimum && people <= maximum : !must_start;
}

/* Of all that this pair touches, whether it is taken or not. */
static bool pair_holds(const Standing *standing, int32_t index) {
    const Problem *problem = standing->problem;
    if (index == PLAN_UNPLACED) return true;
    const Pair *pair = &problem->pair[index];
    const Option *option = &problem->option[pair->option];
    if (!people_hold(standing->in_option[pair->option], option->minimum, option->maximum,
                     option->must_start)) {
        return false;
    }
    if (option->class_index != PLAN_NO_CLASS) {
        const OptionClass *of = &problem->option_class[option->class_index];
        if (!people_hold(standing->in_class[option->class_index], of->minimum, of->maximum,
                         of->must_start)) {
            return false;
        }
    }
    for (int32_t i = pair->demand_first; i < pair->demand_first + pair->demand_count; i++) {
        int32_t resource = problem->demand[i].resource;
        if (standing->used[resource] > problem->resource[resource].capacity) return false;
    }
    return true;
}

static bool home_holds(const Standing *standing, int32_t candidate) {
    if (standing->home[candidate] == HOME_NONE) return true;
    const Household *household = &standing->problem->household[standing->home[candidate]];
    int32_t here = standing_option(standing, candidate);
    for (int32_t i = 0; i < household->member_count; i++) {
        int32_t other = standing_option(standing, household->member[i]);
        if ((here == PLAN_UNPLACED) != (other == PLAN_UNPLACED)) return false;
        if (household->same_option && here != other) return false;
    }
    return true;
}

static bool person_holds(const Standing *standing, int32_t candidate) {
    const Problem *problem = standing->problem;
    int32_t pair = standing->pair_of[candidate];
    bool must = problem->must_place_all || (problem->must_place && problem->must_place[candidate]);
    if (pair == PLAN_UNPLACED && (must || standing->pinned[candidate] != PLAN_UNPLACED)) {
        return false;
    }
    if (pair != PLAN_UNPLACED && !standing_allows(standing, pair)) return false;
    for (int32_t i = standing->floor_first[candidate]; i < standing->floor_first[candidate + 1];
         i++) {
        int32_t floor = standing->floor[i];
        if (standing->placed[floor] < problem->floor[floor].people) return false;
    }
    return home_holds(standing, candidate);
}

enum { CHANGES_MAX = 2 };

bool standing_with(Standing *standing, const Change *change, int count, int64_t *ret_value) {
    const Problem *problem = standing->problem;
    int32_t before[CHANGES_MAX];
    bool holds = true;
    for (int i = 0; i < count; i++) {
        before[i] = standing->pair_of[change[i].candidate];
        person_put(standing, change[i].candidate, change[i].pair);
    }
    for (int i = 0; i < count && holds; i++) {
        holds = pair_holds(standing, before[i]) && pair_holds(standing, change[i].pair) &&
                person_holds(standing, change[i].candidate);
    }
    for (int32_t i = 0; i < problem->measure_count && holds; i++) {
        holds = standing->measured[i] >= problem->measure[i].least;
    }
    if (holds) *ret_value = standing->value;
    for (int i = count - 1; i >= 0; i--) person_put(standing, change[i].candidate, before[i]);
    return holds;
}
