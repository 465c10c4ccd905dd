#include "places/places_map.h"

#include "number.h"

bool municipality_number(Str code, int16_t *ret_number) {
    int64_t number;
    if (code.len != 6 || !str_starts(code, S("GM"))) return false;
    if (!number_read_between(str_sub(code, 2, 4), 1, MUNICIPALITIES - 1, &number)) return false;
    *ret_number = (int16_t)number;
    return true;
}

void map_add_area(Map *map, const PostcodeArea *area) {
    int32_t postcode4 = area->postcode4;
    map->area[postcode4] = (Place){ .latitude = area->latitude,
                                    .longitude = area->longitude,
                                    .postcode4 = (int16_t)postcode4,
                                    .precision = PLACE_AREA };
    int16_t municipality;
    if (municipality_number(area->municipality, &municipality)) {
        map->area_municipality[postcode4] = municipality;
    }
}

/* The mean of the known areas `first` .. `first` + 9; unknown when there are none. */
static Place areas_mean(const Map *map, int first) {
    int64_t latitudes = 0, longitudes = 0, count = 0;
    for (int i = first; i < first + 10; i++) {
        if (map->area[i].precision == PLACE_UNKNOWN) continue;
        latitudes += map->area[i].latitude;
        longitudes += map->area[i].longitude;
        count++;
    }
    if (!count) return (Place){ .precision = PLACE_UNKNOWN };
    return (Place){ .latitude = (int32_t)((latitudes + count / 2) / count),
                    .longitude = (int32_t)((longitudes + count / 2) / count),
                    .precision = PLACE_NEARBY_AREAS };
}

void map_finish(Map *map) {
    for (int i = 0; i < AREAS_ALIKE; i++) map->nearby[i] = areas_mean(map, i * 10);
}

Map *map_builtin(Arena *arena) {
    Map *map = map_begin(arena);
    map_finish(map);
    return map;
}

/* The four digits of a postcode; 0 when unknown or not a postcode. */
static int16_t postcode4_of(Value postcode) {
    int64_t digits = 0;
    if (!postcode.known || postcode.text.len < 4) return 0;
    number_read_between(str_sub(postcode.text, 0, 4), POSTCODE4_MIN, POSTCODE4_MAX, &digits);
    return (int16_t)digits;
}

static Place municipality_centre(const Map *map, Value municipality) {
    int16_t number;
    if (!municipality.known || !municipality_number(municipality.text, &number)) {
        return (Place){ .precision = PLACE_UNKNOWN };
    }
    return map->municipality[number].centre;
}

Place map_place(const Map *map, Value postcode, Value municipality) {
    int16_t postcode4 = postcode4_of(postcode);
    Place place = map->area[postcode4];
    if (place.precision == PLACE_UNKNOWN) place = map->nearby[postcode4 / 10];
    if (place.precision == PLACE_UNKNOWN) place = municipality_centre(map, municipality);
    place.postcode4 = postcode4;
    return place;
}

Str map_municipality(const Map *map, int32_t postcode4) {
    if (postcode4 < POSTCODE4_MIN || postcode4 > POSTCODE4_MAX) return STR_EMPTY;
    return map->municipality[map->area_municipality[postcode4]].code;
}

/* Every pair, mode and part has a key of its own: 9999 * 10000 * 6 * 5 fits in 32 bits. No key
 * is 0: no area is. */
static uint32_t travel_key(int32_t from4, int32_t to4, Mode mode, DayPart part) {
    _Static_assert((uint64_t)AREAS * AREAS * MODE_COUNT * DAYPART_COUNT <= UINT32_MAX, "keys");
    uint32_t pair = (uint32_t)from4 * AREAS + (uint32_t)to4;
    return (pair * MODE_COUNT + (uint32_t)mode) * DAYPART_COUNT + (uint32_t)part;
}

