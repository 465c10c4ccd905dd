/* bench_barriers: which step opens what, for people in a made country (country.h), in one run.
 *
 *     bench_barriers [--people N] [OPENINGS]     2,000 people and 10,000 openings when not said
 *
 * People in order of home, one thread: as one person is asked on a page (the best after each step,
 * answers), and as sums of a country take them. Some are compared with a scan without columns. Exit
 * status 1 when a count differs. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "auto.h"
#include "country.h"
#include "log.h"
#include "matching/barriers/barriers.h"
#include "matching/columns/columns.h"
#include "number.h"
#include "text.h"

enum { COMPARED = 10, PEOPLE = 2000, OPENINGS = 10000, SEED = 7 };

static double seconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static Snapshot *market_make(Arena *arena, int64_t openings, int64_t people) {
    Country *country = country_make(arena, SEED);
    Rules *rules;
    Phrase why;
    if (rules_load(arena, STR_EMPTY, &rules, &why) != OK) log_fatal("the weights are refused");
    SnapshotInput input = { .map = country_map(country), .rules = rules, .today = COUNTRY_TODAY };
    Snapshot *snapshot = snapshot_begin(arena, input);
    for (int64_t i = 1; i <= openings; i++) {
        AUTO(arena_end_at) Arena *scratch = arena_new("an opening", (size_t)64 << 20);
        OpeningRecord record = country_opening(country, scratch, i);
        snapshot_add_opening(arena, snapshot, &record);
    }
    snapshot_openings_end(arena, snapshot);
    snapshot->candidate = arena_many(arena, CandidateProfile, (size_t)people);
    snapshot->candidates.count = (size_t)people;
    for (int64_t i = 0; i < people; i++) {
        CandidateRecord record = country_candidate(country, arena, i + 1);
        candidate_encode(arena, snapshot, &record, &snapshot->candidate[i]);
    }
    snapshot->columns = columns_make(arena, snapshot);
    return snapshot;
}

static int by_home(const void *left, const void *right) {
    const CandidateProfile *a = left, *b = right;
    if (a->home != b->home) return a->home < b->home ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

static int different(Arena *arena, const Snapshot *snapshot, BarrierSpace *space) {
    Snapshot plain = *snapshot;
    plain.columns = NULL;
    BarrierSpace *full = barrier_space_new(arena, &plain, NULL);
    int count = 0;
    for (int i = 0; i < COMPARED; i++) {
        PersonBarriers found = person_barriers(arena, space, i);
        PersonBarriers expected = person_barriers(arena, full, i);
        bool same = found.feasible == expected.feasible && found.sure == expected.sure &&
                    found.step_count == expected.step_count &&
                    found.pair_count == expected.pair_count;
        for (size_t k = 0; same && k < found.step_count; k++) {
            same = step_equal(found.step[k].step, expected.step[k].step) &&
                   found.step[k].opens == expected.step[k].opens &&
                   found.step[k].best.opening == expected.step[k].best.opening;
        }
        count += !same;
    }
    return count;
}

int main(int argc, char **argv) {
    int64_t people = PEOPLE, openings = OPENINGS;
    for (int i = 1; i < argc; i++) {
        bool known = !strcmp(argv[i], "--people")
                         ? ++i < argc && number_read_between(str_from(argv[i]), COMPARED, 1000000,
                                                             &people)
                         : number_read_between(str_from(argv[i]), 1, 10000000, &openings);
        if (known) continue;
        fputs("usage: bench_barriers [--people 10..1000000] [OPENINGS]\n", stderr);
        return 2;
    }
    AUTO(arena_end_at) Arena *arena = arena_new("a market", (size_t)32 << 30);
    Snapshot *snapshot = market_make(arena, openings, people);
    qsort(snapshot->candidate, (size_t)people, sizeof *snapshot->candidate, by_home);
    BarrierSpace *space = barrier_space_new(arena, snapshot, NULL);
    int64_t feasible = 0, steps = 0, pairs = 0;
    double began = seconds_now();
    for (int i = 0; i < (int)people; i++) {
        AUTO(arena_end_at) Arena *scratch = arena_new("a person", (size_t)1 << 30);
        PersonBarriers barriers = person_barriers(scratch, space, i);
        feasible += barriers.feasible;
        steps += (int64_t)barriers.step_count;
        pairs += barriers.pair_count > 0;
    }
    double each = (seconds_now() - began) / (double)people;
    CountryRequest request = { .snapshot = snapshot, .region = -1, .threads = 1 };
    began = seconds_now();
    CountryBarriers country = country_barriers(arena, &request);
    double summed = (seconds_now() - began) / (double)people;
    int wrong = different(arena, snapshot, space);
    printf("%lld people, %lld openings: %.3f ms each with the best of each step, %.3f ms in sums\n",
           (long long)people, (long long)openings, each * 1e3, summed * 1e3);
    printf("a person: %.1f openings feasible, %.1f steps that open some; %lld need two steps; "
           "%zu groups\n",
           (double)feasible / (double)people, (double)steps / (double)people, (long long)pairs,
           country.step_count);
    printf("%d of %d equal to a scan without columns\n", COMPARED - wrong, COMPARED);
    return wrong != 0;
}
