#include "planning/answers/explain.h"
#include "planning/answers/floor_costs.h"
#include "planning/answers/difference.h"
#include "planning/answers/impasse.h"
#include "solution_json.h"
#include "stages.h"

#include <assert.h>
#include <inttypes.h>

void write_text(Text *text, Str str) {
    text_add_char(text, '"');
    for (size_t i = 0; i < str.len; i++) {
        char c = str.at[i];
        if (c == '"' || c == '\\') text_addf(text, "\\%c", c);
        else if ((unsigned char)c < 0x20) text_addf(text, "\\u%04x", c);
        else text_add_char(text, c);
    }
    text_add_char(text, '"');
}

static const char *status_name(PlanStatus status) {
    switch (status) {
    case PLAN_OPTIMAL: return "optimal";
    case PLAN_FEASIBLE: return "feasible";
    case PLAN_INFEASIBLE: return "infeasible";
    case PLAN_STOPPED: break;
    }
    assert(!"an answer without a status");
    abort();
}

void write_number(Text *text, const char *name, bool known, int64_t number) {
    text_addf(text, ",\"%s\":", name);
    if (known) text_add_integer(text, number);
    else text_add(text, S("null"));
}

static void write_assignments(Text *text, const Problem *problem, const Solution *solution) {
    text_add(text, S(",\"assignments\":["));
    bool more = false;
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        if (solution->option_of[i] == PLAN_UNPLACED) continue;
        text_add(text, more ? S(",\n{\"candidate\":") : S("\n{\"candidate\":"));
        write_text(text, problem->candidate[i]);
        text_add(text, S(",\"option\":"));
        write_text(text, problem->option[solution->option_of[i]].id);
        text_add_char(text, '}');
        more = true;
    }
    text_add_char(text, ']');
}

void write_id(Text *text, Str id, bool *more) {
    if (*more) text_add_char(text, ',');
    write_text(text, id);
    *more = true;
}

void write_named(Text *text, const char *field, Str id) {
    text_addf(text, ",\"%s\":", field);
    write_text(text, id);
}

static void write_demand(Text *text, const Problem *problem, ImpasseDemand demand) {
    int32_t at = demand.at;
    text_addf(text, "\n{\"demand\":\"%s\"", impasse_kind_name(demand.kind));
    switch (demand.kind) {
    case IMPASSE_must_place: write_named(text, "candidate", problem->candidate[at]); break;
    case IMPASSE_floor: write_named(text, "group", problem->floor[at].group); break;
    case IMPASSE_pin:
    case IMPASSE_forbidden:
        write_named(text, "candidate", problem->candidate[problem->pair[at].candidate]);
        write_named(text, "option", problem->option[problem->pair[at].option].id);
        break;
    case IMPASSE_household: {
        bool more = false;
        text_add(text, S(",\"candidates\":["));
        for (int32_t i = 0; i < problem->household[at].member_count; i++) {
            write_id(text, problem->candidate[problem->household[at].member[i]], &more);
        }
        text_add_char(text, ']');
        break;
    }
    case IMPASSE_capacity: write_named(text, "resource", problem->resource[at].id); break;
    case IMPASSE_option_minimum:
    case IMPASSE_option_maximum:
    case IMPASSE_option_start: write_named(text, "option", problem->option[at].id); break;
    case IMPASSE_class_minimum:
    case IMPASSE_class_maximum:
    case IMPASSE_class_start: write_named(text, "class", problem->option_class[at].id); break;
    case IMPASSE_KIND_COUNT: break;
    }
    text_add_char(text, '}');
}

static void write_impasse(Text *text, const Problem *problem, const Impasse *impasse) {
    text_add(text, S(",\"clash\":["));
    for (int32_t i = 0; i < impasse->count; i++) {
        if (i) text_add_char(text, ',');
        write_demand(text, problem, impasse->demand[i]);
    }
    text_addf(text, "],\"clash_smallest\":%s", impasse->smallest ? "true" : "false");
}

void solution_write_json(Text *text, const Problem *problem, const Solution *solution) {
    text_addf(text, "{\"status\":\"%s\"", status_name(solution->status));
    write_number(text, "value", solution->has_value, solution->value);
    write_number(text, "bound", solution->has_bound, solution->bound);
    if (problem_has_stay(problem)) {
        write_number(text, "stay_bonus", solution->has_value, solution->stay_bonus);
    }
    int64_t milliseconds = (int64_t)(solution->seconds * 1000 + 0.5);
    text_addf(text, ",\"seconds\":%" PRId64 ".%03d", milliseconds / 1000,
              (int)(milliseconds % 1000));
    write_assignments(text, problem, solution);
    bool more = false;
    text_add(text, S(",\"closed\":["));
    for (int32_t i = 0; i < problem->option_count; i++) {
        bool closed = problem->option[i].minimum > 0 && !solution->option_open[i];
        if (closed) write_id(text, problem->option[i].id, &more);
    }
    for (int32_t i = 0; i < problem->class_count; i++) {
        bool closed = problem->option_class[i].minimum > 0 && !solution->class_open[i];
        if (closed) write_id(text, problem->option_class[i].id, &more);
    }
    more = false;
    text_add(text, S("],\"unassigned\":["));
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        if (solution->option_of[i] == PLAN_UNPLACED) write_id(text, problem->candidate[i], &more);
    }
    text_add_char(text, ']');
    stages_write_json(text, problem, solution);
    if (solution->floor_costs) floor_costs_write_json(text, problem, solution->floor_costs);
    if (solution->impasse) write_impasse(text, problem, solution->impasse);
    if (solution->differences) differences_write_json(text, solution->differences);
    if (solution->explanation) plan_explanation_write_json(text, problem, solution->explanation);
    text_add(text, S("}\n"));
}
