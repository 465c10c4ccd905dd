#include "candidates/candidates.h"

#define FACT_INFO(group, name, kind, minimum, maximum, codes)                                      \
    { { #name, FIELD_##kind, minimum, maximum, codes }, GROUP_##group },
const FactInfo fact_info[FACT_COUNT] = { CANDIDATE_FACTS(FACT_INFO) };

/* What matching asks of everybody: without these a proposal rests on questions. */
static const Fact facts_asked[] = {
    FACT_postcode,  FACT_right_to_work, FACT_travel_minutes_max, FACT_hours_min,
    FACT_hours_max, FACT_available_from, FACT_childcare,         FACT_education_level,
    FACT_integration_route, FACT_guidance_wish
};
static const CandidateList lists_asked[] = {
    LIST_LANGUAGE, LIST_EXPERIENCE, LIST_SKILLS, LIST_TRANSPORT,
    LIST_WISH,     LIST_LICENCE,    LIST_TIMETABLE, LIST_CONDITION
};

int fact_find(Str name) {
    for (int i = 0; i < FACT_COUNT; i++) {
        if (str_equal(str_from(fact_info[i].field.name), name)) return i;
    }
    return -1;
}

int candidate_list_find(Str name) {
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) {
        if (str_equal(str_from(candidate_list_type[i].name), name)) return i;
    }
    return -1;
}

void candidate_list_add(Arena *arena, CandidateRecord *record, CandidateList list,
                        const Value *value, Provenance from) {
    record_add(arena, &candidate_list_type[list], &record->list[list], value, from);
}

static void age_count(Completeness *completeness, Provenance from) {
    if (from.confirmed == DAY_UNKNOWN) return;
    if (completeness->oldest == DAY_UNKNOWN || from.confirmed < completeness->oldest) {
        completeness->oldest = from.confirmed;
    }
}

Completeness candidate_completeness(const CandidateRecord *record) {
    Completeness completeness = { .oldest = DAY_UNKNOWN };
    for (size_t i = 0; i < sizeof facts_asked / sizeof *facts_asked; i++) {
        completeness.asked++;
        if (!record->fact[facts_asked[i]].known) continue;
        completeness.known++;
        age_count(&completeness, record->fact_from[facts_asked[i]]);
    }
    for (size_t i = 0; i < sizeof lists_asked / sizeof *lists_asked; i++) {
        const RecordList *list = &record->list[lists_asked[i]];
        completeness.asked++;
        if (!list->count) continue;
        completeness.known++;
        for (size_t row = 0; row < list->count; row++) age_count(&completeness, list->from[row]);
    }
    return completeness;
}
