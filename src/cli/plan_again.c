#include "plan_again.h"

#include "file.h"
#include "limits.h"
#include "planning/search/basis_file.h"
#include "records/labels.h"

static const size_t BASIS_BYTES_MAX = (size_t)1 << 30;

void again_end(Again *again) {
    part_end(&again->part);
}

static int refused(Command *command, const char *path, Phrase why) {
    complain(command, PHRASE(WORD_plan_file_refused, VALUE_TEXT("file", str_from(path)),
                             VALUE_PHRASE("why", &why)));
    return EXIT_REFUSED;
}

static int answer_take(Command *command, const Problem *problem, Again *again) {
    const char *path = command->option[OPTION_from];
    Str bytes;
    Phrase why = PHRASE(WORD_none);
    if (!path) return EXIT_OK;
    Result result = file_read(command->arena, path, IMPORT_BYTES_MAX, &bytes);
    if (result != OK) return command_file_failed(command, result, path);
    if (old_answer_read(command->arena, bytes, &again->answer, &why) != OK) {
        return refused(command, path, why);
    }
    again->has_answer = true;
    again->plan = old_plan(command->arena, problem, &again->answer);
    int32_t gone =
        again->plan.people_gone + again->plan.options_gone + again->plan.pairs_gone;
    if (!gone) return EXIT_OK;
    complain(command, PHRASE(WORD_plan_from_gone, VALUE_NUMBER("people", again->plan.people_gone),
                             VALUE_NUMBER("options", again->plan.options_gone),
                             VALUE_NUMBER("pairs", again->plan.pairs_gone)));
    return EXIT_OK;
}

static int earlier_take(Command *command, Again *again) {
    const char *path = command->option[OPTION_from_problem];
    Str bytes;
    Phrase why = PHRASE(WORD_none);
    if (!path) return EXIT_OK;
    if (!again->has_answer) {
        complain(command, PHRASE(WORD_plan_needs_from, VALUE_TEXT("option", S("--from-problem"))));
        return EXIT_USAGE;
    }
    Problem *earlier = arena_one(command->arena, Problem);
    Result result = file_read(command->arena, path, IMPORT_BYTES_MAX, &bytes);
    if (result != OK) return command_file_failed(command, result, path);
    if (problem_read(command->arena, bytes, earlier, &why) != OK) {
        return refused(command, path, why);
    }
    again->earlier = earlier;
    return EXIT_OK;
}

static int stay_take(Command *command, Problem *problem, const Again *again) {
    int64_t bonus;
    Phrase why = PHRASE(WORD_none);
    if (!option_number(command, OPTION_stay, 0, PLAN_VALUE_MAX, 0, &bonus)) return EXIT_USAGE;
    if (!command->option[OPTION_stay]) return EXIT_OK;
    if (!again->has_answer) {
        complain(command, PHRASE(WORD_plan_needs_from, VALUE_TEXT("option", S("--stay"))));
        return EXIT_USAGE;
    }
    old_plan_stay(problem, &again->plan, bonus);
    Result result = problem_check(command->arena, problem, &why);
    return result == OK ? EXIT_OK : command_failed(command, result, why);
}

static int basis_failed(Command *command, Result result, const char *path) {
    PhraseValue file = VALUE_TEXT("file", str_from(path));
    if (result == CONFLICT) complain(command, PHRASE(WORD_backup_stranger, file));
    else if (result == BUSY) complain(command, PHRASE(WORD_plan_basis_busy, file));
    else complain(command, PHRASE(WORD_plan_certificate_unwritable, file));
    return result == BROKEN ? EXIT_BROKEN : EXIT_REFUSED;
}

/* The file need not be there yet. */
static int basis_take(Command *command, const Problem *problem, Again *again,
                      const Basis **ret_basis) {
    const char *path = again->basis_path = command->option[OPTION_basis];
    Str bytes;
    Phrase why = PHRASE(WORD_none);
    const Basis *old;
    int32_t lost;
    if (!path) return EXIT_OK;
    Result result = part_begin(&again->part, path, true, basis_file_is_ours);
    if (result != OK) return basis_failed(command, result, path);
    result = file_read(command->arena, path, IMPORT_BYTES_MAX, &bytes);
    if (result == NOT_FOUND || (result == OK && !bytes.len)) return EXIT_OK;
    if (result != OK) return command_file_failed(command, result, path);
    if (basis_read(command->arena, bytes, &old, &why) != OK) return refused(command, path, why);
    *ret_basis = basis_carry(command->arena, old, problem, &lost);
    if (lost) complain(command, PHRASE(WORD_plan_basis_lost, VALUE_NUMBER("number", lost)));
    return EXIT_OK;
}

