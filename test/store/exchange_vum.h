/* exchange_vum.h: what the store suites of the national exchange share: imports, exports, digests. */
#ifndef OPSTAP_TEST_EXCHANGE_VUM_H
#define OPSTAP_TEST_EXCHANGE_VUM_H

#include "store.h"

#include "candidates/candidates.h"
#include "file.h"
#include "import.h"
#include "openings/openings.h"
#include "parties/parties.h"
#include "vum_jobseekers.h"
#include "vum_json.h"
#include "vum_vacancies.h"

enum { TODAY = 20700, LATER = 20760 };

#define JOBSEEKERS "vum-jobseekers"
#define VACANCIES "vum-vacancies"

static inline Result import_on(Store *store, Arena *arena, Day day, const char *kind, Str bytes,
                               ImportReport *report) {
    Phrase why;
    ImportRequest request = { .db = store->db, .arena = arena, .tenant = store->tenant, .today = day };
    return import_bytes(&request, str_from(kind), bytes, report, &why);
}

static inline void import_good(Store *store, Arena *arena, Day day, const char *kind, Str bytes) {
    ImportReport report;
    Result result = import_on(store, arena, day, kind, bytes, &report);
    if (report.refused) {
        fail_msg("refused: %.*s: %.*s",
                 STR_ARGS(phrase_text(arena, TONGUE_EN, report.remark[0].place)),
                 STR_ARGS(phrase_text(arena, TONGUE_EN, report.remark[0].reason)));
    }
    assert_int_equal(result, OK);
    assert_true(report.applied);
}

static inline Str digest_of(Store *store, Arena *arena) {
    Str hex = STR_EMPTY;
    assert_int_equal(db_digest(store->db, arena, &hex), OK);
    return hex;
}

static inline Str export_of(Store *store, Arena *arena, VumExportCounts *counts) {
    ExportRequest request = { .db = store->db, .arena = arena, .tenant = store->tenant };
    Str bytes = STR_EMPTY;
    assert_int_equal(vum_jobseekers_write(&request, counts, &bytes), OK);
    return bytes;
}

static inline json_t *json_of(Str text) {
    json_t *value = vum_json_again(text);
    if (!value) fail_msg("not JSON: %.*s", STR_ARGS(text));
    return value;
}

/* Equal as JSON: key order aside, everything counts. */
static inline void assert_json(Arena *arena, Str found, Str expected) {
    AUTO(vum_json_end) json_t *a = json_of(found);
    AUTO(vum_json_end) json_t *b = json_of(expected);
    if (json_equal(a, b)) return;
    fail_msg("expected %.*s\nfound %.*s", STR_ARGS(vum_json_text(arena, b)),
             STR_ARGS(vum_json_text(arena, a)));
}

static inline CandidateRecord person_of(Store *store, Arena *arena, const char *id) {
    CandidateRecord record;
    assert_int_equal(candidate_load(store->db, arena, store->tenant, str_from(id), true, &record), OK);
    return record;
}

static inline void person_put(Store *store, Arena *arena, const CandidateRecord *record) {
    bool changed;
    assert_int_equal(db_begin(store->db), OK);
    assert_int_equal(candidate_put(store->db, arena, store->tenant, record, &changed), OK);
    assert_int_equal(db_commit(store->db), OK);
    assert_true(changed);
}

static inline Value number_of(int64_t number) { return (Value){ .known = true, .number = number }; }
static inline Value text_of(const char *text) {
    return (Value){ .known = true, .text = str_from(text) };
}

/* What a counsellor says later than any import. */
static inline Provenance intake_of(Day day) {
    return (Provenance){ .source = S("intake"), .verified = true, .confirmed = day };
}

static inline CandidateRecord fact_said(const char *id, Fact fact, Value value) {
    CandidateRecord record = { .id = str_from(id) };
    record.fact[fact] = value;
    record.fact_from[fact] = intake_of(TODAY + 1);
    return record;
}

#endif
