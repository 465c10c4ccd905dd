#include "db_engine.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "log.h"

enum { BUSY_TIMEOUT_MS = 5000, ARENA_BYTES_MAX = 256 * 1024 * 1024 };

/* The linker gathers the literals of all store files between these two. */
extern const Sql *const __start_opstap_sql[];
extern const Sql *const __stop_opstap_sql[];

SQL(transaction_begin, "BEGIN IMMEDIATE");
SQL(transaction_begin_read, "BEGIN");
SQL(transaction_commit, "COMMIT");
SQL(transaction_rollback, "ROLLBACK");

const Sql *const *sql_catalogue(size_t *ret_count) {
    *ret_count = (size_t)(__stop_opstap_sql - __start_opstap_sql);
    return __start_opstap_sql;
}

Result db_failed(Db *db, int code, const char *what) {
    switch (code & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE: return OK;
    case SQLITE_CONSTRAINT: return CONFLICT;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return BUSY;
    default:
        log_line("database: %s: %s (%d)", what, sqlite3_errmsg(db->engine),
                 sqlite3_extended_errcode(db->engine));
        return BROKEN;
    }
}

Result db_execute(Db *db, const char *text, const char *what) {
    return db_failed(db, sqlite3_exec(db->engine, text, NULL, NULL, NULL), what);
}

/* A new file is for its owner only: it will hold people. A file that is there stays as it is. */
void db_file_make(const char *path) {
    int handle = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (handle >= 0) close(handle);
}

