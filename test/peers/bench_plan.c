/* bench_plan: the same plans by Opstap and by GLPK (see glpk_plan.h), in one run.
 *
 * Both get SECONDS_MAX. Medians of REPEATS runs; GLPK runs once where once takes over LONG_SECONDS.
 * Exit status 1 when two proven values differ.
 *
 *     bench_plan [FILE.json ...]     without files: the shared instances, and made ones
 *     bench_plan --write NAME FILE   an instance of plan_instances.h, for opstap plan --problem */
#include "auto.h"
#include "file.h"
#include "glpk_plan.h"
#include "phrase.h"
#include "plan_instances.h"
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

static Outcome peer_solve(Arena *arena, const Problem *problem) {
    ArenaMark mark = arena_mark(arena);
    PeerProblem peer = peer_problem(arena, problem);
    PeerModel model = peer_model_make(arena, &peer);
    PeerOutcome found = glpk_solve(&model, SECONDS_MAX, NULL);
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
    Outcome ours = median(arena, problem, opstap_solve), peer = median(arena, problem, peer_solve);
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

static bool compare_made(Arena *arena) {
    bool same = true;
    const char *name;
    for (int i = 0; (name = plan_instance_name(i)); i++) {
        Problem problem;
        if (plan_instance_make(arena, name, &problem) != OK || problem.candidate_count > 1000) {
            continue;
        }
        same &= compare(arena, name, &problem);
    }
    return same;
}

/* --write NAME FILE */
static int write_one(Arena *arena, const char *name, const char *path) {
    Problem problem;
    if (plan_instance_make(arena, name, &problem) != OK) {
        fprintf(stderr, "no instance %s; there are:\n", name);
        for (int i = 0; plan_instance_name(i); i++) fprintf(stderr, "%s\n", plan_instance_name(i));
        return 2;
    }
    FILE *file = fopen(path, "w");
    if (file) plan_instance_write(file, &problem);
    if (file && fclose(file) == 0) return 0;
    perror(path);
    return 1;
}

int main(int count, char **argument) {
    static const char *const shared_names[] = { "assign100", "classes-300-30",
                                                "cohort-300-30-plain", "cohort-1000-100-plain" };
    AUTO(arena_end_at) Arena *arena = arena_new("bench", (size_t)8 << 30);
    if (count == 4 && strcmp(argument[1], "--write") == 0) {
        return write_one(arena, argument[2], argument[3]);
    }
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
    return !(same & compare_made(arena));
}
