/* bench_barriers: which step opens what, for everybody in a made country (country.h), in one run.
 *
 *     bench_barriers [--people N] [--compared N] [--threads N] [OPENINGS]
 *
 * 1,000,000 people, of whom 40 compared, all processors and 500,000 openings when not said. Sums of a
 * country by sweeping; the same of some people beside a look at each opening, figure by figure; and
 * the page of one person, with the best after each step. Exit status 1 when a figure differs. */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "auto.h"
#include "country.h"
#include "log.h"
#include "matching/barriers/barriers.h"
#include "matching/columns/columns.h"
#include "number.h"

enum { PEOPLE = 1000000, OPENINGS = 500000, COMPARED = 40, PAGES = 100, SEED = 7 };

typedef struct Asking {
    int64_t people, openings, compared, threads;
} Asking;

typedef struct Taken {
    double elapsed, processor; /* seconds */
} Taken;

static double seconds_of(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static Taken taken_now(void) {
    return (Taken){ seconds_of(CLOCK_MONOTONIC), seconds_of(CLOCK_PROCESS_CPUTIME_ID) };
}

static Taken taken_since(Taken then) {
    Taken now = taken_now();
    return (Taken){ now.elapsed - then.elapsed, now.processor - then.processor };
}

static double gigabytes_most(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1e6;
}

static Snapshot *market_make(Arena *arena, const Asking *asking) {
    Country *country = country_make(arena, SEED);
    Rules *rules;
    Phrase why;
    if (rules_load(arena, STR_EMPTY, &rules, &why) != OK) log_fatal("the weights are refused");
    SnapshotInput input = { .map = country_map(country), .rules = rules, .today = COUNTRY_TODAY };
    Snapshot *snapshot = snapshot_begin(arena, input);
    for (int64_t i = 1; i <= asking->openings; i++) {
        AUTO(arena_end_at) Arena *scratch = arena_new("an opening", (size_t)64 << 20);
        OpeningRecord record = country_opening(country, scratch, i);
        snapshot_add_opening(arena, snapshot, &record);
    }
    snapshot_openings_end(arena, snapshot);
    for (int64_t i = 1; i <= asking->people; i++) {
        AUTO(arena_end_at) Arena *scratch = arena_new("a person", (size_t)64 << 20);
        CandidateRecord record = country_candidate(country, scratch, i);
        snapshot_add_candidate(arena, snapshot, &record);
    }
    if (!snapshot->columns) snapshot->columns = columns_make(arena, snapshot);
    return snapshot;
}

/* --- swept beside judged --- */

static bool areas_equal(const AreaBarriers *a, const AreaBarriers *b) {
    return str_equal(a->municipality, b->municipality) && a->people == b->people &&
           a->people_without == b->people_without && a->openings == b->openings &&
           a->openings_without == b->openings_without;
}

static bool groups_equal(const GroupStep *a, const GroupStep *b) {
    return step_equal(a->step, b->step) && a->step.weeks == b->step.weeks &&
           a->supply == b->supply && a->people == b->people && a->openings == b->openings &&
           a->pairs == b->pairs;
}

static int64_t figures_different(const CountryBarriers *a, const CountryBarriers *b) {
    if (a->area_count != b->area_count || a->step_count != b->step_count) return 1;
    int64_t count = 0;
    for (size_t i = 0; i < a->area_count; i++) count += !areas_equal(&a->area[i], &b->area[i]);
    for (size_t i = 0; i < a->step_count; i++) count += !groups_equal(&a->step[i], &b->step[i]);
    for (int i = 0; i < CRITERION_COUNT; i++) {
        count += a->criterion[i].people != b->criterion[i].people;
        count += a->criterion[i].pairs != b->criterion[i].pairs;
    }
    return count;
}

/* People far from each other. */
static int64_t compare(Arena *arena, const Snapshot *snapshot, const Asking *asking) {
    bool *left_out = arena_many(arena, bool, (size_t)asking->people);
    int64_t apart = asking->people / asking->compared, compared = 0;
    for (int64_t i = 0; i < asking->people; i++) {
        left_out[i] = i % apart != 0;
        compared += !left_out[i];
    }
    CountryRequest request = { .snapshot = snapshot, .left_out = left_out, .region = -1,
                               .threads = (int)asking->threads };
    CountryBarriers swept = country_barriers(arena, &request);
    request.judged = true;
    Taken began = taken_now();
    CountryBarriers judged = country_barriers(arena, &request);
    double each = taken_since(began).processor / (double)compared;
    int64_t different = figures_different(&swept, &judged);
    printf("%lld people compared with a look at each opening (%.1f ms each): %zu areas, %zu groups, "
           "%lld figures differ\n",
           (long long)compared, each * 1e3, judged.area_count, judged.step_count,
           (long long)different);
    return different;
}

/* --- a page --- */

static void pages_time(Arena *arena, const Snapshot *snapshot, const Asking *asking) {
    BarrierSpace *space = barrier_space_new(arena, snapshot, NULL);
    int64_t count = asking->people < PAGES ? asking->people : PAGES, steps = 0;
    Taken began = taken_now();
    for (int i = 0; i < (int)count; i++) {
        AUTO(arena_end_at) Arena *scratch = arena_new("a person", (size_t)1 << 30);
        steps += (int64_t)person_barriers(scratch, space, i).step_count;
    }
    printf("one person with the best after each step: %.2f ms; %.1f steps open some\n",
           taken_since(began).processor * 1e3 / (double)count, (double)steps / (double)count);
}

static bool asking_read(int argc, char **argv, Asking *asking) {
    for (int i = 1; i < argc; i++) {
        int64_t *to = !strcmp(argv[i], "--people")     ? &asking->people
                      : !strcmp(argv[i], "--compared") ? &asking->compared
                      : !strcmp(argv[i], "--threads")  ? &asking->threads
                                                       : &asking->openings;
        i += to != &asking->openings;
        if (i >= argc || !number_read_between(str_from(argv[i]), 1, 10000000, to)) return false;
    }
    return asking->compared <= asking->people && asking->threads <= PEOPLE_THREADS_MAX;
}

int main(int argc, char **argv) {
    Asking asking = { PEOPLE, OPENINGS, COMPARED, sysconf(_SC_NPROCESSORS_ONLN) };
    if (!asking_read(argc, argv, &asking)) {
        fputs("usage: bench_barriers [--people N] [--compared N] [--threads N] [OPENINGS]\n", stderr);
        return 2;
    }
    AUTO(arena_end_at) Arena *arena = arena_new("a market", (size_t)32 << 30);
    Snapshot *snapshot = market_make(arena, &asking);
    CountryRequest request = { .snapshot = snapshot, .region = -1,
                               .threads = (int)asking.threads };
    Taken began = taken_now();
    CountryBarriers country = country_barriers(arena, &request);
    Taken took = taken_since(began);
    printf("%lld people, %lld openings, %lld threads: %.1f s, %.3f ms of a processor each, "
           "at most %.1f GB\n",
           (long long)asking.people, (long long)asking.openings, (long long)asking.threads,
           took.elapsed, took.processor * 1e3 / (double)asking.people, gigabytes_most());
    printf("%lld people find nothing; %zu groups of steps\n",
           (long long)country.total.people_without, country.step_count);
    int64_t different = compare(arena, snapshot, &asking);
    pages_time(arena, snapshot, &asking);
    return different != 0;
}
