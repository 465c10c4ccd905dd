/* bound_blocks.h: one block at prices; what cut.c and bound_drop.c need of bound.c. */
#ifndef OPSTAP_BOUND_BLOCKS_H
#define OPSTAP_BOUND_BLOCKS_H

#include "bound.h"

/* Lays the charges of these prices, for all that follows; and sums what is paid in any case. */
Wide rights_of(Bound *bound, const int64_t *price);
Wide block_cost(const Bound *bound, int64_t cost, int64_t crowd); /* of starting */
int64_t block_charge(const Bound *bound, int32_t block); /* by its hubs, per person */

bool block_must_start(const Part *part, const PartBlock *block, const int8_t *state);

/* What it adds to the bound; WIDE_NEVER where it must start and cannot. */
Wide block_gain(Bound *bound, int32_t block, const int8_t *state);

/* What it gains when it starts; for a block without choices inside. */
Wide block_open_alone(Bound *bound, int32_t block);

/* Counted blocks (counted.h): puts the people each option may take, best first, in bound->item,
 * at the places of its pairs from the first pair of the block; and fills bound->counted->gains. */
bool block_is_counted(const Bound *bound, int32_t block);
void block_lay(Bound *bound, int32_t block);
Wide counted_wide(int64_t gain);

#endif
