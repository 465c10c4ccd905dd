/* Lines of a piece. */
#include <string.h>

#include "plan_certificate_reader.h"
#include "plan_rules.h"

#define PRICE_MAX (1LL << 62)

enum { IN_A_PIECE = 1 << 30 };

/* --- the tree --- */

static void tree_ends(Reader *reader) {
    const Piece *piece = reader->piece;
    reader->in_piece = false;
    reader->await = AWAIT_PART;
    if (piece->has_value) reader->sum += reader->part_value;
    else reader->hopeless = true;
}

/* After a leaf: back to the last split whose other side is still to come. */
static void node_ends(Reader *reader) {
    Piece *piece = reader->piece;
    while (reader->piece_depth) {
        PieceFrame *top = &reader->piece_frame[reader->piece_depth - 1];
        piece_take_back(piece, top->trails, top->dead);
        if (!top->is_second) {
            top->is_second = true;
            piece_decide(piece, top->decision.kind, top->decision.at,
                         top->side == PIECE_IN ? PIECE_OUT : PIECE_IN);
            piece_follow(piece);
            return;
        }
        reader->piece_depth--;
    }
    tree_ends(reader);
}

bool piece_line(Reader *reader, json_t *value) {
    static const char *const names[] = { "candidates", "value", NULL };
    const json_t *candidates = json_object_get(value, "candidates");
    const json_t *told = json_object_get(value, "value");
    Piece *piece = reader->piece;
    int *candidate, count = (int)json_array_size(candidates);
    if (!reader_members_are(reader, value, names)) return false;
    if (!json_is_array(candidates)) return reader_refuse(reader, "candidates: not a list");
    if (!json_is_null(told) &&
        !reader_number_of(reader, told, "value", &reader->part_value)) {
        return false;
    }
    if (!reader_positions_of(reader, reader->facts.arena, candidates, reader->facts.candidates,
                             &candidate)) {
        return false;
    }
    for (int i = 0; i < count; i++) {
        int *part = &reader->node->candidate_part[candidate[i]];
        if (*part != FACT_NONE) {
            return reader_refuse(reader, "candidate %d is in a part already", candidate[i]);
        }
        *part = IN_A_PIECE;
    }
    if (!piece_begin(piece, candidate, count, !json_is_null(told), reader->part_value)) {
        return reader_refuse(reader, "%s", piece->why);
    }
    reader->certificate->parts++;
    reader->piece_prices = 0;
    reader->in_piece = true;
    reader->await = AWAIT_NODE;
    return true;
}

/* --- prices --- */

/* Of things of the piece: lists of a position and one or two prices. where: of each thing of the
 * problem, in the piece. */
typedef struct PricedList {
    const char *name;
    const int *where;
    int count; /* in the problem */
    long long *price, *other;
    bool any_sign;
} PricedList;

static bool price_of(Reader *reader, const json_t *json, const PricedList *list,
                     long long *ret_price) {
    long long price = 0;
    if (!reader_number_of(reader, json, "a price", &price)) return false;
    if (price > PRICE_MAX || price < -PRICE_MAX) {
        return reader_refuse(reader, "a price is too large");
    }
    if (*ret_price) return reader_refuse(reader, "%s: a price twice", list->name);
    *ret_price = price;
    return true;
}

static bool priced_read(Reader *reader, const json_t *value, const PricedList *list) {
    const json_t *json = json_object_get(value, list->name);
    size_t i, numbers = list->other ? 3 : 2;
    json_t *one;
    if (json && !json_is_array(json)) return reader_refuse(reader, "%s: not a list", list->name);
    json_array_foreach(json, i, one) {
        int at = 0;
        if (json_array_size(one) != numbers) {
            return reader_refuse(reader, "%s: a price is %zu numbers", list->name, numbers);
        }
        if (!reader_position_of(reader, json_array_get(one, 0), list->name, list->count, &at)) {
            return false;
        }
        at = list->where[at];
        if (at == FACT_NONE) return reader_refuse(reader, "%s: not of the piece", list->name);
        if (!price_of(reader, json_array_get(one, 1), list, &list->price[at])) return false;
        if (list->other && !price_of(reader, json_array_get(one, 2), list, &list->other[at])) {
            return false;
        }
        bool fine = list->any_sign ||
                    (list->price[at] >= 0 && (!list->other || list->other[at] >= 0));
        if (!fine) return reader_refuse(reader, "%s: a price below 0", list->name);
    }
    return true;
}

