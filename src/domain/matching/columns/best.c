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
        .offer = memos(arena, columns->offer.keys.count),
        .cell = memos(arena, columns->cells.count),
        .place = memos(arena, columns->snapshot->place_keys.count),
        .share = arena_many(arena, int32_t, groups),
        .group_points = arena_many(arena, int32_t, groups),
        .region_points = arena_many(arena, int32_t, (size_t)columns->region_count),
        .region = arena_many(arena, int32_t, (size_t)columns->region_count),
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

/* What a row can earn at most, from tables that are small enough to be near: its cell stands for
 * its places. POINTS_UNMET: something is unmet for certain. */
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
    return language + way + memo_points(space, space->offer, (int32_t)facts->offer, offer_points);
}

static int row_way_most(BestSpace *space, int32_t at) {
    int16_t place = space->columns->facts[at].place;
    if (place != SLOT_NONE) return memo_points(space, space->place, place, place_points);
    return way_points_most(space, space->columns->way_of[at]);
}

static inline bool row_may(const BestSpace *space, int32_t at, int points) {
    int told = ranking_tells(&space->ranking, points);
    if (told >= 0) return told;
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
    pair_begin(&pair);
    ranking_take(&space->ranking, pair_match(&pair, space->position, columns->opening[at]));
    space->seen.judged++;
}

static void rows_visit(BestSpace *space, int32_t first, uint64_t clear) {
    for (; clear; clear &= clear - 1) {
        int32_t row = first + __builtin_ctzll(clear);
        int points = row_points_most(space, row);
        if (points == POINTS_UNMET) continue;
        if (row_may(space, row, points + space->bucket_most)) row_visit(space, row);
    }
}

/* --- blocks: memory is slow, so what comes next is asked for in time --- */

static Waiting *waiting_at(BestSpace *space, uint32_t block) {
    return &space->waiting[block % BLOCKS_WAITING];
}

static void block_compare(BestSpace *space, Waiting *block) {
    const Columns *columns = space->columns;
    uint64_t clear = space->kernel(&columns->required[block->first], space->lacked.word[0]);
    if (block->rows < BLOCK_ROWS) clear &= (UINT64_C(1) << block->rows) - 1;
    if (columns->gone) clear &= ~columns->gone[block->first / BLOCK_ROWS];
    block->clear = clear;
    space->seen.rows += __builtin_popcountll(clear);
    for (; clear; clear &= clear - 1) {
        __builtin_prefetch(&columns->facts[block->first + __builtin_ctzll(clear)]);
    }
}

static inline bool bucket_may(const BestSpace *space, int32_t bucket) {
    int most = space->bucket_points[bucket] + space->left_most;
    int told = ranking_tells(&space->ranking, most);
    if (told >= 0) return told;
    return ranking_may_take(&space->ranking, most, space->columns->bucket[bucket].number_least, 0);
}

static void block_look(BestSpace *space, const Waiting *block) {
    if (!block->clear || !bucket_may(space, block->bucket)) return;
    int32_t group = block->bucket % space->columns->group_count;
    space->bucket_skills = bucket_skills_most(space, block->bucket);
    space->bucket_most = space->group_points[group] + space->bucket_skills;
    rows_visit(space, block->first, block->clear);
}

/* One comes in: then one before it is compared, and the first is looked at. */
static void block_step(BestSpace *space) {
    uint32_t come = space->blocks_come;
    if (come - space->blocks_gone >= COMPARE_AFTER) {
        block_compare(space, waiting_at(space, come - COMPARE_AFTER));
    }
    if (come - space->blocks_gone == BLOCKS_WAITING) {
        block_look(space, waiting_at(space, space->blocks_gone++));
    }
}

static void block_ask(BestSpace *space, Waiting block) {
    const uint64_t *required = &space->columns->required[block.first];
    for (int32_t row = 0; row < block.rows; row += 64 / (int)sizeof *required) {
        __builtin_prefetch(&required[row]);
    }
    *waiting_at(space, space->blocks_come++) = block;
    block_step(space);
}

static void blocks_finish(BestSpace *space) {
    uint32_t come = space->blocks_come, left = come - space->blocks_gone;
    uint32_t compared = left > COMPARE_AFTER - 1 ? come - COMPARE_AFTER + 1 : space->blocks_gone;
    for (uint32_t i = compared; i != come; i++) block_compare(space, waiting_at(space, i));
    while (space->blocks_gone != come) block_look(space, waiting_at(space, space->blocks_gone++));
}

static void bucket_visit(BestSpace *space, int32_t at) {
    const Bucket *bucket = &space->columns->bucket[at];
    space->seen.buckets++;
    for (int32_t from = 0; from < bucket->count; from += BLOCK_ROWS) {
        int32_t rows = bucket->count - from;
        block_ask(space, (Waiting){ .first = bucket->first + from,
                                    .rows = rows < BLOCK_ROWS ? rows : BLOCK_ROWS,
                                    .bucket = at });
    }
}

/* --- buckets, best first --- */

/* The buckets of a group whose most lies in low .. high. */
static void group_visit(BestSpace *space, int32_t group, int low, int high) {
    for (int32_t i = 0; i < space->region_count; i++) {
        int32_t at = bucket_of(space->columns, space->region[i], group);
        int most = space->bucket_points[at];
        if (most >= low && most <= high && bucket_may(space, at)) bucket_visit(space, at);
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
        blocks_finish(space);
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
    space->ranking = ranking_begin(columns->snapshot, true, ret_match, k);
    levels_visit(space, bounds_begin(space));
    return ranking_finish(&space->ranking);
}
