/* plan_rules.h: does a plan keep every rule of a problem, and what is it worth? From the JSON text
 * of the problem alone; part of the independent checker (plan_check.h).
 *
 * Everything is looked up by name in JSON objects: slow, plain, and unlike the solver. A candidate
 * has at most one place, and that is a pair of the problem. Then, in this order: duties to place,
 * pins and forbidden pairs, households, floors, minimums, maximums and duties to start of options
 * and of classes, capacities. The value is that of all pairs taken, less the opening cost of every
 * option and class where anybody is placed. A bonus for who stays is added to its pair before
 * anything else. */
#ifndef OPSTAP_PLAN_RULES_H
#define OPSTAP_PLAN_RULES_H

#include <jansson.h>
#include <stdbool.h>

typedef struct PlanRules {
    json_t *problem;   /* the caller's; its list `stay` is moved into its pairs */
    json_t *pair_at;   /* "candidate\noption" -> pair */
    json_t *option_of; /* candidate -> option */
    json_t *people_in; /* option -> number */
    char why[256];     /* what is wrong, when something is */
} PlanRules;

PlanRules plan_rules_new(json_t *problem);
void plan_rules_end(PlanRules *rules);

/* Puts somebody somewhere; false when that is no pair or a second place. */
bool plan_rules_place(PlanRules *rules, const char *candidate, const char *option);

bool plan_rules_kept(PlanRules *rules);
long long plan_rules_value(const PlanRules *rules);
long long plan_rules_stay_bonus(const PlanRules *rules);

/* What stands in a field; "" when it is no text. */
const char *plan_text(const json_t *object, const char *field);

/* Over all options of a class, or in an option. */
json_int_t plan_people(const PlanRules *rules, const json_t *option_or_class);

#endif
