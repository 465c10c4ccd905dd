/* Databases of earlier versions, with a region in them: they open, keep every row, and leave a copy
 * that is what it was. How migrations run at all is db_migrate_test.c's business. */
#include "test.h"
#include "together.h"

#include <glob.h>
#include <sqlite3.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "demo/demo.h"
#include "embedded.h"
#include "file.h"
#include "tenants/tenants.h"

enum { PEOPLE = 60, OPENINGS = 60, APPLICATION_ID = 0x4F505354 };

typedef struct Place {
    char folder[64], now[96], old[96], copy[112], bare[96];
    Arena *arena;
} Place;

/* Who is killed between two migrations leaves a version between, and the next one a copy of it; when
 * there is another of that name already, under a number. */
static void copies_between_remove(const Place *place) {
    char pattern[128];
    glob_t found;
    snprintf(pattern, sizeof pattern, "%s.before-{[2-9]*,1[0-9]}", place->old);
    if (glob(pattern, GLOB_BRACE, NULL, &found) != 0) return;
    for (size_t i = 0; i < found.gl_pathc; i++) unlink(found.gl_pathv[i]);
    globfree(&found);
}

static void place_end(Place *place) {
    arena_end_at(&place->arena);
    const char *const path[] = { place->now, place->old, place->copy, place->bare };
    static const char *const suffix[] = { "", "-wal", "-shm" };
    for (size_t i = 0; i < 4 * 3; i++) {
        char name[128];
        snprintf(name, sizeof name, "%s%s", path[i / 3], suffix[i % 3]);
        unlink(name);
    }
    copies_between_remove(place);
    assert_int_equal(rmdir(place->folder), 0); /* nothing else was left */
}

static sqlite3 *engine(const char *path) {
    sqlite3 *opened;
    assert_int_equal(sqlite3_open(path, &opened), SQLITE_OK);
    return opened;
}

