/* twinned_problem.h: tiny problems in which people and options come more than once: alike, or
 * nearly so, with resources that are shared or their own. */
#ifndef OPSTAP_TEST_TWINNED_PROBLEM_H
#define OPSTAP_TEST_TWINNED_PROBLEM_H

#include "random_problem.h"

enum { TWINNED_PEOPLE = 18, TWINNED_OPTIONS = 9, TWINNED_COPIES = 3 };

/* Which of the problem it was made of each is. */
typedef struct Twinned {
    Problem problem;
    int32_t person_of[TWINNED_PEOPLE], option_of[TWINNED_OPTIONS];
    int32_t copy_of[TWINNED_OPTIONS]; /* 0: the first of its kind */
} Twinned;

static inline int32_t copies_draw(Chance *chance, int32_t *of, int32_t kinds, int32_t most) {
    int32_t count = 0;
    for (int32_t i = 0; i < kinds; i++) {
        int32_t copies = (int32_t)chance_between(chance, 1, TWINNED_COPIES);
        while (copies-- && count < most - (kinds - 1 - i)) of[count++] = i;
    }
    for (int32_t i = count - 1; i > 0; i--) {
        int32_t other = (int32_t)chance_between(chance, 0, i), was = of[i];
        of[i] = of[other];
        of[other] = was;
    }
    return count;
}

static inline void twinned_pair(Twinned *twinned, const Problem *from, const Pair *pair,
                                int32_t candidate, int32_t option, bool own) {
    Problem *to = &twinned->problem;
    Pair *made = &to->pair[to->pair_count++];
    *made = *pair;
    made->candidate = candidate;
    made->option = option;
    made->demand_first = to->demand_count;
    for (int32_t k = 0; k < pair->demand_count; k++) {
        PairDemand demand = from->demand[pair->demand_first + k];
        if (own) demand.resource = twinned->copy_of[option];
        to->demand[to->demand_count++] = demand;
    }
}

static inline void twinned_people(Arena *arena, Twinned *twinned, const Problem *from) {
    Problem *to = &twinned->problem;
    to->candidate = arena_many(arena, Str, TWINNED_PEOPLE);
    to->must_place = arena_many(arena, bool, TWINNED_PEOPLE);
    for (int32_t i = 0; i < to->candidate_count; i++) {
        to->candidate[i] = str_printf(arena, "c%d", (int)i);
        to->must_place[i] = from->must_place[twinned->person_of[i]];
    }
    to->floor = arena_many(arena, Floor, (size_t)from->floor_count);
    for (int32_t f = 0; f < from->floor_count; f++) {
        Floor *floor = &to->floor[f];
        *floor = from->floor[f];
        floor->member = arena_many(arena, int32_t, TWINNED_PEOPLE);
        floor->member_count = 0;
        for (int32_t i = 0; i < to->candidate_count; i++) {
            bool in = false;
            for (int32_t k = 0; k < from->floor[f].member_count; k++) {
                in = in || from->floor[f].member[k] == twinned->person_of[i];
            }
            if (in) floor->member[floor->member_count++] = i;
        }
    }
}

static inline void twinned_options(Arena *arena, Twinned *twinned, const Problem *from) {
    Problem *to = &twinned->problem;
    to->option = arena_many(arena, Option, TWINNED_OPTIONS);
    for (int32_t i = 0; i < to->option_count; i++) {
        to->option[i] = from->option[twinned->option_of[i]];
        to->option[i].id = str_printf(arena, "o%d", (int)i);
        for (int32_t k = 0; k < i; k++) {
            twinned->copy_of[i] += twinned->option_of[k] == twinned->option_of[i];
        }
    }
}

/* own: the first resource comes once for each copy. Such a problem has one resource. */
static inline void twinned_resources(Arena *arena, Problem *to, bool own) {
    if (!own) return;
    Resource only = to->resource[0];
    to->resource = arena_many(arena, Resource, TWINNED_COPIES);
    to->resource_count = TWINNED_COPIES;
    for (int32_t i = 0; i < TWINNED_COPIES; i++) {
        to->resource[i] = (Resource){ str_printf(arena, "r%d", (int)i), only.capacity };
    }
}

static inline void twinned_spoil(Chance *chance, Problem *problem) {
    if (!problem->pair_count) return;
    Pair *pair = &problem->pair[chance_between(chance, 0, problem->pair_count - 1)];
    Option *option = &problem->option[chance_between(chance, 0, problem->option_count - 1)];
    int64_t what = chance_between(chance, 0, 4);
    if (what == 0) pair->rule = RULE_FORBIDDEN;
    if (what == 1 && pair->value < PLAN_VALUE_MAX) pair->value++;
    if (what == 2) option->minimum++;
    if (what == 3) option->must_start = !option->must_start;
    if (what == 4) problem->must_place[pair->candidate] = !problem->must_place[pair->candidate];
}

/* What it is made of, once or more often each. */
static inline Problem twinned_from(Chance *chance, Arena *arena, bool tiny, bool own) {
    ProblemSize size = one_in(chance, 2) ? problem_tiny : problem_tiny_flow;
    size.people = size.people_minimum = tiny ? 3 : 6;
    size.options = tiny ? 2 : 3;
    size.households = size.measures = 0;
    if (own) size.resources = 1;
    Problem from = problem_draw(chance, arena, &size);
    for (int32_t i = 0; i < from.pair_count; i++) {
        if (from.pair[i].rule == RULE_PINNED) from.pair[i].rule = RULE_NONE;
    }
    return from;
}

/* tiny: so that every plan can be tried. */
static inline Problem twinned_draw(Chance *chance, Arena *arena, bool tiny) {
    Twinned *twinned = arena_one(arena, Twinned);
    bool own = one_in(chance, 3);
    Problem from = twinned_from(chance, arena, tiny, own);
    own = own && from.resource_count == 1;
    Problem *to = &twinned->problem;
    *to = from;
    to->candidate_count = copies_draw(chance, twinned->person_of, from.candidate_count,
                                      tiny ? PROBLEM_TINY_PEOPLE : TWINNED_PEOPLE);
    to->option_count = copies_draw(chance, twinned->option_of, from.option_count,
                                   tiny ? PROBLEM_TINY_OPTIONS : TWINNED_OPTIONS);
    twinned_people(arena, twinned, &from);
    twinned_options(arena, twinned, &from);
    size_t pairs = (size_t)TWINNED_PEOPLE * TWINNED_OPTIONS;
    to->pair = arena_many(arena, Pair, pairs);
    to->demand = arena_many(arena, PairDemand, pairs * PROBLEM_TINY_RESOURCES);
    to->pair_count = to->demand_count = 0;
    for (int32_t i = 0; i < to->candidate_count; i++) {
        for (int32_t k = 0; k < to->option_count; k++) {
            for (int32_t p = 0; p < from.pair_count; p++) {
                const Pair *pair = &from.pair[p];
                if (pair->candidate != twinned->person_of[i]) continue;
                if (pair->option != twinned->option_of[k]) continue;
                twinned_pair(twinned, &from, pair, i, k, own);
            }
        }
    }
    twinned_resources(arena, to, own);
    for (int64_t i = chance_between(chance, -2, 2); i > 0; i--) twinned_spoil(chance, to);
    return *to;
}

#endif
