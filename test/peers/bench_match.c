/* bench_match: the best openings for people, through columns and by full comparison, at the scale of
 * a country. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "auto.h"
#include "country.h"
#include "matching/columns/columns.h"

enum { K = 10, CHECKED = 5 };

static double seconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int double_order(const void *a, const void *b) {
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

int main(int argc, char **argv) {
    int64_t openings = argc > 1 ? strtoll(argv[1], NULL, 10) : 100000;
    int people = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 2000;
    AUTO(arena_end_at) Arena *arena = arena_new("bench", (size_t)16 << 30);
    Country *country = country_make(arena, 7);
    Rules *rules;
    Phrase why;
    if (rules_load(arena, STR_EMPTY, &rules, &why) != OK) return 1;
    double began = seconds_now();
    Snapshot *snapshot = snapshot_begin(
        arena, (SnapshotInput){ .map = country_map(country), .rules = rules, .today = COUNTRY_TODAY });
    double making = 0;
    for (int64_t i = 0; i < openings; i++) {
        AUTO(arena_end_at) Arena *scratch = arena_new("opening", (size_t)64 << 20);
        double at = seconds_now();
        OpeningRecord record = country_opening(country, scratch, i + 1);
        making += seconds_now() - at;
        snapshot_add_opening(arena, snapshot, &record);
    }
    snapshot_openings_end(arena, snapshot);
    double encoded = seconds_now();
    printf("%lld openings: made in %.2f s, encoded in %.2f s, %zu MB\n", (long long)openings, making,
           encoded - began - making, arena_used_bytes(arena) >> 20);
    Columns *columns = columns_make(arena, snapshot);
    printf("columns in %.2f s, %zu MB; %d groups, %d regions, %zu rows; facets: work %zu language %zu way %zu offer %zu; "
           "demands %zu, needs %zu, targets %zu; cells %zu\n",
           seconds_now() - encoded, arena_used_bytes(arena) >> 20, columns->group_count,
           columns->region_count, columns->row_count, columns->work.keys.count, columns->language.keys.count,
           columns->way.keys.count, columns->offer.keys.count, columns->demands.bits.count,
           columns->demands.needs.keys.count, columns->demands.targets.keys.count, columns->cells.count);
    BestSpace *space = best_space_new(arena, columns, simd_used());
    double *took = arena_many(arena, double, (size_t)people);
    int64_t blocks = 0, rows = 0, judged = 0, found = 0, wrong = 0, checked = 0;
    double full = 0, encoding = 0;
    CandidateProfile *profile = arena_many(arena, CandidateProfile, (size_t)people);
    double at = seconds_now();
    for (int i = 0; i < people; i++) {
        CandidateRecord record = country_candidate(country, arena, i + 1);
        candidate_encode(arena, snapshot, &record, &profile[i]);
    }
    encoding = seconds_now() - at;
    for (int i = 0; i < people; i++) {
        Match match[K], expected[K];
        at = seconds_now();
        size_t count = best_openings(space, &profile[i], i, K, match);
        took[i] = seconds_now() - at;
        BestSeen seen = best_seen(space);
        blocks += seen.buckets, rows += seen.rows, judged += seen.judged, found += (int64_t)count;
        if (i >= CHECKED) continue;
        at = seconds_now();
        Snapshot one = *snapshot;
        one.candidate = &profile[i];
        size_t right = rank_for_candidate(&one, 0, K, expected);
        full += seconds_now() - at;
        checked++;
        bool same = right == count;
        for (size_t k = 0; same && k < count; k++) {
            same = match[k].opening == expected[k].opening && match[k].score == expected[k].score;
        }
        wrong += !same;
    }
    double sum = 0;
    for (int i = 0; i < people; i++) sum += took[i];
    qsort(took, (size_t)people, sizeof *took, double_order);
    printf("encode %.1f us a person\n", encoding / people * 1e6);
    printf("best %d: median %.3f ms, mean %.3f, p99 %.3f, max %.3f; blocks %.1f rows %.1f judged %.1f found %.2f a person\n",
           K, took[people / 2] * 1e3, sum / people * 1e3, took[people * 99 / 100] * 1e3,
           took[people - 1] * 1e3, (double)blocks / people, (double)rows / people,
           (double)judged / people, (double)found / people);
    printf("full comparison: %.2f ms; %lld of %lld lists differ\n", full / (double)checked * 1e3,
           (long long)wrong, (long long)checked);
    return wrong != 0;
}
