/* space.h: what one thread knows of the person whose openings it looks at.
 *
 * Within the room. Sets of criteria are bits. `certain` is what is unmet for certain, from bits and
 * bounds of the columns; what is not certain is judged. */
#ifndef OPSTAP_MATCHING_BARRIER_SPACE_H
#define OPSTAP_MATCHING_BARRIER_SPACE_H

#include "matching/barriers/catalogue.h"
#include "matching/columns/columns.h"
#include "matching/columns/reach.h"

enum { ANSWERS_MAX = 256, STEPS_IN_WORD = 64 };

typedef struct Answered {
    Criterion criterion;
    Word question;
    int what; /* of that criterion: language slot and skill, or a position in its list */
    int settles;
    int32_t opening; /* the first of them */
} Answered;

typedef struct LanguageKnown {
    uint32_t person;
    bool lacked;
} LanguageKnown;

typedef struct TripKnown {
    uint32_t person;
    Trip trip;
} TripKnown;

/* An opening as it stands for the person at hand. */
typedef struct Standing {
    int32_t opening;
    Pair pair;
    unsigned unmet, unknown; /* criteria */
    uint64_t steps; /* of the one criterion that is unmet: those that may close it; the first 64 */
} Standing;

/* Rows of one chunk (slices/slices.h), and how many they are. */
typedef struct ChunkSeen {
    int32_t chunk;
    int count;
    const struct Chunk *rows;
} ChunkSeen;
typedef struct Sweep Sweep;

typedef void Visitor(BarrierSpace *space, const Standing *standing);

struct BarrierSpace {
    const Snapshot *snapshot;
    const Columns *columns; /* NULL: each opening is looked at */
    Arena *scratch;
    Asked asked;
    Catalogue catalogue;
    Sweep *sweep; /* NULL: opening by opening */
    const CandidateProfile *candidate;
    CandidateProfile farthest;
    int position;
    uint32_t person;

    Kernel *kernel;
    WayKernel *way_kernel;
    ReachTables tables;
    NearHomes *homes;
    int16_t *near, *far; /* per spot: POINTS_UNMET when it is too far now; after all travel steps */
    int16_t *region_far; /* per region */
    TripKnown *trip;     /* per stop, with and without public transport, a shuttle */
    LanguageKnown *language;
    DemandBits lacked, lacked_always; /* always: after every step too */
    DemandBits of_criterion[CRITERION_COUNT];
    uint64_t closers[DEMAND_BITS]; /* per bit that is lacked: steps of its criterion that close it */

    int unmet_most;   /* openings with more unmet criteria are passed by */
    bool score;       /* the best after each step is wanted */
    Visitor *visit;

    int feasible, sure;
    int alone[CRITERION_COUNT]; /* openings that only this criterion keeps closed; those that are too
                                   far after all steps of travel together are not counted */
    Answered answer[ANSWERS_MAX];
    int answer_count;
    void (*saw)(void *whose, int32_t opening, int step); /* feasible: -1; opened by that step */
    void (*saw_rows)(void *whose, const ChunkSeen *seen, int step); /* the same, by a sweep */
    void *whose;
};

/* Calls space->visit for every opening that is not closed with at most unmet_most unmet criteria, in
 * some order. */
void openings_visit(BarrierSpace *space);

/* Judges one opening, and visits it. */
void opening_ask(BarrierSpace *space, int32_t opening);

/* Sets the person, the steps, and what is lacked. */
void space_begin(BarrierSpace *space, int position, const CandidateProfile *candidate);

/* Works out again what is passed by, after unmet_most changed. */
void space_limit(BarrierSpace *space);

/* Fills in what the person at hand finds: steps, answers. */
void person_look(BarrierSpace *space);
void pairs_look(Arena *arena, BarrierSpace *space, PersonBarriers *barriers);

bool match_is_better(const Snapshot *snapshot, const Match *a, const Match *b);
Verdict criterion_verdict(const Pair *pair, Criterion criterion);

/* What is judged of a pair after a step: with its profile, and its way when that changes. */
Pair pair_after(const Pair *pair, const CandidateProfile *after, Criterion criterion);

#endif
