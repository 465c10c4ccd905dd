/* The file `recognitions`: which company may train for which qualification, where and when. */
#include "csv_candidates.h"
#include "csv_kinds.h"
#include "csv_write.h"
#include "parties/parties.h"

static CsvLayout *recognitions_layout(Arena *arena) {
    static const int required[] = { RECOGNITION_company_id, RECOGNITION_crebo, RECOGNITION_postcode,
                                    RECOGNITION_valid_from };
    CsvLayout *layout = arena_one(arena, CsvLayout);
    csv_layout_fields(layout, recognition_field, RECOGNITION_FIELD_COUNT, STR_EMPTY);
    for (size_t i = 0; i < sizeof required / sizeof *required; i++) {
        layout->column[required[i]].required = true;
    }
    return layout;
}

static Str recognition_key(Arena *arena, const Value *value) {
    return str_printf(arena, "%.*s %lld %.*s %lld", STR_ARGS(value[RECOGNITION_company_id].text),
                      (long long)value[RECOGNITION_crebo].number,
                      STR_ARGS(value[RECOGNITION_postcode].text),
                      (long long)value[RECOGNITION_valid_from].number);
}

/* An end before the beginning is kept: such a recognition is never valid, and without its end it
 * would be valid for ever. */
static void end_flag(CsvReader *reader, const Value *value) {
    if (recognition_is_plausible(value)) return;
    Value from = value[RECOGNITION_valid_from], until = value[RECOGNITION_valid_until];
    csv_flag(reader, str_from(recognition_field[RECOGNITION_valid_until].name),
             PHRASE(WORD_import_flag_never_valid, VALUE_DAY("from", from.number),
                    VALUE_DAY("until", until.number)));
}

static Result recognition_take(CsvReader *reader, void *context, bool *ret_changed) {
    Value value[RECOGNITION_FIELD_COUNT];
    for (int i = 0; i < RECOGNITION_FIELD_COUNT; i++) value[i] = csv_value(reader, i);
    if (reader->report->row_refused) return OK;
    csv_refuse_twice(reader, RECOGNITION_company_id, context,
                     recognition_key(reader->scratch, value));
    if (!reader->report->row_refused) end_flag(reader, value);
    if (!csv_row_is_good(reader)) return OK;
    Phrase why;
    const ImportRequest *request = reader->request;
    Result result = recognition_put(request->db, request->tenant, value, ret_changed, &why);
    if (result != INVALID) return result;
    csv_refuse(reader, RECOGNITION_company_id, why);
    return OK;
}

Result csv_recognitions_import(const ImportRequest *request, Str bytes, ImportReport *report,
                               Phrase *ret_why) {
    static const CsvRecords records = { "recognitions file", recognitions_layout,
                                        recognition_take };
    return csv_records_import(&records, request, bytes, report, ret_why);
}

Result csv_recognitions_export(const ExportRequest *request, Str *ret_bytes) {
    AUTO(arena_end_at) Arena *arena = arena_new("recognitions export", CSV_ARENA_BYTES_MAX);
    Recognitions all;
    Result result = recognitions_load(request->db, arena, request->tenant, &all);
    if (result != OK) return result;
    CsvWriter writer = csv_writer(request->arena, recognitions_layout(arena), request);
    for (size_t i = 0; i < all.count; i++) {
        ArenaMark mark = arena_mark(arena);
        for (int k = 0; k < RECOGNITION_FIELD_COUNT; k++) {
            csv_write_value(&writer, arena, all.row[i].field[k]);
        }
        arena_rewind(arena, mark);
    }
    return csv_written(&writer, ret_bytes);
}

Str csv_recognitions_template(Arena *arena) {
    static const CsvExample row[] = {
        { { "company_id", "100012345", "company_name", "Metaal BV", "crebo", "25707", "postcode",
            "3542AD", "valid_from", "2022-09-01", NULL } },
        { { "company_id", "100067890", "company_name", "Keuken en Co", "crebo", "25180", "postcode",
            "3511", "valid_from", "2021-01-15", "valid_until", "2026-12-31", NULL } },
    };
    return csv_template(arena, recognitions_layout(arena), row, sizeof row / sizeof *row);
}
