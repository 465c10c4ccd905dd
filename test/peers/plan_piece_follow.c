/* What follows from what is decided, by counting. */
#include "plan_piece.h"

static void wait_for(Piece *piece, int thing) {
    if (piece->waits[thing]) return;
    piece->waits[thing] = true;
    piece->queue[piece->queued++] = thing;
}

static void option_waits(Piece *piece, int option) {
    int class_at = piece->option[option].class_at;
    wait_for(piece, piece->units + option);
    if (class_at != FACT_NONE) wait_for(piece, piece->units + piece->options + class_at);
}

static void class_waits(Piece *piece, int class_at) {
    wait_for(piece, piece->units + piece->options + class_at);
    for (int i = 0; i < piece->class[class_at].options; i++) {
        wait_for(piece, piece->units + piece->class[class_at].option[i]);
    }
}

/* sign: 1 when it is decided, -1 on the way back. */
static void column_count(Piece *piece, int at, unsigned char side, int sign) {
    const PieceColumn *column = &piece->column[at];
    int class_at = piece->option[column->option].class_at;
    int places = sign * column->places, in = side == PIECE_IN ? places : 0;
    PieceCount *unit = &piece->of_unit[column->unit], *option = &piece->of_option[column->option];
    piece->open -= sign;
    unit->free -= sign;
    if (side == PIECE_IN) unit->in += sign;
    option->free -= places;
    option->in += in;
    if (class_at != FACT_NONE) {
        piece->of_class[class_at].free -= places;
        piece->of_class[class_at].in += in;
    }
    for (int k = column->use_first; k < column->use_end; k++) {
        PieceRowCount *row = &piece->of_row[piece->use[k].row];
        long long amount = piece->use[k].amount;
        *(amount < 0 ? &row->below : &row->above) -= sign * amount;
        if (side == PIECE_IN) row->in += sign * amount;
    }
}

static void column_wakes(Piece *piece, int at) {
    const PieceColumn *column = &piece->column[at];
    int class_at = piece->option[column->option].class_at;
    int rows = piece->units + piece->options + piece->classes;
    wait_for(piece, column->unit);
    option_waits(piece, column->option);
    if (class_at != FACT_NONE && piece->state[PIECE_COLUMN][at] == PIECE_IN) {
        class_waits(piece, class_at);
    }
    for (int k = column->use_first; k < column->use_end; k++) {
        wait_for(piece, rows + piece->use[k].row);
    }
}

void piece_decide(Piece *piece, PieceKind kind, int at, unsigned char side) {
    unsigned char *state = &piece->state[kind][at];
    if (*state == side) return;
    if (*state || piece->dead) {
        piece->dead = true;
        return;
    }
    *state = side;
    piece->trail[piece->trails++] = (PieceDecision){ kind, at };
    if (kind == PIECE_CLASS) class_waits(piece, at);
    if (kind == PIECE_OPTION) option_waits(piece, at);
    if (kind != PIECE_COLUMN) return;
    column_count(piece, at, side, 1);
    column_wakes(piece, at);
}

void piece_take_back(Piece *piece, int trails, bool dead) {
    while (piece->trails > trails) {
        PieceDecision last = piece->trail[--piece->trails];
        unsigned char side = piece->state[last.kind][last.at];
        piece->state[last.kind][last.at] = 0;
        if (last.kind == PIECE_COLUMN) column_count(piece, last.at, side, -1);
    }
    piece->dead = dead;
}

static void free_decide(Piece *piece, int column, unsigned char side) {
    if (!piece->state[PIECE_COLUMN][column]) piece_decide(piece, PIECE_COLUMN, column, side);
}

