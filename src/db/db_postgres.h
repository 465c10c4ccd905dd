/* db_postgres.h: what the files of this engine share: one connection and how it is used.
 *
 * Writers stand in line: db_begin takes one advisory lock of the database before anything else, and
 * a statement that changes rows outside a transaction gets one of its own. Readers see one state
 * (REPEATABLE READ). A connection that was lost is made again when it is next used outside a
 * transaction; inside one everything fails until db_rollback, so that no half of it is kept. */
#ifndef OPSTAP_DB_POSTGRES_H
#define OPSTAP_DB_POSTGRES_H

#include <libpq-fe.h>
#include <sys/socket.h>

#include "db_engine.h"
#include "fault.h"

/* What belongs to an extension is nobody's. */
#define POSTGRES_NOT_OF_EXTENSION(oid)                                                             \
    "NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass"                 \
    " AND d.objid = " oid " AND d.deptype = 'e')"

typedef struct Postgres {
    PGconn *link;
    const char *address;
    bool made;       /* by us: the server said so */
    bool lost;       /* what was prepared, locked and begun is gone */
    int generation;  /* of the link; statements of an older one are prepared again */
    int patience_ms; /* how long a lock is waited for */
    int64_t changes;
    int statements;  /* named so far */
    Query *streaming; /* the statement whose rows are still coming */
} Postgres;

static inline Postgres *postgres_of(Db *db) {
    return db->connection;
}

/* --- faults on purpose (fault.h) --- */

/* The answer of a server that refuses; NULL: ask it. That a connection is lost libpq finds out
 * itself. Stands before every call that sends or waits. */
static inline PGresult *postgres_refused(PGconn *link) {
    if (fault_strikes(FAULT_server_lost)) shutdown(PQsocket(link), SHUT_RDWR);
    if (!fault_strikes(FAULT_server_refused)) return NULL;
    return PQmakeEmptyPGresult(link, PGRES_FATAL_ERROR);
}

/* --- the connection (db_postgres.c) --- */

/* What the server answered, as one of ours; BROKEN is logged with `what`. */
Result postgres_failed(Db *db, const PGresult *answer, const char *what);

/* A server may lose us at any time. False: it did, and no way back was found. Only outside
 * transactions. */
bool postgres_is_there(Db *db);

/* What is still on its way is thrown away. */
void postgres_stream_end(Db *db);

/* Nothing else may run while rows stream in: libpq would throw them away without a word. */
bool postgres_is_free(Db *db, const char *what);

Result postgres_begin(Db *db, DbTransaction kind);
Result postgres_commit(Db *db);
void postgres_rollback(Db *db);
Result postgres_execute(Db *db, const char *text, const char *what);

/* --- statements (db_postgres_query.c) --- */

Result postgres_prepare(Query *query);
Result postgres_bind(Query *query, int parameter, DbValue value);
Result postgres_step(Query *query, bool *ret_row);
int64_t postgres_integer(Query *query, int column);
Str postgres_bytes(Query *query, int column);
bool postgres_is_null(Query *query, int column);
void postgres_reset(Query *query);
void postgres_finish(Query *query);

/* --- addresses (db_postgres_address.c) --- */

/* WORD_none: libpq can read it, and what it says of it holds no password. */
Word postgres_path_fault(const char *address);
/* As PQconninfoParse: NULL when it cannot be read. Ends the process when there is no memory. */
PQconninfoOption *postgres_options(const char *address);
Str postgres_shown(const char *address);

/* --- whole databases (db_postgres_whole.c) --- */

Result postgres_connect(Db *db, DbMode mode, Phrase *ret_why);
void postgres_remove(Db *db);
Result postgres_whose(Db *db, bool *ret_empty);
Result postgres_scrub(Db *db, const char *const *table, size_t count);
Result postgres_check(Db *db, Arena *arena, Str *ret_where);

/* The first settings of a new link. */
Result postgres_set_up(Db *db);

#endif
