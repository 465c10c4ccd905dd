#include "apart.h"

/* --- what hangs together --- */

/* Everything of the problem, one list after the other. */
typedef struct Joining {
    Arena *arena;
    const Problem *problem;
    int32_t *up;
    int32_t option, option_class, resource, floor, count; /* where each list begins, and the end */
    bool *runs_out;                                       /* per resource */
} Joining;

static int32_t top_of(int32_t *up, int32_t at) {
    while (up[at] != at) at = up[at] = up[up[at]];
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

/* Everybody at most once, where they use most of it. */
static void runs_out_find(Joining *joining) {
    const Problem *problem = joining->problem;
    size_t resources = (size_t)problem->resource_count;
    joining->runs_out = arena_many(joining->arena, bool, resources);
    ArenaMark mark = arena_mark(joining->arena);
    int64_t *wanted = arena_many(joining->arena, int64_t, resources);
    int64_t *most = arena_many(joining->arena, int64_t, resources);
    int32_t *of = arena_many(joining->arena, int32_t, resources);
    int32_t *first = arena_many(joining->arena, int32_t, (size_t)problem->candidate_count);
    int32_t *next = arena_many(joining->arena, int32_t, (size_t)problem->pair_count);
    for (int32_t i = 0; i < problem->pair_count; i++) {
        if (problem->pair[i].rule == RULE_FORBIDDEN) continue;
        next[i] = first[problem->pair[i].candidate];
        first[problem->pair[i].candidate] = i + 1;
    }
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        for (int32_t k = first[i]; k; k = next[k - 1]) {
            const Pair *pair = &problem->pair[k - 1];
            for (int32_t d = pair->demand_first; d < pair->demand_first + pair->demand_count; d++) {
                int32_t at = problem->demand[d].resource;
                if (of[at] != i + 1) most[at] = 0;
                of[at] = i + 1;
                if (problem->demand[d].amount <= most[at]) continue;
                wanted[at] += problem->demand[d].amount - most[at];
                most[at] = problem->demand[d].amount;
            }
        }
    }
    for (int32_t i = 0; i < problem->resource_count; i++) {
        joining->runs_out[i] = wanted[i] > problem->resource[i].capacity;
    }
    arena_rewind(joining->arena, mark);
}

static void pairs_join(Joining *joining) {
    const Problem *problem = joining->problem;
    for (int32_t i = 0; i < problem->pair_count; i++) {
        const Pair *pair = &problem->pair[i];
        if (pair->rule == RULE_FORBIDDEN) continue;
        join(joining->up, pair->candidate, joining->option + pair->option);
        for (int32_t k = pair->demand_first; k < pair->demand_first + pair->demand_count; k++) {
            int32_t at = problem->demand[k].resource;
            if (joining->runs_out[at]) join(joining->up, pair->candidate, joining->resource + at);
        }
    }
}

static Joining all_join(Arena *arena, const Problem *problem) {
    Joining joining = { .arena = arena, .problem = problem };
    joining.option = problem->candidate_count;
    joining.option_class = joining.option + problem->option_count;
    joining.resource = joining.option_class + problem->class_count;
    joining.floor = joining.resource + problem->resource_count;
    joining.count = joining.floor + problem->floor_count;
    int32_t *up = joining.up = arena_many(arena, int32_t, (size_t)joining.count);
    for (int32_t i = 0; i < joining.count; i++) up[i] = problem->measure_count ? 0 : i;
    runs_out_find(&joining);
    pairs_join(&joining);
    for (int32_t i = 0; i < problem->option_count; i++) {
        int32_t of = problem->option[i].class_index;
        if (of != PLAN_NO_CLASS) join(up, joining.option + i, joining.option_class + of);
    }
    for (int32_t i = 0; i < problem->floor_count; i++) {
        const Floor *floor = &problem->floor[i];
        if (floor->people <= 0 || !floor->member_count) continue;
        people_join(up, floor->member, floor->member_count);
        join(up, floor->member[0], joining.floor + i);
    }
    for (int32_t i = 0; i < problem->household_count; i++) {
        people_join(up, problem->household[i].member, problem->household[i].member_count);
    }
    return joining;
}

/* --- pieces --- */

/* Resources that do not run out, and floors of nobody, are no piece of their own. */
static bool element_counts(const Joining *joining, int32_t at) {
    if (at < joining->resource) return true;
    return at >= joining->floor && joining->problem->floor[at - joining->floor].people > 0;
}

