/* bench_people: the best people for openings in a made country (country.h), through rows by wish
 * and region beside a full comparison, in one run.
 *
 *     bench_people [--markdown] [--openings N] [PEOPLE...]     10,000, 100,000 and 1,000,000 when
 * not said
 *
 * A list is the ten best. Each search is timed by itself, one thread, after as many searches to
 * warm up. Beside openings as they come there are those that are hard to search for: without a
 * place; without demands; without anything; and those of the occupation that most people wish. Of
 * each kind some lists are compared with those of a full comparison, match by match. Exit status 1
 * when one differs. */
#include <string.h>
#include <time.h>

#include "auto.h"
#include "bench_table.h"
#include "country.h"
#include "log.h"
#include "matching/people/people.h"
#include "number.h"
#include "text.h"

enum { K = 10, COMPARED = 10, OPENINGS = 1000, SIZES_MAX = 16, SEED = 7, OPENINGS_READ = 20000 };

static double seconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* --- openings --- */

typedef enum Kind {
    AS_THEY_COME,
    WITHOUT_PLACE,
    WITHOUT_DEMANDS,
    COMMON,
    WITHOUT_ANYTHING,
    KINDS
} Kind;
static const char *const kinds[KINDS] = { "as they come", "no place", "no demands",
                                          "a common occupation", "nothing known" };

static void demands_drop(OpeningRecord *record) {
    static const OpeningList lists[] = {
        OPENING_LIST_DEMAND,       OPENING_LIST_OPENING_CONDITION,   OPENING_LIST_OPENING_LICENCE,
        OPENING_LIST_OPENING_MODE, OPENING_LIST_OPENING_CERTIFICATE, OPENING_LIST_BLOCK,
        OPENING_LIST_TARGET
    };
    static const int fields[] = { OPENING_hours_min, OPENING_hours_max, OPENING_start_on,
                                  OPENING_work_level, OPENING_education_level };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) record->list[lists[i]].count = 0;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        record->field[fields[i]] = VALUE_UNKNOWN;
    }
}

static OpeningRecord opening_of(const Country *country, Arena *arena, Kind kind, int64_t number) {
    OpeningRecord record = country_opening(country, arena, number);
    if (kind == WITHOUT_PLACE) record.field[OPENING_postcode] = VALUE_UNKNOWN;
    if (kind == WITHOUT_DEMANDS) demands_drop(&record);
    if (kind == COMMON) {
        record.field[OPENING_isco] = (Value){ .known = true, .text = S("9629") };
        record.field[OPENING_occupation] = VALUE_UNKNOWN;
    }
    if (kind == WITHOUT_ANYTHING) {
        return (OpeningRecord){ .number = record.number, .id = record.id };
    }
    return record;
}

/* --- a market --- */

typedef struct Market {
    Arena *arena;
    Country *country;
    Snapshot *snapshot;
    People *people;
    double encoding, making; /* seconds */
} Market;

/* Openings of each kind stand behind each other: kind * OPENINGS_READ + number - 1. */
static void openings_encode(Market *market) {
    for (int64_t i = 0; i < (int64_t)KINDS * OPENINGS_READ; i++) {
        AUTO(arena_end_at) Arena *scratch = arena_new("an opening", (size_t)64 << 20);
        OpeningRecord record =
            opening_of(market->country, scratch, (Kind)(i / OPENINGS_READ), i % OPENINGS_READ + 1);
        record.id = str_printf(scratch, "o%lld", (long long)i);
        snapshot_add_opening(market->arena, market->snapshot, &record);
    }
    snapshot_openings_end(market->arena, market->snapshot);
}

static void people_encode(Market *market, int64_t people) {
    for (int64_t i = 1; i <= people; i++) {
        AUTO(arena_end_at) Arena *scratch = arena_new("a person", (size_t)64 << 20);
        CandidateRecord record = country_candidate(market->country, scratch, i);
        double began = seconds_now();
        snapshot_add_candidate(market->arena, market->snapshot, &record);
        market->encoding += seconds_now() - began;
    }
}

static Market market_make(Arena *arena, int64_t people) {
    Market market = { .arena = arena, .country = country_make(arena, SEED) };
    Rules *rules;
    Phrase why;
    if (rules_load(arena, STR_EMPTY, &rules, &why) != OK) log_fatal("the weights are refused");
    SnapshotInput input = { .map = country_map(market.country),
                            .rules = rules,
                            .today = COUNTRY_TODAY,
                            .candidates_expected = (size_t)people };
    size_t room = arena_used_bytes(arena);
    market.snapshot = snapshot_begin(arena, input);
    room = arena_used_bytes(arena) - room;
    openings_encode(&market);
    size_t before = arena_used_bytes(arena) - room;
    people_encode(&market, people);
    size_t encoded = arena_used_bytes(arena);
    double began = seconds_now();
    market.people = people_make(arena, market.snapshot, NULL);
    market.making = seconds_now() - began;
    printf("%lld people: %.0f bytes each read in %.1f s, rows %.0f bytes each in %.1f s\n",
           (long long)people, (double)(encoded - before) / (double)people, market.encoding,
           (double)(arena_used_bytes(arena) - encoded) / (double)people, market.making);
    return market;
}

