#include "test.h"

#include "dated_rules/dated_rules.h"
#include "embedded.h"
#include "records/own_table.h"

static Day day(int year, int month, int date) {
    return day_of((Date){ year, month, date });
}

static void a_rule_is_that_of_the_day(void **state) {
    (void)state;
    static const char file[] = "rules/minimum_wage.csv";
    assert_int_equal(dated_rule_number(file, "hourly_cents", day(2025, 6, 30)), 1406);
    assert_int_equal(dated_rule_number(file, "hourly_cents", day(2025, 7, 1)), 1440);
    assert_int_equal(dated_rule_number(file, "hourly_cents", day(2026, 6, 30)), 1471);
    DatedRule rule;
    assert_true(dated_rule_on(file, "hourly_cents", day(2025, 8, 1), &rule));
    assert_str(rule.unit, "eurocents per hour");
    assert_int_equal(rule.from, day(2025, 7, 1));
    assert_int_equal(rule.until, day(2025, 12, 31));
    assert_false(rule.background);
    assert_true(rule.source.len > 0);
    assert_true(dated_rule_on(file, "hourly_cents", day(2024, 8, 1), &rule));
    assert_true(rule.background);
}

static void without_a_valid_row_nothing_is_known(void **state) {
    (void)state;
    static const char file[] = "rules/minimum_wage.csv";
    DatedRule rule = { .value = S("as it was") };
    assert_int_equal(dated_rule_number(file, "hourly_cents", day(2023, 12, 31)),
                     DATED_RULE_UNKNOWN);
    assert_int_equal(dated_rule_number(file, "hourly_cents", day(2026, 7, 1)), DATED_RULE_UNKNOWN);
    assert_int_equal(dated_rule_number(file, "hourly_cents", DAY_UNKNOWN), DATED_RULE_UNKNOWN);
    assert_int_equal(dated_rule_number(file, "hourly", day(2026, 1, 1)), DATED_RULE_UNKNOWN);
    assert_false(dated_rule_on("rules/none.csv", "hourly_cents", day(2026, 1, 1), &rule));
    assert_str(rule.value, "as it was");
}

static void the_nearest_row_serves_what_is_made_up(void **state) {
    (void)state;
    static const char file[] = "rules/minimum_wage.csv";
    DatedRule rule;
    assert_true(dated_rule_near(file, "hourly_cents", day(2000, 1, 1), &rule));
    assert_str(rule.value, "1327"); /* the first */
    assert_true(dated_rule_near(file, "hourly_cents", day(2030, 1, 1), &rule));
    assert_str(rule.value, "1471"); /* the last */
    assert_true(dated_rule_near(file, "hourly_cents", day(2025, 3, 1), &rule));
    assert_str(rule.value, "1406");
    static const char gap[] = "rules/right_to_work.csv"; /* 24 weeks until 28 November 2023 */
    assert_true(dated_rule_near(gap, "asylum_seeker_weeks_per_year_max", day(2026, 1, 1), &rule));
    assert_false(dated_rule_on(gap, "asylum_seeker_weeks_per_year_max", day(2023, 11, 29), &rule));
    assert_true(dated_rule_on(gap, "asylum_seeker_weeks_per_year_max", day(2023, 11, 28), &rule));
    assert_false(dated_rule_near(file, "no such rule", day(2026, 1, 1), &rule));
}

static void a_value_may_be_several_codes(void **state) {
    (void)state;
    DatedRule rule;
    assert_true(dated_rule_on("rules/civic_integration.csv", "map_routes", day(2026, 1, 1), &rule));
    assert_true(dated_rule_names(rule, S("b1")));
    assert_true(dated_rule_names(rule, S("z")));
    assert_false(dated_rule_names(rule, S("education")));
    assert_false(dated_rule_names(rule, S("b1;z")));
    assert_false(dated_rule_names(rule, S("")));
}

/* Every row of every file is found on its first and on its last day, and is the only one. */
static void every_row_of_every_file_is_found(void **state) {
    (void)state;
    TEST_ARENA(arena);
    size_t rows = 0;
    for (size_t i = 0; i < embedded_file_count; i++) {
        const char *file = embedded_files[i].name;
        if (!str_starts(str_from(file), S("rules/"))) continue;
        for (OwnTable table = own_table_open(file); own_table_next(&table); rows++) {
            DatedRule first, last;
            Day from, until;
            Str name = own_table_text(&table, "rule"), end = own_table_text(&table, "valid_until");
            const char *rule = str_zero_ended(arena, name);
            assert_true(day_read(own_table_text(&table, "valid_from"), &from));
            if (!end.len) until = from + 10000;
            else assert_true(day_read(end, &until));
            if (!dated_rule_on(file, rule, from, &first)) fail_msg("%s: %s", file, rule);
            if (!dated_rule_on(file, rule, until, &last)) fail_msg("%s: %s", file, rule);
            assert_true(str_equal(first.value, own_table_text(&table, "value")));
            assert_true(str_equal(last.value, own_table_text(&table, "value")));
        }
    }
    assert_true(rows > 90);
}

/* The weeks of the step "permit" are those of the law and one to ask for it. */
static void the_permit_step_rests_on_the_rule(void **state) {
    (void)state;
    int64_t weeks =
        dated_rule_number("rules/right_to_work.csv", "permit_decision_weeks", day(2026, 11, 24));
    OwnTable table = own_table_open("steps.csv");
    bool found = false;
    while (own_table_next(&table)) {
        bool permit = str_equal(own_table_text(&table, "step"), S("right_to_work")) &&
                      str_equal(own_table_text(&table, "from"), S("permit_needed"));
        if (permit) assert_int_equal(own_table_number(&table, "weeks"), weeks + 1);
        found = found || permit;
    }
    assert_true(found);
}

SUITE("dated rules", cmocka_unit_test(a_rule_is_that_of_the_day),
      cmocka_unit_test(without_a_valid_row_nothing_is_known),
      cmocka_unit_test(the_nearest_row_serves_what_is_made_up),
      cmocka_unit_test(a_value_may_be_several_codes),
      cmocka_unit_test(every_row_of_every_file_is_found),
      cmocka_unit_test(the_permit_step_rests_on_the_rule))
