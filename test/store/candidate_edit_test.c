/* Files changed by hand: versions, conflicts, and what is told of them. */
#include "../test.h"
#include "store.h"

#include "candidates/candidate_edit.h"
#include "changes/changes.h"

enum { TODAY = 20514 };

static const Provenance by_hand = { { "intake", 6 }, false, TODAY, false };

static Value number(int64_t given) {
    return (Value){ .known = true, .number = given };
}

static Value text(const char *given) {
    return (Value){ .known = true, .text = str_from(given) };
}

static CandidateEdits edits_of(int64_t version, const CandidateEdit *edit, size_t count) {
    return (CandidateEdits){ .number = 1, .version_seen = version, .actor = S("user-1"), .from = by_hand, .edit = edit,
                             .count = count };
}

static Result edit(Store *store, Arena *arena, CandidateEdits edits, CandidateEdited *ret_edited) {
    assert_int_equal(db_begin(store->db), OK);
    Result result = candidate_fact_edit(store->db, arena, store->tenant, &edits, ret_edited);
    if (result == OK) assert_int_equal(db_commit(store->db), OK);
    db_rollback(store->db);
    return result;
}

static CandidateMade made(Store *store, Arena *arena) {
    CandidateMade made;
    CandidateEdit first[] = { EDIT_FACT(FACT_family_name, text("Jansen")) };
    CandidateEdits edits = edits_of(0, first, 1);
    assert_int_equal(db_begin(store->db), OK);
    assert_int_equal(candidate_make(store->db, arena, store->tenant, &edits, &made), OK);
    assert_int_equal(db_commit(store->db), OK);
    return made;
}

static CandidateRecord now(Store *store, Arena *arena, Str id) {
    CandidateRecord record;
    assert_int_equal(candidate_load(store->db, arena, store->tenant, id, true, &record), OK);
    return record;
}

static int64_t events(Store *store, const char *code) {
    char sql[160];
    snprintf(sql, sizeof sql, "SELECT COUNT(*) FROM audit_event WHERE event = '%s'", code);
    return store_number(store->path, sql);
}

static void a_new_file_has_a_random_id_and_an_event(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    CandidateMade one = made(&store, arena), two = made(&store, arena);
    assert_int_equal(one.id.len, 32);
    assert_false(str_equal(one.id, two.id));
    assert_int_equal(two.number, one.number + 1);
    assert_true(two.version > one.version && one.version > 0);
    assert_str(now(&store, arena, one.id).fact[FACT_family_name].text, "Jansen");
    assert_int_equal(events(&store, "candidate_made"), 2);
}

static void edits_at_the_version_seen_are_written_together(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    CandidateMade file = made(&store, arena);
    Value row[LICENCE_FIELD_COUNT] = { text("B"), number(1) };
    RecordList licences = { 0 };
    record_add(arena, &candidate_list_type[LIST_LICENCE], &licences, row, (Provenance){ 0 });
    CandidateEdit change[] = { EDIT_FACT(FACT_hours_max, number(32)), EDIT_LIST(LIST_LICENCE, licences) };
    CandidateEdited edited;
    assert_int_equal(edit(&store, arena, edits_of(file.version, change, 2), &edited), OK);
    assert_true(edited.changed && edited.version > file.version);
    CandidateRecord record = now(&store, arena, file.id);
    assert_int_equal(record.fact[FACT_hours_max].number, 32);
    assert_str(record.fact_from[FACT_hours_max].source, "intake");
    assert_int_equal(record.list[LIST_LICENCE].count, 1);
    assert_int_equal(record.list[LIST_LICENCE].from[0].confirmed, TODAY);
    int64_t version = edited.version;
    assert_int_equal(edit(&store, arena, edits_of(version, change, 2), &edited), OK); /* nothing is new */
    assert_false(edited.changed);
    assert_int_equal(edited.version, version);
    assert_int_equal(events(&store, "candidate_changed"), 1);
    RecordList empty = { 0 };
    CandidateEdit gone[] = { EDIT_FACT(FACT_hours_max, VALUE_UNKNOWN), EDIT_LIST(LIST_LICENCE, empty) };
    assert_int_equal(edit(&store, arena, edits_of(version, gone, 2), &edited), OK);
    record = now(&store, arena, file.id);
    assert_false(record.fact[FACT_hours_max].known);
    assert_int_equal(record.list[LIST_LICENCE].count, 0);
}

