#include "places/regions.h"

#include <pthread.h>

#include "log.h"
#include "places/places_map.h"
#include "records/own_table.h"

static Region region[REGIONS];
static int16_t region_by_municipality[MUNICIPALITIES]; /* position + 1; 0: none has this number */

static void regions_read(void) {
    OwnTable table = own_table_open("regions.csv");
    int count = 0;
    for (; own_table_next(&table); count++) {
        if (count == REGIONS) log_fatal("data: %s has more than %d rows", table.name, REGIONS);
        region[count] = (Region){ .code = own_table_text(&table, "code"),
                                  .name = own_table_text(&table, "name"),
                                  .tile_row = own_table_number(&table, "tile_row"),
                                  .tile_column = own_table_number(&table, "tile_column") };
    }
    if (count != REGIONS) log_fatal("data: %s has %d rows", table.name, count);
}

static int16_t region_find(Str code) {
    for (int16_t i = 0; i < REGIONS; i++) {
        if (str_equal(region[i].code, code)) return i;
    }
    return REGION_UNKNOWN;
}

static void tables_read(void) {
    regions_read();
    OwnTable table = own_table_open("municipalities.csv");
    while (own_table_next(&table)) {
        int16_t number, at = region_find(own_table_text(&table, "region"));
        if (at == REGION_UNKNOWN || !municipality_number(own_table_text(&table, "code"), &number)) {
            log_fatal("data: %s has a row that is no municipality of a region", table.name);
        }
        region_by_municipality[number] = at + 1;
    }
}

static void tables_take(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, tables_read);
}

const Region *regions_all(void) {
    tables_take();
    return region;
}

int region_coded(Str code) {
    tables_take();
    return region_find(code);
}

int map_region(const Map *map, Value postcode, Value municipality) {
    tables_take();
    int16_t number;
    Str area = map_municipality(map, map_place(map, postcode, municipality).postcode4);
    if (!municipality.known || !municipality_number(municipality.text, &number)) {
        if (!municipality_number(area, &number)) return REGION_UNKNOWN;
    }
    return region_by_municipality[number] - 1;
}
