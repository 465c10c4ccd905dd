#include "piece.h"

/* Steps of the ascent at the root, and between two looks at what they decided. */
Wide piece_target(const Piece *piece) {
    return piece->best->has_value ? bound_target(piece->bound, piece->best->value) : WIDE_NEVER;
}

Wide piece_aim(const Piece *piece) {
    if (piece->best->has_value) return piece_target(piece);
    Wide size = piece->bound_wide < 0 ? -piece->bound_wide : piece->bound_wide;
    return piece->bound_wide - size / 100 - ((Wide)1 << piece->bound->shift);
}

Piece *piece_new(Arena *arena, const Part *part, Watch *watch, Best *best) {
    Piece *piece = arena_one(arena, Piece);
    piece->arena = arena;
    piece->part = part;
    piece->fill = fill_new(arena, part);
    piece->bound = bound_new(arena, part);
    piece->ascent = ascent_new(arena, piece->bound);
    piece->cuts = cuts_new(arena, piece->bound);
    piece->cuts.certificate = watch->limits.certificate;
    piece->cuts.problem = watch->problem;
    piece->trail = trail_new(arena, part);
    piece->best = best;
    piece->best_state = arena_many(arena, int8_t, (size_t)part->choice_count);
    piece->scratch_state = arena_many(arena, int8_t, (size_t)part->choice_count);
    piece->scratch_price = arena_many(arena, int64_t, (size_t)price_count(part));
    piece->tried = arena_many(arena, uint64_t, TRIED_MAX);
    piece->watch = watch;
    piece->bound_wide = WIDE_UNBOUNDED;
    return piece;
}

void piece_find_twins(Piece *piece) {
    if (piece->watch->limits.certificate) return;
    piece->trail.twins = twins_find(piece->arena, piece->part, piece->trail.state);
}

void piece_keep_plan(Piece *piece) {
    const Part *part = piece->part;
    Best *best = piece->best;
    int64_t value = fill_value(piece->fill);
    if (best->has_value && value <= best->value) return;
    best->has_value = true;
    best->value = value;
    for (int32_t i = 0; i < best->person_count; i++) best->pair_of[best->person[i]] = PLAN_UNPLACED;
    for (int32_t i = 0; i < part->pair_count; i++) {
        if (!fill_uses(piece->fill, i)) continue;
        best->pair_of[part->person_source[part->pair_person[i]]] = part->pair_source[i];
    }
    fill_read_state(piece->fill, piece->best_state);
}

void piece_add_fill_cut(Piece *piece) {
    piece_prices_of_filling(piece, piece->bound, 0);
    cuts_add(&piece->cuts, piece->scratch_price);
}

bool piece_try(Piece *piece, const int8_t *state) {
    int64_t most;
    if (!fill_solve(piece->fill, state, &most)) return false;
    if (fill_keeps_minimums(piece->fill)) piece_keep_plan(piece);
    piece_add_fill_cut(piece);
    return true;
}

void piece_lower_bound(Piece *piece, Wide bound) {
    if (bound >= piece->bound_wide) return;
    piece->bound_wide = bound;
    int64_t value = bound_value(piece->bound, bound);
    if (value < piece->best->bound) piece->best->bound = value;
}

void piece_settle(Piece *piece) {
    Best *best = piece->best;
    if (best->has_value) best->bound = best->value;
    else best->infeasible = true;
}
