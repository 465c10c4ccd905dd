#include "exchange_vum.h"

/* A profile of our own with something of everything: sealed fields, empty lists, double entries. */
#define ADDRESS "https://linkeddata.competentnl.nl/uwv/id/occupation/"
static const char profile[] =
    "{\"telefoonnummer\":[],\"idWerkzoekende\":\"w-1\",\"indicatieLdrRegistratie\":1,"
    "\"emailadres\":[\"een@example.org\",\"twee@example.org\"],"
    "\"persoonlijkePresentatie\":\"Ik kook graag \\u00e9n veel.\","
    "\"mobiliteit\":{\"maximaleReistijd\":45,\"bemiddelingspostcode\":\"3511ab\","
    "\"maximaleReisafstand\":20},"
    "\"werktijden\":{\"aantalWerkurenPerWeekMaximaal\":32,\"indicatieKantoortijden\":1},"
    "\"flexibiliteit\":{\"datumAanvangBeschikbaarVoorWerk\":\"2026-10-01\"},"
    "\"sector\":[{\"codeSbi\":1011}],\"webadres\":[{}],"
    "\"eisAanWerk\":{\"indicatieBegeleiding\":1,\"indicatieWerkvariatie\":0},"
    "\"contractvorm\":[{\"codeTypeOvereenkomst\":\"02\"},{\"codeTypeArbeidscontract\":\"B\"},{}],"
    "\"bemiddelingsberoep\":[{\"codeBeroepsnaam\":\"" ADDRESS "AA\"},{},"
    "{\"codeBeroepsnaam\":\"" ADDRESS "BB\"},{\"codeBeroepsnaam\":\"" ADDRESS "AA\"}],"
    "\"vervoermiddel\":[{\"indicatieBeschikbaarVoorWoonWerkverkeer\":1},"
    "{\"codeVervoermiddel\":3,\"indicatieBeschikbaarVoorWoonWerkverkeer\":0},"
    "{\"codeVervoermiddel\":3,\"indicatieBeschikbaarVoorWoonWerkverkeer\":1}],"
    "\"arbeidsmarktkwalificatie\":{\"codeWerkEnDenkniveauWerkzoekende\":4,\"interesse\":[],"
    "\"rijbewijs\":[{\"codeSoortRijbewijs\":\"B\"},{\"codeSoortRijbewijs\":\"B\"}],"
    "\"competentiebeheersing\":[{\"codeCompetentie\":\"0000000004\"}],"
    "\"opleiding\":[{\"codeNiveauOpleiding\":4,\"indicatieDiploma\":1,"
    "\"naamOpleidingsinstituut\":\"ROC\"},{\"toelichtingOpleiding\":\"\"}],"
    "\"werkervaring\":[{\"beroep\":{\"codeBeroepsnaam\":\"" ADDRESS "CC\"},"
    "\"naamOrganisatie\":\"De Bakker\",\"datumAanvangWerkzaamheden\":\"2020-03-01\","
    "\"datumEindeWerkzaamheden\":\"2022-03-01\"}],"
    "\"taalbeheersing\":[{\"codeTaal\":\"nld\",\"codeNiveauTaalbeheersingMondeling\":2,"
    "\"codeNiveauTaalbeheersingLezen\":8},{\"codeNiveauTaalbeheersingMondeling\":4},"
    "{\"codeTaal\":\"nld\",\"codeNiveauTaalbeheersingMondeling\":3},"
    "{\"codeTaal\":\"ara\",\"codeNiveauTaalbeheersingSchriftelijk\":4}]}}";

static Str file_of(Arena *arena, const char *record) {
    return str_printf(arena, "[%s]", record);
}

static void begin(Store *store, Arena *arena) {
    import_good(store, arena, TODAY, JOBSEEKERS, file_of(arena, profile));
}

static int64_t fact_number(const CandidateRecord *person, Fact fact) {
    assert_true(person->fact[fact].known);
    return person->fact[fact].number;
}

