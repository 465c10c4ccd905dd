/* Which pairs may be planned. */
#include "plan_decided.h"
#include "plan_parts.h"

typedef struct PairList {
    Arena *arena;
    Match *row;
    size_t count, capacity;
} PairList;

static void match_add(PairList *list, Match match) {
    list->row = arena_room(list->arena, Match, list->row, list->count, &list->capacity);
    list->row[list->count++] = match;
}

static void candidate_pairs(const PlanInput *input, PlanBasis *basis, const PlanDecided *decided,
                            int candidate, PairList *list) {
    int pinned = basis->pinned_opening[candidate];
    for (int opening = 0; opening < (int)input->openings->count; opening++) {
        Match match = match_pair(input->snapshot, candidate, opening);
        bool feasible = match.unmet_count == 0;
        basis->feasible_count[candidate] += feasible;
        if (basis->started[candidate] || (pinned >= 0 && pinned != opening)) continue;
        bool allowed = feasible && !plan_decided_away(decided, candidate, opening);
        if (allowed || pinned == opening) match_add(list, match);
    }
}

Result plan_basis(Arena *arena, const PlanInput *input, PlanBasis *ret_basis) {
    size_t candidates = input->candidates->count;
    PlanDecidedRows rows = { input->candidates, input->openings, input->decided,
                             input->placements };
    PlanDecided decided = plan_decided(arena, &rows);
    PlanBasis basis = { .pinned_opening = decided.pinned_opening,
                        .started = decided.started,
                        .taken = decided.taken,
                        .feasible_count = arena_many(arena, int, candidates),
                        .first_match = arena_many(arena, int32_t, candidates + 1) };
    PairList list = { .arena = arena };
    for (size_t i = 0; i < candidates; i++) {
        basis.first_match[i] = (int32_t)list.count;
        candidate_pairs(input, &basis, &decided, (int)i, &list);
    }
    basis.first_match[candidates] = (int32_t)list.count;
    basis.match = list.row;
    basis.match_count = list.count;
    *ret_basis = basis;
    return OK;
}
