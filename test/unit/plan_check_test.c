/* The independent checker: it believes a right answer, and of wrong ones it says which rule they
 * break. */
#include "../peers/plan_check.h"

#include "test.h"

/* Every rule at once. Worked out by hand: a brings i along, who takes the last of r, so b stays. */
static const char everything[] =
    "{\"candidates\":[{\"id\":\"a\",\"groups\":[\"g\"]},{\"id\":\"b\",\"groups\":[\"g\"]},"
    "{\"id\":\"c\"},{\"id\":\"d\"},{\"id\":\"e\",\"must_place\":true},{\"id\":\"f\"},"
    "{\"id\":\"h\"},{\"id\":\"i\",\"groups\":[\"other\"]}],"
    "\"options\":[{\"id\":\"A\",\"minimum\":2,\"maximum\":3,\"opening_cost\":100},"
    "{\"id\":\"B\",\"minimum\":2,\"maximum\":2},{\"id\":\"C\",\"maximum\":2,\"opening_cost\":40}],"
    "\"classes\":[{\"id\":\"K\",\"options\":[\"A\",\"B\"],\"minimum\":4,\"maximum\":4,"
    "\"opening_cost\":10}],"
    "\"resources\":[{\"id\":\"r\",\"capacity\":6}],"
    "\"pairs\":[{\"candidate\":\"a\",\"option\":\"A\",\"value\":500,\"demand\":{\"r\":3}},"
    "{\"candidate\":\"a\",\"option\":\"B\",\"value\":300},"
    "{\"candidate\":\"b\",\"option\":\"A\",\"value\":400,\"demand\":{\"r\":2}},"
    "{\"candidate\":\"c\",\"option\":\"A\",\"value\":200,\"demand\":{\"r\":4}},"
    "{\"candidate\":\"c\",\"option\":\"B\",\"value\":300},"
    "{\"candidate\":\"d\",\"option\":\"A\",\"value\":100,\"demand\":{\"r\":4}},"
    "{\"candidate\":\"d\",\"option\":\"B\",\"value\":350},"
    "{\"candidate\":\"e\",\"option\":\"A\",\"value\":50,\"demand\":{\"r\":2}},"
    "{\"candidate\":\"e\",\"option\":\"B\",\"value\":20},"
    "{\"candidate\":\"e\",\"option\":\"C\",\"value\":90},"
    "{\"candidate\":\"f\",\"option\":\"A\",\"value\":80,\"demand\":{\"r\":2}},"
    "{\"candidate\":\"f\",\"option\":\"C\",\"value\":600},"
    "{\"candidate\":\"h\",\"option\":\"A\",\"value\":70},"
    "{\"candidate\":\"h\",\"option\":\"C\",\"value\":10},"
    "{\"candidate\":\"i\",\"option\":\"A\",\"value\":60,\"demand\":{\"r\":3}},"
    "{\"candidate\":\"i\",\"option\":\"B\",\"value\":40}],"
    "\"floors\":[{\"group\":\"g\",\"minimum_placed\":1}],"
    "\"pins\":[{\"candidate\":\"h\",\"option\":\"C\"}],"
    "\"forbidden\":[{\"candidate\":\"f\",\"option\":\"C\"}],"
    "\"households\":[{\"candidates\":[\"c\",\"d\"],\"same_option\":true},"
    "{\"candidates\":[\"a\",\"i\"],\"same_option\":false}]}";

static const char right[] = "aA iA cB dB eC hC";
enum { RIGHT_VALUE = 1160 };

/* Placements are "aA bB": who and where. */
typedef struct Claim {
    const char *placements, *closed, *status;
    long long value, bound;
} Claim;

static Str claim_json(Arena *arena, Claim claim) {
    Text text = text_new(arena, 4096);
    text_addf(&text, "{\"status\":\"%s\",\"value\":%lld,\"bound\":%lld,\"assignments\":[",
              claim.status, claim.value, claim.bound);
    for (const char *at = claim.placements; *at; at += at[2] ? 3 : 2) {
        text_addf(&text, "%s{\"candidate\":\"%c\",\"option\":\"%c\"}",
                  at == claim.placements ? "" : ",", at[0], at[1]);
    }
    text_addf(&text, "],\"closed\":[%s],\"unassigned\":[", claim.closed);
    bool more = false;
    for (const char *who = "abcdefhi"; *who; who++) {
        if (strchr(claim.placements, *who)) continue;
        text_addf(&text, "%s\"%c\"", more ? "," : "", *who);
        more = true;
    }
    text_add(&text, S("]}"));
    return text_str(&text);
}

static bool is_believed(Claim claim, PlanCheck *ret_check) {
    TEST_ARENA(arena);
    Str json = claim_json(arena, claim);
    return plan_check(everything, strlen(everything), json.at, json.len, ret_check);
}

static void check_refused(Claim claim, const char *why) {
    PlanCheck check;
    if (is_believed(claim, &check)) fail_msg("believed: %s", claim.placements);
    assert_string_equal(check.why, why);
}

static void skip_without_other_solver(const PlanCheck *check) {
    if (check->bound != BOUND_UNASKED) return;
    print_message("# built without the other solver\n");
    skip();
}

