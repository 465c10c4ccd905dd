/* fill_start.h: where a first filling begins: a plan that is nearly the best, and a tree for it.
 *
 * People bid for places, each as much as the place is worth to them above their next best, and a
 * little more; who is outbid bids again (D. Bertsekas, "The auction algorithm", Annals of
 * Operations Research 14 (1988) 105-123). Bids end after some rounds, whoever is then without a
 * place stays so. Minimums, costs, hubs, groups and maximums of blocks of several options are not
 * looked at: the simplex mends what is wrong. It then needs a tenth of the pivots. */
#ifndef OPSTAP_FILL_START_H
#define OPSTAP_FILL_START_H

#include "part.h"

typedef struct FillStart {
    bool *pair;  /* per pair: its arc is in the tree */
    bool *home;  /* per person: the arc of who stays without a place is in the tree */
    bool *full;  /* per option: all its places are taken */
} FillStart;

/* Lives in the arena. */
FillStart fill_start(Arena *arena, const Part *part);

#endif