static void unit_follow(Piece *piece, int at) {
    const PieceUnit *unit = &piece->unit[at];
    const PieceCount *count = &piece->of_unit[at];
    bool missing = unit->must && !count->in;
    if (count->in > 1 || (missing && !count->free)) {
        piece->dead = true;
        return;
    }
    if (!count->in && !(missing && count->free == 1)) return;
    unsigned char side = count->in ? PIECE_OUT : PIECE_IN;
    for (int i = unit->column_first; i < unit->column_end; i++) free_decide(piece, i, side);
}

static void option_follow(Piece *piece, int at) {
    const PieceOption *option = &piece->option[at];
    PieceCount count = piece->of_option[at];
    unsigned char *state = piece->state[PIECE_OPTION], *classes = piece->state[PIECE_CLASS];
    int class_at = option->class_at;
    bool ends = count.in + count.free < option->minimum || count.in > option->maximum ||
                option->minimum > option->maximum;
    if (class_at != FACT_NONE && classes[class_at] == PIECE_OUT) ends = true;
    if (count.in > 0) piece_decide(piece, PIECE_OPTION, at, PIECE_IN);
    if (ends) piece_decide(piece, PIECE_OPTION, at, PIECE_OUT);
    if (piece->dead) return;
    if (state[at] == PIECE_IN && class_at != FACT_NONE) {
        piece_decide(piece, PIECE_CLASS, class_at, PIECE_IN);
    }
    Sum room = option->maximum - count.in;
    if (class_at != FACT_NONE) {
        Sum left = piece->class[class_at].maximum - piece->of_class[class_at].in;
        if (left < room) room = left;
    }
    Sum spare = count.in + count.free - option->minimum;
    for (int i = 0; i < option->columns && !piece->dead; i++) {
        int column = option->column[i], places = piece->column[column].places;
        if (piece->state[PIECE_COLUMN][column]) continue;
        if (state[at] == PIECE_OUT || places > room) {
            piece_decide(piece, PIECE_COLUMN, column, PIECE_OUT);
        } else if (state[at] == PIECE_IN && places > spare) {
            piece_decide(piece, PIECE_COLUMN, column, PIECE_IN);
        }
    }
}

static void class_follow(Piece *piece, int at) {
    const PieceClass *class = &piece->class[at];
    PieceCount count = piece->of_class[at];
    bool ends = count.in + count.free < class->minimum || count.in > class->maximum ||
                class->minimum > class->maximum;
    if (count.in > 0) piece_decide(piece, PIECE_CLASS, at, PIECE_IN);
    if (ends) piece_decide(piece, PIECE_CLASS, at, PIECE_OUT);
}

static void row_follow(Piece *piece, int at) {
    const PieceRow *row = &piece->row[at];
    const PieceRowCount *count = &piece->of_row[at];
    for (int i = 0; i <= row->uses && !piece->dead; i++) {
        Sum room = row->high - count->in - count->below;
        Sum spare = count->in + count->above - row->low;
        bool full = row->has_high && room < 0, lacks = row->has_low && spare < 0;
        if (full || lacks) piece->dead = true;
        if (piece->dead || i == row->uses) return;
        int column = row->use[i].row;
        Sum amount = row->use[i].amount;
        if (piece->state[PIECE_COLUMN][column]) continue;
        bool out = amount > 0 ? row->has_high && amount > room : row->has_low && -amount > spare;
        bool in = amount > 0 ? row->has_low && amount > spare : row->has_high && -amount > room;
        if (out) piece_decide(piece, PIECE_COLUMN, column, PIECE_OUT);
        if (in) piece_decide(piece, PIECE_COLUMN, column, PIECE_IN);
    }
}

void piece_follow(Piece *piece) {
    int options = piece->units + piece->options, classes = options + piece->classes;
    while (piece->queued) {
        int thing = piece->queue[--piece->queued];
        piece->waits[thing] = false;
        if (piece->dead) continue;
        if (thing < piece->units) unit_follow(piece, thing);
        else if (thing < options) option_follow(piece, thing - piece->units);
        else if (thing < classes) class_follow(piece, thing - options);
        else row_follow(piece, thing - classes);
    }
}
