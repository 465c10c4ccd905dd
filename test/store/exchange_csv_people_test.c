#include "exchange_csv.h"

#include "candidates/candidates.h"

static CandidateRecord person_of(Store *store, Arena *arena, const char *id) {
    CandidateRecord record = { 0 };
    assert_int_equal(candidate_load(store->db, arena, store->tenant, str_from(id), true, &record),
                     OK);
    return record;
}

/* --- candidates --- */

static void cells_become_facts_with_their_source(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    import_good(&store, arena, "candidates",
                S("id;source;verified;confirmed_at;hours_max;available_from;can_cycle;language;"
                  "postcode;demo\n"
                  "c1;intake;yes;2026-01-02;32;2026-06-01;no;\"nld:speaking:A2;nld:reading:B1:B2\";"
                  "3511AB;yes\n"
                  "c2;;;;;unknown;;;;\n"));
    CandidateRecord person = person_of(&store, arena, "c1");
    assert_true(person.demo);
    assert_int_equal(person.fact[FACT_hours_max].number, 32);
    assert_int_equal(person.fact[FACT_can_cycle].number, 0);
    assert_true(person.fact[FACT_can_cycle].known);
    assert_str(person.fact[FACT_postcode].text, "3511AB");
    assert_str(person.fact_from[FACT_hours_max].source, "intake");
    assert_true(person.fact_from[FACT_hours_max].verified);
    assert_int_equal(person.fact_from[FACT_hours_max].confirmed,
                     day_of((Date){ 2026, 1, 2 }));
    const RecordType *type = &candidate_list_type[LIST_LANGUAGE];
    assert_int_equal(person.list[LIST_LANGUAGE].count, 2);
    assert_int_equal(record_value(type, &person.list[LIST_LANGUAGE], 1, LANGUAGE_level_high).number,
                     LEVEL_B2);
    person = person_of(&store, arena, "c2");
    assert_false(person.demo);
    for (int i = 0; i < FACT_COUNT; i++) assert_false(person.fact[i].known);
}

static void rows_without_a_day_take_that_of_the_import(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    import_good(&store, arena, "candidates",
                S("id,confirmed_at,hours_max\nc1,,32\nc2,unknown,16\n"));
    CandidateRecord person = person_of(&store, arena, "c1");
    assert_str(person.fact_from[FACT_hours_max].source, "csv");
    assert_false(person.fact_from[FACT_hours_max].verified);
    assert_int_equal(person.fact_from[FACT_hours_max].confirmed, TEST_TODAY);
    person = person_of(&store, arena, "c2");
    assert_int_equal(person.fact_from[FACT_hours_max].confirmed, DAY_UNKNOWN);
}

static void refused_cells_name_line_column_value_and_allowed(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Str before = digest_of(&store, arena);
    Imported wrong = import_file(&store, arena, "candidates",
                                 S("id,hours_max,right_to_work,language\n"
                                   "c1,32,free,\n"
                                   "c2,200,maybe,nld:speaking:A2\n"
                                   "c3,10,,nld:speaking:Z9\n"));
    assert_int_equal(wrong.result, INVALID);
    assert_int_equal(wrong.why.word, WORD_none);
    assert_false(wrong.report.applied);
    assert_int_equal(wrong.report.rows, 3);
    assert_int_equal(wrong.report.taken, 1);
    assert_int_equal(wrong.report.refused, 2);
    assert_int_equal(wrong.report.remark_count, 3);
    assert_str(remark_text(arena, &wrong, 0),
               "refused line 3, column right_to_work: 'maybe' is not possible here. Allowed: free, "
               "employer_notifies, permit_needed, none.");
    assert_str(remark_text(arena, &wrong, 1),
               "refused line 3, column hours_max: '200' is not possible here. Allowed: 0 .. 99.");
    assert_str(remark_text(arena, &wrong, 2),
               "refused line 4, column language: 'Z9' is not possible here. Allowed: A0, A1, A2, B1, "
               "B2, C1, C2.");
    assert_true(str_equal(before, digest_of(&store, arena)));
    assert_int_equal(audit_count(&store, "import_refused"), 1);
    assert_int_equal(audit_count(&store, "import_applied"), 0);
}

