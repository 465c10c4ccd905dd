#include "matching/sweep/sweep.h"

#include "matching/slices/times.h"
#include "matching/slices/ways.h"
#include "matching/sweep/program.h"

enum { ROWS_APART = 16 }; /* of a word: fewer are looked at one by one */

typedef struct WorkKnown {
    uint32_t person;
    bool excluded;
} WorkKnown;

struct Sweep {
    const Slices *slices;
    const SweepKernels *kernels;
    Ways *ways;
    Times *times;
    WorkKnown *work; /* per facet of work, or of kinds of it */
    uint32_t person;
    Program program;
    SweepChunk chunk;
    Chunk *opened;
    int *opened_step;
    size_t opened_capacity;
    Arena *arena;
};

static const SweepKernels *kernels_of(Simd simd) {
#ifdef __x86_64__
    if (simd == SIMD_AVX512) return &sweep_avx512;
    if (simd == SIMD_AVX2) return &sweep_avx2;
#endif
    (void)simd;
    return &sweep_scalar;
}

Sweep *sweep_new(Arena *arena, const Slices *slices, Simd simd) {
    Sweep *sweep = arena_one(arena, Sweep);
    *sweep = (Sweep){ .slices = slices, .kernels = kernels_of(simd), .arena = arena };
    sweep->ways = ways_new(arena, slices);
    sweep->times = times_new(arena, slices);
    sweep->work = arena_many(arena, WorkKnown, slices->works.facets.keys.count);
    return sweep;
}

/* --- what bits of lacks do not tell --- */

/* The coarsest facets that tell what this person excludes; NULL: nothing is excluded. */
static const WorkFacets *excluded_by(const Slices *slices, const CandidateProfile *candidate) {
    const WorkFacets *by = NULL;
    for (size_t i = 0; i < candidate->wish_count; i++) {
        if (candidate->wish[i].kind != WISH_EXCLUDED) continue;
        if (candidate->wish[i].work.named) return &slices->works;
        by = &slices->kinds;
    }
    return by;
}

static bool work_is_excluded(Sweep *sweep, const WorkFacets *works,
                             const CandidateProfile *candidate, int32_t facet) {
    WorkKnown *known = &sweep->work[facet];
    if (known->person == sweep->person) return known->excluded;
    const Snapshot *snapshot = sweep->slices->snapshot;
    Pair pair = { .snapshot = snapshot, .candidate = candidate,
                  .opening = &snapshot->opening[works->facets.first[facet]] };
    bool unmet = judge(&pair, CRITERION_excluded_occupation, 0).verdict == VERDICT_UNMET;
    *known = (WorkKnown){ sweep->person, unmet };
    return unmet;
}

static void word_unmet(SweepChunk *chunk, Criterion criterion, int word, uint64_t unmet) {
    chunk->unmet[criterion].word[word] |= unmet;
    chunk->two.word[word] |= chunk->any.word[word] & unmet;
    chunk->any.word[word] |= unmet;
}

static uint64_t word_clear(const SweepChunk *chunk, int word) {
    return chunk->rows.word[word] & ~chunk->two.word[word];
}

/* Rows of a word of which the state of the times has a bit. */
static uint64_t word_times(const uint8_t *state, const uint16_t *times, uint64_t rows, int bit) {
    uint64_t found = 0;
    if (__builtin_popcountll(rows) < ROWS_APART) {
        for (; rows; rows &= rows - 1) {
            int row = __builtin_ctzll(rows);
            found |= (uint64_t)(state[times[row]] >> bit & 1) << row;
        }
        return found;
    }
    for (int eight = 0; eight < 64; eight += 8) {
        uint64_t byte = 0;
#pragma GCC unroll 8
        for (int row = 0; row < 8; row++) {
            byte |= (uint64_t)(state[times[eight + row]] >> bit & 1) << row;
        }
        found |= byte << eight;
    }
    return found & rows;
}

