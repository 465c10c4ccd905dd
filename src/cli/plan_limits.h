/* plan_limits.h: how long a plan is searched: --seconds, --nodes, --gap, and until somebody has
 * seen enough. The first interruption (Ctrl-C) ends the search, and the best plan so far is told as
 * after a time limit; the second ends the program. */
#ifndef OPSTAP_CLI_PLAN_LIMITS_H
#define OPSTAP_CLI_PLAN_LIMITS_H

#include "command.h"
#include "planning/search/search.h"

/* False after a complaint. Listens to interruptions from then on. */
bool plan_limits_read(Command *command, SearchLimits *ret_limits);

bool plan_interrupted(void);

#endif
