#include "world_open.h"

#include "file.h"
#include "limits.h"
#include "progress.h"

int rules_open(Command *command, Rules **ret_rules) {
    const char *path = command->option[OPTION_weights];
    Str bytes = STR_EMPTY;
    Phrase why = PHRASE(WORD_none);
    if (path && file_read(command->arena, path, STRING_BYTES_MAX, &bytes) != OK) {
        return command_failed(command, NOT_FOUND,
                              PHRASE(WORD_import_no_file, VALUE_TEXT("file", str_from(path))));
    }
    Result result = rules_load(command->arena, bytes, ret_rules, &why);
    return result == OK ? EXIT_OK : command_failed(command, result, why);
}

int world_open(Command *command, World *ret_world) {
    Rules *rules = NULL;
    int status = rules_open(command, &rules);
    if (status != EXIT_OK) return status;
    WorldRequest request = {
        .tenant = command->tenant.id, .today = command->today, .rules = rules
    };
    progress_phase(WORD_cli_phase_load);
    Result result = command->within ? OK : db_begin_read(command->db);
    if (result == OK) result = world_read(command->db, command->arena, request, ret_world);
    if (!command->within) db_rollback(command->db);
    return result == OK ? EXIT_OK : command_failed(command, result, PHRASE(WORD_none));
}
