#include "backup_report.h"
#include "json_text.h"
#include "progress.h"

static void tell(void *context, Word what, int64_t done, int64_t total) {
    (void)context;
    if (!done) progress_phase(what);
    progress_show(done, total);
}

BackupRequest backup_request(Command *command) {
    return (BackupRequest){ .file = command->argument[0],
                            .replace = command->option[OPTION_replace] != NULL,
                            .watch = { .tell = tell } };
}

static void summary_print(Command *command, const BackupSummary *summary) {
    json_t *tables = json_object();
    for (size_t i = 0; i < summary->count; i++) {
        json_object_set_new(tables, str_zero_ended(command->arena, summary->table[i].name),
                            json_integer(summary->table[i].rows));
    }
    json_print(json_pack("{s:o, s:i, s:I, s:o, s:o, s:o}", "made", json_str(summary->made_at),
                         "schema", summary->schema_version, "rows", (json_int_t)summary->rows,
                         "digest", json_str(digest_hex(command->arena, summary->data)),
                         "digest_all", json_str(digest_hex(command->arena, summary->all)), "tables",
                         tables));
}

void backup_say(Command *command, Phrase phrase, const BackupSummary *summary) {
    if (command->option[OPTION_json]) {
        summary_print(command, summary);
        return;
    }
    say(command, phrase);
    for (size_t i = 0; i < summary->count; i++) {
        if (!summary->table[i].rows) continue;
        printf("  %-28.*s %11lld\n", STR_ARGS(summary->table[i].name),
               (long long)summary->table[i].rows);
    }
    Str data = digest_hex(command->arena, summary->data);
    Str all = digest_hex(command->arena, summary->all);
    say(command, PHRASE(WORD_backup_digest, VALUE_TEXT("digest", data)));
    say(command, PHRASE(WORD_backup_digest_all, VALUE_TEXT("digest", all)));
}

/* A backup reads everybody: each tenant's chain says so before the first byte leaves, and in it. */
static Result backup_note(void *context) {
    Command *command = context;
    TenantRows tenants;
    AuditEvent event = { .code = AUDIT_backup_read, .actor = S("command-line"),
                         .subject = S("database"), .value = str_from(command->argument[0]) };
    Result result = db_begin(command->db);
    if (result != OK) return result;
    result = tenants_load(command->db, command->arena, &tenants);
    for (size_t i = 0; result == OK && i < tenants.count; i++) {
        result = audit_write(command->db, tenants.row[i].id, event);
    }
    return db_keep(command->db, result);
}

int verb_backup(Command *command) {
    BackupSummary summary;
    Phrase why;
    BackupRequest request = backup_request(command);
    request.begun = backup_note;
    request.context = command;
    Result result = backup_write(command->db, command->arena, request, &summary, &why);
    if (result != OK) return command_failed(command, result, why);
    Phrase done =
        PHRASE(WORD_backup_done, VALUE_TEXT("file", str_from(request.file)),
               VALUE_NUMBER("rows", summary.rows), VALUE_NUMBER("tables", (int64_t)summary.count),
               VALUE_NUMBER("version", summary.schema_version));
    backup_say(command, done, &summary);
    return EXIT_OK;
}
