/* glued_problem.h: tiny problems side by side as one: nothing is shared, but for a resource that
 * cannot run out. Their people, places and pairs stand in turn, so no piece stands together. */
#ifndef OPSTAP_TEST_GLUED_PROBLEM_H
#define OPSTAP_TEST_GLUED_PROBLEM_H

#include "planning/search/search.h"
#include "random_problem.h"

enum { GLUED_MAX = 4 };

typedef struct Glued {
    Arena *arena;
    Problem whole;
    Problem piece[GLUED_MAX];
    int32_t count;
    int32_t *candidate[GLUED_MAX], *option[GLUED_MAX];    /* position in the whole */
    int32_t option_class[GLUED_MAX], resource[GLUED_MAX]; /* the first of it in the whole */
    int32_t demands;
} Glued;

static inline Str glued_id(const Glued *glued, int32_t piece, Str id) {
    return str_printf(glued->arena, "%d-%.*s", (int)piece, (int)id.len, id.at);
}

static inline void glue_places(Glued *glued) {
    Problem *whole = &glued->whole;
    for (int32_t p = 0; p < glued->count; p++) {
        const Problem *piece = &glued->piece[p];
        glued->option_class[p] = whole->class_count;
        glued->resource[p] = whole->resource_count;
        for (int32_t i = 0; i < piece->class_count; i++) {
            OptionClass *to = &whole->option_class[whole->class_count++];
            *to = piece->option_class[i];
            to->id = glued_id(glued, p, to->id);
        }
        for (int32_t i = 0; i < piece->resource_count; i++) {
            Resource *to = &whole->resource[whole->resource_count++];
            *to = piece->resource[i];
            to->id = glued_id(glued, p, to->id);
        }
    }
    for (int32_t i = 0; i < PROBLEM_TINY_OPTIONS; i++) {
        for (int32_t p = 0; p < glued->count; p++) {
            if (i >= glued->piece[p].option_count) continue;
            glued->option[p][i] = whole->option_count;
            Option *to = &whole->option[whole->option_count++];
            *to = glued->piece[p].option[i];
            to->id = glued_id(glued, p, to->id);
            if (to->class_index != PLAN_NO_CLASS) to->class_index += glued->option_class[p];
        }
    }
}

static inline void glue_people(Glued *glued) {
    Problem *whole = &glued->whole;
    for (int32_t i = 0; i < PROBLEM_TINY_PEOPLE; i++) {
        for (int32_t p = glued->count - 1; p >= 0; p--) {
            const Problem *piece = &glued->piece[p];
            if (i >= piece->candidate_count) continue;
            int32_t at = glued->candidate[p][i] = whole->candidate_count++;
            whole->candidate[at] = glued_id(glued, p, piece->candidate[i]);
            whole->must_place[at] = piece->must_place[i];
        }
    }
}

static inline void glue_pair(Glued *glued, int32_t p, const Pair *from, int64_t of_common) {
    Problem *whole = &glued->whole;
    Pair *to = &whole->pair[whole->pair_count++];
    *to = *from;
    to->candidate = glued->candidate[p][from->candidate];
    to->option = glued->option[p][from->option];
    to->demand_first = whole->demand_count;
    for (int32_t k = 0; k < from->demand_count; k++) {
        PairDemand demand = glued->piece[p].demand[from->demand_first + k];
        demand.resource += glued->resource[p];
        whole->demand[whole->demand_count++] = demand;
    }
    if (of_common) {
        int32_t common = whole->resource_count - 1;
        whole->demand[whole->demand_count++] = (PairDemand){ common, of_common };
        whole->resource[common].capacity += of_common;
    }
    to->demand_count = whole->demand_count - to->demand_first;
}

static inline int32_t *glued_members(const Glued *glued, int32_t p, const int32_t *member,
                                     int32_t count) {
    int32_t *list = arena_many(glued->arena, int32_t, (size_t)count);
    for (int32_t i = 0; i < count; i++) list[i] = glued->candidate[p][member[i]];
    return list;
}

