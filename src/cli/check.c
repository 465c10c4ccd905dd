#include "command.h"

static int check_digest(Command *command) {
    Str digest;
    Result result = db_digest(command->db, command->arena, &digest);
    if (result != OK) return command_failed(command, result, PHRASE(WORD_none));
    printf("%.*s\n", STR_ARGS(digest));
    return EXIT_OK;
}

static int fault(Command *command, Result result, Str where) {
    if (result != INVALID) return command_failed(command, result, PHRASE(WORD_none));
    return command_failed(command, result, PHRASE(WORD_check_fault, VALUE_TEXT("where", where)));
}

int verb_check(Command *command) {
    Str where = STR_EMPTY;
    int64_t events = 0;
    if (command->option[OPTION_digest]) return check_digest(command);
    Result result = db_check(command->db, command->arena, &where);
    if (result == OK) result = audit_check(command->db, command->arena, &where, &events);
    if (result != OK) return fault(command, result, where);
    say(command, PHRASE(WORD_check_sound, VALUE_NUMBER("count", events)));
    return EXIT_OK;
}
