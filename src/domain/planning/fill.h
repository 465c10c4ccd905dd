/* fill.h: who goes where, once it is known what starts: the best filling of a part, exactly.
 *
 * Given what is open, closed and undecided, the rest is a flow of least cost: one unit from each
 * person, over a pair to an option, over its block to the root; or straight to the root at no cost,
 * unless everybody must be placed. What is open carries at least its minimum; what is closed
 * nothing; what is undecided anything up to its maximum, so a filling with undecided choices is a
 * relaxation: its value bounds every plan below, and when it happens to keep all minimums it is the
 * best of them.
 *
 * Each filling starts from the tree of the one before it (flow.h). */
#ifndef OPSTAP_FILL_H
#define OPSTAP_FILL_H

#include "part.h"

typedef struct Fill Fill;

Fill *fill_new(Arena *arena, const Part *part);

/* False when no filling exists. *ret_value is the sum of the values of the pairs used. */
bool fill_solve(Fill *fill, const int8_t *state, int64_t *ret_value);

/* Of the last filling. */
bool fill_uses(const Fill *fill, int32_t pair);
int64_t fill_people(const Fill *fill, int32_t choice); /* in the block or option of this choice */
bool fill_keeps_minimums(const Fill *fill);
void fill_read_state(const Fill *fill, int8_t *ret_state); /* open where somebody is */

/* What one more place for this person would be worth; 0 when unplaced. With these prices the bound
 * of bound.h meets the value of the filling, when nothing is undecided. */
int64_t fill_price(const Fill *fill, int32_t person);

#endif
