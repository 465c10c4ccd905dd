/* envy.h: who would rather have another's place, or a free one, and could have it by the rules.
 *
 * A candidate i envies at option k when
 *   - the pair of i with k is allowed: not forbidden, and i is not pinned elsewhere;
 *   - it is worth more than what i has now: the value of the pair taken, 0 without a place;
 *   - and one of these makes another plan of it, everybody else staying where they are:
 *       room: i goes to k. Where k, or its class, does not start and would cost something to start,
 *       it has no room;
 *       or instead of j: i goes to k, and j, who is placed there at a lower value, has no place.
 * "A plan" means that every rule of the problem is kept: a minimum that i would leave behind short,
 * maximums, capacities, floors, measures, duties to place and to start, pins, households. So
 * somebody who cannot leave without breaking a rule envies nobody, and somebody who has to stay is
 * not envied. Where there is room nobody is named; else j is the one of the lowest value who can
 * give way, the first of the input among equals.
 *
 * Envy says nothing about the plan as a whole: placing i there may cost others more than i gains.
 *
 * Work: one sort of the people of each option; of these only those are tried whom nobody of a lower
 * value could stand in for (who frees as much, is in no other floor, and counts as little). */
#ifndef OPSTAP_ENVY_H
#define OPSTAP_ENVY_H

#include "standing.h"

enum { ENVY_LISTED_MAX = 1000 };

typedef struct EnvyRow {
    int32_t candidate, option;
    int32_t of; /* candidate; PLAN_UNPLACED: there is room */
} EnvyRow;

typedef struct Envy {
    bool counted;          /* false: stopped before the end */
    int64_t count, people; /* pairs of candidate and option; candidates among them */
    EnvyRow *listed;       /* the first ENVY_LISTED_MAX, in the order of the pairs of the input */
    int32_t listed_count;
} Envy;

/* goes_on: asked now and then; false stops it. May be NULL. */
void envy_find(Arena *arena, Standing *standing, bool (*goes_on)(void *context), void *context,
               Envy *ret_envy);

#endif
