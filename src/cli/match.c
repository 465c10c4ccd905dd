/* opstap match: what fits and why; without a candidate or an opening, all pairs by verdict. */
#include "limits.h"
#include "json_text.h"
#include "match_all.h"
#include "match_crowding.h"
#include "match_market.h"
#include "options.h"
#include "progress.h"
#include "shown/shown.h"
#include "world_open.h"

enum { TOP_DEFAULT = 5, ONE_STEP_SHOWN = 5, JSON_BYTES_MAX = 512 * 1024 * 1024 };

static void entries_say(Command *command, const Explanation *explanation, Verdict verdict,
                        Word head) {
    bool any = false;
    for (size_t i = 0; i < explanation->entry_count; i++) {
        const Entry *entry = &explanation->entry[i];
        if (entry->verdict != verdict) continue;
        if (verdict == VERDICT_MET && !entry->asked.word) continue;
        if (!any) say(command, PHRASE(head));
        any = true;
        Str name = phrase_text(command->arena, command->tongue,
                               PHRASE(criterion_word(entry->criterion)));
        Phrase tail = verdict == VERDICT_UNKNOWN ? entry->question : entry->step;
        Word line = !entry->asked.word ? WORD_match_line_question
                    : tail.word        ? WORD_match_line_step
                                       : WORD_match_line;
        say(command,
            PHRASE(line, VALUE_TEXT("criterion", name), VALUE_PHRASE("asked", &entry->asked),
                   VALUE_PHRASE("has", &entry->has), VALUE_PHRASE("step", &tail)));
    }
}

static void parts_say(Command *command, const World *world, const Explanation *explanation) {
    for (int i = 0; i < PART_COUNT; i++) {
        Str name = phrase_text(command->arena, command->tongue, PHRASE(part_word((Part)i)));
        say(command, PHRASE(WORD_match_part, VALUE_TEXT("part", name),
                            VALUE_NUMBER("points", explanation->match.part_points[i]),
                            VALUE_NUMBER("maximum", rules_maximum(world->rules, (Part)i)),
                            VALUE_PHRASE("reason", &explanation->part_reason[i])));
    }
}

static void match_say(Command *command, const World *world, const Match *match, bool by_opening) {
    Explanation explanation = match_explain(command->arena, world->snapshot, match->candidate,
                                            match->opening);
    Str name = by_opening ? world_candidate_name(command->arena, world, match->candidate)
                          : world_opening_name(command->arena, world, match->opening);
    Str id = by_opening ? snapshot_candidate(world->snapshot, match->candidate)->id
                        : snapshot_opening(world->snapshot, match->opening)->id;
    Word head = match->unmet_count    ? WORD_match_head_unmet
                : match->unknown_count ? WORD_match_head_unknown
                                       : WORD_match_head_fits;
    say_heading(command, PHRASE(head, VALUE_TEXT("name", name), VALUE_TEXT("id", id)));
    entries_say(command, &explanation, VERDICT_UNMET, WORD_match_unmet_head);
    entries_say(command, &explanation, VERDICT_UNKNOWN, WORD_match_unknown_head);
    entries_say(command, &explanation, VERDICT_MET, WORD_match_met_head);
    if (match->score < 0) return;
    say(command, PHRASE(WORD_match_score, VALUE_NUMBER("score", match->score),
                        VALUE_NUMBER("maximum", SCORE_MAX)));
    parts_say(command, world, &explanation);
}

/* Before anything is said: what was shown is in the log, or is not shown. */
Result match_shown_keep(Command *command, const World *world, AuditCode code, Str subject,
                        const ShownMatches *matches) {
    AuditEvent event = { .code = code, .actor = S("command-line"), .subject = subject };
    const ShownList *list = shown_of(command->arena, world, matches);
    Result result = db_begin(command->db);
    if (result != OK) return result;
    return db_keep(command->db, shown_write(command->db, command->tenant.id, event, list));
}

