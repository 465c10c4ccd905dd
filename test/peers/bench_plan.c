/* bench_plan: the same plans by Opstap and by GLPK (see glpk_plan.h), in one run.
 *
 * Both get SECONDS_MAX. Medians of REPEATS runs; GLPK runs once where once takes over LONG_SECONDS.
 * Exit status 1 when two proven values differ.
 *
 *     bench_plan [FILE.json ...]     without files: the shared instances, and made ones */
#include "auto.h"
#include "file.h"
#include "glpk_plan.h"
#include "phrase.h"
#include "planning/search.h"

enum { REPEATS = 5, FILE_BYTES_MAX = 64 * 1024 * 1024 };
static const double SECONDS_MAX = 60, LONG_SECONDS = 4;

typedef struct Outcome {
    bool proven, has_value;
    double value, bound, seconds;
} Outcome;

static double seconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* ---- both ---- */

static PeerProblem peer_problem(Arena *arena, const Problem *problem) {
    PeerProblem peer = { .candidate_count = problem->candidate_count,
                         .option_count = problem->option_count,
                         .class_count = problem->class_count, .pair_count = problem->pair_count,
                         .must_place_all = problem->must_place_all };
    peer.option = arena_many(arena, PeerPlaces, (size_t)peer.option_count);
    peer.option_class = arena_many(arena, PeerPlaces, (size_t)peer.class_count);
    peer.pair = arena_many(arena, PeerPair, (size_t)peer.pair_count);
    for (int i = 0; i < peer.option_count; i++) {
        const Option *option = &problem->option[i];
        peer.option[i] = (PeerPlaces){ option->minimum, option->maximum, option->class_index };
    }
    for (int i = 0; i < peer.class_count; i++) {
        const OptionClass *class = &problem->option_class[i];
        peer.option_class[i] = (PeerPlaces){ class->minimum, class->maximum, PEER_NO_CLASS };
    }
    for (int i = 0; i < peer.pair_count; i++) {
        const Pair *pair = &problem->pair[i];
        peer.pair[i] = (PeerPair){ pair->candidate, pair->option, pair->value };
    }
    return peer;
}

static Outcome glpk_solve(Arena *arena, const Problem *problem) {
    ArenaMark mark = arena_mark(arena);
    PeerProblem peer = peer_problem(arena, problem);
    PeerOutcome found = glpk_plan(&peer, SECONDS_MAX, NULL);
    arena_rewind(arena, mark);
    return (Outcome){ .proven = found.proven, .has_value = found.has_value, .value = found.value,
                      .seconds = found.seconds };
}

static Outcome opstap_solve(Arena *arena, const Problem *problem) {
    Solution solution;
    ArenaMark mark = arena_mark(arena);
    double began = seconds_now();
    problem_solve(arena, problem, (SearchLimits){ .seconds_max = SECONDS_MAX }, &solution);
    Outcome outcome = { .proven = solution.status == PLAN_OPTIMAL,
                        .has_value = solution.has_value,
                        .value = (double)solution.value,
                        .bound = (double)solution.bound,
                        .seconds = seconds_now() - began };
    arena_rewind(arena, mark);
    return outcome;
}

/* ---- one instance ---- */

static int seconds_compare(const void *a, const void *b) {
    double first = ((const Outcome *)a)->seconds, second = ((const Outcome *)b)->seconds;
    return first < second ? -1 : first > second;
}

static Outcome median(Arena *arena, const Problem *problem,
                      Outcome (*run)(Arena *, const Problem *)) {
    Outcome outcome[REPEATS];
    int count = 0;
    do outcome[count] = run(arena, problem);
    while (++count < REPEATS && outcome[0].seconds < LONG_SECONDS);
    qsort(outcome, (size_t)count, sizeof *outcome, seconds_compare);
    return outcome[count / 2];
}

static bool compare(Arena *arena, const char *name, const Problem *problem) {
    Outcome ours = median(arena, problem, opstap_solve), peer = median(arena, problem, glpk_solve);
    double gap = ours.bound - ours.value;
    printf("%-26s %17.0f %6.4f%% %9.4f s  %17.0f %-7s %9.4f s  %8.1f\n", name, ours.value,
           ours.value > 0 ? 100 * gap / ours.value : 0, ours.seconds,
           peer.has_value ? peer.value : 0, peer.proven ? "proven" : "open", peer.seconds,
           peer.seconds / ours.seconds);
    fflush(stdout);
    double difference = ours.value - peer.value;
    bool same = !ours.proven || !peer.proven || (difference < 0.5 && difference > -0.5);
    if (!same) printf("DIFFERENT VALUES: %s\n", name);
    return same;
}

