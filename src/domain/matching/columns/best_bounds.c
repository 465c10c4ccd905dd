/* What a person can earn at most with an occupation, on the way to a region, with skills; and what
 * the facets of openings earn exactly. */
#include "matching/columns/best_space.h"

/* --- facets --- */

int work_points(BestSpace *space, int32_t facet) {
    const WorkOffered *offered = &space->columns->work_offered[facet];
    space->offered.work = offered->work;
    space->offered.experience_months = offered->experience_months;
    Pair pair = { .snapshot = space->columns->snapshot,
                  .candidate = space->candidate,
                  .opening = &space->offered };
    if (judge(&pair, CRITERION_excluded_occupation, 0).verdict == VERDICT_UNMET) {
        return POINTS_UNMET;
    }
    return points_of(&pair, PART_occupation_wish) + points_of(&pair, PART_experience_nearness);
}

int language_points(BestSpace *space, int32_t facet) {
    Pair pair = pair_with(space, space->columns->language.first[facet]);
    if (languages_lacked(space->candidate, pair.opening)) return POINTS_UNMET;
    return points_of(&pair, PART_language_margin);
}

int offer_points(BestSpace *space, int32_t facet) {
    Pair pair = pair_with(space, space->columns->offer.first[facet]);
    return points_of(&pair, PART_counselling_fit) + points_of(&pair, PART_outcome_level);
}

/* --- ways, regions --- */

static void homes_see(BestSpace *space, const Reach *reach, NearHome near) {
    for (int32_t i = 0; i < space->columns->region_count; i++) {
        int points = reach_region(reach, near.region[i]);
        space->region_points[i] = (int16_t)larger(space->region_points[i], points);
    }
}

/* Without a home the way is unknown and earns nothing; who moves has two homes. */
static void regions_begin(BestSpace *space) {
    const Columns *columns = space->columns;
    const int16_t homes[] = { space->candidate->home, space->candidate->home_later };
    int least = homes[0] == SLOT_NONE ? 0 : POINTS_UNMET;
    Reach reach;
    NearHome near[2];
    for (int32_t i = 0; i < columns->region_count; i++) space->region_points[i] = (int16_t)least;
    space->way_is_equal = homes[0] == SLOT_NONE && homes[1] == SLOT_NONE;
    if (!space->way_is_equal) reach_begin(&space->tables, space->candidate, &reach);
    for (int k = 0; k < 2; k++) {
        if (homes[k] == SLOT_NONE) continue;
        near[k] = near_home(space->homes, homes[k]);
        homes_see(space, &reach, near[k]);
    }
    space->region_count = 0;
    for (int32_t i = 0; i < columns->region_count; i++) {
        if (space->region_points[i] == POINTS_UNMET) continue;
        space->region[space->region_count++] = i;
        int32_t first = columns->spot_first[i], end = columns->spot_first[i + 1];
        for (int32_t s = first; s < end; s++) space->spot_points[s] = (int16_t)least;
        for (int k = 0; k < 2; k++) {
            if (homes[k] == SLOT_NONE) continue;
            reach_spots(&reach, columns, near[k], i, space->spot_points);
        }
    }
}

/* --- groups --- */

static int nearness_by_isco(const Rules *rules, const Work *own, Isco isco, bool wide) {
    static const RuleConstant by_digits[] = { RULE_nearness_0, RULE_nearness_1, RULE_nearness_2,
                                              RULE_nearness_3, RULE_nearness_4 };
    if (!own->isco.length || !isco.length) return 0;
    int common = isco_common_digits(own->isco, isco);
    if (wide && common == own->isco.length) return SHARE_WHOLE;
    return rules->constant[by_digits[common]];
}

/* Shares of one wish or job, added to what the groups have: the largest of all of them counts. */
typedef struct Claim {
    const Work *work;
    bool wide;
    int permille, by_division; /* of the part, when it is met; when only the division is */
} Claim;

static void lists_raise(const Lists *lists, int32_t key, int32_t *share, int permille) {
    if (key < 0 || key >= lists->key_count) return;
    for (int32_t i = lists->first[key]; i < lists->first[key + 1]; i++) {
        int32_t group = lists->item[i];
        share[group] = larger(share[group], permille);
    }
}

