/* db_digest.h: the digest of rows, table by table: what db_digest gives, and what a backup is
 * proven by.
 *
 * A row is written down as bytes, cell after cell (db_rows.h). The hash of a table is BLAKE2b-256
 * over its rows in the order of the key. The digest of a database is BLAKE2b-256 over its tables by
 * the bytes of their names: length and bytes of the name, number of rows, hash. So tables can be
 * hashed in any order, and where two databases differ the tables say. */
#ifndef OPSTAP_DB_DIGEST_H
#define OPSTAP_DB_DIGEST_H

#include "db_tables.h"

enum { DIGEST_BYTES = 32 };

typedef struct TableDigest {
    Str name;
    int64_t rows;
    unsigned char hash[DIGEST_BYTES];
} TableDigest;

/* Somebody who is told how far work is that takes long. All zero: nobody. */
typedef struct DbWatch {
    void (*tell)(void *context, Word what, int64_t done, int64_t total);
    void *context;
    Word what;
    int64_t done, total;
} DbWatch;

void watch_begin(DbWatch *watch, Word what, int64_t total);
void watch_row(DbWatch *watch);

/* A walk over the rows of tables. */
typedef struct RowsWalk {
    Db *db;
    Text *room; /* of at most ROW_BYTES_MAX; keeps its memory from table to table */
    DbWatch *watch;
    void (*take)(void *context, Str row); /* gets each row as bytes; NULL: nobody does */
    void *context;
    /* NULL: texts are taken as they are. Else the number of the first row in which one is not
     * UTF-8; the walk is INVALID then, and that row is not taken. */
    int64_t *ret_unsound;
} RowsWalk;

Result table_digest(const RowsWalk *walk, const DbTable *table, TableDigest *ret_digest);

/* DIGEST_DATA leaves out what db_digest leaves out: the audit chain, what passes by itself, and
 * schema_version. */
typedef enum DigestWhat { DIGEST_DATA, DIGEST_ALL } DigestWhat;
void tables_digest(const TableDigest *table, size_t count, DigestWhat what,
                   unsigned char ret_hash[DIGEST_BYTES]);

Str digest_hex(Arena *arena, const unsigned char hash[DIGEST_BYTES]);

#endif
