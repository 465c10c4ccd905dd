/* bench_match: the best openings for people in a made country (country.h): by Opstap, through columns,
 * beside a full comparison and other programs that are given the same tables (match_sheet.h), in
 * one run.
 *
 *     bench_match [--quick] [--markdown] [--no-peers] [--people N] [--oracle N]
 *                 [OPENINGS...]
 *
 * OPENINGS: 10,000, 100,000, 500,000 and 1,000,000 when not said; --quick: 20,000, and fewer of all
 * else. A list is the ten best. Beside people as they come there are people that are hard to search
 * for: without wishes, work and skills, so that most openings are worth the same; without a home;
 * without anything. Other programs are asked for people as they come, and their lists must be
 * equal, too. --oracle: how many lists, at random and at the edges of what is asked, are compared with
 * those of a full comparison (10,000, at 20,000 openings; some more at the other sizes). Exit status
 * 1: a list differs from that of a full comparison. */
#include <string.h>
#include <unistd.h>

#include "auto.h"
#include "bench_table.h"
#include "log.h"
#include "match_edges.h"
#include "match_limit.h"
#include "match_oracle.h"
#include "match_ours.h"
#include "match_peers.h"
#include "match_vectors.h"
#include "number.h"

enum { SIZES_MAX = 16, QUICK_PEOPLE = 300, PEOPLE = 4000, COMPARED = 25 };
enum { ORACLE_LISTS = 10000, ORACLE_LISTS_QUICK = 400, ORACLE_OPENINGS = 20000, ORACLE_MANY = 500000,
       ORACLE_LISTS_MANY = 200, VECTORS_OPENINGS_MAX = 500000 };

typedef struct Options {
    bool quick, markdown, no_peers;
    int64_t people, oracle, size[SIZES_MAX];
    int sizes;
} Options;

typedef struct Bench {
    Options options;
    Limit limit;
    BenchTable ours, peers, oracle, machine, vectors;
    int different;
} Bench;

static Str milliseconds(Arena *arena, double seconds) {
    return str_printf(arena, "%.3f ms", seconds * 1e3);
}

static void figure_add(BenchTable *table, const char *format, double number) {
    bench_table_add(table, str_printf(table->arena, "%.*f%s", number < 10 ? 1 : 0, number, format));
}

static void equal_add(BenchTable *table, int equal, int lists) {
    bench_table_add(table, str_printf(table->arena, "%d of %d", equal, lists));
}

/* --- ours --- */

static void ours_add(Bench *bench, const Market *market, PersonKind kind, OursFigures figures) {
    BenchTable *table = &bench->ours;
    bench_table_add(table, str_printf(table->arena, "%zu", market->snapshot->openings.count));
    bench_table_add(table, person_kind_name(kind));
    bench_table_add(table, milliseconds(table->arena, figures.median));
    bench_table_add(table, milliseconds(table->arena, figures.late));
    bench_table_add(table, milliseconds(table->arena, figures.full));
    bench_table_add(table, str_printf(table->arena, "%.0f", figures.full / figures.median));
    figure_add(table, "", (double)figures.seen.judged / figures.searches);
    equal_add(table, figures.compared - figures.different, figures.compared);
    bench->different += figures.different;
}

static OursFigures ours_rows(Bench *bench, Arena *arena, const Market *market) {
    BestSpace *space = best_space_new(arena, market->columns, simd_used());
    OursFigures first = { 0 };
    for (int kind = 0; kind < PERSON_KINDS; kind++) {
        int64_t people = bench->options.people;
        if (kind != AS_THEY_COME) people = people / 10 + COMPARED;
        CandidateProfile *person = market_people(market, (PersonKind)kind, people);
        OursFigures figures = ours_measure(arena, market, space, person, (int)people);
        ours_add(bench, market, (PersonKind)kind, figures);
        if (kind == AS_THEY_COME) first = figures;
    }
    return first;
}

/* --- beside what the machine can do --- */

