#include "matching/judge/judge.h"

int language_level_asked(const LanguageDemand *demand) {
    if (demand->level == NUMBER_UNKNOWN) return demand->level_supported;
    if (demand->level_supported == NUMBER_UNKNOWN) return demand->level;
    return demand->level_supported < demand->level ? demand->level_supported : demand->level;
}

LevelRange language_level_of(const Pair *pair, const LanguageDemand *demand) {
    return candidate_level(pair->candidate, demand->slot * SKILL_COUNT + demand->skill);
}

static bool script_missing(const Pair *pair, const LanguageDemand *demand) {
    bool on_paper = demand->skill == SKILL_READING || demand->skill == SKILL_WRITING;
    return on_paper && demand->latin_script && pair->candidate->literacy == LITERACY_NONE;
}

static Step course(const Pair *pair, const LanguageDemand *demand, int from, int to) {
    return (Step){ .kind = STEP_LANGUAGE,
                   .skill = demand->skill,
                   .from = from,
                   .to = to,
                   .detail = pair->snapshot->languages.key[demand->slot] };
}

static bool course_ends_in_time(const Pair *pair, LevelRange has, int asked) {
    return has.expected >= asked && has.expected_on != DAY_UNKNOWN &&
           has.expected_on <= pair->start;
}

Finding judge_language(const Pair *pair, int at) {
    const LanguageDemand *demand = &pair->opening->language[at];
    int asked = language_level_asked(demand);
    if (asked == NUMBER_UNKNOWN) return finding_unknown(WORD_matching_ask_employer_level);
    if (asked == LEVEL_A0) return finding_met();
    LevelRange has = language_level_of(pair, demand);
    if (script_missing(pair, demand)) {
        bool only_script = has.high == NUMBER_UNKNOWN || has.high >= asked ||
                           course_ends_in_time(pair, has, asked);
        return finding_unmet((Step){ .kind = STEP_LITERACY,
                                     .skill = SKILL_COUNT,
                                     .from = LITERACY_NONE,
                                     .to = LITERACY_LEARNING },
                             only_script);
    }
    if (has.high == NUMBER_UNKNOWN) return finding_unknown(WORD_matching_ask_level);
    if (has.low >= asked) return finding_met();
    if (has.high >= asked) return finding_unknown(WORD_matching_ask_level_exact);
    if (course_ends_in_time(pair, has, asked)) {
        Finding finding = finding_unknown(WORD_matching_ask_course);
        finding.day = has.expected_on;
        return finding;
    }
    return finding_unmet(course(pair, demand, has.low, asked), true);
}
