/* db_digest.h: the digest of rows, table by table: what db_digest gives, and what a backup is proven by.
 *
 * A row is written down as bytes, cell after cell (db_rows.h). The hash of a table is BLAKE2b-256 over its
 * rows in the order of the key. The digest of a database is BLAKE2b-256 over its tables by the bytes of
 * their names: length and bytes of the name, number of rows, hash. So tables can be hashed in any
 * order, and where two databases differ the tables say. */
#ifndef OPSTAP_DB_DIGEST_H
#define OPSTAP_DB_DIGEST_H

#include "db_tables.h"

enum { DIGEST_BYTES = 32 };

typedef struct TableDigest {
    Str name;
    int64_t rows;
    unsigned char hash[DIGEST_BYTES];
} TableDigest;

/* For work that takes long: told now and then how many rows are done. */
typedef struct DbWatch {
    void (*tell)(void *context, int64_t rows_done); /* NULL: nobody watches */
    void *context;
    int64_t rows_done;
} DbWatch;

void watch_row(DbWatch *watch);

/* The rows of one table. `room` is scratch; it keeps its memory from call to call. */
Result table_digest(Db *db, const DbTable *table, Text *room, DbWatch *watch, TableDigest *ret_digest);

/* DIGEST_DATA leaves out what db_digest leaves out: the audit chain and schema_version. */
typedef enum DigestWhat { DIGEST_DATA, DIGEST_ALL } DigestWhat;
void tables_digest(const TableDigest *table, size_t count, DigestWhat what,
                   unsigned char ret_hash[DIGEST_BYTES]);

Str digest_hex(Arena *arena, const unsigned char hash[DIGEST_BYTES]);

#endif
