/* The lists of a file changed row by row, and its week, as whole answers. */
#include "pages.h"

#include "candidates/candidate_rows_edit.h"
#include "limits.h"
#include "phrase.h"
#include "records/labels.h"

#define PERSON "k-1"
#define LISTS "/candidates/" PERSON "/lists/"
#define WEEK "/candidates/" PERSON "/timetable"

enum { PUT_ON = 20400 };

/* Somebody with a licence and a job, and nothing else. */
static void person_put(Made *made) {
    bool changed;
    Db *db = made->doorway.store.db;
    CandidateRecord record = { .id = S(PERSON) };
    const Provenance from = { S("csv"), false, PUT_ON, false };
    Value licence[LICENCE_FIELD_COUNT] = { { .known = true, .text = S("B") },
                                           { .known = true, .number = 1 } };
    Value job[EXPERIENCE_FIELD_COUNT] = { { .known = false } };
    job[EXPERIENCE_months] = (Value){ .known = true, .number = 30 };
    record.fact[FACT_family_name] = (Value){ .known = true, .text = S("Rij") };
    record.fact_from[FACT_family_name] = from;
    candidate_list_add(made->arena, &record, LIST_LICENCE, licence, from);
    candidate_list_add(made->arena, &record, LIST_EXPERIENCE, job, from);
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(candidate_put(db, made->arena, made->doorway.store.tenant, &record, &changed), OK);
    assert_int_equal(db_commit(db), OK);
    cookie_as(made, USER_ROLE_coach); /* what an account changes is changed before */
    cookie_as(made, USER_ROLE_client_manager);
}

static void person_begin(Made *made) {
    made_begin(made, 0, 0);
    person_put(made);
}

#define TEST_PERSON(made)                                                                          \
    AUTO(made_end) Made made;                                                                      \
    person_begin(&made)

static Str data_now(Made *made) {
    return digest(made->doorway.store.db, made->arena);
}

static RecordList rows_now(Made *made, CandidateList list) {
    return record_of(made, S(PERSON)).list[list];
}

static Str row_said(Made *made, CandidateList list, size_t row) {
    RecordList rows = rows_now(made, list);
    return said(made->arena, record_row_phrase(made->arena, &candidate_list_type[list], &rows, row));
}

/* A row as its page filled it, with what somebody typed. */
static Answer row_sent(Made *made, UserRole role, const char *path, const Answer *page,
                       const char *fields) {
    Text body = text_new(made->arena, 16 * 1024);
    field_add(&body, "was", page ? value_in(made->arena, page, "was") : STR_EMPTY);
    text_add(&body, str_from(fields));
    return page_sent(made, role, path, str_zero_ended(made->arena, text_str(&body)));
}

static Answer row_page(Made *made, UserRole role, const char *path) {
    return page_got(made, role, path, "");
}

/* --- one row --- */

static void a_row_is_added_and_the_others_stay(void **state) {
    (void)state;
    TEST_PERSON(made);
    Answer page = row_page(&made, USER_ROLE_coach, LISTS "licence/new");
    assert_int_equal(value_in(made.arena, &page, "was").len, 0);
    Answer answer = row_sent(&made, USER_ROLE_coach, LISTS "licence/new", &page,
                             "&licence=AM&held=no&verified=1");
    assert_int_equal(answer.status, 303);
    assert_str(field_of(&answer, "Location"), "/candidates/" PERSON "?saved=1");
    RecordList rows = rows_now(&made, LIST_LICENCE);
    assert_int_equal(rows.count, 2);
    int old = str_equal(rows.value[0].text, S("B")) ? 0 : 1, new = 1 - old;
    assert_str(rows.from[old].source, "csv");
    assert_int_equal(rows.from[old].confirmed, PUT_ON);
    assert_str(rows.from[new].source, "intake");
    assert_true(rows.from[new].verified);
    assert_int_equal(rows.from[new].confirmed, REGION_TODAY);
    assert_int_equal(rows_now(&made, LIST_EXPERIENCE).from[0].confirmed, PUT_ON);
    assert_int_equal(number_of(&made, "SELECT COUNT(*) FROM audit_event AS e JOIN audit_value AS v "
                                      "ON v.tenant_id = e.tenant_id AND v.number = e.number WHERE "
                                      "e.event = 'candidate_changed' AND e.actor = 'coach' AND "
                                      "v.value = 'licence'"), 1);
    answer = page_at(&made, USER_ROLE_coach, field_of(&answer, "Location"));
    assert_true(str_has(text_of_main(made.arena, &answer), row_said(&made, LIST_LICENCE, (size_t)new)));
}

