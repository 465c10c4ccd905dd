/* terms.h: what laws say about made-up people, from data/rules. Nobody else includes it.
 *
 * A demo may be of any year, so the row nearest to its day counts (dated_rule_near). */
#ifndef OPSTAP_DEMO_TERMS_H
#define OPSTAP_DEMO_TERMS_H

#include "dated_rules/dated_rules.h"

typedef struct Terms {
    int64_t term_months, term_2013_months, administration_months;
    int exam_level, exam_2013_level;            /* LEVEL_B1 */
    DatedRule module_routes;                    /* routes with a labour-market module */
    bool participation_status_holders_only;     /* hours of participation in the Z route */
    int64_t young_age_below, old_age_from;      /* years */
    int64_t break_after_minutes, break_minutes; /* of a working day */
} Terms;

Terms terms_near(Day today);

#endif
