/* What a piece can be worth at most at given prices, with what is decided. */
#include "plan_piece.h"

#include <stdlib.h>

static const size_t set_bytes_max = (size_t)1 << 30;

static Sum divided_down(Sum number, int shift) {
    return number >> shift;
}

static Sum divided_up(Sum number, int shift) {
    return -(-number >> shift);
}

/* No sum of a piece of such numbers leaves 128 bits. */
static bool is_summable(Sum number) {
    return number < (Sum)1 << 90 && -number < (Sum)1 << 90;
}

/* Times a price it stays in 128 bits. */
static bool is_right_size(Sum right) {
    return right < (Sum)1 << 62 && -right < (Sum)1 << 62;
}

/* --- gains --- */

static bool gain_find(Piece *piece, int at) {
    const PieceColumn *column = &piece->column[at];
    const PiecePrices *prices = &piece->prices;
    int class_at = piece->option[column->option].class_at;
    Sum gain = column->value * ((Sum)1 << prices->shift) - prices->unit[column->unit];
    for (int k = column->use_first; k < column->use_end; k++) {
        int row = piece->use[k].row;
        Sum amount = piece->use[k].amount;
        Sum high = divided_down(prices->high[row] * amount, prices->row_shift);
        Sum low = divided_up(prices->low[row] * amount, prices->row_shift);
        if (!is_summable(high) || !is_summable(low)) {
            return piece_wrong(piece, "a price is too large");
        }
        gain += low - high;
    }
    if (class_at != FACT_NONE) {
        gain += (Sum)column->places * (prices->least[class_at] - prices->most[class_at]);
    }
    piece->gain[at] = (long long)gain;
    if (gain < (Sum)1 << 61 && -gain < (Sum)1 << 61) return true;
    return piece_wrong(piece, "the gain of a pair leaves 61 bits");
}

/* What all that is paid for leaves. Who is in has paid. */
static bool rights_find(Piece *piece, Sum *ret_sum) {
    const PiecePrices *prices = &piece->prices;
    *ret_sum = 0;
    for (int i = 0; i < piece->units; i++) {
        if (!piece->of_unit[i].in) *ret_sum += prices->unit[i];
    }
    for (int i = 0; i < piece->rows; i++) {
        const PieceRow *row = &piece->row[i];
        Sum high = row->high - piece->of_row[i].in, low = row->low - piece->of_row[i].in;
        if (!prices->high[i] && !prices->low[i]) continue;
        if (!is_right_size(high) || !is_right_size(low)) {
            return piece_wrong(piece, "a row is too large");
        }
        Sum leaves = divided_down(prices->high[i] * high, prices->row_shift);
        Sum asks = divided_up(prices->low[i] * low, prices->row_shift);
        if (!is_summable(leaves) || !is_summable(asks)) {
            return piece_wrong(piece, "a price is too large");
        }
        *ret_sum += leaves - asks;
    }
    return true;
}

static Sum cost_of(const Piece *piece, long long cost) {
    return cost * ((Sum)1 << piece->prices.shift);
}

static bool option_find(Piece *piece, int at) {
    AUTO(arena_end_at) Arena *arena = arena_new("plan_piece set", set_bytes_max);
    PieceSet set;
    piece->option_open[at] = PIECE_NONE;
    if (piece->state[PIECE_OPTION][at] == PIECE_OUT) return true;
    if (!piece_set_make(piece, arena, at, &set)) return false;
    long long best = piece_set_best(&set);
    if (best < SET_NOTHING / 2) return true;
    piece->option_open[at] = best - cost_of(piece, piece->option[at].cost);
    return true;
}

/* What it adds as things stand: nothing where it need not start and is better closed. */
static Sum added(Sum open, unsigned char state) {
    if (state == PIECE_IN) return open;
    return state == PIECE_OUT || open < 0 ? 0 : open;
}

static Sum option_adds(const Piece *piece, int at) {
    return added(piece->option_open[at], piece->state[PIECE_OPTION][at]);
}

static bool class_find(Piece *piece, int at) {
    const PieceClass *class = &piece->class[at];
    Sum in = piece->of_class[at].in, open = -cost_of(piece, class->cost);
    Sum leaves = piece->prices.most[at] ? piece->prices.most[at] * (class->maximum - in) : 0;
    Sum asks = piece->prices.least[at] ? piece->prices.least[at] * (class->minimum - in) : 0;
    if (!is_summable(leaves) || !is_summable(asks)) {
        return piece_wrong(piece, "a price is too large");
    }
    open += leaves - asks;
    for (int i = 0; i < class->options; i++) {
        Sum adds = option_adds(piece, class->option[i]);
        if (adds == PIECE_NONE) open = PIECE_NONE;
        if (open != PIECE_NONE) open += adds;
    }
    piece->class_open[at] = piece->state[PIECE_CLASS][at] == PIECE_OUT ? PIECE_NONE : open;
    return true;
}

