#include "program_set.h"

#include <stdlib.h>
#include <string.h>

enum { SET_AXES_MAX = 9 };

/* What a set uses of one row, or its places: 0 to size - 1. The last axis is the one that is
 * walked in one stretch. */
typedef struct Axis {
    int64_t size, stride;
    int32_t row; /* BLOCK_NONE: places */
} Axis;

typedef struct Item {
    int64_t worth, shift;
    const int64_t *use; /* per axis */
    int32_t column;
} Item;

/* What is the same each time, per offer. */
typedef struct Layout {
    Axis axis[SET_AXES_MAX];
    int32_t axis_count;
    int64_t states;
    int64_t *use; /* per column of the offer and axis */
    int64_t *shift;
    bool single, needs_all; /* needs_all: also who is worth nothing may have to fill a minimum */
} Layout;

struct SetWork {
    const Program *program;
    Layout *layout;
    Item *item; /* all that are free; those that can be of use come first, useful_count of them */
    int32_t item_count, useful_count;
    const Axis *axis; /* of the offer that is looked at */
    int32_t axis_count;
    int64_t states, begin, worth_in; /* begin: the state of what is decided in */
    int64_t *before, *after; /* per item and state: best of the items before, from the item on */
    int64_t cells_max;
    Arena *arena;
    int32_t *column, *slot; /* not decided out: which, and its place in Offer.column */
    int32_t *first;         /* per offer, and the end */
};

static int64_t use_of(const Program *program, const Axis *axis, const Column *column) {
    if (axis->row == BLOCK_NONE) return column->places;
    for (int32_t i = column->entry_first; i < column->entry_end; i++) {
        const Entry *entry = &program->entry[i];
        if (entry->row == axis->row) return entry->coefficient;
    }
    return 0;
}

static void axes_lay(const Program *program, const Offer *offer, Layout *layout) {
    for (int32_t i = 0; i < offer->row_count; i++) {
        int64_t size = program->row[offer->row[i]].high + 1;
        layout->axis[layout->axis_count++] = (Axis){ .size = size, .row = offer->row[i] };
    }
    if (offer->counts_places) {
        layout->axis[layout->axis_count++] =
            (Axis){ .size = offer->maximum + 1, .row = BLOCK_NONE };
    }
    layout->states = 1;
    for (int32_t i = layout->axis_count - 1; i >= 0; i--) {
        layout->axis[i].stride = layout->states;
        layout->states *= layout->axis[i].size;
    }
    layout->needs_all = offer->counts_places && offer->minimum > 1;
}

static void columns_lay(Arena *arena, const Program *program, const Offer *offer, Layout *layout) {
    size_t columns = (size_t)offer->column_count, axes = (size_t)layout->axis_count;
    layout->use = arena_many(arena, int64_t, columns * axes);
    layout->shift = arena_many(arena, int64_t, columns);
    layout->single = true;
    for (size_t i = 0; i < columns; i++) {
        const Column *column = &program->column[offer->column[i]];
        layout->single = layout->single && column->places == 1;
        for (size_t k = 0; k < axes; k++) {
            int64_t use = use_of(program, &layout->axis[k], column);
            layout->use[i * axes + k] = use;
            layout->shift[i] += use * layout->axis[k].stride;
        }
    }
}

SetWork *set_work_new(Arena *arena, const Program *program) {
    SetWork *work = arena_one(arena, SetWork);
    int64_t items = 0, cells = 0;
    work->program = program;
    work->arena = arena;
    work->layout = arena_many(arena, Layout, (size_t)program->place_count);
    for (int32_t i = 0; i < program->place_count; i++) {
        const Offer *offer = &program->place[i];
        axes_lay(program, offer, &work->layout[i]);
        columns_lay(arena, program, offer, &work->layout[i]);
        int64_t here = (offer->column_count + 1) * work->layout[i].states;
        if (offer->column_count > items) items = offer->column_count;
        if (work->layout[i].axis_count && here > cells) cells = here;
    }
    work->item = arena_many(arena, Item, (size_t)items);
    work->column = arena_many(arena, int32_t, (size_t)program->column_count);
    work->slot = arena_many(arena, int32_t, (size_t)program->column_count);
    work->first = arena_many(arena, int32_t, (size_t)program->place_count + 1);
    work->cells_max = cells;
    work->after = arena_many(arena, int64_t, (size_t)cells);
    return work;
}

