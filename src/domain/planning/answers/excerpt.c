#include "excerpt.h"

/* --- what hangs together --- */

static int32_t top_of(int32_t *up, int32_t at) {
    while (up[at] != at) {
        up[at] = up[up[at]];
        at = up[at];
    }
    return at;
}

static void join(int32_t *up, int32_t one, int32_t other) {
    int32_t a = top_of(up, one), b = top_of(up, other);
    if (a < b) up[b] = a;
    else up[a] = b;
}

static void people_join(int32_t *up, const int32_t *member, int32_t count) {
    for (int32_t i = 1; i < count; i++) join(up, member[0], member[i]);
}

static void all_join(Excerpts *excerpts) {
    const Problem *problem = excerpts->problem;
    int32_t *up = excerpts->of, option = problem->candidate_count;
    int32_t class = option + problem->option_count, resource = class + problem->class_count;
    int32_t count = resource + problem->resource_count;
    for (int32_t i = 0; i < count; i++) up[i] = problem->measure_count ? 0 : i;
    for (int32_t i = 0; i < problem->option_count; i++) {
        int32_t of = problem->option[i].class_index;
        if (of != PLAN_NO_CLASS) join(up, option + i, class + of);
    }
    for (int32_t i = 0; i < problem->pair_count; i++) {
        const Pair *pair = &problem->pair[i];
        if (pair->rule == RULE_FORBIDDEN) continue;
        join(up, pair->candidate, option + pair->option);
        for (int32_t k = 0; k < pair->demand_count; k++) {
            join(up, pair->candidate, resource + problem->demand[pair->demand_first + k].resource);
        }
    }
    for (int32_t i = 0; i < problem->floor_count; i++) {
        const Floor *floor = &problem->floor[i];
        if (floor->people > 0) people_join(up, floor->member, floor->member_count);
    }
    for (int32_t i = 0; i < problem->household_count; i++) {
        people_join(up, problem->household[i].member, problem->household[i].member_count);
    }
    for (int32_t i = 0; i < count; i++) up[i] = top_of(up, i);
}

Excerpts *excerpts_new(Arena *arena, const Problem *problem, const Standing *standing,
                       const Basis *start) {
    Excerpts *excerpts = arena_one(arena, Excerpts);
    size_t candidates = (size_t)problem->candidate_count, options = (size_t)problem->option_count;
    size_t classes = (size_t)problem->class_count, resources = (size_t)problem->resource_count;
    size_t count = candidates + options + classes + resources;
    *excerpts = (Excerpts){ .arena = arena,
                            .problem = problem,
                            .standing = standing,
                            .start = start,
                            .number = EXCERPT_WITHOUT };
    excerpts->of = arena_many(arena, int32_t, count);
    excerpts->option_of = excerpts->of + candidates;
    excerpts->class_of = excerpts->option_of + options;
    excerpts->resource_of = excerpts->class_of + classes;
    excerpts->candidate_here = arena_many(arena, int32_t, count);
    excerpts->option_here = excerpts->candidate_here + candidates;
    excerpts->class_here = excerpts->option_here + options;
    excerpts->resource_here = excerpts->class_here + classes;
    excerpts->pair_here = arena_many(arena, int32_t, (size_t)problem->pair_count);
    all_join(excerpts);
    excerpts->mark = arena_mark(arena);
    return excerpts;
}

/* --- one of them --- */

/* Numbers what belongs to it; how many there are. */
static int32_t here_number(const int32_t *of, int32_t count, int32_t number, int32_t *ret_here) {
    int32_t here = 0;
    for (int32_t i = 0; i < count; i++) {
        if (of[i] == number) ret_here[i] = here++;
    }
    return here;
}

