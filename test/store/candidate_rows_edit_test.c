/* Lists of a file changed row by row, and weeks as a grid, by one person and by two. */
#include "../test.h"
#include "store.h"

#include "candidates/candidate_edit.h"
#include "candidates/candidate_rows_edit.h"
#include "limits.h"

enum { TODAY = 20514 };

static const Provenance by_hand = { { "intake", 6 }, false, TODAY, false };
static const Provenance imported = { { "csv", 3 }, true, TODAY - 100, false };

static Value number(int64_t given) {
    return (Value){ .known = true, .number = given };
}

static Value text(const char *given) {
    return (Value){ .known = true, .text = str_from(given) };
}

static void put(Store *store, Arena *arena, const CandidateRecord *record) {
    bool changed;
    assert_int_equal(db_begin(store->db), OK);
    assert_int_equal(candidate_put(store->db, arena, store->tenant, record, &changed), OK);
    assert_int_equal(db_commit(store->db), OK);
}

/* Somebody with licences B and C, two jobs, and Monday from nine to five. */
static void person_put(Store *store, Arena *arena) {
    CandidateRecord record = { .id = S("k-1") };
    const char *licence[] = { "B", "C" };
    for (size_t i = 0; i < 2; i++) {
        Value value[LICENCE_FIELD_COUNT] = { text(licence[i]), number(1) };
        candidate_list_add(arena, &record, LIST_LICENCE, value, imported);
        Value job[EXPERIENCE_FIELD_COUNT] = { text(i ? "5120" : "7231") };
        candidate_list_add(arena, &record, LIST_EXPERIENCE, job, imported);
    }
    Value block[TIMETABLE_FIELD_COUNT] = { number(1), number(18), number(34), number(1) };
    candidate_list_add(arena, &record, LIST_TIMETABLE, block, imported);
    put(store, arena, &record);
}

static RecordList rows_now(Store *store, Arena *arena, CandidateList list) {
    CandidateRecord record;
    assert_int_equal(candidate_load(store->db, arena, store->tenant, S("k-1"), false, &record), OK);
    return record.list[list];
}

static Str list_now(Store *store, Arena *arena, CandidateList list) {
    RecordList rows = rows_now(store, arena, list);
    return record_list_text(arena, &candidate_list_type[list], &rows);
}

static CandidateRowEdit row_of(CandidateList list, const char *was, size_t at,
                               const Value *becomes) {
    return (CandidateRowEdit){ .id = S("k-1"), .list = list, .was = str_from(was), .at = at,
                               .becomes = becomes, .actor = S("user-1"), .from = by_hand };
}

static Result edit(Store *store, Arena *arena, CandidateRowEdit edit,
                   CandidateRowEdited *ret_edited) {
    assert_int_equal(db_begin(store->db), OK);
    Result result = candidate_row_edit(store->db, arena, store->tenant, &edit, ret_edited);
    if (result == OK) assert_int_equal(db_commit(store->db), OK);
    db_rollback(store->db);
    return result;
}

static void a_row_is_added_changed_and_removed(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    person_put(&store, arena);
    CandidateRowEdited edited;
    Value added[] = { text("AM"), number(0) }, changed[] = { text("B"), number(0) };
    assert_int_equal(edit(&store, arena, row_of(LIST_LICENCE, "", 0, added), &edited), OK);
    assert_true(edited.changed);
    assert_int_equal(edit(&store, arena, row_of(LIST_LICENCE, "B:yes", 0, changed), &edited), OK);
    assert_str(list_now(&store, arena, LIST_LICENCE), "B:no;C:yes;AM:no");
    RecordList rows = rows_now(&store, arena, LIST_LICENCE);
    assert_str(rows.from[0].source, "intake");
    assert_str(rows.from[1].source, "csv"); /* nobody looked at it */
    assert_true(rows.from[1].verified);
    assert_int_equal(edit(&store, arena, row_of(LIST_LICENCE, "C:yes", 1, NULL), &edited), OK);
    assert_str(list_now(&store, arena, LIST_LICENCE), "B:no;AM:no");
    assert_int_equal(edit(&store, arena, row_of(LIST_LICENCE, "B:no", 0, NULL), &edited), OK);
    assert_int_equal(edit(&store, arena, row_of(LIST_LICENCE, "AM:no", 0, NULL), &edited), OK);
    assert_str(list_now(&store, arena, LIST_LICENCE), "");
}

static void a_row_that_stays_the_same_is_new_only_when_looked_at(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    person_put(&store, arena);
    CandidateRowEdited edited;
    Value same[] = { text("B"), number(1) };
    CandidateRowEdit row = row_of(LIST_LICENCE, "B:yes", 0, same);
    assert_int_equal(edit(&store, arena, row, &edited), OK);
    assert_false(edited.changed);
    row.confirmed = true;
    assert_int_equal(edit(&store, arena, row, &edited), OK);
    assert_true(edited.changed);
    assert_int_equal(rows_now(&store, arena, LIST_LICENCE).from[0].confirmed, TODAY);
    assert_int_equal(rows_now(&store, arena, LIST_LICENCE).from[1].confirmed, TODAY - 100);
}

