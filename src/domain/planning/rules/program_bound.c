#include "program_bound.h"

#include <string.h>

enum {
    MEASURED_PRICE_BITS = 14, /* what a measure counts and the value may be worlds apart */
    WORTH_BITS = 59,
    ROW_SHIFT_MAX = 20,
    VALUE_SHIFT_MAX = 24
};

static int bits_of(Sum number) {
    int bits = 0;
    for (; number > 0; number >>= 1) bits++;
    return bits;
}

/* Sums of worths of one place stay below 2^60: of values below 2^59, and of prices too. */
static void scales_set(Relaxed *relaxed) {
    const Program *program = relaxed->program;
    Sum values = 1, widest = 1;
    int64_t columns = 1;
    int64_t entries = 1;
    for (int32_t i = 0; i < program->unit_count; i++) {
        int64_t most = 0;
        for (int32_t k = program->unit[i].column_first; k < program->unit[i].column_end; k++) {
            const Column *column = &program->column[k];
            int64_t size = column->value < 0 ? -column->value : column->value;
            if (size > most) most = size;
            int64_t here = column->entry_end - column->entry_first + column->places;
            if (here > entries) entries = here;
        }
        values += most;
        if (most > widest) widest = most;
    }
    for (int32_t i = 0; i < program->place_count; i++) {
        int64_t cost = program->place[i].cost;
        values += cost < 0 ? -cost : cost;
        if (program->place[i].column_count > columns) columns = program->place[i].column_count;
        int64_t here = program->place[i].entry_end - program->place[i].entry_first;
        if (here > entries) entries = here;
    }
    for (int32_t i = 0; i < program->group_count; i++) {
        int64_t cost = program->group[i].cost;
        values += cost < 0 ? -cost : cost;
    }
    columns += program->starts_count; /* the start counts like a column more */
    int price_bits = WORTH_BITS - bits_of((Sum)columns * (entries + 3));
    int shift = WORTH_BITS - bits_of(values), room = price_bits - bits_of(widest) - 2;
    if (room < shift) shift = room;
    if (shift > VALUE_SHIFT_MAX) shift = VALUE_SHIFT_MAX;
    relaxed->value_shift = shift < 0 ? 0 : shift;
    relaxed->value_unit = INT64_C(1) << relaxed->value_shift;
    int wanted = bits_of(widest) + relaxed->value_shift + 2;
    if (program->problem->measure_count) wanted += MEASURED_PRICE_BITS;
    if (wanted > price_bits) wanted = price_bits < 1 ? 1 : price_bits;
    relaxed->price_max = INT64_C(1) << wanted;
    relaxed->row_shift = 62 - wanted < ROW_SHIFT_MAX ? 62 - wanted : ROW_SHIFT_MAX;
}

Relaxed *relaxed_new(Arena *arena, const Program *program) {
    Relaxed *relaxed = arena_one(arena, Relaxed);
    size_t columns = (size_t)program->column_count, places = (size_t)program->place_count;
    size_t groups = (size_t)program->group_count;
    relaxed->program = program;
    relaxed->worth = arena_many(arena, int64_t, columns);
    relaxed->chosen = arena_many(arena, bool, columns);
    relaxed->with = arena_many(arena, int64_t, columns);
    relaxed->without = arena_many(arena, int64_t, columns);
    relaxed->set = arena_many(arena, int64_t, places);
    relaxed->place_cost = arena_many(arena, int64_t, places);
    relaxed->place_starts = arena_many(arena, bool, places);
    relaxed->group_worth = arena_many(arena, Sum, groups);
    relaxed->group_starts = arena_many(arena, bool, groups);
    scales_set(relaxed);
    relaxed->sets = set_work_new(arena, program, relaxed->value_unit);
    return relaxed;
}

Prices prices_new(Arena *arena, const Program *program) {
    int32_t units = program->unit_count, rows = program->row_count, groups = program->group_count;
    Prices prices = { .count = units + 2 * rows + 2 * groups };
    prices.all = arena_many(arena, int64_t, (size_t)prices.count);
    prices.unit = prices.all;
    prices.high = prices.unit + units;
    prices.low = prices.high + rows;
    prices.most = prices.low + rows;
    prices.least = prices.most + groups;
    return prices;
}

/* --- prices into worths --- */

static int64_t paid_down(const Relaxed *relaxed, int64_t price, int64_t size) {
    return (int64_t)((Sum)price * size >> relaxed->row_shift); /* shifts round down */
}

