/* warm_job.h: what the first visitor would wait for is made when the program begins: of each tenant
 * the people to be found (candidate_search.h), the openings where there are many (market.h) and the
 * world (worlds.h), in a thread with a database of its own. A visitor who comes meanwhile waits for what is being made and makes nothing twice.
 *
 * What cannot be made is logged and left to the first visitor. Limits: WARM_TENANTS_MAX, the first
 * made first; WARM_PEOPLE_MAX for a world, and from how many people on it is made at all: a small
 * one is read before anybody notices, and takes no memory until then. */
#ifndef OPSTAP_WARM_JOB_H
#define OPSTAP_WARM_JOB_H

#include "candidates/candidate_search.h"
#include "market/market.h"
#include "world/worlds.h"

typedef struct WarmJob WarmJob;

/* All of it must outlive the job. */
typedef struct WarmAsked {
    const char *database; /* what db_open takes */
    CandidateRegisters *registers;
    Worlds *worlds;
    Markets *markets; /* NULL: none */
    const Rules *rules;
    Day today;
    size_t people_min; /* of a world; WARM_PEOPLE_MIN */
    int64_t market_openings; /* from how many on there is a market; MARKET_OPENINGS_MIN */
} WarmAsked;

/* NULL: no thread could be had; logged. */
WarmJob *warm_job_begin(const WarmAsked *asked);
/* Gives up what was not begun, and waits for what was: seconds, with very many people. NULL will
 * do. */
void warm_job_end(WarmJob *job);

#endif
