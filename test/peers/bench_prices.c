/* bench_prices: how crowded openings are (planning/prices/crowding.h) in a made country (country.h).
 *
 *     bench_prices [--markdown] [PEOPLE OPENINGS LIST_MAX]...
 *
 * LIST_MAX 0: every pair counts; else so many of the best of each person. When nothing is said: 2,000
 * people and 500 openings with every pair, 20,000 and 2,000, 100,000 and 10,000 with the 20 best. Of
 * ten openings one does not say how many places it has; the others have places for nine in ten people
 * together. Lists: finding them alone; prices: what comes after. The prices are proven as they are
 * found (prices.h): a wrong one ends the program. */
#include <string.h>
#include <time.h>

#include "auto.h"
#include "bench_table.h"
#include "country.h"
#include "matching/pairs/pairs.h"
#include "number.h"
#include "planning/prices/crowding.h"
#include "text.h"

enum { SIZES_MAX = 16, SEED = 7, PLACES_SPREAD = 4, TENTH = 10 };

typedef struct Size {
    int64_t people, openings, list_max;
} Size;

typedef struct Market {
    CandidateRows candidates;
    OpeningRows openings;
    ClassRows classes;
    DecidedPairs decided;
    PlacementRows placements;
    PlanInput input;
} Market;

/* Of this process: other work on the machine does not count. */
static double seconds_used(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Around what is asked, from a quarter of it to almost twice. */
static Value places_of(const Size *size, int64_t number) {
    uint64_t bits = (uint64_t)number * UINT64_C(0x9E3779B97F4A7C15) >> 32;
    if (bits % TENTH == 0) return VALUE_UNKNOWN;
    int64_t share = size->people * PLACES_SPREAD / size->openings;
    int64_t places = share * (int64_t)(1 + bits / TENTH % 7) / (PLACES_SPREAD * PLACES_SPREAD);
    return (Value){ .known = true, .number = places ? places : 1 };
}

static Market *market_make(Arena *arena, const Size *size) {
    Market *market = arena_one(arena, Market);
    Country *country = country_make(arena, SEED);
    Rules *rules = NULL;
    Phrase why;
    if (rules_load(arena, STR_EMPTY, &rules, &why) != OK) return NULL;
    market->candidates.count = (size_t)size->people;
    market->candidates.record = arena_many(arena, CandidateRecord, market->candidates.count);
    for (int64_t i = 0; i < size->people; i++) {
        market->candidates.record[i] = country_candidate(country, arena, i + 1);
    }
    market->openings.count = (size_t)size->openings;
    market->openings.record = arena_many(arena, OpeningRecord, market->openings.count);
    for (int64_t i = 0; i < size->openings; i++) {
        OpeningRecord *opening = &market->openings.record[i];
        *opening = country_opening(country, arena, i + 1);
        opening->field[OPENING_places] = places_of(size, i + 1);
    }
    Snapshot *snapshot =
        snapshot_make(arena, &market->candidates, &market->openings, &market->classes,
                      country_map(country), rules, COUNTRY_TODAY);
    market->input = (PlanInput){ .snapshot = snapshot,
                                 .candidates = &market->candidates,
                                 .openings = &market->openings,
                                 .classes = &market->classes,
                                 .decided = &market->decided,
                                 .placements = &market->placements };
    return market;
}

static Result list_forget(void *context, const PairsPart *part) {
    *(size_t *)context += part->count;
    return OK;
}

/* Seconds to find the lists, and nothing else. */
static double lists_measure(const Market *market, const Size *size) {
    double began = seconds_used();
    size_t lists = 0, feasible = 0;
    if (size->list_max) {
        AUTO(pairs_end_at) Pairs *pairs = pairs_begin((PairsAsked){ .snapshot = market->input.snapshot,
                                                                    .k = (size_t)size->list_max,
                                                                    .threads = 1,
                                                                    .take = list_forget,
                                                                    .context = &lists });
        for (int64_t i = 0; i < size->people; i++) pairs_add(pairs, &market->candidates.record[i]);
        pairs_finish(pairs);
    }
    for (int64_t i = 0; !size->list_max && i < size->people; i++) {
        for (int64_t k = 0; k < size->openings; k++) {
            feasible += match_pair(market->input.snapshot, (int)i, (int)k).unmet_count == 0;
        }
    }
    if (!lists && !feasible) fputs("nothing fits anybody\n", stderr);
    return seconds_used() - began;
}

static bool row_add(BenchTable *table, const Size *size) {
    AUTO(arena_end_at) Arena *arena = arena_new("a market", (size_t)32 << 30);
    Market *market = market_make(arena, size);
    Crowding crowding;
    if (!market) return false;
    double lists = lists_measure(market, size), began = seconds_used();
    Result result = crowding_make(arena, &market->input, (int32_t)size->list_max, &crowding);
    double whole = seconds_used() - began;
    if (result != OK) return false;
    int64_t popular = 0, priced = 0;
    for (size_t i = 0; i < crowding.opening_count; i++) {
        popular += crowd_is_popular(&crowding.opening[i]);
        priced += crowding.opening[i].price > 0;
    }
    const int64_t number[] = { size->people, size->openings, size->list_max, crowding.pairs, popular,
                               priced };
    for (size_t i = 0; i < sizeof number / sizeof *number; i++) {
        bench_table_add(table, str_printf(table->arena, "%lld", (long long)number[i]));
    }
    bench_table_add(table, bench_seconds(table->arena, whole));
    bench_table_add(table, bench_seconds(table->arena, lists));
    bench_table_add(table, bench_seconds(table->arena, whole > lists ? whole - lists : 0));
    return true;
}

static bool size_read(char **argument, Size *ret_size) {
    return number_read_between(str_from(argument[0]), 1, 1000000, &ret_size->people) &&
           number_read_between(str_from(argument[1]), 1, 1000000, &ret_size->openings) &&
           number_read_between(str_from(argument[2]), 0, CROWDING_LIST_MAX, &ret_size->list_max);
}

int main(int argc, char **argv) {
    static const char *const head[] = { "People", "Openings", "Best of each", "Pairs", "Popular",
                                        "With a price", "Whole", "Lists", "Prices", NULL };
    Size size[SIZES_MAX] = { { 2000, 500, 0 }, { 20000, 2000, 20 }, { 100000, 10000, 20 } };
    int sizes = 3, at = 1, given = 0;
    bool markdown = argc > 1 && !strcmp(argv[1], "--markdown");
    for (at += markdown; at < argc; at += 3, given++) {
        if (at + 2 < argc && given < SIZES_MAX && size_read(argv + at, &size[given])) continue;
        fputs("usage: bench_prices [--markdown] [PEOPLE OPENINGS LIST_MAX]...\n", stderr);
        return 2;
    }
    if (given) sizes = given;
    AUTO(arena_end_at) Arena *arena = arena_new("table", (size_t)1 << 24);
    BenchTable table = bench_table_new(arena, head);
    for (int i = 0; i < sizes; i++) {
        if (!row_add(&table, &size[i])) return 1;
    }
    bench_table_print(&table, "How crowded openings are", markdown);
    return 0;
}
