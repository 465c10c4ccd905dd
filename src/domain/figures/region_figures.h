/* region_figures.h: per labour-market region, how many people look for a place and how many places
 * are free.
 *
 * People: everybody with a file who has not started anywhere (placement_hold: HOLD_PLACE), where
 * they live. Places: of openings that one can still come in to on the day given (enrol_by and
 * until_on unknown or not past), what is left of them (opening_places_left), where the opening is.
 * An opening that does not say how many places it has counts as such, never as none or one.
 *
 * Pure, over a world in memory; one pass over its rows. */
#ifndef OPSTAP_REGION_FIGURES_H
#define OPSTAP_REGION_FIGURES_H

#include "figures/small_counts.h"
#include "places/regions.h"
#include "world/world.h"

enum { REGION_FIGURES = REGIONS + 1 }; /* the last: nobody knows where */

typedef struct RegionFigure {
    int64_t people; /* FIGURE_HIDDEN: too few to be shown (small_counts.h) */
    int64_t places, openings;
    int64_t places_unknown; /* openings that do not say how many */
} RegionFigure;

typedef struct RegionFigures {
    RegionFigure region[REGION_FIGURES]; /* in the order of regions_all */
    RegionFigure total;
} RegionFigures;

RegionFigures region_figures(Arena *arena, const World *world, Day today);

/* True per row of candidates: has started somewhere. */
const bool *people_started(Arena *arena, const World *world);

/* Free places for each hundred people, rounded down; FIGURE_HIDDEN when people are hidden or none. */
int64_t region_places_per_hundred(const RegionFigure *figure);

#endif
