/* spots.h: where openings are, and how near that is to a home.
 *
 * Within the room. A spot is a set of places, with or without transport by the employer: openings at
 * one spot are as far from a home. How near is a code of one byte: a step of metres, at least that
 * far; or one of two that say that distance tells nothing. The codes of a home are worked out when
 * somebody who lives there is first searched for, and kept. */
#ifndef OPSTAP_MATCHING_SPOTS_H
#define OPSTAP_MATCHING_SPOTS_H

#include "matching/columns/cells.h"
#include "matching/columns/facets.h"

/* Steps of 250 m up to 50 km, then of 5 km. */
enum {
    NEAR_FINE_STEPS = 200,
    NEAR_FINE_METRES = 250,
    NEAR_COARSE_METRES = 5000,
    NEAR_STEPS = 252,
    NEAR_ANYWHERE = 252, /* the distance is unknown: the way may earn all */
    NEAR_UNTOLD = 253,   /* the way earns nothing, and nothing is too far */
    NEAR_NONE = 255,     /* of a region: no such spot */
    NEAR_CODES = 256
};

static inline int32_t near_metres(int code) {
    if (code < NEAR_FINE_STEPS) return code * NEAR_FINE_METRES;
    return NEAR_FINE_STEPS * NEAR_FINE_METRES + (code - NEAR_FINE_STEPS) * NEAR_COARSE_METRES;
}

static inline uint8_t near_code(int32_t metres) {
    int32_t fine = metres / NEAR_FINE_METRES;
    if (fine < NEAR_FINE_STEPS) return (uint8_t)fine;
    int32_t code =
        NEAR_FINE_STEPS + (metres - NEAR_FINE_STEPS * NEAR_FINE_METRES) / NEAR_COARSE_METRES;
    return (uint8_t)(code < NEAR_STEPS ? code : NEAR_STEPS - 1);
}

typedef struct Spots {
    Facets facets;
    bool *shuttle; /* per spot */
} Spots;

/* The nearest spots of a region, with and without transport by the employer. */
typedef struct NearRegion {
    uint8_t least[2]; /* steps; NEAR_NONE */
    bool anywhere, untold;
} NearRegion;

/* What is near to one home. */
typedef struct NearHome {
    uint8_t *spot; /* a code per spot */
    NearRegion *region;
} NearHome;

/* Homes of which the codes are known, `most` at a time or as many as 32 MB hold, two at least: the
 * last two that were asked for stay as they are. Belongs to one thread. */
typedef struct NearHomes NearHomes;
struct Columns;
enum { NEAR_HOMES_MAX = INT16_MAX };
NearHomes *near_homes_new(Arena *arena, const struct Columns *columns, size_t most);
NearHome near_home(NearHomes *homes, int16_t home);

#endif
