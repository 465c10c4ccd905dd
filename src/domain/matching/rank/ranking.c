#include "matching/rank/ranking.h"

static int64_t number_of(const Ranking *ranking, const Match *match) {
    return ranking->openings ? ranking->snapshot->opening[match->opening].number
                             : ranking->snapshot->candidate[match->candidate].number;
}

static int position_of(const Ranking *ranking, const Match *match) {
    return ranking->openings ? match->opening : match->candidate;
}

static bool is_better(const Ranking *ranking, const Match *a, const Match *b) {
    if (a->score != b->score) return a->score > b->score;
    int64_t first = number_of(ranking, a), second = number_of(ranking, b);
    if (first != second) return first < second;
    return position_of(ranking, a) < position_of(ranking, b);
}

static void swap(Match *a, Match *b) {
    Match kept = *a;
    *a = *b;
    *b = kept;
}

static void sink(Ranking *ranking, size_t at) {
    for (;;) {
        size_t worst = at;
        for (size_t child = at * 2 + 1; child <= at * 2 + 2 && child < ranking->count; child++) {
            if (is_better(ranking, &ranking->match[worst], &ranking->match[child])) worst = child;
        }
        if (worst == at) return;
        swap(&ranking->match[at], &ranking->match[worst]);
        at = worst;
    }
}

static void rise(Ranking *ranking, size_t at) {
    while (at) {
        size_t parent = (at - 1) / 2;
        if (!is_better(ranking, &ranking->match[parent], &ranking->match[at])) return;
        swap(&ranking->match[at], &ranking->match[parent]);
        at = parent;
    }
}

enum { WORST_OF_FEW = -2 }; /* while there are not yet k, anything comes in */

Ranking ranking_begin(const Snapshot *snapshot, bool openings, Match *match, size_t k) {
    return (Ranking){ .snapshot = snapshot,
                      .openings = openings,
                      .match = match,
                      .k = k,
                      .worst = k ? WORST_OF_FEW : SCORE_MAX + 1 };
}

RankingLast ranking_last(const Ranking *ranking) {
    RankingLast last = { .score = ranking->worst };
    if (!ranking->k || ranking->count < ranking->k) return last;
    last.number = number_of(ranking, &ranking->match[0]);
    last.position = position_of(ranking, &ranking->match[0]);
    return last;
}

bool ranking_may_take(const Ranking *ranking, int score, int64_t number, int position) {
    if (score != ranking->worst) return score > ranking->worst;
    return ranking_last_lets(ranking_last(ranking), score, number, position);
}

void ranking_take(Ranking *ranking, Match match) {
    if (!match_feasible(&match) || !ranking->k) return;
    if (ranking->count < ranking->k) {
        ranking->match[ranking->count++] = match;
        rise(ranking, ranking->count - 1);
    } else if (is_better(ranking, &match, &ranking->match[0])) {
        ranking->match[0] = match;
        sink(ranking, 0);
    }
    if (ranking->count == ranking->k) ranking->worst = ranking->match[0].score;
}

/* Takes the worst to the end, again and again: best first. */
size_t ranking_finish(Ranking *ranking) {
    size_t total = ranking->count;
    while (ranking->count > 1) {
        ranking->count--;
        swap(&ranking->match[0], &ranking->match[ranking->count]);
        sink(ranking, 0);
    }
    return total;
}
