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

typedef struct Catalogue {
    Arena *arena;
    const Snapshot *snapshot;
    const Asked *asked;
    const ChildcareSupply *childcare;
    const CandidateProfile *candidate;
    TakenStep *step;
    int count;
    size_t capacity;
    int first[CRITERION_COUNT + 1]; /* steps of criterion i: first[i] .. first[i + 1] */
} Catalogue;

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