static void a_row_is_changed_or_left_as_it_is(void **state) {
    (void)state;
    TEST_PERSON(made);
    Answer page = row_page(&made, USER_ROLE_coach, LISTS "experience/1");
    assert_str(value_in(made.arena, &page, "months"), "30");
    assert_true(str_has(text_of_main(made.arena, &page), row_said(&made, LIST_EXPERIENCE, 0)));
    Str before = data_now(&made);
    Answer answer = row_sent(&made, USER_ROLE_coach, LISTS "experience/1", &page, "&months=30");
    assert_str(field_of(&answer, "Location"), "/candidates/" PERSON "?saved=0");
    assert_same(data_now(&made), before);
    answer = row_sent(&made, USER_ROLE_coach, LISTS "experience/1", &page, "&months=36");
    assert_str(field_of(&answer, "Location"), "/candidates/" PERSON "?saved=1");
    RecordList rows = rows_now(&made, LIST_EXPERIENCE);
    assert_int_equal(rows.count, 1);
    assert_int_equal(rows.value[EXPERIENCE_months].number, 36);
    assert_int_equal(rows.from[0].confirmed, REGION_TODAY);
    assert_int_equal(rows_now(&made, LIST_LICENCE).from[0].confirmed, PUT_ON);
}

static void a_row_that_still_holds_gets_the_day(void **state) {
    (void)state;
    TEST_PERSON(made);
    Answer page = row_page(&made, USER_ROLE_coach, LISTS "licence/1");
    Answer answer = row_sent(&made, USER_ROLE_coach, LISTS "licence/1", &page,
                             "&licence=B&held=yes&confirmed=1");
    assert_int_equal(answer.status, 303);
    assert_int_equal(rows_now(&made, LIST_LICENCE).from[0].confirmed, REGION_TODAY);
}

static void a_row_is_removed_when_it_is_the_one_that_was_seen(void **state) {
    (void)state;
    TEST_PERSON(made);
    Answer page = row_page(&made, USER_ROLE_coach, LISTS "licence/1");
    Str before = data_now(&made);
    assert_int_equal(row_sent(&made, USER_ROLE_coach, LISTS "licence/1", NULL, "&remove=1").status, 400);
    assert_same(data_now(&made), before);
    Answer answer = row_sent(&made, USER_ROLE_coach, LISTS "licence/1", &page, "&remove=1");
    assert_str(field_of(&answer, "Location"), "/candidates/" PERSON "?removed=1");
    assert_int_equal(rows_now(&made, LIST_LICENCE).count, 0);
    answer = page_at(&made, USER_ROLE_coach, field_of(&answer, "Location"));
    assert_says(made.arena, &answer, PHRASE(WORD_candidate_removed));
    answer = row_sent(&made, USER_ROLE_coach, LISTS "licence/1", &page, "&remove=1");
    assert_str(field_of(&answer, "Location"), "/candidates/" PERSON "?removed=1"); /* it is gone */
}

static void who_comes_second_sees_what_stands_there(void **state) {
    (void)state;
    TEST_PERSON(made);
    Answer mine = row_page(&made, USER_ROLE_coach, LISTS "experience/1");
    Answer theirs = row_page(&made, USER_ROLE_client_manager, LISTS "experience/1");
    row_sent(&made, USER_ROLE_client_manager, LISTS "experience/1", &theirs, "&months=48");
    Str before = data_now(&made);
    Answer answer = row_sent(&made, USER_ROLE_coach, LISTS "experience/1", &mine, "&months=36");
    assert_int_equal(answer.status, 409);
    assert_same(data_now(&made), before);
    assert_str(value_in(made.arena, &answer, "months"), "36");
    Str text = text_of_main(made.arena, &answer);
    assert_true(str_has(text, row_said(&made, LIST_EXPERIENCE, 0)));
    assert_true(str_has(text, S("Naam van client_manager")));
    Answer removal = row_sent(&made, USER_ROLE_coach, LISTS "experience/1", &mine, "&remove=1");
    assert_int_equal(removal.status, 409);
    assert_same(data_now(&made), before);
    answer = row_sent(&made, USER_ROLE_coach, LISTS "experience/1", &answer, "&months=36");
    assert_int_equal(answer.status, 303);
    assert_int_equal(rows_now(&made, LIST_EXPERIENCE).value[EXPERIENCE_months].number, 36);
}

