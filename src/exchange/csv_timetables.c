/* The file `timetables`: one row per block of somebody's week. All rows of a person together are
 * the timetable, and replace the one that was stored. */
#include "csv_candidates.h"
#include "csv_kinds.h"
#include "csv_write.h"

enum {
    COLUMN_ID,
    COLUMN_FIELDS,
    COLUMN_FROM = COLUMN_FIELDS + TIMETABLE_FIELD_COUNT /* and the two after it */
};

static CsvLayout *timetables_layout(Arena *arena) {
    CsvLayout *layout = arena_one(arena, CsvLayout);
    const RecordType *type = &candidate_list_type[LIST_TIMETABLE];
    csv_layout_id(layout);
    csv_layout_fields(layout, type->field, type->field_count, S("_time"));
    csv_layout_provenance(layout);
    return layout;
}

typedef struct Week {
    RecordList list;
} Week;

static void block_read(CsvReader *reader, void *context, const CsvGroup *group, size_t index) {
    (void)group;
    Week *week = context;
    if (index == 0) week->list = (RecordList){ 0 };
    Provenance from = csv_provenance(reader, COLUMN_FROM);
    Value value[TIMETABLE_FIELD_COUNT];
    for (int i = 0; i < TIMETABLE_FIELD_COUNT; i++) value[i] = csv_value(reader, COLUMN_FIELDS + i);
    if (reader->report->row_refused) return;
    if (week->list.count == ENTRIES_MAX) {
        csv_refuse(reader, COLUMN_ID,
                   PHRASE(WORD_record_too_many_entries, VALUE_NUMBER("count", ENTRIES_MAX)));
        return;
    }
    RecordList one = { 0 };
    const RecordType *type = &candidate_list_type[LIST_TIMETABLE];
    PlausibleEar ear = csv_ear(reader);
    record_add(reader->scratch, type, &one, value, from);
    candidate_list_plausible(&ear, LIST_TIMETABLE, &one);
    if (one.count) record_add(reader->scratch, type, &week->list, one.value, from);
}

static Result week_put(CsvReader *reader, void *context, const CsvGroup *group, bool *ret_changed) {
    Week *week = context;
    const ImportRequest *request = reader->request;
    if (!group->good[0] || !import_may_write(request, reader->report)) return OK;
    CandidateRecord record = { .id = group->id };
    record.list[LIST_TIMETABLE] = week->list;
    return candidate_put(request->db, reader->scratch, request->tenant, &record, ret_changed);
}

Result csv_timetables_import(const ImportRequest *request, Str bytes, ImportReport *report,
                             Phrase *ret_why) {
    AUTO(arena_end_at) Arena *arena = arena_new("timetables file", CSV_ARENA_BYTES_MAX);
    CsvReader reader = { .request = request, .report = report, .layout = timetables_layout(arena) };
    Result result = csv_open(&reader, arena, bytes, ret_why);
    if (result != OK) return result;
    Week week = { 0 };
    CsvGroupTake take = { .row = block_read, .end = week_put, .context = &week,
                          .column = COLUMN_ID, .all_or_none = true };
    return csv_each_group(&reader, arena, &take);
}

static void week_write(CsvWriter *writer, Arena *scratch, const CandidateRecord *record) {
    const RecordType *type = &candidate_list_type[LIST_TIMETABLE];
    const RecordList *list = &record->list[LIST_TIMETABLE];
    for (size_t row = 0; row < list->count; row++) {
        csv_write(writer, scratch, record->id);
        for (int i = 0; i < type->field_count; i++) {
            csv_write_value(writer, scratch, record_value(type, list, row, i));
        }
        csv_write_provenance(writer, scratch, list->from[row]);
    }
}

Result csv_timetables_export(const ExportRequest *request, Str *ret_bytes) {
    AUTO(arena_end_at) Arena *arena = arena_new("timetables export", CSV_ARENA_BYTES_MAX);
    return csv_people_export(request, timetables_layout(arena), false, week_write, ret_bytes);
}

Str csv_timetables_template(Arena *arena) {
    static const CsvExample row[] = {
        { { "id", "k-0001", "weekday", "1", "from", "09:00", "until", "17:00", "available", "yes",
            NULL } },
        { { "id", "k-0001", "weekday", "3", "from", "13:00", "until", "15:30", "available", "no",
            "valid_from", "2026-02-02", "valid_until", "2026-07-03", "week_parity", "even", NULL } },
        { { "id", "k-0002", "weekday", "5", "from", "08:30", "until", "12:30", "available", "yes",
            "week_parity", "every", "source", "intake", "verified", "no", "confirmed_at",
            "2025-11-03", NULL } },
    };
    return csv_template(arena, timetables_layout(arena), row, sizeof row / sizeof *row);
}
