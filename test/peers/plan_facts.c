#include "plan_facts.h"

#include <stdarg.h>
#include <string.h>

#include "plan_rules.h"

enum { KEY_BYTES = 1024 };

/* Ids to positions, while reading. */
typedef struct Reading {
    PlanFacts *facts;
    const json_t *problem;
    json_t *candidate_at, *option_at, *resource_at, *forbidden;
    int *pinned; /* per candidate: the option, FACT_NONE */
    bool *possible; /* per pair */
} Reading;

static bool wrong(Reading *reading, const char *format, ...) __attribute__((format(printf, 2, 3)));

static bool wrong(Reading *reading, const char *format, ...) {
    va_list values;
    va_start(values, format);
    vsnprintf(reading->facts->why, sizeof reading->facts->why, format, values);
    va_end(values);
    return false;
}

/* What is absent or null leaves *ret_number as it was. */
static bool number_read(Reading *reading, const json_t *object, const char *field,
                        long long *ret_number) {
    const json_t *value = json_object_get(object, field);
    if (!value || json_is_null(value)) return true;
    if (!json_is_integer(value)) return wrong(reading, "%s is no whole number", field);
    *ret_number = json_integer_value(value);
    if (*ret_number <= FACT_NUMBER_MAX && *ret_number >= -FACT_NUMBER_MAX) return true;
    return wrong(reading, "%s is out of range", field);
}

static const json_t *list_of(const Reading *reading, const char *name) {
    return json_object_get(reading->problem, name);
}

static bool ids_read(Reading *reading, const char *list, json_t *at) {
    size_t i;
    json_t *one;
    json_array_foreach(list_of(reading, list), i, one) {
        const char *id = plan_text(one, "id");
        if (!*id || json_object_get(at, id)) return wrong(reading, "%s: id '%s'", list, id);
        json_object_set_new(at, id, json_integer((json_int_t)i));
    }
    return true;
}

static int position_of(const json_t *at, const char *id) {
    const json_t *position = json_object_get(at, id);
    return position ? (int)json_integer_value(position) : FACT_NONE;
}

static bool places_read(Reading *reading, const char *list, FactPlaces *places) {
    size_t i;
    json_t *one;
    json_array_foreach(list_of(reading, list), i, one) {
        FactPlaces *into = &places[i];
        *into = (FactPlaces){ .maximum = FACT_UNLIMITED, .class_at = FACT_NONE };
        if (!number_read(reading, one, "minimum", &into->minimum) ||
            !number_read(reading, one, "maximum", &into->maximum) ||
            !number_read(reading, one, "opening_cost", &into->cost)) {
            return false;
        }
        into->must_start = json_is_true(json_object_get(one, "must_start"));
        if (into->minimum >= 0 && into->maximum >= 0) continue;
        return wrong(reading, "%s: a negative number of places", list);
    }
    return true;
}

static bool classes_join(Reading *reading) {
    size_t i, k;
    json_t *class, *id;
    json_array_foreach(list_of(reading, "classes"), i, class) {
        json_array_foreach(json_object_get(class, "options"), k, id) {
            int option = position_of(reading->option_at, json_string_value(id));
            if (option == FACT_NONE || reading->facts->option[option].class_at != FACT_NONE) {
                return wrong(reading, "class %s: an option", plan_text(class, "id"));
            }
            reading->facts->option[option].class_at = (int)i;
        }
    }
    return true;
}

static void pair_key(char key[KEY_BYTES], const json_t *pair) {
    snprintf(key, KEY_BYTES, "%s\n%s", plan_text(pair, "candidate"), plan_text(pair, "option"));
}

static bool pins_read(Reading *reading) {
    size_t i;
    json_t *pair;
    for (int k = 0; k < reading->facts->candidates; k++) reading->pinned[k] = FACT_NONE;
    json_array_foreach(list_of(reading, "pins"), i, pair) {
        int candidate = position_of(reading->candidate_at, plan_text(pair, "candidate"));
        int option = position_of(reading->option_at, plan_text(pair, "option"));
        if (candidate == FACT_NONE || option == FACT_NONE) return wrong(reading, "pins[%zu]", i);
        reading->pinned[candidate] = option;
        reading->facts->must[candidate] = true;
    }
    json_array_foreach(list_of(reading, "forbidden"), i, pair) {
        char key[KEY_BYTES];
        pair_key(key, pair);
        json_object_set_new(reading->forbidden, key, json_true());
    }
    return true;
}

