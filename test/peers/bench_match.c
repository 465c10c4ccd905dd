/* bench_match: the best openings for people in a made country (country.h), through columns beside a
 * full comparison, in one run.
 *
 *     bench_match [--markdown] [--people N] [OPENINGS...]     10,000, 100,000 and 500,000 when not said
 *
 * A list is the ten best. Each search is timed by itself, one thread, after as many searches to warm
 * up. Beside people as they come there are people that are hard to search for: without wishes, work and
 * skills, so that most openings are worth the same; without a home; without anything. Of each kind some
 * lists are compared with those of a full comparison, match by match. Exit status 1 when one differs. */
#include <string.h>
#include <time.h>

#include "auto.h"
#include "bench_table.h"
#include "country.h"
#include "log.h"
#include "matching/columns/columns.h"
#include "number.h"
#include "text.h"

enum { K = 10, COMPARED = 25, PEOPLE = 4000, SIZES_MAX = 16, SEED = 7 };

static double seconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* --- a market --- */

typedef struct Market {
    Arena *arena;
    Country *country;
    Snapshot *snapshot;
    Columns *columns;
    double encoding, columning; /* seconds */
} Market;

static void openings_encode(Market *market, int64_t openings) {
    for (int64_t i = 1; i <= openings; i++) {
        AUTO(arena_end_at) Arena *scratch = arena_new("an opening", (size_t)64 << 20);
        OpeningRecord record = country_opening(market->country, scratch, i);
        double began = seconds_now();
        snapshot_add_opening(market->arena, market->snapshot, &record);
        market->encoding += seconds_now() - began;
    }
    double began = seconds_now();
    snapshot_openings_end(market->arena, market->snapshot);
    market->encoding += seconds_now() - began;
}

static Market market_make(Arena *arena, int64_t openings) {
    Market market = { .arena = arena, .country = country_make(arena, SEED) };
    Rules *rules;
    Phrase why;
    if (rules_load(arena, STR_EMPTY, &rules, &why) != OK) log_fatal("the weights are refused");
    SnapshotInput input = { .map = country_map(market.country), .rules = rules,
                            .today = COUNTRY_TODAY };
    market.snapshot = snapshot_begin(arena, input);
    openings_encode(&market, openings);
    double began = seconds_now();
    market.columns = columns_make(arena, market.snapshot);
    market.columning = seconds_now() - began;
    return market;
}

/* --- people --- */

typedef enum Kind { AS_THEY_COME, WITHOUT_WISHES, WITHOUT_HOME, WITHOUT_ANYTHING, KINDS } Kind;
static const char *const kinds[KINDS] = { "as they come", "no wishes, work, skills", "no home",
                                          "nothing known" };

static CandidateRecord person_of(const Market *market, Kind kind, int64_t number) {
    CandidateRecord record = country_candidate(market->country, market->arena, number);
    if (kind == WITHOUT_WISHES) {
        record.list[LIST_WISH].count = record.list[LIST_EXPERIENCE].count = 0;
        record.list[LIST_SKILLS].count = 0;
    }
    if (kind == WITHOUT_HOME) record.fact[FACT_postcode] = VALUE_UNKNOWN;
    if (kind == WITHOUT_ANYTHING) {
        return (CandidateRecord){ .number = record.number, .id = record.id };
    }
    return record;
}

static CandidateProfile *people_make(const Market *market, Kind kind, int64_t people) {
    CandidateProfile *person = arena_many(market->arena, CandidateProfile, (size_t)people);
    for (int64_t i = 0; i < people; i++) {
        CandidateRecord record = person_of(market, kind, i + 1);
        candidate_encode(market->arena, market->snapshot, &record, &person[i]);
    }
    return person;
}

/* --- figures --- */

typedef struct Figures {
    double median, late, full; /* seconds; late: of 100 searches 99 take less */
    double judged;             /* openings a search */
    int compared, different;
} Figures;

