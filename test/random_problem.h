/* random_problem.h: plain problems at random with every rule mixed: resources, floors, households,
 * opening costs, pins, prohibitions, duties to place and to start, measures, bonuses for who stays.
 * As often as not no plan is possible. chance_begin prints the seed, OPSTAP_SEED=N repeats it. */
#ifndef OPSTAP_TEST_RANDOM_PROBLEM_H
#define OPSTAP_TEST_RANDOM_PROBLEM_H

#include "chance.h"
#include "planning/form/problem.h"
#include "test.h"

/* Each the most there is of it. */
typedef struct ProblemSize {
    int64_t people_minimum, people, options_minimum, options, classes, resources;
    int64_t floors, households, measures;
    int64_t option_minimum, class_minimum, maximum, capacity, floor_people, household_people;
    int64_t ruled_pair_in; /* where pairs are ruled: one in so many */
    bool large_values;     /* sometimes up to PLAN_VALUE_MAX */
    bool flow;             /* resources and floors of neighbours, which often stand in each other */
} ProblemSize;

enum {
    PROBLEM_TINY_PEOPLE = 6,
    PROBLEM_TINY_OPTIONS = 4,
    PROBLEM_TINY_CLASSES = 2,
    PROBLEM_TINY_RESOURCES = 3
};

/* Small enough to try every plan. */
static const ProblemSize problem_tiny = {
    .people_minimum = 1, .people = PROBLEM_TINY_PEOPLE,
    .options_minimum = 1, .options = PROBLEM_TINY_OPTIONS,
    .classes = PROBLEM_TINY_CLASSES, .resources = PROBLEM_TINY_RESOURCES,
    .floors = 2, .households = 2, .measures = 2, .option_minimum = 3, .class_minimum = 4,
    .maximum = 4, .capacity = 12, .floor_people = 3, .household_people = 3, .ruled_pair_in = 6,
    .large_values = true,
};

/* The same, of what flows can take, most of the time. */
static const ProblemSize problem_tiny_flow = {
    .people_minimum = 1, .people = PROBLEM_TINY_PEOPLE,
    .options_minimum = 1, .options = PROBLEM_TINY_OPTIONS,
    .classes = PROBLEM_TINY_CLASSES, .resources = PROBLEM_TINY_RESOURCES,
    .floors = 3, .option_minimum = 3, .class_minimum = 4, .maximum = 4, .capacity = 9,
    .floor_people = 3, .ruled_pair_in = 6, .large_values = true, .flow = true,
};

static inline bool one_in(Chance *chance, int64_t times) {
    return chance_between(chance, 1, times) == 1;
}

static inline int64_t maximum_drawn(Chance *chance, const ProblemSize *size) {
    return one_in(chance, 3) ? PLAN_UNLIMITED : chance_between(chance, 0, size->maximum);
}

static inline int64_t value_drawn(Chance *chance, int64_t kind) {
    if (kind == 0) return chance_between(chance, -2, 3); /* many ties */
    if (kind == 1) return chance_between(chance, -PLAN_VALUE_MAX, PLAN_VALUE_MAX);
    return chance_between(chance, -20, 100);
}

static inline void options_draw(Chance *chance, Arena *arena, Problem *problem,
                                const ProblemSize *size, int64_t kind) {
    int64_t costs = chance_between(chance, 0, 2);
    bool starts = one_in(chance, 5);
    for (int32_t i = 0; i < problem->class_count; i++) {
        problem->option_class[i] =
            (OptionClass){ str_printf(arena, "K%d", (int)i),
                           chance_between(chance, 0, size->class_minimum),
                           maximum_drawn(chance, size), costs ? value_drawn(chance, kind) / 2 : 0,
                           starts && one_in(chance, 3) };
    }
    for (int32_t i = 0; i < problem->option_count; i++) {
        problem->option[i] =
            (Option){ str_printf(arena, "o%d", (int)i),
                      chance_between(chance, 0, size->option_minimum), maximum_drawn(chance, size),
                      (int32_t)chance_between(chance, -1, problem->class_count - 1),
                      costs == 2 ? value_drawn(chance, kind) / 2 : 0,
                      starts && one_in(chance, 3) };
    }
}

static inline void pair_draw(Chance *chance, Problem *problem, Pair *pair, bool own) {
    pair->demand_first = problem->demand_count;
    for (int32_t r = 0; r < problem->resource_count; r++) {
        /* own: a resource of one option only, as in a general assignment problem */
        if (own ? r != pair->option % problem->resource_count : one_in(chance, 2)) continue;
        int64_t amount = chance_between(chance, 0, 5);
        if (!amount) continue;
        problem->demand[problem->demand_count++] = (PairDemand){ r, amount };
    }
    pair->demand_count = problem->demand_count - pair->demand_first;
}

typedef struct Neighbours {
    int64_t first, last;
} Neighbours;

