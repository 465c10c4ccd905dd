#include "backup_report.h"

int verb_restore(Command *command) {
    const char *given = command->option[OPTION_db];
    const char *path = given ? given : getenv("OPSTAP_DB");
    if (!path || !*path) {
        complain(command, PHRASE(WORD_cli_no_database));
        return EXIT_USAGE;
    }
    BackupSummary summary;
    Phrase why;
    BackupRequest request = backup_request(command);
    Result result = backup_restore(command->arena, request, path, &summary, &why);
    if (result != OK) return command_failed(command, result, why);
    Phrase done =
        PHRASE(WORD_backup_restored, VALUE_TEXT("file", str_from(request.file)),
               VALUE_TEXT("moment", summary.made_at), VALUE_TEXT("database", db_shown(path)),
               VALUE_NUMBER("rows", summary.rows), VALUE_NUMBER("tables", (int64_t)summary.count));
    backup_say(command, done, &summary);
    return EXIT_OK;
}
