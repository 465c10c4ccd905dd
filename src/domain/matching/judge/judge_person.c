/* What does not fit the person, target groups of a programme, and what the person excluded.
 *
 * Target groups are the only place where birth date and sex are looked at, and only when the group
 * or the programme names age or sex with its legal ground. */
#include "dated_rules/dated_rules.h"
#include "matching/judge/judge.h"

/* --- conditions and needs --- */

#define NEED_CODES "adapted_workplace|guidance|variation"
enum { NEED_ADAPTED_WORKPLACE, NEED_GUIDANCE, NEED_VARIATION };

int condition_need_of(const Pair *pair, int demand) {
    int rest = demand - pair->opening->demand_count[CRITERION_conditions];
    for (int need = 0; rest >= 0; need++) {
        if (!(pair->candidate->needs >> need & 1)) continue;
        if (rest-- == 0) return need;
    }
    return SLOT_NONE;
}

static Finding need_finding(const Pair *pair, int need) {
    if (need == NEED_GUIDANCE) {
        if (pair->opening->guidance_offered > 0) return finding_met();
        if (pair->opening->guidance_offered == 0) {
            return finding_unmet((Step){ .kind = STEP_NEED,
                                         .skill = SKILL_COUNT,
                                         .detail = codes_at(NEED_CODES, need) },
                                 true);
        }
        return finding_unknown(WORD_matching_ask_employer_guidance);
    }
    return finding_unknown(need == NEED_VARIATION ? WORD_matching_ask_employer_variation
                                                  : WORD_matching_ask_employer_adaptation);
}

Finding judge_conditions(const Pair *pair, int demand) {
    int need = condition_need_of(pair, demand);
    if (need != SLOT_NONE) return need_finding(pair, need);
    const CandidateProfile *candidate = pair->candidate;
    int at = pair->opening->condition[demand];
    uint64_t bit = UINT64_C(1) << at;
    if (candidate->conditions_not & bit) {
        return finding_unmet((Step){ .kind = STEP_CONDITION,
                                     .skill = SKILL_COUNT,
                                     .detail = pair->snapshot->condition_list->code[at] },
                             true);
    }
    if (candidate->conditions_limited & bit)
        return finding_unknown(WORD_matching_ask_condition_limited);
    if (candidate->conditions_fit & bit) return finding_met();
    return finding_unknown(WORD_matching_ask_condition);
}

/* --- target groups --- */

typedef enum GroupRule {
    BY_LEGAL_FACT,  /* code: position in legal_fact */
    BY_INCOME,      /* code: position in income_source */
    BY_INCOME_LONG, /* the same, for a time that is not recorded: never met by itself */
    WITHOUT_BENEFIT,
    UNDER_27,
    FIFTY_PLUS,
    WOMEN,
    NO_START_QUALIFICATION
} GroupRule;

typedef struct GroupInfo {
    const char *code;
    GroupRule rule;
    int8_t value;
} GroupInfo;

enum { LEGAL_STATUS_HOLDER, LEGAL_REUNITED, LEGAL_FAMILY, LEGAL_DISPLACED, LEGAL_ASYLUM_SEEKER };
enum { INCOME_PARTICIPATION, INCOME_UNEMPLOYMENT };

/* data/codes/target_groups.csv names the legal ground of each. */
static const GroupInfo groups[] = {
    { "asylum_seeker", BY_LEGAL_FACT, LEGAL_ASYLUM_SEEKER },
    { "displaced_person", BY_LEGAL_FACT, LEGAL_DISPLACED },
    { "family_migrant", BY_LEGAL_FACT, LEGAL_FAMILY },
    { "fifty_plus", FIFTY_PLUS, 0 },
    { "long_term_welfare", BY_INCOME_LONG, INCOME_PARTICIPATION },
    { "no_start_qualification", NO_START_QUALIFICATION, 0 },
    { "reunited_family_member", BY_LEGAL_FACT, LEGAL_REUNITED },
    { "status_holder", BY_LEGAL_FACT, LEGAL_STATUS_HOLDER },
    { "status_holder_employer_subsidy", BY_LEGAL_FACT, LEGAL_STATUS_HOLDER },
    { "under_27", UNDER_27, 0 },
    { "unemployment_benefit", BY_INCOME, INCOME_UNEMPLOYMENT },
    { "welfare", BY_INCOME, INCOME_PARTICIPATION },
    { "without_benefit", WITHOUT_BENEFIT, 0 },
    { "women", WOMEN, 0 },
};

