#include "program_twins.h"

State *state_new(Arena *arena, const Program *program) {
    State *state = arena_one(arena, State);
    size_t columns = (size_t)program->column_count, places = (size_t)program->place_count;
    size_t groups = (size_t)program->group_count, units = (size_t)program->unit_count;
    state->program = program;
    state->column = arena_many(arena, int8_t, columns);
    state->place = arena_many(arena, int8_t, places);
    state->group = arena_many(arena, int8_t, groups);
    state->unit = arena_many(arena, Count, units);
    state->unit_column = arena_many(arena, int32_t, units);
    state->in_place = arena_many(arena, Count, places);
    state->in_group = arena_many(arena, Count, groups);
    state->row = arena_many(arena, RowCount, (size_t)program->row_count);
    state->trail = arena_many(arena, Decision, columns + places + groups);
    state->free_columns = program->column_count;
    for (size_t i = 0; i < units; i++) state->unit_column[i] = -1;
    for (int32_t i = 0; i < program->column_count; i++) {
        const Column *column = &program->column[i];
        const Offer *place = &program->place[column->option];
        state->unit[column->unit].free++;
        state->in_place[column->option].free += column->places;
        if (place->group != BLOCK_NONE) state->in_group[place->group].free += column->places;
        for (int32_t k = column->entry_first; k < column->entry_end; k++) {
            RowCount *row = &state->row[program->entry[k].row];
            int64_t size = program->entry[k].coefficient;
            *(size < 0 ? &row->below : &row->above) += size;
        }
    }
    for (int32_t i = 0; i < program->row_count; i++) {
        for (int32_t k = 0; k < program->row[i].start_count; k++) {
            int64_t size = program->row[i].start[k].coefficient;
            *(size < 0 ? &state->row[i].below : &state->row[i].above) += size;
        }
    }
    return state;
}

/* --- counting --- */

/* sign: 1 when it is decided, -1 on the way back. */
static void entry_count(State *state, const Entry *entry, int8_t to, int64_t sign) {
    RowCount *row = &state->row[entry->row];
    int64_t size = sign * entry->coefficient;
    *(entry->coefficient < 0 ? &row->below : &row->above) -= size;
    if (to == DECIDED_IN) row->in += size;
}

static void column_count(State *state, int32_t index, int8_t to, int64_t sign) {
    const Program *program = state->program;
    const Column *column = &program->column[index];
    int64_t in = to == DECIDED_IN ? sign : 0, places = column->places;
    int32_t group = program->place[column->option].group;
    state->free_columns -= (int32_t)sign;
    state->unit[column->unit].free -= sign;
    state->unit[column->unit].in += in;
    if (in) state->unit_column[column->unit] = in > 0 ? index : -1;
    state->in_place[column->option].free -= sign * places;
    state->in_place[column->option].in += in * places;
    if (group != BLOCK_NONE) {
        state->in_group[group].free -= sign * places;
        state->in_group[group].in += in * places;
    }
    for (int32_t k = column->entry_first; k < column->entry_end; k++) {
        entry_count(state, &program->entry[k], to, sign);
    }
}

static void start_count(State *state, const int8_t *list, int32_t index, int8_t to, int64_t sign) {
    const Program *program = state->program;
    bool group = list == state->group;
    int32_t first = group ? program->group[index].entry_first : program->place[index].entry_first;
    int32_t end = group ? program->group[index].entry_end : program->place[index].entry_end;
    for (int32_t k = first; k < end; k++) entry_count(state, &program->entry[k], to, sign);
}

static void note(State *state, int8_t *list, int32_t index, int8_t to) {
    list[index] = to;
    state->trail[state->trail_count++] = (Decision){ list, index };
    if (list != state->column) start_count(state, list, index, to, 1);
}

static bool column_set(State *state, int32_t index, int8_t to) {
    if (state->column[index]) return state->column[index] == to;
    if (to == DECIDED_IN && state->unit[state->program->column[index].unit].in) return false;
    note(state, state->column, index, to);
    column_count(state, index, to, 1);
    return true;
}

void state_undo(State *state, int32_t trail_count) {
    while (state->trail_count > trail_count) {
        Decision *last = &state->trail[--state->trail_count];
        int8_t was = last->list[last->index];
        last->list[last->index] = UNDECIDED;
        if (last->list == state->column) column_count(state, last->index, was, -1);
        else start_count(state, last->list, last->index, was, -1);
    }
}

/* --- what follows --- */

static bool units_settle(State *state) {
    const Program *program = state->program;
    for (int32_t i = 0; i < program->unit_count; i++) {
        const Unit *unit = &program->unit[i];
        Count *count = &state->unit[i];
        if (count->in > 1) return false;
        if (!count->free) {
            if (unit->must && !count->in) return false;
            continue;
        }
        bool only = unit->must && !count->in && count->free == 1;
        if (!count->in && !only) continue;
        for (int32_t k = unit->column_first; k < unit->column_end; k++) {
            if (!state->column[k] && !column_set(state, k, only ? DECIDED_IN : DECIDED_OUT))
                return false;
        }
    }
    return true;
}

