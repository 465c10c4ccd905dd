/* What lists must reach, and how they grow. */
#include <math.h>

#include "match_report.h"

enum { TARGET_OPENINGS = 500000 };

static const Measured *measured_at(const Bench *bench, size_t openings) {
    for (int i = 0; i < bench->measured_count; i++) {
        if (bench->measured[i].openings == openings) return &bench->measured[i];
    }
    return NULL;
}

/* --- targets --- */

typedef struct Target {
    const char *what;
    double measured, bound;
    const char *unit;
    bool at_least; /* else at most */
} Target;

static Str target_verdict(Arena *arena, const Target *target) {
    if (target->measured == 0) return S("not measured");
    bool met = target->at_least ? target->measured >= target->bound
                                : target->measured <= target->bound;
    double factor = target->at_least ? target->bound / target->measured
                                     : target->measured / target->bound;
    return met ? S("yes") : str_printf(arena, "no: %.2f times off", factor);
}

void report_targets(Bench *bench, Arena *arena) {
    static const char *const head[] = { "At 500,000 openings", "Asked", "Measured", "Reached", NULL };
    const Measured *at = measured_at(bench, TARGET_OPENINGS);
    if (!at) return;
    double ours = at->median[BY_OPSTAP];
    const Target targets[] = {
        { "median of a list", ours * 1e3, 0.15, "ms", false },
        { "99 of 100 lists within", at->late * 1e3, 1, "ms", false },
        { "times as fast as DuckDB", at->median[BY_DUCKDB] / ours, 50, "", true },
        { "times as fast as PostgreSQL", at->median[BY_POSTGRES] / ours, 100, "", true },
        { "snapshot from SQLite", at->snapshot, 20, "s", false },
    };
    BenchTable table = bench_table_new(arena, head);
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        const Target *target = &targets[i];
        bench_table_add(&table, str_from(target->what));
        bench_table_add(&table, str_printf(arena, "at %s %g %s", target->at_least ? "least" : "most",
                                           target->bound, target->unit));
        bench_table_add(&table, str_printf(arena, "%.3g %s", target->measured, target->unit));
        bench_table_add(&table, target_verdict(arena, target));
    }
    bench_table_print(&table, "What was asked", bench->options.markdown);
}

/* --- growth --- */

static const char *const growth_names[BY_COUNT] = {
    "Opstap", "a full comparison", "DuckDB, the best plan", "PostgreSQL, the best plan for each" };

/* Times as long for ten times as many, over all sizes that were measured. */
static Str growth_of(Arena *arena, const Bench *bench, MeasuredBy by) {
    const Measured *least = &bench->measured[0], *most = least;
    for (int i = 1; i < bench->measured_count; i++) {
        if (bench->measured[i].openings < least->openings) least = &bench->measured[i];
        if (bench->measured[i].openings > most->openings) most = &bench->measured[i];
    }
    double tens = log10((double)most->openings / (double)least->openings);
    double times = most->median[by] / least->median[by];
    return str_printf(arena, "%.2f", pow(times, 1 / tens));
}

void report_growth(Bench *bench, Arena *arena) {
    const char *head[SIZES_MAX + 3] = { "Median" };
    if (bench->measured_count < 2) return;
    for (int i = 0; i < bench->measured_count; i++) {
        head[i + 1] = str_printf(arena, "%zu", bench->measured[i].openings).at;
    }
    head[bench->measured_count + 1] = "For ten times as many";
    BenchTable table = bench_table_new(arena, head);
    for (int by = 0; by < BY_COUNT; by++) {
        if (bench->measured[0].median[by] == 0) continue;
        bench_table_add(&table, str_from(growth_names[by]));
        for (int i = 0; i < bench->measured_count; i++) {
            bench_table_add(&table,
                            str_printf(arena, "%.3f ms", bench->measured[i].median[by] * 1e3));
        }
        bench_table_add(&table, growth_of(arena, bench, (MeasuredBy)by));
    }
    bench_table_print(&table, "How it grows, people as they come", bench->options.markdown);
}
