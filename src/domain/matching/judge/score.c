#include "matching/judge/score.h"

typedef Share Score(const Pair *pair);
#define SOFT(name, verb) verb,
static Score *const scores[PART_COUNT] = {
#include "matching/criteria.def"
};

#define SOFT(name, verb) #name,
static const char *const part_names[PART_COUNT] = {
#include "matching/criteria.def"
};
#define SOFT(name, verb) WORD_matching_part_##name,
static const Word part_words[PART_COUNT] = {
#include "matching/criteria.def"
};

Str part_name(Part part) {
    return str_from(part_names[part]);
}

Word part_word(Part part) {
    return part_words[part];
}

static int constant(const Pair *pair, RuleConstant name) {
    return pair->snapshot->rules->constant[name];
}

static Share share_unknown(Word reason) {
    return (Share){ .unknown = true, .reason = reason };
}

static Share share_of(int permille, Word reason, int number, int of) {
    return (Share){ .permille = permille, .reason = reason, .number = number, .of = of };
}

/* --- occupation: nearness in the ISCO-08 tree, whose levels are the digits of the code --- */

static int nearness(const Pair *pair, int common_digits) {
    static const RuleConstant by_digits[] = { RULE_nearness_0, RULE_nearness_1, RULE_nearness_2,
                                              RULE_nearness_3, RULE_nearness_4 };
    return constant(pair, by_digits[common_digits]);
}

/* How near `own` lies to what the opening offers; NUMBER_UNKNOWN when they cannot be compared. A
 * wish for a wide group is met by everything in it. */
static int work_nearness(const Pair *pair, const Work *own, bool wide) {
    const Work *offered = &pair->opening->work;
    if (own->named && own->occupation != SLOT_NONE && own->occupation == offered->occupation) {
        return SHARE_WHOLE;
    }
    if (!own->isco.length || !offered->isco.length) return NUMBER_UNKNOWN;
    int common = isco_common_digits(own->isco, offered->isco);
    if (wide && common == own->isco.length) return SHARE_WHOLE;
    return nearness(pair, common);
}

static int wish_share(const Pair *pair, const Wish *wish) {
    static const RuleConstant by_kind[] = { [WISH_WANTED] = RULE_wish_wanted,
                                            [WISH_TO_LEARN] = RULE_wish_to_learn,
                                            [WISH_TO_EXPLORE] = RULE_wish_to_explore };
    int near = work_nearness(pair, &wish->work, true);
    int32_t offered = pair->opening->work.division;
    if (wish->work.division != NUMBER_UNKNOWN && offered != NUMBER_UNKNOWN) {
        int by_sector = wish->work.division == offered ? constant(pair, RULE_wish_sector) : 0;
        if (by_sector > near) near = by_sector;
    }
    return near == NUMBER_UNKNOWN ? near : near * constant(pair, by_kind[wish->kind]) / SHARE_WHOLE;
}

Share score_occupation_wish(const Pair *pair) {
    const CandidateProfile *candidate = pair->candidate;
    int best = NUMBER_UNKNOWN;
    bool any = false;
    for (size_t i = 0; i < candidate->wish_count; i++) {
        if (candidate->wish[i].kind == WISH_EXCLUDED) continue;
        any = true;
        int share = wish_share(pair, &candidate->wish[i]);
        if (share > best) best = share;
    }
    if (!any) return share_unknown(WORD_matching_reason_no_wish);
    if (best == NUMBER_UNKNOWN) return share_unknown(WORD_matching_reason_not_comparable);
    return share_of(best,
                    best == SHARE_WHOLE ? WORD_matching_reason_wish_whole
                    : best > 0          ? WORD_matching_reason_wish_near
                                        : WORD_matching_reason_wish_none,
                    best / 10, 100);
}