static bool candidates_read(Reading *reading) {
    bool all = json_is_true(list_of(reading, "must_place_all"));
    size_t i;
    json_t *candidate;
    json_array_foreach(list_of(reading, "candidates"), i, candidate) {
        bool must = json_is_true(json_object_get(candidate, "must_place"));
        reading->facts->must[i] = all || must;
    }
    return pins_read(reading);
}

static bool resources_read(Reading *reading) {
    size_t i;
    json_t *resource;
    json_array_foreach(list_of(reading, "resources"), i, resource) {
        long long *capacity = &reading->facts->resource[i].capacity;
        *capacity = -1;
        if (!number_read(reading, resource, "capacity", capacity)) return false;
        if (*capacity < 0) return wrong(reading, "resources[%zu].capacity", i);
    }
    return true;
}

static bool uses_read(Reading *reading, const json_t *json, FactPair *pair) {
    PlanFacts *facts = reading->facts;
    const char *id;
    json_t *value;
    pair->use_first = facts->uses;
    json_object_foreach(json_object_get(json, "demand"), id, value) {
        FactUse use = { .resource = position_of(reading->resource_at, id) };
        if (use.resource == FACT_NONE) return wrong(reading, "demand of unknown '%s'", id);
        if (!number_read(reading, json_object_get(json, "demand"), id, &use.amount)) return false;
        if (use.amount < 0) return wrong(reading, "a negative demand of %s", id);
        if (!use.amount) continue;
        if (use.amount > facts->resource[use.resource].capacity) pair->usable = false;
        facts->use[facts->uses++] = use;
    }
    pair->use_end = facts->uses;
    return true;
}

static bool pairs_read(Reading *reading) {
    PlanFacts *facts = reading->facts;
    size_t i, uses = 0;
    json_t *json;
    json_array_foreach(list_of(reading, "pairs"), i, json) {
        uses += json_object_size(json_object_get(json, "demand"));
    }
    facts->use = arena_many(facts->arena, FactUse, uses);
    json_array_foreach(list_of(reading, "pairs"), i, json) {
        FactPair *pair = &facts->pair[i];
        char key[KEY_BYTES];
        pair->candidate = position_of(reading->candidate_at, plan_text(json, "candidate"));
        pair->option = position_of(reading->option_at, plan_text(json, "option"));
        if (pair->candidate == FACT_NONE || pair->option == FACT_NONE) {
            return wrong(reading, "pairs[%zu]", i);
        }
        int pinned = reading->pinned[pair->candidate];
        pair_key(key, json);
        pair->usable = (pinned == FACT_NONE || pinned == pair->option) &&
                       !json_object_get(reading->forbidden, key);
        reading->possible[i] = pair->usable;
        if (!number_read(reading, json, "value", &pair->value)) return false;
        if (!uses_read(reading, json, pair)) return false;
    }
    return true;
}

static bool names_group(const json_t *candidate, const char *group) {
    size_t i;
    json_t *name;
    json_array_foreach(json_object_get(candidate, "groups"), i, name) {
        if (json_is_string(name) && strcmp(json_string_value(name), group) == 0) return true;
    }
    return false;
}

static bool floors_read(Reading *reading) {
    PlanFacts *facts = reading->facts;
    size_t i, k;
    json_t *json, *candidate;
    json_array_foreach(list_of(reading, "floors"), i, json) {
        FactFloor *floor = &facts->floor[i];
        if (!number_read(reading, json, "minimum_placed", &floor->minimum)) return false;
        if (floor->minimum < 0) return wrong(reading, "floors[%zu].minimum_placed", i);
        floor->member = arena_many(facts->arena, int, (size_t)facts->candidates);
        floor->counts = arena_many(facts->arena, bool, (size_t)facts->candidates);
        json_array_foreach(list_of(reading, "candidates"), k, candidate) {
            if (!names_group(candidate, plan_text(json, "group"))) continue;
            floor->member[floor->members++] = (int)k;
            floor->counts[k] = true;
            if (floor->minimum > 0) facts->wanted[k] = true;
        }
    }
    return true;
}

static bool household_read(Reading *reading, const json_t *json) {
    PlanFacts *facts = reading->facts;
    const json_t *people = json_object_get(json, "candidates");
    FactHousehold *household = arena_one(facts->arena, FactHousehold);
    size_t i;
    json_t *id;
    household->member = arena_many(facts->arena, int, json_array_size(people));
    household->together = json_is_true(json_object_get(json, "same_option"));
    json_array_foreach(people, i, id) {
        int candidate = position_of(reading->candidate_at, json_string_value(id));
        if (candidate == FACT_NONE || facts->household_of[candidate]) {
            return wrong(reading, "households: a candidate");
        }
        facts->household_of[candidate] = household;
        facts->wanted[candidate] = true;
        household->member[household->members++] = candidate;
    }
    return true;
}