static void claim_raise(const Columns *columns, const Claim *claim, int32_t *share) {
    const Rules *rules = columns->snapshot->rules;
    for (int32_t i = 0; i < columns->group_count && claim->work->isco.length; i++) {
        int near = nearness_by_isco(rules, claim->work, columns->group[i], claim->wide);
        share[i] = larger(share[i], near * claim->permille / SHARE_WHOLE);
    }
    if (claim->work->named) {
        lists_raise(&columns->by_occupation, claim->work->occupation, share, claim->permille);
    }
    if (claim->by_division) {
        lists_raise(&columns->by_division, claim->work->division, share,
                    claim->by_division * claim->permille / SHARE_WHOLE);
    }
}

static void wishes_raise(const BestSpace *space, int32_t *share) {
    static const RuleConstant by_kind[] = { [WISH_WANTED] = RULE_wish_wanted,
                                            [WISH_TO_LEARN] = RULE_wish_to_learn,
                                            [WISH_TO_EXPLORE] = RULE_wish_to_explore };
    const Rules *rules = space->columns->snapshot->rules;
    for (size_t i = 0; i < space->candidate->wish_count; i++) {
        const Wish *wish = &space->candidate->wish[i];
        if (wish->kind == WISH_EXCLUDED) continue;
        Claim claim = { &wish->work, true, rules->constant[by_kind[wish->kind]],
                        rules->constant[RULE_wish_sector] };
        claim_raise(space->columns, &claim, share);
    }
}

static void experience_raise(const BestSpace *space, int32_t *share) {
    for (size_t i = 0; i < space->candidate->experience_count; i++) {
        Claim claim = { &space->candidate->experience[i].work, false, SHARE_WHOLE, 0 };
        claim_raise(space->columns, &claim, share);
    }
}

static void shares_to_points(const BestSpace *space, int32_t *share, Part part) {
    const Columns *columns = space->columns;
    int maximum = columns->snapshot->rules->maximum[part];
    for (int32_t i = 0; i < columns->group_count; i++) {
        space->group_points[i] += share[i] * maximum / SHARE_WHOLE;
        share[i] = 0;
    }
}

static void groups_begin(BestSpace *space) {
    memset(space->group_points, 0,
           sizeof *space->group_points * (size_t)space->columns->group_count);
    wishes_raise(space, space->share);
    shares_to_points(space, space->share, PART_occupation_wish);
    experience_raise(space, space->share);
    shares_to_points(space, space->share, PART_experience_nearness);
}

/* --- skills --- */

static void skill_raise(BestSpace *space, int32_t skill) {
    const Columns *columns = space->columns;
    const int32_t *first = &columns->skill_first[skill * columns->region_count];
    const SkillInBucket *restrict in = columns->skill;
    int all = columns->snapshot->rules->maximum[PART_skills_coverage] * SIXTEENTHS;
    int32_t stride = columns->region_stride;
    for (int32_t i = 0; i < space->region_count; i++) {
        int32_t region = space->region[i], end = first[region + 1];
        int16_t *restrict sixteenths = &space->skills_sixteenths[region];
        for (int32_t k = first[region]; k < end; k++) {
            int16_t *own = &sixteenths[in[k].group * stride];
            int sum = *own + in[k].sixteenths;
            *own = (int16_t)(sum < all ? sum : all);
        }
    }
}

static void skills_begin(BestSpace *space) {
    const Columns *columns = space->columns;
    memset(space->skills_sixteenths, 0,
           sizeof *space->skills_sixteenths * (size_t)bucket_count(columns));
    memset(space->skills, 0, sizeof *space->skills * (columns->snapshot->skills.count / 64 + 1));
    for (int32_t i = 0; i < space->candidate->skill_count; i++) {
        int32_t skill = space->candidate->skill[i];
        space->skills[skill / 64] |= UINT64_C(1) << (skill % 64);
        skill_raise(space, skill);
    }
}

/* --- all of them --- */

