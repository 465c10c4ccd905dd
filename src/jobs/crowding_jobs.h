/* crowding_jobs.h: how crowded openings are, found while pages do without it: once for each world, in
 * one thread.
 *
 * Any number of threads may ask. The first who asks about a world has it made; who asks waits a
 * moment for it at most and is told when it is not there yet. A tenant's last one is kept until a
 * newer world of that tenant is asked about; what nobody reads any more then goes. Where a newer
 * world is asked about before an older one was begun, the older one is not made. Limit:
 * CROWDING_BYTES_MAX for what is kept of one; more pairs than can be priced are told as such. */
#ifndef OPSTAP_CROWDING_JOBS_H
#define OPSTAP_CROWDING_JOBS_H

#include "planning/prices/crowding.h"
#include "world/worlds.h"

typedef struct CrowdingJobs CrowdingJobs;

typedef enum CrowdingPhase {
    CROWDING_MADE,
    CROWDING_BEING_MADE,
    CROWDING_TOO_LARGE
} CrowdingPhase;

/* BROKEN: no thread can be had; logged. */
Result crowding_jobs_begin(Worlds *worlds, CrowdingJobs **ret_jobs);
void crowding_jobs_end(CrowdingJobs *jobs); /* waits for what is being made */

/* The world is one that is taken. Only of CROWDING_MADE something is given, and must be given back. */
CrowdingPhase crowding_take(CrowdingJobs *jobs, const World *world, int64_t wait_us,
                            const Crowding **ret_crowding);
void crowding_give(CrowdingJobs *jobs, const Crowding *crowding);

#endif