static void rows_of_two_people_both_stand(void **state) {
    (void)state;
    TEST_PERSON(made);
    Answer mine = row_page(&made, USER_ROLE_coach, LISTS "experience/1");
    Answer theirs = row_page(&made, USER_ROLE_client_manager, LISTS "experience/new");
    row_sent(&made, USER_ROLE_client_manager, LISTS "experience/new", &theirs, "&months=7");
    Answer answer = row_sent(&made, USER_ROLE_coach, LISTS "experience/1", &mine, "&months=36");
    assert_int_equal(answer.status, 303);
    RecordList rows = rows_now(&made, LIST_EXPERIENCE);
    int64_t months = 0;
    for (size_t i = 0; i < rows.count; i++) {
        months += record_value(&candidate_list_type[LIST_EXPERIENCE], &rows, i, EXPERIENCE_months).number;
    }
    assert_int_equal(rows.count, 2);
    assert_int_equal(months, 43);
}

static void what_is_wrong_with_a_row_is_said_and_kept(void **state) {
    (void)state;
    TEST_PERSON(made);
    static const struct {
        const char *path, *fields, *field, *typed;
    } wrong[] = {
        { LISTS "licence/new", "&licence=Q&held=yes", "licence", "Q" },
        { LISTS "licence/new", "&licence=&held=yes", "licence", "" },
        { LISTS "licence/new", "&licence=B&held=no", "licence", "B" }, /* it is there */
        { LISTS "experience/new", "&months=9999", "months", "9999" },
        { LISTS "experience/new", "&months=1200", "months", "1200" }, /* longer than a life */
        { LISTS "experience/new", "&from_on=2020-01-01&until_on=2019-01-01", "until_on", "2019-01-01" },
        { LISTS "experience/new", "&until_on=gisteren", "until_on", "gisteren" },
        { LISTS "language/new", "&language=nld&skill=speaking&level_low=B1&level_high=A1",
          "level_high", "A1" },
        { LISTS "language/new", "&language=nld&skill=dancing", "skill", "dancing" },
    };
    Str before = data_now(&made);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Answer answer = row_sent(&made, USER_ROLE_coach, wrong[i].path, NULL, wrong[i].fields);
        if (answer.status != 422) fail_msg("%s: %d", wrong[i].fields, answer.status);
        Str told = str_printf(made.arena, "id=\"%s-why\">", wrong[i].field);
        if (!between(&answer, told.at, "</p>").len) fail_msg("%s: nothing at %s", wrong[i].fields, wrong[i].field);
        assert_str(value_in(made.arena, &answer, wrong[i].field), wrong[i].typed);
        assert_same(data_now(&made), before);
    }
    Answer answer = row_sent(&made, USER_ROLE_coach, LISTS "experience/new", NULL, "&months=");
    assert_int_equal(answer.status, 422);
    assert_says(made.arena, &answer, PHRASE(WORD_rows_empty));
    assert_same(data_now(&made), before);
    assert_int_equal(events_of(&made.doorway.store, "candidate_changed"), 0);
}

static void rows_that_can_reveal_health_stay_on_their_own_page(void **state) {
    (void)state;
    TEST_PERSON(made);
    Store *store = &made.doorway.store;
    Answer page = row_page(&made, USER_ROLE_coach, LISTS "condition/new");
    assert_int_equal(events_of(store, "candidate_needs_read"), 1);
    assert_int_equal(events_of(store, "candidate_read"), 0);
    Answer answer = row_sent(&made, USER_ROLE_coach, LISTS "condition/new", &page,
                             "&condition=alone&fits=no");
    assert_str(field_of(&answer, "Location"), "/candidates/" PERSON "/needs?saved=1");
    answer = page_at(&made, USER_ROLE_coach, field_of(&answer, "Location"));
    Str row = row_said(&made, LIST_CONDITION, 0);
    assert_true(str_has(text_of_main(made.arena, &answer), row));
    answer = page_got(&made, USER_ROLE_coach, "/candidates/" PERSON, "");
    assert_false(str_has(text_of_main(made.arena, &answer), row));
    assert_int_equal(number_of(&made, "SELECT COUNT(*) FROM audit_value WHERE value LIKE '%alone%'"), 0);
}

/* --- the week --- */

