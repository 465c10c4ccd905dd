/* pairs.h: the best openings for everybody, however many there are.
 *
 *     Pairs *pairs = pairs_begin((PairsAsked){ .snapshot = snapshot, .k = 10, .threads = 2,
 *                                              .take = lists_write, .context = &writing });
 *     for each person: result = pairs_add(pairs, &record);
 *     result = pairs_finish(pairs);
 *     pairs_end(pairs);
 *
 * People come as records, one by one, and are forgotten: a part of them is in memory, and the next
 * part is encoded while other threads search for the one before. A person's list is exactly that of
 * rank_for_candidate among the openings of the snapshot, and lists leave in the order in which
 * people were given, whatever the number of threads. Within a part people are searched in order of
 * where they live, so that what is near them stays in the processor's cache.
 *
 * The first parts are small, so that no thread waits long and the first lists are there soon. A part
 * has at most PAIRS_PEOPLE_MAX people and PAIRS_MATCHES_MAX matches; at the sizes of a country two of
 * them take 0.5 GB at most. The thread that calls is one of `threads`; with 1 there is no other.
 *
 * The snapshot stays as it is, and must outlive the pairs; it needs no people. Verbs of one Pairs
 * are called by one thread. Nothing here reads a database or writes a file. */
#ifndef OPSTAP_PAIRS_H
#define OPSTAP_PAIRS_H

#include "matching/matching.h"

enum {
    PAIRS_THREADS_MAX = 64,
    PAIRS_TOP_MAX = 1000, /* a longer list is read by nobody; rank_for_candidate gives it */
    PAIRS_PEOPLE_FIRST = 64,
    PAIRS_PEOPLE_MAX = 50 * 1000,
    PAIRS_MATCHES_MAX = 1024 * 1024,
};

typedef struct Pairs Pairs;

typedef struct PersonList {
    Str id; /* of the candidate */
    int64_t number;
    const Match *match; /* best first; `candidate` in it is the position in the part */
    size_t count;
} PersonList;

typedef struct PairsPart {
    const PersonList *list;
    size_t count;
} PairsPart;

/* Gets the lists of some people, which live until it returns. What it returns, unless OK, ends the
 * work. Called by the thread that calls pairs_add and pairs_finish, while others search on. */
typedef Result PairsTake(void *context, const PairsPart *part);

typedef struct PairsAsked {
    const Snapshot *snapshot;
    size_t k;    /* 1..PAIRS_TOP_MAX */
    int threads; /* 1..PAIRS_THREADS_MAX */
    size_t people_first; /* in the first part; 0: PAIRS_PEOPLE_FIRST. Each next has twice as many */
    PairsTake *take;
    void *context;
} PairsAsked;

Pairs *pairs_begin(PairsAsked asked);

/* The record is read before it returns, and not kept. What `take` said last. */
Result pairs_add(Pairs *pairs, const CandidateRecord *record);
Result pairs_finish(Pairs *pairs); /* the lists of the last people */

void pairs_end(Pairs *pairs); /* also when it did not finish; NULL: nothing */
void pairs_end_at(Pairs **pairs); /* for AUTO() */

#endif
