#include "plan_piece.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

bool piece_wrong(Piece *piece, const char *format, ...) {
    va_list values;
    va_start(values, format);
    vsnprintf(piece->why, sizeof piece->why, format, values);
    va_end(values);
    return false;
}

static int *nowhere(Arena *arena, int count) {
    int *list = arena_many(arena, int, (size_t)count);
    for (int i = 0; i < count; i++) list[i] = FACT_NONE;
    return list;
}

Piece *piece_checked_new(Arena *arena, const PlanFacts *facts) {
    Piece *piece = arena_one(arena, Piece);
    piece->arena = arena;
    piece->facts = facts;
    piece->option_seen = arena_many(arena, int, (size_t)facts->options);
    piece->class_seen = arena_many(arena, int, (size_t)facts->classes);
    piece->unit_of = nowhere(arena, facts->candidates);
    piece->column_of = nowhere(arena, facts->pairs);
    piece->option_at = nowhere(arena, facts->options);
    piece->class_at = nowhere(arena, facts->classes);
    piece->resource_row = nowhere(arena, facts->resources);
    piece->floor_row = nowhere(arena, facts->floors);
    piece->link_row = nowhere(arena, facts->candidates);
    piece->mark = arena_mark(arena);
    return piece;
}

/* --- units and columns --- */

static bool is_here(const Piece *piece, int candidate) {
    return piece->unit_of[candidate] != FACT_NONE;
}

static int pair_in(const PlanFacts *facts, int candidate, int option) {
    for (int i = facts->possible_first[candidate]; i < facts->possible_first[candidate + 1]; i++) {
        int pair = facts->possible_pair[i];
        if (facts->pair[pair].option == option) return pair;
    }
    return FACT_NONE;
}

static int class_join(Piece *piece, int source) {
    const FactPlaces *class = &piece->facts->class[source];
    int *at = &piece->class_at[source];
    if (*at != FACT_NONE) return *at;
    *at = piece->classes++;
    piece->class[*at] = (PieceClass){ .source = source, .maximum = class->maximum,
                                      .minimum = class->minimum > 1 ? class->minimum : 1,
                                      .cost = piece->has_value ? class->cost : 0,
                                      .must_start = class->must_start };
    return *at;
}

static void option_join(Piece *piece, int source) {
    const FactPlaces *places = &piece->facts->option[source];
    int class_at = FACT_NONE;
    if (piece->option_at[source] != FACT_NONE) return;
    if (places->class_at != FACT_NONE) {
        class_at = class_join(piece, places->class_at);
        piece->class[class_at].options++;
    }
    piece->option_at[source] = piece->options;
    piece->option[piece->options++] =
        (PieceOption){ .source = source, .class_at = class_at, .maximum = places->maximum,
                       .minimum = places->minimum > 1 ? places->minimum : 1,
                       .cost = piece->has_value ? places->cost : 0,
                       .must_start = places->must_start };
}

static int row_add(Piece *piece, PieceRow row) {
    piece->row[piece->rows] = row;
    return piece->rows++;
}

static void use_add(Piece *piece, PieceColumn *column, int row, long long amount) {
    for (int i = column->use_first; i < piece->uses; i++) {
        if (piece->use[i].row != row) continue;
        piece->use[i].amount += amount;
        return;
    }
    piece->use[piece->uses++] = (PieceUse){ row, amount };
}

static void pair_join(Piece *piece, PieceColumn *column, int at) {
    const PlanFacts *facts = piece->facts;
    const FactPair *pair = &facts->pair[at];
    piece->column_of[at] = piece->columns;
    column->places++;
    if (piece->has_value) column->value += pair->value;
    for (int i = pair->use_first; i < pair->use_end; i++) {
        int *row = &piece->resource_row[facts->use[i].resource];
        if (*row == FACT_NONE) {
            long long capacity = facts->resource[facts->use[i].resource].capacity;
            *row = row_add(piece, (PieceRow){ .has_high = true, .high = capacity });
        }
        use_add(piece, column, *row, facts->use[i].amount);
    }
    for (int i = 0; i < facts->floors; i++) {
        if (piece->floor_row[i] == FACT_NONE) continue;
        if (facts->floor[i].counts[pair->candidate]) use_add(piece, column, piece->floor_row[i], 1);
    }
    const FactHousehold *household = facts->household_of[pair->candidate];
    if (!household || household->together) return;
    for (int k = 0; k < household->members; k++) {
        if (household->member[k] != pair->candidate) continue;
        if (k + 1 < household->members) {
            use_add(piece, column, piece->link_row[household->member[k]], 1);
        }
        if (k) use_add(piece, column, piece->link_row[household->member[k - 1]], -1);
    }
}

