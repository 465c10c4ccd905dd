/* Counts of barriers as others may see them: never of a few people, nor what gives a few away. */
#include "../chance.h"

#include "figures/barrier_figures.h"

enum { TRIES = 20000, AREAS_MAX = 8, FEW = FIGURE_PEOPLE_MIN - 1, ENOUGH = FIGURE_PEOPLE_MIN };

static bool is_few(int64_t count) {
    return count > 0 && count < FIGURE_PEOPLE_MIN;
}

/* --- by municipality --- */

typedef struct Areas {
    AreaBarriers told[AREAS_MAX], shown[AREAS_MAX], total_told;
    CountryBarriers barriers;
} Areas;

static void areas_sum(Areas *areas) {
    AreaBarriers *total = &areas->barriers.total;
    for (size_t i = 0; i < areas->barriers.area_count; i++) {
        total->people += areas->told[i].people;
        total->people_without += areas->told[i].people_without;
        areas->shown[i] = areas->told[i];
    }
    areas->total_told = *total;
    areas->barriers.area = areas->shown;
}

static void areas_made(Chance *chance, Areas *areas) {
    *areas = (Areas){ .barriers.area_count = (size_t)chance_between(chance, 0, AREAS_MAX) };
    for (size_t i = 0; i < areas->barriers.area_count; i++) {
        AreaBarriers *area = &areas->told[i];
        area->people = chance_between(chance, 0, chance_between(chance, 0, 1) ? 15 : 60);
        area->people_without = chance_between(chance, 0, area->people);
        area->openings = chance_between(chance, 0, 3);
    }
    areas_sum(areas);
}

/* One group of people per area (everybody; without a place; with one): nobody is shown who is one
 * of a few, and the hidden ones are not what the total leaves over. */
static void nobody_is_worked_out(const Areas *areas, const int64_t *told, const int64_t *shown,
                                 int64_t total) {
    int64_t hidden = 0, hidden_people = 0;
    for (size_t i = 0; i < areas->barriers.area_count; i++) {
        if (shown[i] != FIGURE_HIDDEN) {
            assert_int_equal(shown[i], told[i]);
            assert_false(is_few(told[i]));
            continue;
        }
        hidden++; /* who has none can be hidden for the sake of who has one */
        hidden_people += told[i];
    }
    if (total == FIGURE_HIDDEN) return;
    assert_false(is_few(total));
    assert_true(!hidden_people || (hidden >= 2 && hidden_people >= FIGURE_PEOPLE_MIN));
}

/* Those with a place are shown by who is shown and who of them has none. */
static int64_t with_place(const AreaBarriers *area) {
    bool hidden = area->people == FIGURE_HIDDEN || area->people_without == FIGURE_HIDDEN;
    return hidden ? FIGURE_HIDDEN : area->people - area->people_without;
}

static void areas_check(const Areas *areas) {
    int64_t told[3][AREAS_MAX], shown[3][AREAS_MAX];
    for (size_t i = 0; i < areas->barriers.area_count; i++) {
        const AreaBarriers *of = &areas->told[i], *is = &areas->shown[i];
        told[0][i] = of->people;
        told[1][i] = of->people_without;
        told[2][i] = of->people - of->people_without;
        shown[0][i] = is->people;
        shown[1][i] = is->people_without;
        shown[2][i] = with_place(is);
        assert_int_equal(is->openings, of->openings);
    }
    const AreaBarriers *total = &areas->barriers.total;
    int64_t totals[] = { total->people, total->people_without, with_place(total) };
    for (int i = 0; i < 3; i++) nobody_is_worked_out(areas, told[i], shown[i], totals[i]);
    if (total->people != FIGURE_HIDDEN) {
        assert_int_equal(total->people, areas->total_told.people);
    }
}

static void nobody_works_out_who_has_no_place(void **state) {
    (void)state;
    Chance chance = chance_begin();
    for (int i = 0; i < TRIES; i++) {
        TEST_ARENA(arena);
        Areas areas;
        areas_made(&chance, &areas);
        country_barriers_hide(arena, &areas.barriers);
        areas_check(&areas);
    }
}

static void enough_people_are_shown(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Areas areas = { .barriers.area_count = 2 };
    areas.told[0] = (AreaBarriers){ .people = 2 * ENOUGH, .people_without = ENOUGH };
    areas.told[1] = (AreaBarriers){ .people = ENOUGH }; /* nobody without: about nobody */
    areas_sum(&areas);
    country_barriers_hide(arena, &areas.barriers);
    assert_memory_equal(areas.shown, areas.told, sizeof areas.told);
    assert_int_equal(areas.barriers.total.people_without, ENOUGH);
}

/* Of 20 people 11 have no place: 9 have one, so neither is shown. */
static void few_with_a_place_hide_those_without(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Areas areas = { .barriers.area_count = 1 };
    areas.told[0] = (AreaBarriers){ .people = 20, .people_without = 20 - FEW };
    areas_sum(&areas);
    country_barriers_hide(arena, &areas.barriers);
    assert_int_equal(areas.shown[0].people, 20);
    assert_int_equal(areas.shown[0].people_without, FIGURE_HIDDEN);
    assert_int_equal(areas.barriers.total.people_without, FIGURE_HIDDEN);
}

/* --- by criterion --- */

