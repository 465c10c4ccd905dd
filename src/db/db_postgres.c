/* PostgreSQL behind the door: the connection and its transactions. */
#include "db_postgres.h"

#include "backup.h"

#include <string.h>

#include "log.h"

/* "OPST": the one lock that writers of a database stand in line for. */
#define WRITE_LOCK "SELECT pg_advisory_xact_lock(1330664276)"

/* --- what went wrong --- */

static bool state_is(const char *state, const char *begins) {
    return strncmp(state, begins, strlen(begins)) == 0;
}

/* Messages about values (class 22) would show them; a log never does. */
static void failure_log(Db *db, const PGresult *answer, const char *state, const char *what) {
    const char *message = PQresultErrorField(answer, PG_DIAG_MESSAGE_PRIMARY);
    if (!message) message = PQerrorMessage(postgres_of(db)->link);
    Str line = str_from(message), first = line;
    str_cut(&line, '\n', &first);
    if (state_is(state, "22")) first = S("a value that it does not take");
    log_line("database: %s: %.*s (%s)", what, STR_ARGS(first), *state ? state : "no state");
}

Result postgres_failed(Db *db, const PGresult *answer, const char *what) {
    Postgres *postgres = postgres_of(db);
    ExecStatusType status = PQresultStatus(answer);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_SINGLE_TUPLE) {
        return OK;
    }
    const char *state = PQresultErrorField(answer, PG_DIAG_SQLSTATE);
    if (!state) state = "";
    if (state_is(state, "23")) return CONFLICT;
    if (state_is(state, "55P03") || state_is(state, "40")) return BUSY;
    if (PQstatus(postgres->link) == CONNECTION_BAD || state_is(state, "57P0") ||
        state_is(state, "08")) {
        postgres->lost = true;
        failure_log(db, answer, state, "the connection was lost");
        return BROKEN;
    }
    failure_log(db, answer, state, what);
    return state_is(state, "XX00") ? INVALID : BROKEN; /* damaged pages or index */
}

/* --- being there --- */

/* The server too must find out that we are gone, or it keeps the one lock of writers for us. */
Result postgres_set_up(Db *db) {
    Postgres *postgres = postgres_of(db);
    char text[512];
    snprintf(text, sizeof text,
             "SET lock_timeout = %d; SET standard_conforming_strings = on;"
             "SET client_min_messages = warning; SET bytea_output = hex; SET jit = off;"
             "SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10;"
             "SET tcp_keepalives_count = 3; SET tcp_user_timeout = 60000",
             postgres->patience_ms);
    PGresult *answer = postgres_refused(postgres->link) ?: PQexec(postgres->link, text);
    Result result = postgres_failed(db, answer, "setting up");
    PQclear(answer);
    return result;
}

bool postgres_is_there(Db *db) {
    Postgres *postgres = postgres_of(db);
    if (!postgres->lost && PQstatus(postgres->link) == CONNECTION_OK) return true;
    bool refused = fault_strikes(FAULT_server_refused);
    if (!refused) PQreset(postgres->link);
    postgres->streaming = NULL;
    postgres->generation++;
    postgres->lost = refused || PQstatus(postgres->link) != CONNECTION_OK;
    if (!postgres->lost) {
        log_line("database: connected again");
        postgres->lost = postgres_set_up(db) != OK; /* without its settings it is no use */
        return !postgres->lost;
    }
    Str line = str_from(PQerrorMessage(postgres->link)), first = line;
    str_cut(&line, '\n', &first);
    log_line("database: there is no connection: %.*s", STR_ARGS(first));
    return false;
}

void postgres_stream_end(Db *db) {
    Postgres *postgres = postgres_of(db);
    while (postgres->streaming) {
        PGresult *answer = PQgetResult(postgres->link);
        if (!answer) postgres->streaming = NULL;
        PQclear(answer);
    }
}

bool postgres_is_free(Db *db, const char *what) {
    const Query *streaming = postgres_of(db)->streaming;
    if (!streaming) return true;
    log_line("database: %s: rows of %s are still coming", what, streaming->sql->name);
    return false;
}

Result postgres_execute(Db *db, const char *text, const char *what) {
    if (!postgres_is_free(db, what)) return BROKEN;
    PGconn *link = postgres_of(db)->link;
    PGresult *answer = postgres_refused(link) ?: PQexec(link, text);
    Result result = postgres_failed(db, answer, what);
    PQclear(answer);
    return result;
}

/* --- transactions --- */

