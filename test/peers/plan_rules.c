#include "plan_rules.h"

#include <stdarg.h>
#include <string.h>

enum { KEY_BYTES = 1024 };

static bool broken(PlanRules *rules, const char *format, ...) __attribute__((format(printf, 2, 3)));

static bool broken(PlanRules *rules, const char *format, ...) {
    va_list values;
    va_start(values, format);
    vsnprintf(rules->why, sizeof rules->why, format, values);
    va_end(values);
    return false;
}

const char *plan_text(const json_t *object, const char *field) {
    const char *text = json_string_value(json_object_get(object, field));
    return text ? text : "";
}

static json_int_t number_at(const json_t *object, const char *field) {
    return json_integer_value(json_object_get(object, field));
}

static void pair_key(char key[KEY_BYTES], const char *candidate, const char *option) {
    snprintf(key, KEY_BYTES, "%s\n%s", candidate, option);
}

/* Once: so that the other solver sees the same values. */
static void stays_add(PlanRules *rules) {
    size_t i;
    json_t *stay;
    json_array_foreach(json_object_get(rules->problem, "stay"), i, stay) {
        char key[KEY_BYTES];
        pair_key(key, plan_text(stay, "candidate"), plan_text(stay, "option"));
        json_t *pair = json_object_get(rules->pair_at, key);
        json_int_t bonus = number_at(stay, "bonus");
        json_object_set_new(pair, "value", json_integer(number_at(pair, "value") + bonus));
        json_object_set_new(pair, "stay", json_integer(bonus));
    }
    json_object_del(rules->problem, "stay");
}

PlanRules plan_rules_new(json_t *problem) {
    PlanRules rules = { .problem = problem, .pair_at = json_object(),
                        .option_of = json_object(), .people_in = json_object() };
    size_t i;
    json_t *pair;
    json_array_foreach(json_object_get(problem, "pairs"), i, pair) {
        char key[KEY_BYTES];
        pair_key(key, plan_text(pair, "candidate"), plan_text(pair, "option"));
        json_object_set(rules.pair_at, key, pair);
    }
    stays_add(&rules);
    return rules;
}

void plan_rules_end(PlanRules *rules) {
    json_decref(rules->pair_at);
    json_decref(rules->option_of);
    json_decref(rules->people_in);
}

bool plan_rules_place(PlanRules *rules, const char *candidate, const char *option) {
    char key[KEY_BYTES];
    pair_key(key, candidate, option);
    if (!json_object_get(rules->pair_at, key)) {
        return broken(rules, "%s in %s is not a pair", candidate, option);
    }
    if (json_object_get(rules->option_of, candidate)) {
        return broken(rules, "%s has two places", candidate);
    }
    json_object_set_new(rules->option_of, candidate, json_string(option));
    json_object_set_new(rules->people_in, option,
                        json_integer(number_at(rules->people_in, option) + 1));
    return true;
}

json_int_t plan_people(const PlanRules *rules, const json_t *option_or_class) {
    const json_t *options = json_object_get(option_or_class, "options");
    if (!options) return number_at(rules->people_in, plan_text(option_or_class, "id"));
    json_int_t people = 0;
    size_t i;
    json_t *id;
    json_array_foreach(options, i, id) {
        people += number_at(rules->people_in, json_string_value(id));
    }
    return people;
}

static bool is_placed(const PlanRules *rules, const char *candidate) {
    return json_object_get(rules->option_of, candidate) != NULL;
}

/* Where somebody is; "" is nowhere. */
static const char *place_of(const PlanRules *rules, const char *candidate) {
    return plan_text(rules->option_of, candidate);
}

static bool duties_kept(PlanRules *rules) {
    bool all = json_is_true(json_object_get(rules->problem, "must_place_all"));
    size_t i;
    json_t *candidate;
    json_array_foreach(json_object_get(rules->problem, "candidates"), i, candidate) {
        const char *id = plan_text(candidate, "id");
        if (is_placed(rules, id)) continue;
        if (all) return broken(rules, "not everybody is placed: %s", id);
        if (!json_is_true(json_object_get(candidate, "must_place"))) continue;
        return broken(rules, "%s must be placed", id);
    }
    return true;
}

static bool pair_rules_kept(PlanRules *rules, const char *list, bool taken) {
    size_t i;
    json_t *pair;
    json_array_foreach(json_object_get(rules->problem, list), i, pair) {
        const char *candidate = plan_text(pair, "candidate"), *option = plan_text(pair, "option");
        bool there = strcmp(place_of(rules, candidate), option) == 0;
        if (there != taken) return broken(rules, "%s: %s in %s", list, candidate, option);
    }
    return true;
}

