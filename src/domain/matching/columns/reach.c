#include "matching/columns/reach.h"

#include "matching/columns/columns.h"
#include "matching/judge/score.h"

enum { METRES_IN_KILOMETRE = 1000 };

static int points_of_minutes(const Snapshot *snapshot, int32_t minutes) {
    Pair pair = { .snapshot = snapshot, .trip = { .minutes = minutes } };
    Share share = score_part(&pair, PART_travel_comfort);
    return share.permille * snapshot->rules->maximum[PART_travel_comfort] / SHARE_WHOLE;
}

void reach_tables_make(Arena *arena, const Snapshot *snapshot, ReachTables *ret_tables) {
    int32_t end = snapshot->rules->constant[RULE_travel_minutes_none];
    ReachTables tables = { .snapshot = snapshot,
                           .points = arena_many(arena, int16_t, (size_t)end),
                           .minutes_end = end };
    for (int32_t i = 0; i < end; i++) tables.points[i] = (int16_t)points_of_minutes(snapshot, i);
    for (int mode = 0; mode < MODE_COUNT; mode++) {
        for (int code = 0; code < NEAR_STEPS; code++) {
            tables.minutes[mode][code] =
                map_minutes_least(snapshot->map, near_metres(code), (Mode)mode);
        }
    }
    *ret_tables = tables;
}

/* Minutes that are not known count as more than any. */
static void minutes_fill(const ReachTables *tables, unsigned modes, int32_t *ret_minutes) {
    for (int code = 0; code < NEAR_STEPS; code++) ret_minutes[code] = INT32_MAX;
    for (int mode = 0; mode < MODE_COUNT; mode++) {
        if (!(modes >> mode & 1)) continue;
        for (int code = 0; code < NEAR_STEPS; code++) {
            int32_t minutes = tables->minutes[mode][code];
            if (minutes != MINUTES_UNKNOWN && minutes < ret_minutes[code]) {
                ret_minutes[code] = minutes;
            }
        }
    }
}

/* judge_travel.c: who said nothing about walking may walk. */
void reach_begin(const ReachTables *tables, const CandidateProfile *candidate, Reach *ret_reach) {
    unsigned walk = candidate->modes_not >> MODE_WALK & 1 ? 0 : 1U << MODE_WALK;
    unsigned modes = candidate->modes | walk;
    int32_t known[NEAR_STEPS], any[NEAR_STEPS];
    minutes_fill(tables, modes, known);
    minutes_fill(tables, modes | candidate->modes_maybe, any);
    bool limited = candidate->minutes_max != NUMBER_UNKNOWN;
    int64_t metres_max = candidate->kilometres_max == NUMBER_UNKNOWN
                             ? INT64_MAX
                             : (int64_t)candidate->kilometres_max * METRES_IN_KILOMETRE;
    for (int code = 0; code < NEAR_STEPS; code++) {
        int points = known[code] < tables->minutes_end ? tables->points[known[code]] : 0;
        if (near_metres(code) > metres_max) points = POINTS_UNMET;
        bool late = limited && any[code] > candidate->minutes_max;
        ret_reach->points[true][code] = (int16_t)points;
        ret_reach->points[false][code] = (int16_t)(late ? POINTS_UNMET : points);
    }
    int most = tables->snapshot->rules->maximum[PART_travel_comfort];
    for (int shuttle = 0; shuttle < 2; shuttle++) {
        ret_reach->points[shuttle][NEAR_ANYWHERE] = (int16_t)most;
        ret_reach->points[shuttle][NEAR_UNTOLD] = 0;
        ret_reach->points[shuttle][NEAR_NONE] = POINTS_UNMET;
    }
}

static int larger(int a, int b) {
    return a > b ? a : b;
}

int reach_region(const Reach *reach, NearRegion region) {
    int points =
        larger(reach->points[false][region.least[false]], reach->points[true][region.least[true]]);
    if (region.untold) points = larger(points, reach->points[false][NEAR_UNTOLD]);
    if (region.anywhere) points = larger(points, reach->points[false][NEAR_ANYWHERE]);
    return points;
}

void reach_spots(const Reach *reach, const Columns *columns, NearHome home, int32_t region,
                 int16_t *points) {
    const bool *restrict shuttle = columns->spots.shuttle;
    const uint8_t *restrict code = home.spot;
    const int16_t(*restrict earned)[NEAR_CODES] = reach->points;
    int16_t *restrict most = points;
    int32_t end = columns->spot_first[region + 1];
    for (int32_t i = columns->spot_first[region]; i < end; i++) {
        int16_t own = earned[shuttle[i]][code[i]];
        most[i] = own > most[i] ? own : most[i];
    }
}
