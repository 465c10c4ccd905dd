/* plan_stages.h: is what an answer tells about its stages true? Part of the independent checker
 * (plan_check.h): from the JSON texts, and the plan as it stands in `rules`.
 *
 * Every stage that was asked is told in its order, and the value at the end when none asked for it;
 * what the plan keeps of each is counted again and is no less than what was reached, less the
 * tolerance. Whether that is the most there is, it cannot see. */
#ifndef OPSTAP_PLAN_STAGES_H
#define OPSTAP_PLAN_STAGES_H

#include "plan_rules.h"

bool plan_stages_kept(PlanRules *rules, const json_t *answer); /* false: rules->why */

/* What the plan may be worth less than the bound, and still be proven; 0 mostly. */
long long plan_stages_slack(const json_t *problem);

#endif
