/* Right to work, education, licences, certificates. */
#include "matching/judge/judge.h"

enum { RIGHT_FREE, RIGHT_EMPLOYER_NOTIFIES, RIGHT_PERMIT_NEEDED, RIGHT_NONE };

static Step plain_step(StepKind kind) {
    return (Step){ .kind = kind, .skill = SKILL_COUNT };
}

/* --- right to work: the outcome only, never the ground --- */

/* The days on which the right holds. A start that can move may wait for it. */
static Finding right_days_finding(const Pair *pair) {
    const CandidateProfile *candidate = pair->candidate;
    const OpeningProfile *opening = pair->opening;
    bool moves = opening->start_flexible == ANSWER_YES || pair->start_on == DAY_UNKNOWN;
    if (candidate->right_from != DAY_UNKNOWN && candidate->right_from > pair->start && !moves) {
        Finding finding = finding_unmet(plain_step(STEP_RIGHT_TO_WORK), false);
        finding.day = candidate->right_from;
        return finding;
    }
    if (candidate->right_until == DAY_UNKNOWN) return finding_met();
    if (candidate->right_until < pair->start) {
        return finding_unmet(plain_step(STEP_RIGHT_TO_WORK), false);
    }
    if (candidate->right_until >= pair_looks_until(pair)) return finding_met();
    Finding finding = finding_unknown(WORD_matching_ask_right_until);
    finding.day = candidate->right_until;
    return finding;
}

Finding judge_right_to_work(const Pair *pair, int demand) {
    (void)demand;
    int8_t right = pair->candidate->right_to_work;
    if (right == RIGHT_NONE) return finding_unmet(plain_step(STEP_RIGHT_TO_WORK), false);
    if (right == NUMBER_UNKNOWN) return finding_unknown(WORD_matching_ask_right);
    Finding days = right_days_finding(pair);
    if (days.verdict == VERDICT_UNMET || right != RIGHT_PERMIT_NEEDED) return days;
    int8_t possible = pair->opening->work_permit_possible;
    if (possible == ANSWER_NO) return finding_unmet(plain_step(STEP_PERMIT), true);
    if (possible == ANSWER_UNKNOWN) return finding_unknown(WORD_matching_ask_employer_permit);
    return days;
}

/* --- education --- */

static Finding level_finding(const Pair *pair) {
    const CandidateProfile *candidate = pair->candidate;
    int asked = pair->opening->education_rank;
    if (asked <= 0 || candidate->education_low >= asked) return finding_met();
    if (!candidate->education_known) return finding_unknown(WORD_matching_ask_education);
    if (candidate->education_high >= asked) {
        return finding_unknown(candidate->valuation_missing ? WORD_matching_ask_valuation
                                                            : WORD_matching_ask_diploma);
    }
    Step step = plain_step(STEP_EDUCATION);
    step.detail = pair->opening->education_level;
    return finding_unmet(step, true);
}

/* A level of work that was stated decides; else what the education amounts to can only prove it. */
static Finding work_level_finding(const Pair *pair) {
    const CandidateProfile *candidate = pair->candidate;
    int asked = pair->opening->work_level;
    if (candidate->work_level_proven >= asked || candidate->work_level >= asked)
        return finding_met();
    if (candidate->work_level == NUMBER_UNKNOWN)
        return finding_unknown(WORD_matching_ask_work_level);
    Step step = plain_step(STEP_WORK_LEVEL);
    step.from = candidate->work_level;
    step.to = asked;
    return finding_unmet(step, true);
}

Finding judge_education(const Pair *pair, int demand) {
    bool level = demand == 0 && pair->opening->education_rank >= 0;
    return level ? level_finding(pair) : work_level_finding(pair);
}

/* --- licences and certificates --- */

Finding judge_licence(const Pair *pair, int demand) {
    int at = pair->opening->licence[demand];
    uint32_t bit = UINT32_C(1) << at;
    if (pair->candidate->licences & bit) return finding_met();
    if (!(pair->candidate->licences_not & bit)) return finding_unknown(WORD_matching_ask_licence);
    Step step = plain_step(STEP_LICENCE);
    step.detail = pair->snapshot->licence_list->code[at];
    return finding_unmet(step, true);
}

Finding judge_certificate(const Pair *pair, int demand) {
    const CandidateProfile *candidate = pair->candidate;
    int at = pair->opening->certificate[demand];
    uint64_t bit = UINT64_C(1) << at;
    Day until = candidate->certificate_until ? candidate->certificate_until[at] : DAY_MAX;
    bool held = candidate->certificates & bit;
    if (held && until >= pair->start) return finding_met();
    if (!held && !(candidate->certificates_not & bit)) {
        return finding_unknown(WORD_matching_ask_certificate);
    }
    Step step = plain_step(STEP_CERTIFICATE);
    step.detail = pair->snapshot->certificate_list->code[at];
    return finding_unmet(step, true);
}
