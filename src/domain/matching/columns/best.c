#include "matching/columns/columns.h"
#include "matching/ranking.h"
#include "matching/score.h"

/* Points of a facet for the person of this search. */
typedef struct Memo {
    uint32_t search;
    int32_t points; /* POINTS_UNMET */
} Memo;

typedef struct Bound {
    int32_t points, at;
} Bound;

struct BestSpace {
    const Columns *columns;
    Kernel *kernel;
    uint32_t search;
    Memo *work, *language, *way, *offer, *cell; /* per facet; per cell */
    int32_t *share, *group_points, *block_points;
    Bound *group, *block; /* best first */
    int32_t *started;     /* per number of points: where those that have it begin */

    const CandidateProfile *candidate;
    int position;
    DemandBits lacked;
    int skills_most, left_most; /* what skills earn at most; with language and offer */
    Ranking ranking;
    BestSeen seen;
};

static Memo *memos(Arena *arena, size_t count) {
    return arena_many(arena, Memo, count);
}

BestSpace *best_space_new(Arena *arena, const Columns *columns, Simd simd) {
    BestSpace *space = arena_one(arena, BestSpace);
    size_t most = 1;
    for (size_t i = 0; i < columns->group_count; i++) {
        size_t blocks = (size_t)columns->group[i].block_count;
        if (blocks > most) most = blocks;
    }
    *space = (BestSpace){ .columns = columns,
                          .kernel = kernel_of(simd),
                          .work = memos(arena, columns->work.keys.count),
                          .language = memos(arena, columns->language.keys.count),
                          .way = memos(arena, columns->way.keys.count),
                          .offer = memos(arena, columns->offer.keys.count),
                          .cell = memos(arena, columns->cells.count),
                          .share = arena_many(arena, int32_t, columns->group_count),
                          .group_points = arena_many(arena, int32_t, columns->group_count),
                          .block_points = arena_many(arena, int32_t, most),
                          .group = arena_many(arena, Bound, columns->group_count),
                          .block = arena_many(arena, Bound, most),
                          .started = arena_many(arena, int32_t, SCORE_MAX + 2) };
    return space;
}

BestSeen best_seen(const BestSpace *space) {
    return space->seen;
}

/* --- points --- */

static int points_of(const Pair *pair, Part part) {
    return pair->snapshot->rules->maximum[part] * score_part(pair, part).permille / SHARE_WHOLE;
}

static Pair pair_with(const BestSpace *space, int32_t opening) {
    return (Pair){ .snapshot = space->columns->snapshot,
                   .candidate = space->candidate,
                   .opening = &space->columns->snapshot->opening[opening] };
}

static int work_points(const BestSpace *space, int32_t facet) {
    Pair pair = pair_with(space, space->columns->work.first[facet]);
    if (judge(&pair, CRITERION_excluded_occupation, 0).verdict == VERDICT_UNMET) {
        return POINTS_UNMET;
    }
    return points_of(&pair, PART_occupation_wish) + points_of(&pair, PART_experience_nearness);
}

static int language_points(const BestSpace *space, int32_t facet) {
    Pair pair = pair_with(space, space->columns->language.first[facet]);
    return points_of(&pair, PART_language_margin);
}

static int offer_points(const BestSpace *space, int32_t facet) {
    Pair pair = pair_with(space, space->columns->offer.first[facet]);
    return points_of(&pair, PART_counselling_fit) + points_of(&pair, PART_outcome_level);
}

/* Where somebody lives may depend on the day of the start: then the better of the two. */
static int way_points(const BestSpace *space, int32_t facet) {
    const CandidateProfile *candidate = space->candidate;
    Pair pair = pair_with(space, space->columns->way.first[facet]);
    Day days[] = { DAY_MIN, DAY_MAX };
    int most = POINTS_UNMET;
    for (int i = 0; i < (candidate->home_later == SLOT_NONE ? 1 : 2); i++) {
        pair.start = days[i];
        pair.trip = trip_judge(&pair, 0);
        if (pair.trip.verdict == VERDICT_UNMET) continue;
        int points = points_of(&pair, PART_travel_comfort);
        if (points > most) most = points;
    }
    return most;
}

typedef int FacetPoints(const BestSpace *space, int32_t facet);

static inline int memo_points(BestSpace *space, Memo *memo, int32_t facet, FacetPoints *points) {
    if (memo[facet].search != space->search) {
        memo[facet] = (Memo){ space->search, points(space, facet) };
    }
    return memo[facet].points;
}

static int cell_points(BestSpace *space, int32_t cell) {
    Memo *memo = &space->cell[cell];
    if (memo->search != space->search) {
        const Columns *columns = space->columns;
        *memo = (Memo){ space->search, cell_points_most(columns->snapshot, &columns->cells, cell,
                                                        space->candidate) };
    }
    return memo->points;
}

/* --- groups: what an occupation can earn --- */

static int larger(int a, int b) {
    return a > b ? a : b;
}

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

static void lists_raise(const GroupLists *lists, int32_t key, int32_t *share, int permille) {
    if (key < 0 || key >= lists->key_count) return;
    for (int32_t i = lists->first[key]; i < lists->first[key + 1]; i++) {
        int32_t group = lists->group[i];
        share[group] = larger(share[group], permille);
    }
}

