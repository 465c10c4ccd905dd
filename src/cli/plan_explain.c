#include "plan_explain.h"

#include "options.h"
#include "plan_limits.h"
#include "plan_stages.h"
#include "planning/answers/floor_costs.h"
#include "planning/search/stages.h"
#include "progress.h"

enum { SHOWN_MAX = 20 };

static bool questions_show(void *context, int64_t done, int64_t total) {
    (void)context;
    progress_show(done, total);
    return !plan_interrupted();
}

/* An option that does nothing without another. */
static bool needs_other(Command *command, Flag option, Flag other) {
    if (!command->option[option] || command->option[other]) return false;
    complain(command,
             PHRASE(WORD_cli_option_with, VALUE_TEXT("option", str_from(option_name(option))),
                    VALUE_TEXT("other", str_from(option_name(other)))));
    return true;
}

bool explain_read(Command *command, SearchLimits limits, ExplainWishes *ret_wishes) {
    if (needs_other(command, OPTION_explain, OPTION_problem) ||
        needs_other(command, OPTION_tolerance, OPTION_explain)) {
        return false;
    }
    *ret_wishes = (ExplainWishes){ .nodes = limits.nodes_max,
                                   .seconds_max = limits.seconds_max,
                                   .progress = questions_show };
    return option_number(command, OPTION_tolerance, 0, PLAN_VALUE_MAX, 0, &ret_wishes->tolerance);
}

Result explain_run(Command *command, const Problem *problem, const Problem *last,
                   Solution *solution, ExplainWishes wishes) {
    PlanExplanation *explanation = arena_one(command->arena, PlanExplanation);
    Problem asked = *last;
    Solution found = *solution;
    int32_t stages = solution->stage_count;
    asked.pair = problem->pair;
    asked.option = problem->option;
    asked.option_class = problem->option_class;
    bool by_value = !stages || solution->stage[stages - 1].stage.aim == AIM_value;
    if (!by_value && found.status == PLAN_OPTIMAL) found.status = PLAN_FEASIBLE;
    progress_phase(WORD_plan_explain_progress);
    FloorCosts *costs = arena_one(command->arena, FloorCosts);
    Result result = floor_costs_find(command->arena, problem, last, solution, wishes, costs);
    if (result != OK) return result;
    solution->floor_costs = costs;
    solution->explanation = explanation;
    return explain_plan(command->arena, &asked, &found, wishes, explanation);
}

static void more_say(Command *command, int64_t count) {
    if (count > 0) say(command, PHRASE(WORD_plan_more, VALUE_NUMBER("count", count)));
}

static Phrase points(const Between *between) {
    PhraseValue least = VALUE_NUMBER("count", between->least);
    if (!between->has_least && !between->has_most) return PHRASE(WORD_plan_explain_unknown);
    if (!between->has_most) return PHRASE(WORD_plan_explain_points_least, least);
    if (!between->has_least) {
        return PHRASE(WORD_plan_explain_points_most, VALUE_NUMBER("count", between->most));
    }
    if (between->least == between->most) return PHRASE(WORD_plan_explain_points, least);
    return PHRASE(WORD_plan_explain_points_between, VALUE_NUMBER("least", between->least),
                  VALUE_NUMBER("most", between->most));
}

static void closed_say(Command *command, const Problem *problem,
                       const PlanExplanation *explanation) {
    if (explanation->closed_count) say(command, PHRASE(WORD_plan_explain_closed_head));
    for (int32_t i = 0; i < explanation->closed_count && i < SHOWN_MAX; i++) {
        const ClosedAnswer *closed = &explanation->closed[i];
        Str name = closed->is_class ? problem->option_class[closed->at].id
                                    : problem->option[closed->at].id;
        Word word =
            closed->impossible ? WORD_plan_explain_closed_impossible : WORD_plan_explain_closed;
        Phrase cost = points(&closed->cost);
        say(command, PHRASE(word, VALUE_TEXT("name", name), VALUE_NUMBER("people", closed->people),
                            VALUE_NUMBER("without", closed->without_place),
                            VALUE_NUMBER("missing", closed->missing), VALUE_PHRASE("cost", &cost)));
    }
    more_say(command, explanation->closed_count - SHOWN_MAX);
}

static void full_say(Command *command, const Problem *problem, const PlanExplanation *explanation) {
    if (explanation->full_count) say(command, PHRASE(WORD_plan_explain_full_head));
    for (int32_t i = 0; i < explanation->full_count && i < SHOWN_MAX; i++) {
        const FullAnswer *full = &explanation->full[i];
        Str name = full->kind == FULL_OPTION  ? problem->option[full->at].id
                   : full->kind == FULL_CLASS ? problem->option_class[full->at].id
                                              : problem->resource[full->at].id;
        Word word = full->kind == FULL_RESOURCE ? WORD_plan_explain_full_resource
                                                : WORD_plan_explain_full_place;
        Phrase worth = points(&full->worth);
        say(command, PHRASE(word, VALUE_TEXT("name", name), VALUE_NUMBER("more", full->more),
                            VALUE_PHRASE("worth", &worth)));
    }
    more_say(command, explanation->full_count - SHOWN_MAX);
}