static Result list_keep(Command *command, const World *world, const MatchList *list) {
    ShownKind kind = list->by_opening ? SHOWN_PEOPLE : SHOWN_OPENINGS;
    if (list->crowding && !list->by_opening) kind = SHOWN_PAIRS; /* in another order */
    ShownMatches shown = { .kind = kind,
                           .whose = list->whose, .match = list->match, .count = list->count };
    Match near[ONE_STEP_SHOWN];
    bool says_near = !list->by_opening && !command->option[OPTION_json];
    if (says_near) {
        shown.near = near;
        shown.near_count =
            openings_one_step_away(world->snapshot, list->whose, ONE_STEP_SHOWN, near);
    }
    Str id = str_from(command->option[list->by_opening ? OPTION_opening : OPTION_candidate]);
    AuditCode code = list->by_opening ? AUDIT_opening_matches_read : AUDIT_match_read;
    return match_shown_keep(command, world, code, id, &shown);
}

/* Openings that one step would open, for a person without enough that fits. */
static void one_step_say(Command *command, const World *world, int candidate) {
    Match near[ONE_STEP_SHOWN];
    size_t count = openings_one_step_away(world->snapshot, candidate, ONE_STEP_SHOWN, near);
    Help help = step_that_helps_most(world->snapshot, candidate);
    if (help.any) {
        Phrase step = step_phrase(command->arena, help.step);
        say_heading(command, PHRASE(WORD_match_help, VALUE_PHRASE("step", &step),
                            VALUE_NUMBER("count", help.opens)));
    }
    if (count) say_heading(command, PHRASE(WORD_match_one_step_head));
    for (size_t i = 0; i < count; i++) match_say(command, world, &near[i], false);
}

int match_list_print(Command *command, const World *world, const MatchList *list) {
    if (command->option[OPTION_json]) {
        Text text = text_new(command->arena, JSON_BYTES_MAX);
        match_list_json(&text, command->tongue, list);
        text_add_char(&text, '\n');
        print(text_str(&text));
        return EXIT_OK;
    }
    match_crowding_say(command, list);
    if (!list->count) say(command, PHRASE(WORD_match_nothing));
    for (size_t i = 0; i < list->count; i++) {
        match_say(command, world, &list->match[i], list->by_opening);
        match_crowd_say(command, list, &list->match[i]);
    }
    return EXIT_OK;
}

static int list_print(Command *command, const World *world, const MatchList *list) {
    int status = match_list_print(command, world, list);
    bool told = !list->by_opening && !command->option[OPTION_json];
    if (told) one_step_say(command, world, list->whose);
    return status;
}

int match_subject_unknown(Command *command, const char *id) {
    return command_failed(command, NOT_FOUND,
                          PHRASE(WORD_match_subject_unknown, VALUE_TEXT("id", str_from(id))));
}

int match_pair_print(Command *command, const World *world, int candidate, int opening) {
    Crowding crowding;
    Match match = match_pair(world->snapshot, candidate, opening);
    MatchList list = { .snapshot = world->snapshot, .whose = candidate, .match = &match, .count = 1 };
    int status = match_crowding_open(command, world, &crowding, &list);
    if (status != EXIT_OK) return status;
    Str id = str_from(command->option[OPTION_candidate]);
    ShownMatches shown = { .kind = SHOWN_PAIRS, .whose = candidate, .match = &match, .count = 1 };
    Result result = match_shown_keep(command, world, AUDIT_match_read, id, &shown);
    if (result != OK) return command_failed(command, result, PHRASE(WORD_none));
    if (command->option[OPTION_json]) return match_list_print(command, world, &list);
    match_say(command, world, &match, false);
    match_crowd_say(command, &list, &match);
    match_crowding_limits_say(command, &list);
    return EXIT_OK;
}

static int subject_print(Command *command, const World *world, int64_t top) {
    const char *candidate_id = command->option[OPTION_candidate];
    const char *opening_id = command->option[OPTION_opening];
    int candidate = candidate_id ? snapshot_find_candidate(world->snapshot, str_from(candidate_id))
                                 : -1;
    int opening = opening_id ? snapshot_find_opening(world->snapshot, str_from(opening_id)) : -1;
    if (candidate_id && candidate < 0) return match_subject_unknown(command, candidate_id);
    if (opening_id && opening < 0) return match_subject_unknown(command, opening_id);
    if (candidate >= 0 && opening >= 0) return match_pair_print(command, world, candidate, opening);
    Crowding crowding;
    MatchList list = { .snapshot = world->snapshot, .by_opening = opening >= 0,
                       .whose = opening >= 0 ? opening : candidate };
    int status = match_crowding_open(command, world, &crowding, &list);
    if (status != EXIT_OK) return status;
    if (list.crowding && !list.by_opening) {
        match_crowding_rank(command, &list, (size_t)top);
        Result kept = list_keep(command, world, &list);
        if (kept != OK) return command_failed(command, kept, PHRASE(WORD_none));
        return list_print(command, world, &list);
    }
    Match *match = arena_many(command->arena, Match, (size_t)top);
    list.match = match;
    list.count = opening >= 0 ? rank_for_opening(world->snapshot, opening, (size_t)top, match)
                              : rank_for_candidate(world->snapshot, candidate, (size_t)top, match);
    Result result = list_keep(command, world, &list);
    if (result != OK) return command_failed(command, result, PHRASE(WORD_none));
    return list_print(command, world, &list);
}

