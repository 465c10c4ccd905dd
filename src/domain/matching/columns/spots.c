#include "matching/columns/columns.h"

enum {
    HOMES = NEAR_HOMES_MAX + 1, /* place slots */
    HOME_BYTES_MAX = 32 << 20,  /* of one thread */
    HOMES_LEAST = 2             /* of one person: now and later */
};

struct NearHomes {
    const Columns *columns;
    Arena *arena;
    int16_t *kept; /* per place slot: its position below and one; 0: not kept */
    NearHome *home;
    int16_t *whose; /* per kept home */
    size_t count, capacity, oldest;
    int16_t last;   /* asked for */
    uint8_t *place; /* scratch: a code per place slot of openings */
};

NearHomes *near_homes_new(Arena *arena, const Columns *columns, size_t most) {
    NearHomes *homes = arena_one(arena, NearHomes);
    size_t bytes =
        columns->spots.facets.keys.count + (size_t)columns->region_count * sizeof(NearRegion) + 1;
    homes->columns = columns;
    homes->arena = arena;
    homes->kept = arena_many(arena, int16_t, HOMES);
    homes->capacity = HOME_BYTES_MAX / bytes;
    if (homes->capacity > most) homes->capacity = most;
    if (homes->capacity < HOMES_LEAST) homes->capacity = HOMES_LEAST;
    homes->home = arena_many(arena, NearHome, homes->capacity);
    homes->whose = arena_many(arena, int16_t, homes->capacity);
    homes->place = arena_many(arena, uint8_t, columns->cells.place_count);
    return homes;
}

/* --- codes --- */

static uint8_t code_of_place(const Cells *cells, Place home, int32_t cell, Place place) {
    if (home.precision == PLACE_MUNICIPALITY || cell == CELL_ROUGH) return NEAR_UNTOLD;
    if (!cells_know(home) || cell == CELL_UNPLACED) return NEAR_ANYWHERE;
    return near_code(cells_metres_least(cells, home, place));
}

static void places_fill(NearHomes *homes, int16_t home) {
    const Columns *columns = homes->columns;
    const Cells *cells = &columns->cells;
    const Snapshot *snapshot = columns->snapshot;
    for (size_t i = 0; i < cells->place_count; i++) {
        int32_t cell = cells->cell_of_place[i];
        if (cell == SLOT_NONE) continue;
        homes->place[i] = code_of_place(cells, snapshot->place[home], cell, snapshot->place[i]);
    }
}

/* Of several places the nearest; where distance tells nothing of one of them, it tells nothing.
 * Without a place the way is unknown. */
static uint8_t code_of_spot(const NearHomes *homes, int32_t spot) {
    const Snapshot *snapshot = homes->columns->snapshot;
    const OpeningProfile *opening = &snapshot->opening[homes->columns->spots.facets.first[spot]];
    if (!opening->stop_count) return NEAR_UNTOLD;
    uint8_t least = homes->place[snapshot->stop[opening->stop[0]].place];
    for (int i = 1; i < opening->stop_count; i++) {
        uint8_t code = homes->place[snapshot->stop[opening->stop[i]].place];
        if (code == least) continue;
        if (code >= NEAR_STEPS || least >= NEAR_STEPS) return NEAR_ANYWHERE;
        if (code < least) least = code;
    }
    return least;
}

static void region_see(NearRegion *region, uint8_t code, bool shuttle) {
    if (code == NEAR_ANYWHERE) region->anywhere = true;
    else if (code == NEAR_UNTOLD) region->untold = true;
    else if (code < region->least[shuttle]) region->least[shuttle] = code;
}

static void regions_fill(const Columns *columns, NearHome *home) {
    for (int32_t i = 0; i < columns->region_count; i++) {
        NearRegion *region = &home->region[i];
        *region = (NearRegion){ .least = { NEAR_NONE, NEAR_NONE } };
        for (int32_t k = columns->spot_first[i]; k < columns->spot_first[i + 1]; k++) {
            region_see(region, home->spot[k], columns->spots.shuttle[k]);
        }
    }
}

static void home_fill(NearHomes *homes, NearHome *near, int16_t home) {
    int32_t spots = (int32_t)homes->columns->spots.facets.keys.count;
    places_fill(homes, home);
    for (int32_t i = 0; i < spots; i++) near->spot[i] = code_of_spot(homes, i);
    regions_fill(homes->columns, near);
}

/* --- which are kept --- */

/* Room for one more: when there are as many as may be, of the one that has been kept longest and
 * was not asked for last. */
static size_t room_for(NearHomes *homes, int16_t home) {
    size_t at = homes->count;
    if (at < homes->capacity) {
        const Columns *columns = homes->columns;
        homes->home[at] =
            (NearHome){ .spot = arena_many(homes->arena, uint8_t, columns->spots.facets.keys.count),
                        .region =
                            arena_many(homes->arena, NearRegion, (size_t)columns->region_count) };
        homes->count++;
    } else {
        if (homes->whose[homes->oldest] == homes->last) {
            homes->oldest = (homes->oldest + 1) % homes->capacity;
        }
        at = homes->oldest;
        homes->oldest = (homes->oldest + 1) % homes->capacity;
        homes->kept[homes->whose[at]] = 0;
    }
    homes->whose[at] = home;
    homes->kept[home] = (int16_t)(at + 1);
    return at;
}

NearHome near_home(NearHomes *homes, int16_t home) {
    if (!homes->kept[home]) home_fill(homes, &homes->home[room_for(homes, home)], home);
    homes->last = home;
    return homes->home[homes->kept[home] - 1];
}
