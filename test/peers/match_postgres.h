/* match_postgres.h: the ways in which PostgreSQL is asked for a list (match_postgres.c).
 *
 * Each plan is forced as far as it takes to get it: what the server chooses by itself, with its
 * estimates of demands that it takes to be independent, can take a minute. "scan": the openings are
 * read from end to end. "GiST": those in the box of what the person can reach. "GIN": those whose
 * demands are all among what the person does not lack. The skills are joined ("join"), or looked up
 * for openings that fit ("each"). One process: a second one made no plan faster. */
#ifndef OPSTAP_PEERS_MATCH_POSTGRES_H
#define OPSTAP_PEERS_MATCH_POSTGRES_H

#include <libpq-fe.h>

#include "match_peers.h"

typedef struct PostgresPlan {
    const char *name, *setting;
    enum { SCAN, GIST, GIN } access;
    bool each;
} PostgresPlan;

enum { POSTGRES_PLANS = 4 };
extern const PostgresPlan postgres_plans[POSTGRES_PLANS];

/* A row of the table people; `person` is its position. */
typedef struct PersonRow {
    PGresult *result;
    int person;
} PersonRow;

/* "PREPARE best AS ..." */
Str postgres_query(Arena *arena, const PersonRow *row, const PostgresPlan *plan);

#endif
