#include "demo/demo.h"

enum { MONTHS = 3 };

static bool level_is_known(const CandidateRecord *record, int skill) {
    const RecordType *type = &candidate_list_type[LIST_LANGUAGE];
    const RecordList *list = &record->list[LIST_LANGUAGE];
    for (size_t row = 0; row < list->count; row++) {
        if (!str_equal(record_value(type, list, row, LANGUAGE_language).text, S("nld"))) continue;
        if (record_value(type, list, row, LANGUAGE_skill).number != skill) continue;
        return record_value(type, list, row, LANGUAGE_level_low).known;
    }
    return false;
}

static bool is_code(const CandidateRecord *record, Fact fact, Str code) {
    Value value = record->fact[fact];
    return value.known && str_equal(codes_at(fact_info[fact].field.codes, value.number), code);
}

static bool may_work(const CandidateRecord *record) {
    return is_code(record, FACT_right_to_work, S("free")) ||
           is_code(record, FACT_right_to_work, S("employer_notifies"));
}

static bool children_are_looked_after(const CandidateRecord *record) {
    return is_code(record, FACT_childcare, S("not_needed")) ||
           is_code(record, FACT_childcare, S("in_place"));
}

/* Somebody said when this person can come, not only when not. */
static bool week_is_known(const CandidateRecord *record) {
    const RecordType *type = &candidate_list_type[LIST_TIMETABLE];
    const RecordList *list = &record->list[LIST_TIMETABLE];
    for (size_t row = 0; row < list->count; row++) {
        if (record_value(type, list, row, TIMETABLE_available).number) return true;
    }
    return false;
}

bool demo_is_ready(const CandidateRecord *record, Day today) {
    static const Fact needed[] = { FACT_postcode, FACT_travel_minutes_max, FACT_hours_max,
                                   FACT_available_from };
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        if (!record->fact[needed[i]].known) return false;
    }
    return record->fact[FACT_available_from].number <= day_add_months(today, MONTHS) &&
           may_work(record) && children_are_looked_after(record) &&
           level_is_known(record, SKILL_LISTENING) && level_is_known(record, SKILL_SPEAKING) &&
           week_is_known(record);
}
