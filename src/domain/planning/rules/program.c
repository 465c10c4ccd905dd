#include "program.h"
#include "planning/form/divisor.h"

enum { SET_ROWS_MAX = 8 };

/* --- what is made from --- */

typedef struct Builder {
    Arena *arena;
    const Problem *problem;
    Program *program;
    int32_t *first, *next; /* usable pairs of a candidate, + 1 */
    int32_t *home;         /* per candidate: household that is one unit, + 1 */
    bool *pinned;          /* per candidate */
    int32_t pair_count, entry_count;
    int32_t *members; /* per option: how many of a household have a pair, while it is made */
    int32_t *floor_of, *floor_next, *floor_row; /* floors of a candidate, + 1 */
    int32_t *link_row;   /* per candidate: the row with the next of the household, + 1 */
    int32_t *linked_row; /* the row with the one before, + 1 */
    int32_t measure_row; /* the first; the last rows of all */
} Builder;

static bool must_place(const Builder *builder, int32_t candidate) {
    const Problem *problem = builder->problem;
    return problem->must_place_all || builder->pinned[candidate] ||
           (problem->must_place && problem->must_place[candidate]);
}

static void pairs_link(Builder *builder) {
    const Problem *problem = builder->problem;
    for (int32_t i = 0; i < problem->pair_count; i++) {
        if (problem->pair[i].rule == RULE_PINNED)
            builder->pinned[problem->pair[i].candidate] = true;
    }
    for (int32_t i = problem->pair_count - 1; i >= 0; i--) {
        const Pair *pair = &problem->pair[i];
        if (pair->rule == RULE_FORBIDDEN) continue;
        if (builder->pinned[pair->candidate] && pair->rule != RULE_PINNED) continue;
        builder->next[i] = builder->first[pair->candidate];
        builder->first[pair->candidate] = i + 1;
    }
}

/* --- units and columns --- */

static Column *column_begin(Builder *builder, int32_t option) {
    Program *program = builder->program;
    Column *column = &program->column[program->column_count];
    *column = (Column){ .unit = program->unit_count,
                        .option = option,
                        .entry_first = builder->entry_count,
                        .entry_end = builder->entry_count,
                        .pair_first = builder->pair_count,
                        .pair_end = builder->pair_count };
    return column;
}

static void entry_add(Builder *builder, Column *column, int32_t row, int64_t coefficient) {
    Program *program = builder->program;
    for (int32_t i = column->entry_first; i < column->entry_end; i++) {
        if (program->entry[i].row != row) continue;
        program->entry[i].coefficient += coefficient;
        return;
    }
    program->entry[builder->entry_count++] = (Entry){ row, coefficient };
    column->entry_end = builder->entry_count;
}

static void column_add_pair(Builder *builder, Column *column, int32_t position) {
    const Problem *problem = builder->problem;
    const Pair *pair = &problem->pair[position];
    column->value += pair->value;
    column->places++;
    builder->program->pair[builder->pair_count++] = position;
    column->pair_end = builder->pair_count;
    for (int32_t i = pair->demand_first; i < pair->demand_first + pair->demand_count; i++) {
        entry_add(builder, column, problem->demand[i].resource, problem->demand[i].amount);
    }
    for (int32_t i = builder->floor_of[pair->candidate]; i; i = builder->floor_next[i - 1]) {
        entry_add(builder, column, builder->floor_row[i - 1], 1);
    }
    for (int32_t i = 0; i < problem->measure_count; i++) {
        int64_t counts = problem->measure[i].pair[position];
        if (counts) entry_add(builder, column, builder->measure_row + i, counts);
    }
}

/* People of a household who need not be in one option: each is placed as often as the next. */
static void column_add_links(Builder *builder, Column *column, int32_t candidate) {
    if (builder->link_row[candidate])
        entry_add(builder, column, builder->link_row[candidate] - 1, 1);
    if (builder->linked_row[candidate]) {
        entry_add(builder, column, builder->linked_row[candidate] - 1, -1);
    }
}

