/* plan_piece.h: a piece of a problem with any rules, what is decided of it, and what it can be worth
 * at most at given prices; part of the independent checker of certificates (plan_certificate.h).
 * Shares no code with src/domain/planning.
 *
 * A unit is a candidate, or a household in one option; a column puts it there. Rows bind columns:
 * resources, floors, and links of two people in a household, who are placed equally often.
 *
 * What is ignored only makes more possible: floors of which some who could be placed are in no piece
 * or in another. Everybody of a household, and who has a possible pair with an option or a class,
 * must be in one piece.
 *
 * Exact: gains of the columns of an option fit 61 bits together (else the prices are refused), all
 * other sums are in 128 bits. */
#ifndef OPSTAP_PLAN_PIECE_H
#define OPSTAP_PLAN_PIECE_H

#include "auto.h"
#include "plan_facts.h"

enum { PIECE_SHIFT_MAX = 40, PIECE_AXES_MAX = 10, PIECE_IN = 1, PIECE_OUT = 2 };

typedef __int128 Sum;

typedef struct PieceUse {
    int row;
    long long amount; /* not 0 */
} PieceUse;

typedef struct PieceColumn {
    int unit, option, places;
    long long value;
    int use_first, use_end;
} PieceColumn;

typedef struct PieceUnit {
    int column_first, column_end;
    bool must;
} PieceUnit;

typedef struct PieceRow {
    bool has_low, has_high;
    long long low, high;
    PieceUse *use; /* .row: the column */
    int uses;
} PieceRow;

typedef struct PieceOption {
    int source, class_at; /* class_at: of the piece; FACT_NONE */
    long long minimum, maximum, cost;
    bool must_start;
    int *column, columns;
    /* At the prices that were read last. */
    int axis_row[PIECE_AXES_MAX], axes;
    bool counts_places;
} PieceOption;

typedef struct PieceClass {
    int source;
    long long minimum, maximum, cost;
    bool must_start;
    int *option, options;
} PieceClass;

typedef enum PieceKind { PIECE_COLUMN, PIECE_OPTION, PIECE_CLASS, PIECE_KINDS } PieceKind;

typedef struct PieceDecision {
    PieceKind kind;
    int at;
} PieceDecision;

typedef struct PieceCount {
    Sum in, free;
} PieceCount;

typedef struct PieceRowCount {
    Sum in, below, above;
} PieceRowCount;

/* As they were read; all lists of the piece. */
typedef struct PiecePrices {
    int shift, row_shift;
    long long *unit, *high, *low, *most, *least;
} PiecePrices;

/* What the option of a free column adds when it starts with it, and without it; PIECE_NONE. */
typedef struct PieceSides {
    Sum with, without;
} PieceSides;

typedef struct Piece {
    Arena *arena;
    ArenaMark mark; /* what comes after it is of one piece */
    const PlanFacts *facts;
    int *option_seen, *class_seen; /* possible pairs of the people of the piece */
    /* Where something of the problem is in the piece; FACT_NONE. */
    int *unit_of, *column_of, *option_at, *class_at, *resource_row, *floor_row, *link_row;
    const int *candidate; /* of the problem; the caller's */
    int candidates;
    bool has_value;
    Sum wanted; /* what a better plan is worth at least */
    PieceUnit *unit;
    PieceColumn *column;
    PieceUse *use;
    PieceRow *row;
    PieceOption *option;
    PieceClass *class;
    int units, columns, uses, rows, options, classes;
    /* What is decided. */
    unsigned char *state[PIECE_KINDS];
    PieceCount *of_unit, *of_option, *of_class;
    PieceRowCount *of_row;
    PieceDecision *trail;
    int trails, open; /* open: columns that are free */
    int *queue, queued;
    bool *waits;
    bool dead; /* what is decided contradicts itself */
    /* At the prices that were read last. */
    PiecePrices prices;
    long long *gain; /* per column */
    Sum *option_open, *class_open; /* what they add when they start; PIECE_NONE */
    PieceSides *sides; /* per column */
    Sum bound;
    bool none;       /* something must start and cannot */
    char why[256];
} Piece;

#define PIECE_NONE (-((Sum)1 << 120))

Piece *piece_checked_new(Arena *arena, const PlanFacts *facts);

/* Begins a piece, with nothing decided but what follows. has_value false: it is said to have no plan.
 * The list of candidates must stay. */
bool piece_begin(Piece *piece, const int *candidate, int candidates, bool has_value,
                 long long value);

bool piece_wrong(Piece *piece, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* --- plan_piece_follow.c --- */

/* Decides; what follows is drawn by piece_follow. A contradiction makes the piece dead. */
void piece_decide(Piece *piece, PieceKind kind, int at, unsigned char side);
void piece_follow(Piece *piece);
void piece_take_back(Piece *piece, int trails, bool dead);

/* --- plan_piece_bound.c --- */

/* After piece->prices and the axes of options were filled. False: refused. */
bool piece_bound(Piece *piece);

/* No better plan at those prices. */
bool piece_is_closed(const Piece *piece);

/* Fills the sides of the free columns of an option. False: refused. */
bool piece_sides(Piece *piece, int option);

/* No better plan has it so, at those prices. Of a free column after the sides of its option. */
bool piece_excludes(const Piece *piece, PieceKind kind, int at, unsigned char side);

/* Everything is decided: that is no better plan. */
bool piece_is_no_better(const Piece *piece);

/* --- plan_piece_set.c: the best set of columns of an option that starts --- */

#define SET_NOTHING (-(1LL << 62))

typedef struct PieceItem {
    long long gain;
    int column;
} PieceItem;

typedef struct PieceSet {
    const Piece *piece;
    Arena *arena; /* scratch */
    PieceItem *item;
    int items;
    long long worth_in;
    bool somebody;          /* somebody is in already */
    long long least, most;  /* of items by order, of places where they are counted */
    int axes;
    long long size[PIECE_AXES_MAX], stride[PIECE_AXES_MAX], states;
    bool places_counted;
    long long *use, *shift; /* per item and axis; per item */
    bool *fits;             /* per item: at all */
    unsigned short *coordinate; /* per state and axis */
    long long *with, *without; /* per item, by set_sides_find */
} PieceSet;

/* False: refused, it would be too large to count. */
bool piece_set_make(Piece *piece, Arena *arena, int option, PieceSet *ret_set);
long long piece_set_best(PieceSet *set); /* SET_NOTHING: there is none */
void piece_set_sides(PieceSet *set);

#endif