static inline void glue_circles(Glued *glued) {
    Problem *whole = &glued->whole;
    for (int32_t p = 0; p < glued->count; p++) {
        const Problem *piece = &glued->piece[p];
        for (int32_t i = 0; i < piece->floor_count; i++) {
            Floor floor = piece->floor[i];
            floor.group = glued_id(glued, p, floor.group);
            floor.member = glued_members(glued, p, floor.member, floor.member_count);
            whole->floor[whole->floor_count++] = floor;
        }
        for (int32_t i = 0; i < piece->household_count; i++) {
            Household household = piece->household[i];
            household.member = glued_members(glued, p, household.member, household.member_count);
            whole->household[whole->household_count++] = household;
        }
    }
}

static inline void glued_make_room(Glued *glued) {
    const size_t most = GLUED_MAX * 64;
    Problem *whole = &glued->whole;
    Arena *arena = glued->arena;
    whole->candidate = arena_many(arena, Str, most);
    whole->must_place = arena_many(arena, bool, most);
    whole->option = arena_many(arena, Option, most);
    whole->option_class = arena_many(arena, OptionClass, most);
    whole->resource = arena_many(arena, Resource, most);
    whole->pair = arena_many(arena, Pair, most);
    whole->demand = arena_many(arena, PairDemand, most * (PROBLEM_TINY_RESOURCES + 1));
    whole->floor = arena_many(arena, Floor, most);
    whole->household = arena_many(arena, Household, most);
    for (int32_t p = 0; p < GLUED_MAX; p++) {
        glued->candidate[p] = arena_many(arena, int32_t, PROBLEM_TINY_PEOPLE);
        glued->option[p] = arena_many(arena, int32_t, PROBLEM_TINY_OPTIONS);
    }
}

/* Two or more; of `must_place_all` all have the same. Values and costs are small: all fit together.
 */
static inline Glued *glued_draw(Chance *chance, Arena *arena) {
    Glued *glued = arena_one(arena, Glued);
    glued->arena = arena;
    glued->count = (int32_t)chance_between(chance, 2, GLUED_MAX);
    glued_make_room(glued);
    bool common = one_in(chance, 3), all = one_in(chance, 10);
    for (int32_t p = 0; p < glued->count; p++) {
        ProblemSize size = one_in(chance, 3) ? problem_tiny_flow : problem_tiny;
        size.measures = 0;
        size.people = 5;
        size.options = 3;
        glued->piece[p] = problem_draw(chance, arena, &size);
        glued->piece[p].must_place_all = all;
        if (!one_in(chance, 3)) glued->piece[p].floor_count = 0;
    }
    glued->whole.must_place_all = all;
    glue_places(glued);
    glue_people(glued);
    if (common) {
        glued->whole.resource[glued->whole.resource_count++] = (Resource){ str_from("common"), 0 };
    }
    for (int32_t i = 0; i < PROBLEM_TINY_PEOPLE * PROBLEM_TINY_OPTIONS; i++) {
        for (int32_t p = 0; p < glued->count; p++) {
            if (i >= glued->piece[p].pair_count) continue;
            int64_t of_common = common && !one_in(chance, 3) ? chance_between(chance, 1, 9) : 0;
            glue_pair(glued, p, &glued->piece[p].pair[i], of_common);
        }
    }
    glue_circles(glued);
    return glued;
}

/* What a solution of the whole says of one piece. */
static inline Solution glued_part(const Glued *glued, int32_t p, const Solution *solution) {
    const Problem *piece = &glued->piece[p];
    Solution part = *solution;
    part.option_of = arena_many(glued->arena, int32_t, (size_t)piece->candidate_count);
    for (int32_t i = 0; i < piece->candidate_count; i++) {
        int32_t whole = solution->option_of[glued->candidate[p][i]];
        part.option_of[i] = PLAN_UNPLACED;
        for (int32_t k = 0; k < piece->option_count; k++) {
            if (whole == glued->option[p][k]) part.option_of[i] = k;
        }
    }
    return part;
}

#endif
