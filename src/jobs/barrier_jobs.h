/* barrier_jobs.h: which step opens most in a region, counted while pages do without it: once for each
 * world and region, in one thread.
 *
 * Any number of threads may ask. Who asks waits a moment for it at most. When it is not there yet, the
 * last one of the same region is given, of a world before, or nothing. What is kept can be shown to
 * whoever may see figures: small counts are hidden (figures/barrier_figures.h) before it is kept.
 * Where a newer world of a tenant is asked about, older ones that were not begun are not made. Limits:
 * BARRIERS_BYTES_MAX for one, BARRIERS_KEPT_MAX of them; who asks sees to BARRIER_PAGE_PAIRS_MAX. */
#ifndef OPSTAP_BARRIER_JOBS_H
#define OPSTAP_BARRIER_JOBS_H

#include "figures/barrier_figures.h"
#include "world/worlds.h"

typedef struct BarrierJobs BarrierJobs;

typedef struct BarriersAsked {
    const World *world; /* one that is taken */
    ChildcareSupply childcare;
    int region; /* position in regions_all; REGION_UNKNOWN: all */
    Day today;
} BarriersAsked;

typedef struct KeptBarriers {
    CountryBarriers barriers;
    Day counted_on;
} KeptBarriers;

typedef enum BarriersPhase { BARRIERS_MADE, BARRIERS_OLDER, BARRIERS_BEING_MADE } BarriersPhase;

/* BROKEN: no thread can be had; logged. */
Result barrier_jobs_begin(Worlds *worlds, BarrierJobs **ret_jobs);
void barrier_jobs_end(BarrierJobs *jobs); /* what is being made is stopped */

/* Of MADE and OLDER something is given, and must be given back. */
BarriersPhase barriers_take(BarrierJobs *jobs, const BarriersAsked *asked, int64_t wait_us,
                            const KeptBarriers **ret_kept);
void barriers_give(BarrierJobs *jobs, const KeptBarriers *kept);

#endif
