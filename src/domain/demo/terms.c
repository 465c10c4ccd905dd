#include "demo/terms.h"

#include "log.h"
#include "number.h"
#include "records/records.h"

#define INTEGRATION "rules/civic_integration.csv"
#define GROUPS "rules/target_groups.csv"
#define WORKING_TIME "rules/working_time.csv"

static DatedRule rule_near(const char *file, const char *rule, Day today) {
    DatedRule found;
    if (!dated_rule_near(file, rule, today, &found)) log_fatal("data: %s lacks %s", file, rule);
    return found;
}

static int64_t number_near(const char *file, const char *rule, Day today) {
    int64_t number;
    DatedRule found = rule_near(file, rule, today);
    if (!number_read(found.value, &number)) log_fatal("data: %s: %s is no number", file, rule);
    return number;
}

static int level_near(const char *rule, Day today) {
    int level = codes_find(LEVEL_CODES, rule_near(INTEGRATION, rule, today).value);
    if (level < 0) log_fatal("data: " INTEGRATION ": %s is no level", rule);
    return level;
}

Terms terms_near(Day today) {
    DatedRule holders = rule_near(INTEGRATION, "z_participation_status_holders_only", today);
    return (Terms){
        .term_months = number_near(INTEGRATION, "term_months", today),
        .term_2013_months = number_near(INTEGRATION, "term_2013_months", today),
        .administration_months = number_near(INTEGRATION, "income_administration_months", today),
        .exam_level = level_near("b1_target_level", today),
        .exam_2013_level = level_near("regime_2013_level", today),
        .module_routes = rule_near(INTEGRATION, "map_routes", today),
        .participation_status_holders_only = str_equal(holders.value, S("yes")),
        .young_age_below = number_near(GROUPS, "under_27_age_below", today),
        .old_age_from = number_near(GROUPS, "fifty_plus_age_from", today),
        .break_after_minutes = number_near(WORKING_TIME, "break_after_minutes", today),
        .break_minutes = number_near(WORKING_TIME, "break_minutes", today),
    };
}
