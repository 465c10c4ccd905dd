/* pairs_batch.h: some people, encoded, with room for their lists.
 *
 * Within the room. All of it lives in the batch's own arena, which is emptied when it begins again. */
#ifndef OPSTAP_PAIRS_BATCH_H
#define OPSTAP_PAIRS_BATCH_H

#include "matching/encode/profile.h"
#include "matching/pairs/pairs.h"

typedef struct Batch {
    Arena *arena;
    CandidateProfile *person;
    PersonList *list;
    Match *match;   /* k for each */
    int32_t *order; /* in which they are searched */
    size_t count, capacity, k;
} Batch;

void pairs_batch_begin(Batch *batch, size_t people, size_t k);

/* Homes have their slots already (candidate_add_homes): they live longer than a batch. */
void pairs_batch_add(Batch *batch, Snapshot *snapshot, const CandidateRecord *record);
bool pairs_batch_full(const Batch *batch);

/* By where they live, those of one home together, then by what they want most. */
void pairs_batch_order(Batch *batch, const Snapshot *snapshot);

#endif