static Result begin_once(Db *db, DbTransaction kind) {
    const char *text = kind == DB_WRITING ? "BEGIN ISOLATION LEVEL READ COMMITTED; " WRITE_LOCK
                                          : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    if (!postgres_is_free(db, "begin") || !postgres_is_there(db)) return BROKEN;
    Result result = postgres_execute(db, text, "begin");
    if (result != OK) postgres_rollback(db);
    return result;
}

/* Nothing has been done yet: a connection that turns out to be gone is made and asked again. */
Result postgres_begin(Db *db, DbTransaction kind) {
    Result result = begin_once(db, kind);
    return postgres_of(db)->lost ? begin_once(db, kind) : result;
}

void postgres_rollback(Db *db) {
    Postgres *postgres = postgres_of(db);
    postgres_stream_end(db);
    if (postgres->lost || PQtransactionStatus(postgres->link) == PQTRANS_IDLE) return;
    /* What stays open would be kept by the next COMMIT: then rather no connection. */
    if (postgres_execute(db, "ROLLBACK", "rollback") != OK) postgres->lost = true;
}

/* The server says ROLLBACK to a COMMIT of a transaction that it has given up. */
Result postgres_commit(Db *db) {
    Postgres *postgres = postgres_of(db);
    if (postgres->lost || !postgres_is_free(db, "commit")) {
        postgres_rollback(db);
        return BROKEN;
    }
    PGresult *answer = postgres_refused(postgres->link) ?: PQexec(postgres->link, "COMMIT");
    Result result = postgres_failed(db, answer, "commit");
    if (result == OK && strcmp(PQcmdStatus(answer), "COMMIT") != 0) result = BROKEN;
    PQclear(answer);
    if (postgres->lost) log_line("database: whether the transaction was kept is not known");
    else postgres_rollback(db);
    return result;
}

/* --- the table --- */

static void postgres_end(Db *db) {
    PQfinish(postgres_of(db)->link);
}

static int64_t postgres_changes(Db *db) {
    return postgres_of(db)->changes;
}

static void postgres_set_patience(Db *db, int milliseconds) {
    postgres_of(db)->patience_ms = milliseconds;
    postgres_set_up(db);
}

static Result postgres_keep_before(Db *db, int version) {
    return backup_keep_before(db, str_from(PQdb(postgres_of(db)->link)), version);
}

const DbEngine db_postgres = {
    .type_name = { { "{ID}", "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY" },
                   { "{INT}", "BIGINT" },
                   { "{TEXT}", "TEXT" },
                   { "{BLOB}", "BYTEA" },
                   { "{STRICT}", "" } },
    .path_fault = postgres_path_fault,
    .shown = postgres_shown,
    .connect = postgres_connect,
    .end = postgres_end,
    .remove = postgres_remove,
    .whose = postgres_whose,
    .mark = "CREATE TABLE schema_version"
            " (version BIGINT NOT NULL PRIMARY KEY, applied_at TEXT NOT NULL);"
            "COMMENT ON TABLE schema_version IS 'Opstap'",
    .keep_before = postgres_keep_before,
    .begin = postgres_begin,
    .commit = postgres_commit,
    .rollback = postgres_rollback,
    .execute = postgres_execute,
    .prepare = postgres_prepare,
    .bind = postgres_bind,
    .step = postgres_step,
    .integer = postgres_integer,
    .bytes = postgres_bytes,
    .is_null = postgres_is_null,
    .reset = postgres_reset,
    .finish = postgres_finish,
    .changes = postgres_changes,
    .scrub = postgres_scrub,
    .set_patience = postgres_set_patience,
    .check = postgres_check,
    .columns = { "columns",
                 "SELECT t.relname, c.attname, format_type(c.atttypid, NULL),"
                 " COALESCE(array_position(string_to_array(k.indkey::text, ' '), c.attnum::text), "
                 "0)"
                 " FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum > 0"
                 " AND NOT c.attisdropped"
                 " LEFT JOIN pg_index k ON k.indrelid = t.oid AND k.indisprimary"
                 " WHERE t.relkind = 'r' AND t.relnamespace = current_schema()::regnamespace"
                 " AND " POSTGRES_NOT_OF_EXTENSION("t.oid")
                 " ORDER BY t.relname COLLATE \"C\", c.attnum",
                 false },
    .references = { "references",
                    "SELECT t.relname, p.relname FROM pg_constraint f"
                    " JOIN pg_class t ON t.oid = f.conrelid JOIN pg_class p ON p.oid = f.confrelid"
                    " WHERE f.contype = 'f' AND t.relnamespace = current_schema()::regnamespace",
                    false },
};