static Result db_set_up(Db *db) {
    static const char pragmas[] = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                                  "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
                                  "PRAGMA secure_delete = ON; PRAGMA cell_size_check = ON;"
                                  "PRAGMA cache_size = -65536;";
    sqlite3_db_config(db->engine, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db->engine, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(db->engine, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    return db_execute(db, pragmas, "setting up");
}

/* Somebody else's file is refused before anything is set in it: WAL mode would change its bytes. */
static Result db_accept(Db *db, DbMode mode) {
    bool empty = false;
    sqlite3_busy_timeout(db->engine, BUSY_TIMEOUT_MS);
    Result result = db_whose(db, &empty);
    if (result == OK && empty && mode == DB_EXISTING) return REFUSED;
    return result == OK ? db_set_up(db) : result;
}

static Result db_connect(Db *db, const char *path, DbMode mode, Phrase *ret_why) {
    PhraseValue file = VALUE_TEXT("file", str_from(path));
    if (mode == DB_EXISTING && access(path, F_OK) != 0) {
        *ret_why = PHRASE(WORD_db_not_found, file);
        return NOT_FOUND;
    }
    if (mode == DB_CREATE) db_file_make(path);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    int code = sqlite3_open_v2(path, &db->engine, flags, NULL);
    Result result = code == SQLITE_OK ? db_accept(db, mode) : db_failed(db, code, "opening");
    if (result == REFUSED) *ret_why = PHRASE(WORD_db_not_ours, file);
    else if (result == BUSY) *ret_why = PHRASE(WORD_db_busy, file);
    else if (result != OK) *ret_why = PHRASE(WORD_db_cannot_open, file);
    return result;
}

Result db_open(const char *path, DbMode mode, Db **ret_db, Phrase *ret_why) {
    Arena *arena = arena_new("database", ARENA_BYTES_MAX);
    Db *db = arena_one(arena, Db);
    db->arena = arena;
    *ret_why = PHRASE(WORD_none);
    Result result = db_connect(db, path, mode, ret_why);
    if (result == OK) result = db_migrate(db, path, ret_why);
    if (result == OK) {
        *ret_db = db;
        return OK;
    }
    db_end(db);
    return result;
}

void db_end(Db *db) {
    if (!db) return;
    for (size_t i = 0; i < QUERIES_MAX; i++) sqlite3_finalize(db->query[i].statement);
    if (db->engine && sqlite3_close(db->engine) != SQLITE_OK) {
        log_line("database: closing: %s", sqlite3_errmsg(db->engine));
    }
    arena_end(db->arena);
}

void db_end_at(Db **db) {
    db_end(*db);
    *db = NULL;
}

Arena *db_arena(Db *db) {
    return db->arena;
}

Result db_begin(Db *db) {
    return query_run(db_query(db, &transaction_begin));
}

Result db_begin_read(Db *db) {
    Result result = db_execute(db, "PRAGMA query_only = ON", "reading only");
    if (result == OK) result = query_run(db_query(db, &transaction_begin_read));
    if (result != OK) sqlite3_exec(db->engine, "PRAGMA query_only = OFF", NULL, NULL, NULL);
    return result;
}

static void db_writable_again(Db *db) {
    sqlite3_exec(db->engine, "PRAGMA query_only = OFF", NULL, NULL, NULL);
}

Result db_commit(Db *db) {
    Result result = query_run(db_query(db, &transaction_commit));
    if (result != OK) db_rollback(db);
    else db_writable_again(db);
    return result;
}

void db_rollback(Db *db) {
    if (!sqlite3_get_autocommit(db->engine)) query_run(db_query(db, &transaction_rollback));
    db_writable_again(db);
}

static Query *query_slot(Db *db, const Sql *sql) {
    size_t slot = ((uintptr_t)sql / sizeof(Sql)) % QUERIES_MAX;
    while (db->query[slot].sql && db->query[slot].sql != sql) slot = (slot + 1) % QUERIES_MAX;
    return &db->query[slot];
}

Query *db_query(Db *db, const Sql *sql) {
    Query *query = query_slot(db, sql);
    if (query->in_use) log_fatal("database: %s is in use already", sql->name);
    if (!query->statement) {
        if (++db->query_count == QUERIES_MAX) log_fatal("database: too many statements");
        *query = (Query){ .db = db, .sql = sql };
        int code = sqlite3_prepare_v3(db->engine, sql->text, -1, SQLITE_PREPARE_PERSISTENT,
                                      &query->statement, NULL);
        if (code != SQLITE_OK) {
            Result result = db_failed(db, code, sql->name);
            query->result = result;
            query->sql = sql;
            query->in_use = true;
            db->query_count--;
            return query;
        }
    }
    query->result = OK;
    query->in_use = true;
    query->done = false;
    return query;
}

static void query_bound(Query *query, int code) {
    if (query->result == OK) query->result = db_failed(query->db, code, query->sql->name);
}

void query_set_integer(Query *query, int parameter, int64_t number) {
    if (query->result == OK) {
        query_bound(query, sqlite3_bind_int64(query->statement, parameter, number));
    }
}

void query_set_text(Query *query, int parameter, Str text) {
    if (query->result != OK) return;
    query_bound(query, sqlite3_bind_text64(query->statement, parameter, text.at ? text.at : "",
                                           text.len, SQLITE_TRANSIENT, SQLITE_UTF8));
}

void query_set_blob(Query *query, int parameter, Str bytes) {
    if (query->result != OK) return;
    query_bound(query, sqlite3_bind_blob64(query->statement, parameter, bytes.at ? bytes.at : "",
                                           bytes.len, SQLITE_TRANSIENT));
}

void query_set_null(Query *query, int parameter) {
    if (query->result == OK) query_bound(query, sqlite3_bind_null(query->statement, parameter));
}

bool query_next(Query *query) {
    if (query->result != OK || query->done) return false;
    int code = sqlite3_step(query->statement);
    if (code == SQLITE_ROW) return true;
    query->done = true;
    query->result = db_failed(query->db, code, query->sql->name);
    return false;
}

int64_t query_integer(Query *query, int column) {
    return query->result == OK ? sqlite3_column_int64(query->statement, column) : 0;
}

Str query_text(Query *query, Arena *arena, int column) {
    if (query->result != OK) return STR_EMPTY;
    const void *bytes = sqlite3_column_blob(query->statement, column);
    int len = sqlite3_column_bytes(query->statement, column);
    return bytes ? str_copy(arena, (Str){ bytes, (size_t)len }) : STR_EMPTY;
}

bool query_is_null(Query *query, int column) {
    return query->result != OK || sqlite3_column_type(query->statement, column) == SQLITE_NULL;
}

Result query_end(Query *query) {
    Result result = query->result;
    query->in_use = false;
    if (query->statement) {
        sqlite3_reset(query->statement);
        sqlite3_clear_bindings(query->statement);
    }
    return result;
}

Result query_run(Query *query) {
    while (query_next(query)) continue;
    return query_end(query);
}

int64_t query_changes(Db *db) {
    return sqlite3_changes64(db->engine);
}
