/* match_crowding.h: how crowded openings are, beside the lists of `opstap match`. */
#ifndef OPSTAP_MATCH_CROWDING_H
#define OPSTAP_MATCH_CROWDING_H

#include "command.h"
#include "planning/prices/crowding.h"
#include "world/world.h"

/* Finds it where --crowding asks for it, for the list. Exit status, after complaining. */
int match_crowding_open(Command *command, const World *world, Crowding *crowding, MatchList *list);

/* The best of a candidate by score less price, of all that are feasible. */
void match_crowding_rank(Command *command, MatchList *list, size_t top);

/* What is told before a list, of each match, and of what prices do not know; nothing when it was not
 * asked. */
void match_crowding_say(Command *command, const MatchList *list);
void match_crowding_limits_say(Command *command, const MatchList *list);
void match_crowd_say(Command *command, const MatchList *list, const Match *match);

#endif
