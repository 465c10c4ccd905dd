/* The best set of columns of an option that starts, at the gains of the columns: all that is in,
 * nothing that is out, somebody. Where resources or places are counted, by going through the columns
 * and what they use together; else by order. */
#include "plan_piece.h"

#include <stdlib.h>
#include <string.h>

enum { CELLS_MAX = 1 << 23, STATES_MAX = 1 << 15 };

static long long lower(Sum a, Sum b) {
    return (long long)(a < b ? a : b);
}

static bool is_nothing(long long worth) {
    return worth < SET_NOTHING / 2;
}

/* --- what is counted --- */

static long long amount_of(const Piece *piece, int column, int row) {
    const PieceColumn *of = &piece->column[column];
    if (row == FACT_NONE) return of->places;
    for (int k = of->use_first; k < of->use_end; k++) {
        if (piece->use[k].row == row) return piece->use[k].amount;
    }
    return 0;
}

static bool axis_add(PieceSet *set, Sum left, Sum most) {
    Sum size = (left < most ? left : most) + 1;
    if (size < 1) size = 1;
    if (size * set->states > STATES_MAX) return false;
    set->stride[set->axes] = set->states;
    set->size[set->axes++] = (long long)size;
    set->states *= (long long)size;
    return true;
}

static bool axes_make(Piece *piece, int at, PieceSet *set) {
    const PieceOption *option = &piece->option[at];
    for (int k = 0; k < option->axes; k++) {
        int row = option->axis_row[k];
        const PieceRowCount *count = &piece->of_row[row];
        if (!axis_add(set, piece->row[row].high - count->in, count->above)) return false;
    }
    if (!option->counts_places) return true;
    set->places_counted = true;
    return axis_add(set, option->maximum - piece->of_option[at].in, piece->of_option[at].free);
}

static void uses_fill(Piece *piece, int at, PieceSet *set) {
    const PieceOption *option = &piece->option[at];
    size_t items = (size_t)set->items, axes = (size_t)set->axes;
    set->use = arena_many(set->arena, long long, items * axes);
    set->shift = arena_many(set->arena, long long, items);
    set->fits = arena_many(set->arena, bool, items);
    for (int i = 0; i < set->items; i++) {
        set->fits[i] = true;
        for (int k = 0; k < set->axes; k++) {
            int row = k < option->axes ? option->axis_row[k] : FACT_NONE;
            long long use = amount_of(piece, set->item[i].column, row);
            set->use[i * set->axes + k] = use;
            if (use >= set->size[k]) set->fits[i] = false;
            else set->shift[i] += use * set->stride[k];
        }
    }
    set->coordinate = arena_many(set->arena, unsigned short, (size_t)set->states * axes);
    for (long long s = 0; s < set->states; s++) {
        for (int k = 0; k < set->axes; k++) {
            long long here = s / set->stride[k] % set->size[k];
            set->coordinate[s * set->axes + k] = (unsigned short)here;
        }
    }
}

bool piece_set_make(Piece *piece, Arena *arena, int at, PieceSet *set) {
    const PieceOption *option = &piece->option[at];
    *set = (PieceSet){ .piece = piece, .arena = arena, .states = 1 };
    set->item = arena_many(arena, PieceItem, (size_t)option->columns);
    Sum worth_in = 0, size = 0;
    bool single = true; /* each takes one place: an order is enough */
    for (int i = 0; i < option->columns; i++) {
        int column = option->column[i];
        unsigned char state = piece->state[PIECE_COLUMN][column];
        if (state == PIECE_IN) {
            worth_in += piece->column[column].value * ((Sum)1 << piece->prices.shift);
        }
        if (state) continue;
        single = single && piece->column[column].places == 1;
        set->item[set->items++] = (PieceItem){ piece->gain[column], column };
        size += llabs(piece->gain[column]);
    }
    size += worth_in < 0 ? -worth_in : worth_in;
    if (size >= (Sum)1 << 61) return piece_wrong(piece, "gains of option %d leave 61 bits", at);
    set->worth_in = (long long)worth_in;
    Sum in = piece->of_option[at].in, missing = option->minimum - in;
    set->somebody = in > 0;
    set->least = missing > 0 ? (long long)missing : 0;
    set->most = lower(option->maximum - in, set->items);
    set->with = arena_many(arena, long long, (size_t)set->items);
    set->without = arena_many(arena, long long, (size_t)set->items);
    if (!axes_make(piece, at, set)) {
        return piece_wrong(piece, "option %d cannot be counted: too many states", option->source);
    }
    if ((Sum)set->states * (set->items + 1) > CELLS_MAX) {
        return piece_wrong(piece, "option %d cannot be counted: too many columns", option->source);
    }
    if (set->axes) uses_fill(piece, at, set);
    if (set->axes || single) return true;
    set->least = set->somebody ? 0 : 1;
    set->most = set->items;
    return true;
}

/* --- by order --- */

static int by_gain(const void *a, const void *b) {
    const PieceItem *left = a, *right = b;
    if (left->gain != right->gain) return left->gain > right->gain ? -1 : 1;
    return left->column < right->column ? -1 : left->column > right->column;
}

typedef struct Order {
    long long *best; /* of the first so many together */
    long long positives;
} Order;

static Order order_make(PieceSet *set) {
    Order order = { .best = arena_many(set->arena, long long, (size_t)set->items + 1) };
    qsort(set->item, (size_t)set->items, sizeof *set->item, by_gain);
    for (int i = 0; i < set->items; i++) {
        order.best[i + 1] = order.best[i] + set->item[i].gain;
        order.positives += set->item[i].gain > 0;
    }
    return order;
}

