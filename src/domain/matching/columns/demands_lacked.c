/* What a person lacks for certain, whatever the day of the start: the same conditions under which
 * the judges answer unmet. */
#include "matching/columns/demands.h"
#include "matching/judge/judge.h"

enum { RIGHT_PERMIT_NEEDED = 2, NEED_GUIDANCE_BIT = 1 << 1 }; /* order of the codes */

static bool level_lacked(const CandidateProfile *has, LevelRange level, int asked, bool script) {
    if (script && has->literacy == LITERACY_NONE) return true;
    if (level.high == NUMBER_UNKNOWN || level.low >= asked || level.high >= asked) return false;
    return level.expected < asked || level.expected_on == DAY_UNKNOWN;
}

static bool language_lacked(const CandidateProfile *has, const Demand *demand) {
    return level_lacked(has, candidate_level(has, demand->what), demand->than, demand->script);
}

bool languages_lacked(const CandidateProfile *candidate, const OpeningProfile *opening) {
    for (int i = 0; i < opening->demand_count[CRITERION_language]; i++) {
        const LanguageDemand *asks = &opening->language[i];
        int asked = language_level_asked(asks);
        if (asked <= LEVEL_A0) continue;
        bool on_paper = asks->skill == SKILL_READING || asks->skill == SKILL_WRITING;
        LevelRange level = candidate_level(candidate, asks->slot * SKILL_COUNT + asks->skill);
        if (level_lacked(candidate, level, asked, on_paper && asks->latin_script)) return true;
    }
    return false;
}

static bool mode_lacked(const CandidateProfile *has, int32_t mode) {
    unsigned bit = 1U << (mode & ~MODE_AT_WORK);
    bool at_work = mode & MODE_AT_WORK;
    if ((at_work ? has->modes_at_work : has->modes) & bit) return false;
    return (at_work ? has->modes_not_at_work : has->modes_not) & bit;
}

static bool certificate_lacked(const CandidateProfile *has, int32_t at) {
    uint64_t bit = UINT64_C(1) << at;
    return !(has->certificates & bit) && (has->certificates_not & bit);
}

static bool licence_lacked(const CandidateProfile *has, int32_t at) {
    uint32_t bit = UINT32_C(1) << at;
    return !(has->licences & bit) && (has->licences_not & bit);
}

static bool education_lacked(const CandidateProfile *has, int32_t rank) {
    return has->education_known && has->education_low < rank && has->education_high < rank;
}

static bool work_level_lacked(const CandidateProfile *has, int32_t level) {
    return has->work_level_proven < level && has->work_level != NUMBER_UNKNOWN &&
           has->work_level < level;
}

/* Not at any time of that part, in any week that somebody spoke of. */
static bool part_lacked(const CandidateProfile *has, int part) {
    uint64_t all = part_half_hours(part);
    for (size_t i = 0; i < has->can.count; i++) {
        for (int parity = 0; parity < PARITIES; parity++) {
            if (all & ~has->can.period[i].cannot[parity].day[part / DAY_THIRDS]) return false;
        }
    }
    return has->can.count > 0;
}

static bool needs_lacked(const CandidateProfile *has, const OpeningProfile *asks) {
    if (has->can.count != 1) return false;
    const NeedPeriod *need = &asks->need.period[0];
    const CanPeriod *can = &has->can.period[0];
    for (int parity = 0; parity < PARITIES; parity++) {
        for (int day = 0; day < WEEKDAYS; day++) {
            if (need->must[parity].day[day] & can->cannot[parity].day[day]) return true;
        }
    }
    return false;
}

static bool targets_lacked(const Snapshot *snapshot, const CandidateProfile *has,
                           const OpeningProfile *asks) {
    Pair pair = { .snapshot = snapshot, .candidate = has, .opening = asks };
    return judge(&pair, CRITERION_target_group, 0).verdict == VERDICT_UNMET;
}

static bool start_lacked(const CandidateProfile *has, const Demand *band) {
    if (has->available_from != DAY_UNKNOWN && has->available_from > band->than) return true;
    if (has->available_until != DAY_UNKNOWN && has->available_until < band->what) return true;
    if (has->right_to_work == NUMBER_UNKNOWN) return false;
    if (has->right_from != DAY_UNKNOWN && has->right_from > band->than) return true;
    return has->right_until != DAY_UNKNOWN && has->right_until < band->what;
}

static const OpeningProfile *first_of(const Demands *demands, const Facets *facets, int32_t facet) {
    return &demands->snapshot->opening[facets->first[facet]];
}

bool demand_is_lacked(const Demands *demands, const CandidateProfile *has, const Demand *demand) {
    int32_t what = demand->what;
    switch (demand->kind) {
    case DEMAND_LANGUAGE_LEVEL: return language_lacked(has, demand);
    case DEMAND_MODE: return mode_lacked(has, what);
    case DEMAND_LICENCE: return licence_lacked(has, what);
    case DEMAND_CERTIFICATE: return certificate_lacked(has, what);
    case DEMAND_CONDITION: return has->conditions_not >> what & 1;
    case DEMAND_EDUCATION: return education_lacked(has, what);
    case DEMAND_WORK_LEVEL: return work_level_lacked(has, what);
    case DEMAND_HOURS_LEAST: return has->hours_max != NUMBER_UNKNOWN && what > has->hours_max;
    case DEMAND_HOURS_MOST: return has->hours_min != NUMBER_UNKNOWN && has->hours_min > what;
    case DEMAND_FREE_TO_WORK: return has->right_to_work == RIGHT_PERMIT_NEEDED;
    case DEMAND_NO_GUIDANCE: return has->needs & NEED_GUIDANCE_BIT;
    case DEMAND_PART: return part_lacked(has, what);
    case DEMAND_NEEDS: return needs_lacked(has, first_of(demands, &demands->needs, what));
    case DEMAND_TARGETS:
        return targets_lacked(demands->snapshot, has, first_of(demands, &demands->targets, what));
    case DEMAND_START: return start_lacked(has, demand);
    }
    return false;
}

DemandBits demands_lacked(const Demands *demands, const CandidateProfile *candidate) {
    DemandBits bits = { { 0 } };
    for (int i = 0; i < demands->count; i++) {
        if (demand_is_lacked(demands, candidate, &demands->demand[i])) {
            bits.word[i / 64] |= UINT64_C(1) << (i % 64);
        }
    }
    return bits;
}