void set_gather(SetWork *work, const State *state) {
    const Program *program = work->program;
    int32_t count = 0;
    for (int32_t i = 0; i < program->place_count; i++) {
        const Offer *offer = &program->place[i];
        work->first[i] = count;
        for (int32_t k = 0; k < offer->column_count; k++) {
            if (state->column[offer->column[k]] == DECIDED_OUT) continue;
            work->column[count] = offer->column[k];
            work->slot[count++] = k;
        }
    }
    work->first[program->place_count] = count;
}

ColumnList set_columns(const SetWork *work) {
    return (ColumnList){ work->column, work->first[work->program->place_count] };
}

/* --- what is asked --- */

/* False: what is decided in does not fit together. */
static bool items_take(SetWork *work, const State *state, int32_t at, const int64_t *worth) {
    const Layout *layout = &work->layout[at];
    work->axis = layout->axis;
    work->axis_count = layout->axis_count;
    work->states = layout->states;
    work->item_count = work->useful_count = 0;
    work->begin = work->worth_in = 0;
    int64_t used[SET_AXES_MAX] = { 0 };
    for (int32_t i = work->first[at]; i < work->first[at + 1]; i++) {
        int32_t index = work->column[i], slot = work->slot[i];
        const int64_t *use = layout->use + (int64_t)slot * layout->axis_count;
        Item item = { worth[index], layout->shift[slot], use, index };
        if (state->column[index] == UNDECIDED) {
            Item *last = &work->item[work->item_count++];
            *last = item;
            if (item.worth <= 0 && !layout->needs_all) continue;
            *last = work->item[work->useful_count];
            work->item[work->useful_count++] = item;
            continue;
        }
        work->begin += item.shift;
        work->worth_in += item.worth;
        for (int32_t k = 0; k < work->axis_count; k++) {
            used[k] += use[k];
            if (used[k] >= work->axis[k].size) return false;
        }
    }
    return true;
}

/* --- by counting --- */

/* Best of the items from one on, per state: what it was without, or with this one where it fits. */
static void row_take(const SetWork *work, const Item *item, const int64_t *rest, int64_t *row,
                     bool forward) {
    int32_t last = work->axis_count - 1;
    int64_t width = work->axis[last].size, stretch = width - item->use[last];
    memcpy(row, rest, (size_t)work->states * sizeof *row);
    if (stretch <= 0) return;
    for (int64_t begin = 0; begin < work->states; begin += width) {
        bool fits = true;
        for (int32_t k = 0; k < last && fits; k++) {
            int64_t here = begin / work->axis[k].stride % work->axis[k].size;
            fits = here + item->use[k] < work->axis[k].size;
        }
        if (!fits) continue;
        const int64_t *from = rest + begin + (forward ? 0 : item->shift);
        int64_t *to = row + begin + (forward ? item->shift : 0);
        for (int64_t s = 0; s < stretch; s++) {
            int64_t with = from[s] + item->worth;
            to[s] = with > to[s] ? with : to[s];
        }
    }
}

static void ends_fill(const SetWork *work, const Offer *place, int64_t *row) {
    const Axis *places = &work->axis[work->axis_count - 1];
    for (int64_t s = 0; s < work->states; s++) {
        bool enough =
            !place->counts_places || place->minimum <= 1 || s % places->size >= place->minimum;
        row[s] = enough ? 0 : SET_NONE;
    }
}

static void after_fill(SetWork *work, const Offer *place) {
    ends_fill(work, place, work->after + work->useful_count * work->states);
    for (int32_t i = work->useful_count - 1; i >= 0; i--) {
        int64_t *row = work->after + i * work->states;
        row_take(work, &work->item[i], row + work->states, row, false);
    }
}

