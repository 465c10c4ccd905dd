#include "piece_basis.h"

static double price_out(const Piece *piece, int64_t price) {
    return ldexp((double)price, -piece->bound->shift);
}

static int64_t price_in(const Piece *piece, double value, bool may_be_negative) {
    double most = (double)piece->bound->price_max, price = ldexp(value, piece->bound->shift);
    if (price < 0 && !may_be_negative) return 0;
    return price_fit(piece->bound, (Wide)(price > most ? most : price < -most ? -most : price));
}

/* Where prices are read: what each has moved by since, or what it is now where it is new. */
typedef struct Reading {
    const Piece *piece;
    const BasisPrices *prices, *otherwise, *then, *now; /* then, now: of the filling; or NULL */
} Reading;

static int64_t price_read(const Reading *reading, size_t list, int32_t at, bool may_be_negative) {
    const BasisPrices *all[] = { reading->prices, reading->otherwise, reading->then, reading->now };
    double price[4];
    for (int i = 0; i < 4; i++) {
        price[i] = all[i] ? (*(double *const *)(const void *)((const char *)all[i] + list))[at]
                          : PRICE_UNKNOWN;
    }
    double of = isfinite(price[0]) ? price[0] : price[1];
    if (isfinite(of) && isfinite(price[2]) && isfinite(price[3])) of += price[3] - price[2];
    else if (!isfinite(of)) of = isfinite(price[3]) ? price[3] : 0;
    return price_in(reading->piece, of, may_be_negative);
}

#define LIST(name) offsetof(BasisPrices, name)

/* One set of prices, in piece->scratch_price. */
static void prices_read(Piece *piece, const Reading *reading) {
    const Part *part = piece->part;
    int64_t *to = piece->scratch_price;
    for (int32_t i = 0; i < part->person_count; i++) {
        to[i] = price_read(reading, LIST(candidate), part->person_source[i], part->must[i]);
    }
    to[price_of_crowd(part)] = 0;
    for (int32_t k = 0; k < part->option_count && !to[price_of_crowd(part)]; k++) {
        to[price_of_crowd(part)] = price_read(reading, LIST(option), part->option[k].source, false);
    }
    for (int32_t i = 0; i < part->hub_count; i++) {
        to[price_of_hub(part, i)] = price_read(reading, LIST(resource), part->hub[i].source, false);
    }
    for (int32_t i = 0; i < part->group_count; i++) {
        to[price_of_group(part, i)] = price_read(reading, LIST(floor), part->group[i].source, false);
    }
}

static bool prices_know(const Piece *piece, const BasisPrices *prices) {
    for (int32_t i = 0; i < piece->part->person_count; i++) {
        if (isfinite(prices->candidate[piece->part->person_source[i]])) return true;
    }
    return false;
}

static void prices_write(const Piece *piece, const int64_t *price, BasisPrices *prices) {
    const Part *part = piece->part;
    for (int32_t i = 0; i < part->person_count; i++) {
        prices->candidate[part->person_source[i]] = price_out(piece, price[i]);
    }
    double crowd = price_out(piece, price[price_of_crowd(part)]);
    for (int32_t k = 0; k < part->option_count; k++) prices->option[part->option[k].source] = crowd;
    for (int32_t i = 0; i < part->hub_count; i++) {
        prices->resource[part->hub[i].source] = price_out(piece, price[price_of_hub(part, i)]);
    }
    for (int32_t i = 0; i < part->group_count; i++) {
        prices->floor[part->group[i].source] = price_out(piece, price[price_of_group(part, i)]);
    }
}

static void state_open(const Part *part, int8_t *state, int32_t block, int32_t choice) {
    int32_t of_block = part->block[block].choice;
    if (choice != CHOICE_NONE) state[choice] = CHOICE_OPEN;
    if (of_block != CHOICE_NONE) state[of_block] = CHOICE_OPEN;
}

/* What a plan starts, as choices; and what must start. */
static void plan_state(const Part *part, const int32_t *pair_of, int8_t *state) {
    for (int32_t j = 0; j < part->choice_count; j++) state[j] = CHOICE_CLOSED;
    for (int32_t j = 0; j < part->choice_count; j++) {
        if (part->choice[j].must) state_open(part, state, part->choice[j].block, j);
    }
    for (int32_t i = 0; i < part->pair_count; i++) {
        if (pair_of[part->person_source[part->pair_person[i]]] != part->pair_source[i]) continue;
        const PartOption *option = &part->option[part->pair_option[i]];
        state_open(part, state, option->block, option->choice);
    }
}

