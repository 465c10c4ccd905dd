/* What a person can earn at most with an occupation, on the way to a region, with skills; and what
 * the facets of openings earn exactly. */
#include "matching/columns/best_space.h"

enum { LANGUAGES_ALL = 512 }; /* above it no most of all of them is worked out */

/* --- facets --- */

int work_points(BestSpace *space, int32_t facet) {
    Pair pair = pair_with(space, space->columns->work.first[facet]);
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
    int all = columns->snapshot->rules->maximum[PART_skills_coverage] * SIXTEENTHS;
    for (int32_t i = 0; i < space->region_count; i++) {
        int32_t region = space->region[i];
        const int32_t *first = &columns->skill_first[skill * columns->region_count + region];
        for (int32_t k = first[0]; k < first[1]; k++) {
            SkillInBucket in = columns->skill[k];
            int32_t bucket = bucket_of(columns, region, in.group);
            int sum = space->skills_sixteenths[bucket] + in.sixteenths;
            space->skills_sixteenths[bucket] = (int16_t)(sum < all ? sum : all);
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

static int facets_most(BestSpace *space, Memo *memo, size_t count, FacetPoints *points) {
    int most = 0;
    for (size_t i = 0; i < count; i++) {
        most = larger(most, memo_points(space, memo, (int32_t)i, points));
    }
    return most;
}

static int left_most(BestSpace *space) {
    const Columns *columns = space->columns;
    const int *maximum = columns->snapshot->rules->maximum;
    size_t languages = columns->language.keys.count, offers = columns->offer.keys.count;
    int most = maximum[PART_language_margin];
    if (languages <= LANGUAGES_ALL) {
        most = facets_most(space, space->language, languages, language_points);
    }
    if (offers > LANGUAGES_ALL) {
        return most + maximum[PART_counselling_fit] + maximum[PART_outcome_level];
    }
    return most + facets_most(space, space->offer, offers, offer_points);
}

/* What skills earn at most in the buckets of a group. */
static void skills_earn(const BestSpace *space, int32_t first, int16_t *ret_points) {
    const Columns *columns = space->columns;
    int32_t count = columns->region_count;
    if (columns->skill_drift) {
        for (int32_t i = 0; i < count; i++) {
            ret_points[i] = (int16_t)bucket_skills_most(space, first + i);
        }
        return;
    }
    const int16_t *sixteenths = &space->skills_sixteenths[first];
    int16_t maximum = (int16_t)columns->snapshot->rules->maximum[PART_skills_coverage];
    for (int32_t i = 0; i < count; i++) {
        int16_t points = (int16_t)((uint16_t)sixteenths[i] / SIXTEENTHS);
        ret_points[i] = points < maximum ? points : maximum;
    }
}

/* Regions that are too far are unmet by more than anything can earn. */
static void group_add(BestSpace *space, int32_t group) {
    const Columns *columns = space->columns;
    int32_t first = bucket_of(columns, 0, group), count = columns->region_count;
    int16_t work = (int16_t)space->group_points[group], best = POINTS_UNMET;
    const int16_t *way = space->region_points, *shut = &columns->shut[first];
    int16_t *restrict points = &space->bucket_points[first];
    skills_earn(space, first, points);
    for (int32_t i = 0; i < count; i++) {
        points[i] = (int16_t)(points[i] + work + way[i] + shut[i]);
    }
    for (int32_t i = 0; i < count; i++) best = points[i] > best ? points[i] : best;
    space->group_most[group] = best;
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
    space->left_most = left_most(space);
    int16_t *region_points = space->region_points;
    for (int32_t i = 0; i < space->columns->region_count; i++) {
        if (region_points[i] == POINTS_UNMET) region_points[i] = BUCKET_SHUT;
    }
    for (int32_t i = 0; i < space->columns->group_count; i++) group_add(space, i);
    return groups_sort(space);
}