/* Columns of a place, with what the place and its group still can take and still need. */
static bool place_columns_settle(State *state, int32_t at, int64_t room, int64_t spare) {
    const Program *program = state->program;
    const Offer *place = &program->place[at];
    for (int32_t k = 0; k < place->column_count; k++) {
        int32_t index = place->column[k];
        if (state->column[index]) continue;
        int64_t places = program->column[index].places;
        bool out = state->place[at] == DECIDED_OUT || places > room;
        bool in = state->place[at] == DECIDED_IN && places > spare;
        if (out && in) return false;
        if ((out || in) && !column_set(state, index, out ? DECIDED_OUT : DECIDED_IN)) return false;
        if (in) room -= places; /* free ones that are left lose nothing: spare stays */
    }
    return true;
}

static bool place_settle(State *state, int32_t at) {
    const Offer *place = &state->program->place[at];
    Count count = state->in_place[at];
    int8_t *open = &state->place[at];
    if (count.in > place->maximum) return false;
    int8_t *group_open = place->group == BLOCK_NONE ? NULL : &state->group[place->group];
    bool reaches = count.in + count.free >= place->minimum;
    bool starts = count.in > 0 || *open == DECIDED_IN;
    bool ends = !reaches || *open == DECIDED_OUT || (group_open && *group_open == DECIDED_OUT);
    if (starts && ends) return false;
    if (starts && !*open) note(state, state->place, at, DECIDED_IN);
    if (ends && !*open) note(state, state->place, at, DECIDED_OUT);
    if (starts && group_open && !*group_open) note(state, state->group, place->group, DECIDED_IN);
    if (!count.free) return true;
    int64_t room = place->maximum - count.in, spare = count.in + count.free - place->minimum;
    if (group_open) {
        int64_t left =
            state->program->group[place->group].maximum - state->in_group[place->group].in;
        if (left < room) room = left;
    }
    return place_columns_settle(state, at, room, spare);
}

static bool group_settle(State *state, int32_t at) {
    const Group *group = &state->program->group[at];
    Count count = state->in_group[at];
    int8_t *open = &state->group[at];
    if (count.in > group->maximum) return false;
    bool reaches = count.in + count.free >= group->minimum && group->minimum <= group->maximum;
    bool starts = count.in > 0 || *open == DECIDED_IN;
    if (starts && (!reaches || *open == DECIDED_OUT)) return false;
    if (starts && !*open) note(state, state->group, at, DECIDED_IN);
    if (!reaches && !*open) note(state, state->group, at, DECIDED_OUT);
    return true;
}

/* The starts that its low decides. */
static bool row_starts_settle(State *state, int32_t at) {
    const Row *row = &state->program->row[at];
    const RowCount *count = &state->row[at];
    for (int32_t k = 0; k < row->start_count; k++) {
        const RowStart *start = &row->start[k];
        int8_t *list = start->is_group ? state->group : state->place;
        if (list[start->index]) continue;
        int64_t size = start->coefficient, spare = count->in + count->above - row->low;
        if (spare < 0) return false;
        if (size > spare) note(state, list, start->index, DECIDED_IN);
        else if (-size > spare) note(state, list, start->index, DECIDED_OUT);
    }
    return true;
}

static bool row_settle(State *state, int32_t at) {
    const Row *row = &state->program->row[at];
    RowCount *count = &state->row[at];
    bool high = row->high != ROW_NO_HIGH, low = row->low != ROW_NO_LOW;
    if (high && count->in + count->below > row->high) return false;
    if (low && count->in + count->above < row->low) return false;
    int64_t room = high ? row->high - count->in - count->below : INT64_MAX;
    int64_t spare = low ? count->in + count->above - row->low : INT64_MAX;
    if (room >= row->largest && spare >= row->largest) return true;
    for (int32_t k = 0; k < row->column_count; k++) {
        if (state->column[row->column[k]]) continue;
        int64_t size = row->coefficient[k];
        bool out = size > 0 ? size > room : -size > spare;
        bool in = size > 0 ? size > spare : -size > room;
        if (out && in) return false;
        if ((out || in) && !column_set(state, row->column[k], out ? DECIDED_OUT : DECIDED_IN))
            return false;
        if (high) room = row->high - count->in - count->below;
        if (low) spare = count->in + count->above - row->low;
        if (room < 0 || spare < 0) return false;
    }
    return row_starts_settle(state, at);
}

bool state_settle(State *state) {
    const Program *program = state->program;
    for (int32_t before = -1; before != state->trail_count;) {
        before = state->trail_count;
        if (!units_settle(state)) return false;
        for (int32_t i = 0; i < program->group_count; i++) {
            if (!group_settle(state, i)) return false;
        }
        for (int32_t i = 0; i < program->place_count; i++) {
            if (!place_settle(state, i)) return false;
        }
        for (int32_t i = 0; i < program->row_count; i++) {
            if (!row_settle(state, i)) return false;
        }
        if (state->twins && !twins_settle(state, state->twins)) return false;
    }
    return true;
}

bool state_put_column(State *state, int32_t column, int8_t to) {
    return column_set(state, column, to);
}

bool state_put_place(State *state, int32_t place, int8_t to) {
    if (state->place[place]) return state->place[place] == to;
    note(state, state->place, place, to);
    return true;
}

bool state_put_group(State *state, int32_t group, int8_t to) {
    if (state->group[group]) return state->group[group] == to;
    note(state, state->group, group, to);
    return true;
}

bool state_decide_column(State *state, int32_t column, int8_t to) {
    return state_put_column(state, column, to) && state_settle(state);
}

bool state_decide_place(State *state, int32_t place, int8_t to) {
    return state_put_place(state, place, to) && state_settle(state);
}

bool state_decide_group(State *state, int32_t group, int8_t to) {
    return state_put_group(state, group, to) && state_settle(state);
}