/* Numbers them; per element its piece. */
static int32_t *pieces_number(Joining *joining, int32_t *ret_count) {
    const Problem *problem = joining->problem;
    size_t elements = (size_t)joining->count;
    int32_t *number = arena_many(joining->arena, int32_t, elements);
    bool *has_pair = arena_many(joining->arena, bool, elements);
    int32_t rest = APART_NOWHERE, count = 0;
    for (int32_t i = 0; i < joining->count; i++) {
        joining->up[i] = top_of(joining->up, i);
        number[i] = APART_NOWHERE;
    }
    for (int32_t i = 0; i < problem->pair_count; i++) {
        const Pair *pair = &problem->pair[i];
        if (pair->rule != RULE_FORBIDDEN) has_pair[joining->up[pair->candidate]] = true;
    }
    for (int32_t i = 0; i < joining->count; i++) {
        int32_t top = joining->up[i]; /* the first of its piece */
        if (top == i && element_counts(joining, i)) {
            if (!has_pair[i] && rest == APART_NOWHERE) rest = count++;
            number[i] = has_pair[i] ? count++ : rest;
        }
        number[i] = number[top];
    }
    *ret_count = count;
    return number;
}

static ApartList list_new(Arena *arena, int32_t count) {
    ApartList list = { .count = count };
    list.piece = arena_many(arena, int32_t, (size_t)count);
    list.at = arena_many(arena, int32_t, (size_t)count);
    list.member = arena_many(arena, int32_t, (size_t)count);
    for (int32_t i = 0; i < count; i++) list.piece[i] = list.at[i] = APART_NOWHERE;
    return list;
}

/* Once it is known in which piece each is. */
static void list_lay(Arena *arena, ApartList *list, int32_t pieces) {
    int32_t *first = list->first = arena_many(arena, int32_t, (size_t)pieces + 1);
    for (int32_t i = 0; i < list->count; i++) {
        if (list->piece[i] != APART_NOWHERE) list->at[i] = first[list->piece[i] + 1]++;
    }
    for (int32_t i = 0; i < pieces; i++) first[i + 1] += first[i];
    for (int32_t i = 0; i < list->count; i++) {
        if (list->piece[i] != APART_NOWHERE) list->member[first[list->piece[i]] + list->at[i]] = i;
    }
}

static void lists_fill(Apart *apart, const Joining *joining, const int32_t *number) {
    const Problem *problem = apart->problem;
    for (int32_t i = 0; i < problem->candidate_count; i++) apart->candidate.piece[i] = number[i];
    for (int32_t i = 0; i < problem->option_count; i++) {
        apart->option.piece[i] = number[joining->option + i];
    }
    for (int32_t i = 0; i < problem->class_count; i++) {
        apart->option_class.piece[i] = number[joining->option_class + i];
    }
    for (int32_t i = 0; i < problem->resource_count; i++) {
        if (!joining->runs_out[i]) continue;
        apart->resource.piece[i] = number[joining->resource + i];
    }
    for (int32_t i = 0; i < problem->floor_count; i++) {
        if (problem->floor[i].people > 0) apart->floor.piece[i] = number[joining->floor + i];
    }
    for (int32_t i = 0; i < problem->household_count; i++) {
        const Household *household = &problem->household[i];
        if (household->member_count) {
            apart->household.piece[i] = number[household->member[0]];
        }
    }
    for (int32_t i = 0; i < problem->pair_count; i++) {
        const Pair *pair = &problem->pair[i];
        if (pair->rule != RULE_FORBIDDEN) apart->pair.piece[i] = number[pair->candidate];
    }
}

Apart *apart_new(Arena *arena, const Problem *problem) {
    Apart *apart = arena_one(arena, Apart);
    *apart = (Apart){ .arena = arena, .problem = problem };
    Joining joining = all_join(arena, problem);
    int32_t *number = pieces_number(&joining, &apart->count);
    apart->candidate = list_new(arena, problem->candidate_count);
    apart->option = list_new(arena, problem->option_count);
    apart->option_class = list_new(arena, problem->class_count);
    apart->resource = list_new(arena, problem->resource_count);
    apart->floor = list_new(arena, problem->floor_count);
    apart->household = list_new(arena, problem->household_count);
    apart->pair = list_new(arena, problem->pair_count);
    lists_fill(apart, &joining, number);
    ApartList *list[] = { &apart->candidate, &apart->option, &apart->option_class,
                          &apart->resource,  &apart->floor,  &apart->household,
                          &apart->pair };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) list_lay(arena, list[i], apart->count);
    return apart;
}

/* --- one of them --- */

/* Those of a list that are in the piece. */
typedef struct Members {
    const int32_t *at;
    int32_t count;
} Members;

static Members members_of(const ApartList *list, int32_t piece) {
    int32_t first = list->first[piece];
    return (Members){ list->member + first, list->first[piece + 1] - first };
}

static void people_take(Arena *arena, const Problem *whole, Members people, Problem *here) {
    here->candidate_count = people.count;
    here->candidate = arena_many(arena, Str, (size_t)people.count);
    here->must_place = arena_many(arena, bool, (size_t)people.count);
    here->must_place_all = whole->must_place_all;
    for (int32_t i = 0; i < people.count; i++) {
        here->candidate[i] = whole->candidate[people.at[i]];
        here->must_place[i] = whole->must_place && whole->must_place[people.at[i]];
    }
}

