#include "barriers_json.h"

#include "figures/barrier_figures.h"
#include "json_text.h"
#include "places/regions.h"

static json_t *phrase_json(Command *command, Phrase phrase) {
    return json_str(phrase_text(command->arena, command->tongue, phrase));
}

static json_t *count_json(int64_t count) {
    return count == FIGURE_HIDDEN ? json_null() : json_integer(count);
}

static json_t *best_json(const Snapshot *snapshot, const Match *best) {
    return json_pack("{s:o, s:i}", "opening", json_str(snapshot_opening(snapshot, best->opening)->id),
                     "score", best->score);
}

static const char *supply_name(Supply supply) {
    static const char *const names[] = { "not_needed", "available", "missing", "unknown" };
    return names[supply];
}

static json_t *steps_json(Command *command, const Snapshot *snapshot,
                          const PersonBarriers *barriers, int64_t top) {
    json_t *steps = json_array();
    for (size_t i = 0; i < barriers->step_count && (int64_t)i < top; i++) {
        const BarrierStep *step = &barriers->step[i];
        json_array_append_new(
            steps, json_pack("{s:o, s:o, s:i, s:s, s:i, s:o}", "criterion",
                             json_str(criterion_name(step->criterion)), "step",
                             phrase_json(command, step_phrase(command->arena, step->step)), "weeks",
                             step->step.weeks, "supply", supply_name(step->supply), "opens",
                             step->opens, "best", best_json(snapshot, &step->best)));
    }
    return steps;
}

static json_t *pairs_json(Command *command, const Snapshot *snapshot,
                          const PersonBarriers *barriers, int64_t top) {
    json_t *pairs = json_array();
    for (size_t i = 0; i < barriers->pair_count && (int64_t)i < top; i++) {
        const BarrierPair *pair = &barriers->pair[i];
        json_t *steps = json_array();
        for (int k = 0; k < 2; k++) {
            json_array_append_new(
                steps, json_pack("{s:o, s:i}", "step",
                                 phrase_json(command, step_phrase(command->arena, pair->step[k])),
                                 "weeks", pair->step[k].weeks));
        }
        json_array_append_new(pairs, json_pack("{s:o, s:i, s:o}", "steps", steps, "opens",
                                               pair->opens, "best",
                                               best_json(snapshot, &pair->best)));
    }
    return pairs;
}

static json_t *answers_json(Command *command, const Snapshot *snapshot, int candidate,
                            const PersonBarriers *barriers, int64_t top) {
    json_t *answers = json_array();
    for (size_t i = 0; i < barriers->answer_count && (int64_t)i < top; i++) {
        const BarrierAnswer *answer = &barriers->answer[i];
        json_t *row = json_pack("{s:o, s:o, s:i}", "criterion",
                                json_str(criterion_name(answer->criterion)), "demand",
                                json_str(answer->demand), "settles", answer->settles);
        Phrase question = barrier_question(command->arena, snapshot, candidate, answer);
        json_object_set_new(row, "question",
                            question.word ? phrase_json(command, question) : json_null());
        json_array_append_new(answers, row);
    }
    return answers;
}

json_t *person_barriers_json(Command *command, const Snapshot *snapshot, int candidate,
                             const PersonBarriers *barriers, int64_t top) {
    return json_pack("{s:o, s:o, s:i, s:i, s:i, s:o, s:o, s:o}", "rule_version",
                     json_str(rules_version(snapshot_rules(snapshot))), "candidate",
                     json_str(snapshot_candidate(snapshot, candidate)->id), "openings",
                     barriers->openings, "feasible", barriers->feasible, "sure", barriers->sure,
                     "steps", steps_json(command, snapshot, barriers, top), "pairs",
                     pairs_json(command, snapshot, barriers, top), "answers",
                     answers_json(command, snapshot, candidate, barriers, top));
}

json_t *opening_barriers_json(Command *command, const Snapshot *snapshot, int opening,
                              const OpeningBarriers *barriers, int64_t top) {
    json_t *relaxed = json_array(), *alone = json_array();
    for (size_t i = 0; i < barriers->relaxed_count && (int64_t)i < top; i++) {
        const Relaxed *own = &barriers->relaxed[i];
        json_array_append_new(
            relaxed, json_pack("{s:o, s:o, s:i}", "criterion",
                               json_str(criterion_name(own->criterion)), "relaxed",
                               phrase_json(command, relaxed_phrase(command->arena, own)), "people",
                               own->people));
    }
    for (int i = 0; i < CRITERION_COUNT; i++) {
        if (!barriers->alone[i]) continue;
        json_array_append_new(alone, json_pack("{s:o, s:i}", "criterion",
                                               json_str(criterion_name((Criterion)i)), "people",
                                               barriers->alone[i]));
    }
    return json_pack("{s:o, s:o, s:i, s:i, s:o, s:o}", "rule_version",
                     json_str(rules_version(snapshot_rules(snapshot))), "opening",
                     json_str(snapshot_opening(snapshot, opening)->id), "people", barriers->people,
                     "feasible", barriers->feasible, "alone", alone, "relaxed", relaxed);
}

static json_t *area_json(const AreaBarriers *area) {
    return json_pack("{s:o, s:o, s:I, s:I}", "people", count_json(area->people), "people_without",
                     count_json(area->people_without), "openings", (json_int_t)area->openings,
                     "openings_without", (json_int_t)area->openings_without);
}

static json_t *areas_json(const CountryBarriers *barriers) {
    json_t *areas = json_array();
    for (size_t i = 0; i < barriers->area_count; i++) {
        const AreaBarriers *area = &barriers->area[i];
        json_t *row = area_json(area);
        json_object_set_new(row, "municipality", json_str(area->municipality));
        json_object_set_new(row, "region",
                            area->region == REGION_UNKNOWN ? json_null()
                                                           : json_str(regions_all()[area->region].code));
        json_array_append_new(areas, row);
    }
    return areas;
}

static json_t *groups_json(Command *command, const CountryBarriers *barriers, int64_t top) {
    json_t *steps = json_array();
    for (size_t i = 0; i < barriers->step_count && (int64_t)i < top; i++) {
        const GroupStep *step = &barriers->step[i];
        json_array_append_new(
            steps,
            json_pack("{s:o, s:o, s:i, s:s, s:I, s:I, s:I}", "criterion",
                      json_str(criterion_name(step->criterion)), "step",
                      phrase_json(command, step_phrase(command->arena, step->step)), "weeks",
                      step->step.weeks, "supply", supply_name(step->supply), "people",
                      (json_int_t)step->people, "openings", (json_int_t)step->openings, "pairs",
                      (json_int_t)step->pairs));
    }
    return steps;
}

json_t *country_barriers_json(Command *command, const Snapshot *snapshot,
                              const CountryBarriers *barriers, int64_t top) {
    json_t *criteria = json_array();
    for (int i = 0; i < CRITERION_COUNT; i++) {
        json_array_append_new(criteria,
                              json_pack("{s:o, s:o, s:o}", "name",
                                        json_str(criterion_name((Criterion)i)), "people",
                                        count_json(barriers->criterion[i].people), "pairs",
                                        count_json(barriers->criterion[i].pairs)));
    }
    return json_pack("{s:o, s:o, s:o, s:o, s:o}", "rule_version",
                     json_str(rules_version(snapshot_rules(snapshot))), "total",
                     area_json(&barriers->total), "steps", groups_json(command, barriers, top),
                     "criteria", criteria, "municipalities", areas_json(barriers));
}
