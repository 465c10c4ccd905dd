#include "piece_basis.h"

#include <assert.h>

enum {
    ROUNDS_MAX = 16,
    ROUNDS_EARLY = 2, /* too early to make plans of */
    ROUND_STEPS = 60,
    ROUND_PATIENCE = 16,
    HOPE_FIRST_OF = 100,
    HOPE_AGAIN_OF = 8
};

/* Bound prices to start from: of the cut that is lowest at this state. */
static const int64_t *piece_prices(Piece *piece, const int8_t *state) {
    const Cut *cut = NULL;
    cuts_at(&piece->cuts, state, &cut);
    return cut->price;
}

/* One round at the root: better prices, what they decide, and plans near them. False: proven. */
static bool piece_climb(Piece *piece, bool early) {
    AscentRun run = { .state = piece->trail.state,
                      .target = piece_target(piece),
                      .aim = piece_aim(piece),
                      .steps = ROUND_STEPS };
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
        piece_keep_plan(piece);
        if (best->value == best->bound) {
            piece_certify_filling(piece);
            return true;
        }
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

/* An earlier plan is good enough to begin with. */
static int32_t rounds_early(const Piece *piece, bool again) {
    if (!again) return ROUNDS_EARLY;
    return piece->watch->limits.start ? 1 : 0;
}

/* Rounds until they bring little. False: settled, or stopped. */
static bool piece_rounds(Piece *piece, bool again) {
    const int64_t *price = piece_prices(piece, piece->trail.state);
    Wide size = piece->bound_wide < 0 ? -piece->bound_wide : piece->bound_wide;
    Wide left = piece->bound_wide - piece_aim(piece);
    Wide hope = again ? left / HOPE_AGAIN_OF : size / HOPE_FIRST_OF;
    ascent_start(&piece->ascent, price, hope > 0 ? hope : 1, ROUND_PATIENCE);
    for (int32_t round = 0; round < ROUNDS_MAX && !piece->ascent.is_done; round++) {
        if (!piece_climb(piece, round < rounds_early(piece, again))) {
            piece_settle(piece);
            return false;
        }
        if (!watch_goes_on(piece->watch, piece->best, piece->best->bound)) return false;
    }
    return true;
}

/* Without counted blocks a bound is finer, and a smaller piece may have none, or its first. */
static int64_t price_carried(const Piece *piece, const Piece *smaller, int32_t at) {
    Wide finer = (Wide)piece->ascent.best_price[at] * ((Wide)1 << smaller->bound->shift);
    return price_fit(smaller->bound, finer >> piece->bound->shift);
}

/* The prices of `piece`, for the people that are left in `smaller`. */
static void piece_carry_prices(const Piece *piece, Piece *smaller) {
    const Part *from = piece->part, *to = smaller->part;
    for (int32_t i = 0, k = 0; i < to->person_count; i++) {
        while (from->person_source[k] != to->person_source[i]) k++;
        smaller->scratch_price[i] = price_carried(piece, smaller, k);
    }
    for (int32_t i = 0; i < price_count(to) - to->person_count; i++) {
        smaller->scratch_price[to->person_count + i] =
            price_carried(piece, smaller, from->person_count + i);
    }
    cuts_add(&smaller->cuts, smaller->scratch_price);
}

/* Those that are not kept, and then those of what cannot start without them. */
static void certify_drop(Piece *piece, const bool *kept) {
    Certificate *certificate = piece->cuts.certificate;
    const Part *part = piece->part;
    if (!certificate) return;
    int32_t prices = certificate_prices(certificate, piece->bound, piece->ascent.best_price);
    certificate_drop(certificate, part, prices, kept);
    bool *serves = arena_many(piece->arena, bool, (size_t)part->pair_count);
    if (part_idle(part, (PartKeep){ kept, piece->trail.state }, serves))
        certificate_drop(certificate, part, prices, serves);
}

/* The same piece without the pairs that no better plan uses; NULL when none is left, and then the
 * piece is settled. Returns the piece itself when few could go. */
static Piece *piece_smaller(Piece *piece) {
    const Part *part = piece->part;
    Wide target = piece_target(piece);
    Wide wide = bound_at(piece->bound, piece->ascent.best_price, piece->trail.state);
    bool *kept = arena_many(piece->arena, bool, (size_t)part->pair_count);
    Part *small = arena_one(piece->arena, Part);
    int32_t *choice;
    memset(kept, true, (size_t)part->pair_count);
    bool left = wide >= target;
    const int64_t *price = piece->ascent.best_price;
    if (left) bound_drop_pairs(piece->bound, price, piece->trail.state, wide, target, kept);
    PartKeep keep = { kept, piece->trail.state };
    bool shrinks = left && part_shrink(piece->arena, part, keep, small, &choice);
    if (shrinks && (int64_t)small->pair_count * 10 >= (int64_t)part->pair_count * 9) return piece;
    if (left) certify_drop(piece, kept);
    else cuts_certify_leaf(&piece->cuts, piece->ascent.best_price);
    if (!shrinks) {
        if (left) cuts_certify_counting(&piece->cuts);
        piece_settle(piece);
        return NULL;
    }
    Piece *smaller = piece_new(piece->arena, small, piece->watch, piece->best);
    for (int32_t j = 0; j < small->choice_count; j++) {
        smaller->best_state[j] = piece->best_state[choice[j]];
        if (piece->trail.state[choice[j]] != CHOICE_OPEN) continue;
        if (!trail_decide(&smaller->trail, small, j, CHOICE_OPEN)) assert(!"decided before");
    }
    piece_find_twins(smaller);
    piece_carry_prices(piece, smaller);
    fill_take_over(smaller->fill, piece->fill);
    smaller->bound_wide = cuts_at(&smaller->cuts, smaller->trail.state, &(const Cut *){ NULL });
    return smaller;
}

/* The lowest of all cuts at the root when one choice is open. */
static void piece_if_open(const Piece *piece, int64_t *if_open) {
    for (int32_t j = 0; j < piece->part->choice_count; j++) {
        Wide lowest = WIDE_UNBOUNDED;
        for (int32_t i = 0; i < piece->cuts.count; i++) {
            Wide here = piece->cuts.cut[i].base + piece->cuts.cut[i].open[j];
            if (here < lowest) lowest = here;
        }
        if_open[j] = bound_value(piece->bound, lowest);
    }
}

/* From the prices of an earlier plan to what they leave; NULL when that is nothing. */
static Piece *piece_start_smaller(Piece *piece) {
    const int64_t *price = piece_prices(piece, piece->trail.state);
    ascent_start(&piece->ascent, price, 1, ROUND_PATIENCE);
    piece_lower_bound(piece, cuts_at(&piece->cuts, piece->trail.state, &(const Cut *){ NULL }));
    if (!cuts_decide(&piece->cuts, &piece->trail, piece_target(piece))) {
        piece_settle(piece);
        return NULL;
    }
    return piece_smaller(piece);
}

/* The prices here are kept, and those of an earlier tree come beside them. */
static void piece_enter_tree(Piece *piece) {
    size_t count = (size_t)price_count(piece->part);
    const int64_t *price = piece_prices(piece, piece->trail.state);
    piece->root_price = arena_many(piece->arena, int64_t, count);
    memcpy(piece->root_price, price, count * sizeof *price);
    if (piece->watch->limits.start) piece_take_prices(piece, piece->watch->limits.start);
}

void piece_solve(Arena *arena, const Part *part, Watch *watch, Best *best, int64_t *if_open) {
    Piece *whole = piece_new(arena, part, watch, best), *piece = whole;
    const Basis *start = watch->limits.start;
    piece_find_twins(whole);
    bool again = start && piece_take_basis(piece, start);
    bool goes_on = again || !piece_start(piece);
    if (again) {
        Piece *smaller = piece_start_smaller(piece);
        goes_on = smaller != NULL;
        if (smaller) piece = smaller;
    }
    while (goes_on && piece_rounds(piece, again)) {
        Piece *smaller = piece_smaller(piece);
        if (smaller && smaller != piece) {
            piece = smaller;
            again = true;
            continue;
        }
        goes_on = false;
        if (!smaller) break;
        piece_enter_tree(piece);
        int64_t left = tree_search(piece);
        if (left < best->bound) best->bound = left;
    }
    piece_if_open(whole, if_open);
    if (watch->limits.basis) piece_leave_basis(whole, piece, watch->limits.basis);
}
