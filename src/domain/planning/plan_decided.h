/* plan_decided.h: what is decided about people and places before anything is proposed: by whoever
 * pins or forbids a pair, and by the life of placements.
 *
 * A decision about the pair itself comes after what happened to it: a person may pin a pair that was
 * declined once. Positions are those of the rows given. */
#ifndef OPSTAP_PLAN_DECIDED_H
#define OPSTAP_PLAN_DECIDED_H

#include "candidates/candidates.h"
#include "openings/openings.h"
#include "placements/placements.h"
#include "plan_store.h"

typedef struct PlanAway {
    int32_t candidate, opening;
} PlanAway;

typedef struct PlanDecided {
    int *pinned_opening; /* per candidate, -1: none; where they started, too */
    bool *started;       /* per candidate: is somewhere already */
    int *taken;          /* per opening: places in use, also by people whose file was erased */
    PlanAway *away;      /* pairs that must not be proposed, in order */
    size_t away_count;
} PlanDecided;

typedef struct PlanDecidedRows {
    const CandidateRows *candidates;
    const OpeningRows *openings;
    const DecidedPairs *decided;
    const PlacementRows *placements;
} PlanDecidedRows;

PlanDecided plan_decided(Arena *arena, const PlanDecidedRows *rows);

bool plan_decided_away(const PlanDecided *decided, int candidate, int opening);

#endif
