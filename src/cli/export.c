#include "command.h"
#include "import.h"
#include "options.h"
#include "progress.h"

/* What leaves on standard output, counted: a file that is larger than an import takes must be
 * known. */
typedef struct Leaving {
    Command *command;
    int64_t bytes;
} Leaving;

static bool part_print(void *context, Str part) {
    Leaving *leaving = context;
    leaving->bytes += (int64_t)part.len;
    print(part);
    return !ferror(stdout);
}

static void note_tell(void *context, Phrase note) {
    Leaving *leaving = context;
    complain(leaving->command, note);
}

static int kind_unknown(Command *command) {
    Text kinds = text_new(command->arena, 1024);
    for (const ImportKind *row = import_kinds; row->name; row++) {
        if (row->export) text_addf(&kinds, "%s%s", kinds.len ? ", " : "", row->name);
    }
    complain(command, PHRASE(WORD_export_kind_unknown,
                             VALUE_TEXT("kind", str_from(command->argument[0])),
                             VALUE_TEXT("allowed", text_str(&kinds))));
    return EXIT_USAGE;
}

int verb_export(Command *command) {
    const ImportKind *kind = import_kind_find(str_from(command->argument[0]));
    if (!kind || !kind->export) return kind_unknown(command);
    int status = command_open(command);
    if (status != EXIT_OK) return status;
    bool all = command->option[OPTION_identity] != NULL;
    Leaving leaving = { .command = command };
    ExportRequest request = { .db = command->db, .arena = command->arena,
                              .tenant = command->tenant.id, .identity = all, .sensitive = all,
                              .take = part_print, .tell = note_tell, .context = &leaving };
    Str bytes;
    progress_phase(WORD_cli_phase_export);
    Result result = export_bytes(&request, str_from(kind->name), &bytes);
    if (ferror(stdout)) return EXIT_BROKEN; /* command_run says so */
    if (result != OK) return command_failed(command, result, PHRASE(WORD_none));
    if (leaving.bytes > IMPORT_BYTES_MAX) {
        complain(command,
                 PHRASE(WORD_export_large, VALUE_NUMBER("maximum", IMPORT_BYTES_MAX >> 20)));
    }
    return EXIT_OK;
}
