#include "db_engine.h"

#include "fault.h"
#include "log.h"

enum { ARENA_BYTES_MAX = 256 * 1024 * 1024 };

/* The linker gathers the literals of all store files between these two. */
extern const Sql *const __start_opstap_sql[];
extern const Sql *const __stop_opstap_sql[];

const Sql *const *sql_catalogue(size_t *ret_count) {
    *ret_count = (size_t)(__stop_opstap_sql - __start_opstap_sql);
    return __start_opstap_sql;
}

/* --- the whole database --- */

const DbEngine *db_engine_of(const char *path) {
    Str whole = str_from(path);
    bool address = str_starts(whole, S("postgres://")) || str_starts(whole, S("postgresql://"));
    return address ? &db_postgres : &db_sqlite;
}

Str db_shown(const char *path) {
    return db_engine_of(path)->shown(path);
}

Result db_path_check(const char *path, Phrase *ret_why) {
    Word fault = db_engine_of(path)->path_fault(path);
    *ret_why = PHRASE(fault);
    return fault == WORD_none ? OK : REFUSED;
}

static Db *db_new(const char *path) {
    Arena *arena = arena_new("database", ARENA_BYTES_MAX);
    Db *db = arena_one(arena, Db);
    db->arena = arena;
    db->path = path;
    db->engine = db_engine_of(path);
    return db;
}

static Result opened(Db *db, Result result, Db **ret_db) {
    db->path = NULL;
    if (result == OK) *ret_db = db;
    else db_end(db);
    return result;
}

Result db_open(const char *path, DbMode mode, Db **ret_db, Phrase *ret_why) {
    if (db_path_check(path, ret_why) != OK) return REFUSED;
    Db *db = db_new(path);
    db->must_be_new = mode == DB_NEW;
    Result result = fault_strikes(FAULT_database_connect)
                        ? BROKEN
                        : db->engine->connect(db, mode, ret_why);
    if (result == OK) result = db_migrate(db, ret_why);
    return opened(db, result, ret_db);
}

Result db_open_empty(const char *path, Db **ret_db, Phrase *ret_why) {
    if (db_path_check(path, ret_why) != OK) return REFUSED;
    Db *db = db_new(path);
    bool empty = false;
    Result result = fault_strikes(FAULT_database_connect)
                        ? BROKEN
                        : db->engine->connect(db, DB_CREATE, ret_why);
    if (result == OK) result = db->engine->whose(db, &empty);
    if (result == OK && !empty) {
        *ret_why = PHRASE(WORD_db_not_empty, VALUE_TEXT("file", db->engine->shown(path)));
        result = REFUSED;
    }
    return opened(db, result, ret_db);
}

void db_end(Db *db) {
    if (!db) return;
    for (size_t i = 0; i < QUERIES_MAX; i++) {
        if (db->query[i].statement) db->engine->finish(&db->query[i]);
    }
    if (db->connection) db->engine->end(db);
    arena_end(db->arena);
}

void db_remove(Db *db) {
    db_rollback(db);
    db->engine->remove(db);
    db_end(db);
}

void db_end_at(Db **db) {
    db_end(*db);
    *db = NULL;
}

Arena *db_arena(Db *db) {
    return db->arena;
}

void db_set_patience(Db *db, int milliseconds) {
    db->engine->set_patience(db, milliseconds);
}

Result db_check(Db *db, Arena *arena, Str *ret_where) {
    return db->engine->check(db, arena, ret_where);
}

Result db_scrub(Db *db, const char *const *table, size_t count) {
    if (db->transaction != DB_OUTSIDE) {
        log_line("database: scrubbing in a transaction");
        return BROKEN;
    }
    return fault_strikes(FAULT_database_execute) ? BROKEN : db->engine->scrub(db, table, count);
}

/* --- transactions --- */

/* What is read back as it was kept: the first error of a transaction is the error of all of it. */
static Result spoil(Db *db, Result result) {
    if (db->transaction != DB_OUTSIDE && db->spoiled == OK) db->spoiled = result;
    return result;
}

static Result transaction_begin(Db *db, DbTransaction kind) {
    if (db->transaction != DB_OUTSIDE) {
        log_line("database: a transaction is open already");
        return BROKEN;
    }
    Result result = fault_strikes(FAULT_database_begin) ? BROKEN : db->engine->begin(db, kind);
    if (result != OK) return result;
    db->transaction = kind;
    db->spoiled = OK;
    return OK;
}

Result db_begin(Db *db) {
    return transaction_begin(db, DB_WRITING);
}

