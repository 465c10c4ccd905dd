/* What differs for whom, and because of what: one small case for each cause. */
#include "test.h"

#include "phrase.h"
#include "planning/answers/difference.h"

#define PEOPLE "\"candidates\":[{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"c\"}]"
#define PLACES "\"options\":[{\"id\":\"A\",\"maximum\":1},{\"id\":\"B\",\"maximum\":1},{\"id\":\"C\"}]"
#define P(candidate, option, value)                                                                \
    "{\"candidate\":\"" candidate "\",\"option\":\"" option "\",\"value\":" value "}"
#define PAIRS(list) "\"pairs\":[" list "]"
#define BEFORE "{" PEOPLE "," PLACES "," PAIRS(P("a", "A", "9") "," P("b", "B", "8") "," P("b", "A", "5")      \
                                               "," P("c", "B", "3") "," P("c", "C", "1")) "}"
#define ANSWER "{\"assignments\":[{\"candidate\":\"a\",\"option\":\"A\"},"                              \
               "{\"candidate\":\"b\",\"option\":\"B\"},{\"candidate\":\"c\",\"option\":\"C\"}],\"unassigned\":[]}"

static const struct {
    const char *problem, *answer, *told; /* answer NULL: ANSWER */
    bool with_earlier;
} examples[] = {
    { BEFORE, NULL, ",\"stayed\":3,\"differences\":[]", true },
    /* b is gone, c takes the place that b left */
    { "{\"candidates\":[{\"id\":\"a\"},{\"id\":\"c\"}]," PLACES "," PAIRS(P("a", "A", "9") "," P("c", "B", "3") "," P("c", "C", "1")) "}",
      NULL,
      ",\"stayed\":1,\"differences\":[\n"
      "{\"candidate\":\"c\",\"from\":\"C\",\"to\":\"B\",\"cause\":\"option_closed\",\"because\":{\"option\":\"C\",\"people\":1}},\n"
      "{\"candidate\":\"b\",\"from\":\"B\",\"to\":null,\"cause\":\"candidate_gone\",\"because\":null}]", false },
    /* d comes new to A, a goes */
    { "{\"candidates\":[{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"c\"},{\"id\":\"d\"}]," PLACES ","
      PAIRS(P("a", "A", "9") "," P("b", "B", "8") "," P("c", "C", "1") "," P("d", "A", "20")) "}", NULL,
      ",\"stayed\":2,\"differences\":[\n"
      "{\"candidate\":\"a\",\"from\":\"A\",\"to\":null,\"cause\":\"chain\",\"because\":{\"candidate\":\"d\",\"cause\":\"candidate_new\"}},\n"
      "{\"candidate\":\"d\",\"from\":null,\"to\":\"A\",\"cause\":\"candidate_new\",\"because\":null}]", false },
    /* the pair of a is gone; b comes to A, c to B: a chain of two */
    { "{" PEOPLE "," PLACES "," PAIRS(P("b", "B", "8") "," P("b", "A", "12") "," P("c", "B", "3") "," P("c", "C", "1")) "}",
      NULL,
      ",\"stayed\":0,\"differences\":[\n"
      "{\"candidate\":\"a\",\"from\":\"A\",\"to\":null,\"cause\":\"pair_gone\",\"because\":{\"option\":\"A\"}},\n"
      "{\"candidate\":\"b\",\"from\":\"B\",\"to\":\"A\",\"cause\":\"chain\",\"because\":{\"candidate\":\"a\",\"cause\":\"pair_gone\",\"option\":\"A\"}},\n"
      "{\"candidate\":\"c\",\"from\":\"C\",\"to\":\"B\",\"cause\":\"option_closed\",\"because\":{\"option\":\"C\",\"people\":1}}]", false },
    /* the same, told by values where the earlier problem is known */
    { "{" PEOPLE "," PLACES "," PAIRS(P("a", "A", "1") "," P("b", "B", "8") "," P("b", "A", "12") "," P("c", "C", "1")) "}",
      NULL,
      ",\"stayed\":1,\"differences\":[\n"
      "{\"candidate\":\"a\",\"from\":\"A\",\"to\":null,\"cause\":\"value_fell\",\"because\":{\"option\":\"A\"}},\n"
      "{\"candidate\":\"b\",\"from\":\"B\",\"to\":\"A\",\"cause\":\"option_closed\",\"because\":{\"option\":\"B\",\"people\":1}}]", true },
    /* A has no place left, and the option C is gone */
    { "{" PEOPLE ",\"options\":[{\"id\":\"A\",\"maximum\":0},{\"id\":\"B\"}]," PAIRS(P("a", "A", "9") "," P("b", "B", "8") "," P("c", "B", "-3")) "}",
      NULL,
      ",\"stayed\":1,\"differences\":[\n"
      "{\"candidate\":\"a\",\"from\":\"A\",\"to\":null,\"cause\":\"option_closed\",\"because\":{\"option\":\"A\",\"people\":1}},\n"
      "{\"candidate\":\"c\",\"from\":\"C\",\"to\":null,\"cause\":\"option_gone\",\"because\":{\"option\":\"C\"}}]", false },
    /* two places of C are left for three */
    { "{" PEOPLE ",\"options\":[{\"id\":\"C\",\"maximum\":2}]," PAIRS(P("a", "C", "9") "," P("b", "C", "8") "," P("c", "C", "7")) "}",
      "{\"assignments\":[{\"candidate\":\"a\",\"option\":\"C\"},{\"candidate\":\"b\",\"option\":\"C\"},{\"candidate\":\"c\",\"option\":\"C\"}]}",
      ",\"stayed\":2,\"differences\":[\n"
      "{\"candidate\":\"c\",\"from\":\"C\",\"to\":null,\"cause\":\"option_smaller\",\"because\":{\"option\":\"C\",\"people\":3,\"maximum\":2}}]", false },
    /* forbidden now, and so they go where nobody was */
    { "{" PEOPLE "," PLACES "," PAIRS(P("a", "A", "9") "," P("a", "C", "2")) ",\"forbidden\":[{\"candidate\":\"a\",\"option\":\"A\"}]}",
      "{\"assignments\":[{\"candidate\":\"a\",\"option\":\"A\"}],\"unassigned\":[\"b\",\"c\"]}",
      ",\"stayed\":0,\"differences\":[\n"
      "{\"candidate\":\"a\",\"from\":\"A\",\"to\":\"C\",\"cause\":\"pair_forbidden\",\"because\":{\"option\":\"A\"}}]", false },
    /* a and b change places at the same value; only a rule of order decides */
    { "{\"candidates\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"options\":[{\"id\":\"A\",\"maximum\":1},{\"id\":\"B\",\"maximum\":1}],"
      PAIRS(P("a", "A", "5") "," P("a", "B", "5") "," P("b", "A", "5") "," P("b", "B", "5")) ",\"stay\":["
      "{\"candidate\":\"a\",\"option\":\"B\",\"bonus\":1},{\"candidate\":\"b\",\"option\":\"A\",\"bonus\":1}]}",
      "{\"assignments\":[{\"candidate\":\"a\",\"option\":\"A\"},{\"candidate\":\"b\",\"option\":\"B\"}]}",
      ",\"stayed\":0,\"differences\":[\n"
      "{\"candidate\":\"a\",\"from\":\"A\",\"to\":\"B\",\"cause\":\"interchangeable\",\"because\":{\"candidate\":\"b\"}},\n"
      "{\"candidate\":\"b\",\"from\":\"B\",\"to\":\"A\",\"cause\":\"interchangeable\",\"because\":{\"candidate\":\"a\"}}]", false },
    /* nothing shows why b was not placed before */
    { "{" PEOPLE ",\"options\":[{\"id\":\"C\"}]," PAIRS(P("a", "C", "9") "," P("b", "C", "8")) "}",
      "{\"assignments\":[{\"candidate\":\"a\",\"option\":\"C\"}],\"unassigned\":[\"b\",\"c\"]}",
      ",\"stayed\":1,\"differences\":[\n"
      "{\"candidate\":\"b\",\"from\":null,\"to\":\"C\",\"cause\":\"unknown\",\"because\":null}]", false },
    /* less of a resource */
    { "{" PEOPLE ",\"options\":[{\"id\":\"C\"}],\"resources\":[{\"id\":\"r\",\"capacity\":2}],\"pairs\":["
      "{\"candidate\":\"a\",\"option\":\"C\",\"value\":9,\"demand\":{\"r\":2}},{\"candidate\":\"b\",\"option\":\"C\",\"value\":4,\"demand\":{\"r\":1}}]}",
      "{\"assignments\":[{\"candidate\":\"a\",\"option\":\"C\"},{\"candidate\":\"b\",\"option\":\"C\"}]}",
      ",\"stayed\":1,\"differences\":[\n"
      "{\"candidate\":\"b\",\"from\":\"C\",\"to\":null,\"cause\":\"resource_short\",\"because\":{\"resource\":\"r\"}}]", false },
};

