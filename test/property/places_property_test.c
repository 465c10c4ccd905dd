#include "test.h"

#include <math.h>

#include "number.h"
#include "places/places.h"
#include "places/places_map.h"

/* xorshift64 (G. Marsaglia, 2003). The seed is printed; OPSTAP_SEED sets it. */
static uint64_t state_of_chance;

static void chance_begin(void) {
    int64_t seed = 20250301;
    const char *given = getenv("OPSTAP_SEED");
    if (given) number_read_between(str_from(given), 1, INT64_MAX, &seed);
    print_message("# seed %lld\n", (long long)seed);
    state_of_chance = (uint64_t)seed;
}

static int32_t chance_between(int32_t minimum, int32_t maximum) {
    state_of_chance ^= state_of_chance << 13;
    state_of_chance ^= state_of_chance >> 7;
    state_of_chance ^= state_of_chance << 17;
    uint64_t range = (uint64_t)((int64_t)maximum - minimum + 1);
    return (int32_t)(minimum + (int64_t)(state_of_chance % range));
}

static Place chance_place(void) {
    return (Place){ .latitude = chance_between(PLACE_LATITUDE_MIN, PLACE_LATITUDE_MAX),
                    .longitude = chance_between(PLACE_LONGITUDE_MIN, PLACE_LONGITUDE_MAX),
                    .precision = PLACE_AREA };
}

/* The same circle by the C library and by another formula (Vincenty's, for a sphere), so that a
 * mistake in ours does not repeat itself. */
static double metres_by_library(Place from, Place to) {
    double degree = acos(-1.0) / 180e6;
    double p1 = from.latitude * degree, p2 = to.latitude * degree;
    double l = (to.longitude - from.longitude) * degree;
    double y = hypot(cos(p2) * sin(l), cos(p1) * sin(p2) - sin(p1) * cos(p2) * cos(l));
    double x = sin(p1) * sin(p2) + cos(p1) * cos(p2) * cos(l);
    return 6371008.8 * atan2(y, x);
}

static void assert_agree(Place from, Place to) {
    double expected = metres_by_library(from, to);
    if (fabs(map_metres(from, to) - expected) <= 0.51) return;
    fail_msg("%d,%d to %d,%d: %d metres, the library says %.3f", from.latitude, from.longitude,
             to.latitude, to.longitude, map_metres(from, to), expected);
}

static void distances_agree_with_the_library(void **state) {
    (void)state;
    for (int i = 0; i < 200000; i++) {
        Place from = chance_place(), to = chance_place(), close = from;
        assert_agree(from, to);
        close.latitude += chance_between(-900, 900);
        close.longitude += chance_between(-900, 900);
        assert_agree(from, close);
        from.latitude = chance_between(-90000000, 90000000);
        from.longitude = chance_between(-90000000, 90000000);
        to.latitude = chance_between(-90000000, 90000000);
        to.longitude = chance_between(-90000000, 90000000);
        assert_agree(from, to);
    }
}

static void distances_are_distances(void **state) {
    (void)state;
    for (int i = 0; i < 100000; i++) {
        Place a = chance_place(), b = chance_place(), c = chance_place();
        assert_int_equal(map_metres(a, a), 0);
        assert_int_equal(map_metres(a, b), map_metres(b, a));
        assert_true(map_metres(a, c) <= map_metres(a, b) + map_metres(b, c) + 2); /* rounding */
    }
}

/* Minutes are the smallest whole number that covers the way; farther never takes less. */
static void minutes_cover_the_way(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Map *map = map_builtin(arena);
    for (int i = 0; i < 100000; i++) {
        Place a = chance_place(), b = chance_place(), c = chance_place();
        Mode mode = (Mode)chance_between(0, MODE_COUNT - 1);
        const Speed *speed = &map->speed[mode];
        int64_t driven = map_minutes(map, a, b, mode, DAYPART_ANY) - speed->overhead_minutes;
        int64_t way = (int64_t)map_metres(a, b) * speed->detour_permille;
        assert_true(driven * speed->metres_per_minute * 1000 >= way);
        assert_true((driven - 1) * speed->metres_per_minute * 1000 < way);
        bool farther = map_metres(a, c) >= map_metres(a, b);
        assert_true(!farther || map_minutes(map, a, c, mode, DAYPART_DAY) >=
                                    map_minutes(map, a, b, mode, DAYPART_DAY));
    }
}

/* The order in which areas and travel times come in changes no answer. */
static void order_of_rows_does_not_matter(void **state) {
    (void)state;
    TEST_ARENA(arena);
    enum { ROWS = 300 };
    PostcodeArea area[ROWS];
    TravelTime time[ROWS], reversed[ROWS];
    for (int i = 0; i < ROWS; i++) {
        Place place = chance_place();
        area[i] = (PostcodeArea){ 1000 + i * 7, STR_EMPTY, place.latitude, place.longitude };
        time[i] = (TravelTime){ 1000 + i, 2000, MODE_CAR, DAYPART_ANY, chance_between(0, 1440) };
        reversed[ROWS - 1 - i] = time[i];
    }
    Map *first = map_begin(arena), *second = map_begin(arena);
    for (int i = 0; i < ROWS; i++) map_add_area(first, &area[i]);
    for (int i = ROWS - 1; i >= 0; i--) map_add_area(second, &area[i]);
    map_finish(first);
    map_finish(second);
    map_add_travel(first, arena, &(TravelTimeRows){ time, ROWS });
    map_add_travel(second, arena, &(TravelTimeRows){ reversed, ROWS });
    for (int code = POSTCODE4_MIN; code <= POSTCODE4_MAX; code++) {
        Value postcode = { .known = true, .text = str_printf(arena, "%d", code) };
        Value target = { .known = true, .text = S("2000") };
        Place a = map_place(first, postcode, VALUE_UNKNOWN);
        Place b = map_place(second, postcode, VALUE_UNKNOWN);
        assert_memory_equal(&a, &b, sizeof a);
        assert_int_equal(
            map_minutes(first, a, map_place(first, target, VALUE_UNKNOWN), MODE_CAR, DAYPART_ANY),
            map_minutes(second, b, map_place(second, target, VALUE_UNKNOWN), MODE_CAR,
                        DAYPART_ANY));
    }
}

static int set_up(void **state) {
    (void)state;
    chance_begin();
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(distances_agree_with_the_library),
                                        cmocka_unit_test(distances_are_distances),
                                        cmocka_unit_test(minutes_cover_the_way),
                                        cmocka_unit_test(order_of_rows_does_not_matter) };
    tests_choose();
    return cmocka_run_group_tests_name("places_property", tests, set_up, NULL);
}
