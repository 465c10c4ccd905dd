/* Steps: what they are called, how long they take, and what they close. */
#include "matching/explain/explain.h"

bool step_equal(Step a, Step b) {
    return a.kind == b.kind && a.skill == b.skill && a.from == b.from && a.to == b.to &&
           str_equal(a.detail, b.detail);
}

/* --- weeks --- */

static int language_weeks(const Rules *rules, Step step) {
    int weeks = 0;
    for (int level = step.from; level < step.to; level++) {
        weeks += rules_weeks(rules, S("language"), level_text(level), level_text(level + 1));
    }
    return weeks < STEP_WEEKS_NEVER ? weeks : STEP_WEEKS_NEVER;
}

static int transport_weeks(const Rules *rules, Str mode) {
    if (str_equal(mode, S("bicycle"))) mode = S("bicycle_lessons");
    if (str_equal(mode, S("public_transport"))) mode = S("travel_pass");
    return rules_weeks(rules, S("travel"), STR_EMPTY, mode);
}

typedef struct StepName {
    const char *step, *from, *to; /* as in data/steps.csv; to NULL: the detail of the step */
} StepName;

/* Steps that take the same time for everybody. A step that is not here has no row. */
static const StepName step_names[STEP_KIND_COUNT] = {
    [STEP_LITERACY] = { "literacy", "none", "learning" },
    [STEP_TRAVEL_PASS] = { "travel", "", "travel_pass" },
    [STEP_BICYCLE] = { "travel", "", "bicycle_lessons" },
    [STEP_MOPED] = { "travel", "", "moped" },
    [STEP_SHUTTLE] = { "travel", "", "shuttle" },
    [STEP_TIMETABLE] = { "timetable", "", "adjusted" },
    [STEP_HOURS] = { "hours", "", "adjusted" },
    [STEP_CONDUCT] = { "conduct_certificate", "", "received" },
    [STEP_PERMIT] = { "right_to_work", "permit_needed", "free" },
    [STEP_RIGHT_TO_WORK] = { "right_to_work", "none", "free" },
    [STEP_EDUCATION] = { "education", "", NULL },
    [STEP_LICENCE] = { "licence", "", NULL },
    [STEP_CERTIFICATE] = { "certificate", "", NULL },
    [STEP_CONDITION] = { "conditions", "", "adapted" },
    [STEP_NEED] = { "conditions", "", "adapted" },
    [STEP_WISH] = { "occupation", "excluded", "wanted" },
    [STEP_MINUTES] = { "travel", "", "longer" },
    [STEP_EVENINGS] = { "timetable", "", "adjusted" },
};

int step_weeks(const Rules *rules, Step step) {
    if (step.kind == STEP_LANGUAGE) return language_weeks(rules, step);
    if (step.kind == STEP_TRANSPORT) return transport_weeks(rules, step.detail);
    if (step.kind == STEP_AVAILABLE) return (step.from - step.to + WEEKDAYS - 1) / WEEKDAYS;
    if (step.kind == STEP_CHILDCARE) {
        Str from = step.from ? S("waiting") : S("needed");
        return rules_weeks(rules, S("childcare"), from, S("in_place"));
    }
    const StepName *name = &step_names[step.kind];
    if (!name->step) return STEP_WEEKS_NEVER;
    return rules_weeks(rules, str_from(name->step), str_from(name->from),
                       name->to ? str_from(name->to) : step.detail);
}

/* The licence that must be held before this one: Directive 2006/126/EC, article 6(1). */
static Str licence_before(Str licence) {
    char last = licence.at[licence.len - 1];
    if (licence.len > 1 && (last == 'E' || last == '+'))
        return str_sub(licence, 0, licence.len - 1);
    return licence.at[0] == 'C' || licence.at[0] == 'D' ? S("B") : STR_EMPTY;
}

int step_weeks_for(const Pair *pair, Step step) {
    int weeks = step_weeks(pair->snapshot->rules, step);
    if (step.kind != STEP_LICENCE) return weeks;
    for (step.detail = licence_before(step.detail); step.detail.len;
         step.detail = licence_before(step.detail)) {
        int at = code_list_find(pair->snapshot->licence_list, step.detail);
        if (at >= 0 && pair->candidate->licences >> at & 1) break;
        weeks += step_weeks(pair->snapshot->rules, step);
    }
    return weeks < STEP_WEEKS_NEVER ? weeks : STEP_WEEKS_NEVER;
}