static int seconds_order(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static bool lists_are_equal(const Match *a, size_t count, const Match *b, size_t other) {
    bool same = count == other;
    for (size_t i = 0; same && i < count; i++) {
        same = a[i].opening == b[i].opening && a[i].score == b[i].score &&
               !memcmp(a[i].part_points, b[i].part_points, sizeof a[i].part_points);
    }
    return same;
}

static void compare(const Market *market, BestSpace *space, CandidateProfile *person,
                    Figures *figures) {
    Snapshot one = *market->snapshot;
    for (int i = 0; i < COMPARED; i++) {
        Match found[K], full[K];
        one.candidate = &person[i];
        size_t count = best_openings(space, &person[i], 0, K, found);
        double began = seconds_now();
        size_t expected = rank_for_candidate(&one, 0, K, full);
        figures->full += (seconds_now() - began) / COMPARED;
        figures->compared++;
        figures->different += !lists_are_equal(found, count, full, expected);
    }
}

static Figures measure(const Market *market, BestSpace *space, Kind kind, int64_t people) {
    CandidateProfile *person = people_make(market, kind, people);
    double *spent = arena_many(market->arena, double, (size_t)people);
    Match match[K];
    Figures figures = { 0 };
    for (int64_t i = 0; i < people; i++) best_openings(space, &person[i], 0, K, match);
    for (int64_t i = 0; i < people; i++) {
        double began = seconds_now();
        best_openings(space, &person[i], 0, K, match);
        spent[i] = seconds_now() - began;
        figures.judged += (double)best_seen(space).judged / (double)people;
    }
    qsort(spent, (size_t)people, sizeof *spent, seconds_order);
    figures.median = spent[people / 2];
    figures.late = spent[people * 99 / 100];
    compare(market, space, person, &figures);
    return figures;
}

static Str milliseconds(Arena *arena, double seconds) {
    return str_printf(arena, "%.3f ms", seconds * 1e3);
}

static int rows_add(BenchTable *table, int64_t openings, int64_t people) {
    AUTO(arena_end_at) Arena *arena = arena_new("a market", (size_t)32 << 30);
    Market market = market_make(arena, openings);
    BestSpace *space = best_space_new(arena, market.columns, simd_used());
    size_t megabytes = arena_used_bytes(arena) >> 20;
    int different = 0;
    for (int kind = 0; kind < KINDS; kind++) {
        int64_t some = kind == AS_THEY_COME ? people : people / 10 + COMPARED;
        Figures figures = measure(&market, space, (Kind)kind, some);
        bench_table_add(table, str_printf(table->arena, "%lld", (long long)openings));
        bench_table_add(table, str_from(kinds[kind]));
        bench_table_add(table, milliseconds(table->arena, figures.median));
        bench_table_add(table, milliseconds(table->arena, figures.late));
        bench_table_add(table, milliseconds(table->arena, figures.full));
        bench_table_add(table, str_printf(table->arena, "%.0f", figures.full / figures.median));
        bench_table_add(table, str_printf(table->arena, "%.1f", figures.judged));
        bench_table_add(table, str_printf(table->arena, "%d of %d",
                                          figures.compared - figures.different, figures.compared));
        different += figures.different;
    }
    printf("%lld openings: read into %zu MB in %.1f s, columns in %.1f s\n", (long long)openings,
           megabytes, market.encoding, market.columning);
    return different;
}

int main(int argc, char **argv) {
    static const char *const head[] = { "Openings", "People", "Median", "99 of 100 within",
                                        "Full comparison", "Ratio", "Judged", "Lists equal", NULL };
    int64_t size[SIZES_MAX] = { 10000, 100000, 500000 }, people = PEOPLE;
    int sizes = 0, different = 0;
    bool markdown = false;
    for (int i = 1; i < argc; i++) {
        bool known = true;
        if (!strcmp(argv[i], "--markdown")) markdown = true;
        else if (!strcmp(argv[i], "--people") && i + 1 < argc) {
            known = number_read_between(str_from(argv[++i]), 100, 1000000, &people);
        } else {
            known = sizes < SIZES_MAX &&
                    number_read_between(str_from(argv[i]), 1, 10000000, &size[sizes]);
            sizes++;
        }
        if (known) continue;
        fputs("usage: bench_match [--markdown] [--people 100..1000000] [OPENINGS...]\n", stderr);
        return 2;
    }
    AUTO(arena_end_at) Arena *arena = arena_new("table", (size_t)1 << 24);
    BenchTable table = bench_table_new(arena, head);
    for (int i = 0; i < (sizes ? sizes : 3); i++) different += rows_add(&table, size[i], people);
    Str name = simd_name(simd_used());
    bench_table_print(&table, str_printf(arena, "The ten best, one thread, %.*s", STR_ARGS(name)).at,
                      markdown);
    return different != 0;
}
