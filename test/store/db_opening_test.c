/* The door to the database, opened: what is made, what is left alone, and who has a new one when
 * several want it. */
#include "store.h"
#include "together.h"

#include "db_engine.h"

static void a_new_database_is_newest(void **state) {
    (void)state;
    TEST_STORE(store);
    int version = 0;
    assert_int_equal(db_schema_version(store.db, &version), OK);
    assert_int_equal(version, db_schema_newest());
    assert_true(version >= 1);
}

static void a_new_database_overwrites_none(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    Str before = digest(store.db, arena);
    db_end(store.db);
    store.db = NULL;
    Phrase why;
    assert_int_equal(db_open(store.path, DB_NEW, &store.db, &why), REFUSED);
    assert_int_equal(why.word, WORD_db_exists);
    assert_int_equal(db_open(store.path, DB_EXISTING, &store.db, &why), OK);
    assert_true(str_equal(before, digest(store.db, arena)));
}

static void what_was_made_can_be_taken_away(void **state) {
    (void)state;
    TEST_STORE(store);
    char path[192];
    Db *db = NULL;
    Phrase why;
    store_place(store.folder, path, sizeof path);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(db_open(path, DB_NEW, &db, &why), OK);
        assert_int_equal(db_begin(db), OK);
        db_remove(db);
        assert_int_equal(db_open(path, DB_EXISTING, &db, &why), NOT_FOUND);
    }
}

static void opening_again_changes_nothing(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    Str before = digest(store.db, arena);
    for (int i = 0; i < 3; i++) {
        db_end(store.db);
        store.db = NULL;
        Phrase why;
        assert_int_equal(db_open(store.path, i ? DB_EXISTING : DB_CREATE, &store.db, &why), OK);
        assert_int_equal(why.word, WORD_none);
        assert_true(str_equal(before, digest(store.db, arena)));
    }
}

static void processes_that_begin_together_make_one_database(void **state) {
    (void)state;
    TEST_STORE(store);
    store.altered = true;
    db_end(store.db);
    store.db = NULL;
    store_remove(store.path);
    open_together(store.path, DB_CREATE, true);
    TEST_ARENA(arena);
    Phrase why;
    Str where;
    int version;
    assert_int_equal(db_open(store.path, DB_CREATE, &store.db, &why), OK);
    assert_int_equal(db_schema_version(store.db, &version), OK);
    assert_int_equal(version, db_schema_newest());
    assert_int_equal(db_check(store.db, arena, &where), OK);
}

/* In a child: opens a new database when the gate opens. 0: it has made it; 1: somebody else has. */
static int new_one_make(const char *path, int gate) {
    char go;
    Db *db = NULL;
    Phrase why;
    if (read(gate, &go, 1) != 0) return 2;
    Result result = db_open(path, DB_NEW, &db, &why);
    if (result == REFUSED) return why.word == WORD_db_exists && !db ? 1 : 2;
    if (result != OK) return 2;
    db_end(db);
    return 0;
}

static void of_all_who_want_a_new_one_only_one_has_it(void **state) {
    (void)state;
    TEST_STORE(store);
    enum { PROCESSES = 6, ROUNDS = 4 };
    for (int round = 0; round < ROUNDS; round++) {
        char path[192];
        int gate[2], status, count[3] = { 0 };
        store_place(store.folder, path, sizeof path);
        assert_int_equal(pipe(gate), 0);
        for (int i = 0; i < PROCESSES; i++) {
            if (fork()) continue;
            close(gate[1]);
            _exit(new_one_make(path, gate[0]));
        }
        close(gate[1]); /* all begin now */
        for (int i = 0; i < PROCESSES; i++) {
            assert_true(wait(&status) > 0 && WIFEXITED(status) && WEXITSTATUS(status) < 3);
            count[WEXITSTATUS(status)]++;
        }
        close(gate[0]);
        assert_int_equal(count[0], 1);
        assert_int_equal(count[1], PROCESSES - 1);
        assert_int_equal(store_number(path, "SELECT COUNT(*) FROM tenant"), 0);
        store_remove(path);
    }
}

/* Who is refused has nothing to remove; who fills a database that another made empties it again. */
static void what_another_made_is_not_removed(void **state) {
    (void)state;
    TEST_STORE(store);
    char path[192];
    Db *db = NULL, *refused = NULL;
    Phrase why;
    store_place(store.folder, path, sizeof path);
    assert_int_equal(db_open(path, DB_NEW, &db, &why), OK);
    assert_int_equal(db_open(path, DB_NEW, &refused, &why), REFUSED);
    assert_int_equal(why.word, WORD_db_exists);
    assert_null(refused);
    assert_int_equal(store_number(path, "SELECT COUNT(*) FROM tenant"), 0);
    db_remove(db);
    assert_int_equal(db_open(path, DB_EXISTING, &db, &why), NOT_FOUND);
    if (!server_address()) return;
    server_make(path, "TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'", "SELECT 1");
    assert_int_equal(db_open(path, DB_NEW, &db, &why), OK);
    db_remove(db);
    assert_int_equal(server_run(path, "SELECT COUNT(*) FROM pg_class WHERE relname = 'tenant'"), 0);
    server_drop(path);
}

SUITE("db opening", cmocka_unit_test(a_new_database_is_newest),
      cmocka_unit_test(a_new_database_overwrites_none),
      cmocka_unit_test(what_was_made_can_be_taken_away),
      cmocka_unit_test(opening_again_changes_nothing),
      cmocka_unit_test(processes_that_begin_together_make_one_database),
      cmocka_unit_test(of_all_who_want_a_new_one_only_one_has_it),
      cmocka_unit_test(what_another_made_is_not_removed))
