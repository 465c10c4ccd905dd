#include "vum_write.h"

#include "vum_codes.h"
#include "vum_values.h"

/* --- one value --- */

void vum_put(json_t *record, const char *path, json_t *value) {
    Str rest = str_from(path), name;
    json_t *at = record;
    while (str_cut(&rest, '.', &name) && rest.at) {
        json_t *inner = json_object_getn(at, name.at, name.len);
        if (!inner && !value) return;
        if (!inner) {
            inner = json_object();
            json_object_setn_new(at, name.at, name.len, inner);
        }
        at = inner;
    }
    if (value) json_object_setn_new(at, name.at, name.len, value);
    else json_object_deln(at, name.at, name.len);
}

static json_t *json_of_str(Str text) {
    return json_stringn(text.at, text.len);
}

static json_t *json_of_asked(Value value) {
    return value.known ? json_integer(value.number ? 1 : 2) : NULL;
}

static json_t *json_of_day(Arena *arena, Value value) {
    return value.known ? json_of_str(day_text(arena, (Day)value.number)) : NULL;
}

static json_t *json_of_value(Arena *arena, FieldKind kind, Value value) {
    if (!value.known) return NULL;
    switch (kind) {
    case FIELD_YES: return json_of_asked(value);
    case FIELD_DAY: return json_of_day(arena, value);
    case FIELD_NUMBER: return json_integer(value.number);
    default: return json_of_str(value.text);
    }
}

/* --- facts that are one field there --- */

static const struct {
    Fact fact;
    const char *path;
} scalar[] = {
    { FACT_postcode, "mobiliteit.bemiddelingspostcode" },
    { FACT_travel_kilometres_max, "mobiliteit.maximaleReisafstand" },
    { FACT_travel_minutes_max, "mobiliteit.maximaleReistijd" },
    { FACT_hours_min, "werktijden.aantalWerkurenPerWeekMinimaal" },
    { FACT_hours_max, "werktijden.aantalWerkurenPerWeekMaximaal" },
    { FACT_office_hours, "werktijden.indicatieKantoortijden" },
    { FACT_irregular_hours, "flexibiliteit.indicatieOnregelmatigWerkOfPloegendienst" },
    { FACT_available_from, "flexibiliteit.datumAanvangBeschikbaarVoorWerk" },
    { FACT_available_until, "flexibiliteit.datumEindeBeschikbaarVoorWerk" },
    { FACT_work_level, "arbeidsmarktkwalificatie.codeWerkEnDenkniveauWerkzoekende" },
    { FACT_contact_shareable, "indicatieBeschikbaarheidContactgegevens" },
};

static bool fact_changed(const CandidateRecord *before, const CandidateRecord *now, Fact fact) {
    return !value_equal(fact_info[fact].field.kind, before->fact[fact], now->fact[fact]);
}

static void write_facts(VumReading *reading, const CandidateRecord *before,
                        const CandidateRecord *now, json_t *profile) {
    for (size_t i = 0; i < sizeof scalar / sizeof *scalar; i++) {
        Fact fact = scalar[i].fact;
        if (!fact_changed(before, now, fact)) continue;
        vum_put(profile, scalar[i].path,
                json_of_value(reading->arena, fact_info[fact].field.kind, now->fact[fact]));
    }
}

/* The first of a list of texts; NULL removes it. */
static void put_first(json_t *profile, const char *name, json_t *text) {
    json_t *list = json_object_get(profile, name);
    if (!list && text) {
        list = json_array();
        json_object_set_new(profile, name, list);
    }
    if (text && json_array_size(list)) json_array_set_new(list, 0, text);
    else if (text) json_array_append_new(list, text);
    else json_array_remove(list, 0);
}

/* Without spaces and hyphens when that makes it fit; .at is NULL when it still does not. */
static Str phone_fitting(Arena *arena, Str phone) {
    enum { PHONE_CHARACTERS_MAX = 14 };
    if (phone.len <= PHONE_CHARACTERS_MAX) return phone;
    Text text = text_new(arena, PHONE_CHARACTERS_MAX);
    for (size_t i = 0; i < phone.len; i++) {
        if (phone.at[i] != ' ' && phone.at[i] != '-') text_add_char(&text, phone.at[i]);
    }
    return text_failed(&text) ? (Str){ NULL, 0 } : text_str(&text);
}

