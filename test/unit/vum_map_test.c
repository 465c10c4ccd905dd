/* One record of the exchange as one of ours, without a database. */
#include "test.h"
#include "vum_codes.h"
#include "vum_fields.h"
#include "vum_json.h"
#include "vum_map.h"

enum { TODAY = 20700 }; /* 2026-09-04 */

typedef struct Mapped {
    json_t *json;
    VumReading reading;
    CandidateRecord person;
    OpeningRecord opening;
} Mapped;

static void mapped_end(Mapped *mapped) {
    json_decref(mapped->json);
}

/* Single quotes stand for double ones, so that a test reads. */
static json_t *json_quoted(Arena *arena, const char *text) {
    char *copy = str_zero_ended(arena, str_from(text));
    for (char *at = copy; *at; at++) {
        if (*at == '\'') *at = '"';
    }
    json_t *json = vum_json_again(str_from(copy));
    if (!json) fail_msg("not JSON: %s", copy);
    return json;
}

static Mapped map(Arena *arena, VumDomain domain, const char *text) {
    Mapped mapped = { .json = json_quoted(arena, text), .reading = { .arena = arena, .today = TODAY } };
    VumFault fault;
    if (!vum_record_check(arena, domain, mapped.json, &fault)) {
        fail_msg("%.*s: %.*s", STR_ARGS(fault.path),
                 STR_ARGS(phrase_text(arena, TONGUE_EN, fault.reason)));
    }
    if (domain == VUM_JOBSEEKER) vum_jobseeker_map(&mapped.reading, mapped.json, &mapped.person);
    else vum_vacancy_map(&mapped.reading, mapped.json, &mapped.opening);
    return mapped;
}

#define PERSON(name, parts)                                                                        \
    AUTO(mapped_end) Mapped name = map(arena, VUM_JOBSEEKER, "{'idWerkzoekende':'w'," parts "}")
#define OPENING(name, parts)                                                                       \
    AUTO(mapped_end) Mapped name = map(arena, VUM_VACANCY, "{'idVacature':'v'," parts "}")
#define SKILLS(parts) "'arbeidsmarktkwalificatie':{" parts "}"

static Str list_of(Arena *arena, const Mapped *mapped, CandidateList list) {
    return record_list_text(arena, &candidate_list_type[list], &mapped->person.list[list]);
}

static Str opening_list_of(Arena *arena, const Mapped *mapped, OpeningList list) {
    return record_list_text(arena, &opening_list_type[list], &mapped->opening.list[list]);
}

static void assert_flag(const Mapped *mapped, size_t at, const char *path, Word reason) {
    assert_true(mapped->reading.flag_count > at);
    assert_str(mapped->reading.flag[at].path, path);
    assert_int_equal(mapped->reading.flag[at].reason, reason);
}

static void grades_are_ranges(void **state) {
    (void)state;
    static const struct {
        int grade, low, high;
    } expected[] = { { 1, LEVEL_A0, LEVEL_A0 }, { 2, LEVEL_A1, LEVEL_A2 }, { 3, LEVEL_B1, LEVEL_B2 },
                     { 4, LEVEL_C1, LEVEL_C2 } };
    int low, high;
    for (size_t i = 0; i < 4; i++) {
        assert_true(vum_grade_levels(expected[i].grade, &low, &high));
        assert_int_equal(low, expected[i].low);
        assert_int_equal(high, expected[i].high);
        for (int level = low; level <= high; level++) {
            assert_int_equal(vum_level_grade(level), expected[i].grade);
        }
    }
    static const int64_t none[] = { 0, 8, 5, -1, 9 };
    for (size_t i = 0; i < 5; i++) assert_false(vum_grade_levels(none[i], &low, &high));
    assert_int_equal(vum_level_grade(-1), 0);
    assert_int_equal(vum_level_grade(7), 0);
}

