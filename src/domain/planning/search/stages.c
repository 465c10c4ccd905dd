#include "stages.h"

#include <string.h>

#include "auto.h"
#include "clock.h"
#include "staging.h"
#include "planning/groups/usable.h"

static const size_t ARENA_BYTES_MAX = (size_t)64 << 30;
static const double SECONDS_LEAST = 0.001; /* 0 would be no limit */

/* --- searches --- */

Result budget_part(const Staging *staging, Budget of, int32_t searches, Budget *ret_part) {
    *ret_part = of;
    if (of.nodes) ret_part->nodes = staging->nodes + (of.nodes - staging->nodes) / searches;
    if (of.seconds <= 0) return OK;
    double now;
    if (clock_steady_seconds(&now) != OK) return BROKEN;
    ret_part->seconds = now + (of.seconds - now) / searches;
    return OK;
}

static bool staging_progress(void *context, SearchProgress progress) {
    Staging *staging = context;
    progress.nodes += staging->nodes;
    if (staging->limits.progress(staging->limits.context, progress)) return true;
    staging->interrupted = true;
    return false;
}

static const Basis *plan_as_basis(const Staging *staging, const Problem *asked) {
    Basis *basis = basis_new(staging->arena, asked);
    for (int32_t i = 0; i < asked->pair_count; i++) {
        const Pair *pair = &asked->pair[i];
        if (staging->option_of[pair->candidate] == pair->option)
            basis->pair_of[pair->candidate] = i;
    }
    return basis;
}

Result staging_solve(Staging *staging, const Problem *asked, Budget budget) {
    SearchLimits limits = staging->limits;
    if (budget.nodes) limits.nodes_max = budget.nodes - staging->nodes;
    if (budget.nodes && limits.nodes_max < 1) limits.nodes_max = 1;
    if (budget.seconds > 0) {
        double now;
        if (clock_steady_seconds(&now) != OK) return BROKEN;
        limits.seconds_max = budget.seconds - now;
        if (limits.seconds_max < SECONDS_LEAST) limits.seconds_max = SECONDS_LEAST;
    }
    if (staging->has_plan) limits.start = plan_as_basis(staging, asked);
    if (limits.progress) limits.progress = staging_progress;
    limits.context = staging;
    Result result = problem_solve(staging->arena, asked, limits, &staging->solution);
    if (result == OK) staging->nodes += staging->solution.nodes;
    staging->is_answer = false;
    return result;
}

void staging_take_plan(Staging *staging) {
    size_t people = (size_t)staging->problem->candidate_count;
    staging->has_plan = true;
    if (people) {
        memcpy(staging->option_of, staging->solution.option_of,
               people * sizeof *staging->option_of);
    }
}

/* --- what is asked --- */

Problem problem_counting(Arena *arena, const Problem *problem, const bool *counts) {
    Problem counting = *problem;
    counting.pair = arena_many(arena, Pair, (size_t)problem->pair_count);
    counting.option = arena_many(arena, Option, (size_t)problem->option_count);
    counting.option_class = arena_many(arena, OptionClass, (size_t)problem->class_count);
    for (int32_t i = 0; i < problem->pair_count; i++) {
        counting.pair[i] = problem->pair[i];
        counting.pair[i].value = counts && counts[problem->pair[i].candidate];
        counting.pair[i].stay_bonus = 0;
    }
    for (int32_t i = 0; i < problem->option_count; i++) {
        counting.option[i] = problem->option[i];
        counting.option[i].opening_cost = 0;
    }
    for (int32_t i = 0; i < problem->class_count; i++) {
        counting.option_class[i] = problem->option_class[i];
        counting.option_class[i].opening_cost = 0;
    }
    return counting;
}

/* Everybody, or the people of the group. */
static const bool *stage_counts(Arena *arena, const Problem *problem, const Stage *stage) {
    bool *counts = arena_many(arena, bool, (size_t)problem->candidate_count);
    for (int32_t i = 0; i < problem->candidate_count; i++) counts[i] = !stage->group_count;
    for (int32_t i = 0; i < stage->group_count; i++) {
        const PeopleGroup *group = &problem->group[stage->group[i]];
        for (int32_t k = 0; k < group->member_count; k++) counts[group->member[k]] = true;
    }
    return counts;
}

