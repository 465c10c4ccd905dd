/* Prices that come down: subgradient steps with a memory, whose length follows from how far the
 * bound is from what is needed (B. Polyak, 1969). Prices of rows are stepped in the unit of their
 * largest coefficient, and slower the larger the capacity: otherwise one row drowns all units. */
#include <math.h>
#include <string.h>

#include "program_solver.h"

static const double REACH_FIRST = 1.5, REACH_LEAST = 0.005, KEPT = 0.3;
enum { PATIENCE = 12 };

static double amount_scale(int64_t right, int64_t largest) {
    double width = (double)right / (double)largest;
    return (double)largest * sqrt(width > 1 ? width : 1);
}

static void row_begin(Solver *solver, int32_t at) {
    Ascending *ascending = &solver->ascending;
    const Program *program = solver->program;
    const Row *row = &program->row[at];
    double most = ldexp((double)solver->relaxed->price_max, solver->relaxed->row_shift);
    int32_t high = program->unit_count + at, low = high + program->row_count;
    if (!row->largest) return;
    if (row->high != ROW_NO_HIGH) {
        ascending->most[high] = most / (double)row->largest;
        ascending->scale[high] = amount_scale(row->high, row->largest);
    }
    if (row->low != ROW_NO_LOW) {
        ascending->most[low] = most / (double)row->largest;
        ascending->scale[low] = amount_scale(row->low, row->largest);
    }
}

static void group_begin(Solver *solver, int32_t at) {
    Ascending *ascending = &solver->ascending;
    const Program *program = solver->program;
    const Group *group = &program->group[at];
    int32_t most = program->unit_count + 2 * program->row_count + at;
    int32_t least = most + program->group_count;
    int64_t wanted = solver->state->in_group[at].free;
    if (group->maximum < wanted) {
        ascending->most[most] = (double)solver->relaxed->price_max;
        ascending->scale[most] = amount_scale(group->maximum, 1);
    }
    if (group->minimum > 1) {
        ascending->most[least] = (double)solver->relaxed->price_max;
        ascending->scale[least] = amount_scale(group->minimum, 1);
    }
}

/* Where a unit that must be placed is worth most: at that price nobody is paid to take it twice. */
static double most_worth(const Solver *solver, const Unit *unit) {
    int64_t most = INT64_MIN;
    for (int32_t i = unit->column_first; i < unit->column_end; i++) {
        if (solver->program->column[i].value > most) most = solver->program->column[i].value;
    }
    return ldexp((double)most, solver->relaxed->value_shift);
}

void ascending_begin(Solver *solver) {
    Ascending *ascending = &solver->ascending;
    const Program *program = solver->program;
    ascending->prices = prices_new(solver->arena, program);
    ascending->lowest = prices_new(solver->arena, program);
    size_t count = (size_t)ascending->prices.count;
    ascending->price = arena_many(solver->arena, double, count);
    ascending->direction = arena_many(solver->arena, double, count);
    ascending->scale = arena_many(solver->arena, double, count);
    ascending->least = arena_many(solver->arena, double, count);
    ascending->most = arena_many(solver->arena, double, count);
    ascending->slope = arena_many(solver->arena, double, count);
    ascending->active = arena_many(solver->arena, int32_t, count);
    ascending->reach = REACH_FIRST;
    for (int32_t i = 0; i < program->unit_count; i++) {
        ascending->most[i] = (double)solver->relaxed->price_max;
        if (program->unit[i].must) {
            ascending->least[i] = -ascending->most[i];
            ascending->price[i] = most_worth(solver, &program->unit[i]);
        }
        ascending->scale[i] = 1;
    }
    for (int32_t i = 0; i < program->row_count; i++) row_begin(solver, i);
    for (int32_t i = 0; i < program->group_count; i++) group_begin(solver, i);
}

/* --- steps --- */

static void starts_slope(Solver *solver, double *low) {
    const Program *program = solver->program;
    for (int32_t i = 0; i < program->row_count; i++) {
        for (int32_t k = 0; k < program->row[i].start_count; k++) {
            const RowStart *start = &program->row[i].start[k];
            bool starts = start->is_group ? solver->relaxed->group_starts[start->index]
                                          : solver->relaxed->place_starts[start->index];
            const int8_t *decided = start->is_group ? solver->state->group : solver->state->place;
            if (starts && !decided[start->index]) low[i] += (double)start->coefficient;
        }
    }
}

/* Prices that matter where so much is decided; the others are 0. */
static void active_gather(Solver *solver) {
    Ascending *ascending = &solver->ascending;
    const Program *program = solver->program;
    const State *state = solver->state;
    int32_t units = program->unit_count, rows = program->row_count, count = 0;
    for (int32_t i = 0; i < units; i++) {
        if (state->unit[i].free && !state->unit[i].in) ascending->active[count++] = i;
    }
    for (int32_t i = 0; i < 2 * rows; i++) {
        int32_t row = i < rows ? i : i - rows;
        bool kept = i < rows && set_keeps(solver->relaxed->sets, row);
        bool free = state->row[row].above || state->row[row].below;
        if (ascending->scale[units + i] && free && !kept) ascending->active[count++] = units + i;
    }
    for (int32_t i = units + 2 * rows; i < ascending->prices.count; i++) {
        if (ascending->scale[i]) ascending->active[count++] = i;
    }
    ascending->active_count = count;
    memset(ascending->prices.all, 0, (size_t)ascending->prices.count * sizeof(int64_t));
}