/* Alone it passes a maximum. */
static bool column_fits(const Builder *builder, const Column *column) {
    const Program *program = builder->program;
    const Option *option = &builder->problem->option[column->option];
    if (column->places > option->maximum || option->minimum > option->maximum) return false;
    for (int32_t i = column->entry_first; i < column->entry_end; i++) {
        const Entry *entry = &program->entry[i];
        const Row *row = &program->row[entry->row];
        if (row->low == ROW_NO_LOW && entry->coefficient > row->high) return false;
    }
    return true;
}

static void column_end(Builder *builder, Column *column) {
    if (column_fits(builder, column)) {
        builder->program->column_count++;
        return;
    }
    builder->pair_count = column->pair_first;
    builder->entry_count = column->entry_first;
}

static void unit_begin(Builder *builder) {
    Program *program = builder->program;
    program->unit[program->unit_count] = (Unit){ .column_first = program->column_count };
}

static void unit_end(Builder *builder, bool must) {
    Program *program = builder->program;
    Unit *unit = &program->unit[program->unit_count++];
    unit->column_end = program->column_count;
    unit->must = must;
    program->impossible |= must && unit->column_first == unit->column_end;
}

static void person_add(Builder *builder, int32_t candidate) {
    unit_begin(builder);
    for (int32_t i = builder->first[candidate]; i; i = builder->next[i - 1]) {
        Column *column = column_begin(builder, builder->problem->pair[i - 1].option);
        column_add_pair(builder, column, i - 1);
        column_add_links(builder, column, candidate);
        column_end(builder, column);
    }
    unit_end(builder, must_place(builder, candidate));
}

/* Options in which everybody of it has a pair, in the order of the first one's pairs. */
static void household_add(Builder *builder, const Household *household) {
    bool must = false;
    unit_begin(builder);
    for (int32_t k = 0; k < household->member_count; k++) {
        must = must || must_place(builder, household->member[k]);
        for (int32_t i = builder->first[household->member[k]]; i; i = builder->next[i - 1]) {
            builder->members[builder->problem->pair[i - 1].option]++;
        }
    }
    for (int32_t i = builder->first[household->member[0]]; i; i = builder->next[i - 1]) {
        int32_t option = builder->problem->pair[i - 1].option;
        if (builder->members[option] < household->member_count) continue;
        Column *column = column_begin(builder, option);
        for (int32_t k = 0; k < household->member_count; k++) {
            int32_t at = builder->first[household->member[k]];
            while (builder->problem->pair[at - 1].option != option) at = builder->next[at - 1];
            column_add_pair(builder, column, at - 1);
        }
        column_end(builder, column);
    }
    for (int32_t k = 0; k < household->member_count; k++) {
        for (int32_t i = builder->first[household->member[k]]; i; i = builder->next[i - 1]) {
            builder->members[builder->problem->pair[i - 1].option] = 0;
        }
    }
    unit_end(builder, must);
}

static void units_add(Builder *builder) {
    const Problem *problem = builder->problem;
    for (int32_t i = 0; i < problem->household_count; i++) {
        const Household *household = &problem->household[i];
        for (int32_t k = 0; household->same_option && k < household->member_count; k++) {
            builder->home[household->member[k]] = i + 1;
        }
    }
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        int32_t home = builder->home[i];
        if (!home) person_add(builder, i);
        else if (problem->household[home - 1].member[0] == i) {
            household_add(builder, &problem->household[home - 1]);
        }
    }
}

/* --- rows --- */

