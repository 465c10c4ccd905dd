#include "plan_check.h"

#include <jansson.h>
#include <stdarg.h>

/* Everything is looked up by name in JSON objects: slow, plain, and unlike the solver. */
typedef struct Facts {
    json_t *problem, *answer;
    json_t *value_of;  /* "candidate\noption" -> value */
    json_t *option_of; /* candidate -> option */
    json_t *people_in; /* option -> number */
    PlanCheck *check;
} Facts;

static bool wrong(Facts *facts, const char *format, ...) __attribute__((format(printf, 2, 3)));

static bool wrong(Facts *facts, const char *format, ...) {
    va_list values;
    va_start(values, format);
    vsnprintf(facts->check->why, sizeof facts->check->why, format, values);
    va_end(values);
    return false;
}

static const char *text_at(const json_t *object, const char *field) {
    const char *text = json_string_value(json_object_get(object, field));
    return text ? text : "";
}

static void pair_key(char key[1024], const char *candidate, const char *option) {
    snprintf(key, 1024, "%s\n%s", candidate, option);
}

static void read_pairs(Facts *facts) {
    size_t i;
    json_t *pair;
    json_array_foreach(json_object_get(facts->problem, "pairs"), i, pair) {
        char key[1024];
        pair_key(key, text_at(pair, "candidate"), text_at(pair, "option"));
        json_object_set(facts->value_of, key, json_object_get(pair, "value"));
    }
}

static bool read_assignments(Facts *facts) {
    size_t i;
    json_t *assignment;
    facts->check->value = 0;
    json_array_foreach(json_object_get(facts->answer, "assignments"), i, assignment) {
        const char *candidate = text_at(assignment, "candidate");
        const char *option = text_at(assignment, "option");
        char key[1024];
        pair_key(key, candidate, option);
        json_t *value = json_object_get(facts->value_of, key);
        if (!value) return wrong(facts, "%s in %s is not a pair", candidate, option);
        if (json_object_get(facts->option_of, candidate)) {
            return wrong(facts, "%s has two places", candidate);
        }
        json_object_set_new(facts->option_of, candidate, json_string(option));
        json_int_t people = json_integer_value(json_object_get(facts->people_in, option));
        json_object_set_new(facts->people_in, option, json_integer(people + 1));
        facts->check->value += json_integer_value(value);
    }
    return true;
}

static bool in_list(const json_t *list, const char *id) {
    size_t i;
    json_t *one;
    json_array_foreach(list, i, one) {
        if (strcmp(json_string_value(one), id) == 0) return true;
    }
    return false;
}

static bool check_places(Facts *facts, const json_t *asked, json_int_t people) {
    json_int_t minimum = json_integer_value(json_object_get(asked, "minimum"));
    const json_t *maximum = json_object_get(asked, "maximum");
    const char *id = text_at(asked, "id");
    if (people && people < minimum)
        return wrong(facts, "%s starts with %lld", id, (long long)people);
    if (json_is_integer(maximum) && people > json_integer_value(maximum)) {
        return wrong(facts, "%s is overfull with %lld", id, (long long)people);
    }
    if (minimum > 0 && !people && !in_list(json_object_get(facts->answer, "closed"), id)) {
        return wrong(facts, "%s does not start and is not listed as closed", id);
    }
    return true;
}

static bool check_options(Facts *facts) {
    size_t i, k, expected = 0;
    json_t *option, *class, *id;
    json_array_foreach(json_object_get(facts->problem, "options"), i, option) {
        json_int_t people =
            json_integer_value(json_object_get(facts->people_in, text_at(option, "id")));
        if (!check_places(facts, option, people)) return false;
        expected += !people && json_integer_value(json_object_get(option, "minimum")) > 0;
    }
    json_array_foreach(json_object_get(facts->problem, "classes"), i, class) {
        json_int_t people = 0;
        json_array_foreach(json_object_get(class, "options"), k, id) {
            people += json_integer_value(json_object_get(facts->people_in, json_string_value(id)));
        }
        if (!check_places(facts, class, people)) return false;
        expected += !people && json_integer_value(json_object_get(class, "minimum")) > 0;
    }
    size_t listed = json_array_size(json_object_get(facts->answer, "closed"));
    if (listed == expected) return true;
    return wrong(facts, "%zu listed as closed, expected %zu", listed, expected);
}

static bool check_unassigned(Facts *facts) {
    size_t i, placed = json_object_size(facts->option_of);
    json_t *id;
    const json_t *list = json_object_get(facts->answer, "unassigned");
    size_t people = json_array_size(json_object_get(facts->problem, "candidates"));
    json_array_foreach(list, i, id) {
        if (!json_object_get(facts->option_of, json_string_value(id))) continue;
        return wrong(facts, "%s is placed and listed as unassigned", json_string_value(id));
    }
    if (json_array_size(list) + placed != people) {
        return wrong(facts, "%zu placed and %zu unassigned of %zu", placed, json_array_size(list),
                     people);
    }
    if (!json_is_true(json_object_get(facts->problem, "must_place_all")) || placed == people ||
        !facts->check->has_value) {
        return true;
    }
    return wrong(facts, "not everybody is placed");
}

static bool check_value(Facts *facts) {
    const json_t *value = json_object_get(facts->answer, "value");
    const json_t *bound = json_object_get(facts->answer, "bound");
    const char *status = facts->check->status;
    bool optimal = strcmp(status, "optimal") == 0;
    bool planned = optimal || strcmp(status, "feasible") == 0;
    facts->check->has_value = planned;
    if (!planned) {
        if (!json_is_null(value)) return wrong(facts, "%s with a value", status);
        return json_object_size(facts->option_of) ? wrong(facts, "%s with people", status) : true;
    }
    if (!json_is_integer(value) || json_integer_value(value) != facts->check->value) {
        return wrong(facts, "the value is %lld", facts->check->value);
    }
    if (!json_is_integer(bound) || json_integer_value(bound) < facts->check->value) {
        return wrong(facts, "the bound is below the value");
    }
    if (optimal && json_integer_value(bound) != facts->check->value) {
        return wrong(facts, "optimal, and the bound is another");
    }
    return true;
}

static bool check_bound(Facts *facts) {
    double value = 0;
    facts->check->bound =
        plan_bound_check(facts->problem, facts->answer, PLAN_CHECK_SECONDS_MAX, &value);
    if (facts->check->bound != BOUND_FALSE) return true;
    return wrong(facts, "another solver has a plan of %.0f", value);
}

bool plan_check(const char *problem, size_t problem_bytes, const char *answer, size_t answer_bytes,
                PlanCheck *ret_check) {
    *ret_check = (PlanCheck){ .bound = BOUND_UNASKED };
    Facts facts = { .check = ret_check };
    facts.problem = json_loadb(problem, problem_bytes, 0, NULL);
    facts.answer = json_loadb(answer, answer_bytes, 0, NULL);
    facts.value_of = json_object();
    facts.option_of = json_object();
    facts.people_in = json_object();
    bool fine = facts.problem && facts.answer;
    if (!fine) wrong(&facts, "not JSON");
    if (fine) {
        snprintf(ret_check->status, sizeof ret_check->status, "%s",
                 text_at(facts.answer, "status"));
        read_pairs(&facts);
        fine = read_assignments(&facts) && check_value(&facts) && check_unassigned(&facts) &&
               (!ret_check->has_value || check_options(&facts)) && check_bound(&facts);
    }
    json_decref(facts.problem);
    json_decref(facts.answer);
    json_decref(facts.value_of);
    json_decref(facts.option_of);
    json_decref(facts.people_in);
    return fine;
}
