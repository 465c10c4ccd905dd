#include "csv_read.h"

#include "csv_cell.h"
#include "seen.h"

enum { SCRATCH_BYTES_MAX = 256 * 1024 * 1024, ALLOWED_BYTES_MAX = 8192 };

/* --- layouts --- */

int csv_layout_field(CsvLayout *layout, const FieldInfo *field) {
    return csv_layout_fields(layout, field, 1, STR_EMPTY);
}

int csv_layout_fields(CsvLayout *layout, const FieldInfo *field, int count, Str end) {
    int first = layout->count;
    for (int i = 0; i < count; i++) {
        Str name = str_from(field[i].name);
        if (end.len && str_ends(name, end)) name.len -= end.len;
        layout->column[layout->count++] = (CsvColumn){ .name = name, .field = field[i], .at = -1 };
    }
    return first;
}

int csv_layout_list(CsvLayout *layout, const RecordType *type) {
    layout->column[layout->count] = (CsvColumn){ .name = str_from(type->name), .list = type,
                                                 .sensitive = type->sensitive, .at = -1 };
    return layout->count++;
}

int csv_layout_id(CsvLayout *layout) {
    static const FieldInfo id = { "id", FIELD_ID, 0, ID_BYTES_MAX, NULL };
    int column = csv_layout_field(layout, &id);
    layout->column[column].required = true;
    return column;
}

const FieldInfo csv_provenance_field[3] = { { "source", FIELD_ID, 0, 40, NULL },
                                            { "verified", FIELD_YES, 0, 0, NULL },
                                            { "confirmed_at", FIELD_DAY, 0, 0, NULL } };

int csv_layout_provenance(CsvLayout *layout) {
    return csv_layout_fields(layout, csv_provenance_field, 3, STR_EMPTY);
}

int csv_layout_demo(CsvLayout *layout) {
    static const FieldInfo demo = { "demo", FIELD_YES, 0, 0, NULL };
    return csv_layout_field(layout, &demo);
}

/* --- the file --- */

static Phrase fault_phrase(Arena *arena, const CsvError *error) {
    static const Word word[] = {
        [CSV_FAULT_NONE] = WORD_none,
        [CSV_FAULT_EMPTY] = WORD_csv_fault_empty,
        [CSV_FAULT_NOT_UTF8] = WORD_csv_fault_not_utf8,
        [CSV_FAULT_ZERO] = WORD_csv_fault_zero,
        [CSV_FAULT_QUOTE] = WORD_csv_fault_quote,
        [CSV_FAULT_UNCLOSED] = WORD_csv_fault_unclosed,
        [CSV_FAULT_RAGGED] = WORD_csv_fault_ragged,
        [CSV_FAULT_COLUMN_UNNAMED] = WORD_csv_fault_column_unnamed,
        [CSV_FAULT_COLUMN_TWICE] = WORD_csv_fault_column_twice,
        [CSV_FAULT_TOO_MANY_COLUMNS] = WORD_csv_fault_too_many_columns,
        [CSV_FAULT_TOO_MANY_ROWS] = WORD_csv_fault_too_many_rows,
        [CSV_FAULT_TOO_MANY_CELLS] = WORD_csv_fault_too_many_cells,
        [CSV_FAULT_CELL_TOO_LONG] = WORD_csv_fault_cell_too_long,
    };
    return PHRASE(word[error->fault], VALUE_NUMBER("line", error->line),
                  VALUE_NUMBER("column", error->column),
                  VALUE_NUMBER("offset", (int64_t)error->offset),
                  VALUE_NUMBER("count", error->count), VALUE_NUMBER("expected", error->expected),
                  VALUE_TEXT("name", csv_shown(arena, error->name)));
}

static Str columns_allowed(Arena *arena, const CsvLayout *layout) {
    Text text = text_new(arena, ALLOWED_BYTES_MAX);
    for (int i = 0; i < layout->count; i++) {
        if (i) text_add(&text, S(", "));
        text_add(&text, layout->column[i].name);
    }
    return text_str(&text);
}

static int layout_find(const CsvLayout *layout, Str name) {
    for (int i = 0; i < layout->count; i++) {
        if (str_equal(layout->column[i].name, name)) return i;
    }
    return -1;
}

static Result columns_bind(CsvReader *reader, Phrase *ret_why) {
    Arena *arena = reader->request->arena;
    CsvLayout *layout = reader->layout;
    for (size_t i = 0; i < reader->table.column_count; i++) {
        Str name = reader->table.column[i];
        int found = layout_find(layout, name);
        if (found >= 0) {
            layout->column[found].at = (int)i;
            continue;
        }
        if (layout->others_pass) continue;
        *ret_why = PHRASE(WORD_csv_column_unknown, VALUE_TEXT("column", csv_shown(arena, name)),
                          VALUE_TEXT("allowed", columns_allowed(arena, layout)));
        return INVALID;
    }
    for (int i = 0; i < layout->count; i++) {
        if (!layout->column[i].required || layout->column[i].at >= 0) continue;
        *ret_why = PHRASE(WORD_csv_column_missing, VALUE_TEXT("column", layout->column[i].name),
                          VALUE_TEXT("allowed", columns_allowed(arena, layout)));
        return INVALID;
    }
    return OK;
}

Result csv_open(CsvReader *reader, Arena *arena, Str bytes, Phrase *ret_why) {
    CsvError error;
    if (csv_table_read(arena, bytes, &reader->table, &error) != OK) {
        *ret_why = fault_phrase(reader->request->arena, &error);
        return INVALID;
    }
    return columns_bind(reader, ret_why);
}

