/* db_engine.h: what the files of this folder share. Nobody else includes it but the test of the door. */
#ifndef OPSTAP_DB_ENGINE_H
#define OPSTAP_DB_ENGINE_H

#include <sqlite3.h>

#include "db.h"

struct Query {
    Db *db;
    const Sql *sql;
    sqlite3_stmt *statement;
    Result result;
    bool in_use, done; /* done: no row is left, stepping on would run it again */
};

enum { QUERIES_MAX = 1024 }; /* statements kept prepared; a power of two, far above the catalogue */

struct Db {
    Arena *arena;
    sqlite3 *engine;
    Query query[QUERIES_MAX]; /* open addressing by the address of the literal */
    size_t query_count;
};

/* What went wrong in the engine, as one of ours; BROKEN is logged with `what`. */
Result db_failed(Db *db, int code, const char *what);

/* Runs text that has no parameters and no rows. */
Result db_execute(Db *db, const char *text, const char *what);

/* Makes an empty file when there is none, readable by its owner only. */
void db_file_make(const char *path);

/* Whose file is this? OK: ours, or empty and then *ret_empty; REFUSED: somebody else's. Reads only. */
Result db_whose(Db *db, bool *ret_empty);

/* Brings the schema to the newest; `path` names the copy made before. */
Result db_migrate(Db *db, const char *path, Phrase *ret_why);

#endif