/* Of all items but one (-1: of all), from least to most of them. */
static long long order_best(const PieceSet *set, const Order *order, int but, long long least,
                            long long most) {
    long long items = set->items, positives = order->positives;
    if (but >= 0) {
        items--;
        positives -= set->item[but].gain > 0;
    }
    if (least < 0) least = 0;
    if (most > items) most = items;
    if (least > most) return SET_NOTHING;
    long long count = positives < least ? least : positives > most ? most : positives;
    if (but < 0 || but >= count) return order->best[count];
    return order->best[count + 1] - set->item[but].gain;
}

static void order_sides(PieceSet *set) {
    Order order = order_make(set);
    for (int i = 0; i < set->items; i++) {
        long long with = order_best(set, &order, i, set->least - 1, set->most - 1);
        long long without = order_best(set, &order, i, set->least, set->most);
        if (!is_nothing(with)) with += set->item[i].gain + set->worth_in;
        if (!is_nothing(without)) without += set->worth_in;
        set->with[i] = with;
        set->without[i] = without;
    }
}

/* --- by counting --- */

/* Nobody of no gain is needed to reach a minimum: they are never in the best set but by force. */
static bool is_needed(const PieceSet *set, int item) {
    bool for_minimum = set->places_counted && set->least > 0;
    return set->fits[item] && (for_minimum || set->item[item].gain > 0);
}

static bool fits_at(const PieceSet *set, int item, long long state) {
    const unsigned short *here = set->coordinate + state * set->axes;
    const long long *use = set->use + item * set->axes;
    for (int k = 0; k < set->axes; k++) {
        if (here[k] + use[k] >= set->size[k]) return false;
    }
    return true;
}

/* What is still to be gained when all items were gone through. */
static void ends_fill(const PieceSet *set, long long *row) {
    int places = set->axes - 1;
    for (long long s = 0; s < set->states; s++) {
        bool enough = !set->places_counted ||
                      set->coordinate[s * set->axes + places] >= set->least;
        row[s] = enough ? 0 : SET_NOTHING;
    }
}

static void item_take(const PieceSet *set, int item, const long long *rest, long long *row) {
    long long shift = set->shift[item], gain = set->item[item].gain;
    for (long long s = 0; s < set->states; s++) {
        row[s] = rest[s];
        if (s + shift >= set->states || !fits_at(set, item, s)) continue;
        if (rest[s + shift] + gain > row[s]) row[s] = rest[s + shift] + gain;
    }
}

/* Best of the items that are needed from one on, per item and what was used before. */
static long long *rest_fill(const PieceSet *set) {
    size_t states = (size_t)set->states, items = (size_t)set->items;
    long long *rest = arena_many(set->arena, long long, states * (items + 1));
    ends_fill(set, rest + items * states);
    for (int i = set->items - 1; i >= 0; i--) {
        long long *row = rest + (size_t)i * states;
        if (is_needed(set, i)) item_take(set, i, row + states, row);
        else memcpy(row, row + states, states * sizeof *row);
    }
    return rest;
}

static long long counted_best(const PieceSet *set) {
    long long best = rest_fill(set)[0];
    if (is_nothing(best)) return SET_NOTHING;
    if (set->somebody || best > 0 || (set->places_counted && set->least > 0)) {
        return best + set->worth_in;
    }
    best = SET_NOTHING;
    for (int i = 0; i < set->items; i++) {
        if (set->fits[i] && set->item[i].gain > best) best = set->item[i].gain;
    }
    return is_nothing(best) ? SET_NOTHING : best + set->worth_in;
}

/* Forward: best of the items before, per exact use, moved on in place. */
static void made_move(const PieceSet *set, int item, long long *made) {
    long long shift = set->shift[item], gain = set->item[item].gain;
    for (long long s = set->states - 1 - shift; s >= 0; s--) {
        if (is_nothing(made[s]) || !fits_at(set, item, s)) continue;
        if (made[s] + gain > made[s + shift]) made[s + shift] = made[s] + gain;
    }
}

static void counted_sides(PieceSet *set) {
    long long *rest = rest_fill(set);
    long long *made = arena_many(set->arena, long long, (size_t)set->states);
    for (long long s = 1; s < set->states; s++) made[s] = SET_NOTHING;
    for (int i = 0; i < set->items; i++) {
        const long long *after = rest + (i + 1) * set->states;
        long long with = SET_NOTHING, without = SET_NOTHING;
        long long shift = set->shift[i], gain = set->item[i].gain;
        for (long long s = 0; s < set->states; s++) {
            if (is_nothing(made[s])) continue;
            if (made[s] + after[s] > without) without = made[s] + after[s];
            if (!set->fits[i] || s + shift >= set->states || !fits_at(set, i, s)) continue;
            if (made[s] + gain + after[s + shift] > with) with = made[s] + gain + after[s + shift];
        }
        set->with[i] = is_nothing(with) ? SET_NOTHING : with + set->worth_in;
        set->without[i] = is_nothing(without) ? SET_NOTHING : without + set->worth_in;
        if (is_needed(set, i) && shift) made_move(set, i, made);
        else if (is_needed(set, i)) {
            for (long long s = 0; s < set->states; s++) {
                if (!is_nothing(made[s]) && gain > 0) made[s] += gain;
            }
        }
    }
}

/* --- */

long long piece_set_best(PieceSet *set) {
    if (set->axes) return counted_best(set);
    Order order = order_make(set);
    long long best = order_best(set, &order, -1, set->least, set->most);
    return is_nothing(best) ? SET_NOTHING : best + set->worth_in;
}

void piece_set_sides(PieceSet *set) {
    if (set->axes) counted_sides(set);
    else order_sides(set);
}