/* The cell with that key, or the empty one where it would stand. */
static TravelCell *travel_cell(const Map *map, uint32_t key) {
    uint32_t at = (uint32_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & map->travel_mask;
    while (map->travel[at].key && map->travel[at].key != key) at = (at + 1) & map->travel_mask;
    return &map->travel[at];
}

static Place area_place(const Map *map, int32_t postcode4) {
    Place place = map->area[postcode4];
    return place.precision != PLACE_UNKNOWN ? place : map->nearby[postcode4 / 10];
}

/* Areas without a centre may be given one by the municipality of who lives there: then nothing is
 * known of how far it is. */
static void measured_note(Map *map, const TravelTime *time) {
    int32_t metres = map_metres(area_place(map, time->from4), area_place(map, time->to4));
    int32_t *fastest = &map->measured_metres_per_minute[time->mode];
    int32_t speed = METRES_ANY;
    if (metres != METRES_UNKNOWN && time->minutes > 0) speed = metres / time->minutes + 1;
    if (speed > *fastest) *fastest = speed;
}

void map_add_travel(Map *map, Arena *arena, const TravelTimeRows *rows) {
    if (!rows->count) return;
    uint32_t cells = 16;
    while (cells < rows->count * 2) cells *= 2;
    map->travel = arena_many(arena, TravelCell, cells);
    map->travel_mask = cells - 1;
    for (size_t i = 0; i < rows->count; i++) {
        const TravelTime *time = &rows->time[i];
        uint32_t key = travel_key(time->from4, time->to4, time->mode, time->part);
        *travel_cell(map, key) = (TravelCell){ .key = key, .minutes = time->minutes };
        measured_note(map, time);
    }
}

static int32_t travel_find(const Map *map, uint32_t key) {
    const TravelCell *cell = travel_cell(map, key);
    return cell->key ? cell->minutes : MINUTES_UNKNOWN;
}

static int32_t minutes_measured(const Map *map, Place from, Place to, Mode mode, DayPart part) {
    if (!map->travel || !from.postcode4 || !to.postcode4) return MINUTES_UNKNOWN;
    int32_t minutes = travel_find(map, travel_key(from.postcode4, to.postcode4, mode, part));
    if (minutes != MINUTES_UNKNOWN || part == DAYPART_ANY) return minutes;
    return travel_find(map, travel_key(from.postcode4, to.postcode4, mode, DAYPART_ANY));
}

static int32_t minutes_for(const Map *map, int32_t metres, Mode mode) {
    const Speed *speed = &map->speed[mode];
    if (metres == METRES_UNKNOWN || !speed->metres_per_minute) return MINUTES_UNKNOWN;
    int64_t way = (int64_t)metres * speed->detour_permille;
    int64_t per_minute = (int64_t)speed->metres_per_minute * 1000;
    return (int32_t)((way + per_minute - 1) / per_minute) + speed->overhead_minutes;
}

int32_t map_minutes(const Map *map, Place from, Place to, Mode mode, DayPart part) {
    int32_t minutes = minutes_measured(map, from, to, mode, part);
    return minutes != MINUTES_UNKNOWN ? minutes : minutes_for(map, map_metres(from, to), mode);
}

int32_t map_minutes_all(const Map *map, Place from, Place to, DayPart part,
                        int32_t ret_minutes[MODE_COUNT]) {
    int32_t metres = map_metres(from, to);
    for (int mode = 0; mode < MODE_COUNT; mode++) {
        int32_t minutes = minutes_measured(map, from, to, (Mode)mode, part);
        if (minutes == MINUTES_UNKNOWN) minutes = minutes_for(map, metres, (Mode)mode);
        ret_minutes[mode] = minutes;
    }
    return metres;
}

int32_t map_minutes_least(const Map *map, int32_t metres, Mode mode) {
    int32_t estimated = minutes_for(map, metres, mode);
    int32_t speed = map->measured_metres_per_minute[mode];
    if (!speed) return estimated;
    int32_t measured = speed == METRES_ANY ? 0 : metres / speed;
    return estimated != MINUTES_UNKNOWN && estimated < measured ? estimated : measured;
}

bool map_minutes_measured(const Map *map, Place from, Place to, Mode mode, DayPart part) {
    return minutes_measured(map, from, to, mode, part) != MINUTES_UNKNOWN;
}