static void a_right_answer_is_believed(void **state) {
    (void)state;
    PlanCheck check;
    if (!is_believed((Claim){ right, "", "optimal", RIGHT_VALUE, RIGHT_VALUE }, &check)) {
        fail_msg("%s", check.why);
    }
    assert_int_equal(check.value, RIGHT_VALUE);
    skip_without_other_solver(&check);
    assert_int_equal(check.bound, BOUND_TRUE);
}

/* Values and lists are right in all of these, the bound is generous: only the rule is broken. */
static void every_rule_that_is_broken_is_named(void **state) {
    (void)state;
    static const struct {
        const char *placements, *closed;
        long long value;
        const char *why;
    } lies[] = {
        { "aC", "\"A\",\"B\",\"K\"", 0, "a in C is not a pair" },
        { "aA aB", "", 0, "a has two places" },
        { "aA iA cB dB hC", "", 1070, "e must be placed" },
        { "aA iA cB dB eC", "", 1150, "pins: h in C" },
        { "bA hA cB dB eC", "", 1060, "pins: h in C" },
        { "bA eA cB dB fC hC", "", 1560, "forbidden: f in C" },
        { "bA cA dB eB hC", "", 830, "c and d are apart" },
        { "aA bA cB dB eC hC", "", 1500, "only one of a and i is placed" },
        { "eC hC", "\"A\",\"B\",\"K\"", 60, "0 placed of group g" },
        { "bA cB dB eC hC", "", 1000, "A starts with 1" },
        { "bA cA dA fA eC hC", "\"B\"", 730, "A is overfull with 4" },
        { "aA iA eC hC", "\"B\"", 510, "K starts with 2" },
        { "bA fA eA cB dB hC", "", 1040, "K is overfull with 5" },
        { "cA dA aB iB eC hC", "", 590, "r is used up to 8" },
    };
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        check_refused((Claim){ lies[i].placements, lies[i].closed, "feasible", lies[i].value, 9999 },
                      lies[i].why);
    }
}

static void everybody_must_be_placed(void **state) {
    (void)state;
    static const char problem[] =
        "{\"candidates\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"options\":[{\"id\":\"A\"}],"
        "\"pairs\":[{\"candidate\":\"a\",\"option\":\"A\",\"value\":1},"
        "{\"candidate\":\"b\",\"option\":\"A\",\"value\":-5}],\"must_place_all\":true}";
    static const char lie[] =
        "{\"status\":\"optimal\",\"value\":1,\"bound\":1,\"assignments\":[{\"candidate\":\"a\","
        "\"option\":\"A\"}],\"closed\":[],\"unassigned\":[\"b\"]}";
    PlanCheck check;
    assert_false(plan_check(problem, strlen(problem), lie, strlen(lie), &check));
    assert_string_equal(check.why, "not everybody is placed: b");
}

/* What the openings cost is in the value: of A 100, of C 40, of the class 10. */
static void a_wrong_value_is_seen(void **state) {
    (void)state;
    static const int forgotten[] = { 150, 100, 40, 10, 1, -1 };
    for (size_t i = 0; i < sizeof forgotten / sizeof *forgotten; i++) {
        check_refused((Claim){ right, "", "feasible", RIGHT_VALUE + forgotten[i], 9999 },
                      "the value is 1160");
    }
}

static void a_bound_that_the_plan_belies_is_seen(void **state) {
    (void)state;
    check_refused((Claim){ right, "", "feasible", RIGHT_VALUE, RIGHT_VALUE - 1 },
                  "the bound is below the value");
    check_refused((Claim){ right, "", "optimal", RIGHT_VALUE, RIGHT_VALUE + 1 },
                  "optimal, and the bound is another");
}

static void lists_are_complete(void **state) {
    (void)state;
    check_refused((Claim){ right, "\"A\"", "optimal", RIGHT_VALUE, RIGHT_VALUE },
                  "1 listed as closed, expected 0");
    TEST_ARENA(arena);
    Claim claim = { right, "", "optimal", RIGHT_VALUE, RIGHT_VALUE };
    Str json = claim_json(arena, claim);
    char *unassigned = strstr(json.at, "[\"b\",\"f\"]");
    assert_non_null(unassigned);
    memcpy(unassigned, "[\"b\",\"a\"]", strlen("[\"b\",\"a\"]"));
    PlanCheck check;
    assert_false(plan_check(everything, strlen(everything), json.at, json.len, &check));
    assert_string_equal(check.why, "a is placed and listed as unassigned");
}

/* A plan that keeps all rules, said to be the best, and there is a better one. */
static void a_bound_that_another_solver_passes_is_seen(void **state) {
    (void)state;
    PlanCheck check;
    bool believed = is_believed((Claim){ "bA fA cB dB eC hC", "", "optimal", 1080, 1080 }, &check);
    skip_without_other_solver(&check);
    assert_false(believed);
    assert_int_equal(check.bound, BOUND_FALSE);
    assert_string_equal(check.why, "another solver has a plan of 1160");
}

SUITE("the checker of plans", cmocka_unit_test(a_right_answer_is_believed),
      cmocka_unit_test(every_rule_that_is_broken_is_named),
      cmocka_unit_test(everybody_must_be_placed), cmocka_unit_test(a_wrong_value_is_seen),
      cmocka_unit_test(a_bound_that_the_plan_belies_is_seen), cmocka_unit_test(lists_are_complete),
      cmocka_unit_test(a_bound_that_another_solver_passes_is_seen))
