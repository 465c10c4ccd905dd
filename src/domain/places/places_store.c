#include "places/places_map.h"

#include "auto.h"
#include "changes/changes.h"

SQL(postcode_area_upsert,
    "INSERT INTO postcode_area (tenant_id, postcode4, municipality, latitude_microdegrees,"
    " longitude_microdegrees) VALUES (?1, ?2, ?3, ?4, ?5)"
    " ON CONFLICT (tenant_id, postcode4) DO UPDATE SET"
    " municipality = COALESCE(excluded.municipality, postcode_area.municipality),"
    " latitude_microdegrees = excluded.latitude_microdegrees,"
    " longitude_microdegrees = excluded.longitude_microdegrees"
    " WHERE postcode_area.latitude_microdegrees <> excluded.latitude_microdegrees"
    " OR postcode_area.longitude_microdegrees <> excluded.longitude_microdegrees"
    " OR COALESCE(excluded.municipality, '') NOT IN ('', COALESCE(postcode_area.municipality, "
    "''))");

SQL(postcode_areas_select,
    "SELECT postcode4, municipality, latitude_microdegrees, longitude_microdegrees"
    " FROM postcode_area WHERE tenant_id = ?1 ORDER BY postcode4");

SQL(travel_time_upsert,
    "INSERT INTO travel_time (tenant_id, from_postcode4, to_postcode4, mode, day_part, minutes)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
    " ON CONFLICT (tenant_id, from_postcode4, to_postcode4, mode, day_part)"
    " DO UPDATE SET minutes = excluded.minutes WHERE travel_time.minutes <> excluded.minutes");

SQL(travel_times_select,
    "SELECT from_postcode4, to_postcode4, mode, day_part, minutes FROM travel_time"
    " WHERE tenant_id = ?1 ORDER BY from_postcode4, to_postcode4, mode, day_part");

static bool number_within(int64_t number, int64_t minimum, int64_t maximum) {
    return number >= minimum && number <= maximum;
}

static bool postcode4_is_possible(int32_t postcode4) {
    return number_within(postcode4, POSTCODE4_MIN, POSTCODE4_MAX);
}

static bool area_is_possible(const PostcodeArea *area) {
    return postcode4_is_possible(area->postcode4) &&
           number_within(area->latitude, PLACE_LATITUDE_MIN, PLACE_LATITUDE_MAX) &&
           number_within(area->longitude, PLACE_LONGITUDE_MIN, PLACE_LONGITUDE_MAX) &&
           (!area->municipality.len ||
            code_list_find(code_list(S("municipalities")), area->municipality) >= 0);
}

static bool travel_is_possible(const TravelTime *time) {
    return postcode4_is_possible(time->from4) && postcode4_is_possible(time->to4) &&
           number_within(time->minutes, 0, TRAVEL_MINUTES_MAX) &&
           number_within(time->mode, 0, MODE_COUNT - 1) &&
           number_within(time->part, 0, DAYPART_COUNT - 1);
}

static Result upsert_run(Db *db, int64_t tenant, Query *query, bool *ret_changed) {
    Result result = query_run(query);
    if (result != OK) return result;
    bool changed = query_changes(db) > 0;
    int64_t change;
    if (changed) result = change_note(db, tenant, CHANGE_MAP, 0, &change);
    if (result == OK) *ret_changed = changed;
    return result;
}

Result postcode_area_put(Db *db, int64_t tenant, const PostcodeArea *area, bool *ret_changed) {
    if (!area_is_possible(area)) return INVALID;
    Query *query = db_query(db, &postcode_area_upsert);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, area->postcode4);
    if (area->municipality.len) query_set_text(query, 3, area->municipality);
    else query_set_null(query, 3);
    query_set_integer(query, 4, area->latitude);
    query_set_integer(query, 5, area->longitude);
    return upsert_run(db, tenant, query, ret_changed);
}

Result travel_put(Db *db, int64_t tenant, const TravelTime *time, bool *ret_changed) {
    if (!travel_is_possible(time)) return INVALID;
    Query *query = db_query(db, &travel_time_upsert);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, time->from4);
    query_set_integer(query, 3, time->to4);
    query_set_text(query, 4, codes_at(MODE_CODES, time->mode));
    query_set_text(query, 5, codes_at(DAYPART_CODES, time->part));
    query_set_integer(query, 6, time->minutes);
    return upsert_run(db, tenant, query, ret_changed);
}

Result postcode_areas_load(Db *db, Arena *arena, int64_t tenant, PostcodeAreaRows *ret_rows) {
    PostcodeAreaRows rows = { 0 };
    size_t capacity = 0;
    Query *query = db_query(db, &postcode_areas_select);
    query_set_integer(query, 1, tenant);
    while (query_next(query)) {
        rows.area = arena_room(arena, PostcodeArea, rows.area, rows.count, &capacity);
        rows.area[rows.count++] = (PostcodeArea){ .postcode4 = (int32_t)query_integer(query, 0),
                                                  .municipality = query_text(query, arena, 1),
                                                  .latitude = (int32_t)query_integer(query, 2),
                                                  .longitude = (int32_t)query_integer(query, 3) };
    }
    Result result = query_end(query);
    if (result == OK) *ret_rows = rows;
    return result;
}

/* A mode or a part of the day that a newer program wrote is left out. */
static bool travel_time_read(Query *query, Arena *arena, TravelTime *ret_time) {
    ArenaMark mark = arena_mark(arena);
    int mode = codes_find(MODE_CODES, query_text(query, arena, 2));
    int part = codes_find(DAYPART_CODES, query_text(query, arena, 3));
    arena_rewind(arena, mark);
    if (mode < 0 || part < 0) return false;
    *ret_time = (TravelTime){ .from4 = (int32_t)query_integer(query, 0),
                              .to4 = (int32_t)query_integer(query, 1),
                              .minutes = (int32_t)query_integer(query, 4),
                              .mode = (Mode)mode,
                              .part = (DayPart)part };
    return true;
}

Result travel_times_load(Db *db, Arena *arena, int64_t tenant, TravelTimeRows *ret_rows) {
    TravelTimeRows rows = { 0 };
    size_t capacity = 0;
    Query *query = db_query(db, &travel_times_select);
    query_set_integer(query, 1, tenant);
    while (query_next(query)) {
        rows.time = arena_room(arena, TravelTime, rows.time, rows.count, &capacity);
        if (travel_time_read(query, arena, &rows.time[rows.count])) rows.count++;
    }
    Result result = query_end(query);
    if (result == OK) *ret_rows = rows;
    return result;
}

/* The rows of the matrix are needed once; only the table made from them stays. */
static Result map_load_travel(Db *db, Arena *arena, int64_t tenant, Map *map) {
    AUTO(arena_end_at) Arena *scratch = arena_new("travel times", (size_t)1024 * 1024 * 1024);
    TravelTimeRows rows;
    Result result = travel_times_load(db, scratch, tenant, &rows);
    if (result == OK) map_add_travel(map, arena, &rows);
    return result;
}

Result map_load(Db *db, Arena *arena, int64_t tenant, Map **ret_map) {
    PostcodeAreaRows areas;
    Result result = postcode_areas_load(db, arena, tenant, &areas);
    if (result != OK) return result;
    Map *map = map_begin(arena);
    for (size_t i = 0; i < areas.count; i++) map_add_area(map, &areas.area[i]);
    map_finish(map);
    result = map_load_travel(db, arena, tenant, map);
    if (result == OK) *ret_map = map;
    return result;
}