static const char *cells_of(Made *made, const CandidateWeek *week, Str was, const char *more) {
    Text body = text_new(made->arena, 32 * 1024);
    field_add(&body, "was", was);
    for (int day = 0; day < CANDIDATE_WEEK_DAYS; day++) {
        for (int at = 0; at < CANDIDATE_WEEK_HALF_HOURS; at++) {
            if (week->day[day] >> at & 1) {
                text_addf(&body, "&half_hour=%d", day * CANDIDATE_WEEK_HALF_HOURS + at);
            }
        }
    }
    text_add(&body, str_from(more));
    return str_zero_ended(made->arena, text_str(&body));
}

static Answer week_sent(Made *made, UserRole role, const CandidateWeek *week, Str was,
                        const char *more) {
    return page_sent(made, role, WEEK, cells_of(made, week, was, more));
}

static Str week_was(Made *made, UserRole role) {
    Answer page = row_page(made, role, WEEK);
    return value_in(made->arena, &page, "was");
}

static CandidateWeek week_now(Made *made) {
    RecordList rows = rows_now(made, LIST_TIMETABLE);
    return candidate_week_of(&rows);
}

static bool weeks_equal(CandidateWeek a, CandidateWeek b) {
    return candidate_week_difference(&a, &b) == 0;
}

/* The boxes that are ticked on the page. */
static CandidateWeek week_shown(const Answer *answer) {
    CandidateWeek week = { { 0 } };
    Str rest = str_between(answer->body, "data-keys", "</table>");
    while ((rest = str_behind(rest, "name=\"half_hour\" value=\"")).len) {
        int cell = 0;
        for (size_t i = 0; rest.at[i] >= '0' && rest.at[i] <= '9'; i++) cell = cell * 10 + rest.at[i] - '0';
        Str tag = str_sub(rest, 0, str_find(rest, S(">")));
        if (!str_has(tag, S(" checked"))) continue;
        week.day[cell / CANDIDATE_WEEK_HALF_HOURS] |= UINT64_C(1) << cell % CANDIDATE_WEEK_HALF_HOURS;
    }
    return week;
}

static void a_week_that_was_drawn_is_the_week(void **state) {
    (void)state;
    TEST_PERSON(made);
    CandidateWeek week = { { 0 } };
    candidate_week_set(&week, 0, 18, 24, true);
    candidate_week_set(&week, 0, 26, 34, true);
    candidate_week_set(&week, 6, 0, 48, true);
    Answer answer = week_sent(&made, USER_ROLE_coach, &week, week_was(&made, USER_ROLE_coach), "");
    assert_str(field_of(&answer, "Location"), "/candidates/" PERSON "?saved=1");
    assert_true(weeks_equal(week_now(&made), week));
    assert_int_equal(rows_now(&made, LIST_TIMETABLE).count, 3);
    Answer page = row_page(&made, USER_ROLE_coach, WEEK);
    assert_true(weeks_equal(week_shown(&page), week));
    Str before = data_now(&made);
    answer = week_sent(&made, USER_ROLE_coach, &week, value_in(made.arena, &page, "was"), "");
    assert_str(field_of(&answer, "Location"), "/candidates/" PERSON "?saved=0");
    assert_same(data_now(&made), before);
}

static void a_block_is_laid_and_not_yet_saved(void **state) {
    (void)state;
    TEST_PERSON(made);
    CandidateWeek week = { { 0 } }, with = { { 0 } };
    candidate_week_set(&week, 2, 20, 22, true);
    candidate_week_set(&with, 2, 20, 22, true);
    candidate_week_set(&with, 1, 16, 20, true);
    candidate_week_set(&with, 3, 16, 20, true);
    Str was = week_was(&made, USER_ROLE_coach), before = data_now(&made);
    Answer answer = week_sent(&made, USER_ROLE_coach, &week, was, "&day=1&day=3&from=16&until=20&can=yes&lay=1");
    assert_int_equal(answer.status, 200);
    assert_says(made.arena, &answer, PHRASE(WORD_timetable_laid));
    assert_true(weeks_equal(week_shown(&answer), with));
    assert_same(data_now(&made), before);
    answer = week_sent(&made, USER_ROLE_coach, &with, value_in(made.arena, &answer, "was"), "");
    assert_int_equal(answer.status, 303);
    assert_true(weeks_equal(week_now(&made), with));
    answer = week_sent(&made, USER_ROLE_coach, &with, week_was(&made, USER_ROLE_coach),
                       "&day=1&from=17&until=19&can=no"); /* begun, and saved at once */
    assert_int_equal(answer.status, 303);
    candidate_week_set(&with, 1, 17, 19, false);
    assert_true(weeks_equal(week_now(&made), with));
}