static bool signs_are_right(Reader *reader) {
    const Piece *piece = reader->piece;
    for (int i = 0; i < piece->units; i++) {
        if (piece->unit[i].must || piece->prices.unit[i] >= 0) continue;
        return reader_refuse(reader, "people: a price below 0 of who may stay without a place");
    }
    return true;
}

static bool counted_read(Reader *reader, const json_t *value) {
    Piece *piece = reader->piece;
    const PlanFacts *facts = &reader->facts;
    const json_t *json = json_object_get(value, "counted"), *rows;
    size_t i, k;
    json_t *one, *row;
    for (int o = 0; o < piece->options; o++) {
        piece->option[o].axes = 0;
        piece->option[o].counts_places = false;
    }
    if (json && !json_is_array(json)) return reader_refuse(reader, "counted: not a list");
    json_array_foreach(json, i, one) {
        int at = 0;
        if (!reader_position_of(reader, json_array_get(one, 0), "counted", facts->options, &at)) {
            return false;
        }
        if (piece->option_at[at] == FACT_NONE) {
            return reader_refuse(reader, "counted: option %d is not of the piece", at);
        }
        PieceOption *option = &piece->option[piece->option_at[at]];
        if (option->axes || option->counts_places) return reader_refuse(reader, "counted: twice");
        rows = json_array_get(one, 1);
        option->counts_places = json_is_true(json_array_get(one, 2));
        json_array_foreach(rows, k, row) {
            int resource = 0;
            if (!reader_position_of(reader, row, "counted", facts->resources, &resource)) {
                return false;
            }
            if (piece->resource_row[resource] == FACT_NONE) continue;
            if (option->axes + 1 >= PIECE_AXES_MAX) {
                return reader_refuse(reader, "counted: too many");
            }
            option->axis_row[option->axes++] = piece->resource_row[resource];
        }
    }
    return true;
}

static void prices_clear(Piece *piece) {
    PiecePrices *prices = &piece->prices;
    memset(prices->unit, 0, (size_t)piece->units * sizeof *prices->unit);
    memset(prices->high, 0, (size_t)piece->rows * sizeof *prices->high);
    memset(prices->low, 0, (size_t)piece->rows * sizeof *prices->low);
    memset(prices->most, 0, (size_t)piece->classes * sizeof *prices->most);
    memset(prices->least, 0, (size_t)piece->classes * sizeof *prices->least);
}

bool piece_prices_line(Reader *reader, json_t *value) {
    static const char *const names[] = { "shift", "row_shift", "people", "resources", "floors",
                                         "links", "classes", "counted", NULL };
    Piece *piece = reader->piece;
    PiecePrices *prices = &piece->prices;
    const PlanFacts *facts = &reader->facts;
    const PricedList lists[] = {
        { "people", piece->unit_of, facts->candidates, prices->unit, .any_sign = true },
        { "resources", piece->resource_row, facts->resources, prices->high },
        { "floors", piece->floor_row, facts->floors, prices->low },
        { "links", piece->link_row, facts->candidates, prices->high, prices->low },
        { "classes", piece->class_at, facts->classes, prices->most, prices->least },
    };
    if (!reader_members_are(reader, value, names) ||
        !reader_position_of(reader, json_object_get(value, "shift"), "shift",
                            PIECE_SHIFT_MAX + 1, &prices->shift) ||
        !reader_position_of(reader, json_object_get(value, "row_shift"), "row_shift",
                            PIECE_SHIFT_MAX + 1, &prices->row_shift)) {
        return false;
    }
    prices_clear(piece);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (!priced_read(reader, value, &lists[i])) return false;
    }
    if (!signs_are_right(reader) || !counted_read(reader, value)) return false;
    reader->certificate->prices++;
    reader->piece_prices++;
    return true;
}

