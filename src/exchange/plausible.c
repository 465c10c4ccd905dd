#include "plausible.h"

/* The first may not be more than the second; `apart`: not equal to it either. */
typedef struct Pair {
    int low, high;
    bool apart;
} Pair;

typedef struct ListPair {
    int list;
    Pair pair;
} ListPair;

static const Pair fact_pair[] = {
    { FACT_hours_min, FACT_hours_max, false },
    { FACT_available_from, FACT_available_until, false },
    { FACT_right_to_work_from, FACT_right_to_work_until, false },
    { FACT_integration_from, FACT_integration_until, false },
    { FACT_integration_until, FACT_integration_extended_until, false },
};

static const ListPair candidate_pair[] = {
    { LIST_LANGUAGE, { LANGUAGE_level_low, LANGUAGE_level_high, false } },
    { LIST_EDUCATION, { EDUCATION_from_on, EDUCATION_until_on, false } },
    { LIST_EDUCATION, { EDUCATION_valuation_requested_on, EDUCATION_valuation_on, false } },
    { LIST_EXPERIENCE, { EXPERIENCE_from_on, EXPERIENCE_until_on, false } },
    { LIST_TIMETABLE, { TIMETABLE_from_time, TIMETABLE_until_time, true } },
    { LIST_TIMETABLE, { TIMETABLE_valid_from, TIMETABLE_valid_until, false } },
    { LIST_ABSENCE, { ABSENCE_from_on, ABSENCE_until_on, false } },
};

/* What has happened cannot lie in the future. Work may: a contract can begin or end on a day to
 * come. */
static const struct { int list, field; } candidate_past[] = {
    { LIST_EDUCATION, EDUCATION_valuation_on },
    { LIST_EDUCATION, EDUCATION_valuation_requested_on },
};
static const Fact fact_past[] = { FACT_birth_date, FACT_right_to_work_checked_on };

static const Pair opening_pair[] = {
    { OPENING_hours_min, OPENING_hours_max, false },
    { OPENING_start_on, OPENING_until_on, false },
    { OPENING_places_minimum, OPENING_places, false },
};

static const ListPair opening_list_pair[] = {
    { OPENING_LIST_DEMAND, { DEMAND_level_with_support, DEMAND_level, false } },
    { OPENING_LIST_BLOCK, { BLOCK_from_time, BLOCK_until_time, true } },
    { OPENING_LIST_BLOCK, { BLOCK_valid_from, BLOCK_valid_until, false } },
    { OPENING_LIST_TARGET, { TARGET_age_min, TARGET_age_max, false } },
};

/* --- one value, one pair --- */

static void value_forget(const PlausibleEar *ear, Value *value, Str column, Phrase reason) {
    *value = VALUE_UNKNOWN;
    ear->tell(ear->context, column, reason);
}

static void pair_check(const PlausibleEar *ear, const FieldInfo *field, Value *value, Pair pair,
                       Str column) {
    Value *low = &value[pair.low], *high = &value[pair.high];
    if (!low->known || !high->known) return;
    if (low->number < high->number || (low->number == high->number && !pair.apart)) return;
    const FieldInfo *low_field = &field[pair.low], *high_field = &field[pair.high];
    Phrase reason = PHRASE(WORD_import_flag_order, VALUE_TEXT("low", str_from(low_field->name)),
                           VALUE_TEXT("low_value", value_text(ear->arena, low_field, *low)),
                           VALUE_TEXT("high", str_from(high_field->name)),
                           VALUE_TEXT("high_value", value_text(ear->arena, high_field, *high)));
    *low = *high = VALUE_UNKNOWN;
    ear->tell(ear->context, column.len ? column : str_from(high_field->name), reason);
}

static void past_check(const PlausibleEar *ear, Value *value, Str column) {
    if (!value->known || value->number <= ear->today) return;
    value_forget(ear, value, column,
                 PHRASE(WORD_import_flag_future, VALUE_DAY("value", value->number)));
}

static void months_check(const PlausibleEar *ear, const FieldInfo *field, Value *value,
                         Str column) {
    if (!value->known || value->number <= EXPERIENCE_MONTHS_PLAUSIBLE) return;
    value_forget(ear, value, column,
                 PHRASE(WORD_import_flag_too_much, VALUE_TEXT("field", str_from(field->name)),
                        VALUE_NUMBER("value", value->number),
                        VALUE_NUMBER("maximum", EXPERIENCE_MONTHS_PLAUSIBLE)));
}

