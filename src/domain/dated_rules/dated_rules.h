/* dated_rules.h: amounts, ages and terms of laws and schemes, as they were on a day.
 *
 * They stand in data/rules/, one file per subject, a row per rule and period: value, unit, first
 * and last day, source, and whether the value was checked against that source or is background
 * knowledge. No such number stands in code: whoever needs one asks for it by name, for a day. What
 * no row is valid for on that day is not known, and the one who asked says so: a verdict becomes
 * unknown.
 *
 * Nothing here decides about a person, and nothing here is advice on a benefit. Texts point into
 * the program and live as long. A file that is not there has no rules. */
#ifndef OPSTAP_DATED_RULES_H
#define OPSTAP_DATED_RULES_H

#include <stdbool.h>
#include <stdint.h>

#include "day.h"
#include "str.h"

typedef struct DatedRule {
    Str value, unit, source;
    Day from, until; /* until: DAY_UNKNOWN while no end is known */
    bool background; /* known in general, not checked against the source */
} DatedRule;

/* file: "rules/benefits.csv". False when no row of this rule is valid on `day`; first and last day
 * are included. */
bool dated_rule_on(const char *file, const char *rule, Day day, DatedRule *ret_rule);

/* The row valid on `day`; when there is none, the last one that ended before, else the first that
 * is to come. For what is made up (a demo of another year), never for a person. False: there is no
 * such rule. */
bool dated_rule_near(const char *file, const char *rule, Day day, DatedRule *ret_rule);

/* The value as a whole number of 0 or more; DATED_RULE_UNKNOWN when no row is valid on that day. A
 * value that is no number ends the program: our tables are tested. */
enum { DATED_RULE_UNKNOWN = -1 };
int64_t dated_rule_number(const char *file, const char *rule, Day day);

/* Is `code` one of the parts of the value ("b1;z")? */
bool dated_rule_names(DatedRule rule, Str code);

#endif
