#include "matching/columns/best_space.h"

enum {
    COMPARE_ROWS_MIN = 8, /* fewer are looked at one by one */
    EARN_ROWS_MAX = 12,
    LINE_BYTES = 64
};

static Memo *memos(Arena *arena, size_t count) {
    return arena_many(arena, Memo, count);
}

BestSpace *best_space_new(Arena *arena, const Columns *columns, Simd simd) {
    BestSpace *space = arena_one(arena, BestSpace);
    size_t groups = (size_t)columns->group_count;
    *space = (BestSpace){
        .columns = columns,
        .kernel = kernel_of(simd),
        .way_kernel = way_kernel_of(simd),
        .earn_kernel = earn_kernel_of(simd),
        .work = memos(arena, columns->work.keys.count),
        .language = memos(arena, columns->language.keys.count),
        .offer = memos(arena, columns->offer.keys.count),
        .terms_language = arena_many(arena, int16_t, (size_t)columns->terms_languages),
        .terms_offer = arena_many(arena, int16_t, (size_t)columns->terms_offers),
        .terms_points = arena_many(arena, int16_t, TERMS_MAX + 1),
        .homes = near_homes_new(arena, columns, NEAR_HOMES_MAX),
        .spot_points = arena_many(arena, int16_t, columns->spots.facets.keys.count + 1),
        .share = arena_many(arena, int32_t, groups),
        .group_points = arena_many(arena, int32_t, groups),
        .region_points = arena_many(arena, int16_t, (size_t)columns->region_stride),
        .region = arena_many(arena, int32_t, (size_t)columns->region_count),
        .skills_sixteenths = arena_many(arena, int16_t, (size_t)bucket_count(columns)),
        .bucket_points = arena_many(arena, int16_t, (size_t)bucket_count(columns)),
        .group_most = arena_many(arena, int32_t, groups),
        .group = arena_many(arena, Ordered, groups),
        .begin = arena_many(arena, int32_t, SCORE_MAX + 2),
        .chained = arena_many(arena, Chained, (size_t)bucket_count(columns)),
        .skills = arena_many(arena, uint64_t, columns->snapshot->skills.count / 64 + 1),
    };
    reach_tables_make(arena, columns->snapshot, &space->tables);
    return space;
}

BestSeen best_seen(const BestSpace *space) {
    return space->seen;
}

/* --- rows --- */

static inline bool row_may(const BestSpace *space, int32_t at, int points) {
    int told = ranking_tells(&space->ranking, points);
    if (told >= 0) return told;
    return ranking_may_take(&space->ranking, points, space->columns->number[at],
                            space->columns->opening[at]);
}

/* --- openings to be judged: profiles are asked from memory before they are read --- */

static void opening_judge(BestSpace *space) {
    Awaited awaited = space->judge[space->openings_gone++ % OPENINGS_WAITING];
    if (!row_may(space, awaited.row, awaited.most)) return;
    Pair pair = pair_with(space, awaited.opening);
    pair_begin(&pair);
    int points = awaited.without_way + points_of(&pair, PART_travel_comfort);
    if (!row_may(space, awaited.row, points)) return;
    ranking_take(&space->ranking, pair_match(&pair, space->position, awaited.opening));
    space->seen.judged++;
}

static void lists_ask(const BestSpace *space, int32_t opening) {
    const OpeningProfile *profile = &space->columns->snapshot->opening[opening];
    __builtin_prefetch(profile->language);
    __builtin_prefetch(profile->stop);
    __builtin_prefetch(profile->need.period);
    __builtin_prefetch(profile->target);
    __builtin_prefetch(profile->skill);
}

static void opening_ask(BestSpace *space, Awaited awaited) {
    const char *profile = (const char *)&space->columns->snapshot->opening[awaited.opening];
    for (size_t i = 0; i < sizeof(OpeningProfile); i += LINE_BYTES) {
        __builtin_prefetch(profile + i);
    }
    uint32_t come = space->openings_come++;
    if (come - space->openings_gone == OPENINGS_WAITING) opening_judge(space);
    space->judge[come % OPENINGS_WAITING] = awaited;
    if (come - space->openings_gone < LISTS_AFTER) return;
    lists_ask(space, space->judge[(come - LISTS_AFTER) % OPENINGS_WAITING].opening);
}

static void openings_finish(BestSpace *space) {
    while (space->openings_gone != space->openings_come) opening_judge(space);
}

/* --- rows --- */

/* As score_skills_coverage has it. */
static int row_skills_points(const BestSpace *space, const RowFacts *facts) {
    if (facts->skill_count == SKILLS_MORE) {
        Pair pair = pair_with(space, facts->opening);
        return points_of(&pair, PART_skills_coverage);
    }
    const Snapshot *snapshot = space->columns->snapshot;
    int64_t covered = 0, sum = 0;
    for (int i = 0; i < facts->skill_count; i++) {
        int32_t weight = snapshot->skill_weight[facts->skill[i]];
        bool has = space->skills[facts->skill[i] / 64] >> (facts->skill[i] % 64) & 1;
        sum += weight;
        if (has) covered += weight;
    }
    if (!covered) return 0;
    int permille = (int)(covered * SHARE_WHOLE / sum);
    return snapshot->rules->maximum[PART_skills_coverage] * permille / SHARE_WHOLE;
}

