#include "piece.h"

/* Steps of the ascent at the root, and between two looks at what they decided. */
enum { ROOT_ROUNDS = 16, ROUND_STEPS = 60, ROUND_PATIENCE = 12, FLIP_ROUNDS_MAX = 20 };

Wide piece_target(const Piece *piece) {
    return piece->best->has_value ? bound_target(piece->bound, piece->best->value) : WIDE_NEVER;
}

static Piece *piece_new(Arena *arena, const Part *part, Watch *watch, Best *best) {
    Piece *piece = arena_one(arena, Piece);
    piece->arena = arena;
    piece->part = part;
    piece->fill = fill_new(arena, part);
    piece->bound = bound_new(arena, part);
    piece->ascent = ascent_new(arena, piece->bound);
    piece->cuts = cuts_new(arena, piece->bound);
    piece->trail = trail_new(arena, part);
    piece->best = best;
    piece->best_state = arena_many(arena, int8_t, (size_t)part->choice_count);
    piece->scratch_state = arena_many(arena, int8_t, (size_t)part->choice_count);
    piece->scratch_price = arena_many(arena, int64_t, (size_t)part->person_count);
    piece->watch = watch;
    piece->bound_wide = WIDE_UNBOUNDED;
    return piece;
}

static void piece_keep_plan(Piece *piece, int64_t value) {
    const Part *part = piece->part;
    Best *best = piece->best;
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

/* The prices of the last filling, as a cut. */
static void piece_add_fill_cut(Piece *piece) {
    Wide scale = (Wide)1 << piece->bound->shift;
    for (int32_t i = 0; i < piece->part->person_count; i++) {
        Wide price = fill_price(piece->fill, i) * scale;
        if (price > PRICE_MAX) price = PRICE_MAX;
        if (price < -PRICE_MAX) price = -PRICE_MAX;
        piece->scratch_price[i] = (int64_t)price;
    }
    cuts_add(&piece->cuts, piece->scratch_price);
}

bool piece_try(Piece *piece, const int8_t *state) {
    int64_t value;
    if (!fill_solve(piece->fill, state, &value)) return false;
    if (fill_keeps_minimums(piece->fill)) piece_keep_plan(piece, value);
    piece_add_fill_cut(piece);
    return true;
}

/* Bound prices to start from: of the cut that is lowest at this state. */
static const int64_t *piece_prices(Piece *piece, const int8_t *state) {
    const Cut *cut = NULL;
    cuts_at(&piece->cuts, state, &cut);
    return cut->price;
}

/* Decides the state by how often each choice started lately. */
static void piece_round(const Piece *piece, int8_t *ret_state) {
    const Part *part = piece->part;
    for (int32_t j = 0; j < part->choice_count; j++) {
        int8_t fixed = piece->trail.state[j];
        const PartChoice *choice = &part->choice[j];
        ret_state[j] = fixed ? fixed : piece->ascent.share[j] > 0.5 ? CHOICE_OPEN : CHOICE_CLOSED;
        int32_t block = part->block[choice->block].choice;
        bool inner = choice->option != CHOICE_NONE && block != CHOICE_NONE;
        if (inner && ret_state[block] == CHOICE_CLOSED) ret_state[j] = CHOICE_CLOSED;
    }
}

static bool piece_try_if_open(Piece *piece, const int8_t *state) {
    const Cut *cut;
    if (cuts_at(&piece->cuts, state, &cut) < piece_target(piece)) return false;
    int64_t before = piece->best->value;
    bool had = piece->best->has_value;
    return piece_try(piece, state) && (!had || piece->best->value > before);
}

/* Turns one choice at a time, as long as that makes the plan better. The cuts rule most turns out
 * before anything is filled. */
static void piece_flip(Piece *piece) {
    const Part *part = piece->part;
    int8_t *state = piece->scratch_state;
    bool better = piece->best->has_value;
    for (int32_t round = 0; better && round < FLIP_ROUNDS_MAX; round++) {
        better = false;
        for (int32_t j = 0; j < part->choice_count; j++) {
            if (piece->trail.state[j] != CHOICE_UNDECIDED) continue;
            memcpy(state, piece->best_state, (size_t)part->choice_count);
            state[j] = -state[j];
            better |= piece_try_if_open(piece, state);
        }
    }
}

static Wide piece_aim(const Piece *piece) {
    if (piece->best->has_value) return piece_target(piece);
    Wide size = piece->bound_wide < 0 ? -piece->bound_wide : piece->bound_wide;
    return piece->bound_wide - size / 100 - ((Wide)1 << piece->bound->shift);
}

static void piece_lower_bound(Piece *piece, Wide bound) {
    if (bound >= piece->bound_wide) return;
    piece->bound_wide = bound;
    int64_t value = bound_value(piece->bound, bound);
    if (value < piece->best->bound) piece->best->bound = value;
}

/* One round at the root: better prices, what they decide, and plans near them. False: proven. */
static bool piece_climb(Piece *piece, const int64_t *price, double stride) {
    AscentRun run = { .state = piece->trail.state, .price = price, .target = piece_target(piece),
                      .aim = piece_aim(piece), .steps = ROUND_STEPS, .stride = stride,
                      .patience = ROUND_PATIENCE };
    ascent_run(&piece->ascent, run);
    piece_lower_bound(piece, piece->ascent.best);
    cuts_add(&piece->cuts, piece->ascent.best_price);
    if (!cuts_decide(&piece->cuts, &piece->trail, piece_target(piece))) return false;
    piece_round(piece, piece->scratch_state);
    piece_try_if_open(piece, piece->scratch_state);
    piece_flip(piece);
    return cuts_decide(&piece->cuts, &piece->trail, piece_target(piece));
}

/* The start: everything undecided. True when that settles the part. */
static bool piece_start(Piece *piece) {
    const Part *part = piece->part;
    int64_t value;
    Best *best = piece->best;
    if (!fill_solve(piece->fill, piece->trail.state, &value)) {
        best->infeasible = true;
        return true;
    }
    piece_lower_bound(piece, (Wide)value * ((Wide)1 << piece->bound->shift));
    piece_add_fill_cut(piece);
    if (fill_keeps_minimums(piece->fill)) {
        piece_keep_plan(piece, value);
        best->bound = best->value;
        return true;
    }
    int8_t *state = piece->scratch_state;
    for (int32_t j = 0; j < part->choice_count; j++) {
        const PartChoice *choice = &part->choice[j];
        int64_t minimum = choice->option == CHOICE_NONE ? part->block[choice->block].minimum
                                                        : part->option[choice->option].minimum;
        state[j] = fill_people(piece->fill, j) >= minimum ? CHOICE_OPEN : CHOICE_CLOSED;
    }
    piece_try(piece, state);
    return false;
}

static void piece_losses(Piece *piece, int64_t *losses) {
    for (int32_t j = 0; j < piece->part->choice_count; j++) {
        Wide lowest = WIDE_UNBOUNDED;
        for (int32_t i = 0; i < piece->cuts.count; i++) {
            Wide here = piece->cuts.cut[i].base + piece->cuts.cut[i].open[j];
            if (here < lowest) lowest = here;
        }
        losses[j] = bound_value(piece->bound, lowest);
    }
}

static void piece_finish(Piece *piece, const int8_t *old_state) {
    (void)old_state;
    int64_t left = tree_search(piece);
    if (left < piece->best->bound) piece->best->bound = left;
}

static bool piece_prune_pairs(Piece *piece, bool *kept) {
    const Part *part = piece->part;
    Wide target = piece_target(piece);
    Wide wide = bound_at(piece->bound, piece->ascent.best_price, piece->trail.state);
    if (wide < target) return false;
    bound_drop_pairs(piece->bound, piece->ascent.best_price, wide, target, kept);
    (void)part;
    return true;
}

static void piece_settle(Piece *piece) {
    Best *best = piece->best;
    if (best->has_value) best->bound = best->value;
    else best->infeasible = true;
}

static void piece_go(Piece *piece, int32_t depth) {
    const int64_t *price = piece_prices(piece, piece->trail.state);
    double stride = 1.0;
    for (int32_t round = 0; round < ROOT_ROUNDS; round++) {
        if (!piece_climb(piece, price, stride)) {
            piece_settle(piece);
            return;
        }
        if (!watch_goes_on(piece->watch, piece->best, piece->best->bound)) return;
        price = piece->ascent.best_price;
        stride *= 0.8;
    }
    bool *kept = arena_many(piece->arena, bool, (size_t)piece->part->pair_count);
    memset(kept, true, (size_t)piece->part->pair_count);
    if (!piece_prune_pairs(piece, kept)) {
        piece_settle(piece);
        return;
    }
    Part small;
    int32_t *choice;
    if (!part_shrink(piece->arena, piece->part, kept, piece->trail.state, &small, &choice)) {
        piece_settle(piece);
        return;
    }
    if (depth < 2 && small.pair_count * 10 < piece->part->pair_count * 9) {
        Part *held = arena_one(piece->arena, Part);
        *held = small;
        Piece *inner = piece_new(piece->arena, held, piece->watch, piece->best);
        for (int32_t j = 0; j < small.choice_count; j++) {
            if (piece->trail.state[choice[j]] == CHOICE_OPEN) trail_decide(&inner->trail, held, j, CHOICE_OPEN);
            inner->best_state[j] = piece->best_state[choice[j]];
        }
        cuts_add(&inner->cuts, inner->scratch_price);
        piece_go(inner, depth + 1);
        return;
    }
    piece_finish(piece, NULL);
}

void piece_solve(Arena *arena, const Part *part, Watch *watch, Best *best, int64_t *losses) {
    Piece *piece = piece_new(arena, part, watch, best);
    if (!piece_start(piece)) piece_go(piece, 0);
    piece_losses(piece, losses);
}