static inline Neighbours neighbours_draw(Chance *chance, int32_t count) {
    int64_t first = chance_between(chance, 0, count - 1);
    int64_t last = chance_between(chance, first, count - 1);
    return one_in(chance, 2) ? (Neighbours){ 0, last } : (Neighbours){ first, last };
}

static inline void pair_draw_uniform(Problem *problem, Pair *pair, const Neighbours *use,
                                     int64_t amount) {
    pair->demand_first = problem->demand_count;
    for (int32_t r = 0; r < problem->resource_count; r++) {
        if (pair->option < use[r].first || pair->option > use[r].last) continue;
        problem->demand[problem->demand_count++] = (PairDemand){ r, amount };
    }
    pair->demand_count = problem->demand_count - pair->demand_first;
}

static inline void stay_draw(Chance *chance, Pair *pair) {
    int64_t room = PLAN_VALUE_MAX - pair->value;
    pair->stay_bonus = chance_between(chance, 0, room < 60 ? room : 60);
    pair->value += pair->stay_bonus;
}

static inline void pairs_draw(Chance *chance, Problem *problem, const ProblemSize *size,
                              int64_t kind) {
    bool own = one_in(chance, 2), rules = one_in(chance, 3), stays = one_in(chance, 3);
    int64_t density = chance_between(chance, 2, 5), amount = chance_between(chance, 1, 2);
    Neighbours use[PROBLEM_TINY_RESOURCES];
    for (int32_t r = 0; size->flow && r < problem->resource_count; r++) {
        use[r] = neighbours_draw(chance, problem->option_count);
    }
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        bool pinned = false;
        for (int32_t k = 0; k < problem->option_count; k++) {
            if (chance_between(chance, 1, 5) > density) continue;
            Pair *pair = &problem->pair[problem->pair_count++];
            *pair = (Pair){ i, k, value_drawn(chance, kind) };
            if (size->flow) pair_draw_uniform(problem, pair, use, amount);
            else pair_draw(chance, problem, pair, own);
            if (stays && one_in(chance, 3)) stay_draw(chance, pair);
            if (!rules || !one_in(chance, size->ruled_pair_in)) continue;
            pair->rule = pinned || one_in(chance, 2) ? RULE_FORBIDDEN : RULE_PINNED;
            pinned |= pair->rule == RULE_PINNED;
        }
    }
}

static inline void households_draw(Chance *chance, Arena *arena, Problem *problem,
                                   const ProblemSize *size) {
    int32_t next = 0;
    problem->household = arena_many(arena, Household, (size_t)size->households);
    for (int32_t i = 0; i < problem->household_count; i++) {
        Household *household = &problem->household[i];
        household->same_option = one_in(chance, 2);
        household->member = arena_many(arena, int32_t, (size_t)size->household_people);
        int64_t wanted = chance_between(chance, 1, size->household_people);
        while (wanted-- && next < problem->candidate_count) {
            household->member[household->member_count++] = next++;
        }
        if (!household->member_count) problem->household_count = i;
    }
}

/* Each of a group of its own, with somebody in it. */
static inline void floors_draw(Chance *chance, Arena *arena, Problem *problem,
                               const ProblemSize *size) {
    problem->floor = arena_many(arena, Floor, (size_t)size->floors);
    for (int32_t i = 0; i < problem->floor_count; i++) {
        Floor *floor = &problem->floor[i];
        *floor = (Floor){ str_printf(arena, "g%d", (int)i),
                          chance_between(chance, 0, size->floor_people),
                          arena_many(arena, int32_t, (size_t)size->people), 0 };
        int64_t always = chance_between(chance, 0, problem->candidate_count - 1);
        Neighbours of = neighbours_draw(chance, problem->candidate_count);
        for (int64_t k = of.first; size->flow && k <= of.last; k++) {
            floor->member[floor->member_count++] = (int32_t)k;
        }
        if (size->flow) continue;
        for (int32_t k = 0; k < problem->candidate_count; k++) {
            if (k == always || one_in(chance, 2)) floor->member[floor->member_count++] = k;
        }
    }
}

static inline int64_t *counts_draw(Chance *chance, Arena *arena, int32_t count, int64_t kind) {
    int64_t *counts = arena_many(arena, int64_t, (size_t)count);
    for (int32_t i = 0; i < count; i++) {
        counts[i] = one_in(chance, 3) ? 0 : value_drawn(chance, kind);
    }
    return counts;
}

/* After the pairs. Now and then more than any plan reaches. */
static inline void measures_draw(Chance *chance, Arena *arena, Problem *problem,
                                 const ProblemSize *size, int64_t kind) {
    problem->measure = arena_many(arena, Measure, (size_t)size->measures);
    for (int32_t i = 0; i < problem->measure_count; i++) {
        Measure *measure = &problem->measure[i];
        measure->id = str_printf(arena, "m%d", (int)i);
        measure->pair = counts_draw(chance, arena, problem->pair_count, kind);
        if (one_in(chance, 2)) {
            measure->option_cost = counts_draw(chance, arena, problem->option_count, kind);
        }
        if (one_in(chance, 2)) {
            measure->class_cost = counts_draw(chance, arena, problem->class_count, kind);
        }
        int64_t most = kind == 0 ? 8 : kind == 1 ? PLAN_VALUE_MAX : 200;
        measure->least = chance_between(chance, -most, most);
    }
}

