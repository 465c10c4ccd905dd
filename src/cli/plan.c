/* opstap plan: the best plan for all together; or a plain problem from a file. */
#include "file.h"
#include "json_text.h"
#include "limits.h"
#include "options.h"
#include "planning/answers/impasse.h"
#include "planning/search/stages.h"
#include "plan_certificate.h"
#include "plan_explain.h"
#include "plan_limits.h"
#include "plan_again.h"
#include "plan_report.h"
#include "plan_stages.h"
#include "progress.h"
#include "records/labels.h"

enum { JSON_BYTES_MAX = 256 * 1024 * 1024 };

static int status_exit(Command *command, PlanStatus status) {
    switch (status) {
    case PLAN_OPTIMAL:
    case PLAN_FEASIBLE: return EXIT_OK;
    case PLAN_INFEASIBLE: complain(command, PHRASE(WORD_plan_infeasible)); return EXIT_INFEASIBLE;
    case PLAN_STOPPED: complain(command, PHRASE(WORD_plan_stopped)); return EXIT_TIME;
    }
    return EXIT_BROKEN;
}

static void impasse_say(Command *command, const Problem *problem, const Impasse *impasse) {
    say(command, PHRASE(impasse->smallest ? WORD_plan_clash : WORD_plan_clash_not_smallest));
    for (int32_t i = 0; i < impasse->count; i++) {
        ImpasseDemand demand = impasse->demand[i];
        Str candidate = STR_EMPTY, name = STR_EMPTY;
        switch (demand.kind) {
        case IMPASSE_must_place: name = problem->candidate[demand.at]; break;
        case IMPASSE_floor: name = problem->floor[demand.at].group; break;
        case IMPASSE_household:
            name = problem->candidate[problem->household[demand.at].member[0]];
            break;
        case IMPASSE_capacity: name = problem->resource[demand.at].id; break;
        case IMPASSE_option_minimum:
        case IMPASSE_option_maximum:
        case IMPASSE_option_start: name = problem->option[demand.at].id; break;
        case IMPASSE_class_minimum:
        case IMPASSE_class_maximum:
        case IMPASSE_class_start: name = problem->option_class[demand.at].id; break;
        case IMPASSE_pin:
        case IMPASSE_forbidden:
            candidate = problem->candidate[problem->pair[demand.at].candidate];
            name = problem->option[problem->pair[demand.at].option].id;
            break;
        case IMPASSE_KIND_COUNT: break;
        }
        say(command, PHRASE(word_named("plan.clash.%s", impasse_kind_name(demand.kind)),
                            VALUE_TEXT("name", name), VALUE_TEXT("candidate", candidate)));
    }
}

static void solution_say(Command *command, const Problem *problem, const Solution *solution) {
    if (solution->impasse) impasse_say(command, problem, solution->impasse);
    if (!solution->has_value) return;
    bool proven = solution->status == PLAN_OPTIMAL;
    Word told = proven ? WORD_plan_proven : WORD_plan_not_proven;
    if (solution->stage_count) {
        told = proven ? WORD_plan_stages_proven : WORD_plan_stages_not_proven;
    }
    say(command, PHRASE(told,
                        VALUE_NUMBER("value", solution->value),
                        VALUE_NUMBER("bound", solution->bound)));
    if (problem_has_stay(problem)) {
        say(command, PHRASE(WORD_plan_stay_bonus, VALUE_NUMBER("number", solution->stay_bonus)));
    }
    stages_say(command, problem, solution);
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        int32_t option = solution->option_of[i];
        Str place = option < 0 ? S("-") : problem->option[option].id;
        printf("%.*s\t%.*s\n", STR_ARGS(problem->candidate[i]), STR_ARGS(place));
    }
    if (solution->differences) again_differences_say(command, solution->differences);
    if (solution->explanation) explain_say(command, problem, solution);
}

/* Allowed, and mostly a mistake. */
static void never_start_say(Command *command, const char *list, int32_t at, int64_t minimum,
                            int64_t maximum) {
    Str place = str_printf(command->arena, "%s[%d]", list, (int)at);
    complain(command, PHRASE(WORD_plan_never_starts, VALUE_TEXT("place", place),
                             VALUE_NUMBER("minimum", minimum),
                             VALUE_NUMBER("maximum", maximum)));
}