static void before_fill(SetWork *work) {
    if (!work->before) work->before = arena_many(work->arena, int64_t, (size_t)work->cells_max);
    for (int64_t s = 0; s < work->states; s++) work->before[s] = SET_NONE;
    work->before[work->begin] = 0;
    for (int32_t i = 0; i < work->useful_count; i++) {
        int64_t *row = work->before + i * work->states;
        row_take(work, &work->item[i], row, row + work->states, true);
    }
}

static bool item_fits(const SetWork *work, const Item *item, int64_t at) {
    for (int32_t k = 0; k < work->axis_count; k++) {
        int64_t here = at / work->axis[k].stride % work->axis[k].size;
        if (here + item->use[k] >= work->axis[k].size) return false;
    }
    return true;
}

/* SET_NONE and a worth stay far below what any set can be worth (program_bound.c sees to that). */
static bool is_none(int64_t worth) {
    return worth < SET_NONE / 2;
}

static int64_t counted_best(SetWork *work, const Offer *offer, bool *chosen) {
    after_fill(work, offer);
    int64_t at = work->begin, best = work->after[at];
    if (is_none(best)) return SET_NONE;
    for (int32_t i = 0; i < work->useful_count; i++) {
        const Item *item = &work->item[i];
        const int64_t *rest = work->after + (i + 1) * work->states;
        bool with = item_fits(work, item, at) && item->worth + rest[at + item->shift] > rest[at];
        chosen[item->column] = with;
        if (with) at += item->shift;
    }
    return best + work->worth_in;
}

/* Nobody else of no worth is ever in the best set, so each is judged beside the useful ones. */
static void useless_sides(SetWork *work, int64_t *ret_with, int64_t *ret_without) {
    int64_t best = work->after[work->begin];
    for (int32_t i = work->useful_count; i < work->item_count; i++) {
        const Item *item = &work->item[i];
        bool fits = item_fits(work, item, work->begin);
        int64_t with = fits ? work->after[work->begin + item->shift] : SET_NONE;
        ret_with[item->column] = is_none(with) ? SET_NONE : with + item->worth + work->worth_in;
        ret_without[item->column] = is_none(best) ? SET_NONE : best + work->worth_in;
    }
}

static void counted_sides(SetWork *work, const Offer *place, int64_t *ret_with,
                          int64_t *ret_without) {
    after_fill(work, place);
    before_fill(work);
    useless_sides(work, ret_with, ret_without);
    int32_t last = work->axis_count - 1;
    int64_t width = work->axis[last].size;
    for (int32_t i = 0; i < work->useful_count; i++) {
        const Item *item = &work->item[i];
        const int64_t *before = work->before + i * work->states;
        const int64_t *after = work->after + (i + 1) * work->states;
        int64_t with = SET_NONE, without = SET_NONE, stretch = width - item->use[last];
        for (int64_t s = 0; s < work->states; s++) {
            if (before[s] + after[s] > without) without = before[s] + after[s];
        }
        for (int64_t begin = 0; begin < work->states; begin += width) {
            bool fits = true;
            for (int32_t k = 0; k < last && fits; k++) {
                int64_t here = begin / work->axis[k].stride % work->axis[k].size;
                fits = here + item->use[k] < work->axis[k].size;
            }
            const int64_t *from = before + begin, *to = after + begin + item->shift;
            for (int64_t s = 0; fits && s < stretch; s++) {
                if (from[s] + to[s] > with) with = from[s] + to[s];
            }
        }
        ret_with[item->column] = is_none(with) ? SET_NONE : with + item->worth + work->worth_in;
        ret_without[item->column] = is_none(without) ? SET_NONE : without + work->worth_in;
    }
}

/* --- by order --- */

static int items_by_worth(const void *a, const void *b) {
    const Item *left = a, *right = b;
    if (left->worth != right->worth) return left->worth > right->worth ? -1 : 1;
    return left->column < right->column ? -1 : 1;
}

typedef struct Span {
    int64_t least, most; /* items that may be taken */
} Span;