static Problem stage_asks(Arena *arena, const Problem *problem, const Stage *stage) {
    if (stage->aim == AIM_value) return *problem;
    return problem_counting(arena, problem, stage_counts(arena, problem, stage));
}

/* --- what a plan is worth --- */

int64_t people_placed(const int32_t *option_of, const PeopleGroup *group) {
    int64_t placed = 0;
    for (int32_t i = 0; i < group->member_count; i++) {
        placed += option_of[group->member[i]] != PLAN_UNPLACED;
    }
    return placed;
}

static PeopleGroup everybody(Arena *arena, const Problem *problem) {
    PeopleGroup all = { .member_count = problem->candidate_count };
    all.member = arena_many(arena, int32_t, (size_t)problem->candidate_count);
    for (int32_t i = 0; i < problem->candidate_count; i++) all.member[i] = i;
    return all;
}

static PeopleGroup stage_people(Arena *arena, const Problem *problem, const Stage *stage) {
    if (!stage->group_count) return everybody(arena, problem);
    return problem->group[stage->group[0]];
}

/* The value as a measure: what counts, before it is known how much is to be reached. */
static Measure value_measure(Arena *arena, const Problem *problem) {
    Measure measure = { .id = S("value") };
    measure.pair = arena_many(arena, int64_t, (size_t)problem->pair_count);
    measure.option_cost = arena_many(arena, int64_t, (size_t)problem->option_count);
    measure.class_cost = arena_many(arena, int64_t, (size_t)problem->class_count);
    for (int32_t i = 0; i < problem->pair_count; i++) measure.pair[i] = problem->pair[i].value;
    for (int32_t i = 0; i < problem->option_count; i++) {
        measure.option_cost[i] = problem->option[i].opening_cost;
    }
    for (int32_t i = 0; i < problem->class_count; i++) {
        measure.class_cost[i] = problem->option_class[i].opening_cost;
    }
    return measure;
}

static int64_t plan_measured(Arena *arena, const Problem *problem, const Measure *measure,
                             const int32_t *option_of) {
    bool *option_open = arena_many(arena, bool, (size_t)problem->option_count);
    bool *class_open = arena_many(arena, bool, (size_t)problem->class_count);
    int64_t sum = 0;
    for (int32_t i = 0; i < problem->pair_count; i++) {
        const Pair *pair = &problem->pair[i];
        if (option_of[pair->candidate] != pair->option) continue;
        int32_t class_index = problem->option[pair->option].class_index;
        sum += measure->pair[i];
        option_open[pair->option] = true;
        if (class_index != PLAN_NO_CLASS) class_open[class_index] = true;
    }
    for (int32_t i = 0; i < problem->option_count; i++) {
        if (measure->option_cost && option_open[i]) sum -= measure->option_cost[i];
    }
    for (int32_t i = 0; i < problem->class_count; i++) {
        if (measure->class_cost && class_open[i]) sum -= measure->class_cost[i];
    }
    return sum;
}

/* In the unit of the aim; of shares in parts of PLAN_SHARE_WHOLE. */
static int64_t stage_value(Arena *arena, const Problem *problem, const Stage *stage,
                           const int32_t *option_of) {
    if (stage->aim == AIM_least_group) return share_parts(share_least(problem, stage, option_of));
    if (stage->aim == AIM_placed) {
        PeopleGroup people = stage_people(arena, problem, stage);
        return people_placed(option_of, &people);
    }
    Measure value = value_measure(arena, problem);
    return plan_measured(arena, problem, &value, option_of);
}