enum { NEVER_START_SAID = 10 };

static void never_start_note(Command *command, const Problem *problem) {
    int32_t said = 0;
    for (int32_t i = 0; i < problem->option_count && said < NEVER_START_SAID; i++) {
        const Option *option = &problem->option[i];
        if (option->minimum <= option->maximum) continue;
        never_start_say(command, "options", i, option->minimum, option->maximum);
        said++;
    }
    for (int32_t i = 0; i < problem->class_count && said < NEVER_START_SAID; i++) {
        const OptionClass *of = &problem->option_class[i];
        if (of->minimum <= of->maximum) continue;
        never_start_say(command, "classes", i, of->minimum, of->maximum);
        said++;
    }
}

static int problem_run(Command *command, const char *path, SearchLimits limits,
                       ExplainWishes wishes) {
    Str bytes;
    Problem problem;
    Phrase why = PHRASE(WORD_none);
    progress_phase(WORD_cli_phase_read);
    Result result = file_read(command->arena, path, IMPORT_BYTES_MAX, &bytes);
    if (result != OK) return command_file_failed(command, result, path);
    result = problem_read(command->arena, bytes, &problem, &why);
    if (result != OK) return command_failed(command, result, why);
    never_start_note(command, &problem);
    Solution solution;
    Impasse impasse;
    const Problem *last;
    AUTO(again_end) Again again = { 0 };
    int status = again_prepare(command, &problem, &limits, &again);
    if (status != EXIT_OK) return status;
    progress_phase(WORD_plan_progress);
    if (command->option[OPTION_explain] && !limits.basis && !problem.stage_count) {
        limits.basis = basis_new(command->arena, &problem);
    }
    wishes.start = limits.basis;
    AUTO(certificate_end) CertificateFile paper = { 0 };
    if (certificate_begin(command, &problem, &paper) != OK) return EXIT_REFUSED;
    if (paper.asked) limits.certificate = &paper.certificate;
    if (paper.asked) limits.start = NULL; /* a proof on paper has no earlier half */
    result = problem_solve_stages(command->arena, &problem, limits, &solution, &last);
    limits.certificate = NULL;
    if (result == OK) result = certificate_keep(command, &paper, &solution);
    if (result != OK && paper.asked) return command_failed(command, result, PHRASE(WORD_none));
    if (result == OK && again_keep(command, &again, &limits, &solution) != OK) return EXIT_BROKEN;
    limits.start = NULL, limits.basis = NULL;
    if (result == OK) again_differences(command, &again, &problem, &solution);
    if (result == OK && solution.status == PLAN_INFEASIBLE) {
        result = impasse_find(command->arena, &problem, limits, &impasse);
        solution.impasse = &impasse;
    }
    if (result == OK && solution.has_value && command->option[OPTION_explain]) {
        result = explain_run(command, &problem, last, &solution, wishes);
    }
    progress_phase(WORD_none);
    if (result != OK) return command_failed(command, result, PHRASE(WORD_none));
    if (solution.status == PLAN_STOPPED) return status_exit(command, solution.status);
    if (command->option[OPTION_json]) {
        Text text = text_new(command->arena, JSON_BYTES_MAX);
        solution_write_json(&text, &problem, &solution);
        text_add_char(&text, '\n');
        print(text_str(&text));
    } else {
        solution_say(command, &problem, &solution);
    }
    return status_exit(command, solution.status);
}

/* "CANDIDATE=OPENING" as numbers. */
static Result pair_read(Command *command, const char *given, DecidedPair *ret_pair) {
    Str rest = str_from(given), candidate;
    str_cut(&rest, '=', &candidate);
    if (!rest.at) return INVALID;
    Result result = candidate_number(command->db, command->tenant.id, candidate,
                                     &ret_pair->candidate_number);
    if (result != OK) return result;
    return opening_number(command->db, command->tenant.id, rest, &ret_pair->opening_number);
}

