/* The accreditation set of the national exchange, where it lies beside the project: all of it comes in,
 * and all of it goes out again. */
#include "exchange_vum.h"
#include "table.h"

static int64_t known_facts(const CandidateRows *rows, Fact fact) {
    int64_t known = 0;
    for (size_t i = 0; i < rows->count; i++) known += rows->record[i].fact[fact].known;
    return known;
}

static int64_t list_rows(const CandidateRows *rows, CandidateList list) {
    int64_t count = 0;
    for (size_t i = 0; i < rows->count; i++) count += (int64_t)rows->record[i].list[list].count;
    return count;
}

static void every_profile_comes_in_and_goes_out(void **state) {
    (void)state;
    skip_without("vum/jobseeker-profiles.json");
    TEST_ARENA(arena);
    TEST_STORE(store);
    Str file;
    file = shared_file(arena, "vum/jobseeker-profiles.json");
    ImportReport report;
    assert_int_equal(import_on(&store, arena, TODAY, JOBSEEKERS, file, &report), OK);
    assert_int_equal(report.rows, 1000);
    assert_int_equal(report.taken, 1000);
    assert_int_equal(report.refused, 0);
    Str note = phrase_text(arena, TONGUE_EN, report.note[0]);
    assert_true(str_find(note, S("30 of 30")) < note.len);
    VumExportCounts counts;
    assert_json(arena, export_of(&store, arena, &counts), file);
    assert_int_equal(counts.left_out, 0);
    Str before = digest_of(&store, arena);
    assert_int_equal(import_on(&store, arena, LATER, JOBSEEKERS, file, &report), OK);
    assert_int_equal(report.changed, 0);
    assert_true(str_equal(digest_of(&store, arena), before));
}

/* Counted in the file by other means (jq), so that a field that is dropped shows. */
static void what_matching_reads_is_there(void **state) {
    (void)state;
    skip_without("vum/jobseeker-profiles.json");
    TEST_ARENA(arena);
    TEST_STORE(store);
    Str file;
    file = shared_file(arena, "vum/jobseeker-profiles.json");
    import_good(&store, arena, TODAY, JOBSEEKERS, file);
    CandidateRows rows;
    assert_int_equal(candidates_load(store.db, arena, store.tenant, true, &rows), OK);
    assert_int_equal(rows.count, 1000);
    assert_int_equal(known_facts(&rows, FACT_postcode), 1000);
    assert_int_equal(known_facts(&rows, FACT_travel_kilometres_max), 1000);
    assert_int_equal(known_facts(&rows, FACT_travel_minutes_max), 0); /* all name 1 to 4 minutes */
    assert_int_equal(known_facts(&rows, FACT_work_level), 223);
    assert_int_equal(known_facts(&rows, FACT_irregular_hours), 241);
    assert_int_equal(known_facts(&rows, FACT_contact_shareable), 491);
    assert_int_equal(list_rows(&rows, LIST_WISH), 3089 + 1310);
    assert_true(list_rows(&rows, LIST_LANGUAGE) > 300);
    assert_true(list_rows(&rows, LIST_LICENCE) > 700);
    assert_true(list_rows(&rows, LIST_TRANSPORT) > 600);
    assert_true(list_rows(&rows, LIST_EXPERIENCE) > 400);
    assert_true(list_rows(&rows, LIST_EDUCATION) > 400);
    assert_true(known_facts(&rows, FACT_education_level) > 50);
    assert_true(known_facts(&rows, FACT_available_from) > 200);
}

/* One fact of every tenth person changes: nine in ten stay equal, of the tenth that field alone differs. */
static void a_change_here_stays_a_small_change(void **state) {
    (void)state;
    skip_without("vum/jobseeker-profiles.json");
    TEST_ARENA(arena);
    TEST_STORE(store);
    Str file;
    file = shared_file(arena, "vum/jobseeker-profiles.json");
    import_good(&store, arena, TODAY, JOBSEEKERS, file);
    AUTO(vum_json_end) json_t *expected = json_of(file);
    for (size_t i = 0; i < json_array_size(expected); i += 10) {
        json_t *profile = json_array_get(expected, i);
        json_t *hours = json_object_get(profile, "werktijden");
        if (!hours) json_object_set_new(profile, "werktijden", hours = json_object());
        json_object_set_new(hours, "aantalWerkurenPerWeekMaximaal", json_integer(21));
        CandidateRecord said = fact_said(json_string_value(json_object_get(profile, "idWerkzoekende")),
                                         FACT_hours_max, number_of(21));
        person_put(&store, arena, &said);
    }
    VumExportCounts counts;
    AUTO(vum_json_end) json_t *found = json_of(export_of(&store, arena, &counts));
    for (size_t i = 0; i < json_array_size(expected); i++) {
        if (json_equal(json_array_get(expected, i), json_array_get(found, i))) continue;
        fail_msg("profile %zu differs: %.*s", i,
                 STR_ARGS(vum_json_text(arena, json_array_get(found, i))));
    }
    assert_int_equal(counts.written, 1000);
}

static void every_vacancy_comes_in(void **state) {
    (void)state;
    skip_without("vum/vacancies.json");
    TEST_ARENA(arena);
    TEST_STORE(store);
    Str file;
    file = shared_file(arena, "vum/vacancies.json");
    ImportReport report;
    assert_int_equal(import_on(&store, arena, TODAY, VACANCIES, file, &report), OK);
    assert_int_equal(report.taken, 485);
    assert_int_equal(report.refused, 0);
    assert_int_equal(report.note_count, 3);
    OpeningRows rows;
    assert_int_equal(openings_load(store.db, arena, store.tenant, &rows), OK);
    assert_int_equal(rows.count, 485);
    AUTO(vum_json_end) json_t *vacancies = json_of(file);
    for (size_t i = 0; i < rows.count; i++) {
        Str original;
        assert_int_equal(opening_original_load(store.db, arena, store.tenant, rows.record[i].number,
                                               S(VUM_VACANCIES_FORMAT), &original), OK);
        AUTO(vum_json_end) json_t *kept = json_of(original);
        assert_true(json_equal(kept, json_array_get(vacancies, i)));
        assert_int_equal(rows.record[i].field[OPENING_places].number, 1);
        assert_true(rows.record[i].field[OPENING_occupation].known);
        assert_false(rows.record[i].field[OPENING_isco].known);
    }
    Str before = digest_of(&store, arena);
    assert_int_equal(import_on(&store, arena, LATER, VACANCIES, file, &report), OK);
    assert_int_equal(report.changed, 0);
    assert_true(str_equal(digest_of(&store, arena), before));
}

SUITE("exchange vum real", cmocka_unit_test(every_profile_comes_in_and_goes_out),
      cmocka_unit_test(what_matching_reads_is_there),
      cmocka_unit_test(a_change_here_stays_a_small_change), cmocka_unit_test(every_vacancy_comes_in))
