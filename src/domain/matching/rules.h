/* rules.h: the numbers behind the score and behind steps, each from a row of a data file.
 *
 * Within the room. Nothing in the code of matching is a number that somebody might want to discuss:
 * those stand in data/weights.csv with their reason, and weeks of steps in data/steps.csv. */
#ifndef OPSTAP_MATCHING_RULES_H
#define OPSTAP_MATCHING_RULES_H

#include "matching/matching.h"

/* R(name, minimum, maximum) */
#define RULE_CONSTANTS(R)                                                                          \
    R(guidance_one_less, 0, 1000)                                                                  \
    R(margin_levels, 1, 6)                                                                         \
    R(nearness_0, 0, 1000)                                                                         \
    R(nearness_1, 0, 1000)                                                                         \
    R(nearness_2, 0, 1000)                                                                         \
    R(nearness_3, 0, 1000)                                                                         \
    R(nearness_4, 0, 1000)                                                                         \
    R(open_end_weeks, 1, 520)                                                                      \
    R(outcome_certificate_level, 0, 6)                                                             \
    R(outcome_diploma_level_1, 0, 6)                                                               \
    R(outcome_diploma_level_2, 0, 6)                                                               \
    R(outcome_diploma_level_3, 0, 6)                                                               \
    R(outcome_diploma_level_4, 0, 6)                                                               \
    R(outcome_education_level_1, 0, 20)                                                            \
    R(outcome_education_level_2, 0, 20)                                                            \
    R(outcome_education_level_3, 0, 20)                                                            \
    R(outcome_education_level_4, 0, 20)                                                            \
    R(outcome_practice_level, 0, 6)                                                                \
    R(travel_minutes_full, 0, 999)                                                                 \
    R(travel_minutes_none, 1, 999)                                                                 \
    R(walk_minutes_max, 0, 999)                                                                    \
    R(wish_sector, 0, 1000)                                                                        \
    R(wish_to_explore, 0, 1000)                                                                    \
    R(wish_to_learn, 0, 1000)                                                                      \
    R(wish_wanted, 0, 1000)

#define RULE_ENUM(name, minimum, maximum) RULE_##name,
typedef enum RuleConstant { RULE_CONSTANTS(RULE_ENUM) RULE_CONSTANT_COUNT } RuleConstant;

typedef struct StepRow {
    Str step, from, to;
    int weeks;
} StepRow;

struct Rules {
    Str version;
    int maximum[PART_COUNT];
    int constant[RULE_CONSTANT_COUNT];
    StepRow *step;
    size_t step_count;
};

/* Weeks of the row of data/steps.csv; STEP_WEEKS_NEVER when there is none. */
int rules_weeks(const Rules *rules, Str step, Str from, Str to);

/* The weeks that a step takes. */
int step_weeks(const Rules *rules, Step step);

#endif