static int64_t paid_up(const Relaxed *relaxed, int64_t price, int64_t size) {
    return -paid_down(relaxed, price, -size);
}

void relaxed_gather(Relaxed *relaxed, const State *state) {
    for (int32_t i = 0; i < relaxed->program->column_count; i++) {
        relaxed->chosen[i] = state->column[i] == DECIDED_IN;
    }
    set_gather(relaxed->sets, state);
}

static int64_t entries_worth(const Relaxed *relaxed, const Prices *prices, int32_t first,
                             int32_t end) {
    int64_t worth = 0;
    for (int32_t k = first; k < end; k++) {
        const Entry *entry = &relaxed->program->entry[k];
        int64_t high = prices->high[entry->row], low = prices->low[entry->row];
        if (high) worth -= paid_down(relaxed, high, entry->coefficient);
        if (low) worth += paid_up(relaxed, low, entry->coefficient);
    }
    return worth;
}

static void worths_fill(Relaxed *relaxed, const Prices *prices) {
    const Program *program = relaxed->program;
    ColumnList columns = set_columns(relaxed->sets);
    for (int32_t c = 0; c < columns.count; c++) {
        int32_t i = columns.at[c];
        const Column *column = &program->column[i];
        int64_t worth = column->value * relaxed->value_unit - prices->unit[column->unit];
        worth += entries_worth(relaxed, prices, column->entry_first, column->entry_end);
        int32_t group = program->place[column->option].group;
        if (group != BLOCK_NONE) {
            worth += column->places * (prices->least[group] - prices->most[group]);
        }
        relaxed->worth[i] = worth;
    }
}

/* --- places and groups --- */

static int64_t place_worth(const Relaxed *relaxed, const State *state, int32_t at) {
    int64_t open = relaxed->set[at];
    if (state->place[at] == DECIDED_IN) return open;
    return state->place[at] == DECIDED_OUT || open < 0 ? 0 : open;
}

static void place_look(Relaxed *relaxed, const State *state, const Prices *prices, int32_t at) {
    const Offer *place = &relaxed->program->place[at];
    int64_t open = SET_NONE;
    relaxed->place_cost[at] = place->cost * relaxed->value_unit;
    if (!state->place[at]) {
        relaxed->place_cost[at] -=
            entries_worth(relaxed, prices, place->entry_first, place->entry_end);
    }
    if (state->place[at] != DECIDED_OUT) {
        open = set_best(relaxed->sets, state, at, relaxed->worth, relaxed->chosen);
        if (open != SET_NONE) open -= relaxed->place_cost[at];
    }
    relaxed->set[at] = open;
    relaxed->place_starts[at] = open != SET_NONE && (state->place[at] == DECIDED_IN || open > 0);
}

static void group_look(Relaxed *relaxed, const State *state, const Prices *prices, int32_t at) {
    const Group *group = &relaxed->program->group[at];
    int64_t in = state->in_group[at].in;
    Sum open = -(Sum)group->cost * relaxed->value_unit;
    if (!state->group[at])
        open += entries_worth(relaxed, prices, group->entry_first, group->entry_end);
    open += (Sum)prices->most[at] * (prices->most[at] ? group->maximum - in : 0);
    open -= (Sum)prices->least[at] * (group->minimum - in);
    bool none = state->group[at] == DECIDED_OUT;
    for (int32_t i = 0; i < group->place_count && !none; i++) {
        int64_t worth = place_worth(relaxed, state, group->place[i]);
        none = worth == SET_NONE;
        open += worth;
    }
    relaxed->group_worth[at] = none ? SET_NONE : open;
    relaxed->group_starts[at] = !none && (state->group[at] == DECIDED_IN || open > 0);
}

static void unchoose(Relaxed *relaxed, int32_t at) {
    const Offer *place = &relaxed->program->place[at];
    for (int32_t i = 0; i < place->column_count; i++) relaxed->chosen[place->column[i]] = false;
}

/* Of what the columns that are in leave of each row. */
static Sum rights_sum(const Relaxed *relaxed, const State *state, const Prices *prices) {
    const Program *program = relaxed->program;
    Sum sum = 0;
    for (int32_t i = 0; i < program->unit_count; i++) sum += prices->unit[i];
    for (int32_t i = 0; i < program->row_count; i++) {
        int64_t high = prices->high[i], low = prices->low[i], in = state->row[i].in;
        if (high) sum += paid_down(relaxed, high, program->row[i].high - in);
        if (low) sum -= paid_up(relaxed, low, program->row[i].low - in);
    }
    return sum;
}

