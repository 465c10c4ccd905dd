#include "vum_codes.h"
#include "vum_fields.h"
#include "vum_json.h"
#include "vum_values.h"

typedef struct Mapping {
    VumReading *reading;
    const json_t *profile;
    CandidateRecord *record;
    Provenance from;
} Mapping;

static void fact_set(Mapping *mapping, Fact fact, Value value) {
    if (!value.known) return;
    mapping->record->fact[fact] = value;
    mapping->record->fact_from[fact] = mapping->from;
}

/* A number that is a limit: below `lowest` it cannot be meant. */
static Value limit_read(Mapping *mapping, const char *path, int64_t lowest, Word reason) {
    json_t *at = vum_at(mapping->profile, path);
    Value number = vum_number(at);
    if (!number.known || number.number >= lowest) return number;
    vum_flag(mapping->reading, str_from(path), at, reason);
    return VALUE_UNKNOWN;
}

static void map_travel(Mapping *mapping) {
    static const char postcode[] = "mobiliteit.bemiddelingspostcode";
    fact_set(
        mapping, FACT_postcode,
        vum_postcode(mapping->reading, vum_at(mapping->profile, postcode), str_from(postcode)));
    fact_set(mapping, FACT_travel_kilometres_max,
             limit_read(mapping, "mobiliteit.maximaleReisafstand", 1, WORD_vum_flag_zero));
    fact_set(mapping, FACT_travel_minutes_max,
             limit_read(mapping, "mobiliteit.maximaleReistijd", TRAVEL_MINUTES_MIN,
                        WORD_vum_flag_minutes));
}

static void map_hours(Mapping *mapping) {
    static const char most_path[] = "werktijden.aantalWerkurenPerWeekMaximaal";
    const json_t *profile = mapping->profile;
    Value least = vum_number(vum_at(profile, "werktijden.aantalWerkurenPerWeekMinimaal"));
    Value most = limit_read(mapping, most_path, 1, WORD_vum_flag_zero);
    vum_in_order(mapping->reading, &least, &most, str_from(most_path), vum_at(profile, most_path));
    fact_set(mapping, FACT_hours_min, least);
    fact_set(mapping, FACT_hours_max, most);
    fact_set(mapping, FACT_office_hours,
             vum_asked(vum_at(profile, "werktijden.indicatieKantoortijden")));
    fact_set(mapping, FACT_irregular_hours,
             vum_asked(vum_at(profile, "flexibiliteit.indicatieOnregelmatigWerkOfPloegendienst")));
}

static void map_dates(Mapping *mapping) {
    static const char from_path[] = "flexibiliteit.datumAanvangBeschikbaarVoorWerk",
                      until_path[] = "flexibiliteit.datumEindeBeschikbaarVoorWerk";
    json_t *end = vum_at(mapping->profile, until_path);
    Value from =
        vum_day(mapping->reading, vum_at(mapping->profile, from_path), str_from(from_path));
    Value until = vum_day(mapping->reading, end, str_from(until_path));
    vum_in_order(mapping->reading, &from, &until, str_from(until_path), end);
    fact_set(mapping, FACT_available_from, from);
    fact_set(mapping, FACT_available_until, until);
}

static void map_contact(Mapping *mapping) {
    const json_t *profile = mapping->profile;
    json_t *email = json_array_get(json_object_get(profile, "emailadres"), 0);
    json_t *phone = json_array_get(json_object_get(profile, "telefoonnummer"), 0);
    fact_set(mapping, FACT_email, vum_text(mapping->reading, email, 320, S("emailadres[0]")));
    fact_set(mapping, FACT_phone, vum_text(mapping->reading, phone, 30, S("telefoonnummer[0]")));
    fact_set(mapping, FACT_contact_shareable,
             vum_asked(json_object_get(profile, "indicatieBeschikbaarheidContactgegevens")));
}

typedef bool RowReader(VumReading *reading, const json_t *entry, Str path, Value *row);

/* Lists with a key hold each key once; the first that says so counts. */
static void map_list(Mapping *mapping, CandidateList list, const char *path, RowReader *row_read) {
    const json_t *entries = vum_at(mapping->profile, path);
    const RecordType *type = &candidate_list_type[list];
    RecordList *rows = &mapping->record->list[list];
    for (size_t i = 0; i < json_array_size(entries); i++) {
        Value row[RECORD_FIELDS_MAX] = { 0 };
        Str place = vum_entry_path(mapping->reading, path, i);
        if (!row_read(mapping->reading, json_array_get(entries, i), place, row)) continue;
        if (record_find(type, rows, row) >= 0) continue;
        record_add(mapping->reading->arena, type, rows, row, mapping->from);
    }
}

