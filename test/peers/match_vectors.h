/* match_vectors.h: the openings and people of a market as vectors, and the share of the ten best that
 * Faiss finds with them (match_faiss.h). */
#ifndef OPSTAP_PEERS_MATCH_VECTORS_H
#define OPSTAP_PEERS_MATCH_VECTORS_H

#include "match_market.h"

enum { VECTOR_ROWS_MAX = 12 };

/* One index asked with one effort. */
typedef struct VectorsRow {
    Str name;
    double build, median; /* seconds */
    double recall;        /* share of the ten best that it found */
    int effort;
    int equal, lists;     /* lists that are wholly those of a full comparison */
} VectorsRow;

/* Returns how many rows; 0: Faiss is not here. */
int vectors_measure(Arena *arena, const Market *market, CandidateProfile *person, int people,
                    VectorsRow ret_row[VECTOR_ROWS_MAX]);

#endif
