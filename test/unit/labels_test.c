/* How values, rows and where they come from read, in both tongues. */
#include "test.h"

#include "candidates/candidates.h"
#include "openings/openings.h"
#include "records/labels.h"

#define LIST_ROW(list) (&candidate_list_type[list])

static Value read(Arena *arena, const FieldInfo *field, const char *text) {
    Value value;
    Phrase why;
    if (value_read(arena, field, str_from(text), &value, &why) != OK) {
        fail_msg("%s does not take '%s'", field->name, text);
    }
    return value;
}

static void said_as(const FieldInfo *field, const char *text, const char *nl, const char *en) {
    TEST_ARENA(arena);
    Phrase phrase = value_phrase(arena, field, read(arena, field, text));
    assert_str(phrase_text(arena, TONGUE_NL, phrase), nl);
    assert_str(phrase_text(arena, TONGUE_EN, phrase), en);
}

static void fact_said_as(Fact fact, const char *text, const char *nl, const char *en) {
    said_as(&fact_info[fact].field, text, nl, en);
}

static void facts_read_well(void **state) {
    (void)state;
    fact_said_as(FACT_postcode, "3511AB", "3511AB", "3511AB");
    fact_said_as(FACT_postcode, "", "onbekend", "unknown");
    fact_said_as(FACT_can_cycle, "yes", "ja", "yes");
    fact_said_as(FACT_can_cycle, "no", "nee", "no");
    fact_said_as(FACT_can_cycle, "", "onbekend", "unknown");
    fact_said_as(FACT_travel_minutes_max, "30", "30 minuten", "30 minutes");
    fact_said_as(FACT_travel_minutes_max, "1", "1 minuut", "1 minute");
    fact_said_as(FACT_travel_kilometres_max, "12", "12 kilometer", "12 kilometres");
    fact_said_as(FACT_hours_max, "24", "24 uur per week", "24 hours per week");
    fact_said_as(FACT_hours_z_language, "400", "400 uur", "400 hours");
    fact_said_as(FACT_work_level, "3", "3", "3");
    fact_said_as(FACT_available_from, "2026-03-14", "14 maart 2026", "14 March 2026");
    fact_said_as(FACT_right_to_work, "permit_needed", "mag werken met een werkvergunning",
                 "may work with a work permit");
    fact_said_as(FACT_education_level, "2121", "mbo 4", "vocational level 4");
    fact_said_as(FACT_guidance_wish, "weekly", "elke week begeleiding", "weekly");
}

static void fields_of_openings_read_well(void **state) {
    (void)state;
    said_as(&opening_field[OPENING_wage_cents_per_hour], "1406", "\xE2\x82\xAC 14,06 per uur",
            "\xE2\x82\xAC" "14.06 per hour");
    said_as(&opening_field[OPENING_wage_cents_per_hour], "1500", "\xE2\x82\xAC 15,00 per uur",
            "\xE2\x82\xAC" "15.00 per hour");
    said_as(&opening_field[OPENING_duration_weeks], "1", "1 week", "1 week");
    said_as(&opening_field[OPENING_contract_months], "7", "7 maanden", "7 months");
    said_as(&opening_field[OPENING_places], "5", "5 plekken", "5 places");
    said_as(&opening_field[OPENING_places_minimum], "1", "1 plek", "1 place");
    said_as(&class_field[CLASS_minimum], "8", "8 mensen", "8 people");
    said_as(&class_field[CLASS_maximum], "1", "1 persoon", "1 person");
    said_as(&opening_field[OPENING_public_transport_from], "09:30", "9.30 uur", "9:30");
    said_as(&opening_field[OPENING_public_transport_until], "24:00", "24.00 uur", "24:00");
    said_as(&opening_field[OPENING_crebo], "25003", "Dekvloerenlegger (25003)",
            "Dekvloerenlegger (25003)");
    said_as(&opening_field[OPENING_crebo], "99998", "99998", "99998");
    said_as(&opening_field[OPENING_occupation],
            "http://data.europa.eu/esco/occupation/01484951-15e6-4b88-a20f-1201868d36a0", "chefkok",
            "chefkok");
    said_as(&opening_field[OPENING_occupation], "http://elsewhere.nl/1", "http://elsewhere.nl/1",
            "http://elsewhere.nl/1");
}

