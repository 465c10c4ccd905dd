/* match_market.h: a made country (country.h) as a market for the benches of lists: its snapshot, its
 * columns, its people. */
#ifndef OPSTAP_PEERS_MATCH_MARKET_H
#define OPSTAP_PEERS_MATCH_MARKET_H

#include "country.h"
#include "matching/columns/columns.h"

typedef struct Market {
    Arena *arena;
    Country *country;
    Snapshot *snapshot;
    Columns *columns;
    double encoding, columning; /* seconds */
    size_t megabytes;           /* all of it, without people */
} Market;

/* Openings 1 .. openings of the country. */
Market market_make(Arena *arena, int64_t openings);

/* The same for openings of another making: after the first, snapshot_add_opening. */
Market market_begin(Arena *arena);
void market_end(Market *market);

/* As they come; and three that are hard to search for, since most openings are worth the same. */
typedef enum PersonKind {
    AS_THEY_COME,
    WITHOUT_WISHES, /* nor work, nor skills */
    WITHOUT_HOME,
    WITHOUT_ANYTHING,
    PERSON_KINDS
} PersonKind;
Str person_kind_name(PersonKind kind);

CandidateRecord person_record(const Market *market, PersonKind kind, int64_t number);

/* Numbers 1 .. people; to be made before any search. */
CandidateProfile *market_people(const Market *market, PersonKind kind, int64_t people);

/* The list of a full comparison: every pair judged, the best k kept in order. Any thread. */
size_t market_full_list(const Market *market, CandidateProfile *person, size_t k, Match *ret_match);
bool lists_are_equal(const Match *a, size_t count, const Match *b, size_t other_count);

double seconds_now(void);
double seconds_median(double *seconds, size_t count); /* sorts them */

#endif
