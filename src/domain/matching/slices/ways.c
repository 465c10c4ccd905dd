#include "matching/slices/ways.h"

/* Minutes of a way fit in 16 bits (Way); one less than the most is longer than anybody travels. */
enum { MINUTES_FREE = 0, MINUTES_NO_WAY = INT16_MAX, MINUTES_MOST = INT16_MAX - 1 };
enum { LEGS_TOGETHER = 64, METRES_PER_KILOMETRE = 1000 };
enum { WALK_SHORT = MODE_COUNT, ALWAYS_FREE, MINUTES_LISTS };

typedef struct HomeWays {
    int16_t home; /* SLOT_NONE: not filled */
    int16_t *minutes[MINUTES_LISTS]; /* per leg: by mode; by a short walk; where no limit decides */
    int32_t *metres;
} HomeWays;

struct Ways {
    const Slices *slices;
    int32_t legs; /* rounded up */
    HomeWays home[2];
    Way *way; /* scratch, per stop */
    int16_t *quickest, *further;
    uint8_t *unmet; /* per leg: a bit per version */
    Chunk *reached, *later; /* by chunk, then by version */
    bool *touched;          /* per chunk: in one of these a row may be reached */
};

Ways *ways_new(Arena *arena, const Slices *slices) {
    Ways *ways = arena_one(arena, Ways);
    int32_t legs = (slices->ways.leg_count + LEGS_TOGETHER - 1) / LEGS_TOGETHER * LEGS_TOGETHER;
    size_t count = (size_t)legs;
    *ways = (Ways){ .slices = slices, .legs = legs };
    for (int i = 0; i < 2; i++) {
        ways->home[i].home = SLOT_NONE;
        for (int k = 0; k < MINUTES_LISTS; k++) {
            ways->home[i].minutes[k] = arena_many(arena, int16_t, count);
        }
        ways->home[i].metres = arena_many(arena, int32_t, count);
    }
    ways->way = arena_many(arena, Way, slices->snapshot->stop_keys.count);
    ways->quickest = arena_many(arena, int16_t, count);
    ways->further = arena_many(arena, int16_t, count);
    ways->unmet = arena_many(arena, uint8_t, count);
    size_t chunks = (size_t)slices->chunk_count * WAY_VERSIONS_MAX;
    ways->reached = arena_many(arena, Chunk, chunks);
    ways->later = arena_many(arena, Chunk, chunks);
    ways->touched = arena_many(arena, bool, (size_t)slices->chunk_count);
    return ways;
}

/* --- one home --- */

static bool way_tells_nothing(const Way *way) {
    bool unknown = way->metres == METRES_UNKNOWN;
    for (int mode = 0; mode < MODE_COUNT; mode++) {
        if (way->minutes[mode] != MINUTES_UNKNOWN) unknown = false;
    }
    return unknown || way->rough;
}

static int16_t minutes_kept(int16_t minutes) {
    if (minutes == MINUTES_UNKNOWN) return MINUTES_NO_WAY;
    return minutes > MINUTES_MOST ? MINUTES_MOST : minutes;
}

static void leg_fill(const Ways *ways, HomeWays *home, int32_t at) {
    const Leg *leg = &ways->slices->ways.leg[at];
    const Way *way = &ways->way[leg->stop];
    bool nothing = way_tells_nothing(way);
    for (int mode = 0; mode < MODE_COUNT; mode++) {
        bool goes = mode != MODE_PUBLIC_TRANSPORT || leg->public_transport;
        home->minutes[mode][at] = goes ? minutes_kept(way->minutes[mode]) : MINUTES_NO_WAY;
    }
    int16_t walk = home->minutes[MODE_WALK][at];
    int32_t most = ways->slices->snapshot->rules->constant[RULE_walk_minutes_max];
    home->minutes[WALK_SHORT][at] = walk <= most ? walk : MINUTES_NO_WAY;
    home->minutes[ALWAYS_FREE][at] = nothing || leg->shuttle ? MINUTES_FREE : MINUTES_NO_WAY;
    home->metres[at] = nothing || way->metres == METRES_UNKNOWN ? 0 : way->metres;
}

