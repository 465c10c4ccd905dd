#include "bench_cases.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "auto.h"
#include "file.h"
#include "number.h"
#include "peer_problem.h"
#include "peer_run.h"
#include "phrase.h"
#include "plan_check.h"
#include "plan_instances.h"

enum { FILE_BYTES_MAX = 64 * 1024 * 1024, ANSWER_BYTES_MAX = 256 * 1024 * 1024 };
/* What takes that long is run once. */
static const double LONG_SECONDS = 4, PEER_LONG_SECONDS = 2;

/* One row while it is made. */
typedef struct Row {
    Bench *bench;
    const BenchCase *of;
    const char *name;
    Problem problem;
    Str json;
    Solution ours;
    double seconds;        /* ours */
    double fastest_peer;   /* of those that proved; 0: none did */
    double longest_peer;   /* of those that did not */
} Row;

/* ---- what is said ---- */

void bench_say(const char *name, const char *who) {
    fprintf(stderr, "bench_plan: %s: %s\n", name, who);
}

static void list_add(Bench *bench, BenchList *list, Str line) {
    list->line = arena_room(bench->arena, Str, list->line, list->count, &list->room);
    list->line[list->count++] = line;
}

void bench_missed(Bench *bench, const char *name, Str what) {
    list_add(bench, &bench->missed, str_printf(bench->arena, "%s: %.*s", name, STR_ARGS(what)));
}

void bench_wrong(Bench *bench, const char *name, const char *what) {
    list_add(bench, &bench->wrong, str_printf(bench->arena, "%s: %s", name, what));
    bench_say(name, what);
}

bool bench_wanted(const Bench *bench, const char *name) {
    return !bench->only || strstr(name, bench->only);
}

static int seconds_compare(const void *a, const void *b) {
    double first = *(const double *)a, second = *(const double *)b;
    return first < second ? -1 : first > second;
}

double bench_median(double *seconds, int count) {
    qsort(seconds, (size_t)count, sizeof *seconds, seconds_compare);
    return seconds[count / 2];
}

/* ---- ours ---- */

static void ours_run(Row *row) {
    Bench *bench = row->bench;
    double seconds[BENCH_REPEATS];
    double limit = row->of->gap > 0 ? row->of->seconds : bench->seconds_max;
    int count = 0;
    do {
        ArenaMark mark = arena_mark(bench->arena);
        double began = peer_clock_seconds();
        Result result = problem_solve(bench->arena, &row->problem,
                                      (SearchLimits){ .seconds_max = limit }, &row->ours);
        seconds[count] = peer_clock_seconds() - began;
        if (result != OK) bench_wrong(bench, row->name, "no answer");
        bool more = count + 1 < BENCH_REPEATS && seconds[0] < LONG_SECONDS;
        if (more) arena_rewind(bench->arena, mark);
        count++;
        if (!more) break;
    } while (true);
    row->seconds = bench_median(seconds, count);
}

static double gap_of(double bound, double value) {
    double size = fabs(value);
    return bound - value <= 0 ? 0 : (bound - value) / (size > 1 ? size : 1);
}

/* Outside the timing: the checker that shares no code. */
static void ours_check(Row *row) {
    PlanCheck check;
    if (row->ours.status == PLAN_STOPPED) return;
    Text answer = text_new(row->bench->arena, ANSWER_BYTES_MAX);
    solution_write_json(&answer, &row->problem, &row->ours);
    if (!plan_check_rules(row->json.at, row->json.len, answer.at, answer.len, &check)) {
        bench_wrong(row->bench, row->name, check.why);
    }
}

static bool ours_proven(const Row *row) {
    return row->ours.status == PLAN_OPTIMAL;
}

static void ours_say(Row *row, BenchTable *table) {
    Arena *arena = row->bench->arena;
    const Solution *ours = &row->ours;
    bool bounded = ours->has_value && ours->has_bound;
    double gap = gap_of((double)ours->bound, (double)ours->value);
    bench_table_add(table, ours->has_value ? str_printf(arena, "%lld", (long long)ours->value)
                                           : S("none"));
    bench_table_add(table, ours_proven(row) ? S("proven")
                           : bounded        ? str_printf(arena, "%.4f %%", 100 * gap)
                                            : S("unknown"));
    bench_table_add(table, bench_seconds(arena, row->seconds));
}

/* ---- the others ---- */

static PeerOutcome peer_median(Row *row, PeerSolver solver, const PeerModel *model) {
    double seconds[BENCH_REPEATS];
    PeerOutcome outcome;
    int count = 0;
    bench_say(row->name, peer_name(solver));
    do {
        outcome = peer_run(solver, model, row->bench->seconds_max);
        seconds[count] = outcome.seconds;
    } while (++count < BENCH_REPEATS && seconds[0] < PEER_LONG_SECONDS &&
             solver != PEER_HIGHS);
    outcome.seconds = bench_median(seconds, count);
    return outcome;
}

