#include "exchange_csv.h"

#include "candidates/candidates.h"
#include "openings/openings.h"

static const char *const kinds[] = { "candidates", "candidate-facts", "timetables", "openings",
                                     "postcodes", "occupations", "recognitions", "travel" };
enum { KIND_COUNT = sizeof kinds / sizeof *kinds };

static Str template_of(Arena *arena, const char *kind) {
    return import_kind_find(str_from(kind))->template_example(arena);
}

static CandidateRecord person_of(Store *store, Arena *arena, const char *id) {
    CandidateRecord record = { 0 };
    assert_int_equal(candidate_load(store->db, arena, store->tenant, str_from(id), true, &record),
                     OK);
    return record;
}

static OpeningRecord opening_of(Store *store, Arena *arena, const char *id) {
    OpeningRecord record = { 0 };
    assert_int_equal(opening_load(store->db, arena, store->tenant, str_from(id), &record), OK);
    return record;
}

/* --- every kind --- */

static void every_template_imports_cleanly(void **state) {
    (void)state;
    TEST_ARENA(arena);
    for (int i = 0; i < KIND_COUNT; i++) {
        TEST_STORE(store);
        Imported imported = import_good(&store, arena, kinds[i], template_of(arena, kinds[i]));
        assert_true(imported.report.rows >= 2);
        assert_int_equal(imported.report.flagged, 0);
        assert_true(imported.report.changed > 0);
        assert_int_equal(audit_count(&store, "import_applied"), 1);
    }
}

static void the_same_file_twice_changes_nothing(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    for (int i = 0; i < KIND_COUNT; i++) {
        Str file = template_of(arena, kinds[i]);
        import_good(&store, arena, kinds[i], file);
        Str before = digest_of(&store, arena);
        Imported again = import_good(&store, arena, kinds[i], file);
        if (again.report.changed) fail_msg("%s changed something", kinds[i]);
        assert_true(str_equal(before, digest_of(&store, arena)));
        ImportRequest later = test_request(&store, arena);
        later.today += 40; /* a day that was only assumed refreshes nothing */
        assert_int_equal(import_with(&later, kinds[i], file).report.changed, 0);
        assert_true(str_equal(before, digest_of(&store, arena)));
    }
}

/* Out, into another tenant's empty database, out again: the same bytes. */
static void what_goes_out_comes_back(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    for (int i = 0; i < KIND_COUNT; i++) {
        import_good(&store, arena, kinds[i], template_of(arena, kinds[i]));
    }
    for (int i = 0; i < KIND_COUNT; i++) {
        TEST_STORE(other);
        Str first = export_all(&store, arena, kinds[i]);
        Imported imported = import_good(&other, arena, kinds[i], first);
        assert_int_equal(imported.report.flagged, 0);
        assert_true(imported.report.rows >= 2);
        Str second = export_all(&other, arena, kinds[i]);
        if (!str_equal(first, second)) {
            fail_msg("%s\n%.*s\n%.*s", kinds[i], STR_ARGS(first), STR_ARGS(second));
        }
    }
}

static void a_dry_run_reports_and_keeps_nothing(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Str before = digest_of(&store, arena);
    for (int i = 0; i < KIND_COUNT; i++) {
        ImportRequest request = test_request(&store, arena);
        request.dry_run = true;
        Imported dry = import_with(&request, kinds[i], template_of(arena, kinds[i]));
        assert_int_equal(dry.result, OK);
        assert_false(dry.report.applied);
        assert_true(dry.report.changed > 0);
        assert_true(str_equal(before, digest_of(&store, arena)));
    }
    assert_int_equal(audit_count(&store, "import_applied"), 0);
}

static void an_unknown_column_refuses_the_file_and_names_the_allowed(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    for (int i = 0; i < KIND_COUNT; i++) {
        Str head = template_of(arena, kinds[i]), line;
        str_cut(&head, '\n', &line);
        Imported wrong = import_file(&store, arena, kinds[i],
                                     str_printf(arena, "%.*s,nationality\n", STR_ARGS(line)));
        assert_int_equal(wrong.result, INVALID);
        assert_has(why_text(arena, &wrong), "The column 'nationality' is not known. Allowed: ");
        Str first;
        str_cut(&line, ',', &first);
        wrong = import_file(&store, arena, kinds[i], S("x\n1\n"));
        assert_has(why_text(arena, &wrong), str_zero_ended(arena, first));
    }
}

