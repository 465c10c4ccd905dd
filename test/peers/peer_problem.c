#include "peer_problem.h"

static void places_make(Arena *arena, PeerProblem *peer, const Problem *problem) {
    peer->option = arena_many(arena, PeerPlaces, (size_t)peer->option_count);
    peer->option_class = arena_many(arena, PeerPlaces, (size_t)peer->class_count);
    for (int i = 0; i < peer->option_count; i++) {
        const Option *option = &problem->option[i];
        peer->option[i] = (PeerPlaces){ .minimum = option->minimum, .maximum = option->maximum,
                                        .class_index = option->class_index,
                                        .opening_cost = option->opening_cost,
                                        .must_start = option->must_start };
    }
    for (int i = 0; i < peer->class_count; i++) {
        const OptionClass *class = &problem->option_class[i];
        peer->option_class[i] = (PeerPlaces){ .minimum = class->minimum, .maximum = class->maximum,
                                              .class_index = PEER_NO_CLASS,
                                              .opening_cost = class->opening_cost,
                                              .must_start = class->must_start };
    }
}

static PeerRule rule_of(PairRule rule) {
    switch (rule) {
    case RULE_PINNED: return PEER_PINNED;
    case RULE_FORBIDDEN: return PEER_FORBIDDEN;
    case RULE_NONE: break;
    }
    return PEER_FREE;
}

static void pairs_make(Arena *arena, PeerProblem *peer, const Problem *problem) {
    peer->pair = arena_many(arena, PeerPair, (size_t)peer->pair_count);
    peer->use = arena_many(arena, PeerUse, (size_t)problem->demand_count);
    for (int i = 0; i < peer->pair_count; i++) {
        const Pair *pair = &problem->pair[i];
        peer->pair[i] =
            (PeerPair){ pair->candidate, pair->option, pair->value, rule_of(pair->rule) };
        for (int k = 0; k < pair->demand_count; k++) {
            const PairDemand *demand = &problem->demand[pair->demand_first + k];
            peer->use[peer->use_count++] = (PeerUse){ i, demand->resource, demand->amount };
        }
    }
    peer->capacity = arena_many(arena, int64_t, (size_t)peer->resource_count);
    for (int i = 0; i < peer->resource_count; i++) {
        peer->capacity[i] = problem->resource[i].capacity;
    }
}

static void circles_make(Arena *arena, PeerProblem *peer, const Problem *problem) {
    peer->floor = arena_many(arena, PeerCircle, (size_t)peer->floor_count);
    peer->household = arena_many(arena, PeerCircle, (size_t)peer->household_count);
    for (int i = 0; i < peer->floor_count; i++) {
        const Floor *floor = &problem->floor[i];
        peer->floor[i] = (PeerCircle){ .member = floor->member, .member_count = floor->member_count,
                                       .placed_minimum = floor->people };
    }
    for (int i = 0; i < peer->household_count; i++) {
        const Household *household = &problem->household[i];
        peer->household[i] = (PeerCircle){ .member = household->member,
                                           .member_count = household->member_count,
                                           .same_option = household->same_option };
    }
}

static void counted_mark(PeerPlaces *places, const int64_t *cost, int count) {
    for (int i = 0; i < count && cost; i++) places[i].counted |= cost[i] != 0;
}

static void measures_make(Arena *arena, PeerProblem *peer, const Problem *problem) {
    peer->measure = arena_many(arena, PeerMeasure, (size_t)peer->measure_count);
    for (int i = 0; i < peer->measure_count; i++) {
        counted_mark(peer->option, problem->measure[i].option_cost, peer->option_count);
        counted_mark(peer->option_class, problem->measure[i].class_cost, peer->class_count);
        const Measure *measure = &problem->measure[i];
        peer->measure[i] = (PeerMeasure){ .pair = measure->pair,
                                          .option_cost = measure->option_cost,
                                          .class_cost = measure->class_cost,
                                          .least = measure->least };
    }
}

PeerProblem peer_problem_make(Arena *arena, const Problem *problem) {
    PeerProblem peer = { .candidate_count = problem->candidate_count,
                         .option_count = problem->option_count,
                         .class_count = problem->class_count,
                         .pair_count = problem->pair_count,
                         .resource_count = problem->resource_count,
                         .floor_count = problem->floor_count,
                         .household_count = problem->household_count,
                         .measure_count = problem->measure_count,
                         .must_place_all = problem->must_place_all,
                         .must_place = problem->must_place };
    places_make(arena, &peer, problem);
    pairs_make(arena, &peer, problem);
    circles_make(arena, &peer, problem);
    measures_make(arena, &peer, problem);
    return peer;
}
