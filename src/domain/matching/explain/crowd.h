/* crowd.h: how crowded openings are, as it is told beside a list of matches: never inside a score.
 * What it means and how it is found: planning/prices/crowding.h. */
#ifndef OPSTAP_MATCHING_CROWD_H
#define OPSTAP_MATCHING_CROWD_H

#include "openings/opening_search.h"

enum { PLACE_PRICE_UNKNOWN = -1 };

typedef struct Crowd {
    int64_t places; /* that are left; PLACES_UNKNOWN */
    int32_t demand; /* people who have it first in their list */
    int32_t price;  /* points; PLACE_PRICE_UNKNOWN: nobody knows how many places there are */
} Crowd;

typedef struct Crowding {
    Crowd *opening; /* per opening of the snapshot */
    size_t opening_count;
    int64_t people, pairs;
    int64_t places_unknown; /* openings in these lists of which nobody knows it: left out of prices */
    int64_t value;          /* the largest sum of scores */
    int32_t list_max;       /* so many of each list count; 0: all */
} Crowding;

/* More people have it first than it has places. */
static inline bool crowd_is_popular(const Crowd *crowd) {
    return crowd->places != PLACES_UNKNOWN && crowd->demand > crowd->places;
}

/* What is left of a score: score less price, which may be below 0. False: the price is unknown, or
 * there is no score. */
static inline bool crowd_left(const Crowd *crowd, int score, int *ret_left) {
    if (crowd->price == PLACE_PRICE_UNKNOWN || score < 0) return false;
    *ret_left = score - crowd->price;
    return true;
}

#endif
