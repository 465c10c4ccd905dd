#include "matching/encode/week.h"

#include "test.h"

enum { MONDAY = 20500 }; /* 2026-02-16, ISO week 8: even */

static WeekRow row(int weekday, int from, int until, bool available) {
    return (WeekRow){ .weekday = weekday,
                      .from_time = from,
                      .until_time = until,
                      .available = available,
                      .from = DAY_MIN,
                      .until = DAY_MAX };
}

static void the_test_week_is_an_even_one(void **state) {
    (void)state;
    assert_int_equal(day_weekday(MONDAY), 0);
    assert_int_equal(day_iso_week(MONDAY) % 2, 0);
}

static void times_lie_within_what_can(void **state) {
    (void)state;
    TEST_ARENA(arena);
    WeekRow need = row(1, 18, 34, false), can = row(1, 16, 34, true);
    NeedPeriods needs = week_needs(arena, &need, 1);
    CanPeriods cans = week_cans(arena, &can, 1);
    Clash clash = week_clash(&needs, &cans, MONDAY, MONDAY + 100);
    assert_int_equal(clash.cannot | clash.unknown, 0);
    can.until_time = 33; /* half an hour short in the afternoon of Tuesday */
    cans = week_cans(arena, &can, 1);
    clash = week_clash(&needs, &cans, MONDAY, MONDAY + 100);
    assert_int_equal(clash.cannot, 1 << (1 * DAY_THIRDS + 1));
    assert_int_equal(clash.unknown, 0);
}

static void what_nobody_said_is_unknown(void **state) {
    (void)state;
    TEST_ARENA(arena);
    WeekRow need = row(0, 18, 24, false), cannot = row(1, 18, 24, false);
    NeedPeriods needs = week_needs(arena, &need, 1);
    CanPeriods nothing = { 0 }, cans = week_cans(arena, &cannot, 1);
    assert_int_equal(week_clash(&needs, &nothing, MONDAY, MONDAY + 30).unknown, 1);
    Clash clash = week_clash(&needs, &cans, MONDAY, MONDAY + 30);
    assert_int_equal(clash.unknown, 1);
    assert_int_equal(clash.cannot, 0);
}

static void who_says_when_cannot_otherwise(void **state) {
    (void)state;
    TEST_ARENA(arena);
    WeekRow need = row(0, 18, 24, false), can = row(1, 18, 24, true);
    NeedPeriods needs = week_needs(arena, &need, 1);
    CanPeriods cans = week_cans(arena, &can, 1);
    assert_int_equal(week_clash(&needs, &cans, MONDAY, MONDAY + 30).cannot, 1);
}

static void a_lesson_within_free_time_takes_it(void **state) {
    (void)state;
    TEST_ARENA(arena);
    WeekRow need = row(0, 20, 22, false);
    WeekRow said[] = { row(0, 16, 36, true), row(0, 18, 24, false) };
    NeedPeriods needs = week_needs(arena, &need, 1);
    CanPeriods cans = week_cans(arena, said, 2);
    assert_int_equal(week_clash(&needs, &cans, MONDAY, MONDAY + 30).cannot, 1);
}

static void a_timetable_holds_in_its_days_only(void **state) {
    (void)state;
    TEST_ARENA(arena);
    WeekRow need = row(0, 18, 24, false), can = row(0, 16, 36, true);
    can.until = MONDAY + 27;
    NeedPeriods needs = week_needs(arena, &need, 1);
    CanPeriods cans = week_cans(arena, &can, 1);
    assert_int_equal(week_clash(&needs, &cans, MONDAY, MONDAY + 27).unknown, 0);
    assert_int_equal(week_clash(&needs, &cans, MONDAY, MONDAY + 28).unknown, 1);
    assert_int_equal(week_clash(&needs, &cans, MONDAY + 22, MONDAY + 27).unknown, 0);
}

static void even_and_odd_weeks_differ(void **state) {
    (void)state;
    TEST_ARENA(arena);
    WeekRow need = row(0, 18, 24, false);
    WeekRow said[] = { row(0, 16, 36, true), row(0, 16, 36, false) };
    said[0].parity = 1;
    said[1].parity = 2;
    NeedPeriods needs = week_needs(arena, &need, 1);
    CanPeriods cans = week_cans(arena, said, 2);
    assert_int_equal(week_clash(&needs, &cans, MONDAY, MONDAY + 6).cannot, 0);
    assert_int_equal(week_clash(&needs, &cans, MONDAY + 7, MONDAY + 13).cannot, 1);
    assert_int_equal(week_clash(&needs, &cans, MONDAY, MONDAY + 60).cannot, 1);
    need.parity = 1; /* the place wants people in even weeks only */
    needs = week_needs(arena, &need, 1);
    assert_int_equal(week_clash(&needs, &cans, MONDAY, MONDAY + 60).cannot, 0);
}

/* Day by day, by the definition, on all kinds of stretches. */
static void short_stretches_agree_with_long_ones(void **state) {
    (void)state;
    TEST_ARENA(arena);
    WeekRow need[] = { row(0, 18, 24, false), row(4, 30, 40, false), row(6, 40, 48, false) };
    need[1].parity = 2;
    need[2].from = MONDAY + 10;
    WeekRow said[] = { row(0, 16, 36, true), row(4, 16, 36, true), row(6, 0, 48, true) };
    said[2].parity = 1;
    NeedPeriods needs = week_needs(arena, need, 3);
    CanPeriods cans = week_cans(arena, said, 3);
    for (Day from = MONDAY; from < MONDAY + 30; from++) {
        WeekParts cannot = 0, unknown = 0;
        for (Day day = from; day < from + 40; day++) {
            Clash one = week_clash(&needs, &cans, day, day);
            cannot |= one.cannot;
            unknown |= one.unknown;
            Clash all = week_clash(&needs, &cans, from, day);
            assert_int_equal(all.cannot, cannot);
            assert_int_equal(all.unknown, unknown);
        }
    }
}

static void needed_days_are_found(void **state) {
    (void)state;
    TEST_ARENA(arena);
    WeekRow need = row(2, 18, 24, false);
    NeedPeriods needs = week_needs(arena, &need, 1);
    assert_true(week_needed(&needs, MONDAY, MONDAY + 2));
    assert_false(week_needed(&needs, MONDAY, MONDAY + 1));
    assert_false(week_needed(&needs, MONDAY + 3, MONDAY + 8));
    NeedPeriods nothing = week_needs(arena, NULL, 0);
    assert_false(week_needed(&nothing, MONDAY, MONDAY + 100));
}

SUITE("matching week", cmocka_unit_test(the_test_week_is_an_even_one),
      cmocka_unit_test(times_lie_within_what_can), cmocka_unit_test(what_nobody_said_is_unknown),
      cmocka_unit_test(who_says_when_cannot_otherwise),
      cmocka_unit_test(a_lesson_within_free_time_takes_it),
      cmocka_unit_test(a_timetable_holds_in_its_days_only),
      cmocka_unit_test(even_and_odd_weeks_differ),
      cmocka_unit_test(short_stretches_agree_with_long_ones),
      cmocka_unit_test(needed_days_are_found))
