#include "test.h"

#include "style_sheet.h"

enum { SHEET_MAX = 100000 };

static Str joined(Arena *arena, const char *sheet, const char *markup) {
    Classes *used = arena_one(arena, Classes);
    used->arena = arena;
    assert_true(classes_read(used, "x.html", str_from(markup)));
    Text out = text_new(arena, SHEET_MAX);
    assert_true(style_sheet_add(&out, str_from(sheet), used));
    return text_str(&out);
}

static Str whole(Arena *arena, const char *sheet) {
    Text out = text_new(arena, SHEET_MAX);
    assert_true(style_sheet_add(&out, str_from(sheet), NULL));
    return text_str(&out);
}

static bool is_refused(Arena *arena, const char *sheet) {
    Text out = text_new(arena, SHEET_MAX);
    return !style_sheet_add(&out, str_from(sheet), NULL);
}

static void test_blanks_and_comments_go(void **state) {
    (void)state;
    TEST_ARENA(arena);
    assert_str(whole(arena, "/* a */ p ,\n q > r { color : red ; margin : 0  1px /* b */ ; }\n"),
               "p,q>r{color:red;margin:0 1px}");
    assert_str(whole(arena, "a b:hover{x:calc(1px + (2px - 3px)) !important}"),
               "a b:hover{x:calc(1px + (2px - 3px))!important}");
    assert_str(whole(arena, "@media screen and (min-width: 3em) { p { a : b } }"),
               "@media screen and (min-width: 3em){p{a:b}}");
    assert_str(whole(arena, "@charset \"utf-8\";p{}q{a:b}"), "q{a:b}");
}

static void test_strings_stay_as_they_are(void **state) {
    (void)state;
    TEST_ARENA(arena);
    assert_str(whole(arena, "p::before{content:\" / *  ; } \" / \"\"}"),
               "p::before{content:\" / *  ; } \" / \"\"}");
    assert_str(whole(arena, "p{a:url(\"data:x;  y,/* no comment */\")}"),
               "p{a:url(\"data:x;  y,/* no comment */\")}");
    assert_str(whole(arena, "p{a:'it\\'s  '}"), "p{a:'it\\'s  '}");
}

static void test_rules_of_unused_classes_go(void **state) {
    (void)state;
    TEST_ARENA(arena);
    const char *sheet = ".nl-a{x:1}.nl-b{x:2}.nl-a,.nl-b:hover{x:3}.other{x:4}.nl-a .nl-b{x:5}";
    assert_str(joined(arena, sheet, "<p class=\"nl-a\">"), ".nl-a{x:1}.nl-a{x:3}.other{x:4}");
    assert_str(joined(arena, sheet, ""), ".other{x:4}");
    assert_str(joined(arena, "@media print{.nl-b{x:1}}.nl-a{x:2}", "nl-a"), ".nl-a{x:2}");
}

static void test_a_class_in_a_choice_may_be_unused(void **state) {
    (void)state;
    TEST_ARENA(arena);
    assert_str(joined(arena, ".nl-a:not(.nl-b){x:1}", "nl-a"), ".nl-a:not(.nl-b){x:1}");
    assert_str(joined(arena, ".nl-a:is(.nl-b,.nl-c){x:1}", "nl-a"), ".nl-a:is(.nl-b,.nl-c){x:1}");
    assert_str(joined(arena, ".nl-a:where(.nl-b){x:1}", "nl-a"), "");
    assert_str(joined(arena, ".nl-a[title=\".nl-b\"]{x:1}", "nl-a"),
               ".nl-a[title=\".nl-b\"]{x:1}");
}

static void test_a_word_before_a_hole_uses_all_that_begin_so(void **state) {
    (void)state;
    TEST_ARENA(arena);
    assert_str(joined(arena, ".nl-a--ok{x:1}.nl-a--bad{x:2}.nl-b{x:3}", "class=\"nl-a--{{kind}}\""),
               ".nl-a--ok{x:1}.nl-a--bad{x:2}");
}

static void test_what_no_rule_is_for_is_known(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Classes *used = arena_one(arena, Classes);
    used->arena = arena;
    assert_true(classes_read(used, "x.html", S("class=\"nl-a nl-typo other\"")));
    Text out = text_new(arena, SHEET_MAX);
    assert_true(style_sheet_add(&out, S(".nl-a,.nl-c{x:1}"), used));
    assert_int_equal(used->count, 2);
    assert_true(used->known[0]);
    assert_str(used->name[1], "nl-typo");
    assert_false(used->known[1]);
}

static void test_what_does_not_end_is_refused(void **state) {
    (void)state;
    TEST_ARENA(arena);
    assert_true(is_refused(arena, "p{a:b"));
    assert_true(is_refused(arena, "p{a:b}/* never"));
    assert_true(is_refused(arena, "p{a:\"never}"));
    assert_true(is_refused(arena, "@import \"other.css\";p{a:b}"));
    assert_true(is_refused(arena, "p{a:b} q"));
}

static void test_more_classes_than_fit_are_refused(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Classes *used = arena_one(arena, Classes);
    used->arena = arena;
    Text text = text_new(arena, SHEET_MAX);
    for (int i = 0; i < CLASSES_MAX; i++) text_addf(&text, "nl-%d ", i);
    assert_true(classes_read(used, "x.html", text_str(&text)));
    assert_true(classes_read(used, "x.html", S("nl-0")));
    assert_false(classes_read(used, "x.html", S("nl-one-more")));
}

SUITE("style_sheet", cmocka_unit_test(test_blanks_and_comments_go),
      cmocka_unit_test(test_strings_stay_as_they_are),
      cmocka_unit_test(test_rules_of_unused_classes_go),
      cmocka_unit_test(test_a_class_in_a_choice_may_be_unused),
      cmocka_unit_test(test_a_word_before_a_hole_uses_all_that_begin_so),
      cmocka_unit_test(test_what_no_rule_is_for_is_known),
      cmocka_unit_test(test_what_does_not_end_is_refused),
      cmocka_unit_test(test_more_classes_than_fit_are_refused))
