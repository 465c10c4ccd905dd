#include "auto.h"
#include "matching/people/people.h"

enum { BUCKET_ROWS_WANTED = 80, REGIONS_MAX = 256 };

/* What is needed only while people are put in order. */
typedef struct Making {
    Arena *arena, *scratch;
    People *people;
    int32_t *group_of_key; /* per wish key; SLOT_NONE */
    int32_t *part;         /* per cell: part of the country */
    int32_t *order;        /* candidates by place */
    size_t count;          /* of those that have a row */
} Making;

static const CandidateProfile *profile_at(const Making *making, size_t at) {
    return &making->people->snapshot->candidate[at];
}

/* --- homes --- */

static const Box box_empty = { INT32_MAX, INT32_MIN, INT32_MAX, INT32_MIN };

static void box_widen(Box *box, const Box *with) {
    if (with->south < box->south) box->south = with->south;
    if (with->north > box->north) box->north = with->north;
    if (with->west < box->west) box->west = with->west;
    if (with->east > box->east) box->east = with->east;
}

static void boxes_make(Making *making) {
    People *people = making->people;
    people->box = arena_many(making->arena, Box, people->cells.count);
    for (size_t i = 0; i < people->cells.count; i++) people->box[i] = box_empty;
    for (size_t i = 0; i < people->snapshot->place_keys.count; i++) {
        int32_t cell = people->cells.cell_of_place[i];
        if (cell < CELL_FIRST_PLACED) continue;
        Place at = people->snapshot->place[i];
        Box home = { at.latitude, at.latitude, at.longitude, at.longitude };
        box_widen(&people->box[cell], &home);
    }
}

static void cells_fill(Making *making) {
    People *people = making->people;
    const Snapshot *snapshot = people->snapshot;
    cells_begin(making->arena, snapshot, &people->cells);
    for (size_t i = 0; i < snapshot->candidates.count; i++) {
        int16_t home = snapshot->candidate[i].home, later = snapshot->candidate[i].home_later;
        if (home != SLOT_NONE) cell_add(making->arena, snapshot, &people->cells, home);
        if (later != SLOT_NONE) cell_add(making->arena, snapshot, &people->cells, later);
    }
    boxes_make(making);
}

static int32_t cell_of(const People *people, const CandidateProfile *candidate) {
    if (candidate->home == SLOT_NONE) return CELL_ROUGH;
    return people->cells.cell_of_place[candidate->home];
}

static int32_t region_of(const Making *making, const CandidateProfile *candidate) {
    if (candidate->home_later != SLOT_NONE) return REGION_ANYWHERE;
    int32_t cell = cell_of(making->people, candidate);
    if (cell == CELL_ROUGH) return REGION_NOWHERE;
    return cell == CELL_UNPLACED ? REGION_ANYWHERE : REGION_FIRST + making->part[cell];
}

/* By counting: people of one cell behind each other, in the order in which they came. */
static void people_order(Making *making) {
    const People *people = making->people;
    size_t cells = people->cells.count, most = people->snapshot->candidates.count;
    int32_t *first = arena_many(making->scratch, int32_t, cells + 1);
    making->order = arena_many(making->scratch, int32_t, most);
    for (size_t i = 0; i < most; i++) {
        if (person_has_row(profile_at(making, i)))
            first[cell_of(people, profile_at(making, i)) + 1]++;
    }
    for (size_t i = 1; i <= cells; i++) first[i] += first[i - 1];
    making->count = (size_t)first[cells];
    for (size_t i = 0; i < most; i++) {
        if (!person_has_row(profile_at(making, i))) continue;
        making->order[first[cell_of(people, profile_at(making, i))]++] = (int32_t)i;
    }
}

/* --- kinds of wishes --- */

static void group_add(Making *making, int32_t key, WishGroup group, size_t *capacity) {
    People *people = making->people;
    if (making->group_of_key[key] != SLOT_NONE) return;
    people->group =
        arena_room(making->arena, WishGroup, people->group, (size_t)people->group_count, capacity);
    people->group[people->group_count] = group;
    making->group_of_key[key] = people->group_count++;
}

