/* prices.h: what one place more is worth, where many want the same place.
 *
 * People and places, and for each pair that could be its score. Of all ways to give each person at
 * most one place, and each opening at most as many people as it has places, the best has the
 * largest sum of scores: V. No opening needs a minimum here; groups that must start are a plan's
 * (plan.h).
 *
 * The price of an opening is what one place more there would add: V with that place, less V. It is
 * also the least price at which everybody can be content with a place of their own best choice at
 * score less price, and no opening with a price has a place left: of all such prices the smallest,
 * for every opening at once (they are a lattice). So prices are unique: they do not depend on which
 * of several best divisions was found, nor on the way there. They are whole numbers.
 *
 * What is left of a person is the most that score less price comes to for them, 0 when nothing is
 * left anywhere. All of it and all prices, each as often as there are places, add up to V: that is
 * the proof, and it is checked each time.
 *
 * An opening of which nobody knows how many places it has is not priced, and its pairs are left
 * out: nobody is put on a place that may not be there. If it has places, other prices are lower
 * than told here or the same, never higher. An opening without a place left has a price: what a
 * first one would be worth.
 *
 * Sources: L. S. Shapley and M. Shubik, "The assignment game I: the core", International Journal of
 * Game Theory 1 (1971) 111-130 (the lattice); G. Demange, D. Gale, M. Sotomayor, "Multi-item
 * auctions", Journal of Political Economy 94 (1986) 863-872 (its smallest); F. Gul and
 * E. Stacchetti, "Walrasian equilibrium with gross substitutes", Journal of Economic Theory 87
 * (1999) 95-124 (the smallest price is the worth of one more, the largest that of one less). */
#ifndef OPSTAP_PRICES_H
#define OPSTAP_PRICES_H

#include <stdint.h>

#include "arena.h"
#include "matching/explain/crowd.h"

enum {
    PRICE_NOWHERE = -1,
    PRICE_SCORE_MAX = 1000000 /* scores of pairs are 0 .. this; those of matching.h are smaller */
};

typedef struct PricePair {
    int32_t person, opening, score;
} PricePair;

/* Pairs stand person by person, each pair once. At most PLAN_PAIRS_MAX. */
typedef struct PriceGraph {
    int32_t person_count, opening_count, pair_count;
    const int64_t *places; /* per opening; PLACES_UNKNOWN */
    const PricePair *pair;
} PriceGraph;

typedef struct Prices {
    int64_t value;       /* V */
    int32_t *price;      /* per opening; PLACE_PRICE_UNKNOWN */
    int32_t *left;       /* per person */
    int32_t *opening_of; /* per person, in one of the best divisions; PRICE_NOWHERE */
} Prices;

/* Lives in the arena. */
Prices prices_find(Arena *arena, const PriceGraph *graph);

#endif
