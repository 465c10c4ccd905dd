#include "piece.h"

#include <assert.h>

/* Steps of the ascent at the root, and between two looks at what they decided. */
enum {
    ROOT_ROUNDS_MAX = 16,
    ROUNDS_EARLY = 2, /* too early to make plans of */
    ROUND_STEPS = 60,
    ROUND_PATIENCE = 16,
    HOPE_FIRST_OF = 100,
    HOPE_AGAIN_OF = 8,
    FLIP_ROUNDS_MAX = 20,
    ROUND_DOWN_MAX = 24,
    TRIED_MAX = 4096
};

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
    piece->tried = arena_many(arena, uint64_t, TRIED_MAX);
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

/* True when this state was tried before; else notes it. Two states that share a number would cost a
 * try, never a proof. */
static bool piece_tried(Piece *piece, const int8_t *state) {
    uint64_t number = str_hash((Str){ (const char *)state, (size_t)piece->part->choice_count });
    uint64_t *noted = &piece->tried[number % TRIED_MAX];
    bool before = *noted == number;
    *noted = number;
    return before;
}

static bool piece_try_if_open(Piece *piece, const int8_t *state) {
    const Cut *cut;
    if (piece_tried(piece, state)) return false;
    if (cuts_at(&piece->cuts, state, &cut) < piece_target(piece)) return false;
    int64_t before = piece->best->value;
    bool had = piece->best->has_value;
    return piece_try(piece, state) && (!had || piece->best->value > before);
}

/* The open choice that started least often, of those that may be closed; blocks with choices inside
 * stay as they are. */
static int32_t piece_weakest(const Piece *piece, const int8_t *state) {
    const Part *part = piece->part;
    int32_t weakest = CHOICE_NONE;
    for (int32_t j = 0; j < part->choice_count; j++) {
        if (state[j] != CHOICE_OPEN || piece->trail.state[j] == CHOICE_OPEN) continue;
        if (part->block[part->choice[j].block].has_inner) continue;
        if (weakest != CHOICE_NONE && piece->ascent.share[j] >= piece->ascent.share[weakest]) continue;
        weakest = j;
    }
    return weakest;
}

/* Tries what started most of the time; while nobody can fill that, with one choice less. */
static void piece_try_rounded(Piece *piece) {
    int8_t *state = piece->scratch_state;
    piece_round(piece, state);
    for (int32_t turn = 0; turn < ROUND_DOWN_MAX; turn++) {
        const Cut *cut;
        if (cuts_at(&piece->cuts, state, &cut) < piece_target(piece)) return;
        if (piece_tried(piece, state) || piece_try(piece, state)) return;
        int32_t weakest = piece_weakest(piece, state);
        if (weakest == CHOICE_NONE) return;
        state[weakest] = CHOICE_CLOSED;
    }
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

Wide piece_aim(const Piece *piece) {
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
static bool piece_climb(Piece *piece, bool early) {
    AscentRun run = { .state = piece->trail.state, .target = piece_target(piece),
                      .aim = piece_aim(piece), .steps = ROUND_STEPS };
    ascent_run(&piece->ascent, run);
    piece_lower_bound(piece, piece->ascent.best);
    cuts_add(&piece->cuts, piece->ascent.best_price);
    if (!cuts_decide(&piece->cuts, &piece->trail, piece_target(piece))) return false;
    if (early) return true;
    piece_try_rounded(piece);
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

static void piece_settle(Piece *piece) {
    Best *best = piece->best;
    if (best->has_value) best->bound = best->value;
    else best->infeasible = true;
}

/* Rounds until they bring little. False: settled, or stopped. */
static bool piece_rounds(Piece *piece, bool again) {
    const int64_t *price = piece_prices(piece, piece->trail.state);
    Wide size = piece->bound_wide < 0 ? -piece->bound_wide : piece->bound_wide;
    Wide left = piece->bound_wide - piece_aim(piece);
    Wide hope = again ? left / HOPE_AGAIN_OF : size / HOPE_FIRST_OF;
    ascent_start(&piece->ascent, price, hope > 0 ? hope : 1, ROUND_PATIENCE);
    for (int32_t round = 0; round < ROOT_ROUNDS_MAX && !piece->ascent.is_done; round++) {
        if (!piece_climb(piece, !again && round < ROUNDS_EARLY)) {
            piece_settle(piece);
            return false;
        }
        if (!watch_goes_on(piece->watch, piece->best, piece->best->bound)) return false;
    }
    return true;
}

/* The prices of `piece`, for the people that are left in `smaller`. */
static void prices_carry(const Piece *piece, Piece *smaller) {
    const Part *from = piece->part, *to = smaller->part;
    int shift = smaller->bound->shift - piece->bound->shift;
    for (int32_t i = 0, k = 0; i < to->person_count; i++) {
        while (from->person_source[k] != to->person_source[i]) k++;
        Wide price = piece->ascent.best_price[k] * ((Wide)1 << (shift > 0 ? shift : 0));
        if (price > PRICE_MAX) price = PRICE_MAX;
        if (price < -PRICE_MAX) price = -PRICE_MAX;
        smaller->scratch_price[i] = (int64_t)price;
    }
    cuts_add(&smaller->cuts, smaller->scratch_price);
}

/* The same piece without the pairs that no better plan uses; NULL when none is left, and then the piece
 * is settled. Returns the piece itself when few could go. */
static Piece *piece_smaller(Piece *piece) {
    const Part *part = piece->part;
    Wide target = piece_target(piece);
    Wide wide = bound_at(piece->bound, piece->ascent.best_price, piece->trail.state);
    bool *kept = arena_many(piece->arena, bool, (size_t)part->pair_count);
    Part *small = arena_one(piece->arena, Part);
    int32_t *choice;
    memset(kept, true, (size_t)part->pair_count);
    bool left = wide >= target;
    if (left) bound_drop_pairs(piece->bound, piece->ascent.best_price, wide, target, kept);
    if (!left || !part_shrink(piece->arena, part, kept, piece->trail.state, small, &choice)) {
        piece_settle(piece);
        return NULL;
    }
    if ((int64_t)small->pair_count * 10 > (int64_t)part->pair_count * 9) return piece;
    Piece *smaller = piece_new(piece->arena, small, piece->watch, piece->best);
    for (int32_t j = 0; j < small->choice_count; j++) {
        smaller->best_state[j] = piece->best_state[choice[j]];
        if (piece->trail.state[choice[j]] != CHOICE_OPEN) continue;
        if (!trail_decide(&smaller->trail, small, j, CHOICE_OPEN)) assert(!"decided before");
    }
    prices_carry(piece, smaller);
    smaller->bound_wide = cuts_at(&smaller->cuts, smaller->trail.state, &(const Cut *){ NULL });
    return smaller;
}

void piece_solve(Arena *arena, const Part *part, Watch *watch, Best *best, int64_t *losses) {
    Piece *whole = piece_new(arena, part, watch, best), *piece = whole;
    bool goes_on = !piece_start(piece);
    bool again = false;
    while (goes_on && piece_rounds(piece, again)) {
        Piece *smaller = piece_smaller(piece);
        if (smaller && smaller != piece) {
            piece = smaller;
            again = true;
            continue;
        }
        goes_on = false;
        if (!smaller) break;
        int64_t left = tree_search(piece);
        if (left < best->bound) best->bound = left;
    }
    piece_losses(whole, losses);
}
