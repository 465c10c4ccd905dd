#include "places/places_print.h"

#include <sodium.h>

#include "places/places_map.h"

typedef crypto_generichash_state Hash;

static void hash_number(Hash *hash, int32_t number) {
    unsigned char bytes[4];
    for (int i = 0; i < 4; i++) bytes[i] = (unsigned char)((uint32_t)number >> (8 * i));
    crypto_generichash_update(hash, bytes, sizeof bytes);
}

static void hash_place(Hash *hash, int32_t at, const Place *place) {
    if (place->precision == PLACE_UNKNOWN) return;
    hash_number(hash, at);
    hash_number(hash, place->latitude);
    hash_number(hash, place->longitude);
    hash_number(hash, (int32_t)place->precision);
}

/* Ways are given in the order of their places, so a map that was loaded again has them in the same
 * cells. */
void map_print(const Map *map, unsigned char ret_print[PLACES_PRINT_BYTES]) {
    Hash hash;
    crypto_generichash_init(&hash, NULL, 0, PLACES_PRINT_BYTES);
    for (int32_t i = 0; i < AREAS; i++) {
        hash_place(&hash, i, &map->area[i]);
        if (map->area_municipality[i]) hash_number(&hash, map->area_municipality[i]);
    }
    for (int32_t i = 0; i < MUNICIPALITIES; i++) {
        hash_place(&hash, -i, &map->municipality[i].centre);
    }
    for (int i = 0; i < MODE_COUNT; i++) {
        hash_number(&hash, map->speed[i].metres_per_minute);
        hash_number(&hash, map->speed[i].detour_permille);
        hash_number(&hash, map->speed[i].overhead_minutes);
    }
    for (uint32_t i = 0; map->travel && i <= map->travel_mask; i++) {
        if (!map->travel[i].key) continue;
        hash_number(&hash, (int32_t)map->travel[i].key);
        hash_number(&hash, map->travel[i].minutes);
    }
    crypto_generichash_final(&hash, ret_print, PLACES_PRINT_BYTES);
}
