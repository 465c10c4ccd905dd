/* Figures of regions: whom they count, and what is never shown. */
#include "../random_records.h"

#include "figures/region_figures.h"

enum { TRIES = 20000, COUNTS_MAX = 12, TODAY = 20000, MANY = 30, FEW = 4 };

/* --- small counts --- */

static void nobody_works_out_a_small_count(void **state) {
    (void)state;
    Chance chance = chance_begin();
    for (int i = 0; i < TRIES; i++) {
        int64_t told[COUNTS_MAX], shown[COUNTS_MAX], total = 0;
        size_t counts = (size_t)chance_between(&chance, 1, COUNTS_MAX);
        for (size_t k = 0; k < counts; k++) {
            int64_t most = chance_between(&chance, 0, 3) ? 15 : 60;
            told[k] = shown[k] = chance_between(&chance, 0, 2) ? chance_between(&chance, 0, most) : 0;
            total += told[k];
        }
        int64_t said = small_counts_hide(shown, counts), hidden = 0, hidden_people = 0;
        for (size_t k = 0; k < counts; k++) {
            if (shown[k] == FIGURE_HIDDEN) hidden++, hidden_people += told[k];
            else assert_int_equal(shown[k], told[k]);
            assert_false(told[k] > 0 && told[k] < FIGURE_PEOPLE_MIN && shown[k] != FIGURE_HIDDEN);
            assert_false(told[k] == 0 && shown[k] == FIGURE_HIDDEN);
        }
        if (total > 0 && total < FIGURE_PEOPLE_MIN) assert_int_equal(said, FIGURE_HIDDEN);
        else assert_int_equal(said, total);
        if (hidden && said != FIGURE_HIDDEN) {
            assert_true(hidden >= 2); /* the total less what is shown is not one of them */
            assert_true(hidden_people >= FIGURE_PEOPLE_MIN);
        }
    }
}

static void no_more_is_hidden_than_needed(void **state) {
    (void)state;
    int64_t none[] = { 10, 0, 200 }, one[] = { 9, 40, 12, 0 }, two[] = { 9, 40, 8 };
    assert_int_equal(small_counts_hide(none, 3), 210);
    assert_int_equal(none[0], 10);
    assert_int_equal(small_counts_hide(one, 4), 61);
    assert_int_equal(one[1], 40);
    assert_int_equal(one[2], FIGURE_HIDDEN);
    assert_int_equal(small_counts_hide(two, 3), 57);
    assert_int_equal(two[1], 40);
    int64_t alone[] = { 0, 3, 0 };
    assert_int_equal(small_counts_hide(alone, 3), FIGURE_HIDDEN);
    assert_int_equal(small_counts_hide(alone, 0), 0);
}

/* --- regions --- */

static Value text(const char *given) {
    return (Value){ .known = true, .text = str_from(given) };
}

static Value number(int64_t given) {
    return (Value){ .known = true, .number = given };
}

static size_t region_named(const char *code) {
    for (size_t i = 0; i < REGIONS; i++) {
        if (str_equal(regions_all()[i].code, str_from(code))) return i;
    }
    fail_msg("no region %s", code);
    return REGIONS;
}

static void a_region_is_found(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Map *map = map_builtin(arena);
    Value unknown = { 0 };
    int utrecht = (int)region_named("AM13"), groningen = (int)region_named("AM01");
    assert_int_equal(map_region(map, text("3511AB"), unknown), utrecht);
    assert_int_equal(map_region(map, unknown, text("GM0014")), groningen);
    assert_int_equal(map_region(map, text("3511"), text("GM0014")), groningen); /* what was told */
    assert_int_equal(map_region(map, text("1011"), unknown), REGION_UNKNOWN); /* an area not ours */
    assert_int_equal(map_region(map, unknown, text("GM9999")), REGION_UNKNOWN);
    assert_int_equal(map_region(map, unknown, unknown), REGION_UNKNOWN);
}