static void languages_are_per_skill(void **state) {
    (void)state;
    TEST_ARENA(arena);
    PERSON(one, SKILLS("'taalbeheersing':[{'codeTaal':'nld','codeNiveauTaalbeheersingMondeling':2,"
                       "'codeNiveauTaalbeheersingLuisteren':3,'codeNiveauTaalbeheersingLezen':1,"
                       "'codeNiveauTaalbeheersingSchriftelijk':4}]"));
    assert_str(list_of(arena, &one, LIST_LANGUAGE),
               "nld:listening:B1:B2;nld:speaking:A1:A2;nld:reading:A0:A0;nld:writing:C1:C2");
    PERSON(speaking, SKILLS("'taalbeheersing':[{'codeTaal':'nld','codeNiveauTaalbeheersingMondeling':3}]"));
    assert_str(list_of(arena, &speaking, LIST_LANGUAGE), "nld:speaking:B1:B2");
    PERSON(none, SKILLS("'taalbeheersing':[{'codeNiveauTaalbeheersingLezen':4},{'codeTaal':'eng'},"
                        "{'codeTaal':'fra','codeNiveauTaalbeheersingLezen':0,"
                        "'codeNiveauTaalbeheersingLuisteren':8}]"));
    assert_str(list_of(arena, &none, LIST_LANGUAGE), "");
    PERSON(twice, SKILLS("'taalbeheersing':[{'codeTaal':'nld','codeNiveauTaalbeheersingLezen':3},"
                         "{'codeTaal':'nld','codeNiveauTaalbeheersingLezen':1}]"));
    assert_str(list_of(arena, &twice, LIST_LANGUAGE), "nld:reading:A0:B2");
    PERSON(rare, SKILLS("'taalbeheersing':[{'codeTaal':'qqq','codeNiveauTaalbeheersingLezen':3}]"));
    assert_str(list_of(arena, &rare, LIST_LANGUAGE), "");
    assert_flag(&rare, 0, "arbeidsmarktkwalificatie.taalbeheersing[0].codeTaal",
                WORD_vum_flag_not_listed);
}

static void demands_are_the_lowest_of_the_highest_grade(void **state) {
    (void)state;
    TEST_ARENA(arena);
    OPENING(one, "'taalbeheersing':[{'codeTaal':'nld','codeNiveauTaalbeheersingMondeling':2,"
                 "'codeNiveauTaalbeheersingLezen':1},"
                 "{'codeTaal':'nld','codeNiveauTaalbeheersingMondeling':4},"
                 "{'codeTaal':'eng','codeNiveauTaalbeheersingLuisteren':3}]");
    assert_str(opening_list_of(arena, &one, OPENING_LIST_DEMAND),
               "nld:speaking:entry:C1;eng:listening:entry:B1");
}

static void vehicles_say_what_they_agree_on(void **state) {
    (void)state;
    TEST_ARENA(arena);
    PERSON(one, "'vervoermiddel':[{'codeVervoermiddel':3},"
                "{'codeVervoermiddel':1,'indicatieBeschikbaarVoorWoonWerkverkeer':0},"
                "{'codeVervoermiddel':1,'indicatieBeschikbaarVoorWoonWerkverkeer':1,"
                "'indicatieBeschikbaarVoorUitvoeringWerk':2},"
                "{'indicatieBeschikbaarVoorWoonWerkverkeer':1},"
                "{'codeVervoermiddel':9,'indicatieBeschikbaarVoorWoonWerkverkeer':1}]");
    assert_str(list_of(arena, &one, LIST_TRANSPORT), "bicycle;car:yes:no;other:yes");
    assert_int_equal(one.reading.flag_count, 0);
    PERSON(torn, "'vervoermiddel':[{'codeVervoermiddel':5,'indicatieBeschikbaarVoorWoonWerkverkeer':1},"
                 "{'codeVervoermiddel':5,'indicatieBeschikbaarVoorWoonWerkverkeer':2},"
                 "{'codeVervoermiddel':5,'indicatieBeschikbaarVoorWoonWerkverkeer':1}]");
    assert_str(list_of(arena, &torn, LIST_TRANSPORT), "public_transport");
    assert_int_equal(torn.reading.flag_count, 1);
    assert_flag(&torn, 0, "vervoermiddel[1].indicatieBeschikbaarVoorWoonWerkverkeer",
                WORD_vum_flag_torn);
}

