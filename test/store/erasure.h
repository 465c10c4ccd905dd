/* erasure.h: a demo region with placements, decided pairs and events, to erase people of. */
#ifndef OPSTAP_TEST_ERASURE_H
#define OPSTAP_TEST_ERASURE_H

#include "store.h"

#include "audit/audit.h"
#include "candidates/candidate_erasure.h"
#include "candidates/candidate_spells.h"
#include "candidates/candidates.h"
#include "demo/demo.h"
#include "placements/placements.h"
#include "planning/plan_store.h"

enum { TODAY = 20879 }; /* 2027-03-02 */

/* People and openings of a demo, in the tenant of the store. */
static inline void region_fill(Store *store, Arena *arena, int people, int openings) {
    Phrase why;
    DemoRequest request = { .seed = 1, .today = TODAY, .candidates = people,
                            .openings = openings };
    assert_int_equal(db_begin(store->db), OK);
    assert_int_equal(demo_fill(store->db, arena, store->tenant, request, &why), OK);
    assert_int_equal(db_commit(store->db), OK);
}

static inline Str person_id(Arena *arena, int number) {
    return str_printf(arena, "kandidaat-%04d", number);
}

static inline Result erase_try(Store *store, Arena *arena, int64_t number, Erasure *ret_erasure) {
    ErasureRequest request = { .tenant = store->tenant, .number = number, .on = TODAY,
                               .actor = S("test") };
    assert_int_equal(db_begin(store->db), OK);
    Result result = candidate_erase(store->db, arena, request, ret_erasure);
    if (result == OK) return db_commit(store->db);
    db_rollback(store->db);
    return result;
}

static inline Erasure erase(Store *store, Arena *arena, int64_t number) {
    Erasure erasure = { 0 };
    assert_int_equal(erase_try(store, arena, number, &erasure), OK);
    return erasure;
}

/* A statement with the tenant and, where it has a ?2, a number; the number that it gives. */
static inline int64_t asked(Store *store, const char *text, int64_t number) {
    const Sql sql = { "asked", text, false };
    Db *db = NULL;
    Phrase why;
    assert_int_equal(db_open(store->path, DB_EXISTING, &db, &why), OK);
    Query *query = db_query(db, &sql);
    query_set_integer(query, 1, store->tenant);
    if (strstr(text, "?2")) query_set_integer(query, 2, number);
    int64_t found = query_next(query) ? query_integer(query, 0) : -1;
    assert_int_equal(query_end(query), OK);
    db_end(db);
    return found;
}

static inline bool has_column(const DbTable *table, const char *name) {
    for (size_t i = 0; i < table->column_count; i++) {
        if (str_equal(table->column[i].name, str_from(name))) return true;
    }
    return false;
}

static inline Str reason_for(PlacementState to) {
    if (to == PLACEMENT_stopped) return S("debts_housing");
    bool declined = to == PLACEMENT_declined_by_candidate || to == PLACEMENT_declined_by_employer;
    return declined ? S("language_below_demand") : STR_EMPTY;
}

static inline void placement_to(Store *store, int64_t number, PlacementState to) {
    PlacementMove move = { .number = number, .to = to, .on = TODAY - 5, .reason = reason_for(to),
                           .next_step = S("belt Zqxwvut op dinsdag") };
    assert_int_equal(placement_move(store->db, store->tenant, move), OK);
}

/* Proposes and goes the shortest way there; the number of the placement. */
static inline int64_t placement_in(Store *store, int64_t candidate, int64_t opening,
                                   PlacementState state) {
    static const PlacementState life[] = { PLACEMENT_selected, PLACEMENT_agreed, PLACEMENT_started,
                                           PLACEMENT_completed, PLACEMENT_in_work,
                                           PLACEMENT_kept_6_months, PLACEMENT_kept_12_months };
    Proposal proposal = { candidate, opening, state == PLACEMENT_reserve, TODAY - 9 };
    assert_int_equal(db_begin(store->db), OK);
    assert_int_equal(placement_propose(store->db, store->tenant, proposal), OK);
    int64_t number = 0;
    PlacementRows rows;
    TEST_ARENA(arena);
    assert_int_equal(placements_load(store->db, arena, store->tenant, &rows), OK);
    number = rows.row[rows.count - 1].number;
    PlacementState now = rows.row[rows.count - 1].state;
    size_t last = 0, count = sizeof life / sizeof *life;
    while (last < count && life[last] != state) last++;
    for (size_t i = 0; last < count && i <= last; i++) placement_to(store, number, now = life[i]);
    if (state == PLACEMENT_no_show) placement_to(store, number, PLACEMENT_invited);
    if (now != state) placement_to(store, number, state);
    assert_int_equal(db_commit(store->db), OK);
    return number;
}

static inline void event_write(Store *store, Str subject, Str value) {
    AuditEvent event = { .code = AUDIT_candidate_read, .actor = S("test"), .subject = subject,
                         .value = value };
    assert_int_equal(db_begin(store->db), OK);
    assert_int_equal(audit_write(store->db, store->tenant, event), OK);
    assert_int_equal(db_commit(store->db), OK);
}

static inline void assert_sound(Store *store, Arena *arena) {
    Str where = STR_EMPTY;
    int64_t events;
    if (db_check(store->db, arena, &where) != OK || audit_check(store->db, arena, &where, &events) != OK) {
        fail_msg("%.*s", STR_ARGS(where));
    }
}

static inline Str digest_of(Store *store, Arena *arena) {
    Str hex = STR_EMPTY;
    assert_int_equal(db_digest(store->db, arena, &hex), OK);
    return hex;
}

#endif
