/* What breaks the contract, or is no honest file at all: refused with its place, nothing changed. */
#include "exchange_vum.h"

typedef struct Broken {
    const char *record; /* the second of two; the first is good */
    const char *place, *reason; /* parts of what the report says, in English */
} Broken;

#define HOME "\"mobiliteit\":{\"bemiddelingspostcode\":\"3511AB\"}"
#define WITH(part) "{\"idWerkzoekende\":\"w-2\"," HOME "," part "}"
#define SKILL(part) WITH("\"arbeidsmarktkwalificatie\":{" part "}")

static const Broken broken[] = {
    { "{" HOME "}", "record 2, idWerkzoekende", "required" },
    { "{\"idWerkzoekende\":\"\"," HOME "}", "record 2, idWerkzoekende", "\"\" is not allowed" },
    { "{\"idWerkzoekende\":7," HOME "}", "record 2, idWerkzoekende", "7 is not a text" },
    { "{\"idWerkzoekende\":\"x'); DROP TABLE candidate; --\"," HOME "}",
      "record 2, idWerkzoekende", "DROP TABLE" },
    { "{\"idWerkzoekende\":\"a\\\"b\"," HOME "}", "record 2, idWerkzoekende", "a-z A-Z 0-9" },
    { "{\"idWerkzoekende\":\"w-1\"," HOME "}", "record 2 (id w-1), idWerkzoekende",
      "also in record 1" },
    { "{\"idWerkzoekende\":\"w-2\",\"mobiliteit\":{\"maximaleReistijd\":30}}",
      "record 2 (id w-2), mobiliteit.bemiddelingspostcode", "required" },
    { "{\"idWerkzoekende\":\"w-2\",\"mobiliteit\":{\"bemiddelingspostcode\":\"3511\"}}",
      "mobiliteit.bemiddelingspostcode", "\"3511\" is not allowed; allowed: 1234AB" },
    { "{\"idWerkzoekende\":\"w-2\",\"mobiliteit\":{\"bemiddelingspostcode\":\"3511A1\"}}",
      "mobiliteit.bemiddelingspostcode", "1234AB" },
    { "{\"idWerkzoekende\":\"w-2\",\"mobiliteit\":[]}", "(id w-2), mobiliteit", "not an object" },
    { "{\"idWerkzoekende\":\"w-2\",\"mobiliteit\":null}", "(id w-2), mobiliteit", "not an object" },
    { "[]", "record 2", "not an object" },
    { "17", "record 2", "not an object" },
    { WITH("\"naam\":\"x\""), "(id w-2)", "no field \"naam\"" },
    { WITH("\"werktijden\":{\"extra\\u0007\":1}"), "werktijden", "\\u0007" },
    { WITH("\"werktijden\":{\"aantalWerkurenPerWeekMaximaal\":100}"),
      "werktijden.aantalWerkurenPerWeekMaximaal", "100 is not allowed; allowed: 0..99" },
    { WITH("\"werktijden\":{\"aantalWerkurenPerWeekMaximaal\":-1}"),
      "werktijden.aantalWerkurenPerWeekMaximaal", "-1" },
    { WITH("\"werktijden\":{\"aantalWerkurenPerWeekMaximaal\":32.0}"),
      "werktijden.aantalWerkurenPerWeekMaximaal", "not a whole number" },
    { WITH("\"werktijden\":{\"aantalWerkurenPerWeekMaximaal\":\"32\"}"),
      "werktijden.aantalWerkurenPerWeekMaximaal", "not a whole number" },
    { WITH("\"werktijden\":{\"indicatieKantoortijden\":3}"), "werktijden.indicatieKantoortijden",
      "3 is not allowed; allowed: 0, 1, 2" },
    { WITH("\"indicatieLdrRegistratie\":0"), "indicatieLdrRegistratie", "allowed: 1, 2" },
    { WITH("\"indicatieLdrRegistratie\":true"), "indicatieLdrRegistratie", "true" },
    { WITH("\"flexibiliteit\":{\"datumAanvangBeschikbaarVoorWerk\":\"2026-02-30\"}"),
      "flexibiliteit.datumAanvangBeschikbaarVoorWerk", "2026-01-31" },
    { WITH("\"flexibiliteit\":{\"datumAanvangBeschikbaarVoorWerk\":\"01-02-2026\"}"),
      "flexibiliteit.datumAanvangBeschikbaarVoorWerk", "01-02-2026" },
    { WITH("\"contractvorm\":[{},{\"codeTypeOvereenkomst\":\"05\"}]"),
      "contractvorm[1].codeTypeOvereenkomst", "\"05\" is not allowed; allowed: 01, 02, 03, 04" },
    { WITH("\"contractvorm\":[{\"codeTypeOvereenkomst\":1}]"),
      "contractvorm[0].codeTypeOvereenkomst", "1 is not a text" },
    { WITH("\"contractvorm\":{}"), "contractvorm", "not a list" },
    { WITH("\"contractvorm\":[[]]"), "contractvorm[0]", "not an object" },
    { WITH("\"emailadres\":\"a@example.org\""), "emailadres", "not a list" },
    { WITH("\"telefoonnummer\":[\"030 000 00 00 00\"]"), "telefoonnummer[0]",
      "16 characters, at most 14" },
    { SKILL("\"rijbewijs\":[{\"codeSoortRijbewijs\":\"b\"}]"),
      "arbeidsmarktkwalificatie.rijbewijs[0].codeSoortRijbewijs", "B+" },
    { SKILL("\"taalbeheersing\":[{\"codeTaal\":\"NLD\"}]"),
      "arbeidsmarktkwalificatie.taalbeheersing[0].codeTaal", "nld" },
    { SKILL("\"taalbeheersing\":[{\"codeNiveauTaalbeheersingLezen\":5}]"),
      "taalbeheersing[0].codeNiveauTaalbeheersingLezen", "0, 1, 2, 3, 4, 8" },
    { SKILL("\"opleiding\":[{\"codeOpleidingsnaam\":\"12a\"}]"), "opleiding[0].codeOpleidingsnaam",
      "12a" },
    { SKILL("\"opleiding\":[{\"codeOpleidingsnaam\":\"\"}]"), "opleiding[0].codeOpleidingsnaam",
      "0123456789" },
    { SKILL("\"opleiding\":[{\"codeOpleidingsnaam\":\"12345678901\"}]"),
      "opleiding[0].codeOpleidingsnaam", "11 characters" },
    { SKILL("\"codeWerkEnDenkniveauWerkzoekende\":8"), "codeWerkEnDenkniveauWerkzoekende", "8" },
    { SKILL("\"werkervaring\":[{\"beroep\":{\"codeBeroepsnaam\":1}}]"),
      "werkervaring[0].beroep.codeBeroepsnaam", "1 is not a text" },
};

