/* best_space.h: what one thread knows of the person it searches for.
 *
 * Within the room. Points of facets and cells are worked out when they are first asked; `search`
 * says for which person. */
#ifndef OPSTAP_MATCHING_BEST_SPACE_H
#define OPSTAP_MATCHING_BEST_SPACE_H

#include "matching/columns/columns.h"
#include "matching/rank/ranking.h"
#include "matching/judge/score.h"

typedef struct Memo {
    uint32_t search;
    int32_t points; /* POINTS_UNMET */
} Memo;

typedef struct Ordered {
    int32_t points, at;
} Ordered;

/* A block on its way: asked from memory, compared, looked at. */
typedef struct Waiting {
    int32_t first, rows, bucket;
    uint64_t clear;
} Waiting;
enum { BLOCKS_WAITING = 8, COMPARE_AFTER = 4 }; /* powers of two */

struct BestSpace {
    const Columns *columns;
    Kernel *kernel;
    uint32_t search;
    Memo *work, *language, *way, *offer; /* per facet; way: at most */
    Memo *cell, *place;                              /* at most */
    int32_t *share, *group_points;                   /* per group */
    int32_t *region_points;                          /* per region; POINTS_UNMET */
    int32_t *region, region_count; /* those that are not unmet */
    int32_t *skills_permille;                        /* per bucket */
    int16_t *bucket_points; /* per bucket: at most, without what is the same for all */
    int32_t *group_most;    /* per group: the most of its buckets */
    Ordered *group;         /* best first */
    int32_t *begin;         /* scratch: per number of points */

    const CandidateProfile *candidate;
    Reach reach;
    int position;
    DemandBits lacked;
    Waiting waiting[BLOCKS_WAITING]; /* a ring */
    uint32_t blocks_come, blocks_gone;
    int bucket_skills, bucket_most; /* of skills in this bucket; with its occupation */
    int left_most;                  /* what language and offer earn at most */
    Ranking ranking;
    BestSeen seen;
};

static inline int larger(int a, int b) {
    return a > b ? a : b;
}

static inline int points_of(const Pair *pair, Part part) {
    return pair->snapshot->rules->maximum[part] * score_part(pair, part).permille / SHARE_WHOLE;
}

static inline Pair pair_with(const BestSpace *space, int32_t opening) {
    return (Pair){ .snapshot = space->columns->snapshot,
                   .candidate = space->candidate,
                   .opening = &space->columns->snapshot->opening[opening] };
}

/* Exact, of the facet of an opening; POINTS_UNMET when its demands are unmet for certain. */
int work_points(BestSpace *space, int32_t facet);
int language_points(BestSpace *space, int32_t facet);
int offer_points(BestSpace *space, int32_t facet);

/* At most, for a way to any place in the cell, or to this one. */
int cell_points(BestSpace *space, int32_t cell);
int place_points(BestSpace *space, int32_t place);

typedef int FacetPoints(BestSpace *space, int32_t facet);

static inline int memo_points(BestSpace *space, Memo *memo, int32_t facet, FacetPoints *points) {
    if (memo[facet].search != space->search) {
        memo[facet] = (Memo){ space->search, points(space, facet) };
    }
    return memo[facet].points;
}

/* The most that a way with these places can earn, from where they are. */
int way_points_most(BestSpace *space, int32_t facet);

/* What can be had in groups, regions and buckets, and what is left. Returns how many groups are in
 * order in space->group. */
int32_t bounds_begin(BestSpace *space);

static inline int bucket_skills_most(const BestSpace *space, int32_t bucket) {
    const int32_t *drift = space->columns->skill_drift;
    int64_t permille = space->skills_permille[bucket];
    if (!permille) return 0;
    if (drift) permille = permille * drift[bucket] / SHARE_WHOLE;
    int maximum = space->columns->snapshot->rules->maximum[PART_skills_coverage];
    return (permille > SHARE_WHOLE ? SHARE_WHOLE : (int)permille) * maximum / SHARE_WHOLE;
}

#endif