static void keep_going_takes_the_good_rows(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    ImportRequest request = test_request(&store, arena);
    request.keep_going = true;
    Imported some = import_with(&request, "candidates", S("id,hours_max\nc1,32\nc2,200\nc3,8\n"));
    assert_int_equal(some.result, OK);
    assert_true(some.report.applied);
    assert_int_equal(some.report.taken, 2);
    assert_int_equal(some.report.changed, 2);
    assert_int_equal(some.report.refused, 1);
    int64_t number;
    assert_int_equal(candidate_number(store.db, store.tenant, S("c2"), &number), NOT_FOUND);
    assert_int_equal(candidate_number(store.db, store.tenant, S("c3"), &number), OK);
    assert_int_equal(audit_count(&store, "import_applied"), 1);
}

static void what_cannot_be_true_is_flagged_and_unknown(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Imported odd = import_good(
        &store, arena, "candidates",
        S("id,hours_min,hours_max,available_from,available_until,birth_date,experience,language\n"
          "c1,30,20,2026-09-01,2026-08-01,2031-01-01,7223::1188;7223::24,nld:speaking:B2:A1\n"
          "c2,8,8,2026-09-01,2026-09-01,1900-02-01,::900,nld:speaking:A1:B2\n"));
    assert_int_equal(odd.report.flagged, 7);
    assert_str(remark_text(arena, &odd, 0), "flagged line 2, column birth_date: 1 January 2031 lies "
                                            "in the future. The date counts as unknown.");
    assert_str(remark_text(arena, &odd, 1),
               "flagged line 2, column hours_max: hours_min (30) does not fit hours_max (20). Both "
               "count as unknown.");
    assert_has(remark_text(arena, &odd, 2), "column available_until: available_from (2026-09-01)");
    assert_has(remark_text(arena, &odd, 3), "column language: level_low (B2)");
    assert_has(remark_text(arena, &odd, 4), "column experience: months is 1188. More than 600");
    assert_has(remark_text(arena, &odd, 5), "line 3, column birth_date: This person would be 126");
    CandidateRecord person = person_of(&store, arena, "c1");
    static const Fact gone[] = { FACT_hours_min, FACT_hours_max, FACT_available_from,
                                 FACT_available_until, FACT_birth_date };
    for (size_t i = 0; i < 5; i++) assert_false(person.fact[gone[i]].known);
    const RecordType *type = &candidate_list_type[LIST_EXPERIENCE];
    const RecordList *list = &person.list[LIST_EXPERIENCE];
    assert_int_equal(list->count, 2);
    assert_false(record_value(type, list, 0, EXPERIENCE_months).known);
    assert_int_equal(record_value(type, list, 1, EXPERIENCE_months).number, 24);
    type = &candidate_list_type[LIST_LANGUAGE];
    assert_false(record_value(type, &person.list[LIST_LANGUAGE], 0, LANGUAGE_level_low).known);
    person = person_of(&store, arena, "c2"); /* the edges are plausible */
    assert_int_equal(person.fact[FACT_hours_min].number, 8);
    assert_true(person.fact[FACT_available_until].known);
    assert_int_equal(person.list[LIST_EXPERIENCE].count, 0); /* nothing was left of it */
}

static void work_may_begin_on_a_day_to_come(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Imported good = import_good(&store, arena, "candidates",
                                S("id,experience\nc1,7223::24:2031-01-01:2032-01-01\n"));
    assert_int_equal(good.report.flagged, 0);
    CandidateRecord person = person_of(&store, arena, "c1");
    const RecordType *type = &candidate_list_type[LIST_EXPERIENCE];
    assert_true(record_value(type, &person.list[LIST_EXPERIENCE], 0, EXPERIENCE_from_on).known);
    assert_true(record_value(type, &person.list[LIST_EXPERIENCE], 0, EXPERIENCE_until_on).known);
}

