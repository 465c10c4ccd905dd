#include "csv_openings.h"

#include "csv_kinds.h"

CsvLayout *csv_openings_layout(Arena *arena) {
    CsvLayout *layout = arena_one(arena, CsvLayout);
    csv_layout_id(layout);
    csv_layout_demo(layout);
    csv_layout_fields(layout, opening_field, OPENING_FIELD_COUNT, STR_EMPTY);
    for (int i = 0; i < OPENING_LIST_COUNT; i++) csv_layout_list(layout, &opening_list_type[i]);
    int first = csv_layout_fields(layout, class_field, CLASS_FIELD_COUNT, STR_EMPTY);
    for (int i = first; i < layout->count; i++) {
        CsvColumn *column = &layout->column[i];
        column->name = str_printf(arena, "class_%.*s", STR_ARGS(column->name));
    }
    return layout;
}

void csv_opening_read(CsvReader *reader, OpeningRecord *ret_record) {
    OpeningRecord record = { 0 };
    Value id = csv_value(reader, OPENING_COLUMN_ID);
    Value demo = csv_value(reader, OPENING_COLUMN_DEMO);
    record.id = id.known ? id.text : STR_EMPTY;
    record.demo = demo.known && demo.number;
    for (int i = 0; i < OPENING_FIELD_COUNT; i++) {
        record.field[i] = csv_value(reader, OPENING_COLUMN_FIELDS + i);
    }
    for (int i = 0; i < OPENING_LIST_COUNT; i++) {
        record.list[i] = csv_list(reader, OPENING_COLUMN_LISTS + i, (Provenance){ 0 });
    }
    PlausibleEar ear = csv_ear(reader);
    opening_plausible(&ear, &record);
    *ret_record = record;
}

/* --- classes --- */

typedef struct ClassGiven {
    ClassRecord record;
    const CsvRow *row[CLASS_FIELD_COUNT]; /* that first said so */
    const CsvRow *first;
    bool changed;
} ClassGiven;

typedef struct Openings {
    Arena *arena; /* of the whole file */
    Seen *ids, *class_ids;
    ClassGiven *class;
    size_t class_count, class_capacity;
    int64_t *class_of;  /* per row of the table; -1: none */
    bool *opening_changed; /* per row */
} Openings;

static bool class_values(CsvReader *reader, Value *value) {
    bool any = false;
    for (int i = 0; i < CLASS_FIELD_COUNT; i++) {
        value[i] = csv_value(reader, OPENING_COLUMN_CLASS + i);
        any = any || value[i].known;
    }
    return any;
}

/* Refuses what an earlier row contradicts. */
static void class_compare(CsvReader *reader, const ClassGiven *class, const Value *value) {
    for (int i = 0; i < CLASS_FIELD_COUNT; i++) {
        Value had = class->record.field[i];
        if (!had.known || !value[i].known) continue;
        if (value_equal(class_field[i].kind, had, value[i])) continue;
        Arena *scratch = reader->scratch;
        csv_refuse(reader, OPENING_COLUMN_CLASS + i,
                   PHRASE(WORD_csv_class_differs, VALUE_TEXT("class", class->record.id),
                          VALUE_TEXT("value", value_text(scratch, &class_field[i], value[i])),
                          VALUE_TEXT("before", value_text(scratch, &class_field[i], had)),
                          VALUE_NUMBER("line", class->row[i]->line)));
    }
}

static void class_merge(CsvReader *reader, Openings *openings, ClassGiven *class,
                        const Value *value) {
    for (int i = 0; i < CLASS_FIELD_COUNT; i++) {
        if (!value[i].known || class->record.field[i].known) continue;
        class->record.field[i] = value[i];
        class->record.field[i].text = str_copy(openings->arena, value[i].text);
        class->row[i] = reader->row;
    }
}

