/* Branch and bound over what the prices leave open, and the whole way of solving a program. */
#include "program_certificate.h"
#include "program_twins.h"

enum {
    NODE_STEPS = 30,
    ROOT_STEPS = 600,
    ROOT_ROUNDS = 4,
    MENDED_DEPTH = 2,
    CHEAP_NODES = 20,
    ANEW_PART = 8,
    ANY_NODES = 4
};
enum { LEVELS_MAX = 10000 };
static const double NODE_REACH = 0.4, ROOT_REACH = 1.5;

/* --- what the bound decides --- */

static bool is_useless(const Solver *solver, Sum bound) {
    return bound < (Sum)solver->need * solver->relaxed->value_unit;
}

static bool clash(Solver *solver, const int8_t *list, int32_t index, bool nowhere) {
    solver->clash = (Clash){ list, index, nowhere };
    return false;
}

/* False: nothing of use is left. */
static bool sides_decide(Solver *solver) {
    const Program *program = solver->program;
    State *state = solver->state;
    relaxed_sides(solver->relaxed, state);
    for (int32_t i = 0; i < program->column_count; i++) {
        if (state->column[i]) continue;
        bool in = !is_useless(solver, relaxed_if(solver->relaxed, state, i, true));
        bool out = !is_useless(solver, relaxed_if(solver->relaxed, state, i, false));
        if (!in && !out) return clash(solver, state->column, i, true);
        if (in == out || state_put_column(state, i, in ? DECIDED_IN : DECIDED_OUT)) continue;
        return clash(solver, state->column, i, false);
    }
    return true;
}

static bool starts_decide(Solver *solver) {
    const Program *program = solver->program;
    State *state = solver->state;
    for (int32_t i = 0; i < program->place_count; i++) {
        if (state->place[i] || !state->in_place[i].free) continue;
        bool in = !is_useless(solver, relaxed_if_place(solver->relaxed, state, i, true));
        bool out = !is_useless(solver, relaxed_if_place(solver->relaxed, state, i, false));
        if (!in && !out) return clash(solver, state->place, i, true);
        if (in != out && !state_put_place(state, i, in ? DECIDED_IN : DECIDED_OUT)) return false;
    }
    for (int32_t i = 0; i < program->group_count; i++) {
        if (state->group[i] || !state->in_group[i].free) continue;
        bool in = !is_useless(solver, relaxed_if_group(solver->relaxed, i, true));
        bool out = !is_useless(solver, relaxed_if_group(solver->relaxed, i, false));
        if (!in && !out) return clash(solver, state->group, i, true);
        if (in != out && !state_put_group(state, i, in ? DECIDED_IN : DECIDED_OUT)) return false;
    }
    return true;
}

/* --- what to decide next --- */

typedef struct Choice {
    enum { CHOOSE_COLUMN, CHOOSE_PLACE, CHOOSE_GROUP } kind;
    int32_t index;
    int8_t first;
} Choice;

static Sum distance(const Solver *solver, Sum bound) {
    return solver->relaxed->bound - bound;
}

/* A place or a group that matters as a whole: the one that costs most to decide the other way. */
static bool choose_start(const Solver *solver, Choice *ret_choice) {
    const Program *program = solver->program;
    const State *state = solver->state;
    Sum most = -1;
    for (int32_t i = 0; i < program->group_count; i++) {
        const Group *group = &program->group[i];
        if (state->group[i] || !state->in_group[i].free) continue;
        if (group->minimum <= 1 && !group->cost && group->entry_first == group->entry_end) continue;
        bool starts = solver->relaxed->group_starts[i];
        Sum far = distance(solver, relaxed_if_group(solver->relaxed, i, !starts));
        if (far <= most) continue;
        most = far;
        *ret_choice = (Choice){ CHOOSE_GROUP, i, starts ? DECIDED_IN : DECIDED_OUT };
    }
    for (int32_t i = 0; i < program->place_count; i++) {
        const Offer *place = &program->place[i];
        if (state->place[i] || !state->in_place[i].free) continue;
        if (place->minimum <= 1 && !place->cost && place->entry_first == place->entry_end) continue;
        bool starts = solver->relaxed->place_starts[i];
        Sum far = distance(solver, relaxed_if_place(solver->relaxed, state, i, !starts));
        if (far <= most) continue;
        most = far;
        *ret_choice = (Choice){ CHOOSE_PLACE, i, starts ? DECIDED_IN : DECIDED_OUT };
    }
    return most >= 0;
}

/* Of a unit that the sets take twice: the column whose loss would cost most. Of one that must be
 * placed and is not: the one that costs least. */
