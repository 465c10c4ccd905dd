#include "plan_stages.h"

#include <stdarg.h>
#include <string.h>

static bool untrue(PlanRules *rules, const char *format, ...) __attribute__((format(printf, 2, 3)));

static bool untrue(PlanRules *rules, const char *format, ...) {
    va_list values;
    va_start(values, format);
    vsnprintf(rules->why, sizeof rules->why, format, values);
    va_end(values);
    return false;
}

static long long number(const json_t *object, const char *field) {
    return json_integer_value(json_object_get(object, field));
}

static bool names_group(const json_t *candidate, const char *group) {
    size_t i;
    json_t *one;
    json_array_foreach(json_object_get(candidate, "groups"), i, one) {
        if (strcmp(json_string_value(one), group) == 0) return true;
    }
    return false;
}

typedef struct Counted {
    long long placed, size;
} Counted;

/* Of a group; NULL: of everybody. */
static Counted count(const PlanRules *rules, const char *group) {
    size_t i;
    json_t *candidate;
    Counted counted = { 0, 0 };
    json_array_foreach(json_object_get(rules->problem, "candidates"), i, candidate) {
        if (group && !names_group(candidate, group)) continue;
        counted.size++;
        counted.placed += json_object_get(rules->option_of, plan_text(candidate, "id")) != NULL;
    }
    return counted;
}

static bool is_smaller(Counted a, Counted b) {
    return a.placed * b.size < b.placed * a.size;
}

/* The smallest share of the groups that the stage asks about, or of all. */
static Counted least(const PlanRules *rules, const json_t *asked) {
    size_t i, k;
    json_t *candidate, *group;
    json_t *groups = json_object_get(asked, "groups");
    Counted smallest = { 1, 1 };
    json_array_foreach(groups, i, group) {
        Counted here = count(rules, json_string_value(group));
        if (is_smaller(here, smallest)) smallest = here;
    }
    if (groups) return smallest;
    json_array_foreach(json_object_get(rules->problem, "candidates"), i, candidate) {
        json_array_foreach(json_object_get(candidate, "groups"), k, group) {
            Counted here = count(rules, json_string_value(group));
            if (is_smaller(here, smallest)) smallest = here;
        }
    }
    return smallest;
}

static bool shares_told(PlanRules *rules, const json_t *asked, const json_t *told,
                        long long *ret_kept) {
    Counted smallest = least(rules, asked);
    Counted named = count(rules, plan_text(told, "group"));
    if (named.placed != number(told, "placed") || named.size != number(told, "size")) {
        return untrue(rules, "of group %s %lld of %lld are placed", plan_text(told, "group"),
                      named.placed, named.size);
    }
    if (is_smaller(smallest, named)) {
        return untrue(rules, "a group has less than %s", plan_text(told, "group"));
    }
    *ret_kept = smallest.placed * 10000 / smallest.size;
    return true;
}

static bool stage_told(PlanRules *rules, const json_t *asked, const json_t *told) {
    const char *aim = plan_text(asked, "maximise");
    const char *group = plan_text(asked, "group");
    long long kept = plan_rules_value(rules), value = number(told, "value");
    if (strcmp(aim, plan_text(told, "maximise")) != 0) return untrue(rules, "no stage %s", aim);
    if (number(asked, "tolerance") != number(told, "tolerance")) {
        return untrue(rules, "stage %s has another tolerance", aim);
    }
    if (strcmp(aim, "placed") == 0) {
        if (strcmp(group, plan_text(told, "group")) != 0) return untrue(rules, "another group");
        kept = count(rules, *group ? group : NULL).placed;
    }
    if (strcmp(aim, "least_group") == 0 && !shares_told(rules, asked, told, &kept)) return false;
    if (kept != number(told, "kept")) return untrue(rules, "stage %s keeps %lld", aim, kept);
    if (json_is_null(json_object_get(told, "value"))) return true; /* cut off before any plan */
    if (kept < value - number(asked, "tolerance")) return untrue(rules, "stage %s is lost", aim);
    bool proven = json_is_true(json_object_get(told, "proven"));
    if (number(told, "bound") < value || proven != (number(told, "bound") == value)) {
        return untrue(rules, "stage %s has a wrong bound", aim);
    }
    return true;
}

static bool asks_value(const json_t *problem) {
    size_t i;
    json_t *stage;
    json_array_foreach(json_object_get(problem, "stages"), i, stage) {
        if (strcmp(plan_text(stage, "maximise"), "value") == 0) return true;
    }
    return false;
}

long long plan_stages_slack(const json_t *problem) {
    const json_t *stages = json_object_get(problem, "stages");
    size_t i, last = json_array_size(stages) - 1;
    json_t *stage;
    json_array_foreach(stages, i, stage) {
        bool value = strcmp(plan_text(stage, "maximise"), "value") == 0;
        if (value && i < last) return number(stage, "tolerance");
    }
    return 0;
}

bool plan_stages_kept(PlanRules *rules, const json_t *answer) {
    json_t *asked = json_object_get(rules->problem, "stages");
    json_t *told = json_object_get(answer, "stages");
    size_t count_asked = json_array_size(asked), count_told = json_array_size(told);
    bool added = count_asked && !asks_value(rules->problem), proven = true, fine = true;
    if (count_told != count_asked + added) return untrue(rules, "%zu stages told", count_told);
    json_t *value = json_pack("{s:s}", "maximise", "value");
    for (size_t i = 0; i < count_told && fine; i++) {
        const json_t *stage = i < count_asked ? json_array_get(asked, i) : value;
        fine = stage_told(rules, stage, json_array_get(told, i));
        proven = proven && json_is_true(json_object_get(json_array_get(told, i), "proven"));
    }
    json_decref(value);
    bool optimal = strcmp(plan_text(answer, "status"), "optimal") == 0;
    if (fine && count_told && optimal != proven) return untrue(rules, "proven, and not optimal");
    return fine;
}
