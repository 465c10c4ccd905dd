#include "plan_bound.h"

#ifndef OPSTAP_WITH_GLPK
PlanBound plan_bound_check(json_t *problem, json_t *answer, double seconds_max, double *ret_value) {
    (void)problem, (void)answer, (void)seconds_max, (void)ret_value;
    return BOUND_UNASKED;
}
#else
#include <string.h>

#include "arena.h"
#include "auto.h"
#include "glpk_plan.h"
#include "plan_rules.h"

typedef struct Reading {
    Arena *arena;
    json_t *candidate_at, *option_at, *resource_at; /* id -> number */
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
                         .class_index = PEER_NO_CLASS,
                         .opening_cost =
                             json_integer_value(json_object_get(asked, "opening_cost")),
                         .must_start = json_is_true(json_object_get(asked, "must_start")) };
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

static void uses_read(Reading *reading, const json_t *pairs) {
    size_t i, count = 0;
    const char *id;
    json_t *pair, *amount;
    PeerProblem *peer = &reading->peer;
    json_array_foreach(pairs, i, pair) count += json_object_size(json_object_get(pair, "demand"));
    peer->use = arena_many(reading->arena, PeerUse, count);
    json_array_foreach(pairs, i, pair) {
        json_object_foreach(json_object_get(pair, "demand"), id, amount) {
            json_int_t resource = json_integer_value(json_object_get(reading->resource_at, id));
            peer->use[peer->use_count++] =
                (PeerUse){ (int)i, (int)resource, json_integer_value(amount) };
        }
    }
}

static void resources_read(Reading *reading, const json_t *list) {
    size_t i;
    json_t *one;
    PeerProblem *peer = &reading->peer;
    peer->resource_count = (int)json_array_size(list);
    peer->capacity = arena_many(reading->arena, int64_t, json_array_size(list));
    json_array_foreach(list, i, one) {
        peer->capacity[i] = json_integer_value(json_object_get(one, "capacity"));
    }
}

static void rules_of_pairs_read(Reading *reading, const json_t *list, PeerRule rule) {
    size_t i;
    json_t *one;
    PeerProblem *peer = &reading->peer;
    json_array_foreach(list, i, one) {
        int candidate = number_of(reading->candidate_at, json_object_get(one, "candidate"));
        int option = number_of(reading->option_at, json_object_get(one, "option"));
        for (int k = 0; k < peer->pair_count; k++) {
            PeerPair *pair = &peer->pair[k];
            if (pair->candidate == candidate && pair->option == option) pair->rule = rule;
        }
    }
}

static void duties_read(Reading *reading, const json_t *candidates) {
    size_t i;
    json_t *one;
    PeerProblem *peer = &reading->peer;
    peer->must_place = arena_many(reading->arena, bool, json_array_size(candidates));
    json_array_foreach(candidates, i, one) {
        peer->must_place[i] = json_is_true(json_object_get(one, "must_place"));
    }
}

static void households_read(Reading *reading, const json_t *list) {
    size_t i, k;
    json_t *one, *id;
    PeerProblem *peer = &reading->peer;
    peer->household_count = (int)json_array_size(list);
    peer->household = arena_many(reading->arena, PeerCircle, json_array_size(list));
    json_array_foreach(list, i, one) {
        const json_t *people = json_object_get(one, "candidates");
        PeerCircle *household = &peer->household[i];
        household->same_option = json_is_true(json_object_get(one, "same_option"));
        household->member = arena_many(reading->arena, int, json_array_size(people));
        json_array_foreach(people, k, id) {
            household->member[household->member_count++] = number_of(reading->candidate_at, id);
        }
    }
}

static bool is_member(const json_t *candidate, const json_t *group) {
    size_t i;
    json_t *one;
    json_array_foreach(json_object_get(candidate, "groups"), i, one) {
        if (json_equal(one, group)) return true;
    }
    return false;
}

static void floors_read(Reading *reading, const json_t *list, const json_t *candidates) {
    size_t i, k;
    json_t *one, *candidate;
    PeerProblem *peer = &reading->peer;
    peer->floor_count = (int)json_array_size(list);
    peer->floor = arena_many(reading->arena, PeerCircle, json_array_size(list));
    json_array_foreach(list, i, one) {
        PeerCircle *floor = &peer->floor[i];
        floor->placed_minimum = json_integer_value(json_object_get(one, "minimum_placed"));
        floor->member = arena_many(reading->arena, int, json_array_size(candidates));
        json_array_foreach(candidates, k, candidate) {
            if (!is_member(candidate, json_object_get(one, "group"))) continue;
            floor->member[floor->member_count++] = (int)k;
        }
    }
}

