/* Upgrades, with migrations of this test in the place of those of the program: a file of an older
 * version becomes the newest, with a copy beside it, or stays what it was. */
#include "animals.h"
#include "file.h"
#include "test.h"

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backup.h"
#include "db_engine.h"

typedef struct Place {
    char folder[64], path[96];
    Db *db;
} Place;

static void place_end(Place *place) {
    db_end(place->db);
    static const char *const suffix[] = { "", "-wal", "-shm", ".before-1", ".before-2", ".before-2.2" };
    for (size_t i = 0; i < sizeof suffix / sizeof *suffix; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s%s", place->path, suffix[i]);
        unlink(path);
    }
    assert_int_equal(rmdir(place->folder), 0); /* nothing else was left */
}

static void place_begin(Place *place) {
    *place = (Place){ .folder = "/tmp/opstap-test-XXXXXX" };
    assert_non_null(mkdtemp(place->folder));
    snprintf(place->path, sizeof place->path, "%s/animals.db", place->folder);
}

#define TEST_PLACE(place)                                                                          \
    AUTO(place_end) Place place;                                                                   \
    place_begin(&place)

static void run(const char *path, const char *text) {
    sqlite3 *engine;
    char *message = NULL;
    assert_int_equal(sqlite3_open(path, &engine), SQLITE_OK);
    if (sqlite3_exec(engine, text, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", message, text);
    sqlite3_close(engine);
}

static int64_t number(const char *path, const char *text) {
    sqlite3 *engine;
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_open(path, &engine), SQLITE_OK);
    if (sqlite3_prepare_v2(engine, text, -1, &statement, NULL) != SQLITE_OK) fail_msg("%s", text);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    int64_t found = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(engine);
    return found;
}

#define TABLES "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = "
#define OLD                                                                                        \
    "PRAGMA journal_mode = WAL; PRAGMA application_id = 1330664276;"                               \
    "CREATE TABLE schema_version (version INTEGER NOT NULL PRIMARY KEY,"                           \
    " applied_at TEXT NOT NULL) STRICT;"                                                           \
    "INSERT INTO schema_version VALUES (1, '2020-01-01T00:00:00Z');"                               \
    "CREATE TABLE animal (number INTEGER PRIMARY KEY, name TEXT NOT NULL, legs INTEGER, photo "    \
    "BLOB)"                                                                                        \
    " STRICT;"

static void a_new_file_gets_every_migration(void **state) {
    (void)state;
    TEST_PLACE(place);
    Phrase why;
    int version = 0;
    assert_int_equal(db_schema_newest(), 3); /* the fourth is missing */
    assert_int_equal(db_open(place.path, DB_CREATE, &place.db, &why), OK);
    assert_int_equal(db_schema_version(place.db, &version), OK);
    assert_int_equal(version, 3);
    assert_int_equal(number(place.path, TABLES "'never'"), 0);
    assert_int_equal(number(place.path, "SELECT COUNT(*) FROM schema_version"), 3);
    assert_int_equal(number(place.path, "SELECT COUNT(*) FROM pragma_table_list WHERE strict = 1"),
                     4);
    assert_int_equal(number(place.path, "SELECT COUNT(*) FROM schema_version WHERE applied_at"
                                        " LIKE '20__-__-__T__:__:__Z'"), 3);
    TEST_ARENA(arena);
    assert_int_not_equal(access(str_printf(arena, "%s.before-1", place.path).at, F_OK), 0);
}

static void an_older_file_is_upgraded_with_a_copy_beside_it(void **state) {
    (void)state;
    TEST_PLACE(place);
    TEST_ARENA(arena);
    run(place.path, OLD "INSERT INTO animal (name, legs) VALUES ('dog', 4), ('hen', 2)");
    Phrase why;
    assert_int_equal(db_open(place.path, DB_EXISTING, &place.db, &why), OK);
    assert_int_equal(number(place.path, "SELECT MAX(version) FROM schema_version"), 3);
    assert_int_equal(number(place.path, "SELECT SUM(legs) FROM walker"), 6);
    assert_int_equal(number(place.path, "SELECT COUNT(*) FROM home"), 2);
    Str copy = str_printf(arena, "%s.before-1", place.path);
    assert_int_equal(number(copy.at, "SELECT MAX(version) FROM schema_version"), 1);
    assert_int_equal(number(copy.at, "SELECT COUNT(*) FROM animal"), 2);
    assert_int_equal(number(copy.at, TABLES "'home'"), 0);
    assert_int_equal(number(copy.at, "SELECT COUNT(*) FROM pragma_integrity_check"
                                     " WHERE integrity_check = 'ok'"), 1);
    db_end_at(&place.db);
    unlink(copy.at);
    assert_int_equal(db_open(place.path, DB_EXISTING, &place.db, &why), OK);
    assert_int_not_equal(access(copy.at, F_OK), 0); /* nothing to upgrade, nothing to copy */
}

/* What stands in the write-ahead log only must be in the copy too. */
static void the_copy_has_what_was_not_yet_written_back(void **state) {
    (void)state;
    TEST_PLACE(place);
    TEST_ARENA(arena);
    run(place.path, OLD);
    sqlite3 *other;
    assert_int_equal(sqlite3_open(place.path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "INSERT INTO animal (name, legs) VALUES ('cat', 4)", NULL,
                                  NULL, NULL), SQLITE_OK);
    Phrase why;
    assert_int_equal(db_open(place.path, DB_EXISTING, &place.db, &why), OK);
    sqlite3_close(other);
    Str copy = str_printf(arena, "%s.before-1", place.path);
    assert_int_equal(number(copy.at, "SELECT COUNT(*) FROM animal WHERE name = 'cat'"), 1);
}

static void a_migration_that_fails_leaves_the_one_before(void **state) {
    (void)state;
    TEST_PLACE(place);
    TEST_ARENA(arena);
    run(place.path, OLD "INSERT INTO animal (name, legs) VALUES ('dog', 4), ('snake', NULL)");
    for (int again = 0; again < 2; again++) {
        Phrase why;
        assert_int_equal(db_open(place.path, DB_EXISTING, &place.db, &why), CONFLICT);
        assert_int_equal(why.word, WORD_db_cannot_upgrade);
        assert_null(place.db);
        assert_int_equal(number(place.path, "SELECT MAX(version) FROM schema_version"), 2);
        assert_int_equal(number(place.path, TABLES "'walker'"), 0);
        assert_int_equal(number(place.path, "SELECT COUNT(*) FROM animal"), 2);
        Str copy = str_printf(arena, "%s.before-%d", place.path, 1 + again);
        assert_int_equal(number(copy.at, "SELECT MAX(version) FROM schema_version"), 1 + again);
        assert_int_equal(number(copy.at, "SELECT COUNT(*) FROM animal"), 2);
    }
    run(place.path, "UPDATE animal SET legs = 0 WHERE legs IS NULL");
    Phrase why;
    assert_int_equal(db_open(place.path, DB_EXISTING, &place.db, &why), OK);
    assert_int_equal(number(place.path, "SELECT COUNT(*) FROM walker"), 2);
}

static void without_room_for_the_copy_nothing_is_upgraded(void **state) {
    (void)state;
    TEST_PLACE(place);
    TEST_ARENA(arena);
    run(place.path, OLD "INSERT INTO animal (name, legs) VALUES ('dog', 4)");
    Str copy = str_printf(arena, "%s.before-1.part", place.path);
    assert_int_equal(mkdir(copy.at, 0700), 0); /* stands in the way */
    Phrase why;
    assert_int_equal(db_open(place.path, DB_EXISTING, &place.db, &why), BROKEN);
    assert_int_equal(why.word, WORD_db_cannot_upgrade);
    assert_int_equal(number(place.path, "SELECT MAX(version) FROM schema_version"), 1);
    assert_int_equal(rmdir(copy.at), 0);
}

/* Whatever has the name of the copy stays; the copy comes beside it. The same copy is not kept twice. */
static void a_copy_overwrites_nothing(void **state) {
    (void)state;
    TEST_PLACE(place);
    TEST_ARENA(arena);
    run(place.path, OLD "INSERT INTO animal (name, legs) VALUES ('dog', 4), ('snake', NULL)");
    Str first = str_printf(arena, "%s.before-1", place.path), bytes = STR_EMPTY;
    Str second = str_printf(arena, "%s.2", first.at), third = str_printf(arena, "%s.3", first.at);
    assert_int_equal(file_write(first.at, S("precious")), OK);
    Phrase why;
    assert_int_equal(db_open(place.path, DB_EXISTING, &place.db, &why), CONFLICT);
    assert_int_equal(file_read(arena, first.at, 100, &bytes), OK);
    assert_str(bytes, "precious");
    assert_int_equal(number(second.at, "SELECT MAX(version) FROM schema_version"), 1);
    Str again = str_printf(arena, "%s.before-2", place.path); /* as far as it came */
    Str never = str_printf(arena, "%s.2", again.at);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(db_open(place.path, DB_EXISTING, &place.db, &why), CONFLICT);
        assert_int_equal(access(again.at, F_OK), 0);
        assert_int_not_equal(access(never.at, F_OK), 0);
    }
    assert_int_not_equal(access(third.at, F_OK), 0);
    Str part = str_printf(arena, "%s.before-2.part", place.path);
    assert_int_equal(file_write(part.at, S("of somebody else")), OK);
    assert_int_equal(db_open(place.path, DB_EXISTING, &place.db, &why), BROKEN);
    assert_int_equal(file_read(arena, part.at, 100, &bytes), OK);
    assert_str(bytes, "of somebody else");
    unlink(part.at);
    unlink(second.at);
}