/* What facets of language and of offer earn is worked out first: their sums are many more. */
static void terms_begin(BestSpace *space) {
    const Columns *columns = space->columns;
    const int *maximum = columns->snapshot->rules->maximum;
    int other = maximum[PART_language_margin] + maximum[PART_counselling_fit] +
                maximum[PART_outcome_level];
    int most = columns->terms_more ? other : 0;
    space->terms_points[TERMS_OTHER] = (int16_t)other;
    for (int32_t i = 0; i < columns->terms_languages; i++) {
        int points = memo_points(space, space->language, i, language_points);
        space->terms_language[i] = (int16_t)(points == POINTS_UNMET ? BUCKET_SHUT : points);
    }
    for (int32_t i = 0; i < columns->terms_offers; i++) {
        space->terms_offer[i] = (int16_t)memo_points(space, space->offer, i, offer_points);
    }
    const Terms *restrict terms = columns->terms;
    const int16_t *restrict language = space->terms_language, *restrict offer = space->terms_offer;
    int16_t *restrict sums = space->terms_points;
    int32_t count = columns->terms_count;
    for (int32_t i = 0; i < count; i++) {
        int points = language[terms[i].language] + offer[terms[i].offer];
        sums[i] = (int16_t)points;
        most = larger(most, points);
    }
    space->left_most = most;
}

/* What skills earn at most in the buckets of a group. */
static void skills_earn(const BestSpace *space, int32_t first, int16_t *restrict points) {
    const Columns *columns = space->columns;
    int32_t count = columns->region_stride;
    for (int32_t i = 0; i < count && columns->skill_drift; i++) {
        points[i] = (int16_t)bucket_skills_most(space, first + i);
    }
    if (columns->skill_drift) return;
    const int16_t *sixteenths = &space->skills_sixteenths[first];
    int16_t maximum = (int16_t)columns->snapshot->rules->maximum[PART_skills_coverage];
    for (int32_t i = 0; i < count; i += REGIONS_TOGETHER) {
        for (int32_t k = i; k < i + REGIONS_TOGETHER; k++) {
            int16_t own = (int16_t)((uint16_t)sixteenths[k] / SIXTEENTHS);
            points[k] = own < maximum ? own : maximum;
        }
    }
}

/* Regions that are too far are unmet by more than anything can earn. */
static void group_add(BestSpace *space, int32_t group) {
    const Columns *columns = space->columns;
    int32_t first = bucket_of(columns, 0, group), count = columns->region_stride;
    int16_t work = (int16_t)space->group_points[group], best[REGIONS_TOGETHER];
    const int16_t *way = space->region_points, *shut = &columns->shut[first];
    int16_t *restrict points = &space->bucket_points[first];
    for (int k = 0; k < REGIONS_TOGETHER; k++) best[k] = POINTS_UNMET;
    skills_earn(space, first, points);
    for (int32_t i = 0; i < count; i += REGIONS_TOGETHER) {
        for (int k = 0; k < REGIONS_TOGETHER; k++) {
            int16_t sum = (int16_t)(points[i + k] + work + way[i + k] + shut[i + k]);
            points[i + k] = sum;
            best[k] = sum > best[k] ? sum : best[k];
        }
    }
    int most = POINTS_UNMET;
    for (int k = 0; k < REGIONS_TOGETHER; k++) most = larger(most, best[k]);
    space->group_most[group] = most;
}

/* By counting: best first, equals in the order given, without what is unmet. */
static int32_t groups_sort(BestSpace *space) {
    int32_t *begin = space->begin, count = space->columns->group_count;
    const int32_t *points = space->group_most;
    memset(begin, 0, sizeof *begin * (SCORE_MAX + 2));
    for (int32_t i = 0; i < count; i++) {
        if (points[i] >= 0) begin[SCORE_MAX - points[i] + 1]++;
    }
    for (int32_t i = 1; i <= SCORE_MAX; i++) begin[i] += begin[i - 1];
    for (int32_t i = 0; i < count; i++) {
        if (points[i] >= 0) {
            space->group[begin[SCORE_MAX - points[i]]++] = (Ordered){ points[i], i };
        }
    }
    return begin[SCORE_MAX];
}

int32_t bounds_begin(BestSpace *space) {
    regions_begin(space);
    groups_begin(space);
    skills_begin(space);
    terms_begin(space);
    int16_t *region_points = space->region_points;
    for (int32_t i = 0; i < space->columns->region_count; i++) {
        if (region_points[i] == POINTS_UNMET) region_points[i] = BUCKET_SHUT;
    }
    for (int32_t i = 0; i < space->columns->group_count; i++) group_add(space, i);
    return groups_sort(space);
}
