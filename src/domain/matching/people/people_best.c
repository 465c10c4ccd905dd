#include "matching/people/people_space.h"

enum { LEVEL_POINTS = 16 }; /* buckets are looked at in steps of so many points */
enum { KEY_BYTES_MAX = 64 * 1024 * 1024 };

/* --- the space --- */

static LevelRange *levels_ideal(Arena *arena, const Snapshot *snapshot) {
    size_t count = snapshot->languages.count * SKILL_COUNT;
    LevelRange *level = arena_many(arena, LevelRange, count);
    for (size_t i = 0; i < count; i++) {
        level[i] = (LevelRange){ LEVEL_C2, LEVEL_C2, NUMBER_UNKNOWN, DAY_UNKNOWN };
    }
    return level;
}

PeopleSpace *people_space_new(Arena *arena, const People *people) {
    PeopleSpace *space = arena_one(arena, PeopleSpace);
    size_t groups = (size_t)people->group_count;
    *space = (PeopleSpace){
        .people = people,
        .demands = *people->demands,
        .levels = arena_many(arena, Memo, people->levels.keys.count),
        .prospects = arena_many(arena, Memo, people->prospects.keys.count),
        .cell = arena_many(arena, CellWay, people->cells.count),
        .judged = arena_many(arena, uint32_t, people->snapshot->candidates.count),
        .group_points = arena_many(arena, int32_t, groups),
        .job_points = arena_many(arena, int32_t, (size_t)people->job_count),
        .region_points = arena_many(arena, int32_t, (size_t)people->region_count),
        .group = arena_many(arena, Ordered, groups),
        .region = arena_many(arena, Ordered, (size_t)people->region_count),
        .regions_done = arena_many(arena, int32_t, groups),
        .begin = arena_many(arena, int32_t, SCORE_MAX + 2),
        .levels_ideal = levels_ideal(arena, people->snapshot),
    };
    reach_tables_make(arena, people->snapshot, &space->tables);
    space->demands.key = text_new(arena, KEY_BYTES_MAX);
    space->made = (CandidateProfile){ .wish = &space->made_wish,
                                      .wish_count = 1,
                                      .experience = &space->made_job,
                                      .experience_count = 1 };
    return space;
}

BestSeen people_seen(const PeopleSpace *space) {
    return space->seen;
}

/* --- rows --- */

static inline bool row_may(const PeopleSpace *space, int32_t row, int points) {
    int told = ranking_tells(&space->ranking, points);
    if (told >= 0) return told;
    return ranking_may_take(&space->ranking, points, space->people->number[row],
                            space->people->candidate[row]);
}

/* From bounds that cost little to those that cost more. */
static bool row_can(PeopleSpace *space, int32_t row, int wish) {
    const PersonFacts *facts = &space->people->facts[row];
    int sure = wish + person_job_most(space, facts) + person_skills_most(space, facts);
    int rest = space->levels_most + space->prospects_most;
    if (!row_may(space, row, sure + rest + space->region[0].points)) return false;
    int way = person_way_most(space, facts);
    if (way == POINTS_UNMET || !row_may(space, row, sure + way + rest)) return false;
    sure += way + person_levels_points(space, facts);
    if (!row_may(space, row, sure + space->prospects_most)) return false;
    return row_may(space, row, sure + person_prospects_points(space, facts));
}

static bool is_gone(const People *people, int32_t candidate) {
    return people->gone && people->gone[candidate / 64] >> (candidate % 64) & 1;
}

/* Each person once, in whichever of their rows comes first. */
static void row_judge(PeopleSpace *space, int32_t candidate) {
    const People *people = space->people;
    if (space->judged[candidate] == space->search || is_gone(people, candidate)) return;
    space->judged[candidate] = space->search;
    Pair pair = { .snapshot = people->snapshot,
                  .candidate = &people->snapshot->candidate[candidate],
                  .opening = space->opening };
    pair_begin(&pair);
    ranking_take(&space->ranking, pair_match(&pair, candidate, space->position));
    space->seen.judged++;
}

/* --- buckets --- */

static inline uint64_t slice_word(const PeopleSpace *space, int slice, size_t word) {
    const People *people = space->people;
    return people->slice[(size_t)slice * people->word_count + word];
}

/* Rows of a word that lack nothing that the opening requires. */
static inline uint64_t word_clear(const PeopleSpace *space, size_t word) {
    uint64_t lacked = 0;
    for (int i = 0; i < space->demand_count; i++) {
        lacked |= slice_word(space, space->demand[i], word);
    }
    return ~lacked;
}

/* Of 64 numbers at once those that are `least` or more; bit k of each stands in count[k]. */
static inline uint64_t at_least(const uint64_t count[SKILLS_COUNTED_BITS], int least) {
    if (least > SKILLS_KEPT) return 0;
    uint64_t may = UINT64_MAX;
    for (int k = 0; k < SKILLS_COUNTED_BITS; k++) {
        may = least >> k & 1 ? may & count[k] : may | count[k];
    }
    return may;
}

