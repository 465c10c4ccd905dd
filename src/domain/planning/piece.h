/* piece.h: one part while it is being solved: its filling, its bounds, the best plan so far. */
#ifndef OPSTAP_PIECE_H
#define OPSTAP_PIECE_H

#include "ascent.h"
#include "cuts.h"
#include "fill.h"
#include "search.h"

/* What the limits leave; shared by all parts of a problem. */
typedef struct Watch {
    SearchLimits limits;
    int64_t nodes;
    double began, told;      /* seconds on the monotonic clock */
    int64_t value_elsewhere; /* of the parts that are done */
    int64_t bound_elsewhere; /* of all other parts */
    bool stopped;
} Watch;

typedef struct Best {
    bool has_value;
    int64_t value, bound;
    bool infeasible;       /* proven: there is no plan */
    int32_t *pair_of;      /* per candidate of the problem: position of a pair, or PLAN_UNPLACED */
    const int32_t *person; /* the candidates of this part */
    int32_t person_count;
} Best;

typedef struct Piece {
    Arena *arena;
    const Part *part;
    Fill *fill;
    Bound *bound;
    Ascent ascent;
    Cuts cuts;
    Trail trail;           /* before the search: what is decided for good */
    Best *best;
    int8_t *best_state;    /* per choice, of the best plan found on this part */
    int8_t *scratch_state;
    int64_t *scratch_price;
    uint64_t *tried;       /* numbers of states that were filled */
    Watch *watch;
    Wide bound_wide;       /* the lowest found for the whole part */
} Piece;

/* Solves a part. INVALID never; OK also when a limit stopped it. *best comes in empty and leaves with
 * the best plan and the bound; best->has_value false means that there is no plan, or, when the watch
 * has stopped, that none was found. `losses`: per choice of the part, what opening it after all costs
 * at least; only of meaning when best->has_value. */
void piece_solve(Arena *arena, const Part *part, Watch *watch, Best *best, int64_t *losses);

/* Fills a fully decided state, keeps the plan when it is better, and adds the cut that it gives. False
 * when nobody can fill it. */
bool piece_try(Piece *piece, const int8_t *state);

/* A bound below this leaves nothing better. */
Wide piece_target(const Piece *piece);

/* What the steps of an ascent may hope for at most. */
Wide piece_aim(const Piece *piece);

/* False when a limit was reached. Tells the progress with `bound` for this part. */
bool watch_goes_on(Watch *watch, const Best *best, int64_t bound);

/* tree.c: branch and bound from the piece's trail on. Returns what may still be left: the bound of the
 * places not searched, or of the best plan when all were. */
int64_t tree_search(Piece *piece);

#endif