static void rows_begin(Builder *builder) {
    const Problem *problem = builder->problem;
    Program *program = builder->program;
    int32_t count = problem->resource_count + problem->floor_count;
    for (int32_t i = 0; i < problem->household_count; i++) {
        const Household *household = &problem->household[i];
        if (!household->same_option) count += household->member_count - 1;
    }
    builder->measure_row = count;
    count += problem->measure_count;
    program->row = arena_many(builder->arena, Row, (size_t)count);
    program->row_count = count;
    int32_t at = 0;
    for (int32_t i = 0; i < problem->resource_count; i++) {
        program->row[at++] = (Row){ .low = ROW_NO_LOW, .high = problem->resource[i].capacity };
    }
    for (int32_t i = 0; i < problem->floor_count; i++) {
        program->row[at++] = (Row){ .low = problem->floor[i].people, .high = ROW_NO_HIGH };
    }
    while (at < builder->measure_row) program->row[at++] = (Row){ .low = 0, .high = 0 };
    for (int32_t i = 0; i < problem->measure_count; i++) {
        program->row[at++] = (Row){ .low = problem->measure[i].least, .high = ROW_NO_HIGH };
    }
}

/* Whom floors and links are about. */
static void rows_link(Builder *builder) {
    const Problem *problem = builder->problem;
    int32_t row = problem->resource_count, at = 0;
    for (int32_t i = 0; i < problem->floor_count; i++, row++) {
        for (int32_t k = 0; k < problem->floor[i].member_count; k++, at++) {
            int32_t candidate = problem->floor[i].member[k];
            builder->floor_row[at] = row;
            builder->floor_next[at] = builder->floor_of[candidate];
            builder->floor_of[candidate] = at + 1;
        }
    }
    for (int32_t i = 0; i < problem->household_count; i++) {
        const Household *household = &problem->household[i];
        for (int32_t k = 0; !household->same_option && k + 1 < household->member_count;
             k++, row++) {
            builder->link_row[household->member[k]] = row + 1;
            builder->linked_row[household->member[k + 1]] = row + 1;
        }
    }
}

static void rows_end(Builder *builder) {
    Program *program = builder->program;
    for (int32_t pass = 0; pass < 2; pass++) {
        for (int32_t i = 0; i < program->column_count; i++) {
            const Column *column = &program->column[i];
            for (int32_t k = column->entry_first; k < column->entry_end; k++) {
                Row *row = &program->row[program->entry[k].row];
                int64_t size = program->entry[k].coefficient;
                if (pass)
                    row->column[row->column_count] = i, row->coefficient[row->column_count] = size;
                row->column_count++;
                if (size < 0) size = -size;
                if (size > row->largest) row->largest = size;
            }
        }
        for (int32_t i = 0; !pass && i < program->row_count; i++) {
            Row *row = &program->row[i];
            row->column = arena_many(builder->arena, int32_t, (size_t)row->column_count);
            row->coefficient = arena_many(builder->arena, int64_t, (size_t)row->column_count);
            row->column_count = 0;
        }
    }
}

/* --- places and groups --- */

static int64_t places_wanted(const Program *program, const Offer *place) {
    int64_t sum = 0;
    for (int32_t i = 0; i < place->column_count; i++) {
        sum += program->column[place->column[i]].places;
    }
    return sum;
}

/* A resource that only this place uses. */
static bool row_is_alone(const Program *program, const Row *row, int32_t option) {
    if (row->low != ROW_NO_LOW || row->start_count) return false;
    for (int32_t i = 0; i < row->column_count; i++) {
        if (program->column[row->column[i]].option != option || row->coefficient[i] < 0) {
            return false;
        }
    }
    return true;
}

/* The smallest of them that is not taken yet. */
static int32_t row_to_take(const Program *program, const Offer *place) {
    int32_t best = -1;
    for (int32_t i = 0; i < place->column_count; i++) {
        const Column *column = &program->column[place->column[i]];
        for (int32_t k = column->entry_first; k < column->entry_end; k++) {
            int32_t at = program->entry[k].row;
            const Row *row = &program->row[at];
            if (row->in_set || (best >= 0 && row->high >= program->row[best].high)) continue;
            if (row_is_alone(program, row, column->option)) best = at;
        }
    }
    return best;
}

