#include "csv_cell.h"
#include "test.h"

/* A cell, and how it goes out. */
static const struct { const char *cell, *guarded; } example[] = {
    { "", "" },
    { "plain text", "plain text" },
    { "=1+1", "'=1+1" },
    { "+31612345678", "'+31612345678" },
    { "-cmd", "'-cmd" },
    { "@SUM(A1)", "'@SUM(A1)" },
    { "\t=1", "'\t'=1" },
    { "\rx", "'\rx" },
    { "\nx", "'\nx" },
    { "-5", "-5" },
    { "-12.50", "-12.50" },
    { "12", "12" },
    { "-", "'-" },
    { "-1-1", "'-1-1" },
    { "-.5", "'-.5" },
    { "1=1", "1=1" },
    { "'s-Gravenhage", "'s-Gravenhage" },
    { "'", "'" },
    { "''", "''" },
    { "'=1", "''=1" },
    { "''=1", "'''=1" },
    { "'-5", "''-5" },
    { "a;=cmd", "a;'=cmd" },
    { "a,-b\n+c\"@d", "a,'-b\n'+c\"'@d" },
    { "a;'=cmd", "a;''=cmd" },
    { "a; =cmd", "a; =cmd" },
    { "a b-c", "a b-c" },
};

static void what_could_run_gets_a_guard(void **state) {
    (void)state;
    TEST_ARENA(arena);
    for (size_t i = 0; i < sizeof example / sizeof *example; i++) {
        assert_str(csv_guarded(arena, str_from(example[i].cell)), example[i].guarded);
    }
}

static void the_guard_goes_when_it_is_read(void **state) {
    (void)state;
    TEST_ARENA(arena);
    for (size_t i = 0; i < sizeof example / sizeof *example; i++) {
        assert_str(csv_unguarded(arena, str_from(example[i].guarded)), example[i].cell);
    }
}

static void what_is_shown_is_short_and_whole(void **state) {
    (void)state;
    TEST_ARENA(arena);
    assert_str(csv_shown(arena, S("short")), "short");
    Text text = text_new(arena, 200);
    text_add(&text, S("x"));
    for (int i = 0; i < 40; i++) text_add(&text, S("\xC3\xA9"));
    Str shown = csv_shown(arena, text_str(&text));
    assert_int_equal(shown.len, 59); /* not half of a character */
    assert_true(str_is_utf8(shown));
}

SUITE("csv cell", cmocka_unit_test(what_could_run_gets_a_guard),
      cmocka_unit_test(the_guard_goes_when_it_is_read),
      cmocka_unit_test(what_is_shown_is_short_and_whole))
