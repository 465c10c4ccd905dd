#include "matching/barriers/prospects.h"

#include "auto.h"
#include "matching/barriers/people_each.h"
#include "matching/barriers/space.h"
#include "matching/sweep/sweep.h"

enum { SCRATCH_BYTES_MAX = 256 * 1024 * 1024 };
static const size_t thread_bytes_max = (size_t)2 << 30;

typedef struct Looking {
    const CountryRequest *request;
    BarrierSpace *space;
    BestSpace *best; /* NULL: without columns */
    Prospect *prospect;
    Prospect *at; /* of the person at hand */
} Looking;

static void step_saw(void *whose, int32_t opening, int step) {
    Looking *looking = whose;
    (void)opening;
    if (step < 0 || supply_is_lacking(looking->space->catalogue.step[step].supply)) return;
    looking->at->one_step = true;
}

static void rows_saw(void *whose, const ChunkSeen *seen, int step) {
    (void)seen;
    step_saw(whose, SLOT_NONE, step);
}

static int16_t best_score(const Looking *looking, int candidate) {
    const Snapshot *snapshot = looking->request->snapshot;
    Match match;
    size_t found = looking->best ? best_openings(looking->best, &snapshot->candidate[candidate],
                                                 candidate, 1, &match)
                                 : rank_for_candidate(snapshot, candidate, 1, &match);
    return found ? (int16_t)match.score : PROSPECT_SCORE_NONE;
}

/* One step away is only who finds nothing. */
static void person_prospect(void *own, int candidate) {
    Looking *looking = own;
    const CountryRequest *request = looking->request;
    BarrierSpace *space = looking->space;
    if (request->left_out && request->left_out[candidate]) return;
    AUTO(arena_end_at) Arena *scratch = arena_new("steps of a person", SCRATCH_BYTES_MAX);
    Prospect *prospect = looking->at = &looking->prospect[candidate];
    space->catalogue.arena = scratch;
    space_begin(space, candidate, &request->snapshot->candidate[candidate]);
    person_look(space);
    prospect->feasible = space->feasible;
    prospect->one_step = prospect->one_step && !space->feasible;
    prospect->score = space->feasible ? best_score(looking, candidate) : PROSPECT_SCORE_NONE;
}

static Looking *looking_new(Arena *arena, const CountryRequest *request, const Slices *slices,
                            Prospect *prospect) {
    const Snapshot *snapshot = request->snapshot;
    Looking *looking = arena_one(arena, Looking);
    *looking = (Looking){ .request = request, .prospect = prospect };
    looking->space = barrier_space_new(arena, snapshot, request->childcare);
    looking->space->saw = step_saw;
    looking->space->saw_rows = rows_saw;
    looking->space->whose = looking;
    if (slices) looking->space->sweep = sweep_new(arena, slices, simd_used());
    else looking->space->columns = NULL;
    if (snapshot->columns) looking->best = best_space_new(arena, snapshot->columns, simd_used());
    return looking;
}

Prospect *people_prospects(Arena *arena, const CountryRequest *request) {
    int threads = people_threads(request->threads);
    Prospect *prospect = arena_many(arena, Prospect, request->snapshot->candidates.count);
    AUTO(arena_end_at) Arena *scratch = arena_new("openings on their side", thread_bytes_max);
    const Slices *slices = NULL;
    if (!request->judged) slices = slices_make(scratch, request->snapshot);
    Arena *own[PEOPLE_THREADS_MAX];
    void *looking[PEOPLE_THREADS_MAX];
    for (int i = 0; i < threads; i++) {
        own[i] = arena_new("prospects, one thread", thread_bytes_max);
        looking[i] = looking_new(own[i], request, slices, prospect);
    }
    people_each(&(PeopleEach){ .snapshot = request->snapshot, .threads = threads, .own = looking,
                               .look = person_prospect, .progress = request->progress,
                               .ends = request->ends });
    for (int i = 0; i < threads; i++) arena_end(own[i]);
    return prospect;
}
