/* The file `openings`, out: one row per opening, its class beside it. */
#include "csv_kinds.h"
#include "csv_openings.h"
#include "csv_write.h"

static void class_write(CsvWriter *writer, Arena *scratch, const ClassRecord *class) {
    for (int i = 0; i < CLASS_FIELD_COUNT; i++) {
        csv_write_value(writer, scratch, class ? class->field[i] : VALUE_UNKNOWN);
    }
}

static void opening_write(CsvWriter *writer, Arena *scratch, const OpeningRecord *record) {
    csv_write(writer, scratch, record->id);
    csv_write_yes(writer, scratch, record->demo);
    for (int i = 0; i < OPENING_FIELD_COUNT; i++) {
        csv_write_value(writer, scratch, record->field[i]);
    }
    for (int i = 0; i < OPENING_LIST_COUNT; i++) csv_write_list(writer, scratch, &record->list[i]);
}

static const ClassRecord *class_of(const Seen *seen, const ClassRows *classes,
                                   const OpeningRecord *record) {
    Value id = record->field[OPENING_class];
    int64_t found = id.known ? seen_find(seen, id.text) : -1;
    return found >= 0 ? &classes->record[found] : NULL;
}

Result csv_openings_export(const ExportRequest *request, Str *ret_bytes) {
    AUTO(arena_end_at) Arena *arena = arena_new("openings export", 4UL * CSV_ARENA_BYTES_MAX);
    OpeningRows rows;
    ClassRows classes;
    Result result = openings_load(request->db, arena, request->tenant, &rows);
    if (result == OK) result = classes_load(request->db, arena, request->tenant, &classes);
    if (result != OK) return result;
    Seen *seen = seen_new(arena, classes.count);
    for (size_t i = 0; i < classes.count; i++) seen_put(seen, classes.record[i].id, (int64_t)i);
    CsvWriter writer = csv_writer(request->arena, csv_openings_layout(arena), request);
    for (size_t i = 0; i < rows.count; i++) {
        ArenaMark mark = arena_mark(arena);
        opening_write(&writer, arena, &rows.record[i]);
        class_write(&writer, arena, class_of(seen, &classes, &rows.record[i]));
        arena_rewind(arena, mark);
    }
    return csv_written(&writer, ret_bytes);
}

Str csv_openings_template(Arena *arena) {
    static const CsvExample row[] = {
        { { "id", "o-0001", "name", "Lasser, leren en werken", "employer", "metaal-bv",
            "employer_name", "Metaal BV", "postcode", "3542AD", "municipality", "GM0344", "isco",
            "7212", "crebo", "25707", "outcome", "practice_statement", "learning_path", "third_path",
            "hours_min", "24", "hours_max", "32", "start_on", "2026-09-01", "enrol_by",
            "2026-08-01", "duration_weeks", "40", "places", "4", "contract_form", "fixed", "class",
            "lassen-najaar", "education_level", "1111", "guidance_offered", "daily", "kind",
            "trajectory", "language", "nld:speaking:entry:A2:A1;nld:reading:safety:A2", "licence",
            "", "block", "1:0830:1630;3:0830:1230:::even:learning_working", "phase",
            "pre_phase:6:benefit;learning_working:34:wage", "skills", "lassen", "class_name",
            "Lassen najaar", "class_minimum", "8", "class_maximum", "15", "class_start_on",
            "2026-09-01", "class_enrol_by", "2026-08-01", NULL } },
        { { "id", "o-0002", "name", "Lasser", "employer", "constructie-bv", "places", "6", "class",
            "lassen-najaar", "kind", "trajectory", "class_minimum", "8", NULL } },
        { { "id", "o-0003", "name", "Medewerker keuken", "postcode", "3511", "isco", "9412",
            "hours_max", "16", "start_flexible", "yes", "places", "1", "kind",
            "work_experience_place;volunteer_place", NULL } },
    };
    return csv_template(arena, csv_openings_layout(arena), row, sizeof row / sizeof *row);
}
