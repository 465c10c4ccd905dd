#include "dated_rules/dated_rules.h"

#include "log.h"
#include "number.h"
#include "records/own_table.h"

static DatedRule row_read(const OwnTable *table) {
    DatedRule rule = { .value = own_table_text(table, "value"),
                       .unit = own_table_text(table, "unit"),
                       .source = own_table_text(table, "source"),
                       .until = DAY_UNKNOWN,
                       .background = str_equal(own_table_text(table, "checked"), S("background")) };
    Str until = own_table_text(table, "valid_until");
    bool days = day_read(own_table_text(table, "valid_from"), &rule.from) &&
                (!until.len || day_read(until, &rule.until));
    if (!days) log_fatal("data: %s: a rule without its days", table->name);
    return rule;
}

static bool has_ended(DatedRule rule, Day day) {
    return rule.until != DAY_UNKNOWN && rule.until < day;
}

bool dated_rule_near(const char *file, const char *rule, Day day, DatedRule *ret_rule) {
    OwnTable table = own_table_open(file);
    bool found = false;
    while (own_table_next(&table)) { /* rows of a rule stand in order of their days */
        if (!str_equal(own_table_text(&table, "rule"), str_from(rule))) continue;
        DatedRule row = row_read(&table);
        if (found && row.from > day) break;
        *ret_rule = row;
        found = true;
        if (!has_ended(row, day)) break;
    }
    return found;
}

bool dated_rule_on(const char *file, const char *rule, Day day, DatedRule *ret_rule) {
    DatedRule near;
    if (day == DAY_UNKNOWN || !dated_rule_near(file, rule, day, &near)) return false;
    if (near.from > day || has_ended(near, day)) return false;
    *ret_rule = near;
    return true;
}

int64_t dated_rule_number(const char *file, const char *rule, Day day) {
    DatedRule found;
    int64_t number;
    if (!dated_rule_on(file, rule, day, &found)) return DATED_RULE_UNKNOWN;
    if (!number_read_between(found.value, 0, INT64_MAX, &number)) {
        log_fatal("data: %s: %s is no number", file, rule);
    }
    return number;
}

bool dated_rule_names(DatedRule rule, Str code) {
    Str part;
    while (str_cut(&rule.value, ';', &part)) {
        if (str_equal(part, code)) return true;
    }
    return false;
}
