#include "backup_report.h"

int verb_verify(Command *command) {
    BackupSummary summary;
    Phrase why;
    BackupRequest request = backup_request(command);
    Result result = backup_verify(command->arena, request, &summary, &why);
    if (result != OK) return command_failed(command, result, why);
    Phrase done = PHRASE(WORD_backup_sound, VALUE_TEXT("file", str_from(request.file)),
                         VALUE_TEXT("moment", summary.made_at), VALUE_NUMBER("rows", summary.rows),
                         VALUE_NUMBER("tables", (int64_t)summary.count),
                         VALUE_NUMBER("version", summary.schema_version));
    backup_say(command, done, &summary);
    return EXIT_OK;
}
