/* opstap erase: the file of one person, erased for good. What would go is found out by doing it and
 * taking it back; only --yes keeps it.
 * For programs: {"number":..,"id":..,"on":..,"erased":true,"rows":{"facts":..},
 * "traces_removed":true}; the last only where something was erased. */
#include "candidates/candidate_erasure.h"
#include "candidates/candidates.h"
#include "command.h"
#include "json_text.h"
#include "number.h"
#include "options.h"
#include "progress.h"

typedef struct Erasing {
    Command *command;
    Str id;         /* as given; "" when the number was */
    int64_t number; /* as given, else found */
    Erasure erasure;
    bool keep, traces_removed;
} Erasing;

static Phrase who(const Erasing *erasing) {
    return PHRASE(erasing->id.len ? WORD_erase_who_id : WORD_erase_who_number,
                  VALUE_TEXT("id", erasing->id), VALUE_NUMBER("number", erasing->number));
}

/* --- doing it --- */

static Result person_find(Erasing *erasing) {
    Command *command = erasing->command;
    if (!erasing->id.len) return OK;
    return candidate_number(command->db, command->tenant.id, erasing->id, &erasing->number);
}

static Result person_do(Erasing *erasing) {
    Command *command = erasing->command;
    Result result = db_begin(command->db);
    if (result != OK) return result;
    result = person_find(erasing);
    if (result == OK) {
        ErasureRequest request = { .tenant = command->tenant.id, .number = erasing->number,
                                   .on = command->today, .actor = S("command-line") };
        result = candidate_erase(command->db, command->arena, request, &erasing->erasure);
    }
    if (result == OK && erasing->keep) return db_commit(command->db);
    db_rollback(command->db);
    return result;
}

static Result traces_remove(Command *command) {
    progress_phase(WORD_erase_phase);
    Result result = db_scrub(command->db, erasure_tables, erasure_table_count);
    progress_phase(WORD_none);
    return result;
}

/* --- telling it --- */

static void rows_say(const Erasing *erasing, int first, int last) {
    Command *command = erasing->command;
    for (int kind = first; kind < last; kind++) {
        if (!erasing->erasure.count[kind]) continue;
        Str key = str_printf(command->arena, "erase.kind_%s", erasure_kind_name((ErasureKind)kind));
        say(command, PHRASE(WORD_erase_rows, VALUE_WORD("what", word_find(key)),
                            VALUE_NUMBER("rows", erasing->erasure.count[kind])));
    }
}

static void erasure_say(const Erasing *erasing) {
    Command *command = erasing->command;
    Phrase person = who(erasing);
    say(command, PHRASE(erasing->keep ? WORD_erase_done : WORD_erase_would,
                        VALUE_PHRASE("who", &person)));
    rows_say(erasing, 0, ERASURE_GONE_COUNT);
    say(command, PHRASE(WORD_erase_stays, VALUE_TEXT("id", erasing->erasure.id),
                        VALUE_DAY("day", erasing->erasure.on)));
    rows_say(erasing, ERASURE_GONE_COUNT, ERASURE_KIND_COUNT);
    say(command, PHRASE(WORD_erase_no_way_back));
}

static void erasure_json(const Erasing *erasing) {
    const Erasure *erasure = &erasing->erasure;
    json_t *rows = json_object();
    for (int kind = 0; kind < ERASURE_KIND_COUNT; kind++) {
        json_object_set_new(rows, erasure_kind_name((ErasureKind)kind),
                            json_integer(erasure->count[kind]));
    }
    json_t *root = json_pack("{s:I, s:o, s:o, s:b, s:o}", "number", (json_int_t)erasure->number,
                             "id", json_str(erasure->id), "on",
                             json_str(day_text(erasing->command->arena, erasure->on)), "erased",
                             erasing->keep, "rows", rows);
    if (erasing->keep) {
        json_object_set_new(root, "traces_removed", json_boolean(erasing->traces_removed));
    }
    json_print(root);
}

static int person_failed(const Erasing *erasing, Result result) {
    Phrase person = who(erasing), why = PHRASE(WORD_none);
    if (result == NOT_FOUND && erasing->id.len) {
        why = PHRASE(WORD_erase_unknown, VALUE_TEXT("id", erasing->id));
    } else if (result == NOT_FOUND) {
        why = PHRASE(WORD_erase_number_unknown, VALUE_NUMBER("number", erasing->number));
    } else if (result == REFUSED) {
        why = PHRASE(WORD_erase_again, VALUE_PHRASE("who", &person),
                     VALUE_DAY("day", erasing->erasure.on));
    }
    return command_failed(erasing->command, result, why);
}

static int person_erase(Erasing *erasing) {
    Command *command = erasing->command;
    Result result = person_do(erasing);
    if (result != OK) return person_failed(erasing, result);
    if (erasing->keep) erasing->traces_removed = traces_remove(command) == OK;
    if (command->option[OPTION_json]) erasure_json(erasing);
    else erasure_say(erasing);
    if (erasing->keep && !erasing->traces_removed) {
        complain(command, PHRASE(WORD_erase_traces_left));
    }
    if (erasing->keep || command->option[OPTION_dry_run]) return EXIT_OK;
    complain(command, PHRASE(WORD_erase_not_yet));
    return EXIT_REFUSED;
}

/* --- the verb --- */

static int person_of(Erasing erasing) {
    Command *command = erasing.command;
    erasing.keep = command->option[OPTION_yes] && !command->option[OPTION_dry_run];
    int status = command_open(command);
    return status == EXIT_OK ? person_erase(&erasing) : status;
}

static int candidate_named(Command *command) {
    return person_of((Erasing){ .command = command, .id = str_from(command->argument[1]) });
}

static int erased_number(Command *command) {
    int64_t number;
    Str given = str_from(command->argument[1]);
    if (number_read_between(given, 1, INT64_MAX, &number)) {
        return person_of((Erasing){ .command = command, .number = number });
    }
    complain(command, PHRASE(WORD_erase_no_number, VALUE_TEXT("value", given)));
    return EXIT_USAGE;
}

static int traces_erase(Command *command) {
    int status = command_open(command);
    if (status != EXIT_OK) return status;
    Result result = traces_remove(command);
    Phrase why = PHRASE(result == BUSY ? WORD_erase_traces_busy : WORD_none);
    if (result != OK) return command_failed(command, result, why);
    if (command->option[OPTION_json]) json_print(json_pack("{s:b}", "traces_removed", 1));
    else say(command, PHRASE(WORD_erase_traces_removed));
    return EXIT_OK;
}

int verb_erase(Command *command) {
    static const struct {
        const char *name;
        int arguments;
        int (*run)(Command *command);
    } subjects[] = { { "candidate", 2, candidate_named },
                     { "number", 2, erased_number },
                     { "traces", 1, traces_erase } };
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
        if (strcmp(subjects[i].name, command->argument[0]) != 0) continue;
        if (subjects[i].arguments == command->argument_count) return subjects[i].run(command);
    }
    complain(command, PHRASE(WORD_erase_subject,
                             VALUE_TEXT("allowed", S("candidate ID, number N, traces"))));
    return EXIT_USAGE;
}