static bool choose_of_unit(const Solver *solver, int32_t unit, Choice *ret_choice, Sum *ret_far) {
    const Program *program = solver->program;
    const Relaxed *relaxed = solver->relaxed;
    const State *state = solver->state;
    int chosen = 0;
    int32_t best = -1;
    Sum far = 0;
    for (int32_t k = program->unit[unit].column_first; k < program->unit[unit].column_end; k++) {
        chosen += relaxed->chosen[k];
    }
    bool needed = program->unit[unit].must || solver->ascending.prices.unit[unit] > 0;
    if (chosen == 1 || (!chosen && !needed)) return false;
    for (int32_t k = program->unit[unit].column_first; k < program->unit[unit].column_end; k++) {
        if (state->column[k] || (chosen && !relaxed->chosen[k])) continue;
        Sum here = distance(solver, relaxed_if(relaxed, state, k, !chosen));
        if (best >= 0 && (chosen ? here <= far : here >= far)) continue;
        best = k;
        far = here;
    }
    if (best < 0) return false;
    *ret_choice = (Choice){ CHOOSE_COLUMN, best, DECIDED_IN };
    *ret_far = far;
    return true;
}

static bool choose_unit(const Solver *solver, Choice *ret_choice) {
    Sum most = -1;
    for (int32_t i = 0; i < solver->program->unit_count; i++) {
        Choice choice;
        Sum far;
        if (!solver->state->unit[i].free || !choose_of_unit(solver, i, &choice, &far)) continue;
        if (far <= most) continue;
        most = far;
        *ret_choice = choice;
    }
    return most >= 0;
}

/* No unit is taken twice, so rows or limits are what is broken or paid for in vain: the column that
 * uses most of one that is priced or broken; else any. */
static Choice choose_column(const Solver *solver) {
    const Program *program = solver->program;
    const State *state = solver->state;
    Choice any = { CHOOSE_COLUMN, -1, DECIDED_IN };
    double most = -1;
    for (int32_t i = 0; i < program->column_count; i++) {
        if (state->column[i]) continue;
        const Column *column = &program->column[i];
        double weight = solver->relaxed->chosen[i] ? 1e-3 : 0;
        for (int32_t k = column->entry_first; k < column->entry_end; k++) {
            const Entry *entry = &program->entry[k];
            const Row *row = &program->row[entry->row];
            double size =
                (double)(entry->coefficient < 0 ? -entry->coefficient : entry->coefficient);
            if (!row->in_set) weight += size / (double)row->largest;
        }
        if (weight <= most) continue;
        most = weight;
        any.index = i;
        any.first = solver->relaxed->chosen[i] ? DECIDED_IN : DECIDED_OUT;
    }
    return any;
}

static Choice choose(const Solver *solver) {
    Choice choice;
    if (choose_start(solver, &choice) || choose_unit(solver, &choice)) return choice;
    return choose_column(solver);
}

static bool decide(State *state, Choice choice, bool first) {
    int8_t to = (int8_t)(first ? choice.first : -choice.first);
    if (choice.kind == CHOOSE_PLACE) return state_decide_place(state, choice.index, to);
    if (choice.kind == CHOOSE_GROUP) return state_decide_group(state, choice.index, to);
    return state_decide_column(state, choice.index, to);
}

/* --- the tree --- */

static bool closed_by_prices(Solver *solver) {
    if (solver->paper) paper_leaf_by_prices(solver);
    return false;
}

static bool closed_by_counting(Solver *solver) {
    if (solver->paper) paper_leaf_by_counting(solver);
    return false;
}

/* Bound and decisions of a node, as long as they bring more. False: nothing of use is left. */
static bool node_settle(Solver *solver, int depth) {
    State *state = solver->state;
    for (;;) {
        int32_t before = state->trail_count;
        solver->ascending.reach = depth ? NODE_REACH : ROOT_REACH;
        int steps = depth ? NODE_STEPS : ROOT_STEPS;
        if (!prices_lower(solver, steps)) return closed_by_prices(solver);
        if (!solver->paper) plan_of_sets(solver);
        if (!solver->paper && depth && depth < MENDED_DEPTH) plan_repair(solver);
        if (is_useless(solver, solver->relaxed->bound)) return closed_by_prices(solver);
        bool open = sides_decide(solver) && starts_decide(solver);
        if (solver->paper) paper_decided(solver, before);
        if (!open || !state_settle(state)) return closed_by_counting(solver);
        if (!state->free_columns || state->trail_count == before) return true;
    }
}

static void choice_write(Solver *solver, Choice choice) {
    const State *state = solver->state;
    const int8_t *list = choice.kind == CHOOSE_COLUMN  ? state->column
                         : choice.kind == CHOOSE_PLACE ? state->place
                                                       : state->group;
    paper_split(solver, list, choice.index, choice.first == DECIDED_IN);
}

