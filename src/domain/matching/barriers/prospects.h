/* prospects.h: what everybody finds as things stand, one line a person; exact.
 *
 * Openings that are feasible are counted as match_pair would count them, and the best score is that
 * of rank_for_candidate. One step away is who finds nothing, while a single step of the catalogue
 * (barriers.h) would open something; childcare that cannot be had, or of which nobody knows, is no
 * such step. The same whatever the number of threads. Eight bytes for each person are kept. */
#ifndef OPSTAP_MATCHING_PROSPECTS_H
#define OPSTAP_MATCHING_PROSPECTS_H

#include "matching/barriers/barriers.h"

enum { PROSPECT_SCORE_NONE = -1 };

typedef struct Prospect {
    int32_t feasible; /* openings */
    int16_t score;    /* of the best of them; PROSPECT_SCORE_NONE */
    bool one_step;
} Prospect;

/* By position of the snapshot, wherever they live: no region is read. Who is left out has none of
 * it. */
Prospect *people_prospects(Arena *arena, const CountryRequest *request);

#endif