/* --- what the stages before the value keep, as floors --- */

static PeerCircle *floor_new(Reading *reading, const json_t *candidates, const json_t *group) {
    size_t k;
    json_t *candidate;
    PeerCircle *floor = &reading->peer.floor[reading->peer.floor_count++];
    floor->member = arena_many(reading->arena, int, json_array_size(candidates));
    json_array_foreach(candidates, k, candidate) {
        if (!group || is_member(candidate, group)) floor->member[floor->member_count++] = (int)k;
    }
    return floor;
}

/* Of the stage itself only parts of 10,000 are told; without tolerance the plan has the share. */
static bool shares_keep(Reading *reading, const json_t *candidates, const json_t *asked,
                        const json_t *told) {
    size_t i, k;
    json_t *candidate, *group;
    json_int_t placed = json_integer_value(json_object_get(told, "placed"));
    json_int_t size = json_integer_value(json_object_get(told, "size"));
    bool exact = !json_integer_value(json_object_get(told, "tolerance")) &&
                 json_is_true(json_object_get(told, "proven"));
    json_t *listed = json_object_get(asked, "groups"), *groups = json_object();
    json_array_foreach(listed, i, group) json_object_set(groups, json_string_value(group), group);
    json_array_foreach(candidates, i, candidate) {
        json_array_foreach(json_object_get(candidate, "groups"), k, group) {
            if (!listed) json_object_set(groups, json_string_value(group), group);
        }
    }
    const char *name;
    json_object_foreach(groups, name, group) {
        PeerCircle *floor = floor_new(reading, candidates, group);
        floor->placed_minimum = (floor->member_count * placed + size - 1) / size;
    }
    json_decref(groups);
    return exact;
}

static size_t names_count(const json_t *candidates) {
    size_t i, count = 0;
    json_t *candidate;
    json_array_foreach(candidates, i, candidate) {
        count += json_array_size(json_object_get(candidate, "groups"));
    }
    return count;
}

/* False: what a stage kept cannot be seen from the answer. */
static bool stages_keep(Reading *reading, const json_t *problem, const json_t *answer) {
    const json_t *candidates = json_object_get(problem, "candidates");
    const json_t *asked = json_object_get(problem, "stages");
    const json_t *told = json_object_get(answer, "stages");
    size_t i, room = (size_t)reading->peer.floor_count;
    json_t *stage;
    PeerCircle *floor = reading->peer.floor;
    room += json_array_size(asked) * (names_count(candidates) + 1);
    reading->peer.floor = arena_many(reading->arena, PeerCircle, room);
    for (int k = 0; k < reading->peer.floor_count; k++) reading->peer.floor[k] = floor[k];
    json_array_foreach(asked, i, stage) {
        const char *aim = plan_text(stage, "maximise");
        const json_t *of = json_array_get(told, i);
        if (strcmp(aim, "value") == 0) return true;
        if (strcmp(aim, "placed") != 0) {
            if (!shares_keep(reading, candidates, stage, of)) return false;
            continue;
        }
        PeerCircle *kept = floor_new(reading, candidates, json_object_get(stage, "group"));
        kept->placed_minimum = json_integer_value(json_object_get(of, "value")) -
                               json_integer_value(json_object_get(of, "tolerance"));
        if (kept->placed_minimum < 0) kept->placed_minimum = 0;
    }
    return true;
}

static void problem_read_json(Reading *reading, const json_t *problem) {
    const json_t *options = json_object_get(problem, "options");
    const json_t *pairs = json_object_get(problem, "pairs");
    const json_t *candidates = json_object_get(problem, "candidates");
    PeerProblem *peer = &reading->peer;
    peer->candidate_count = (int)json_array_size(candidates);
    peer->must_place_all = json_is_true(json_object_get(problem, "must_place_all"));
    peer->option = places_list_read(reading->arena, options, &peer->option_count);
    classes_read(reading, json_object_get(problem, "classes"));
    pairs_read(reading, pairs);
    resources_read(reading, json_object_get(problem, "resources"));
    uses_read(reading, pairs);
    rules_of_pairs_read(reading, json_object_get(problem, "pins"), PEER_PINNED);
    rules_of_pairs_read(reading, json_object_get(problem, "forbidden"), PEER_FORBIDDEN);
    duties_read(reading, candidates);
    households_read(reading, json_object_get(problem, "households"));
    floors_read(reading, json_object_get(problem, "floors"), candidates);
}

/* Adds the size of a number; false past what GLPK can tell apart. */
static bool size_add(int64_t *sum, int64_t number) {
    if (number > PEER_SUM_MAX || number < -PEER_SUM_MAX) return false;
    *sum += number < 0 ? -number : number;
    return *sum <= PEER_SUM_MAX;
}

