/* Weekly timetable, hours a week, start and end. */
#include "matching/judge/judge.h"

enum { CHILDCARE_NOT_NEEDED, CHILDCARE_IN_PLACE, CHILDCARE_WAITING, CHILDCARE_NEEDED };

/* --- timetable --- */

static bool childcare_missing(const Pair *pair) {
    const CandidateProfile *candidate = pair->candidate;
    if (candidate->childcare != CHILDCARE_WAITING && candidate->childcare != CHILDCARE_NEEDED) {
        return false;
    }
    return candidate->childcare_from == DAY_UNKNOWN || candidate->childcare_from > pair->start;
}

static Finding clash_unmet(const Pair *pair, Clash clash) {
    Step step = { .kind = STEP_TIMETABLE, .skill = SKILL_COUNT, .to = (int)clash.cannot };
    if (childcare_missing(pair)) {
        step = (Step){ .kind = STEP_CHILDCARE,
                       .skill = SKILL_COUNT,
                       .from = pair->candidate->childcare == CHILDCARE_WAITING };
    }
    Finding finding = finding_unmet(step, true);
    finding.parts = clash.cannot;
    return finding;
}

/* Away while the opening wants somebody there: to be asked, for most employers can live with it. */
static Finding absence_finding(const Pair *pair, Day until) {
    const CandidateProfile *candidate = pair->candidate;
    for (size_t i = 0; i < candidate->absence_count; i++) {
        const Absence *absence = &candidate->absence[i];
        if (absence->school_holiday && candidate->childcare == CHILDCARE_NOT_NEEDED) continue;
        Day first = absence->from > pair->start ? absence->from : pair->start;
        Day last = absence->until < until ? absence->until : until;
        if (first > last || !week_needed(&pair->opening->need, first, last)) continue;
        Finding finding = finding_unknown(absence->school_holiday ? WORD_matching_ask_holiday
                                                                  : WORD_matching_ask_absence);
        finding.day = first;
        return finding;
    }
    return finding_met();
}

/* Without weekly times an opening may still ask irregular or office hours; when it asks both,
 * either will do. */
static Finding flags_finding(const Pair *pair) {
    bool irregular = pair->opening->irregular_hours == ANSWER_YES;
    bool office = pair->opening->office_hours == ANSWER_YES;
    if (!irregular && !office) {
        return pair->candidate->can.count ? finding_unknown(WORD_matching_ask_employer_times)
                                          : finding_met();
    }
    int8_t irregular_has = irregular ? pair->candidate->irregular_hours : (int8_t)ANSWER_NO;
    int8_t office_has = office ? pair->candidate->office_hours : (int8_t)ANSWER_NO;
    if (irregular_has == ANSWER_YES || office_has == ANSWER_YES) return finding_met();
    if (irregular_has == ANSWER_UNKNOWN || office_has == ANSWER_UNKNOWN) {
        return finding_unknown(irregular ? WORD_matching_ask_irregular : WORD_matching_ask_office);
    }
    int times = irregular ? WEEK_IRREGULAR : WEEK_OFFICE;
    return finding_unmet((Step){ .kind = STEP_TIMETABLE, .skill = SKILL_COUNT, .to = times }, true);
}

Finding judge_timetable(const Pair *pair, int demand) {
    (void)demand;
    const OpeningProfile *opening = pair->opening;
    if (!opening->need.count) return flags_finding(pair);
    Day until = pair_looks_until(pair);
    Clash clash = week_clash(&opening->need, &pair->candidate->can, pair->start, until);
    if (clash.cannot) return clash_unmet(pair, clash);
    if (clash.unknown) {
        Finding finding = finding_unknown(WORD_matching_ask_times);
        finding.parts = clash.unknown;
        return finding;
    }
    if (childcare_missing(pair)) return finding_unknown(WORD_matching_ask_childcare);
    return absence_finding(pair, until);
}

/* --- hours --- */

static Step hours_step(int from, int to) {
    return (Step){ .kind = STEP_HOURS, .skill = SKILL_COUNT, .from = from, .to = to };
}

/* Ranges must overlap: the least of each may not pass the most of the other. `least` is at most
 * `least_most` and `most` at least `most_least`, when those are known. */
