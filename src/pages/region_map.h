/* region_map.h: where people are without places and places without people, as a picture.
 *
 * A municipality is one mark where it lies (places.h): a left half for people of whom nothing fits, a
 * right half for openings that fit nobody. The area of a half says how many, on one scale for both.
 * Halves differ in side and filling, not in colour alone; what is hidden is an empty half with a
 * dashed edge, so that its size says nothing. Municipalities of which no place is known have no mark. */
#ifndef OPSTAP_REGION_MAP_H
#define OPSTAP_REGION_MAP_H

#include "matching/barriers/barriers.h"
#include "page.h"

typedef struct MapMarkView {
    Phrase said;
    Str people, places, hidden; /* outlines of halves; empty: none */
    bool dot;                   /* neither */
    int64_t x, y, number, number_y; /* number 0: too many to be numbered */
} MapMarkView;

typedef struct RegionMapView {
    int64_t width, height;
    const MapMarkView *marks; /* the largest first, so that the small ones lie on top */
    size_t marks_count;
    Phrase most_people, most_places; /* of which municipality; WORD_none: none is shown */
    int64_t most;                    /* what a half of the largest size stands for */
    bool any_hidden;
} RegionMapView;

/* `areas` as they are listed beside the map: mark n is area n - 1. Counts are hidden already. */
RegionMapView region_map(Visit *visit, const Map *map, const AreaBarriers *areas, size_t count);

/* "Zeist", or that it is not known. */
Phrase area_name(const Visit *visit, const AreaBarriers *area);

#endif
