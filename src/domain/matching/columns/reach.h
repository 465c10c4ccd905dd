/* reach.h: what the way of one person can earn at most, by how near it is (spots.h).
 *
 * Within the room. The same limits as judge_travel.c has, with the least minutes that such a distance
 * can take. */
#ifndef OPSTAP_MATCHING_REACH_H
#define OPSTAP_MATCHING_REACH_H

#include "matching/columns/spots.h"

enum { POINTS_UNMET = -1 };

/* Of a map and rules, the same for everybody. */
typedef struct ReachTables {
    const Snapshot *snapshot;
    int32_t minutes[MODE_COUNT][NEAR_STEPS]; /* at least; MINUTES_UNKNOWN */
    int16_t *points;                         /* by minutes */
    int32_t minutes_end;                     /* from here on the way earns nothing */
} ReachTables;
void reach_tables_make(Arena *arena, const Snapshot *snapshot, ReachTables *ret_tables);

/* Of one person: points by code, without and with transport by the employer; POINTS_UNMET when it is
 * too far for certain. */
typedef struct Reach {
    int16_t points[2][NEAR_CODES];
} Reach;
void reach_begin(const ReachTables *tables, const CandidateProfile *candidate, Reach *ret_reach);

/* Of the best spot in a region. */
int reach_region(const Reach *reach, NearRegion region);

/* Raises `points`, per spot, to those of the way from this home to each spot of a region. */
void reach_spots(const Reach *reach, const struct Columns *columns, NearHome home, int32_t region,
                 int16_t *points);

#endif
