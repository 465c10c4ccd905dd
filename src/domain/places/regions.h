/* regions.h: the labour-market regions of the Netherlands (data/regions.csv), and which of them a
 * place lies in.
 *
 * On the map of tiles every region is one square of the same size, near where it lies, so that a
 * small region says as much as a large one. Rows from north to south, columns from west to east. */
#ifndef OPSTAP_REGIONS_H
#define OPSTAP_REGIONS_H

#include "places/places.h"

enum { REGIONS = 35, REGION_TILE_ROWS = 9, REGION_TILE_COLUMNS = 7, REGION_UNKNOWN = -1 };

typedef struct Region {
    Str code, name; /* "AM13", "Midden-Utrecht" */
    int tile_row, tile_column;
} Region;

const Region *regions_all(void); /* REGIONS of them, by code */

/* Position in regions_all; REGION_UNKNOWN: there is no such code. */
int region_coded(Str code);

/* Position in regions_all, by the municipality, or else by the postcode area as far as the map
 * knows its municipality; REGION_UNKNOWN. Values as map_place takes them. */
int map_region(const Map *map, Value postcode, Value municipality);

#endif
