/* opstap demo: a fresh database with a made-up region, or with files of the national exchange;
 * matched, planned and summed up. A demo that fails leaves no database behind. */
#include "demo/demo.h"

#include "file.h"
#include "import_report.h"
#include "limits.h"
#include "plan_report.h"
#include "progress.h"

enum { SHOWN = 6, SECONDS_DEFAULT = 60 };

/* What was asked, and what comes out for a program (NULL: words). */
typedef struct Demo {
    Command *command;
    bool exchange;
    int64_t seed;
    SearchLimits limits;
    json_t *root;
} Demo;

static const char *database_path(Command *command) {
    return command->option[OPTION_db] ? command->option[OPTION_db] : getenv("OPSTAP_DB");
}

/* Nothing that was there before is opened, so nothing of it is ever removed. */
static int database_open_new(Command *command) {
    const char *path = database_path(command);
    Phrase why = PHRASE(WORD_none);
    if (!path || !*path) {
        complain(command, PHRASE(WORD_cli_no_database));
        return EXIT_USAGE;
    }
    Result result = db_open(path, DB_NEW, &command->db, &why);
    return result == OK ? EXIT_OK : command_failed(command, result, why);
}

static int tenant_add(Command *command, const Tenant *tenant) {
    Phrase why = PHRASE(WORD_none);
    Result result = db_begin(command->db);
    if (result == OK) result = tenant_make(command->db, tenant, &command->tenant.id);
    if (result == OK) result = db_commit(command->db);
    command->tenant.name = tenant->name;
    return result == OK ? EXIT_OK : command_failed(command, result, why);
}

static int region_fill(Command *command, int64_t seed) {
    DemoRequest request = { .seed = (uint64_t)seed, .today = command->today };
    Phrase why = PHRASE(WORD_none);
    progress_phase(WORD_demo_progress);
    Result result = db_begin(command->db);
    if (result != OK) return command_failed(command, result, why);
    result = demo_fill(command->db, command->arena, command->tenant.id, request, &why);
    if (result == OK) {
        AuditEvent event = { .code = AUDIT_demo_made, .actor = S("command-line"),
                             .subject = command->tenant.name };
        result = audit_write(command->db, command->tenant.id, event);
    }
    result = db_keep(command->db, result);
    return result == OK ? EXIT_OK : command_failed(command, result, why);
}

static void imports_progress(int64_t done, int64_t total, void *context) {
    (void)context;
    progress_show(done, total);
}

static int exchange_import(const Demo *demo, const char *kind, const char *file) {
    Command *command = demo->command;
    Str path = str_printf(command->arena, "%s/%s", command->option[OPTION_vum], file), bytes;
    Result result = file_read(command->arena, path.at, IMPORT_BYTES_MAX, &bytes);
    if (result != OK) return command_file_failed(command, result, path.at);
    ImportRequest request = { .db = command->db, .arena = command->arena,
                              .tenant = command->tenant.id, .today = command->today,
                              .progress = imports_progress };
    ImportReport report = { 0 };
    Phrase why = PHRASE(WORD_none);
    progress_phase(WORD_import_progress);
    result = import_bytes(&request, str_from(kind), bytes, &report, &why);
    if (result == BROKEN || result == BUSY) return command_failed(command, result, why);
    if (why.word != WORD_none) complain(command, why);
    if (demo->root) {
        json_object_set_new(demo->root, kind, import_report_json(command, &report, why));
    } else {
        import_report_say(command, &report, SHOWN);
    }
    return result == OK ? EXIT_OK : EXIT_REFUSED;
}

static int data_fill(const Demo *demo) {
    if (!demo->exchange) return region_fill(demo->command, demo->seed);
    int status = exchange_import(demo, "vum-jobseekers", "jobseeker-profiles.json");
    return status == EXIT_OK ? exchange_import(demo, "vum-vacancies", "vacancies.json") : status;
}

static void counts_say(const Demo *demo, const World *world) {
    Command *command = demo->command;
    int64_t candidates = (int64_t)world->candidates.count,
            openings = (int64_t)world->openings.count;
    int64_t classes = (int64_t)world->classes.count;
    if (demo->root) {
        json_object_set_new(demo->root, "made_up", json_boolean(!demo->exchange));
        json_object_set_new(demo->root, "today",
                            json_str(day_text(command->arena, command->today)));
        if (!demo->exchange) json_object_set_new(demo->root, "seed", json_integer(demo->seed));
        json_object_set_new(demo->root, "candidates", json_integer(candidates));
        json_object_set_new(demo->root, "openings", json_integer(openings));
        json_object_set_new(demo->root, "classes", json_integer(classes));
        json_object_set_new(demo->root, "match", world_verdicts_json(world));
        return;
    }
    PhraseValue shown[] = { VALUE_NUMBER("candidates", candidates),
                            VALUE_NUMBER("openings", openings), VALUE_NUMBER("classes", classes),
                            VALUE_DAY("today", command->today) };
    if (demo->exchange) {
        say_heading(command,
                    PHRASE(WORD_demo_head_exchange, shown[0], shown[1], shown[2], shown[3]));
    } else {
        say_heading(command, PHRASE(WORD_demo_head, shown[0], shown[1], shown[2], shown[3],
                                    VALUE_NUMBER("seed", demo->seed)));
    }
    world_verdicts_print(command, world);
    printf("\n");
}

static int demo_run(const Demo *demo) {
    Command *command = demo->command;
    Tenant tenant = { .name = demo->exchange ? S("vum") : S("demo"),
                      .region = demo->exchange ? STR_EMPTY : S("AM13"), .demo = true };
    int status = tenant_add(command, &tenant);
    if (status == EXIT_OK) status = data_fill(demo);
    World world;
    if (status == EXIT_OK) status = world_open(command, &world);
    if (status != EXIT_OK) return status;
    counts_say(demo, &world);
    return plan_run(command, &world, demo->limits,
                    (PlanShown){ .people_max = SHOWN, .within = demo->root });
}

int verb_demo(Command *command) {
    int64_t seconds, nodes;
    Demo demo = { .command = command, .exchange = command->option[OPTION_vum] != NULL };
    if (!option_number(command, OPTION_seed, 0, INT64_MAX, 1, &demo.seed)) return EXIT_USAGE;
    if (!option_number(command, OPTION_seconds, 1, 3600, SECONDS_DEFAULT, &seconds)) {
        return EXIT_USAGE;
    }
    if (!option_number(command, OPTION_nodes, 1, INT64_MAX, 0, &nodes)) return EXIT_USAGE;
    int status = database_open_new(command);
    if (status != EXIT_OK) return status;
    demo.limits = (SearchLimits){ .nodes_max = nodes, .seconds_max = (double)seconds };
    if (command->option[OPTION_json]) demo.root = json_object();
    status = demo_run(&demo);
    if (status != EXIT_OK) {
        db_remove(command->db);
        command->db = NULL;
    }
    if (demo.root && status == EXIT_OK) json_print(demo.root);
    else json_decref(demo.root);
    return status;
}
