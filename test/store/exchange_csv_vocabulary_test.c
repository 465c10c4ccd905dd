/* Lists of occupations and skills, from their files to what matching makes of them. */
#include "exchange_csv.h"

#include "candidates/candidates.h"
#include "parties/parties.h"
#include "vocabulary/vocabulary_unknown.h"

#define SKILLS_HEAD "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,status\n"
#define SKILL_ROW(id, label, also)                                                                 \
    "KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/" id ",skill,x," label ",\"" also   \
    "\",released\n"
#define OCCUPATIONS_HEAD "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,description\n"
#define OCCUPATION_ROW(id, isco, label, also)                                                      \
    "Occupation,http://data.europa.eu/esco/occupation/" id "," isco "," label ",\"" also "\",x\n"

static Imported list_import(Store *store, Arena *arena, const char *kind, Tongue tongue, Str bytes) {
    ImportRequest request = test_request(store, arena);
    request.labels = tongue;
    request.labels_told = true;
    return import_with(&request, kind, bytes);
}

static void assert_counts(const Imported *imported, int64_t fresh, int64_t changed, int64_t gone) {
    assert_int_equal(imported->result, OK);
    assert_true(imported->report.applied && imported->report.counts_list);
    assert_int_equal(imported->report.fresh, fresh);
    assert_int_equal(imported->report.changed, fresh + changed);
    assert_int_equal(imported->report.gone, gone);
}

static Concepts concepts_of(Store *store, Arena *arena, ConceptKind kind) {
    Concepts all;
    assert_int_equal(concepts_load(store->db, arena, store->tenant, kind, &all), OK);
    return all;
}

static const Term *term_of(Store *store, Arena *arena, ConceptKind kind, Str text) {
    Vocabulary *vocabulary;
    const Term *term = NULL;
    assert_int_equal(vocabulary_load(store->db, arena, store->tenant, &vocabulary), OK);
    vocabulary_find(vocabulary, kind, text, &term);
    return term;
}

static void a_list_is_new_then_the_same_then_other(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Str first = S(SKILLS_HEAD SKILL_ROW("1", "lassen", "TIG\nMIG\nLassen") SKILL_ROW("2", "zagen", ""));
    Imported made = list_import(&store, arena, "skills", TONGUE_NL, first);
    assert_counts(&made, 2, 0, 0);
    Str kept = digest_of(&store, arena);
    made = list_import(&store, arena, "skills", TONGUE_NL, first);
    assert_counts(&made, 0, 0, 0);
    assert_str(digest_of(&store, arena), str_zero_ended(arena, kept));
    made = list_import(&store, arena, "skills", TONGUE_NL,
                       S(SKILLS_HEAD SKILL_ROW("3", "boren", "") SKILL_ROW("1", "lassen", "MIG")));
    assert_counts(&made, 1, 1, 1);
    Concepts all = concepts_of(&store, arena, CONCEPT_SKILL);
    assert_int_equal(all.count, 3);
    assert_str(all.row[0].alternatives[TONGUE_NL], "MIG"); /* by address */
    assert_int_equal(all.row[1].gone_on, TEST_TODAY);
    assert_str(all.row[1].label[TONGUE_NL], "zagen"); /* kept */
    assert_int_equal(all.row[0].gone_on, DAY_UNKNOWN);
    made = list_import(&store, arena, "skills", TONGUE_NL, first); /* it comes back */
    assert_counts(&made, 0, 2, 1);
    assert_int_equal(audit_count(&store, "import_applied"), 4);
}

