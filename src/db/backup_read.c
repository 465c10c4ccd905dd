#include "backup_read.h"

#include "auto.h"
#include "db_rows.h"
#include "limits.h"

/* --- numbers and names --- */

static bool number_take(BackupReader *reader, int bytes, int64_t maximum, int64_t *ret_number) {
    text_clear(reader->room);
    if (!chunks_take(&reader->chunks, reader->room, (size_t)bytes)) return false;
    uint64_t number = bytes_number(reader->room->at, bytes);
    if (number > (uint64_t)maximum) {
        return chunks_fault(&reader->chunks, INVALID, WORD_backup_fault_length);
    }
    *ret_number = (int64_t)number;
    return true;
}

bool backup_name_is_sound(Str name) {
    if (!name.len || name.len > BACKUP_NAME_BYTES_MAX) return false;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.at[i];
        bool letter = (c >= 'a' && c <= 'z') || c == '_', digit = c >= '0' && c <= '9';
        if (!letter && !(digit && i)) return false;
    }
    return true;
}

static bool name_take(BackupReader *reader, Str *ret_name) {
    int64_t len = 0;
    if (!number_take(reader, 1, BACKUP_NAME_BYTES_MAX, &len)) return false;
    text_clear(reader->room);
    if (!chunks_take(&reader->chunks, reader->room, (size_t)len)) return false;
    Str name = str_copy(reader->arena, text_str(reader->room));
    if (!backup_name_is_sound(name)) {
        return chunks_fault(&reader->chunks, INVALID, WORD_backup_fault_name);
    }
    *ret_name = name;
    return true;
}

/* --- the head --- */

static bool moment_take(BackupReader *reader, Str *ret_moment) {
    static const char shape[] = "0000-00-00T00:00:00Z";
    text_clear(reader->room);
    if (!chunks_take(&reader->chunks, reader->room, sizeof shape - 1)) return false;
    Str moment = str_copy(reader->arena, text_str(reader->room));
    for (size_t i = 0; i < moment.len; i++) {
        bool digit = moment.at[i] >= '0' && moment.at[i] <= '9';
        if (shape[i] == '0' ? digit : moment.at[i] == shape[i]) continue;
        return chunks_fault(&reader->chunks, INVALID, WORD_backup_fault_head);
    }
    *ret_moment = moment;
    return true;
}

static bool column_take(BackupReader *reader, BackupTable *table, size_t place) {
    int64_t type = 0;
    if (!name_take(reader, &table->column[place].name)) return false;
    if (!number_take(reader, 1, ROW_BLOB, &type)) return false;
    if (type == ROW_NULL) return chunks_fault(&reader->chunks, INVALID, WORD_backup_fault_type);
    table->column[place].type = type == ROW_INTEGER ? DB_INTEGER
                                : type == ROW_TEXT  ? DB_TEXT
                                                    : DB_BLOB;
    for (size_t i = 0; i < place; i++) {
        if (!str_equal(table->column[i].name, table->column[place].name)) continue;
        return chunks_fault(&reader->chunks, INVALID, WORD_backup_fault_name);
    }
    return true;
}

static bool table_take(BackupReader *reader, size_t place) {
    BackupHead *head = &reader->head;
    BackupTable *table = &head->table[place];
    int64_t columns = 0;
    if (!name_take(reader, &table->name)) return false;
    for (size_t i = 0; i < place; i++) {
        if (!str_equal(head->table[i].name, table->name)) continue;
        return chunks_fault(&reader->chunks, INVALID, WORD_backup_fault_name);
    }
    reader->table = table->name;
    if (!number_take(reader, 8, BACKUP_ROWS_MAX - head->rows, &table->rows)) return false;
    head->rows += table->rows;
    if (!number_take(reader, 4, BACKUP_COLUMNS_MAX, &columns)) return false;
    if (!columns) return chunks_fault(&reader->chunks, INVALID, WORD_backup_fault_head);
    table->column = arena_many(reader->arena, DbColumn, (size_t)columns);
    table->column_count = (size_t)columns;
    for (size_t i = 0; i < table->column_count; i++) {
        if (!column_take(reader, table, i)) return false;
    }
    reader->table = STR_EMPTY;
    return true;
}

