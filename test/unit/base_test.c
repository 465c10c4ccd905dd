#include "test.h"

#include <unistd.h>

#include "day.h"
#include "file.h"
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

/* The C library's calendar as a second opinion. */
static void weeks_are_those_of_the_c_library(void **state) {
    (void)state;
    for (Day day = DAY_MIN; day <= DAY_MAX; day++) {
        time_t seconds = (time_t)day * 86400;
        struct tm there;
        char text[32];
        assert_non_null(gmtime_r(&seconds, &there));
        int64_t week;
        assert_true(number_read((Str){ text, strftime(text, sizeof text, "%V", &there) }, &week));
        assert_int_equal(day_iso_week(day), week);
        assert_int_equal(day_weekday(day), (there.tm_wday + 6) % 7);
    }
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
    assert_int_equal(day_add_months(DAY_UNKNOWN, 3), DAY_UNKNOWN);
    assert_int_equal(day_full_years(DAY_UNKNOWN, day), -1);
    assert_int_equal(day_full_years(day, day - 1), -1);
    assert_str(day_text(arena, DAY_UNKNOWN), "");
    assert_true(day_read(S("2024-02-29"), &day));
    assert_str(day_text(arena, day_add_months(day, 12)), "2025-02-28");
    for (int months = -1200; months <= 1200; months++) {
        Date date = day_date(day_add_months(day, months));
        assert_int_equal(date.year * 12 + date.month, 2024 * 12 + 2 + months);
    }
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
    assert_true(number_read(S("-9223372036854775808"), &number));
    assert_true(number == INT64_MIN);
    assert_true(number_read(S("9223372036854775807"), &number));
    assert_true(number == INT64_MAX);
    assert_false(number_read(S("-9223372036854775809"), &number));
    assert_true(number_read(S("-0"), &number));
    assert_int_equal(number, 0);
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
    text_clear(&text);
    text_addf(&text, "%d%s", 12, "345");
    assert_false(text_failed(&text));
    text_addf(&text, "%s", "");
    assert_false(text_failed(&text));
    text_add_integer(&text, INT64_MIN);
    assert_true(text_failed(&text));
    assert_str(text_str(&text), "12345");
    assert_int_equal(text.at[text.len], 0);
}

static void text_is_percent_escaped(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Text text = text_new(arena, 100);
    text_add_escaped(&text, S("aZ0-._~ /&\xC3\xA9%"), "");
    assert_str(text_str(&text), "aZ0-._~%20%2F%26%C3%A9%25");
    text_clear(&text);
    text_add_escaped(&text, (Str){ "/a\0b?", 5 }, "/?");
    assert_str(text_str(&text), "/a%00b?");
}

static void text_grows_out_of_its_own_bytes(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Text text = text_new(arena, 1000 * 1000);
    text_add(&text, S("ab"));
    while (text.len < 500 * 1000) text_add(&text, text_str(&text));
    assert_false(text_failed(&text));
    for (size_t i = 0; i < text.len; i++) assert_int_equal(text.at[i], i % 2 ? 'b' : 'a');
}

static void pieces_are_found_and_compared_by_bytes(void **state) {
    (void)state;
    Str none = { NULL, 0 };
    assert_true(str_equal(none, STR_EMPTY));
    assert_true(str_starts(S("abc"), none) && str_ends(S("abc"), S("bc")));
    assert_false(str_ends(S("bc"), S("abc")));
    assert_true(str_compare(S("a"), S("ab")) < 0 && str_compare(S("\xFF"), S("a")) > 0);
    assert_int_equal(str_find(S("abcabc"), S("ca")), 2);
    assert_int_equal(str_find(S("abc"), S("x")), 3);
    assert_int_equal(str_find(S("abc"), none), 0);
    assert_str(str_sub(S("abc"), 1, 99), "bc");
    assert_str(str_sub(S("abc"), 9, 1), "");
    assert_str(str_trim(S(" \t a b\t")), "a b");
    assert_str(str_trim(S(" \t ")), "");
    TEST_ARENA(arena);
    assert_str(str_lower(arena, S("AZaz09-\xC3\x89")), "azaz09-\xC3\x89");
    assert_str(str_lower(arena, none), "");
}