static void column_add(Piece *piece, const int *member, int members, int option) {
    PieceColumn *column = &piece->column[piece->columns];
    *column = (PieceColumn){ .unit = piece->units, .use_first = piece->uses };
    for (int k = 0; k < members; k++) {
        if (pair_in(piece->facts, member[k], option) == FACT_NONE) return;
    }
    column->option = piece->option_at[option];
    for (int k = 0; k < members; k++) {
        pair_join(piece, column, pair_in(piece->facts, member[k], option));
    }
    column->use_end = piece->uses;
    piece->option[column->option].columns++;
    piece->columns++;
}

static void unit_add(Piece *piece, const int *member, int members) {
    const PlanFacts *facts = piece->facts;
    PieceUnit *unit = &piece->unit[piece->units];
    *unit = (PieceUnit){ .column_first = piece->columns };
    for (int k = 0; k < members; k++) {
        unit->must |= facts->must[member[k]];
        piece->unit_of[member[k]] = piece->units;
    }
    for (int i = facts->possible_first[member[0]]; i < facts->possible_first[member[0] + 1]; i++) {
        int option = facts->pair[facts->possible_pair[i]].option;
        column_add(piece, member, members, option);
    }
    unit->column_end = piece->columns;
    piece->units++;
}

/* Their rows, before the columns. */
static void households_join(Piece *piece) {
    for (int i = 0; i < piece->candidates; i++) {
        const FactHousehold *household = piece->facts->household_of[piece->candidate[i]];
        if (!household || household->member[0] != piece->candidate[i]) continue;
        for (int k = 0; k + 1 < household->members && !household->together; k++) {
            piece->link_row[household->member[k]] =
                row_add(piece, (PieceRow){ .has_high = true, .has_low = true });
        }
    }
}

static void floors_join(Piece *piece) {
    const PlanFacts *facts = piece->facts;
    for (int i = 0; i < facts->floors; i++) {
        const FactFloor *floor = &facts->floor[i];
        bool any = false, all = true;
        for (int k = 0; k < floor->members && all; k++) {
            int candidate = floor->member[k];
            bool here = is_here(piece, candidate);
            any |= here;
            all = here || facts->possible_first[candidate] == facts->possible_first[candidate + 1];
        }
        if (!any || !all) continue;
        piece->floor_row[i] = row_add(piece, (PieceRow){ .has_low = true, .low = floor->minimum });
    }
}

static bool units_join(Piece *piece) {
    const PlanFacts *facts = piece->facts;
    for (int i = 0; i < piece->candidates; i++) {
        int candidate = piece->candidate[i];
        const FactHousehold *household = facts->household_of[candidate];
        for (int k = 0; household && k < household->members; k++) {
            if (is_here(piece, household->member[k])) continue;
            return piece_wrong(piece, "a household is not in one piece");
        }
        bool together = household && household->together;
        if (together && household->member[0] != candidate) continue;
        if (together) unit_add(piece, household->member, household->members);
        else unit_add(piece, &piece->candidate[i], 1);
    }
    return true;
}

/* What its people may use, and nobody else may, nor the others of its classes. */
static bool options_join(Piece *piece) {
    const PlanFacts *facts = piece->facts;
    for (int i = 0; i < piece->candidates; i++) {
        int candidate = piece->candidate[i];
        for (int k = facts->possible_first[candidate]; k < facts->possible_first[candidate + 1];
             k++) {
            int option = facts->pair[facts->possible_pair[k]].option;
            int class_at = facts->option[option].class_at;
            option_join(piece, option);
            piece->option_seen[option]++;
            if (class_at != FACT_NONE) piece->class_seen[class_at]++;
        }
    }
    for (int i = 0; i < piece->options; i++) {
        int source = piece->option[i].source;
        if (piece->option_seen[source] == facts->option_possible[source]) continue;
        return piece_wrong(piece, "option %d is not in one piece", source);
    }
    for (int i = 0; i < piece->classes; i++) {
        int source = piece->class[i].source;
        if (piece->class_seen[source] == facts->class_possible[source]) continue;
        return piece_wrong(piece, "class %d is not in one piece", source);
    }
    return true;
}

/* --- lists --- */

