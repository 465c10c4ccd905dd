/* ranking.h: the best k of many matches, kept while they come.
 *
 * Within the room. Better is: a higher score, then the lower number, then the lower position. k of
 * 0 keeps nothing. Infeasible matches are not taken. The array of k matches is the caller's. */
#ifndef OPSTAP_MATCHING_RANKING_H
#define OPSTAP_MATCHING_RANKING_H

#include "matching/encode/profile.h"

typedef struct Ranking {
    const Snapshot *snapshot;
    bool openings; /* openings are ranked, else candidates */
    Match *match;  /* a heap with the worst on top */
    size_t count, k;
    int worst; /* score of the worst kept when there are k; below it nothing comes in */
} Ranking;

Ranking ranking_begin(const Snapshot *snapshot, bool openings, Match *match, size_t k);

void ranking_take(Ranking *ranking, Match match);

/* False when a match with at most this score, number and position cannot be among the best. */
bool ranking_may_take(const Ranking *ranking, int score, int64_t number, int position);

/* The same, without number and position: of a score that is equal to the worst it says -1. */
static inline int ranking_tells(const Ranking *ranking, int score) {
    return score == ranking->worst ? -1 : score > ranking->worst;
}

/* The worst that is kept when there are k: what comes in must be better than it. */
typedef struct RankingLast {
    int score, position;
    int64_t number;
} RankingLast;
RankingLast ranking_last(const Ranking *ranking);

/* As ranking_may_take, until the ranking takes another. */
static inline bool ranking_last_lets(RankingLast last, int score, int64_t number, int position) {
    if (score != last.score) return score > last.score;
    return number != last.number ? number < last.number : position < last.position;
}

/* Puts them in order, best first. Returns how many. */
size_t ranking_finish(Ranking *ranking);

#endif