static const HomeWays *home_ways(Ways *ways, int16_t place, HomeWays *home) {
    if (home->home == place) return home;
    const Snapshot *snapshot = ways->slices->snapshot;
    for (int32_t stop = 0; stop < (int32_t)snapshot->stop_keys.count; stop++) {
        ways->way[stop] = snapshot_way(snapshot, place, stop);
    }
    for (int32_t i = 0; i < ways->slices->ways.leg_count; i++) leg_fill(ways, home, i);
    home->home = place;
    return home;
}

/* --- one person from one home --- */

/* Bits: modes; WALK_SHORT: who said nothing about walking can walk a short way. */
static unsigned modes_of(const CandidateProfile *candidate) {
    unsigned modes = (unsigned)candidate->modes | candidate->modes_maybe;
    bool said = (candidate->modes | candidate->modes_not) >> MODE_WALK & 1;
    return (modes & ((1U << MODE_COUNT) - 1)) | (said ? 0 : 1U << WALK_SHORT) | 1U << ALWAYS_FREE;
}

static void quicker(int16_t *restrict quickest, const int16_t *restrict minutes, int32_t legs) {
    for (int32_t i = 0; i < legs; i++) {
        quickest[i] = minutes[i] < quickest[i] ? minutes[i] : quickest[i];
    }
}

static void longer_mark(uint8_t *restrict unmet, const int16_t *restrict quickest, int32_t legs,
                        int16_t most, int version) {
    for (int32_t i = 0; i < legs; i++) {
        unmet[i] |= (uint8_t)((quickest[i] > most) << version);
    }
}

static void farther_mark(uint8_t *restrict unmet, const int32_t *restrict metres, int32_t legs,
                         int64_t most) {
    for (int32_t i = 0; i < legs; i++) {
        if (metres[i] > most) unmet[i] = UINT8_MAX;
    }
}

static int16_t minutes_most(const CandidateProfile *candidate) {
    int32_t most = candidate->minutes_max;
    if (most == NUMBER_UNKNOWN) return MINUTES_NO_WAY;
    return (int16_t)(most > MINUTES_MOST ? MINUTES_MOST : most);
}

/* Steps add modes and minutes, and take none away. */
static void legs_judge(Ways *ways, const HomeWays *home, const CandidateProfile *const *version,
                       int count) {
    unsigned modes = modes_of(version[0]);
    for (int32_t i = 0; i < ways->legs; i++) ways->quickest[i] = MINUTES_NO_WAY;
    memset(ways->unmet, 0, (size_t)ways->legs);
    for (int mode = 0; mode < MINUTES_LISTS; mode++) {
        if (modes >> mode & 1) quicker(ways->quickest, home->minutes[mode], ways->legs);
    }
    for (int i = 0; i < count; i++) {
        unsigned more = modes_of(version[i]) & ~modes;
        const int16_t *quickest = ways->quickest;
        if (more) {
            memcpy(ways->further, ways->quickest, sizeof *quickest * (size_t)ways->legs);
            quickest = ways->further;
        }
        for (int mode = 0; mode < MINUTES_LISTS; mode++) {
            if (more >> mode & 1) quicker(ways->further, home->minutes[mode], ways->legs);
        }
        longer_mark(ways->unmet, quickest, ways->legs, minutes_most(version[i]), i);
    }
    int64_t most = version[0]->kilometres_max;
    if (most == NUMBER_UNKNOWN) return;
    farther_mark(ways->unmet, home->metres, ways->slices->ways.leg_count,
                 most * METRES_PER_KILOMETRE);
}

static void rows_reach(Chunk *reached, int32_t first, int32_t end, int version) {
    while (first < end) {
        int32_t until = (first | 63) + 1 < end ? (first | 63) + 1 : end;
        uint64_t bits = UINT64_MAX << (first & 63);
        if (until & 63) bits &= (UINT64_C(1) << (until & 63)) - 1;
        Chunk *chunk = &reached[(size_t)(first / CHUNK_ROWS) * WAY_VERSIONS_MAX + (size_t)version];
        chunk->word[first % CHUNK_ROWS / 64] |= bits;
        first = until;
    }
}

static void way_reach(Ways *ways, Chunk *reached, int32_t way, unsigned met) {
    const int32_t *first = &ways->slices->ways.first_row[way];
    for (; met; met &= met - 1) rows_reach(reached, first[0], first[1], __builtin_ctz(met));
    for (int32_t chunk = first[0] / CHUNK_ROWS; chunk * CHUNK_ROWS < first[1]; chunk++) {
        ways->touched[chunk] = true;
    }
}

