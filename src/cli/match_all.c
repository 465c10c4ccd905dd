/* The whole of one tenant is read in one view, part by part: openings first, which stay as numbers,
 * then people, who are forgotten once their list is written. */
#include "match_all.h"

#include <unistd.h>

#include "auto.h"
#include "changes/changes.h"
#include "json_text.h"
#include "lists_file.h"
#include "options.h"
#include "places/regions.h"
#include "progress.h"
#include "text.h"
#include "version_made.h"
#include "world_open.h"

enum { TOP_DEFAULT = 10, CODES_BYTES_MAX = 1024 };

typedef struct All {
    Command *command;
    Rules *rules;
    int64_t top, threads;
    int region; /* REGION_UNKNOWN: everybody */
    ChangeMark mark;
    int64_t last; /* number of a candidate */
    WorldOpenings openings;
    ListsFile *file;
    Pairs *pairs;
} All;

/* --- what is asked --- */

static int complained(Command *command, Phrase phrase) {
    complain(command, phrase);
    return EXIT_USAGE;
}

bool match_all_options_absent(Command *command) {
    static const Flag ours[] = { OPTION_out,     OPTION_binary, OPTION_region,
                                 OPTION_replace, OPTION_again,  OPTION_threads };
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++) {
        if (!command->option[ours[i]]) continue;
        complain(command, PHRASE(WORD_match_needs_all,
                                 VALUE_TEXT("option", str_from(option_name(ours[i])))));
        return false;
    }
    return true;
}

static int region_read(Command *command, int *ret_region) {
    const char *given = command->option[OPTION_region];
    Text codes = text_new(command->arena, CODES_BYTES_MAX);
    *ret_region = REGION_UNKNOWN;
    for (int i = 0; given && i < REGIONS; i++) {
        Str code = regions_all()[i].code;
        if (str_equal(code, str_from(given))) *ret_region = i;
        text_addf(&codes, "%s%.*s", i ? ", " : "", STR_ARGS(code));
    }
    if (!given || *ret_region != REGION_UNKNOWN) return EXIT_OK;
    return complained(command, PHRASE(WORD_match_region, VALUE_TEXT("value", str_from(given)),
                                      VALUE_TEXT("allowed", text_str(&codes))));
}

static int all_read(All *all) {
    Command *command = all->command;
    if (command->option[OPTION_candidate] || command->option[OPTION_opening]) {
        return complained(command, PHRASE(WORD_match_all_alone));
    }
    if (command->option[OPTION_crowding]) {
        return complained(command, PHRASE(WORD_match_crowding_alone));
    }
    if (!command->option[OPTION_out]) return complained(command, PHRASE(WORD_match_all_out));
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    if (processors < 1) processors = 1;
    if (processors > PAIRS_THREADS_MAX) processors = PAIRS_THREADS_MAX;
    bool read = option_number(command, OPTION_top, 1, PAIRS_TOP_MAX, TOP_DEFAULT, &all->top) &&
                option_number(command, OPTION_threads, 1, PAIRS_THREADS_MAX, processors,
                              &all->threads);
    return read ? region_read(command, &all->region) : EXIT_USAGE;
}

static ListsAsked lists_asked(const All *all) {
    Command *command = all->command;
    Arena *arena = command->arena;
    bool binary = command->option[OPTION_binary];
    ListsAsked asked = { .path = command->option[OPTION_out],
                         .format = binary ? LISTS_BINARY : LISTS_CSV,
                         .top = all->top,
                         .replace = command->option[OPTION_replace],
                         .again = command->option[OPTION_again] };
    asked.made[LISTS_OF_program] = S(OPSTAP_VERSION);
    asked.made[LISTS_OF_rules] = rules_version(all->rules);
    asked.made[LISTS_OF_tenant] = command->tenant.name;
    asked.made[LISTS_OF_data] = str_printf(arena, "%lld/%lld", (long long)all->mark.epoch,
                                           (long long)all->mark.last);
    asked.made[LISTS_OF_today] = day_text(arena, command->today);
    asked.made[LISTS_OF_top] = str_printf(arena, "%lld", (long long)all->top);
    asked.made[LISTS_OF_format] = binary ? S("binary") : S("csv");
    if (all->region != REGION_UNKNOWN) {
        asked.made[LISTS_OF_region] = regions_all()[all->region].code;
    }
    return asked;
}

/* --- the work --- */

static bool lives_there(const All *all, const CandidateRecord *person) {
    if (all->region == REGION_UNKNOWN) return true;
    const Value *fact = person->fact;
    return map_region(all->openings.map, fact[FACT_postcode], fact[FACT_municipality]) ==
           all->region;
}

static Result people_take(void *context, const CandidateRows *rows) {
    All *all = context;
    Result result = OK;
    for (size_t i = 0; result == OK && i < rows->count; i++) {
        if (lives_there(all, &rows->record[i])) result = pairs_add(all->pairs, &rows->record[i]);
    }
    return result;
}

