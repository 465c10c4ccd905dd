/* prices_parts.h: what the files of prices share. Nobody else includes it. */
#ifndef OPSTAP_PRICES_PARTS_H
#define OPSTAP_PRICES_PARTS_H

#include "prices.h"

/* All prices and all that is left: never below the value of any division. */
int64_t prices_proof(const PriceGraph *graph, const Prices *prices);

/* From any prices that prove the division to the smallest that do. */
void prices_bring_down(Arena *scratch, const PriceGraph *graph, Prices *prices);

#endif