static void without_its_id_no_file_is_taken(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Imported wrong = import_file(&store, arena, "candidates", S("postcode\n3511\n"));
    assert_int_equal(wrong.result, INVALID);
    assert_has(why_text(arena, &wrong), "The column id is missing.");
}

static void there_is_no_other_kind(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    assert_int_equal(import_file(&store, arena, "people", S("id\n1\n")).result, NOT_FOUND);
    ExportRequest request = { .db = store.db, .arena = arena, .tenant = store.tenant };
    Str bytes;
    assert_int_equal(export_bytes(&request, S("people"), &bytes), NOT_FOUND);
}

static int64_t told;
static void tell(int64_t done, int64_t total, void *context) {
    assert_int_equal(total, 2500);
    assert_ptr_equal(context, &told);
    told = done;
}

static void progress_is_told_every_thousand_rows(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Text file = text_new(arena, 1 << 20);
    text_add(&file, S("from,to,mode,minutes\n"));
    for (int i = 0; i < 2500; i++) text_addf(&file, "%d,3511,car,10\n", 1000 + i);
    ImportRequest request = test_request(&store, arena);
    request.progress = tell;
    request.progress_context = &told;
    assert_int_equal(import_with(&request, "travel", text_str(&file)).report.taken, 2500);
    assert_int_equal(told, 2000);
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

#define FACTS_HEAD "id,fact,value,source,verified,confirmed_at\n"

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

/* --- openings --- */

static void openings_share_their_class(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    import_good(&store, arena, "openings",
                S("id,places,class,class_name,class_minimum,class_maximum,class_start_on\n"
                  "o1,4,k1,Lassen,8,,2026-09-01\n"
                  "o2,6,k1,,8,15,\n"
                  "o3,1,,,,,\n"));
    ClassRows rows;
    assert_int_equal(classes_load(store.db, arena, store.tenant, &rows), OK);
    assert_int_equal(rows.count, 1);
    assert_str(rows.record[0].id, "k1");
    assert_str(rows.record[0].field[CLASS_name].text, "Lassen");
    assert_int_equal(rows.record[0].field[CLASS_minimum].number, 8);
    assert_int_equal(rows.record[0].field[CLASS_maximum].number, 15);
    assert_str(opening_of(&store, arena, "o2").field[OPENING_class].text, "k1");
    assert_false(opening_of(&store, arena, "o3").field[OPENING_class].known);
}

static void a_class_that_changes_is_a_change(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    import_good(&store, arena, "openings", S("id,class,class_minimum\no1,k1,8\no2,k2,9\n"));
    Imported next =
        import_good(&store, arena, "openings", S("id,class,class_minimum\no1,k1,7\no2,k2,9\n"));
    assert_int_equal(next.report.changed, 1);
}

static void openings_that_disagree_on_their_class_are_refused(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Imported wrong = import_file(&store, arena, "openings",
                                 S("id,class,class_minimum\no1,k1,8\no2,k1,9\no3,,7\n"));
    assert_int_equal(wrong.result, INVALID);
    assert_str(remark_text(arena, &wrong, 0),
               "refused line 3, column class_minimum: Class k1 has '9' here, but '8' on line 2. "
               "Choose one.");
    assert_has(remark_text(arena, &wrong, 1), "line 4, column class: There are data of a class.");
}

static void a_class_with_more_minimum_than_maximum_is_flagged(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Imported odd = import_good(&store, arena, "openings",
                               S("id,class,class_minimum,class_maximum,hours_min,hours_max,language\n"
                                 "o1,k1,20,,32,24,nld:speaking:entry:A1:B1\n"
                                 "o2,k1,,10,24,32,nld:speaking:entry:B1:A1\n"));
    assert_int_equal(odd.report.flagged, 3);
    assert_has(remark_text(arena, &odd, 2), "line 2, column class_maximum: minimum (20)");
    ClassRows rows;
    assert_int_equal(classes_load(store.db, arena, store.tenant, &rows), OK);
    assert_false(rows.record[0].field[CLASS_minimum].known);
    assert_false(rows.record[0].field[CLASS_maximum].known);
    assert_false(opening_of(&store, arena, "o1").field[OPENING_hours_min].known);
    assert_true(opening_of(&store, arena, "o2").field[OPENING_hours_min].known);
}

/* --- places and parties --- */

static void places_outside_the_country_are_refused(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Imported wrong = import_file(&store, arena, "postcodes",
                                 S("postcode4;municipality;latitude;longitude\n"
                                   "3511;GM0344;52,0918;5.1149\n"
                                   "3512;;5.1;52.1\n"
                                   "0999;;52.1;5.1\n"
                                   "3513;GM9999;52.1;5.1\n"
                                   "3514;;52.;5.1\n"
                                   "3515;;-52.1;5.1e0\n"
                                   "3511;;52.1;5.1\n"));
    assert_int_equal(wrong.report.taken, 1);
    assert_int_equal(wrong.report.refused, 6);
    assert_has(remark_text(arena, &wrong, 0),
               "line 3, column latitude: '5.1' is not possible here. Allowed: 50.5 .. 54.0.");
    assert_has(remark_text(arena, &wrong, 7), "line 8, column postcode4: '3511' is also on line 2.");
}

static void degrees_are_kept_to_a_millionth(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    import_good(&store, arena, "postcodes",
                S("postcode4;latitude;longitude\n3511;52,0918349;5.000001\n3512;52;5.1\n"));
    assert_str(export_all(&store, arena, "postcodes"),
               "postcode4,municipality,latitude,longitude\n3511,,52.091834,5.000001\n"
               "3512,,52.000000,5.100000\n");
}

static void a_pair_of_areas_is_given_once(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Imported wrong = import_file(&store, arena, "travel",
                                 S("from,to,mode,part_of_day,minutes\n3511,3512,car,,10\n"
                                   "3511,3512,car,morning,12\n3511,3512,car,any,11\n"
                                   "3511,3512,rocket,any,1\n3511,3512,walk,any,1441\n"));
    assert_int_equal(wrong.report.refused, 3);
    assert_has(remark_text(arena, &wrong, 0), "line 4, column from: ");
    assert_has(remark_text(arena, &wrong, 1), "line 5, column mode: 'rocket'");
    assert_has(remark_text(arena, &wrong, 2), "line 6, column minutes: '1441'");
}

static void a_recognition_that_ends_first_is_flagged(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Str file = S("company_id,crebo,postcode,valid_from,valid_until\n"
                 "100,25707,3511,2024-01-01,2023-01-01\n100,25707,3511,2025-01-01,\n");
    assert_int_equal(import_good(&store, arena, "recognitions", file).report.flagged, 1);
    Imported wrong = import_file(&store, arena, "recognitions",
                                 S("company_id,crebo,postcode,valid_from\n100,25707,3511,2024-01-01\n"
                                   "100,25707,3511,2024-01-01\n100,1,3511,2024-01-01\n"
                                   "100,25707,,unknown\n"));
    assert_int_equal(wrong.report.refused, 3);
}

static void an_occupation_has_a_group_of_isco(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Imported wrong = import_file(&store, arena, "occupations",
                                 S("occupation,isco,label\nhttps://example.org/a,7212,\n"
                                   "https://example.org/b,7999,\nhttps://example.org/a,7212,\n,7212,x\n"));
    assert_int_equal(wrong.report.refused, 3);
    assert_has(remark_text(arena, &wrong, 0), "line 3, column isco: ");
}

/* --- what goes out --- */

static void identity_and_health_stay_in_unless_asked(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    import_good(&store, arena, "candidates", template_of(arena, "candidates"));
    static const char *const hidden[] = { "given_name", "birth_date", "sex", "email", "household",
                                          "condition", "need" };
    Str shown = export_with(&store, arena, "candidates", false), all;
    all = export_all(&store, arena, "candidates");
    Str head, full;
    str_cut(&shown, '\n', &head);
    str_cut(&all, '\n', &full);
    head = str_printf(arena, ",%.*s,", STR_ARGS(head));
    full = str_printf(arena, ",%.*s,", STR_ARGS(full));
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
        Str name = str_printf(arena, ",%s,", hidden[i]);
        assert_true(has_text(full, name.at));
        if (has_text(head, name.at)) fail_msg("%s went out", hidden[i]);
    }
    assert_false(has_text(shown, "Kandidaat"));
    assert_false(has_text(shown, "heavy_lifting"));
    Str facts = export_with(&store, arena, "candidate-facts", false);
    assert_false(has_text(facts, "Kandidaat"));
    assert_false(has_text(facts, "heavy_lifting"));
    assert_has(facts, "hours_max");
    assert_int_equal(audit_count(&store, "export_read"), 3);
}