Result csv_each(CsvReader *reader, CsvTake *take, void *context) {
    AUTO(arena_end_at) Arena *scratch = arena_new("one row", SCRATCH_BYTES_MAX);
    arena_get(scratch, 1); /* so that the first block stays */
    ArenaMark mark = arena_mark(scratch);
    Result result = OK;
    reader->scratch = scratch;
    for (size_t i = 0; i < reader->table.row_count && result == OK; i++) {
        bool changed = false;
        reader->row = &reader->table.row[i];
        import_row_begin(reader->report);
        result = take(reader, context, &changed);
        import_row_end(reader->report, changed);
        import_tell(reader->request, (int64_t)i + 1, (int64_t)reader->table.row_count);
        arena_rewind(scratch, mark);
    }
    reader->scratch = NULL;
    return result;
}

Result csv_records_import(const CsvRecords *records, const ImportRequest *request, Str bytes,
                          ImportReport *report, Phrase *ret_why) {
    AUTO(arena_end_at) Arena *arena = arena_new(records->name, CSV_ARENA_BYTES_MAX);
    CsvReader reader = { .request = request, .report = report, .layout = records->layout(arena) };
    Result result = csv_open(&reader, arena, bytes, ret_why);
    if (result != OK) return result;
    return csv_each(&reader, records->take, seen_new(arena, reader.table.row_count));
}

bool csv_row_is_good(const CsvReader *reader) {
    return !reader->report->row_refused && import_may_write(reader->request, reader->report);
}

/* --- cells --- */

Str csv_cell(const CsvReader *reader, int column) {
    int at = reader->layout->column[column].at;
    if (at < 0) return STR_EMPTY;
    return csv_unguarded(reader->scratch, reader->row->cell[at]);
}

bool csv_cell_is_unknown(const CsvReader *reader, int column) {
    return str_equal(str_trim(csv_cell(reader, column)), S("unknown"));
}

static void remark(CsvReader *reader, bool refused, Str column_name, Phrase reason) {
    Phrase place = PHRASE(WORD_csv_place, VALUE_NUMBER("line", reader->row->line),
                          VALUE_TEXT("column", column_name));
    import_remark(reader->request->arena, reader->report, refused, place, reason);
}

void csv_refuse(CsvReader *reader, int column, Phrase reason) {
    remark(reader, true, reader->layout->column[column].name, reason);
}

void csv_flag(CsvReader *reader, Str column_name, Phrase reason) {
    remark(reader, false, column_name, reason);
}

Value csv_value(CsvReader *reader, int column) {
    const CsvColumn *info = &reader->layout->column[column];
    Str cell = csv_cell_is_unknown(reader, column) ? STR_EMPTY : csv_cell(reader, column);
    Value value = VALUE_UNKNOWN;
    Phrase why;
    if (value_read(reader->scratch, &info->field, cell, &value, &why) != OK) {
        csv_refuse(reader, column, why);
        return VALUE_UNKNOWN;
    }
    if (info->required && !value.known) {
        Str allowed = field_allowed(reader->scratch, &info->field);
        csv_refuse(reader, column, PHRASE(WORD_csv_required, VALUE_TEXT("allowed", allowed)));
    }
    return value;
}

RecordList csv_list(CsvReader *reader, int column, Provenance from) {
    RecordList list = { 0 };
    Phrase why;
    if (csv_cell_is_unknown(reader, column)) return list;
    const RecordType *type = reader->layout->column[column].list;
    Str cell = csv_cell(reader, column);
    if (record_list_read(reader->scratch, type, cell, from, &list, &why) == OK) return list;
    csv_refuse(reader, column, why);
    return (RecordList){ 0 };
}

static bool source_is_plain(Str source) {
    for (size_t i = 0; i < source.len; i++) {
        if (source.at[i] >= 'A' && source.at[i] <= 'Z') return false;
    }
    return true;
}

Provenance csv_provenance(CsvReader *reader, int first) {
    Value source = csv_value(reader, first), verified = csv_value(reader, first + 1);
    Value day = csv_value(reader, first + 2);
    Provenance from = { .source = source.known ? source.text : S("csv"),
                        .verified = verified.known && verified.number, .confirmed = DAY_UNKNOWN };
    if (!source_is_plain(from.source)) {
        csv_refuse(reader, first,
                   PHRASE(WORD_record_value_refused, VALUE_TEXT("value", from.source),
                          VALUE_TEXT("allowed", S("a-z 0-9 _ . -"))));
    }
    if (day.known && day.number > reader->request->today) {
        csv_flag(reader, reader->layout->column[first + 2].name,
                 PHRASE(WORD_import_flag_future, VALUE_DAY("value", day.number)));
    } else if (day.known) {
        from.confirmed = (Day)day.number;
    } else if (!csv_cell_is_unknown(reader, first + 2)) {
        from.confirmed = reader->request->today;
        from.day_assumed = true;
    }
    return from;
}

void csv_refuse_twice(CsvReader *reader, int column, Seen *seen, Str id) {
    int64_t before = id.len ? seen_put(seen, id, reader->row->line) : -1;
    if (before < 0) return;
    csv_refuse(reader, column, PHRASE(WORD_csv_twice, VALUE_TEXT("value", id),
                                      VALUE_NUMBER("line", before)));
}