static void what_cannot_be_is_unknown_and_flagged(void **state) {
    (void)state;
    TEST_ARENA(arena);
    PERSON(one, "'mobiliteit':{'bemiddelingspostcode':'0123ab','maximaleReisafstand':0,"
                "'maximaleReistijd':4},"
                "'werktijden':{'aantalWerkurenPerWeekMinimaal':36,'aantalWerkurenPerWeekMaximaal':24},"
                "'flexibiliteit':{'datumAanvangBeschikbaarVoorWerk':'2026-05-02',"
                "'datumEindeBeschikbaarVoorWerk':'2026-05-01'},"
                SKILLS("'werkervaring':[{'datumAanvangWerkzaamheden':'1930-01-01',"
                       "'datumEindeWerkzaamheden':'2020-01-01'}],"
                       "'opleiding':[{'codeNiveauOpleiding':5,'datumAanvangVolgenOpleiding':'0001-01-01',"
                       "'datumEindeVolgenOpleiding':'9999-12-31'}]"));
    static const Fact unknown[] = { FACT_postcode, FACT_travel_kilometres_max, FACT_travel_minutes_max,
                                    FACT_hours_min, FACT_hours_max, FACT_available_from,
                                    FACT_available_until };
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        assert_false(one.person.fact[unknown[i]].known);
    }
    assert_str(list_of(arena, &one, LIST_EXPERIENCE), "");
    assert_str(list_of(arena, &one, LIST_EDUCATION), "3111");
    static const Word reason[] = { WORD_vum_flag_postcode, WORD_vum_flag_zero, WORD_vum_flag_minutes,
                                   WORD_vum_flag_end_first, WORD_vum_flag_end_first,
                                   WORD_vum_flag_date, WORD_vum_flag_date, WORD_vum_flag_experience };
    assert_int_equal(one.reading.flag_count, 8);
    for (size_t i = 0; i < 8; i++) assert_int_equal(one.reading.flag[i].reason, reason[i]);
}

static void what_can_just_be_is_known(void **state) {
    (void)state;
    TEST_ARENA(arena);
    PERSON(one, "'mobiliteit':{'bemiddelingspostcode':'1000ab','maximaleReisafstand':1,"
                "'maximaleReistijd':5},"
                "'werktijden':{'aantalWerkurenPerWeekMinimaal':24,'aantalWerkurenPerWeekMaximaal':24},"
                "'flexibiliteit':{'datumAanvangBeschikbaarVoorWerk':'2026-05-01',"
                "'datumEindeBeschikbaarVoorWerk':'2026-05-01'}");
    assert_int_equal(one.reading.flag_count, 0);
    assert_str(one.person.fact[FACT_postcode].text, "1000AB");
    assert_int_equal(one.person.fact[FACT_travel_minutes_max].number, 5);
    assert_int_equal(one.person.fact[FACT_hours_min].number, 24);
    assert_true(one.person.fact[FACT_available_until].known);
}

static void work_counts_in_whole_months_that_are_over(void **state) {
    (void)state;
    TEST_ARENA(arena);
    PERSON(one, SKILLS("'werkervaring':[{'datumAanvangWerkzaamheden':'2020-03-15',"
                       "'datumEindeWerkzaamheden':'2022-03-14'},"
                       "{'datumAanvangWerkzaamheden':'2020-03-15','datumEindeWerkzaamheden':'2022-03-15'},"
                       "{'datumAanvangWerkzaamheden':'2025-01-01','datumEindeWerkzaamheden':'2030-01-01'},"
                       "{'datumAanvangWerkzaamheden':'2025-01-01'},{'naamOrganisatie':'x'},"
                       "{'beroep':{'codeBeroepsnaam':'a'}}]"));
    assert_str(list_of(arena, &one, LIST_EXPERIENCE),
               "::23:2020-03-15:2022-03-14;::24:2020-03-15:2022-03-15;:::2025-01-01:2030-01-01;"
               ":::2025-01-01;:a");
}