static Problem problem_of(Arena *arena, const char *json) {
    Problem problem = { 0 };
    Phrase why = { 0 };
    if (problem_read(arena, str_from(json), &problem, &why) == OK) return problem;
    Str said = phrase_text(arena, TONGUE_EN, why);
    fail_msg("not read: %.*s\n%s", STR_ARGS(said), json);
    return problem;
}

static void each_cause_is_told(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        TEST_ARENA(arena);
        Problem problem = problem_of(arena, examples[i].problem), before = problem_of(arena, BEFORE);
        OldAnswer answer;
        Phrase why = { 0 };
        Solution solution;
        const char *old = examples[i].answer ? examples[i].answer : ANSWER;
        assert_int_equal(old_answer_read(arena, str_from(old), &answer, &why), OK);
        assert_int_equal(problem_solve(arena, &problem, (SearchLimits){ 0 }, &solution), OK);
        Text text = text_new(arena, 1 << 16);
        differences_write_json(&text, differences_find(arena, &problem, &solution, &answer,
                                                       examples[i].with_earlier ? &before : NULL));
        if (!str_equal(text_str(&text), str_from(examples[i].told))) {
            fail_msg("example %zu: %s\nexpected: %s", i, text.at, examples[i].told);
        }
    }
}

SUITE("planning difference", cmocka_unit_test(each_cause_is_told))
