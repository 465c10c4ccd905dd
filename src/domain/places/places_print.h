/* places_print.h: all places and ways of a map as one hash (BLAKE2b-256), the same on every machine. */
#ifndef OPSTAP_PLACES_PRINT_H
#define OPSTAP_PLACES_PRINT_H

#include "places/places.h"

enum { PLACES_PRINT_BYTES = 32 };
void map_print(const Map *map, unsigned char ret_print[PLACES_PRINT_BYTES]);

#endif