static inline void people_draw(Chance *chance, Arena *arena, Problem *problem,
                               const ProblemSize *size) {
    problem->candidate = arena_many(arena, Str, (size_t)size->people);
    problem->must_place_all = one_in(chance, 6);
    problem->must_place = arena_many(arena, bool, (size_t)size->people);
    bool duties = one_in(chance, 4);
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        problem->candidate[i] = str_printf(arena, "c%d", (int)i);
        problem->must_place[i] = duties && one_in(chance, 3);
    }
}

/* Groups of their own, and what is wanted in stages, each aim once. */
static inline void stages_draw(Chance *chance, Arena *arena, Problem *problem, int64_t value_most) {
    problem->group_count = (int32_t)chance_between(chance, 1, 3);
    problem->group = arena_many(arena, PeopleGroup, 3);
    for (int32_t i = 0; i < problem->group_count; i++) {
        PeopleGroup *group = &problem->group[i];
        group->id = str_printf(arena, "h%d", (int)i);
        group->member = arena_many(arena, int32_t, (size_t)problem->candidate_count);
        int64_t always = chance_between(chance, 0, problem->candidate_count - 1);
        for (int32_t k = 0; k < problem->candidate_count; k++) {
            if (k == always || one_in(chance, 2)) group->member[group->member_count++] = k;
        }
    }
    problem->stage = arena_many(arena, Stage, 5);
    for (int64_t kind = 0; kind < 5; kind++) {
        Stage *stage = &problem->stage[problem->stage_count];
        if (one_in(chance, 2)) continue;
        stage->group = arena_many(arena, int32_t, 3);
        stage->aim = kind < 3 ? AIM_placed : kind == 3 ? AIM_least_group : AIM_value;
        bool all = stage->aim == AIM_least_group;
        for (int32_t i = 0; all && i < problem->group_count; i++) stage->group[i] = i;
        stage->group_count = all ? problem->group_count : 0;
        if (kind == 1 || kind == 2) {
            if (kind > problem->group_count) continue;
            stage->group[stage->group_count++] = (int32_t)kind - 1;
        }
        int64_t most = stage->aim == AIM_placed ? 2 : all ? 4000 : value_most;
        stage->tolerance = one_in(chance, 2) ? 0 : chance_between(chance, 0, most);
        problem->stage_count++;
    }
    for (int32_t i = problem->stage_count - 1; i > 0; i--) {
        int32_t other = (int32_t)chance_between(chance, 0, i);
        Stage was = problem->stage[i];
        problem->stage[i] = problem->stage[other];
        problem->stage[other] = was;
    }
}

static inline Problem problem_draw(Chance *chance, Arena *arena, const ProblemSize *size) {
    Problem problem = {
        .candidate_count = (int32_t)chance_between(chance, size->people_minimum, size->people),
        .option_count = (int32_t)chance_between(chance, size->options_minimum, size->options),
        .class_count = (int32_t)chance_between(chance, 0, size->classes),
        .resource_count = (int32_t)chance_between(chance, 0, size->resources),
    };
    if (size->floors && one_in(chance, 3)) {
        problem.floor_count = (int32_t)chance_between(chance, 1, size->floors);
    }
    if (size->households && one_in(chance, 3)) {
        problem.household_count = (int32_t)chance_between(chance, 1, size->households);
    }
    if (size->measures && one_in(chance, 3)) {
        problem.measure_count = (int32_t)chance_between(chance, 1, size->measures);
    }
    size_t pairs = (size_t)(size->people * size->options);
    problem.option = arena_many(arena, Option, (size_t)size->options);
    problem.option_class = arena_many(arena, OptionClass, (size_t)size->classes);
    problem.pair = arena_many(arena, Pair, pairs);
    problem.resource = arena_many(arena, Resource, (size_t)size->resources);
    problem.demand = arena_many(arena, PairDemand, pairs * (size_t)size->resources);
    for (int32_t i = 0; i < problem.resource_count; i++) {
        problem.resource[i] = (Resource){ str_printf(arena, "r%d", (int)i),
                                          chance_between(chance, 0, size->capacity) };
    }
    int64_t kind = chance_between(chance, 0, 3);
    if (kind == 1 && !size->large_values) kind = 2;
    options_draw(chance, arena, &problem, size, kind);
    people_draw(chance, arena, &problem, size);
    households_draw(chance, arena, &problem, size);
    floors_draw(chance, arena, &problem, size);
    pairs_draw(chance, &problem, size, kind);
    measures_draw(chance, arena, &problem, size, kind);
    return problem;
}

#endif
