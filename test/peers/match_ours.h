/* match_ours.h: lists through columns, measured one by one, beside those of a full comparison. */
#ifndef OPSTAP_PEERS_MATCH_OURS_H
#define OPSTAP_PEERS_MATCH_OURS_H

#include "match_market.h"

typedef struct OursFigures {
    double median, late, full; /* seconds; late: of 100 searches 99 take less */
    BestSeen seen;             /* of all searches of a round */
    int searches, compared, different;
} OursFigures;

/* Each search is timed by itself, one thread, in three rounds after one to warm up; figures are the
 * medians of the rounds. The lists of the first
 * `compared` are compared with those of a full comparison. */
OursFigures ours_measure(Arena *arena, const Market *market, BestSpace *space,
                         CandidateProfile *person, int people);

#endif