static void chunk_times(Sweep *sweep, int32_t first_row) {
    SweepChunk *chunk = &sweep->chunk;
    const uint8_t *state = times_states(sweep->times);
    if (!state) return;
    bool asks = times_ask(sweep->times);
    int32_t which = times_are_weekly(sweep->times) ? COLUMN_WEEKLY : COLUMN_ALL;
    for (int word = 0; word < CHUNK_WORDS; word++) {
        uint64_t rows = word_clear(chunk, word) & chunk->bits[which].word[word];
        if (!rows) continue;
        const uint16_t *times = &sweep->slices->times_of[first_row + word * 64];
        uint64_t unmet = word_times(state, times, rows, TIMES_UNMET_BIT);
        uint64_t judged = chunk->bits[COLUMN_TIMES_JUDGED].word[word];
        if (asks) chunk->ask.word[word] |= word_times(state, times, rows, TIMES_ASK_BIT);
        chunk->ask.word[word] |= unmet & judged;
        word_unmet(chunk, CRITERION_timetable, word, unmet & ~judged);
    }
}

static void chunk_works(Sweep *sweep, const WorkFacets *works, const CandidateProfile *candidate,
                        int32_t first_row) {
    SweepChunk *chunk = &sweep->chunk;
    for (int word = 0; word < CHUNK_WORDS; word++) {
        const int32_t *work = &works->of[first_row + word * 64];
        uint64_t unmet = 0;
        for (uint64_t left = word_clear(chunk, word); left; left &= left - 1) {
            int row = __builtin_ctzll(left);
            unmet |= (uint64_t)work_is_excluded(sweep, works, candidate, work[row]) << row;
        }
        word_unmet(chunk, CRITERION_excluded_occupation, word, unmet);
    }
}

/* --- steps of the timetable --- */

static void chunk_times_steps(Sweep *sweep, int first_step, int32_t first_row,
                              const Chunk *alone) {
    SweepChunk *chunk = &sweep->chunk;
    uint64_t opens = 0;
    for (int row = 0; row < CHUNK_ROWS; row++) {
        uint64_t left = alone->word[row / 64] >> (row % 64);
        if (!left) {
            row |= 63;
            continue;
        }
        row += __builtin_ctzll(left);
        uint64_t closers = times_closers(sweep->times, sweep->slices->times_of[first_row + row]);
        opens |= closers;
        for (; closers; closers &= closers - 1) {
            slice_set(&chunk->opened[first_step + __builtin_ctzll(closers)], row);
        }
    }
    for (; opens; opens &= opens - 1) {
        chunk->opened_step[chunk->opened_count++] = first_step + __builtin_ctzll(opens);
    }
}

/* --- what is found --- */

static void opened_tell(Sweep *sweep, BarrierSpace *space, int32_t chunk_at) {
    SweepChunk *chunk = &sweep->chunk;
    for (int i = 0; i < chunk->opened_count; i++) {
        int step = chunk->opened_step[i];
        Chunk *opened = &chunk->opened[step];
        ChunkSeen seen = { chunk_at, sweep->kernels->count(opened), opened };
        space->catalogue.step[step].opens += seen.count;
        if (space->saw_rows) space->saw_rows(space->whose, &seen, step);
        *opened = (Chunk){ { 0 } };
    }
    chunk->opened_count = 0;
}

static void chunk_alone(Sweep *sweep, BarrierSpace *space, int32_t first_row) {
    SweepChunk *chunk = &sweep->chunk;
    for (int i = 0; i < CRITERION_COUNT; i++) {
        Chunk alone;
        for (int word = 0; word < CHUNK_WORDS; word++) {
            alone.word[word] =
                chunk->unmet[i].word[word] & word_clear(chunk, word) & ~chunk->ask.word[word];
        }
        int count = sweep->kernels->count(&alone);
        if (!count) continue;
        space->alone[i] += count;
        if (i == CRITERION_timetable) {
            chunk_times_steps(sweep, space->catalogue.first[i], first_row, &alone);
        } else if (sweep->program.first_step[i] < sweep->program.first_step[i + 1]) {
            sweep->kernels->steps(&sweep->program, chunk, (Criterion)i, &alone);
        }
    }
}