/* What reckons in floating point may be off by a part in 10^9. */
static double slack_of(double value) {
    return 0.5 + fabs(value) * 1e-9;
}

/* A bound or a proof of one against a plan of the other. */
static void peer_judge(Row *row, PeerSolver solver, const PeerOutcome *peer) {
    const Solution *ours = &row->ours;
    double slack = slack_of(peer->value);
    bool beyond = peer->has_value && ours->has_bound && ours->status != PLAN_INFEASIBLE &&
                  peer->value > (double)ours->bound + slack;
    bool below = peer->proven && peer->has_value && ours->has_value &&
                 (double)ours->value > peer->value + slack;
    bool never = (peer->proven && !peer->has_value && ours->has_value) ||
                 (ours->status == PLAN_INFEASIBLE && peer->has_value);
    if (!beyond && !below && !never) return;
    bench_wrong(row->bench, row->name,
                str_printf(row->bench->arena, "%s says otherwise: %.0f", peer_name(solver),
                           peer->value).at);
}

static Str peer_words(Row *row, const PeerOutcome *peer) {
    Arena *arena = row->bench->arena;
    Str seconds = bench_seconds(arena, peer->seconds);
    bool same = !peer->has_value || !row->ours.has_value ||
                fabs(peer->value - (double)row->ours.value) <= slack_of(peer->value);
    if (peer->proven && same) return str_printf(arena, "proven %.*s", STR_ARGS(seconds));
    if (peer->proven) {
        return str_printf(arena, "proven %.0f %.*s", peer->value, STR_ARGS(seconds));
    }
    if (!peer->has_value) return str_printf(arena, "no plan %.*s", STR_ARGS(seconds));
    double gap = peer->has_bound ? gap_of(peer->bound, peer->value) : INFINITY;
    if (gap > 1) return str_printf(arena, "%.0f %.*s", peer->value, STR_ARGS(seconds));
    return str_printf(arena, "%.0f (%.4f %%) %.*s", peer->value, 100 * gap, STR_ARGS(seconds));
}

static void peers_run(Row *row, BenchTable *table) {
    Bench *bench = row->bench;
    bool asked = bench->peers && !row->of->alone;
    PeerModel model = { 0 };
    if (asked) {
        PeerProblem problem = peer_problem_make(bench->arena, &row->problem);
        model = peer_model_make(bench->arena, &problem);
    }
    for (PeerSolver solver = 0; solver < PEER_SOLVERS; solver++) {
        if (!asked || !peer_present(solver)) {
            bench_table_add(table, asked ? S("not there") : S("-"));
            continue;
        }
        PeerOutcome peer = peer_median(row, solver, &model);
        peer_judge(row, solver, &peer);
        bench_table_add(table, peer_words(row, &peer));
        if (peer.proven && (row->fastest_peer <= 0 || peer.seconds < row->fastest_peer)) {
            row->fastest_peer = peer.seconds;
        }
        if (!peer.proven && peer.seconds > row->longest_peer) row->longest_peer = peer.seconds;
    }
}

/* ---- targets ---- */

static Str target_words(Arena *arena, const BenchCase *of) {
    if (of->gap >= 1) return str_printf(arena, "%g s, any gap", of->seconds);
    if (of->gap > 0) return str_printf(arena, "%g %% in %g s", 100 * of->gap, of->seconds);
    if (of->aim) return S("a proof, as an aim");
    if (of->seconds <= 0 && of->ratio <= 0) return S("-");
    if (of->ratio > 0) return str_printf(arena, "%g s, %g x", of->seconds, of->ratio);
    return str_printf(arena, "%g s", of->seconds);
}

static void target_judge(Row *row) {
    Bench *bench = row->bench;
    const BenchCase *of = row->of;
    const Solution *ours = &row->ours;
    double gap = ours->has_value && ours->has_bound
                     ? gap_of((double)ours->bound, (double)ours->value) : INFINITY;
    if (of->gap > 0 && gap > of->gap) {
        bench_missed(bench, row->name,
                     str_printf(bench->arena, "gap %.4f %% after %.1f s; target %g %%", 100 * gap,
                                row->seconds, 100 * of->gap));
    } else if (of->gap <= 0 && (of->seconds > 0 || of->aim) && !ours_proven(row)) {
        Str target = target_words(bench->arena, of);
        bench_missed(bench, row->name,
                     str_printf(bench->arena, "not proven after %.1f s, gap %.4f %%; target %.*s",
                                row->seconds, 100 * gap, STR_ARGS(target)));
    } else if (of->seconds > 0 && row->seconds > of->seconds * (of->gap > 0 ? 1.1 : 1)) {
        bench_missed(bench, row->name,
                     str_printf(bench->arena, "%.3f s; target %g s (%.2f times)", row->seconds,
                                of->seconds, row->seconds / of->seconds));
    }
    double ratio = row->fastest_peer / row->seconds;
    if (of->ratio > 0 && row->fastest_peer > 0 && ratio < of->ratio) {
        bench_missed(bench, row->name,
                     str_printf(bench->arena, "%.2f times as fast as the fastest; target %g times",
                                ratio, of->ratio));
    }
}

