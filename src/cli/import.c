#include "import.h"

#include "command.h"
#include "json_text.h"
#include "import_report.h"
#include "file.h"
#include "options.h"
#include "progress.h"

static void import_progress(int64_t done, int64_t total, void *context) {
    (void)context;
    progress_show(done, total);
}

static int template_print(Command *command, const ImportKind *kind) {
    print(kind->template_example(command->arena));
    return EXIT_OK;
}

static Str in_tongue(Command *command, Phrase phrase) {
    return phrase_text(command->arena, command->tongue, phrase);
}

json_t *import_report_json(Command *command, const ImportReport *report, Phrase why) {
    json_t *remarks = json_array();
    for (size_t i = 0; i < report->remark_count; i++) {
        const ImportRemark *remark = &report->remark[i];
        json_t *row = json_object();
        json_object_set_new(row, "refused", json_boolean(remark->refused));
        json_object_set_new(row, "place", json_str(in_tongue(command, remark->place)));
        json_object_set_new(row, "reason", json_str(in_tongue(command, remark->reason)));
        json_array_append_new(remarks, row);
    }
    json_t *notes = json_array();
    for (int i = 0; i < report->note_count; i++) {
        json_array_append_new(notes, json_str(in_tongue(command, report->note[i])));
    }
    json_t *reason = why.word == WORD_none ? json_null() : json_str(in_tongue(command, why));
    json_t *root = json_pack("{s:b, s:I, s:I, s:I, s:I, s:I, s:o}", "applied", report->applied,
                             "rows", (json_int_t)report->rows, "taken", (json_int_t)report->taken,
                             "changed", (json_int_t)report->changed,
                             "refused", (json_int_t)report->refused,
                             "flagged", (json_int_t)report->flagged, "remarks", remarks);
    if (report->counts_list) {
        json_object_set_new(root, "new", json_integer(report->fresh));
        json_object_set_new(root, "gone", json_integer(report->gone));
    }
    json_object_set_new(root, "notes", notes);
    json_object_set_new(root, "reason", reason);
    return root;
}

static void report_remarks(Command *command, const ImportReport *report, size_t shown_max) {
    size_t shown = report->remark_count < shown_max ? report->remark_count : shown_max;
    for (size_t i = 0; i < shown; i++) {
        const ImportRemark *remark = &report->remark[i];
        Word word = remark->refused ? WORD_import_remark_refused : WORD_import_remark_flagged;
        Phrase line = PHRASE(word, VALUE_PHRASE("place", &remark->place),
                             VALUE_PHRASE("reason", &remark->reason));
        if (remark->refused) complain(command, line);
        else say(command, line);
    }
    int64_t more = report->remarks - (int64_t)shown;
    Phrase rest = PHRASE(WORD_import_more_remarks, VALUE_NUMBER("count", more));
    if (more > 0 && report->refused) complain(command, rest);
    else if (more > 0) say(command, rest);
}

void import_report_say(Command *command, const ImportReport *report, size_t shown_max) {
    report_remarks(command, report, shown_max);
    bool dry = command->option[OPTION_dry_run] != NULL;
    Word counts = report->applied || dry ? WORD_import_counts : WORD_import_counts_refused;
    say(command, PHRASE(counts, VALUE_NUMBER("rows", report->rows),
                        VALUE_NUMBER("taken", report->taken),
                        VALUE_NUMBER("changed", report->changed),
                        VALUE_NUMBER("refused", report->refused),
                        VALUE_NUMBER("flagged", report->flagged)));
    for (int i = 0; i < report->note_count; i++) say(command, report->note[i]);
    Word end = report->applied ? WORD_import_applied
               : dry           ? WORD_import_dry_run
                               : WORD_import_nothing_changed;
    say(command, PHRASE(end));
}

/* A file that is not even read is a refused file too. Losing this row loses nothing else. */
static void too_large_log(Command *command, const ImportKind *kind) {
    Result result = command_audit(command, AUDIT_import_refused, str_from(kind->name),
                                  S("too large to read"));
    if (result != OK) log_line("the refusal of a file could not be kept");
}

/* A file of ESCO has its language in its name: skills_nl.csv. */
static bool labels_read(const char *path, Tongue *ret_tongue) {
    Str name = str_from(path);
    for (int tongue = 0; tongue < TONGUE_COUNT; tongue++) {
        char end[16];
        snprintf(end, sizeof end, "_%s.csv", tongue_name((Tongue)tongue));
        *ret_tongue = (Tongue)tongue;
        if (str_ends(name, str_from(end))) return true;
    }
    return false;
}

/* False: what --labels says is no language. */
static bool labels_take(Command *command, const char *path, ImportRequest *request) {
    const char *given = command->option[OPTION_labels];
    request->labels_told = given || labels_read(path, &request->labels);
    if (!given || tongue_read(str_from(given), &request->labels)) return true;
    complain(command, PHRASE(WORD_cli_labels_refused, VALUE_TEXT("value", str_from(given))));
    return false;
}

static int file_import(Command *command, const ImportKind *kind, const char *path) {
    Str bytes;
    progress_phase(WORD_cli_phase_read);
    Result result = file_read(command->arena, path, IMPORT_BYTES_MAX, &bytes);
    if (result == REFUSED && !command->option[OPTION_dry_run]) too_large_log(command, kind);
    if (result != OK) return command_file_failed(command, result, path);
    progress_phase(WORD_import_progress);
    ImportRequest request = { .db = command->db, .arena = command->arena,
                              .tenant = command->tenant.id, .today = command->today,
                              .keep_going = command->option[OPTION_keep_going] != NULL,
                              .dry_run = command->option[OPTION_dry_run] != NULL,
                              .progress = import_progress };
    if (!labels_take(command, path, &request)) return EXIT_USAGE;
    ImportReport report = { 0 };
    Phrase why = PHRASE(WORD_none);
    result = import_bytes(&request, str_from(kind->name), bytes, &report, &why);
    if (result == BROKEN || result == BUSY) return command_failed(command, result, why);
    if (why.word != WORD_none) complain(command, why);
    if (command->option[OPTION_json]) json_print(import_report_json(command, &report, why));
    else import_report_say(command, &report, REPORT_ROWS_SHOWN_MAX);
    return result == OK ? EXIT_OK : EXIT_REFUSED;
}

int verb_import(Command *command) {
    const ImportKind *kind = import_kind_find(str_from(command->argument[0]));
    if (!kind) {
        Text kinds = text_new(command->arena, 1024);
        for (const ImportKind *row = import_kinds; row->name; row++) {
            text_addf(&kinds, "%s%s", kinds.len ? ", " : "", row->name);
        }
        complain(command, PHRASE(WORD_import_kind_unknown,
                                 VALUE_TEXT("kind", str_from(command->argument[0])),
                                 VALUE_TEXT("allowed", text_str(&kinds))));
        return EXIT_USAGE;
    }
    if (command->option[OPTION_template]) return template_print(command, kind);
    if (command->argument_count < 2) {
        complain(command, PHRASE(WORD_import_file_needed));
        return EXIT_USAGE;
    }
    int status = command_open(command); /* an example needs no database */
    if (status != EXIT_OK) return status;
    return file_import(command, kind, command->argument[1]);
}