static void claim_raise(const Columns *columns, const Claim *claim, int32_t *share) {
    const Rules *rules = columns->snapshot->rules;
    for (size_t i = 0; i < columns->group_count && claim->work->isco.length; i++) {
        int near = nearness_by_isco(rules, claim->work, columns->group[i].isco, claim->wide);
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
    for (size_t i = 0; i < columns->group_count; i++) {
        space->group_points[i] += share[i] * maximum / SHARE_WHOLE;
        share[i] = 0;
    }
}

/* By counting: best first, equals in the order given, without what is unmet. Returns how many. */
static int32_t bounds_sort(const BestSpace *space, const int32_t *points, int32_t count,
                           Bound *ret_bound) {
    int32_t *begin = space->started;
    memset(begin, 0, sizeof *begin * (SCORE_MAX + 2));
    for (int32_t i = 0; i < count; i++) {
        if (points[i] >= 0) begin[SCORE_MAX - points[i] + 1]++;
    }
    for (int32_t i = 1; i <= SCORE_MAX; i++) begin[i] += begin[i - 1];
    for (int32_t i = 0; i < count; i++) {
        if (points[i] >= 0) ret_bound[begin[SCORE_MAX - points[i]]++] = (Bound){ points[i], i };
    }
    return begin[SCORE_MAX];
}

static int32_t groups_order(BestSpace *space) {
    int32_t *share = space->share;
    size_t count = space->columns->group_count;
    memset(space->group_points, 0, sizeof *space->group_points * count);
    wishes_raise(space, share);
    shares_to_points(space, share, PART_occupation_wish);
    experience_raise(space, share);
    shares_to_points(space, share, PART_experience_nearness);
    return bounds_sort(space, space->group_points, (int32_t)count, space->group);
}

/* --- rows --- */

static int skills_points(const Pair *pair) {
    return points_of(pair, PART_skills_coverage);
}

/* The most that a row can earn without its skills; POINTS_UNMET when something is unmet. */
static int row_points(BestSpace *space, int32_t at) {
    const Columns *columns = space->columns;
    int way = memo_points(space, space->way, columns->way_of[at], way_points);
    if (way == POINTS_UNMET) return way;
    int work = memo_points(space, space->work, columns->work_of[at], work_points);
    if (work == POINTS_UNMET) return work;
    return way + work +
           memo_points(space, space->language, columns->language_of[at], language_points) +
           memo_points(space, space->offer, columns->offer_of[at], offer_points);
}

static void row_visit(BestSpace *space, int32_t at) {
    int32_t opening = space->columns->opening[at];
    int points = row_points(space, at);
    if (points == POINTS_UNMET) return;
    Pair pair = pair_with(space, opening);
    int skills = space->skills_most;
    if (!ranking_may_take(&space->ranking, points + skills, pair.opening->number, opening)) return;
    if (skills) skills = skills_points(&pair);
    if (!ranking_may_take(&space->ranking, points + skills, pair.opening->number, opening)) return;
    pair_begin(&pair);
    ranking_take(&space->ranking, pair_match(&pair, space->position, opening));
    space->seen.judged++;
}

static void block_visit(BestSpace *space, const Block *block) {
    const uint64_t *required = &space->columns->required[block->first * DEMAND_WORDS];
    uint64_t clear = space->kernel(required, &space->lacked);
    if (block->count < BLOCK_ROWS) clear &= (UINT64_C(1) << block->count) - 1;
    space->seen.blocks++;
    space->seen.rows += __builtin_popcountll(clear);
    for (; clear; clear &= clear - 1) {
        row_visit(space, block->first + __builtin_ctzll(clear));
    }
}

/* --- blocks and groups, best first --- */

static int block_cells_most(BestSpace *space, const Block *block) {
    int most = POINTS_UNMET;
    for (int32_t i = 0; i < block->cell_count; i++) {
        most = larger(most, cell_points(space, space->columns->block_cell[block->cell_first + i]));
    }
    return most;
}

static void group_visit(BestSpace *space, const Group *group, int points) {
    const Block *blocks = &space->columns->block[group->block_first];
    for (int32_t i = 0; i < group->block_count; i++) {
        space->block_points[i] = block_cells_most(space, &blocks[i]);
    }
    int32_t count = bounds_sort(space, space->block_points, group->block_count, space->block);
    for (int32_t i = 0; i < count; i++) {
        const Block *block = &blocks[space->block[i].at];
        int most = points + space->block[i].points + space->left_most;
        if (ranking_may_take(&space->ranking, most, block->number_least, 0)) {
            block_visit(space, block);
        }
    }
}

static int skills_most(const BestSpace *space) {
    const Snapshot *snapshot = space->columns->snapshot;
    bool any = false;
    for (size_t i = 0; i <= snapshot->skills.count / 64; i++) {
        any = any || space->candidate->skills[i];
    }
    return any ? snapshot->rules->maximum[PART_skills_coverage] : 0;
}

static void search_begin(BestSpace *space, const CandidateProfile *candidate) {
    const int *maximum = space->columns->snapshot->rules->maximum;
    space->search++;
    space->candidate = candidate;
    space->seen = (BestSeen){ 0 };
    space->lacked = demands_lacked(&space->columns->demands, candidate);
    space->skills_most = skills_most(space);
    space->left_most = space->skills_most + maximum[PART_language_margin] +
                       maximum[PART_counselling_fit] + maximum[PART_outcome_level];
}

size_t best_openings(BestSpace *space, const CandidateProfile *candidate, int position, size_t k,
                     Match *ret_match) {
    const Columns *columns = space->columns;
    search_begin(space, candidate);
    space->position = position;
    space->ranking = (Ranking){
        .snapshot = columns->snapshot, .openings = true, .match = ret_match, .k = k
    };
    int travel_most = columns->snapshot->rules->maximum[PART_travel_comfort];
    int32_t count = groups_order(space);
    for (int32_t i = 0; i < count; i++) {
        int points = space->group[i].points, most = points + travel_most + space->left_most;
        if (!ranking_may_take(&space->ranking, most, INT64_MIN, 0)) break;
        group_visit(space, &columns->group[space->group[i].at], points);
    }
    return ranking_finish(&space->ranking);
}
