#include "csv_candidates.h"

#include "csv_kinds.h"
#include "csv_write.h"

CsvLayout *csv_candidates_layout(Arena *arena) {
    CsvLayout *layout = arena_one(arena, CsvLayout);
    csv_layout_id(layout);
    csv_layout_provenance(layout);
    csv_layout_demo(layout);
    for (int i = 0; i < FACT_COUNT; i++) {
        int column = csv_layout_field(layout, &fact_info[i].field);
        layout->column[column].identity = fact_info[i].group == GROUP_IDENTITY;
    }
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) csv_layout_list(layout, &candidate_list_type[i]);
    return layout;
}

static void ear_tell(void *context, Str column, Phrase reason) {
    csv_flag(context, column, reason);
}

PlausibleEar csv_ear(CsvReader *reader) {
    return (PlausibleEar){ .arena = reader->scratch, .today = reader->request->today,
                           .tell = ear_tell, .context = reader };
}

void csv_candidate_read(CsvReader *reader, CandidateRecord *ret_record) {
    CandidateRecord record = { 0 };
    Value id = csv_value(reader, CANDIDATE_COLUMN_ID);
    Value demo = csv_value(reader, CANDIDATE_COLUMN_DEMO);
    Provenance from = csv_provenance(reader, CANDIDATE_COLUMN_FROM);
    record.id = id.known ? id.text : STR_EMPTY;
    record.demo = demo.known && demo.number;
    for (int i = 0; i < FACT_COUNT; i++) {
        record.fact[i] = csv_value(reader, CANDIDATE_COLUMN_FACTS + i);
        record.fact_from[i] = from;
    }
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) {
        record.list[i] = csv_list(reader, CANDIDATE_COLUMN_LISTS + i, from);
    }
    PlausibleEar ear = csv_ear(reader);
    candidate_plausible(&ear, &record);
    *ret_record = record;
}

/* --- import --- */

static Result candidate_take(CsvReader *reader, void *context, bool *ret_changed) {
    CandidateRecord record;
    csv_candidate_read(reader, &record);
    csv_refuse_twice(reader, CANDIDATE_COLUMN_ID, context, record.id);
    if (!csv_row_is_good(reader)) return OK;
    const ImportRequest *request = reader->request;
    return candidate_put(request->db, reader->scratch, request->tenant, &record, ret_changed);
}

Result csv_candidates_import(const ImportRequest *request, Str bytes, ImportReport *report,
                             Phrase *ret_why) {
    static const CsvRecords records = { "candidates file", csv_candidates_layout, candidate_take };
    return csv_records_import(&records, request, bytes, report, ret_why);
}

/* --- export --- */

/* One row has one source, while facts have one each: the row says what holds for all of them, and
 * never more. Several sources: "mixed"; verified when all are; the oldest day, unknown when one
 * is. */
static void from_add(Provenance *all, Provenance one) {
    if (!all->source.len) {
        *all = one;
        return;
    }
    if (!str_equal(all->source, one.source)) all->source = S("mixed");
    all->verified = all->verified && one.verified;
    bool older = one.confirmed == DAY_UNKNOWN || one.confirmed < all->confirmed;
    if (all->confirmed != DAY_UNKNOWN && older) all->confirmed = one.confirmed;
}

static bool fact_is_shown(const ExportRequest *request, int fact) {
    return request->identity || fact_info[fact].group != GROUP_IDENTITY;
}

static bool list_is_shown(const ExportRequest *request, int list) {
    return request->sensitive || !candidate_list_type[list].sensitive;
}

static Provenance row_from(const ExportRequest *request, Arena *scratch,
                           const CandidateRecord *record) {
    Provenance all = { .source = STR_EMPTY, .confirmed = DAY_UNKNOWN };
    for (int i = 0; i < FACT_COUNT; i++) {
        Str said = csv_said(scratch, &fact_info[i].field, record->fact[i]);
        if (said.len && fact_is_shown(request, i)) from_add(&all, record->fact_from[i]);
    }
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) {
        if (!list_is_shown(request, i)) continue;
        for (size_t row = 0; row < record->list[i].count; row++) {
            from_add(&all, record->list[i].from[row]);
        }
    }
    return all;
}

