/* opstap check: is the database sound, and is the chain of events whole.
 * For programs: {"digest":..}, {"sound":true,"events":..} or {"sound":false,"fault":..}. */
#include "command.h"
#include "check_lists.h"
#include "json_text.h"
#include "progress.h"

static int check_digest(Command *command) {
    Str digest;
    Result result = db_digest(command->db, command->arena, &digest);
    if (result != OK) return command_failed(command, result, PHRASE(WORD_none));
    if (command->option[OPTION_json]) json_print(json_pack("{s:o}", "digest", json_str(digest)));
    else printf("%.*s\n", STR_ARGS(digest));
    return EXIT_OK;
}

static int fault(Command *command, Result result, Str where) {
    if (result != INVALID) return command_failed(command, result, PHRASE(WORD_none));
    if (command->option[OPTION_json]) {
        json_print(json_pack("{s:b, s:o}", "sound", 0, "fault", json_str(where)));
    }
    return command_failed(command, result, PHRASE(WORD_check_fault, VALUE_TEXT("where", where)));
}

static int check_soundness(Command *command) {
    Str where = STR_EMPTY;
    int64_t events = 0;
    Result result = db_check(command->db, command->arena, &where);
    if (result == OK) result = audit_check(command->db, command->arena, &where, &events);
    if (result != OK) return fault(command, result, where);
    if (command->option[OPTION_json]) {
        json_print(json_pack("{s:b, s:I}", "sound", 1, "events", (json_int_t)events));
    } else {
        say(command, PHRASE(WORD_check_sound, VALUE_NUMBER("count", events)));
    }
    return EXIT_OK;
}

/* In one view: what others change meanwhile is in none of it, so the digest is of a state that was. */
int verb_check(Command *command) {
    bool lists = command->argument_count > 0;
    if (lists && strcmp(command->argument[0], "lists") != 0) {
        complain(command, PHRASE(WORD_list_subject,
                                 VALUE_TEXT("value", str_from(command->argument[0])),
                                 VALUE_TEXT("allowed", S("lists"))));
        return EXIT_USAGE;
    }
    progress_phase(WORD_cli_phase_check);
    Result result = db_begin_read(command->db);
    if (result != OK) return command_failed(command, result, PHRASE(WORD_none));
    int status = lists                           ? check_lists(command)
                 : command->option[OPTION_digest] ? check_digest(command)
                                                  : check_soundness(command);
    db_rollback(command->db);
    return status;
}
