/* One entry of a list of the exchange as one row of ours; parts of vum_map.h. */
#include "number.h"
#include "vum_codes.h"
#include "vum_json.h"
#include "vum_values.h"

static Str below(VumReading *reading, Str path, const char *name) {
    return str_printf(reading->arena, "%.*s.%s", STR_ARGS(path), name);
}

static bool any_known(const Value *row, int count) {
    for (int i = 0; i < count; i++) {
        if (row[i].known) return true;
    }
    return false;
}

static Value yes_value(void) {
    return (Value){ .known = true, .number = 1 };
}

bool vum_education_row(VumReading *reading, const json_t *entry, Str path, Value *row) {
    static const char end_name[] = "datumEindeVolgenOpleiding",
                      from_name[] = "datumAanvangVolgenOpleiding";
    memset(row, 0, EDUCATION_FIELD_COUNT * sizeof *row);
    json_t *end = json_object_get(entry, end_name), *from = json_object_get(entry, from_name);
    Value level = vum_number(json_object_get(entry, "codeNiveauOpleiding"));
    if (level.known) row[EDUCATION_level] = vum_education_level(level.number);
    Value status = vum_number(json_object_get(entry, "codeStatusOpleiding"));
    if (status.known) row[EDUCATION_status] = vum_code((int)status.number - 1);
    row[EDUCATION_diploma] = vum_asked(json_object_get(entry, "indicatieDiploma"));
    row[EDUCATION_from_on] = vum_day(reading, from, below(reading, path, from_name));
    row[EDUCATION_until_on] = vum_day(reading, end, below(reading, path, end_name));
    row[EDUCATION_exchange_code] = vum_text(reading, json_object_get(entry, "codeOpleidingsnaam"),
                                            20, below(reading, path, "codeOpleidingsnaam"));
    vum_in_order(reading, &row[EDUCATION_from_on], &row[EDUCATION_until_on],
                 below(reading, path, end_name), end);
    return any_known(row, EDUCATION_FIELD_COUNT);
}

static int64_t months_between(Day from, Day until) {
    Date a = day_date(from), b = day_date(until);
    return (b.year - a.year) * 12 + b.month - a.month - (b.day < a.day);
}

bool vum_experience_row(VumReading *reading, const json_t *entry, Str path, Value *row) {
    static const char end_name[] = "datumEindeWerkzaamheden",
                      from_name[] = "datumAanvangWerkzaamheden";
    memset(row, 0, EXPERIENCE_FIELD_COUNT * sizeof *row);
    json_t *end = json_object_get(entry, end_name), *from = json_object_get(entry, from_name);
    Str end_path = below(reading, path, end_name);
    row[EXPERIENCE_occupation] =
        vum_occupation(reading, vum_at(entry, "beroep.codeBeroepsnaam"),
                       below(reading, path, "beroep.codeBeroepsnaam"), &row[EXPERIENCE_isco]);
    Value first = vum_day(reading, from, below(reading, path, from_name));
    Value last = vum_day(reading, end, end_path);
    vum_in_order(reading, &first, &last, end_path, end);
    if (first.known && last.known) {
        int64_t months = months_between((Day)first.number, (Day)last.number);
        if (months > EXPERIENCE_YEARS_MAX * 12) {
            vum_flag(reading, end_path, end, WORD_vum_flag_experience);
            first = last = VALUE_UNKNOWN;
        } else if (last.number <= reading->today) {
            row[EXPERIENCE_months] = (Value){ .known = true, .number = months };
        }
    }
    row[EXPERIENCE_from_on] = first;
    row[EXPERIENCE_until_on] = last;
    return any_known(row, EXPERIENCE_FIELD_COUNT);
}

bool vum_wish_row(VumReading *reading, const json_t *entry, Str path, Value *row) {
    memset(row, 0, WISH_FIELD_COUNT * sizeof *row);
    row[WISH_occupation] =
        vum_occupation(reading, json_object_get(entry, "codeBeroepsnaam"),
                       below(reading, path, "codeBeroepsnaam"), &row[WISH_isco]);
    row[WISH_wish] = vum_code(0); /* wanted */
    return row[WISH_occupation].known;
}

bool vum_sector_row(VumReading *reading, const json_t *entry, Str path, Value *row) {
    (void)reading, (void)path;
    memset(row, 0, WISH_FIELD_COUNT * sizeof *row);
    row[WISH_wish] = vum_code(0);
    row[WISH_sector_sbi] = vum_number(json_object_get(entry, "codeSbi"));
    return row[WISH_sector_sbi].known;
}

bool vum_agreement_row(VumReading *reading, const json_t *entry, Str path, Value *row) {
    (void)reading, (void)path;
    memset(row, 0, OPENING_WISH_FIELD_COUNT * sizeof *row);
    Str agreement = vum_json_str(json_object_get(entry, "codeTypeOvereenkomst"));
    Str term = vum_json_str(json_object_get(entry, "codeTypeArbeidscontract"));
    if (agreement.at) row[OPENING_WISH_agreement] = vum_code(vum_agreement_kind(agreement));
    if (term.at) row[OPENING_WISH_contract] = vum_code(str_equal(term, S("O")));
    return any_known(row, OPENING_WISH_FIELD_COUNT);
}

bool vum_licence_row(VumReading *reading, const json_t *entry, Str path, Value *row) {
    row[LICENCE_licence] = vum_listed(reading, json_object_get(entry, "codeSoortRijbewijs"),
                                      "licences", below(reading, path, "codeSoortRijbewijs"));
    row[LICENCE_held] = yes_value();
    return row[LICENCE_licence].known;
}

bool vum_skill_row(VumReading *reading, const json_t *entry, Str path, Value *row) {
    enum { SKILL_BYTES_MAX = 200 };
    row[SKILLS_skill] = vum_text(reading, json_object_get(entry, "codeCompetentie"),
                                 SKILL_BYTES_MAX, below(reading, path, "codeCompetentie"));
    return row[SKILLS_skill].known;
}
