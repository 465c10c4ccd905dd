/* bench_market: the openings of a made country (country.h) in an SQLite file, held as a market (market.h), in one
 * run.
 *
 *     bench_market [--markdown] [--changes N] [OPENINGS...]     10,000, 100,000 and 500,000 when not said
 *
 * Measured: reading all openings from the file until lists can be made; memory; from the moment that a changed
 * opening is kept until a list has it (a transaction, what changed, a new market), over N changes one after the other;
 * ten best of a market with all these changes. Some lists are compared, match by match, with those of a full
 * comparison of a snapshot that is read anew. Exit status 1 when one differs. */
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "auto.h"
#include "bench_table.h"
#include "country.h"
#include "limits.h"
#include "log.h"
#include "market/market.h"
#include "matching/encode/profile.h"
#include "number.h"
#include "tenants/tenants.h"

enum { K = 10, COMPARED = 15, PEOPLE = 400, SIZES_MAX = 16, SEED = 7, AT_ONCE = 5000 };

static double seconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void must(Result result, const char *what) {
    if (result != OK) log_fatal("%s: %s", what, result_name(result));
}

static int seconds_order(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* --- a file with openings --- */

typedef struct Made {
    char folder[64], path[96];
    Arena *arena;
    Country *country;
    Db *db;
    int64_t openings;
    WorldRequest request;
} Made;

static void areas_fill(const Made *made) {
    const PostcodeArea *area;
    size_t count = country_areas(made->country, &area);
    bool changed;
    must(db_begin(made->db), "begin");
    for (size_t i = 0; i < count; i++) {
        must(postcode_area_put(made->db, made->request.tenant, &area[i], &changed), "an area");
    }
    must(db_commit(made->db), "commit");
}

static void openings_fill(const Made *made) {
    for (int64_t first = 1; first <= made->openings; first += AT_ONCE) {
        must(db_begin(made->db), "begin");
        for (int64_t i = first; i < first + AT_ONCE && i <= made->openings; i++) {
            AUTO(arena_end_at) Arena *scratch = arena_new("an opening", (size_t)64 << 20);
            OpeningRecord record = country_opening(made->country, scratch, i);
            bool changed;
            must(opening_put(made->db, scratch, made->request.tenant, &record, &changed),
                 "an opening");
        }
        must(db_commit(made->db), "commit");
    }
}

static void made_begin(Made *made, int64_t openings) {
    Phrase why;
    Rules *rules;
    Tenant tenant = { .name = S("country"), .region = S("AM13") };
    *made = (Made){ .folder = "/tmp/opstap-bench-XXXXXX", .openings = openings };
    made->arena = arena_new("a market", (size_t)32 << 30);
    made->country = country_make(made->arena, SEED);
    if (!mkdtemp(made->folder)) log_fatal("no folder can be made");
    snprintf(made->path, sizeof made->path, "%s/country.db", made->folder);
    must(db_open(made->path, DB_NEW, &made->db, &why), "the file");
    must(rules_load(made->arena, STR_EMPTY, &rules, &why), "the weights");
    made->request = (WorldRequest){ .today = COUNTRY_TODAY, .rules = rules };
    must(db_begin(made->db), "begin");
    must(tenant_make(made->db, &tenant, &made->request.tenant), "a tenant");
    must(db_commit(made->db), "commit");
    areas_fill(made);
    openings_fill(made);
}

static void made_end(Made *made) {
    db_remove(made->db);
    rmdir(made->folder);
    arena_end(made->arena);
}

/* --- measuring --- */

static double megabytes_now(void) {
    long pages = 0, all = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (!file || fscanf(file, "%ld %ld", &all, &pages) != 2) pages = 0;
    if (file) fclose(file);
    return (double)pages * (double)sysconf(_SC_PAGESIZE) / (1 << 20);
}

static const Market *market_now(const Made *made, Markets *markets) {
    const Market *market = NULL;
    must(db_begin_read(made->db), "begin");
    must(markets_take(markets, made->db, made->request, &market), "a market");
    db_rollback(made->db);
    return market;
}

/* The opening with this number becomes as another one that is not there. */
static void opening_change(const Made *made, int64_t number, int64_t turn) {
    AUTO(arena_end_at) Arena *scratch = arena_new("an opening", (size_t)64 << 20);
    bool changed;
    OpeningRecord other = country_opening(made->country, scratch, number);
    Str id = other.id;
    other = country_opening(made->country, scratch, made->openings + turn);
    if (turn % 4) other.id = id; /* each fourth is a new one */
    must(db_begin(made->db), "begin");
    must(opening_put(made->db, scratch, made->request.tenant, &other, &changed), "a change");
    must(db_commit(made->db), "commit");
}

static void changes_measure(const Made *made, Markets *markets, int64_t changes, double *spent) {
    for (int64_t i = 0; i < changes; i++) {
        opening_change(made, 1 + i * 7919 % made->openings, i + 1);
        double began = seconds_now();
        const Market *market = market_now(made, markets);
        spent[i] = seconds_now() - began;
        markets_give(markets, market);
    }
    qsort(spent, (size_t)changes, sizeof *spent, seconds_order);
}

static double lists_measure(const Made *made, const Market *market) {
    double spent[PEOPLE];
    for (int i = 0; i < PEOPLE; i++) {
        CandidateRecord person = country_candidate(made->country, made->arena, i + 1);
        PartsMatch match[K];
        double began = seconds_now();
        market_rank(market, &person, K, match);
        spent[i] = seconds_now() - began;
    }
    qsort(spent, PEOPLE, sizeof *spent, seconds_order);
    return spent[PEOPLE / 2];
}

typedef struct Taking {
    Arena *arena;
    Snapshot *snapshot;
} Taking;

static Result opening_take(void *context, const OpeningRecord *record) {
    Taking *taking = context;
    snapshot_add_opening(taking->arena, taking->snapshot, record);
    return OK;
}

static Snapshot *snapshot_anew(const Made *made) {
    Map *map;
    must(map_load(made->db, made->arena, made->request.tenant, &map), "the map");
    SnapshotInput input = { .map = map, .rules = made->request.rules, .today = COUNTRY_TODAY };
    Taking taking = { made->arena, snapshot_begin(made->arena, input) };
    must(openings_each(made->db, made->request.tenant, opening_take, &taking), "the openings");
    snapshot_openings_end(made->arena, taking.snapshot);
    return taking.snapshot;
}

static int compare(const Made *made, const Market *market) {
    Snapshot *anew = snapshot_anew(made);
    int different = 0;
    for (int i = 0; i < COMPARED; i++) {
        CandidateRecord person = country_candidate(made->country, made->arena, 1000 + i);
        CandidateProfile profile;
        PartsMatch found[K];
        Match full[K];
        candidate_encode(made->arena, anew, &person, &profile);
        anew->candidate = &profile;
        size_t count = market_rank(market, &person, K, found);
        bool same = rank_for_candidate(anew, 0, K, full) == count;
        for (size_t k = 0; same && k < count; k++) {
            same = found[k].number == anew->opening[full[k].opening].number &&
                   found[k].match.score == full[k].score &&
                   !memcmp(found[k].match.part_points, full[k].part_points,
                           sizeof full[k].part_points);
        }
        different += !same;
    }
    return different;
}

static Str milliseconds(Arena *arena, double seconds) {
    return str_printf(arena, "%.2f ms", seconds * 1e3);
}

static int row_add(BenchTable *table, int64_t openings, int64_t changes) {
    Made made;
    made_begin(&made, openings);
    double *spent = arena_many(made.arena, double, (size_t)changes), before = megabytes_now();
    Markets *markets = markets_begin((MarketsAsked){ .changes_due = MARKET_CHANGES_DUE,
                                                     .changes_max = MARKET_CHANGES_MAX });
    double began = seconds_now();
    const Market *market = market_now(&made, markets);
    double building = seconds_now() - began, megabytes = megabytes_now() - before;
    double fresh = lists_measure(&made, market);
    markets_give(markets, market);
    changes_measure(&made, markets, changes, spent);
    market = market_now(&made, markets);
    double changed = lists_measure(&made, market);
    int different = compare(&made, market);
    markets_give(markets, market);
    markets_end(markets);
    bench_table_add(table, str_printf(table->arena, "%lld", (long long)openings));
    bench_table_add(table, bench_seconds(table->arena, building));
    bench_table_add(table, str_printf(table->arena, "%.0f MB", megabytes));
    bench_table_add(table, str_printf(table->arena, "%lld", (long long)changes));
    bench_table_add(table, milliseconds(table->arena, spent[changes / 2]));
    bench_table_add(table, milliseconds(table->arena, spent[changes * 99 / 100]));
    bench_table_add(table, milliseconds(table->arena, spent[changes - 1]));
    bench_table_add(table, milliseconds(table->arena, fresh));
    bench_table_add(table, milliseconds(table->arena, changed));
    bench_table_add(table, str_printf(table->arena, "%d of %d", COMPARED - different, COMPARED));
    made_end(&made);
    return different;
}

int main(int argc, char **argv) {
    static const char *const head[] = { "Openings", "Read in", "Memory", "Changes", "Seen after",
                                        "99 of 100 within", "At most", "A list", "After changes",
                                        "Lists equal", NULL };
    int64_t size[SIZES_MAX] = { 10000, 100000, 500000 }, changes = 300;
    int sizes = 0, different = 0;
    bool markdown = false;
    for (int i = 1; i < argc; i++) {
        bool known = true;
        if (!strcmp(argv[i], "--markdown")) markdown = true;
        else if (!strcmp(argv[i], "--changes") && i + 1 < argc) {
            known = number_read_between(str_from(argv[++i]), 10, 10000, &changes);
        } else {
            known = sizes < SIZES_MAX &&
                    number_read_between(str_from(argv[i]), 1, 10000000, &size[sizes]);
            sizes++;
        }
        if (known) continue;
        fputs("usage: bench_market [--markdown] [--changes 10..10000] [OPENINGS...]\n", stderr);
        return 2;
    }
    AUTO(arena_end_at) Arena *arena = arena_new("table", (size_t)1 << 24);
    BenchTable table = bench_table_new(arena, head);
    for (int i = 0; i < (sizes ? sizes : 3); i++) different += row_add(&table, size[i], changes);
    bench_table_print(&table, "Openings that change, in an SQLite file", markdown);
    return different != 0;
}