static void the_row_says_no_more_than_holds_for_all_of_it(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    import_good(&store, arena, "candidate-facts",
                S(FACTS_HEAD "c1,hours_max,32,intake,yes,2026-01-02\n"
                             "c1,postcode,3511,csv,no,2025-01-02\n"
                             "c2,hours_max,32,intake,yes,2026-01-02\n"
                             "c2,postcode,3511,intake,yes,unknown\n"));
    Str out = export_all(&store, arena, "candidates");
    assert_has(out, "\nc1,mixed,no,2025-01-02,");
    assert_has(out, "\nc2,intake,yes,unknown,");
}

static void formulas_are_made_harmless_and_come_back(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    import_good(&store, arena, "candidates",
                S("id,given_name,family_name,phone,skills,email\n"
                  "-c1,=1+1,@SUM(A1),+31612345678,a;=cmd,'=x\n"
                  "c2,-5,'s-Gravenhage,12.5,,\"x,=y\"\n"));
    assert_str(person_of(&store, arena, "-c1").fact[FACT_given_name].text, "=1+1");
    Str out = export_all(&store, arena, "candidates");
    assert_has(out, "\n'-c1,csv,");
    assert_has(out, ",'=1+1,'@SUM(A1),'=x,'+31612345678,");
    assert_has(out, ",\"a;'=cmd\",");
    assert_has(out, ",-5,'s-Gravenhage,\"x,'=y\",12.5,");
    TEST_STORE(other);
    import_good(&other, arena, "candidates", out);
    assert_str(person_of(&other, arena, "-c1").fact[FACT_family_name].text, "@SUM(A1)");
    assert_str(person_of(&other, arena, "c2").fact[FACT_family_name].text, "'s-Gravenhage");
    assert_true(str_equal(out, export_all(&other, arena, "candidates")));
}