static void map_languages(Mapping *mapping) {
    static const char path[] = "arbeidsmarktkwalificatie.taalbeheersing";
    VumLanguages all = vum_languages(mapping->reading, vum_at(mapping->profile, path), path);
    for (size_t i = 0; i < all.count; i++) {
        Value row[LANGUAGE_FIELD_COUNT] = { 0 };
        row[LANGUAGE_language] = all.at[i].language;
        row[LANGUAGE_skill] = vum_code(all.at[i].skill);
        row[LANGUAGE_level_low] = vum_code(all.at[i].low);
        row[LANGUAGE_level_high] = vum_code(all.at[i].high);
        candidate_list_add(mapping->reading->arena, mapping->record, LIST_LANGUAGE, row,
                           mapping->from);
    }
}

static void map_transport(Mapping *mapping) {
    VumTransport all = vum_transport(mapping->reading, vum_at(mapping->profile, "vervoermiddel"));
    for (int i = 0; i < all.count; i++) {
        int mode = all.order[i];
        Value row[TRANSPORT_FIELD_COUNT] = { 0 };
        row[TRANSPORT_mode] = vum_code(mode);
        row[TRANSPORT_to_work] = all.to_work[mode];
        row[TRANSPORT_at_work] = all.at_work[mode];
        candidate_list_add(mapping->reading->arena, mapping->record, LIST_TRANSPORT, row,
                           mapping->from);
    }
}

static void map_needs(Mapping *mapping) {
    static const char *const path[] = { "eisAanWerk.indicatieAanpassingWerkomgeving",
                                        "eisAanWerk.indicatieBegeleiding",
                                        "eisAanWerk.indicatieWerkvariatie" };
    for (int need = 0; need < 3; need++) { /* in the order of the codes of NEED_need */
        Value row[NEED_FIELD_COUNT] = { 0 };
        row[NEED_need] = vum_code(need);
        row[NEED_needed] = vum_asked(vum_at(mapping->profile, path[need]));
        if (!row[NEED_needed].known) continue;
        candidate_list_add(mapping->reading->arena, mapping->record, LIST_NEED, row, mapping->from);
    }
}

/* Diploma or status says so, and the other does not deny it. */
static bool education_obtained(const Value *row) {
    enum { COMPLETED = 0 }; /* position in the codes of EDUCATION_status */
    Value status = row[EDUCATION_status], diploma = row[EDUCATION_diploma];
    if ((status.known && status.number != COMPLETED) || (diploma.known && !diploma.number)) {
        return false;
    }
    return status.known || diploma.known;
}

static void map_education_level(Mapping *mapping) {
    const RecordList *rows = &mapping->record->list[LIST_EDUCATION];
    Value best = VALUE_UNKNOWN;
    for (size_t i = 0; i < rows->count; i++) {
        const Value *row = rows->value + i * EDUCATION_FIELD_COUNT;
        if (!row[EDUCATION_level].known || !education_obtained(row)) continue;
        if (best.known && vum_education_rank(row[EDUCATION_level].text) <=
                              vum_education_rank(best.text)) continue;
        best = row[EDUCATION_level];
    }
    fact_set(mapping, FACT_education_level, best);
}

static void map_work_level(Mapping *mapping) {
    enum { LOWEST = 1, HIGHEST = 6 }; /* 0 does not apply, 7 not known yet */
    Value level = vum_number(
        vum_at(mapping->profile, "arbeidsmarktkwalificatie.codeWerkEnDenkniveauWerkzoekende"));
    if (level.known && level.number >= LOWEST && level.number <= HIGHEST) {
        fact_set(mapping, FACT_work_level, level);
    }
}

void vum_jobseeker_map(VumReading *reading, const json_t *profile, CandidateRecord *ret_record) {
    *ret_record = (CandidateRecord){ .id = vum_record_id(VUM_JOBSEEKER, profile) };
    Mapping mapping = { .reading = reading, .profile = profile, .record = ret_record,
                        .from = { .source = S("vum"), .confirmed = reading->today,
                                  .day_assumed = true } };
    map_travel(&mapping);
    map_hours(&mapping);
    map_dates(&mapping);
    map_contact(&mapping);
    map_languages(&mapping);
    map_transport(&mapping);
    map_needs(&mapping);
    map_list(&mapping, LIST_EDUCATION, "arbeidsmarktkwalificatie.opleiding", vum_education_row);
    map_list(&mapping, LIST_EXPERIENCE, "arbeidsmarktkwalificatie.werkervaring",
             vum_experience_row);
    map_list(&mapping, LIST_LICENCE, "arbeidsmarktkwalificatie.rijbewijs", vum_licence_row);
    map_list(&mapping, LIST_SKILLS, "arbeidsmarktkwalificatie.competentiebeheersing",
             vum_skill_row);
    map_list(&mapping, LIST_WISH, "bemiddelingsberoep", vum_wish_row);
    map_list(&mapping, LIST_WISH, "sector", vum_sector_row);
    map_list(&mapping, LIST_OPENING_WISH, "contractvorm", vum_agreement_row);
    map_education_level(&mapping);
    map_work_level(&mapping);
}