/* A backup of an older version comes back as it was, and is then brought to the newest. */
static void an_older_backup_becomes_the_newest(void **state) {
    (void)state;
    TEST_PLACE(place);
    TEST_ARENA(arena);
    Db *old = NULL;
    Phrase why;
    Str source = str_printf(arena, "%s/old.db", place.folder);
    Str file = str_printf(arena, "%s/backup", place.folder);
    assert_int_equal(db_open_empty(source.at, &old, &why), OK);
    assert_int_equal(db_begin(old), OK);
    assert_int_equal(db_mark(old), OK);
    assert_int_equal(db_migrate_within(old, 1), OK);
    assert_int_equal(db_execute(old, "INSERT INTO animal (name, legs) VALUES ('dog', 4), ('hen', 2)",
                                "test"), OK);
    assert_int_equal(db_execute(old, "UPDATE schema_version SET applied_at = '2020-01-01T00:00:00Z'",
                                "test"), OK);
    assert_int_equal(db_commit(old), OK);
    BackupRequest request = { .file = file.at };
    BackupSummary summary;
    assert_int_equal(backup_write(old, arena, request, &summary, &why), OK);
    assert_int_equal(summary.schema_version, 1);
    db_end(old);
    assert_int_equal(backup_restore(arena, request, place.path, &summary, &why), OK);
    assert_int_equal(number(place.path, "SELECT MAX(version) FROM schema_version"), 3);
    assert_int_equal(number(place.path, "SELECT COUNT(*) FROM schema_version WHERE version = 1"
                                        " AND applied_at = '2020-01-01T00:00:00Z'"), 1);
    assert_int_equal(number(place.path, "SELECT SUM(legs) FROM walker"), 6);
    assert_int_equal(number(place.path, "SELECT COUNT(*) FROM home"), 2);
    unlink(source.at);
    unlink(file.at);
}

