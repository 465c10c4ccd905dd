#include "candidates/candidates.h"

#define FACT_INFO(group, name, kind, minimum, maximum, codes)                                      \
    { { #name, FIELD_##kind, minimum, maximum, codes }, GROUP_##group },
const FactInfo fact_info[FACT_COUNT] = { CANDIDATE_FACTS(FACT_INFO) };

#define FACT_OF(name) FACT_##name,
static const Fact facts_asked[] = { FACTS_ASKED(FACT_OF) };
#define LIST_OF(prefix, table) LIST_##prefix,
static const CandidateList lists_asked[] = { LISTS_ASKED(LIST_OF) };
#define COUNT_OF(list) (sizeof(list) / sizeof *(list))
_Static_assert(COUNT_OF(facts_asked) + COUNT_OF(lists_asked) == FACTS_ASKED_COUNT, "of both");

bool fact_is_asked(Fact fact) {
    for (size_t i = 0; i < COUNT_OF(facts_asked); i++) {
        if (facts_asked[i] == fact) return true;
    }
    return false;
}

bool list_is_asked(CandidateList list) {
    for (size_t i = 0; i < COUNT_OF(lists_asked); i++) {
        if (lists_asked[i] == list) return true;
    }
    return false;
}

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
    for (size_t i = 0; i < COUNT_OF(facts_asked); i++) {
        completeness.asked++;
        if (!record->fact[facts_asked[i]].known) continue;
        completeness.known++;
        age_count(&completeness, record->fact_from[facts_asked[i]]);
    }
    for (size_t i = 0; i < COUNT_OF(lists_asked); i++) {
        const RecordList *list = &record->list[lists_asked[i]];
        completeness.asked++;
        if (!list->count) continue;
        completeness.known++;
        for (size_t row = 0; row < list->count; row++) age_count(&completeness, list->from[row]);
    }
    return completeness;
}

FactGroup list_group(CandidateList list) {
    static const FactGroup group[CANDIDATE_LIST_COUNT] = {
        [LIST_LANGUAGE] = GROUP_LANGUAGE,      [LIST_EDUCATION] = GROUP_EDUCATION,
        [LIST_PROFESSION] = GROUP_EDUCATION,   [LIST_CERTIFICATE] = GROUP_EDUCATION,
        [LIST_EXPERIENCE] = GROUP_WORK,        [LIST_SKILLS] = GROUP_WORK,
        [LIST_LICENCE] = GROUP_WORK,           [LIST_WISH] = GROUP_WORK,
        [LIST_OPENING_WISH] = GROUP_WORK,      [LIST_TRANSPORT] = GROUP_TRAVEL,
        [LIST_TIMETABLE] = GROUP_AVAILABILITY, [LIST_ABSENCE] = GROUP_AVAILABILITY,
        [LIST_NOMINATION] = GROUP_GUIDANCE,    [LIST_CONDITION] = GROUP_NEEDS,
        [LIST_NEED] = GROUP_NEEDS
    };
    return group[list];
}

static void section_add(CandidateSummary *summary, FactGroup group, bool asked, bool known) {
    Completeness *section = &summary->section[group];
    section->asked += asked;
    section->known += asked && known;
    summary->held[group] += known;
}

CandidateSummary candidate_summary(const CandidateRecord *record) {
    CandidateSummary summary = { .all = candidate_completeness(record) };
    for (int i = 0; i < GROUP_COUNT; i++) summary.section[i].oldest = DAY_UNKNOWN;
    for (int i = 0; i < FACT_COUNT; i++) {
        bool known = record->fact[i].known, asked = fact_is_asked((Fact)i);
        section_add(&summary, fact_info[i].group, asked, known);
        if (known) age_count(&summary.section[fact_info[i].group], record->fact_from[i]);
        if (asked && !known) summary.fact_missing[summary.fact_missing_count++] = (Fact)i;
    }
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) {
        const RecordList *list = &record->list[i];
        FactGroup group = list_group((CandidateList)i);
        bool asked = list_is_asked((CandidateList)i);
        section_add(&summary, group, asked, list->count > 0);
        for (size_t row = 0; row < list->count; row++) {
            age_count(&summary.section[group], list->from[row]);
        }
        if (asked && !list->count) {
            summary.list_missing[summary.list_missing_count++] = (CandidateList)i;
        }
    }
    return summary;
}

int candidate_numbered(const CandidateRows *rows, int64_t number) {
    size_t low = 0, high = rows->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (rows->record[middle].number < number) low = middle + 1;
        else high = middle;
    }
    return low < rows->count && rows->record[low].number == number ? (int)low : -1;
}
