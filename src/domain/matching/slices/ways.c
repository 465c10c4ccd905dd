#include "matching/slices/ways.h"

/* Minutes of a way fit in 16 bits (Way); one less than the most is longer than anybody travels. */
enum { MINUTES_FREE = 0, MINUTES_NO_WAY = INT16_MAX, MINUTES_MOST = INT16_MAX - 1 };
enum { LEGS_TOGETHER = 64, METRES_PER_KILOMETRE = 1000 };
enum { WALK_SHORT = MODE_COUNT, ALWAYS_FREE, MINUTES_LISTS };

typedef struct HomeWays {
    int16_t home; /* SLOT_NONE: not filled */
    int16_t *minutes[MINUTES_LISTS]; /* per leg: by mode; by a short walk; where no limit decides */
    int16_t *least; /* per legs together: the least of these */
    int32_t *metres;
} HomeWays;

struct Ways {
    const Slices *slices;
    int32_t legs; /* rounded up */
    HomeWays home[2];
    Way *way; /* scratch, per stop */
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
        ways->home[i].least = arena_many(arena, int16_t, count / LEGS_TOGETHER);
    }
    ways->way = arena_many(arena, Way, slices->snapshot->stop_keys.count);
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

static void least_fill(HomeWays *home, int32_t legs) {
    for (int32_t i = 0; i < legs; i++) {
        int16_t *least = &home->least[i / LEGS_TOGETHER];
        if (i % LEGS_TOGETHER == 0) *least = MINUTES_NO_WAY;
        for (int mode = 0; mode < MINUTES_LISTS; mode++) {
            if (home->minutes[mode][i] < *least) *least = home->minutes[mode][i];
        }
    }
}