/* --- words --- */

static Phrase language_step_phrase(Arena *arena, Step step) {
    return PHRASE(WORD_matching_step_language,
                  VALUE_LABEL("language", labels_or_code(arena, S("languages"), step.detail)),
                  VALUE_WORD("skill", skill_word(step.skill)),
                  VALUE_TEXT("from", level_text(step.from)), VALUE_TEXT("to", level_text(step.to)));
}

static Phrase listed_step_phrase(Arena *arena, Step step) {
    if (step.kind == STEP_LICENCE) {
        return PHRASE(WORD_matching_step_licence, VALUE_TEXT("code", step.detail),
                      VALUE_LABEL("what", labels_or_code(arena, S("licences"), step.detail)));
    }
    bool certificate = step.kind == STEP_CERTIFICATE, education = step.kind == STEP_EDUCATION;
    Str list = certificate ? S("certificates")
               : education ? S("education_levels")
                           : S("conditions");
    Word word = certificate ? WORD_matching_step_certificate
                : education ? WORD_matching_step_education
                            : WORD_matching_step_condition;
    return PHRASE(word, VALUE_LABEL("what", labels_or_code(arena, list, step.detail)));
}

static Phrase need_step_phrase(Step step) {
    if (str_equal(step.detail, S("guidance"))) return PHRASE(WORD_matching_step_need_guidance);
    return PHRASE(WORD_matching_step_need);
}

static Phrase shuttle_step_phrase(Arena *arena, Step step) {
    if (str_starts(step.detail, S("GM"))) {
        return PHRASE(
            WORD_matching_step_shuttle,
            VALUE_LABEL("place", labels_or_code(arena, S("municipalities"), step.detail)));
    }
    return PHRASE(WORD_matching_step_shuttle, VALUE_TEXT("place", str_sub(step.detail, 0, 4)));
}

static Phrase numbers_step_phrase(Step step) {
    if (step.kind == STEP_WORK_LEVEL) {
        return PHRASE(WORD_matching_step_work_level, VALUE_NUMBER("from", step.from),
                      VALUE_NUMBER("to", step.to));
    }
    return PHRASE(step.to > step.from ? WORD_matching_step_hours_more
                                      : WORD_matching_step_hours_less,
                  VALUE_NUMBER("from", step.from), VALUE_NUMBER("to", step.to));
}

bool step_is_sensitive(StepKind kind) {
    return kind == STEP_CONDITION || kind == STEP_NEED;
}

Phrase step_phrase(Arena *arena, Step step) {
    switch (step.kind) {
    case STEP_LANGUAGE: return language_step_phrase(arena, step);
    case STEP_TRANSPORT:
        return PHRASE(WORD_matching_step_transport,
                      VALUE_WORD("mode", mode_word(codes_find(MODE_CODES, step.detail))));
    case STEP_SHUTTLE: return shuttle_step_phrase(arena, step);
    case STEP_TIMETABLE:
        return PHRASE(WORD_matching_step_timetable,
                      VALUE_LABEL("times", week_parts_labels(arena, (WeekParts)step.to)));
    case STEP_HOURS:
    case STEP_WORK_LEVEL: return numbers_step_phrase(step);
    case STEP_AVAILABLE: return PHRASE(WORD_matching_step_available, VALUE_DAY("day", step.to));
    case STEP_STAY: return PHRASE(WORD_matching_step_stay, VALUE_DAY("day", step.to));
    case STEP_EDUCATION:
    case STEP_LICENCE:
    case STEP_CERTIFICATE:
    case STEP_CONDITION: return listed_step_phrase(arena, step);
    case STEP_NEED: return need_step_phrase(step);
    case STEP_CHILDCARE:
        return PHRASE(step.from ? WORD_matching_step_childcare_waiting
                                : WORD_matching_step_childcare);
    case STEP_MINUTES:
        return PHRASE(WORD_matching_step_minutes, VALUE_NUMBER("from", step.from),
                      VALUE_NUMBER("to", step.to));
    default: break;
    }
    static const Word plain[STEP_KIND_COUNT] = { [STEP_NONE] = WORD_matching_step_none,
                                                 [STEP_LITERACY] = WORD_matching_step_literacy,
                                                 [STEP_TRAVEL_PASS] =
                                                     WORD_matching_step_travel_pass,
                                                 [STEP_BICYCLE] = WORD_matching_step_bicycle,
                                                 [STEP_MOPED] = WORD_matching_step_moped,
                                                 [STEP_NEXT_START] = WORD_matching_step_next_start,
                                                 [STEP_CONDUCT] = WORD_matching_step_conduct,
                                                 [STEP_PERMIT] = WORD_matching_step_permit,
                                                 [STEP_RIGHT_TO_WORK] =
                                                     WORD_matching_step_right_to_work,
                                                 [STEP_EVENINGS] = WORD_matching_step_evenings,
                                                 [STEP_WISH] = WORD_matching_step_wish };
    return PHRASE(plain[step.kind]);
}

