/* db_sqlite.h: what the two files of this engine share. */
#ifndef OPSTAP_DB_SQLITE_H
#define OPSTAP_DB_SQLITE_H

#include <sqlite3.h>

#include "db_engine.h"

static inline sqlite3 *sqlite_of(Db *db) {
    return db->connection;
}

/* What went wrong in the engine, as one of ours; BROKEN is logged with `what`. */
Result sqlite_failed(Db *db, int code, const char *what);

/* Whole files (db_sqlite_file.c). */
Word sqlite_path_fault(const char *path);
Result sqlite_connect(Db *db, DbMode mode, Phrase *ret_why);
void sqlite_remove(Db *db);
Result sqlite_whose(Db *db, bool *ret_empty);
Result sqlite_keep_before(Db *db, int version);
bool sqlite_is_ours(const char *head, size_t len); /* the beginning of a file; see PartIsOurs */
Result sqlite_scrub(Db *db, const char *const *table, size_t count);
Result sqlite_check(Db *db, Arena *arena, Str *ret_where);

#define SQLITE_MARK                                                                                \
    "PRAGMA application_id = 1330664276;" /* "OPST" */                                             \
    "CREATE TABLE IF NOT EXISTS schema_version"                                                    \
    " (version INTEGER NOT NULL PRIMARY KEY, applied_at TEXT NOT NULL) STRICT"
enum { APPLICATION_ID = 1330664276 };

#endif
