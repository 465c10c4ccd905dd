/* basis.h: what a plan leaves behind, so that the next one starts near its end.
 *
 * A basis holds the plan, the tree of the flow that filled it, and the prices with which it was
 * proven. Given to the search of a problem that differs a little, the first plan is as good as the
 * old one, the first bound is near the old one, and few steps are left.
 *
 * Nothing in a basis has to be true. The engines check the plan, the flow mends any tree, and any
 * prices give a bound (bound.h): so a basis of another problem, or one that somebody wrote, costs
 * time and never a wrong answer. What is not known is PRICE_UNKNOWN or rests, and counts as at a
 * first plan.
 *
 * Positions are those of one problem; basis_carry brings a basis to another one by ids. */
#ifndef OPSTAP_BASIS_H
#define OPSTAP_BASIS_H

#include <math.h>

#include "planning/groups/flow.h"
#include "planning/form/apart.h"

#define PRICE_UNKNOWN ((double)INFINITY)

/* Sets of prices that are kept: that of the first bound; that of the filling of the plan, and that
 * with which the tree began, which tell later by how much prices move; and those of the tree that
 * were needed last. */
enum { BASIS_FIRST, BASIS_FILLED, BASIS_ROOT, BASIS_TREE, BASIS_PRICES_MAX = 64 };

/* Prices in points of value: per person, of the limits they share, and of what must be reached. */
typedef struct BasisPrices {
    double *candidate;
    double *option; /* of the crowd that the option belongs to (part.h) */
    double *resource, *floor;
    double *class_most, *class_least;
} BasisPrices;

/* Where the arcs of the filling are, each a FlowPlace. */
typedef struct BasisTree {
    int8_t *pair;
    int8_t *home;   /* per candidate: from there straight out, without a place */
    int8_t *option; /* per option: to its class */
    int8_t *block;  /* per option: from its class, or itself, out */
    int8_t *resource, *floor;
} BasisTree;

typedef struct Basis {
    Arena *arena;
    const Problem *problem;
    int32_t *pair_of; /* per candidate: position of a pair; PLAN_UNPLACED */
    bool has_tree;
    BasisTree tree;
    BasisPrices prices[BASIS_PRICES_MAX];
    int32_t prices_count;
} Basis;

/* An empty one: no plan, no tree, no prices. */
Basis *basis_new(Arena *arena, const Problem *problem);

/* The set of prices `at`, with all before it, unknown where they are new; NULL: too many. */
BasisPrices *basis_prices(Basis *basis, int32_t at);

/* The same for another problem, by ids. What that does not know is left out; what is new in it is
 * unknown. *ret_lost: candidates, options, classes, resources and floors that were left out. */
Basis *basis_carry(Arena *arena, const Basis *basis, const Problem *to, int32_t *ret_lost);

/* Of the whole what belongs to a piece; and what a piece leaves, put in its place in the whole. */
Basis *basis_cut(Arena *arena, const Basis *whole, const Apart *apart, const ApartPiece *piece);
void basis_join(Basis *whole, const Basis *of_piece, const ApartPiece *piece);

#endif
