#include "plan_check.h"

#include <stdarg.h>
#include <string.h>

#include "plan_rules.h"
#include "plan_stages.h"

typedef struct Facts {
    json_t *problem, *answer;
    PlanRules rules;
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

static bool read_assignments(Facts *facts) {
    size_t i;
    json_t *assignment;
    json_array_foreach(json_object_get(facts->answer, "assignments"), i, assignment) {
        const char *candidate = plan_text(assignment, "candidate");
        const char *option = plan_text(assignment, "option");
        if (!plan_rules_place(&facts->rules, candidate, option)) {
            return wrong(facts, "%s", facts->rules.why);
        }
    }
    facts->check->value = plan_rules_value(&facts->rules);
    return true;
}

static bool check_value(Facts *facts) {
    const json_t *value = json_object_get(facts->answer, "value");
    const json_t *bound = json_object_get(facts->answer, "bound");
    const char *status = facts->check->status;
    bool optimal = strcmp(status, "optimal") == 0;
    bool planned = optimal || strcmp(status, "feasible") == 0;
    facts->check->has_value = planned;
    if (!planned) {
        bool placed = json_object_size(facts->rules.option_of);
        if (!json_is_null(value)) return wrong(facts, "%s with a value", status);
        return placed ? wrong(facts, "%s with people", status) : true;
    }
    if (!json_is_integer(value) || json_integer_value(value) != facts->check->value) {
        return wrong(facts, "the value is %lld", facts->check->value);
    }
    const json_t *stay = json_object_get(facts->answer, "stay_bonus");
    if (json_integer_value(stay) != plan_rules_stay_bonus(&facts->rules)) {
        return wrong(facts, "the stay bonus is %lld", plan_rules_stay_bonus(&facts->rules));
    }
    if (!json_is_integer(bound) || json_integer_value(bound) < facts->check->value) {
        return wrong(facts, "the bound is below the value");
    }
    long long slack = plan_stages_slack(facts->problem);
    if (optimal && json_integer_value(bound) > facts->check->value + slack) {
        return wrong(facts, "optimal, and the bound is another");
    }
    return true;
}

static bool check_rules(Facts *facts) {
    if (!facts->check->has_value || plan_rules_kept(&facts->rules)) return true;
    return wrong(facts, "%s", facts->rules.why);
}

static bool check_stages(Facts *facts) {
    if (!facts->check->has_value) return true;
    if (plan_stages_kept(&facts->rules, facts->answer)) return true;
    return wrong(facts, "%s", facts->rules.why);
}

static bool in_list(const json_t *list, const char *id) {
    size_t i;
    json_t *one;
    json_array_foreach(list, i, one) {
        if (strcmp(json_string_value(one), id) == 0) return true;
    }
    return false;
}

/* Adds to *expected what does not start and has a minimum. */
static bool check_closed_of(Facts *facts, const char *list, size_t *expected) {
    size_t i;
    json_t *asked;
    const json_t *closed = json_object_get(facts->answer, "closed");
    json_array_foreach(json_object_get(facts->problem, list), i, asked) {
        bool has_minimum = json_integer_value(json_object_get(asked, "minimum")) > 0;
        if (!has_minimum || plan_people(&facts->rules, asked)) continue;
        (*expected)++;
        if (in_list(closed, plan_text(asked, "id"))) continue;
        return wrong(facts, "%s does not start and is not listed as closed",
                     plan_text(asked, "id"));
    }
    return true;
}

static bool check_closed(Facts *facts) {
    size_t expected = 0, listed = json_array_size(json_object_get(facts->answer, "closed"));
    if (!facts->check->has_value) return true;
    if (!check_closed_of(facts, "options", &expected)) return false;
    if (!check_closed_of(facts, "classes", &expected)) return false;
    if (listed == expected) return true;
    return wrong(facts, "%zu listed as closed, expected %zu", listed, expected);
}

static bool check_unassigned(Facts *facts) {
    size_t i, placed = json_object_size(facts->rules.option_of);
    json_t *candidate;
    const json_t *list = json_object_get(facts->answer, "unassigned");
    const json_t *people = json_object_get(facts->problem, "candidates");
    json_array_foreach(people, i, candidate) {
        const char *id = plan_text(candidate, "id");
        bool has_place = json_object_get(facts->rules.option_of, id) != NULL;
        bool listed = in_list(list, id);
        if (has_place && listed) return wrong(facts, "%s is placed and listed as unassigned", id);
        if (!has_place && !listed) return wrong(facts, "%s is neither placed nor unassigned", id);
    }
    if (json_array_size(list) + placed == json_array_size(people)) return true;
    return wrong(facts, "%zu placed and %zu unassigned of %zu", placed, json_array_size(list),
                 json_array_size(people));
}

static bool check_bound(Facts *facts) {
    double value = 0;
    facts->check->bound =
        plan_bound_check(facts->problem, facts->answer, PLAN_CHECK_SECONDS_MAX, &value);
    if (facts->check->bound != BOUND_FALSE) return true;
    return wrong(facts, "another solver has a plan of %.0f", value);
}

static bool check_answer(Facts *facts) {
    snprintf(facts->check->status, sizeof facts->check->status, "%s",
             plan_text(facts->answer, "status"));
    return read_assignments(facts) && check_value(facts) && check_rules(facts) &&
           check_stages(facts) && check_closed(facts) && check_unassigned(facts);
}

static bool check(const json_t *texts, bool with_bound, PlanCheck *ret_check) {
    *ret_check = (PlanCheck){ .bound = BOUND_UNASKED };
    Facts facts = { .check = ret_check, .problem = json_array_get(texts, 0),
                    .answer = json_array_get(texts, 1) };
    if (!facts.problem || !facts.answer) return wrong(&facts, "not JSON");
    facts.rules = plan_rules_new(facts.problem);
    bool fine = check_answer(&facts) && (!with_bound || check_bound(&facts));
    plan_rules_end(&facts.rules);
    return fine;
}

/* Problem and answer; fewer when one of them is not JSON. */
static json_t *texts_read(const char *problem, size_t problem_bytes, const char *answer,
                          size_t answer_bytes) {
    json_t *texts = json_array();
    json_array_append_new(texts, json_loadb(problem, problem_bytes, 0, NULL));
    json_array_append_new(texts, json_loadb(answer, answer_bytes, 0, NULL));
    return texts;
}

bool plan_check(const char *problem, size_t problem_bytes, const char *answer, size_t answer_bytes,
                PlanCheck *ret_check) {
    json_t *texts = texts_read(problem, problem_bytes, answer, answer_bytes);
    bool fine = check(texts, true, ret_check);
    json_decref(texts);
    return fine;
}

bool plan_check_rules(const char *problem, size_t problem_bytes, const char *answer,
                      size_t answer_bytes, PlanCheck *ret_check) {
    json_t *texts = texts_read(problem, problem_bytes, answer, answer_bytes);
    bool fine = check(texts, false, ret_check);
    json_decref(texts);
    return fine;
}

static bool check_certificate(const json_t *texts, const char *certificate, size_t bytes,
                              PlanCheck *ret_check) {
    if (!check(texts, false, ret_check)) return false;
    Facts facts = { .check = ret_check };
    bool proven = strcmp(ret_check->status, "optimal") == 0 ||
                  strcmp(ret_check->status, "infeasible") == 0;
    if (!proven) return wrong(&facts, "not said to be optimal");
    PlanCertificate *read = &ret_check->certificate;
    if (!plan_certificate_check(json_array_get(texts, 0), json_array_get(texts, 1), certificate,
                                bytes, read)) {
        return wrong(&facts, "certificate: %s", read->why);
    }
    ret_check->bound = BOUND_TRUE;
    return true;
}

bool plan_check_certificate(const char *problem, const char *answer, const char *certificate,
                            size_t certificate_bytes, PlanCheck *ret_check) {
    json_t *texts = texts_read(problem, strlen(problem), answer, strlen(answer));
    bool fine = check_certificate(texts, certificate, certificate_bytes, ret_check);
    json_decref(texts);
    return fine;
}