static void rows_list(Piece *piece) {
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < piece->columns; i++) {
            for (int k = piece->column[i].use_first; k < piece->column[i].use_end; k++) {
                PieceRow *row = &piece->row[piece->use[k].row];
                if (pass) row->use[row->uses] = (PieceUse){ i, piece->use[k].amount };
                row->uses++;
            }
        }
        for (int i = 0; i < piece->rows && !pass; i++) {
            piece->row[i].use = arena_many(piece->arena, PieceUse, (size_t)piece->row[i].uses);
            piece->row[i].uses = 0;
        }
    }
}

static void options_list(Piece *piece) {
    for (int i = 0; i < piece->options; i++) {
        PieceOption *option = &piece->option[i];
        option->column = arena_many(piece->arena, int, (size_t)option->columns);
        option->columns = 0;
    }
    for (int i = 0; i < piece->columns; i++) {
        PieceOption *option = &piece->option[piece->column[i].option];
        option->column[option->columns++] = i;
    }
    for (int i = 0; i < piece->classes; i++) {
        PieceClass *class = &piece->class[i];
        class->option = arena_many(piece->arena, int, (size_t)class->options);
        class->options = 0;
    }
    for (int i = 0; i < piece->options; i++) {
        if (piece->option[i].class_at == FACT_NONE) continue;
        PieceClass *class = &piece->class[piece->option[i].class_at];
        class->option[class->options++] = i;
    }
}

/* --- room --- */

static void room_make(Piece *piece) {
    const PlanFacts *facts = piece->facts;
    size_t pairs = 0, uses = 0, candidates = (size_t)piece->candidates;
    for (int i = 0; i < piece->candidates; i++) {
        int candidate = piece->candidate[i];
        for (int k = facts->possible_first[candidate]; k < facts->possible_first[candidate + 1];
             k++) {
            const FactPair *pair = &facts->pair[facts->possible_pair[k]];
            pairs++;
            uses += (size_t)(pair->use_end - pair->use_first + facts->floors + 2);
        }
    }
    Arena *arena = piece->arena;
    piece->unit = arena_many(arena, PieceUnit, candidates);
    piece->column = arena_many(arena, PieceColumn, pairs + 1);
    piece->use = arena_many(arena, PieceUse, uses);
    piece->row = arena_many(arena, PieceRow, uses + candidates + (size_t)facts->floors);
    piece->option = arena_many(arena, PieceOption, pairs);
    piece->class = arena_many(arena, PieceClass, pairs);
}

static void state_make(Piece *piece) {
    Arena *arena = piece->arena;
    size_t columns = (size_t)piece->columns, options = (size_t)piece->options;
    size_t classes = (size_t)piece->classes, units = (size_t)piece->units;
    size_t rows = (size_t)piece->rows;
    piece->state[PIECE_COLUMN] = arena_many(arena, unsigned char, columns);
    piece->state[PIECE_OPTION] = arena_many(arena, unsigned char, options);
    piece->state[PIECE_CLASS] = arena_many(arena, unsigned char, classes);
    piece->of_unit = arena_many(arena, PieceCount, units);
    piece->of_option = arena_many(arena, PieceCount, options);
    piece->of_class = arena_many(arena, PieceCount, classes);
    piece->of_row = arena_many(arena, PieceRowCount, rows);
    piece->trail = arena_many(arena, PieceDecision, columns + options + classes);
    piece->queue = arena_many(arena, int, units + options + classes + rows);
    piece->waits = arena_many(arena, bool, units + options + classes + rows);
    piece->gain = arena_many(arena, long long, columns);
    piece->sides = arena_many(arena, PieceSides, columns);
    piece->option_open = arena_many(arena, Sum, options);
    piece->class_open = arena_many(arena, Sum, classes);
    piece->prices.unit = arena_many(arena, long long, units);
    piece->prices.high = arena_many(arena, long long, rows);
    piece->prices.low = arena_many(arena, long long, rows);
    piece->prices.most = arena_many(arena, long long, classes);
    piece->prices.least = arena_many(arena, long long, classes);
    piece->trails = piece->queued = 0;
    piece->open = piece->columns;
    for (int i = 0; i < piece->columns; i++) {
        const PieceColumn *column = &piece->column[i];
        int class_at = piece->option[column->option].class_at;
        piece->of_unit[column->unit].free++;
        piece->of_option[column->option].free += column->places;
        if (class_at != FACT_NONE) piece->of_class[class_at].free += column->places;
        for (int k = column->use_first; k < column->use_end; k++) {
            PieceRowCount *count = &piece->of_row[piece->use[k].row];
            long long amount = piece->use[k].amount;
            *(amount < 0 ? &count->below : &count->above) += amount;
        }
    }
}