/* Rows of a word that have the skills and jobs wanted. */
static uint64_t word_wanted(const PeopleSpace *space, size_t word, Wanted wanted) {
    if (!wanted.skills_far) return UINT64_MAX;
    uint64_t near = 0, count[SKILLS_COUNTED_BITS] = { 0 };
    for (int i = 0; i < space->near_count; i++) {
        near |= slice_word(space, SLICE_JOBS + space->near_bit[i], word);
    }
    for (int i = 0; i < space->skill_count; i++) {
        uint64_t carry = slice_word(space, SLICE_SKILLS + space->skill[i].bit, word);
        for (int k = 0; k < SKILLS_COUNTED_BITS; k++) {
            uint64_t sum = count[k] ^ carry;
            carry &= count[k];
            count[k] = sum;
        }
    }
    return (at_least(count, wanted.skills_near) & near) | at_least(count, wanted.skills_far);
}

/* The bits of a word that are rows first .. last. */
static inline uint64_t word_within(size_t word, int32_t first, int32_t last) {
    int32_t begin = (int32_t)word * 64;
    uint64_t bits = UINT64_MAX;
    if (first > begin) bits &= UINT64_MAX << (first - begin);
    if (last < begin + 63) bits &= UINT64_MAX >> (begin + 63 - last);
    return bits;
}

static Wanted bucket_wanted(const PeopleSpace *space, int points) {
    int rest = points + space->levels_most + space->prospects_most;
    return person_wanted(space, space->ranking.worst - rest);
}

/* points: of the wish and the way, at most. */
static void bucket_visit(PeopleSpace *space, const Bucket *bucket, int wish, int points) {
    int32_t first = bucket->first, last = first + bucket->count - 1;
    Wanted wanted = bucket_wanted(space, points);
    space->seen.buckets++;
    for (size_t word = (size_t)first / 64; word <= (size_t)last / 64; word++) {
        uint64_t clear = word_clear(space, word) & word_within(word, first, last);
        if (clear) clear &= word_wanted(space, word, wanted);
        space->seen.rows += __builtin_popcountll(clear);
        for (uint64_t rest = clear; rest; rest &= rest - 1) {
            __builtin_prefetch(&space->people->facts[(int32_t)(word * 64) + __builtin_ctzll(rest)]);
        }
        for (; clear; clear &= clear - 1) {
            int32_t row = (int32_t)(word * 64) + __builtin_ctzll(clear);
            if (row_can(space, row, wish)) row_judge(space, space->people->candidate[row]);
        }
    }
}

static inline bool bucket_may(const PeopleSpace *space, const Bucket *bucket, int points) {
    int told = ranking_tells(&space->ranking, points);
    if (told >= 0) return told;
    return ranking_may_take(&space->ranking, points, bucket->number_least, 0);
}

/* The buckets of a group that can earn `low` or more, without what is left, and are not yet done.
 */
static void group_visit(PeopleSpace *space, int32_t at, int low) {
    const People *people = space->people;
    int wish = space->group[at].points;
    const Bucket *bucket = &people->bucket[space->group[at].at * people->region_count];
    int32_t *done = &space->regions_done[at];
    for (; *done < people->region_count; (*done)++) {
        const Ordered *region = &space->region[*done];
        if (wish + region->points < low) return;
        const Bucket *here = &bucket[region->at];
        int points = wish + region->points;
        if (here->count && bucket_may(space, here, points + space->left_most)) {
            bucket_visit(space, here, wish, points);
        }
    }
}

static void levels_visit(PeopleSpace *space) {
    const People *people = space->people;
    int way_most = space->region[0].points;
    for (int high = space->group[0].points + way_most; high >= 0; high -= LEVEL_POINTS) {
        int low = high - LEVEL_POINTS + 1;
        if (!ranking_may_take(&space->ranking, high + space->left_most, INT64_MIN, 0)) return;
        for (int32_t i = 0; i < people->group_count; i++) {
            if (space->group[i].points + way_most < low) break;
            group_visit(space, i, low);
        }
    }
}

size_t best_people(PeopleSpace *space, const OpeningProfile *opening, int position, size_t k,
                   Match *ret_match) {
    const Snapshot *snapshot = space->people->snapshot;
    space->search++;
    space->opening = opening;
    space->position = position;
    space->seen = (BestSeen){ 0 };
    space->ranking = ranking_begin(snapshot, false, ret_match, k);
    if (opening_is_closed(opening, snapshot->today)) return 0;
    DemandBits required = demands_required(&space->demands, opening);
    space->demand_count = 0;
    for (int i = 0; i < DEMAND_BITS; i++) {
        if (required.word[i / 64] >> (i % 64) & 1) space->demand[space->demand_count++] = i;
    }
    people_bounds_begin(space);
    levels_visit(space);
    return ranking_finish(&space->ranking);
}
