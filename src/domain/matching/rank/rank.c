#include "auto.h"
#include "matching/columns/columns.h"
#include "matching/people/people.h"
#include "matching/rank/ranking.h"
#include "matching/judge/score.h"

enum { SPACE_BYTES_MAX = 1024 * 1024 * 1024 }; /* a few bytes for each opening at most */

Match pair_match(const Pair *pair, int candidate, int opening) {
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
    return pair_match(&pair, candidate, opening);
}

static size_t rank_through_columns(const Snapshot *snapshot, int candidate, size_t k,
                                   Match *ret_match) {
    AUTO(arena_end_at) Arena *arena = arena_new("the best openings", SPACE_BYTES_MAX);
    BestSpace *space = best_space_new(arena, snapshot->columns, simd_used());
    return best_openings(space, &snapshot->candidate[candidate], candidate, k, ret_match);
}

size_t rank_for_candidate(const Snapshot *snapshot, int candidate, size_t k, Match *ret_match) {
    if (snapshot->columns) return rank_through_columns(snapshot, candidate, k, ret_match);
    Ranking ranking = ranking_begin(snapshot, true, ret_match, k);
    int count = (int)snapshot_opening_count(snapshot);
    for (int i = 0; i < count; i++) ranking_take(&ranking, match_pair(snapshot, candidate, i));
    return ranking_finish(&ranking);
}

static size_t rank_through_people(const Snapshot *snapshot, int opening, size_t k,
                                  Match *ret_match) {
    AUTO(arena_end_at) Arena *arena = arena_new("the best people", SPACE_BYTES_MAX);
    PeopleSpace *space = people_space_new(arena, snapshot->people);
    return best_people(space, &snapshot->opening[opening], opening, k, ret_match);
}

size_t rank_for_opening(const Snapshot *snapshot, int opening, size_t k, Match *ret_match) {
    if (snapshot->people) return rank_through_people(snapshot, opening, k, ret_match);
    Ranking ranking = ranking_begin(snapshot, false, ret_match, k);
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
