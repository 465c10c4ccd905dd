/* Writing a backup: one unchanging view of the database, row by row into pieces. */
#include "auto.h"
#include "backup.h"
#include "backup_chunks.h"
#include "backup_tables.h"
#include "db_engine.h"
#include "db_rows.h"
#include "limits.h"
#include "log.h"

#include <string.h>
#include <unistd.h>

typedef struct BackupWriter {
    Db *db;
    Arena *arena;
    Text *room;
    ChunkWriter chunks;
    const DbTables *tables;
    DbWatch *watch;
    int version; /* 0: any */
    Phrase *why;
    BackupSummary summary;
} BackupWriter;

enum { TURNS_MAX = 200 };

static void row_write(void *context, Str row) {
    chunks_add(context, row);
}

static Result rows_count(BackupWriter *writer) {
    BackupSummary *summary = &writer->summary;
    summary->count = writer->tables->count;
    summary->table = arena_many(writer->arena, TableDigest, summary->count);
    for (size_t i = 0; i < summary->count; i++) {
        Query *query = db_query(writer->db, &writer->tables->table[i].counted);
        if (query_next(query)) summary->table[i].rows = query_integer(query, 0);
        Result result = query_end(query);
        if (result != OK) return result;
        summary->rows += summary->table[i].rows;
    }
    if (summary->count <= BACKUP_TABLES_MAX && summary->rows <= BACKUP_ROWS_MAX) return OK;
    log_line("backup: more tables or rows than a backup can hold");
    return BROKEN;
}

static void name_add(Text *text, Str name) {
    bytes_add_number(text, name.len, 1);
    text_add(text, name);
}

static void head_write(BackupWriter *writer) {
    Text *text = writer->room;
    text_clear(text);
    bytes_add_number(text, (uint64_t)writer->summary.schema_version, 4);
    text_add(text, writer->summary.made_at);
    bytes_add_number(text, writer->tables->count, 4);
    for (size_t i = 0; i < writer->tables->count; i++) {
        const DbTable *table = &writer->tables->table[i];
        name_add(text, table->name);
        bytes_add_number(text, (uint64_t)writer->summary.table[i].rows, 8);
        bytes_add_number(text, table->column_count, 4);
        for (size_t k = 0; k < table->column_count; k++) {
            name_add(text, table->column[k].name);
            text_add_char(text, (char)row_mark(table->column[k].type));
        }
    }
    chunks_add(&writer->chunks, text_str(text));
}

/* Before an upgrade nobody is told what *ret_why says. */
static void unfit_log(const BackupWriter *writer, Str table, const char *what) {
    if (writer->version) log_line("backup: the table %.*s %s", STR_ARGS(table), what);
}

static Result schema_check(BackupWriter *writer) {
    Result result = backup_tables_check(writer->arena, writer->tables,
                                        writer->summary.schema_version, writer->why);
    if (result == REFUSED) {
        unfit_log(writer, writer->why->value[0].text, "is not as the migrations make it");
    }
    return result;
}

static Result text_refused(BackupWriter *writer, Str table, int64_t row) {
    Str name = str_copy(writer->arena, table);
    *writer->why =
        PHRASE(WORD_backup_text_unsound, VALUE_TEXT("table", name), VALUE_NUMBER("row", row));
    unfit_log(writer, table, "holds a text that is not UTF-8");
    return INVALID;
}

static Result rows_write(BackupWriter *writer) {
    int64_t unsound = 0;
    RowsWalk walk = { .db = writer->db,
                      .room = writer->room,
                      .watch = writer->watch,
                      .take = row_write,
                      .context = &writer->chunks,
                      .ret_unsound = &unsound };
    for (size_t i = 0; i < writer->tables->count; i++) {
        TableDigest *digest = &writer->summary.table[i];
        int64_t counted = digest->rows;
        Result result = table_digest(&walk, &writer->tables->table[i], digest);
        if (unsound) return text_refused(writer, writer->tables->table[i].name, unsound);
        if (result != OK) return result;
        if (digest->rows != counted) {
            log_line("backup: %.*s changed while it was read", STR_ARGS(digest->name));
            return BROKEN;
        }
        chunks_add(&writer->chunks, (Str){ (const char *)digest->hash, DIGEST_BYTES });
        if (writer->chunks.result != OK) return writer->chunks.result;
    }
    return OK;
}

static void foot_write(BackupWriter *writer) {
    BackupSummary *summary = &writer->summary;
    tables_digest(summary->table, summary->count, DIGEST_DATA, summary->data);
    tables_digest(summary->table, summary->count, DIGEST_ALL, summary->all);
    text_clear(writer->room);
    bytes_add_number(writer->room, (uint64_t)summary->rows, 8);
    text_add(writer->room, (Str){ (const char *)summary->data, DIGEST_BYTES });
    text_add(writer->room, (Str){ (const char *)summary->all, DIGEST_BYTES });
    chunks_add(&writer->chunks, text_str(writer->room));
}

