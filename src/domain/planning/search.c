#include "search.h"

#include "auto.h"

#include "piece.h"

static double seconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static const double TELL_EVERY_SECONDS = 0.1;

bool watch_goes_on(Watch *watch, const Best *best, int64_t bound) {
    if (watch->stopped) return false;
    const SearchLimits *limits = &watch->limits;
    if (limits->nodes_max && watch->nodes > limits->nodes_max) watch->stopped = true;
    if (limits->seconds_max <= 0 && !limits->progress) return !watch->stopped;
    double now = seconds_now();
    if (limits->seconds_max > 0 && now - watch->began > limits->seconds_max) watch->stopped = true;
    if (!limits->progress || now - watch->told < TELL_EVERY_SECONDS) return !watch->stopped;
    watch->told = now;
    SearchProgress progress = { .has_value = best->has_value,
                                .value = watch->value_elsewhere + best->value,
                                .bound = watch->bound_elsewhere + bound,
                                .nodes = watch->nodes, .seconds = now - watch->began };
    if (!limits->progress(limits->context, progress)) watch->stopped = true;
    return !watch->stopped;
}

typedef struct Search {
    Arena *arena;
    const Problem *problem;
    Watch watch;
    Solution *solution;
    int32_t *pair_of;
} Search;

static void search_describe(Search *search) {
    const Problem *problem = search->problem;
    Solution *solution = search->solution;
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        solution->option_of[i] = PLAN_UNPLACED;
        if (!solution->has_value || search->pair_of[i] == PLAN_UNPLACED) continue;
        const Pair *pair = &problem->pair[search->pair_of[i]];
        solution->option_of[i] = pair->option;
        solution->option_open[pair->option] = true;
        int32_t class_index = problem->option[pair->option].class_index;
        if (class_index != PLAN_NO_CLASS) solution->class_open[class_index] = true;
    }
}

static bool search_part(Search *search, const Part *part) {
    Solution *solution = search->solution;
    Best best = { .pair_of = search->pair_of, .person = part->person_source,
                  .person_count = part->person_count, .bound = INT64_C(1) << 62 };
    AUTO(arena_end_at) Arena *scratch = arena_new("planning", (size_t)64 << 30);
    int64_t *losses = arena_many(scratch, int64_t, (size_t)part->choice_count);
    piece_solve(scratch, part, &search->watch, &best, losses);
    solution->has_value = solution->has_value && best.has_value;
    if (best.has_value) solution->value += best.value;
    solution->bound += best.has_value && best.bound < best.value ? best.value : best.bound;
    search->watch.value_elsewhere = solution->value;
    return !best.infeasible;
}

Result problem_solve(Arena *arena, const Problem *problem, SearchLimits limits,
                     Solution *ret_solution) {
    Solution solution = { .has_value = true, .has_bound = true };
    solution.option_of = arena_many(arena, int32_t, (size_t)problem->candidate_count);
    solution.option_open = arena_many(arena, bool, (size_t)problem->option_count);
    solution.class_open = arena_many(arena, bool, (size_t)problem->class_count);
    solution.option_closed = arena_many(arena, Closed, (size_t)problem->option_count);
    solution.class_closed = arena_many(arena, Closed, (size_t)problem->class_count);
    AUTO(arena_end_at) Arena *scratch = arena_new("planning", (size_t)64 << 30);
    Search search = { .arena = scratch, .problem = problem, .solution = &solution };
    search.watch = (Watch){ .limits = limits, .began = seconds_now() };
    search.pair_of = arena_many(scratch, int32_t, (size_t)problem->candidate_count);
    for (int32_t i = 0; i < problem->candidate_count; i++) search.pair_of[i] = PLAN_UNPLACED;
    PartList list = part_list(scratch, problem);
    bool feasible = !(problem->must_place_all && list.person_left_out);
    for (int32_t i = 0; i < list.count && feasible; i++) feasible = search_part(&search, &list.part[i]);
    if (!feasible) solution.has_value = solution.has_bound = false;
    solution.status = !feasible ? PLAN_INFEASIBLE
                      : !solution.has_value ? PLAN_STOPPED
                      : solution.value == solution.bound ? PLAN_OPTIMAL : PLAN_FEASIBLE;
    if (!solution.has_value) solution.value = 0;
    search_describe(&search);
    solution.nodes = search.watch.nodes;
    solution.seconds = seconds_now() - search.watch.began;
    *ret_solution = solution;
    return OK;
}