static Sum class_adds(const Piece *piece, int at) {
    return added(piece->class_open[at], piece->state[PIECE_CLASS][at]);
}

bool piece_bound(Piece *piece) {
    if (piece->dead) return true;
    for (int i = 0; i < piece->columns; i++) {
        if (!piece->state[PIECE_COLUMN][i] && !gain_find(piece, i)) return false;
    }
    if (!rights_find(piece, &piece->bound)) return false;
    piece->none = false;
    for (int i = 0; i < piece->options; i++) {
        if (!option_find(piece, i)) return false;
        Sum adds = option_adds(piece, i);
        piece->none |= adds == PIECE_NONE;
        if (piece->option[i].class_at == FACT_NONE) piece->bound += adds;
    }
    for (int i = 0; i < piece->classes; i++) {
        if (!class_find(piece, i)) return false;
        Sum adds = class_adds(piece, i);
        piece->none |= adds == PIECE_NONE;
        piece->bound += adds;
    }
    return true;
}

static bool closes(const Piece *piece, Sum bound) {
    return bound < piece->wanted * ((Sum)1 << piece->prices.shift);
}

bool piece_is_closed(const Piece *piece) {
    return piece->dead || piece->none || closes(piece, piece->bound);
}

/* --- the other side --- */

/* No better plan when this option adds so much, its class (if any) starting too. */
static bool closes_when_adds(const Piece *piece, int at, Sum adds) {
    int class_at = piece->option[at].class_at;
    if (adds == PIECE_NONE) return true;
    if (class_at == FACT_NONE) {
        return closes(piece, piece->bound - option_adds(piece, at) + adds);
    }
    if (piece->class_open[class_at] == PIECE_NONE) return true;
    Sum open = piece->class_open[class_at] - option_adds(piece, at) + adds;
    return closes(piece, piece->bound - class_adds(piece, class_at) + open);
}

static bool class_closes(const Piece *piece, int at, unsigned char side) {
    Sum adds = side == PIECE_IN ? piece->class_open[at] : 0;
    return adds == PIECE_NONE || closes(piece, piece->bound - class_adds(piece, at) + adds);
}

static bool option_closes(const Piece *piece, int at, unsigned char side) {
    int class_at = piece->option[at].class_at;
    if (side == PIECE_IN) return closes_when_adds(piece, at, piece->option_open[at]);
    if (piece->state[PIECE_OPTION][at] == PIECE_IN) return true;
    if (class_at == FACT_NONE) return closes_when_adds(piece, at, 0);
    if (piece->class_open[class_at] != PIECE_NONE && !closes_when_adds(piece, at, 0)) return false;
    return piece->state[PIECE_CLASS][class_at] == PIECE_IN ||
           class_closes(piece, class_at, PIECE_OUT);
}

bool piece_sides(Piece *piece, int option) {
    AUTO(arena_end_at) Arena *arena = arena_new("plan_piece set", set_bytes_max);
    PieceSet set;
    if (!piece_set_make(piece, arena, option, &set)) return false;
    piece_set_sides(&set);
    Sum cost = cost_of(piece, piece->option[option].cost);
    for (int i = 0; i < set.items; i++) {
        PieceSides *sides = &piece->sides[set.item[i].column];
        sides->with = set.with[i] < SET_NOTHING / 2 ? PIECE_NONE : set.with[i] - cost;
        sides->without = set.without[i] < SET_NOTHING / 2 ? PIECE_NONE : set.without[i] - cost;
    }
    return true;
}

static bool column_closes(const Piece *piece, int at, unsigned char side) {
    int option = piece->column[at].option;
    PieceSides sides = piece->sides[at];
    if (side == PIECE_IN) return closes_when_adds(piece, option, sides.with);
    return closes_when_adds(piece, option, sides.without) &&
           option_closes(piece, option, PIECE_OUT);
}

bool piece_excludes(const Piece *piece, PieceKind kind, int at, unsigned char side) {
    if (piece->dead || piece->none) return true;
    if (piece->state[kind][at]) return piece->state[kind][at] != side || piece_is_closed(piece);
    if (kind == PIECE_CLASS) return class_closes(piece, at, side);
    if (kind == PIECE_OPTION) return option_closes(piece, at, side);
    return column_closes(piece, at, side);
}

/* --- all decided --- */

static bool starts(PieceCount count) {
    return count.in > 0;
}

bool piece_is_no_better(const Piece *piece) {
    Sum value = 0;
    if (piece->dead) return true;
    if (piece->open) return false;
    for (int i = 0; i < piece->columns; i++) {
        if (piece->state[PIECE_COLUMN][i] == PIECE_IN) value += piece->column[i].value;
    }
    for (int i = 0; i < piece->options; i++) {
        if (starts(piece->of_option[i])) value -= piece->option[i].cost;
    }
    for (int i = 0; i < piece->classes; i++) {
        if (starts(piece->of_class[i])) value -= piece->class[i].cost;
    }
    return value < piece->wanted;
}
