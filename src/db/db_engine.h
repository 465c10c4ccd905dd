/* db_engine.h: what the files of this folder share: the Db, the Query, and the table of functions
 * that an engine fills in (db_sqlite.c, db_postgres.c). Nobody else includes it but the tests of
 * the door.
 *
 * db.c does what is alike for every engine: which statement is prepared, whether a transaction is
 * open, whether it was spoiled by an error. An engine only does what it is told and says what
 * became of it, as one of the results of db.h; what is BROKEN it has logged. */
#ifndef OPSTAP_DB_ENGINE_H
#define OPSTAP_DB_ENGINE_H

#include "db.h"
#include "db_tables.h"
#include "file_part.h"

typedef struct DbEngine DbEngine;

typedef enum DbTransaction { DB_OUTSIDE, DB_WRITING, DB_READING } DbTransaction;

struct Query {
    Db *db;
    const Sql *sql;
    void *statement; /* the engine's; NULL until it is prepared */
    Result result;
    bool in_use, done; /* done: no row is left, stepping on would run it again */
};

enum { QUERIES_MAX = 1024 }; /* statements kept prepared; a power of two, far above the catalogue */

struct Db {
    Arena *arena;
    const DbEngine *engine;
    void *connection; /* the engine's */
    const char *path; /* as it was given; lives during db_open only */
    bool must_be_new; /* REFUSED when another has made it ours */
    DbTransaction transaction;
    Result spoiled; /* what went wrong first in this transaction; OK: nothing */
    DbTables *tables; /* listed once, when somebody asks */
    Query query[QUERIES_MAX]; /* open addressing by the address of the literal */
    size_t query_count;
};

typedef struct DbValue {
    enum { DB_VALUE_NULL, DB_VALUE_INTEGER, DB_VALUE_TEXT, DB_VALUE_BLOB } kind;
    int64_t integer;
    Str bytes;
} DbValue;

struct DbEngine {
    /* {ID} {INT} {TEXT} {BLOB} {STRICT} in migrations, as this engine spells them. */
    struct DbTypeName {
        const char *macro, *spelled;
    } type_name[5];

    Word (*path_fault)(const char *path); /* looks at the words only; WORD_none: nothing is wrong */
    Str (*shown)(const char *path);       /* what may be said of it: no password */

    /* Opens, and changes nothing in what is not ours: REFUSED then. *ret_why when not OK. */
    Result (*connect)(Db *db, DbMode mode, Phrase *ret_why);
    bool is_file; /* a database is the one file at its path */
    PartIsOurs *file_is_ours; /* NULL: it is no file */
    void (*end)(Db *db);
    void (*remove)(Db *db); /* the whole database, still open */

    /* Is it ours, or empty? REFUSED: somebody else's. Reads only. */
    Result (*whose)(Db *db, bool *ret_empty);
    const char *mark; /* makes an empty one ours, with a table schema_version */
    /* Keeps what is there before a migration changes it. */
    Result (*keep_before)(Db *db, int version);

    Result (*begin)(Db *db, DbTransaction kind);
    Result (*commit)(Db *db); /* not OK: nothing is open any more */
    void (*rollback)(Db *db);
    Result (*execute)(Db *db, const char *text, const char *what); /* no parameters, no rows */

    Result (*prepare)(Query *query);
    Result (*bind)(Query *query, int parameter, DbValue value);
    Result (*step)(Query *query, bool *ret_row); /* the first step runs it */
    int64_t (*integer)(Query *query, int column);
    Str (*bytes)(Query *query, int column); /* they live until the next step */
    bool (*is_null)(Query *query, int column);
    void (*reset)(Query *query); /* rows and parameters are forgotten */
    void (*finish)(Query *query);
    int64_t (*changes)(Db *db);

    Result (*scrub)(Db *db, const char *const *table, size_t count); /* as db_scrub */
    void (*set_patience)(Db *db, int milliseconds); /* how long a lock is waited for */
    Result (*check)(Db *db, Arena *arena, Str *ret_where); /* as db_check */

    /* What there is: rows (table, column, declared type, place in the key or 0) by name of the
     * table and place of the column; and rows (table, table that it refers to). */
    Sql columns, references;
};

extern const DbEngine db_sqlite, db_postgres;

enum { DB_PATIENCE_MS = 5000 };

const DbEngine *db_engine_of(const char *path);

/* Is this the name of a database? REFUSED, before anything is opened, and without saying it: it may
 * hold a password. */
Result db_path_check(const char *path, Phrase *ret_why);

/* Brings the schema to the newest. */
Result db_migrate(Db *db, Phrase *ret_why);

/* Opens a database in which nothing is, and makes nothing in it yet; REFUSED when something is. For
 * what fills it in one transaction: db_mark makes it ours, db_migrate_within takes it to a version
 * that is not older than the one it has. */
Result db_open_empty(const char *path, Db **ret_db, Phrase *ret_why);
Result db_mark(Db *db);
Result db_migrate_within(Db *db, int version);

/* For tests: runs text that has no parameters and no rows; waits shorter for a lock. */
Result db_execute(Db *db, const char *text, const char *what);
void db_set_patience(Db *db, int milliseconds);

#endif
