#include "test.h"

#include <math.h>

#include "places/places.h"
#include "places/places_map.h"

static Value text_value(const char *text) {
    return (Value){ .known = true, .text = str_from(text) };
}

static Place at(double latitude, double longitude) {
    return (Place){ .latitude = (int32_t)lround(latitude * 1e6),
                    .longitude = (int32_t)lround(longitude * 1e6),
                    .precision = PLACE_AREA };
}

/* Lengths on the WGS 84 ellipsoid (Vincenty's inverse formula), between towers and town halls of
 * Utrecht and Amsterdam, Groningen and Maastricht, Middelburg and Enschede. A sphere lies up to
 * 0.35 % beside them; and the lengths on the sphere itself, to the metre. */
static void distances_are_those_of_the_earth(void **state) {
    (void)state;
    static const struct {
        double from[2], to[2], on_earth;
        int on_sphere;
    } known[] = {
        { { 52.090737, 5.121420 }, { 52.370216, 4.895168 }, 34728.3, 34687 },
        { { 53.219383, 6.566502 }, { 50.851368, 5.690973 }, 270242.0, 270031 },
        { { 51.498796, 3.610998 }, { 52.221537, 6.893662 }, 239994.2, 239298 },
        { { 52.0, 4.5 }, { 52.0, 6.9 }, 164819.8, 164293 },
        { { 52.090737, 5.121420 }, { 52.090737, 5.121420 }, 0, 0 },
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        Place from = at(known[i].from[0], known[i].from[1]);
        Place to = at(known[i].to[0], known[i].to[1]);
        assert_int_equal(map_metres(from, to), known[i].on_sphere);
        assert_int_equal(map_metres(to, from), known[i].on_sphere);
        assert_true(fabs(map_metres(from, to) - known[i].on_earth) <= known[i].on_earth * 0.0035);
    }
}

static void distances_hold_beyond_the_country(void **state) {
    (void)state;
    assert_int_equal(map_metres(at(0, 0), at(0, 180)), 20015114); /* half a circle */
    assert_int_equal(map_metres(at(90, 0), at(-90, 0)), 20015114);
    assert_int_equal(map_metres(at(0, 0), at(90, 0)), 10007557); /* a quarter */
    assert_int_equal(map_metres(at(-30, -10), at(0, -10)), 3335852);
}

/* Any compiler, any machine: when this number changes, plans change. Worked out by the haversine of
 * another language and its mathematics library. */
static void distances_have_the_same_bits_everywhere(void **state) {
    (void)state;
    uint64_t sum = 0;
    for (int i = 0; i < 2000; i++) {
        Place from = { .latitude = PLACE_LATITUDE_MIN + i * 1499,
                       .longitude = PLACE_LONGITUDE_MIN + i * 1999,
                       .precision = PLACE_AREA };
        Place to = { .latitude = PLACE_LATITUDE_MAX - i * 1399,
                     .longitude = PLACE_LONGITUDE_MAX - i * 2099,
                     .precision = PLACE_AREA };
        sum = sum * 1000003 + (uint64_t)map_metres(from, to);
    }
    assert_int_equal(sum, UINT64_C(0x145c01302428d2d5));
}

static void an_unknown_place_has_no_distance(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Map *map = map_builtin(arena);
    Place nowhere = { .precision = PLACE_UNKNOWN }, dom = at(52.090737, 5.121420);
    assert_int_equal(map_metres(nowhere, dom), METRES_UNKNOWN);
    assert_int_equal(map_metres(dom, nowhere), METRES_UNKNOWN);
    assert_int_equal(map_minutes(map, nowhere, dom, MODE_CAR, DAYPART_ANY), MINUTES_UNKNOWN);
    assert_int_equal(map_minutes(map, dom, nowhere, MODE_CAR, DAYPART_ANY), MINUTES_UNKNOWN);
}

static void a_postcode_becomes_its_area(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Map *map = map_builtin(arena);
    Place four = map_place(map, text_value("3511"), VALUE_UNKNOWN);
    assert_int_equal(four.precision, PLACE_AREA);
    assert_int_equal(four.latitude, 52089630);
    assert_int_equal(four.longitude, 5117680);
    assert_int_equal(four.postcode4, 3511);
    Place six = map_place(map, text_value("3511AB"), text_value("GM0363"));
    assert_int_equal(six.precision, PLACE_AREA);
    assert_int_equal(map_metres(four, six), 0);
    assert_str(map_municipality(map, 3511), "GM0344");
    assert_str(map_municipality(map, 9999), "");
    assert_str(map_municipality(map, 999), "");
    assert_str(map_municipality(map, 10000), "");
}