static void write_contact(VumReading *reading, const CandidateRecord *before,
                          const CandidateRecord *now, json_t *profile) {
    Value email = now->fact[FACT_email], phone = now->fact[FACT_phone];
    if (fact_changed(before, now, FACT_email)) {
        put_first(profile, "emailadres", email.known ? json_of_str(email.text) : NULL);
    }
    if (!fact_changed(before, now, FACT_phone)) return;
    Str fitting = phone.known ? phone_fitting(reading->arena, phone.text) : (Str){ NULL, 0 };
    put_first(profile, "telefoonnummer", fitting.at ? json_of_str(fitting) : NULL);
}

/* The level is no field there: it shows in an education that is completed. */
static void write_education_level(const CandidateRecord *before, const CandidateRecord *now,
                                  json_t *profile) {
    enum { COMPLETED = 1 };
    static const char path[] = "arbeidsmarktkwalificatie.opleiding";
    Value level = now->fact[FACT_education_level];
    int64_t code = level.known ? vum_education_code(level.text) : 0;
    if (!code || !fact_changed(before, now, FACT_education_level)) return;
    json_t *list = vum_at(profile, path);
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *entry = json_array_get(list, i);
        if (json_integer_value(json_object_get(entry, "codeNiveauOpleiding")) == code) return;
    }
    if (!list) vum_put(profile, path, list = json_array());
    json_array_append_new(list, json_pack("{s:I,s:i}", "codeNiveauOpleiding", (json_int_t)code,
                                          "codeStatusOpleiding", COMPLETED));
}

static void write_needs(const RecordList *now, const CandidateRecord *before, json_t *profile) {
    static const char *const path[] = { "eisAanWerk.indicatieAanpassingWerkomgeving",
                                        "eisAanWerk.indicatieBegeleiding",
                                        "eisAanWerk.indicatieWerkvariatie" };
    const RecordType *type = &candidate_list_type[LIST_NEED];
    for (int need = 0; need < 3; need++) {
        Value key[NEED_FIELD_COUNT] = { [NEED_need] = { .known = true, .number = need } };
        int had = record_find(type, &before->list[LIST_NEED], key),
            has = record_find(type, now, key);
        Value old = had < 0
                        ? VALUE_UNKNOWN
                        : record_value(type, &before->list[LIST_NEED], (size_t)had, NEED_needed);
        Value new = has < 0 ? VALUE_UNKNOWN : record_value(type, now, (size_t)has, NEED_needed);
        if (!value_equal(FIELD_YES, old, new)) vum_put(profile, path[need], json_of_asked(new));
    }
}

/* --- lists: one row as a new entry --- */

static json_t *entry_of(const char *name, Value text) {
    if (!text.known || !text.text.len) return NULL;
    json_t *entry = json_object();
    json_object_set_new(entry, name, json_of_str(text.text));
    return entry;
}

static json_t *write_wish(const Value *row) {
    bool wanted = row[WISH_wish].known && row[WISH_wish].number == 0;
    Value occupation = row[WISH_occupation];
    if (!wanted || !occupation.known) return NULL;
    return entry_of("codeBeroepsnaam", occupation);
}

static json_t *write_sector(const Value *row) {
    bool wanted = row[WISH_wish].known && row[WISH_wish].number == 0;
    if (!wanted || !row[WISH_sector_sbi].known || row[WISH_occupation].known) return NULL;
    return json_pack("{s:I}", "codeSbi", (json_int_t)row[WISH_sector_sbi].number);
}

static json_t *write_licence(const Value *row) {
    bool held = row[LICENCE_held].known && row[LICENCE_held].number;
    return held ? entry_of("codeSoortRijbewijs", row[LICENCE_licence]) : NULL;
}

static json_t *write_skill(const Value *row) {
    return entry_of("codeCompetentie", row[SKILLS_skill]);
}