static void place_sets(Builder *builder, Offer *place) {
    Program *program = builder->program;
    int64_t wanted = places_wanted(program, place);
    if (place->maximum > wanted) place->maximum = wanted;
    place->row = arena_many(builder->arena, int32_t, SET_ROWS_MAX);
    while (place->row_count < SET_ROWS_MAX) {
        int32_t row = row_to_take(program, place);
        if (row < 0) break;
        program->row[row].in_set = true;
        place->row[place->row_count++] = row;
    }
}

static void places_make(Builder *builder) {
    const Problem *problem = builder->problem;
    Program *program = builder->program;
    program->place_count = problem->option_count;
    program->place = arena_many(builder->arena, Offer, (size_t)problem->option_count);
    for (int32_t i = 0; i < problem->option_count; i++) {
        const Option *option = &problem->option[i];
        program->place[i] = (Offer){ .source = i,
                                     .group = option->class_index,
                                     .minimum = option->minimum > 1 ? option->minimum : 1,
                                     .maximum = option->maximum,
                                     .cost = option->opening_cost,
                                     .must_start = option->must_start };
    }
    for (int32_t i = 0; i < program->column_count; i++) {
        program->place[program->column[i].option].column_count++;
    }
    for (int32_t i = 0; i < program->place_count; i++) {
        Offer *place = &program->place[i];
        place->column = arena_many(builder->arena, int32_t, (size_t)place->column_count);
        place->column_count = 0;
    }
    for (int32_t i = 0; i < program->column_count; i++) {
        Offer *place = &program->place[program->column[i].option];
        place->column[place->column_count++] = i;
    }
    for (int32_t i = 0; i < program->place_count; i++) place_sets(builder, &program->place[i]);
}

static void groups_make(Builder *builder) {
    const Problem *problem = builder->problem;
    Program *program = builder->program;
    program->group_count = problem->class_count;
    program->group = arena_many(builder->arena, Group, (size_t)problem->class_count);
    for (int32_t i = 0; i < problem->option_count; i++) {
        int32_t at = problem->option[i].class_index;
        if (at != PLAN_NO_CLASS) program->group[at].place_count++;
    }
    for (int32_t i = 0; i < problem->class_count; i++) {
        const OptionClass *class = &problem->option_class[i];
        Group *group = &program->group[i];
        group->source = i;
        group->must_start = class->must_start;
        group->minimum = class->must_start && class->minimum < 1 ? 1 : class->minimum;
        group->maximum = class->maximum;
        group->cost = class->opening_cost;
        group->place = arena_many(builder->arena, int32_t, (size_t)group->place_count);
        group->place_count = 0;
    }
    for (int32_t i = 0; i < problem->option_count; i++) {
        int32_t at = problem->option[i].class_index;
        if (at != PLAN_NO_CLASS) program->group[at].place[program->group[at].place_count++] = i;
    }
}

/* --- what starts, in the rows of measures --- */

static void start_add(Builder *builder, int32_t measure, RowStart start) {
    Program *program = builder->program;
    Row *row = &program->row[builder->measure_row + measure];
    int64_t size = start.coefficient < 0 ? -start.coefficient : start.coefficient;
    program->entry[builder->entry_count++] =
        (Entry){ builder->measure_row + measure, start.coefficient };
    row->start[row->start_count++] = start;
    if (size > row->largest) row->largest = size;
    program->starts_count = true;
}

