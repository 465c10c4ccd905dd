/* PostgreSQL behind the door: statements. Numbers go as text, so that they fit whatever whole type
 * the server expects; texts and bytes go as they are. Everything comes back as text, bytes in hex.
 */
#include "db_postgres.h"

#include <string.h>

#include "db_rewrite.h"
#include "log.h"
#include "number.h"

enum { VALUES_BYTES_MAX = 1024 * 1024 * 1024, BYTEA_OID = 17, NUMBER_BYTES = 24 };

typedef struct Statement {
    char name[24];
    Str text; /* with $1 */
    int parameters, generation;
    bool writes, ran;
    const char **value;
    int *length, *format;
    Arena *scratch; /* the values; then the bytes of a row */
    ArenaMark scratch_empty;
    PGresult *rows;
    int row, row_count; /* row: the one we stand on, from 0 */
} Statement;

static Statement *statement_of(const Query *query) {
    return query->statement;
}

/* --- prepare --- */

static Result prepare_once(Query *query) {
    Statement *statement = statement_of(query);
    Postgres *postgres = postgres_of(query->db);
    PGresult *answer =
        postgres_refused(postgres->link)
            ?: PQprepare(postgres->link, statement->name, statement->text.at, 0, NULL);
    Result result = postgres_failed(query->db, answer, query->sql->name);
    PQclear(answer);
    if (result == OK) statement->generation = postgres->generation;
    return result;
}

/* On the link as it is now; a new link knows nothing of what the old one had prepared. */
static Result prepare_here(Query *query) {
    Db *db = query->db;
    Postgres *postgres = postgres_of(db);
    bool outside = db->transaction == DB_OUTSIDE;
    if (!postgres_is_free(db, query->sql->name)) return BROKEN;
    if (outside ? !postgres_is_there(db) : postgres->lost) return BROKEN;
    if (statement_of(query)->generation == postgres->generation) return OK;
    Result result = prepare_once(query);
    if (!postgres->lost || !outside) return result;
    return postgres_is_there(db) ? prepare_once(query) : BROKEN;
}

Result postgres_prepare(Query *query) {
    Db *db = query->db;
    Statement *statement = arena_one(db->arena, Statement);
    if (statement_rewrite(db->arena, str_from(query->sql->text), &statement->text,
                          &statement->parameters) != OK) {
        log_line("database: %s: it has a mark that only one engine knows", query->sql->name);
        return BROKEN;
    }
    size_t count = (size_t)statement->parameters;
    statement->value = arena_many(db->arena, const char *, count);
    statement->length = arena_many(db->arena, int, count);
    statement->format = arena_many(db->arena, int, count);
    statement->generation = -1;
    statement->writes = !str_starts(statement->text, S("SELECT"));
    snprintf(statement->name, sizeof statement->name, "s%d", ++postgres_of(db)->statements);
    query->statement = statement;
    Result result = prepare_here(query);
    if (result != OK) {
        query->statement = NULL; /* tried again when it is next asked for */
        return result;
    }
    statement->scratch = arena_new("statement", VALUES_BYTES_MAX);
    arena_get(statement->scratch, 1); /* keeps its first block */
    statement->scratch_empty = arena_mark(statement->scratch);
    return OK;
}

void postgres_finish(Query *query) {
    PQclear(statement_of(query)->rows);
    arena_end(statement_of(query)->scratch);
}

/* --- values in --- */

Result postgres_bind(Query *query, int parameter, DbValue value) {
    Statement *statement = statement_of(query);
    if (parameter < 1 || parameter > statement->parameters) {
        log_line("database: %s: it has no parameter %d", query->sql->name, parameter);
        return BROKEN;
    }
    int at = parameter - 1;
    statement->value[at] = NULL;
    statement->format[at] = value.kind != DB_VALUE_INTEGER;
    statement->length[at] = (int)value.bytes.len;
    if (value.kind == DB_VALUE_INTEGER) {
        char *room = arena_get(statement->scratch, NUMBER_BYTES);
        snprintf(room, NUMBER_BYTES, "%lld", (long long)value.integer);
        statement->value[at] = room;
    } else if (value.kind != DB_VALUE_NULL) {
        statement->value[at] = str_zero_ended(statement->scratch, value.bytes);
    }
    return OK;
}

/* --- running --- */

static void rows_forget(Statement *statement) {
    PQclear(statement->rows);
    statement->rows = NULL;
    statement->row_count = 0;
}

/* The next answer of a statement that streams; NULL is the end of them. */
static Result stream_next(Query *query) {
    Statement *statement = statement_of(query);
    rows_forget(statement);
    if (postgres_of(query->db)->streaming != query) return BROKEN; /* a rollback ended it */
    PGconn *link = postgres_of(query->db)->link;
    statement->rows = postgres_refused(link) ?: PQgetResult(link);
    if (!statement->rows) {
        postgres_of(query->db)->streaming = NULL;
        return OK;
    }
    statement->row_count = PQntuples(statement->rows);
    statement->row = -1;
    return postgres_failed(query->db, statement->rows, query->sql->name);
}

