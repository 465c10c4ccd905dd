/* match_limit.h: what this machine can do at most, and how near to it a list comes.
 *
 * Measured in the same run, one thread: a triad (a = b + s * c over arrays larger than the cache,
 * after McCalpin's STREAM), bits of 64 openings compared and counted as the search does (near: in
 * the first cache; far: from memory), and lines of 64 bytes read at random places. A search reads
 * few lines, at places that follow from the person, so it is held against the last one; what it
 * touches is worked out from what it counts (best_seen), not measured: this machine may not show
 * its counters. */
#ifndef OPSTAP_PEERS_MATCH_LIMIT_H
#define OPSTAP_PEERS_MATCH_LIMIT_H

#include "match_ours.h"

typedef struct Limit {
    double triad_bytes;           /* a second */
    double near_words, far_words; /* of demands compared and counted, a second */
    double line_seconds;          /* a line of 64 bytes somewhere in so much memory */
} Limit;

/* megabytes: of each array. */
Limit limit_measure(size_t megabytes);

/* The same as line_seconds, in as much memory as a market takes: what is small stays in the cache. */
double limit_line_seconds(size_t megabytes);

/* What one search touches, on average, and how long the machine takes for that at least. */
typedef struct Touched {
    double lines, bytes_in_order;
    double seconds;
} Touched;
Touched touched_by(const Limit *limit, const Market *market, const OursFigures *figures);

#endif