Result db_begin_read(Db *db) {
    return transaction_begin(db, DB_READING);
}

Result db_commit(Db *db) {
    if (db->transaction == DB_OUTSIDE) {
        log_line("database: there is no transaction to keep");
        return BROKEN;
    }
    Result result = fault_strikes(FAULT_database_commit) ? BROKEN : db->spoiled;
    if (result != OK) {
        db_rollback(db);
        return result;
    }
    result = db->engine->commit(db);
    db->transaction = DB_OUTSIDE;
    return result;
}

void db_rollback(Db *db) {
    if (db->transaction == DB_OUTSIDE) return;
    db->engine->rollback(db);
    db->transaction = DB_OUTSIDE;
    db->spoiled = OK;
}

Result db_keep(Db *db, Result result) {
    if (result == OK) return db_commit(db);
    db_rollback(db);
    return result;
}

bool db_in_transaction(const Db *db) {
    return db->transaction != DB_OUTSIDE;
}

bool db_is_writing(const Db *db) {
    return db->transaction == DB_WRITING;
}

Result db_execute(Db *db, const char *text, const char *what) {
    if (db->spoiled != OK) return db->spoiled;
    bool struck = fault_strikes(FAULT_database_execute);
    return spoil(db, struck ? BROKEN : db->engine->execute(db, text, what));
}

/* --- statements --- */

static Query *query_slot(Db *db, const Sql *sql) {
    size_t slot = ((uintptr_t)sql / sizeof(Sql)) % QUERIES_MAX;
    while (db->query[slot].sql && db->query[slot].sql != sql) slot = (slot + 1) % QUERIES_MAX;
    return &db->query[slot];
}

static void query_failed(Query *query, Result result) {
    if (query->result == OK) query->result = spoil(query->db, result);
}

Query *db_query(Db *db, const Sql *sql) {
    Query *query = query_slot(db, sql);
    if (query->in_use) log_fatal("database: %s is in use already", sql->name);
    if (!query->sql) {
        if (++db->query_count == QUERIES_MAX) log_fatal("database: too many statements");
        *query = (Query){ .db = db, .sql = sql };
    }
    query->in_use = true;
    query->done = false;
    query->result = db->spoiled;
    if (query->result == OK && !query->statement) {
        bool struck = fault_strikes(FAULT_database_prepare);
        query_failed(query, struck ? BROKEN : db->engine->prepare(query));
    }
    return query;
}

static void query_set(Query *query, int parameter, DbValue value) {
    if (query->result != OK) return;
    bool struck = fault_strikes(FAULT_database_bind);
    query_failed(query, struck ? BROKEN : query->db->engine->bind(query, parameter, value));
}

void query_set_integer(Query *query, int parameter, int64_t number) {
    query_set(query, parameter, (DbValue){ .kind = DB_VALUE_INTEGER, .integer = number });
}

void query_set_text(Query *query, int parameter, Str text) {
    if (text.len && !str_is_utf8(text)) query_failed(query, INVALID);
    query_set(query, parameter, (DbValue){ .kind = DB_VALUE_TEXT, .bytes = text });
}

void query_set_blob(Query *query, int parameter, Str bytes) {
    query_set(query, parameter, (DbValue){ .kind = DB_VALUE_BLOB, .bytes = bytes });
}

void query_set_null(Query *query, int parameter) {
    query_set(query, parameter, (DbValue){ .kind = DB_VALUE_NULL });
}

bool query_next(Query *query) {
    if (query->result != OK || query->done) return false;
    bool row = false;
    bool struck = fault_strikes(FAULT_database_step);
    query_failed(query, struck ? BROKEN : query->db->engine->step(query, &row));
    query->done = query->result != OK || !row;
    return !query->done;
}

int64_t query_integer(Query *query, int column) {
    return query->result == OK ? query->db->engine->integer(query, column) : 0;
}

Str query_text(Query *query, Arena *arena, int column) {
    if (query->result != OK) return STR_EMPTY;
    Str bytes = query->db->engine->bytes(query, column);
    return bytes.at ? str_copy(arena, bytes) : STR_EMPTY;
}

bool query_is_null(Query *query, int column) {
    return query->result != OK || query->db->engine->is_null(query, column);
}

Result query_end(Query *query) {
    Result result = query->result;
    query->in_use = false;
    if (query->statement) query->db->engine->reset(query);
    return result;
}

Result query_run(Query *query) {
    while (query_next(query)) continue;
    return query_end(query);
}

int64_t query_changes(Db *db) {
    return db->engine->changes(db);
}