static void a_confirmation_in_the_future_is_no_confirmation(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Imported odd = import_good(&store, arena, "candidates",
                               S("id,confirmed_at,hours_max\nc1,2099-01-01,32\n"));
    assert_int_equal(odd.report.flagged, 1);
    CandidateRecord person = person_of(&store, arena, "c1");
    assert_int_equal(person.fact_from[FACT_hours_max].confirmed, DAY_UNKNOWN);
}

static void an_older_file_of_another_source_changes_nothing(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    import_good(&store, arena, "candidates",
                S("id,source,confirmed_at,hours_max\nc1,intake,2026-05-01,32\n"));
    Imported old = import_good(&store, arena, "candidates",
                               S("id,source,confirmed_at,hours_max\nc1,register,2024-05-01,10\n"));
    assert_int_equal(old.report.changed, 0);
    assert_int_equal(person_of(&store, arena, "c1").fact[FACT_hours_max].number, 32);
}

static void a_source_is_lower_case(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Imported wrong = import_file(&store, arena, "candidates", S("id,source\nc1,Intake\n"));
    assert_int_equal(wrong.result, INVALID);
    assert_has(remark_text(arena, &wrong, 0), "line 2, column source: 'Intake'");
}

/* --- candidate-facts --- */

static void each_fact_has_its_own_source(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    import_good(&store, arena, "candidate-facts",
                S(FACTS_HEAD "c1,hours_max,32,intake,yes,2026-01-02\n"
                             "c2,hours_max,8,,,\n"
                             "c1,language,nld:speaking:A2,school,no,2026-03-04\n"
                             "c1,language,nld:reading:A1,school,no,2026-03-04\n"));
    CandidateRecord person = person_of(&store, arena, "c1");
    assert_str(person.fact_from[FACT_hours_max].source, "intake");
    assert_int_equal(person.list[LIST_LANGUAGE].count, 2);
    assert_str(person.list[LIST_LANGUAGE].from[1].source, "school");
    assert_int_equal(person_of(&store, arena, "c2").fact[FACT_hours_max].number, 8);
}

static void unknown_clears_a_fact_and_a_list(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    import_good(&store, arena, "candidate-facts",
                S(FACTS_HEAD "c1,hours_max,32,,,\nc1,given_name,Kandidaat,,,\n"
                             "c1,licence,B:yes,,,\nc1,licence,C:no,,,\nc1,hours_min,8,,,\n"));
    Imported cleared =
        import_good(&store, arena, "candidate-facts",
                    S(FACTS_HEAD "c1,hours_max,unknown,,,\nc1,given_name,unknown,,,\n"
                                 "c1,licence,unknown,,,\nc1,licence,AM:yes,,,\n"));
    assert_int_equal(cleared.report.changed, 4);
    CandidateRecord person = person_of(&store, arena, "c1");
    assert_false(person.fact[FACT_hours_max].known);
    assert_false(person.fact[FACT_given_name].known);
    assert_true(person.fact[FACT_hours_min].known);
    assert_int_equal(person.list[LIST_LICENCE].count, 1);
    assert_str(person.list[LIST_LICENCE].value[0].text, "AM");
}

static void unknown_of_somebody_unknown_makes_nobody(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Str before = digest_of(&store, arena);
    import_good(&store, arena, "candidate-facts", S("id,fact,value\nc9,hours_max,unknown\n"));
    assert_true(str_equal(before, digest_of(&store, arena)));
}

static void an_entry_replaces_its_key_and_leaves_the_others(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    import_good(&store, arena, "candidate-facts",
                S(FACTS_HEAD "c1,language,nld:speaking:A1,vum,,2024-01-01\n"
                             "c1,language,nld:reading:B1,intake,yes,2026-05-01\n"
                             "c1,experience,7223::12,vum,,2024-01-01\n"));
    Imported more = import_good(&store, arena, "candidate-facts",
                                S(FACTS_HEAD "c1,language,nld:speaking:B1,test,yes,2026-04-01\n"
                                             "c1,language,nld:reading:A0,test,yes,2026-04-01\n"
                                             "c1,experience,5223::24,test,,2026-04-01\n"));
    assert_true(more.report.changed > 0);
    CandidateRecord person = person_of(&store, arena, "c1");
    const RecordType *type = &candidate_list_type[LIST_LANGUAGE];
    const RecordList *list = &person.list[LIST_LANGUAGE];
    assert_int_equal(list->count, 2);
    assert_int_equal(record_value(type, list, 0, LANGUAGE_level_low).number, LEVEL_B1);
    assert_str(list->from[0].source, "test");
    /* said later by somebody else */
    assert_int_equal(record_value(type, list, 1, LANGUAGE_level_low).number, LEVEL_B1);
    assert_str(list->from[1].source, "intake");
    assert_int_equal(person.list[LIST_EXPERIENCE].count, 2);
    assert_str(person.list[LIST_EXPERIENCE].from[0].source, "vum");
}

