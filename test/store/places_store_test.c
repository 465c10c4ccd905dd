#include "store.h"

#include "places/places.h"

static bool put_area(Store *store, PostcodeArea area) {
    bool changed = false;
    assert_int_equal(postcode_area_put(store->db, store->tenant, &area, &changed), OK);
    return changed;
}

static bool put_travel(Store *store, TravelTime time) {
    bool changed = false;
    assert_int_equal(travel_put(store->db, store->tenant, &time, &changed), OK);
    return changed;
}

static Map *load_map(Store *store, Arena *arena, int64_t tenant) {
    Map *map = NULL;
    assert_int_equal(map_load(store->db, arena, tenant, &map), OK);
    return map;
}

static Place find(const Map *map, const char *postcode) {
    Value value = { .known = true, .text = str_from(postcode) };
    return map_place(map, value, VALUE_UNKNOWN);
}

static void the_same_area_twice_changes_nothing(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    PostcodeArea area = { 9711, S("GM0014"), 53219383, 6566502 };
    assert_true(put_area(&store, area));
    assert_false(put_area(&store, area));

    area.municipality = STR_EMPTY; /* unknown keeps what is stored */
    assert_false(put_area(&store, area));
    area.latitude++;
    assert_true(put_area(&store, area));
    area.longitude++;
    assert_true(put_area(&store, area));
    area.municipality = S("GM1952");
    assert_true(put_area(&store, area));
    assert_false(put_area(&store, area));

    PostcodeAreaRows rows;
    assert_int_equal(postcode_areas_load(store.db, arena, store.tenant, &rows), OK);
    assert_int_equal(rows.count, 1);
    assert_int_equal(rows.area[0].postcode4, 9711);
    assert_int_equal(rows.area[0].latitude, 53219384);
    assert_int_equal(rows.area[0].longitude, 6566503);
    assert_str(rows.area[0].municipality, "GM1952");
}

static void a_municipality_can_become_known_later(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    PostcodeArea area = { 9711, STR_EMPTY, 53219383, 6566502 };
    assert_true(put_area(&store, area));
    assert_str(map_municipality(load_map(&store, arena, store.tenant), 9711), "");
    area.municipality = S("GM0014");
    assert_true(put_area(&store, area));
    assert_str(map_municipality(load_map(&store, arena, store.tenant), 9711), "GM0014");
}

static void an_area_that_cannot_be_is_refused(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    static const PostcodeArea wrong[] = {
        { 999, { "", 0 }, 52089630, 5117680 },
        { 10000, { "", 0 }, 52089630, 5117680 },
        { -3511, { "", 0 }, 52089630, 5117680 },
        { 3511, { "", 0 }, 5117680, 52089630 }, /* changed places */
        { 3511, { "", 0 }, PLACE_LATITUDE_MAX + 1, 5117680 },
        { 3511, { "", 0 }, 52089630, PLACE_LONGITUDE_MIN - 1 },
        { 3511, { "GM9999", 6 }, 52089630, 5117680 },
        { 3511, { "'; DROP TABLE tenant; --", 24 }, 52089630, 5117680 },
    };
    bool changed = false;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(postcode_area_put(store.db, store.tenant, &wrong[i], &changed), INVALID);
    }
    assert_false(changed);
    PostcodeAreaRows rows;
    assert_int_equal(postcode_areas_load(store.db, arena, store.tenant, &rows), OK);
    assert_int_equal(rows.count, 0);
    PostcodeArea sound = { 3511, S("GM0344"), 52089630, 5117680 };
    assert_int_equal(postcode_area_put(store.db, store.tenant + 1, &sound, &changed), CONFLICT);
}

static void an_imported_area_replaces_the_one_built_in(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    put_area(&store, (PostcodeArea){ 3511, STR_EMPTY, 52000000, 5000000 });
    put_area(&store, (PostcodeArea){ 9711, S("GM0014"), 53219383, 6566502 });
    Map *map = load_map(&store, arena, store.tenant);
    assert_int_equal(find(map, "3511AB").latitude, 52000000);
    assert_int_equal(find(map, "3511AB").precision, PLACE_AREA);
    assert_int_equal(find(map, "9711").longitude, 6566502);
    assert_int_equal(find(map, "9719").precision, PLACE_NEARBY_AREAS);
    assert_int_equal(find(map, "9719").latitude, 53219383);
    assert_int_equal(find(map, "3526").latitude, 52067720); /* untouched */
    assert_str(map_municipality(map, 3511), "GM0344");      /* not said, so not changed */

    /* The mean of the neighbours follows. */
    assert_int_not_equal(find(map, "3519").latitude, find(map_builtin(arena), "3519").latitude);
}