static const HomeWays *home_ways(Ways *ways, int16_t place, HomeWays *home) {
    if (home->home == place) return home;
    const Snapshot *snapshot = ways->slices->snapshot;
    for (int32_t stop = 0; stop < (int32_t)snapshot->stop_keys.count; stop++) {
        ways->way[stop] = snapshot_way(snapshot, place, stop);
    }
    for (int32_t i = 0; i < ways->slices->ways.leg_count; i++) leg_fill(ways, home, i);
    least_fill(home, ways->slices->ways.leg_count);
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

static int16_t minutes_most(const CandidateProfile *candidate) {
    int32_t most = candidate->minutes_max;
    if (most == NUMBER_UNKNOWN) return MINUTES_NO_WAY;
    return (int16_t)(most > MINUTES_MOST ? MINUTES_MOST : most);
}

/* What one person asks of a way, by version. */
typedef struct Travel {
    int count;
    unsigned modes, more[WAY_VERSIONS_MAX]; /* of all versions; of that one beside */
    int16_t most[WAY_VERSIONS_MAX];
    int64_t metres_most;
} Travel;

/* Steps add modes and minutes, and take none away. */
static Travel travel_of(const CandidateProfile *const *version, int count) {
    Travel travel = { .count = count, .modes = modes_of(version[0]), .metres_most = INT64_MAX };
    for (int i = 0; i < count; i++) {
        travel.more[i] = modes_of(version[i]) & ~travel.modes;
        travel.most[i] = minutes_most(version[i]);
    }
    if (version[0]->kilometres_max != NUMBER_UNKNOWN) {
        travel.metres_most = (int64_t)version[0]->kilometres_max * METRES_PER_KILOMETRE;
    }
    return travel;
}

static void quicker(int16_t *restrict quickest, const int16_t *restrict minutes) {
    for (int i = 0; i < LEGS_TOGETHER; i++) {
        quickest[i] = minutes[i] < quickest[i] ? minutes[i] : quickest[i];
    }
}

static void quicker_by(int16_t *quickest, const HomeWays *home, int32_t first, unsigned modes) {
    for (; modes; modes &= modes - 1) {
        quicker(quickest, &home->minutes[__builtin_ctz(modes)][first]);
    }
}

static void longer_mark(uint8_t *restrict unmet, const int16_t *restrict quickest, int16_t most,
                        int version) {
    for (int i = 0; i < LEGS_TOGETHER; i++) {
        unmet[i] |= (uint8_t)((quickest[i] > most) << version);
    }
}

static void legs_judge(const HomeWays *home, const Travel *travel, int32_t first,
                       uint8_t *unmet) {
    int16_t quickest[LEGS_TOGETHER], further[LEGS_TOGETHER];
    for (int i = 0; i < LEGS_TOGETHER; i++) quickest[i] = MINUTES_NO_WAY;
    memset(unmet, 0, LEGS_TOGETHER);
    quicker_by(quickest, home, first, travel->modes);
    for (int i = 0; i < travel->count; i++) {
        memcpy(further, quickest, sizeof further);
        quicker_by(further, home, first, travel->more[i]);
        longer_mark(unmet, further, travel->most[i], i);
    }
    if (travel->metres_most == INT64_MAX) return;
    for (int i = 0; i < LEGS_TOGETHER; i++) {
        if (home->metres[first + i] > travel->metres_most) unmet[i] = UINT8_MAX;
    }
}

/* --- rows --- */

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

/* Ways that follow each other and are met by the same versions. */
typedef struct Run {
    int32_t first, end;
    unsigned met;
} Run;

/* Where it is met as things stand it is met by all versions: only that one is written. */
static void run_reach(Ways *ways, Chunk *reached, const Run *run) {
    const int32_t *row = ways->slices->ways.first_row;
    int32_t first = row[run->first], end = row[run->end];
    unsigned met = run->met & 1 ? 1 : run->met;
    if (first == end) return;
    for (; met; met &= met - 1) rows_reach(reached, first, end, __builtin_ctz(met));
    for (int32_t chunk = first / CHUNK_ROWS; chunk <= (end - 1) / CHUNK_ROWS; chunk++) {
        ways->touched[chunk] = true;
    }
}

static void way_reach(Ways *ways, Chunk *reached, Run *run, Run next) {
    if (next.met == run->met && next.first == run->end) {
        run->end = next.end;
        return;
    }
    if (run->met) run_reach(ways, reached, run);
    *run = next;
}

/* Ways of one leg; where nobody comes within the limit by any mode, they are passed by together. */
static void single_ways_reach(Ways *ways, Chunk *reached, const HomeWays *home,
                              const Travel *travel) {
    const WaysAsked *asked = &ways->slices->ways;
    unsigned all = (1U << travel->count) - 1;
    Run run = { 0 };
    for (int32_t first = 0; first < asked->leg_count; first += LEGS_TOGETHER) {
        uint8_t *unmet = &ways->unmet[first];
        if (home->least[first / LEGS_TOGETHER] > travel->most[travel->count - 1]) {
            memset(unmet, UINT8_MAX, LEGS_TOGETHER);
            continue;
        }
        legs_judge(home, travel, first, unmet);
        for (int i = 0; i < LEGS_TOGETHER && first + i < asked->leg_count; i++) {
            int32_t way = asked->way_of_leg[first + i];
            unsigned met = ~(unsigned)unmet[i] & all;
            if (way != SLOT_NONE && met) way_reach(ways, reached, &run, (Run){ way, way + 1, met });
        }
    }
    if (run.met) run_reach(ways, reached, &run);
}

/* Somebody must come to all places of a way; without a place the way is unknown. */
static void other_ways_reach(Ways *ways, Chunk *reached, int count) {
    const WaysAsked *asked = &ways->slices->ways;
    Run run = { 0 };
    for (int32_t i = 0; i < asked->other_count; i++) {
        int32_t way = asked->other[i];
        unsigned unmet = 0;
        for (int32_t k = asked->first_leg[way]; k < asked->first_leg[way + 1]; k++) {
            unmet |= ways->unmet[asked->leg_of[k]];
        }
        unsigned met = ~unmet & ((1U << count) - 1);
        if (met) way_reach(ways, reached, &run, (Run){ way, way + 1, met });
    }
    if (run.met) run_reach(ways, reached, &run);
}

/* Without a home the way is unknown everywhere. */
static void home_reach(Ways *ways, Chunk *reached, const CandidateProfile *const *version,
                       int count, HomeWays *home) {
    int16_t place = home == &ways->home[0] ? version[0]->home : version[0]->home_later;
    if (place == SLOT_NONE) {
        run_reach(ways, reached, &(Run){ 0, ways->slices->ways.count, 1 });
        return;
    }
    Travel travel = travel_of(version, count);
    single_ways_reach(ways, reached, home_ways(ways, place, home), &travel);
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