static Str ratio_words(const Row *row) {
    Arena *arena = row->bench->arena;
    if (!ours_proven(row)) return S("-");
    if (row->fastest_peer > 0) return str_printf(arena, "%.1f", row->fastest_peer / row->seconds);
    if (row->longest_peer > 0) return str_printf(arena, "> %.1f", row->longest_peer / row->seconds);
    return S("-");
}

static bool expected_value(Bench *bench, const char *name, int64_t *ret_value) {
    Str rest, line, field, path = str_printf(bench->arena, "%s/expected.tsv", bench->shared);
    if (file_read(bench->arena, path.at, FILE_BYTES_MAX, &rest) != OK) return false;
    while (str_cut(&rest, '\n', &line)) {
        if (!str_cut(&line, '\t', &field) || !str_equal(field, str_from(name))) continue;
        return number_read(str_trim(line), ret_value);
    }
    return false;
}

static void expected_judge(Row *row) {
    int64_t expected;
    if (!row->of->shared || !expected_value(row->bench, row->of->name, &expected)) return;
    if (row->ours.has_value && row->ours.value == expected) return;
    bench_wrong(row->bench, row->name,
                str_printf(row->bench->arena, "the optimum is %lld", (long long)expected).at);
}

/* ---- rows ---- */

BenchTable bench_cases_table(Bench *bench) {
    static const char *const head[] = { "Instance", "Target", "Value", "Bound", "Opstap", "GLPK",
                                        "CBC", "HiGHS", "Fastest / Opstap", NULL };
    return bench_table_new(bench->arena, head);
}

static void row_run(Row *row, BenchTable *table) {
    Arena *arena = row->bench->arena;
    bench_say(row->name, "Opstap");
    ours_run(row);
    ours_check(row);
    expected_judge(row);
    bench_table_add(table, str_from(row->name));
    bench_table_add(table, target_words(arena, row->of));
    ours_say(row, table);
    peers_run(row, table);
    bench_table_add(table, ratio_words(row));
    target_judge(row);
}

static bool file_load(Row *row, const char *path) {
    Bench *bench = row->bench;
    Phrase why = { 0 };
    if (file_read(bench->arena, path, FILE_BYTES_MAX, &row->json) != OK) {
        printf("%s is not there: set OPSTAP_SHARED\n", path);
        return false;
    }
    if (problem_read(bench->arena, row->json, &row->problem, &why) == OK) return true;
    Str said = phrase_text(bench->arena, TONGUE_EN, why);
    bench_wrong(bench, path, str_printf(bench->arena, "%.*s", STR_ARGS(said)).at);
    return false;
}

static bool made_load(Row *row) {
    Bench *bench = row->bench;
    if (plan_instance_make(bench->arena, row->of->name, &row->problem) != OK) return false;
    FILE *file = tmpfile();
    if (!file) return false;
    plan_instance_write(file, &row->problem);
    size_t size = (size_t)ftell(file);
    char *text = arena_get(bench->arena, size);
    rewind(file);
    row->json = (Str){ text, fread(text, 1, size, file) };
    fclose(file);
    return row->json.len == size;
}

void bench_file(Bench *bench, BenchTable *table, const char *path) {
    static const BenchCase none = { .name = "" };
    const char *name = strrchr(path, '/');
    Row row = { .bench = bench, .of = &none, .name = name ? name + 1 : path };
    if (file_load(&row, path)) row_run(&row, table);
}

void bench_cases(Bench *bench, const char *title, const BenchCase *list, int count) {
    BenchTable table = bench_cases_table(bench);
    bool any = false;
    for (int i = 0; i < count; i++) {
        Row row = { .bench = bench, .of = &list[i], .name = list[i].name };
        if (!bench_wanted(bench, list[i].name)) continue;
        Str path = str_printf(bench->arena, "%s/%s.json", bench->shared, list[i].name);
        if (!(list[i].shared ? file_load(&row, path.at) : made_load(&row))) continue;
        row_run(&row, &table);
        any = true;
    }
    if (any) bench_table_print(&table, title, bench->markdown);
}