static void places_take(Arena *arena, const Apart *apart, ApartPiece *piece) {
    const Problem *whole = apart->problem;
    Problem *here = &piece->problem;
    here->option = arena_many(arena, Option, (size_t)here->option_count);
    here->option_class = arena_many(arena, OptionClass, (size_t)here->class_count);
    here->resource = arena_many(arena, Resource, (size_t)here->resource_count);
    for (int32_t i = 0; i < here->class_count; i++) {
        here->option_class[i] = whole->option_class[piece->option_class[i]];
    }
    for (int32_t i = 0; i < here->option_count; i++) {
        Option *option = &here->option[i];
        *option = whole->option[piece->option[i]];
        if (option->class_index != PLAN_NO_CLASS) {
            option->class_index = apart->option_class.at[option->class_index];
        }
    }
    for (int32_t i = 0; i < here->resource_count; i++) {
        here->resource[i] = whole->resource[piece->resource[i]];
    }
}

static void demands_take(const Apart *apart, const Pair *whole, Problem *here, Pair *pair) {
    pair->demand_first = here->demand_count;
    for (int32_t k = 0; k < whole->demand_count; k++) {
        PairDemand demand = apart->problem->demand[whole->demand_first + k];
        demand.resource = apart->resource.at[demand.resource];
        if (demand.resource != APART_NOWHERE) here->demand[here->demand_count++] = demand;
    }
    pair->demand_count = here->demand_count - pair->demand_first;
}

static void pairs_take(Arena *arena, const Apart *apart, ApartPiece *piece) {
    const Problem *whole = apart->problem;
    Problem *here = &piece->problem;
    size_t demands = 0;
    for (int32_t i = 0; i < here->pair_count; i++) {
        demands += (size_t)whole->pair[piece->pair[i]].demand_count;
    }
    here->pair = arena_many(arena, Pair, (size_t)here->pair_count);
    here->demand = arena_many(arena, PairDemand, demands);
    for (int32_t i = 0; i < here->pair_count; i++) {
        const Pair *from = &whole->pair[piece->pair[i]];
        Pair *pair = &here->pair[i];
        *pair = *from;
        pair->candidate = apart->candidate.at[from->candidate];
        pair->option = apart->option.at[from->option];
        demands_take(apart, from, here, pair);
    }
}

static int32_t *members_here(Arena *arena, const Apart *apart, const int32_t *member,
                             int32_t count) {
    int32_t *here = arena_many(arena, int32_t, (size_t)count);
    for (int32_t i = 0; i < count; i++) here[i] = apart->candidate.at[member[i]];
    return here;
}

static void circles_take(Arena *arena, const Apart *apart, ApartPiece *piece, Members households) {
    const Problem *whole = apart->problem;
    Problem *here = &piece->problem;
    here->floor = arena_many(arena, Floor, (size_t)here->floor_count);
    here->household = arena_many(arena, Household, (size_t)households.count);
    here->household_count = households.count;
    for (int32_t i = 0; i < here->floor_count; i++) {
        Floor *floor = &here->floor[i];
        *floor = whole->floor[piece->floor[i]];
        floor->member = members_here(arena, apart, floor->member, floor->member_count);
    }
    for (int32_t i = 0; i < households.count; i++) {
        Household *household = &here->household[i];
        *household = whole->household[households.at[i]];
        household->member = members_here(arena, apart, household->member, household->member_count);
    }
}

/* There is one piece then. */
static void measures_take(Arena *arena, const Problem *whole, ApartPiece *piece) {
    Problem *here = &piece->problem;
    here->measure_count = whole->measure_count;
    here->measure = arena_many(arena, Measure, (size_t)whole->measure_count);
    for (int32_t i = 0; i < whole->measure_count; i++) {
        Measure *measure = &here->measure[i];
        *measure = whole->measure[i];
        measure->pair = arena_many(arena, int64_t, (size_t)here->pair_count);
        for (int32_t k = 0; k < here->pair_count; k++) {
            measure->pair[k] = whole->measure[i].pair[piece->pair[k]];
        }
    }
}

ApartPiece *apart_take(Arena *arena, const Apart *apart, int32_t number) {
    ApartPiece *piece = arena_one(arena, ApartPiece);
    Problem *here = &piece->problem;
    Members people = members_of(&apart->candidate, number);
    Members options = members_of(&apart->option, number);
    Members classes = members_of(&apart->option_class, number);
    Members resources = members_of(&apart->resource, number);
    Members floors = members_of(&apart->floor, number), pairs = members_of(&apart->pair, number);
    *piece = (ApartPiece){ .candidate = people.at,
                           .option = options.at,
                           .option_class = classes.at,
                           .resource = resources.at,
                           .floor = floors.at,
                           .pair = pairs.at };
    here->option_count = options.count;
    here->class_count = classes.count;
    here->resource_count = resources.count;
    here->floor_count = floors.count;
    here->pair_count = pairs.count;
    people_take(arena, apart->problem, people, here);
    places_take(arena, apart, piece);
    pairs_take(arena, apart, piece);
    circles_take(arena, apart, piece, members_of(&apart->household, number));
    measures_take(arena, apart->problem, piece);
    return piece;
}
