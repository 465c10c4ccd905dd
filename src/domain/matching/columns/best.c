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
        .share = arena_many(arena, int32_t, groups),
        .group_points = arena_many(arena, int32_t, groups),
        .region_points = arena_many(arena, int32_t, (size_t)columns->region_count),
        .skills_permille = arena_many(arena, int32_t, (size_t)bucket_count(columns)),
        .group_most = arena_many(arena, int32_t, groups),
        .group = arena_many(arena, Ordered, groups),
        .begin = arena_many(arena, int32_t, SCORE_MAX + 2),
    };
    return space;
}

BestSeen best_seen(const BestSpace *space) {
    return space->seen;
}

/* --- rows --- */

/* From bounds to exact points, as long as the row may still be among the best. */
static void row_visit(BestSpace *space, int32_t at, int group_points, int skills) {
    const Columns *columns = space->columns;
    int32_t opening = columns->opening[at];
    int64_t number = columns->snapshot->opening[opening].number;
    int language = memo_points(space, space->language, columns->language_of[at], language_points);
    int way = way_points_most(space, columns->way_of[at]);
    if (language == POINTS_UNMET || way == POINTS_UNMET) return;
    int rest = language + memo_points(space, space->offer, columns->offer_of[at], offer_points);
    if (!ranking_may_take(&space->ranking, group_points + way + skills + rest, number, opening)) {
        return;
    }
    int work = memo_points(space, space->work, columns->work_of[at], work_points);
    if (work == POINTS_UNMET) return;
    Pair pair = pair_with(space, opening);
    if (skills) skills = points_of(&pair, PART_skills_coverage);
    if (!ranking_may_take(&space->ranking, work + way + skills + rest, number, opening)) return;
    way = memo_points(space, space->way, columns->way_of[at], way_points);
    if (way == POINTS_UNMET) return;
    if (!ranking_may_take(&space->ranking, work + way + skills + rest, number, opening)) return;
    pair_begin(&pair);
    ranking_take(&space->ranking, pair_match(&pair, space->position, opening));
    space->seen.judged++;
}

static void bucket_visit(BestSpace *space, int32_t at, int group_points) {
    const Columns *columns = space->columns;
    const Bucket *bucket = &columns->bucket[at];
    int skills = bucket_skills_most(space, at);
    space->seen.buckets++;
    for (int32_t from = 0; from < bucket->count; from += BLOCK_ROWS) {
        int32_t first = bucket->first + from, rows = bucket->count - from;
        uint64_t clear = space->kernel(&columns->required[first * DEMAND_WORDS], &space->lacked);
        if (rows < BLOCK_ROWS) clear &= (UINT64_C(1) << rows) - 1;
        space->seen.rows += __builtin_popcountll(clear);
        for (; clear; clear &= clear - 1) {
            row_visit(space, first + __builtin_ctzll(clear), group_points, skills);
        }
    }
}

/* --- buckets, best first --- */

/* The buckets of a group whose most lies in low .. high. */
static void group_visit(BestSpace *space, int32_t group, int low, int high) {
    const Columns *columns = space->columns;
    int points = space->group_points[group];
    for (int32_t i = 0; i < columns->region_count; i++) {
        int32_t at = group * columns->region_count + i;
        if (space->region_points[i] == POINTS_UNMET) continue;
        int most = points + space->region_points[i] + bucket_skills_most(space, at);
        if (most < low || most > high) continue;
        most += space->left_most;
        int64_t number = columns->bucket[at].number_least;
        if (ranking_may_take(&space->ranking, most, number, 0)) bucket_visit(space, at, points);
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
    space->position = position;
    space->seen = (BestSeen){ 0 };
    space->lacked = demands_lacked(&columns->demands, candidate);
    space->ranking = (Ranking){
        .snapshot = columns->snapshot, .openings = true, .match = ret_match, .k = k
    };
    levels_visit(space, bounds_begin(space));
    return ranking_finish(&space->ranking);
}