static void entries_read_well(void **state) {
    (void)state;
    const FieldInfo *weekday = &LIST_ROW(LIST_TIMETABLE)->field[TIMETABLE_weekday];
    said_as(weekday, "2", "dinsdag", "Tuesday");
    said_as(&LIST_ROW(LIST_LICENCE)->field[LICENCE_licence], "B", "B (auto)", "B (car)");
    said_as(&LIST_ROW(LIST_LANGUAGE)->field[LANGUAGE_level_low], "A2", "A2", "A2");
    const FieldInfo *skill = &LIST_ROW(LIST_SKILLS)->field[SKILLS_skill];
    said_as(skill, "skill.advise_customer", "klanten adviseren", "advising customers");
    said_as(skill, "{a} brace", "{a} brace", "{a} brace");
    TEST_ARENA(arena);
    Phrase gone = value_phrase(arena, &LIST_ROW(LIST_LICENCE)->field[LICENCE_licence],
                               (Value){ .known = true, .number = -1, .text = S("ZZ") });
    assert_str(phrase_text(arena, TONGUE_NL, gone), "ZZ");
    gone = value_phrase(arena, weekday, (Value){ .known = true, .number = 8 });
    assert_str(phrase_text(arena, TONGUE_NL, gone), "onbekend");
    gone = value_phrase(arena, &LIST_ROW(LIST_EXPERIENCE)->field[EXPERIENCE_isco],
                        (Value){ .known = true, .text = S("9999") });
    assert_str(phrase_text(arena, TONGUE_NL, gone), "9999");
}

typedef struct RowSaid {
    const RecordType *type;
    const char *cell; /* as in a file */
    const char *nl, *en;
} RowSaid;

static void row_said_as(RowSaid said, bool verified) {
    TEST_ARENA(arena);
    RecordList list = { 0 };
    Phrase why;
    Provenance from = { .source = S("intake"), .verified = verified, .confirmed = 20000 };
    if (record_list_read(arena, said.type, str_from(said.cell), from, &list, &why) != OK) {
        fail_msg("%s does not take '%s'", said.type->table, said.cell);
    }
    Phrase phrase = record_row_phrase(arena, said.type, &list, 0);
    assert_str(phrase_text(arena, TONGUE_NL, phrase), said.nl);
    assert_str(phrase_text(arena, TONGUE_EN, phrase), said.en);
}

