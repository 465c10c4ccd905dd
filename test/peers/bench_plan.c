/* bench_plan: the same plans by Opstap and by its peers, in one run, beside what it should reach.
 *
 *     bench_plan [--only PART] [--seconds N] [--no-peers] [--markdown] [FILE.json ...]
 *     bench_plan --write NAME FILE
 *
 * Without files: the public instances of OPSTAP_SHARED (else ../shared), made ones
 * (plan_instances.h), flows and changed problems; --only those with PART in their name. Everybody
 * gets N seconds a run (60), and is run BENCH_REPEATS times, or once when once takes some seconds;
 * times are those in the middle. --write makes a file for opstap plan --problem.
 *
 * Exit status 1: two proven values differ, a plan breaks a rule (plan_check.h), or a public optimum
 * is not reached; 2: it is asked what it does not know. A missed target is listed at the end and
 * changes nothing. */
#include <getopt.h>

#include "auto.h"
#include "bench_cases.h"
#include "bench_flow.h"
#include "bench_replan.h"
#include "number.h"
#include "peer_run.h"
#include "plan_instances.h"

enum { SECONDS_USUAL = 60, COUNTRY_SECONDS = 60 };

#define CASE_COUNT(list) ((int)(sizeof(list) / sizeof *(list)))

static const BenchCase public_cases[] = {
    { "assign100", true, .seconds = 0.2 },
    { "classes-300-30", true, .seconds = 0.2 },
    { "cohort-300-30-plain", true, .seconds = 0.2 },
    { "cohort-300-30", true, .seconds = 0.2 },
    { "cohort-1000-100-plain", true, .seconds = 1, .ratio = 3 },
    { "cohort-1000-100", true, .seconds = 1, .ratio = 3 },
    { "hias-fy16-1d", true, .seconds = 2 },
    { "hias-fy16-3d", true, .seconds = 2 },
    { "gap1-1", true, .seconds = 1 },
    { "gap2-1", true, .seconds = 1 },
    { "a05100", true, .seconds = 1 },
    { "b05100", true, .seconds = 1 },
    { "e05100", true, .seconds = 10 },
};

static const BenchCase group_cases[] = {
    { "300x30-8-16", .seconds = 0.2 },
    { "300x30-8-16-guides", .seconds = 0.2 },
    { "1000x100-8-16", .seconds = 1, .ratio = 3 },
    { "1000x100-8-16-guides", .seconds = 1, .ratio = 3 },
    { "1000x100-12-20", .seconds = 1, .ratio = 3 },
    { "1000x100-12-20-b", .seconds = 1, .ratio = 3 },
    { "1000x100-12-20-guides", .seconds = 1, .ratio = 3 },
    { "flat-1000x100-8-16", .seconds = 1, .ratio = 3 },
    { "flat-1000x100-12-20-a", .seconds = 1, .ratio = 3 },
    { "flat-1000x100-12-20-b", .seconds = 1, .ratio = 3 },
};

/* Twice: what there is in the time of the target, and whether there is a proof at all. */
static const BenchCase large_cases[] = {
    { "2000x200-12-20", .seconds = 3, .gap = 0.0005, .alone = true },
    { "2000x200-12-20", .aim = true },
    { "flat-2000x200-12-20", .seconds = 3, .gap = 0.0005, .alone = true },
    { "5000x400-10-20", .seconds = 10, .gap = 0.0002 },
    { "flat-5000x400-10-20", .seconds = 10, .gap = 0.0002, .alone = true },
    { "country-apart", .seconds = COUNTRY_SECONDS, .gap = 1, .alone = true },
    { "country-joined", .seconds = COUNTRY_SECONDS, .gap = 1, .alone = true },
};

static int instances_list(const char *unknown) {
    fprintf(stderr, "bench_plan: no instance %s; there are, each also with -changed:\n", unknown);
    for (int i = 0; plan_instance_name(i); i++) fprintf(stderr, "%s\n", plan_instance_name(i));
    return 2;
}

static int instance_write(Arena *arena, const char *name, const char *path) {
    Problem problem;
    if (plan_instance_make(arena, name, &problem) != OK) return instances_list(name);
    FILE *file = fopen(path, "w");
    if (file) plan_instance_write(file, &problem);
    if (file && fclose(file) == 0) return 0;
    perror(path);
    return 1;
}

static void list_print(const Bench *bench, const char *title, const BenchList *list) {
    printf(bench->markdown ? "### %s\n\n" : "%s\n\n", title);
    for (size_t i = 0; i < list->count; i++) printf("- %.*s\n", STR_ARGS(list->line[i]));
    puts(list->count ? "" : "None.\n");
}

static void all_run(Bench *bench) {
    bench_cases(bench, "Public instances", public_cases, CASE_COUNT(public_cases));
    bench_cases(bench, "Groups", group_cases, CASE_COUNT(group_cases));
    bench_cases(bench, "Large", large_cases, CASE_COUNT(large_cases));
    bench_flow(bench);
    bench_replan(bench);
}

static void files_run(Bench *bench, char **path) {
    BenchTable table = bench_cases_table(bench);
    for (; *path; path++) bench_file(bench, &table, *path);
    bench_table_print(&table, "Files", bench->markdown);
}

static bool options_read(Bench *bench, int count, char **argument, bool *ret_write) {
    static const struct option names[] = { { "only", required_argument, NULL, 'o' },
                                           { "seconds", required_argument, NULL, 's' },
                                           { "no-peers", no_argument, NULL, 'n' },
                                           { "markdown", no_argument, NULL, 'm' },
                                           { "write", no_argument, NULL, 'w' }, { 0 } };
    int option;
    int64_t seconds;
    while ((option = getopt_long(count, argument, "", names, NULL)) != -1) {
        switch (option) {
        case 'o': bench->only = optarg; break;
        case 'n': bench->peers = false; break;
        case 'm': bench->markdown = true; break;
        case 'w': *ret_write = true; break;
        case 's':
            if (!number_read(str_from(optarg), &seconds) || seconds < 1) return false;
            bench->seconds_max = (double)seconds;
            break;
        default: return false;
        }
    }
    return !*ret_write || count - optind == 2;
}

int main(int count, char **argument) {
    AUTO(arena_end_at) Arena *arena = arena_new("bench", (size_t)32 << 30);
    const char *shared = getenv("OPSTAP_SHARED");
    Bench bench = { .arena = arena, .seconds_max = SECONDS_USUAL, .peers = true };
    bench.shared = str_printf(arena, "%s/bench", shared ? shared : "../shared").at;
    bool write = false;
    if (!options_read(&bench, count, argument, &write)) {
        fputs("usage: bench_plan [--only PART] [--seconds N] [--no-peers] [--markdown] "
              "[FILE.json ...]\n       bench_plan --write NAME FILE\n", stderr);
        return 2;
    }
    if (write) return instance_write(arena, argument[optind], argument[optind + 1]);
    if (optind < count) files_run(&bench, &argument[optind]);
    else all_run(&bench);
    list_print(&bench, "Targets missed", &bench.missed);
    if (bench.wrong.count) list_print(&bench, "Wrong", &bench.wrong);
    return bench.wrong.count > 0;
}