static void groups_find(Making *making) {
    size_t capacity = 0;
    making->group_of_key = arena_many(making->scratch, int32_t, WISH_KEYS);
    for (int32_t i = 0; i < WISH_KEYS; i++) making->group_of_key[i] = SLOT_NONE;
    group_add(making, WISH_KEY_NOTHING, (WishGroup){ { 0xFFFF, 0 }, WISH_NOTHING }, &capacity);
    for (size_t i = 0; i < making->people->snapshot->candidates.count; i++) {
        const CandidateProfile *candidate = profile_at(making, i);
        for (size_t k = 0; k < candidate->wish_count; k++) {
            const Wish *wish = &candidate->wish[k];
            if (wish->kind == WISH_EXCLUDED) continue;
            WishGroup group = { wish->work.isco, (int8_t)wish->kind };
            group_add(making, wish_key(wish), group, &capacity);
        }
    }
}

typedef struct GroupWalk {
    const Making *making;
    const CandidateProfile *candidate;
    size_t at;
    bool any;
} GroupWalk;

static bool is_wished_before(const GroupWalk *walk, int32_t key) {
    for (size_t i = 0; i < walk->at; i++) {
        if (wish_key(&walk->candidate->wish[i]) == key) return true;
    }
    return false;
}

/* The groups of a candidate one by one, each once; SLOT_NONE after the last. */
static int32_t group_next(GroupWalk *walk) {
    const int32_t *group_of_key = walk->making->group_of_key;
    for (; walk->at < walk->candidate->wish_count; walk->at++) {
        const Wish *wish = &walk->candidate->wish[walk->at];
        if (wish->kind == WISH_EXCLUDED || is_wished_before(walk, wish_key(wish))) continue;
        walk->any = true;
        walk->at++;
        return group_of_key[wish_key(wish)];
    }
    if (walk->any) return SLOT_NONE;
    walk->any = true;
    return group_of_key[WISH_KEY_NOTHING];
}

/* --- regions --- */

static void regions_make(Making *making, size_t rows) {
    People *people = making->people;
    const Cells *cells = &people->cells;
    int32_t *count = arena_many(making->scratch, int32_t, cells->count);
    making->part = arena_many(making->scratch, int32_t, cells->count);
    for (size_t i = 0; i < making->count; i++) {
        count[cell_of(people, profile_at(making, (size_t)making->order[i]))]++;
    }
    size_t wanted = rows / BUCKET_ROWS_WANTED / (size_t)(people->group_count + 1) + 1;
    if (wanted > REGIONS_MAX) wanted = REGIONS_MAX;
    int32_t parts = cells_divide(cells, count, (int64_t)wanted, making->part);
    people->region_count = REGION_FIRST + parts;
    people->region = arena_many(making->arena, Box, (size_t)people->region_count);
    for (int32_t i = 0; i < people->region_count; i++) people->region[i] = box_empty;
    for (size_t i = CELL_FIRST_PLACED; i < cells->count; i++) {
        box_widen(&people->region[REGION_FIRST + making->part[i]], &people->box[i]);
    }
}

/* --- buckets and rows --- */

typedef void Visit(Making *making, int32_t at, Bucket *bucket);

static void rows_walk(Making *making, Visit *visit) {
    People *people = making->people;
    for (size_t i = 0; i < making->count; i++) {
        const CandidateProfile *candidate = profile_at(making, (size_t)making->order[i]);
        int32_t region = region_of(making, candidate), group;
        GroupWalk walk = { .making = making, .candidate = candidate };
        while ((group = group_next(&walk)) != SLOT_NONE) {
            visit(making, making->order[i], &people->bucket[group * people->region_count + region]);
        }
    }
}

static size_t rows_count(Making *making) {
    size_t rows = 0;
    for (size_t i = 0; i < making->count; i++) {
        GroupWalk walk = { .making = making,
                           .candidate = profile_at(making, (size_t)making->order[i]) };
        while (group_next(&walk) != SLOT_NONE) rows++;
    }
    return rows;
}

static void row_count(Making *making, int32_t at, Bucket *bucket) {
    (void)making;
    (void)at;
    bucket->count++;
}