/* The old plan, as far as it fits, in the basis of that name or in an empty one. */
static const Basis *start_made(Command *command, const Problem *problem, const Again *again,
                               const Basis *old) {
    if (!again->has_answer && !old) return NULL;
    Basis *start = basis_new(command->arena, problem);
    if (old) *start = *old;
    if (again->has_answer) start->pair_of = again->plan.pair_of;
    size_t bytes = (size_t)problem->candidate_count * sizeof *start->pair_of;
    int32_t *pair_of = arena_many(command->arena, int32_t, (size_t)problem->candidate_count);
    if (bytes) memcpy(pair_of, start->pair_of, bytes);
    plan_fit(command->arena, problem, pair_of);
    start->pair_of = pair_of;
    return start;
}

int again_prepare(Command *command, Problem *problem, SearchLimits *limits, Again *again) {
    const Basis *old = NULL;
    int status = answer_take(command, problem, again);
    if (status == EXIT_OK) status = earlier_take(command, again);
    if (status == EXIT_OK) status = stay_take(command, problem, again);
    if (status == EXIT_OK) status = basis_take(command, problem, again, &old);
    if (status != EXIT_OK) return status;
    bool plain = !problem->stage_count; /* each stage begins with the one before */
    if (plain) limits->start = start_made(command, problem, again, old);
    if (plain && again->basis_path) limits->basis = basis_new(command->arena, problem);
    if (again->basis_path && !plain) {
        complain(command, PHRASE(WORD_plan_basis_stages));
        return EXIT_REFUSED;
    }
    return EXIT_OK;
}

Result again_keep(Command *command, Again *again, const SearchLimits *limits,
                  const Solution *solution) {
    if (!again->basis_path || !solution->has_value) return OK;
    Basis *basis = limits->basis;
    int32_t *option_of = solution->option_of;
    for (int32_t i = 0; i < basis->problem->pair_count; i++) {
        const Pair *pair = &basis->problem->pair[i];
        if (option_of[pair->candidate] == pair->option) basis->pair_of[pair->candidate] = i;
    }
    Text text = text_new(command->arena, BASIS_BYTES_MAX);
    basis_write(&text, basis);
    Result result = text_failed(&text) ? REFUSED : part_write(&again->part, text_str(&text));
    if (result == OK) result = part_keep(&again->part);
    if (result != OK) basis_failed(command, result, again->basis_path);
    return result;
}

/* --- what differs --- */

void again_differences(Command *command, const Again *again, const Problem *problem,
                       Solution *solution) {
    if (!again->has_answer || !solution->has_value) return;
    solution->differences =
        differences_find(command->arena, problem, solution, &again->answer, again->earlier);
}

static Str or_dash(Str id) {
    return id.len ? id : S("-");
}

void again_differences_say(Command *command, const Differences *differences) {
    say_heading(command, PHRASE(WORD_plan_differences,
                                VALUE_NUMBER("stayed", differences->stayed),
                                VALUE_NUMBER("placed", differences->placed),
                                VALUE_NUMBER("moved", differences->moved),
                                VALUE_NUMBER("lost", differences->lost)));
    for (int32_t i = 0; i < differences->count; i++) {
        const Difference *told = &differences->difference[i];
        bool chain = told->cause == DIFFERENCE_chain;
        Phrase because = PHRASE(word_named("plan.because.%s",
                                           difference_cause_name(chain ? told->because_cause
                                                                       : told->cause)),
                                VALUE_TEXT("candidate", chain ? told->because_candidate
                                                              : told->candidate),
                                VALUE_TEXT("name", told->because_name),
                                VALUE_TEXT("other", told->because_candidate),
                                VALUE_NUMBER("people", told->people));
        say(command, PHRASE(chain ? WORD_plan_difference_chain : WORD_plan_difference,
                            VALUE_TEXT("candidate", told->candidate),
                            VALUE_TEXT("from", or_dash(told->from)),
                            VALUE_TEXT("to", or_dash(told->to)),
                            VALUE_PHRASE("because", &because)));
    }
}