static Result stream_start(Query *query) {
    Statement *statement = statement_of(query);
    Postgres *postgres = postgres_of(query->db);
    statement->rows = postgres_refused(postgres->link);
    bool sent = !statement->rows &&
                PQsendQueryPrepared(postgres->link, statement->name, statement->parameters,
                                    statement->value, statement->length, statement->format, 0);
    if (!sent || !PQsetSingleRowMode(postgres->link)) {
        return postgres_failed(query->db, statement->rows, query->sql->name);
    }
    postgres->streaming = query;
    return stream_next(query);
}

static Result whole_run(Query *query) {
    Statement *statement = statement_of(query);
    Postgres *postgres = postgres_of(query->db);
    statement->rows =
        postgres_refused(postgres->link)
            ?: PQexecPrepared(postgres->link, statement->name, statement->parameters,
                              statement->value, statement->length, statement->format, 0);
    Result result = postgres_failed(query->db, statement->rows, query->sql->name);
    if (result != OK) return result;
    statement->row_count = PQntuples(statement->rows);
    statement->row = -1;
    int64_t changes = 0;
    if (statement->writes) {
        number_read(str_from(PQcmdTuples(statement->rows)), &changes);
        postgres->changes = changes;
    }
    return OK;
}

static Result run_once(Query *query) {
    Result result = prepare_here(query);
    if (result != OK) return result;
    return query->sql->streams ? stream_start(query) : whole_run(query);
}

/* Outside a transaction a statement that changes rows waits for the lock of writers, as any other
 * writer. */
static Result run_alone(Query *query) {
    Db *db = query->db;
    Result result = postgres_begin(db, DB_WRITING);
    if (result != OK) return result;
    db->transaction = DB_WRITING;
    result = prepare_here(query);
    if (result == OK) result = whole_run(query);
    if (result == OK) result = postgres_commit(db);
    else postgres_rollback(db);
    db->transaction = DB_OUTSIDE;
    return result;
}

static Result statement_run(Query *query) {
    Db *db = query->db;
    if (db->transaction != DB_OUTSIDE) return run_once(query);
    if (statement_of(query)->writes) return run_alone(query);
    Result result = run_once(query);
    if (result == OK || !postgres_of(db)->lost) return result;
    rows_forget(statement_of(query));
    postgres_stream_end(db);
    return run_once(query); /* it only reads: asking again is safe */
}

Result postgres_step(Query *query, bool *ret_row) {
    Statement *statement = statement_of(query);
    Result result = OK;
    if (!statement->ran) {
        statement->ran = true;
        result = statement_run(query);
    }
    arena_rewind(statement->scratch, statement->scratch_empty);
    if (result == OK && ++statement->row >= statement->row_count && query->sql->streams) {
        result = stream_next(query);
        statement->row = 0;
    }
    *ret_row = result == OK && statement->row < statement->row_count;
    return result;
}

void postgres_reset(Query *query) {
    Statement *statement = statement_of(query);
    rows_forget(statement);
    if (postgres_of(query->db)->streaming == query) postgres_stream_end(query->db);
    arena_rewind(statement->scratch, statement->scratch_empty);
    for (int i = 0; i < statement->parameters; i++) {
        statement->value[i] = NULL;
        statement->length[i] = 0;
        statement->format[i] = 1;
    }
    statement->ran = false;
}

/* --- values out --- */

static bool has_column(const Statement *statement, int column) {
    return statement->rows && statement->row >= 0 && statement->row < statement->row_count &&
           column >= 0 && column < PQnfields(statement->rows);
}

static Str cell(const Statement *statement, int column) {
    if (!has_column(statement, column)) return STR_EMPTY;
    return (Str){ PQgetvalue(statement->rows, statement->row, column),
                  (size_t)PQgetlength(statement->rows, statement->row, column) };
}

bool postgres_is_null(Query *query, int column) {
    const Statement *statement = statement_of(query);
    return !has_column(statement, column) ||
           PQgetisnull(statement->rows, statement->row, column);
}

int64_t postgres_integer(Query *query, int column) {
    Str text = cell(statement_of(query), column);
    int64_t number = 0;
    if (number_read(text, &number)) return number;
    return str_equal(text, S("t")); /* the answer of a comparison */
}

static int hex_digit(char c) {
    return c <= '9' ? c - '0' : c - 'a' + 10;
}

Str postgres_bytes(Query *query, int column) {
    Statement *statement = statement_of(query);
    Str text = cell(statement, column);
    if (!text.len || PQftype(statement->rows, column) != BYTEA_OID) return text;
    size_t len = text.len / 2 - 1; /* behind "\x" */
    char *bytes = arena_get(statement->scratch, len + 1);
    for (size_t i = 0; i < len; i++) {
        const char *pair = text.at + 2 + 2 * i;
        bytes[i] = (char)(hex_digit(pair[0]) << 4 | hex_digit(pair[1]));
    }
    return (Str){ bytes, len };
}