static Result pair_decide(Command *command, const char *given, PairDecision decision,
                          Phrase *ret_why) {
    DecidedPair pair = { .decision = decision };
    Result result = pair_read(command, given, &pair);
    PhraseValue value = VALUE_TEXT("value", str_from(given));
    if (result == INVALID || result == NOT_FOUND) {
        *ret_why = PHRASE(WORD_plan_pair_unknown, value);
        return INVALID;
    }
    if (result == OK) result = plan_pair_decide(command->db, command->tenant.id, pair);
    if (result != OK) return result;
    AuditEvent event = { .code = AUDIT_plan_pair_set, .actor = S("command-line"),
                         .subject = str_from(given) };
    return audit_write(command->db, command->tenant.id, event);
}

/* All --pin, --forbid and --free in one transaction. A dry run leaves it open, so that the plan is
 * made as if they were kept; verb_plan rolls it back. */
static int pairs_decide(Command *command) {
    static const struct {
        Flag option;
        PairDecision decision;
    } kinds[] = { { OPTION_free, PAIR_FREE }, { OPTION_pin, PAIR_PIN },
                  { OPTION_forbid, PAIR_FORBID } };
    Phrase why = PHRASE(WORD_none);
    Result result = db_begin(command->db);
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        Flag option = kinds[k].option;
        for (int i = 0; i < command->repeat_count[option] && result == OK; i++) {
            result = pair_decide(command, command->repeat[option][i], kinds[k].decision, &why);
        }
    }
    command->within = result == OK && command->option[OPTION_dry_run];
    if (command->within) return EXIT_OK;
    result = db_keep(command->db, result);
    return result == OK ? EXIT_OK : command_failed(command, result, why);
}

static Result plan_commit(Command *command, const Plan *plan) {
    bool new_plan = false;
    Result result = db_begin(command->db);
    if (result != OK) return result;
    result = plan_save(command->db, command->arena, command->tenant.id, plan, &new_plan);
    if (result == OK && new_plan) {
        AuditEvent event = { .code = AUDIT_plan_made, .actor = S("command-line"),
                             .subject = command->tenant.name };
        result = audit_write(command->db, command->tenant.id, event);
    }
    return db_keep(command->db, result);
}

int plan_run(Command *command, const World *world, SearchLimits limits, PlanShown shown) {
    PlanInput input = world_plan_input(world);
    input.limits = limits;
    KeptPlan before;
    Plan plan;
    Phrase why = PHRASE(WORD_none);
    Result result = plan_last(command->db, command->arena, command->tenant.id, &before);
    progress_phase(WORD_plan_progress);
    if (result == OK) result = plan_make(command->arena, &input, &plan, &why);
    if (result != OK) return command_failed(command, result, why);
    int status = status_exit(command, plan.status);
    if (status != EXIT_OK) return status;
    PlanReport report = { command, world, &input, &plan, &before, shown.people_max };
    progress_phase(WORD_cli_phase_report);
    if (shown.within) {
        json_object_set_new(shown.within, "plan", plan_report_json(&report));
    } else if (command->option[OPTION_json]) {
        json_print(plan_report_json(&report));
    } else {
        plan_report_say(&report);
    }
    if (command->option[OPTION_dry_run]) return EXIT_OK;
    result = plan_commit(command, &plan);
    return result == OK ? EXIT_OK : command_failed(command, result, PHRASE(WORD_none));
}

int verb_plan(Command *command) {
    SearchLimits limits;
    World world;
    if (!plan_limits_read(command, &limits)) return EXIT_USAGE;
    ExplainWishes wishes;
    if (!explain_read(command, limits, &wishes)) return EXIT_USAGE;
    if (command->option[OPTION_problem]) {
        return problem_run(command, command->option[OPTION_problem], limits, wishes);
    }
    int status = command_open(command);
    if (status == EXIT_OK) status = tenant_open(command);
    if (status == EXIT_OK) status = pairs_decide(command);
    if (status == EXIT_OK) status = world_open(command, &world);
    if (command->within) db_rollback(command->db);
    if (status != EXIT_OK) return status;
    return plan_run(command, &world, limits, (PlanShown){ .people_max = SIZE_MAX });
}