static void two_people_change_two_rows_and_both_stand(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    person_put(&store, arena);
    CandidateRowEdited edited;
    Value cook[EXPERIENCE_FIELD_COUNT] = { text("5120"), VALUE_UNKNOWN, number(30) };
    assert_int_equal(edit(&store, arena, row_of(LIST_EXPERIENCE, "7231", 0, NULL), &edited), OK);
    /* This form was filled before: the row stands elsewhere now. */
    assert_int_equal(edit(&store, arena, row_of(LIST_EXPERIENCE, "5120", 1, cook), &edited), OK);
    assert_str(list_now(&store, arena, LIST_EXPERIENCE), "5120::30");
}

static void who_comes_second_sees_what_stands_there(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    person_put(&store, arena);
    CandidateRowEdited edited;
    Value no[] = { text("B"), number(0) }, other[] = { text("BE"), number(1) };
    assert_int_equal(edit(&store, arena, row_of(LIST_LICENCE, "B:yes", 0, no), &edited), OK);
    assert_int_equal(edit(&store, arena, row_of(LIST_LICENCE, "B:yes", 0, other), &edited),
                     CONFLICT);
    assert_int_equal(edited.now, 0);
    assert_str(candidate_row_text(arena, LIST_LICENCE, &edited.rows, edited.now), "B:no");
    assert_str(edited.last.actor, "user-1");
    assert_int_equal(edited.last.moment.len, 20);
    assert_int_equal(edit(&store, arena, row_of(LIST_LICENCE, "B:yes", 0, NULL), &edited),
                     CONFLICT); /* nor is it removed unseen */
    assert_str(list_now(&store, arena, LIST_LICENCE), "B:no;C:yes");
    assert_int_equal(edit(&store, arena, row_of(LIST_LICENCE, "B:no", 0, other), &edited), OK);
    assert_int_equal(edit(&store, arena, row_of(LIST_LICENCE, "C:yes", 1, NULL), &edited), OK);
    assert_int_equal(edit(&store, arena, row_of(LIST_LICENCE, "C:yes", 1, no), &edited), CONFLICT);
    assert_int_equal(edited.now, edited.rows.count); /* nothing is left of it */
}

/* An import changes a list for nobody in particular; of what was never changed nothing is known. */
static void who_was_last_may_be_unknown(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    person_put(&store, arena);
    CandidateRowEdited edited;
    Value no[] = { text("B"), number(0) };
    assert_int_equal(edit(&store, arena, row_of(LIST_LICENCE, "BE:yes", 0, no), &edited), CONFLICT);
    assert_str(edited.last.moment, "");
    assert_str(edited.last.actor, "");
    assert_int_equal(edit(&store, arena, row_of(LIST_LICENCE, "B:yes", 0, no), &edited), OK);
    CandidateRecord record = { .id = S("k-1") };
    Value value[LICENCE_FIELD_COUNT] = { text("AM"), number(1) };
    Provenance later = { S("csv"), true, TODAY + 1, false };
    candidate_list_add(arena, &record, LIST_LICENCE, value, later);
    put(&store, arena, &record);
    assert_int_equal(edit(&store, arena, row_of(LIST_LICENCE, "B:yes", 0, no), &edited), CONFLICT);
    assert_int_equal(edited.last.moment.len, 20);
    assert_str(edited.last.actor, "");
}

static void what_cannot_be_a_row_is_told(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    person_put(&store, arena);
    CandidateRowEdited edited;
    Value nothing[] = { VALUE_UNKNOWN, VALUE_UNKNOWN }, nameless[] = { VALUE_UNKNOWN, number(1) };
    Value twice[] = { text("C"), number(0) }, bad[] = { text("B"), number(2) };
    assert_int_equal(edit(&store, arena, row_of(LIST_LICENCE, "", 0, nothing), &edited), INVALID);
    assert_int_equal(edited.fault, ROW_FAULT_EMPTY);
    assert_int_equal(edit(&store, arena, row_of(LIST_LICENCE, "", 0, nameless), &edited), INVALID);
    assert_int_equal(edited.fault, ROW_FAULT_KEY_MISSING);
    assert_int_equal(edited.field, LICENCE_licence);
    assert_int_equal(edit(&store, arena, row_of(LIST_LICENCE, "B:yes", 0, twice), &edited),
                     INVALID);
    assert_int_equal(edited.fault, ROW_FAULT_TWICE);
    assert_int_equal(edited.now, 1);
    assert_int_equal(edit(&store, arena, row_of(LIST_LICENCE, "", 0, bad), &edited), INVALID);
    assert_int_equal(edited.fault, ROW_FAULT_VALUE);
    assert_int_equal(edited.field, LICENCE_held);
    CandidateRowEdit nobody = row_of(LIST_LICENCE, "", 0, twice);
    nobody.id = S("k-2");
    assert_int_equal(edit(&store, arena, nobody, &edited), NOT_FOUND);
    assert_str(list_now(&store, arena, LIST_LICENCE), "B:yes;C:yes");
}