static void a_block_that_is_none_is_told_and_the_week_is_kept(void **state) {
    (void)state;
    TEST_PERSON(made);
    CandidateWeek week = { { 0 } };
    candidate_week_set(&week, 4, 20, 22, true);
    static const char *const wrong[] = { "&lay=1", "&day=1&lay=1", "&from=4&until=8&lay=1",
                                         "&day=1&from=8&until=8&lay=1", "&day=1&from=9&until=8", "&day=2" };
    Str was = week_was(&made, USER_ROLE_coach), before = data_now(&made);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Answer answer = week_sent(&made, USER_ROLE_coach, &week, was, wrong[i]);
        assert_int_equal(answer.status, 422);
        assert_says(made.arena, &answer, PHRASE(WORD_timetable_block_wrong));
        assert_true(weeks_equal(week_shown(&answer), week));
    }
    assert_int_equal(week_sent(&made, USER_ROLE_coach, &week, S("00"), "").status, 400);
    assert_int_equal(week_sent(&made, USER_ROLE_coach, &week, was, "&half_hour=336").status, 400);
    assert_same(data_now(&made), before);
}

static void a_day_that_both_drew_is_shown_twice(void **state) {
    (void)state;
    TEST_PERSON(made);
    CandidateWeek mine = { { 0 } }, theirs = { { 0 } }, both = { { 0 } };
    Str was = week_was(&made, USER_ROLE_coach);
    candidate_week_set(&mine, 0, 18, 20, true);
    candidate_week_set(&theirs, 0, 30, 32, true);
    candidate_week_set(&theirs, 1, 30, 32, true);
    week_sent(&made, USER_ROLE_client_manager, &theirs, was, "");
    Str before = data_now(&made);
    Answer answer = week_sent(&made, USER_ROLE_coach, &mine, was, "");
    assert_int_equal(answer.status, 409);
    assert_same(data_now(&made), before);
    assert_says(made.arena, &answer, PHRASE(WORD_edit_conflict));
    Str text = text_of_main(made.arena, &answer);
    assert_true(str_has(text, S("Naam van client_manager")));
    assert_true(str_has(text, S("15.00 uur tot 16.00 uur")));
    candidate_week_set(&both, 0, 18, 20, true); /* as it was drawn here */
    candidate_week_set(&both, 1, 30, 32, true); /* of the other, taken over */
    assert_true(weeks_equal(week_shown(&answer), both));
    answer = week_sent(&made, USER_ROLE_coach, &both, value_in(made.arena, &answer, "was"), "");
    assert_int_equal(answer.status, 303);
    assert_true(weeks_equal(week_now(&made), both));
}

static void other_days_of_two_people_both_stand(void **state) {
    (void)state;
    TEST_PERSON(made);
    CandidateWeek mine = { { 0 } }, theirs = { { 0 } }, both = { { 0 } };
    Str was = week_was(&made, USER_ROLE_coach);
    candidate_week_set(&mine, 0, 18, 20, true);
    candidate_week_set(&theirs, 1, 30, 32, true);
    candidate_week_set(&both, 0, 18, 20, true);
    candidate_week_set(&both, 1, 30, 32, true);
    week_sent(&made, USER_ROLE_client_manager, &theirs, was, "");
    Answer answer = week_sent(&made, USER_ROLE_coach, &mine, was, "");
    assert_int_equal(answer.status, 303);
    assert_true(weeks_equal(week_now(&made), both));
}

SUITE("pages: the lists and the week of a file",
      cmocka_unit_test(a_row_is_added_and_the_others_stay),
      cmocka_unit_test(a_row_is_changed_or_left_as_it_is),
      cmocka_unit_test(a_row_that_still_holds_gets_the_day),
      cmocka_unit_test(a_row_is_removed_when_it_is_the_one_that_was_seen),
      cmocka_unit_test(who_comes_second_sees_what_stands_there),
      cmocka_unit_test(rows_of_two_people_both_stand),
      cmocka_unit_test(what_is_wrong_with_a_row_is_said_and_kept),
      cmocka_unit_test(rows_that_can_reveal_health_stay_on_their_own_page),
      cmocka_unit_test(a_week_that_was_drawn_is_the_week),
      cmocka_unit_test(a_block_is_laid_and_not_yet_saved),
      cmocka_unit_test(a_block_that_is_none_is_told_and_the_week_is_kept),
      cmocka_unit_test(a_day_that_both_drew_is_shown_twice),
      cmocka_unit_test(other_days_of_two_people_both_stand))
