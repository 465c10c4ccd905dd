#include "matching/columns/cells.h"

#include "number.h"

enum {
    FIELD_LATITUDE = 60000,  /* microdegrees: about 6.7 km */
    FIELD_LONGITUDE = 100000 /* about 6.8 km */
};
enum {
    FIELDS_ACROSS = (PLACE_LONGITUDE_MAX - PLACE_LONGITUDE_MIN) / FIELD_LONGITUDE + 1,
    FIELDS_UP = (PLACE_LATITUDE_MAX - PLACE_LATITUDE_MIN) / FIELD_LATITUDE + 1
};

/* Metres of a degree of latitude on the sphere of places.h, rounded down; degrees. */
enum { METRES_UP = 111194, MICRODEGREES = 1000000 };

/* Of 10,000 parts of a flat way that many are less than the way over the sphere: the difference
 * between an angle and its sine is below 3 in 10,000 within the limits of places.h. */
enum { FLAT_PARTS = 9995, FLAT_WHOLE = 10000 };

/* Along the north side of each row of the grid, where a degree is shortest. */
static void metres_across_measure(Cells *cells) {
    for (int row = 0; row < FIELDS_UP; row++) {
        int32_t north = PLACE_LATITUDE_MIN + (row + 1) * FIELD_LATITUDE;
        Place west = { .latitude = north,
                       .longitude = PLACE_LONGITUDE_MIN,
                       .precision = PLACE_AREA };
        Place east = west;
        east.longitude += MICRODEGREES;
        cells->metres_across[row] = map_metres(west, east) - 1;
    }
}

void cells_begin(Arena *arena, const Snapshot *snapshot, Cells *ret_cells) {
    Cells cells = { .count = CELL_FIRST_PLACED,
                    .capacity = 64,
                    .place_count = snapshot->place_keys.count };
    cells.cell = arena_many(arena, Cell, cells.capacity);
    cells.cell_of_place = arena_many(arena, int32_t, snapshot->place_keys.count);
    for (size_t i = 0; i < snapshot->place_keys.count; i++) cells.cell_of_place[i] = SLOT_NONE;
    cells.grid = arena_many(arena, int32_t, (size_t)FIELDS_ACROSS * FIELDS_UP);
    for (int i = 0; i < FIELDS_ACROSS * FIELDS_UP; i++) cells.grid[i] = SLOT_NONE;
    cells.metres_across = arena_many(arena, int32_t, FIELDS_UP);
    metres_across_measure(&cells);
    *ret_cells = cells;
}

bool cells_know(Place place) {
    if (place.precision == PLACE_UNKNOWN) return false;
    return place.latitude >= PLACE_LATITUDE_MIN && place.latitude <= PLACE_LATITUDE_MAX &&
           place.longitude >= PLACE_LONGITUDE_MIN && place.longitude <= PLACE_LONGITUDE_MAX;
}

static int field_of(Place place) {
    int across = (place.longitude - PLACE_LONGITUDE_MIN) / FIELD_LONGITUDE;
    int up = (place.latitude - PLACE_LATITUDE_MIN) / FIELD_LATITUDE;
    return up * FIELDS_ACROSS + across;
}

static int32_t cell_for(Arena *arena, Cells *cells, Place place) {
    if (place.precision == PLACE_MUNICIPALITY) return CELL_ROUGH;
    if (!cells_know(place)) return CELL_UNPLACED;
    int32_t *cell = &cells->grid[field_of(place)];
    if (*cell == SLOT_NONE) {
        cells->cell = arena_room(arena, Cell, cells->cell, cells->count, &cells->capacity);
        cells->cell[cells->count] = (Cell){ .south = place.latitude, .west = place.longitude };
        *cell = (int32_t)cells->count++;
    }
    return *cell;
}

int32_t cell_add(Arena *arena, const Snapshot *snapshot, Cells *cells, int16_t place) {
    int32_t *cell = &cells->cell_of_place[place];
    if (*cell == SLOT_NONE) *cell = cell_for(arena, cells, snapshot->place[place]);
    return *cell;
}

static uint32_t spread(uint32_t bits) {
    bits = (bits | bits << 8) & 0x00FF00FF;
    bits = (bits | bits << 4) & 0x0F0F0F0F;
    bits = (bits | bits << 2) & 0x33333333;
    return (bits | bits << 1) & 0x55555555;
}

uint32_t cell_order(const Cells *cells, int32_t cell) {
    if (cell < CELL_FIRST_PLACED) return (uint32_t)cell;
    const Cell *box = &cells->cell[cell];
    uint32_t across = (uint32_t)(box->west - PLACE_LONGITUDE_MIN) / FIELD_LONGITUDE;
    uint32_t up = (uint32_t)(box->south - PLACE_LATITUDE_MIN) / FIELD_LATITUDE;
    return CELL_FIRST_PLACED + (spread(across) | spread(up) << 1);
}

/* --- how far it is at least --- */

static int64_t apart(int32_t a, int32_t b) {
    return a < b ? (int64_t)b - a : (int64_t)a - b;
}

int32_t cells_metres_least(const Cells *cells, Place from, Place to) {
    int64_t up = apart(from.latitude, to.latitude) * METRES_UP / MICRODEGREES;
    int32_t north = to.latitude > from.latitude ? to.latitude : from.latitude;
    int64_t degree = cells->metres_across[(north - PLACE_LATITUDE_MIN) / FIELD_LATITUDE];
    int64_t across = apart(from.longitude, to.longitude) * degree / MICRODEGREES;
    return (int32_t)(number_root(up * up + across * across) * FLAT_PARTS / FLAT_WHOLE);
}