static void facts_reach_their_columns(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    begin(&store, arena);
    CandidateRecord person = person_of(&store, arena, "w-1");
    assert_str(person.fact[FACT_postcode].text, "3511AB");
    assert_int_equal(fact_number(&person, FACT_travel_minutes_max), 45);
    assert_int_equal(fact_number(&person, FACT_travel_kilometres_max), 20);
    assert_int_equal(fact_number(&person, FACT_hours_max), 32);
    assert_false(person.fact[FACT_hours_min].known);
    assert_int_equal(fact_number(&person, FACT_office_hours), 1);
    assert_int_equal(fact_number(&person, FACT_work_level), 4);
    assert_str(person.fact[FACT_education_level].text, "1213");
    assert_str(person.fact[FACT_email].text, "een@example.org");
    assert_str(person.fact_from[FACT_postcode].source, "vum");
    assert_false(person.fact_from[FACT_postcode].verified);
    assert_int_equal(person.fact_from[FACT_postcode].confirmed, TODAY);
    static const size_t rows[CANDIDATE_LIST_COUNT] = {
        [LIST_LANGUAGE] = 2, [LIST_EDUCATION] = 1, [LIST_EXPERIENCE] = 1, [LIST_LICENCE] = 1,
        [LIST_SKILLS] = 1, [LIST_TRANSPORT] = 1, [LIST_WISH] = 4, [LIST_OPENING_WISH] = 2,
        [LIST_NEED] = 1,
    };
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) assert_int_equal(person.list[i].count, rows[i]);
}

static void what_came_in_goes_out(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    begin(&store, arena);
    VumExportCounts counts;
    assert_json(arena, export_of(&store, arena, &counts), file_of(arena, profile));
    assert_int_equal(counts.written, 1);
    assert_int_equal(counts.left_out, 0);
}

static void the_same_file_again_changes_nothing(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    begin(&store, arena);
    Str before = digest_of(&store, arena);
    ImportReport report;
    assert_int_equal(import_on(&store, arena, LATER, JOBSEEKERS, file_of(arena, profile), &report), OK);
    assert_int_equal(report.taken, 1);
    assert_int_equal(report.changed, 0);
    assert_true(str_equal(digest_of(&store, arena), before));
    CandidateRecord said = fact_said("w-1", FACT_hours_max, number_of(24));
    person_put(&store, arena, &said);
    before = digest_of(&store, arena);
    begin(&store, arena); /* the exchange says nothing new, so what was said here stands */
    assert_true(str_equal(digest_of(&store, arena), before));
}

/* The profile with other text in one place; fails when the place is not there once. */
static Str profile_with(Arena *arena, const char *old, const char *new) {
    Str whole = str_from(profile), part = str_from(old);
    size_t at = str_find(whole, part);
    if (at == whole.len) fail_msg("the profile has no %s", old);
    Text text = text_new(arena, 16384);
    text_add_char(&text, '[');
    text_add(&text, str_sub(whole, 0, at));
    text_add(&text, str_from(new));
    text_add(&text, str_sub(whole, at + part.len, whole.len));
    text_add_char(&text, ']');
    return text_str(&text);
}

typedef struct Change {
    Fact fact;
    Value value;
    const char *old, *new; /* in the profile */
} Change;

static void a_changed_fact_changes_its_own_field_only(void **state) {
    (void)state;
    const Change changes[] = {
        { FACT_hours_max, number_of(24), "Maximaal\":32", "Maximaal\":24" },
        { FACT_hours_min, number_of(16), "\"werktijden\":{",
          "\"werktijden\":{\"aantalWerkurenPerWeekMinimaal\":16," },
        { FACT_postcode, text_of("3512CD"), "3511ab", "3512CD" },
        { FACT_travel_minutes_max, number_of(60), "Reistijd\":45", "Reistijd\":60" },
        { FACT_office_hours, number_of(0), "Kantoortijden\":1", "Kantoortijden\":2" },
        { FACT_available_from, number_of(20758), "2026-10-01", "2026-11-01" },
        { FACT_work_level, number_of(5), "Werkzoekende\":4", "Werkzoekende\":5" },
        { FACT_email, text_of("nieuw@example.org"), "een@example.org", "nieuw@example.org" },
        { FACT_phone, text_of("06 12 34 56 78"), "\"telefoonnummer\":[]",
          "\"telefoonnummer\":[\"06 12 34 56 78\"]" },
        { FACT_phone, text_of("+31 6 12 34 56 78"), "\"telefoonnummer\":[]",
          "\"telefoonnummer\":[\"+31612345678\"]" },
        { FACT_contact_shareable, number_of(1), "\"sector\"",
          "\"indicatieBeschikbaarheidContactgegevens\":1,\"sector\"" },
        { FACT_education_level, text_of("3112"), "{\"toelichtingOpleiding\":\"\"}",
          "{\"toelichtingOpleiding\":\"\"},{\"codeNiveauOpleiding\":5,\"codeStatusOpleiding\":1}" },
        { FACT_birth_date, number_of(3653), "w-1", "w-1" }, /* has no field there */
    };
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        TEST_ARENA(arena);
        TEST_STORE(store);
        begin(&store, arena);
        CandidateRecord said = fact_said("w-1", changes[i].fact, changes[i].value);
        person_put(&store, arena, &said);
        VumExportCounts counts;
        assert_json(arena, export_of(&store, arena, &counts),
                    profile_with(arena, changes[i].old, changes[i].new));
    }
}

