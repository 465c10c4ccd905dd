/* What is decided already, and which pairs may be planned. */
#include "plan_parts.h"

/* Pairs that must not be planned, as a set of bits: candidate x opening. */
typedef struct PairSet {
    uint8_t *bit;
    size_t openings;
} PairSet;

static void pair_set_add(PairSet *set, int candidate, int opening) {
    size_t at = (size_t)candidate * set->openings + (size_t)opening;
    set->bit[at / 8] |= (uint8_t)(1U << (at % 8));
}

static bool pair_set_has(const PairSet *set, int candidate, int opening) {
    size_t at = (size_t)candidate * set->openings + (size_t)opening;
    return set->bit[at / 8] >> (at % 8) & 1U;
}

static void placements_apply(const PlanInput *input, PlanBasis *basis, PairSet *away) {
    for (size_t i = 0; i < input->placements->count; i++) {
        const Placement *row = &input->placements->row[i];
        int candidate = candidate_numbered(input->candidates, row->candidate_number);
        int opening = opening_numbered(input->openings, row->opening_number);
        PlacementHold hold = placement_hold(row->state);
        if (opening < 0) continue;
        if (hold == HOLD_PLACE) basis->taken[opening]++; /* also where a file was erased */
        if (candidate < 0) continue;
        switch (hold) {
        case HOLD_NOTHING: break;
        case HOLD_PAIR: basis->pinned_opening[candidate] = opening; break;
        case HOLD_AWAY: pair_set_add(away, candidate, opening); break;
        case HOLD_PLACE:
            basis->started[candidate] = true;
            basis->pinned_opening[candidate] = opening;
        }
    }
}

/* A decision about the pair itself comes after what happened to it: a person may pin a pair that
 * was declined once. */
static void decisions_apply(const PlanInput *input, PlanBasis *basis, PairSet *away) {
    for (size_t i = 0; i < input->decided->count; i++) {
        const DecidedPair *row = &input->decided->row[i];
        int candidate = candidate_numbered(input->candidates, row->candidate_number);
        int opening = opening_numbered(input->openings, row->opening_number);
        if (candidate < 0 || opening < 0 || basis->started[candidate]) continue;
        if (row->decision == PAIR_PIN) basis->pinned_opening[candidate] = opening;
        if (row->decision == PAIR_FORBID) pair_set_add(away, candidate, opening);
    }
}

typedef struct PairList {
    Arena *arena;
    Match *row;
    size_t count, capacity;
} PairList;

static void match_add(PairList *list, Match match) {
    list->row = arena_room(list->arena, Match, list->row, list->count, &list->capacity);
    list->row[list->count++] = match;
}

static void candidate_pairs(const PlanInput *input, PlanBasis *basis, const PairSet *away,
                            int candidate, PairList *list) {
    int pinned = basis->pinned_opening[candidate];
    for (int opening = 0; opening < (int)input->openings->count; opening++) {
        Match match = match_pair(input->snapshot, candidate, opening);
        bool feasible = match.unmet_count == 0;
        basis->feasible_count[candidate] += feasible;
        if (basis->started[candidate] || (pinned >= 0 && pinned != opening)) continue;
        bool allowed = feasible && !pair_set_has(away, candidate, opening);
        if (allowed || pinned == opening) match_add(list, match);
    }
}

Result plan_basis(Arena *arena, const PlanInput *input, PlanBasis *ret_basis) {
    size_t candidates = input->candidates->count, openings = input->openings->count;
    PlanBasis basis = { .pinned_opening = arena_many(arena, int, candidates),
                        .started = arena_many(arena, bool, candidates),
                        .taken = arena_many(arena, int, openings),
                        .feasible_count = arena_many(arena, int, candidates),
                        .first_match = arena_many(arena, int32_t, candidates + 1) };
    PairSet away = { .bit = arena_get(arena, candidates * openings / 8 + 1), .openings = openings };
    for (size_t i = 0; i < candidates; i++) basis.pinned_opening[i] = -1;
    placements_apply(input, &basis, &away);
    decisions_apply(input, &basis, &away);
    PairList list = { .arena = arena };
    for (size_t i = 0; i < candidates; i++) {
        basis.first_match[i] = (int32_t)list.count;
        candidate_pairs(input, &basis, &away, (int)i, &list);
    }
    basis.first_match[candidates] = (int32_t)list.count;
    basis.match = list.row;
    basis.match_count = list.count;
    *ret_basis = basis;
    return OK;
}
