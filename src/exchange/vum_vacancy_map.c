#include "vum_codes.h"
#include "vum_fields.h"
#include "vum_json.h"
#include "number.h"
#include "vum_values.h"

typedef struct Mapping {
    VumReading *reading;
    const json_t *vacancy;
    OpeningRecord *record;
} Mapping;

static Value number_value(int64_t number) {
    return (Value){ .known = true, .number = number };
}

static void row_add(Mapping *mapping, OpeningList list, const Value *row) {
    const RecordType *type = &opening_list_type[list];
    RecordList *rows = &mapping->record->list[list];
    if (record_find(type, rows, row) >= 0) return;
    record_add(mapping->reading->arena, type, rows, row, (Provenance){ .confirmed = DAY_UNKNOWN });
}

static Value text_at(Mapping *mapping, const char *path, size_t bytes_max) {
    return vum_text(mapping->reading, vum_at(mapping->vacancy, path), bytes_max, str_from(path));
}

static void map_words(Mapping *mapping) {
    Value *field = mapping->record->field;
    field[OPENING_name] = text_at(mapping, "naamVacature", 200);
    field[OPENING_description] = text_at(mapping, "omschrijvingVacature", 2000);
    field[OPENING_employer_name] = text_at(mapping, "werkgever.handelsnaamOrganisatie", 500);
    field[OPENING_wage_text] = text_at(mapping, "arbeidsVoorwaarden.salarisIndicatie", 200);
}

static void map_place_and_work(Mapping *mapping) {
    static const char postcode[] = "adres.postcode", occupation[] = "beroep.codeBeroepsnaam";
    Value *field = mapping->record->field;
    field[OPENING_postcode] = vum_postcode(mapping->reading, vum_at(mapping->vacancy, postcode),
                                           str_from(postcode));
    field[OPENING_occupation] =
        vum_occupation(mapping->reading, vum_at(mapping->vacancy, occupation), str_from(occupation),
                       &field[OPENING_isco]);
    field[OPENING_sector_sbi] = vum_number(vum_at(mapping->vacancy, "sector.codeSbi"));
}

static void map_hours(Mapping *mapping) {
    static const char most_path[] = "werktijden.aantalWerkurenPerWeekMaximaal";
    const json_t *vacancy = mapping->vacancy;
    Value *field = mapping->record->field;
    json_t *most_at = vum_at(vacancy, most_path);
    Value least = vum_number(vum_at(vacancy, "werktijden.aantalWerkurenPerWeekMinimaal"));
    Value most = vum_number(most_at);
    if (most.known && most.number == 0) {
        vum_flag(mapping->reading, str_from(most_path), most_at, WORD_vum_flag_zero);
        most = VALUE_UNKNOWN;
    }
    vum_in_order(mapping->reading, &least, &most, str_from(most_path), most_at);
    field[OPENING_hours_min] = least;
    field[OPENING_hours_max] = most;
    field[OPENING_office_hours] = vum_asked(vum_at(vacancy, "werktijden.indicatieKantoortijden"));
    field[OPENING_irregular_hours] =
        vum_asked(vum_at(vacancy, "flexibiliteit.indicatieOnregelmatigWerkOfPloegendienst"));
}

static void map_dates(Mapping *mapping) {
    static const char from_path[] = "arbeidsVoorwaarden.datumAanvangWerkzaamheden",
                      until_path[] = "arbeidsVoorwaarden.datumEindeWerkzaamheden",
                      enrol_path[] = "sluitingsdatumVacature";
    Value *field = mapping->record->field;
    const json_t *vacancy = mapping->vacancy;
    json_t *end = vum_at(vacancy, until_path);
    Value from = vum_day(mapping->reading, vum_at(vacancy, from_path), str_from(from_path));
    Value until = vum_day(mapping->reading, end, str_from(until_path));
    vum_in_order(mapping->reading, &from, &until, str_from(until_path), end);
    field[OPENING_start_on] = from;
    field[OPENING_until_on] = until;
    field[OPENING_enrol_by] = vum_day(mapping->reading, vum_at(vacancy, enrol_path),
                                      str_from(enrol_path));
}

/* Kinds are a set. The term of the contract is known when all entries that name one agree. */
static void map_agreements(Mapping *mapping) {
    enum { FIXED = 1, PERMANENT = 2 }; /* positions in the codes of OPENING_contract_form */
    const json_t *list = json_object_get(mapping->vacancy, "contractvorm");
    bool fixed = false, permanent = false;
    for (size_t i = 0; i < json_array_size(list); i++) {
        Value row[OPENING_WISH_FIELD_COUNT];
        vum_agreement_row(mapping->reading, json_array_get(list, i), STR_EMPTY, row);
        Value kind = row[OPENING_WISH_agreement], term = row[OPENING_WISH_contract];
        if (kind.known) row_add(mapping, OPENING_LIST_KIND, &kind);
        fixed = fixed || (term.known && !term.number);
        permanent = permanent || (term.known && term.number);
    }
    if (fixed == permanent) return;
    mapping->record->field[OPENING_contract_form] = number_value(fixed ? FIXED : PERMANENT);
}