static void limit_say(Bench *bench) {
    bench->limit = limit_measure(bench->options.quick ? 64 : 512);
    const Limit *limit = &bench->limit;
    printf("this machine, one thread: triad %.1f GB/s; demands compared and counted %.1f G words/s "
           "near, %.1f far; a line at random %.1f ns\n\n", limit->triad_bytes / 1e9,
           limit->near_words / 1e9, limit->far_words / 1e9, limit->line_seconds * 1e9);
}

static void machine_row(Bench *bench, const Market *market, const OursFigures *figures) {
    BenchTable *table = &bench->machine;
    Touched touched = touched_by(&bench->limit, market->columns, figures);
    bench_table_add(table, str_printf(table->arena, "%zu", market->snapshot->openings.count));
    figure_add(table, "", (double)figures->seen.buckets / figures->searches);
    figure_add(table, "", (double)figures->seen.rows / figures->searches);
    figure_add(table, "", touched.lines);
    figure_add(table, " kB", touched.bytes_in_order / 1e3);
    bench_table_add(table, milliseconds(table->arena, touched.seconds));
    bench_table_add(table, milliseconds(table->arena, figures->median));
    figure_add(table, " %", touched.seconds / figures->median * 100);
}

/* --- peers --- */

static void peer_row(Bench *bench, const Market *market, Str name, double median, double ours) {
    BenchTable *table = &bench->peers;
    bench_table_add(table, str_printf(table->arena, "%zu", market->snapshot->openings.count));
    bench_table_add(table, name);
    bench_table_add(table, milliseconds(table->arena, median));
    bench_table_add(table, str_printf(table->arena, "%.0f", median / ours));
}

static void lists_add(Bench *bench, const Market *market, const PeerQuestion *question,
                      const PeerLists *lists, double ours) {
    Arena *arena = bench->peers.arena;
    if (!lists->present) {
        printf("%.*s is not here: it is not compared\n", STR_ARGS(lists->name));
        return;
    }
    int equal = 0, asked = 0;
    for (int i = 0; i < lists->plan_count; i++) {
        const PeerPlan *plan = &lists->plan[i];
        peer_row(bench, market,
                 str_printf(arena, "%.*s: %.*s", STR_ARGS(lists->name), STR_ARGS(plan->name)),
                 peer_plan_median(arena, plan, question), ours);
        equal_add(&bench->peers, plan->equal, plan->lists);
        equal += plan->equal;
        asked += plan->lists;
    }
    peer_row(bench, market,
             str_printf(arena, "%.*s: the best for each", STR_ARGS(lists->name)),
             peer_best_median(arena, lists, question), ours);
    equal_add(&bench->peers, equal, asked);
    bench->different += asked - equal;
    printf("%.*s: openings read and indexed in %.1f s, tables of a person in %.1f ms\n",
           STR_ARGS(lists->name), lists->load, lists->fill / question->people * 1e3);
}

static Str *lists_expected(Arena *arena, const Market *market, CandidateProfile *person,
                           int people) {
    Str *expected = arena_many(arena, Str, (size_t)people);
    for (int i = 0; i < people; i++) {
        Match match[PEER_LIST];
        size_t count = market_full_list(market, &person[i], PEER_LIST, match);
        expected[i] = peer_list_text(arena, market->snapshot, match, count);
    }
    return expected;
}

static void folder_end(const char *folder) {
    char command[128];
    snprintf(command, sizeof command, "rm -r '%s'", folder);
    if (system(command) != 0) fprintf(stderr, "%s is left\n", folder);
}

