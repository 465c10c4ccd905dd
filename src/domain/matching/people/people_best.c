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

/* --- words of rows, a line of the processor's cache at once --- */

enum { WORDS_AT_ONCE = 8 };

/* Words `first` and on; what stands in `at` is of these. */
typedef struct Words {
    size_t first;
    int count;
    uint64_t at[WORDS_AT_ONCE];
} Words;

static inline const uint64_t *slice_words(const PeopleSpace *space, int slice, size_t word) {
    const People *people = space->people;
    return &people->slice[(size_t)slice * people->word_count + word];
}

static inline void words_add(const PeopleSpace *space, int slice, Words *words) {
    const uint64_t *with = slice_words(space, slice, words->first);
    for (int k = 0; k < words->count; k++) words->at[k] |= with[k];
}

static inline bool words_any(const Words *words) {
    uint64_t any = 0;
    for (int k = 0; k < words->count; k++) any |= words->at[k];
    return any;
}

/* Numbers of 0..15, a bit of each in every word: how many of the skills asked a row has. */
typedef struct Counts {
    uint64_t bit[SKILLS_COUNTED_BITS][WORDS_AT_ONCE];
} Counts;

static void skills_count(const PeopleSpace *space, const Words *words, Counts *ret_counts) {
    *ret_counts = (Counts){ { { 0 } } };
    for (int i = 0; i < space->skill_count; i++) {
        const uint64_t *with = slice_words(space, SLICE_SKILLS + space->skill[i].bit, words->first);
        for (int k = 0; k < words->count; k++) {
            uint64_t carry = with[k];
            for (int bit = 0; bit < SKILLS_COUNTED_BITS; bit++) {
                uint64_t before = ret_counts->bit[bit][k];
                ret_counts->bit[bit][k] = before ^ carry;
                carry &= before;
            }
        }
    }
}

/* Rows of one word that have so many. */
static inline uint64_t at_least(const Counts *counts, int k, int least) {
    if (least > SKILLS_KEPT) return 0;
    uint64_t may = UINT64_MAX;
    for (int bit = 0; bit < SKILLS_COUNTED_BITS; bit++) {
        uint64_t has = counts->bit[bit][k];
        may = least >> bit & 1 ? may & has : may | has;
    }
    return may;
}

/* Rows that have the skills and jobs wanted. */
static void words_wanted(const PeopleSpace *space, Wanted wanted, Words *words) {
    Words near = { .first = words->first, .count = words->count };
    for (int i = 0; i < space->near_count; i++) {
        words_add(space, SLICE_JOBS + space->near_bit[i], &near);
    }
    if (wanted.skills_far > SKILLS_KEPT && !words_any(&near)) {
        *words = near;
        return;
    }
    Counts counts;
    skills_count(space, words, &counts);
    for (int k = 0; k < words->count; k++) {
        words->at[k] = (at_least(&counts, k, wanted.skills_near) & near.at[k]) |
                       at_least(&counts, k, wanted.skills_far);
    }
}

/* Leaves out rows that lack something that the opening requires. */
static void words_clear(const PeopleSpace *space, Words *words) {
    Words lacked = { .first = words->first, .count = words->count };
    for (int i = 0; i < space->demand_count; i++) words_add(space, space->demand[i], &lacked);
    for (int k = 0; k < words->count; k++) words->at[k] &= ~lacked.at[k];
}

/* The bits of a word that are rows first .. last. */
static inline uint64_t word_within(size_t word, int32_t first, int32_t last) {
    int32_t begin = (int32_t)word * 64;
    uint64_t bits = UINT64_MAX;
    if (first > begin) bits &= UINT64_MAX << (first - begin);
    if (last < begin + 63) bits &= UINT64_MAX >> (begin + 63 - last);
    return bits;
}

/* --- buckets --- */

/* Buckets of one wish that stand behind each other. */
typedef struct Run {
    int32_t first, end; /* rows */
    int points;         /* of the wish and the way, at most */
} Run;

static void word_visit(PeopleSpace *space, size_t word, uint64_t rows, int wish) {
    int32_t first = (int32_t)word * 64;
    space->seen.rows += __builtin_popcountll(rows);
    for (; rows; rows &= rows - 1) {
        int32_t row = first + __builtin_ctzll(rows);
        if (row_can(space, row, wish)) row_judge(space, space->people->candidate[row]);
    }
}

/* Memory is slow: what all these words will look at is asked for at once. */
static void words_ask(const PeopleSpace *space, const Words *words) {
    for (int k = 0; k < words->count; k++) {
        const PersonFacts *facts = &space->people->facts[(words->first + (size_t)k) * 64];
        for (uint64_t rest = words->at[k]; rest; rest &= rest - 1) {
            __builtin_prefetch(&facts[__builtin_ctzll(rest)]);
        }
    }
}

static void run_visit(PeopleSpace *space, const Run *run, int wish) {
    if (run->first == run->end) return;
    size_t last = (size_t)(run->end - 1) / 64;
    int rest = run->points + space->levels_most + space->prospects_most;
    space->seen.buckets++;
    for (size_t word = (size_t)run->first / 64; word <= last; word += WORDS_AT_ONCE) {
        Wanted wanted = person_wanted(space, space->ranking.worst - rest);
        size_t left = last - word + 1;
        Words words = { .first = word,
                        .count = (int)(left < WORDS_AT_ONCE ? left : WORDS_AT_ONCE) };
        if (wanted.skills_far) words_wanted(space, wanted, &words);
        else memset(words.at, 0xFF, sizeof words.at);
        if (!words_any(&words)) continue;
        words_clear(space, &words);
        for (int k = 0; k < words.count; k++) {
            words.at[k] &= word_within(word + (size_t)k, run->first, run->end - 1);
        }
        words_ask(space, &words);
        for (int k = 0; k < words.count; k++) {
            if (words.at[k]) word_visit(space, word + (size_t)k, words.at[k], wish);
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
    Run run = { 0 };
    for (; *done < people->region_count; (*done)++) {
        const Ordered *region = &space->region[*done];
        const Bucket *here = &bucket[region->at];
        int points = wish + region->points;
        if (points < low) break;
        if (!here->count || !bucket_may(space, here, points + space->left_most)) continue;
        if (run.end != here->first) {
            run_visit(space, &run, wish);
            run = (Run){ .first = here->first, .points = points };
        }
        run.end = here->first + here->count;
    }
    run_visit(space, &run, wish);
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
    if (opening_is_closed(snapshot, opening)) return 0;
    DemandBits required = demands_required(&space->demands, opening);
    space->demand_count = 0;
    for (int i = 0; i < DEMAND_BITS; i++) {
        if (required.word[i / 64] >> (i % 64) & 1) space->demand[space->demand_count++] = i;
    }
    people_bounds_begin(space);
    levels_visit(space);
    return ranking_finish(&space->ranking);
}
