/* sweep.h: what each step opens for one person, by 512 openings at once; exact.
 *
 * Within the room. The slices (slices/slices.h) of a snapshot are gone over once for a person. Rows with
 * one unmet criterion are found by adding up criteria in two bits (none, one, more), and so are rows
 * with one unmet lack of a criterion: a step that changes one lack then opens the rows of that lack
 * alone. What bits do not tell is judged opening by opening, by the same judges as any pair. */
#ifndef OPSTAP_MATCHING_SWEEP_H
#define OPSTAP_MATCHING_SWEEP_H

#include "matching/barriers/space.h"
#include "matching/slices/slices.h"

/* Belongs to one thread. Judged openings are looked at by space->visit. */
Sweep *sweep_new(Arena *arena, const Slices *slices, Simd simd);

/* As openings_visit with one unmet criterion at most: of the person at hand, adds to space->feasible,
 * space->alone and the steps of the catalogue, and calls space->saw_rows. */
void sweep_openings(Sweep *sweep, BarrierSpace *space);

#endif
