/* catalogue.h: the steps that one person can take, each taken in a copy of the profile.
 *
 * Within the room. A step changes the verdicts of one criterion only, and no day. Steps of one
 * criterion stand together. */
#ifndef OPSTAP_MATCHING_CATALOGUE_H
#define OPSTAP_MATCHING_CATALOGUE_H

#include "matching/barriers/barriers.h"
#include "matching/judge/score.h"

/* What openings ask at all: a step that nobody asks for is not looked at. */
typedef struct Asked {
    int8_t *level; /* per language slot and skill: the highest */
    uint32_t licences;
    uint64_t certificates;
} Asked;
Asked asked_by_openings(Arena *arena, const Snapshot *snapshot);

typedef struct TakenStep {
    Step step;
    Criterion criterion;
    Supply supply;
    CandidateProfile after;
    int opens;
    Match best;
} TakenStep;

/* How long a step takes that takes everybody as long; kept, for it is asked for each person again. */
typedef struct WeeksKnown {
    Step step;
    bool known;
} WeeksKnown;
enum { WEEKS_KNOWN = 1024 };

typedef struct Catalogue {
    Arena *arena;
    const Snapshot *snapshot;
    const Asked *asked;
    const ChildcareSupply *childcare;
    WeeksKnown *weeks; /* WEEKS_KNOWN of them */
    const CandidateProfile *candidate;
    TakenStep *step;
    int count;
    size_t capacity;
    int first[CRITERION_COUNT + 1]; /* steps of criterion i: first[i] .. first[i + 1] */
} Catalogue;

/* A number below `count` that tells most steps apart; the same text is at the same address. */
static inline size_t step_place(const Step *step, size_t count) {
    uint64_t mixed = (uint64_t)(uintptr_t)step->detail.at;
    mixed = mixed * 31 + (uint64_t)step->kind;
    mixed = mixed * 31 + (uint64_t)step->skill;
    mixed = mixed * 31 + (uint64_t)step->from;
    mixed = mixed * 31 + (uint64_t)step->to;
    return (mixed * UINT64_C(0x9E3779B97F4A7C15) >> 32) % count;
}

static inline bool step_is_same(const Step *a, const Step *b) {
    return a->kind == b->kind && a->skill == b->skill && a->from == b->from && a->to == b->to &&
           a->detail.at == b->detail.at && a->detail.len == b->detail.len;
}

/* Sets the steps of this person; they live in the arena of the catalogue. */
void catalogue_fill(Catalogue *catalogue, const CandidateProfile *candidate);

/* The profile after one more step; what changes is copied. */
CandidateProfile profile_after(const Catalogue *catalogue, const CandidateProfile *before,
                               const TakenStep *taken);

/* Modes and minutes of all travel steps together: nobody comes further by any of them. */
CandidateProfile profile_farthest(const Catalogue *catalogue);

static inline int catalogue_steps_of(const Catalogue *catalogue, Criterion criterion) {
    return catalogue->first[criterion + 1] - catalogue->first[criterion];
}

#endif
