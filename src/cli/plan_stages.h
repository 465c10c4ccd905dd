/* plan_stages.h: what came of each stage of a problem, for a person. */
#ifndef OPSTAP_CLI_PLAN_STAGES_H
#define OPSTAP_CLI_PLAN_STAGES_H

#include "command.h"
#include "planning/search/stages.h"

/* What the stage wants: "people with a place of group g1". */
Phrase stage_phrase(const Problem *problem, const Stage *stage);

void stages_say(Command *command, const Problem *problem, const Solution *solution);

#endif
