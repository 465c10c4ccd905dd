#include "backup_batch.h"

#include "db_rewrite.h"
#include "limits.h"
#include "log.h"

enum { STATEMENT_BYTES_MAX = 1024 * 1024 };

static void value_set(Query *query, int parameter, DbValue value) {
    switch (value.kind) {
    case DB_VALUE_INTEGER: query_set_integer(query, parameter, value.integer); return;
    case DB_VALUE_TEXT: query_set_text(query, parameter, value.bytes); return;
    case DB_VALUE_BLOB: query_set_blob(query, parameter, value.bytes); return;
    case DB_VALUE_NULL: query_set_null(query, parameter); return;
    }
}

static Result values_insert(Db *db, const Sql *sql, const DbValue *value, size_t count) {
    Query *query = db_query(db, sql);
    for (size_t i = 0; i < count; i++) value_set(query, (int)i + 1, value[i]);
    return query_run(query);
}

/* A row that breaks a rule of the database, or a text that it cannot hold, is the fault of the
 * backup. */
static Result refused(BackupReader *reader, Result result, Word fault) {
    if (result != CONFLICT && result != INVALID) return result;
    chunks_fault(&reader->chunks, INVALID, fault);
    return INVALID;
}

/* --- several at once --- */

static size_t rows_together(const DbTable *table) {
    size_t rows = PARAMETERS_MAX / table->column_count;
    return rows < BATCH_ROWS_MAX ? rows : BATCH_ROWS_MAX;
}

static Sql *together_make(Db *db, const DbTable *table) {
    Text text = text_new(db_arena(db), STATEMENT_BYTES_MAX);
    Str one = str_from(table->insert.text);
    text_add(&text, str_sub(one, 0, str_find(one, S("VALUES ")) + 7));
    for (size_t i = 0; i < rows_together(table) * table->column_count; i++) {
        bool first = i % table->column_count == 0;
        text_addf(&text, "%s?%zu", !first ? ", " : i ? "), (" : "(", i + 1);
    }
    text_add(&text, S(")"));
    if (text_failed(&text)) log_fatal("restore: a statement is too long");
    Sql *sql = arena_one(db_arena(db), Sql);
    *sql = (Sql){ "table_insert_together", str_zero_ended(db_arena(db), text_str(&text)), false };
    return sql;
}

void batch_begin(RowBatch *batch, Db *db) {
    *batch = (RowBatch){ .db = db };
    if (!db->engine->is_file) batch->arena = arena_new("rows to restore", ROW_ROOM_BYTES_MAX);
}

void batch_end(RowBatch *batch) {
    arena_end(batch->arena);
}

static void batch_empty(RowBatch *batch) {
    batch->rows = batch->bytes = 0;
    arena_rewind(batch->arena, (ArenaMark){ 0 });
    size_t values = rows_together(batch->table) * batch->table->column_count;
    batch->value = arena_many(batch->arena, DbValue, values);
}

static void table_begin(RowBatch *batch, const DbTable *table) {
    batch->table = table;
    batch->together = NULL;
    batch_empty(batch);
}

static Result rows_insert(RowBatch *batch) {
    size_t columns = batch->table->column_count;
    Result result = OK;
    if (batch->rows == rows_together(batch->table)) {
        if (!batch->together) batch->together = together_make(batch->db, batch->table);
        return values_insert(batch->db, batch->together, batch->value, batch->rows * columns);
    }
    for (size_t i = 0; i < batch->rows && result == OK; i++) {
        result =
            values_insert(batch->db, &batch->table->insert, batch->value + i * columns, columns);
    }
    return result;
}

Result batch_flush(RowBatch *batch, BackupReader *reader) {
    if (!batch->rows) return OK;
    Result result = rows_insert(batch);
    if (result != OK) {
        reader->table = batch->table->name;
        reader->row = batch->first;
        return refused(reader, result, WORD_backup_fault_rows);
    }
    batch_empty(batch);
    return OK;
}

static Result row_wait(RowBatch *batch, BackupReader *reader) {
    size_t columns = batch->table->column_count;
    if (!batch->rows) batch->first = reader->row;
    for (size_t i = 0; i < columns; i++) {
        DbValue value = reader->value[i];
        if (value.bytes.at) value.bytes = str_copy(batch->arena, value.bytes);
        batch->bytes += value.bytes.len;
        batch->value[batch->rows * columns + i] = value;
    }
    batch->rows++;
    bool full = batch->rows == rows_together(batch->table) || batch->bytes > BATCH_BYTES_MAX;
    return full ? batch_flush(batch, reader) : OK;
}

Result batch_row(RowBatch *batch, BackupReader *reader, const DbTable *table) {
    if (!batch->arena) {
        Result result =
            values_insert(batch->db, &table->insert, reader->value, table->column_count);
        return refused(reader, result, WORD_backup_fault_row);
    }
    if (batch->table != table) {
        Result result = batch_flush(batch, reader);
        if (result != OK) return result;
        table_begin(batch, table);
    }
    return row_wait(batch, reader);
}
