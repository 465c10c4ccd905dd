#include "floor_costs.h"

#include "clock.h"
#include "explain_asking.h"
#include "planning/search/solution_json.h"
#include "planning/search/stages.h"

static int64_t not_below(int64_t number, int64_t least) {
    return number < least ? least : number;
}

/* The question of the value, with all that is kept; and what its best plan is worth. */
typedef struct Valued {
    Problem problem;
    int64_t least, most;
    int32_t stages; /* those before it */
    const int32_t *option_of;
} Valued;

static Valued valued_make(const Problem *problem, const Problem *last, const Solution *solution) {
    Valued valued = { *last, solution->value, solution->bound, 0, solution->option_of };
    valued.problem.pair = problem->pair;
    valued.problem.option = problem->option;
    valued.problem.option_class = problem->option_class;
    for (int32_t i = 0; i < solution->stage_count; i++) {
        const StageAnswer *answer = &solution->stage[i];
        if (answer->stage.aim != AIM_value) continue;
        valued.stages = i;
        valued.problem.floor_count = answer->floor_first;
        valued.problem.measure_count = problem->measure_count;
        valued.least = answer->has_value ? answer->value : solution->value;
        valued.most = answer->bound;
    }
    return valued;
}

/* The plan that is there keeps what is left, too. */
static const Basis *plan_start(Arena *arena, const Problem *problem, const int32_t *option_of) {
    Basis *start = basis_new(arena, problem);
    for (int32_t i = 0; i < problem->pair_count; i++) {
        const Pair *pair = &problem->pair[i];
        if (option_of[pair->candidate] == pair->option) start->pair_of[pair->candidate] = i;
    }
    return start;
}

/* Without the floors from `first` to `end`. */
static Between cost_ask(Arena *arena, Asking *asking, const Valued *valued, int32_t first,
                        int32_t end) {
    Problem without = valued->problem;
    Between cost = { .has_least = true };
    without.floor = arena_many(arena, Floor, (size_t)without.floor_count);
    without.floor_count = 0;
    for (int32_t i = 0; i < valued->problem.floor_count; i++) {
        if (i >= first && i < end) continue;
        without.floor[without.floor_count++] = valued->problem.floor[i];
    }
    Reply reply =
        asking_ask(arena, asking, &without, plan_start(arena, &without, valued->option_of));
    asking->done++;
    if (reply.value.has_least) cost.least = not_below(reply.value.least - valued->most, 0);
    cost.has_most = reply.value.has_most;
    if (cost.has_most) cost.most = not_below(reply.value.most - valued->least, cost.least);
    return cost;
}

static bool binds(const Problem *problem, int32_t first, int32_t end) {
    bool any = false;
    for (int32_t i = first; i < end; i++) any = any || problem->floor[i].people > 0;
    return any;
}

static Between cost_of(Arena *arena, Asking *asking, const Valued *valued, const FloorCosts *costs,
                       int32_t first, int32_t end) {
    Between nothing = { .has_least = true, .has_most = true };
    if (!binds(&valued->problem, first, end)) return nothing;
    if (costs->all.has_most && !costs->all.most) return nothing;
    if (!binds(&valued->problem, 0, first) &&
        !binds(&valued->problem, end, valued->problem.floor_count)) {
        return costs->all;
    }
    Between cost = cost_ask(arena, asking, valued, first, end);
    if (costs->all.has_most && (!cost.has_most || cost.most > costs->all.most)) {
        cost.has_most = true;
        cost.most = costs->all.most;
    }
    return cost;
}

static int64_t people_in(const Floor *floor, const int32_t *option_of) {
    int64_t people = 0;
    for (int32_t i = 0; i < floor->member_count; i++) {
        people += option_of[floor->member[i]] != PLAN_UNPLACED;
    }
    return people;
}

Result floor_costs_find(Arena *arena, const Problem *problem, const Problem *last,
                        const Solution *solution, ExplainWishes wishes, FloorCosts *ret_costs) {
    FloorCosts costs = { .any = false };
    Asking asking = { .wishes = wishes, .nodes_left = INT64_MAX };
    if (!wishes.nodes) asking.wishes.nodes = FLOOR_COST_NODES;
    if (clock_steady_seconds(&asking.began) != OK) return BROKEN;
    if (wishes.seconds_max > 0) asking.until = asking.began + wishes.seconds_max;
    Valued valued = valued_make(problem, last, solution);
    int32_t floors = problem->floor_count, all = valued.problem.floor_count;
    asking.total = 1 + floors + valued.stages;
    costs.placed = arena_many(arena, int64_t, (size_t)floors);
    costs.floor = arena_many(arena, Between, (size_t)floors);
    costs.stages = valued.stages;
    costs.stage = arena_many(arena, Between, (size_t)valued.stages);
    costs.any = binds(&valued.problem, 0, all);
    costs.all = (Between){ .has_least = true, .has_most = true };
    if (costs.any) costs.all = cost_ask(arena, &asking, &valued, 0, all);
    for (int32_t i = 0; i < floors; i++) {
        costs.placed[i] = people_in(&problem->floor[i], solution->option_of);
        costs.floor[i] = cost_of(arena, &asking, &valued, &costs, i, i + 1);
    }
    for (int32_t i = 0; i < valued.stages; i++) {
        const StageAnswer *answer = &solution->stage[i];
        costs.stage[i] =
            cost_of(arena, &asking, &valued, &costs, answer->floor_first, answer->floor_end);
    }
    if (asking.clock_broken) return BROKEN;
    *ret_costs = costs;
    return OK;
}

void floor_costs_write_json(Text *text, const Problem *problem, const FloorCosts *costs) {
    text_add(text, S(",\"floors\":["));
    for (int32_t i = 0; i < problem->floor_count; i++) {
        text_add(text, i ? S(",\n{\"group\":") : S("\n{\"group\":"));
        write_text(text, problem->floor[i].group);
        write_number(text, "minimum_placed", true, problem->floor[i].people);
        write_number(text, "placed", true, costs->placed[i]);
        write_between(text, "cost", &costs->floor[i]);
        text_add_char(text, '}');
    }
    text_add_char(text, ']');
    write_between(text, "floors_cost", &costs->all);
}
