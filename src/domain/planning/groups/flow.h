/* flow.h: the cheapest flow through a network, exactly.
 *
 * Primal network simplex on 64-bit integers. Each arc carries between its lower and its upper
 * amount at a cost per unit; each node but the root sends its supply (negative: takes); node 0 is
 * the root and takes whatever the others send. The answer is a flow of least cost, and per node a
 * price that proves it: with reduced(a) = cost(a) + price(from) - price(to), an arc whose reduced
 * cost is above 0 carries its lower amount, below 0 its upper amount.
 *
 * It never uses floating point and never a large cost for "not allowed": what cannot be sent is
 * counted apart, by a first number that is compared before the costs (penalty, then price). So
 * costs may use all 64 bits. Ties are broken by the order of the arcs: the same network gives the
 * same flow.
 *
 * Warm start: a network keeps its tree. After a change of bounds, supplies or costs flow_solve goes
 * on from the last tree: tree arcs that no longer fit are cut, what hung below hangs from the root
 * by an arc that must run empty, and the pivots mend it. Opening one option among a hundred takes
 * some hundred pivots, a cold start thousands.
 *
 * Limits, for the caller to keep: no simple cycle or path may cost 2^63 or more, in size; the
 * amounts of all arcs and supplies together stay below 2^62. Arcs are at most 2^31 - 1 less the
 * nodes.
 *
 * Sources: G. Dantzig, "Linear Programming and Extensions" (1963), ch. 17 (simplex in networks);
 * W. H. Cunningham, "A network simplex method", Mathematical Programming 11 (1976) 105-116
 * (strongly feasible trees, so that it ends); P. Kovacs, "Minimum-cost flow algorithms: an
 * experimental evaluation", Optimization Methods and Software 30 (2015) 94-127 (block search). */
#ifndef OPSTAP_FLOW_H
#define OPSTAP_FLOW_H

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"

typedef struct Flow Flow;

typedef enum FlowStatus { FLOW_OPTIMAL, FLOW_INFEASIBLE } FlowStatus;

enum { FLOW_ROOT = 0 };

typedef struct FlowArc {
    int32_t from, to;
    int64_t lower, upper; /* 0 <= lower; an arc with lower > upper makes the network infeasible */
    int64_t cost;         /* per unit */
} FlowArc;

/* A network without arcs; all memory is taken from the arena now. */
Flow *flow_new(Arena *arena, int32_t node_count, int32_t arc_count_max);

/* Adds an arc and returns its number, from 0. All arcs come before the first flow_solve. */
int32_t flow_add(Flow *flow, FlowArc arc);

/* Changes between solves. */
void flow_set_supply(Flow *flow, int32_t node, int64_t supply);
void flow_set_bounds(Flow *flow, int32_t arc, int64_t lower, int64_t upper);
void flow_set_cost(Flow *flow, int32_t arc, int64_t cost);

/* Where an arc is: resting on a bound, or in the tree with an amount that follows from the rest. */
typedef enum FlowPlace { FLOW_AT_LOWER, FLOW_IN_TREE, FLOW_AT_UPPER } FlowPlace;

/* Before a flow_solve: a FlowPlace per arc to go on from, as another network left it with
 * flow_places. They need not be a tree: what closes a cycle rests, what hangs loose is joined to
 * the root, and the pivots mend it. `scratch` is given back. */
void flow_start(Flow *flow, Arena *scratch, const int8_t *place);
void flow_places(const Flow *flow, int8_t *ret_place);

/* FLOW_INFEASIBLE: no flow keeps all bounds; amounts and prices are then of the least bad one. */
FlowStatus flow_solve(Flow *flow);

/* Of the last solve. */
int64_t flow_amount(const Flow *flow, int32_t arc);
int64_t flow_price(const Flow *flow, int32_t node);   /* 0 for the root */
int32_t flow_penalty(const Flow *flow, int32_t node); /* not 0: the price may go that way */
int64_t flow_pivots(const Flow *flow);                /* since flow_new, for tests and figures */

#endif
