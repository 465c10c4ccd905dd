/* The plan for programs. */
#include <assert.h>

#include "plan_report.h"
#include "json_text.h"

enum { QUESTIONS_MAX = 16 };

static json_t *json_phrase(const PlanReport *report, Phrase phrase) {
    if (!phrase.word) return json_null();
    return json_str(phrase_text(report->command->arena, report->command->tongue, phrase));
}

static json_t *questions_json(const PlanReport *report, int candidate) {
    Phrase question[QUESTIONS_MAX];
    json_t *array = json_array();
    const PlanPerson *person = &report->plan->person[candidate];
    if (person->state != PERSON_PROVISIONAL) return array;
    size_t count = plan_questions(report->command->arena, report->plan, candidate, question,
                                  QUESTIONS_MAX);
    for (size_t i = 0; i < count; i++) {
        json_array_append_new(array, json_phrase(report, question[i]));
    }
    return array;
}

static json_t *assignment_json(const PlanReport *report, int candidate) {
    const PlanPerson *person = &report->plan->person[candidate];
    json_t *row = json_object();
    json_object_set_new(row, "candidate", json_str(report->world->candidates.record[candidate].id));
    json_object_set_new(row, "opening",
                        json_str(report->world->openings.record[person->opening].id));
    json_object_set_new(row, "score", json_integer(person->score));
    json_object_set_new(row, "provisional", json_boolean(person->state == PERSON_PROVISIONAL));
    json_object_set_new(row, "pinned", json_boolean(person->pinned));
    json_object_set_new(row, "questions", questions_json(report, candidate));
    return row;
}

static json_t *left_json(const PlanReport *report, int candidate) {
    const PlanPerson *person = &report->plan->person[candidate];
    static const char *const names[] = { [PERSON_LEFT_NO_OPENING] = "no_feasible_opening",
                                         [PERSON_LEFT_GROUP_CLOSED] = "group_did_not_start",
                                         [PERSON_LEFT_CROWDED_OUT] = "crowded_out",
                                         [PERSON_LEFT_DECIDED] = "decided" };
    json_t *row = json_object();
    json_object_set_new(row, "candidate", json_str(report->world->candidates.record[candidate].id));
    json_object_set_new(row, "reason", json_string(names[person->state]));
    json_object_set_new(row, "feasible_openings", json_integer(person->feasible_count));
    json_object_set_new(row, "blocks_most", person->blocks == CRITERION_COUNT
                                                ? json_null()
                                                : json_str(criterion_name(person->blocks)));
    Phrase step = person->help.any ? step_phrase(report->command->arena, person->help.step)
                                   : PHRASE(WORD_none);
    json_object_set_new(row, "step", json_phrase(report, step));
    json_object_set_new(row, "opens", json_integer(person->help.opens));
    return row;
}

static json_t *people_ids(const PlanReport *report, const int *candidate, int count) {
    json_t *array = json_array();
    for (int i = 0; i < count; i++) {
        json_array_append_new(array, json_str(report->world->candidates.record[candidate[i]].id));
    }
    return array;
}

static json_t *group_json(const PlanReport *report, const PlanGroup *group) {
    json_t *row = json_object();
    Str day = day_text(report->command->arena, group->start_on);
    json_object_set_new(row, "id", json_str(group->id));
    json_object_set_new(row, "starts", json_boolean(group->starts));
    json_object_set_new(row, "start_on", day.len ? json_str(day) : json_null());
    json_object_set_new(row, "minimum", json_integer(group->minimum));
    json_object_set_new(row, "maximum", json_integer(group->maximum));
    json_object_set_new(row, "firm", json_integer(group->firm));
    json_object_set_new(row, "provisional", json_integer(group->provisional));
    json_object_set_new(row, "able", json_integer(group->able));
    json_object_set_new(row, "missing", json_integer(group->missing));
    json_object_set_new(row, "price", group->has_price && !group->starts
                                          ? json_integer(group->price) : json_null());
    const char *no_price = group->never ? "never" : "unknown";
    json_object_set_new(row, "no_price", group->starts || group->has_price ? json_null()
                                                                           : json_string(no_price));
    json_object_set_new(row, "members",
                        people_ids(report, group->member, group->firm + group->provisional));
    json_object_set_new(row, "reserves", people_ids(report, group->reserve, group->reserve_count));
    return row;
}

static json_t *opening_or_null(const PlanReport *report, int opening) {
    return opening < 0 ? json_null() : json_str(report->world->openings.record[opening].id);
}

static json_t *changes_json(const PlanReport *report) {
    PlanChange *change;
    json_t *array = json_array();
    size_t count = plan_changes(report->command->arena, report->plan, report->before, &change);
    for (size_t i = 0; i < count; i++) {
        json_t *row = json_object();
        Str id = report->world->candidates.record[change[i].candidate].id;
        json_object_set_new(row, "candidate", json_str(id));
        json_object_set_new(row, "before", opening_or_null(report, change[i].opening_before));
        json_object_set_new(row, "now", opening_or_null(report, change[i].opening_now));
        json_object_set_new(row, "cause", json_phrase(report, plan_change_cause(change[i].cause)));
        json_array_append_new(array, row);
    }
    return array;
}

static const char *status_name(PlanStatus status) {
    switch (status) {
    case PLAN_OPTIMAL: return "optimal";
    case PLAN_FEASIBLE: return "feasible";
    case PLAN_INFEASIBLE: return "infeasible";
    case PLAN_STOPPED: break;
    }
    assert(!"a plan without a status");
    abort();
}

json_t *plan_report_json(const PlanReport *report) {
    const Plan *plan = report->plan;
    json_t *root = json_object(), *assigned = json_array(), *left = json_array();
    json_t *groups = json_array();
    for (int i = 0; i < (int)plan->person_count; i++) {
        const PlanPerson *person = &plan->person[i];
        if (person->state == PERSON_STARTED) continue;
        if (person->opening >= 0) json_array_append_new(assigned, assignment_json(report, i));
        else json_array_append_new(left, left_json(report, i));
    }
    for (size_t i = 0; i < plan->group_count; i++) {
        json_array_append_new(groups, group_json(report, &plan->group[i]));
    }
    json_object_set_new(root, "rule_version", json_str(rules_version(report->world->rules)));
    json_object_set_new(root, "status", json_string(status_name(plan->status)));
    json_object_set_new(root, "value", json_integer(plan->value));
    json_object_set_new(root, "bound", json_integer(plan->bound));
    json_object_set_new(root, "firm", json_integer(plan->firm));
    json_object_set_new(root, "provisional", json_integer(plan->provisional));
    json_object_set_new(root, "started", json_integer(plan->started));
    json_object_set_new(root, "pins_broken", json_integer(plan->pins_broken));
    json_object_set_new(root, "groups", groups);
    json_object_set_new(root, "assignments", assigned);
    json_object_set_new(root, "left", left);
    json_object_set_new(root, "changes", changes_json(report));
    return root;
}