static void a_newer_file_is_refused(void **state) {
    (void)state;
    TEST_PLACE(place);
    TEST_ARENA(arena);
    run(place.path, OLD "INSERT INTO schema_version VALUES (4, '2030-01-01T00:00:00Z')");
    Phrase why;
    assert_int_equal(db_open(place.path, DB_EXISTING, &place.db, &why), REFUSED);
    assert_int_equal(why.word, WORD_db_newer);
    Str said = phrase_text(arena, TONGUE_EN, why);
    assert_true(str_find(said, S("4")) < said.len && str_find(said, S("3")) < said.len);
    assert_int_equal(number(place.path, TABLES "'home'"), 0);
}

SUITE("db migrate", cmocka_unit_test(a_new_file_gets_every_migration),
      cmocka_unit_test(an_older_file_is_upgraded_with_a_copy_beside_it),
      cmocka_unit_test(the_copy_has_what_was_not_yet_written_back),
      cmocka_unit_test(a_migration_that_fails_leaves_the_one_before),
      cmocka_unit_test(a_copy_overwrites_nothing),
      cmocka_unit_test(without_room_for_the_copy_nothing_is_upgraded),
      cmocka_unit_test(an_older_backup_becomes_the_newest),
      cmocka_unit_test(a_newer_file_is_refused))