/* Area, then its neighbours, then the municipality, then unknown. */
static void a_place_falls_back_step_by_step(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Map *map = map_begin(arena);
    static const PostcodeArea near[] = { { 9711, { "", 0 }, 53000000, 6000000 },
                                         { 9714, { "", 0 }, 53000003, 6000001 },
                                         { 9719, { "", 0 }, 53000004, 6000001 } };
    for (int i = 0; i < 3; i++) map_add_area(map, &near[i]);
    map_finish(map);

    Place place = map_place(map, text_value("9712XY"), text_value("GM0344"));
    assert_int_equal(place.precision, PLACE_NEARBY_AREAS);
    assert_int_equal(place.latitude, 53000002); /* 7/3 rounded */
    assert_int_equal(place.longitude, 6000001); /* 2/3 rounded */
    assert_int_equal(place.postcode4, 9712);

    place = map_place(map, text_value("9722"), text_value("GM0344"));
    assert_int_equal(place.precision, PLACE_MUNICIPALITY);
    assert_int_equal(place.latitude, 52091090);
    assert_int_equal(place.longitude, 5074810);
    assert_int_equal(place.postcode4, 9722);

    place = map_place(map, VALUE_UNKNOWN, text_value("GM0344"));
    assert_int_equal(place.precision, PLACE_MUNICIPALITY);
    assert_int_equal(place.postcode4, 0);

    assert_int_equal(map_place(map, text_value("9722"), VALUE_UNKNOWN).precision, PLACE_UNKNOWN);
    assert_int_equal(map_place(map, VALUE_UNKNOWN, VALUE_UNKNOWN).precision, PLACE_UNKNOWN);
}

static void what_is_no_postcode_is_unknown(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Map *map = map_builtin(arena);
    static const char *const wrong[] = { "",     "3",    "351",  "0351",
                                         "AB35", "-351", "35 1", "\xff\xff\xff\xff" };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Place place = map_place(map, text_value(wrong[i]), VALUE_UNKNOWN);
        assert_int_equal(place.precision, PLACE_UNKNOWN);
        assert_int_equal(place.postcode4, 0);
    }
    static const char *const no_municipality[] = { "",       "GM",     "GM344",  "GM9999",
                                                   "XX0344", "GM0000", "GM03440" };
    for (size_t i = 0; i < sizeof no_municipality / sizeof *no_municipality; i++) {
        Place place = map_place(map, VALUE_UNKNOWN, text_value(no_municipality[i]));
        assert_int_equal(place.precision, PLACE_UNKNOWN);
    }
}

static void every_mode_has_a_speed(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Map *map = map_builtin(arena);
    for (int mode = 0; mode < MODE_COUNT; mode++) {
        assert_in_range(map->speed[mode].metres_per_minute, 50, 2000);
        assert_in_range(map->speed[mode].detour_permille, 1000, 2000);
        assert_in_range(map->speed[mode].overhead_minutes, 0, 60);
    }
}

static void minutes_are_distance_by_speed_rounded_up(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Map *map = map_builtin(arena);
    Place dom = at(52.090737, 5.121420), dam = at(52.370216, 4.895168); /* 34687 m */
    map->speed[MODE_BICYCLE] = (Speed){ 250, 1250, 3 };
    assert_int_equal(map_minutes(map, dom, dam, MODE_BICYCLE, DAYPART_ANY), 177); /* 173.4 + 3 */
    map->speed[MODE_BICYCLE] = (Speed){ 34687, 1000, 0 };
    assert_int_equal(map_minutes(map, dom, dam, MODE_BICYCLE, DAYPART_ANY), 1);
    map->speed[MODE_BICYCLE] = (Speed){ 34687, 1001, 0 };
    assert_int_equal(map_minutes(map, dom, dam, MODE_BICYCLE, DAYPART_ANY), 2);
    map->speed[MODE_BICYCLE] = (Speed){ 0, 1000, 0 };
    assert_int_equal(map_minutes(map, dom, dam, MODE_BICYCLE, DAYPART_ANY), MINUTES_UNKNOWN);
    assert_int_equal(map_minutes(map, dom, dom, MODE_PUBLIC_TRANSPORT, DAYPART_ANY),
                     map->speed[MODE_PUBLIC_TRANSPORT].overhead_minutes);
}

