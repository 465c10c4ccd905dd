/* backup_batch.h: rows of a backup on their way into a database, some at once.
 *
 * A server answers every statement over a wire; so there up to BATCH_ROWS_MAX rows of one table go
 * in one statement. A file takes them one by one, which is as fast, and says which one it refuses.
 */
#ifndef OPSTAP_BACKUP_BATCH_H
#define OPSTAP_BACKUP_BATCH_H

#include "backup_read.h"

enum { BATCH_ROWS_MAX = 100, BATCH_BYTES_MAX = 1024 * 1024 };

typedef struct RowBatch {
    Db *db;
    Arena *arena;         /* of the values that wait; NULL: no row waits, ever */
    const DbTable *table; /* of the rows that wait */
    Sql *together;        /* the statement for several rows of that table */
    DbValue *value;
    size_t rows, bytes;
    int64_t first; /* which row of the table waits first */
} RowBatch;

void batch_begin(RowBatch *batch, Db *db);

/* Takes the row that was read. Not OK: a row was refused; the reader knows which. */
Result batch_row(RowBatch *batch, BackupReader *reader, const DbTable *table);

/* Puts in what waits. */
Result batch_flush(RowBatch *batch, BackupReader *reader);
void batch_end(RowBatch *batch);

#endif