static inline bool row_lacks(const BestSpace *space, const RowFacts *facts) {
    uint64_t lacked = 0;
    for (int i = 0; i < DEMAND_WORDS; i++) lacked |= facts->required[i] & space->lacked.word[i];
    return lacked;
}

static inline int row_terms_points(BestSpace *space, int32_t at, const RowFacts *facts) {
    uint16_t terms = space->columns->terms_of[at];
    if (terms != TERMS_OTHER) return space->terms_points[terms];
    int language = memo_points(space, space->language, (int32_t)facts->language, language_points);
    if (language == POINTS_UNMET) return BUCKET_SHUT;
    return language + memo_points(space, space->offer, facts->offer, offer_points);
}

/* From bounds to exact points, as long as the row may still be among the best. */
static void row_visit(BestSpace *space, int32_t at) {
    const RowFacts *facts = &space->columns->facts[at];
    if (row_lacks(space, facts)) return;
    int way = space->spot_points[space->columns->spot[at]];
    int points = row_terms_points(space, at, facts);
    if (!row_may(space, at, points + way + space->bucket_work + space->bucket_skills)) return;
    if (space->bucket_skills) points += row_skills_points(space, facts);
    if (!row_may(space, at, points + way + space->bucket_work)) return;
    int work = memo_points(space, space->work, facts->work, work_points);
    if (work == POINTS_UNMET || !row_may(space, at, points + way + work)) return;
    opening_ask(space, (Awaited){ facts->opening, at, points + way + work, points + work });
}

static void rows_visit(BestSpace *space, int32_t first, uint64_t clear) {
    for (; clear; clear &= clear - 1) row_visit(space, first + __builtin_ctzll(clear));
}

/* --- blocks: memory is slow, so what comes next is asked for in time --- */

static Waiting *waiting_at(BestSpace *space, uint32_t block) {
    return &space->waiting[block % BLOCKS_WAITING];
}

static inline bool bucket_may(const BestSpace *space, int32_t bucket) {
    int most = space->bucket_points[bucket] + space->left_most;
    int told = ranking_tells(&space->ranking, most);
    if (told >= 0) return told;
    return ranking_may_take(&space->ranking, most, space->columns->bucket[bucket].number_least, 0);
}

/* Without language and offer. */
static int block_without_way(const BestSpace *space, const Waiting *block) {
    return space->group_points[block->group] + bucket_skills_most(space, block->bucket);
}

/* What the way must earn for a row of this bucket to be among the best. */
static uint64_t block_near(const BestSpace *space, const Waiting *block) {
    uint64_t all = block->rows < BLOCK_ROWS ? (UINT64_C(1) << block->rows) - 1 : UINT64_MAX;
    if (space->way_is_equal) return all;
    int least =
        larger(space->ranking.worst - block_without_way(space, block) - space->left_most, 0);
    return space->way_kernel(&space->columns->spot[block->first], block->rows, space->spot_points,
                             least);
}

/* Of rows that can earn as much as the last that is kept: those of a higher number. */
static uint64_t rows_late(const BestSpace *space, const Waiting *block, uint64_t equal) {
    const Columns *columns = space->columns;
    RankingLast last = ranking_last(&space->ranking);
    uint64_t late = 0;
    for (; equal; equal &= equal - 1) {
        int row = __builtin_ctzll(equal);
        int32_t at = block->first + row;
        bool lets = ranking_last_lets(last, last.score, columns->number[at], columns->opening[at]);
        late |= (uint64_t)!lets << row;
    }
    return late;
}

typedef struct Worth {
    uint64_t least, more; /* rows that earn the least that counts, or more; and those more */
} Worth;

/* Few are looked at one by one, many at once. */
static Worth rows_earn(const BestSpace *space, const Earning *earning, uint64_t clear, int least) {
    Worth worth = { 0, 0 };
    uint64_t left = clear;
    for (int i = 0; i < EARN_ROWS_MAX && left; i++, left &= left - 1) {
        int row = __builtin_ctzll(left);
        int points = earning->way[earning->spot[row]] + earning->left[earning->terms[row]];
        worth.least |= (uint64_t)(points >= least) << row;
        worth.more |= (uint64_t)(points > least) << row;
    }
    if (!left) return worth;
    worth.least = clear & space->earn_kernel(earning, least);
    worth.more = worth.least ? clear & space->earn_kernel(earning, least + 1) : 0;
    return worth;
}

/* Of the rows of `clear`: those that can be among the best with what they ask and offer. */
static uint64_t block_worth(const BestSpace *space, const Waiting *block, uint64_t clear) {
    const Columns *columns = space->columns;
    Earning earning = { .spot = &columns->spot[block->first],
                        .terms = &columns->terms_of[block->first],
                        .way = space->spot_points,
                        .left = space->terms_points,
                        .rows = block->rows };
    int least = space->ranking.worst - block_without_way(space, block);
    Worth worth = rows_earn(space, &earning, clear, least);
    uint64_t equal = worth.least & ~worth.more;
    return equal ? worth.least & ~rows_late(space, block, equal) : worth.least;
}