static void equal_entries_without_a_key_are_counted(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Str file = S(FACTS_HEAD "c1,experience,7223::12,,,\nc1,experience,7223::12,,,\n");
    import_good(&store, arena, "candidate-facts", file);
    assert_int_equal(person_of(&store, arena, "c1").list[LIST_EXPERIENCE].count, 2);
    assert_int_equal(import_good(&store, arena, "candidate-facts", file).report.changed, 0);
    assert_int_equal(person_of(&store, arena, "c1").list[LIST_EXPERIENCE].count, 2);
}

static void rows_of_facts_are_refused_with_their_place(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    ImportRequest request = test_request(&store, arena);
    request.keep_going = true;
    Imported wrong = import_with(&request, "candidate-facts",
                                 S("id,fact,value\n"
                                   "c1,shoe_size,43\n"
                                   "c1,hours_max,ninety\n"
                                   ",hours_max,9\n"
                                   "c1,hours_max,9\n"
                                   "c1,hours_max,10\n"
                                   "c1,licence,B:yes;C:yes\n"
                                   "c1,licence,B:yes\n"
                                   "c1,licence,B:no\n"
                                   "c1,hours_min,\n"
                                   "\"c'; DROP TABLE candidate; --\",hours_max,9\n"));
    assert_int_equal(wrong.report.rows, 10);
    assert_int_equal(wrong.report.refused, 8);
    assert_int_equal(wrong.report.taken, 2);
    static const char *const expected[] = {
        "line 4, column id: This field must be filled in.",
        "line 11, column id: 'c'; DROP TABLE candidate; --' is not possible here.",
        "line 2, column fact: 'shoe_size' is not possible here. Allowed: given_name, ",
        "line 3, column value: 'ninety' is not possible here. Allowed: 0 .. 99.",
        "line 6, column fact: 'hours_max' is in the file twice for c1.",
        "line 7, column value: Give one entry here, without ';'.",
        "line 9, column fact: 'licence' is in the file twice for c1.",
        "line 10, column value: Give a value, or 'unknown' to clear the value.",
    };
    for (size_t i = 0; i < 8; i++) assert_has(remark_text(arena, &wrong, i), expected[i]);
    assert_int_equal(person_of(&store, arena, "c1").fact[FACT_hours_max].number, 9);
}

static void facts_that_do_not_fit_each_other_are_flagged_on_their_line(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Imported odd = import_good(&store, arena, "candidate-facts",
                               S("id,fact,value\nc1,hours_min,40\nc1,hours_max,20\nc1,sex,other\n"));
    assert_int_equal(odd.report.flagged, 1);
    assert_has(remark_text(arena, &odd, 0), "flagged line 3, column hours_max: hours_min (40)");
    assert_false(person_of(&store, arena, "c1").fact[FACT_hours_min].known);
}

/* --- timetables --- */

