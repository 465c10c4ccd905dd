#include "match_report.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "log.h"
#include "match_oracle.h"
#include "match_peers.h"
#include "match_store.h"
#include "match_vectors.h"

/* Above it others are asked for few people: they take a second each. */
enum { MANY_FOR_PEERS = 500000 };

static Str milliseconds(Arena *arena, double seconds) {
    return str_printf(arena, "%.3f ms", seconds * 1e3);
}

static void figure_add(BenchTable *table, const char *format, double number) {
    bench_table_add(table, str_printf(table->arena, "%.*f%s", number < 10 ? 1 : 0, number, format));
}

static void equal_add(BenchTable *table, int equal, int lists) {
    bench_table_add(table, str_printf(table->arena, "%d of %d", equal, lists));
}

void report_size(Bench *bench, size_t openings) {
    bench->measured[bench->measured_count++].openings = openings;
}

static Measured *measured_now(Bench *bench) {
    return &bench->measured[bench->measured_count - 1];
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

OursFigures report_ours(Bench *bench, Arena *arena, const Market *market) {
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
    Measured *measured = measured_now(bench);
    measured->median[BY_OPSTAP] = first.median;
    measured->median[BY_FULL] = first.full;
    measured->late = first.late;
    return first;
}

/* --- beside what the machine can do --- */

void report_limit(Bench *bench) {
    bench->limit = limit_measure(bench->options.quick ? 64 : 512);
    const Limit *limit = &bench->limit;
    printf("this machine, one thread: triad %.1f GB/s; demands compared and counted %.1f G words/s "
           "near, %.1f far; a line at random %.1f ns\n\n", limit->triad_bytes / 1e9,
           limit->near_words / 1e9, limit->far_words / 1e9, limit->line_seconds * 1e9);
}

void report_machine(Bench *bench, const Market *market, const OursFigures *figures) {
    BenchTable *table = &bench->machine;
    Touched touched = touched_by(&bench->limit, market, figures);
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

/* Returns the median of the plans that are best for each. */
static double lists_add(Bench *bench, const Market *market, const PeerQuestion *question,
                        const PeerLists *lists, double ours) {
    Arena *arena = bench->peers.arena;
    if (!lists->present) {
        printf("%.*s is not here: it is not compared\n", STR_ARGS(lists->name));
        return 0;
    }
    double best = peer_best_median(arena, lists, question);
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
             best, ours);
    equal_add(&bench->peers, equal, asked);
    bench->different += asked - equal;
    printf("%.*s: openings read and indexed in %.1f s, tables of a person in %.1f ms\n",
           STR_ARGS(lists->name), lists->load, lists->fill / question->people * 1e3);
    return best;
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

void report_peers(Bench *bench, Arena *arena, const Market *market, double ours) {
    char folder[] = "/tmp/opstap_match_XXXXXX";
    if (!mkdtemp(folder)) log_fatal("no folder in /tmp");
    bool few = bench->options.quick || market->snapshot->openings.count > MANY_FOR_PEERS;
    int people = few ? COMPARED_QUICK : COMPARED;
    CandidateProfile *person = market_people(market, AS_THEY_COME, people);
    Sheet *sheet = sheet_openings(arena, market, folder);
    sheet_people(sheet, person, people);
    printf("tables for others: %.1f ms a person, with writing them\n",
           sheet->judging / people * 1e3);
    PeerQuestion question = { .folder = folder, .people = people,
                              .repeats = bench->options.quick ? 2 : 3,
                              .expected = lists_expected(arena, market, person, people) };
    PeerLists duckdb = duckdb_lists(arena, &question);
    measured_now(bench)->median[BY_DUCKDB] = lists_add(bench, market, &question, &duckdb, ours);
    PeerLists postgres = postgres_lists(arena, &question);
    measured_now(bench)->median[BY_POSTGRES] =
        lists_add(bench, market, &question, &postgres, ours);
    folder_end(folder);
}

void report_vectors(Bench *bench, Arena *arena, const Market *market, double ours) {
    VectorsRow row[VECTOR_ROWS_MAX];
    int people = bench->options.quick ? COMPARED_QUICK : COMPARED;
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

void report_oracle(Bench *bench, Market *market, const char *which, int questions) {
    BenchTable *table = &bench->oracle;
    OracleFigures figures = oracle_ask(market, questions);
    for (int kind = 0; kind < ORACLE_KINDS; kind++) {
        bench_table_add(table, str_printf(table->arena, "%zu", market->snapshot->openings.count));
        bench_table_add(table, str_from(which));
        bench_table_add(table, oracle_kind_name((OracleKind)kind));
        equal_add(table, figures.asked[kind] - figures.different[kind], figures.asked[kind]);
        bench_table_add(table, str_printf(table->arena, "%d", figures.empty[kind]));
        bench->different += figures.different[kind];
    }
    printf("%d lists compared with full ones among %zu openings (%s), %d of all that fit: "
           "%.1f matches a list, %.1f s\n", questions, market->snapshot->openings.count, which,
           figures.whole, (double)figures.matches / questions, figures.seconds);
    if (figures.first_different >= 0) printf("list %d differs\n", figures.first_different);
}

/* --- from a database --- */

void report_store(Bench *bench, const Market *market) {
    StoreFigures figures = store_measure(market);
    printf("from a database of SQLite (%lld MB, written in %.0f s): snapshot in %.1f s, columns in "
           "%.1f s; lists are %s\n", (long long)(figures.bytes >> 20), figures.writing,
           figures.snapshot, figures.columns, figures.equal ? "the same" : "OTHERS");
    bench->different += !figures.equal;
    measured_now(bench)->snapshot = figures.snapshot + figures.columns;
}

static void vum_row(Bench *bench, size_t openings, const char *which, const VumFigures *figures,
                    int equal) {
    BenchTable *table = &bench->oracle;
    bench_table_add(table, str_printf(table->arena, "%zu", openings));
    bench_table_add(table, str_from(which));
    bench_table_add(table, S("of the accreditation set"));
    equal_add(table, equal, figures->people);
    bench_table_add(table, S("-"));
    bench->different += figures->people - equal;
}

void report_vum(Bench *bench, const Market *market) {
    VumFigures figures = vum_measure(market);
    if (!figures.present) {
        printf("%s is not there (OPSTAP_SHARED): the accreditation set is not compared\n",
               figures.folder);
        return;
    }
    vum_row(bench, (size_t)figures.vacancies, "the set itself", &figures,
            figures.equal_to_vacancies);
    vum_row(bench, market->snapshot->openings.count, "a country", &figures,
            figures.equal_to_market);
    printf("accreditation set: %.1f matches a list among its own, %.1f in the country\n",
           (double)figures.matches_of_vacancies / figures.people,
           (double)figures.matches_of_market / figures.people);
}

/* --- all tables --- */

void report_begin(Bench *bench, Arena *arena) {
    static const char *const ours_head[] = { "Openings", "People", "Median", "99 of 100 within",
                                             "Full comparison", "Ratio", "Judged", "Lists equal",
                                             NULL };
    static const char *const peers_head[] = { "Openings", "By", "Median", "Opstap is faster",
                                              "Lists equal", NULL };
    static const char *const vectors_head[] = { "Openings", "By", "Made in", "Median",
                                                "Opstap is faster", "Of the ten best", "Lists equal",
                                                NULL };
    static const char *const oracle_head[] = { "Openings", "Of", "People", "Lists equal", "Empty", NULL };
    static const char *const machine_head[] = { "Openings", "Buckets", "Rows", "Lines at random",
                                                "In order", "The machine takes", "Opstap takes",
                                                "Share", NULL };
    bench->ours = bench_table_new(arena, ours_head);
    bench->peers = bench_table_new(arena, peers_head);
    bench->vectors = bench_table_new(arena, vectors_head);
    bench->oracle = bench_table_new(arena, oracle_head);
    bench->machine = bench_table_new(arena, machine_head);
}

void report_print(Bench *bench, Arena *arena) {
    bool markdown = bench->options.markdown;
    Str simd = simd_name(simd_used());
    bench_table_print(&bench->ours,
                      str_printf(arena, "The ten best, one thread, %.*s", STR_ARGS(simd)).at,
                      markdown);
    if (!bench->options.no_peers) {
        bench_table_print(&bench->peers, "The same lists by others", markdown);
        bench_table_print(&bench->vectors, "Nearly the same lists, by vectors", markdown);
    }
    bench_table_print(&bench->machine, "A search as people come, beside what the machine can do",
                      markdown);
    if (bench->options.oracle) {
        bench_table_print(&bench->oracle, "Compared with full comparisons", markdown);
    }
    report_growth(bench, arena);
    report_targets(bench, arena);
}