/* Where columns take more places than one and are not counted, only "somebody" is kept. */
static Span span_of(const SetWork *work, const State *state, int32_t at) {
    const Offer *place = &work->program->place[at];
    int64_t in = state->in_place[at].in;
    Span span = { in ? 0 : 1, work->item_count };
    if (!work->layout[at].single) return span;
    span.least = place->minimum > in ? place->minimum - in : 0;
    if (place->maximum - in < span.most) span.most = place->maximum - in;
    return span;
}

static int64_t taken_count(const SetWork *work, Span span) {
    int64_t count = 0;
    while (count < span.most && (count < span.least || work->item[count].worth > 0)) count++;
    return count;
}

static int64_t ordered_best(SetWork *work, Span span, bool *chosen) {
    if (span.least > span.most) return SET_NONE;
    qsort(work->item, (size_t)work->item_count, sizeof *work->item, items_by_worth);
    int64_t count = taken_count(work, span), best = work->worth_in;
    for (int32_t i = 0; i < work->item_count; i++) {
        chosen[work->item[i].column] = i < count;
        if (i < count) best += work->item[i].worth;
    }
    return best;
}

static int64_t larger(int64_t a, int64_t b) {
    return a > b ? a : b;
}

static void ordered_sides(SetWork *work, Span span, int64_t *ret_with, int64_t *ret_without) {
    qsort(work->item, (size_t)work->item_count, sizeof *work->item, items_by_worth);
    bool none = span.least > span.most;
    int64_t count = none ? 0 : taken_count(work, span), best = work->worth_in;
    for (int64_t i = 0; i < count; i++) best += work->item[i].worth;
    for (int32_t i = 0; i < work->item_count; i++) {
        const Item *item = &work->item[i];
        int64_t with = best, without = best;
        if (i < count) {
            int64_t dropped = count - 1 >= span.least ? best - item->worth : SET_NONE;
            int64_t other =
                count < work->item_count ? best - item->worth + work->item[count].worth : SET_NONE;
            without = larger(dropped, other);
        } else {
            int64_t added = count + 1 <= span.most ? best + item->worth : SET_NONE;
            int64_t swapped = count ? best - work->item[count - 1].worth + item->worth : SET_NONE;
            with = larger(added, swapped);
        }
        ret_with[item->column] = none ? SET_NONE : with;
        ret_without[item->column] = none ? SET_NONE : without;
    }
}

/* --- */

static bool by_counting(const SetWork *work, const Offer *place) {
    return place->row_count || (place->counts_places && work->axis_count);
}

int64_t set_best(SetWork *work, const State *state, int32_t at, const int64_t *worth,
                 bool *chosen) {
    const Offer *place = &work->program->place[at];
    for (int32_t i = work->first[at]; i < work->first[at + 1]; i++) {
        chosen[work->column[i]] = state->column[work->column[i]] == DECIDED_IN;
    }
    if (!items_take(work, state, at, worth)) return SET_NONE;
    if (!by_counting(work, place)) return ordered_best(work, span_of(work, state, at), chosen);
    int64_t best = counted_best(work, place, chosen);
    bool any = state->in_place[at].in > 0;
    for (int32_t i = 0; i < work->item_count && !any; i++) any = chosen[work->item[i].column];
    if (any || is_none(best)) return best;
    /* Nobody is best, so nobody is worth anything: the least bad one, then, since somebody must. */
    int32_t least_bad = -1;
    for (int32_t i = 0; i < work->item_count; i++) {
        if (least_bad < 0 || work->item[i].worth > work->item[least_bad].worth) least_bad = i;
    }
    if (least_bad < 0) return SET_NONE;
    chosen[work->item[least_bad].column] = true;
    return work->item[least_bad].worth;
}

void set_sides(SetWork *work, const State *state, int32_t at, const int64_t *worth,
               int64_t *ret_with, int64_t *ret_without) {
    const Offer *place = &work->program->place[at];
    if (!items_take(work, state, at, worth)) {
        for (int32_t i = 0; i < place->column_count; i++) {
            ret_with[place->column[i]] = ret_without[place->column[i]] = SET_NONE;
        }
        return;
    }
    if (by_counting(work, place)) counted_sides(work, place, ret_with, ret_without);
    else ordered_sides(work, span_of(work, state, at), ret_with, ret_without);
}