/* Everybody where they are worth most, at no cost. */
static int64_t value_roof(Arena *arena, const Problem *problem) {
    int64_t *most = arena_many(arena, int64_t, (size_t)problem->candidate_count), roof = 0;
    for (int32_t i = 0; i < problem->pair_count; i++) {
        int64_t *here = &most[problem->pair[i].candidate];
        if (problem->pair[i].value > *here) *here = problem->pair[i].value;
    }
    for (int32_t i = 0; i < problem->candidate_count; i++) roof += most[i];
    for (int32_t i = 0; i < problem->option_count; i++) {
        if (problem->option[i].opening_cost < 0) roof -= problem->option[i].opening_cost;
    }
    for (int32_t i = 0; i < problem->class_count; i++) {
        if (problem->option_class[i].opening_cost < 0)
            roof -= problem->option_class[i].opening_cost;
    }
    return roof;
}

/* A bound where nobody asked for one. */
static int64_t stage_roof(Arena *arena, const Problem *problem, const Stage *stage) {
    if (stage->aim == AIM_value) return value_roof(arena, problem);
    if (stage->aim == AIM_placed) return stage_people(arena, problem, stage).member_count;
    return PLAN_SHARE_WHOLE;
}

/* --- what later stages keep --- */

void floors_make_room(Arena *arena, Problem *problem, int32_t more) {
    Floor *floor = arena_many(arena, Floor, (size_t)problem->floor_count + (size_t)more);
    for (int32_t i = 0; i < problem->floor_count; i++) floor[i] = problem->floor[i];
    problem->floor = floor;
}

void floor_add(Problem *problem, const PeopleGroup *group, int64_t people) {
    if (people <= 0) return;
    problem->floor[problem->floor_count++] =
        (Floor){ group->id, people, group->member, group->member_count };
}

static void stage_keep(Staging *staging, const StageAnswer *answer) {
    const Stage *stage = &answer->stage;
    Problem *kept = &staging->kept;
    if (stage->aim == AIM_placed) {
        PeopleGroup people = stage_people(staging->arena, kept, stage);
        floor_add(kept, &people, answer->value - stage->tolerance);
    }
    for (int32_t i = 0; stage->aim == AIM_least_group && i < stage->group_count; i++) {
        const PeopleGroup *group = &kept->group[stage->group[i]];
        floor_add(kept, group,
                  share_people(staging->reached, stage->tolerance, group->member_count));
    }
    if (stage->aim == AIM_value) {
        Measure measure = value_measure(staging->arena, staging->problem);
        measure.least = answer->value - stage->tolerance;
        kept->measure[kept->measure_count++] = measure;
    }
}

/* Does the plan of the last search keep what was added? */
static bool plan_keeps(const Staging *staging) {
    const Problem *kept = &staging->kept;
    const int32_t *option_of = staging->solution.option_of;
    for (int32_t i = staging->problem->floor_count; i < kept->floor_count; i++) {
        const Floor *floor = &kept->floor[i];
        PeopleGroup people = { floor->group, floor->member, floor->member_count };
        if (people_placed(option_of, &people) < floor->people) return false;
    }
    for (int32_t i = staging->problem->measure_count; i < kept->measure_count; i++) {
        const Measure *measure = &kept->measure[i];
        if (plan_measured(staging->arena, kept, measure, option_of) < measure->least) return false;
    }
    return true;
}

/* --- one stage --- */

/* The plan of the last search, or the one that there was: the better of the two. */
static void stage_take(Staging *staging, StageAnswer *answer) {
    const Problem *problem = staging->problem;
    const Solution *found = &staging->solution;
    int64_t had = 0;
    if (found->has_bound && found->bound < answer->bound) answer->bound = found->bound;
    if (staging->has_plan) {
        had = stage_value(staging->arena, problem, &answer->stage, staging->option_of);
    }
    if (found->has_value && (!staging->has_plan || found->value > had)) {
        staging_take_plan(staging);
        staging->is_answer = answer->stage.aim == AIM_value;
    }
}

static bool is_flow(const Problem *problem) {
    AUTO(arena_end_at) Arena *scratch = arena_new("planning", ARENA_BYTES_MAX);
    Usable usable;
    return usable_find(scratch, problem, &usable);
}

/* A flow is far easier than what has to keep the stages too, and its plan may happen to keep them.
 */
