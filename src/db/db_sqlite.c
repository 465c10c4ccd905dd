/* SQLite behind the door: transactions and statements. Whole files: db_sqlite_file.c. */
#include "db_sqlite.h"

#include "log.h"

Result sqlite_failed(Db *db, int code, const char *what) {
    switch (code & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE: return OK;
    case SQLITE_CONSTRAINT: return CONFLICT;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return BUSY;
    default:
        log_line("database: %s: %s (%d)", what, sqlite3_errmsg(sqlite_of(db)),
                 sqlite3_extended_errcode(sqlite_of(db)));
        return BROKEN;
    }
}

static void sqlite_end(Db *db) {
    if (sqlite3_close(sqlite_of(db)) != SQLITE_OK) {
        log_line("database: closing: %s", sqlite3_errmsg(sqlite_of(db)));
    }
}

static Result sqlite_execute(Db *db, const char *text, const char *what) {
    return sqlite_failed(db, sqlite3_exec(sqlite_of(db), text, NULL, NULL, NULL), what);
}

static Result sqlite_begin(Db *db, DbTransaction kind) {
    return sqlite_execute(db, kind == DB_WRITING ? "BEGIN IMMEDIATE" : "BEGIN", "begin");
}

static void sqlite_rollback(Db *db) {
    /* After some errors the engine has rolled back by itself. */
    if (!sqlite3_get_autocommit(sqlite_of(db))) sqlite_execute(db, "ROLLBACK", "rollback");
}

static Result sqlite_commit(Db *db) {
    Result result = sqlite_execute(db, "COMMIT", "commit");
    sqlite_rollback(db);
    return result;
}

static Result sqlite_prepare(Query *query) {
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v3(sqlite_of(query->db), query->sql->text, -1,
                                  SQLITE_PREPARE_PERSISTENT, &statement, NULL);
    query->statement = statement;
    return sqlite_failed(query->db, code, query->sql->name);
}

static int value_bind(sqlite3_stmt *statement, int parameter, DbValue value) {
    const char *at = value.bytes.at ? value.bytes.at : "";
    switch (value.kind) {
    case DB_VALUE_INTEGER: return sqlite3_bind_int64(statement, parameter, value.integer);
    case DB_VALUE_TEXT:
        return sqlite3_bind_text64(statement, parameter, at, value.bytes.len, SQLITE_TRANSIENT,
                                   SQLITE_UTF8);
    case DB_VALUE_BLOB:
        return sqlite3_bind_blob64(statement, parameter, at, value.bytes.len, SQLITE_TRANSIENT);
    case DB_VALUE_NULL: break;
    }
    return sqlite3_bind_null(statement, parameter);
}

static Result sqlite_bind(Query *query, int parameter, DbValue value) {
    int code = value_bind(query->statement, parameter, value);
    return sqlite_failed(query->db, code, query->sql->name);
}

/* PRAGMA query_only would refuse this too, and makes every statement be compiled anew. */
static bool writes_while_reading(const Query *query) {
    if (query->db->transaction != DB_READING) return false;
    if (sqlite3_stmt_readonly(query->statement)) return false;
    log_line("database: %s: writes in a transaction that only reads", query->sql->name);
    return true;
}

static Result sqlite_step(Query *query, bool *ret_row) {
    *ret_row = false;
    if (writes_while_reading(query)) return BROKEN;
    int code = sqlite3_step(query->statement);
    *ret_row = code == SQLITE_ROW;
    return sqlite_failed(query->db, code, query->sql->name);
}

/* A damaged file can hold anything, whatever its tables say: what is no number is one that fits
 * nowhere. */
static int64_t sqlite_integer(Query *query, int column) {
    int type = sqlite3_column_type(query->statement, column);
    if (type != SQLITE_INTEGER && type != SQLITE_NULL) return INT64_MIN;
    return sqlite3_column_int64(query->statement, column);
}

static Str sqlite_bytes(Query *query, int column) {
    const void *bytes = sqlite3_column_blob(query->statement, column);
    int len = sqlite3_column_bytes(query->statement, column);
    return bytes ? (Str){ bytes, (size_t)len } : STR_EMPTY;
}

static bool sqlite_is_null(Query *query, int column) {
    return sqlite3_column_type(query->statement, column) == SQLITE_NULL;
}

static void sqlite_reset(Query *query) {
    sqlite3_reset(query->statement);
    sqlite3_clear_bindings(query->statement);
}

static void sqlite_finish(Query *query) {
    sqlite3_finalize(query->statement);
}

static int64_t sqlite_changes(Db *db) {
    return sqlite3_changes64(sqlite_of(db));
}

static void sqlite_set_patience(Db *db, int milliseconds) {
    sqlite3_busy_timeout(sqlite_of(db), milliseconds);
}

const DbEngine db_sqlite = {
    .type_name = { { "{ID}", "INTEGER PRIMARY KEY" }, { "{INT}", "INTEGER" }, { "{TEXT}", "TEXT" },
                   { "{BLOB}", "BLOB" }, { "{STRICT}", "STRICT" } },
    .path_fault = sqlite_path_fault,
    .shown = str_from,
    .connect = sqlite_connect,
    .is_file = true,
    .file_is_ours = sqlite_is_ours,
    .end = sqlite_end,
    .remove = sqlite_remove,
    .whose = sqlite_whose,
    .mark = SQLITE_MARK,
    .keep_before = sqlite_keep_before,
    .begin = sqlite_begin,
    .commit = sqlite_commit,
    .rollback = sqlite_rollback,
    .execute = sqlite_execute,
    .prepare = sqlite_prepare,
    .bind = sqlite_bind,
    .step = sqlite_step,
    .integer = sqlite_integer,
    .bytes = sqlite_bytes,
    .is_null = sqlite_is_null,
    .reset = sqlite_reset,
    .finish = sqlite_finish,
    .changes = sqlite_changes,
    .scrub = sqlite_scrub,
    .set_patience = sqlite_set_patience,
    .check = sqlite_check,
    .columns = { "columns", "SELECT t.name, c.name, c.type, c.pk"
                            " FROM sqlite_master t JOIN pragma_table_info(t.name) c"
                            " WHERE t.type = 'table' AND substr(t.name, 1, 7) <> 'sqlite_'"
                            " ORDER BY t.name, c.cid", false },
    .references = { "references", "SELECT t.name, f.\"table\""
                                  " FROM sqlite_master t JOIN pragma_foreign_key_list(t.name) f"
                                  " WHERE t.type = 'table'", false },
};
