/* match_market.h: `opstap match` for one person of a tenant with many openings (market.h): of the
 * openings only those that are told are read whole. */
#ifndef OPSTAP_MATCH_MARKET_H
#define OPSTAP_MATCH_MARKET_H

#include "command.h"
#include "shown/shown.h"
#include "world/world.h"

/* A person was asked for, and there are that many. BROKEN: as market_is_due. */
Result match_market_is_due(Command *command, bool *ret_due);

/* The best for that person, or the pair when an opening was asked for too. What is one step away is
 * not told. Exit status, after complaining. */
int match_market(Command *command, int64_t top);

/* --- what it shares with match.c --- */

int match_subject_unknown(Command *command, const char *id);
int match_list_print(Command *command, const World *world, const MatchList *list);
/* Before anything is said: what was shown is in the log, or is not shown. */
Result match_shown_keep(Command *command, const World *world, AuditCode code, Str subject,
                        const ShownMatches *matches);
int match_pair_print(Command *command, const World *world, int candidate, int opening);

#endif