static void envy_say(Command *command, const Problem *problem, const Envy *envy) {
    if (!envy->counted) {
        say(command, PHRASE(WORD_plan_explain_envy_unknown));
        return;
    }
    say(command, PHRASE(envy->count ? WORD_plan_explain_envy_head : WORD_plan_explain_envy_none,
                        VALUE_NUMBER("count", envy->people)));
    for (int32_t i = 0; i < envy->listed_count && i < SHOWN_MAX; i++) {
        const EnvyRow *row = &envy->listed[i];
        bool room = row->of == PLAN_UNPLACED;
        say(command, PHRASE(room ? WORD_plan_explain_envy_room : WORD_plan_explain_envy_of,
                            VALUE_TEXT("candidate", problem->candidate[row->candidate]),
                            VALUE_TEXT("name", problem->option[row->option].id),
                            VALUE_TEXT("of", room ? STR_EMPTY : problem->candidate[row->of])));
    }
    more_say(command, envy->count - SHOWN_MAX);
}

static void group_say(Command *command, const Problem *problem, const Within *within,
                      int32_t group) {
    Text names = text_new(command->arena, 16384);
    int32_t first = within->group[group], end = within->group[group + 1];
    for (int32_t i = first; i < end && i < first + SHOWN_MAX; i++) {
        Str id = problem->candidate[within->traded[i]];
        text_addf(&names, "%s%.*s", i > first ? ", " : "", STR_ARGS(id));
    }
    if (end - first > SHOWN_MAX) text_add(&names, S(", ..."));
    say(command, PHRASE(WORD_plan_explain_traded, VALUE_TEXT("names", text_str(&names))));
}

static void within_say(Command *command, const Problem *problem, const Within *within) {
    static const struct {
        Alike alike;
        Word word;
    } lines[] = { { ALIKE_SAME, WORD_plan_explain_same },
                  { ALIKE_PLACED, WORD_plan_explain_placed },
                  { ALIKE_SOMETIMES, WORD_plan_explain_sometimes },
                  { ALIKE_NEVER, WORD_plan_explain_never },
                  { ALIKE_UNKNOWN, WORD_plan_explain_alike_unknown } };
    if (!within->known) {
        say(command, PHRASE(WORD_plan_explain_within_unknown));
        return;
    }
    say(command,
        PHRASE(within->tolerance ? WORD_plan_explain_within : WORD_plan_explain_within_best,
               VALUE_NUMBER("number", within->tolerance)));
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        int64_t people = 0;
        for (int32_t k = 0; k < problem->candidate_count; k++) {
            people += within->alike[k] == lines[i].alike;
        }
        if (people) say(command, PHRASE(lines[i].word, VALUE_NUMBER("count", people)));
    }
    for (int32_t i = 0; i < within->group_count && i < SHOWN_MAX; i++) {
        group_say(command, problem, within, i);
    }
    more_say(command, within->group_count - SHOWN_MAX);
}

static void costs_say(Command *command, const Problem *problem, const Solution *solution) {
    const FloorCosts *costs = solution->floor_costs;
    if (!costs->any) return;
    Phrase all = points(&costs->all);
    say(command, PHRASE(WORD_plan_floors_head, VALUE_PHRASE("cost", &all)));
    for (int32_t i = 0; i < problem->floor_count && i < SHOWN_MAX; i++) {
        Phrase cost = points(&costs->floor[i]);
        say(command, PHRASE(WORD_plan_floor, VALUE_TEXT("name", problem->floor[i].group),
                            VALUE_NUMBER("minimum", problem->floor[i].people),
                            VALUE_NUMBER("placed", costs->placed[i]),
                            VALUE_PHRASE("cost", &cost)));
    }
    more_say(command, problem->floor_count - SHOWN_MAX);
    for (int32_t i = 0; i < costs->stages; i++) {
        Phrase cost = points(&costs->stage[i]);
        Phrase what = stage_phrase(problem, &solution->stage[i].stage);
        say(command, PHRASE(WORD_plan_stage_cost, VALUE_PHRASE("what", &what),
                            VALUE_PHRASE("cost", &cost)));
    }
}

void explain_say(Command *command, const Problem *problem, const Solution *solution) {
    const PlanExplanation *explanation = solution->explanation;
    costs_say(command, problem, solution);
    closed_say(command, problem, explanation);
    full_say(command, problem, explanation);
    envy_say(command, problem, &explanation->envy);
    within_say(command, problem, &explanation->within);
}
