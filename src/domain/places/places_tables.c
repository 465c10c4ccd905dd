/* What is built in: municipalities.csv, postcodes_demo.csv and travel.csv of data/. They are ours and
 * checked by tests, so a fault in them is a fault of the program. */
#include "places/places_map.h"

#include "embedded.h"
#include "log.h"
#include "number.h"

enum { CELLS_MAX = 16 };

typedef struct Table {
    const char *name;
    Str rest, header[CELLS_MAX], cell[CELLS_MAX];
    int header_count, cell_count;
} Table;

/* A cell may stand in quotes when it holds a comma; our tables have no quotes within quotes. */
static bool cell_cut(Str *line, Str *ret_cell) {
    if (!line->at || line->at[0] != '"') return str_cut(line, ',', ret_cell);
    Str before;
    *line = str_sub(*line, 1, line->len);
    str_cut(line, '"', ret_cell);
    return str_cut(line, ',', &before);
}

static int line_cells(Table *table, Str *cell) {
    Str line;
    int count = 0;
    do {
        if (!str_cut(&table->rest, '\n', &line)) return 0;
    } while (!line.len);
    while (count < CELLS_MAX && cell_cut(&line, &cell[count])) count++;
    return count;
}

static Table table_open(const char *name) {
    Table table = { .name = name, .rest = embedded_find(str_from(name)) };
    table.header_count = line_cells(&table, table.header);
    return table;
}

static bool table_next(Table *table) {
    table->cell_count = line_cells(table, table->cell);
    return table->cell_count > 0;
}

static Str table_text(const Table *table, const char *column) {
    for (int i = 0; i < table->header_count && i < table->cell_count; i++) {
        if (str_equal(table->header[i], str_from(column))) return table->cell[i];
    }
    log_fatal("data: %s has no column %s", table->name, column);
}

static int32_t table_number(const Table *table, const char *column) {
    int64_t number;
    Str text = table_text(table, column);
    if (!number_read_between(text, 0, INT32_MAX, &number)) {
        log_fatal("data: %s, column %s: '%.*s' is no number", table->name, column, STR_ARGS(text));
    }
    return (int32_t)number;
}

static void municipalities_add(Map *map) {
    Table table = table_open("municipalities.csv");
    while (table_next(&table)) {
        int16_t number;
        Str code = table_text(&table, "code");
        if (!municipality_number(code, &number)) {
            log_fatal("data: %s: '%.*s' is no municipality", table.name, STR_ARGS(code));
        }
        Place centre = { .latitude = table_number(&table, "latitude_microdegrees"),
                         .longitude = table_number(&table, "longitude_microdegrees"),
                         .precision = PLACE_MUNICIPALITY };
        map->municipality[number] = (Municipality){ .code = code, .centre = centre };
    }
}

static void areas_add(Map *map) {
    Table table = table_open("postcodes_demo.csv");
    while (table_next(&table)) {
        PostcodeArea area = { .postcode4 = table_number(&table, "postcode4"),
                              .municipality = table_text(&table, "municipality"),
                              .latitude = table_number(&table, "latitude_microdegrees"),
                              .longitude = table_number(&table, "longitude_microdegrees") };
        if (area.postcode4 < POSTCODE4_MIN || area.postcode4 > POSTCODE4_MAX) {
            log_fatal("data: %s: %d is no postcode area", table.name, area.postcode4);
        }
        map_add_area(map, &area);
    }
}

static void speeds_add(Map *map) {
    Table table = table_open("travel.csv");
    while (table_next(&table)) {
        int mode = codes_find(MODE_CODES, table_text(&table, "mode"));
        if (mode < 0) log_fatal("data: %s names a mode that is not ours", table.name);
        map->speed[mode] =
            (Speed){ .metres_per_minute = table_number(&table, "speed_metres_per_minute"),
                     .detour_permille = table_number(&table, "detour_permille"),
                     .overhead_minutes = table_number(&table, "overhead_minutes") };
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