static bool within_reach(const PeerProblem *peer) {
    int64_t values = 0, amounts = 0;
    bool within = true;
    for (int i = 0; i < peer->pair_count && within; i++) {
        within = size_add(&values, peer->pair[i].value);
    }
    for (int k = 0; k < peer->option_count && within; k++) {
        within = size_add(&values, peer->option[k].opening_cost);
    }
    for (int c = 0; c < peer->class_count && within; c++) {
        within = size_add(&values, peer->option_class[c].opening_cost);
    }
    for (int i = 0; i < peer->use_count && within; i++) {
        within = size_add(&amounts, peer->use[i].amount);
    }
    return within;
}

/* Without a pair everybody stays where they are, at no value. */
static bool nobody_is_enough(const PeerProblem *peer) {
    bool enough = !peer->must_place_all || peer->candidate_count == 0;
    for (int i = 0; i < peer->candidate_count && enough; i++) enough = !peer->must_place[i];
    for (int i = 0; i < peer->floor_count && enough; i++) {
        enough = peer->floor[i].placed_minimum == 0;
    }
    for (int i = 0; i < peer->option_count && enough; i++) enough = !peer->option[i].must_start;
    for (int i = 0; i < peer->class_count && enough; i++) {
        enough = !peer->option_class[i].must_start;
    }
    return enough;
}

static PeerOutcome outcome_of(Arena *arena, const PeerProblem *peer, double seconds_max,
                              bool *ret_taken) {
    if (!peer->pair_count) {
        return (PeerOutcome){ .proven = true, .has_value = nobody_is_enough(peer) };
    }
    PeerModel model = peer_model_make(arena, peer);
    return glpk_solve(&model, seconds_max, ret_taken);
}

/* A plan of the other solver counts only when it keeps every rule in whole numbers too. */
static bool plan_holds(json_t *problem, const bool *taken) {
    size_t i;
    json_t *pair;
    PlanRules rules = plan_rules_new(problem);
    bool holds = true;
    json_array_foreach(json_object_get(problem, "pairs"), i, pair) {
        if (!taken[i]) continue;
        holds &= plan_rules_place(&rules, plan_text(pair, "candidate"), plan_text(pair, "option"));
    }
    holds = holds && plan_rules_kept(&rules);
    plan_rules_end(&rules);
    return holds;
}

/* The answer's own plan is known to hold: a proof that nothing is worth as much is none. */
static PlanBound bound_judge(const Reading *reading, json_t *problem, const json_t *answer,
                             double seconds_max, double *ret_value) {
    const PeerProblem *peer = &reading->peer;
    bool *taken = arena_many(reading->arena, bool,
                             (size_t)peer->pair_count + peer->option_count + peer->class_count);
    PeerOutcome best = outcome_of(reading->arena, peer, seconds_max, taken);
    const json_t *bound = json_object_get(answer, "bound"), *value = json_object_get(answer, "value");
    double claimed = (double)json_integer_value(bound);
    double tolerance = 0.5 + (claimed < 0 ? -claimed : claimed) * 1e-9;
    bool claims_none = json_is_null(value);
    if (best.has_value && (claims_none || best.value > claimed + tolerance)) {
        *ret_value = best.value;
        return plan_holds(problem, taken) ? BOUND_FALSE : BOUND_UNPROVEN;
    }
    double reached = (double)json_integer_value(value);
    bool lost = !claims_none && (!best.has_value || best.value < reached - tolerance);
    return best.proven && !lost ? BOUND_TRUE : BOUND_UNPROVEN;
}

PlanBound plan_bound_check(json_t *problem, json_t *answer, double seconds_max, double *ret_value) {
    AUTO(arena_end_at) Arena *arena = arena_new("plan_bound", (size_t)2 << 30);
    Reading reading = { .arena = arena };
    reading.candidate_at = ids_read(json_object_get(problem, "candidates"));
    reading.option_at = ids_read(json_object_get(problem, "options"));
    reading.resource_at = ids_read(json_object_get(problem, "resources"));
    problem_read_json(&reading, problem);
    PlanBound found = BOUND_UNPROVEN;
    bool planned = !json_is_null(json_object_get(answer, "value"));
    if (planned && !stages_keep(&reading, problem, answer)) {
        found = BOUND_UNASKED;
    } else if (within_reach(&reading.peer)) {
        found = bound_judge(&reading, problem, answer, seconds_max, ret_value);
    }
    json_decref(reading.candidate_at);
    json_decref(reading.option_at);
    json_decref(reading.resource_at);
    return found;
}
#endif