/* --- hostile files --- */

static void hostile_files_change_nothing(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    import_good(&store, arena, "candidates", template_of(arena, "candidates"));
    Str before = digest_of(&store, arena);
    Text huge = text_new(arena, 128 * 1024 * 1024);
    text_add(&huge, S("id,given_name\nc1,"));
    for (int i = 0; i < 1024 * 1024; i++) text_add(&huge, S("0123456789012345678901234567890123456"));
    struct { Str bytes; const char *why; } file[] = {
        { S("id,hours_max\nc1,32\nc2"), "Line 3: there are 1 columns. The header has 2." },
        { S("id,given_name\nc1,\"Kan"), "Line 2, column 2: a quote is not closed." },
        { S("id,given_name\nc1,Ren\xE9\n"), "Line 2: the file is not UTF-8 (byte 20)." },
        { S("\xFF\xFEi\0d\0"), "Line 1: the file is not UTF-8 (byte 0)." },
        { S("id,given_name\nc1,a\0b\n"), "Line 2: the character U+0000" },
        { S("id,id\nc1,c2\n"), "Line 1, column 2: the name 'id' is in the header twice." },
        { S(""), "The file is empty." },
        { text_str(&huge), "Line 2, column 2: the text is too long." },
    };
    for (size_t i = 0; i < sizeof file / sizeof *file; i++) {
        Imported wrong = import_file(&store, arena, "candidates", file[i].bytes);
        assert_int_equal(wrong.result, INVALID);
        assert_has(why_text(arena, &wrong), file[i].why);
        assert_true(str_equal(before, digest_of(&store, arena)));
        assert_int_equal(audit_count(&store, "import_refused"), i + 1);
    }
    ImportRequest request = test_request(&store, arena);
    request.keep_going = true; /* of no use for a file that cannot be read */
    assert_int_equal(import_with(&request, "candidates", file[2].bytes).result, INVALID);
}