static void run(sqlite3 *db, const char *text) {
    char *message = NULL;
    if (sqlite3_exec(db, text, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", message, text);
}

/* The first column of all rows, a row a line. */
static Str lines(Place *place, sqlite3 *db, const char *sql) {
    Text text = text_new(place->arena, 4 * 1024 * 1024);
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK) {
        fail_msg("%s: %s", sqlite3_errmsg(db), sql);
    }
    while (sqlite3_step(statement) == SQLITE_ROW) {
        const char *cell = (const char *)sqlite3_column_text(statement, 0);
        text_add(&text, str_from(cell ? cell : ""));
        text_add_char(&text, '\n');
    }
    sqlite3_finalize(statement);
    return text_str(&text);
}

/* A migration as this engine reads it. */
static Str migration_text(Place *place, const char *name) {
    static const char *const type[][2] = {
        { "{INT}", "INTEGER" }, { "{TEXT}", "TEXT" }, { "{BLOB}", "BLOB" }, { "{STRICT}", "STRICT" }
    };
    Str rest = embedded_find(str_from(name));
    assert_true(rest.len > 0);
    Text text = text_new(place->arena, 1024 * 1024);
    while (rest.len) {
        bool macro = false;
        for (size_t i = 0; i < 4 && !macro; i++) {
            macro = str_starts(rest, str_from(type[i][0]));
            if (macro) text_add(&text, str_from(type[i][1]));
            if (macro) rest = str_sub(rest, strlen(type[i][0]), rest.len);
        }
        if (macro) continue;
        text_add_char(&text, rest.at[0]);
        rest = str_sub(rest, 1, rest.len);
    }
    return text_str(&text);
}

static const char *const migration_name[] = { "schema/0001_core.sql",
                                              "schema/0002_demo_and_details.sql" };

/* Version 1 or 2 as it was released: its migrations, its mark, its rows of the version. */
static void bare_make(Place *place, const char *path, int version) {
    sqlite3 *db = engine(path);
    char mark[64];
    snprintf(mark, sizeof mark, "PRAGMA application_id = %d", APPLICATION_ID);
    run(db, mark);
    run(db, "PRAGMA journal_mode = WAL");
    run(db, "CREATE TABLE schema_version (version INTEGER NOT NULL PRIMARY KEY,"
            " applied_at TEXT NOT NULL) STRICT");
    for (int i = 1; i <= version; i++) {
        run(db, migration_text(place, migration_name[i - 1]).at);
        run(db, str_printf(place->arena, "INSERT INTO schema_version VALUES (%d,"
                                         " '2026-11-01T00:00:00Z')", i).at);
    }
    sqlite3_close(db);
}

static void now_make(Place *place) {
    AUTO(db_end_at) Db *db = NULL;
    Phrase why = { 0 };
    int64_t number = 0;
    Tenant tenant = { .name = S("demo"), .region = S("AM13"), .demo = true };
    DemoRequest request = { .seed = 1,
                            .today = day_of((Date){ 2026, 11, 24 }),
                            .candidates = PEOPLE,
                            .openings = OPENINGS };
    assert_int_equal(db_open(place->now, DB_CREATE, &db, &why), OK);
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(tenant_make(db, &tenant, &number), OK);
    assert_int_equal(demo_fill(db, place->arena, number, request, &why), OK);
    assert_int_equal(db_commit(db), OK);
}

#define OLD_TABLES                                                                                 \
    "SELECT name FROM old.sqlite_schema WHERE type = 'table' AND name <> 'schema_version'"         \
    " ORDER BY name"

/* "a, b, c": the columns of a table in the old version. */
static Str columns(Place *place, sqlite3 *db, Str table) {
    Str sql = str_printf(place->arena,
                         "SELECT group_concat(name, ', ') FROM pragma_table_info('%.*s', 'old')",
                         STR_ARGS(table));
    Str all = lines(place, db, sql.at);
    return str_sub(all, 0, all.len - 1);
}

/* All rows of a region of today, in the tables and columns that the old version had. */
static void old_fill(Place *place) {
    sqlite3 *db = engine(place->now);
    run(db, str_printf(place->arena, "ATTACH '%s' AS old", place->old).at);
    Str rest = lines(place, db, OLD_TABLES), table;
    run(db, "PRAGMA foreign_keys = OFF");
    run(db, "BEGIN");
    while (str_cut(&rest, '\n', &table) && table.len) {
        Str all = columns(place, db, table);
        run(db, str_printf(place->arena, "INSERT INTO old.%.*s (%.*s) SELECT %.*s FROM main.%.*s",
                           STR_ARGS(table), STR_ARGS(all), STR_ARGS(all), STR_ARGS(table))
                    .at);
    }
    run(db, "COMMIT");
    sqlite3_close(db);
}

/* Rows of a table that stand in one of the two files only. */
static void assert_same_rows(Place *place, sqlite3 *db, Str table) {
    Str all = columns(place, db, table);
    Str sql = str_printf(place->arena,
                         "SELECT COUNT(*) FROM (SELECT * FROM (SELECT %.*s FROM main.%.*s EXCEPT"
                         " SELECT %.*s FROM old.%.*s) UNION ALL SELECT * FROM (SELECT %.*s FROM"
                         " old.%.*s EXCEPT SELECT %.*s FROM main.%.*s))",
                         STR_ARGS(all), STR_ARGS(table), STR_ARGS(all), STR_ARGS(table),
                         STR_ARGS(all), STR_ARGS(table), STR_ARGS(all), STR_ARGS(table));
    Str differing = lines(place, db, sql.at);
    if (!str_equal(differing, S("0\n"))) {
        fail_msg("%.*s: %.*s rows differ", STR_ARGS(table), STR_ARGS(differing));
    }
}

static void place_begin(Place *place, int version) {
    *place = (Place){ .folder = "/tmp/opstap-test-XXXXXX" };
    assert_non_null(mkdtemp(place->folder));
    place->arena = arena_new("upgrade", (size_t)256 * 1024 * 1024);
    snprintf(place->now, sizeof place->now, "%s/now.db", place->folder);
    snprintf(place->old, sizeof place->old, "%s/old.db", place->folder);
    snprintf(place->bare, sizeof place->bare, "%s/bare.db", place->folder);
    snprintf(place->copy, sizeof place->copy, "%s.before-%d", place->old, version);
    now_make(place);
    bare_make(place, place->old, version);
    bare_make(place, place->bare, version);
    old_fill(place);
}

#define TEST_PLACE(place, version)                                                                 \
    AUTO(place_end) Place place;                                                                   \
    place_begin(&place, version)

static void upgrade(Place *place) {
    AUTO(db_end_at) Db *db = NULL;
    Phrase why = { 0 };
    int version = 0;
    assert_int_equal(db_open(place->old, DB_EXISTING, &db, &why), OK);
    assert_int_equal(db_schema_version(db, &version), OK);
    assert_int_equal(version, db_schema_newest());
    assert_true(version >= 2);
    Str where = STR_EMPTY;
    assert_int_equal(db_check(db, place->arena, &where), OK);
}

static void every_row_of_version_1_stays(void **state) {
    (void)state;
    TEST_PLACE(place, 1);
    upgrade(&place);
    sqlite3 *db = engine(place.old);
    run(db, str_printf(place.arena, "ATTACH '%s' AS old", place.copy).at);
    Str rest = lines(&place, db, OLD_TABLES), table;
    int tables = 0;
    for (; str_cut(&rest, '\n', &table) && table.len; tables++) assert_same_rows(&place, db, table);
    assert_true(tables > 50);
    assert_str(lines(&place, db, "SELECT COUNT(*) FROM main.candidate"), "60\n");
    assert_str(lines(&place, db, "SELECT COUNT(*) FROM main.opening"), "60\n");
    sqlite3_close(db);
}

static Str schema_text(Place *place, const char *path) {
    sqlite3 *db = engine(path);
    Str text = lines(place, db,
                     "SELECT type || ' ' || name || ' ' || COALESCE(sql, '')"
                     " FROM sqlite_schema ORDER BY type, name");
    sqlite3_close(db);
    return text;
}

/* What version 2 added is there too: starts, workplaces of phases, marks of a demo. */
static void every_row_of_version_2_stays(void **state) {
    (void)state;
    TEST_PLACE(place, 2);
    upgrade(&place);
    sqlite3 *db = engine(place.old);
    run(db, str_printf(place.arena, "ATTACH '%s' AS old", place.copy).at);
    assert_str(lines(&place, db, "SELECT MAX(version) FROM old.schema_version"), "2\n");
    Str rest = lines(&place, db, OLD_TABLES), table;
    while (str_cut(&rest, '\n', &table) && table.len) assert_same_rows(&place, db, table);
    assert_str(lines(&place, db, "SELECT COUNT(*) FROM main.candidate"), "60\n");
    assert_str(lines(&place, db, "SELECT COUNT(*) FROM main.candidate WHERE erased_on IS NOT NULL"),
               "0\n"); /* nobody was erased by it */
    assert_true(str_equal(schema_text(&place, place.old), schema_text(&place, place.now)));
    sqlite3_close(db);
}

/* What a program of version 1 looks at before it opens a file, and all that its statements name. */
static void the_copy_is_a_database_of_version_1(void **state) {
    (void)state;
    TEST_PLACE(place, 1);
    upgrade(&place);
    static const char schema[] = "SELECT type || ' ' || name || ' ' || COALESCE(sql, '')"
                                 " FROM sqlite_schema ORDER BY type, name";
    sqlite3 *copy = engine(place.copy), *bare = engine(place.bare), *now = engine(place.old);
    Str expected = lines(&place, bare, schema);
    assert_true(expected.len > 1000);
    assert_true(str_equal(lines(&place, copy, schema), expected));
    assert_false(str_equal(lines(&place, now, schema), expected));
    assert_str(lines(&place, copy, "SELECT version FROM schema_version"), "1\n");
    assert_str(lines(&place, copy, "PRAGMA application_id"), "1330664276\n");
    assert_str(lines(&place, copy, "PRAGMA integrity_check"), "ok\n");
    assert_str(lines(&place, copy, "PRAGMA foreign_key_check"), "");
    assert_str(lines(&place, copy, "SELECT COUNT(*) FROM candidate"), "60\n");
    sqlite3_close(copy);
    sqlite3_close(bare);
    sqlite3_close(now);
}

static void an_upgraded_file_is_like_a_new_one(void **state) {
    (void)state;
    TEST_PLACE(place, 1);
    upgrade(&place);
    assert_true(str_equal(schema_text(&place, place.old), schema_text(&place, place.now)));
    AUTO(db_end_at) Db *db = NULL;
    Phrase why = { 0 };
    CandidateRows people;
    OpeningRows openings;
    assert_int_equal(db_open(place.old, DB_EXISTING, &db, &why), OK);
    assert_int_equal(candidates_load(db, place.arena, 1, true, &people), OK);
    assert_int_equal(openings_load(db, place.arena, 1, &openings), OK);
    assert_int_equal(people.count, PEOPLE);
    assert_int_equal(openings.count, OPENINGS);
    bool changed = false;
    OpeningRecord more = { .id = openings.record[0].id };
    Value start[START_FIELD_COUNT] = { { .known = true, .number = 20900 } };
    record_add(place.arena, &opening_list_type[OPENING_LIST_START], &more.list[OPENING_LIST_START],
               start, (Provenance){ 0 });
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(opening_put(db, place.arena, 1, &more, &changed), OK);
    assert_int_equal(db_commit(db), OK);
    assert_true(changed);
}

/* None of them sees it half made, and the copy is of the old version whoever makes it last. */
static void processes_that_upgrade_together_make_one_of_it(void **state) {
    (void)state;
    TEST_PLACE(place, 1);
    open_together(place.old, DB_EXISTING, true);
    upgrade(&place);
    sqlite3 *copy = engine(place.copy);
    assert_str(lines(&place, copy, "SELECT MAX(version) FROM schema_version"), "1\n");
    assert_str(lines(&place, copy, "PRAGMA integrity_check"), "ok\n");
    sqlite3_close(copy);
}

/* Everything of a file: to put back what was there before. */
static void file_put(Place *place, const char *path, Str bytes) {
    static const char *const suffix[] = { "-wal", "-shm" };
    for (size_t i = 0; i < 2; i++) unlink(str_printf(place->arena, "%s%s", path, suffix[i]).at);
    unlink(path);
    assert_int_equal(file_write(path, bytes), OK);
}

static int64_t microseconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static Str digest_of(Place *place) {
    AUTO(db_end_at) Db *db = NULL;
    Phrase why = { 0 };
    Str hex = STR_EMPTY;
    assert_int_equal(db_open(place->old, DB_EXISTING, &db, &why), OK);
    assert_int_equal(db_digest(db, place->arena, &hex), OK);
    return hex;
}

/* Evenly over the time that it takes, so that each part of it is hit. */
static void killed_at_any_moment_it_upgrades_afterwards(void **state) {
    (void)state;
#ifdef __SANITIZE_ADDRESS__
    enum { MOMENTS = 5 };
#else
    enum { MOMENTS = 25 };
#endif
    TEST_PLACE(place, 1);
    Str old = STR_EMPTY;
    assert_int_equal(file_read(place.arena, place.old, (size_t)64 << 20, &old), OK);
    int64_t began = microseconds_now();
    upgrade(&place);
    int64_t whole = microseconds_now() - began;
    Str expected = digest_of(&place);
    int killed = 0;
    for (int i = 0; i < MOMENTS; i++) {
        file_put(&place, place.old, old);
        unlink(place.copy);
        copies_between_remove(&place);
        pid_t process = fork();
        assert_true(process >= 0);
        if (process == 0) {
            Db *db = NULL;
            Phrase why;
            _exit(db_open(place.old, DB_EXISTING, &db, &why) == OK ? 0 : 1);
        }
        usleep((useconds_t)(whole * i / MOMENTS));
        kill(process, SIGKILL);
        int status;
        assert_int_equal(waitpid(process, &status, 0), process);
        killed += WIFSIGNALED(status);
        upgrade(&place);
        assert_true(str_equal(digest_of(&place), expected));
        sqlite3 *copy = engine(place.copy);
        assert_str(lines(&place, copy, "SELECT MAX(version) FROM schema_version"), "1\n");
        assert_str(lines(&place, copy, "PRAGMA integrity_check"), "ok\n");
        sqlite3_close(copy);
    }
    print_message("# %d of %d were killed at work; %lld us as a whole\n", killed, MOMENTS,
                  (long long)whole);
    assert_true(killed > 0);
}

SUITE("upgrade", cmocka_unit_test(every_row_of_version_1_stays),
      cmocka_unit_test(every_row_of_version_2_stays),
      cmocka_unit_test(the_copy_is_a_database_of_version_1),
      cmocka_unit_test(an_upgraded_file_is_like_a_new_one),
      cmocka_unit_test(processes_that_upgrade_together_make_one_of_it),
      cmocka_unit_test(killed_at_any_moment_it_upgrades_afterwards))