typedef struct ListChange {
    CandidateList list;
    const char *cell; /* the whole list as it is now */
    const char *old, *new;
} ListChange;

static const ListChange list_changes[] = {
    /* a level that was tested: the first entry about it is set, the other falls silent */
    { LIST_LANGUAGE, "nld:speaking:B2:B2;ara:writing:C1:C2",
      "\"codeNiveauTaalbeheersingMondeling\":2,\"codeNiveauTaalbeheersingLezen\":8},"
      "{\"codeNiveauTaalbeheersingMondeling\":4},"
      "{\"codeTaal\":\"nld\",\"codeNiveauTaalbeheersingMondeling\":3}",
      "\"codeNiveauTaalbeheersingMondeling\":3,\"codeNiveauTaalbeheersingLezen\":8},"
      "{\"codeNiveauTaalbeheersingMondeling\":4}" },
    /* a skill that was unknown, in an entry that said "does not apply" */
    { LIST_LANGUAGE, "nld:speaking:A1:B2;nld:reading:A0:A0;ara:writing:C1:C2",
      "Lezen\":8", "Lezen\":1" },
    /* another language, and one that left */
    { LIST_LANGUAGE, "nld:speaking:A1:B2;tir:listening:B1",
      "{\"codeTaal\":\"ara\",\"codeNiveauTaalbeheersingSchriftelijk\":4}",
      "{\"codeTaal\":\"tir\",\"codeNiveauTaalbeheersingLuisteren\":3}" },
    /* licences: both entries of the one that is no longer held leave */
    { LIST_LICENCE, "AM:yes;B:no", "{\"codeSoortRijbewijs\":\"B\"},{\"codeSoortRijbewijs\":\"B\"}",
      "{\"codeSoortRijbewijs\":\"AM\"}" },
    { LIST_TRANSPORT, "bicycle:no;public_transport:yes;walk:yes",
      "{\"codeVervoermiddel\":3,\"indicatieBeschikbaarVoorWoonWerkverkeer\":0},"
      "{\"codeVervoermiddel\":3,\"indicatieBeschikbaarVoorWoonWerkverkeer\":1}",
      "{\"codeVervoermiddel\":3,\"indicatieBeschikbaarVoorWoonWerkverkeer\":2},"
      "{\"codeVervoermiddel\":3},"
      "{\"codeVervoermiddel\":5,\"indicatieBeschikbaarVoorWoonWerkverkeer\":1}" },
    { LIST_TRANSPORT, "car:yes",
      "{\"codeVervoermiddel\":3,\"indicatieBeschikbaarVoorWoonWerkverkeer\":0},"
      "{\"codeVervoermiddel\":3,\"indicatieBeschikbaarVoorWoonWerkverkeer\":1}",
      "{\"codeVervoermiddel\":1,\"indicatieBeschikbaarVoorWoonWerkverkeer\":1}" },
    { LIST_NEED, "guidance:no;variation:yes",
      "\"indicatieBegeleiding\":1,\"indicatieWerkvariatie\":0",
      "\"indicatieBegeleiding\":2,\"indicatieWerkvariatie\":1" },
    /* an own skill code cannot be said there; an address can */
    { LIST_SKILLS, "0000000004;lassen;https\\://linkeddata.competentnl.nl/uwv/id/skill/1",
      "{\"codeCompetentie\":\"0000000004\"}",
      "{\"codeCompetentie\":\"0000000004\"},"
      "{\"codeCompetentie\":\"https://linkeddata.competentnl.nl/uwv/id/skill/1\"}" },
    { LIST_OPENING_WISH, "learning_job;regular_job:permanent;trajectory",
      "{\"codeTypeArbeidscontract\":\"B\"},{}",
      "{},{\"codeTypeArbeidscontract\":\"O\",\"codeTypeOvereenkomst\":\"01\"}" },
    /* the school stays with the education of which the level was corrected */
    { LIST_EDUCATION, "3112:::completed:yes",
      "\"codeNiveauOpleiding\":4,\"indicatieDiploma\":1,",
      "\"codeNiveauOpleiding\":5,\"indicatieDiploma\":1,\"codeStatusOpleiding\":1," },
    { LIST_EXPERIENCE, ":https\\://linkeddata.competentnl.nl/uwv/id/occupation/CC:"
                       "30:2020-03-01:2022-09-01",
      "2022-03-01", "2022-09-01" },
    { LIST_WISH, "wanted::https\\://linkeddata.competentnl.nl/uwv/id/occupation/BB;"
                 "wanted::https\\://linkeddata.competentnl.nl/uwv/id/occupation/DD;"
                 "excluded::https\\://linkeddata.competentnl.nl/uwv/id/occupation/EE;"
                 "wanted:::1011",
      "[{\"codeBeroepsnaam\":\"" ADDRESS "AA\"},{},{\"codeBeroepsnaam\":\"" ADDRESS "BB\"},"
      "{\"codeBeroepsnaam\":\"" ADDRESS "AA\"}]",
      "[{},{\"codeBeroepsnaam\":\"" ADDRESS "BB\"},{\"codeBeroepsnaam\":\"" ADDRESS "DD\"}]" },
};