static Verdict when(bool met) {
    return met ? VERDICT_MET : VERDICT_UNMET;
}

static Verdict when_equal(int has, int asked) {
    return has == NUMBER_UNKNOWN ? VERDICT_UNKNOWN : when(has == asked);
}

/* Somebody who joined a status holder usually holds an asylum permit too: to be asked. */
static Verdict legal_verdict(const Pair *pair, int asked) {
    int has = pair->candidate->legal_fact;
    if (asked == LEGAL_STATUS_HOLDER && has == LEGAL_REUNITED) return VERDICT_UNKNOWN;
    return when_equal(has, asked);
}

static Verdict age_verdict(const Pair *pair, int32_t minimum, int32_t maximum) {
    int age = day_full_years(pair->candidate->birth_date, pair->start);
    if (age < 0) return VERDICT_UNKNOWN;
    return when((minimum == NUMBER_UNKNOWN || age >= minimum) &&
                (maximum == NUMBER_UNKNOWN || age <= maximum));
}

/* The ages of data/rules/target_groups.csv; unknown on a day for which there is no row. */
static Verdict under_27_verdict(const Pair *pair) {
    int64_t below = pair->snapshot->age_young_below;
    Verdict by_age = VERDICT_UNKNOWN;
    if (below != DATED_RULE_UNKNOWN) by_age = age_verdict(pair, NUMBER_UNKNOWN, (int32_t)below - 1);
    if (by_age != VERDICT_UNKNOWN) return by_age;
    return when_equal(pair->candidate->under_27, ANSWER_YES);
}

static Verdict fifty_plus_verdict(const Pair *pair) {
    int64_t from = pair->snapshot->age_old_from;
    if (from == DATED_RULE_UNKNOWN) return VERDICT_UNKNOWN;
    return age_verdict(pair, (int32_t)from, NUMBER_UNKNOWN);
}

static Verdict start_qualification_verdict(const Pair *pair) {
    const CandidateProfile *candidate = pair->candidate;
    int32_t rank = pair->snapshot->start_qualification_rank;
    if (rank == NUMBER_UNKNOWN) return VERDICT_UNKNOWN;
    if (candidate->education_low >= rank) return VERDICT_UNMET;
    if (!candidate->education_known) return VERDICT_UNKNOWN;
    return candidate->education_high < rank ? VERDICT_MET : VERDICT_UNKNOWN;
}

static bool is_nominated(const Pair *pair, int target_group) {
    const CandidateProfile *candidate = pair->candidate;
    for (size_t i = 0; i < candidate->nomination_count; i++) {
        const Nomination *nomination = &candidate->nomination[i];
        bool same_programme = pair->opening->programme.len &&
                              str_equal(nomination->programme, pair->opening->programme);
        if (same_programme || nomination->target_group == target_group) return true;
    }
    return false;
}

static Verdict group_rule_verdict(const Pair *pair, const GroupInfo *group) {
    const CandidateProfile *candidate = pair->candidate;
    switch (group->rule) {
    case BY_LEGAL_FACT: return legal_verdict(pair, group->value);
    case BY_INCOME: return when_equal(candidate->income_source, group->value);
    case BY_INCOME_LONG: {
        Verdict now = when_equal(candidate->income_source, group->value);
        return now == VERDICT_MET ? VERDICT_UNKNOWN : now;
    }
    case WITHOUT_BENEFIT: return when_equal(candidate->without_benefit, ANSWER_YES);
    case UNDER_27: return under_27_verdict(pair);
    case FIFTY_PLUS: return fifty_plus_verdict(pair);
    case WOMEN: return when_equal(candidate->sex, 0);
    case NO_START_QUALIFICATION: return start_qualification_verdict(pair);
    }
    return VERDICT_UNKNOWN;
}

