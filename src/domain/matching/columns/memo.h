/* memo.h: what is worked out once a search, and what is looked at best first.
 *
 * Within the room. `search` says for which search the points are; nothing is cleared in between. */
#ifndef OPSTAP_MATCHING_MEMO_H
#define OPSTAP_MATCHING_MEMO_H

#include "matching/judge/score.h"

typedef struct Memo {
    uint32_t search;
    int32_t points;
} Memo;

typedef struct Ordered {
    int32_t points, at;
} Ordered;

static inline int larger(int a, int b) {
    return a > b ? a : b;
}

static inline int points_of(const Pair *pair, Part part) {
    return pair->snapshot->rules->maximum[part] * score_part(pair, part).permille / SHARE_WHOLE;
}

#endif
