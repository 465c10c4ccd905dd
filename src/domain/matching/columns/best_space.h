/* best_space.h: what one thread knows of the person it searches for.
 *
 * Within the room. Points of facets and cells are worked out when they are first asked; `search`
 * says for which person. */
#ifndef OPSTAP_MATCHING_BEST_SPACE_H
#define OPSTAP_MATCHING_BEST_SPACE_H

#include "matching/columns/columns.h"
#include "matching/columns/memo.h"
#include "matching/columns/reach.h"
#include "matching/rank/ranking.h"

/* Buckets that can earn about as much are chained: from the last that came to the first. */
enum { LEVEL_POINTS = 16, LEVELS = SCORE_MAX / LEVEL_POINTS + 1 };
typedef struct Chained {
    int32_t bucket, group, before; /* before: one more than its position; 0 at the end */
} Chained;

/* An opening on its way: its profile is asked from memory, then the profile's lists; then it is
 * judged. */
typedef struct Awaited {
    int32_t opening, row;
    int most, without_way; /* what it can earn; and exactly, but for the way */
} Awaited;
enum { OPENINGS_WAITING = 4, LISTS_AFTER = 2 }; /* powers of two */

/* A block on its way: asked from memory, compared, looked at. */
typedef struct Waiting {
    int32_t first, rows, bucket, group;
    uint64_t clear;
} Waiting;
enum { BLOCKS_WAITING = 8, COMPARE_AFTER = 4 }; /* powers of two */

struct BestSpace {
    const Columns *columns;
    Kernel *kernel;
    WayKernel *way_kernel;
    EarnKernel *earn_kernel;
    uint32_t search;
    Memo *work, *language, *offer; /* per facet */
    OpeningProfile offered;        /* scratch: of a facet of work, nothing else is known */
    int16_t *terms_points;         /* exact, of language and offer; TERMS_OTHER: at most */
    int16_t *terms_language, *terms_offer; /* per facet: what they are the sums of */
    ReachTables tables;
    NearHomes *homes;
    int16_t *spot_points; /* per spot: what the way earns at most; POINTS_UNMET */
    bool way_is_equal;    /* it earns nothing anywhere: no home is known */
    int32_t *share, *group_points;                   /* per group */
    int16_t *region_points;                          /* per region; POINTS_UNMET */
    int32_t *region, region_count; /* those that are not unmet */
    int16_t *skills_sixteenths;                      /* per bucket: of points, at most */
    int16_t *bucket_points; /* per bucket: at most, without what is the same for all */
    int32_t *group_most;    /* per group: the most of its buckets */
    Ordered *group;         /* best first */
    int32_t *begin;         /* scratch: per number of points */
    Chained *chained;
    int32_t chained_count;
    int32_t level[LEVELS]; /* one more than the position of the last; 0: none */

    const CandidateProfile *candidate;
    uint64_t *skills; /* of the candidate: bits by slot */
    int position;
    DemandBits lacked;
    Waiting waiting[BLOCKS_WAITING]; /* a ring */
    uint32_t blocks_come, blocks_gone;
    Awaited judge[OPENINGS_WAITING]; /* a ring */
    uint32_t openings_come, openings_gone;
    int bucket_skills, bucket_work; /* at most: of skills in this bucket, of its occupation */
    int left_most;                  /* of terms_points */
    Ranking ranking;
    BestSeen seen;
};

static inline Pair pair_with(const BestSpace *space, int32_t opening) {
    return (Pair){ .snapshot = space->columns->snapshot,
                   .candidate = space->candidate,
                   .opening = &space->columns->snapshot->opening[opening] };
}

/* Exact, of the facet of an opening; POINTS_UNMET when its demands are unmet for certain. */
int work_points(BestSpace *space, int32_t facet);
int language_points(BestSpace *space, int32_t facet);
int offer_points(BestSpace *space, int32_t facet);

typedef int FacetPoints(BestSpace *space, int32_t facet);

static inline int memo_points(BestSpace *space, Memo *memo, int32_t facet, FacetPoints *points) {
    if (memo[facet].search != space->search) {
        memo[facet] = (Memo){ space->search, points(space, facet) };
    }
    return memo[facet].points;
}

/* What can be had in groups, regions and buckets, and what is left. Returns how many groups are in
 * order in space->group. */
int32_t bounds_begin(BestSpace *space);

static inline int bucket_skills_most(const BestSpace *space, int32_t bucket) {
    const int32_t *drift = space->columns->skill_drift;
    int64_t points = space->skills_sixteenths[bucket];
    if (drift) points = points * drift[bucket] / SHARE_WHOLE;
    points /= SIXTEENTHS;
    int maximum = space->columns->snapshot->rules->maximum[PART_skills_coverage];
    return points > maximum ? maximum : (int)points;
}

#endif
