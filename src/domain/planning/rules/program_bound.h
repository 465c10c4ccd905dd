/* program_bound.h: how much a plan of a program can be worth at most, from prices.
 *
 * "At most one column a unit", the rows and the limits of groups are not kept but paid for: each
 * has a price, and what is left falls apart into one best set for each place (program_set.h). Any
 * prices give a bound. They are whole numbers in fixed point, and every sum is exact: rows are
 * first multiplied by their price and rounded, left side down and right side up, which every plan
 * that keeps the row keeps too. */
#ifndef OPSTAP_PROGRAM_BOUND_H
#define OPSTAP_PROGRAM_BOUND_H

#include "program_set.h"

typedef __int128 Sum;

/* All in one array, one list after the other. */
typedef struct Prices {
    int64_t *all;
    int64_t *unit;         /* 0 or more, any for a unit that must be placed */
    int64_t *high, *low;   /* per row; 0 or more */
    int64_t *most, *least; /* per group, for its maximum and its minimum; 0 or more */
    int32_t count;
} Prices;

typedef struct Relaxed {
    const Program *program;
    SetWork *sets;
    int value_shift, row_shift; /* fixed point: values, and prices of rows on top of it */
    int64_t value_unit;         /* 1 << value_shift: negative numbers are not shifted left */
    int64_t price_max;
    int64_t *worth;      /* per column, at the prices of the last bound */
    bool *chosen;        /* per column, in the sets of the last bound */
    int64_t *set;        /* per place, of its best set less its cost; SET_NONE */
    int64_t *place_cost; /* per place, what its start costs, at the prices too */
    Sum *group_worth;    /* per group, when it starts; SET_NONE */
    bool *place_starts, *group_starts;
    int64_t *with, *without; /* per column, by relaxed_sides */
    Sum bound;               /* in fixed point */
} Relaxed;

Relaxed *relaxed_new(Arena *arena, const Program *program);
Prices prices_new(Arena *arena, const Program *program);

/* Before the first bound, and after every decision. What is in is not paid for: a row has what it
 * leaves. So who is in, or has nowhere to go any more, has no price, nor has a row that the sets
 * keep: 0. */
void relaxed_gather(Relaxed *relaxed, const State *state);

/* False: what is decided has no plan. */
bool relaxed_bound(Relaxed *relaxed, const State *state, const Prices *prices);

/* A bound as a whole number: no plan is worth more. The first is of the bound that was found. */
int64_t relaxed_value(const Relaxed *relaxed);
int64_t relaxed_round(const Relaxed *relaxed, Sum bound);

/* After relaxed_bound: what the bound is with each free column in the plan, and with it not. */
void relaxed_sides(Relaxed *relaxed, const State *state);
Sum relaxed_if(const Relaxed *relaxed, const State *state, int32_t column, bool in);
Sum relaxed_if_place(const Relaxed *relaxed, const State *state, int32_t place, bool starts);
Sum relaxed_if_group(const Relaxed *relaxed, int32_t group, bool starts);

#endif
