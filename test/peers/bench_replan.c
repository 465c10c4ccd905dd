#include "bench_replan.h"

#include "peer_run.h"
#include "plan_instances.h"
#include "planning/search/basis.h"

static const double PART_MAX = 0.1; /* of the time of the first plan */
static const double LONG_SECONDS = 4;

typedef struct Solved {
    PlanStatus status;
    int64_t value, bound;
    double seconds;
} Solved;

/* Bringing the basis to the problem is part of the time. */
static Solved solve_once(Bench *bench, const Problem *problem, const Basis *start, Basis *left) {
    Solution solution = { 0 };
    int32_t lost;
    double began = peer_clock_seconds();
    SearchLimits limits = { .seconds_max = bench->seconds_max, .basis = left };
    if (start) limits.start = basis_carry(bench->arena, start, problem, &lost);
    problem_solve(bench->arena, problem, limits, &solution);
    return (Solved){ solution.status, solution.value, solution.bound,
                     peer_clock_seconds() - began };
}

static Solved solve(Bench *bench, const Problem *problem, const Basis *start) {
    double seconds[BENCH_REPEATS];
    Solved solved;
    int count = 0;
    do {
        ArenaMark mark = arena_mark(bench->arena);
        solved = solve_once(bench, problem, start, NULL);
        seconds[count] = solved.seconds;
        arena_rewind(bench->arena, mark);
    } while (++count < BENCH_REPEATS && seconds[0] < LONG_SECONDS);
    solved.seconds = bench_median(seconds, count);
    return solved;
}

static void values_judge(Bench *bench, const char *said, const Solved *nothing,
                         const Solved *again) {
    bool both = nothing->status == PLAN_OPTIMAL && again->status == PLAN_OPTIMAL;
    if (both ? nothing->value == again->value
             : nothing->value <= again->bound && again->value <= nothing->bound) return;
    bench_wrong(bench, said, "a plan from the old basis is worth something else");
}

static Str proof_words(Bench *bench, const Solved *solved) {
    if (solved->status == PLAN_OPTIMAL) return S("proven");
    double value = (double)solved->value;
    return str_printf(bench->arena, "%.4f %%", 100 * ((double)solved->bound - value) / value);
}

static void replan_compare(Bench *bench, BenchTable *table, const char *name, const char *said) {
    Problem problem;
    if (plan_instance_make(bench->arena, name, &problem) != OK) return;
    Problem changed = plan_instance_changed(bench->arena, &problem);
    bench_say(said, "Opstap");
    Basis *basis = basis_new(bench->arena, &problem);
    Solved first = solve(bench, &problem, NULL);
    solve_once(bench, &problem, NULL, basis);
    Solved nothing = solve(bench, &changed, NULL), again = solve(bench, &changed, basis);
    values_judge(bench, said, &nothing, &again);
    double part = again.seconds / first.seconds;
    bench_table_add(table, str_from(name));
    bench_table_add(table, str_printf(bench->arena, "%g", PART_MAX));
    bench_table_add(table, bench_seconds(bench->arena, first.seconds));
    bench_table_add(table, proof_words(bench, &first));
    bench_table_add(table, bench_seconds(bench->arena, nothing.seconds));
    bench_table_add(table, proof_words(bench, &nothing));
    bench_table_add(table, bench_seconds(bench->arena, again.seconds));
    bench_table_add(table, proof_words(bench, &again));
    bench_table_add(table, str_printf(bench->arena, "%.3f", part));
    if (part > PART_MAX) {
        bench_missed(bench, said,
                     str_printf(bench->arena, "%.3f of the first plan's time; target %g", part,
                                PART_MAX));
    }
}

void bench_replan(Bench *bench) {
    static const char *const names[] = { "300x30-8-16",    "1000x100-8-16",  "1000x100-12-20",
                                         "1000x100-12-20-b", "5000x400-10-20", "country-apart" };
    static const char *const head[] = { "Instance", "Target", "First plan", "",
                                        "Changed, from nothing", "", "Changed, from the first", "",
                                        "Again / first", NULL };
    BenchTable table = bench_table_new(bench->arena, head);
    bool any = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *said = str_printf(bench->arena, "again %s", names[i]).at;
        if (!bench_wanted(bench, said)) continue;
        replan_compare(bench, &table, names[i], said);
        any = true;
    }
    if (any) bench_table_print(&table, "Again, after 1 % of the pairs changed", bench->markdown);
}