static bool head_take(BackupReader *reader) {
    BackupHead *head = &reader->head;
    int64_t version = 0, tables = 0;
    if (!number_take(reader, 4, INT32_MAX, &version)) return false;
    head->schema_version = (int)version;
    if (!version) return chunks_fault(&reader->chunks, INVALID, WORD_backup_fault_head);
    if (!moment_take(reader, &head->made_at)) return false;
    if (!number_take(reader, 4, BACKUP_TABLES_MAX, &tables)) return false;
    head->table = arena_many(reader->arena, BackupTable, (size_t)tables);
    head->count = (size_t)tables;
    for (size_t i = 0; i < head->count; i++) {
        if (!table_take(reader, i)) return false;
    }
    return true;
}

/* --- rows --- */

static bool bytes_take(BackupReader *reader, size_t len) {
    return chunks_take(&reader->chunks, reader->room, len);
}

/* The bytes of the room may move while it grows: a value remembers where, as a length from its
 * start. */
static bool cell_take(BackupReader *reader, DbType type, size_t *ret_from, DbValue *ret_value) {
    size_t at = reader->room->len;
    if (!bytes_take(reader, 1)) return false;
    int mark = (unsigned char)reader->room->at[at];
    *ret_value = (DbValue){ .kind = DB_VALUE_NULL };
    if (mark == ROW_NULL) return true;
    if (mark != row_mark(type)) {
        return chunks_fault(&reader->chunks, INVALID, WORD_backup_fault_type);
    }
    int head = type == DB_INTEGER ? 8 : 4;
    if (!bytes_take(reader, (size_t)head)) return false;
    uint64_t number = bytes_number(reader->room->at + at + 1, head);
    if (type == DB_INTEGER) {
        *ret_value = (DbValue){ .kind = DB_VALUE_INTEGER, .integer = (int64_t)number };
        return true;
    }
    *ret_from = reader->room->len;
    ret_value->kind = type == DB_TEXT ? DB_VALUE_TEXT : DB_VALUE_BLOB;
    ret_value->bytes.len = (size_t)number;
    return bytes_take(reader, (size_t)number);
}

static bool row_take(BackupReader *reader, const BackupTable *table) {
    size_t from[BACKUP_COLUMNS_MAX] = { 0 };
    text_clear(reader->room);
    for (size_t i = 0; i < table->column_count; i++) {
        if (!cell_take(reader, table->column[i].type, &from[i], &reader->value[i])) return false;
    }
    for (size_t i = 0; i < table->column_count; i++) {
        if (from[i]) reader->value[i].bytes.at = reader->room->at + from[i];
        bool text = from[i] && reader->value[i].kind == DB_VALUE_TEXT;
        if (text && !str_is_utf8(reader->value[i].bytes)) {
            return chunks_fault(&reader->chunks, INVALID, WORD_backup_fault_text);
        }
    }
    return true;
}

static bool hash_take(BackupReader *reader, const unsigned char right[DIGEST_BYTES], Word fault) {
    text_clear(reader->room);
    if (!bytes_take(reader, DIGEST_BYTES)) return false;
    if (memcmp(reader->room->at, right, DIGEST_BYTES) == 0) return true;
    return chunks_fault(&reader->chunks, INVALID, fault);
}

static bool rows_take(BackupReader *reader, size_t place, BackupTaker taker,
                      TableDigest *ret_digest) {
    const BackupTable *table = &reader->head.table[place];
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, DIGEST_BYTES);
    reader->table = table->name;
    for (reader->row = 1; reader->row <= table->rows; reader->row++) {
        if (!row_take(reader, table)) return false;
        crypto_generichash_update(&state, (const unsigned char *)reader->room->at,
                                  reader->room->len);
        Result result = taker.row ? taker.row(taker.context, reader, place) : OK;
        if (result != OK) return chunks_fault(&reader->chunks, result, WORD_none);
        watch_row(reader->watch);
    }
    *ret_digest = (TableDigest){ .name = table->name, .rows = table->rows };
    crypto_generichash_final(&state, ret_digest->hash, sizeof ret_digest->hash);
    reader->row = 0;
    return hash_take(reader, ret_digest->hash, WORD_backup_fault_digest);
}

