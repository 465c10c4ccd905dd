/* fill.h: who goes where, once it is known what starts: the best filling of a part, exactly.
 *
 * Given what is open, closed and undecided, the rest is a flow of least cost: one unit from each
 * person, over a pair to an option, over its block and the hubs around it to the root; or at no
 * cost over the groups of the person, unless they must be placed. What is open carries at least its
 * minimum; what is closed nothing; what is undecided anything up to its maximum, so a filling with
 * undecided choices is a relaxation: its value bounds every plan below, and when it happens to keep
 * all minimums it is the best of them.
 *
 * Each filling starts from the tree of the one before it (flow.h). */
#ifndef OPSTAP_FILL_H
#define OPSTAP_FILL_H

#include "planning/search/basis.h"
#include "part.h"

typedef struct Fill Fill;

Fill *fill_new(Arena *arena, const Part *part);

/* False when no filling exists. *ret_value is the sum of the values of the pairs used, less the
 * costs of what is open, and of what is undecided as little as those can be: no plan of this state
 * is worth more. */
bool fill_solve(Fill *fill, const int8_t *state, int64_t *ret_value);

/* Of the last filling. Its value as a plan: less the costs of what it uses. */
int64_t fill_value(const Fill *fill);
bool fill_uses(const Fill *fill, int32_t pair);
int64_t fill_people(const Fill *fill, int32_t choice); /* in the block or option of this choice */
bool fill_keeps_minimums(const Fill *fill);
void fill_read_state(const Fill *fill, int8_t *ret_state); /* open where somebody is */

/* Before a filling: the tree of the last filling of a part from which this one was made smaller. */
void fill_take_over(Fill *fill, const Fill *larger);

/* Before a filling: the tree of an earlier plan; and that of the last filling, for a later plan. */
void fill_take_tree(Fill *fill, const Basis *basis);
void fill_give_tree(const Fill *fill, Basis *basis);

/* What one more place for this person would be worth; 0 when unplaced. What one more person through
 * a hub would be worth, and one more of a group without a place. With these prices the bound of
 * bound.h meets the value of the filling, when nothing is undecided. */
/* lack: what is not allowed counts so much; 0 but after a filling that does not exist, or that
 * hangs from the root by what is not allowed: the more it counts, the better the prices show that.
 */
int64_t fill_price(const Fill *fill, int32_t person, int64_t lack);
int64_t fill_hub_price(const Fill *fill, int32_t hub, int64_t lack);
int64_t fill_group_price(const Fill *fill, int32_t group, int64_t lack);

#endif