static Verdict may_not_pass(int least, int least_most, int most, int most_least) {
    if (least != NUMBER_UNKNOWN && most != NUMBER_UNKNOWN) {
        return least <= most ? VERDICT_MET : VERDICT_UNMET;
    }
    int sure_least = least != NUMBER_UNKNOWN ? least : least_most;
    int sure_most = most != NUMBER_UNKNOWN ? most : most_least;
    bool sure = sure_least != NUMBER_UNKNOWN && sure_most != NUMBER_UNKNOWN;
    return sure && sure_least <= sure_most ? VERDICT_MET : VERDICT_UNKNOWN;
}

Finding judge_hours(const Pair *pair, int demand) {
    (void)demand;
    const CandidateProfile *has = pair->candidate;
    const OpeningProfile *asks = pair->opening;
    Verdict enough = may_not_pass(asks->hours_min, asks->hours_max, has->hours_max, has->hours_min);
    if (enough == VERDICT_UNMET)
        return finding_unmet(hours_step(has->hours_max, asks->hours_min), true);
    Verdict offered =
        may_not_pass(has->hours_min, has->hours_max, asks->hours_max, asks->hours_min);
    if (offered == VERDICT_UNMET)
        return finding_unmet(hours_step(has->hours_min, asks->hours_max), true);
    if (enough == VERDICT_MET && offered == VERDICT_MET) return finding_met();
    bool employer = asks->hours_min == NUMBER_UNKNOWN && asks->hours_max == NUMBER_UNKNOWN;
    return finding_unknown(employer ? WORD_matching_ask_employer_hours : WORD_matching_ask_hours);
}

/* --- start --- */

static Step start_step(StepKind kind) {
    return (Step){ .kind = kind, .skill = SKILL_COUNT };
}

static bool start_can_move(const Pair *pair) {
    return pair->opening->start_flexible == ANSWER_YES || pair->start_on == DAY_UNKNOWN;
}

/* The opening itself is closed, for everybody. */
static bool start_is_closed(const Pair *pair) {
    const OpeningProfile *opening = pair->opening;
    Day today = pair->snapshot->today;
    if (pair->enrol_by != DAY_UNKNOWN && pair->enrol_by < today) return true;
    if (opening->until_on != DAY_UNKNOWN && opening->until_on < today) return true;
    return !start_can_move(pair) && pair->start_on < today;
}

/* The last day on which this person may begin. */
static Day start_at_latest(const Pair *pair) {
    if (!start_can_move(pair)) return pair->start_on;
    return pair->opening->until_on != DAY_UNKNOWN ? pair->opening->until_on : pair->start;
}

static bool conduct_comes_late(const Pair *pair) {
    if (pair->opening->conduct_weeks == NUMBER_UNKNOWN || start_can_move(pair)) return false;
    return pair->snapshot->today + pair->opening->conduct_weeks * WEEKDAYS >
           pair->start_on;
}

bool start_is_over(const Pair *pair) {
    return start_is_closed(pair) || conduct_comes_late(pair);
}

static Finding day_question(Word question, Day day) {
    Finding finding = finding_unknown(question);
    finding.day = day;
    return finding;
}

Finding judge_start(const Pair *pair, int demand) {
    (void)demand;
    const CandidateProfile *candidate = pair->candidate;
    const OpeningProfile *opening = pair->opening;
    if (start_is_closed(pair)) return finding_unmet(start_step(STEP_NEXT_START), false);
    if (conduct_comes_late(pair)) return finding_unmet(start_step(STEP_CONDUCT), false);
    Day latest = start_at_latest(pair);
    if (candidate->available_from != DAY_UNKNOWN && candidate->available_from > latest) {
        Step step = start_step(STEP_AVAILABLE);
        step.from = candidate->available_from;
        step.to = latest;
        return finding_unmet(step, true);
    }
    if (candidate->available_until != DAY_UNKNOWN && candidate->available_until < pair->start) {
        Step step = start_step(STEP_STAY);
        step.from = candidate->available_until;
        step.to = pair->start;
        return finding_unmet(step, false);
    }
    if (candidate->available_from == DAY_UNKNOWN)
        return finding_unknown(WORD_matching_ask_available_from);
    bool waits = candidate->available_from > pair->snapshot->today;
    if (pair->start_on == DAY_UNKNOWN && opening->start_flexible != ANSWER_YES && waits) {
        return finding_unknown(WORD_matching_ask_employer_start);
    }
    if (candidate->available_until != DAY_UNKNOWN && pair->until != DAY_UNKNOWN &&
        candidate->available_until < pair->until) {
        return day_question(WORD_matching_ask_available_until, candidate->available_until);
    }
    return finding_met();
}