static void a_file_larger_than_the_limit_is_refused(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Str bytes = { arena_get(arena, IMPORT_BYTES_MAX + 1), IMPORT_BYTES_MAX + 1 };
    Imported wrong = import_file(&store, arena, "candidates", bytes);
    assert_int_equal(wrong.result, INVALID);
    assert_str(why_text(arena, &wrong), "The file is too large. The maximum is 64 MiB.");
}

static void an_id_stands_once_in_a_file(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    static const char *const kind[] = { "candidates", "openings" };
    for (int i = 0; i < 2; i++) {
        Imported wrong = import_file(&store, arena, kind[i], S("id\na\n-b\na\n-b\n"));
        assert_int_equal(wrong.result, INVALID);
        assert_int_equal(wrong.report.refused, 2);
        assert_has(remark_text(arena, &wrong, 0), "line 4, column id: 'a' is also on line 2.");
        assert_has(remark_text(arena, &wrong, 1), "line 5, column id: '-b' is also on line 3.");
    }
}

static void an_id_with_quotes_and_sql_is_refused(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Str before = digest_of(&store, arena);
    Imported wrong = import_file(&store, arena, "candidates",
                                 S("id\n\"x'\"\"; DROP TABLE candidate; --\"\n"));
    assert_int_equal(wrong.result, INVALID);
    assert_has(remark_text(arena, &wrong, 0), "'x'\"; DROP TABLE candidate; --' is not possible");
    assert_true(str_equal(before, digest_of(&store, arena)));
}

static void a_long_report_is_cut_and_counted(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Text file = text_new(arena, 1 << 20);
    text_add(&file, S("id,hours_max\n"));
    for (int i = 0; i < 1000; i++) text_addf(&file, "c%d,1000\n", i);
    Imported wrong = import_file(&store, arena, "candidates", text_str(&file));
    assert_int_equal(wrong.report.refused, 1000);
    assert_int_equal(wrong.report.remarks, 1000);
    assert_int_equal(wrong.report.remark_count, REPORT_ROWS_SHOWN_MAX);
}

SUITE("exchange csv", cmocka_unit_test(every_template_imports_cleanly),
      cmocka_unit_test(the_same_file_twice_changes_nothing),
      cmocka_unit_test(what_goes_out_comes_back),
      cmocka_unit_test(a_dry_run_reports_and_keeps_nothing),
      cmocka_unit_test(an_unknown_column_refuses_the_file_and_names_the_allowed),
      cmocka_unit_test(without_its_id_no_file_is_taken), cmocka_unit_test(there_is_no_other_kind),
      cmocka_unit_test(progress_is_told_every_thousand_rows),
      cmocka_unit_test(cells_become_facts_with_their_source),
      cmocka_unit_test(rows_without_a_day_take_that_of_the_import),
      cmocka_unit_test(refused_cells_name_line_column_value_and_allowed),
      cmocka_unit_test(keep_going_takes_the_good_rows),
      cmocka_unit_test(what_cannot_be_true_is_flagged_and_unknown),
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
      cmocka_unit_test(a_block_that_ends_before_it_begins_is_flagged),
      cmocka_unit_test(openings_share_their_class),
      cmocka_unit_test(a_class_that_changes_is_a_change),
      cmocka_unit_test(openings_that_disagree_on_their_class_are_refused),
      cmocka_unit_test(a_class_with_more_minimum_than_maximum_is_flagged),
      cmocka_unit_test(places_outside_the_country_are_refused),
      cmocka_unit_test(degrees_are_kept_to_a_millionth),
      cmocka_unit_test(a_pair_of_areas_is_given_once),
      cmocka_unit_test(a_recognition_that_ends_first_is_flagged),
      cmocka_unit_test(an_occupation_has_a_group_of_isco),
      cmocka_unit_test(identity_and_health_stay_in_unless_asked),
      cmocka_unit_test(the_row_says_no_more_than_holds_for_all_of_it),
      cmocka_unit_test(formulas_are_made_harmless_and_come_back),
      cmocka_unit_test(hostile_files_change_nothing),
      cmocka_unit_test(a_file_larger_than_the_limit_is_refused),
      cmocka_unit_test(an_id_stands_once_in_a_file),
      cmocka_unit_test(an_id_with_quotes_and_sql_is_refused),
      cmocka_unit_test(a_long_report_is_cut_and_counted))
