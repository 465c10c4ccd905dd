#include "command.h"

#include <jansson.h>

#include "auto.h"
#include "backup.h"
#include "fault.h"
#include "limits.h"
#include "log.h"
#include "matching/matching.h"
#include "memory.h"
#include "number.h"
#include "options.h"
#include "progress.h"

/* A region in memory: 100,000 people take 2 GB. */
#define ARENA_BYTES_MAX (16UL * 1024 * 1024 * 1024)

void say(Command *command, Phrase phrase) {
    Str text = phrase_text(command->arena, command->tongue, phrase);
    printf("%.*s\n", STR_ARGS(text));
}

void say_heading(Command *command, Phrase phrase) {
    printf("\n");
    say(command, phrase);
}

void complain(Command *command, Phrase phrase) {
    Str text = phrase_text(command->arena, command->tongue, phrase);
    fprintf(stderr, "%.*s\n", STR_ARGS(text));
}

void print(Str bytes) {
    fwrite(bytes.at, 1, bytes.len, stdout);
}

int command_failed(Command *command, Result result, Phrase why) {
    static const struct {
        int status;
        Word word;
    } fitting[] = {
        [OK] = { EXIT_OK, WORD_none },
        [NOT_FOUND] = { EXIT_REFUSED, WORD_cli_not_found },
        [REFUSED] = { EXIT_REFUSED, WORD_cli_refused },
        [INVALID] = { EXIT_REFUSED, WORD_cli_refused },
        [CONFLICT] = { EXIT_REFUSED, WORD_cli_conflict },
        [BUSY] = { EXIT_BROKEN, WORD_cli_busy },
        [BROKEN] = { EXIT_BROKEN, WORD_cli_broken },
    };
    if (why.word == WORD_none) why = PHRASE(fitting[result].word);
    if (why.word != WORD_none) complain(command, why);
    return fitting[result].status;
}

int command_file_failed(Command *command, Result result, const char *path) {
    Word word = result == NOT_FOUND ? WORD_import_no_file : WORD_import_too_large;
    if (result == BROKEN) return command_failed(command, result, PHRASE(WORD_none));
    return command_failed(command, result,
                          PHRASE(word, VALUE_TEXT("file", str_from(path)),
                                 VALUE_NUMBER("maximum", IMPORT_BYTES_MAX / (1024 * 1024))));
}

bool option_number(Command *command, Flag option, int64_t minimum, int64_t maximum,
                   int64_t otherwise, int64_t *ret_number) {
    const char *given = command->option[option];
    *ret_number = otherwise;
    if (!given || number_read_between(str_from(given), minimum, maximum, ret_number)) return true;
    complain(command, PHRASE(WORD_cli_number_refused, VALUE_TEXT("value", str_from(given)),
                             VALUE_TEXT("option", str_from(option_name(option))),
                             VALUE_NUMBER("minimum", minimum), VALUE_NUMBER("maximum", maximum)));
    return false;
}

Result command_audit(Command *command, AuditCode code, Str subject, Str value) {
    Result result = db_begin(command->db);
    if (result != OK) return result;
    result = audit_write(command->db, command->tenant.id,
                         (AuditEvent){ .code = code, .actor = S("command-line"),
                                       .subject = subject, .value = value });
    return db_keep(command->db, result);
}

const char *command_database(const Command *command) {
    return command->option[OPTION_db] ? command->option[OPTION_db] : getenv("OPSTAP_DB");
}

static int database_open(Command *command) {
    const char *path = command_database(command);
    if (!path || !*path) {
        complain(command, PHRASE(WORD_cli_no_database));
        return EXIT_USAGE;
    }
    Phrase why;
    backup_folder_set(getenv("OPSTAP_BACKUP_DIR"));
    progress_phase(WORD_cli_phase_open);
    DbMode mode = command->verb->database == DB_MADE ? DB_CREATE : DB_EXISTING;
    Result result = db_open(path, mode, &command->db, &why);
    return result == OK ? EXIT_OK : command_failed(command, result, why);
}

int tenant_open(Command *command) {
    Str name = str_from(command->option[OPTION_tenant]);
    Result result = tenant_find(command->db, command->arena, name, &command->tenant);
    Phrase why = PHRASE(WORD_none);
    if (result == NOT_FOUND) why = PHRASE(WORD_cli_tenant_not_found, VALUE_TEXT("name", name));
    if (result == REFUSED) why = PHRASE(WORD_cli_tenant_needed);
    return result == OK ? EXIT_OK : command_failed(command, result, why);
}

int command_open(Command *command) {
    int status = database_open(command);
    if (status == EXIT_OK && command->verb->tenant_needed) status = tenant_open(command);
    return status;
}

static int verb_run(Command *command) {
    if (command->verb->database != DB_NONE) {
        int status = command_open(command);
        if (status != EXIT_OK) return status;
    }
    return command->verb->run(command);
}

/* What was said must have arrived. */
static int said(int status) {
    if (fflush(stdout) == 0 && !ferror(stdout) && !fault_strikes(FAULT_output)) return status;
    log_line("standard output cannot be written");
    return EXIT_BROKEN;
}

/* Which instructions matching may use; for who wants to compare them. */
static int instructions_read(Command *command) {
    const char *given = getenv("OPSTAP_SIMD");
    if (!given || !*given) return EXIT_OK;
    Result result = matching_use(str_from(given));
    if (result == OK) return EXIT_OK;
    complain(command, PHRASE(result == INVALID ? WORD_cli_simd_unknown : WORD_cli_simd_not_here,
                             VALUE_TEXT("given", str_from(given))));
    return EXIT_USAGE;
}

int command_run(int argc, char **argv) {
    json_set_alloc_funcs(memory_get, memory_give);
    AUTO(arena_end_at) Arena *arena = arena_new("command", ARENA_BYTES_MAX);
    Command *command = arena_one(arena, Command);
    command->arena = arena;
    command->today = DAY_UNKNOWN;
    int status = EXIT_OK;
    if (!options_read(command, argc, argv, &status)) return said(status);
    if (command->today == DAY_UNKNOWN) command->today = day_today();
    if (command->today == DAY_UNKNOWN) return EXIT_BROKEN;
    status = instructions_read(command);
    if (status != EXIT_OK) return said(status);
    progress_begin(command->tongue);
    status = verb_run(command);
    progress_end();
    db_end(command->db);
    return said(status);
}