/* --- what a step closes --- */

static bool travel_closed(const Pair *pair, int demand, const Finding *finding, Step step) {
    if (demand > 0) return step_equal(step, finding->step);
    static const int mode[STEP_KIND_COUNT] = { [STEP_TRAVEL_PASS] = 1 + MODE_PUBLIC_TRANSPORT,
                                               [STEP_BICYCLE] = 1 + MODE_BICYCLE,
                                               [STEP_MOPED] = 1 + MODE_MOPED };
    if (mode[step.kind]) {
        return trip_judge(pair, (uint8_t)(1U << (mode[step.kind] - 1))).verdict != VERDICT_UNMET;
    }
    if (step.kind != STEP_SHUTTLE) return false;
    int16_t place = pair->snapshot->stop[pair->trip.stop].place;
    return str_equal(step.detail, str_trim(pair->snapshot->place_keys.key[place]));
}

static bool education_closed(const Snapshot *snapshot, const Finding *finding, Step step) {
    if (step.kind != finding->step.kind) return false;
    if (step.kind == STEP_WORK_LEVEL) return step.to >= finding->step.to;
    int taken = code_list_find(snapshot->education_list, step.detail);
    int asked = code_list_find(snapshot->education_list, finding->step.detail);
    return snapshot->education_rank[taken] >= snapshot->education_rank[asked];
}

static bool licence_closed(const Snapshot *snapshot, const Finding *finding, Step step) {
    if (step.kind != STEP_LICENCE) return false;
    int taken = code_list_find(snapshot->licence_list, step.detail);
    int asked = code_list_find(snapshot->licence_list, finding->step.detail);
    return snapshot->licence_covers[taken] >> asked & 1;
}

static bool hours_closed(const Finding *finding, Step step) {
    if (step.kind != STEP_HOURS || step.from != finding->step.from) return false;
    bool more = finding->step.to > finding->step.from;
    if (more != (step.to > step.from)) return false;
    return more ? step.to >= finding->step.to : step.to <= finding->step.to;
}

bool step_closes(const Pair *pair, Criterion criterion, int demand, const Finding *finding,
                 Step step) {
    const Step *own = &finding->step;
    if (!finding->closable) return false;
    switch (own->kind) {
    case STEP_LANGUAGE:
        return step.kind == own->kind && str_equal(step.detail, own->detail) && step.to >= own->to;
    case STEP_TIMETABLE: return step.kind == own->kind && !((unsigned)own->to & ~(unsigned)step.to);
    case STEP_HOURS: return hours_closed(finding, step);
    case STEP_AVAILABLE: return step.kind == own->kind && step.to <= own->to;
    case STEP_EDUCATION:
    case STEP_WORK_LEVEL: return education_closed(pair->snapshot, finding, step);
    case STEP_LICENCE: return licence_closed(pair->snapshot, finding, step);
    default: break;
    }
    if (criterion == CRITERION_travel) return travel_closed(pair, demand, finding, step);
    return step_equal(*own, step);
}