/* The highest demand; grade "none" asks nothing. */
static void map_languages(Mapping *mapping) {
    VumLanguages all = vum_languages(mapping->reading,
                                     json_object_get(mapping->vacancy, "taalbeheersing"),
                                     "taalbeheersing");
    for (size_t i = 0; i < all.count; i++) {
        if (all.at[i].low_highest == LEVEL_A0) continue;
        Value row[DEMAND_FIELD_COUNT] = { 0 };
        row[DEMAND_language] = all.at[i].language;
        row[DEMAND_skill] = vum_code(all.at[i].skill);
        row[DEMAND_purpose] = vum_code(0); /* at entry */
        row[DEMAND_level] = vum_code(all.at[i].low_highest);
        row_add(mapping, OPENING_LIST_DEMAND, row);
    }
}

static void map_licences_and_skills(Mapping *mapping) {
    const json_t *licences = json_object_get(mapping->vacancy, "rijbewijs");
    const json_t *skills = json_object_get(mapping->vacancy, "competentiebeheersing");
    Value row[RECORD_FIELDS_MAX] = { 0 };
    for (size_t i = 0; i < json_array_size(licences); i++) {
        Str path = vum_entry_path(mapping->reading, "rijbewijs", i);
        if (vum_licence_row(mapping->reading, json_array_get(licences, i), path, row)) {
            row_add(mapping, OPENING_LIST_OPENING_LICENCE, &row[LICENCE_licence]);
        }
    }
    for (size_t i = 0; i < json_array_size(skills); i++) {
        Str path = vum_entry_path(mapping->reading, "competentiebeheersing", i);
        if (vum_skill_row(mapping->reading, json_array_get(skills, i), path, row)) {
            row_add(mapping, OPENING_LIST_OPENING_SKILL, &row[SKILLS_skill]);
        }
    }
}

static void map_transport(Mapping *mapping) {
    VumTransport all =
        vum_transport(mapping->reading, json_object_get(mapping->vacancy, "vervoermiddel"));
    for (int i = 0; i < all.count; i++) {
        int mode = all.order[i];
        Value row[OPENING_MODE_FIELD_COUNT] = { 0 };
        row[OPENING_MODE_mode] = vum_code(mode);
        row[OPENING_MODE_to_work] = all.to_work[mode];
        row[OPENING_MODE_at_work] = all.at_work[mode];
        row_add(mapping, OPENING_LIST_OPENING_MODE, row);
    }
}

/* A vacancy that lists several educations is read as any of them: the lowest level is the
 * demand. */
static void map_education(Mapping *mapping) {
    const json_t *list = json_object_get(mapping->vacancy, "opleiding");
    Value lowest = VALUE_UNKNOWN;
    for (size_t i = 0; i < json_array_size(list); i++) {
        Value code = vum_number(json_object_get(json_array_get(list, i), "codeNiveauOpleiding"));
        Value level = code.known ? vum_education_level(code.number) : VALUE_UNKNOWN;
        if (!level.known) continue;
        if (lowest.known && vum_education_rank(level.text) >= vum_education_rank(lowest.text)) {
            continue;
        }
        lowest = level;
    }
    mapping->record->field[OPENING_education_level] = lowest;
    int64_t work_level;
    Str text = vum_json_str(json_object_get(mapping->vacancy, "codeWerkEnDenkniveauMinimaal"));
    if (text.at && number_read_between(text, 1, 6, &work_level)) {
        mapping->record->field[OPENING_work_level] = number_value(work_level);
    }
}

/* All experience that is listed is asked: the longest that can be meant. */
static void map_experience(Mapping *mapping) {
    const json_t *list = json_object_get(mapping->vacancy, "werkervaring");
    Value longest = VALUE_UNKNOWN;
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *at = json_object_get(json_array_get(list, i), "aantalJarenWerkzaamInBeroep");
        Value years = vum_number(at);
        if (!years.known) continue;
        if (years.number > EXPERIENCE_YEARS_MAX) {
            Str path = str_printf(mapping->reading->arena,
                                  "werkervaring[%zu].aantalJarenWerkzaamInBeroep", i);
            vum_flag(mapping->reading, path, at, WORD_vum_flag_experience);
        } else if (!longest.known || years.number * 12 > longest.number) {
            longest = number_value(years.number * 12);
        }
    }
    mapping->record->field[OPENING_experience_months] = longest;
}

void vum_vacancy_map(VumReading *reading, const json_t *vacancy, OpeningRecord *ret_record) {
    *ret_record = (OpeningRecord){ .id = vum_record_id(VUM_VACANCY, vacancy) };
    Mapping mapping = { .reading = reading, .vacancy = vacancy, .record = ret_record };
    Value *field = ret_record->field;
    map_words(&mapping);
    map_place_and_work(&mapping);
    map_hours(&mapping);
    map_dates(&mapping);
    map_agreements(&mapping);
    map_languages(&mapping);
    map_licences_and_skills(&mapping);
    map_transport(&mapping);
    map_education(&mapping);
    map_experience(&mapping);
    field[OPENING_places] = number_value(1);
    field[OPENING_places_assumed] = number_value(1);
    field[OPENING_source] = (Value){ .known = true, .text = S("vum") };
    field[OPENING_confirmed_on] = number_value(reading->today);
}
