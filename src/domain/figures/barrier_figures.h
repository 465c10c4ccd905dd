/* barrier_figures.h: counts of barriers (matching/barriers/barriers.h) as they may be shown to
 * others than who guides these people: never of a few.
 *
 * People by municipality add up to their total, and so do those without a place and those with one:
 * each is hidden by the rule of small_counts.h. Of groups by step, those of too few people are left
 * out, and of two levels of one step the higher when they differ by too few. */
#ifndef OPSTAP_BARRIER_FIGURES_H
#define OPSTAP_BARRIER_FIGURES_H

#include "figures/small_counts.h"
#include "matching/barriers/barriers.h"

/* Hidden counts become FIGURE_HIDDEN; steps of too few are taken out of the list. */
void country_barriers_hide(Arena *arena, CountryBarriers *barriers);

/* The same for one opening: a demand that lets in too few becomes FIGURE_HIDDEN. */
void opening_barriers_hide(OpeningBarriers *barriers);

/* Leaves out what can reveal the health of a few, also for who guides them. */
void opening_barriers_tell(OpeningBarriers *barriers);

#endif