static void assert_says(Arena *arena, Phrase phrase, const char *part) {
    Str text = phrase_text(arena, TONGUE_EN, phrase);
    if (str_find(text, str_from(part)) == text.len) fail_msg("'%.*s' lacks '%s'", STR_ARGS(text), part);
    for (size_t i = 0; i < text.len; i++) assert_true((unsigned char)text.at[i] >= ' ');
    assert_true(text.len < 400);
}

static Str two_records(Arena *arena, const char *second) {
    return str_printf(arena, "[{\"idWerkzoekende\":\"w-1\"," HOME "},%s]", second);
}

static void what_breaks_the_contract_is_refused_with_its_place(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Str before = digest_of(&store, arena);
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        ImportReport report;
        Result result = import_on(&store, arena, TODAY, JOBSEEKERS,
                                  two_records(arena, broken[i].record), &report);
        if (result != INVALID) fail_msg("taken: %s", broken[i].record);
        assert_false(report.applied);
        assert_int_equal(report.rows, 2);
        assert_int_equal(report.taken, 1);
        assert_int_equal(report.refused, 1);
        assert_says(arena, report.remark[0].place, broken[i].place);
        assert_says(arena, report.remark[0].reason, broken[i].reason);
        assert_true(str_equal(digest_of(&store, arena), before));
    }
}