static void piece_forget(Piece *piece) {
    const PlanFacts *facts = piece->facts;
    for (int i = 0; i < piece->candidates; i++) {
        int candidate = piece->candidate[i];
        piece->unit_of[candidate] = piece->link_row[candidate] = FACT_NONE;
        for (int k = facts->possible_first[candidate]; k < facts->possible_first[candidate + 1];
             k++) {
            const FactPair *pair = &facts->pair[facts->possible_pair[k]];
            piece->column_of[facts->possible_pair[k]] = FACT_NONE;
            piece->option_at[pair->option] = FACT_NONE;
            piece->option_seen[pair->option] = 0;
            int class_at = facts->option[pair->option].class_at;
            if (class_at != FACT_NONE) {
                piece->class_at[class_at] = FACT_NONE;
                piece->class_seen[class_at] = 0;
            }
            for (int u = pair->use_first; u < pair->use_end; u++) {
                piece->resource_row[facts->use[u].resource] = FACT_NONE;
            }
        }
    }
    for (int i = 0; i < facts->floors; i++) piece->floor_row[i] = FACT_NONE;
    piece->units = piece->columns = piece->uses = piece->rows = 0;
    piece->options = piece->classes = 0;
    arena_rewind(piece->arena, piece->mark);
}

/* --- the begin --- */

/* What every value of a plan is a multiple of. */
static long long step_of(const Piece *piece) {
    long long step = 0;
    int count = piece->columns + piece->options + piece->classes;
    for (int i = 0; i < count; i++) {
        int option = i - piece->columns, class = option - piece->options;
        bool out = i < piece->columns ? piece->state[PIECE_COLUMN][i] == PIECE_OUT
                   : class < 0        ? piece->state[PIECE_OPTION][option] == PIECE_OUT
                                      : piece->state[PIECE_CLASS][class] == PIECE_OUT;
        long long number = i < piece->columns ? piece->column[i].value
                           : class < 0        ? piece->option[option].cost
                                              : piece->class[class].cost;
        if (out) continue;
        for (number = llabs(number); number;) {
            long long rest = step % number;
            step = number;
            number = rest;
        }
    }
    return step ? step : 1;
}

static void starts_decide(Piece *piece) {
    for (int i = 0; i < piece->options; i++) {
        if (piece->option[i].must_start) piece_decide(piece, PIECE_OPTION, i, PIECE_IN);
    }
    for (int i = 0; i < piece->classes; i++) {
        if (piece->class[i].must_start) piece_decide(piece, PIECE_CLASS, i, PIECE_IN);
    }
    int things = piece->units + piece->options + piece->classes + piece->rows;
    for (int i = 0; i < things; i++) {
        if (piece->waits[i]) continue;
        piece->waits[i] = true;
        piece->queue[piece->queued++] = i;
    }
    piece_follow(piece);
}

/* Something must start that nobody can use. */
static bool something_is_hopeless(const PlanFacts *facts) {
    for (int i = 0; i < facts->options; i++) {
        if (facts->option[i].must_start && !facts->option_possible[i]) return true;
    }
    for (int i = 0; i < facts->classes; i++) {
        if (facts->class[i].must_start && !facts->class_possible[i]) return true;
    }
    return false;
}

bool piece_begin(Piece *piece, const int *candidate, int candidates, bool has_value,
                 long long value) {
    if (piece->candidates) piece_forget(piece);
    piece->candidate = candidate;
    piece->candidates = candidates;
    piece->has_value = has_value;
    for (int i = 0; i < candidates; i++) {
        if (is_here(piece, candidate[i])) {
            return piece_wrong(piece, "candidate %d is there twice", candidate[i]);
        }
        piece->unit_of[candidate[i]] = 0;
    }
    room_make(piece);
    households_join(piece);
    floors_join(piece);
    if (!options_join(piece) || !units_join(piece)) return false;
    rows_list(piece);
    options_list(piece);
    state_make(piece);
    piece->dead = !has_value && something_is_hopeless(piece->facts);
    starts_decide(piece);
    if (!has_value) {
        piece->wanted = 0;
        return true;
    }
    Sum step = step_of(piece), over = value % step;
    piece->wanted = value - (over < 0 ? over + step : over) + step;
    return true;
}