static void age_check(const PlausibleEar *ear, Value *value, Str column) {
    if (!value->known) return;
    int years = day_full_years((Day)value->number, ear->today);
    if (years <= AGE_YEARS_PLAUSIBLE) return;
    value_forget(ear, value, column,
                 PHRASE(WORD_import_flag_age, VALUE_NUMBER("years", years),
                        VALUE_NUMBER("maximum", AGE_YEARS_PLAUSIBLE)));
}

/* --- lists --- */

static bool entry_is_empty(const RecordType *type, const Value *value) {
    for (int i = 0; i < type->field_count; i++) {
        if (value[i].known) return false;
    }
    return true;
}

static void list_drop_empty(const RecordType *type, RecordList *list) {
    size_t fields = (size_t)type->field_count, kept = 0;
    for (size_t row = 0; row < list->count; row++) {
        Value *value = list->value + row * fields;
        if (entry_is_empty(type, value)) continue;
        memmove(list->value + kept * fields, value, fields * sizeof *value);
        list->from[kept++] = list->from[row];
    }
    list->count = kept;
}

static void list_pair_check(const PlausibleEar *ear, const RecordType *type, RecordList *list,
                            Pair pair) {
    for (size_t row = 0; row < list->count; row++) {
        Value *value = list->value + row * (size_t)type->field_count;
        pair_check(ear, type->field, value, pair, str_from(type->name));
    }
}

void candidate_list_plausible(const PlausibleEar *ear, CandidateList list, RecordList *entries) {
    const RecordType *type = &candidate_list_type[list];
    size_t fields = (size_t)type->field_count;
    for (size_t i = 0; i < sizeof candidate_past / sizeof *candidate_past; i++) {
        if (candidate_past[i].list != (int)list) continue;
        int field = candidate_past[i].field;
        for (size_t row = 0; row < entries->count; row++) {
            past_check(ear, &entries->value[row * fields + (size_t)field], str_from(type->name));
        }
    }
    for (size_t i = 0; i < sizeof candidate_pair / sizeof *candidate_pair; i++) {
        if (candidate_pair[i].list != (int)list) continue;
        list_pair_check(ear, type, entries, candidate_pair[i].pair);
    }
    for (size_t row = 0; list == LIST_EXPERIENCE && row < entries->count; row++) {
        months_check(ear, &type->field[EXPERIENCE_months],
                     &entries->value[row * fields + EXPERIENCE_months], str_from(type->name));
    }
    list_drop_empty(type, entries);
}

/* --- whole records --- */

void candidate_plausible(const PlausibleEar *ear, CandidateRecord *record) {
    FieldInfo field[FACT_COUNT];
    for (int i = 0; i < FACT_COUNT; i++) field[i] = fact_info[i].field;
    for (size_t i = 0; i < sizeof fact_past / sizeof *fact_past; i++) {
        Fact fact = fact_past[i];
        past_check(ear, &record->fact[fact], str_from(field[fact].name));
    }
    age_check(ear, &record->fact[FACT_birth_date], S("birth_date"));
    for (size_t i = 0; i < sizeof fact_pair / sizeof *fact_pair; i++) {
        pair_check(ear, field, record->fact, fact_pair[i], STR_EMPTY);
    }
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) {
        candidate_list_plausible(ear, (CandidateList)i, &record->list[i]);
    }
}

void opening_plausible(const PlausibleEar *ear, OpeningRecord *record) {
    for (size_t i = 0; i < sizeof opening_pair / sizeof *opening_pair; i++) {
        pair_check(ear, opening_field, record->field, opening_pair[i], STR_EMPTY);
    }
    months_check(ear, &opening_field[OPENING_experience_months],
                 &record->field[OPENING_experience_months], S("experience_months"));
    for (size_t i = 0; i < sizeof opening_list_pair / sizeof *opening_list_pair; i++) {
        int list = opening_list_pair[i].list;
        list_pair_check(ear, &opening_list_type[list], &record->list[list],
                        opening_list_pair[i].pair);
    }
    for (int i = 0; i < OPENING_LIST_COUNT; i++) {
        list_drop_empty(&opening_list_type[i], &record->list[i]);
    }
}

void class_plausible(const PlausibleEar *ear, ClassRecord *record) {
    static const Pair pair = { CLASS_minimum, CLASS_maximum, false };
    pair_check(ear, class_field, record->field, pair, S("class_maximum"));
}