/* The last ones; the bound at them. */
static bool prices_named(Reader *reader, const json_t *value) {
    int prices = 0;
    if (!reader_position_of(reader, json_object_get(value, "prices"), "prices",
                            reader->piece_prices, &prices)) {
        return false;
    }
    if (prices != reader->piece_prices - 1) {
        return reader_refuse(reader, "prices %d are not the last", prices);
    }
    if (piece_bound(reader->piece)) return true;
    return reader_refuse(reader, "%s", reader->piece->why);
}

/* --- decisions --- */

typedef struct DecideList {
    const char *name;
    PieceKind kind;
    unsigned char side;
} DecideList;

static const DecideList decide_lists[] = {
    { "pairs_in", PIECE_COLUMN, PIECE_IN },    { "pairs_out", PIECE_COLUMN, PIECE_OUT },
    { "options_in", PIECE_OPTION, PIECE_IN },  { "options_out", PIECE_OPTION, PIECE_OUT },
    { "classes_in", PIECE_CLASS, PIECE_IN },   { "classes_out", PIECE_CLASS, PIECE_OUT },
};
enum { DECIDE_LISTS = sizeof decide_lists / sizeof *decide_lists };

static bool thing_of(Reader *reader, const json_t *json, PieceKind kind, int *ret_at) {
    const Piece *piece = reader->piece;
    const PlanFacts *facts = &reader->facts;
    static const char *const names[] = { "pair", "option", "class" };
    const int *const where[] = { piece->column_of, piece->option_at, piece->class_at };
    const int counts[] = { facts->pairs, facts->options, facts->classes };
    int at = 0;
    if (!reader_position_of(reader, json, names[kind], counts[kind], &at)) return false;
    *ret_at = where[kind][at];
    if (*ret_at != FACT_NONE) return true;
    return reader_refuse(reader, "%s %d is not of the piece", names[kind], at);
}

static bool sides_look(Reader *reader, const int *at, size_t count) {
    Piece *piece = reader->piece;
    bool *looked = arena_many(reader->arena, bool, (size_t)piece->options);
    for (size_t i = 0; i < count; i++) {
        int option = piece->column[at[i]].option;
        if (piece->state[PIECE_COLUMN][at[i]] || looked[option]) continue;
        looked[option] = true;
        if (!piece_sides(piece, option)) return reader_refuse(reader, "%s", piece->why);
    }
    return true;
}

static bool list_is_right(Reader *reader, const json_t *json, const DecideList *list, int *at) {
    Piece *piece = reader->piece;
    size_t i, count = json_array_size(json);
    json_t *one;
    unsigned char other = list->side == PIECE_IN ? PIECE_OUT : PIECE_IN;
    if (!json_is_array(json)) return reader_refuse(reader, "%s: not a list", list->name);
    json_array_foreach(json, i, one) {
        if (!thing_of(reader, one, list->kind, &at[i])) return false;
    }
    if (piece->dead || piece->none) return true;
    if (list->kind == PIECE_COLUMN && !sides_look(reader, at, count)) return false;
    for (i = 0; i < count; i++) {
        if (piece_excludes(piece, list->kind, at[i], other)) continue;
        return reader_refuse(reader, "%s: a better plan may have %lld otherwise", list->name,
                             (long long)json_integer_value(json_array_get(json, i)));
    }
    return true;
}

