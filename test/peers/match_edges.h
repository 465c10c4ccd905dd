/* match_edges.h: people and openings that try the bounds of a search: what is asked is just there, or
 * just not. */
#ifndef OPSTAP_PEERS_MATCH_EDGES_H
#define OPSTAP_PEERS_MATCH_EDGES_H

#include "match_market.h"

/* Somebody made after one opening of the country (1 .. openings): minutes of the way, kilometres,
 * levels, hours, days, months, ages, times: each as asked, or one less or more, or as people come. */
CandidateRecord edge_person(const Market *market, int64_t openings, int64_t number);

/* Many openings of which many are the same but for their numbers, which come in no order; some with
 * what a made country does not have: several starts, an end, a last day of enrolment, a conduct
 * certificate, safety, times of buses, a programme, a qualification. */
Market market_make_alike(Arena *arena, int64_t openings);

#endif
