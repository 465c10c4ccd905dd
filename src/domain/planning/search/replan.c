#include "replan.h"

#include <stdlib.h>

#include "auto.h"
#include "planning/form/problem_reader.h"
#include "search.h"

/* --- reading --- */

static Result read_assignment(Reader *reader, OldAnswer *answer, Place place, const json_t *value) {
    if (!json_is_object(value)) return read_refuse(reader, place, value, WORD_plan_allowed_object);
    place.field = "candidate";
    Result result = read_id(reader, place, json_object_get(value, place.field),
                            &answer->candidate[answer->count]);
    if (result != OK) return result;
    place.field = "option";
    result =
        read_id(reader, place, json_object_get(value, place.field), &answer->option[answer->count]);
    answer->count += result == OK;
    return result;
}

static Result read_assignments(Reader *reader, OldAnswer *answer, json_t *root) {
    json_t *list;
    Result result = read_list(reader, root, "assignments", true, &list);
    if (result != OK) return result;
    size_t count = json_array_size(list);
    answer->candidate = arena_many(reader->arena, Str, count);
    answer->option = arena_many(reader->arena, Str, count);
    for (size_t i = 0; i < count && result == OK; i++) {
        result = read_assignment(reader, answer, (Place){ .list = "assignments", .at = i },
                                 json_array_get(list, i));
    }
    if (result != OK) return result;
    IdIndex index = id_index_new(reader->arena, answer->candidate, answer->count);
    int32_t position, earlier;
    if (!id_index_repeated(&index, &position, &earlier)) return OK;
    Place place = { .list = "assignments", .at = (size_t)position, .field = "candidate" };
    return read_twice(reader, place, answer->candidate[position], "assignments", (size_t)earlier);
}

static Result read_unplaced(Reader *reader, OldAnswer *answer, json_t *root) {
    json_t *list;
    Result result = read_list(reader, root, "unassigned", false, &list);
    if (result != OK) return result;
    answer->unplaced = arena_many(reader->arena, Str, json_array_size(list));
    for (size_t i = 0; i < json_array_size(list) && result == OK; i++) {
        result = read_id(reader, (Place){ .list = "unassigned", .at = i }, json_array_get(list, i),
                         &answer->unplaced[i]);
        answer->unplaced_count += result == OK;
    }
    return result;
}

Result old_answer_read(Arena *arena, Str json, OldAnswer *ret_answer, Phrase *ret_why) {
    Problem problem = { 0 };
    OldAnswer answer = { 0 };
    Reader reader = { .arena = arena, .problem = &problem, .ret_why = ret_why };
    AUTO(json_end) json_t *root = NULL;
    Result result = read_json(json, &root, ret_why);
    if (result == OK && !json_is_object(root)) {
        result = read_refuse(&reader, (Place){ .field = "$" }, root, WORD_plan_allowed_object);
    }
    if (result == OK) result = read_assignments(&reader, &answer, root);
    if (result == OK) result = read_unplaced(&reader, &answer, root);
    if (result == OK) *ret_answer = answer;
    return result;
}

/* --- in a problem --- */

static IdIndex options_index(Arena *arena, const Problem *problem) {
    Str *id = arena_many(arena, Str, (size_t)problem->option_count);
    for (int32_t i = 0; i < problem->option_count; i++) id[i] = problem->option[i].id;
    return id_index_new(arena, id, problem->option_count);
}

OldPlan old_plan(Arena *arena, const Problem *problem, const OldAnswer *answer) {
    size_t people = (size_t)problem->candidate_count;
    OldPlan plan = { .option_of = arena_many(arena, int32_t, people),
                     .pair_of = arena_many(arena, int32_t, people) };
    IdIndex candidates = id_index_new(arena, problem->candidate, problem->candidate_count);
    IdIndex options = options_index(arena, problem);
    for (size_t i = 0; i < people; i++) plan.option_of[i] = plan.pair_of[i] = PLAN_UNPLACED;
    for (int32_t i = 0; i < answer->count; i++) {
        int32_t candidate = id_index_find(&candidates, answer->candidate[i]);
        int32_t option = id_index_find(&options, answer->option[i]);
        if (candidate == ID_NOT_THERE) plan.people_gone++;
        else if (option == ID_NOT_THERE) plan.options_gone++;
        else plan.option_of[candidate] = option, plan.pairs_gone++;
    }
    for (int32_t i = 0; i < problem->pair_count; i++) {
        const Pair *pair = &problem->pair[i];
        if (plan.option_of[pair->candidate] != pair->option) continue;
        plan.pair_of[pair->candidate] = i;
        plan.pairs_gone--;
    }
    return plan;
}

void old_plan_stay(Problem *problem, const OldPlan *plan, int64_t bonus) {
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        if (plan->pair_of[i] == PLAN_UNPLACED) continue;
        Pair *pair = &problem->pair[plan->pair_of[i]];
        pair->value += bonus;
        pair->stay_bonus += bonus;
    }
}

/* --- made to fit --- */

typedef struct Fit {
    const Problem *problem;
    int32_t *pair_of;
    int64_t *in_option, *in_class, *used;
} Fit;

static void fit_count(Fit *fit, int32_t candidate, int64_t sign) {
    const Problem *problem = fit->problem;
    const Pair *pair = &problem->pair[fit->pair_of[candidate]];
    int32_t class_index = problem->option[pair->option].class_index;
    fit->in_option[pair->option] += sign;
    if (class_index != PLAN_NO_CLASS) fit->in_class[class_index] += sign;
    for (int32_t k = 0; k < pair->demand_count; k++) {
        const PairDemand *demand = &problem->demand[pair->demand_first + k];
        fit->used[demand->resource] += sign * demand->amount;
    }
}

