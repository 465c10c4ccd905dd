/* backup_read.h: the inside of a backup: its head, its rows, its foot, proven while they are read.
 *
 * Reads a file once, from front to back, and hands every row to whoever wants it. Whatever was
 * handed over is only good when backup_read ends with OK. */
#ifndef OPSTAP_BACKUP_READ_H
#define OPSTAP_BACKUP_READ_H

#include "backup.h"
#include "backup_chunks.h"
#include "db_engine.h"

typedef struct BackupTable {
    Str name;
    DbColumn *column; /* name and type */
    size_t column_count;
    int64_t rows;
} BackupTable;

typedef struct BackupHead {
    int schema_version;
    Str made_at;
    BackupTable *table;
    size_t count;
    int64_t rows;
} BackupHead;

/* Where reading stands, for what is told of a fault. */
typedef struct BackupReader {
    Arena *arena;
    ChunkReader chunks;
    BackupHead head;
    Str table;      /* "": not among the rows */
    int64_t row;    /* from 1 */
    Text *room;     /* the bytes of one row */
    DbValue *value; /* of one row */
    DbWatch *watch;
} BackupReader;

/* Who takes what is read. All zero: nobody. Not OK stops the reading, with that result. */
typedef struct BackupTaker {
    void *context;
    /* When a fault is to be told, it says so by chunks_fault. */
    Result (*head)(void *context, BackupReader *reader);
    Result (*row)(void *context, BackupReader *reader, size_t table);
    Result (*end)(void *context, BackupReader *reader); /* after the last row */
} BackupTaker;

typedef struct BackupReading {
    FILE *file;            /* stays open */
    BackupRequest request; /* how the file is called, and who watches */
    BackupTaker taker;
} BackupReading;

Result backup_read(Arena *arena, BackupReading reading, BackupSummary *ret_summary,
                   Phrase *ret_why);

/* Bytes that a person may be shown: a name as we give them. */
bool backup_name_is_sound(Str name);

#endif