static void tiles_lie_apart_and_on_the_map(void **state) {
    (void)state;
    bool taken[REGION_TILE_ROWS][REGION_TILE_COLUMNS] = { 0 };
    for (size_t i = 0; i < REGIONS; i++) {
        const Region *region = &regions_all()[i];
        assert_in_range(region->tile_row, 0, REGION_TILE_ROWS - 1);
        assert_in_range(region->tile_column, 0, REGION_TILE_COLUMNS - 1);
        assert_false(taken[region->tile_row][region->tile_column]);
        taken[region->tile_row][region->tile_column] = true;
    }
}

/* MANY people in Utrecht, FEW in Groningen, MANY of whom nobody knows where, and openings. */
static World world_made(Arena *arena) {
    World world = { .map = map_builtin(arena) };
    world.candidates = (CandidateRows){ .record = arena_many(arena, CandidateRecord, 2 * MANY + FEW),
                                        .count = 2 * MANY + FEW };
    for (size_t i = 0; i < world.candidates.count; i++) {
        CandidateRecord *record = &world.candidates.record[i];
        record->number = (int64_t)i + 1;
        if (i < MANY) record->fact[FACT_postcode] = text("3511");
        else if (i < MANY + FEW) record->fact[FACT_municipality] = text("GM0014");
    }
    world.openings = (OpeningRows){ .record = arena_many(arena, OpeningRecord, 4), .count = 4 };
    for (size_t i = 0; i < world.openings.count; i++) {
        OpeningRecord *record = &world.openings.record[i];
        record->number = (int64_t)i + 1;
        record->field[OPENING_municipality] = text("GM0344");
        record->field[OPENING_places] = number(5);
    }
    world.openings.record[1].field[OPENING_enrol_by] = number(TODAY - 1);
    world.openings.record[2].field[OPENING_places] = (Value){ 0 };
    world.openings.record[3].field[OPENING_enrol_by] = number(TODAY);
    world.openings.record[3].field[OPENING_municipality] = (Value){ 0 };
    world.placements = (PlacementRows){ .row = arena_many(arena, Placement, 3), .count = 3 };
    static const PlacementState states[] = { PLACEMENT_started, PLACEMENT_agreed, PLACEMENT_proposed };
    for (size_t i = 0; i < world.placements.count; i++) {
        world.placements.row[i] = (Placement){ .candidate_number = (int64_t)i + 1, .opening_number = 1,
                                               .state = states[i] };
    }
    return world;
}

static void a_region_counts_who_looks_and_what_is_free(void **state) {
    (void)state;
    TEST_ARENA(arena);
    World world = world_made(arena);
    RegionFigures figures = region_figures(arena, &world, TODAY);
    RegionFigure utrecht = figures.region[region_named("AM13")];
    RegionFigure groningen = figures.region[region_named("AM01")];
    RegionFigure unknown = figures.region[REGIONS];
    assert_int_equal(figures.total.people, 2 * MANY + FEW - 1); /* one has started */
    assert_int_equal(groningen.people, FIGURE_HIDDEN);
    assert_int_equal(utrecht.people, FIGURE_HIDDEN); /* else Groningen could be worked out */
    assert_int_equal(unknown.people, MANY);
    assert_int_equal(utrecht.places, 3); /* one started, one agreed; a proposal takes none */
    assert_int_equal(utrecht.openings, 2);
    assert_int_equal(utrecht.places_unknown, 1);
    assert_int_equal(unknown.places, 5); /* the last day to come in */
    assert_int_equal(figures.total.places, 8);
    assert_int_equal(figures.total.openings, 3);
    assert_int_equal(region_places_per_hundred(&utrecht), FIGURE_HIDDEN);
    assert_int_equal(region_places_per_hundred(&unknown), 5 * 100 / MANY);
    assert_int_equal(region_places_per_hundred(&figures.region[region_named("AM30")]), FIGURE_HIDDEN);
}

SUITE("figures", cmocka_unit_test(nobody_works_out_a_small_count),
      cmocka_unit_test(no_more_is_hidden_than_needed), cmocka_unit_test(a_region_is_found),
      cmocka_unit_test(tiles_lie_apart_and_on_the_map),
      cmocka_unit_test(a_region_counts_who_looks_and_what_is_free))
