#include "command.h"
#include "import.h"

int verb_export(Command *command) {
    const ImportKind *kind = import_kind_find(str_from(command->argument[0]));
    if (!kind || !kind->export) {
        Text kinds = text_new(command->arena, 1024);
        for (const ImportKind *row = import_kinds; row->name; row++) {
            if (row->export) text_addf(&kinds, "%s%s", kinds.len ? ", " : "", row->name);
        }
        complain(command, PHRASE(WORD_export_kind_unknown,
                                 VALUE_TEXT("kind", str_from(command->argument[0])),
                                 VALUE_TEXT("allowed", text_str(&kinds))));
        return EXIT_USAGE;
    }
    bool all = command->option[OPTION_identity] != NULL;
    ExportRequest request = { .db = command->db, .arena = command->arena,
                              .tenant = command->tenant.id, .identity = all, .sensitive = all };
    Str bytes;
    Result result = export_bytes(&request, str_from(kind->name), &bytes);
    if (result != OK) return command_failed(command, result, PHRASE(WORD_none));
    print(bytes);
    return EXIT_OK;
}