static void the_labels_of_one_language_leave_the_other(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Str dutch = S(OCCUPATIONS_HEAD OCCUPATION_ROW("x", "7212", "lasser", "vaklasser"));
    list_import(&store, arena, "occupations", TONGUE_NL, dutch);
    Imported made = list_import(&store, arena, "occupations", TONGUE_EN,
                                S(OCCUPATIONS_HEAD OCCUPATION_ROW("x", "7212", "welder", "")));
    assert_counts(&made, 0, 1, 0);
    const Term *term = term_of(&store, arena, CONCEPT_OCCUPATION, S("VAKLASSER"));
    assert_non_null(term);
    assert_str(term->label[TONGUE_EN], "welder");
    made = list_import(&store, arena, "occupations", TONGUE_NL, dutch);
    assert_counts(&made, 0, 0, 0);
    Occupations occupations;
    assert_int_equal(occupations_load(store.db, arena, store.tenant, &occupations), OK);
    const Occupation *found =
        occupation_find(&occupations, S("http://data.europa.eu/esco/occupation/x"));
    assert_non_null(found);
    assert_str(found->isco, "7212");
    assert_str(found->label, "lasser");
}

static void a_file_that_does_not_say_its_language_is_refused(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Imported wrong = import_file(&store, arena, "skills", S(SKILLS_HEAD SKILL_ROW("1", "lassen", "")));
    assert_int_equal(wrong.result, INVALID);
    assert_has(why_text(arena, &wrong), "--labels nl");
    assert_int_equal(concepts_of(&store, arena, CONCEPT_SKILL).count, 0);
}

static void faults_name_line_and_column_and_write_nothing(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Imported wrong = list_import(&store, arena, "occupations", TONGUE_NL,
        S(OCCUPATIONS_HEAD OCCUPATION_ROW("1", "7212", "goed", "") OCCUPATION_ROW("2", "7299", "fout", "")
          OCCUPATION_ROW("1", "7212", "dubbel", "") OCCUPATION_ROW("", "7212", "kort", "")
          OCCUPATION_ROW("4", "", "geen groep", "") OCCUPATION_ROW("5", "7212", "", "")
          OCCUPATION_ROW("6", "7212", "\"twee\nregels\"", "")));
    assert_int_equal(wrong.result, INVALID);
    assert_int_equal(wrong.report.refused, 6);
    assert_has(remark_text(arena, &wrong, 0), "line 3, column iscoGroup: ");
    assert_has(remark_text(arena, &wrong, 0), "7299");
    assert_has(remark_text(arena, &wrong, 1), "line 4, column conceptUri: ");
    assert_has(remark_text(arena, &wrong, 2), "Allowed: http://data.europa.eu/esco/occupation/...");
    assert_has(remark_text(arena, &wrong, 3), "line 6, column iscoGroup: ");
    assert_has(remark_text(arena, &wrong, 4), "line 7, column preferredLabel: ");
    assert_has(remark_text(arena, &wrong, 5), "line 8, column preferredLabel: Give one value");
    assert_int_equal(concepts_of(&store, arena, CONCEPT_OCCUPATION).count, 0);
    wrong = list_import(&store, arena, "skills", TONGUE_NL,
                        S(OCCUPATIONS_HEAD OCCUPATION_ROW("1", "7212", "goed", "")));
    assert_int_equal(wrong.result, INVALID);
    assert_has(why_text(arena, &wrong), "The column skillType is missing.");
    wrong = list_import(&store, arena, "occupations", TONGUE_NL, S("conceptUri,iscoGroup\nx,7212\n"));
    assert_has(why_text(arena, &wrong), "The column preferredLabel is missing.");
}

static void too_many_or_too_long_labels_are_refused(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Text text = text_new(arena, 64 * 1024);
    text_add(&text, S("skill,label,alternatives\nown.a,a,\""));
    for (int i = 0; i < VOCABULARY_ALTERNATIVES_MAX + 1; i++) text_addf(&text, "naam %d\n", i);
    text_add(&text, S("\"\nown.b,b,\""));
    for (int i = 0; i < VOCABULARY_LABEL_BYTES_MAX + 1; i++) text_add_char(&text, 'x');
    text_add(&text, S("\"\n"));
    Imported wrong = import_file(&store, arena, "skills", text_str(&text));
    assert_int_equal(wrong.report.refused, 2);
    assert_int_equal(wrong.report.remarks, 2);
    assert_has(remark_text(arena, &wrong, 0), "line 2, column alternatives: 'naam 200' is not possible");
    assert_has(remark_text(arena, &wrong, 1), "at most 500 bytes");
}