static void a_changed_list_changes_its_own_entries_only(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof list_changes / sizeof *list_changes; i++) {
        const ListChange *change = &list_changes[i];
        TEST_ARENA(arena);
        TEST_STORE(store);
        begin(&store, arena);
        CandidateRecord said = { .id = S("w-1") };
        Phrase why;
        Result result = record_list_read(arena, &candidate_list_type[change->list],
                                         str_from(change->cell), intake_of(TODAY + 1),
                                         &said.list[change->list], &why);
        if (result != OK) fail_msg("%.*s", STR_ARGS(phrase_text(arena, TONGUE_EN, why)));
        person_put(&store, arena, &said);
        VumExportCounts counts;
        assert_json(arena, export_of(&store, arena, &counts),
                    profile_with(arena, change->old, change->new));
        assert_int_equal(counts.written, 1);
    }
}

static void a_cleared_fact_leaves_the_profile(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    begin(&store, arena);
    int64_t number = person_of(&store, arena, "w-1").number;
    assert_int_equal(candidate_fact_clear(store.db, store.tenant, number, FACT_travel_minutes_max), OK);
    assert_int_equal(candidate_fact_clear(store.db, store.tenant, number, FACT_email), OK);
    assert_int_equal(candidate_list_clear(store.db, store.tenant, number, LIST_SKILLS), OK);
    VumExportCounts counts;
    Str out = export_of(&store, arena, &counts);
    assert_true(str_find(out, S("maximaleReistijd")) == out.len);
    assert_true(str_find(out, S("\"emailadres\":[\"twee@example.org\"]")) < out.len);
    assert_true(str_find(out, S("\"competentiebeheersing\":[]")) < out.len);
}

static void a_new_profile_brings_only_what_is_new(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    begin(&store, arena);
    CandidateRecord said = fact_said("w-1", FACT_postcode, text_of("9711AA"));
    person_put(&store, arena, &said);
    import_good(&store, arena, LATER, JOBSEEKERS,
                profile_with(arena, "Maximaal\":32", "Maximaal\":20"));
    CandidateRecord person = person_of(&store, arena, "w-1");
    assert_int_equal(fact_number(&person, FACT_hours_max), 20);
    assert_str(person.fact[FACT_postcode].text, "9711AA"); /* corrected here, unchanged there */
    assert_int_equal(person.fact_from[FACT_travel_minutes_max].confirmed, TODAY);
}

/* --- people who never came from the exchange --- */