/* --- figures --- */

typedef struct Figures {
    double median, late, full; /* seconds; late: of 100 searches 99 take less */
    double rows, judged;       /* a search */
    int compared, different;
} Figures;

static int seconds_order(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static bool lists_are_equal(const Match *a, size_t count, const Match *b, size_t other) {
    bool same = count == other;
    for (size_t i = 0; same && i < count; i++) {
        same = a[i].candidate == b[i].candidate && a[i].score == b[i].score &&
               !memcmp(a[i].part_points, b[i].part_points, sizeof a[i].part_points);
    }
    return same;
}

static size_t best_of(const Market *market, PeopleSpace *space, int opening, Match *ret_match) {
    return best_people(space, &market->snapshot->opening[opening], opening, K, ret_match);
}

static void compare(const Market *market, PeopleSpace *space, int first, Figures *figures) {
    Snapshot plain = *market->snapshot;
    plain.people = NULL;
    for (int i = 0; i < COMPARED; i++) {
        Match found[K], full[K];
        size_t count = best_of(market, space, first + i, found);
        double began = seconds_now();
        size_t expected = rank_for_opening(&plain, first + i, K, full);
        figures->full += (seconds_now() - began) / COMPARED;
        figures->compared++;
        figures->different += !lists_are_equal(found, count, full, expected);
    }
}

static Figures measure(const Market *market, PeopleSpace *space, Kind kind, int64_t openings) {
    AUTO(arena_end_at) Arena *scratch = arena_new("times", (size_t)64 << 20);
    double *spent = arena_many(scratch, double, (size_t)openings);
    int first = (int)kind * OPENINGS_READ;
    Match match[K];
    Figures figures = { 0 };
    for (int i = 0; i < openings; i++) best_of(market, space, first + i, match);
    for (int i = 0; i < openings; i++) {
        double began = seconds_now();
        best_of(market, space, first + i, match);
        spent[i] = seconds_now() - began;
        figures.judged += (double)people_seen(space).judged / (double)openings;
        figures.rows += (double)people_seen(space).rows / (double)openings;
    }
    qsort(spent, (size_t)openings, sizeof *spent, seconds_order);
    figures.median = spent[openings / 2];
    figures.late = spent[openings * 99 / 100];
    compare(market, space, first, &figures);
    return figures;
}

static Str milliseconds(Arena *arena, double seconds) {
    return str_printf(arena, "%.3f ms", seconds * 1e3);
}

static int rows_add(BenchTable *table, int64_t people, int64_t openings) {
    AUTO(arena_end_at) Arena *arena = arena_new("a market", (size_t)32 << 30);
    Market market = market_make(arena, people);
    PeopleSpace *space = people_space_new(arena, market.people);
    int different = 0;
    for (int kind = 0; kind < KINDS; kind++) {
        int64_t some = kind == AS_THEY_COME ? openings : openings / 10 + COMPARED;
        Figures figures = measure(&market, space, (Kind)kind, some);
        bench_table_add(table, str_printf(table->arena, "%lld", (long long)people));
        bench_table_add(table, str_from(kinds[kind]));
        bench_table_add(table, milliseconds(table->arena, figures.median));
        bench_table_add(table, milliseconds(table->arena, figures.late));
        bench_table_add(table, milliseconds(table->arena, figures.full));
        bench_table_add(table, str_printf(table->arena, "%.0f", figures.full / figures.median));
        bench_table_add(table, str_printf(table->arena, "%.0f", figures.rows));
        bench_table_add(table, str_printf(table->arena, "%.1f", figures.judged));
        bench_table_add(table, str_printf(table->arena, "%d of %d",
                                          figures.compared - figures.different, figures.compared));
        different += figures.different;
    }
    return different;
}

int main(int argc, char **argv) {
    static const char *const head[] = { "People",          "Openings", "Median", "99 of 100 within",
                                        "Full comparison", "Ratio",    "Rows",   "Judged",
                                        "Lists equal",     NULL };
    int64_t size[SIZES_MAX] = { 10000, 100000, 1000000 }, openings = OPENINGS;
    int sizes = 0, different = 0;
    bool markdown = false;
    for (int i = 1; i < argc; i++) {
        bool known = true;
        if (!strcmp(argv[i], "--markdown")) markdown = true;
        else if (!strcmp(argv[i], "--openings") && i + 1 < argc) {
            known = number_read_between(str_from(argv[++i]), 100, OPENINGS_READ, &openings);
        } else {
            known = sizes < SIZES_MAX &&
                    number_read_between(str_from(argv[i]), 1, 10000000, &size[sizes]);
            sizes++;
        }
        if (known) continue;
        fputs("usage: bench_people [--markdown] [--openings 100..20000] [PEOPLE...]\n", stderr);
        return 2;
    }
    AUTO(arena_end_at) Arena *arena = arena_new("table", (size_t)1 << 24);
    BenchTable table = bench_table_new(arena, head);
    for (int i = 0; i < (sizes ? sizes : 3); i++) different += rows_add(&table, size[i], openings);
    bench_table_print(&table, "The ten best people, one thread", markdown);
    return different != 0;
}