static void refused_rows_leave_every_mark_as_it_was(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    list_import(&store, arena, "skills", TONGUE_NL,
                S(SKILLS_HEAD SKILL_ROW("1", "lassen", "") SKILL_ROW("2", "zagen", "")));
    ImportRequest request = test_request(&store, arena);
    request.labels_told = request.keep_going = true;
    Imported part = import_with(&request, "skills",
                                S(SKILLS_HEAD SKILL_ROW("3", "boren", "") SKILL_ROW("", "fout", "")));
    assert_counts(&part, 1, 0, 0);
    Concepts all = concepts_of(&store, arena, CONCEPT_SKILL);
    for (size_t i = 0; i < all.count; i++) assert_int_equal(all.row[i].gone_on, DAY_UNKNOWN);
}

static void a_dry_run_counts_and_keeps_nothing(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Str empty = digest_of(&store, arena);
    ImportRequest request = test_request(&store, arena);
    request.labels_told = request.dry_run = true;
    Imported dry = import_with(&request, "skills", S(SKILLS_HEAD SKILL_ROW("1", "lassen", "")));
    assert_int_equal(dry.report.fresh, 1);
    assert_str(digest_of(&store, arena), str_zero_ended(arena, empty));
}

static void competentnl_is_tied_to_esco(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    list_import(&store, arena, "occupations", TONGUE_NL,
                S(OCCUPATIONS_HEAD OCCUPATION_ROW("x", "7212", "lasser", "")));
    Imported made = import_file(&store, arena, "occupations",
        S("uri,prefLabel,altLabel,exactMatchESCO,broadMatchESCO,more\n"
          "https://linkeddata.competentnl.nl/uwv/id/occupation/01,Lasser (metaal),lasman|plaatlasser,"
          "http://data.europa.eu/esco/occupation/x,,\n"
          "https://linkeddata.competentnl.nl/uwv/id/occupation/02,Robotlasser,,,"
          "http://data.europa.eu/esco/occupation/x,\n"));
    assert_counts(&made, 2, 0, 0);
    const Term *same = term_of(&store, arena, CONCEPT_OCCUPATION, S("plaatlasser"));
    assert_str(same->address, "http://data.europa.eu/esco/occupation/x");
    const Term *near = term_of(&store, arena, CONCEPT_OCCUPATION, S("robotlasser"));
    assert_str(near->address, "https://linkeddata.competentnl.nl/uwv/id/occupation/02");
    assert_str(near->isco, "7212");
    Occupations all;
    assert_int_equal(occupations_load(store.db, arena, store.tenant, &all), OK);
    assert_str(occupation_find(&all, near->address)->isco, "7212");
    Imported wrong = import_file(&store, arena, "skills", S("uri,prefLabel\nhttp://example.org/1,x\n"));
    assert_has(remark_text(arena, &wrong, 0), "Allowed: https://linkeddata.competentnl.nl/...");
}

static void own_skills_go_out_as_they_came_in(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Str file = S("skill,label,alternatives,label_en,alternatives_en,same_as\n"
                 "own.a,'=1+1,\"een\ntwee\",one,,http://data.europa.eu/esco/skill/1\nown.b,b,,,,\n");
    import_good(&store, arena, "skills", file);
    list_import(&store, arena, "skills", TONGUE_NL, S(SKILLS_HEAD SKILL_ROW("1", "lassen", "")));
    assert_str(export_all(&store, arena, "skills"), str_zero_ended(arena, file));
    assert_str(term_of(&store, arena, CONCEPT_SKILL, S("lassen"))->address, "own.a");
    /* An empty cell clears nothing, and what a file of one's own lacks stays. */
    Imported again = import_good(&store, arena, "skills", S("skill,label,alternatives\nown.a,'=1+1,\n"));
    assert_counts(&again, 0, 0, 0);
}

