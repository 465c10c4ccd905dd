/* The file `occupations`: which group of ISCO-08 an occupation's address of another system means; or
 * a list as ESCO or CompetentNL publishes it. */
#include "csv_kinds.h"
#include "csv_vocabulary.h"
#include "csv_write.h"
#include "parties/parties.h"

static CsvLayout *occupations_layout(Arena *arena) {
    CsvLayout *layout = arena_one(arena, CsvLayout);
    csv_layout_fields(layout, occupation_field, OCCUPATION_FIELD_COUNT, STR_EMPTY);
    layout->column[OCCUPATION_occupation].required = true;
    layout->column[OCCUPATION_isco].required = true;
    return layout;
}

static Result occupation_take(CsvReader *reader, void *context, bool *ret_changed) {
    Value value[OCCUPATION_FIELD_COUNT];
    for (int i = 0; i < OCCUPATION_FIELD_COUNT; i++) value[i] = csv_value(reader, i);
    Value address = value[OCCUPATION_occupation], isco = value[OCCUPATION_isco];
    if (isco.known && !isco_exists(isco.text)) {
        csv_refuse(reader, OCCUPATION_isco,
                   PHRASE(WORD_party_isco_unknown, VALUE_TEXT("isco", isco.text)));
    }
    csv_refuse_twice(reader, OCCUPATION_occupation, context,
                     address.known ? address.text : STR_EMPTY);
    if (!csv_row_is_good(reader)) return OK;
    Phrase why;
    const ImportRequest *request = reader->request;
    Result result = occupation_put(request->db, request->tenant, value, ret_changed, &why);
    if (result != INVALID) return result;
    csv_refuse(reader, OCCUPATION_isco, why);
    return OK;
}

Result csv_occupations_import(const ImportRequest *request, Str bytes, ImportReport *report,
                              Phrase *ret_why) {
    static const CsvRecords records = { "occupations file", occupations_layout, occupation_take };
    const ConceptForm *published = concept_form_of(CONCEPT_OCCUPATION, bytes);
    if (published) return csv_concepts_import(published, request, bytes, report, ret_why);
    return csv_records_import(&records, request, bytes, report, ret_why);
}

/* What the tenant imported; what is built in travels with the program. */
Result csv_occupations_export(const ExportRequest *request, Str *ret_bytes) {
    AUTO(arena_end_at) Arena *arena = arena_new("occupations export", CSV_ARENA_BYTES_MAX);
    Occupations all;
    Result result = occupations_load(request->db, arena, request->tenant, &all);
    if (result != OK) return result;
    CsvWriter writer = csv_writer(request->arena, occupations_layout(arena), request);
    for (size_t i = all.own_first; i < all.count; i++) {
        ArenaMark mark = arena_mark(arena);
        csv_write(&writer, arena, all.row[i].address);
        csv_write(&writer, arena, all.row[i].isco);
        csv_write(&writer, arena, all.row[i].label);
        arena_rewind(arena, mark);
    }
    return csv_written(&writer, ret_bytes);
}

Str csv_occupations_template(Arena *arena) {
    static const CsvExample row[] = {
        { { "occupation", "https://example.org/occupation/welder", "isco", "7212", "label", "lasser",
            NULL } },
        { { "occupation", "https://example.org/occupation/kitchen-help", "isco", "9412", NULL } },
    };
    return csv_template(arena, occupations_layout(arena), row, sizeof row / sizeof *row);
}