static ClassGiven *class_add(CsvReader *reader, Openings *openings, const OpeningRecord *record) {
    Str id = str_copy(openings->arena, record->field[OPENING_class].text);
    openings->class = arena_room(openings->arena, ClassGiven, openings->class,
                                 openings->class_count, &openings->class_capacity);
    ClassGiven *class = &openings->class[openings->class_count];
    *class = (ClassGiven){ .record = { .id = id, .demo = record->demo }, .first = reader->row };
    seen_put(openings->class_ids, id, (int64_t)openings->class_count++);
    return class;
}

/* The row's class, joined to what earlier rows said of it; -1 for none. */
static int64_t class_take(CsvReader *reader, Openings *openings, const OpeningRecord *record) {
    Value value[CLASS_FIELD_COUNT], id = record->field[OPENING_class];
    bool any = class_values(reader, value);
    if (!id.known) {
        if (any) csv_refuse(reader, OPENING_COLUMN_FIELDS + OPENING_class,
                            PHRASE(WORD_csv_class_missing));
        return -1;
    }
    int64_t known = seen_find(openings->class_ids, id.text);
    if (known >= 0) class_compare(reader, &openings->class[known], value);
    if (reader->report->row_refused) return -1;
    ClassGiven *class =
        known >= 0 ? &openings->class[known] : class_add(reader, openings, record);
    class_merge(reader, openings, class, value);
    return class - openings->class;
}

static Result classes_put(CsvReader *reader, Openings *openings) {
    const ImportRequest *request = reader->request;
    Result result = OK;
    reader->scratch = openings->arena;
    for (size_t i = 0; i < openings->class_count && result == OK; i++) {
        ClassGiven *class = &openings->class[i];
        PlausibleEar ear = csv_ear(reader);
        reader->row = class->first;
        class_plausible(&ear, &class->record);
        if (!import_may_write(request, reader->report)) continue;
        result = class_put(request->db, openings->arena, request->tenant, &class->record,
                           &class->changed);
    }
    return result;
}

/* --- import --- */

static Result opening_take(CsvReader *reader, void *context, bool *ret_changed) {
    Openings *openings = context;
    size_t row = (size_t)(reader->row - reader->table.row);
    OpeningRecord record;
    csv_opening_read(reader, &record);
    csv_refuse_twice(reader, OPENING_COLUMN_ID, openings->ids, record.id);
    openings->class_of[row] = class_take(reader, openings, &record);
    if (!csv_row_is_good(reader)) return OK;
    const ImportRequest *request = reader->request;
    Result result =
        opening_put(request->db, reader->scratch, request->tenant, &record, ret_changed);
    openings->opening_changed[row] = *ret_changed;
    return result;
}

/* A row whose opening is as it was, and whose class is not, has changed something too. */
static void changes_count(const CsvReader *reader, const Openings *openings) {
    for (size_t i = 0; i < reader->table.row_count; i++) {
        int64_t class = openings->class_of[i];
        bool more = class >= 0 && openings->class[class].changed && !openings->opening_changed[i];
        reader->report->changed += more;
    }
}

Result csv_openings_import(const ImportRequest *request, Str bytes, ImportReport *report,
                           Phrase *ret_why) {
    AUTO(arena_end_at) Arena *arena = arena_new("openings file", CSV_ARENA_BYTES_MAX);
    CsvReader reader = { .request = request, .report = report,
                         .layout = csv_openings_layout(arena) };
    Result result = csv_open(&reader, arena, bytes, ret_why);
    if (result != OK) return result;
    size_t rows = reader.table.row_count;
    Openings openings = { .arena = arena, .ids = seen_new(arena, rows),
                          .class_ids = seen_new(arena, rows),
                          .class_of = arena_many(arena, int64_t, rows),
                          .opening_changed = arena_many(arena, bool, rows) };
    result = csv_each(&reader, opening_take, &openings);
    if (result == OK) result = classes_put(&reader, &openings);
    if (result == OK) changes_count(&reader, &openings);
    return result;
}