static json_t *write_agreement(const Value *row) {
    Value agreement = row[OPENING_WISH_agreement], contract = row[OPENING_WISH_contract];
    Str code = agreement.known ? vum_kind_agreement(agreement.number) : STR_EMPTY;
    if (!code.len && !contract.known) return NULL;
    json_t *entry = json_object();
    if (contract.known) {
        json_object_set_new(entry, "codeTypeArbeidscontract",
                            json_string(contract.number ? "O" : "B"));
    }
    if (code.len) json_object_set_new(entry, "codeTypeOvereenkomst", json_of_str(code));
    return entry;
}

static void set_day(json_t *entry, const char *name, Value day) {
    char room[16];
    if (!day.known) return;
    Date date = day_date((Day)day.number);
    snprintf(room, sizeof room, "%04d-%02d-%02d", date.year, date.month, date.day);
    json_object_set_new(entry, name, json_string(room));
}

static json_t *entry_or_none(json_t *entry) {
    if (json_object_size(entry)) return entry;
    json_decref(entry);
    return NULL;
}

static json_t *write_education(const Value *row) {
    json_t *entry = json_object();
    int64_t level = row[EDUCATION_level].known ? vum_education_code(row[EDUCATION_level].text) : 0;
    if (level) json_object_set_new(entry, "codeNiveauOpleiding", json_integer(level));
    if (row[EDUCATION_status].known) {
        json_object_set_new(entry, "codeStatusOpleiding",
                            json_integer(row[EDUCATION_status].number + 1));
    }
    if (row[EDUCATION_diploma].known) {
        json_object_set_new(entry, "indicatieDiploma", json_of_asked(row[EDUCATION_diploma]));
    }
    set_day(entry, "datumAanvangVolgenOpleiding", row[EDUCATION_from_on]);
    set_day(entry, "datumEindeVolgenOpleiding", row[EDUCATION_until_on]);
    if (row[EDUCATION_exchange_code].known) {
        json_object_set_new(entry, "codeOpleidingsnaam",
                            json_of_str(row[EDUCATION_exchange_code].text));
    }
    return entry_or_none(entry);
}

static json_t *write_experience(const Value *row) {
    json_t *entry = json_object();
    json_t *occupation = entry_of("codeBeroepsnaam", row[EXPERIENCE_occupation]);
    if (occupation) json_object_set_new(entry, "beroep", occupation);
    set_day(entry, "datumAanvangWerkzaamheden", row[EXPERIENCE_from_on]);
    set_day(entry, "datumEindeWerkzaamheden", row[EXPERIENCE_until_on]);
    return entry_or_none(entry);
}

static const VumListWriter list_writer[] = {
    { "bemiddelingsberoep", LIST_WISH, VUM_SET, vum_wish_row, write_wish },
    { "sector", LIST_WISH, VUM_SET, vum_sector_row, write_sector },
    { "contractvorm", LIST_OPENING_WISH, VUM_SET, vum_agreement_row, write_agreement },
    { "arbeidsmarktkwalificatie.rijbewijs", LIST_LICENCE, VUM_SET, vum_licence_row, write_licence },
    { "arbeidsmarktkwalificatie.competentiebeheersing", LIST_SKILLS, VUM_SET, vum_skill_row,
      write_skill },
    { "arbeidsmarktkwalificatie.opleiding", LIST_EDUCATION, VUM_ENTRIES, vum_education_row,
      write_education },
    { "arbeidsmarktkwalificatie.werkervaring", LIST_EXPERIENCE, VUM_ENTRIES, vum_experience_row,
      write_experience },
};

void vum_jobseeker_write(VumReading *reading, const CandidateRecord *before,
                         const CandidateRecord *now, json_t *profile) {
    write_facts(reading, before, now, profile);
    write_contact(reading, before, now, profile);
    write_needs(&now->list[LIST_NEED], before, profile);
    vum_languages_write(reading, &now->list[LIST_LANGUAGE], profile);
    vum_transport_write(reading, &now->list[LIST_TRANSPORT], profile);
    for (size_t i = 0; i < sizeof list_writer / sizeof *list_writer; i++) {
        vum_list_write(reading, &list_writer[i], &now->list[list_writer[i].list], profile);
    }
    write_education_level(before, now, profile);
}
