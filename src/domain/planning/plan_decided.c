#include "plan_decided.h"

#include <stdlib.h>

static void away_add(PlanDecided *decided, int candidate, int opening) {
    decided->away[decided->away_count++] = (PlanAway){ candidate, opening };
}

static void placements_apply(const PlanDecidedRows *rows, PlanDecided *decided) {
    for (size_t i = 0; i < rows->placements->count; i++) {
        const Placement *row = &rows->placements->row[i];
        int candidate = candidate_numbered(rows->candidates, row->candidate_number);
        int opening = opening_numbered(rows->openings, row->opening_number);
        PlacementHold hold = placement_hold(row->state);
        if (opening < 0) continue;
        if (hold == HOLD_PLACE) decided->taken[opening]++; /* also where a file was erased */
        if (candidate < 0) continue;
        switch (hold) {
        case HOLD_NOTHING: break;
        case HOLD_PAIR: decided->pinned_opening[candidate] = opening; break;
        case HOLD_AWAY: away_add(decided, candidate, opening); break;
        case HOLD_PLACE:
            decided->started[candidate] = true;
            decided->pinned_opening[candidate] = opening;
        }
    }
}

static void decisions_apply(const PlanDecidedRows *rows, PlanDecided *decided) {
    for (size_t i = 0; i < rows->decided->count; i++) {
        const DecidedPair *row = &rows->decided->row[i];
        int candidate = candidate_numbered(rows->candidates, row->candidate_number);
        int opening = opening_numbered(rows->openings, row->opening_number);
        if (candidate < 0 || opening < 0 || decided->started[candidate]) continue;
        if (row->decision == PAIR_PIN) decided->pinned_opening[candidate] = opening;
        if (row->decision == PAIR_FORBID) away_add(decided, candidate, opening);
    }
}

static int away_order(const void *a, const void *b) {
    const PlanAway *left = a, *right = b;
    if (left->candidate != right->candidate) return left->candidate < right->candidate ? -1 : 1;
    return (left->opening > right->opening) - (left->opening < right->opening);
}

PlanDecided plan_decided(Arena *arena, const PlanDecidedRows *rows) {
    size_t candidates = rows->candidates->count, openings = rows->openings->count;
    PlanDecided decided = {
        .pinned_opening = arena_many(arena, int, candidates),
        .started = arena_many(arena, bool, candidates),
        .taken = arena_many(arena, int, openings),
        .away = arena_many(arena, PlanAway, rows->placements->count + rows->decided->count),
    };
    for (size_t i = 0; i < candidates; i++) decided.pinned_opening[i] = -1;
    placements_apply(rows, &decided);
    decisions_apply(rows, &decided);
    if (decided.away_count) {
        qsort(decided.away, decided.away_count, sizeof *decided.away, away_order);
    }
    return decided;
}

bool plan_decided_away(const PlanDecided *decided, int candidate, int opening) {
    PlanAway pair = { candidate, opening };
    return decided->away_count && bsearch(&pair, decided->away, decided->away_count,
                                          sizeof *decided->away, away_order);
}