/* Months asked and not given earn nothing: the experience is known, its length is not. */
static int experience_share(const Pair *pair, const Experience *experience) {
    int near = work_nearness(pair, &experience->work, false);
    int asked = pair->opening->experience_months;
    if (near == NUMBER_UNKNOWN || asked <= 0) return near;
    if (experience->months == NUMBER_UNKNOWN) return NUMBER_UNKNOWN;
    int counted = experience->months < asked ? experience->months : asked;
    return near * counted / asked;
}

Share score_experience_nearness(const Pair *pair) {
    const CandidateProfile *candidate = pair->candidate;
    int best = NUMBER_UNKNOWN;
    for (size_t i = 0; i < candidate->experience_count; i++) {
        int share = experience_share(pair, &candidate->experience[i]);
        if (share > best) best = share;
    }
    if (!candidate->experience_count) return share_unknown(WORD_matching_reason_no_experience);
    if (best == NUMBER_UNKNOWN) return share_unknown(WORD_matching_reason_not_comparable);
    return share_of(
        best, best > 0 ? WORD_matching_reason_experience : WORD_matching_reason_experience_none,
        best / 10, 100);
}

/* --- skills: the part of what is asked that is there; what is not asked counts for nothing --- */

Share score_skills_coverage(const Pair *pair) {
    const OpeningProfile *opening = pair->opening;
    if (!opening->skill_count) return share_unknown(WORD_matching_reason_no_skills_asked);
    if (!pair->candidate->skills_known) return share_unknown(WORD_matching_reason_no_skills);
    int64_t covered = 0, asked = 0;
    int count = 0;
    for (int i = 0; i < opening->skill_count; i++) {
        int32_t slot = opening->skill[i], weight = pair->snapshot->skill_weight[slot];
        asked += weight;
        if (!candidate_has_skill(pair->candidate, slot)) continue;
        covered += weight;
        count++;
    }
    return share_of((int)(covered * SHARE_WHOLE / asked),
                    WORD_matching_reason_skills, count, opening->skill_count);
}

/* --- language: room above the demand; a level that is not sure gives none --- */

Share score_language_margin(const Pair *pair) {
    const OpeningProfile *opening = pair->opening;
    int whole = constant(pair, RULE_margin_levels);
    int margins = 0, told = 0, count = opening->demand_count[CRITERION_language];
    for (int i = 0; i < count; i++) {
        int asked = language_level_asked(&opening->language[i]);
        LevelRange has = language_level_of(pair, &opening->language[i]);
        if (asked == NUMBER_UNKNOWN || has.low == NUMBER_UNKNOWN) continue;
        told++;
        int margin = has.low - asked;
        margins += margin < 0 ? 0 : margin > whole ? whole : margin;
    }
    if (!count) return share_unknown(WORD_matching_reason_no_language_asked);
    if (!told) return share_unknown(WORD_matching_reason_no_language);
    return share_of(margins * SHARE_WHOLE / (count * whole), WORD_matching_reason_margin, margins,
                    count);
}

/* --- travel: minutes, whatever the place --- */

Share score_travel_comfort(const Pair *pair) {
    int full = constant(pair, RULE_travel_minutes_full);
    int none = constant(pair, RULE_travel_minutes_none);
    int minutes = pair->trip.minutes;
    if (minutes == NUMBER_UNKNOWN) return share_unknown(WORD_matching_reason_no_travel);
    int permille = (none - minutes) * SHARE_WHOLE / (none - full);
    if (permille < 0) permille = 0;
    if (permille > SHARE_WHOLE) permille = SHARE_WHOLE;
    return share_of(permille, WORD_matching_reason_travel, minutes, none);
}

/* --- guidance --- */

Share score_counselling_fit(const Pair *pair) {
    int wish = pair->candidate->guidance_wish, offered = pair->opening->guidance_offered;
    if (wish == NUMBER_UNKNOWN) return share_unknown(WORD_matching_reason_no_guidance_wish);
    if (offered == NUMBER_UNKNOWN) return share_unknown(WORD_matching_reason_no_guidance_offered);
    if (offered >= wish) return share_of(SHARE_WHOLE, WORD_matching_reason_guidance_fits, 0, 0);
    int permille = wish - offered == 1 ? constant(pair, RULE_guidance_one_less) : 0;
    return share_of(permille, WORD_matching_reason_guidance_less, 0, 0);
}