static void rows_of_a_person_read_well(void **state) {
    (void)state;
    const RowSaid rows[] = {
        { LIST_ROW(LIST_LANGUAGE), "nld:speaking:A2:A2", "Nederlands, spreken: A2",
          "Dutch, speaking: A2" },
        { LIST_ROW(LIST_LANGUAGE), "nld:speaking:A1:A2:B1:2026-06-01",
          "Nederlands, spreken: tussen A1 en A2, straks B1, verwacht op 1 juni 2026",
          "Dutch, speaking: between A1 and A2, soon B1, expected on 1 June 2026" },
        { LIST_ROW(LIST_LANGUAGE), "nld:speaking:A2", "Nederlands, spreken: minstens A2",
          "Dutch, speaking: at least A2" },
        { LIST_ROW(LIST_LANGUAGE), "nld:speaking", "Nederlands, spreken", "Dutch, speaking" },
        { LIST_ROW(LIST_LICENCE), "B:no", "B (auto): heeft dit niet",
          "B (car): does not have this" },
        { LIST_ROW(LIST_TIMETABLE), "1:0900:1730:yes",
          "maandag: 9.00 uur tot 17.30 uur, kan", "Monday: 9:00 to 17:30, can come" },
        { LIST_ROW(LIST_ABSENCE), "2026-07-01:2026-07-14:other",
          "van 1 juli 2026 tot en met 14 juli 2026: anders",
          "from 1 July 2026 until 14 July 2026: other" },
        { LIST_ROW(LIST_ABSENCE), "::school_holiday:north", "schoolvakantie, regio Noord",
          "school holiday, region North" },
        { LIST_ROW(LIST_EDUCATION), "2121::abroad:completed:yes",
          "mbo 4: in het buitenland, afgerond, met diploma",
          "vocational level 4: abroad, completed, with a diploma" },
        { LIST_ROW(LIST_TRANSPORT), "bicycle:yes:no",
          "fiets: voor de reis naar het werk, niet voor het werk zelf",
          "bicycle: for the journey to work, not for the work itself" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) row_said_as(rows[i], false);
}

static void what_was_seen_is_said_so(void **state) {
    (void)state;
    row_said_as((RowSaid){ LIST_ROW(LIST_LANGUAGE), "nld:speaking:A2:A2",
                           "Nederlands, spreken: A2 (gemeten)", "Dutch, speaking: A2 (measured)" },
                true);
    row_said_as((RowSaid){ LIST_ROW(LIST_LICENCE), "B:yes",
                           "B (auto): heeft dit (gezien op papier)", "B (car): has this (seen on paper)" }, true);
}

static void rows_of_an_opening_read_well(void **state) {
    (void)state;
    const RecordType *type = opening_list_type;
    const RowSaid rows[] = {
        { &type[OPENING_LIST_KIND], "learning_job", "leerbaan", "learning job" },
        { &type[OPENING_LIST_DEMAND], "nld:reading:safety:A2:A1:coach",
          "Nederlands, lezen, voor de veiligheid: A2, met taalhulp A1, taalhulp: taalcoach",
          "Dutch, reading, for safety: A2, with support A1, support: language coach" },
        { &type[OPENING_LIST_PHASE], "pre_phase:12:benefit::3511",
          "voortraject: 12 weken, inkomen: uitkering, werken in 3511",
          "pre-phase: 12 weeks, income: benefit, work in 3511" },
        { &type[OPENING_LIST_TARGET], "women:27:66", "vrouwen: 27 jaar tot en met 66 jaar",
          "women: 27 years until 66 years" },
        { &type[OPENING_LIST_TARGET], "women::66", "vrouwen: tot en met 66 jaar",
          "women: until 66 years" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) row_said_as(rows[i], false);
}

static void a_row_that_says_nothing_is_unknown(void **state) {
    (void)state;
    TEST_ARENA(arena);
    const RecordType *type = LIST_ROW(LIST_WISH);
    RecordList list = { 0 };
    Value value[RECORD_FIELDS_MAX] = { 0 };
    record_add(arena, type, &list, value, (Provenance){ .confirmed = DAY_UNKNOWN });
    assert_str(phrase_text(arena, TONGUE_NL, record_row_phrase(arena, type, &list, 0)), "onbekend");
}

static void age_is_said_in_plain_words(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const struct {
        int days;
        const char *nl;
    } ages[] = { { 0, "vandaag bevestigd" }, { 1, "gisteren bevestigd" },
                 { 2, "2 dagen geleden bevestigd" }, { 13, "13 dagen geleden bevestigd" },
                 { 14, "2 weken geleden bevestigd" }, { 59, "8 weken geleden bevestigd" },
                 { 60, "2 maanden geleden bevestigd" }, { 95, "3 maanden geleden bevestigd" },
                 { 729, "24 maanden geleden bevestigd" }, { 730, "2 jaar geleden bevestigd" },
                 { -1, "bevestigd op 6 oktober 2024" } };
    Day today = 20001; /* 5 October 2024 */
    for (size_t i = 0; i < sizeof ages / sizeof *ages; i++) {
        Phrase phrase = confirmed_phrase(today - ages[i].days, today);
        assert_str(phrase_text(arena, TONGUE_NL, phrase), ages[i].nl);
    }
    assert_str(phrase_text(arena, TONGUE_NL, confirmed_phrase(DAY_UNKNOWN, today)),
               "nooit bevestigd");
    assert_str(phrase_text(arena, TONGUE_NL, confirmed_phrase(today, DAY_UNKNOWN)),
               "bevestigd op 5 oktober 2024");
}

static void provenance_says_how_whence_and_when(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Provenance from = { .source = S("intake"), .confirmed = 20000 };
    Phrase phrase = provenance_phrase(arena, from, 20095);
    assert_str(phrase_text(arena, TONGUE_NL, phrase),
               "zelf gezegd, in een gesprek, 3 maanden geleden bevestigd");
    assert_str(phrase_text(arena, TONGUE_EN, phrase),
               "said by the person, in a conversation, confirmed 3 months ago");
    from = (Provenance){ .source = S("jobs.2"), .verified = true, .confirmed = DAY_UNKNOWN };
    phrase = provenance_phrase(arena, from, 20095);
    assert_str(phrase_text(arena, TONGUE_NL, phrase),
               "gezien op papier of gemeten, bron: jobs.2, nooit bevestigd");
    phrase = provenance_phrase(arena, (Provenance){ .confirmed = 20095 }, 20095);
    assert_str(phrase_text(arena, TONGUE_NL, phrase),
               "zelf gezegd, bron onbekend, vandaag bevestigd");
}

SUITE("labels", cmocka_unit_test(facts_read_well), cmocka_unit_test(fields_of_openings_read_well),
      cmocka_unit_test(entries_read_well), cmocka_unit_test(rows_of_a_person_read_well),
      cmocka_unit_test(what_was_seen_is_said_so), cmocka_unit_test(rows_of_an_opening_read_well),
      cmocka_unit_test(a_row_that_says_nothing_is_unknown),
      cmocka_unit_test(age_is_said_in_plain_words),
      cmocka_unit_test(provenance_says_how_whence_and_when))
