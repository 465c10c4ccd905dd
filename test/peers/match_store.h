/* match_store.h: a snapshot from a database: how long it takes, and lists of the accreditation set of
 * the national exchange, where it lies beside the project (OPSTAP_SHARED, else ../shared). */
#ifndef OPSTAP_PEERS_MATCH_STORE_H
#define OPSTAP_PEERS_MATCH_STORE_H

#include "match_market.h"

/* Openings of the country, read from a file of SQLite one by one: seconds. The file is made first,
 * in /tmp, which takes longer, and removed. */
typedef struct StoreFigures {
    double writing, snapshot, columns;
    int64_t bytes; /* of the file */
    bool equal;    /* the lists of some people are those of the market that was never written */
} StoreFigures;
StoreFigures store_measure(const Market *market);

/* Every profile of the set against its vacancies, and against the market. */
typedef struct VumFigures {
    bool present;
    char folder[4096];
    int people, vacancies;
    int equal_to_vacancies, equal_to_market;
    int64_t matches_of_vacancies, matches_of_market;
} VumFigures;
VumFigures vum_measure(const Market *market);

#endif