static void node_search(Solver *solver, int depth, int level) {
    State *state = solver->state;
    int32_t before = state->trail_count;
    for (bool left = true; left && !solver->stopped;) {
        solver->watch->nodes++;
        if (solver->need >= solver->anew_at) {
            solver->stopped = solver->anew = true;
            break;
        }
        bool deep = level >= LEVELS_MAX; /* each level stands on the stack */
        if (deep || !watch_goes_on(solver->watch, solver->best, solver->ceiling)) {
            solver->stopped = true;
            break;
        }
        if (!state->free_columns) {
            if (solver->paper) paper_leaf_decided(solver);
            else plan_of_state(solver);
            break;
        }
        if (!node_settle(solver, depth)) break;
        if (!state->free_columns) continue;
        Choice choice = choose(solver);
        int32_t here = state->trail_count;
        if (solver->paper) choice_write(solver, choice);
        if (decide(state, choice, true)) node_search(solver, depth + 1, level + 1);
        else closed_by_counting(solver);
        state_undo(state, here);
        left = !solver->stopped && (decide(state, choice, false) || closed_by_counting(solver));
        depth++;
    }
    state_undo(state, before);
}

bool program_tree(Solver *solver) {
    node_search(solver, 0, 0);
    return !solver->stopped;
}

/* --- the whole --- */

/* Down to what is as good as sure; a plan on the way. False: there is none. */
static bool root_prepare(Solver *solver) {
    for (int i = 0; i < ROOT_ROUNDS; i++) {
        solver->ascending.reach = ROOT_REACH;
        bool open = prices_lower(solver, ROOT_STEPS);
        starts_note(solver);
        if (!open) return solver->has_plan;
        int64_t bound = relaxed_value(solver->relaxed);
        if (bound < solver->ceiling) solver->ceiling = bound;
        bool had = solver->has_plan;
        int64_t value = solver->value;
        plan_of_sets(solver);
        plan_repair(solver);
        bool ask = !solver->has_plan && !solver->blank && !i;
        if (ask && !plan_any(solver, ANY_NODES)) return false;
        if (solver->has_plan) solver->need = solver->value + solver->program->value_step;
        if (had && solver->value == value) break;
    }
    return true;
}

static int64_t at_least_step(const Solver *solver, int64_t size) {
    int64_t step = solver->program->value_step;
    return size < step ? step : size - size % step;
}

/* The first that may do, further off from the ceiling each time. */
static void need_set(Solver *solver, int64_t off) {
    int64_t step = solver->program->value_step;
    int64_t most = solver->ceiling - solver->least;
    solver->need = off >= most ? solver->least : solver->ceiling - off + step;
    if (solver->has_plan && solver->need <= solver->value) solver->need = solver->value + step;
}

/* So that each search costs about twice the one before: then all of them together cost little more
 * than the last. */
static int64_t off_next(int64_t off, int64_t cost, int64_t cost_before) {
    if (off > INT64_MAX / 8) return INT64_MAX / 2;
    if (cost <= CHEAP_NODES) return off * 4;
    if (cost > cost_before * 3) return off / 2 + 1;
    return cost < cost_before * 3 / 2 ? off * 2 : off;
}

/* Nothing near the ceiling: is there anything? False: no, or stopped. */
static bool search_any(Solver *solver, int64_t nodes) {
    if (solver->has_plan || solver->blank) return true;
    solver->best->infeasible = !plan_any(solver, nodes);
    return !solver->best->infeasible && watch_goes_on(solver->watch, solver->best, solver->ceiling);
}

/* From near the ceiling to all that is left. */
static void search_all(Solver *solver) {
    int64_t gap = solver->has_plan ? solver->ceiling - solver->value : solver->ceiling / 1000;
    int64_t off = at_least_step(solver, (gap < 0 ? -gap : gap) / 32);
    int64_t cost_before = 0;
    for (;;) {
        need_set(solver, off);
        if (solver->need == solver->least && !search_any(solver, 0)) return;
        int64_t asked = solver->need;
        if (solver->has_plan && solver->value >= solver->ceiling) break;
        int64_t before = solver->watch->nodes;
        solver->anew_at = asked == solver->least
                              ? asked + 1
                              : asked + (solver->ceiling - asked) / ANEW_PART + 1;
        if (!program_tree(solver)) {
            if (!solver->anew) return;
            solver->stopped = solver->anew = false;
            continue;
        }
        if (solver->has_plan && solver->value >= asked) {
            solver->ceiling = solver->value;
            break;
        }
        bool all = asked == solver->least ||
                   (solver->has_plan && asked <= solver->value + solver->program->value_step);
        solver->ceiling = asked - solver->program->value_step;
        if (all) break;
        int64_t cost = solver->watch->nodes - before;
        if (!search_any(solver, ANY_NODES + cost)) return;
        off = off_next(off, cost, cost_before);
        cost_before = cost;
    }
    if (solver->has_plan) solver->ceiling = solver->value;
    else solver->best->infeasible = true;
}

