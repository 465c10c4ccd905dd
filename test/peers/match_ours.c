#include "match_ours.h"

enum { K = 10, COMPARED = 25, ROUNDS = 3 };

static void compare(const Market *market, BestSpace *space, CandidateProfile *person,
                    OursFigures *figures) {
    for (int i = 0; i < figures->compared; i++) {
        Match found[K], full[K];
        size_t count = best_openings(space, &person[i], 0, K, found);
        double began = seconds_now();
        size_t expected = market_full_list(market, &person[i], K, full);
        figures->full += (seconds_now() - began) / figures->compared;
        figures->different += !lists_are_equal(found, count, full, expected);
    }
}

static void seen_add(BestSeen *sum, BestSeen seen) {
    sum->buckets += seen.buckets;
    sum->rows += seen.rows;
    sum->judged += seen.judged;
}

/* Median and late of one round. */
static void round_measure(BestSpace *space, const CandidateProfile *person, OursFigures *figures,
                          double *spent) {
    size_t people = (size_t)figures->searches;
    Match match[K];
    figures->seen = (BestSeen){ 0 };
    for (size_t i = 0; i < people; i++) {
        double began = seconds_now();
        best_openings(space, &person[i], 0, K, match);
        spent[i] = seconds_now() - began;
        seen_add(&figures->seen, best_seen(space));
    }
    figures->median = seconds_median(spent, people); /* now in order */
    figures->late = spent[people * 99 / 100];
}

OursFigures ours_measure(Arena *arena, const Market *market, BestSpace *space,
                         CandidateProfile *person, int people) {
    double *spent = arena_many(arena, double, (size_t)people), median[ROUNDS], late[ROUNDS];
    OursFigures figures = { .searches = people, .compared = people < COMPARED ? people : COMPARED };
    round_measure(space, person, &figures, spent); /* to warm up */
    for (int round = 0; round < ROUNDS; round++) {
        round_measure(space, person, &figures, spent);
        median[round] = figures.median;
        late[round] = figures.late;
    }
    figures.median = seconds_median(median, ROUNDS);
    figures.late = seconds_median(late, ROUNDS);
    compare(market, space, person, &figures);
    return figures;
}