static void unknown_codes_are_kept_and_counted(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    list_import(&store, arena, "skills", TONGUE_NL,
                S(SKILLS_HEAD SKILL_ROW("1", "lassen", "") SKILL_ROW("2", "zagen", "samen")
                  SKILL_ROW("3", "boren", "samen")));
    list_import(&store, arena, "skills", TONGUE_NL,
                S(SKILLS_HEAD SKILL_ROW("2", "zagen", "samen") SKILL_ROW("3", "boren", "samen")));
    import_good(&store, arena, "candidates",
                S("id,skills,experience,wish\n"
                  "k1,LASSEN;tovenen;samen,7299:dokter;:dokter,wanted::dokter\n"
                  "k2,tovenen,5120,wanted::Kapper\n"));
    import_good(&store, arena, "openings", S("id,skills,occupation,isco\no1,Tovenen;zagen,dokter,7212\n"));
    UnknownCodes all;
    assert_int_equal(unknown_codes_load(store.db, arena, store.tenant, &all), OK);
    static const UnknownCode expected[] = {
        { UNKNOWN_OCCUPATION, UNKNOWN_NOWHERE, { "dokter", 6 }, 1, 1 },
        { UNKNOWN_SKILL, UNKNOWN_NOWHERE, { "tovenen", 7 }, 2, 0 },
        { UNKNOWN_SKILL, UNKNOWN_GONE, { "LASSEN", 6 }, 1, 0 },
        { UNKNOWN_SKILL, UNKNOWN_NOWHERE, { "Tovenen", 7 }, 0, 1 },
        { UNKNOWN_SKILL, UNKNOWN_AMBIGUOUS, { "samen", 5 }, 1, 0 },
        { UNKNOWN_ISCO, UNKNOWN_NOWHERE, { "7299", 4 }, 1, 0 },
    };
    assert_int_equal(all.count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < all.count; i++) {
        assert_int_equal(all.row[i].what, expected[i].what);
        assert_int_equal(all.row[i].why, expected[i].why);
        assert_str(all.row[i].text, expected[i].text.at);
        assert_int_equal(all.row[i].people, expected[i].people);
        assert_int_equal(all.row[i].openings, expected[i].openings);
    }
    assert_has(export_all(&store, arena, "candidates"), "tovenen"); /* as it came */
}

static void another_tenant_sees_none_of_it(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    list_import(&store, arena, "skills", TONGUE_NL, S(SKILLS_HEAD SKILL_ROW("1", "lassen", "TIG")));
    Tenant other = { .name = S("other"), .region = S("AM13") };
    Store theirs = store;
    assert_int_equal(db_begin(store.db), OK);
    assert_int_equal(tenant_make(store.db, &other, &theirs.tenant), OK);
    assert_int_equal(db_commit(store.db), OK);
    assert_null(term_of(&theirs, arena, CONCEPT_SKILL, S("TIG")));
    assert_int_equal(concepts_of(&theirs, arena, CONCEPT_SKILL).count, 0);
    assert_non_null(term_of(&store, arena, CONCEPT_SKILL, S("TIG")));
}

SUITE("exchange csv, vocabulary", cmocka_unit_test(a_list_is_new_then_the_same_then_other),
      cmocka_unit_test(the_labels_of_one_language_leave_the_other),
      cmocka_unit_test(a_file_that_does_not_say_its_language_is_refused),
      cmocka_unit_test(faults_name_line_and_column_and_write_nothing),
      cmocka_unit_test(too_many_or_too_long_labels_are_refused),
      cmocka_unit_test(refused_rows_leave_every_mark_as_it_was),
      cmocka_unit_test(a_dry_run_counts_and_keeps_nothing),
      cmocka_unit_test(competentnl_is_tied_to_esco),
      cmocka_unit_test(own_skills_go_out_as_they_came_in),
      cmocka_unit_test(unknown_codes_are_kept_and_counted),
      cmocka_unit_test(another_tenant_sees_none_of_it))