/* Everybody where they are worth most, at no cost: a bound before any work is done. */
static int64_t roof_of(const Program *program) {
    int64_t roof = 0;
    for (int32_t i = 0; i < program->unit_count; i++) {
        const Unit *unit = &program->unit[i];
        int64_t most = unit->must && unit->column_first < unit->column_end ? INT64_MIN : 0;
        for (int32_t k = unit->column_first; k < unit->column_end; k++) {
            if (program->column[k].value > most) most = program->column[k].value;
        }
        roof += most;
    }
    for (int32_t i = 0; i < program->place_count; i++) {
        if (program->place[i].cost < 0) roof -= program->place[i].cost;
    }
    for (int32_t i = 0; i < program->group_count; i++) {
        if (program->group[i].cost < 0) roof -= program->group[i].cost;
    }
    return roof;
}

/* Everybody where they are worth least, at all costs. */
static int64_t least_of(const Program *program) {
    int64_t least = 0;
    for (int32_t i = 0; i < program->unit_count; i++) {
        const Unit *unit = &program->unit[i];
        int64_t here = 0;
        for (int32_t k = unit->column_first; k < unit->column_end; k++) {
            if (program->column[k].value < here) here = program->column[k].value;
        }
        least += here;
    }
    for (int32_t i = 0; i < program->place_count; i++) {
        if (program->place[i].cost > 0) least -= program->place[i].cost;
    }
    for (int32_t i = 0; i < program->group_count; i++) {
        if (program->group[i].cost > 0) least -= program->group[i].cost;
    }
    return least;
}

static void starts_put(State *state) {
    const Program *program = state->program;
    for (int32_t i = 0; i < program->place_count; i++) {
        if (program->place[i].must_start) state_put_place(state, i, DECIDED_IN);
    }
    for (int32_t i = 0; i < program->group_count; i++) {
        if (program->group[i].must_start) state_put_group(state, i, DECIDED_IN);
    }
}

bool program_tree_whole(Solver *solver) {
    solver->state = state_new(solver->arena, solver->program);
    solver->relaxed = relaxed_new(solver->arena, solver->program);
    ascending_begin(solver);
    starts_put(solver->state);
    if (!solver->program->impossible && state_settle(solver->state)) return program_tree(solver);
    closed_by_counting(solver);
    return true;
}

void program_solve(Arena *arena, const Program *program, Watch *watch, Best *best) {
    Solver solver = { .arena = arena, .program = program, .watch = watch, .best = best };
    solver.state = state_new(arena, program);
    solver.relaxed = relaxed_new(arena, program);
    solver.trial = trial_new(arena, program);
    solver.need = solver.least = least_of(program);
    solver.blank = program_is_blank(program);
    solver.ceiling = roof_of(program);
    ascending_begin(&solver);
    starts_put(solver.state);
    bool fits = !program->impossible && state_settle(solver.state);
    if (fits && watch->limits.start) plan_of_pairs(&solver, watch->limits.start->pair_of);
    best->infeasible = !fits || !root_prepare(&solver);
    solver.state->twins = program_twins_find(arena, program);
    if (!best->infeasible) search_all(&solver);
    best->bound = solver.ceiling;
}

/* --- what is certain of all good plans --- */

enum { CERTAIN_ROUNDS = 8 };

const State *program_certain(Arena *arena, const Program *program, Watch *watch, int64_t need,
                             bool *ret_placed) {
    Best none = { 0 };
    Solver solver = { .arena = arena, .program = program, .watch = watch, .best = &none };
    State *state = solver.state = state_new(arena, program);
    solver.relaxed = relaxed_new(arena, program);
    solver.need = solver.least = need;
    solver.ceiling = roof_of(program);
    ascending_begin(&solver);
    starts_put(state);
    if (program->impossible || !state_settle(state)) return NULL;
    for (int i = 0; i < CERTAIN_ROUNDS && state->free_columns; i++) {
        int32_t before = state->trail_count;
        solver.ascending.reach = ROOT_REACH;
        if (!prices_lower(&solver, ROOT_STEPS)) return NULL;
        for (int32_t k = 0; k < program->unit_count; k++) {
            Sum without = solver.relaxed->bound - solver.ascending.prices.unit[k];
            ret_placed[k] |= is_useless(&solver, without);
        }
        if (!sides_decide(&solver) || !starts_decide(&solver) || !state_settle(state)) return NULL;
        if (state->trail_count == before || !watch_goes_on(watch, &none, solver.ceiling)) break;
    }
    for (int32_t k = 0; k < program->unit_count; k++) {
        ret_placed[k] |= program->unit[k].must || state->unit[k].in;
    }
    return state;
}