static void people_take(Excerpts *excerpts) {
    const Problem *whole = excerpts->problem;
    Excerpt *excerpt = &excerpts->excerpt;
    Problem *here = &excerpt->problem;
    here->candidate_count = here_number(excerpts->of, whole->candidate_count, excerpts->number,
                                        excerpts->candidate_here);
    excerpt->candidate = arena_many(excerpts->arena, int32_t, (size_t)here->candidate_count);
    here->candidate = arena_many(excerpts->arena, Str, (size_t)here->candidate_count);
    here->must_place = arena_many(excerpts->arena, bool, (size_t)here->candidate_count);
    for (int32_t i = 0; i < whole->candidate_count; i++) {
        if (excerpts->of[i] != excerpts->number) continue;
        int32_t at = excerpts->candidate_here[i];
        excerpt->candidate[at] = i;
        here->candidate[at] = whole->candidate[i];
        here->must_place[at] = whole->must_place && whole->must_place[i];
        excerpt->value += standing_worth(excerpts->standing, i);
    }
}

static void places_take(Excerpts *excerpts) {
    const Problem *whole = excerpts->problem;
    Excerpt *excerpt = &excerpts->excerpt;
    Problem *here = &excerpt->problem;
    here->class_count =
        here_number(excerpts->class_of, whole->class_count, excerpts->number, excerpts->class_here);
    here->option_count = here_number(excerpts->option_of, whole->option_count, excerpts->number,
                                     excerpts->option_here);
    here->option = arena_many(excerpts->arena, Option, (size_t)here->option_count);
    excerpt->option = arena_many(excerpts->arena, int32_t, (size_t)here->option_count);
    here->option_class = arena_many(excerpts->arena, OptionClass, (size_t)here->class_count);
    for (int32_t i = 0; i < whole->class_count; i++) {
        if (excerpts->class_of[i] != excerpts->number) continue;
        here->option_class[excerpts->class_here[i]] = whole->option_class[i];
        if (excerpts->standing->in_class[i]) excerpt->value -= whole->option_class[i].opening_cost;
    }
    for (int32_t i = 0; i < whole->option_count; i++) {
        if (excerpts->option_of[i] != excerpts->number) continue;
        Option *option = &here->option[excerpts->option_here[i]];
        *option = whole->option[i];
        excerpt->option[excerpts->option_here[i]] = i;
        if (option->class_index != PLAN_NO_CLASS) {
            option->class_index = excerpts->class_here[option->class_index];
        }
        if (excerpts->standing->in_option[i]) excerpt->value -= option->opening_cost;
    }
}

static void resources_take(Excerpts *excerpts) {
    const Problem *whole = excerpts->problem;
    Problem *here = &excerpts->excerpt.problem;
    here->resource_count = here_number(excerpts->resource_of, whole->resource_count,
                                       excerpts->number, excerpts->resource_here);
    here->resource = arena_many(excerpts->arena, Resource, (size_t)here->resource_count);
    for (int32_t i = 0; i < whole->resource_count; i++) {
        if (excerpts->resource_of[i] != excerpts->number) continue;
        here->resource[excerpts->resource_here[i]] = whole->resource[i];
    }
}

static bool pair_is_here(const Excerpts *excerpts, const Pair *pair) {
    return pair->rule != RULE_FORBIDDEN && excerpts->of[pair->candidate] == excerpts->number;
}

static void pairs_make_room(Excerpts *excerpts) {
    const Problem *whole = excerpts->problem;
    Problem *here = &excerpts->excerpt.problem;
    size_t pairs = 0, demands = 0;
    for (int32_t i = 0; i < whole->pair_count; i++) {
        if (!pair_is_here(excerpts, &whole->pair[i])) continue;
        pairs++;
        demands += (size_t)whole->pair[i].demand_count;
    }
    here->pair = arena_many(excerpts->arena, Pair, pairs);
    here->demand = arena_many(excerpts->arena, PairDemand, demands);
}

