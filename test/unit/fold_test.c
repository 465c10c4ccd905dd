#include "test.h"

#include "fold.h"

static void assert_folds(const char *text, const char *expected) {
    TEST_ARENA(arena);
    Str folded = str_folded(arena, str_from(text));
    assert_str(folded, expected);
    assert_str(str_folded(arena, folded), expected);
    assert_true(str_equal_folded(str_from(text), folded));
    assert_true(str_hash_folded(str_from(text)) == str_hash_folded(folded));
}

static void capitals_become_small_in_every_alphabet(void **state) {
    (void)state;
    assert_folds("Lassen", "lassen");
    assert_folds("\xC3\x89T\xC3\x89", "\xC3\xA9t\xC3\xA9");                 /* ÉTÉ */
    assert_folds("\xD0\x94\xD0\x9E\xD0\x9C", "\xD0\xB4\xD0\xBE\xD0\xBC");   /* ДОМ */
    assert_folds("\xCE\xA3\xCE\xAF\xCF\x82", "\xCF\x83\xCE\xAF\xCF\x83");   /* Σίς: one sigma */
    assert_folds("\xC4\xB2", "\xC4\xB3");                                   /* Ĳ */
    assert_folds("\xC5\xB8\xC5\xBD", "\xC3\xBF\xC5\xBE");                   /* ŸŽ */
    assert_folds("\xF0\x90\x90\x80", "\xF0\x90\x90\xA8");                   /* Deseret */
    assert_folds("\xC8\xBA", "\xE2\xB1\xA5");                               /* two bytes become three */
}

static void signs_and_accents_stay(void **state) {
    (void)state;
    assert_folds("C#", "c#");
    assert_folds("C++", "c++");
    assert_folds("pat\xC3\xA9", "pat\xC3\xA9");
    assert_folds("stra\xC3\x9F" "e", "stra\xC3\x9F" "e");
    assert_folds("\xE2\x82\xAC 5", "\xE2\x82\xAC 5");
    assert_false(str_equal_folded(S("C#"), S("C")));
    assert_false(str_equal_folded(S("pate"), S("pat\xC3\xA9")));
    assert_false(str_equal_folded(S("las"), S("lassen")));
}

static void spaces_count_once_and_not_at_the_ends(void **state) {
    (void)state;
    assert_folds("  a \t\r\n b\xC2\xA0", "a b");
    assert_folds("", "");
    assert_folds(" \t ", "");
    assert_false(str_equal_folded(S("ab"), S("a b")));
}

static void bytes_that_are_no_text_stay(void **state) {
    (void)state;
    assert_folds("\xFF" "A\x80", "\xFF" "a\x80");
    assert_folds("\xC3", "\xC3");
    assert_folds("A\xE2\x82", "a\xE2\x82");
    assert_folds("\xED\xA0\x80", "\xED\xA0\x80"); /* a surrogate */
}

SUITE("fold", cmocka_unit_test(capitals_become_small_in_every_alphabet),
      cmocka_unit_test(signs_and_accents_stay),
      cmocka_unit_test(spaces_count_once_and_not_at_the_ends),
      cmocka_unit_test(bytes_that_are_no_text_stay))
