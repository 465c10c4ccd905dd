/* A CSV file from bytes of a stranger: the table, and its rows as people and as openings, without a
 * database. */
#include <assert.h>
#include <stdint.h>

#include "csv_candidates.h"
#include "csv_cell.h"
#include "csv_openings.h"
#include "csv_write.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

enum { ARENA_BYTES = 512 * 1024 * 1024, TODAY = 20600 };

static Result person_take(CsvReader *reader, void *context, bool *ret_changed) {
    CandidateRecord record;
    csv_candidate_read(reader, &record);
    csv_refuse_twice(reader, CANDIDATE_COLUMN_ID, context, record.id);
    *ret_changed = csv_row_is_good(reader);
    assert(!*ret_changed || record.id.len);
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) { /* what was read can be written and read */
        const RecordType *type = &candidate_list_type[i];
        RecordList again;
        Phrase why;
        Str cell = csv_list_said(reader->scratch, type, &record.list[i]);
        Provenance from = { .source = S("csv") };
        assert(record_list_read(reader->scratch, type, cell, from, &again, &why) == OK);
        assert(again.count == record.list[i].count);
    }
    return OK;
}

static Result opening_take(CsvReader *reader, void *context, bool *ret_changed) {
    OpeningRecord record;
    csv_opening_read(reader, &record);
    csv_refuse_twice(reader, OPENING_COLUMN_ID, context, record.id);
    *ret_changed = csv_row_is_good(reader);
    return OK;
}

static void cells_guard(Arena *arena, const CsvTable *table) {
    for (size_t row = 0; row < table->row_count; row++) {
        for (size_t i = 0; i < table->column_count; i++) {
            Str cell = table->row[row].cell[i];
            assert(str_equal(csv_unguarded(arena, csv_guarded(arena, cell)), cell));
        }
    }
}

static void phrase_try(Arena *arena, Phrase phrase) {
    assert(phrase.word != WORD_none); /* a refusal says why */
    assert(str_is_utf8(phrase_text(arena, TONGUE_NL, phrase)));
}

static void file_try(Arena *arena, Str bytes, CsvLayout *layout, CsvTake *take) {
    ImportRequest request = { .arena = arena, .today = TODAY };
    ImportReport report = { 0 };
    CsvReader reader = { .request = &request, .report = &report, .layout = layout };
    Phrase why = PHRASE(WORD_none);
    if (csv_open(&reader, arena, bytes, &why) != OK) {
        phrase_try(arena, why);
        return;
    }
    cells_guard(arena, &reader.table);
    Result result = csv_each(&reader, take, seen_new(arena, reader.table.row_count));
    assert(result == OK);
    assert(report.rows == (int64_t)reader.table.row_count);
    assert(report.taken + report.refused == report.rows);
    for (size_t i = 0; i < report.remark_count; i++) {
        phrase_try(arena, report.remark[i].place);
        phrase_try(arena, report.remark[i].reason);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len) {
    AUTO(arena_end_at) Arena *arena = arena_new("fuzz", ARENA_BYTES);
    Str file = { (const char *)bytes, len };
    file_try(arena, file, csv_candidates_layout(arena), person_take);
    file_try(arena, file, csv_openings_layout(arena), opening_take);
    return 0;
}
