/* match_vectors_make.h: openings and people as vectors of FAISS_PLACES numbers (match_faiss.h says
 * what they mean). */
#ifndef OPSTAP_PEERS_MATCH_VECTORS_MAKE_H
#define OPSTAP_PEERS_MATCH_VECTORS_MAKE_H

#include "match_market.h"

typedef struct Vectors Vectors;
Vectors *vectors_make(Arena *arena, const Market *market);
const float *vectors_openings(const Vectors *vectors); /* in the order of the snapshot */

/* ret_vector: FAISS_PLACES zeroes before. */
void vectors_ask(Vectors *vectors, const CandidateProfile *person, float *ret_vector);

#endif