static void the_matrix_comes_before_the_estimate(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Map *map = map_builtin(arena);
    TravelTime times[] = { { 3511, 3584, MODE_PUBLIC_TRANSPORT, DAYPART_ANY, 21 },
                           { 3511, 3584, MODE_PUBLIC_TRANSPORT, DAYPART_NIGHT, 77 },
                           { 3511, 3526, MODE_PUBLIC_TRANSPORT, DAYPART_MORNING, 0 },
                           { 9998, 9999, MODE_WALK, DAYPART_ANY, 1440 } };
    map_add_travel(map, arena, &(TravelTimeRows){ times, 4 });
    Place home = map_place(map, text_value("3511"), VALUE_UNKNOWN);
    Place work = map_place(map, text_value("3584"), VALUE_UNKNOWN);
    Place class = map_place(map, text_value("3526"), VALUE_UNKNOWN);
    int32_t minutes[MODE_COUNT];
    assert_int_equal(map_minutes_all(map, home, work, DAYPART_MORNING, minutes),
                     map_metres(home, work));
    for (int mode = 0; mode < MODE_COUNT; mode++) {
        assert_int_equal(minutes[mode],
                         map_minutes(map, home, work, (Mode)mode, DAYPART_MORNING));
    }
    assert_int_equal(map_minutes(map, home, work, MODE_PUBLIC_TRANSPORT, DAYPART_NIGHT), 77);
    assert_int_equal(map_minutes(map, home, work, MODE_PUBLIC_TRANSPORT, DAYPART_MORNING), 21);
    assert_int_equal(map_minutes(map, home, work, MODE_PUBLIC_TRANSPORT, DAYPART_ANY), 21);
    assert_int_equal(map_minutes(map, home, class, MODE_PUBLIC_TRANSPORT, DAYPART_MORNING), 0);

    /* Another part, the way back and another mode are not in it. */
    Map *plain = map_builtin(arena);
    int estimate = map_minutes(plain, home, class, MODE_PUBLIC_TRANSPORT, DAYPART_ANY);
    assert_true(estimate > 0);
    assert_int_equal(map_minutes(map, home, class, MODE_PUBLIC_TRANSPORT, DAYPART_EVENING),
                     estimate);
    assert_int_equal(map_minutes(map, class, home, MODE_PUBLIC_TRANSPORT, DAYPART_MORNING),
                     estimate);
    assert_int_equal(map_minutes(map, home, work, MODE_CAR, DAYPART_NIGHT),
                     map_minutes(plain, home, work, MODE_CAR, DAYPART_NIGHT));
    assert_true(map_minutes_measured(map, home, class, MODE_PUBLIC_TRANSPORT, DAYPART_MORNING));
    assert_false(map_minutes_measured(map, home, class, MODE_PUBLIC_TRANSPORT, DAYPART_EVENING));
    assert_false(map_minutes_measured(plain, home, class, MODE_PUBLIC_TRANSPORT, DAYPART_MORNING));

    /* Areas of which only the number is known: the matrix answers all the same. */
    Place from = map_place(map, text_value("9998"), VALUE_UNKNOWN);
    Place to = map_place(map, text_value("9999"), VALUE_UNKNOWN);
    assert_int_equal(from.precision, PLACE_UNKNOWN);
    assert_int_equal(map_minutes(map, from, to, MODE_WALK, DAYPART_DAY), 1440);
    assert_int_equal(map_minutes(map, to, from, MODE_WALK, DAYPART_DAY), MINUTES_UNKNOWN);
    Place town = map_place(map, VALUE_UNKNOWN, text_value("GM0344"));
    assert_true(map_minutes(map, town, work, MODE_WALK, DAYPART_DAY) > 0);
}

/* A full matrix of 120 areas: every cell is found again, nothing else is. */
static void a_large_matrix_loses_nothing(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Map *map = map_builtin(arena);
    enum { SIDE = 120 };
    TravelTimeRows rows = { arena_many(arena, TravelTime, SIDE * SIDE), SIDE * SIDE };
    for (int i = 0; i < SIDE * SIDE; i++) {
        rows.time[i] = (TravelTime){ 1000 + i / SIDE, 9999 - i % SIDE, i % MODE_COUNT,
                                     i % DAYPART_COUNT, i % TRAVEL_MINUTES_MAX };
    }
    map_add_travel(map, arena, &rows);
    for (int i = 0; i < SIDE * SIDE; i++) {
        Place from = { .postcode4 = (int16_t)rows.time[i].from4 };
        Place to = { .postcode4 = (int16_t)rows.time[i].to4 };
        assert_int_equal(map_minutes(map, from, to, rows.time[i].mode, rows.time[i].part),
                         i % TRAVEL_MINUTES_MAX);
        Mode other = (rows.time[i].mode + 1) % MODE_COUNT;
        assert_int_equal(map_minutes(map, from, to, other, rows.time[i].part), MINUTES_UNKNOWN);
    }
}

SUITE("places", cmocka_unit_test(distances_are_those_of_the_earth),
      cmocka_unit_test(distances_hold_beyond_the_country),
      cmocka_unit_test(distances_have_the_same_bits_everywhere),
      cmocka_unit_test(an_unknown_place_has_no_distance),
      cmocka_unit_test(a_postcode_becomes_its_area),
      cmocka_unit_test(a_place_falls_back_step_by_step),
      cmocka_unit_test(what_is_no_postcode_is_unknown), cmocka_unit_test(every_mode_has_a_speed),
      cmocka_unit_test(minutes_are_distance_by_speed_rounded_up),
      cmocka_unit_test(the_matrix_comes_before_the_estimate),
      cmocka_unit_test(a_large_matrix_loses_nothing))
