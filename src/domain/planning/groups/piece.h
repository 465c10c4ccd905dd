/* piece.h: one part while it is being solved: its filling, its bounds, the best plan so far. */
#ifndef OPSTAP_PIECE_H
#define OPSTAP_PIECE_H

#include "ascent.h"
#include "cuts.h"
#include "fill.h"
#include "planning/search/search.h"

enum { TRIED_MAX = 4096 }; /* states remembered as filled */

/* What the limits leave; shared by all parts of a problem. */
typedef struct Watch {
    SearchLimits limits;
    const Problem *problem;
    int64_t nodes;
    double began, told;                            /* seconds on the monotonic clock */
    int64_t value_elsewhere;                       /* of the parts that are done */
    int64_t bound_elsewhere;                       /* of all other parts */
    bool value_unknown;                            /* of some other part: it may have no plan */
    enum { GAP_NOT, GAP_OF_PART, GAP_OF_ALL } gap; /* which gap may end the search of a part */
    bool close_enough;                             /* for the part that is searched */
    bool stopped, clock_broken;
    bool interrupted; /* whoever looks on has seen enough */
} Watch;

typedef struct Best {
    bool has_value;
    int64_t value, bound;
    bool infeasible;       /* proven: there is no plan */
    int32_t *pair_of;      /* per candidate of the problem: position of a pair, or PLAN_UNPLACED */
    const int32_t *person; /* the candidates of this part */
    int32_t person_count;
    /* With rules: per option and class of the problem, what a plan is worth at most in which it
     * starts; INT64_MAX: not known, STARTS_NEVER: proven that there is none. NULL: nobody asks. */
    int64_t *if_option, *if_class;
} Best;

#define STARTS_NEVER INT64_MIN

typedef struct Piece {
    Arena *arena;
    const Part *part;
    Fill *fill;
    Bound *bound;
    Bound *wide; /* for certificates; NULL until it is needed */
    Ascent ascent;
    Cuts cuts;
    Trail trail; /* before the search: what is decided for good */
    Best *best;
    int8_t *best_state; /* per choice, of the best plan found on this part */
    int8_t *scratch_state;
    int64_t *scratch_price;
    uint64_t *tried; /* numbers of states that were filled */
    Watch *watch;
    Wide bound_wide; /* the lowest found for the whole part */
    int64_t *root_price;       /* with which the tree began; NULL: it has not */
    const BasisPrices *filled; /* of the filling of an earlier plan, as they are now; or NULL */
} Piece;

/* piece_root.c: solves a part. *best comes in empty and leaves with the best plan and the bound;
 * without a value either best->infeasible or the watch has stopped. if_open: per choice of the
 * part, what a plan is worth at most in which it is open. */
void piece_solve(Arena *arena, const Part *part, Watch *watch, Best *best, int64_t *if_open);

/* tree.c: branch and bound from the piece's trail on. Returns what may still be left: the bound of
 * the places not searched, or the value of the best plan when all were. */
int64_t tree_search(Piece *piece);

/* piece_plans.c: guesses of good plans, from how often each choice started in the ascent, and by
 * turning one choice at a time. The cuts rule out most of them before anything is filled. */
void piece_try_rounded(Piece *piece);
void piece_flip(Piece *piece);

/* piece.c */
Piece *piece_new(Arena *arena, const Part *part, Watch *watch, Best *best);

/* From now on one plan will do of those that are each other's mirror images (twins.h). */
void piece_find_twins(Piece *piece);

/* Fills a state, keeps the plan when it is better and keeps all minimums, and adds the cut that the
 * filling gives. False when nobody can fill it. */
bool piece_try(Piece *piece, const int8_t *state);
void piece_keep_plan(Piece *piece);    /* the last filling */
void piece_add_fill_cut(Piece *piece); /* its prices, as a cut */

Wide piece_target(const Piece *piece); /* a bound below this leaves nothing better */
Wide piece_aim(const Piece *piece);    /* what the steps of an ascent may hope for at most */
void piece_lower_bound(Piece *piece, Wide bound);
/* Nothing better is left: the best plan is proven, or there is none. */
void piece_settle(Piece *piece);

/* piece_certify.c: closes this node of the certificate by the prices of the last filling: none is
 * worth more, or nobody can fill it. */
void piece_certify_filling(Piece *piece);

/* In piece->scratch_price, as this bound takes them. lack: see fill.h. */
void piece_prices_of_filling(Piece *piece, const Bound *bound, int64_t lack);

/* search.c: false when a limit was reached. Tells the progress with `bound` for this part. */
bool watch_goes_on(Watch *watch, const Best *best, int64_t bound);

#endif