static void fit_drop(Fit *fit, int32_t candidate) {
    fit_count(fit, candidate, -1);
    fit->pair_of[candidate] = PLAN_UNPLACED;
}

static bool fit_is_over(const Fit *fit, const Pair *pair) {
    const Problem *problem = fit->problem;
    const Option *option = &problem->option[pair->option];
    if (fit->in_option[pair->option] > option->maximum) return true;
    int32_t of = option->class_index;
    if (of != PLAN_NO_CLASS && fit->in_class[of] > problem->option_class[of].maximum) return true;
    for (int32_t k = 0; k < pair->demand_count; k++) {
        int32_t resource = problem->demand[pair->demand_first + k].resource;
        if (fit->used[resource] > problem->resource[resource].capacity) return true;
    }
    return false;
}

static bool fit_is_short(const Fit *fit, const Pair *pair) {
    const Option *option = &fit->problem->option[pair->option];
    if (fit->in_option[pair->option] < option->minimum) return true;
    int32_t of = option->class_index;
    return of != PLAN_NO_CLASS && fit->in_class[of] < fit->problem->option_class[of].minimum;
}

static int by_value(const void *a, const void *b, void *context) {
    const Fit *fit = context;
    int32_t left = *(const int32_t *)a, right = *(const int32_t *)b;
    int64_t one = fit->problem->pair[fit->pair_of[left]].value;
    int64_t other = fit->problem->pair[fit->pair_of[right]].value;
    if (one != other) return one < other ? -1 : 1;
    return left > right ? -1 : left < right; /* later ones go first */
}

/* Those of least value first. */
static void fit_maximums(Arena *arena, Fit *fit) {
    int32_t *order = arena_many(arena, int32_t, (size_t)fit->problem->candidate_count), count = 0;
    for (int32_t i = 0; i < fit->problem->candidate_count; i++) {
        if (fit->pair_of[i] != PLAN_UNPLACED) order[count++] = i;
    }
    qsort_r(order, (size_t)count, sizeof *order, by_value, fit);
    for (int32_t i = 0; i < count; i++) {
        if (fit_is_over(fit, &fit->problem->pair[fit->pair_of[order[i]]])) fit_drop(fit, order[i]);
    }
}

static bool household_is_whole(const Fit *fit, const Household *household) {
    int32_t first = fit->pair_of[household->member[0]];
    for (int32_t k = 1; k < household->member_count; k++) {
        int32_t other = fit->pair_of[household->member[k]];
        if ((first == PLAN_UNPLACED) != (other == PLAN_UNPLACED)) return false;
        if (first == PLAN_UNPLACED || !household->same_option) continue;
        if (fit->problem->pair[first].option != fit->problem->pair[other].option) return false;
    }
    return true;
}

/* True when somebody went. */
static bool fit_households_and_minimums(Fit *fit) {
    const Problem *problem = fit->problem;
    bool any = false;
    for (int32_t i = 0; i < problem->household_count; i++) {
        const Household *household = &problem->household[i];
        if (household_is_whole(fit, household)) continue;
        for (int32_t k = 0; k < household->member_count; k++) {
            if (fit->pair_of[household->member[k]] == PLAN_UNPLACED) continue;
            fit_drop(fit, household->member[k]);
            any = true;
        }
    }
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        if (fit->pair_of[i] == PLAN_UNPLACED) continue;
        if (!fit_is_short(fit, &problem->pair[fit->pair_of[i]])) continue;
        fit_drop(fit, i);
        any = true;
    }
    return any;
}

static bool fit_keeps_duties(const Fit *fit) {
    const Problem *problem = fit->problem;
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        bool must = problem->must_place_all || (problem->must_place && problem->must_place[i]);
        if (must && fit->pair_of[i] == PLAN_UNPLACED) return false;
    }
    for (int32_t i = 0; i < problem->pair_count; i++) {
        const Pair *pair = &problem->pair[i];
        if (pair->rule == RULE_PINNED && fit->pair_of[pair->candidate] != i) return false;
    }
    for (int32_t i = 0; i < problem->floor_count; i++) {
        const Floor *floor = &problem->floor[i];
        int64_t people = 0;
        for (int32_t k = 0; k < floor->member_count; k++) {
            people += fit->pair_of[floor->member[k]] != PLAN_UNPLACED;
        }
        if (people < floor->people) return false;
    }
    for (int32_t i = 0; i < problem->option_count; i++) {
        if (problem->option[i].must_start && !fit->in_option[i]) return false;
    }
    for (int32_t i = 0; i < problem->class_count; i++) {
        if (problem->option_class[i].must_start && !fit->in_class[i]) return false;
    }
    return true;
}

bool plan_fit(Arena *arena, const Problem *problem, int32_t *pair_of) {
    Fit fit = { problem, pair_of, arena_many(arena, int64_t, (size_t)problem->option_count),
                arena_many(arena, int64_t, (size_t)problem->class_count),
                arena_many(arena, int64_t, (size_t)problem->resource_count) };
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        if (pair_of[i] == PLAN_UNPLACED) continue;
        if (problem->pair[pair_of[i]].rule == RULE_FORBIDDEN) pair_of[i] = PLAN_UNPLACED;
        else fit_count(&fit, i, 1);
    }
    fit_maximums(arena, &fit);
    while (fit_households_and_minimums(&fit)) continue;
    return fit_keeps_duties(&fit);
}
