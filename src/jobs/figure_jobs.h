/* figure_jobs.h: figures that take long, counted while pages do without them: once for each world and
 * what was asked of it, in one thread. They are which step opens most in a region, and how far the
 * openings reach each group.
 *
 * Any number of threads may ask. Who asks waits a moment for it at most. When it is not there yet, the
 * last one of the same is given, of a world before, or nothing. What is kept can be shown to whoever
 * may see figures: small counts are hidden (figures/) before it is kept. Where a newer world of a
 * tenant is asked about, older ones that were not begun are not made. Limits: FIGURES_BYTES_MAX for
 * one, FIGURES_KEPT_MAX of them; who asks sees to FIGURE_PAGE_PAIRS_MAX. */
#ifndef OPSTAP_FIGURE_JOBS_H
#define OPSTAP_FIGURE_JOBS_H

#include "figures/barrier_figures.h"
#include "figures/group_report.h"
#include "world/worlds.h"

typedef struct FigureJobs FigureJobs;

typedef enum FiguresKind { FIGURES_BARRIERS, FIGURES_GROUPS } FiguresKind;

typedef struct FiguresAsked {
    FiguresKind kind;
    const World *world; /* one that is taken */
    ChildcareSupply childcare;
    int region; /* of FIGURES_BARRIERS: position in regions_all; REGION_UNKNOWN: all */
    Day today;
} FiguresAsked;

typedef struct KeptFigures {
    CountryBarriers barriers; /* one of these, by the kind */
    GroupReport groups;
    Str rule_version;
    Day counted_on;
} KeptFigures;

typedef enum FiguresPhase { FIGURES_MADE, FIGURES_OLDER, FIGURES_BEING_MADE } FiguresPhase;

/* BROKEN: no thread can be had; logged. */
Result figure_jobs_begin(Worlds *worlds, FigureJobs **ret_jobs);
void figure_jobs_end(FigureJobs *jobs); /* what is being made is stopped */

/* Of MADE and OLDER something is given, and must be given back. */
FiguresPhase figures_take(FigureJobs *jobs, const FiguresAsked *asked, int64_t wait_us,
                          const KeptFigures **ret_kept);
void figures_give(FigureJobs *jobs, const KeptFigures *kept);

/* How far it is, of people: 0 to 100; 0 where it waits for its turn, or was not asked. */
int figures_per_cent(FigureJobs *jobs, const FiguresAsked *asked);

#endif