static bool compare_file(Arena *arena, const char *path) {
    Str json;
    Problem problem;
    Phrase why = { 0 };
    if (file_read(arena, path, FILE_BYTES_MAX, &json) != OK) {
        printf("%s is not there: set OPSTAP_SHARED\n", path);
        return true;
    }
    if (problem_read(arena, json, &problem, &why) != OK) {
        Str said = phrase_text(arena, TONGUE_EN, why);
        printf("%s: %.*s\n", path, STR_ARGS(said));
        return false;
    }
    const char *name = strrchr(path, '/');
    return compare(arena, name ? name + 1 : path, &problem);
}

/* ---- made instances ---- */

typedef struct Making {
    const char *name;
    int32_t people, groups, wishes, minimum, maximum;
    uint64_t seed;
} Making;

static const Making making[] = {
    { "made 300x30 8-16", 300, 30, 6, 8, 16, 1 },
    { "made 1000x100 8-16", 1000, 100, 10, 8, 16, 1 },
    { "made 1000x100 10-18 a", 1000, 100, 10, 10, 18, 11 },
    { "made 1000x100 10-18 b", 1000, 100, 10, 10, 18, 12 },
    { "made 1000x100 12-20 a", 1000, 100, 10, 12, 20, 11 },
    { "made 1000x100 12-20 b", 1000, 100, 10, 12, 20, 12 },
};

static int64_t making_next(uint64_t *state, int64_t below) {
    uint64_t mixed = (*state += UINT64_C(0x9E3779B97F4A7C15));
    mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (int64_t)((mixed ^ (mixed >> 31)) % (uint64_t)below);
}

/* People on a square want the groups near them; the value falls with the way and varies by person.
 */
static Problem make(Arena *arena, const Making *how) {
    Problem problem = { .candidate_count = how->people, .option_count = how->groups };
    uint64_t state = how->seed;
    problem.candidate = arena_many(arena, Str, (size_t)how->people);
    problem.option = arena_many(arena, Option, (size_t)how->groups);
    problem.pair = arena_many(arena, Pair, (size_t)how->people * (size_t)how->wishes);
    int64_t *x = arena_many(arena, int64_t, (size_t)how->groups);
    int64_t *y = arena_many(arena, int64_t, (size_t)how->groups);
    for (int32_t k = 0; k < how->groups; k++) {
        problem.option[k] =
            (Option){ str_printf(arena, "o%d", (int)k), how->minimum, how->maximum, PLAN_NO_CLASS };
        x[k] = making_next(&state, 1000);
        y[k] = making_next(&state, 1000);
    }
    for (int32_t i = 0; i < how->people; i++) {
        int64_t here_x = making_next(&state, 1000), here_y = making_next(&state, 1000);
        int64_t person = making_next(&state, 30000);
        problem.candidate[i] = str_printf(arena, "c%d", (int)i);
        for (int32_t wish = 0; wish < how->wishes;) {
            int32_t k = (int32_t)making_next(&state, how->groups);
            int64_t way = llabs(x[k] - here_x) + llabs(y[k] - here_y);
            bool again = making_next(&state, 2000) < way;
            for (int32_t before = 1; before <= wish; before++) {
                again |= problem.pair[problem.pair_count - before].option == k;
            }
            if (again) continue;
            int64_t value = 50000 - way * 20 + person + making_next(&state, 15000);
            problem.pair[problem.pair_count++] = (Pair){ i, k, value };
            wish++;
        }
    }
    return problem;
}

int main(int count, char **argument) {
    static const char *const shared_names[] = { "assign100", "classes-300-30",
                                                "cohort-300-30-plain", "cohort-1000-100-plain" };
    AUTO(arena_end_at) Arena *arena = arena_new("bench", (size_t)8 << 30);
    bool same = true;
    printf("%-26s %17s %7s %11s  %17s %-7s %11s  %8s\n", "instance", "opstap", "gap", "", "GLPK",
           "", "", "ratio");
    for (int i = 1; i < count; i++) same &= compare_file(arena, argument[i]);
    if (count > 1) return !same;
    const char *shared = getenv("OPSTAP_SHARED");
    for (size_t i = 0; i < sizeof shared_names / sizeof *shared_names; i++) {
        Str path =
            str_printf(arena, "%s/bench/%s.json", shared ? shared : "../shared", shared_names[i]);
        same &= compare_file(arena, path.at);
    }
    for (size_t i = 0; i < sizeof making / sizeof *making; i++) {
        Problem problem = make(arena, &making[i]);
        same &= compare(arena, making[i].name, &problem);
    }
    return !same;
}
