/* Reading a backup: into nothing (verify) or into a new database (restore). */
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "auto.h"
#include "backup_batch.h"
#include "db_tables.h"
#include "fault.h"
#include "file.h"
#include "limits.h"
#include "log.h"

static Result file_find(BackupRequest request, FILE **ret_file, Phrase *ret_why) {
    *ret_why = PHRASE(WORD_none);
    struct stat about;
    FILE *file = fault_strikes(FAULT_file_open) ? NULL : fopen(request.file, "rbe");
    if (file && fstat(fileno(file), &about) == 0 && !S_ISDIR(about.st_mode)) {
        *ret_file = file;
        return OK;
    }
    file_end(&file);
    *ret_why = PHRASE(WORD_backup_no_file, VALUE_TEXT("file", str_from(request.file)));
    return NOT_FOUND;
}

Result backup_verify(Arena *arena, BackupRequest request, BackupSummary *ret_summary,
                     Phrase *ret_why) {
    AUTO(file_end) FILE *file = NULL;
    Result result = file_find(request, &file, ret_why);
    if (result != OK) return result;
    BackupReading reading = { .file = file, .request = request };
    return backup_read(arena, reading, ret_summary, ret_why);
}

/* --- rows into a database --- */

typedef struct Restore {
    Arena *arena;
    FILE *file;
    BackupRequest request;
    Db *db;
    const DbTable **table; /* of each table of the backup */
    RowBatch batch;
    BackupSummary summary;
} Restore;

static const DbTable *table_find(const DbTables *tables, Str name) {
    for (size_t i = 0; i < tables->count; i++) {
        if (str_equal(tables->table[i].name, name)) return &tables->table[i];
    }
    return NULL;
}

static bool columns_are_alike(const DbTable *ours, const BackupTable *theirs) {
    if (ours->column_count != theirs->column_count) return false;
    for (size_t i = 0; i < ours->column_count; i++) {
        if (!str_equal(ours->column[i].name, theirs->column[i].name)) return false;
        if (ours->column[i].type != theirs->column[i].type) return false;
    }
    return true;
}

static bool tables_fit(Restore *restore, BackupReader *reader, const DbTables *tables) {
    const BackupHead *head = &reader->head;
    restore->table = arena_many(reader->arena, const DbTable *, head->count);
    for (size_t i = 0; i < head->count; i++) {
        reader->table = head->table[i].name;
        restore->table[i] = table_find(tables, head->table[i].name);
        if (!restore->table[i]) {
            return chunks_fault(&reader->chunks, INVALID, WORD_backup_fault_table);
        }
        if (!columns_are_alike(restore->table[i], &head->table[i])) {
            return chunks_fault(&reader->chunks, INVALID, WORD_backup_fault_columns);
        }
    }
    reader->table = STR_EMPTY;
    if (head->count == tables->count) return true; /* no name twice, so every table once */
    return chunks_fault(&reader->chunks, INVALID, WORD_backup_fault_table_missing);
}

/* The schema as it was when the backup was made; its own rows about that come from the backup. */
SQL(schema_version_clear, "DELETE FROM schema_version");

static Result head_restore(void *context, BackupReader *reader) {
    Restore *restore = context;
    const DbTables *tables = NULL;
    int version = reader->head.schema_version;
    if (version > db_schema_newest()) {
        chunks_fault(&reader->chunks, REFUSED, WORD_backup_newer);
        return REFUSED;
    }
    Result result = db_mark(restore->db);
    if (result == OK) result = db_migrate_within(restore->db, version);
    if (result == OK) result = query_run(db_query(restore->db, &schema_version_clear));
    if (result == OK) result = db_tables(restore->db, &tables);
    if (result != OK) return result;
    return tables_fit(restore, reader, tables) ? OK : INVALID;
}

static Result row_restore(void *context, BackupReader *reader, size_t place) {
    Restore *restore = context;
    return batch_row(&restore->batch, reader, restore->table[place]);
}

static Result end_restore(void *context, BackupReader *reader) {
    Restore *restore = context;
    return batch_flush(&restore->batch, reader);
}

/* --- and back out of it --- */

/* Reads everything back: what stands in the database now must be what stood in the backup. */
static Result database_compare(Restore *restore, Phrase *ret_why) {
    AUTO(arena_end_at) Arena *scratch = arena_new("compare", ROW_ROOM_BYTES_MAX);
    Text room = text_new(scratch, ROW_BYTES_MAX);
    DbWatch *watch = &restore->request.watch;
    const BackupSummary *summary = &restore->summary;
    RowsWalk walk = { .db = restore->db, .room = &room, .watch = watch };
    int version = 0;
    watch_begin(watch, WORD_backup_comparing, summary->rows);
    Result result = db_schema_version(restore->db, &version);
    for (size_t i = 0; i < summary->count && result == OK; i++) {
        TableDigest found;
        result = table_digest(&walk, restore->table[i], &found);
        if (result != OK || (found.rows == summary->table[i].rows &&
                             memcmp(found.hash, summary->table[i].hash, DIGEST_BYTES) == 0)) {
            continue;
        }
        *ret_why = PHRASE(WORD_backup_differs, VALUE_TEXT("table", summary->table[i].name),
                          VALUE_NUMBER("rows", found.rows),
                          VALUE_NUMBER("expected", summary->table[i].rows));
        return INVALID;
    }
    if (result != OK || version == summary->schema_version) return result;
    *ret_why = PHRASE(WORD_backup_differs_version, VALUE_NUMBER("version", version),
                      VALUE_NUMBER("expected", summary->schema_version));
    return INVALID;
}