/* --- the whole --- */

static bool foot_take(BackupReader *reader, BackupSummary *summary) {
    int64_t rows = 0;
    reader->table = STR_EMPTY;
    if (!number_take(reader, 8, INT64_MAX, &rows)) return false;
    if (rows != summary->rows) {
        return chunks_fault(&reader->chunks, INVALID, WORD_backup_fault_count);
    }
    tables_digest(summary->table, summary->count, DIGEST_DATA, summary->data);
    tables_digest(summary->table, summary->count, DIGEST_ALL, summary->all);
    return hash_take(reader, summary->data, WORD_backup_fault_digest) &&
           hash_take(reader, summary->all, WORD_backup_fault_digest) &&
           chunks_close(&reader->chunks);
}

static bool all_take(BackupReader *reader, BackupTaker taker, BackupSummary *summary) {
    const BackupHead *head = &reader->head;
    if (reader->chunks.result != OK || !head_take(reader)) return false;
    Result result = taker.head ? taker.head(taker.context, reader) : OK;
    if (result != OK) return chunks_fault(&reader->chunks, result, WORD_none);
    watch_begin(reader->watch, WORD_backup_reading, head->rows);
    *summary = (BackupSummary){ .schema_version = head->schema_version,
                                .made_at = head->made_at,
                                .table = arena_many(reader->arena, TableDigest, head->count),
                                .count = head->count,
                                .rows = head->rows };
    for (size_t i = 0; i < head->count; i++) {
        if (!rows_take(reader, i, taker, &summary->table[i])) return false;
    }
    result = taker.end ? taker.end(taker.context, reader) : OK;
    if (result != OK) return chunks_fault(&reader->chunks, result, WORD_none);
    return foot_take(reader, summary);
}

/* What a person is told. Names are sound before they stand in a table of the reader. */
static Phrase fault_phrase(const BackupReader *reader, const char *file) {
    const ChunkReader *chunks = &reader->chunks;
    PhraseValue name = VALUE_TEXT("file", str_from(file));
    PhraseValue place = VALUE_NUMBER("offset", chunks->chunk_offset);
    PhraseValue what = VALUE_WORD("what", chunks->fault);
    if (chunks->fault == WORD_none) return PHRASE(WORD_none);
    if (chunks->fault == WORD_backup_newer_format) {
        return PHRASE(chunks->fault, name, VALUE_NUMBER("version", chunks->format),
                      VALUE_NUMBER("newest", BACKUP_FORMAT));
    }
    if (chunks->fault == WORD_backup_newer) {
        return PHRASE(chunks->fault, name, VALUE_NUMBER("version", reader->head.schema_version),
                      VALUE_NUMBER("newest", db_schema_newest()));
    }
    if (chunks->result != INVALID) return PHRASE(chunks->fault, name);
    if (!reader->table.len) return PHRASE(WORD_backup_damaged, name, place, what);
    if (!reader->row) {
        return PHRASE(WORD_backup_damaged_table, name, place, VALUE_TEXT("table", reader->table),
                      what);
    }
    return PHRASE(WORD_backup_damaged_row, name, place, VALUE_TEXT("table", reader->table),
                  VALUE_NUMBER("row", reader->row), what);
}

Result backup_read(Arena *arena, BackupReading reading, BackupSummary *ret_summary,
                   Phrase *ret_why) {
    AUTO(arena_end_at) Arena *scratch = arena_new("backup", ROW_ROOM_BYTES_MAX);
    Text room = text_new(scratch, ROW_BYTES_MAX);
    BackupReader reader = { .arena = arena,
                            .room = &room,
                            .watch = &reading.request.watch,
                            .value = arena_many(arena, DbValue, BACKUP_COLUMNS_MAX) };
    BackupSummary summary = { 0 };
    chunks_open(&reader.chunks, arena, reading.file);
    bool good = all_take(&reader, reading.taker, &summary);
    chunk_reader_end(&reader.chunks);
    if (!good) {
        *ret_why = fault_phrase(&reader, reading.request.file);
        return reader.chunks.result;
    }
    *ret_summary = summary;
    return OK;
}