bool piece_decide_line(Reader *reader, json_t *value) {
    static const char *const names[] = { "prices",      "pairs_in",   "pairs_out",  "options_in",
                                         "options_out", "classes_in", "classes_out", NULL };
    Piece *piece = reader->piece;
    int *at[DECIDE_LISTS];
    if (!reader->in_piece) return reader_refuse(reader, "only a piece decides by prices");
    if (!reader_members_are(reader, value, names) || !prices_named(reader, value)) return false;
    reader->certificate->drops++;
    for (size_t i = 0; i < DECIDE_LISTS; i++) {
        const json_t *json = json_object_get(value, decide_lists[i].name);
        at[i] = arena_many(reader->arena, int, json_array_size(json));
        if (!list_is_right(reader, json, &decide_lists[i], at[i])) return false;
    }
    if (piece->none) piece->dead = true;
    for (size_t i = 0; i < DECIDE_LISTS; i++) {
        size_t count = json_array_size(json_object_get(value, decide_lists[i].name));
        for (size_t k = 0; k < count; k++) {
            piece_decide(piece, decide_lists[i].kind, at[i][k], decide_lists[i].side);
        }
    }
    piece_follow(piece);
    return true;
}

bool piece_split_line(Reader *reader, json_t *value) {
    static const char *const names[] = { "what", "at", "first", NULL };
    static const char *const kinds[] = { "pair", "option", "class" };
    const char *what = plan_text(value, "what"), *first = plan_text(value, "first");
    Piece *piece = reader->piece;
    PieceFrame frame = { .trails = piece->trails, .dead = piece->dead };
    int kind = 0;
    if (!reader_members_are(reader, value, names)) return false;
    while (kind < PIECE_KINDS && strcmp(what, kinds[kind]) != 0) kind++;
    if (kind == PIECE_KINDS) return reader_refuse(reader, "what is split?");
    frame.decision.kind = (PieceKind)kind;
    if (!thing_of(reader, json_object_get(value, "at"), frame.decision.kind, &frame.decision.at)) {
        return false;
    }
    if (strcmp(first, "in") != 0 && strcmp(first, "out") != 0) {
        return reader_refuse(reader, "first is not in or out");
    }
    if (reader->piece_depth >= PLAN_CERTIFICATE_DEPTH_MAX) {
        return reader_refuse(reader, "the tree is deeper than %d", PLAN_CERTIFICATE_DEPTH_MAX);
    }
    frame.side = strcmp(first, "in") == 0 ? PIECE_IN : PIECE_OUT;
    reader->piece_frame = arena_room(reader->facts.arena, PieceFrame, reader->piece_frame,
                                     reader->piece_depth, &reader->piece_frame_room);
    reader->piece_frame[reader->piece_depth++] = frame;
    reader->certificate->splits++;
    piece_decide(piece, frame.decision.kind, frame.decision.at, frame.side);
    piece_follow(piece);
    return true;
}

bool piece_leaf_line(Reader *reader, json_t *value) {
    static const char *const names[] = { "prices", "counting", "decided", NULL };
    const Piece *piece = reader->piece;
    const json_t *prices = json_object_get(value, "prices");
    if (!reader_members_are(reader, value, names)) return false;
    if (json_object_size(value) != 1 ||
        (!prices && !json_is_true(json_object_iter_value(json_object_iter(value))))) {
        return reader_refuse(reader, "a leaf is by prices, by counting or decided");
    }
    reader->certificate->leaves++;
    if (prices) {
        if (!prices_named(reader, value)) return false;
        if (!piece_is_closed(piece)) return reader_refuse(reader, "the bound is above the value");
    } else if (json_object_get(value, "counting")) {
        if (!piece->dead) return reader_refuse(reader, "there may be a plan: nothing contradicts");
    } else if (!piece_is_no_better(piece)) {
        return reader_refuse(reader, "there may be a better plan here");
    }
    node_ends(reader);
    return true;
}
