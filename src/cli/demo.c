/* opstap demo: a fresh database with a made-up region, or with files of the national exchange;
 * matched, planned and summed up. */
#include "demo/demo.h"

#include <unistd.h>

#include "file.h"
#include "import_report.h"
#include "limits.h"
#include "plan_report.h"

enum { SHOWN = 6, SECONDS_DEFAULT = 60 };

static int database_make(Command *command, const Tenant *tenant) {
    const char *path = command->option[OPTION_db] ? command->option[OPTION_db] : getenv("OPSTAP_DB");
    if (!path || !*path) {
        complain(command, PHRASE(WORD_cli_no_database));
        return EXIT_USAGE;
    }
    if (access(path, F_OK) == 0) {
        return command_failed(command, REFUSED,
                              PHRASE(WORD_demo_exists, VALUE_TEXT("file", str_from(path))));
    }
    Phrase why = PHRASE(WORD_none);
    Result result = db_open(path, DB_CREATE, &command->db, &why);
    if (result == OK) result = db_begin(command->db);
    if (result == OK) result = tenant_make(command->db, tenant, &command->tenant.id);
    if (result == OK) result = db_commit(command->db);
    command->tenant.name = tenant->name;
    return result == OK ? EXIT_OK : command_failed(command, result, why);
}

static int region_fill(Command *command, int64_t seed) {
    DemoRequest request = { .seed = (uint64_t)seed, .today = command->today };
    Phrase why = PHRASE(WORD_none);
    Result result = db_begin(command->db);
    if (result != OK) return command_failed(command, result, why);
    result = demo_fill(command->db, command->arena, command->tenant.id, request, &why);
    if (result == OK) {
        AuditEvent event = { .code = AUDIT_demo_made, .actor = S("command-line"),
                             .subject = command->tenant.name };
        result = audit_write(command->db, command->tenant.id, event);
    }
    if (result == OK) result = db_commit(command->db);
    else db_rollback(command->db);
    return result == OK ? EXIT_OK : command_failed(command, result, why);
}

static int exchange_import(Command *command, const char *kind, const char *file) {
    Str path = str_printf(command->arena, "%s/%s", command->option[OPTION_vum], file), bytes;
    Result result = file_read(command->arena, path.at, IMPORT_BYTES_MAX, &bytes);
    if (result != OK) {
        return command_failed(command, result, PHRASE(WORD_import_no_file, VALUE_TEXT("file", path)));
    }
    ImportRequest request = { .db = command->db, .arena = command->arena,
                              .tenant = command->tenant.id, .today = command->today };
    ImportReport report = { 0 };
    Phrase why = PHRASE(WORD_none);
    result = import_bytes(&request, str_from(kind), bytes, &report, &why);
    if (result == BROKEN || result == BUSY) return command_failed(command, result, why);
    if (why.word != WORD_none) complain(command, why);
    import_report_say(command, &report, SHOWN);
    return result == OK ? EXIT_OK : EXIT_REFUSED;
}

static int exchange_fill(Command *command) {
    int status = exchange_import(command, "vum-jobseekers", "jobseeker-profiles.json");
    return status == EXIT_OK ? exchange_import(command, "vum-vacancies", "vacancies.json") : status;
}

int verb_demo(Command *command) {
    bool exchange = command->option[OPTION_vum] != NULL;
    Tenant tenant = { .name = exchange ? S("vum") : S("demo"), .region = exchange ? STR_EMPTY : S("AM13"),
                      .demo = true };
    int64_t seed, seconds, nodes;
    if (!option_number(command, OPTION_seed, 0, INT64_MAX, 1, &seed)) return EXIT_USAGE;
    if (!option_number(command, OPTION_seconds, 1, 3600, SECONDS_DEFAULT, &seconds)) return EXIT_USAGE;
    if (!option_number(command, OPTION_nodes, 1, INT64_MAX, 0, &nodes)) return EXIT_USAGE;
    int status = database_make(command, &tenant);
    if (status != EXIT_OK) return status;
    status = exchange ? exchange_fill(command) : region_fill(command, seed);
    if (status != EXIT_OK) return status;
    World world;
    status = world_load(command, &world);
    if (status != EXIT_OK) return status;
    say_heading(command, PHRASE(exchange ? WORD_demo_head_exchange : WORD_demo_head,
                                VALUE_NUMBER("candidates", (int64_t)world.candidates.count),
                                VALUE_NUMBER("openings", (int64_t)world.openings.count),
                                VALUE_NUMBER("classes", (int64_t)world.classes.count),
                                VALUE_DAY("today", command->today), VALUE_NUMBER("seed", seed)));
    world_verdicts_print(command, &world);
    printf("\n");
    return plan_run(command, &world,
                    (SearchLimits){ .nodes_max = nodes, .seconds_max = (double)seconds }, SHOWN);
}
