/* What is built in: municipalities.csv, postcodes_demo.csv and travel.csv of data/. */
#include "places/places_map.h"

#include "log.h"
#include "records/own_table.h"

static void municipalities_add(Map *map) {
    OwnTable table = own_table_open("municipalities.csv");
    while (own_table_next(&table)) {
        int16_t number;
        Str code = own_table_text(&table, "code");
        if (!municipality_number(code, &number)) {
            log_fatal("data: %s: '%.*s' is no municipality", table.name, STR_ARGS(code));
        }
        Place centre = { .latitude = own_table_number(&table, "latitude_microdegrees"),
                         .longitude = own_table_number(&table, "longitude_microdegrees"),
                         .precision = PLACE_MUNICIPALITY };
        map->municipality[number] = (Municipality){ .code = code, .centre = centre };
    }
}

static void areas_add(Map *map) {
    OwnTable table = own_table_open("postcodes_demo.csv");
    while (own_table_next(&table)) {
        PostcodeArea area = { .postcode4 = own_table_number(&table, "postcode4"),
                              .municipality = own_table_text(&table, "municipality"),
                              .latitude = own_table_number(&table, "latitude_microdegrees"),
                              .longitude = own_table_number(&table, "longitude_microdegrees") };
        if (area.postcode4 < POSTCODE4_MIN || area.postcode4 > POSTCODE4_MAX) {
            log_fatal("data: %s: %d is no postcode area", table.name, area.postcode4);
        }
        map_add_area(map, &area);
    }
}

static void speeds_add(Map *map) {
    OwnTable table = own_table_open("travel.csv");
    while (own_table_next(&table)) {
        int mode = codes_find(MODE_CODES, own_table_text(&table, "mode"));
        if (mode < 0) log_fatal("data: %s names a mode that is not ours", table.name);
        map->speed[mode] =
            (Speed){ .metres_per_minute = own_table_number(&table, "speed_metres_per_minute"),
                     .detour_permille = own_table_number(&table, "detour_permille"),
                     .overhead_minutes = own_table_number(&table, "overhead_minutes") };
    }
}

Map *map_begin(Arena *arena) {
    Map *map = arena_one(arena, Map);
    for (int i = 0; i < MUNICIPALITIES; i++) map->municipality[i].code = STR_EMPTY;
    municipalities_add(map);
    areas_add(map);
    speeds_add(map);
    return map;
}