static void candidate_write(CsvWriter *writer, Arena *scratch, const CandidateRecord *record) {
    csv_write(writer, scratch, record->id);
    csv_write_provenance(writer, scratch, row_from(writer->request, scratch, record));
    csv_write_yes(writer, scratch, record->demo);
    for (int i = 0; i < FACT_COUNT; i++) csv_write_value(writer, scratch, record->fact[i]);
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) {
        csv_write_list(writer, scratch, &record->list[i]);
    }
}

typedef struct Writing {
    CsvWriter writer;
    Arena *scratch;
    PersonWrite *write;
} Writing;

static Result part_write(void *context, const CandidateRows *rows) {
    Writing *writing = context;
    for (size_t i = 0; i < rows->count && !csv_stopped(&writing->writer); i++) {
        ArenaMark mark = arena_mark(writing->scratch);
        writing->write(&writing->writer, writing->scratch, &rows->record[i]);
        arena_rewind(writing->scratch, mark);
    }
    return csv_stopped(&writing->writer) ? BROKEN : OK;
}

Result csv_people_export(const ExportRequest *request, const CsvLayout *layout, bool identity,
                         PersonWrite *write, Str *ret_bytes) {
    AUTO(arena_end_at) Arena *scratch = arena_new("people export", CSV_ARENA_BYTES_MAX);
    Writing writing = { csv_writer(request->arena, layout, request), scratch, write };
    Result result = candidates_each(request->db, request->tenant, identity, part_write, &writing);
    Result ended = csv_written(&writing.writer, ret_bytes);
    return result == OK ? ended : result;
}

Result csv_candidates_export(const ExportRequest *request, Str *ret_bytes) {
    AUTO(arena_end_at) Arena *arena = arena_new("candidates export", CSV_ARENA_BYTES_MAX);
    return csv_people_export(request, csv_candidates_layout(arena), request->identity,
                             candidate_write, ret_bytes);
}

/* --- template --- */

Str csv_candidates_template(Arena *arena) {
    static const CsvExample row[] = {
        { { "id", "k-0001", "source", "intake", "verified", "yes", "confirmed_at", "2025-11-03",
            "given_name", "Kandidaat", "family_name", "0001", "preferred_language", "ara",
            "preferred_channel", "phone", "postcode", "3511AB", "municipality", "GM0344",
            "right_to_work", "free", "integration_regime", "2021", "integration_route", "b1",
            "integration_until", "2028-03-31", "income_source", "participation_benefit",
            "latin_literacy", "yes", "work_level", "3", "travel_minutes_max", "60", "can_cycle",
            "yes", "hours_min", "24", "hours_max", "32", "available_from", "2026-03-01", "childcare",
            "not_needed", "language", "nld:speaking:A2;nld:reading:A2:B1", "education",
            "2111:techniek:abroad:completed:yes", "experience", "7223::60", "licence", "B:yes",
            "transport", "bicycle:yes;public_transport:yes", "wish", "wanted:7223;excluded:5223",
            "opening_wish", "trajectory;learning_job", "timetable",
            "1:0900:1700:yes;2:0900:1300:yes:2026-02-01:2026-07-01:even", "skills",
            "lassen", NULL } },
        { { "id", "k-0002", "source", "csv", "verified", "no", "confirmed_at", "unknown", "demo",
            "yes", "postcode", "3512", "right_to_work", "employer_notifies", "hours_max", "16",
            "childcare", "waiting", "childcare_from", "2026-09-01", "condition", "heavy_lifting:limited",
            "need", "variation:yes", NULL } },
    };
    return csv_template(arena, csv_candidates_layout(arena), row, sizeof row / sizeof *row);
}
