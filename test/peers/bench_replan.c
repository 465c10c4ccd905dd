/* bench_replan: plans again after 1 % of the pairs changed, with and without the basis of the first plan.
 *
 *     bench_replan [NAME ...]     instances of plan_instances.h; without names those that are listed below
 *
 * Medians of REPEATS runs, of problem_solve alone: reading files costs the same with and without. Exit
 * status 1 when two proven values differ. */
#include "auto.h"
#include "phrase.h"
#include "plan_instances.h"
#include "planning/search.h"

enum { REPEATS = 3 };
static const double SECONDS_MAX = 60;

static const char *const names[] = { "flow-20000x1500", "300x30-8-16", "1000x100-8-16", "1000x100-12-20", NULL };

typedef struct Run {
    Solution solution;
    Basis *basis;
} Run;

static int seconds_compare(const void *a, const void *b) {
    double first = ((const Run *)a)->solution.seconds, second = ((const Run *)b)->solution.seconds;
    return first < second ? -1 : first > second;
}

static Run run_median(Arena *arena, const Problem *problem, const Basis *start) {
    Run run[REPEATS];
    for (int i = 0; i < REPEATS; i++) {
        run[i].basis = basis_new(arena, problem);
        SearchLimits limits = { .seconds_max = SECONDS_MAX, .start = start, .basis = run[i].basis };
        if (problem_solve(arena, problem, limits, &run[i].solution) != OK) exit(1);
    }
    qsort(run, REPEATS, sizeof *run, seconds_compare);
    return run[REPEATS / 2];
}

static bool replan(const char *name) {
    AUTO(arena_end_at) Arena *arena = arena_new("bench", (size_t)16 << 30);
    Problem first;
    int32_t lost;
    if (plan_instance_make(arena, name, &first) != OK) {
        fprintf(stderr, "no instance %s\n", name);
        return false;
    }
    Problem changed = plan_instance_changed(arena, &first);
    Run old = run_median(arena, &first, NULL), cold = run_median(arena, &changed, NULL);
    Basis *start = basis_carry(arena, old.basis, &changed, &lost);
    Run warm = run_median(arena, &changed, start);
    printf("%-22s %12lld %9.4f s %7lld  %12lld %9.4f s %7lld  %9.4f s %7lld %8.1f\n", name,
           (long long)old.solution.value, old.solution.seconds, (long long)old.solution.nodes,
           (long long)cold.solution.value, cold.solution.seconds, (long long)cold.solution.nodes,
           warm.solution.seconds, (long long)warm.solution.nodes,
           old.solution.seconds / warm.solution.seconds);
    fflush(stdout);
    bool proven = cold.solution.status == PLAN_OPTIMAL && warm.solution.status == PLAN_OPTIMAL;
    if (!proven) printf("NOT PROVEN: %s: %lld to %lld\n", name, (long long)warm.solution.value, (long long)warm.solution.bound);
    if (!proven || cold.solution.value == warm.solution.value) return true;
    printf("DIFFERENT VALUES: %s: %lld\n", name, (long long)warm.solution.value);
    return false;
}

int main(int count, char **argument) {
    bool same = true;
    printf("%-22s %12s %11s %7s  %12s %11s %7s  %11s %7s %8s\n", "instance", "first plan", "time", "nodes", "changed",
           "anew", "nodes", "from basis", "nodes", "first/it");
    for (int i = 0; count == 1 && names[i]; i++) same &= replan(names[i]);
    for (int i = 1; i < count; i++) same &= replan(argument[i]);
    return same ? 0 : 1;
}
