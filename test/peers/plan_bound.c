#include "plan_bound.h"

#ifndef OPSTAP_WITH_GLPK
PlanBound plan_bound_check(json_t *problem, json_t *answer, double seconds_max, double *ret_value) {
    (void)problem, (void)answer, (void)seconds_max, (void)ret_value;
    return BOUND_UNASKED;
}
#else
#include "arena.h"
#include "auto.h"
#include "glpk_plan.h"

typedef struct Reading {
    Arena *arena;
    json_t *candidate_at, *option_at; /* id -> number */
    PeerProblem peer;
} Reading;

static json_t *ids_read(const json_t *list) {
    json_t *at = json_object(), *one;
    size_t i;
    json_array_foreach(list, i, one) {
        json_object_set_new(at, json_string_value(json_object_get(one, "id")),
                            json_integer((json_int_t)i));
    }
    return at;
}

static int number_of(const json_t *at, const json_t *id) {
    return (int)json_integer_value(json_object_get(at, json_string_value(id)));
}

static PeerPlaces places_read(const json_t *asked) {
    const json_t *maximum = json_object_get(asked, "maximum");
    return (PeerPlaces){ .minimum = json_integer_value(json_object_get(asked, "minimum")),
                         .maximum = json_is_integer(maximum) ? json_integer_value(maximum)
                                                             : INT64_MAX,
                         .class_index = PEER_NO_CLASS };
}

static PeerPlaces *places_list_read(Arena *arena, const json_t *list, int *ret_count) {
    size_t i;
    json_t *one;
    PeerPlaces *places = arena_many(arena, PeerPlaces, json_array_size(list));
    json_array_foreach(list, i, one) places[i] = places_read(one);
    *ret_count = (int)json_array_size(list);
    return places;
}

static void classes_read(Reading *reading, const json_t *list) {
    size_t i, k;
    json_t *one, *id;
    PeerProblem *peer = &reading->peer;
    peer->option_class = places_list_read(reading->arena, list, &peer->class_count);
    json_array_foreach(list, i, one) {
        json_array_foreach(json_object_get(one, "options"), k, id) {
            peer->option[number_of(reading->option_at, id)].class_index = (int)i;
        }
    }
}

static void pairs_read(Reading *reading, const json_t *list) {
    size_t i;
    json_t *one;
    PeerProblem *peer = &reading->peer;
    peer->pair_count = (int)json_array_size(list);
    peer->pair = arena_many(reading->arena, PeerPair, json_array_size(list));
    json_array_foreach(list, i, one) {
        peer->pair[i] = (PeerPair){
            number_of(reading->candidate_at, json_object_get(one, "candidate")),
            number_of(reading->option_at, json_object_get(one, "option")),
            json_integer_value(json_object_get(one, "value")),
        };
    }
}

static void problem_read_json(Reading *reading, const json_t *problem) {
    const json_t *options = json_object_get(problem, "options");
    PeerProblem *peer = &reading->peer;
    peer->candidate_count = (int)json_array_size(json_object_get(problem, "candidates"));
    peer->must_place_all = json_is_true(json_object_get(problem, "must_place_all"));
    peer->option = places_list_read(reading->arena, options, &peer->option_count);
    classes_read(reading, json_object_get(problem, "classes"));
    pairs_read(reading, json_object_get(problem, "pairs"));
}

static bool within_reach(const PeerProblem *peer) {
    int64_t sum = 0;
    for (int i = 0; i < peer->pair_count; i++) {
        int64_t value = peer->pair[i].value;
        if (value > PEER_SUM_MAX || value < -PEER_SUM_MAX) return false;
        sum += value < 0 ? -value : value;
        if (sum > PEER_SUM_MAX) return false;
    }
    return true;
}

/* Without a pair everybody stays where they are, at no value. */
static PeerOutcome outcome_of(const PeerProblem *peer, double seconds_max) {
    bool possible = !peer->must_place_all || peer->candidate_count == 0;
    if (peer->pair_count == 0) return (PeerOutcome){ .proven = true, .has_value = possible };
    return glpk_plan(peer, seconds_max);
}

static PlanBound bound_judge(const PeerProblem *peer, const json_t *answer, double seconds_max,
                             double *ret_value) {
    PeerOutcome best = outcome_of(peer, seconds_max);
    const json_t *bound = json_object_get(answer, "bound");
    double claimed = (double)json_integer_value(bound);
    double tolerance = 0.5 + (claimed < 0 ? -claimed : claimed) * 1e-9;
    bool claims_none = json_is_null(json_object_get(answer, "value"));
    if (best.has_value && (claims_none || best.value > claimed + tolerance)) {
        *ret_value = best.value;
        return BOUND_FALSE;
    }
    return best.proven ? BOUND_TRUE : BOUND_UNPROVEN;
}

PlanBound plan_bound_check(json_t *problem, json_t *answer, double seconds_max, double *ret_value) {
    AUTO(arena_end_at) Arena *arena = arena_new("plan_bound", (size_t)2 << 30);
    Reading reading = { .arena = arena };
    reading.candidate_at = ids_read(json_object_get(problem, "candidates"));
    reading.option_at = ids_read(json_object_get(problem, "options"));
    problem_read_json(&reading, problem);
    PlanBound found = BOUND_UNPROVEN;
    if (within_reach(&reading.peer)) {
        found = bound_judge(&reading.peer, answer, seconds_max, ret_value);
    }
    json_decref(reading.candidate_at);
    json_decref(reading.option_at);
    return found;
}
#endif