static Verdict group_verdict(const Pair *pair, int target_group) {
    if (target_group == SLOT_NONE) return VERDICT_MET; /* the row names age or sex only */
    if (is_nominated(pair, target_group)) return VERDICT_MET;
    Str code = pair->snapshot->target_list->code[target_group];
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        if (str_equal(str_from(groups[i].code), code)) return group_rule_verdict(pair, &groups[i]);
    }
    return VERDICT_UNKNOWN;
}

static Verdict both(Verdict a, Verdict b) {
    if (a == VERDICT_UNMET || b == VERDICT_UNMET) return VERDICT_UNMET;
    return a == VERDICT_UNKNOWN ? a : b;
}

/* Age and sex without a legal ground are not looked at: that is to be asked first. */
static Verdict target_verdict(const Pair *pair, const TargetDemand *target) {
    Verdict verdict = group_verdict(pair, target->target_group);
    bool age = target->age_min != NUMBER_UNKNOWN || target->age_max != NUMBER_UNKNOWN;
    bool sex = target->sex != NUMBER_UNKNOWN;
    if (!age && !sex) return verdict;
    if (!target->legal_ground) return both(verdict, VERDICT_UNKNOWN);
    if (age) verdict = both(verdict, age_verdict(pair, target->age_min, target->age_max));
    if (sex) verdict = both(verdict, when_equal(pair->candidate->sex, target->sex));
    return verdict;
}

/* One of the groups is enough. */
Finding judge_target_group(const Pair *pair, int demand) {
    (void)demand;
    bool unknown = false;
    for (int i = 0; i < pair->opening->target_count; i++) {
        Verdict verdict = target_verdict(pair, &pair->opening->target[i]);
        if (verdict == VERDICT_MET) return finding_met();
        if (verdict == VERDICT_UNKNOWN) unknown = true;
    }
    if (unknown) return finding_unknown(WORD_matching_ask_target_group);
    return finding_unmet((Step){ .kind = STEP_NONE }, false);
}

/* --- excluded occupations --- */

/* Unknown when nothing can be compared, or the opening names only the wider group. */
static Verdict excludes(const Work *excluded, const Work *offered) {
    bool comparable = false;
    if (excluded->isco.length && offered->isco.length) {
        int common = isco_common_digits(excluded->isco, offered->isco);
        if (common == excluded->isco.length) return VERDICT_UNMET;
        comparable = common < offered->isco.length;
    }
    if (excluded->named && offered->occupation != SLOT_NONE) {
        comparable = true;
        if (excluded->occupation == offered->occupation) return VERDICT_UNMET;
    }
    bool sector_only = !excluded->isco.length && !excluded->named;
    if (sector_only && excluded->division != NUMBER_UNKNOWN &&
        offered->division != NUMBER_UNKNOWN) {
        comparable = true;
        if (excluded->division == offered->division) return VERDICT_UNMET;
    }
    return comparable ? VERDICT_MET : VERDICT_UNKNOWN;
}

static bool work_is_empty(const Work *work) {
    return !work->isco.length && !work->named && work->division == NUMBER_UNKNOWN;
}

Finding judge_excluded_occupation(const Pair *pair, int demand) {
    (void)demand;
    const CandidateProfile *candidate = pair->candidate;
    bool unknown = false;
    for (size_t i = 0; i < candidate->wish_count; i++) {
        if (candidate->wish[i].kind != WISH_EXCLUDED || work_is_empty(&candidate->wish[i].work))
            continue;
        Verdict verdict = excludes(&candidate->wish[i].work, &pair->opening->work);
        if (verdict == VERDICT_UNMET) {
            return finding_unmet((Step){ .kind = STEP_WISH, .skill = SKILL_COUNT }, false);
        }
        if (verdict == VERDICT_UNKNOWN) unknown = true;
    }
    return unknown ? finding_unknown(WORD_matching_ask_employer_occupation) : finding_met();
}
