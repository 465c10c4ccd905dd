/* Plans made from what the sets choose: by looking whether it is one, and by mending it. */
#include <stdlib.h>
#include <string.h>

#include "program_solver.h"

/* A plan that is being mended: what it uses. */
typedef struct Trial {
    int32_t *column; /* per unit, -1 */
    int64_t *in_place, *in_group, *in_row;
    int32_t *order; /* units */
    bool *shut;     /* per place: not to be filled again */
} Trial;

Trial *trial_new(Arena *arena, const Program *program) {
    Trial *trial = arena_one(arena, Trial);
    trial->column = arena_many(arena, int32_t, (size_t)program->unit_count);
    trial->order = arena_many(arena, int32_t, (size_t)program->unit_count);
    trial->in_place = arena_many(arena, int64_t, (size_t)program->place_count);
    trial->in_group = arena_many(arena, int64_t, (size_t)program->group_count);
    trial->in_row = arena_many(arena, int64_t, (size_t)program->row_count);
    trial->shut = arena_many(arena, bool, (size_t)program->place_count);
    return trial;
}

static void trial_clear(const Program *program, Trial *trial) {
    for (int32_t i = 0; i < program->unit_count; i++) trial->column[i] = -1;
    memset(trial->in_place, 0, (size_t)program->place_count * sizeof *trial->in_place);
    memset(trial->in_group, 0, (size_t)program->group_count * sizeof *trial->in_group);
    memset(trial->in_row, 0, (size_t)program->row_count * sizeof *trial->in_row);
    memset(trial->shut, 0, (size_t)program->place_count * sizeof *trial->shut);
}

static void trial_count(const Program *program, Trial *trial, int32_t first, int32_t end,
                        int64_t sign) {
    for (int32_t k = first; k < end; k++) {
        trial->in_row[program->entry[k].row] += sign * program->entry[k].coefficient;
    }
}

/* What the places of a column start or leave empty, in the rows where that counts. */
static void trial_count_starts(const Program *program, Trial *trial, const Column *column,
                               int64_t sign) {
    const Offer *place = &program->place[column->option];
    int64_t by_this = sign > 0 ? column->places : 0;
    if (trial->in_place[column->option] == by_this) {
        trial_count(program, trial, place->entry_first, place->entry_end, sign);
    }
    if (place->group == BLOCK_NONE || trial->in_group[place->group] != by_this) return;
    const Group *group = &program->group[place->group];
    trial_count(program, trial, group->entry_first, group->entry_end, sign);
}

static void trial_put(const Program *program, Trial *trial, int32_t index, int64_t sign) {
    const Column *column = &program->column[index];
    int32_t group = program->place[column->option].group;
    trial->column[column->unit] = sign > 0 ? index : -1;
    trial->in_place[column->option] += sign * column->places;
    if (group != BLOCK_NONE) trial->in_group[group] += sign * column->places;
    trial_count(program, trial, column->entry_first, column->entry_end, sign);
    if (program->starts_count) trial_count_starts(program, trial, column, sign);
}

/* Keeps all maximums. */
static bool trial_takes(const Program *program, const Trial *trial, int32_t index) {
    const Column *column = &program->column[index];
    const Offer *place = &program->place[column->option];
    if (trial->shut[column->option]) return false;
    if (trial->in_place[column->option] + column->places > place->maximum) return false;
    if (place->group != BLOCK_NONE &&
        trial->in_group[place->group] + column->places > program->group[place->group].maximum) {
        return false;
    }
    for (int32_t k = column->entry_first; k < column->entry_end; k++) {
        const Entry *entry = &program->entry[k];
        const Row *row = &program->row[entry->row];
        bool links = row->low == row->high; /* judged at the end */
        if (!links && row->high != ROW_NO_HIGH &&
            trial->in_row[entry->row] + entry->coefficient > row->high) {
            return false;
        }
    }
    return true;
}

/* --- is it a plan? --- */

static bool trial_value(const Program *program, const Trial *trial, int64_t *ret_value) {
    int64_t value = 0;
    for (int32_t i = 0; i < program->unit_count; i++) {
        if (trial->column[i] >= 0) value += program->column[trial->column[i]].value;
        else if (program->unit[i].must) return false;
    }
    for (int32_t i = 0; i < program->place_count; i++) {
        int64_t in = trial->in_place[i];
        if (!in && program->place[i].must_start) return false;
        if (in && (in < program->place[i].minimum || in > program->place[i].maximum)) return false;
        if (in) value -= program->place[i].cost;
    }
    for (int32_t i = 0; i < program->group_count; i++) {
        int64_t in = trial->in_group[i];
        if (!in && program->group[i].must_start) return false;
        if (in && (in < program->group[i].minimum || in > program->group[i].maximum)) return false;
        if (in) value -= program->group[i].cost;
    }
    for (int32_t i = 0; i < program->row_count; i++) {
        const Row *row = &program->row[i];
        if (row->low != ROW_NO_LOW && trial->in_row[i] < row->low) return false;
        if (row->high != ROW_NO_HIGH && trial->in_row[i] > row->high) return false;
    }
    *ret_value = value;
    return true;
}

