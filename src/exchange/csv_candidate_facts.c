/* The file `candidate-facts`: one row per fact of a person, or per entry of one of the lists, each
 * with its own source and day. csv_person.h says what a row does. */
#include "csv_kinds.h"
#include "csv_person.h"
#include "csv_write.h"

enum { COLUMN_ID, COLUMN_FACT, COLUMN_VALUE, COLUMN_FROM /* and the two after it */ };

static CsvLayout *facts_layout(Arena *arena) {
    static const FieldInfo field[] = { { "fact", FIELD_TEXT, 0, 100, NULL },
                                       { "value", FIELD_TEXT, 0, STRING_BYTES_MAX, NULL } };
    CsvLayout *layout = arena_one(arena, CsvLayout);
    csv_layout_id(layout);
    csv_layout_fields(layout, field, 2, STR_EMPTY);
    csv_layout_provenance(layout);
    layout->column[COLUMN_FACT].required = true;
    return layout;
}

/* --- import --- */

typedef struct Facts {
    Person person;
    Result result; /* of loading the person */
} Facts;

static void row_read(CsvReader *reader, void *context, const CsvGroup *group, size_t index) {
    Facts *facts = context;
    if (index == 0) facts->result = person_begin(reader, &facts->person, group->id);
    if (facts->result != OK) return;
    Provenance from = csv_provenance(reader, COLUMN_FROM);
    csv_value(reader, COLUMN_FACT);
    if (!str_trim(csv_cell(reader, COLUMN_VALUE)).len) {
        csv_refuse(reader, COLUMN_VALUE, PHRASE(WORD_csv_value_missing));
    }
    if (reader->report->row_refused) return;
    PersonColumns column = { COLUMN_ID, COLUMN_FACT, COLUMN_VALUE };
    person_take(reader, &facts->person, column, from);
}

static Result group_put(CsvReader *reader, void *context, const CsvGroup *group,
                        bool *ret_changed) {
    Facts *facts = context;
    if (facts->result != OK) return facts->result;
    bool any = false;
    for (size_t i = 0; i < group->count; i++) any = any || group->good[i];
    return any ? person_put(reader, &facts->person, ret_changed) : OK;
}

Result csv_candidate_facts_import(const ImportRequest *request, Str bytes, ImportReport *report,
                                  Phrase *ret_why) {
    AUTO(arena_end_at) Arena *arena = arena_new("facts file", CSV_ARENA_BYTES_MAX);
    CsvReader reader = { .request = request, .report = report, .layout = facts_layout(arena) };
    Result result = csv_open(&reader, arena, bytes, ret_why);
    if (result != OK) return result;
    Facts *facts = arena_one(arena, Facts);
    CsvGroupTake take = { .row = row_read, .end = group_put, .context = facts,
                          .column = COLUMN_ID };
    return csv_each_group(&reader, arena, &take);
}

/* --- export --- */

typedef struct FactRow {
    Str id, name, value;
    Provenance from;
} FactRow;

static void row_write(CsvWriter *writer, Arena *scratch, FactRow row) {
    if (!row.value.len) return;
    csv_write(writer, scratch, row.id);
    csv_write(writer, scratch, row.name);
    csv_write(writer, scratch, row.value);
    csv_write_provenance(writer, scratch, row.from);
}

static void facts_write(CsvWriter *writer, Arena *scratch, const CandidateRecord *record) {
    for (int i = 0; i < FACT_COUNT; i++) {
        const FieldInfo *field = &fact_info[i].field;
        if (fact_info[i].group == GROUP_IDENTITY && !writer->request->identity) continue;
        row_write(writer, scratch, (FactRow){ record->id, str_from(field->name),
                                              csv_said(scratch, field, record->fact[i]),
                                              record->fact_from[i] });
    }
}

static void lists_write(CsvWriter *writer, Arena *scratch, const CandidateRecord *record) {
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) {
        const RecordType *type = &candidate_list_type[i];
        const RecordList *list = &record->list[i];
        if (type->sensitive && !writer->request->sensitive) continue;
        for (size_t row = 0; row < list->count; row++) {
            RecordList one = { .value = list->value + row * (size_t)type->field_count,
                               .from = list->from + row, .count = 1 };
            row_write(writer, scratch, (FactRow){ record->id, str_from(type->name),
                                                  csv_list_said(scratch, type, &one),
                                                  list->from[row] });
        }
    }
}

static void person_write(CsvWriter *writer, Arena *scratch, const CandidateRecord *record) {
    facts_write(writer, scratch, record);
    lists_write(writer, scratch, record);
}

Result csv_candidate_facts_export(const ExportRequest *request, Str *ret_bytes) {
    AUTO(arena_end_at) Arena *arena = arena_new("facts export", CSV_ARENA_BYTES_MAX);
    return csv_people_export(request, facts_layout(arena), request->identity, person_write,
                             ret_bytes);
}

Str csv_candidate_facts_template(Arena *arena) {
    static const CsvExample row[] = {
        { { "id", "k-0001", "fact", "hours_max", "value", "32", "source", "intake", "verified", "no",
            "confirmed_at", "2025-11-03", NULL } },
        { { "id", "k-0001", "fact", "language", "value", "nld:speaking:A2", "source", "school",
            "verified", "yes", "confirmed_at", "2025-10-20", NULL } },
        { { "id", "k-0001", "fact", "licence", "value", "B:no", NULL } },
        { { "id", "k-0002", "fact", "childcare", "value", "unknown", NULL } },
    };
    return csv_template(arena, facts_layout(arena), row, sizeof row / sizeof *row);
}