static Result view_write(BackupWriter *writer) {
    int *version = &writer->summary.schema_version;
    Result result = db_schema_version(writer->db, version);
    if (result == OK && writer->version && *version != writer->version) return REFUSED;
    if (result == OK) result = db_tables(writer->db, &writer->tables);
    if (result == OK) result = schema_check(writer);
    if (result == OK) result = rows_count(writer);
    if (result != OK) return result;
    watch_begin(writer->watch, WORD_backup_writing, writer->summary.rows);
    head_write(writer);
    result = rows_write(writer);
    if (result != OK) return result;
    foot_write(writer);
    return chunks_finish(&writer->chunks);
}

static Result all_write(BackupWriter *writer, FilePart *part) {
    AUTO(arena_end_at) Arena *scratch = arena_new("backup", ROW_ROOM_BYTES_MAX);
    Text room = text_new(scratch, ROW_BYTES_MAX);
    writer->room = &room;
    Result result = db_begin_read(writer->db);
    if (result != OK) return result;
    chunks_begin(&writer->chunks, writer->arena, part);
    result = view_write(writer);
    chunk_writer_end(&writer->chunks);
    db_rollback(writer->db);
    return result;
}

static bool is_backup(const char *head, size_t len) {
    return len >= BACKUP_MAGIC_BYTES && memcmp(head, BACKUP_MAGIC, BACKUP_MAGIC_BYTES) == 0;
}

Result backup_write(Db *db, Arena *arena, BackupRequest request, BackupSummary *ret_summary,
                    Phrase *ret_why) {
    AUTO(part_end) FilePart part = { 0 };
    *ret_why = PHRASE(WORD_none);
    Result result = part_begin(&part, request.file, request.replace, is_backup);
    if (result != OK) {
        *ret_why = backup_file_why(arena, result, &part, WORD_backup_exists);
        return result;
    }
    BackupWriter writer = {
        .db = db, .arena = arena, .watch = &request.watch, .version = request.version
    };
    writer.why = ret_why;
    writer.summary.made_at = request.made_at.len ? request.made_at : moment_now(arena);
    if (!writer.summary.made_at.len) return BROKEN; /* logged: the clock cannot be read */
    if (request.begun) result = request.begun(request.context);
    if (result == OK) result = all_write(&writer, &part);
    if (result != OK) return result;
    result = part_keep(&part);
    if (result == CONFLICT) *ret_why = backup_file_why(arena, result, &part, WORD_backup_exists);
    if (result == OK) *ret_summary = writer.summary;
    return result;
}

/* --- before a migration --- */

static const char *folder_before;

void backup_folder_set(const char *folder) {
    folder_before = folder;
}

/* Programs that start together upgrade together: who comes second waits for the first. */
static Result write_in_turn(Db *db, BackupRequest request, BackupSummary *ret_summary) {
    static const struct timespec pause = { .tv_nsec = 50 * 1000 * 1000 };
    Phrase why;
    Result result = BUSY;
    for (int i = 0; i < TURNS_MAX && result == BUSY; i++) {
        if (i) nanosleep(&pause, NULL);
        result = backup_write(db, db->arena, request, ret_summary, &why);
    }
    return result;
}

Str before_name(Arena *arena, Str name, int turn) {
    if (turn == 1) return name;
    return str_printf(arena, "%.*s.%d", STR_ARGS(name), turn);
}

static bool is_of_state(Arena *arena, const char *file, const BackupSummary *state) {
    BackupSummary there;
    Phrase why;
    BackupRequest request = { .file = file };
    return backup_verify(arena, request, &there, &why) == OK &&
           memcmp(there.all, state->all, DIGEST_BYTES) == 0;
}

/* The copy before this turn is of the same state. A program that started together with this one may have
 * removed its own copy meanwhile: then the one before that tells. */
static bool is_kept_already(Arena *arena, Str first, int turn, const BackupSummary *state) {
    while (--turn > 0) {
        Str file = before_name(arena, first, turn);
        if (is_of_state(arena, file.at, state)) return true;
        if (access(file.at, F_OK) == 0) return false;
    }
    return false;
}

/* The names of databases may hold anything; the names of files here do not. */
static Str name_plain(Arena *arena, Str name) {
    Text text = text_new(arena, PART_PATH_BYTES);
    for (size_t i = 0; i < name.len; i++) {
        char c = name.at[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        text_add_char(&text, plain || c == '-' ? c : '_');
    }
    return text_str(&text);
}

Result backup_keep_before(Db *db, Str name, int version) {
    const char *folder = folder_before && *folder_before ? folder_before : ".";
    Str first = str_printf(db->arena, "%s/opstap-%.*s.before-%d", folder,
                           STR_ARGS(name_plain(db->arena, name)), version);
    Str file = first;
    BackupSummary summary;
    Result result = CONFLICT;
    int now = 0, turn = 0;
    while (turn < BACKUP_COPIES_MAX && result == CONFLICT) {
        file = before_name(db->arena, first, ++turn);
        result = write_in_turn(db, (BackupRequest){ .file = file.at, .version = version }, &summary);
    }
    if (result == OK && is_kept_already(db->arena, first, turn, &summary)) unlink(file.at);
    if (result == OK) return OK;
    if (result == REFUSED && db_schema_version(db, &now) == OK && now > version) return OK;
    log_line("database: the backup %s before the upgrade failed: %s", file.at, result_name(result));
    return result == BUSY ? BUSY : BROKEN;
}