static void a_full_list_takes_no_more(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    CandidateRecord record = { .id = S("k-1") };
    Value job[EXPERIENCE_FIELD_COUNT] = { text("7231") };
    for (int i = 0; i < ENTRIES_MAX; i++) {
        candidate_list_add(arena, &record, LIST_EXPERIENCE, job, imported);
    }
    put(&store, arena, &record);
    CandidateRowEdited edited;
    assert_int_equal(edit(&store, arena, row_of(LIST_EXPERIENCE, "", 0, job), &edited), INVALID);
    assert_int_equal(edited.fault, ROW_FAULT_FULL);
    assert_int_equal(edit(&store, arena, row_of(LIST_EXPERIENCE, "7231", 5, NULL), &edited), OK);
    assert_int_equal(edit(&store, arena, row_of(LIST_EXPERIENCE, "", 0, job), &edited), OK);
    assert_int_equal(rows_now(&store, arena, LIST_EXPERIENCE).count, ENTRIES_MAX);
}

/* --- weeks --- */

static Result week_edit(Store *store, Arena *arena, CandidateWeekEdit edit,
                        CandidateWeekEdited *ret_edited) {
    edit.id = S("k-1");
    edit.actor = S("user-1");
    edit.from = by_hand;
    assert_int_equal(db_begin(store->db), OK);
    Result result = candidate_week_edit(store->db, arena, store->tenant, &edit, ret_edited);
    if (result == OK) assert_int_equal(db_commit(store->db), OK);
    db_rollback(store->db);
    return result;
}

static CandidateWeek week_now(Store *store, Arena *arena) {
    RecordList rows = rows_now(store, arena, LIST_TIMETABLE);
    return candidate_week_of(&rows);
}

static void two_people_draw_one_week(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    person_put(&store, arena);
    CandidateWeekEdited edited;
    CandidateWeek was = week_now(&store, arena), one = was, two = was, three = was;
    candidate_week_set(&one, 1, 18, 24, true);
    candidate_week_set(&two, 2, 18, 24, true);
    candidate_week_set(&three, 1, 20, 24, true);
    assert_int_equal(week_edit(&store, arena, (CandidateWeekEdit){ .was = was, .becomes = one },
                               &edited), OK);
    assert_true(edited.changed);
    assert_int_equal(week_edit(&store, arena, (CandidateWeekEdit){ .was = was, .becomes = two },
                               &edited), OK); /* another day */
    assert_str(list_now(&store, arena, LIST_TIMETABLE),
               "1:0900:1700:yes;2:0900:1200:yes;3:0900:1200:yes");
    assert_str(rows_now(&store, arena, LIST_TIMETABLE).from[0].source, "csv");
    assert_int_equal(week_edit(&store, arena, (CandidateWeekEdit){ .was = was, .becomes = three },
                               &edited), CONFLICT);
    assert_int_equal(edited.days_both, 1 << 1);
    assert_str(edited.last.actor, "user-1");
    assert_int_equal(edited.last.moment.len, 20);
    assert_int_equal(edited.now.day[1], one.day[1]);
    assert_int_equal(week_edit(&store, arena, (CandidateWeekEdit){ .was = was, .becomes = one },
                               &edited), OK); /* the same as the other did */
    assert_false(edited.changed);
    three.day[2] = two.day[2];
    CandidateWeek now = week_now(&store, arena);
    assert_int_equal(week_edit(&store, arena, (CandidateWeekEdit){ .was = now, .becomes = three },
                               &edited), OK);
    now = week_now(&store, arena);
    assert_int_equal(candidate_week_difference(&now, &three), 0);
}

static void a_week_that_was_asked_again_gets_the_day(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    person_put(&store, arena);
    CandidateWeekEdited edited;
    CandidateWeek was = week_now(&store, arena), none = { 0 };
    CandidateWeekEdit same = { .was = was, .becomes = was };
    assert_int_equal(week_edit(&store, arena, same, &edited), OK);
    assert_false(edited.changed);
    same.confirmed = true;
    assert_int_equal(week_edit(&store, arena, same, &edited), OK);
    assert_true(edited.changed);
    assert_int_equal(rows_now(&store, arena, LIST_TIMETABLE).from[0].confirmed, TODAY);
    assert_int_equal(week_edit(&store, arena, (CandidateWeekEdit){ .was = was, .becomes = none },
                               &edited), OK);
    assert_str(list_now(&store, arena, LIST_TIMETABLE), "");
}

SUITE("candidate_rows_edit", cmocka_unit_test(a_row_is_added_changed_and_removed),
      cmocka_unit_test(a_row_that_stays_the_same_is_new_only_when_looked_at),
      cmocka_unit_test(two_people_change_two_rows_and_both_stand),
      cmocka_unit_test(who_comes_second_sees_what_stands_there),
      cmocka_unit_test(who_was_last_may_be_unknown), cmocka_unit_test(what_cannot_be_a_row_is_told), cmocka_unit_test(a_full_list_takes_no_more),
      cmocka_unit_test(two_people_draw_one_week),
      cmocka_unit_test(a_week_that_was_asked_again_gets_the_day))