static bool households_read(Reading *reading) {
    size_t i;
    json_t *household;
    if (json_array_size(list_of(reading, "stages"))) return wrong(reading, "there are stages");
    json_array_foreach(list_of(reading, "households"), i, household) {
        if (json_array_size(json_object_get(household, "candidates")) < 2) continue;
        if (!household_read(reading, household)) return false;
    }
    return true;
}

static int count_of(const Reading *reading, const char *list) {
    return (int)json_array_size(list_of(reading, list));
}

static void facts_room(Reading *reading) {
    PlanFacts *facts = reading->facts;
    facts->candidates = count_of(reading, "candidates");
    facts->options = count_of(reading, "options");
    facts->classes = count_of(reading, "classes");
    facts->pairs = count_of(reading, "pairs");
    facts->resources = count_of(reading, "resources");
    facts->floors = count_of(reading, "floors");
    facts->must = arena_many(facts->arena, bool, (size_t)facts->candidates);
    facts->wanted = arena_many(facts->arena, bool, (size_t)facts->candidates);
    facts->option = arena_many(facts->arena, FactPlaces, (size_t)facts->options);
    facts->class = arena_many(facts->arena, FactPlaces, (size_t)facts->classes);
    facts->pair = arena_many(facts->arena, FactPair, (size_t)facts->pairs);
    facts->resource = arena_many(facts->arena, FactResource, (size_t)facts->resources);
    facts->floor = arena_many(facts->arena, FactFloor, (size_t)facts->floors);
    facts->household_of = arena_many(facts->arena, const FactHousehold *, (size_t)facts->candidates);
    facts->possible_first = arena_many(facts->arena, int, (size_t)facts->candidates + 1);
    facts->possible_pair = arena_many(facts->arena, int, (size_t)facts->pairs);
    facts->option_possible = arena_many(facts->arena, int, (size_t)facts->options);
    facts->class_possible = arena_many(facts->arena, int, (size_t)facts->classes);
    reading->possible = arena_many(facts->arena, bool, (size_t)facts->pairs);
    reading->pinned = arena_many(facts->arena, int, (size_t)facts->candidates);
}

static bool all_read(Reading *reading) {
    PlanFacts *facts = reading->facts;
    return ids_read(reading, "candidates", reading->candidate_at) &&
           ids_read(reading, "options", reading->option_at) &&
           ids_read(reading, "resources", reading->resource_at) &&
           places_read(reading, "options", facts->option) &&
           places_read(reading, "classes", facts->class) && classes_join(reading) &&
           candidates_read(reading) && resources_read(reading) && pairs_read(reading) &&
           floors_read(reading) && households_read(reading);
}

/* A pair that passes a capacity alone is possible by itself: counting excludes it. */
static void possible_list(PlanFacts *facts, const bool *possible) {
    int *first = facts->possible_first;
    for (int i = 0; i < facts->pairs; i++) {
        if (!possible[i]) continue;
        first[facts->pair[i].candidate + 1]++;
        int option = facts->pair[i].option, class_at = facts->option[option].class_at;
        facts->option_possible[option]++;
        if (class_at != FACT_NONE) facts->class_possible[class_at]++;
    }
    for (int k = 0; k < facts->candidates; k++) first[k + 1] += first[k];
    for (int i = 0; i < facts->pairs; i++) {
        if (possible[i]) facts->possible_pair[first[facts->pair[i].candidate]++] = i;
    }
    for (int k = facts->candidates; k > 0; k--) first[k] = first[k - 1];
    first[0] = 0;
}

bool plan_facts_read(PlanFacts *facts, Arena *arena, const json_t *problem) {
    *facts = (PlanFacts){ .arena = arena };
    Reading reading = { .facts = facts, .problem = problem, .candidate_at = json_object(),
                        .option_at = json_object(), .resource_at = json_object(),
                        .forbidden = json_object() };
    facts_room(&reading);
    bool fine = all_read(&reading);
    json_decref(reading.candidate_at);
    json_decref(reading.option_at);
    json_decref(reading.resource_at);
    json_decref(reading.forbidden);
    if (fine) possible_list(facts, reading.possible);
    if (fine) plan_facts_settle(facts);
    return fine;
}