static void education_level_is_the_highest_that_was_obtained(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const struct {
        const char *entries, *level; /* "" for unknown */
    } cases[] = {
        { "{'codeNiveauOpleiding':2,'indicatieDiploma':1},{'codeNiveauOpleiding':5}", "1211" },
        { "{'codeNiveauOpleiding':4,'codeStatusOpleiding':1},{'codeNiveauOpleiding':1,"
          "'indicatieDiploma':1}", "1213" },
        { "{'codeNiveauOpleiding':6,'codeStatusOpleiding':3,'indicatieDiploma':1}", "" },
        { "{'codeNiveauOpleiding':6,'codeStatusOpleiding':1,'indicatieDiploma':2}", "" },
        { "{'codeNiveauOpleiding':6,'codeStatusOpleiding':0,'indicatieDiploma':1}", "3113" },
        { "{'codeNiveauOpleiding':6,'codeStatusOpleiding':2}", "" },
        { "{'codeNiveauOpleiding':9,'indicatieDiploma':1}", "" },
        { "{'indicatieDiploma':1}", "" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str text = str_printf(arena, "{'idWerkzoekende':'w','arbeidsmarktkwalificatie':"
                                     "{'opleiding':[%s]}}", cases[i].entries);
        AUTO(mapped_end) Mapped one = map(arena, VUM_JOBSEEKER, text.at);
        Value level = one.person.fact[FACT_education_level];
        assert_str(level.known ? level.text : STR_EMPTY, cases[i].level);
    }
    static const char *const codes[] = { "1112", "1211", "1222", "1213", "3111", "3113" };
    for (int64_t code = 1; code <= 6; code++) {
        assert_str(vum_education_level(code).text, codes[code - 1]);
        assert_int_equal(vum_education_code(str_from(codes[code - 1])), code);
    }
    assert_false(vum_education_level(9).known);
    assert_false(vum_education_level(0).known);
    assert_int_equal(vum_education_code(S("nothing")), 0);
}

static void wishes_needs_and_answers(void **state) {
    (void)state;
    TEST_ARENA(arena);
    PERSON(one, "'bemiddelingsberoep':[{'codeBeroepsnaam':'a'},{'codeBeroepsnaam':''}],"
                "'sector':[{'codeSbi':0},{}],"
                "'contractvorm':[{'codeTypeOvereenkomst':'01','codeTypeArbeidscontract':'O'},"
                "{'codeTypeOvereenkomst':'02'},{'codeTypeOvereenkomst':'03'},"
                "{'codeTypeOvereenkomst':'04'},{'codeTypeArbeidscontract':'B'},{}],"
                "'eisAanWerk':{'indicatieAanpassingWerkomgeving':1,'indicatieBegeleiding':2,"
                "'indicatieWerkvariatie':0},'indicatieBeschikbaarheidContactgegevens':2,"
                SKILLS("'codeWerkEnDenkniveauWerkzoekende':7"));
    assert_str(list_of(arena, &one, LIST_WISH), "wanted::a;wanted:::0");
    assert_str(list_of(arena, &one, LIST_OPENING_WISH),
               "regular_job:permanent;learning_job;volunteer_place;work_experience_place;:fixed");
    assert_str(list_of(arena, &one, LIST_NEED), "adapted_workplace:yes;guidance:no");
    assert_int_equal(one.person.fact[FACT_contact_shareable].number, 0);
    assert_true(one.person.fact[FACT_contact_shareable].known);
    assert_false(one.person.fact[FACT_work_level].known);
}

/* The flag of the disability register reaches nothing that we make of a person. */
static void the_disability_flag_makes_no_difference(void **state) {
    (void)state;
    TEST_ARENA(arena);
    PERSON(yes, "'indicatieLdrRegistratie':1,'werktijden':{'aantalWerkurenPerWeekMaximaal':30}");
    PERSON(no, "'indicatieLdrRegistratie':2,'werktijden':{'aantalWerkurenPerWeekMaximaal':30}");
    for (int i = 0; i < FACT_COUNT; i++) {
        assert_true(value_equal(fact_info[i].field.kind, yes.person.fact[i], no.person.fact[i]));
    }
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) {
        assert_int_equal(yes.person.list[i].count, 0);
        assert_int_equal(no.person.list[i].count, 0);
    }
}