static void who_comes_second_is_told_what_changed(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    CandidateMade file = made(&store, arena);
    CandidateEdit hours[] = { EDIT_FACT(FACT_hours_max, number(32)) };
    CandidateEdit other[] = { EDIT_FACT(FACT_hours_max, number(24)), EDIT_FACT(FACT_postcode, text("3511")) };
    CandidateEdited edited;
    assert_int_equal(edit(&store, arena, edits_of(file.version, hours, 1), &edited), OK);
    int64_t version = edited.version;
    bool changed; /* and an import, of whom nobody knows who it was */
    CandidateRecord record = { .id = file.id };
    record.fact[FACT_can_cycle] = number(1);
    record.fact_from[FACT_can_cycle] = (Provenance){ S("csv"), false, TODAY, false };
    assert_int_equal(db_begin(store.db), OK);
    assert_int_equal(candidate_put(store.db, arena, store.tenant, &record, &changed), OK);
    assert_int_equal(db_commit(store.db), OK);
    assert_int_equal(edit(&store, arena, edits_of(file.version, other, 2), &edited), CONFLICT);
    assert_true(edited.version > version);
    assert_int_equal(edited.field_count, 2);
    assert_str(edited.field[0].name, "can_cycle");
    assert_str(edited.field[0].value, "yes");
    assert_str(edited.field[0].actor, "");
    assert_str(edited.field[0].source, "csv");
    assert_false(edited.field[0].mine);
    assert_str(edited.field[1].name, "hours_max");
    assert_str(edited.field[1].value, "32");
    assert_str(edited.field[1].actor, "user-1");
    assert_int_equal(edited.field[1].moment.len, 20);
    assert_true(edited.field[1].mine);
    assert_false(now(&store, arena, file.id).fact[FACT_postcode].known); /* nothing of it was written */
    assert_int_equal(edit(&store, arena, edits_of(edited.version, other, 2), &edited), OK);
    assert_int_equal(now(&store, arena, file.id).fact[FACT_hours_max].number, 24);
}

static void what_does_not_fit_is_named(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    CandidateMade file = made(&store, arena);
    CandidateEdit bad[] = { EDIT_FACT(FACT_postcode, text("3511")), EDIT_FACT(FACT_hours_max, number(100)) };
    CandidateEdited edited;
    assert_int_equal(edit(&store, arena, edits_of(file.version, bad, 2), &edited), INVALID);
    assert_str(edited.refused, "hours_max");
    assert_false(now(&store, arena, file.id).fact[FACT_postcode].known);
    CandidateEdits edits = edits_of(file.version, bad, 1);
    edits.from.source = STR_EMPTY;
    assert_int_equal(edit(&store, arena, edits, &edited), INVALID);
    edits.number = 99;
    assert_int_equal(candidate_fact_edit(store.db, arena, store.tenant, &edits, &edited), NOT_FOUND);
}

/* Chosen by a person who looked, whatever day the other source named. */
static void a_hand_stands_over_a_later_day(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    CandidateMade file = made(&store, arena);
    bool changed;
    int64_t version;
    CandidateRecord record = { .id = file.id };
    record.fact[FACT_hours_max] = number(40);
    record.fact_from[FACT_hours_max] = (Provenance){ S("csv"), false, TODAY + 30, false };
    assert_int_equal(db_begin(store.db), OK);
    assert_int_equal(candidate_put(store.db, arena, store.tenant, &record, &changed), OK);
    assert_int_equal(db_commit(store.db), OK);
    assert_int_equal(candidate_version(store.db, store.tenant, file.number, &version), OK);
    CandidateEdit hours[] = { EDIT_FACT(FACT_hours_max, number(32)) };
    CandidateEdited edited;
    assert_int_equal(edit(&store, arena, edits_of(version, hours, 1), &edited), OK);
    assert_int_equal(now(&store, arena, file.id).fact[FACT_hours_max].number, 32);
}

/* Names of facts and lists are names of fields together. */
static void no_fact_is_called_as_a_list(void **state) {
    (void)state;
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) {
        assert_int_equal(fact_find(str_from(candidate_list_type[i].name)), -1);
    }
}

SUITE("candidate_edit", cmocka_unit_test(a_new_file_has_a_random_id_and_an_event),
      cmocka_unit_test(edits_at_the_version_seen_are_written_together),
      cmocka_unit_test(who_comes_second_is_told_what_changed), cmocka_unit_test(what_does_not_fit_is_named),
      cmocka_unit_test(a_hand_stands_over_a_later_day), cmocka_unit_test(no_fact_is_called_as_a_list))