static Result stage_try_free(Staging *staging, Budget budget, StageAnswer *answer, bool *ret_done) {
    Problem free = stage_asks(staging->arena, staging->problem, &answer->stage);
    *ret_done = false;
    if (is_flow(&staging->kept) || !is_flow(&free)) return OK;
    Budget part;
    Result result = budget_part(staging, budget, 2, &part);
    if (result == OK) result = staging_solve(staging, &free, part);
    if (result != OK) return result;
    bool keeps = staging->solution.has_value && plan_keeps(staging);
    if (!keeps) staging->solution.has_value = false;
    stage_take(staging, answer);
    *ret_done = keeps && staging->solution.status == PLAN_OPTIMAL;
    return OK;
}

static Result aim_solve(Staging *staging, Budget budget, StageAnswer *answer) {
    bool done;
    Result result = stage_try_free(staging, budget, answer, &done);
    if (result == OK && !done && !staging->interrupted) {
        Problem asked = stage_asks(staging->arena, &staging->kept, &answer->stage);
        result = staging_solve(staging, &asked, budget);
        if (result != OK) return result;
        staging->infeasible = staging->solution.status == PLAN_INFEASIBLE;
        stage_take(staging, answer);
    }
    if (result != OK || !staging->has_plan) return result;
    answer->value =
        stage_value(staging->arena, staging->problem, &answer->stage, staging->option_of);
    return OK;
}

static Result stage_solve(Staging *staging, Budget budget, StageAnswer *answer) {
    bool shares = answer->stage.aim == AIM_least_group;
    bool by_value = answer->stage.aim == AIM_value;
    staging->limits.gap_per_million = by_value ? staging->gap_per_million : 0;
    answer->bound = stage_roof(staging->arena, staging->problem, &answer->stage);
    if (!staging->interrupted) {
        Result result = shares ? least_group_solve(staging, budget, answer)
                               : aim_solve(staging, budget, answer);
        if (result != OK || staging->infeasible) return result;
    } else if (staging->has_plan) {
        staging->is_answer = false;
        if (shares) {
            staging->reached = share_least(staging->problem, &answer->stage, staging->option_of);
        }
        answer->value =
            stage_value(staging->arena, staging->problem, &answer->stage, staging->option_of);
    }
    answer->has_value = staging->has_plan;
    if (answer->has_value && answer->bound < answer->value) answer->bound = answer->value;
    answer->proven = answer->has_value && answer->bound == answer->value;
    if (answer->has_value) stage_keep(staging, answer);
    return OK;
}

/* --- all --- */

/* The stages of the problem, and the value at the end where none asks for it. */
static StageAnswer *stages_list(Arena *arena, const Problem *problem, int32_t *ret_count) {
    StageAnswer *answer = arena_many(arena, StageAnswer, (size_t)problem->stage_count + 1);
    bool asks_value = false;
    int32_t count = problem->stage_count;
    for (int32_t i = 0; i < count; i++) {
        answer[i].stage = problem->stage[i];
        asks_value = asks_value || problem->stage[i].aim == AIM_value;
    }
    if (!asks_value) answer[count++].stage = (Stage){ .aim = AIM_value };
    *ret_count = count;
    return answer;
}

static void kept_make_room(Staging *staging, const StageAnswer *answer, int32_t count) {
    Problem *kept = &staging->kept;
    int32_t floors = 0;
    for (int32_t i = 0; i < count; i++) floors += answer[i].stage.group_count + 1;
    floors_make_room(staging->arena, kept, floors);
    Measure *measure =
        arena_many(staging->arena, Measure, (size_t)kept->measure_count + (size_t)count);
    for (int32_t i = 0; i < kept->measure_count; i++) measure[i] = kept->measure[i];
    kept->measure = measure;
}