/* The prices of the last filling. */
static const BasisPrices *prices_now(Piece *piece, const Problem *problem) {
    Basis *basis = basis_new(piece->arena, problem);
    piece_add_fill_cut(piece);
    prices_write(piece, piece->scratch_price, basis_prices(basis, 0));
    return &basis->prices[0];
}

bool piece_take_basis(Piece *piece, const Basis *start) {
    if (start->has_tree) fill_take_tree(piece->fill, start);
    if (!piece->part->choice_count) return false;
    plan_state(piece->part, start->pair_of, piece->scratch_state);
    int64_t most;
    if (!fill_solve(piece->fill, piece->scratch_state, &most)) return false;
    if (fill_keeps_minimums(piece->fill)) piece_keep_plan(piece);
    piece->filled = prices_now(piece, start->problem);
    if (!start->prices_count || !prices_know(piece, &start->prices[BASIS_FIRST])) return false;
    Reading reading = { piece, &start->prices[BASIS_FIRST] };
    prices_read(piece, &reading);
    cuts_add(&piece->cuts, piece->scratch_price);
    if (start->prices_count > BASIS_FILLED) {
        reading.then = &start->prices[BASIS_FILLED];
        reading.now = piece->filled;
        prices_read(piece, &reading);
        cuts_add(&piece->cuts, piece->scratch_price);
    }
    const Cut *cut = NULL;
    cuts_at(&piece->cuts, piece->trail.state, &cut);
    piece_mend(piece, cut->price);
    return piece->best->has_value;
}

void piece_take_prices(Piece *piece, const Basis *start) {
    if (start->prices_count <= BASIS_TREE) return;
    Basis *now = basis_new(piece->arena, start->problem);
    prices_write(piece, piece->root_price, basis_prices(now, 0));
    for (int32_t k = start->prices_count - 1; k >= BASIS_TREE; k--) {
        if (!prices_know(piece, &start->prices[k])) continue;
        Reading reading = { piece, &start->prices[k], &start->prices[BASIS_ROOT],
                            &start->prices[BASIS_ROOT], &now->prices[0] };
        prices_read(piece, &reading);
        cuts_add(&piece->cuts, piece->scratch_price);
    }
}

/* --- what is left behind --- */

static int cuts_by_use(const void *a, const void *b) {
    const Cut *left = *(const Cut *const *)a, *right = *(const Cut *const *)b;
    return left->used_at > right->used_at ? -1 : left->used_at < right->used_at;
}

static void cuts_leave(const Piece *piece, Basis *basis) {
    const Cuts *cuts = &piece->cuts;
    const Cut **cut = arena_many(piece->arena, const Cut *, (size_t)cuts->count + 1);
    for (int32_t i = 0; i < cuts->count; i++) cut[i] = &cuts->cut[i];
    qsort(cut, (size_t)cuts->count, sizeof *cut, cuts_by_use);
    for (int32_t i = 0; i < cuts->count && BASIS_TREE + i < BASIS_PRICES_MAX; i++) {
        prices_write(piece, cut[i]->price, basis_prices(basis, BASIS_TREE + i));
    }
}

static void tree_leave(Piece *piece, Basis *basis) {
    int64_t most;
    plan_state(piece->part, basis->pair_of, piece->scratch_state);
    if (!fill_solve(piece->fill, piece->scratch_state, &most)) return;
    fill_give_tree(piece->fill, basis);
    piece_add_fill_cut(piece);
    prices_write(piece, piece->scratch_price, basis_prices(basis, BASIS_FILLED));
}

void piece_leave_basis(Piece *whole, Piece *last, Basis *basis) {
    const Part *part = whole->part;
    const Best *best = whole->best;
    const Cut *cut = NULL;
    if (!best->has_value) return;
    for (int32_t i = 0; i < part->person_count; i++) {
        basis->pair_of[part->person_source[i]] = best->pair_of[part->person_source[i]];
    }
    cuts_at(&whole->cuts, arena_many(whole->arena, int8_t, (size_t)part->choice_count), &cut);
    if (cut) prices_write(whole, cut->price, basis_prices(basis, BASIS_FIRST));
    if (cut) prices_write(whole, cut->price, basis_prices(basis, BASIS_ROOT));
    if (last->root_price) prices_write(last, last->root_price, basis_prices(basis, BASIS_ROOT));
    if (last != whole || whole->part->choice_count) cuts_leave(last, basis);
    tree_leave(whole, basis);
}
