/* market_world.h: where openings are held as a market (market.h): a world of what one page shows, so that
 * pages need not know the difference.
 *
 * Read in the transaction in which the market was taken. The world must not outlive the market.
 * NOT_FOUND: nobody, or no opening, of this tenant. */
#ifndef OPSTAP_MARKET_WORLD_H
#define OPSTAP_MARKET_WORLD_H

#include "house.h"

/* The person that the address names first, with placements and the openings of those. */
Result market_world_of_person(Visit *visit, const Market *market, World *ret_world);

/* That person and the opening that the address names second, with all decided pairs. */
Result market_world_of_pair(Visit *visit, const Market *market, World *ret_world);

#endif
