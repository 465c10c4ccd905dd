#include "matching/columns/best_space.h"

enum { LEVEL_POINTS = 16 }; /* buckets are looked at in steps of so many points */

static Memo *memos(Arena *arena, size_t count) {
    return arena_many(arena, Memo, count);
}

BestSpace *best_space_new(Arena *arena, const Columns *columns, Simd simd) {
    BestSpace *space = arena_one(arena, BestSpace);
    size_t groups = (size_t)columns->group_count, ways = columns->way.keys.count;
    *space = (BestSpace){
        .columns = columns,
        .kernel = kernel_of(simd),
        .work = memos(arena, columns->work.keys.count),
        .language = memos(arena, columns->language.keys.count),
        .way = memos(arena, ways),
        .way_least = memos(arena, ways),
        .offer = memos(arena, columns->offer.keys.count),
        .cell = memos(arena, columns->cells.count),
        .place = memos(arena, columns->snapshot->place_keys.count),
        .share = arena_many(arena, int32_t, groups),
        .group_points = arena_many(arena, int32_t, groups),
        .region_points = arena_many(arena, int32_t, (size_t)columns->region_count),
        .skills_permille = arena_many(arena, int32_t, (size_t)bucket_count(columns)),
        .bucket_points = arena_many(arena, int16_t, (size_t)bucket_count(columns)),
        .group_most = arena_many(arena, int32_t, groups),
        .group = arena_many(arena, Ordered, groups),
        .reach = { .snapshot = columns->snapshot, .cells = &columns->cells },
        .begin = arena_many(arena, int32_t, SCORE_MAX + 2),
    };
    return space;
}

BestSeen best_seen(const BestSpace *space) {
    return space->seen;
}

/* --- rows --- */

/* What a row can earn at most, from tables that are small enough to be near: its cell stands for its
 * places. POINTS_UNMET: something is unmet for certain. */
static inline int row_points_most(BestSpace *space, int32_t at) {
    const RowFacts *facts = &space->columns->facts[at];
    for (int i = 1; i < DEMAND_WORDS; i++) {
        if (facts->required[i - 1] & space->lacked.word[i]) return POINTS_UNMET;
    }
    int language = memo_points(space, space->language, (int32_t)facts->language, language_points);
    if (language == POINTS_UNMET) return POINTS_UNMET;
    int way = facts->cell == CELL_SEVERAL
                  ? way_points_most(space, space->columns->way_of[at])
                  : memo_points(space, space->cell, facts->cell, cell_points);
    if (way == POINTS_UNMET) return POINTS_UNMET;
    return language + way +
           memo_points(space, space->offer, (int32_t)facts->offer, offer_points);
}

static int row_way_most(BestSpace *space, int32_t at) {
    int16_t place = space->columns->facts[at].place;
    if (place != SLOT_NONE) return memo_points(space, space->place, place, place_points);
    return way_points_most(space, space->columns->way_of[at]);
}

static bool row_may(const BestSpace *space, int32_t at, int points) {
    return ranking_may_take(&space->ranking, points, space->columns->number[at],
                            space->columns->opening[at]);
}

/* From bounds to exact points, as long as the row may still be among the best. */
static void row_visit(BestSpace *space, int32_t at) {
    const Columns *columns = space->columns;
    const RowFacts *facts = &columns->facts[at];
    int rest = space->language[facts->language].points + space->offer[facts->offer].points;
    int way = row_way_most(space, at);
    if (way == POINTS_UNMET || !row_may(space, at, way + space->bucket_most + rest)) return;
    int work = memo_points(space, space->work, columns->work_of[at], work_points);
    if (work == POINTS_UNMET) return;
    Pair pair = pair_with(space, columns->opening[at]);
    int skills = space->bucket_skills ? points_of(&pair, PART_skills_coverage) : 0;
    if (!row_may(space, at, work + way + skills + rest)) return;
    way = memo_points(space, space->way, columns->way_of[at], way_points);
    if (way == POINTS_UNMET || !row_may(space, at, work + way + skills + rest)) return;
    pair_begin(&pair);
    ranking_take(&space->ranking, pair_match(&pair, space->position, columns->opening[at]));
    space->seen.judged++;
}

static void rows_visit(BestSpace *space, int32_t first, uint64_t clear) {
    for (uint64_t bits = clear; bits; bits &= bits - 1) {
        __builtin_prefetch(&space->columns->facts[first + __builtin_ctzll(bits)]);
    }
    for (; clear; clear &= clear - 1) {
        int32_t row = first + __builtin_ctzll(clear);
        int points = row_points_most(space, row);
        if (points == POINTS_UNMET) continue;
        if (row_may(space, row, points + space->bucket_most)) row_visit(space, row);
    }
}

static void bucket_visit(BestSpace *space, int32_t at, int group_points) {
    const Columns *columns = space->columns;
    const Bucket *bucket = &columns->bucket[at];
    space->bucket_skills = bucket_skills_most(space, at);
    space->bucket_most = group_points + space->bucket_skills;
    space->seen.buckets++;
    for (int32_t from = 0; from < bucket->count; from += BLOCK_ROWS) {
        int32_t first = bucket->first + from, rows = bucket->count - from;
        uint64_t clear = space->kernel(&columns->required[first], space->lacked.word[0]);
        if (rows < BLOCK_ROWS) clear &= (UINT64_C(1) << rows) - 1;
        space->seen.rows += __builtin_popcountll(clear);
        rows_visit(space, first, clear);
    }
}

/* --- buckets, best first --- */

/* The buckets of a group whose most lies in low .. high. */
static void group_visit(BestSpace *space, int32_t group, int low, int high) {
    const Columns *columns = space->columns;
    int32_t first = group * columns->region_count;
    for (int32_t at = first; at < first + columns->region_count; at++) {
        int most = space->bucket_points[at];
        if (most < low || most > high) continue;
        most += space->left_most;
        int64_t number = columns->bucket[at].number_least;
        if (!ranking_may_take(&space->ranking, most, number, 0)) continue;
        bucket_visit(space, at, space->group_points[group]);
    }
}

static void levels_visit(BestSpace *space, int32_t groups) {
    if (!groups) return;
    for (int high = space->group[0].points; high >= 0; high -= LEVEL_POINTS) {
        int low = high - LEVEL_POINTS + 1;
        if (!ranking_may_take(&space->ranking, high + space->left_most, INT64_MIN, 0)) return;
        for (int32_t i = 0; i < groups && space->group[i].points >= low; i++) {
            group_visit(space, space->group[i].at, low, high);
        }
    }
}

size_t best_openings(BestSpace *space, const CandidateProfile *candidate, int position, size_t k,
                     Match *ret_match) {
    const Columns *columns = space->columns;
    space->search++;
    space->candidate = candidate;
    reach_begin(&space->reach, candidate);
    space->position = position;
    space->seen = (BestSeen){ 0 };
    space->lacked = demands_lacked(&columns->demands, candidate);
    space->ranking = (Ranking){
        .snapshot = columns->snapshot, .openings = true, .match = ret_match, .k = k
    };
    levels_visit(space, bounds_begin(space));
    return ranking_finish(&space->ranking);
}
