#include "world.h"

#include "file.h"
#include "limits.h"
#include "progress.h"

static Result rows_load(Command *command, World *world) {
    Db *db = command->db;
    int64_t tenant = command->tenant.id;
    Result result = candidates_load(db, command->arena, tenant, true, &world->candidates);
    if (result == OK) result = openings_load(db, command->arena, tenant, &world->openings);
    if (result == OK) result = classes_load(db, command->arena, tenant, &world->classes);
    if (result == OK) result = plan_pairs_load(db, command->arena, tenant, &world->decided);
    if (result == OK) result = placements_load(db, command->arena, tenant, &world->placements);
    if (result == OK) {
        result = occupations_load(db, command->arena, tenant, &world->occupations);
    }
    if (result == OK) result = map_load(db, command->arena, tenant, &world->map);
    return result;
}

static int rules_open(Command *command, World *world) {
    const char *path = command->option[OPTION_weights];
    Str bytes = STR_EMPTY;
    Phrase why = PHRASE(WORD_none);
    if (path && file_read(command->arena, path, STRING_BYTES_MAX, &bytes) != OK) {
        return command_failed(command, NOT_FOUND,
                              PHRASE(WORD_import_no_file, VALUE_TEXT("file", str_from(path))));
    }
    Result result = rules_load(command->arena, bytes, &world->rules, &why);
    return result == OK ? EXIT_OK : command_failed(command, result, why);
}

int world_load(Command *command, World *ret_world) {
    *ret_world = (World){ 0 };
    int status = rules_open(command, ret_world);
    if (status != EXIT_OK) return status;
    progress_phase(WORD_cli_phase_load);
    Result result = command->within ? OK : db_begin_read(command->db);
    if (result == OK) result = rows_load(command, ret_world);
    if (!command->within) db_rollback(command->db);
    if (result != OK) return command_failed(command, result, PHRASE(WORD_none));
    ret_world->snapshot = snapshot_make(command->arena, &ret_world->candidates,
                                        &ret_world->openings, &ret_world->classes, ret_world->map,
                                        ret_world->rules, command->today,
                                        &ret_world->occupations);
    return EXIT_OK;
}

PlanInput world_plan_input(const World *world) {
    return (PlanInput){ .snapshot = world->snapshot, .candidates = &world->candidates,
                        .openings = &world->openings, .classes = &world->classes,
                        .decided = &world->decided, .placements = &world->placements };
}

Str world_candidate_name(Command *command, const World *world, int candidate) {
    const CandidateRecord *record = &world->candidates.record[candidate];
    Value given = record->fact[FACT_given_name], family = record->fact[FACT_family_name];
    if (!given.known && !family.known) return record->id;
    return str_printf(command->arena, "%.*s%s%.*s", STR_ARGS(given.text),
                      given.known && family.known ? " " : "", STR_ARGS(family.text));
}

Str world_opening_name(Command *command, const World *world, int opening) {
    const OpeningRecord *record = &world->openings.record[opening];
    Value name = record->field[OPENING_name], employer = record->field[OPENING_employer_name];
    if (!name.known) return record->id;
    if (!employer.known) return name.text;
    return str_printf(command->arena, "%.*s, %.*s", STR_ARGS(name.text), STR_ARGS(employer.text));
}