static void openings_keep_what_is_asked(void **state) {
    (void)state;
    TEST_ARENA(arena);
    OPENING(one, "'contractvorm':[{'codeTypeArbeidscontract':'O'},{'codeTypeArbeidscontract':'O',"
                 "'codeTypeOvereenkomst':'01'}],'codeWerkEnDenkniveauMinimaal':'4',"
                 "'rijbewijs':[{'codeSoortRijbewijs':'CE'},{'codeSoortRijbewijs':'C'},"
                 "{'codeSoortRijbewijs':'CE'},{}],'competentiebeheersing':[{'codeCompetentie':'7'}],"
                 "'vervoermiddel':[{'codeVervoermiddel':1,'indicatieBeschikbaarVoorUitvoeringWerk':1}],"
                 "'werkervaring':[{'aantalJarenWerkzaamInBeroep':50},{'aantalJarenWerkzaamInBeroep':51}],"
                 "'opleiding':[{'codeNiveauOpleiding':9}],"
                 "'werktijden':{'aantalWerkurenPerWeekMaximaal':0}");
    assert_str(value_text(arena, &opening_field[OPENING_contract_form],
                          one.opening.field[OPENING_contract_form]), "permanent");
    assert_int_equal(one.opening.field[OPENING_work_level].number, 4);
    assert_int_equal(one.opening.field[OPENING_experience_months].number, 600);
    assert_false(one.opening.field[OPENING_education_level].known);
    assert_false(one.opening.field[OPENING_hours_max].known);
    assert_str(opening_list_of(arena, &one, OPENING_LIST_KIND), "regular_job");
    assert_str(opening_list_of(arena, &one, OPENING_LIST_OPENING_LICENCE), "CE;C");
    assert_str(opening_list_of(arena, &one, OPENING_LIST_OPENING_SKILL), "7");
    assert_str(opening_list_of(arena, &one, OPENING_LIST_OPENING_MODE), "car::yes");
    assert_int_equal(one.reading.flag_count, 2);
    OPENING(both, "'contractvorm':[{'codeTypeArbeidscontract':'O'},{'codeTypeArbeidscontract':'B'}]");
    assert_false(both.opening.field[OPENING_contract_form].known);
    assert_int_equal(both.opening.list[OPENING_LIST_KIND].count, 0);
}

static void texts_that_pass_our_maximum_stay_in_the_original(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Text text = text_new(arena, 16384);
    text_add(&text, S("{'idVacature':'v','omschrijvingVacature':'"));
    for (int i = 0; i < 1001; i++) text_add(&text, S("\xC3\xA9"));
    text_add(&text, S("'}"));
    AUTO(mapped_end) Mapped one = map(arena, VUM_VACANCY, text.at);
    assert_false(one.opening.field[OPENING_description].known);
    assert_flag(&one, 0, "omschrijvingVacature", WORD_vum_flag_text);
    assert_true(one.reading.flag[0].value.len < 200);
    assert_true(str_is_utf8(one.reading.flag[0].value));
}

SUITE("vum map", cmocka_unit_test(grades_are_ranges), cmocka_unit_test(languages_are_per_skill),
      cmocka_unit_test(demands_are_the_lowest_of_the_highest_grade),
      cmocka_unit_test(vehicles_say_what_they_agree_on),
      cmocka_unit_test(what_cannot_be_is_unknown_and_flagged),
      cmocka_unit_test(what_can_just_be_is_known),
      cmocka_unit_test(work_counts_in_whole_months_that_are_over),
      cmocka_unit_test(education_level_is_the_highest_that_was_obtained),
      cmocka_unit_test(wishes_needs_and_answers),
      cmocka_unit_test(the_disability_flag_makes_no_difference),
      cmocka_unit_test(openings_keep_what_is_asked),
      cmocka_unit_test(texts_that_pass_our_maximum_stay_in_the_original))