static Result lists_follow(void *context, const PairsPart *part) {
    All *all = context;
    Result result = lists_take(all->file, part);
    progress_show(lists_counts(all->file).last, all->last);
    return result;
}

static Result people_match(All *all) {
    int64_t tenant = all->command->tenant.id;
    CandidatesAfter after = { .tenant = tenant, .after = lists_counts(all->file).last };
    AUTO(pairs_end_at) Pairs *pairs = all->pairs = pairs_begin(
        (PairsAsked){ .snapshot = all->openings.snapshot, .k = (size_t)all->top,
                      .threads = (int)all->threads, .take = lists_follow, .context = all });
    progress_phase(WORD_cli_phase_lists);
    progress_show(after.after, all->last);
    Result result = candidates_each_after(all->command->db, after, people_take, all);
    return result == OK ? pairs_finish(pairs) : result;
}

static void going_on_tell(const All *all) {
    if (!lists_goes_on(all->file)) return;
    Str file = str_from(all->command->option[OPTION_out]);
    complain(all->command, PHRASE(WORD_lists_going_on, VALUE_TEXT("file", file),
                                  VALUE_NUMBER("people", lists_counts(all->file).people)));
}

/* In one view of the database. */
static Result all_work(All *all, Phrase *ret_why) {
    Command *command = all->command;
    Db *db = command->db;
    WorldRequest request = { .tenant = command->tenant.id, .today = command->today,
                             .rules = all->rules };
    Result result = change_mark(db, request.tenant, &all->mark);
    if (result == OK) result = candidates_last(db, request.tenant, &all->last);
    if (result != OK) return result;
    ListsAsked asked = lists_asked(all);
    result = lists_begin(command->arena, &asked, &all->file, ret_why);
    if (result != OK) return result;
    going_on_tell(all);
    progress_phase(WORD_cli_phase_load);
    result = world_read_openings(db, command->arena, request, &all->openings);
    if (result == OK) result = lists_open(all->file, all->openings.snapshot);
    if (result == OK) result = people_match(all);
    return result == OK ? lists_keep(all->file) : result;
}

/* --- what came out --- */

static void all_print(const All *all) {
    Command *command = all->command;
    ListsCounts counts = lists_counts(all->file);
    json_t *region = json_null();
    if (all->region != REGION_UNKNOWN) region = json_str(regions_all()[all->region].code);
    size_t openings = snapshot_opening_count(all->openings.snapshot);
    json_print(json_pack(
        "{s:s, s:s, s:o, s:o, s:I, s:o, s:I, s:I, s:I, s:I, s:I, s:b}",
        "file", command->option[OPTION_out],
        "format", command->option[OPTION_binary] ? "binary" : "csv",
        "rule_version", json_str(rules_version(all->rules)),
        "today", json_str(day_text(command->arena, command->today)),
        "top", (json_int_t)all->top, "region", region, "openings", (json_int_t)openings,
        "people", (json_int_t)counts.people, "without", (json_int_t)counts.without,
        "matches", (json_int_t)counts.matches, "bytes", (json_int_t)counts.bytes,
        "went_on", lists_goes_on(all->file)));
}

static void all_say(const All *all) {
    ListsCounts counts = lists_counts(all->file);
    Str file = str_from(all->command->option[OPTION_out]);
    say(all->command, PHRASE(WORD_lists_done, VALUE_TEXT("file", file),
                             VALUE_NUMBER("people", counts.people),
                             VALUE_NUMBER("matches", counts.matches),
                             VALUE_NUMBER("without", counts.without)));
}

static int all_failed(const All *all, Result result, Phrase why) {
    PhraseValue file = VALUE_TEXT("file", str_from(all->command->option[OPTION_out]));
    bool begun = all->file != NULL;
    if (begun && result == CONFLICT) why = PHRASE(WORD_backup_exists, file);
    else if (begun && lists_counts(all->file).people) why = PHRASE(WORD_lists_stopped, file);
    return command_failed(all->command, result, why);
}

static int all_do(All *all) {
    Command *command = all->command;
    int status = command_open(command);
    if (status == EXIT_OK) status = rules_open(command, &all->rules);
    if (status != EXIT_OK) return status;
    Str region = str_from(command->option[OPTION_region]);
    Result result = command_audit(command, AUDIT_lists_exported, S("candidates"), region);
    if (result == OK) result = db_begin_read(command->db);
    if (result != OK) return command_failed(command, result, PHRASE(WORD_none));
    Phrase why = PHRASE(WORD_none);
    result = all_work(all, &why);
    db_rollback(command->db);
    if (result != OK) return all_failed(all, result, why);
    if (command->option[OPTION_json]) all_print(all);
    else all_say(all);
    return EXIT_OK;
}

int match_all(Command *command) {
    All all = { .command = command };
    int status = all_read(&all);
    if (status == EXIT_OK) status = all_do(&all);
    lists_end(all.file);
    return status;
}