static void plan_keep(Solver *solver, const int32_t *column, int64_t value) {
    const Program *program = solver->program;
    Best *best = solver->best;
    if (solver->has_plan && value <= solver->value) return;
    solver->has_plan = true;
    solver->value = value;
    best->has_value = true;
    best->value = value;
    for (int32_t i = 0; i < best->person_count; i++) best->pair_of[best->person[i]] = PLAN_UNPLACED;
    for (int32_t i = 0; i < program->unit_count; i++) {
        if (column[i] < 0) continue;
        const Column *taken = &program->column[column[i]];
        for (int32_t k = taken->pair_first; k < taken->pair_end; k++) {
            int32_t pair = program->pair[k];
            best->pair_of[program->problem->pair[pair].candidate] = pair;
        }
    }
    if (solver->need <= value) solver->need = value + program->value_step;
}

static bool trial_keep(Solver *solver) {
    int64_t value;
    if (!trial_value(solver->program, solver->trial, &value)) return false;
    plan_keep(solver, solver->trial->column, value);
    return true;
}

bool plan_of_sets(Solver *solver) {
    const Program *program = solver->program;
    Trial *trial = solver->trial;
    trial_clear(program, trial);
    for (int32_t i = 0; i < program->column_count; i++) {
        if (!solver->relaxed->chosen[i]) continue;
        if (trial->column[program->column[i].unit] >= 0) return false;
        trial_put(program, trial, i, 1);
    }
    return trial_keep(solver);
}

bool plan_of_state(Solver *solver) {
    const Program *program = solver->program;
    trial_clear(program, solver->trial);
    for (int32_t i = 0; i < program->unit_count; i++) {
        int32_t column = solver->state->unit_column[i];
        if (column >= 0) trial_put(program, solver->trial, column, 1);
    }
    return trial_keep(solver);
}

/* --- mending --- */

static int64_t best_value(const Program *program, int32_t unit) {
    int64_t best = INT64_MIN;
    for (int32_t k = program->unit[unit].column_first; k < program->unit[unit].column_end; k++) {
        if (program->column[k].value > best) best = program->column[k].value;
    }
    return best;
}

/* Who must be placed first, then who is worth most. */
static int units_by_need(const void *a, const void *b, void *context) {
    const Program *program = ((const Solver *)context)->program;
    int32_t left = *(const int32_t *)a, right = *(const int32_t *)b;
    bool left_must = program->unit[left].must, right_must = program->unit[right].must;
    if (left_must != right_must) return left_must ? -1 : 1;
    int64_t of_left = best_value(program, left), of_right = best_value(program, right);
    if (of_left != of_right) return of_left > of_right ? -1 : 1;
    return left < right ? -1 : left > right;
}

static bool may_use(const Solver *solver, int32_t column) {
    return solver->state->column[column] != DECIDED_OUT;
}

/* What the sets choose, each unit once, while it fits. */
static void trial_from_sets(Solver *solver) {
    const Program *program = solver->program;
    Trial *trial = solver->trial;
    trial_clear(program, trial);
    for (int32_t i = 0; i < program->unit_count; i++) {
        int32_t unit = trial->order[i], best = -1;
        for (int32_t k = program->unit[unit].column_first; k < program->unit[unit].column_end;
             k++) {
            if (!solver->relaxed->chosen[k] || !trial_takes(program, trial, k)) continue;
            if (best < 0 || program->column[k].value > program->column[best].value) best = k;
        }
        if (best >= 0) trial_put(program, trial, best, 1);
    }
}

/* Puts in who is left, where they are worth most at the prices of what is scarce. */
static void trial_fill(Solver *solver) {
    const Program *program = solver->program;
    Trial *trial = solver->trial;
    for (int32_t i = 0; i < program->unit_count; i++) {
        int32_t unit = trial->order[i], best = -1;
        if (trial->column[unit] >= 0) continue;
        for (int32_t k = program->unit[unit].column_first; k < program->unit[unit].column_end;
             k++) {
            const Column *column = &program->column[k];
            bool worth =
                column->value > 0 || program->unit[unit].must || solver->relaxed->worth[k] > 0;
            if (!worth || !may_use(solver, k) || !trial_takes(program, trial, k)) continue;
            if (!trial->in_place[column->option] && program->place[column->option].cost > 0 &&
                !program->unit[unit].must) {
                continue;
            }
            if (best < 0 || solver->relaxed->worth[k] > solver->relaxed->worth[best]) best = k;
        }
        if (best >= 0) trial_put(program, trial, best, 1);
    }
}

static bool place_is_short(const Program *program, const Trial *trial, int32_t at) {
    const Offer *place = &program->place[at];
    int64_t in = trial->in_place[at];
    if (!in) return false;
    if (in < place->minimum) return true;
    return place->group != BLOCK_NONE &&
           trial->in_group[place->group] < program->group[place->group].minimum;
}