/* Of the plan that keeps all stages; prices only where the last search asked for it. */
static void solution_describe(Staging *staging, StageAnswer *answer, int32_t count) {
    const Problem *problem = staging->problem;
    Solution *solution = &staging->solution;
    bool proven = true;
    for (int32_t i = 0; i < count; i++) {
        proven = proven && answer[i].proven;
        if (answer[i].stage.aim == AIM_value) {
            solution->bound = answer[i].bound;
            solution->has_bound = true;
        }
        if (!staging->has_plan) continue;
        answer[i].kept = stage_value(staging->arena, problem, &answer[i].stage, staging->option_of);
        if (answer[i].stage.aim == AIM_least_group) {
            answer[i].least = share_least(problem, &answer[i].stage, staging->option_of);
        }
    }
    solution->stage = answer;
    solution->stage_count = count;
    solution->nodes = staging->nodes;
    solution->has_value = staging->has_plan;
    solution->status = !staging->has_plan ? PLAN_STOPPED : proven ? PLAN_OPTIMAL : PLAN_FEASIBLE;
    if (!staging->has_plan) return;
    Stage value = { .aim = AIM_value };
    solution->value = stage_value(staging->arena, problem, &value, staging->option_of);
    if (staging->is_answer) return;
    memset(solution->option_open, 0, (size_t)problem->option_count * sizeof(bool));
    memset(solution->class_open, 0, (size_t)problem->class_count * sizeof(bool));
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        int32_t option = solution->option_of[i] = staging->option_of[i];
        if (option == PLAN_UNPLACED) continue;
        solution->option_open[option] = true;
        int32_t class_index = problem->option[option].class_index;
        if (class_index != PLAN_NO_CLASS) solution->class_open[class_index] = true;
    }
    solution->stay_bonus = 0;
    for (int32_t i = 0; i < problem->pair_count; i++) {
        const Pair *pair = &problem->pair[i];
        if (solution->option_of[pair->candidate] == pair->option) {
            solution->stay_bonus += pair->stay_bonus;
        }
    }
    for (int32_t i = 0; i < problem->option_count; i++) {
        solution->option_closed[i].has_price = solution->option_closed[i].never = false;
    }
    for (int32_t i = 0; i < problem->class_count; i++) {
        solution->class_closed[i].has_price = solution->class_closed[i].never = false;
    }
}

/* The problem of the last stage: with its values, and all that the stages before it keep. */
static const Problem *problem_last(Staging *staging, const Problem *before_last, Stage last) {
    Problem *asked = arena_one(staging->arena, Problem);
    if (last.aim == AIM_least_group) last = (Stage){ .aim = AIM_value };
    *asked = stage_asks(staging->arena, before_last, &last);
    return asked;
}

Result problem_solve_stages(Arena *arena, const Problem *problem, SearchLimits limits,
                            Solution *ret_solution, const Problem **ret_last) {
    *ret_last = problem;
    if (!problem->stage_count) return problem_solve(arena, problem, limits, ret_solution);
    Staging staging = { .arena = arena, .problem = problem, .kept = *problem, .limits = limits };
    if (clock_steady_seconds(&staging.began) != OK) return BROKEN;
    staging.whole.nodes = limits.nodes_max;
    staging.gap_per_million = limits.gap_per_million;
    if (limits.seconds_max > 0) staging.whole.seconds = staging.began + limits.seconds_max;
    staging.option_of = arena_many(arena, int32_t, (size_t)problem->candidate_count);
    int32_t count;
    StageAnswer *answer = stages_list(arena, problem, &count);
    kept_make_room(&staging, answer, count);
    Problem before_last = staging.kept;
    for (int32_t i = 0; i < count && !staging.infeasible; i++) {
        Budget part;
        before_last = staging.kept;
        Result result = budget_part(&staging, staging.whole, count - i, &part);
        answer[i].floor_first = staging.kept.floor_count;
        if (result == OK) result = stage_solve(&staging, part, &answer[i]);
        answer[i].floor_end = staging.kept.floor_count;
        if (result != OK) return result;
    }
    double ended;
    if (clock_steady_seconds(&ended) != OK) return BROKEN;
    if (!staging.infeasible) {
        solution_describe(&staging, answer, count);
        *ret_last = problem_last(&staging, &before_last, answer[count - 1].stage);
    }
    staging.solution.seconds = ended - staging.began;
    *ret_solution = staging.solution;
    return OK;
}
