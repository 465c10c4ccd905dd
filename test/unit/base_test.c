#include "test.h"

#include "day.h"
#include "number.h"
#include "phrase.h"

static void days_go_there_and_back(void **state) {
    (void)state;
    for (Day day = DAY_MIN; day <= DAY_MAX; day++) assert_int_equal(day_of(day_date(day)), day);
    TEST_ARENA(arena);
    Day day;
    assert_true(day_read(S("2026-11-24"), &day));
    assert_int_equal(day_weekday(day), 1);
    assert_int_equal(day_iso_week(day), 48);
    assert_str(day_text(arena, day), "2026-11-24");
    assert_true(day_read(S("1900-01-01"), &day));
    assert_int_equal(day, DAY_MIN);
    assert_true(day_read(S("2199-12-31"), &day));
    assert_int_equal(day, DAY_MAX);
}

static void days_that_do_not_exist_are_refused(void **state) {
    (void)state;
    static const char *const bad[] = { "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-01",
                                       "2200-01-01", "", "2026-11-24T00:00", "20261124", "9999-12-31" };
    Day day = 7;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(day_read(str_from(bad[i]), &day));
    }
    assert_int_equal(day, 7);
    assert_true(day_read(S("2028-02-29"), &day));
}

static void months_are_added_to_the_last_day(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Day day;
    assert_true(day_read(S("2026-11-30"), &day));
    assert_str(day_text(arena, day_add_months(day, 3)), "2027-02-28");
    assert_str(day_text(arena, day_add_months(day, -9)), "2026-02-28");
    assert_int_equal(day_full_years(day, day_add_months(day, 12) - 1), 0);
    assert_int_equal(day_full_years(day, day_add_months(day, 12)), 1);
}

static void numbers_are_whole_or_refused(void **state) {
    (void)state;
    int64_t number = 5;
    static const char *const bad[] = { "", "-", "1.0", " 1", "1 ", "0x1", "9223372036854775808", "+1" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(number_read(str_from(bad[i]), &number));
    }
    assert_int_equal(number, 5);
    assert_true(number_read(S("-9223372036854775807"), &number));
    assert_true(number == -9223372036854775807);
    assert_false(number_read_between(S("11"), 1, 10, &number));
}

static void utf8_is_strict(void **state) {
    (void)state;
    assert_true(str_is_utf8(S("na\xC3\xAFve \xE2\x82\xAC \xF0\x9F\x98\x80")));
    static const Str bad[] = { { "\xC0\x80", 2 }, { "\xED\xA0\x80", 3 }, { "\xF4\x90\x80\x80", 4 },
                               { "\xE2\x82", 2 }, { "a\0b", 3 }, { "\xFF", 1 }, { "\xE0\x80\x80", 3 } };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(str_is_utf8(bad[i]));
}

static void text_stays_failed_past_its_maximum(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Text text = text_new(arena, 5);
    text_add(&text, S("abc"));
    text_add(&text, S("def"));
    text_add(&text, S("g"));
    assert_true(text_failed(&text));
    assert_str(text_str(&text), "abc");
}

static void strings_are_cut_to_the_end(void **state) {
    (void)state;
    Str rest = S("a;;b"), part;
    static const char *const expected[] = { "a", "", "b" };
    for (int i = 0; i < 3; i++) {
        assert_true(str_cut(&rest, ';', &part));
        assert_str(part, expected[i]);
    }
    assert_false(str_cut(&rest, ';', &part));
}

static void phrases_are_said_in_both_tongues(void **state) {
    (void)state;
    TEST_ARENA(arena);
    assert_str(phrase_text(arena, TONGUE_NL, PHRASE(WORD_unknown)), "onbekend");
    assert_str(phrase_text(arena, TONGUE_EN, PHRASE(WORD_month_3)), "March");
    assert_int_equal(word_find(S("month.12")), WORD_month_12);
    assert_int_equal(word_find(S("month.13")), WORD_none);
}

static void an_arena_gives_back_to_its_mark(void **state) {
    (void)state;
    TEST_ARENA(arena);
    arena_get(arena, 100);
    size_t before = arena_used_bytes(arena);
    ArenaMark mark = arena_mark(arena);
    for (int i = 0; i < 1000; i++) arena_get(arena, 1000);
    arena_rewind(arena, mark);
    assert_int_equal(arena_used_bytes(arena), before);
}

SUITE("base", cmocka_unit_test(days_go_there_and_back),
      cmocka_unit_test(days_that_do_not_exist_are_refused),
      cmocka_unit_test(months_are_added_to_the_last_day),
      cmocka_unit_test(numbers_are_whole_or_refused), cmocka_unit_test(utf8_is_strict),
      cmocka_unit_test(text_stays_failed_past_its_maximum),
      cmocka_unit_test(strings_are_cut_to_the_end),
      cmocka_unit_test(phrases_are_said_in_both_tongues),
      cmocka_unit_test(an_arena_gives_back_to_its_mark))
