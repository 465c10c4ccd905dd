#include "matching/score.h"

static Match match_of(const Pair *pair, int candidate, int opening) {
    Match match = { .candidate = candidate, .opening = opening, .score = -1 };
    for (int i = 0; i < CRITERION_COUNT; i++) {
        int count = pair_demand_count(pair, (Criterion)i);
        for (int k = 0; k < count; k++) {
            Verdict verdict = judge(pair, (Criterion)i, k).verdict;
            if (verdict == VERDICT_UNMET) match.unmet_count++;
            if (verdict == VERDICT_UNKNOWN) match.unknown_count++;
        }
    }
    if (match.unmet_count == 0) score_pair(pair, &match);
    return match;
}

Match match_pair(const Snapshot *snapshot, int candidate, int opening) {
    Pair pair = pair_make(snapshot, candidate, opening, false);
    return match_of(&pair, candidate, opening);
}

/* --- the best k: a heap with the worst on top --- */

typedef struct Ranking {
    const Snapshot *snapshot;
    bool openings; /* openings are ranked, else candidates */
    Match *match;
    size_t count, k;
} Ranking;

static int64_t order_of(const Ranking *ranking, const Match *match) {
    return ranking->openings ? snapshot_opening(ranking->snapshot, match->opening)->number
                             : snapshot_candidate(ranking->snapshot, match->candidate)->number;
}

static bool is_better(const Ranking *ranking, const Match *a, const Match *b) {
    if (a->score != b->score) return a->score > b->score;
    int64_t first = order_of(ranking, a), second = order_of(ranking, b);
    if (first != second) return first < second;
    return ranking->openings ? a->opening < b->opening : a->candidate < b->candidate;
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

static void ranking_take(Ranking *ranking, Match match) {
    if (!match_feasible(&match) || !ranking->k) return;
    if (ranking->count < ranking->k) {
        ranking->match[ranking->count++] = match;
        rise(ranking, ranking->count - 1);
    } else if (is_better(ranking, &match, &ranking->match[0])) {
        ranking->match[0] = match;
        sink(ranking, 0);
    }
}

/* Takes the worst to the end, again and again: best first. */
static size_t ranking_finish(Ranking *ranking) {
    size_t total = ranking->count;
    while (ranking->count > 1) {
        ranking->count--;
        swap(&ranking->match[0], &ranking->match[ranking->count]);
        sink(ranking, 0);
    }
    return total;
}

size_t rank_for_candidate(const Snapshot *snapshot, int candidate, size_t k, Match *ret_match) {
    Ranking ranking = { .snapshot = snapshot, .openings = true, .match = ret_match, .k = k };
    int count = (int)snapshot_opening_count(snapshot);
    for (int i = 0; i < count; i++) ranking_take(&ranking, match_pair(snapshot, candidate, i));
    return ranking_finish(&ranking);
}

size_t rank_for_opening(const Snapshot *snapshot, int opening, size_t k, Match *ret_match) {
    Ranking ranking = { .snapshot = snapshot, .match = ret_match, .k = k };
    int count = (int)snapshot_candidate_count(snapshot);
    for (int i = 0; i < count; i++) ranking_take(&ranking, match_pair(snapshot, i, opening));
    return ranking_finish(&ranking);
}

void verdict_counts(const Snapshot *snapshot, VerdictCounts *ret_counts) {
    VerdictCounts counts = { 0 };
    int candidates = (int)snapshot_candidate_count(snapshot);
    int openings = (int)snapshot_opening_count(snapshot);
    for (int candidate = 0; candidate < candidates; candidate++) {
        for (int opening = 0; opening < openings; opening++) {
            Verdict verdict[CRITERION_COUNT];
            match_verdicts(snapshot, candidate, opening, verdict);
            bool feasible = true;
            for (int i = 0; i < CRITERION_COUNT; i++) {
                counts.count[i][verdict[i]]++;
                if (verdict[i] == VERDICT_UNMET) feasible = false;
            }
            counts.pairs++;
            counts.feasible += feasible;
        }
    }
    *ret_counts = counts;
}
