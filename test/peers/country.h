/* country.h: a made labour market of any size: places in clusters, openings and people.
 *
 * Nobody in it exists. Row i is made of the seed and i alone, so any part of it can be made again, by
 * any thread. Shares follow what is known of the field where something is (levels of Dutch of people
 * who begin a trajectory mostly A1 to B1; more openings and people in towns than beside them; half of
 * the openings with a weekly timetable); the rest is a guess that makes lists neither empty nor equal. */
#ifndef OPSTAP_PEERS_COUNTRY_H
#define OPSTAP_PEERS_COUNTRY_H

#include "matching/matching.h"

enum { COUNTRY_TODAY = 20500 }; /* 2026-02-16 */

typedef struct Country Country;

Country *country_make(Arena *arena, uint64_t seed);
Map *country_map(const Country *country);
size_t country_areas(const Country *country, const PostcodeArea **ret_area); /* of that map */

/* Everything in it lives in the arena. */
OpeningRecord country_opening(const Country *country, Arena *arena, int64_t number);
CandidateRecord country_candidate(const Country *country, Arena *arena, int64_t number);

#endif