/* Empties what does not reach its minimum. True: something was. */
static bool trial_empty_short(Solver *solver) {
    const Program *program = solver->program;
    Trial *trial = solver->trial;
    bool any = false;
    for (int32_t i = 0; i < program->place_count; i++) {
        if (!place_is_short(program, trial, i)) continue;
        any = trial->shut[i] = true;
        for (int32_t k = 0; k < program->place[i].column_count; k++) {
            int32_t column = program->place[i].column[k];
            if (trial->column[program->column[column].unit] == column) {
                trial_put(program, trial, column, -1);
            }
        }
    }
    return any;
}

/* May this column go without a minimum breaking? */
static bool trial_spares(const Program *program, const Trial *trial, int32_t index) {
    const Column *column = &program->column[index];
    const Offer *place = &program->place[column->option];
    int64_t left = trial->in_place[column->option] - column->places;
    if (left < place->minimum) return false;
    if (place->group == BLOCK_NONE) return true;
    return trial->in_group[place->group] - column->places >= program->group[place->group].minimum;
}

/* Each unit to a better column of its own, as long as that fits. */
static bool trial_move(Solver *solver, int32_t unit) {
    const Program *program = solver->program;
    Trial *trial = solver->trial;
    int32_t now = trial->column[unit];
    if (now < 0 || !trial_spares(program, trial, now)) return false;
    trial_put(program, trial, now, -1);
    int32_t best = now;
    for (int32_t k = program->unit[unit].column_first; k < program->unit[unit].column_end; k++) {
        bool better = program->column[k].value > program->column[best].value;
        bool opens = !trial->in_place[program->column[k].option];
        if (better && !opens && may_use(solver, k) && trial_takes(program, trial, k)) best = k;
    }
    trial_put(program, trial, best, 1);
    return best != now;
}

static int32_t column_in(const Program *program, int32_t unit, int32_t option) {
    for (int32_t k = program->unit[unit].column_first; k < program->unit[unit].column_end; k++) {
        if (program->column[k].option == option) return k;
    }
    return -1;
}

/* Two units change places when that is worth more. */
static bool trial_swap(Solver *solver, int32_t one, int32_t other) {
    const Program *program = solver->program;
    Trial *trial = solver->trial;
    int32_t a = trial->column[one], b = trial->column[other];
    if (a < 0 || b < 0 || program->column[a].option == program->column[b].option) return false;
    int32_t to_a = column_in(program, one, program->column[b].option);
    int32_t to_b = column_in(program, other, program->column[a].option);
    if (to_a < 0 || to_b < 0 || !may_use(solver, to_a) || !may_use(solver, to_b)) return false;
    int64_t gain = program->column[to_a].value + program->column[to_b].value -
                   program->column[a].value - program->column[b].value;
    if (gain <= 0) return false;
    trial_put(program, trial, a, -1);
    trial_put(program, trial, b, -1);
    if (trial_takes(program, trial, to_a)) {
        trial_put(program, trial, to_a, 1);
        if (trial_takes(program, trial, to_b)) {
            trial_put(program, trial, to_b, 1);
            if (!place_is_short(program, trial, program->column[to_a].option) &&
                !place_is_short(program, trial, program->column[to_b].option)) {
                return true;
            }
            trial_put(program, trial, to_b, -1);
        }
        trial_put(program, trial, to_a, -1);
    }
    trial_put(program, trial, a, 1);
    trial_put(program, trial, b, 1);
    return false;
}

enum { SWAPPED_UNITS_MAX = 600, ROUNDS_MAX = 8 };

static bool trial_improve(Solver *solver) {
    const Program *program = solver->program;
    bool better = false;
    for (int32_t i = 0; i < program->unit_count; i++) better |= trial_move(solver, i);
    if (program->unit_count > SWAPPED_UNITS_MAX) return better;
    for (int32_t i = 0; i < program->unit_count; i++) {
        for (int32_t k = i + 1; k < program->unit_count; k++) better |= trial_swap(solver, i, k);
    }
    return better;
}

static void trial_mend(Solver *solver) {
    trial_fill(solver);
    while (trial_empty_short(solver)) trial_fill(solver);
    for (int round = 0; round < ROUNDS_MAX && trial_improve(solver); round++) trial_fill(solver);
    trial_keep(solver);
}

static void units_order(Solver *solver) {
    int32_t *order = solver->trial->order;
    size_t units = (size_t)solver->program->unit_count;
    for (int32_t i = 0; i < solver->program->unit_count; i++) order[i] = i;
    qsort_r(order, units, sizeof *order, units_by_need, solver);
}

void plan_repair(Solver *solver) {
    units_order(solver);
    trial_from_sets(solver);
    trial_mend(solver);
}

void plan_of_pairs(Solver *solver, const int32_t *pair_of) {
    const Program *program = solver->program;
    units_order(solver);
    trial_clear(program, solver->trial);
    for (int32_t i = 0; i < program->column_count; i++) {
        int32_t pair = program->pair[program->column[i].pair_first];
        bool taken = pair_of[program->problem->pair[pair].candidate] == pair;
        if (taken) trial_put(program, solver->trial, i, 1);
    }
    trial_keep(solver);
    trial_mend(solver);
}
