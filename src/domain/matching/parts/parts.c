#include "matching/parts/parts_space.h"

enum { RECENT_IN_COLUMNS = 4000 }; /* fewer are all looked at */

PartsBase *parts_base_make(Arena *arena, Snapshot *snapshot) {
    PartsBase *base = arena_one(arena, PartsBase);
    base->snapshot = snapshot;
    base->columns = columns_make(arena, snapshot);
    base->row_of = arena_many(arena, int32_t, snapshot->openings.count);
    for (size_t i = 0; i < snapshot->openings.count; i++) base->row_of[i] = SLOT_NONE;
    for (size_t row = 0; row < base->columns->row_count; row++) {
        int32_t opening = base->columns->opening[row];
        if (opening != SLOT_NONE) base->row_of[opening] = (int32_t)row;
    }
    return base;
}

size_t parts_base_openings(const PartsBase *base) {
    return base->snapshot->openings.count;
}

int32_t parts_base_find(const PartsBase *base, int64_t number) {
    const OpeningProfile *opening = base->snapshot->opening;
    size_t low = 0, high = base->snapshot->openings.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (opening[middle].number < number) low = middle + 1;
        else high = middle;
    }
    bool found = low < base->snapshot->openings.count && opening[low].number == number;
    return found ? (int32_t)low : SLOT_NONE;
}

static void base_leave_out(Arena *arena, Parts *parts, const PartsChanges *changes) {
    const PartsBase *base = parts->base;
    uint64_t *gone = arena_many(arena, uint64_t, base->columns->row_count / 64 + 1);
    parts->gone = arena_many(arena, int32_t, changes->count);
    for (size_t i = 0; i < changes->count; i++) {
        int32_t at = parts_base_find(base, changes->change[i].number);
        if (at == SLOT_NONE) continue;
        parts->gone[parts->gone_count++] = at;
        int32_t row = base->row_of[at];
        if (row != SLOT_NONE) gone[row / 64] |= UINT64_C(1) << (row % 64);
    }
    parts->base_columns.gone = gone;
}

Parts *parts_make(Arena *arena, const PartsBase *base, PartsChanges changes) {
    Parts *parts = arena_one(arena, Parts);
    *parts = (Parts){ .base = base, .base_view = *base->snapshot, .base_columns = *base->columns };
    base_leave_out(arena, parts, &changes);
    snapshot_move_on(&parts->base_view, changes.today);
    Snapshot *recent = snapshot_begin_beside(arena, &parts->base_view);
    for (size_t i = 0; i < changes.count; i++) {
        const OpeningRecord *record = changes.change[i].record;
        if (record) snapshot_add_opening(arena, recent, record);
    }
    snapshot_openings_end(arena, recent);
    parts->recent = *recent;
    parts->openings = base->snapshot->openings.count - parts->gone_count + recent->openings.count;
    parts_weigh(arena, parts);
    parts->base_columns.snapshot = parts->base_columns.demands.snapshot = &parts->base_view;
    if (recent->openings.count >= RECENT_IN_COLUMNS) {
        parts->recent_columns = columns_make(arena, &parts->recent);
    }
    return parts;
}

size_t parts_openings(const Parts *parts) {
    return parts->openings;
}
