/* places_map.h: what the files of this room share: the map in memory. Nobody else includes it but
 * tests that make a map.
 *
 * A postcode area is found by its number in an array of all 10,000, a travel time in a table with
 * open addressing: matching asks for both millions of times. Together under 1 MiB without a matrix;
 * a travel time takes at most 32 bytes. */
#ifndef OPSTAP_PLACES_MAP_H
#define OPSTAP_PLACES_MAP_H

#include "places/places.h"

enum { AREAS = POSTCODE4_MAX + 1, AREAS_ALIKE = AREAS / 10, MUNICIPALITIES = 10000 };

typedef struct Municipality {
    Str code; /* "GM0344"; "" for a number that no municipality has */
    Place centre;
} Municipality;

typedef struct Speed {
    int32_t metres_per_minute; /* 0: no speed known for this mode */
    int32_t detour_permille, overhead_minutes;
} Speed;

typedef struct TravelCell {
    uint32_t key; /* 0: empty */
    int32_t minutes;
} TravelCell;

struct Map {
    Place area[AREAS];
    int16_t area_municipality[AREAS];          /* 0: unknown */
    Place nearby[AREAS_ALIKE];                 /* by the first three digits */
    Municipality municipality[MUNICIPALITIES]; /* by the digits of their code */
    Speed speed[MODE_COUNT];
    TravelCell *travel; /* a power of two of them, at most half full; NULL without a matrix */
    uint32_t travel_mask;
    /* The fastest way measured, by mode; 0: none measured, METRES_ANY: one between places of which
     * nobody knows how far they lie apart. */
    int32_t measured_metres_per_minute[MODE_COUNT];
};
enum { METRES_ANY = INT32_MAX };

/* The number in "GM0344"; false for anything else. */
bool municipality_number(Str code, int16_t *ret_number);

/* Adds to a map that is being made; map_finish computes what follows from the areas. */
void map_add_area(Map *map, const PostcodeArea *area);
void map_add_travel(Map *map, Arena *arena, const TravelTimeRows *rows);
void map_finish(Map *map);
Map *map_begin(Arena *arena); /* with all that is built in */

#endif