static void peer_rows(Bench *bench, Arena *arena, const Market *market, double ours) {
    char folder[] = "/tmp/opstap_match_XXXXXX";
    if (!mkdtemp(folder)) log_fatal("no folder in /tmp");
    int people = bench->options.quick ? 8 : COMPARED;
    CandidateProfile *person = market_people(market, AS_THEY_COME, people);
    Sheet *sheet = sheet_openings(arena, market, folder);
    sheet_people(sheet, person, people);
    printf("tables for others: %.1f ms a person, with writing them\n",
           sheet->judging / people * 1e3);
    PeerQuestion question = { .folder = folder, .people = people,
                              .repeats = bench->options.quick ? 2 : 3,
                              .expected = lists_expected(arena, market, person, people) };
    PeerLists duckdb = duckdb_lists(arena, &question);
    lists_add(bench, market, &question, &duckdb, ours);
    PeerLists postgres = postgres_lists(arena, &question);
    lists_add(bench, market, &question, &postgres, ours);
    folder_end(folder);
}

static void vector_rows(Bench *bench, Arena *arena, const Market *market, double ours) {
    VectorsRow row[VECTOR_ROWS_MAX];
    int people = bench->options.quick ? 8 : COMPARED;
    CandidateProfile *person = market_people(market, AS_THEY_COME, people);
    int rows = vectors_measure(arena, market, person, people, row);
    if (!rows) puts("Faiss is not here: it is not compared");
    BenchTable *table = &bench->vectors;
    for (int i = 0; i < rows; i++) {
        bench_table_add(table, str_printf(table->arena, "%zu", market->snapshot->openings.count));
        bench_table_add(table, str_copy(table->arena, row[i].name));
        bench_table_add(table, bench_seconds(table->arena, row[i].build));
        bench_table_add(table, milliseconds(table->arena, row[i].median));
        figure_add(table, "", row[i].median / ours);
        figure_add(table, " %", row[i].recall * 100);
        equal_add(table, row[i].equal, row[i].lists);
    }
}

/* --- the oracle --- */

static void oracle_rows(Bench *bench, Market *market, const char *which, int questions) {
    BenchTable *table = &bench->oracle;
    OracleFigures figures = oracle_ask(market, questions);
    for (int kind = 0; kind < ORACLE_KINDS; kind++) {
        bench_table_add(table, str_printf(table->arena, "%zu", market->snapshot->openings.count));
        bench_table_add(table, str_from(which));
        bench_table_add(table, oracle_kind_name((OracleKind)kind));
        equal_add(table, figures.asked[kind] - figures.different[kind], figures.asked[kind]);
        bench->different += figures.different[kind];
    }
    printf("%d lists compared with full ones among %zu openings (%s), %d of all that fit: "
           "%.1f matches a list, %.1f s\n", questions, market->snapshot->openings.count, which,
           figures.whole, (double)figures.matches / questions, figures.seconds);
    if (figures.first_different >= 0) printf("list %d differs\n", figures.first_different);
}

static void oracle_measure(Bench *bench) {
    int questions = (int)bench->options.oracle;
    if (!questions) return;
    AUTO(arena_end_at) Arena *arena = arena_new("a market", (size_t)32 << 30);
    Market market = market_make(arena, ORACLE_OPENINGS);
    oracle_rows(bench, &market, "a country", questions - questions / 3);
    AUTO(arena_end_at) Arena *other = arena_new("a market of the same", (size_t)32 << 30);
    Market alike = market_make_alike(other, ORACLE_OPENINGS);
    oracle_rows(bench, &alike, "many the same", questions / 3);
    puts("");
}

/* --- a size --- */

static void size_measure(Bench *bench, int64_t openings) {
    AUTO(arena_end_at) Arena *arena = arena_new("a market", (size_t)32 << 30);
    Market market = market_make(arena, openings);
    printf("%lld openings: read into %zu MB in %.1f s, columns in %.1f s\n", (long long)openings,
           arena_used_bytes(arena) >> 20, market.encoding, market.columning);
    OursFigures ours = ours_rows(bench, arena, &market);
    machine_row(bench, &market, &ours);
    if (!bench->options.no_peers) peer_rows(bench, arena, &market, ours.median);
    if (!bench->options.no_peers && openings <= VECTORS_OPENINGS_MAX) {
        vector_rows(bench, arena, &market, ours.median);
    }
    if (openings == ORACLE_MANY && bench->options.oracle) {
        oracle_rows(bench, &market, "a country", ORACLE_LISTS_MANY);
    }
    puts("");
}