static void pairs_take(Excerpts *excerpts) {
    const Problem *whole = excerpts->problem;
    Problem *here = &excerpts->excerpt.problem;
    pairs_make_room(excerpts);
    for (int32_t i = 0; i < whole->pair_count; i++) {
        excerpts->pair_here[i] = EXCERPT_WITHOUT;
        if (!pair_is_here(excerpts, &whole->pair[i])) continue;
        excerpts->pair_here[i] = here->pair_count;
        Pair *pair = &here->pair[here->pair_count++];
        *pair = whole->pair[i];
        pair->candidate = excerpts->candidate_here[pair->candidate];
        pair->option = excerpts->option_here[pair->option];
        pair->demand_first = here->demand_count;
        for (int32_t k = 0; k < pair->demand_count; k++) {
            PairDemand *demand = &here->demand[here->demand_count++];
            *demand = whole->demand[whole->pair[i].demand_first + k];
            demand->resource = excerpts->resource_here[demand->resource];
        }
    }
}

static int32_t *members_here(const Excerpts *excerpts, const int32_t *member, int32_t count) {
    int32_t *here = arena_many(excerpts->arena, int32_t, (size_t)count);
    for (int32_t i = 0; i < count; i++) here[i] = excerpts->candidate_here[member[i]];
    return here;
}

static bool people_are_here(const Excerpts *excerpts, const int32_t *member, int32_t count) {
    return count && excerpts->of[member[0]] == excerpts->number;
}

static void circles_take(Excerpts *excerpts) {
    const Problem *whole = excerpts->problem;
    Problem *here = &excerpts->excerpt.problem;
    here->floor = arena_many(excerpts->arena, Floor, (size_t)whole->floor_count);
    here->household = arena_many(excerpts->arena, Household, (size_t)whole->household_count);
    for (int32_t i = 0; i < whole->floor_count; i++) {
        Floor floor = whole->floor[i];
        if (floor.people <= 0) continue;
        if (!people_are_here(excerpts, floor.member, floor.member_count)) continue;
        floor.member = members_here(excerpts, floor.member, floor.member_count);
        here->floor[here->floor_count++] = floor;
    }
    for (int32_t i = 0; i < whole->household_count; i++) {
        Household household = whole->household[i];
        if (!people_are_here(excerpts, household.member, household.member_count)) continue;
        household.member = members_here(excerpts, household.member, household.member_count);
        here->household[here->household_count++] = household;
    }
}

/* With measures the excerpt is the whole, but for what is forbidden. */
static void measures_take(Excerpts *excerpts) {
    const Problem *whole = excerpts->problem;
    Problem *here = &excerpts->excerpt.problem;
    here->measure_count = whole->measure_count;
    here->measure = arena_many(excerpts->arena, Measure, (size_t)whole->measure_count);
    for (int32_t i = 0; i < whole->measure_count; i++) {
        Measure *measure = &here->measure[i];
        *measure = whole->measure[i];
        measure->pair = arena_many(excerpts->arena, int64_t, (size_t)here->pair_count);
        for (int32_t k = 0; k < whole->pair_count; k++) {
            int32_t at = excerpts->pair_here[k];
            if (at != EXCERPT_WITHOUT) measure->pair[at] = whole->measure[i].pair[k];
        }
    }
}

Excerpt *excerpt_take(Excerpts *excerpts, int32_t number) {
    Excerpt *excerpt = &excerpts->excerpt;
    if (excerpts->number == number) return excerpt;
    arena_rewind(excerpts->arena, excerpts->mark);
    excerpts->number = number;
    *excerpt = (Excerpt){ .problem.must_place_all = excerpts->problem->must_place_all };
    people_take(excerpts);
    places_take(excerpts);
    resources_take(excerpts);
    pairs_take(excerpts);
    circles_take(excerpts);
    measures_take(excerpts);
    int32_t lost;
    if (excerpts->start) {
        excerpt->start = basis_carry(excerpts->arena, excerpts->start, &excerpt->problem, &lost);
    }
    return excerpt;
}