static void people_of_our_own_go_out_with_what_is_known(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    CandidateRecord own = fact_said("own.1", FACT_postcode, text_of("3511AB"));
    own.fact[FACT_hours_max] = number_of(28);
    own.fact_from[FACT_hours_max] = intake_of(TODAY);
    own.fact[FACT_given_name] = text_of("Kandidaat");
    own.fact_from[FACT_given_name] = intake_of(TODAY);
    own.fact[FACT_email] = text_of("k@example.org");
    own.fact_from[FACT_email] = intake_of(TODAY);
    own.fact[FACT_education_level] = text_of("2111");
    own.fact_from[FACT_education_level] = intake_of(TODAY);
    Phrase why;
    assert_int_equal(record_list_read(arena, &candidate_list_type[LIST_LANGUAGE],
                                      S("nld:speaking:A2:B1;tir:reading:C1"), intake_of(TODAY),
                                      &own.list[LIST_LANGUAGE], &why), OK);
    assert_int_equal(record_list_read(arena, &candidate_list_type[LIST_EXPERIENCE],
                                      S("7223:http\\://data.europa.eu/esco/occupation/x:24"),
                                      intake_of(TODAY), &own.list[LIST_EXPERIENCE], &why), OK);
    assert_int_equal(record_list_read(arena, &candidate_list_type[LIST_NEED], S("guidance:yes"),
                                      intake_of(TODAY), &own.list[LIST_NEED], &why), OK);
    person_put(&store, arena, &own);
    CandidateRecord short_postcode = fact_said("own.2", FACT_postcode, text_of("3511"));
    person_put(&store, arena, &short_postcode);
    CandidateRecord nowhere = fact_said("own.3", FACT_hours_max, number_of(20));
    person_put(&store, arena, &nowhere);
    VumExportCounts counts;
    assert_json(arena, export_of(&store, arena, &counts),
                S("[{\"idWerkzoekende\":\"own.1\","
                  "\"mobiliteit\":{\"bemiddelingspostcode\":\"3511AB\"},"
                  "\"werktijden\":{\"aantalWerkurenPerWeekMaximaal\":28},"
                  "\"arbeidsmarktkwalificatie\":{\"taalbeheersing\":["
                  "{\"codeTaal\":\"nld\",\"codeNiveauTaalbeheersingMondeling\":2},"
                  "{\"codeTaal\":\"tir\",\"codeNiveauTaalbeheersingLezen\":4}],"
                  "\"opleiding\":[{\"codeNiveauOpleiding\":4,\"codeStatusOpleiding\":1}]}}]"));
    assert_int_equal(counts.written, 1);
    assert_int_equal(counts.left_out, 2);
    ExportRequest all = { .db = store.db, .arena = arena, .tenant = store.tenant, .identity = true,
                          .sensitive = true };
    Str bytes;
    assert_int_equal(vum_jobseekers_write(&all, &counts, &bytes), OK);
    assert_true(str_find(bytes, S("k@example.org")) < bytes.len);
    assert_true(str_find(bytes, S("\"eisAanWerk\":{\"indicatieBegeleiding\":1}")) < bytes.len);
    assert_true(str_find(bytes, S("Kandidaat")) == bytes.len);
}

/* --- vacancies --- */

static const char vacancy[] =
    "{\"idVacature\":\"v-1\",\"naamVacature\":\"Bakker\",\"adres\":{\"postcode\":\"3542AB\","
    "\"straatnaam\":\"Dorpsstraat\"},\"sector\":{\"codeSbi\":1071},"
    "\"beroep\":{\"codeBeroepsnaam\":\"" ADDRESS "ZZ\"},"
    "\"contractvorm\":[{\"codeTypeOvereenkomst\":\"02\",\"codeTypeArbeidscontract\":\"B\"},"
    "{\"codeTypeOvereenkomst\":\"04\"},{\"codeTypeOvereenkomst\":\"02\"}],"
    "\"arbeidsVoorwaarden\":{\"datumAanvangWerkzaamheden\":\"2027-02-01\","
    "\"datumEindeWerkzaamheden\":\"2026-02-01\",\"salarisIndicatie\":\"in overleg\"},"
    "\"taalbeheersing\":[{\"codeTaal\":\"nld\",\"codeNiveauTaalbeheersingMondeling\":2},"
    "{\"codeTaal\":\"nld\",\"codeNiveauTaalbeheersingMondeling\":3,"
    "\"codeNiveauTaalbeheersingLezen\":1}],"
    "\"werkervaring\":[{\"aantalJarenWerkzaamInBeroep\":99},{\"aantalJarenWerkzaamInBeroep\":2}],"
    "\"opleiding\":[{\"codeNiveauOpleiding\":5},{\"codeNiveauOpleiding\":4}],"
    "\"codeWerkEnDenkniveauMinimaal\":\"7\",\"sluitingsdatumVacature\":\"2027-01-15\"}";

