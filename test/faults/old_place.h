/* old_place.h: a database of the first version, with all rows of one of today that it has room for.
 */
#ifndef OPSTAP_TEST_OLD_PLACE_H
#define OPSTAP_TEST_OLD_PLACE_H

#include "log.h"
#include "sweep_place.h"

static inline void cell_copy(Arena *arena, Query *from, Query *to, const DbColumn *column, int at) {
    if (query_is_null(from, at)) query_set_null(to, at + 1);
    else if (column->type == DB_INTEGER) query_set_integer(to, at + 1, query_integer(from, at));
    else if (column->type == DB_TEXT) query_set_text(to, at + 1, query_text(from, arena, at));
    else query_set_blob(to, at + 1, query_text(from, arena, at));
}

/* The statement of the old table is good for the new one, which has more columns. */
static inline void table_copy(Db *now, Db *old, const DbTable *table) {
    TEST_ARENA(arena);
    Query *from = db_query(now, &table->rows);
    while (query_next(from)) {
        ArenaMark mark = arena_mark(arena);
        Query *to = db_query(old, &table->insert);
        for (size_t i = 0; i < table->column_count; i++) {
            cell_copy(arena, from, to, &table->column[i], (int)i);
        }
        assert_int_equal(query_run(to), OK);
        arena_rewind(arena, mark);
    }
    assert_int_equal(query_end(from), OK);
}

static inline void old_make(const char *path, const char *now_path) {
    AUTO(db_end_at) Db *old = NULL;
    AUTO(db_end_at) Db *now = NULL;
    Phrase why;
    const DbTables *tables;
    assert_int_equal(db_open(now_path, DB_EXISTING, &now, &why), OK);
    assert_int_equal(db_open_empty(path, &old, &why), OK);
    assert_int_equal(db_begin(old), OK);
    assert_int_equal(db_mark(old), OK);
    assert_int_equal(db_migrate_within(old, 1), OK);
    assert_int_equal(db_tables(old, &tables), OK);
    assert_true(tables->count > 50);
    for (size_t i = 0; i < tables->count; i++) {
        if (str_equal(tables->table[i].name, S("schema_version"))) continue;
        table_copy(now, old, &tables->table[i]);
    }
    assert_int_equal(db_commit(old), OK);
}

/* For a child: only opening it. As in Sweep. */
static inline int upgrade_do(const char *path, void *context) {
    Db *db = NULL;
    Phrase why = PHRASE(WORD_none);
    (void)context;
    Result result = db_open(path, DB_EXISTING, &db, &why);
    db_end(db);
    if (result != OK) fprintf(stderr, "%s\n", result_name(result));
    return result == OK ? 0 : EXIT_BROKEN;
}

/* The version as it stands there; db_open would make it the newest. */
static inline int64_t version_of(const char *path) {
    static const char ask[] = "SELECT MAX(version) FROM schema_version";
    if (server_address()) return server_run(path, ask);
    sqlite3 *file = NULL;
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_open(path, &file), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(file, ask, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    int64_t version = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(file);
    return version;
}

#endif