static void row_take(Making *making, int32_t at, Bucket *bucket) {
    People *people = making->people;
    int32_t row = bucket->first + bucket->count++;
    people->candidate[row] = at;
    people->number[row] = profile_at(making, (size_t)at)->number;
    if (people->number[row] < bucket->number_least) bucket->number_least = people->number[row];
}

static void buckets_make(Making *making) {
    People *people = making->people;
    size_t buckets = (size_t)people->group_count * (size_t)people->region_count, rows = 0;
    people->bucket = arena_many(making->arena, Bucket, buckets);
    rows_walk(making, row_count);
    for (size_t i = 0; i < buckets; i++) {
        int32_t count = people->bucket[i].count;
        people->bucket[i] = (Bucket){ .first = (int32_t)rows, .number_least = INT64_MAX };
        rows += (size_t)count;
    }
    people->row_count = rows;
    people->word_count = (rows + 63) / 64;
    people->candidate = arena_many(making->arena, int32_t, rows);
    people->number = arena_many(making->arena, int64_t, rows);
    people->facts = arena_many(making->arena, PersonFacts, rows);
    rows_walk(making, row_take);
}

/* --- what they lack and can earn --- */

typedef struct PersonBits {
    uint64_t word[SLICE_WORDS];
} PersonBits;

static PersonBits bits_of(const People *people, const CandidateProfile *candidate,
                          const PersonFacts *facts) {
    PersonBits bits = { { 0 } };
    DemandBits lacked = demands_lacked(people->demands, candidate);
    memcpy(bits.word, lacked.word, sizeof lacked.word);
    bits.word[SLICE_SKILLS / 64] = facts->skills;
    for (size_t i = 0; i < candidate->experience_count; i++) {
        bits.word[SLICE_JOBS / 64] |= UINT64_C(1) << job_bit(candidate->experience[i].work.isco);
    }
    return bits;
}

/* Of 64 rows: bits by row become bits by what they are about. */
static void word_turn(People *people, size_t word, const PersonBits *bits) {
    uint64_t turned[SLICE_COUNT] = { 0 };
    for (size_t i = 0; i < 64 && word * 64 + i < people->row_count; i++) {
        const PersonBits *of_row = &bits[people->candidate[word * 64 + i]];
        for (int k = 0; k < SLICE_WORDS; k++) {
            for (uint64_t rest = of_row->word[k]; rest; rest &= rest - 1) {
                turned[k * 64 + __builtin_ctzll(rest)] |= UINT64_C(1) << i;
            }
        }
    }
    for (size_t i = 0; i < SLICE_COUNT; i++) {
        people->slice[i * people->word_count + word] = turned[i];
    }
}

static void facts_fill(Making *making) {
    People *people = making->people;
    FactsMaker maker = facts_begin(making->arena, people, making->scratch);
    PersonFacts *facts =
        arena_many(making->scratch, PersonFacts, people->snapshot->candidates.count);
    PersonBits *bits = arena_many(making->scratch, PersonBits, people->snapshot->candidates.count);
    for (size_t i = 0; i < making->count; i++) {
        size_t at = (size_t)making->order[i];
        facts[at] = facts_of(&maker, profile_at(making, at));
        bits[at] = bits_of(people, profile_at(making, at), &facts[at]);
    }
    for (size_t i = 0; i < people->row_count; i++) people->facts[i] = facts[people->candidate[i]];
    people->slice = arena_many(making->arena, uint64_t, SLICE_COUNT * people->word_count);
    for (size_t word = 0; word < people->word_count; word++) word_turn(people, word, bits);
}

People *people_make(Arena *arena, const Snapshot *snapshot, const Demands *demands) {
    People *people = arena_one(arena, People);
    people->snapshot = snapshot;
    people->demands = demands;
    if (!demands) {
        Demands *own = arena_one(arena, Demands);
        demands_make(arena, snapshot, own);
        people->demands = own;
    }
    AUTO(arena_end_at) Arena *scratch = arena_new("people in order", (size_t)8 << 30);
    Making making = { .arena = arena, .scratch = scratch, .people = people };
    cells_fill(&making);
    people_order(&making);
    groups_find(&making);
    regions_make(&making, rows_count(&making));
    buckets_make(&making);
    facts_fill(&making);
    people_list(arena, people, making.group_of_key);
    return people;
}