static bool options_read(Options *options, int argc, char **argv) {
    *options = (Options){ .people = PEOPLE, .oracle = -1, .size = { 10000, 100000, 500000, 1000000 } };
    for (int i = 1; i < argc; i++) {
        bool known = true;
        if (!strcmp(argv[i], "--markdown")) options->markdown = true;
        else if (!strcmp(argv[i], "--quick")) options->quick = true;
        else if (!strcmp(argv[i], "--no-peers")) options->no_peers = true;
        else if (!strcmp(argv[i], "--people") && i + 1 < argc) {
            known = number_read_between(str_from(argv[++i]), 100, 1000000, &options->people);
        } else if (!strcmp(argv[i], "--oracle") && i + 1 < argc) {
            known = number_read_between(str_from(argv[++i]), 0, 10000000, &options->oracle);
        } else {
            known = options->sizes < SIZES_MAX &&
                    number_read_between(str_from(argv[i]), 1000, 10000000,
                                        &options->size[options->sizes]);
            options->sizes++;
        }
        if (!known) return false;
    }
    if (options->quick && options->people == PEOPLE) options->people = QUICK_PEOPLE;
    if (options->oracle < 0) options->oracle = options->quick ? ORACLE_LISTS_QUICK : ORACLE_LISTS;
    if (options->quick && !options->sizes) options->size[options->sizes++] = 20000;
    if (!options->sizes) options->sizes = 4;
    return true;
}

int main(int argc, char **argv) {
    static const char *const ours_head[] = { "Openings", "People", "Median", "99 of 100 within",
                                             "Full comparison", "Ratio", "Judged", "Lists equal",
                                             NULL };
    static const char *const peers_head[] = { "Openings", "By", "Median", "Opstap is faster",
                                              "Lists equal", NULL };
    static const char *const vectors_head[] = { "Openings", "By", "Made in", "Median",
                                                "Opstap is faster", "Of the ten best", "Lists equal",
                                                NULL };
    static const char *const oracle_head[] = { "Openings", "Of", "People", "Lists equal", NULL };
    static const char *const machine_head[] = { "Openings", "Buckets", "Rows", "Lines at random",
                                                "In order", "The machine takes", "Opstap takes",
                                                "Share", NULL };
    AUTO(arena_end_at) Arena *arena = arena_new("tables", (size_t)1 << 26);
    Bench bench = { .ours = bench_table_new(arena, ours_head),
                    .peers = bench_table_new(arena, peers_head),
                    .oracle = bench_table_new(arena, oracle_head),
                    .machine = bench_table_new(arena, machine_head),
                    .vectors = bench_table_new(arena, vectors_head) };
    if (!options_read(&bench.options, argc, argv)) {
        fputs("usage: bench_match [--quick] [--markdown] [--no-peers] [--people 100..1000000]"
              " [--oracle N] [OPENINGS...]\n", stderr);
        return 2;
    }
    limit_say(&bench);
    oracle_measure(&bench);
    for (int i = 0; i < bench.options.sizes; i++) size_measure(&bench, bench.options.size[i]);
    Str simd = simd_name(simd_used());
    bench_table_print(&bench.ours,
                      str_printf(arena, "The ten best, one thread, %.*s", STR_ARGS(simd)).at,
                      bench.options.markdown);
    if (!bench.options.no_peers) {
        bench_table_print(&bench.peers, "The same lists by others", bench.options.markdown);
        bench_table_print(&bench.vectors, "Nearly the same lists, by vectors", bench.options.markdown);
    }
    bench_table_print(&bench.machine, "A search as people come, beside what the machine can do",
                      bench.options.markdown);
    if (bench.options.oracle) {
        bench_table_print(&bench.oracle, "Compared with full comparisons", bench.options.markdown);
    }
    return bench.different != 0;
}