/* --- outcome: half for the language it takes, half for the education --- */

enum { OUTCOME_NONE, OUTCOME_PRACTICE_STATEMENT, OUTCOME_CERTIFICATE, OUTCOME_DIPLOMA };
enum { HALF = SHARE_WHOLE / 2 };

static int outcome_language_asked(const Pair *pair) {
    static const RuleConstant by_level[] = { RULE_outcome_diploma_level_1,
                                             RULE_outcome_diploma_level_2,
                                             RULE_outcome_diploma_level_3,
                                             RULE_outcome_diploma_level_4 };
    if (pair->opening->outcome == OUTCOME_PRACTICE_STATEMENT) {
        return constant(pair, RULE_outcome_practice_level);
    }
    if (pair->opening->outcome == OUTCOME_CERTIFICATE) {
        return constant(pair, RULE_outcome_certificate_level);
    }
    return constant(pair, by_level[pair->opening->outcome_level - 1]);
}

static int outcome_education_asked(const Pair *pair) {
    static const RuleConstant by_level[] = { RULE_outcome_education_level_1,
                                             RULE_outcome_education_level_2,
                                             RULE_outcome_education_level_3,
                                             RULE_outcome_education_level_4 };
    if (pair->opening->outcome != OUTCOME_DIPLOMA) return 0;
    return constant(pair, by_level[pair->opening->outcome_level - 1]);
}

/* The weaker of reading and writing in Dutch. */
static int dutch_on_paper(const Pair *pair) {
    int reading = candidate_level(pair->candidate, SLOT_DUTCH * SKILL_COUNT + SKILL_READING).low;
    int writing = candidate_level(pair->candidate, SLOT_DUTCH * SKILL_COUNT + SKILL_WRITING).low;
    return reading < writing ? reading : writing;
}

Share score_outcome_level(const Pair *pair) {
    const OpeningProfile *opening = pair->opening;
    if (opening->outcome == NUMBER_UNKNOWN) return share_unknown(WORD_matching_reason_no_outcome);
    if (opening->outcome == OUTCOME_NONE) {
        return share_of(SHARE_WHOLE, WORD_matching_reason_outcome_none, 0, 0);
    }
    if (opening->outcome == OUTCOME_DIPLOMA && opening->outcome_level == NUMBER_UNKNOWN) {
        return share_unknown(WORD_matching_reason_no_outcome_level);
    }
    int dutch = dutch_on_paper(pair), rank = pair->candidate->education_low;
    int rank_asked = outcome_education_asked(pair);
    bool education_told = rank_asked == 0 || rank != NUMBER_UNKNOWN;
    if (dutch == NUMBER_UNKNOWN && !education_told) {
        return share_unknown(WORD_matching_reason_outcome_unknown);
    }
    int permille = 0;
    if (dutch != NUMBER_UNKNOWN && dutch >= outcome_language_asked(pair)) permille += HALF;
    if (rank_asked == 0 || rank >= rank_asked) permille += HALF;
    return share_of(permille,
                    permille == SHARE_WHOLE ? WORD_matching_reason_outcome_within
                    : permille              ? WORD_matching_reason_outcome_half
                                            : WORD_matching_reason_outcome_far,
                    0, 0);
}

/* --- the sum --- */

Share score_part(const Pair *pair, Part part) {
    return scores[part](pair);
}

void score_pair(const Pair *pair, Match *match) {
    match->score = 0;
    for (int i = 0; i < PART_COUNT; i++) {
        Share share = scores[i](pair);
        match->part_unknown[i] = share.unknown;
        match->part_points[i] = pair->snapshot->rules->maximum[i] * share.permille / SHARE_WHOLE;
        match->score += match->part_points[i];
    }
}