static void long_texts_are_counted_in_characters(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Text good = text_new(arena, 8192), bad = text_new(arena, 8192);
    for (int i = 0; i < 2000; i++) text_add(&good, S("\xC3\xA9"));
    text_add(&bad, text_str(&good));
    text_add_char(&bad, 'e');
    ImportReport report;
    Text whole = text_new(arena, 8192);
    text_add(&whole, S("[{\"idWerkzoekende\":\"w-2\",\"persoonlijkePresentatie\":\""));
    size_t front = whole.len;
    text_add(&whole, text_str(&good));
    text_add(&whole, S("\"}]"));
    assert_int_equal(import_on(&store, arena, TODAY, JOBSEEKERS, text_str(&whole), &report), OK);
    whole.len = front;
    text_add(&whole, text_str(&bad));
    text_add(&whole, S("\"}]"));
    assert_int_equal(import_on(&store, arena, TODAY, JOBSEEKERS, text_str(&whole), &report), INVALID);
    assert_says(arena, report.remark[0].reason, "2001 characters, at most 2000");
}

static void good_records_are_taken_when_asked(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Phrase why;
    ImportReport report;
    ImportRequest request = { .db = store.db, .arena = arena, .tenant = store.tenant, .today = TODAY,
                              .keep_going = true };
    Str file = two_records(arena, "{\"idWerkzoekende\":\"w-2\",\"sector\":1},"
                                  "{\"idWerkzoekende\":\"w-3\"," HOME "}");
    assert_int_equal(import_bytes(&request, S(JOBSEEKERS), file, &report, &why), OK);
    assert_true(report.applied);
    assert_int_equal(report.taken, 2);
    assert_int_equal(report.changed, 2);
    assert_int_equal(report.refused, 1);
    CandidateRows rows;
    assert_int_equal(candidates_load(store.db, arena, store.tenant, false, &rows), OK);
    assert_int_equal(rows.count, 2);
    assert_str(rows.record[1].id, "w-3");
}

static void a_dry_run_reports_and_changes_nothing(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Phrase why;
    ImportReport report;
    Str before = digest_of(&store, arena);
    ImportRequest request = { .db = store.db, .arena = arena, .tenant = store.tenant, .today = TODAY,
                              .dry_run = true };
    assert_int_equal(import_bytes(&request, S(JOBSEEKERS), two_records(arena,
        WITH("\"werktijden\":{\"aantalWerkurenPerWeekMinimaal\":30,"
             "\"aantalWerkurenPerWeekMaximaal\":20}")), &report, &why), OK);
    assert_false(report.applied);
    assert_int_equal(report.taken, 2);
    assert_int_equal(report.flagged, 1);
    assert_says(arena, report.remark[0].place,
                "record 2 (id w-2), werktijden.aantalWerkurenPerWeekMaximaal");
    assert_says(arena, report.remark[0].reason, "20");
    assert_true(str_equal(digest_of(&store, arena), before));
}

/* --- files that are no honest files --- */

static Str repeated(Arena *arena, const char *front, const char *part, size_t count, const char *back) {
    Text text = text_new(arena, 128 * 1024 * 1024);
    text_add(&text, str_from(front));
    for (size_t i = 0; i < count; i++) text_add(&text, str_from(part));
    text_add(&text, str_from(back));
    return text_str(&text);
}

