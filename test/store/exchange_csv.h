/* exchange_csv.h: for tests of import and export: one file in, one file out, and what changed. */
#ifndef OPSTAP_TEST_EXCHANGE_CSV_H
#define OPSTAP_TEST_EXCHANGE_CSV_H

#include "import.h"
#include "store.h"

/* The header of the file `candidate-facts`. */
#define FACTS_HEAD "id,fact,value,source,verified,confirmed_at\n"

enum { TEST_TODAY = 20600 }; /* 2026-05-27 */

typedef struct Imported {
    Result result;
    ImportReport report;
    Phrase why;
} Imported;

static inline ImportRequest test_request(Store *store, Arena *arena) {
    return (ImportRequest){ .db = store->db, .arena = arena, .tenant = store->tenant,
                            .today = TEST_TODAY };
}

static inline Imported import_with(const ImportRequest *request, const char *kind, Str bytes) {
    Imported imported = { 0 };
    imported.result =
        import_bytes(request, str_from(kind), bytes, &imported.report, &imported.why);
    return imported;
}

static inline Imported import_file(Store *store, Arena *arena, const char *kind, Str bytes) {
    ImportRequest request = test_request(store, arena);
    return import_with(&request, kind, bytes);
}

static inline Str why_text(Arena *arena, const Imported *imported) {
    return phrase_text(arena, TONGUE_EN, imported->why);
}

static inline Str remark_text(Arena *arena, const Imported *imported, size_t index) {
    assert_true(index < imported->report.remark_count);
    const ImportRemark *remark = &imported->report.remark[index];
    return str_printf(arena, "%s %.*s: %.*s", remark->refused ? "refused" : "flagged",
                      STR_ARGS(phrase_text(arena, TONGUE_EN, remark->place)),
                      STR_ARGS(phrase_text(arena, TONGUE_EN, remark->reason)));
}

/* OK, all rows taken, without a remark but those expected. */
static inline Imported import_good(Store *store, Arena *arena, const char *kind, Str bytes) {
    Imported imported = import_file(store, arena, kind, bytes);
    if (imported.result != OK || imported.report.refused) {
        Str first = imported.report.remark_count ? remark_text(arena, &imported, 0) : STR_EMPTY;
        fail_msg("%s: %s %.*s %.*s", kind, result_name(imported.result),
                 STR_ARGS(why_text(arena, &imported)), STR_ARGS(first));
    }
    assert_true(imported.report.applied);
    assert_int_equal(imported.report.taken, imported.report.rows);
    return imported;
}

static inline Str export_with(Store *store, Arena *arena, const char *kind, bool all) {
    ExportRequest request = { .db = store->db, .arena = arena, .tenant = store->tenant,
                              .identity = all, .sensitive = all };
    Str bytes = STR_EMPTY;
    assert_int_equal(export_bytes(&request, str_from(kind), &bytes), OK);
    return bytes;
}

static inline Str export_all(Store *store, Arena *arena, const char *kind) {
    return export_with(store, arena, kind, true);
}

static inline Str digest_of(Store *store, Arena *arena) {
    Str hex = STR_EMPTY;
    assert_int_equal(db_digest(store->db, arena, &hex), OK);
    return hex;
}

SQL(test_audit_count, "SELECT COUNT(*) FROM audit_event WHERE tenant_id = ?1 AND event = ?2");

static inline int64_t audit_count(Store *store, const char *event) {
    Query *query = db_query(store->db, &test_audit_count);
    query_set_integer(query, 1, store->tenant);
    query_set_text(query, 2, str_from(event));
    assert_true(query_next(query));
    int64_t count = query_integer(query, 0);
    assert_int_equal(query_end(query), OK);
    return count;
}

static inline bool has_text(Str whole, const char *part) {
    return str_find(whole, str_from(part)) < whole.len;
}

#define assert_has(whole, part)                                                                    \
    do {                                                                                           \
        Str whole_ = (whole);                                                                      \
        if (!has_text(whole_, part)) fail_msg("'%s' is not in: %.*s", part, STR_ARGS(whole_));     \
    } while (0)

#endif
