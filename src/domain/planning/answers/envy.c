#include "envy.h"

#include <stdlib.h>

enum { LOOKED_AT_ONCE = 4096 };

/* Who could give way in an option, lowest value first; made when it is first asked. */
typedef struct Givers {
    bool made;
    int32_t *pair;
    int32_t count;
} Givers;

typedef struct Looking {
    Arena *arena;
    Standing *standing;
    Givers *givers; /* per option */
} Looking;

/* Leaving breaks no rule of their own. */
static bool may_give_way(const Standing *standing, int32_t candidate) {
    const Problem *problem = standing->problem;
    bool must = problem->must_place_all || (problem->must_place && problem->must_place[candidate]);
    return !must && standing->pinned[candidate] == PLAN_UNPLACED &&
           standing->home[candidate] == HOME_NONE;
}

static int pairs_by_value(const void *a, const void *b, void *context) {
    const Problem *problem = context;
    const Pair *left = &problem->pair[*(const int32_t *)a];
    const Pair *right = &problem->pair[*(const int32_t *)b];
    if (left->value != right->value) return left->value < right->value ? -1 : 1;
    return left->candidate < right->candidate ? -1 : left->candidate > right->candidate;
}

static int64_t amount_of(const Problem *problem, const Pair *pair, int32_t resource) {
    for (int32_t i = pair->demand_first; i < pair->demand_first + pair->demand_count; i++) {
        if (problem->demand[i].resource == resource) return problem->demand[i].amount;
    }
    return 0;
}

/* Both lists in the same order. */
static bool floors_within(const Standing *standing, int32_t candidate, int32_t other) {
    int32_t at = standing->floor_first[other], end = standing->floor_first[other + 1];
    for (int32_t i = standing->floor_first[candidate]; i < standing->floor_first[candidate + 1];
         i++) {
        while (at < end && standing->floor[at] != standing->floor[i]) at++;
        if (at == end) return false;
    }
    return true;
}

/* Whenever `other` could give way, `pair` could too. */
static bool stands_in(const Standing *standing, int32_t index, int32_t other) {
    const Problem *problem = standing->problem;
    const Pair *pair = &problem->pair[index], *of = &problem->pair[other];
    for (int32_t i = of->demand_first; i < of->demand_first + of->demand_count; i++) {
        const PairDemand *demand = &problem->demand[i];
        if (amount_of(problem, pair, demand->resource) < demand->amount) return false;
    }
    for (int32_t i = 0; i < problem->measure_count; i++) {
        if (problem->measure[i].pair[index] > problem->measure[i].pair[other]) return false;
    }
    return floors_within(standing, pair->candidate, of->candidate);
}

static const Givers *givers_of(Looking *looking, int32_t option) {
    const Standing *standing = looking->standing;
    Givers *givers = &looking->givers[option];
    if (givers->made) return givers;
    givers->made = true;
    givers->pair = arena_many(looking->arena, int32_t, (size_t)standing->in_option[option]);
    int32_t count = 0;
    for (int32_t i = standing->option_first[option]; i < standing->option_first[option + 1]; i++) {
        int32_t pair = standing->by_option[i], candidate = standing->problem->pair[pair].candidate;
        bool here = standing->pair_of[candidate] == pair;
        if (here && may_give_way(standing, candidate)) givers->pair[count++] = pair;
    }
    if (!count) return givers;
    qsort_r(givers->pair, (size_t)count, sizeof *givers->pair, pairs_by_value,
            (void *)(uintptr_t)standing->problem);
    for (int32_t i = 0; i < count; i++) {
        bool needed = true;
        for (int32_t k = givers->count - 1; k >= 0 && needed; k--) {
            needed = !stands_in(standing, givers->pair[k], givers->pair[i]);
        }
        if (needed) givers->pair[givers->count++] = givers->pair[i];
    }
    return givers;
}

static bool stays_enough(int64_t left, int64_t minimum, bool must_start) {
    return left ? left >= minimum : !must_start;
}

/* Somebody could leave what they have for an option in which another gives way, as far as that does
 * not depend on who does. */
static bool may_come(const Standing *standing, int32_t candidate, int32_t option) {
    const Problem *problem = standing->problem;
    int32_t now = standing_option(standing, candidate), home = standing->home[candidate];
    if (now == PLAN_UNPLACED) return home == HOME_NONE;
    if (home != HOME_NONE && problem->household[home].same_option) return false;
    const Option *from = &problem->option[now];
    if (!stays_enough(standing->in_option[now] - 1, from->minimum, from->must_start)) return false;
    if (from->class_index == PLAN_NO_CLASS) return true;
    const OptionClass *of = &problem->option_class[from->class_index];
    int64_t left = standing->in_class[from->class_index] - 1;
    if (from->class_index == problem->option[option].class_index) return left >= of->minimum;
    return stays_enough(left, of->minimum, of->must_start);
}

static bool costs_to_start(const Standing *standing, int32_t option) {
    const Problem *problem = standing->problem;
    const Option *of = &problem->option[option];
    if (!standing->in_option[option] && of->opening_cost > 0) return true;
    int32_t at = of->class_index;
    return at != PLAN_NO_CLASS && !standing->in_class[at] &&
           problem->option_class[at].opening_cost > 0;
}

/* *ret_of: who gives way, or PLAN_UNPLACED. */
static bool envies(Looking *looking, int32_t index, int32_t *ret_of) {
    Standing *standing = looking->standing;
    const Pair *pair = &standing->problem->pair[index];
    Change change[2] = { { pair->candidate, index }, { 0, PLAN_UNPLACED } };
    int64_t value;
    *ret_of = PLAN_UNPLACED;
    if (!costs_to_start(standing, pair->option) && standing_with(standing, change, 1, &value)) {
        return true;
    }
    if (!standing->in_option[pair->option]) return false;
    if (!may_come(standing, pair->candidate, pair->option)) return false;
    const Givers *givers = givers_of(looking, pair->option);
    for (int32_t i = 0; i < givers->count; i++) {
        const Pair *taken = &standing->problem->pair[givers->pair[i]];
        if (taken->value >= pair->value) return false;
        *ret_of = change[1].candidate = taken->candidate;
        if (standing_with(standing, change, 2, &value)) return true;
    }
    return false;
}

void envy_find(Arena *arena, Standing *standing, bool (*goes_on)(void *context), void *context,
               Envy *ret_envy) {
    const Problem *problem = standing->problem;
    Looking looking = { arena, standing, arena_many(arena, Givers, (size_t)problem->option_count) };
    bool *seen = arena_many(arena, bool, (size_t)problem->candidate_count);
    *ret_envy = (Envy){ .listed = arena_many(arena, EnvyRow, ENVY_LISTED_MAX) };
    for (int32_t i = 0; i < problem->pair_count; i++) {
        if (i % LOOKED_AT_ONCE == 0 && goes_on && !goes_on(context)) return;
        int32_t of, candidate = problem->pair[i].candidate;
        if (!standing_wanted(standing, i) || !envies(&looking, i, &of)) continue;
        ret_envy->count++;
        ret_envy->people += !seen[candidate];
        seen[candidate] = true;
        if (ret_envy->listed_count == ENVY_LISTED_MAX) continue;
        ret_envy->listed[ret_envy->listed_count++] =
            (EnvyRow){ candidate, problem->pair[i].option, of };
    }
    ret_envy->counted = true;
}
