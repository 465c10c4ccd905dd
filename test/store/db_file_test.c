/* SQLite behind the door: the file. Whose it opens, what is in it, and damage to its pages. */
#include "store.h"

#include <sys/stat.h>

#include "file.h"

SQL(file_candidate_add, "INSERT INTO candidate (tenant_id, number, id) VALUES (?1, ?2, ?3)");

static void fill(Store *store, int rows) {
    assert_int_equal(db_begin(store->db), OK);
    for (int i = 1; i <= rows; i++) {
        char id[200];
        snprintf(id, sizeof id, "%0150d", i);
        Query *query = db_query(store->db, &file_candidate_add);
        query_set_integer(query, 1, store->tenant);
        query_set_integer(query, 2, i);
        query_set_text(query, 3, str_from(id));
        assert_int_equal(query_run(query), OK);
    }
    assert_int_equal(db_commit(store->db), OK);
}

static Str bytes_of(Arena *arena, const char *path) {
    Str bytes = STR_EMPTY;
    assert_int_equal(file_read(arena, path, 64 * 1024 * 1024, &bytes), OK);
    return bytes;
}

static void outside(const char *path, const char *text) {
    sqlite3 *other;
    char *message = NULL;
    assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
    sqlite3_db_config(other, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 1, NULL);
    sqlite3_busy_timeout(other, 1000);
    if (sqlite3_exec(other, text, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", message, text);
    sqlite3_close(other);
}

static void a_new_file_is_for_its_owner_only(void **state) {
    (void)state;
    TEST_STORE(store);
    struct stat about;
    assert_int_equal(stat(store.path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
}

static void assert_refused_untouched(Arena *arena, const char *path, DbMode mode) {
    Str before = bytes_of(arena, path);
    Db *db = NULL;
    Phrase why;
    assert_int_equal(db_open(path, mode, &db, &why), REFUSED);
    assert_int_equal(why.word, WORD_db_not_ours);
    Str said = phrase_text(arena, TONGUE_EN, why);
    assert_true(str_find(said, str_from(path)) < said.len);
    assert_null(db);
    assert_true(str_equal(before, bytes_of(arena, path)));
}

static void a_file_of_somebody_else_is_refused_untouched(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    Str path = str_printf(arena, "%s/other", store.folder);
    static const char *const others[] = {
        "CREATE TABLE t (x)", "PRAGMA application_id = 7",
        "PRAGMA application_id = 7; CREATE TABLE t (x)",
        "CREATE TABLE schema_version (version INTEGER, applied_at TEXT)" };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        outside(path.at, others[i]);
        assert_refused_untouched(arena, path.at, DB_EXISTING);
        assert_refused_untouched(arena, path.at, DB_CREATE);
        unlink(path.at);
    }
    Text text = text_new(arena, 100000);
    while (text.len < 50000) text_add(&text, S("this is no database, it is a letter\n"));
    assert_int_equal(file_write(path.at, text_str(&text)), OK);
    assert_refused_untouched(arena, path.at, DB_EXISTING);
    assert_refused_untouched(arena, path.at, DB_CREATE);
    unlink(path.at);
}

static void an_empty_file_is_only_filled_on_purpose(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    db_end(store.db);
    store.db = NULL;
    assert_int_equal(file_write(store.path, STR_EMPTY), OK);
    assert_refused_untouched(arena, store.path, DB_EXISTING);
    Phrase why;
    assert_int_equal(db_open(store.path, DB_CREATE, &store.db, &why), OK);
}

static void what_is_not_there_or_cannot_be_opened_is_told(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    Db *db = NULL;
    Phrase why;
    Str path = str_printf(arena, "%s/none", store.folder);
    assert_int_equal(db_open(path.at, DB_EXISTING, &db, &why), NOT_FOUND);
    assert_int_equal(why.word, WORD_db_not_found);
    assert_int_not_equal(access(path.at, F_OK), 0); /* asking made no file */
    assert_int_equal(db_open(store.folder, DB_CREATE, &db, &why), BROKEN);
    assert_int_equal(why.word, WORD_db_cannot_open);
    path = str_printf(arena, "%s/no/such", store.folder);
    assert_int_equal(db_open(path.at, DB_CREATE, &db, &why), BROKEN);
    assert_null(db);
}

static void a_row_that_is_not_in_its_index_is_found(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    Str where = STR_EMPTY;
    outside(store.path, "PRAGMA writable_schema = ON;"
                        "CREATE INDEX later ON candidate (demo);"
                        "UPDATE sqlite_master SET sql = 'CREATE INDEX later ON candidate (id)'"
                        " WHERE name = 'later'");
    db_end(store.db);
    store.db = NULL;
    Phrase why;
    assert_int_equal(db_open(store.path, DB_EXISTING, &store.db, &why), OK);
    fill(&store, 3);
    outside(store.path, "PRAGMA writable_schema = ON; UPDATE sqlite_master"
                        " SET sql = 'CREATE INDEX later ON candidate (demo)' WHERE name = 'later'");
    db_end(store.db);
    assert_int_equal(db_open(store.path, DB_EXISTING, &store.db, &why), OK);
    assert_int_equal(db_check(store.db, arena, &where), INVALID);
    assert_true(str_starts(where, S("pages: ")));
}

/* Damages the head of one page of a sound file: it must not pass, whichever page it is. */
static void a_damaged_page_is_found(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    fill(&store, 500);
    db_end(store.db);
    store.db = NULL;
    enum { PAGE_BYTES = 4096, FILE_HEAD_BYTES = 100 };
    Str sound = bytes_of(arena, store.path);
    assert_int_equal(sound.len % PAGE_BYTES, 0);
    size_t pages = sound.len / PAGE_BYTES, told = 0;
    assert_true(pages > 60);
    for (size_t page = 0; page < pages; page++) {
        Str damaged = str_copy(arena, sound);
        ((char *)(uintptr_t)damaged.at)[page ? page * PAGE_BYTES : FILE_HEAD_BYTES] ^= 0x55;
        assert_int_equal(file_write(store.path, damaged), OK);
        Db *db = NULL;
        Phrase why;
        Str where = STR_EMPTY;
        if (db_open(store.path, DB_EXISTING, &db, &why) != OK) continue;
        if (db_check(db, arena, &where) != INVALID) fail_msg("page %zu passes", page + 1);
        assert_true(where.len > 10);
        told++;
        db_end(db);
    }
    assert_true(told > pages / 2);
    assert_int_equal(file_write(store.path, sound), OK);
    Phrase why;
    Str where;
    assert_int_equal(db_open(store.path, DB_EXISTING, &store.db, &why), OK);
    assert_int_equal(db_check(store.db, arena, &where), OK);
}

static void opening_again_leaves_every_byte(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    for (int i = 0; i < 3; i++) {
        db_end(store.db);
        store.db = NULL;
        Str bytes = bytes_of(arena, store.path);
        Phrase why;
        assert_int_equal(db_open(store.path, i ? DB_EXISTING : DB_CREATE, &store.db, &why), OK);
        assert_true(str_equal(bytes, bytes_of(arena, store.path)));
        assert_int_not_equal(access(str_printf(arena, "%s.before-1", store.path).at, F_OK), 0);
    }
}

SUITE("db file", cmocka_unit_test(a_new_file_is_for_its_owner_only),
      cmocka_unit_test(a_file_of_somebody_else_is_refused_untouched),
      cmocka_unit_test(an_empty_file_is_only_filled_on_purpose),
      cmocka_unit_test(what_is_not_there_or_cannot_be_opened_is_told),
      cmocka_unit_test(a_row_that_is_not_in_its_index_is_found),
      cmocka_unit_test(a_damaged_page_is_found),
      cmocka_unit_test(opening_again_leaves_every_byte))