json_t *world_verdicts_json(const World *world) {
    VerdictCounts counts;
    json_t *criteria = json_array();
    progress_phase(WORD_cli_phase_match);
    verdict_counts(world->snapshot, &counts);
    for (int i = 0; i < CRITERION_COUNT; i++) {
        const int64_t *count = counts.count[i];
        json_array_append_new(criteria,
                              json_pack("{s:o, s:I, s:I, s:I}",
                                        "name", json_str(criterion_name((Criterion)i)),
                                        "met", (json_int_t)count[VERDICT_MET],
                                        "unmet", (json_int_t)count[VERDICT_UNMET],
                                        "unknown", (json_int_t)count[VERDICT_UNKNOWN]));
    }
    return json_pack("{s:o, s:I, s:I, s:o}", "rule_version", json_str(rules_version(world->rules)),
                     "pairs", (json_int_t)counts.pairs, "feasible", (json_int_t)counts.feasible,
                     "criteria", criteria);
}

void world_verdicts_print(Command *command, const World *world) {
    VerdictCounts counts;
    progress_phase(WORD_cli_phase_match);
    verdict_counts(world->snapshot, &counts);
    say(command, PHRASE(WORD_match_pairs, VALUE_NUMBER("pairs", counts.pairs),
                        VALUE_NUMBER("feasible", counts.feasible)));
    for (int i = 0; i < CRITERION_COUNT; i++) {
        Str name = phrase_text(command->arena, command->tongue,
                               PHRASE(criterion_word((Criterion)i)));
        say(command, PHRASE(WORD_match_verdicts, VALUE_TEXT("criterion", name),
                            VALUE_NUMBER("met", counts.count[i][VERDICT_MET]),
                            VALUE_NUMBER("unmet", counts.count[i][VERDICT_UNMET]),
                            VALUE_NUMBER("unknown", counts.count[i][VERDICT_UNKNOWN])));
    }
}

/* What only makes sense for one person or one opening. */
static bool told_alone(Command *command) {
    bool top = command->option[OPTION_top];
    if (!top && !command->option[OPTION_crowding]) return false;
    complain(command, PHRASE(top ? WORD_match_top_alone : WORD_match_crowding_alone));
    return true;
}

static int market_due(Command *command, bool *ret_due) {
    Result result = match_market_is_due(command, ret_due);
    return result == OK ? EXIT_OK : command_failed(command, result, PHRASE(WORD_none));
}

int verb_match(Command *command) {
    int64_t top;
    if (command->option[OPTION_all]) return match_all(command);
    if (!match_all_options_absent(command)) return EXIT_USAGE;
    if (!option_number(command, OPTION_top, 1, RECORDS_MAX, TOP_DEFAULT, &top)) return EXIT_USAGE;
    bool all = !command->option[OPTION_candidate] && !command->option[OPTION_opening];
    if (all && told_alone(command)) return EXIT_USAGE;
    int status = command_open(command);
    World world;
    bool market = false;
    if (status == EXIT_OK) status = market_due(command, &market);
    if (status == EXIT_OK && market) return match_market(command, top);
    if (status == EXIT_OK) status = world_open(command, &world);
    if (status != EXIT_OK) return status;
    progress_phase(WORD_cli_phase_match);
    if (!all) world_print(&world);
    if (!all) return subject_print(command, &world, top);
    if (command->option[OPTION_json]) json_print(world_verdicts_json(&world));
    else world_verdicts_print(command, &world);
    return EXIT_OK;
}