static void travel_times_come_back_and_are_used(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    TravelTime time = { 3511, 3584, MODE_PUBLIC_TRANSPORT, DAYPART_MORNING, 19 };
    assert_true(put_travel(&store, time));
    assert_false(put_travel(&store, time));
    time.minutes = 20;
    assert_true(put_travel(&store, time));
    assert_true(
        put_travel(&store, (TravelTime){ 3511, 3584, MODE_PUBLIC_TRANSPORT, DAYPART_ANY, 25 }));
    assert_true(put_travel(&store, (TravelTime){ 3511, 3584, MODE_CAR, DAYPART_MORNING, 1440 }));

    TravelTimeRows rows;
    assert_int_equal(travel_times_load(store.db, arena, store.tenant, &rows), OK);
    assert_int_equal(rows.count, 3);
    Map *map = load_map(&store, arena, store.tenant);
    Place home = find(map, "3511"), work = find(map, "3584");
    assert_int_equal(map_minutes(map, home, work, MODE_PUBLIC_TRANSPORT, DAYPART_MORNING), 20);
    assert_int_equal(map_minutes(map, home, work, MODE_PUBLIC_TRANSPORT, DAYPART_NIGHT), 25);
    assert_int_equal(map_minutes(map, home, work, MODE_CAR, DAYPART_MORNING), 1440);
    assert_int_equal(map_minutes(map, home, work, MODE_BICYCLE, DAYPART_MORNING),
                     map_minutes(map_builtin(arena), home, work, MODE_BICYCLE, DAYPART_MORNING));
}

static void a_travel_time_that_cannot_be_is_refused(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    static const TravelTime wrong[] = {
        { 999, 3584, MODE_CAR, DAYPART_ANY, 10 },    { 3511, 10000, MODE_CAR, DAYPART_ANY, 10 },
        { 3511, 3584, MODE_COUNT, DAYPART_ANY, 10 }, { 3511, 3584, MODE_CAR, DAYPART_COUNT, 10 },
        { 3511, 3584, MODE_CAR, DAYPART_ANY, -1 },   { 3511, 3584, MODE_CAR, DAYPART_ANY, 1441 },
    };
    bool changed = false;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(travel_put(store.db, store.tenant, &wrong[i], &changed), INVALID);
    }
    assert_false(changed);
    TravelTimeRows rows;
    assert_int_equal(travel_times_load(store.db, arena, store.tenant, &rows), OK);
    assert_int_equal(rows.count, 0);
    TravelTime sound = { 3511, 3584, MODE_CAR, DAYPART_ANY, 10 };
    assert_int_equal(travel_put(store.db, store.tenant + 1, &sound, &changed), CONFLICT);
}

static void tenants_do_not_see_each_others_places(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    int64_t other = 0;
    assert_int_equal(db_begin(store.db), OK);
    assert_int_equal(tenant_make(store.db, &(Tenant){ .name = S("other") }, &other), OK);
    assert_int_equal(db_commit(store.db), OK);
    put_area(&store, (PostcodeArea){ 9711, S("GM0014"), 53219383, 6566502 });
    put_travel(&store, (TravelTime){ 3511, 3584, MODE_CAR, DAYPART_ANY, 99 });
    Map *map = load_map(&store, arena, other);
    assert_int_equal(find(map, "9711").precision, PLACE_UNKNOWN);
    assert_int_not_equal(
        map_minutes(map, find(map, "3511"), find(map, "3584"), MODE_CAR, DAYPART_ANY), 99);
}

SUITE("places_store", cmocka_unit_test(the_same_area_twice_changes_nothing),
      cmocka_unit_test(a_municipality_can_become_known_later),
      cmocka_unit_test(an_area_that_cannot_be_is_refused),
      cmocka_unit_test(an_imported_area_replaces_the_one_built_in),
      cmocka_unit_test(travel_times_come_back_and_are_used),
      cmocka_unit_test(a_travel_time_that_cannot_be_is_refused),
      cmocka_unit_test(tenants_do_not_see_each_others_places))