/* How the bound changes with each price, where the sets are as they are. */
static void slopes_fill(Solver *solver) {
    const Program *program = solver->program;
    const Relaxed *relaxed = solver->relaxed;
    const State *state = solver->state;
    double *slope = solver->ascending.slope;
    double *high = slope + program->unit_count, *low = high + program->row_count;
    double *most = low + program->row_count, *least = most + program->group_count;
    for (int32_t i = 0; i < program->unit_count; i++) slope[i] = 1;
    for (int32_t i = 0; i < program->row_count; i++) {
        const Row *row = &program->row[i];
        high[i] = row->high != ROW_NO_HIGH ? (double)(row->high - state->row[i].in) : 0;
        low[i] = row->low != ROW_NO_LOW ? (double)(state->row[i].in - row->low) : 0;
    }
    for (int32_t i = 0; i < program->group_count; i++) {
        const Group *group = &program->group[i];
        int64_t in = state->in_group[i].in;
        most[i] = relaxed->group_starts[i] ? (double)(group->maximum - in) : 0;
        least[i] = relaxed->group_starts[i] ? (double)(in - group->minimum) : 0;
    }
    if (program->starts_count) starts_slope(solver, low);
    ColumnList columns = set_columns(relaxed->sets);
    for (int32_t c = 0; c < columns.count; c++) {
        if (!relaxed->chosen[columns.at[c]]) continue;
        const Column *column = &program->column[columns.at[c]];
        slope[column->unit] -= 1;
        for (int32_t k = column->entry_first; k < column->entry_end; k++) {
            const Entry *entry = &program->entry[k];
            high[entry->row] -= (double)entry->coefficient;
            low[entry->row] += (double)entry->coefficient;
        }
        int32_t group = program->place[column->option].group;
        if (group == BLOCK_NONE) continue;
        most[group] -= (double)column->places;
        least[group] += (double)column->places;
    }
}

/* A price at its end that the slope would push further does not move. */
static double slopes_length(Solver *solver) {
    Ascending *ascending = &solver->ascending;
    double length = 0;
    for (int32_t a = 0; a < ascending->active_count; a++) {
        int32_t i = ascending->active[a];
        bool still = (ascending->slope[i] > 0 && ascending->price[i] <= ascending->least[i]) ||
                     (ascending->slope[i] < 0 && ascending->price[i] >= ascending->most[i]);
        double slope = still ? 0 : ascending->slope[i] / ascending->scale[i];
        ascending->direction[i] = slope + KEPT * ascending->direction[i];
        length += ascending->direction[i] * ascending->direction[i];
    }
    return length;
}

static void prices_step(Solver *solver, double step) {
    Ascending *ascending = &solver->ascending;
    int32_t rows_from = solver->program->unit_count;
    int32_t rows_to = rows_from + 2 * solver->program->row_count;
    double row_unit = ldexp(1, solver->relaxed->row_shift);
    for (int32_t a = 0; a < ascending->active_count; a++) {
        int32_t i = ascending->active[a];
        double unit = i >= rows_from && i < rows_to ? row_unit : 1;
        double price =
            ascending->price[i] - unit * step * ascending->direction[i] / ascending->scale[i];
        if (price < ascending->least[i]) price = ascending->least[i];
        if (price > ascending->most[i]) price = ascending->most[i];
        ascending->price[i] = price;
    }
}

static void prices_round(Ascending *ascending) {
    for (int32_t a = 0; a < ascending->active_count; a++) {
        int32_t i = ascending->active[a];
        ascending->prices.all[i] = (int64_t)ascending->price[i];
    }
}

static void lowest_keep(Ascending *ascending) {
    size_t count = (size_t)ascending->prices.count;
    memcpy(ascending->lowest.all, ascending->prices.all, count * sizeof *ascending->prices.all);
}

/* Back to the prices of the lowest bound, and what the sets are there. */
static bool lowest_return(Solver *solver) {
    Ascending *ascending = &solver->ascending;
    for (int32_t a = 0; a < ascending->active_count; a++) {
        int32_t i = ascending->active[a];
        ascending->prices.all[i] = ascending->lowest.all[i];
        ascending->price[i] = (double)ascending->lowest.all[i];
        ascending->direction[i] = 0;
    }
    return relaxed_bound(solver->relaxed, solver->state, &ascending->prices);
}

/* How far the bound may hope to come down. Where nothing is needed yet, a part of itself; where
 * nothing is worth anything, below 0. */
static double far_from_need(const Solver *solver) {
    double bound = (double)solver->relaxed->bound;
    if (solver->blank) return bound + (double)solver->relaxed->value_unit;
    double far = bound - ldexp((double)solver->need, solver->relaxed->value_shift);
    double some = fabs(bound) / 64 + 1;
    if (solver->need == solver->least || far > 16 * some) far = some;
    return far < 1 ? 1 : far;
}

bool prices_lower(Solver *solver, int steps) {
    Ascending *ascending = &solver->ascending;
    Relaxed *relaxed = solver->relaxed;
    double reach = ascending->reach;
    Sum lowest = 0;
    int waited = 0;
    relaxed_gather(relaxed, solver->state);
    active_gather(solver);
    for (int i = 0; i < steps && reach > REACH_LEAST; i++) {
        prices_round(ascending);
        if (!relaxed_bound(relaxed, solver->state, &ascending->prices)) return false;
        if (!i || relaxed->bound < lowest) {
            lowest = relaxed->bound;
            lowest_keep(ascending);
            waited = 0;
            if (relaxed_value(relaxed) < solver->need) return false;
        } else if (++waited == PATIENCE) {
            waited = 0;
            reach /= 2;
        }
        slopes_fill(solver);
        double length = slopes_length(solver);
        if (length < 1e-12) break;
        double far = far_from_need(solver);
        if (!watch_goes_on(solver->watch, solver->best, solver->ceiling)) break;
        prices_step(solver, reach * far / length);
    }
    return lowest_return(solver);
}
