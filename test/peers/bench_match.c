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

#include "auto.h"
#include "match_edges.h"
#include "match_report.h"
#include "number.h"

enum { QUICK_PEOPLE = 300, PEOPLE = 4000 };
enum { ORACLE_LISTS = 10000, ORACLE_LISTS_QUICK = 400, ORACLE_OPENINGS = 20000, ORACLE_MANY = 500000,
       ORACLE_LISTS_MANY = 200, VECTORS_OPENINGS_MAX = 500000 };

static void oracle_measure(Bench *bench) {
    int questions = (int)bench->options.oracle;
    if (!questions) return;
    AUTO(arena_end_at) Arena *arena = arena_new("a market", (size_t)32 << 30);
    Market market = market_make(arena, ORACLE_OPENINGS);
    report_oracle(bench, &market, "a country", questions - questions / 3);
    report_vum(bench, &market);
    AUTO(arena_end_at) Arena *other = arena_new("a market of the same", (size_t)32 << 30);
    Market alike = market_make_alike(other, ORACLE_OPENINGS);
    report_oracle(bench, &alike, "many the same", questions / 3);
    puts("");
}

/* --- a size --- */

static void size_measure(Bench *bench, int64_t openings) {
    AUTO(arena_end_at) Arena *arena = arena_new("a market", (size_t)32 << 30);
    Market market = market_make(arena, openings);
    printf("%lld openings: read into %zu MB in %.1f s, columns in %.1f s\n", (long long)openings,
           market.megabytes, market.encoding, market.columning);
    report_size(bench, market.snapshot->openings.count);
    OursFigures ours = report_ours(bench, arena, &market);
    report_machine(bench, &market, &ours);
    if (!bench->options.no_peers) report_peers(bench, arena, &market, ours.median);
    if (!bench->options.no_peers && openings <= VECTORS_OPENINGS_MAX) {
        report_vectors(bench, arena, &market, ours.median);
    }
    if (openings == ORACLE_MANY && bench->options.oracle) {
        report_oracle(bench, &market, "a country", ORACLE_LISTS_MANY);
    }
    if (openings == ORACLE_MANY || bench->options.quick) report_store(bench, &market);
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
    AUTO(arena_end_at) Arena *arena = arena_new("tables", (size_t)1 << 26);
    Bench bench = { .different = 0 };
    if (!options_read(&bench.options, argc, argv)) {
        fputs("usage: bench_match [--quick] [--markdown] [--no-peers] [--people 100..1000000]"
              " [--oracle N] [OPENINGS...]\n", stderr);
        return 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0); /* it takes long: what is known is said */
    report_begin(&bench, arena);
    report_limit(&bench);
    oracle_measure(&bench);
    for (int i = 0; i < bench.options.sizes; i++) size_measure(&bench, bench.options.size[i]);
    report_print(&bench, arena);
    return bench.different != 0;
}
