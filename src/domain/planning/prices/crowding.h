/* crowding.h: how crowded each opening is: how many people have it first in their list, for how many
 * places, and what one place more there would be worth (prices.h).
 *
 * When everybody's best is the same place, lists of single people mislead. This says so, beside the
 * lists, and changes none. It proposes nothing and decides nothing: who goes where is a plan's
 * (plan.h), and people's.
 *
 * People: who are not in an opening nor on the way to one: nobody pinned them, and no placement of
 * theirs holds a pair or a place (placements.h). Openings: those that a person could come in to, as
 * every list has them. Places: its own number, less those in use and those held for somebody. Pairs:
 * what is feasible and was neither forbidden nor declined, with its score. Minimums of groups and
 * the maximum of a class are not looked at: prices are of places.
 *
 * Up to CROWDING_PAIRS_MAX pairs of a person and an opening all pairs count. Above that the lists
 * are cut at the CROWDING_LIST_MAX best of each person: prices are then exact for those lists, and
 * list_max says so. Demand is exact either way. */
#ifndef OPSTAP_CROWDING_H
#define OPSTAP_CROWDING_H

#include "matching/explain/crowd.h"
#include "planning/plan.h"
#include "prices.h"

enum { CROWDING_PAIRS_MAX = 4000000, CROWDING_LIST_MAX = 20 };

/* By how many people and openings there are: 0, or CROWDING_LIST_MAX. */
int32_t crowding_list_max(const PlanInput *input);

/* input: as for a plan; limits are not read. list_max: 0, or how many of each list count. INVALID:
 * lists so long that there are more pairs than PLAN_PAIRS_MAX. What it gives lives in the arena. */
Result crowding_make(Arena *arena, const PlanInput *input, int32_t list_max,
                     Crowding *ret_crowding);

/* Orders a list (best first) by what is left; ties stay in their order. What has no price comes
 * last, in its order: nobody knows what is left of it. */
void crowding_order(Arena *scratch, const Crowding *crowding, Match *match, size_t count);

/* --- in words --- */

Phrase crowd_demand_phrase(Arena *arena, const Crowd *crowd); /* "Popular: 40 people for 12 places." */
Phrase crowd_price_phrase(const Crowd *crowd);
Phrase crowd_left_phrase(const Crowd *crowd, int score); /* WORD_none: nothing is known of it */

/* What prices do not know, to be said beside them. */
enum { CROWDING_LIMITS = 2 };
size_t crowding_limits(const Crowding *crowding, Phrase ret_limit[CROWDING_LIMITS]);

#endif
