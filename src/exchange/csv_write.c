#include "csv_write.h"

#include <assert.h>

#include "csv_cell.h"
#include "log.h"

static bool is_wanted(const CsvWriter *writer, int column) {
    const CsvColumn *info = &writer->layout->column[column];
    if (!writer->request) return true;
    return (writer->request->identity || !info->identity) &&
           (writer->request->sensitive || !info->sensitive);
}

static bool needs_quotes(Str cell) {
    for (size_t i = 0; i < cell.len; i++) {
        char c = cell.at[i];
        if (c == ',' || c == ';' || c == '"' || c == '\n' || c == '\r') return true;
    }
    return false;
}

static void cell_add(Text *text, Str cell) {
    if (!needs_quotes(cell)) {
        text_add(text, cell);
        return;
    }
    text_add_char(text, '"');
    for (size_t i = 0; i < cell.len; i++) {
        if (cell.at[i] == '"') text_add_char(text, '"');
        text_add_char(text, cell.at[i]);
    }
    text_add_char(text, '"');
}

void csv_cell_add(Text *text, Arena *scratch, Str cell) {
    cell_add(text, csv_guarded(scratch, cell));
}

/* Hands over what is ready, when somebody takes it part by part. */
static void part_hand_over(CsvWriter *writer) {
    const ExportRequest *request = writer->request;
    if (!request || !request->take || text_failed(&writer->text)) return;
    if (!request->take(request->context, text_str(&writer->text))) writer->stopped = true;
    text_clear(&writer->text);
}

static void row_go_on(CsvWriter *writer) {
    if (++writer->column < writer->layout->count) return;
    text_add_char(&writer->text, '\n');
    writer->column = 0;
    if (writer->text.len >= EXPORT_PART_BYTES) part_hand_over(writer);
}

/* Column 0 is an id or another name of the row: always wanted, so that each next cell has a comma
 * before it. */
static void cell_put(CsvWriter *writer, Str cell) {
    if (is_wanted(writer, writer->column)) {
        if (writer->column) text_add_char(&writer->text, ',');
        cell_add(&writer->text, cell);
    }
    row_go_on(writer);
}

CsvWriter csv_writer(Arena *arena, const CsvLayout *layout, const ExportRequest *request) {
    CsvWriter writer = { .layout = layout, .request = request,
                         .text = text_new(arena, EXPORT_BYTES_MAX) };
    for (int i = 0; i < layout->count; i++) cell_put(&writer, layout->column[i].name);
    return writer;
}

static Str said(Str cell) {
    cell = str_trim(cell);
    return str_equal(cell, S("unknown")) ? STR_EMPTY : cell;
}

Str csv_said(Arena *arena, const FieldInfo *field, Value value) {
    return said(value_text(arena, field, value));
}

Str csv_list_said(Arena *arena, const RecordType *type, const RecordList *list) {
    Str cell = str_trim(record_list_text(arena, type, list));
    return str_equal(cell, S("unknown")) ? S("\\unknown") : cell;
}

void csv_write(CsvWriter *writer, Arena *scratch, Str cell) {
    cell_put(writer, csv_guarded(scratch, said(cell)));
}

void csv_write_value(CsvWriter *writer, Arena *scratch, Value value) {
    csv_write(writer, scratch,
              value_text(scratch, &writer->layout->column[writer->column].field, value));
}

void csv_write_list(CsvWriter *writer, Arena *scratch, const RecordList *list) {
    csv_write(writer, scratch,
              csv_list_said(scratch, writer->layout->column[writer->column].list, list));
}

void csv_write_yes(CsvWriter *writer, Arena *scratch, bool yes) {
    csv_write_value(writer, scratch, (Value){ .known = true, .number = yes });
}

void csv_write_provenance(CsvWriter *writer, Arena *scratch, Provenance from) {
    csv_write(writer, scratch, from.source);
    csv_write_yes(writer, scratch, from.verified);
    if (from.confirmed == DAY_UNKNOWN) cell_put(writer, S("unknown"));
    else csv_write(writer, scratch, day_text(scratch, from.confirmed));
}

bool csv_stopped(const CsvWriter *writer) {
    return writer->stopped || text_failed(&writer->text);
}

Result csv_written(CsvWriter *writer, Str *ret_bytes) {
    assert(writer->column == 0);
    part_hand_over(writer);
    if (text_failed(&writer->text)) {
        log_line("export: more than %d bytes", EXPORT_BYTES_MAX);
        return BROKEN;
    }
    if (writer->stopped) return BROKEN;
    *ret_bytes = text_str(&writer->text);
    return OK;
}

static Str example_cell(const CsvExample *example, Str column) {
    for (int i = 0; example->pair[i]; i += 2) {
        if (str_equal(str_from(example->pair[i]), column)) return str_from(example->pair[i + 1]);
    }
    return STR_EMPTY;
}

Str csv_template(Arena *arena, const CsvLayout *layout, const CsvExample *row, size_t count) {
    CsvWriter writer = csv_writer(arena, layout, NULL);
    for (size_t i = 0; i < count; i++) {
        for (int column = 0; column < layout->count; column++) {
            cell_put(&writer, example_cell(&row[i], layout->column[column].name));
        }
    }
    return text_str(&writer.text);
}