static Result read_file(Arena *arena, const char *bytes, size_t len, size_t bytes_max, Str *ret_bytes) {
    char path[] = "/tmp/opstap-file-XXXXXX";
    int handle = mkstemp(path);
    assert_true(handle >= 0);
    assert_int_equal(write(handle, bytes, len), len);
    close(handle);
    Result result = file_read(arena, path, bytes_max, ret_bytes);
    unlink(path);
    return result;
}

static void files_are_read_whole_or_refused(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Str bytes = STR_EMPTY;
    assert_int_equal(read_file(arena, "abc\0d", 5, 5, &bytes), OK);
    assert_int_equal(bytes.len, 5);
    assert_memory_equal(bytes.at, "abc\0d", 6);
    assert_int_equal(read_file(arena, "", 0, 5, &bytes), OK);
    assert_int_equal(bytes.len, 0);
    assert_int_equal(read_file(arena, "abcdef", 6, 5, &bytes), REFUSED);
    assert_int_equal(file_read(arena, "/tmp", 5, &bytes), REFUSED);
    assert_int_equal(file_read(arena, "/tmp/opstap-no-such-file", 5, &bytes), NOT_FOUND);
    size_t before = arena_used_bytes(arena);
    assert_int_equal(file_read(arena, "/dev/zero", 1000 * 1000, &bytes), REFUSED);
    assert_true(arena_used_bytes(arena) - before < 3 * 1000 * 1000);
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

static void arenas_give_zeroed_and_aligned_memory(void **state) {
    (void)state;
    TEST_ARENA(arena);
    for (size_t bytes = 0; bytes < 3000; bytes += 7) {
        ArenaMark mark = arena_mark(arena);
        for (int again = 0; again < 2; again++) {
            unsigned char *given = arena_get(arena, bytes);
            assert_int_equal((uintptr_t)given % 16, 0);
            for (size_t i = 0; i < bytes; i++) assert_int_equal(given[i], 0);
            if (bytes) memset(given, 0xAB, bytes);
            if (!again) arena_rewind(arena, mark);
        }
    }
}

static void a_list_keeps_its_items_while_it_grows(void **state) {
    (void)state;
    TEST_ARENA(arena);
    int *list = NULL;
    size_t capacity = 0;
    for (int i = 0; i < 10000; i++) {
        list = arena_room(arena, int, list, (size_t)i, &capacity);
        list[i] = i;
    }
    for (int i = 0; i < 10000; i++) assert_int_equal(list[i], i);
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

static void roots_are_whole_and_exact(void **state) {
    (void)state;
    for (int64_t root = 0; root < 3000; root++) {
        assert_int_equal(number_root(root * root), root);
        assert_int_equal(number_root(root * root + 2 * root), root);
    }
    static const int64_t large[] = { 94906267, 1000000007, 2147483647 };
    for (size_t i = 0; i < sizeof large / sizeof *large; i++) {
        assert_int_equal(number_root(large[i] * large[i]), large[i]);
        assert_int_equal(number_root(large[i] * large[i] - 1), large[i] - 1);
    }
    assert_int_equal(number_root(INT64_C(1) << 62), INT64_C(1) << 31);
}

SUITE("base", cmocka_unit_test(roots_are_whole_and_exact), cmocka_unit_test(days_go_there_and_back),
      cmocka_unit_test(weeks_are_those_of_the_c_library),
      cmocka_unit_test(days_that_do_not_exist_are_refused),
      cmocka_unit_test(months_are_added_to_the_last_day),
      cmocka_unit_test(numbers_are_whole_or_refused), cmocka_unit_test(utf8_is_strict),
      cmocka_unit_test(text_stays_failed_past_its_maximum),
      cmocka_unit_test(text_is_percent_escaped),
      cmocka_unit_test(text_grows_out_of_its_own_bytes),
      cmocka_unit_test(pieces_are_found_and_compared_by_bytes),
      cmocka_unit_test(files_are_read_whole_or_refused),
      cmocka_unit_test(arenas_give_zeroed_and_aligned_memory),
      cmocka_unit_test(a_list_keeps_its_items_while_it_grows),
      cmocka_unit_test(strings_are_cut_to_the_end),
      cmocka_unit_test(phrases_are_said_in_both_tongues),
      cmocka_unit_test(an_arena_gives_back_to_its_mark))