static void chunk_feasible(Sweep *sweep, BarrierSpace *space, int32_t chunk_at) {
    const SweepChunk *chunk = &sweep->chunk;
    Chunk feasible;
    for (int word = 0; word < CHUNK_WORDS; word++) {
        feasible.word[word] =
            chunk->rows.word[word] & ~chunk->any.word[word] & ~chunk->ask.word[word];
    }
    ChunkSeen seen = { chunk_at, sweep->kernels->count(&feasible), &feasible };
    if (!seen.count) return;
    space->feasible += seen.count;
    if (space->saw_rows) space->saw_rows(space->whose, &seen, -1);
}

static void chunk_ask(const Sweep *sweep, BarrierSpace *space, int32_t first_row) {
    for (int word = 0; word < CHUNK_WORDS; word++) {
        uint64_t left = sweep->chunk.ask.word[word] & word_clear(&sweep->chunk, word);
        for (; left; left &= left - 1) {
            int32_t row = first_row + word * 64 + __builtin_ctzll(left);
            opening_ask(space, sweep->slices->opening[row]);
        }
    }
}

/* --- one person --- */

static void steps_begin(Sweep *sweep, const BarrierSpace *space) {
    size_t steps = (size_t)space->catalogue.count;
    if (steps <= sweep->opened_capacity) return;
    sweep->opened_capacity = steps * 2;
    sweep->opened = arena_many(sweep->arena, Chunk, sweep->opened_capacity);
    sweep->opened_step = arena_many(sweep->arena, int, sweep->opened_capacity);
}

static const CandidateProfile **afters_of(const Catalogue *catalogue, Criterion criterion) {
    int first = catalogue->first[criterion], count = catalogue_steps_of(catalogue, criterion);
    const CandidateProfile **after =
        arena_many(catalogue->arena, const CandidateProfile *, (size_t)count + 1);
    for (int i = 0; i < count; i++) after[i] = &catalogue->step[first + i].after;
    return after;
}

/* As things stand, after each step of travel, after all of them; how many. */
static int versions_begin(Sweep *sweep, const BarrierSpace *space) {
    const CandidateProfile *version[WAY_VERSIONS_MAX];
    const Catalogue *catalogue = &space->catalogue;
    int count = 0;
    version[count++] = space->candidate;
    for (int i = catalogue->first[CRITERION_travel]; i < catalogue->first[CRITERION_travel + 1];
         i++) {
        version[count++] = &catalogue->step[i].after;
    }
    version[count++] = &space->farthest;
    ways_begin(sweep->ways, version, count);
    return count;
}

static void chunk_sweep(Sweep *sweep, BarrierSpace *space, int32_t at, const WorkFacets *works) {
    SweepChunk *chunk = &sweep->chunk;
    int32_t first_row = at * CHUNK_ROWS;
    chunk->bits = slice(sweep->slices, at, 0);
    if (!sweep->kernels->judge(&sweep->program, chunk)) return;
    chunk_times(sweep, first_row);
    if (works) chunk_works(sweep, works, space->candidate, first_row);
    chunk_feasible(sweep, space, at);
    chunk_alone(sweep, space, first_row);
    opened_tell(sweep, space, at);
    chunk_ask(sweep, space, first_row);
}

void sweep_openings(Sweep *sweep, BarrierSpace *space) {
    const Catalogue *catalogue = &space->catalogue;
    const WorkFacets *works = excluded_by(sweep->slices, space->candidate);
    sweep->person++;
    steps_begin(sweep, space);
    sweep->chunk.opened = sweep->opened;
    sweep->chunk.opened_step = sweep->opened_step;
    program_make(sweep->slices, catalogue, &sweep->program);
    int versions = versions_begin(sweep, space);
    times_begin(sweep->times, space->candidate, afters_of(catalogue, CRITERION_timetable),
                catalogue_steps_of(catalogue, CRITERION_timetable));
    for (int32_t at = 0; at < sweep->slices->chunk_count; at++) {
        sweep->chunk.reach = ways_chunk(sweep->ways, at);
        if (!sweep->chunk.reach) continue;
        for (int word = 0; word < CHUNK_WORDS; word++) {
            sweep->chunk.rows.word[word] = sweep->chunk.reach[0].word[word] |
                                           sweep->chunk.reach[versions - 1].word[word];
        }
        chunk_sweep(sweep, space, at, works);
    }
}