bool relaxed_bound(Relaxed *relaxed, const State *state, const Prices *prices) {
    const Program *program = relaxed->program;
    worths_fill(relaxed, prices);
    Sum sum = rights_sum(relaxed, state, prices);
    for (int32_t i = 0; i < program->place_count; i++) place_look(relaxed, state, prices, i);
    for (int32_t i = 0; i < program->group_count; i++) {
        group_look(relaxed, state, prices, i);
        bool needed = state->group[i] == DECIDED_IN;
        if (needed && relaxed->group_worth[i] == SET_NONE) return false;
        if (relaxed->group_starts[i]) sum += relaxed->group_worth[i];
    }
    for (int32_t i = 0; i < program->place_count; i++) {
        int32_t group = program->place[i].group;
        bool needed = state->place[i] == DECIDED_IN;
        if (needed && relaxed->set[i] == SET_NONE) return false;
        if (group != BLOCK_NONE && !relaxed->group_starts[group]) relaxed->place_starts[i] = false;
        if (!relaxed->place_starts[i]) unchoose(relaxed, i);
        else if (group == BLOCK_NONE) sum += relaxed->set[i];
    }
    relaxed->bound = sum;
    return true;
}

int64_t relaxed_value(const Relaxed *relaxed) {
    return relaxed_round(relaxed, relaxed->bound);
}

int64_t relaxed_round(const Relaxed *relaxed, Sum bound) {
    int64_t step = relaxed->program->value_step;
    Sum value = bound >> relaxed->value_shift; /* rounds down */
    Sum rest = value % step;
    value -= rest < 0 ? rest + step : rest;
    Sum most = INT64_C(1) << 62;
    return (int64_t)(value > most ? most : value < -most ? -most : value);
}

/* --- the other side --- */

void relaxed_sides(Relaxed *relaxed, const State *state) {
    for (int32_t i = 0; i < relaxed->program->place_count; i++) {
        if (state->place[i] == DECIDED_OUT || !state->in_place[i].free) continue;
        set_sides(relaxed->sets, state, i, relaxed->worth, relaxed->with, relaxed->without);
    }
}

static const Sum nothing = -((Sum)1 << 100);

/* The bound when what a place adds becomes `worth` (or its place is closed: 0), the rest as it is.
 */
static Sum bound_if_adds(const Relaxed *relaxed, const State *state, int32_t at, Sum worth) {
    int32_t group = relaxed->program->place[at].group;
    if (worth < SET_NONE / 2) return nothing;
    if (group == BLOCK_NONE) {
        Sum now = relaxed->place_starts[at] ? relaxed->set[at] : 0;
        return relaxed->bound - now + worth;
    }
    if (relaxed->group_worth[group] == SET_NONE) return relaxed->bound;
    Sum open = (Sum)relaxed->group_worth[group] - place_worth(relaxed, state, at) + worth;
    Sum now = relaxed->group_starts[group] ? relaxed->group_worth[group] : 0;
    return relaxed->bound - now + open;
}

Sum relaxed_if_group(const Relaxed *relaxed, int32_t group, bool starts) {
    Sum now = relaxed->group_starts[group] ? relaxed->group_worth[group] : 0;
    if (!starts) return relaxed->bound - now;
    if (relaxed->group_worth[group] == SET_NONE) return nothing;
    return relaxed->bound - now + relaxed->group_worth[group];
}

static Sum better(Sum a, Sum b) {
    return a > b ? a : b;
}

Sum relaxed_if_place(const Relaxed *relaxed, const State *state, int32_t place, bool starts) {
    int32_t group = relaxed->program->place[place].group;
    if (starts) return bound_if_adds(relaxed, state, place, relaxed->set[place]);
    Sum closed = bound_if_adds(relaxed, state, place, 0);
    if (group == BLOCK_NONE || state->group[group] == DECIDED_IN) return closed;
    return better(closed, relaxed_if_group(relaxed, group, false));
}

Sum relaxed_if(const Relaxed *relaxed, const State *state, int32_t column, bool in) {
    int32_t at = relaxed->program->column[column].option;
    int64_t set = in ? relaxed->with[column] : relaxed->without[column];
    Sum open = set == SET_NONE
                   ? nothing
                   : bound_if_adds(relaxed, state, at, (Sum)set - relaxed->place_cost[at]);
    if (in || state->place[at] == DECIDED_IN) return open;
    return better(open, relaxed_if_place(relaxed, state, at, false));
}