static void hostile_files_are_refused_and_change_nothing(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    const struct {
        Str file;
        const char *says;
    } hostile[] = {
        { S(""), "ends too early" },
        { S("[{\"idWerkzoekende\":\"w-2\","), "ends too early" },
        { S("[{\"idWerkzoekende\":\"w-2\"}] x"), "not valid JSON" },
        { S("[{'idWerkzoekende':'w-2'}]"), "not valid JSON" },
        { S("{\"matches\":[]}"), "one list" },
        { S("[{\"idWerkzoekende\":\"a\",\"idWerkzoekende\":\"b\"}]"), "twice" },
        { S("[{\"idWerkzoekende\":\"a\",\"x\":99999999999999999999}]"), "too large" },
        { S("[{\"idWerkzoekende\":\"a\xFF\"}]"), "UTF-8 (byte 22)" },
        { S("[{\"idWerkzoekende\":\"a\xC3\x28\"}]"), "UTF-8 (byte 22)" },
        { S("\xFF\xFE[\0]\0"), "UTF-8 (byte 1)" },
        { S("[{\"idWerkzoekende\":\"a\0b\"}]"), "UTF-8" },
        { S("[{\"idWerkzoekende\":\"a\\u0000b\"}]"), "U+0000" },
        { S("[\n\n{\"idWerkzoekende\":\"a\\u0000b\"}]"), "Line 3, column 21" },
        { repeated(arena, "", "[", 33, ""), "deeper than 32" },
        { repeated(arena, "", "[", 1000000, ""), "deeper than 32" },
        { repeated(arena, "[", "{\"a\":", 100000, ""), "deeper than 32" },
        { repeated(arena, "[{\"idWerkzoekende\":\"", "0123456789abcdef", 65537, "\"}]"), "longer than" },
        { repeated(arena, "[{\"idWerkzoekende\":\"", "0123456789", 10 * 1024 * 1024, "\"}]"), "" },
        { repeated(arena, "[1", ",1", 1000000, "]"), "More than 1000000 records" },
        { repeated(arena, "[{\"sector\":[{}", ",{}", 1000, "]}]"), "more than 1000 entries" },
    };
    Str before = digest_of(&store, arena);
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        ImportReport report;
        Phrase why;
        ImportRequest request = { .db = store.db, .arena = arena, .tenant = store.tenant,
                                  .today = TODAY, .keep_going = true };
        Result result = import_bytes(&request, S(JOBSEEKERS), hostile[i].file, &report, &why);
        if (result != INVALID) fail_msg("file %zu: %s", i, result_name(result));
        assert_true(why.word != WORD_none);
        assert_says(arena, why, hostile[i].says);
        assert_false(report.applied);
        assert_true(str_equal(digest_of(&store, arena), before));
    }
}

static void odd_but_honest_files_are_taken(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    import_good(&store, arena, TODAY, JOBSEEKERS, S("[]"));
    import_good(&store, arena, TODAY, VACANCIES, S("[]"));
    import_good(&store, arena, TODAY, JOBSEEKERS, S("\xEF\xBB\xBF[{\"idWerkzoekende\":\"bom\"}]\n"));
    import_good(&store, arena, TODAY, JOBSEEKERS, S("[{\"idWerkzoekende\":\"a.b_c-D9\",\"sector\":[],"
                                                    "\"persoonlijkePresentatie\":\"\\\\u0000\"}]"));
    VumExportCounts counts;
    assert_json(arena, export_of(&store, arena, &counts),
                S("[{\"idWerkzoekende\":\"bom\"},{\"idWerkzoekende\":\"a.b_c-D9\",\"sector\":[],"
                  "\"persoonlijkePresentatie\":\"\\\\u0000\"}]"));
}

static void a_vacancy_is_no_profile(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    ImportReport report;
    assert_int_equal(import_on(&store, arena, TODAY, VACANCIES,
                               S("[{\"idWerkzoekende\":\"w-1\"}]"), &report), INVALID);
    assert_says(arena, report.remark[0].reason, "no field \"idWerkzoekende\"");
    assert_int_equal(import_on(&store, arena, TODAY, VACANCIES,
                               S("[{\"idVacature\":\"v-1\",\"adres\":{\"huisnummer\":1}}]"), &report),
                     INVALID);
    assert_says(arena, report.remark[0].place, "record 1 (id v-1), adres.postcode");
    assert_int_equal(import_on(&store, arena, TODAY, VACANCIES,
                               S("[{\"idVacature\":\"v-1\",\"codeWerkEnDenkniveauMinimaal\":3}]"),
                               &report), INVALID);
    assert_says(arena, report.remark[0].reason, "3 is not a text");
}

SUITE("exchange vum refused",
      cmocka_unit_test(what_breaks_the_contract_is_refused_with_its_place),
      cmocka_unit_test(long_texts_are_counted_in_characters),
      cmocka_unit_test(good_records_are_taken_when_asked),
      cmocka_unit_test(a_dry_run_reports_and_changes_nothing),
      cmocka_unit_test(hostile_files_are_refused_and_change_nothing),
      cmocka_unit_test(odd_but_honest_files_are_taken),
      cmocka_unit_test(a_vacancy_is_no_profile))