static void starts_add(Builder *builder) {
    const Problem *problem = builder->problem;
    Program *program = builder->program;
    size_t starts = (size_t)problem->option_count + (size_t)problem->class_count;
    for (int32_t i = 0; i < problem->measure_count; i++) {
        program->row[builder->measure_row + i].start = arena_many(builder->arena, RowStart, starts);
    }
    for (int32_t at = 0; at < program->place_count; at++) {
        program->place[at].entry_first = builder->entry_count;
        for (int32_t i = 0; i < problem->measure_count; i++) {
            const int64_t *cost = problem->measure[i].option_cost;
            if (cost && cost[at]) start_add(builder, i, (RowStart){ false, at, -cost[at] });
        }
        program->place[at].entry_end = builder->entry_count;
    }
    for (int32_t at = 0; at < program->group_count; at++) {
        program->group[at].entry_first = builder->entry_count;
        for (int32_t i = 0; i < problem->measure_count; i++) {
            const int64_t *cost = problem->measure[i].class_cost;
            if (cost && cost[at]) start_add(builder, i, (RowStart){ true, at, -cost[at] });
        }
        program->group[at].entry_end = builder->entry_count;
    }
}

/* The greatest common divisor of all values and costs, 1 at least. */
static int64_t value_step(const Program *program) {
    int64_t step = 0, count = program->column_count + program->place_count + program->group_count;
    for (int64_t i = 0; i < count && step != 1; i++) {
        int64_t a = i < program->column_count ? program->column[i].value
                    : i < program->column_count + program->place_count
                        ? program->place[i - program->column_count].cost
                        : program->group[i - program->column_count - program->place_count].cost;
        step = common_divisor(step, a);
    }
    return step ? step : 1;
}

/* Each pair: its demands, the floors of its candidate, two neighbours in a household, and the
 * measures, in which what starts has an entry too. */
static size_t entries_most(Arena *arena, const Problem *problem) {
    size_t pairs = (size_t)problem->pair_count, measures = (size_t)problem->measure_count;
    size_t starts = (size_t)problem->option_count + (size_t)problem->class_count;
    size_t most = (size_t)problem->demand_count + 2 * pairs + (pairs + starts) * measures;
    int32_t *floors = arena_many(arena, int32_t, (size_t)problem->candidate_count);
    for (int32_t i = 0; i < problem->floor_count; i++) {
        const Floor *floor = &problem->floor[i];
        for (int32_t k = 0; k < floor->member_count; k++) floors[floor->member[k]]++;
    }
    for (int32_t i = 0; i < problem->pair_count; i++) {
        most += (size_t)floors[problem->pair[i].candidate];
    }
    return most;
}

Program *program_new(Arena *arena, const Problem *problem) {
    size_t candidates = (size_t)problem->candidate_count, pairs = (size_t)problem->pair_count;
    Program *program = arena_one(arena, Program);
    Builder builder = { .arena = arena, .problem = problem, .program = program };
    builder.first = arena_many(arena, int32_t, candidates);
    builder.next = arena_many(arena, int32_t, pairs);
    builder.home = arena_many(arena, int32_t, candidates);
    builder.pinned = arena_many(arena, bool, candidates);
    builder.members = arena_many(arena, int32_t, (size_t)problem->option_count);
    program->problem = problem;
    program->unit = arena_many(arena, Unit, candidates);
    program->column = arena_many(arena, Column, pairs + 1);
    program->pair = arena_many(arena, int32_t, pairs);
    program->entry = arena_many(arena, Entry, entries_most(arena, problem));
    size_t memberships = 0;
    for (int32_t i = 0; i < problem->floor_count; i++) {
        memberships += (size_t)problem->floor[i].member_count;
    }
    builder.floor_of = arena_many(arena, int32_t, candidates);
    builder.floor_next = arena_many(arena, int32_t, memberships);
    builder.floor_row = arena_many(arena, int32_t, memberships);
    builder.link_row = arena_many(arena, int32_t, candidates);
    builder.linked_row = arena_many(arena, int32_t, candidates);
    rows_begin(&builder);
    rows_link(&builder);
    pairs_link(&builder);
    units_add(&builder);
    rows_end(&builder);
    places_make(&builder);
    groups_make(&builder);
    starts_add(&builder);
    program->value_step = value_step(program);
    return program;
}