static bool household_kept(PlanRules *rules, const json_t *household) {
    const json_t *people = json_object_get(household, "candidates");
    bool together = json_is_true(json_object_get(household, "same_option"));
    const char *first = json_string_value(json_array_get(people, 0));
    size_t i;
    json_t *id;
    json_array_foreach(people, i, id) {
        const char *other = json_string_value(id);
        if (is_placed(rules, first) != is_placed(rules, other)) {
            return broken(rules, "only one of %s and %s is placed", first, other);
        }
        if (!together || strcmp(place_of(rules, first), place_of(rules, other)) == 0) continue;
        return broken(rules, "%s and %s are apart", first, other);
    }
    return true;
}

static bool households_kept(PlanRules *rules) {
    size_t i;
    json_t *household;
    json_array_foreach(json_object_get(rules->problem, "households"), i, household) {
        if (!household_kept(rules, household)) return false;
    }
    return true;
}

static bool names_group(const json_t *candidate, const char *group) {
    size_t i;
    json_t *name;
    json_array_foreach(json_object_get(candidate, "groups"), i, name) {
        if (strcmp(json_string_value(name), group) == 0) return true;
    }
    return false;
}

static bool floors_kept(PlanRules *rules) {
    size_t i, k;
    json_t *floor, *candidate;
    json_array_foreach(json_object_get(rules->problem, "floors"), i, floor) {
        const char *group = plan_text(floor, "group");
        json_int_t people = 0;
        json_array_foreach(json_object_get(rules->problem, "candidates"), k, candidate) {
            bool counts = names_group(candidate, group);
            people += counts && is_placed(rules, plan_text(candidate, "id"));
        }
        if (people >= number_at(floor, "minimum_placed")) continue;
        return broken(rules, "%lld placed of group %s", (long long)people, group);
    }
    return true;
}

static bool places_kept(PlanRules *rules, const char *list) {
    size_t i;
    json_t *asked;
    json_array_foreach(json_object_get(rules->problem, list), i, asked) {
        const json_t *maximum = json_object_get(asked, "maximum");
        const char *id = plan_text(asked, "id");
        long long people = plan_people(rules, asked);
        if (!people && json_is_true(json_object_get(asked, "must_start"))) {
            return broken(rules, "%s must start", id);
        }
        if (people && people < number_at(asked, "minimum")) {
            return broken(rules, "%s starts with %lld", id, people);
        }
        if (json_is_integer(maximum) && people > json_integer_value(maximum)) {
            return broken(rules, "%s is overfull with %lld", id, people);
        }
    }
    return true;
}

static json_t *pair_taken(const PlanRules *rules, const char *candidate, const json_t *option) {
    char key[KEY_BYTES];
    pair_key(key, candidate, json_string_value(option));
    return json_object_get(rules->pair_at, key);
}

static bool capacities_kept(PlanRules *rules) {
    size_t i;
    json_t *resource, *option;
    const char *candidate;
    json_array_foreach(json_object_get(rules->problem, "resources"), i, resource) {
        const char *id = plan_text(resource, "id");
        json_int_t used = 0;
        json_object_foreach(rules->option_of, candidate, option) {
            const json_t *pair = pair_taken(rules, candidate, option);
            used += number_at(json_object_get(pair, "demand"), id);
        }
        if (used <= number_at(resource, "capacity")) continue;
        return broken(rules, "%s is used up to %lld", id, (long long)used);
    }
    return true;
}

bool plan_rules_kept(PlanRules *rules) {
    return duties_kept(rules) && pair_rules_kept(rules, "pins", true) &&
           pair_rules_kept(rules, "forbidden", false) && households_kept(rules) &&
           floors_kept(rules) && places_kept(rules, "options") && places_kept(rules, "classes") &&
           capacities_kept(rules);
}

static json_int_t openings_cost(const PlanRules *rules, const char *list) {
    json_int_t cost = 0;
    size_t i;
    json_t *opening;
    json_array_foreach(json_object_get(rules->problem, list), i, opening) {
        if (plan_people(rules, opening)) cost += number_at(opening, "opening_cost");
    }
    return cost;
}

static json_int_t pairs_sum(const PlanRules *rules, const char *field) {
    json_int_t sum = 0;
    json_t *option;
    const char *candidate;
    json_object_foreach(rules->option_of, candidate, option) {
        sum += number_at(pair_taken(rules, candidate, option), field);
    }
    return sum;
}

long long plan_rules_stay_bonus(const PlanRules *rules) {
    return pairs_sum(rules, "stay");
}

long long plan_rules_value(const PlanRules *rules) {
    return pairs_sum(rules, "value") - openings_cost(rules, "options") - openings_cost(rules, "classes");
}
