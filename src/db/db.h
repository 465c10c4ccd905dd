/* db.h: the small door to the database. Two engines stand behind it: SQLite 3 (WAL, STRICT tables),
 * a file; and PostgreSQL 15 or later, an address (postgres://...). Statements keep to what both
 * take.
 *
 * SQL is a named literal, made with SQL() in a store file and nowhere else. All literals together
 * form a catalogue (sql_catalogue) that a test prepares one by one. Parameters are ?1, ?2 ...; text
 * is never built into a statement. Use CAST(?n AS TEXT) where the type of a parameter is open, ON
 * CONFLICT for upserts, no function that one engine lacks.
 *
 *     SQL(candidate_find, "SELECT number FROM candidate WHERE tenant_id = ?1 AND id = ?2")
 *
 *     Query *query = db_query(db, &candidate_find);
 *     query_set_integer(query, 1, tenant); query_set_text(query, 2, id);
 *     if (query_next(query)) number = query_integer(query, 0);
 *     Result result = query_end(query);
 *
 * Errors stick to the query: later verbs do nothing, query_next is false, and query_end returns
 * what went wrong: CONFLICT (a constraint), BUSY (locked too long), INVALID (a text that is not
 * UTF-8 or holds U+0000), BROKEN (anything else, logged). One thread uses a Db.
 *
 * A server can be lost. What runs then is BROKEN, and with it the transaction it ran in; the next
 * use outside a transaction connects again. Only when it is lost during db_commit nobody knows
 * whether the transaction was kept: the log says so. */
#ifndef OPSTAP_DB_H
#define OPSTAP_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "phrase.h"
#include "result.h"

typedef struct Db Db;
typedef struct Query Query;

typedef struct Sql {
    const char *name, *text;
    bool streams; /* rows are fetched as they are asked for: db_tables.h */
} Sql;

#define SQL(sql_name, sql_text)                                                                    \
    static const Sql sql_name = { #sql_name, sql_text, false };                                    \
    static const Sql *const sql_name##_listed                                                      \
        __attribute__((used, section("opstap_sql"))) = &sql_name

/* Every literal in the program. */
const Sql *const *sql_catalogue(size_t *ret_count);

/* Opens a database and brings it to the newest schema: each migration in a transaction of its own,
 * after a copy of the file beside it (FILE.before-N), on a server after a backup (backup.h).
 * `path`: a file, or postgres://USER@HOST/NAME as libpq reads it. DB_CREATE makes the file (for its
 * owner only) or the database on the server (UTF8, order by bytes) when it is not there or empty;
 * DB_NEW too, and it is REFUSED when there is one already. DB_EXISTING: NOT_FOUND when it is not
 * there. REFUSED: not an address (it is not repeated, it may hold a password), not a database of
 * Opstap, newer than this program, or on a server with another order or encoding; then nothing of
 * it has changed. *ret_why points into `path`, and never at a password. */
typedef enum DbMode { DB_EXISTING, DB_CREATE, DB_NEW } DbMode;
Result db_open(const char *path, DbMode mode, Db **ret_db, Phrase *ret_why);
void db_end(Db *db);
void db_end_at(Db **db); /* for AUTO() */
void db_remove(Db *db);  /* ends it, and takes away what DB_NEW made */

Str db_shown(const char *path); /* what may be said of it: an address without its password */

Arena *db_arena(Db *db); /* lives as long as the Db; for what is loaded once */

/* Transactions do not nest. db_begin takes the write lock at once. A Db that ends rolls back. An
 * error spoils the transaction it happens in, whatever the engine: statements after it do nothing
 * and give the same error, and db_commit rolls back and returns it. So nothing is ever half
 * kept. */
Result db_begin(Db *db);
Result db_begin_read(Db *db); /* one unchanging view; writes fail */
Result db_commit(Db *db);
void db_rollback(Db *db);
/* The end of a transaction whose work gave `result`: keeps it when that is OK, else rolls back. */
Result db_keep(Db *db, Result result);
bool db_in_transaction(const Db *db);
bool db_is_writing(const Db *db); /* in one that was begun with db_begin */

/* A statement ready for its parameters. Prepared once, kept. It must not be in use. */
Query *db_query(Db *db, const Sql *sql);
void query_set_integer(Query *query, int parameter, int64_t number);
void query_set_text(Query *query, int parameter, Str text);
void query_set_blob(Query *query, int parameter, Str bytes);
void query_set_null(Query *query, int parameter);
bool query_next(Query *query); /* false after the last row, however often it is asked */
int64_t query_integer(Query *query, int column);
Str query_text(Query *query, Arena *arena, int column); /* also bytes; "" for NULL */
bool query_is_null(Query *query, int column);
Result query_end(Query *query);
Result query_run(Query *query); /* for statements without rows */
int64_t query_changes(Db *db);  /* rows changed by the last statement that ran */

/* Rows that were deleted leave their bytes in free room of the engine's files. This writes the
 * tables anew, so that none is left there: in a file the whole of it (VACUUM, which takes room for
 * a copy), and its log is emptied; on a server the tables named (VACUUM FULL: each is locked
 * meanwhile). BUSY: bytes may be left, because somebody works with the database and may still see
 * what was deleted, or because a table on the server is another role's. Outside a transaction. What
 * it does not reach: copies and backups, the write-ahead log of a server, and what a disk keeps of
 * blocks that the file system has freed. */
Result db_scrub(Db *db, const char *const *table, size_t count);

/* Writes a row as it is, inside a transaction that is rolled back: can anything be written? */
Result db_try_write(Db *db);

/* --- for check and tests --- */

/* OK: pages and foreign keys are sound; INVALID: *ret_where names the first fault. Bytes of a value
 * that were changed from outside are no fault of a page. */
Result db_check(Db *db, Arena *arena, Str *ret_where);

/* BLAKE2b-256 in hex over the rows of every table but schema_version and those whose name begins
 * with "audit_" or with "passing_" (sessions, links: no data, gone by itself), in an order that does
 * not depend on the engine. */
Result db_digest(Db *db, Arena *arena, Str *ret_hex);

int db_schema_newest(void);
Result db_schema_version(Db *db, int *ret_version);

#endif
