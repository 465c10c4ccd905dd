/* bench_pairs: the best openings for everybody in a made country (country.h), without a database.
 *
 *     bench_pairs [--markdown] [--openings N] [--people N] [--threads N] [--top K]
 *
 * 500,000 openings, 1,000,000 people, a thread per processor and the ten best when not said. People are
 * made while the others are searched for, by the thread that would read them from a database; how long
 * that took by itself is said. Peak memory is that of the whole program. Of some people, evenly spread,
 * the list is compared with that of a full comparison, match by match. Exit status 1 when one differs. */
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "auto.h"
#include "bench_table.h"
#include "country.h"
#include "log.h"
#include "matching/columns/columns.h"
#include "matching/pairs/pairs.h"
#include "number.h"
#include "text.h"

enum { COMPARED = 25, SEED = 7, PEOPLE_AT_ONCE = 1000 };

typedef struct Asked {
    int64_t openings, people, threads, top;
    bool markdown;
} Asked;

static double seconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Of all processors together: what others do on the machine is not in it. */
static double processor_seconds(void) {
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

/* --- openings --- */

static Snapshot *openings_make(Arena *arena, const Country *country, int64_t openings) {
    Rules *rules;
    Phrase why;
    if (rules_load(arena, STR_EMPTY, &rules, &why) != OK) log_fatal("the weights are refused");
    SnapshotInput input = { .map = country_map(country), .rules = rules, .today = COUNTRY_TODAY };
    Snapshot *snapshot = snapshot_begin(arena, input);
    AUTO(arena_end_at) Arena *scratch = arena_new("an opening", (size_t)64 << 20);
    for (int64_t i = 1; i <= openings; i++) {
        ArenaMark mark = arena_mark(scratch);
        OpeningRecord record = country_opening(country, scratch, i);
        snapshot_add_opening(arena, snapshot, &record);
        arena_rewind(scratch, mark);
    }
    snapshot_openings_end(arena, snapshot);
    snapshot->columns = columns_make(arena, snapshot);
    return snapshot;
}

/* --- people --- */

typedef struct Running {
    Asked asked;
    const Country *country;
    const Snapshot *snapshot;
    int64_t lists, matches;
    double making, seconds, processor; /* seconds */
    Match *kept;          /* top of each that is compared */
    size_t count[COMPARED];
    int compared;
} Running;

static int64_t compared_number(const Running *running, int at) {
    return running->asked.people * at / COMPARED + 1;
}

static Result lists_take(void *context, const PairsPart *part) {
    Running *running = context;
    for (size_t i = 0; i < part->count; i++) {
        const PersonList *list = &part->list[i];
        running->lists++;
        running->matches += (int64_t)list->count;
        int at = running->compared;
        if (at == COMPARED || list->number != compared_number(running, at)) continue;
        Match *kept = running->kept + (size_t)at * (size_t)running->asked.top;
        if (list->count) memcpy(kept, list->match, list->count * sizeof *kept);
        running->count[running->compared++] = list->count;
    }
    return OK;
}

static void people_add(Running *running, Pairs *pairs, int64_t first) {
    AUTO(arena_end_at) Arena *arena = arena_new("some people", (size_t)1 << 30);
    static CandidateRecord person[PEOPLE_AT_ONCE];
    int64_t left = running->asked.people - first + 1;
    int64_t count = left < PEOPLE_AT_ONCE ? left : PEOPLE_AT_ONCE;
    double began = seconds_now();
    for (int64_t i = 0; i < count; i++) {
        person[i] = country_candidate(running->country, arena, first + i);
    }
    running->making += seconds_now() - began;
    for (int64_t i = 0; i < count; i++) {
        if (pairs_add(pairs, &person[i]) != OK) log_fatal("a list was refused");
    }
}

static void everybody_run(Running *running) {
    double began = seconds_now(), used = processor_seconds();
    AUTO(pairs_end_at) Pairs *pairs = pairs_begin((PairsAsked){
        .snapshot = running->snapshot, .k = (size_t)running->asked.top,
        .threads = (int)running->asked.threads, .take = lists_take, .context = running });
    for (int64_t i = 1; i <= running->asked.people; i += PEOPLE_AT_ONCE) {
        people_add(running, pairs, i);
    }
    if (pairs_finish(pairs) != OK) log_fatal("a list was refused");
    running->seconds = seconds_now() - began;
    running->processor = processor_seconds() - used;
}

/* --- are they right? --- */

static bool list_is_right(const Running *running, Arena *arena, int at) {
    Snapshot one = snapshot_fork(arena, running->snapshot);
    CandidateProfile person;
    CandidateRecord record =
        country_candidate(running->country, arena, compared_number(running, at));
    candidate_encode(arena, &one, &record, &person);
    one.candidate = &person;
    one.columns = NULL;
    one.way = NULL;
    size_t top = (size_t)running->asked.top;
    Match *full = arena_many(arena, Match, top);
    const Match *found = running->kept + (size_t)at * top;
    size_t count = rank_for_candidate(&one, 0, top, full);
    bool same = count == running->count[at];
    for (size_t i = 0; same && i < count; i++) {
        same = found[i].opening == full[i].opening && found[i].score == full[i].score &&
               !memcmp(found[i].part_points, full[i].part_points, sizeof full[i].part_points);
    }
    return same;
}

static int right_count(const Running *running) {
    int right = 0;
    for (int i = 0; i < running->compared; i++) {
        AUTO(arena_end_at) Arena *arena = arena_new("one list", (size_t)1 << 30);
        right += list_is_right(running, arena, i);
    }
    return right;
}

/* --- the table --- */

static void report(Arena *arena, const Running *running, int right) {
    static const char *const head[] = { "Openings", "People", "Threads", "Seconds",
                                        "Processor seconds", "Making people", "People a second", "Matches",
                                        "Peak memory", "Lists equal", NULL };
    BenchTable table = bench_table_new(arena, head);
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    const Asked *asked = &running->asked;
    bench_table_add(&table, str_printf(arena, "%lld", (long long)asked->openings));
    bench_table_add(&table, str_printf(arena, "%lld", (long long)asked->people));
    bench_table_add(&table, str_printf(arena, "%lld", (long long)asked->threads));
    bench_table_add(&table, str_printf(arena, "%.1f", running->seconds));
    bench_table_add(&table, str_printf(arena, "%.1f", running->processor));
    bench_table_add(&table, str_printf(arena, "%.1f", running->making));
    bench_table_add(&table, str_printf(arena, "%.0f", (double)asked->people / running->seconds));
    bench_table_add(&table, str_printf(arena, "%lld", (long long)running->matches));
    bench_table_add(&table, str_printf(arena, "%ld MB", used.ru_maxrss >> 10));
    bench_table_add(&table, str_printf(arena, "%d of %d", right, running->compared));
    Str name = simd_name(simd_used());
    bench_table_print(&table,
                      str_printf(arena, "The %lld best for everybody, %.*s", (long long)asked->top,
                                 STR_ARGS(name)).at,
                      asked->markdown);
}

static bool asked_read(int argc, char **argv, Asked *asked) {
    for (int i = 1; i < argc; i++) {
        const struct {
            const char *name;
            int64_t maximum, *value;
        } option[] = { { "--openings", 10000000, &asked->openings },
                       { "--people", 100000000, &asked->people },
                       { "--threads", PAIRS_THREADS_MAX, &asked->threads },
                       { "--top", PAIRS_TOP_MAX, &asked->top } };
        bool known = false;
        if (!strcmp(argv[i], "--markdown")) known = asked->markdown = true;
        for (size_t k = 0; !known && i + 1 < argc && k < sizeof option / sizeof *option; k++) {
            if (strcmp(argv[i], option[k].name) != 0) continue;
            known = number_read_between(str_from(argv[++i]), 1, option[k].maximum, option[k].value);
            break;
        }
        if (!known) return false;
    }
    return true;
}

int main(int argc, char **argv) {
    Asked asked = { .openings = 500000, .people = 1000000, .top = 10,
                    .threads = sysconf(_SC_NPROCESSORS_ONLN) };
    if (!asked_read(argc, argv, &asked)) {
        fputs("usage: bench_pairs [--markdown] [--openings 1..10000000] [--people 1..100000000]\n"
              "                   [--threads 1..64] [--top 1..1000]\n",
              stderr);
        return 2;
    }
    AUTO(arena_end_at) Arena *arena = arena_new("a country", (size_t)32 << 30);
    double began = seconds_now();
    Running running = { .asked = asked, .country = country_make(arena, SEED) };
    running.snapshot = openings_make(arena, running.country, asked.openings);
    running.kept = arena_many(arena, Match, COMPARED * (size_t)asked.top);
    printf("%lld openings made and in columns: %zu MB in %.1f s\n", (long long)asked.openings,
           arena_used_bytes(arena) >> 20, seconds_now() - began);
    everybody_run(&running);
    int right = right_count(&running);
    report(arena, &running, right);
    return right != running.compared;
}
