/* ?1 becomes $1 where it is a parameter, and nowhere else. */
#include "test.h"

#include "db_rewrite.h"

static void assert_rewritten(const char *text, const char *expected, int parameters) {
    TEST_ARENA(arena);
    Str out = STR_EMPTY;
    int found = -1;
    if (statement_rewrite(arena, str_from(text), &out, &found) != OK) fail_msg("refused: %s", text);
    assert_str(out, expected);
    assert_int_equal(found, parameters);
    assert_int_equal(out.at[out.len], 0);
}

static void assert_refused(const char *text) {
    TEST_ARENA(arena);
    Str out = S("as it was");
    int found = -1;
    if (statement_rewrite(arena, str_from(text), &out, &found) != INVALID)
        fail_msg("taken: %s", text);
    assert_str(out, "as it was");
    assert_int_equal(found, -1);
}

static void parameters_are_rewritten(void **state) {
    (void)state;
    assert_rewritten("", "", 0);
    assert_rewritten("SELECT 1", "SELECT 1", 0);
    assert_rewritten("SELECT ?1", "SELECT $1", 1);
    assert_rewritten("?1", "$1", 1);
    assert_rewritten("(?1,?2)", "($1,$2)", 2);
    assert_rewritten("a=?10 AND b=?2 OR c=?10", "a=$10 AND b=$2 OR c=$10", 10);
    assert_rewritten("?999", "$999", 999);
    assert_rewritten("?1?2", "$1$2", 2);
    assert_rewritten("x-?1", "x-$1", 1);
    assert_rewritten("x/?1*?2", "x/$1*$2", 2);
    assert_rewritten("CAST(?1 AS TEXT)", "CAST($1 AS TEXT)", 1);
    assert_rewritten("?1::text", "$1::text", 1);
}

static void what_is_quoted_stays(void **state) {
    (void)state;
    assert_rewritten("'?1'", "'?1'", 0);
    assert_rewritten("'?1' || ?1", "'?1' || $1", 1);
    assert_rewritten("'it''s ?1' ?2", "'it''s ?1' $2", 2);
    assert_rewritten("'''?1' ?2", "'''?1' $2", 2);
    assert_rewritten("'' ?2 ''", "'' $2 ''", 2);
    assert_rewritten("'\\' ?2", "'\\' $2", 2); /* a backslash is a backslash */
    assert_rewritten("'\"' ?2 '\"'", "'\"' $2 '\"'", 2);
    assert_rewritten("\"na?1me\" = ?1", "\"na?1me\" = $1", 1);
    assert_rewritten("\"a\"\"?1\" ?3", "\"a\"\"?1\" $3", 3);
    assert_rewritten("\"it's\" ?1", "\"it's\" $1", 1);
    assert_rewritten("'a -- b' ?1", "'a -- b' $1", 1);
    assert_rewritten("'a /* b' ?1", "'a /* b' $1", 1);
    assert_rewritten("'$1 $$' ?1", "'$1 $$' $1", 1);
    assert_rewritten("LIKE '%?' ESCAPE ?1", "LIKE '%?' ESCAPE $1", 1);
    assert_rewritten("'caf\xC3\xA9 ?1' ?1", "'caf\xC3\xA9 ?1' $1", 1);
}

static void comments_stay(void **state) {
    (void)state;
    assert_rewritten("a -- ?1 '\n?2", "a -- ?1 '\n$2", 2);
    assert_rewritten("-- ?1", "-- ?1", 0);
    assert_rewritten("--", "--", 0);
    assert_rewritten("a /* ?1 ' \" $ -- */ ?2", "a /* ?1 ' \" $ -- */ $2", 2);
    assert_rewritten("/**/?1/***/", "/**/$1/***/", 1);
    assert_rewritten("/* a\nb */ ?1", "/* a\nb */ $1", 1);
    assert_rewritten("a - -?1", "a - -$1", 1);
}

static void what_the_engines_read_differently_is_refused(void **state) {
    (void)state;
    static const char *const text[] = { "?",     "a = ?",   "? 1",      "??1",
                                        "?0",    "?01",     "?1000",    "?99999999999999999999",
                                        "?a",    "?1a",     "?1_",      "?-1",
                                        "$1",    "a = $1",  "$$text$$", "$a$?1$a$",
                                        "a$b",   "$",       "E'\\'?1'", "e'a'",
                                        "U&'a'", "x'00'",   "N'a'",     "/* a /* b */ c */",
                                        "/*/",   "/*",      "/* ?1",    "/* a *",
                                        "'",     "'a",      "'a''",     "\"",
                                        "\"a",   "\"a\"\"", "'a' 'b",   "a -- b\n'" };
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) assert_refused(text[i]);
    TEST_ARENA(arena);
    Str out;
    int found;
    assert_int_equal(statement_rewrite(arena, (Str){ "a\0?1", 4 }, &out, &found), INVALID);
}

/* The bytes behind the text are not read: every beginning of a statement is judged for itself. */
static void every_beginning_is_taken_or_refused(void **state) {
    (void)state;
    static const char whole[] = "SELECT '?1', \"a?\", ?12 /* ?2 */ + ?3 -- ?4\n, 'x''y' FROM t";
    for (size_t len = 0; len < sizeof whole; len++) {
        TEST_ARENA(arena);
        char *exact = arena_get(arena, len);
        memcpy(exact, whole, len);
        Str out;
        int found;
        if (statement_rewrite(arena, (Str){ exact, len }, &out, &found) != OK) continue;
        assert_int_equal(out.len, len);
        for (size_t i = 0; i < len; i++) {
            if (out.at[i] == whole[i]) continue;
            assert_int_equal(whole[i], '?');
            assert_int_equal(out.at[i], '$');
        }
    }
    assert_rewritten(whole, "SELECT '?1', \"a?\", $12 /* ?2 */ + $3 -- ?4\n, 'x''y' FROM t", 12);
}

SUITE("db rewrite", cmocka_unit_test(parameters_are_rewritten),
      cmocka_unit_test(what_is_quoted_stays), cmocka_unit_test(comments_stay),
      cmocka_unit_test(what_the_engines_read_differently_is_refused),
      cmocka_unit_test(every_beginning_is_taken_or_refused))
