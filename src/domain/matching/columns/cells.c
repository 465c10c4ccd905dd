#include "matching/columns/cells.h"

#include "matching/score.h"

enum {
    FIELD_LATITUDE = 60000,  /* microdegrees: about 6.7 km */
    FIELD_LONGITUDE = 100000 /* about 6.8 km */
};
enum {
    FIELDS_ACROSS = (PLACE_LONGITUDE_MAX - PLACE_LONGITUDE_MIN) / FIELD_LONGITUDE + 1,
    FIELDS_UP = (PLACE_LATITUDE_MAX - PLACE_LATITUDE_MIN) / FIELD_LATITUDE + 1
};

/* Metres in 1000 microdegrees, a little less than on any way within the limits of places.h: a
 * degree of latitude is 111.19 km on the sphere of places.h, one of longitude at most 54 degrees
 * north 65.3 km. */
enum { METRES_UP = 111, METRES_ACROSS = 65, MICRODEGREES = 1000, METRES_IN_KILOMETRE = 1000 };

void cells_begin(Arena *arena, const Snapshot *snapshot, Cells *ret_cells) {
    Cells cells = { .count = CELL_FIRST_PLACED, .capacity = 64 };
    cells.cell = arena_many(arena, Cell, cells.capacity);
    cells.cell_of_place = arena_many(arena, int32_t, snapshot->place_keys.count);
    for (size_t i = 0; i < snapshot->place_keys.count; i++) cells.cell_of_place[i] = SLOT_NONE;
    cells.grid = arena_many(arena, int32_t, (size_t)FIELDS_ACROSS * FIELDS_UP);
    for (int i = 0; i < FIELDS_ACROSS * FIELDS_UP; i++) cells.grid[i] = SLOT_NONE;
    *ret_cells = cells;
}

static bool is_within(Place place) {
    return place.latitude >= PLACE_LATITUDE_MIN && place.latitude <= PLACE_LATITUDE_MAX &&
           place.longitude >= PLACE_LONGITUDE_MIN && place.longitude <= PLACE_LONGITUDE_MAX;
}

static int field_of(Place place) {
    int across = (place.longitude - PLACE_LONGITUDE_MIN) / FIELD_LONGITUDE;
    int up = (place.latitude - PLACE_LATITUDE_MIN) / FIELD_LATITUDE;
    return up * FIELDS_ACROSS + across;
}

static void cell_widen(Cell *cell, Place place) {
    if (place.latitude < cell->south) cell->south = place.latitude;
    if (place.latitude > cell->north) cell->north = place.latitude;
    if (place.longitude < cell->west) cell->west = place.longitude;
    if (place.longitude > cell->east) cell->east = place.longitude;
}

static int32_t cell_for(Arena *arena, Cells *cells, Place place) {
    if (place.precision == PLACE_MUNICIPALITY) return CELL_ROUGH;
    if (place.precision == PLACE_UNKNOWN || !is_within(place)) return CELL_UNPLACED;
    int32_t *cell = &cells->grid[field_of(place)];
    if (*cell == SLOT_NONE) {
        cells->cell = arena_room(arena, Cell, cells->cell, cells->count, &cells->capacity);
        cells->cell[cells->count] = (Cell){ .south = place.latitude,
                                            .north = place.latitude,
                                            .west = place.longitude,
                                            .east = place.longitude };
        *cell = (int32_t)cells->count++;
    }
    cell_widen(&cells->cell[*cell], place);
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

static int64_t outside(int32_t at, int32_t low, int32_t high) {
    if (at < low) return low - at;
    return at > high ? at - high : 0;
}

static int64_t root(int64_t square) {
    int64_t whole = 0;
    for (int64_t bit = INT64_C(1) << 20; bit; bit >>= 1) {
        if ((whole + bit) * (whole + bit) <= square) whole += bit;
    }
    return whole;
}

int32_t cell_metres_least(const Cells *cells, int32_t cell, Place from) {
    const Cell *box = &cells->cell[cell];
    int64_t up = outside(from.latitude, box->south, box->north) * METRES_UP / MICRODEGREES;
    int64_t across = outside(from.longitude, box->west, box->east) * METRES_ACROSS / MICRODEGREES;
    return (int32_t)root(up * up + across * across);
}

/* --- one person, one cell --- */

/* Nobody walks further than this who did not say so: judge_travel.c. */
static int32_t minutes_least(const Snapshot *snapshot, int32_t metres, unsigned modes) {
    int32_t least = MINUTES_UNKNOWN;
    for (int mode = 0; mode < MODE_COUNT; mode++) {
        if (!(modes >> mode & 1)) continue;
        int32_t minutes = map_minutes_least(snapshot->map, metres, (Mode)mode);
        if (minutes == MINUTES_UNKNOWN) continue;
        if (least == MINUTES_UNKNOWN || minutes < least) least = minutes;
    }
    return least;
}

static int travel_points(const Snapshot *snapshot, int32_t minutes) {
    Pair pair = { .snapshot = snapshot, .trip = { .minutes = minutes } };
    Share share = score_part(&pair, PART_travel_comfort);
    return share.permille * snapshot->rules->maximum[PART_travel_comfort] / SHARE_WHOLE;
}

static int points_from(const Snapshot *snapshot, const Cells *cells, int32_t cell,
                       const CandidateProfile *candidate, Place home) {
    int most = snapshot->rules->maximum[PART_travel_comfort];
    if (home.precision == PLACE_UNKNOWN || !is_within(home)) return most;
    if (home.precision == PLACE_MUNICIPALITY) return 0;
    int32_t metres = cell_metres_least(cells, cell, home);
    if (candidate->kilometres_max != NUMBER_UNKNOWN &&
        metres > (int64_t)candidate->kilometres_max * METRES_IN_KILOMETRE) {
        return POINTS_UNMET;
    }
    unsigned walk = candidate->modes_not >> MODE_WALK & 1 ? 0 : 1U << MODE_WALK;
    unsigned modes = candidate->modes | walk;
    int32_t known = minutes_least(snapshot, metres, modes);
    int32_t any = minutes_least(snapshot, metres, modes | candidate->modes_maybe);
    bool limited = candidate->minutes_max != NUMBER_UNKNOWN && !cells->cell[cell].shuttle;
    if (limited && (any == MINUTES_UNKNOWN || any > candidate->minutes_max)) return POINTS_UNMET;
    return known == MINUTES_UNKNOWN ? 0 : travel_points(snapshot, known);
}

int cell_points_most(const Snapshot *snapshot, const Cells *cells, int32_t cell,
                     const CandidateProfile *candidate) {
    if (cell == CELL_UNPLACED) return snapshot->rules->maximum[PART_travel_comfort];
    if (cell == CELL_ROUGH) return 0;
    int most = 0; /* without a home the way is unknown */
    if (candidate->home != SLOT_NONE) {
        most = points_from(snapshot, cells, cell, candidate, snapshot->place[candidate->home]);
    }
    if (candidate->home_later == SLOT_NONE) return most;
    Place later = snapshot->place[candidate->home_later];
    int points = points_from(snapshot, cells, cell, candidate, later);
    return points > most ? points : most;
}