static void a_vacancy_becomes_an_opening(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    ImportReport report;
    assert_int_equal(import_on(&store, arena, TODAY, VACANCIES, file_of(arena, vacancy), &report), OK);
    assert_int_equal(report.flagged, 2); /* the end before its beginning, and the 99 years */
    OpeningRecord opening;
    assert_int_equal(opening_load(store.db, arena, store.tenant, S("v-1"), &opening), OK);
    assert_str(opening.field[OPENING_name].text, "Bakker");
    assert_str(opening.field[OPENING_postcode].text, "3542AB");
    assert_false(opening.field[OPENING_start_on].known);
    assert_false(opening.field[OPENING_until_on].known);
    assert_int_equal(opening.field[OPENING_places].number, 1);
    assert_int_equal(opening.field[OPENING_places_assumed].number, 1);
    assert_int_equal(opening.field[OPENING_experience_months].number, 24);
    assert_str(opening.field[OPENING_education_level].text, "1213");
    assert_false(opening.field[OPENING_work_level].known);
    assert_false(opening.field[OPENING_isco].known);
    assert_int_equal(opening.list[OPENING_LIST_KIND].count, 2);
    assert_int_equal(opening.list[OPENING_LIST_DEMAND].count, 1); /* "none" asks nothing */
    assert_int_equal(record_value(&opening_list_type[OPENING_LIST_DEMAND],
                                  &opening.list[OPENING_LIST_DEMAND], 0, DEMAND_level).number,
                     LEVEL_B1);
    Str original;
    assert_int_equal(opening_original_load(store.db, arena, store.tenant, opening.number,
                                           S(VUM_VACANCIES_FORMAT), &original), OK);
    assert_json(arena, original, str_from(vacancy));
    Str before = digest_of(&store, arena);
    assert_int_equal(import_on(&store, arena, LATER, VACANCIES, file_of(arena, vacancy), &report), OK);
    assert_int_equal(report.changed, 0);
    assert_true(str_equal(digest_of(&store, arena), before));
}

static void occupations_get_their_group_when_it_becomes_known(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    begin(&store, arena);
    import_good(&store, arena, TODAY, VACANCIES, file_of(arena, vacancy));
    static const char *const known[] = { ADDRESS "BB", ADDRESS "CC", ADDRESS "ZZ" };
    for (size_t i = 0; i < 3; i++) {
        Value value[OCCUPATION_FIELD_COUNT] = { 0 };
        bool changed;
        Phrase why;
        value[OCCUPATION_occupation] = text_of(known[i]);
        value[OCCUPATION_isco] = text_of("7512");
        assert_int_equal(db_begin(store.db), OK);
        assert_int_equal(occupation_put(store.db, store.tenant, value, &changed, &why), OK);
        assert_int_equal(db_commit(store.db), OK);
    }
    begin(&store, arena);
    import_good(&store, arena, LATER, VACANCIES, file_of(arena, vacancy));
    CandidateRecord person = person_of(&store, arena, "w-1");
    OpeningRecord opening;
    assert_int_equal(opening_load(store.db, arena, store.tenant, S("v-1"), &opening), OK);
    assert_str(opening.field[OPENING_isco].text, "7512");
    const RecordType *wish = &candidate_list_type[LIST_WISH];
    assert_false(record_value(wish, &person.list[LIST_WISH], 0, WISH_isco).known);
    assert_str(record_value(wish, &person.list[LIST_WISH], 1, WISH_isco).text, "7512");
    assert_str(person.list[LIST_EXPERIENCE].value[EXPERIENCE_isco].text, "7512");
    VumExportCounts counts; /* a group of ours is nothing that the exchange knows */
    assert_json(arena, export_of(&store, arena, &counts), file_of(arena, profile));
    Str before = digest_of(&store, arena);
    begin(&store, arena);
    assert_true(str_equal(digest_of(&store, arena), before));
}

static void examples_import(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    import_good(&store, arena, TODAY, JOBSEEKERS, vum_jobseekers_example(arena));
    import_good(&store, arena, TODAY, VACANCIES, vum_vacancies_example(arena));
    VumExportCounts counts;
    assert_json(arena, export_of(&store, arena, &counts), vum_jobseekers_example(arena));
}

SUITE("exchange vum", cmocka_unit_test(facts_reach_their_columns),
      cmocka_unit_test(what_came_in_goes_out),
      cmocka_unit_test(the_same_file_again_changes_nothing),
      cmocka_unit_test(a_changed_fact_changes_its_own_field_only),
      cmocka_unit_test(a_changed_list_changes_its_own_entries_only),
      cmocka_unit_test(a_cleared_fact_leaves_the_profile),
      cmocka_unit_test(a_new_profile_brings_only_what_is_new),
      cmocka_unit_test(people_of_our_own_go_out_with_what_is_known),
      cmocka_unit_test(a_vacancy_becomes_an_opening),
      cmocka_unit_test(occupations_get_their_group_when_it_becomes_known),
      cmocka_unit_test(examples_import))