static Result database_fill(Restore *restore, Phrase *ret_why) {
    BackupReading reading = { .file = restore->file,
                              .request = restore->request,
                              .taker = { .context = restore,
                                         .head = head_restore,
                                         .row = row_restore,
                                         .end = end_restore } };
    Result result = db_begin(restore->db);
    if (result != OK) return result;
    batch_begin(&restore->batch, restore->db);
    result = backup_read(restore->arena, reading, &restore->summary, ret_why);
    batch_end(&restore->batch);
    if (result == OK) result = database_compare(restore, ret_why);
    if (result == OK) result = db_migrate_within(restore->db, db_schema_newest());
    return db_keep(restore->db, result);
}

/* --- where it goes --- */

static const char *const beside_database[] = { "-wal", "-shm", "-journal" };
enum { BESIDE_COUNT = sizeof beside_database / sizeof *beside_database };

static bool is_beside(Arena *arena, const char *path, bool take_away) {
    bool any = false;
    for (size_t i = 0; i < BESIDE_COUNT; i++) {
        Str name = str_printf(arena, "%s%s", path, beside_database[i]);
        if (take_away) unlink(name.at);
        any = any || access(name.at, F_OK) == 0;
    }
    return any;
}

/* Nothing of a database may be there; an empty file is nothing. */
static Result target_begin(Restore *restore, const char *path, FilePart *part, Phrase *ret_why) {
    struct stat about;
    PhraseValue name = VALUE_TEXT("file", str_from(path));
    bool there = lstat(path, &about) == 0;
    bool empty = there && S_ISREG(about.st_mode) && !about.st_size;
    Result result = there && !empty ? CONFLICT : OK;
    if (result == OK && is_beside(restore->arena, path, false)) {
        *ret_why = PHRASE(WORD_backup_leftovers, name);
        return REFUSED;
    }
    if (result == CONFLICT) {
        *ret_why = PHRASE(WORD_db_not_empty, name);
        return REFUSED;
    }
    result = part_begin(part, path, empty, db_engine_of(path)->file_is_ours);
    if (result == OK) return OK;
    *ret_why = backup_file_why(restore->arena, result, part, WORD_db_not_empty);
    return result == CONFLICT ? REFUSED : result;
}

/* A database that is one file grows under another name, so that nobody ever sees half of it. */
static Result file_restore(Restore *restore, const char *path, Phrase *ret_why) {
    AUTO(part_end) FilePart part = { 0 };
    Result result = target_begin(restore, path, &part, ret_why);
    if (result != OK) return result;
    is_beside(restore->arena, part.beside, true); /* of one that was killed */
    /* the reason may point to this name, and outlives the part */
    const char *beside = str_zero_ended(restore->arena, str_from(part.beside));
    result = db_open_empty(beside, &restore->db, ret_why);
    if (result == OK) result = database_fill(restore, ret_why);
    db_end_at(&restore->db);
    if (is_beside(restore->arena, part.beside, result != OK) && result == OK) {
        log_line("restore: the new database could not be closed");
        result = BROKEN;
    }
    if (result == OK) result = part_keep(&part);
    if (result == CONFLICT) {
        *ret_why = PHRASE(WORD_db_not_empty, VALUE_TEXT("file", str_from(path)));
    }
    return result;
}

/* Making a database on a server for a backup that is no good would leave an empty one; so that is
 * looked at first. */
static Result server_restore(Restore *restore, const char *path, Phrase *ret_why) {
    BackupReading reading = { .file = restore->file, .request = restore->request };
    Result result = backup_read(restore->arena, reading, &restore->summary, ret_why);
    if (result != OK) return result;
    if (fseek(restore->file, 0, SEEK_SET) != 0) {
        *ret_why = PHRASE(WORD_backup_not_a_file, VALUE_TEXT("file", str_from(restore->request.file)));
        return REFUSED;
    }
    result = db_open_empty(path, &restore->db, ret_why);
    if (result == OK) result = database_fill(restore, ret_why);
    db_end_at(&restore->db);
    return result;
}

Result backup_restore(Arena *arena, BackupRequest request, const char *path,
                      BackupSummary *ret_summary, Phrase *ret_why) {
    AUTO(file_end) FILE *file = NULL;
    Result result = db_path_check(path, ret_why);
    if (result == OK) result = file_find(request, &file, ret_why);
    if (result != OK) return result;
    Restore restore = { .arena = arena, .file = file, .request = request };
    bool one_file = db_engine_of(path)->is_file;
    if (one_file) result = file_restore(&restore, path, ret_why);
    else result = server_restore(&restore, path, ret_why);
    if (result == OK) *ret_summary = restore.summary;
    return result;
}
