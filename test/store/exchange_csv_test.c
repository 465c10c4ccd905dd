#include "exchange_csv.h"

#include "candidates/candidates.h"

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
      cmocka_unit_test(identity_and_health_stay_in_unless_asked),
      cmocka_unit_test(the_row_says_no_more_than_holds_for_all_of_it),
      cmocka_unit_test(formulas_are_made_harmless_and_come_back),
      cmocka_unit_test(hostile_files_change_nothing),
      cmocka_unit_test(a_file_larger_than_the_limit_is_refused),
      cmocka_unit_test(an_id_stands_once_in_a_file),
      cmocka_unit_test(an_id_with_quotes_and_sql_is_refused),
      cmocka_unit_test(a_long_report_is_cut_and_counted))