/* Ways of one leg, eight at a time: most are too far after every step. */
static void single_ways_reach(Ways *ways, Chunk *reached, int count) {
    const WaysAsked *asked = &ways->slices->ways;
    uint8_t far = (uint8_t)(1U << (count - 1));
    const uint64_t far_of_eight = far * UINT64_C(0x0101010101010101);
    for (int32_t i = 0; i < asked->leg_count; i += 8) {
        uint64_t eight;
        memcpy(&eight, &ways->unmet[i], sizeof eight);
        if (!(~eight & far_of_eight)) continue;
        for (int32_t leg = i; leg < i + 8 && leg < asked->leg_count; leg++) {
            unsigned met = ~(unsigned)ways->unmet[leg] & (2U * far - 1);
            int32_t way = asked->way_of_leg[leg];
            if (met && way != SLOT_NONE) way_reach(ways, reached, way, met);
        }
    }
}

/* Somebody must come to all places of a way; without a place the way is unknown. */
static void other_ways_reach(Ways *ways, Chunk *reached, int count) {
    const WaysAsked *asked = &ways->slices->ways;
    for (int32_t i = 0; i < asked->other_count; i++) {
        int32_t way = asked->other[i];
        unsigned unmet = 0;
        for (int32_t k = asked->first_leg[way]; k < asked->first_leg[way + 1]; k++) {
            unmet |= ways->unmet[asked->leg_of[k]];
        }
        unsigned met = ~unmet & ((1U << count) - 1);
        if (met) way_reach(ways, reached, way, met);
    }
}

/* Without a home the way is unknown everywhere. */
static void home_reach(Ways *ways, Chunk *reached, const CandidateProfile *const *version,
                       int count, HomeWays *home) {
    int16_t place = home == &ways->home[0] ? version[0]->home : version[0]->home_later;
    if (place == SLOT_NONE) {
        unsigned all = (1U << count) - 1;
        for (int32_t i = 0; i < ways->slices->ways.count; i++) way_reach(ways, reached, i, all);
        return;
    }
    legs_judge(ways, home_ways(ways, place, home), version, count);
    single_ways_reach(ways, reached, count);
    other_ways_reach(ways, reached, count);
}

/* --- who moves house --- */

/* Rows where this person would start after moving, rows where before; of others either may be. */
static void move_take(Ways *ways, const CandidateProfile *candidate, int count) {
    const Slices *slices = ways->slices;
    Lack moved = lack_from(slices, candidate, candidate->move_on);
    for (int32_t chunk = 0; chunk < slices->chunk_count; chunk++) {
        for (int word = 0; word < CHUNK_WORDS; word++) {
            uint64_t regular = slice(slices, chunk, COLUMN_REGULAR)->word[word];
            uint64_t after = slice(slices, chunk, moved.day)->word[word];
            if (moved.flexible) after |= slice(slices, chunk, COLUMN_FLEXIBLE)->word[word];
            for (int i = 0; i < count; i++) {
                uint64_t *now = &ways->reached[chunk * WAY_VERSIONS_MAX + i].word[word];
                uint64_t then = ways->later[chunk * WAY_VERSIONS_MAX + i].word[word];
                *now = (*now & ~(regular & after)) | (then & ~(regular & ~after));
            }
        }
    }
}

static void ways_clear(Ways *ways) {
    size_t bytes = sizeof *ways->reached * WAY_VERSIONS_MAX;
    for (int32_t chunk = 0; chunk < ways->slices->chunk_count; chunk++) {
        if (!ways->touched[chunk]) continue;
        memset(&ways->reached[chunk * WAY_VERSIONS_MAX], 0, bytes);
        memset(&ways->later[chunk * WAY_VERSIONS_MAX], 0, bytes);
        ways->touched[chunk] = false;
    }
}

void ways_begin(Ways *ways, const CandidateProfile *const *version, int count) {
    const CandidateProfile *candidate = version[0];
    ways_clear(ways);
    home_reach(ways, ways->reached, version, count, &ways->home[0]);
    if (candidate->home_later == SLOT_NONE || candidate->move_on == DAY_UNKNOWN) return;
    home_reach(ways, ways->later, version, count, &ways->home[1]);
    move_take(ways, candidate, count);
}

const Chunk *ways_chunk(const Ways *ways, int32_t chunk) {
    return ways->touched[chunk] ? &ways->reached[chunk * WAY_VERSIONS_MAX] : NULL;
}
