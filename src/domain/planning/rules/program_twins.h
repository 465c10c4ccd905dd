/* program_twins.h: places that are alike, and units that are alike, in a program.
 *
 * Two places are alike when exchanging all their columns changes nothing: the same units at the
 * same values, the same limits and costs, the same coefficients in the same rows, or in rows of
 * their own that are alike. Two units are alike when all their columns are. Of each plan there are
 * mirror images then, and one of them will do.
 *
 * Write a plan as a table, units by places, a 1 where a unit is. Among its mirror images take the
 * table that is largest when read row by row. There each unit is in a place no later than the next
 * unit that is alike, and each place has its first unit before that of the next place that is
 * alike: were it not so, exchanging the two would give a larger table. So both may be asked at
 * once (P. Flener et al., "Breaking row and column symmetries in matrix models", CP 2002).
 *
 * It holds for whether there is a good plan, not for what all good plans have (program_certain),
 * and what is left out stands in no certificate. */
#ifndef OPSTAP_PROGRAM_TWINS_H
#define OPSTAP_PROGRAM_TWINS_H

#include "program_state.h"

/* Neighbours among those that are alike: one comes first. */
typedef struct Twin {
    int32_t one, other;
} Twin;

typedef struct ProgramTwins {
    Twin *place, *unit;
    int32_t place_count, unit_count;
} ProgramTwins;

/* NULL: nothing is alike. */
const ProgramTwins *program_twins_find(Arena *arena, const Program *program);

/* What follows of what is decided. False: a contradiction. */
bool twins_settle(State *state, const ProgramTwins *twins);

#endif