static void a_week_replaces_the_week_before(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    import_good(&store, arena, "timetables",
                S("id,weekday,from,until,available\nc1,1,09:00,12:00,yes\nc2,1,09:00,12:00,yes\n"
                  "c1,2,09:00,12:00,no\n"));
    assert_int_equal(person_of(&store, arena, "c1").list[LIST_TIMETABLE].count, 2);
    Imported next = import_good(&store, arena, "timetables",
                                S("id,weekday,from,until,available,week_parity\n"
                                  "c1,5,10:30,24:00,yes,odd\n"));
    assert_int_equal(next.report.changed, 1);
    CandidateRecord person = person_of(&store, arena, "c1");
    const RecordType *type = &candidate_list_type[LIST_TIMETABLE];
    const RecordList *list = &person.list[LIST_TIMETABLE];
    assert_int_equal(list->count, 1);
    assert_int_equal(record_value(type, list, 0, TIMETABLE_weekday).number, 5);
    assert_int_equal(record_value(type, list, 0, TIMETABLE_from_time).number, 21);
    assert_int_equal(record_value(type, list, 0, TIMETABLE_until_time).number, 48);
    assert_int_equal(record_value(type, list, 0, TIMETABLE_week_parity).number, 2);
    assert_int_equal(person_of(&store, arena, "c2").list[LIST_TIMETABLE].count, 1);
}

static void half_a_week_is_no_week(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    ImportRequest request = test_request(&store, arena);
    request.keep_going = true;
    Imported some = import_with(&request, "timetables",
                                S("id,weekday,from,until,available\n"
                                  "c1,1,09:00,12:00,yes\n"
                                  "c1,1,09:15,12:00,no\n"
                                  "c2,1,09:00,12:00,yes\n"));
    assert_int_equal(some.report.refused, 2);
    assert_int_equal(some.report.taken, 1);
    assert_has(remark_text(arena, &some, 0), "line 3, column from: '09:15'");
    assert_has(remark_text(arena, &some, 1), "line 2, column id: Line 3 of c1 was refused.");
    int64_t number;
    assert_int_equal(candidate_number(store.db, store.tenant, S("c1"), &number), NOT_FOUND);
}

static void a_block_that_ends_before_it_begins_is_flagged(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Imported odd = import_good(&store, arena, "timetables",
                               S("id,weekday,from,until,available,valid_from,valid_until\n"
                                 "c1,1,12:00,12:00,yes,2026-02-01,2026-01-01\n"));
    assert_int_equal(odd.report.flagged, 2);
    CandidateRecord person = person_of(&store, arena, "c1");
    const RecordList *list = &person.list[LIST_TIMETABLE];
    assert_int_equal(list->count, 1);
    assert_true(list->value[TIMETABLE_weekday].known);
    assert_false(list->value[TIMETABLE_until_time].known);
    assert_false(list->value[TIMETABLE_valid_from].known);
    Str out = export_all(&store, arena, "timetables");
    TEST_STORE(other);
    import_good(&other, arena, "timetables", out);
    assert_true(str_equal(out, export_all(&other, arena, "timetables")));
}

SUITE("exchange csv, people", cmocka_unit_test(cells_become_facts_with_their_source),
      cmocka_unit_test(rows_without_a_day_take_that_of_the_import),
      cmocka_unit_test(refused_cells_name_line_column_value_and_allowed),
      cmocka_unit_test(keep_going_takes_the_good_rows),
      cmocka_unit_test(what_cannot_be_true_is_flagged_and_unknown),
      cmocka_unit_test(work_may_begin_on_a_day_to_come),
      cmocka_unit_test(a_confirmation_in_the_future_is_no_confirmation),
      cmocka_unit_test(an_older_file_of_another_source_changes_nothing),
      cmocka_unit_test(a_source_is_lower_case), cmocka_unit_test(each_fact_has_its_own_source),
      cmocka_unit_test(unknown_clears_a_fact_and_a_list),
      cmocka_unit_test(unknown_of_somebody_unknown_makes_nobody),
      cmocka_unit_test(an_entry_replaces_its_key_and_leaves_the_others),
      cmocka_unit_test(equal_entries_without_a_key_are_counted),
      cmocka_unit_test(rows_of_facts_are_refused_with_their_place),
      cmocka_unit_test(facts_that_do_not_fit_each_other_are_flagged_on_their_line),
      cmocka_unit_test(a_week_replaces_the_week_before), cmocka_unit_test(half_a_week_is_no_week),
      cmocka_unit_test(a_block_that_ends_before_it_begins_is_flagged))