static void a_criterion_of_few_is_hidden(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CountryBarriers barriers = { .total.people = 100 };
    static const struct {
        int64_t people, shown;
    } cases[] = { { 0, 0 }, { 1, FIGURE_HIDDEN }, { FEW, FIGURE_HIDDEN }, { ENOUGH, ENOUGH },
                  { 100 - ENOUGH, 100 - ENOUGH }, { 100 - FEW, FIGURE_HIDDEN },
                  { 99, FIGURE_HIDDEN }, { 100, 100 } };
    size_t count = sizeof cases / sizeof *cases;
    assert_in_range(count, 1, CRITERION_COUNT);
    for (size_t i = 0; i < count; i++) {
        barriers.criterion[i] = (CriterionBarriers){ cases[i].people, 7 };
    }
    country_barriers_hide(arena, &barriers);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(barriers.criterion[i].people, cases[i].shown);
        bool hidden = cases[i].shown == FIGURE_HIDDEN;
        assert_int_equal(barriers.criterion[i].pairs, hidden ? FIGURE_HIDDEN : 7);
    }
}

/* --- by step --- */

static GroupStep speaking(const char *language, int to, int64_t people) {
    return (GroupStep){ .step = { .kind = STEP_LANGUAGE, .skill = 2, .from = LEVEL_A1, .to = to,
                                  .detail = str_from(language) },
                        .people = people, .openings = 3, .pairs = 50 };
}

static void steps_of_few_are_left_out(void **state) {
    (void)state;
    TEST_ARENA(arena);
    GroupStep step[] = { speaking("nld", LEVEL_B1, 40), speaking("nld", LEVEL_A2, 40 - FEW),
                         speaking("nld", LEVEL_B2, 40), speaking("eng", LEVEL_A2, FEW),
                         speaking("eng", LEVEL_B1, ENOUGH), speaking("deu", LEVEL_A2, ENOUGH),
                         speaking("deu", LEVEL_B1, 2 * ENOUGH) };
    step[2].supply = SUPPLY_MISSING; /* another group than the two before it */
    CountryBarriers barriers = { .step = step, .step_count = sizeof step / sizeof *step };
    country_barriers_hide(arena, &barriers);
    /* nld B1 differs by a few from A2, eng A2 is of a few, and eng B1 by one from that. */
    assert_int_equal(barriers.step_count, 4);
    static const struct {
        const char *language;
        int to;
    } left[] = { { "nld", LEVEL_A2 }, { "nld", LEVEL_B2 }, { "deu", LEVEL_A2 },
                 { "deu", LEVEL_B1 } };
    for (size_t i = 0; i < 4; i++) {
        assert_str(step[i].step.detail, left[i].language);
        assert_int_equal(step[i].step.to, left[i].to);
    }
}

/* --- one opening --- */

static OpeningBarriers opening_made(Relaxed *relaxed, size_t count) {
    OpeningBarriers made = { .people = 500, .feasible = FEW, .relaxed = relaxed,
                             .relaxed_count = count };
    made.alone[CRITERION_language] = ENOUGH;
    made.alone[CRITERION_conditions] = FEW;
    return made;
}

static void an_opening_shows_no_few(void **state) {
    (void)state;
    Relaxed relaxed[] = { { .kind = RELAXED_LEVEL, .people = ENOUGH },
                          { .kind = RELAXED_SHUTTLE, .people = FEW } };
    OpeningBarriers barriers = opening_made(relaxed, 2);
    opening_barriers_hide(&barriers);
    assert_int_equal(barriers.people, 500);
    assert_int_equal(barriers.feasible, FIGURE_HIDDEN);
    assert_int_equal(barriers.alone[CRITERION_language], ENOUGH);
    assert_int_equal(barriers.alone[CRITERION_conditions], FIGURE_HIDDEN);
    assert_int_equal(barriers.alone[CRITERION_travel], 0);
    assert_int_equal(barriers.relaxed_count, 2);
    assert_int_equal(relaxed[0].people, ENOUGH);
    assert_int_equal(relaxed[1].people, FIGURE_HIDDEN);
}

static void health_of_few_is_not_told(void **state) {
    (void)state;
    assert_true(criterion_is_sensitive(CRITERION_conditions));
    Relaxed relaxed[] = {
        { .kind = RELAXED_CONDITION, .criterion = CRITERION_conditions, .people = FEW },
        { .kind = RELAXED_GUIDANCE, .criterion = CRITERION_conditions, .people = ENOUGH },
        { .kind = RELAXED_LEVEL, .criterion = CRITERION_language, .people = 1 },
    };
    OpeningBarriers barriers = opening_made(relaxed, 3);
    opening_barriers_tell(&barriers);
    assert_int_equal(barriers.relaxed_count, 2);
    assert_int_equal(relaxed[0].kind, RELAXED_GUIDANCE);
    assert_int_equal(relaxed[1].kind, RELAXED_LEVEL);
    assert_int_equal(relaxed[1].people, 1); /* who guides them may know who these are */
}

SUITE("barrier figures", cmocka_unit_test(nobody_works_out_who_has_no_place),
      cmocka_unit_test(enough_people_are_shown),
      cmocka_unit_test(few_with_a_place_hide_those_without),
      cmocka_unit_test(a_criterion_of_few_is_hidden), cmocka_unit_test(steps_of_few_are_left_out),
      cmocka_unit_test(an_opening_shows_no_few), cmocka_unit_test(health_of_few_is_not_told))
