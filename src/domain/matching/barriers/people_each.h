/* people_each.h: a look at each person of a snapshot, by several threads.
 *
 * Within the room. People are taken in order of where they live, for who live near each other look
 * at the same openings; who takes whom differs from run to run, so what is worked out may not depend
 * on it. */
#ifndef OPSTAP_MATCHING_PEOPLE_EACH_H
#define OPSTAP_MATCHING_PEOPLE_EACH_H

#include "matching/barriers/barriers.h"

typedef struct PeopleEach {
    const Snapshot *snapshot;
    int threads; /* 1..PEOPLE_THREADS_MAX */
    void (*look)(void *own, int candidate);
    void **own; /* one for each thread */
    void (*progress)(int64_t done, int64_t total); /* NULL; called by the calling thread */
    const atomic_bool *ends; /* NULL; true: it stops soon, and only some were looked at */
} PeopleEach;

void people_each(const PeopleEach *each);

/* As many threads as were asked for, within the limits. */
int people_threads(int asked);

#endif
