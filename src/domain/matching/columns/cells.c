#include "matching/columns/cells.h"

#include <math.h>

#include "matching/judge/score.h"

enum {
    FIELD_LATITUDE = 60000,  /* microdegrees: about 6.7 km */
    FIELD_LONGITUDE = 100000 /* about 6.8 km */
};
enum {
    FIELDS_ACROSS = (PLACE_LONGITUDE_MAX - PLACE_LONGITUDE_MIN) / FIELD_LONGITUDE + 1,
    FIELDS_UP = (PLACE_LATITUDE_MAX - PLACE_LATITUDE_MIN) / FIELD_LATITUDE + 1
};

/* Metres of a degree of latitude on the sphere of places.h, rounded down; degrees. */
enum { METRES_UP = 111194, MICRODEGREES = 1000000, METRES_IN_KILOMETRE = 1000 };

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
    Cells cells = { .count = CELL_FIRST_PLACED, .capacity = 64 };
    cells.cell = arena_many(arena, Cell, cells.capacity);
    cells.cell_of_place = arena_many(arena, int32_t, snapshot->place_keys.count);
    for (size_t i = 0; i < snapshot->place_keys.count; i++) cells.cell_of_place[i] = SLOT_NONE;
    cells.grid = arena_many(arena, int32_t, (size_t)FIELDS_ACROSS * FIELDS_UP);
    for (int i = 0; i < FIELDS_ACROSS * FIELDS_UP; i++) cells.grid[i] = SLOT_NONE;
    cells.metres_across = arena_many(arena, int32_t, FIELDS_UP);
    metres_across_measure(&cells);
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

/* --- how far it is at least --- */

static int64_t outside(int32_t at, int32_t low, int32_t high) {
    if (at < low) return low - at;
    return at > high ? at - high : 0;
}

/* The root of a whole number of this size is the same on every machine: IEEE 754 rounds it as if it
 * were exact. */
static int64_t root(int64_t square) {
    return (int64_t)sqrt((double)square);
}

/* From a place to the nearest point of a box: never more than the distance to any place in it. */
static int32_t metres_least(const Cells *cells, Place from, const Cell *box) {
    int64_t up = outside(from.latitude, box->south, box->north) * METRES_UP / MICRODEGREES;
    int32_t north = box->north > from.latitude ? box->north : from.latitude;
    int64_t degree = cells->metres_across[(north - PLACE_LATITUDE_MIN) / FIELD_LATITUDE];
    int64_t across = outside(from.longitude, box->west, box->east) * degree / MICRODEGREES;
    return (int32_t)(root(up * up + across * across) * FLAT_PARTS / FLAT_WHOLE);
}

/* --- what that can earn --- */

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

/* judge_travel.c: who said nothing about walking may walk. */
static int points_at(const Reach *reach, int32_t metres, bool shuttle) {
    const CandidateProfile *candidate = reach->candidate;
    if (candidate->kilometres_max != NUMBER_UNKNOWN &&
        metres > (int64_t)candidate->kilometres_max * METRES_IN_KILOMETRE) {
        return POINTS_UNMET;
    }
    unsigned walk = candidate->modes_not >> MODE_WALK & 1 ? 0 : 1U << MODE_WALK;
    unsigned modes = candidate->modes | walk;
    int32_t known = minutes_least(reach->snapshot, metres, modes);
    int32_t any = known;
    if (candidate->modes_maybe & ~modes) {
        any = minutes_least(reach->snapshot, metres, modes | candidate->modes_maybe);
    }
    bool limited = candidate->minutes_max != NUMBER_UNKNOWN && !shuttle;
    if (limited && (any == MINUTES_UNKNOWN || any > candidate->minutes_max)) return POINTS_UNMET;
    return known == MINUTES_UNKNOWN ? 0 : travel_points(reach->snapshot, known);
}

static int points_by_step(Reach *reach, int32_t metres, bool shuttle) {
    int32_t at = metres / REACH_STEP_METRES;
    if (at >= REACH_STEPS) at = REACH_STEPS - 1;
    ReachStep *step = &reach->step[shuttle][at];
    if (step->person != reach->person) {
        step->person = reach->person;
        step->points = points_at(reach, at * REACH_STEP_METRES, shuttle);
    }
    return step->points;
}

static int points_from(Reach *reach, int16_t home, const Cell *box) {
    Place from = reach->snapshot->place[home];
    if (from.precision == PLACE_MUNICIPALITY) return 0;
    if (from.precision == PLACE_UNKNOWN || !is_within(from)) {
        return reach->snapshot->rules->maximum[PART_travel_comfort];
    }
    return points_by_step(reach, metres_least(reach->cells, from, box), box->shuttle);
}

/* Without a home the way is unknown. */
static int points_to(Reach *reach, const Cell *box) {
    const CandidateProfile *candidate = reach->candidate;
    int now = candidate->home == SLOT_NONE ? 0 : points_from(reach, candidate->home, box);
    if (candidate->home_later == SLOT_NONE) return now;
    int later = points_from(reach, candidate->home_later, box);
    return later > now ? later : now;
}

void reach_begin(Reach *reach, const CandidateProfile *candidate) {
    reach->candidate = candidate;
    reach->person++;
}

int reach_cell(Reach *reach, int32_t cell) {
    if (cell == CELL_UNPLACED) return reach->snapshot->rules->maximum[PART_travel_comfort];
    if (cell == CELL_ROUGH) return 0;
    return points_to(reach, &reach->cells->cell[cell]);
}

int reach_place(Reach *reach, int16_t place, bool shuttle) {
    int32_t cell = reach->cells->cell_of_place[place];
    if (cell < CELL_FIRST_PLACED) return reach_cell(reach, cell);
    Place to = reach->snapshot->place[place];
    Cell box = { to.latitude, to.latitude, to.longitude, to.longitude, shuttle };
    return points_to(reach, &box);
}
