/* What is said of a phrase: with words of its own (words/nl.po, words/en.po beside this file). */
#include "test.h"

#include "phrase.h"

static void a_plural_follows_its_count(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const struct {
        int64_t count;
        const char *nl, *en;
    } said[] = { { 0, "0 mensen", "0 people" }, { 1, "\xC3\xA9\xC3\xA9n mens", "one person" },
                 { 2, "2 mensen", "2 people" }, { -1, "-1 mensen", "-1 people" },
                 { INT64_MAX, "9223372036854775807 mensen", "9223372036854775807 people" } };
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        Phrase phrase = PHRASE(WORD_people, VALUE_NUMBER("count", said[i].count));
        assert_str(phrase_text(arena, TONGUE_NL, phrase), said[i].nl);
        assert_str(phrase_text(arena, TONGUE_EN, phrase), said[i].en);
    }
    assert_str(phrase_text(arena, TONGUE_EN, PHRASE(WORD_people)), "one person");
}

static void a_hole_without_a_value_stays_visible(void **state) {
    (void)state;
    TEST_ARENA(arena);
    assert_str(phrase_text(arena, TONGUE_EN, PHRASE(WORD_place)), "{who} at {where}");
    /* A value that looks like a hole is a value. */
    Phrase phrase = PHRASE(WORD_place, VALUE_TEXT("who", S("{where}")), VALUE_TEXT("other", S("x")));
    assert_str(phrase_text(arena, TONGUE_NL, phrase), "{where} in {where}");
    phrase = PHRASE(WORD_place, VALUE_LABEL("who", NULL), VALUE_PHRASE("where", NULL));
    assert_str(phrase_text(arena, TONGUE_EN, phrase), "{who} at {where}");
}

static void values_of_every_kind_are_said(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const Str label[TONGUE_COUNT] = { { "rijbewijs", 9 }, { "licence", 7 } };
    Phrase inner = PHRASE(WORD_place, VALUE_TEXT("who", S("a")), VALUE_TEXT("where", S("b")));
    const PhraseValue value[] = { VALUE_TEXT("who", S("text")), VALUE_NUMBER("who", INT64_MIN),
                                  VALUE_DAY("who", 0), VALUE_DAY("who", DAY_UNKNOWN),
                                  VALUE_WORD("who", WORD_month_5), VALUE_LABEL("who", label),
                                  VALUE_PHRASE("who", &inner), VALUE_WORD("who", WORD_none) };
    static const char *const said[] = { "text at x", "-9223372036854775808 at x",
                                        "1 January 1970 at x", "unknown at x", "May at x",
                                        "licence at x", "a at b at x", " at x" };
    for (size_t i = 0; i < sizeof value / sizeof *value; i++) {
        Phrase phrase = PHRASE(WORD_place, value[i], VALUE_TEXT("where", S("x")));
        assert_str(phrase_text(arena, TONGUE_EN, phrase), said[i]);
    }
    assert_str(phrase_text(arena, TONGUE_NL, PHRASE(WORD_none)), "");
    assert_str(phrase_text(arena, TONGUE_NL, PHRASE(WORD_plain)), "100 % gewoon } ja");
}

static void numbers_are_said_with_their_thousands_apart(void **state) {
    (void)state;
    static const struct {
        int64_t number;
        const char *nl, *en;
    } said[] = {
        { 0, "0", "0" },
        { -1, "-1", "-1" },
        { 999, "999", "999" },
        { -999, "-999", "-999" },
        { 1000, "1.000", "1,000" },
        { -1000, "-1.000", "-1,000" },
        { 123456, "123.456", "123,456" },
        { 1234567, "1.234.567", "1,234,567" },
        { INT64_MIN, "-9.223.372.036.854.775.808", "-9,223,372,036,854,775,808" },
    };
    TEST_ARENA(arena);
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        Text text = text_new(arena, 100);
        number_say(&text, TONGUE_NL, said[i].number);
        assert_str(text_str(&text), said[i].nl);
        text_clear(&text);
        number_say(&text, TONGUE_EN, said[i].number);
        assert_str(text_str(&text), said[i].en);
        Phrase phrase = PHRASE(WORD_people, VALUE_AMOUNT("count", said[i].number));
        Str people = str_printf(arena, "%s people", said[i].en);
        assert_str(phrase_text(arena, TONGUE_EN, phrase), people.at);
    }
    assert_str(phrase_text(arena, TONGUE_NL, PHRASE(WORD_people, VALUE_AMOUNT("count", 1))),
               "\xC3\xA9\xC3\xA9n mens");
}

static void a_day_is_said_alone(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Text text = text_new(arena, 100);
    day_say(&text, TONGUE_NL, day_of((Date){ 2026, 3, 2 }));
    text_add_char(&text, ' ');
    day_say(&text, TONGUE_EN, DAY_UNKNOWN);
    assert_str(text_str(&text), "2 maart 2026 unknown");
}

static void days_have_the_names_of_their_months(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const char *const names[] = { "januari", "februari", "maart", "april", "mei", "juni",
                                         "juli", "augustus", "september", "oktober", "november",
                                         "december" };
    for (int month = 1; month <= 12; month++) {
        Day day = day_of((Date){ 2027, month, 2 * month });
        Str said = phrase_text(arena, TONGUE_NL, PHRASE(WORD_place, VALUE_DAY("who", day)));
        assert_str(said, str_printf(arena, "%d %s 2027 in {where}", 2 * month, names[month - 1]).at);
    }
}

static void phrases_within_phrases_end(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Phrase own = PHRASE(WORD_place, VALUE_TEXT("where", S("x")));
    own.value[own.value_count++] = (PhraseValue)VALUE_PHRASE("who", &own);
    /* A phrase that holds itself ends after five rounds. */
    assert_str(phrase_text(arena, TONGUE_EN, own), " at x at x at x at x at x");
}

static void what_is_said_keeps_to_the_maximum_of_its_text(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Text text = text_new(arena, 8);
    phrase_say(&text, TONGUE_EN, PHRASE(WORD_place, VALUE_TEXT("who", S("0123456"))));
    assert_true(text_failed(&text));
    assert_str(text_str(&text), "0123456");
}

SUITE("phrase", cmocka_unit_test(a_plural_follows_its_count),
      cmocka_unit_test(a_hole_without_a_value_stays_visible),
      cmocka_unit_test(values_of_every_kind_are_said),
      cmocka_unit_test(numbers_are_said_with_their_thousands_apart),
      cmocka_unit_test(a_day_is_said_alone),
      cmocka_unit_test(days_have_the_names_of_their_months),
      cmocka_unit_test(phrases_within_phrases_end),
      cmocka_unit_test(what_is_said_keeps_to_the_maximum_of_its_text))