static bool rows_are_many(uint64_t rows) {
    for (int i = 1; i < COMPARE_ROWS_MIN && rows; i++) rows &= rows - 1;
    return rows;
}

/* Of the rows of a block, which may begin within a word. */
static uint64_t rows_gone(const Columns *columns, int32_t first) {
    int32_t word = first / BLOCK_ROWS, shift = first % BLOCK_ROWS;
    uint64_t bits = columns->gone[word] >> shift;
    return shift ? bits | columns->gone[word + 1] << (BLOCK_ROWS - shift) : bits;
}

static void block_compare(BestSpace *space, Waiting *block) {
    const Columns *columns = space->columns;
    uint64_t clear = block_near(space, block);
    if (columns->gone) clear &= ~rows_gone(columns, block->first);
    clear = block_worth(space, block, clear);
    if (space->lacked.word[0] && rows_are_many(clear)) {
        clear &= space->kernel(&columns->required[block->first], space->lacked.word[0]);
    }
    block->clear = clear;
    for (; clear; clear &= clear - 1) {
        space->seen.rows++;
        __builtin_prefetch(&columns->facts[block->first + __builtin_ctzll(clear)]);
    }
}

static void block_look(BestSpace *space, const Waiting *block) {
    if (!block->clear || !bucket_may(space, block->bucket)) return;
    space->bucket_skills = bucket_skills_most(space, block->bucket);
    space->bucket_work = space->group_points[block->group];
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
    const int32_t *spot = &space->columns->spot[block.first];
    for (int32_t row = 0; row < block.rows; row += LINE_BYTES / (int)sizeof *spot) {
        __builtin_prefetch(&spot[row]);
    }
    const uint16_t *terms = &space->columns->terms_of[block.first];
    for (int32_t row = 0; row < block.rows; row += LINE_BYTES / (int)sizeof *terms) {
        __builtin_prefetch(&terms[row]);
    }
    *waiting_at(space, space->blocks_come++) = block;
    block_step(space);
}

static void blocks_finish(BestSpace *space) {
    uint32_t come = space->blocks_come, left = come - space->blocks_gone;
    uint32_t compared = left > COMPARE_AFTER - 1 ? come - COMPARE_AFTER + 1 : space->blocks_gone;
    for (uint32_t i = compared; i != come; i++) block_compare(space, waiting_at(space, i));
    while (space->blocks_gone != come) block_look(space, waiting_at(space, space->blocks_gone++));
    openings_finish(space);
}

static void bucket_visit(BestSpace *space, int32_t at, int32_t group) {
    const Bucket *bucket = &space->columns->bucket[at];
    space->seen.buckets++;
    for (int32_t from = 0; from < bucket->count; from += BLOCK_ROWS) {
        int32_t rows = bucket->count - from;
        block_ask(space, (Waiting){ .first = bucket->first + from,
                                    .rows = rows < BLOCK_ROWS ? rows : BLOCK_ROWS,
                                    .bucket = at,
                                    .group = group });
    }
}

/* --- buckets, best first --- */

/* Those that may still have one of the best. */
static void group_chain(BestSpace *space, int32_t group) {
    int32_t first = bucket_of(space->columns, 0, group), count = space->columns->region_count;
    int least = larger(space->ranking.worst - space->left_most, 0);
    const int16_t *most = &space->bucket_points[first];
    const Bucket *bucket = &space->columns->bucket[first];
    int32_t chained = space->chained_count;
    for (int32_t i = 0; i < count; i++) {
        if (most[i] < least) continue;
        int32_t *level = &space->level[(unsigned)most[i] / LEVEL_POINTS];
        space->chained[chained++] = (Chained){ first + i, group, *level };
        *level = chained;
        __builtin_prefetch(&bucket[i]);
    }
    space->chained_count = chained;
}

static void level_visit(BestSpace *space, int level) {
    for (int32_t at = space->level[level]; at;) {
        Chained chained = space->chained[at - 1];
        if (bucket_may(space, chained.bucket)) bucket_visit(space, chained.bucket, chained.group);
        at = chained.before;
    }
    blocks_finish(space);
}

static void levels_visit(BestSpace *space, int32_t groups) {
    memset(space->level, 0, sizeof space->level);
    space->chained_count = 0;
    int32_t next = 0;
    for (int level = groups ? space->group[0].points / LEVEL_POINTS : -1; level >= 0; level--) {
        int most = (level + 1) * LEVEL_POINTS - 1 + space->left_most;
        if (!ranking_may_take(&space->ranking, most, INT64_MIN, 0)) return;
        while (next < groups && space->group[next].points / LEVEL_POINTS >= level) {
            group_chain(space, space->group[next++].at);
        }
        level_visit(space, level);
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
    space->ranking = ranking_begin(columns->snapshot, true, ret_match, k);
    levels_visit(space, bounds_begin(space));
    return ranking_finish(&space->ranking);
}
