/* backup.h: a whole database in one file, and back, whatever the engine.
 *
 * A backup is one file: every row of every table as it was at one moment, packed (zstd), summed
 * piece by piece and as a whole (BLAKE2b), with the digests that db_digest gives.
 * doc/backup-format.md tells it byte by byte. The same rows give the same bytes, but for the moment
 * it was made. It names no engine and no tenant. It is not encrypted: whoever has the file has the
 * people in it.
 *
 * Writing reads in one unchanging view, so others go on working meanwhile. Restoring goes into a
 * database in which nothing is, in one transaction, and ends with reading everything back: rows and
 * digests must be those of the backup. A damaged, foreign or hostile file is refused with the
 * place, and then the target is what it was. Memory does not grow with the database: one row and
 * one piece at a time.
 *
 * Results: OK; NOT_FOUND: no such file; REFUSED: not allowed, not ours, newer than this program, a
 * target that is not empty; CONFLICT: the file to be written is there already; INVALID: the backup
 * is damaged or hostile; BUSY, BROKEN (logged). *ret_why says what a person must know; its Strs
 * live in the arena given, or are those given. Limits: BACKUP_* in limits.h. */
#ifndef OPSTAP_BACKUP_H
#define OPSTAP_BACKUP_H

#include "db_digest.h"

/* What is in a backup. The tables stand in its own order, parents first. */
typedef struct BackupSummary {
    int schema_version;
    Str made_at;
    TableDigest *table;
    size_t count;
    int64_t rows;
    unsigned char data[DIGEST_BYTES]; /* as check --digest */
    unsigned char all[DIGEST_BYTES];  /* the audit chain and schema_version too */
} BackupSummary;

typedef struct BackupRequest {
    const char *file;
    bool replace;  /* writing: a file of that name may go */
    Str made_at;   /* writing: "" for now */
    int version;   /* writing: REFUSED when the schema is another; 0: any */
    DbWatch watch; /* all zero: nobody watches */
    /* Writing: called once the file can be written, before anything is read; what is not OK ends
     * it. NULL: nobody wants to know. */
    Result (*begun)(void *context);
    void *context;
} BackupRequest;

/* Outside a transaction. */
Result backup_write(Db *db, Arena *arena, BackupRequest request, BackupSummary *ret_summary,
                    Phrase *ret_why);

/* Without a database: every sum, every count, every digest, from the rows themselves. */
Result backup_verify(Arena *arena, BackupRequest request, BackupSummary *ret_summary,
                     Phrase *ret_why);

/* `path`: of a database that does not exist, or in which nothing is. A backup of an older schema is
 * restored as it was, compared, then brought to the newest, all in the same transaction. */
Result backup_restore(Arena *arena, BackupRequest request, const char *path,
                      BackupSummary *ret_summary, Phrase *ret_why);

/* For an engine whose databases are no files: a backup before a migration,
 * opstap-NAME.before-VERSION in the folder that was set, else in the present one. Where one of that
 * name is there, and is of another state, it stays and this one is called NAME.before-VERSION.2, and
 * so on. Where somebody has upgraded meanwhile, nothing is written. What goes wrong is logged. */
void backup_folder_set(
    const char *folder); /* lives as long as the process; NULL: the present one */
Result backup_keep_before(Db *db, Str name, int version);

/* What the copies before an upgrade are called: `name`, then name.2, name.3, ... */
enum { BACKUP_COPIES_MAX = 99 };
Str before_name(Arena *arena, Str name, int turn);

#endif
