/* plan_explain.h: plan --problem --explain: what a plan leaves to ask, worked out and told. */
#ifndef OPSTAP_CLI_PLAN_EXPLAIN_H
#define OPSTAP_CLI_PLAN_EXPLAIN_H

#include "command.h"
#include "planning/answers/explain.h"

/* --explain and --tolerance. False after a complaint. */
bool explain_read(Command *command, SearchLimits limits, ExplainWishes *ret_wishes);

/* last: the problem of the last stage (stages.h), or the problem itself. What earlier stages keep
 * is kept in every question; where the value is not the last stage, the last is not, and nothing is
 * said of other good plans. Lives in the command's arena. */
Result explain_run(Command *command, const Problem *problem, const Problem *last,
                   Solution *solution, ExplainWishes wishes);

void explain_say(Command *command, const Problem *problem, const Solution *solution);

#endif
