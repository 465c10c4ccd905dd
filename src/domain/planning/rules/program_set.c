#include "program_set.h"

#include <stdlib.h>
#include <string.h>

enum { SET_STATES_MAX = 512, SET_CELLS_MAX = 1 << 20 };

/* What a set uses of what is left of one row, or of the places: 0 to size - 1. */
typedef struct Axis {
    int64_t size, stride;
    int32_t row; /* BLOCK_NONE: places */
} Axis;

typedef struct Item {
    int64_t worth, shift;
    const int32_t *use; /* per axis */
    int32_t column;
} Item;

/* What is asked of an offer, as far as it is not decided. Made by set_gather. */
typedef struct Layout {
    Axis axis[SET_AXES_MAX]; /* the last is the longest: it is walked in one stretch */
    int32_t axis_count, places_axis;
    int64_t states;
    int64_t least, most; /* places still needed, and still there */
    int64_t worth_in;    /* of who is in */
    int32_t first, end;  /* in SetWork.column */
    bool counted, needs_all; /* needs_all: also who is worth nothing may have to fill a minimum */
    bool overfull;           /* what is in does not fit */
} Layout;

struct SetWork {
    const Program *program;
    int64_t value_unit;
    Layout *layout; /* per offer */
    bool *single;   /* per offer: every column takes one place */
    bool *kept;     /* per row */
    Item *item;     /* all that are free; those that can be of use come first, useful_count of them */
    int32_t item_count, useful_count;
    const Layout *at; /* of the offer that is looked at */
    int64_t *before, *after; /* per item and state: best of the items before, from the item on */
    int64_t cells_max;
    Arena *arena;
    int32_t *column; /* free ones, offer after offer */
    int64_t *shift;  /* per free column */
    int32_t *use;    /* per free column and axis */
    size_t *use_first; /* per offer */
};

static int64_t states_max(int64_t items) {
    int64_t most = SET_CELLS_MAX / (items + 1);
    return most < SET_STATES_MAX ? most : SET_STATES_MAX;
}

/* The states of all that may be counted of the offer, as far as there is room. */
static int64_t states_possible(const Program *program, const Offer *offer) {
    int64_t most = states_max(offer->column_count), states = 1;
    for (int32_t i = 0; i <= offer->row_count && states < most; i++) {
        int64_t size = i < offer->row_count ? program->row[offer->row[i]].high : offer->maximum;
        states = size >= most / states ? most : states * (size + 1);
    }
    return states;
}

SetWork *set_work_new(Arena *arena, const Program *program, int64_t value_unit) {
    SetWork *work = arena_one(arena, SetWork);
    size_t columns = (size_t)program->column_count, places = (size_t)program->place_count;
    size_t uses = 0;
    int64_t items = 0;
    work->program = program;
    work->value_unit = value_unit;
    work->arena = arena;
    work->layout = arena_many(arena, Layout, places);
    work->single = arena_many(arena, bool, places);
    work->use_first = arena_many(arena, size_t, places);
    work->kept = arena_many(arena, bool, (size_t)program->row_count);
    for (int32_t i = 0; i < program->place_count; i++) {
        const Offer *offer = &program->place[i];
        work->single[i] = true;
        for (int32_t k = 0; k < offer->column_count; k++) {
            work->single[i] = work->single[i] && program->column[offer->column[k]].places == 1;
        }
        int64_t here = (offer->column_count + 1) * states_possible(program, offer);
        if (here > work->cells_max) work->cells_max = here;
        if (offer->column_count > items) items = offer->column_count;
        work->use_first[i] = uses;
        uses += (size_t)offer->column_count * (size_t)(offer->row_count + 1);
    }
    work->item = arena_many(arena, Item, (size_t)items);
    work->column = arena_many(arena, int32_t, columns);
    work->shift = arena_many(arena, int64_t, columns);
    work->use = arena_many(arena, int32_t, uses);
    work->after = arena_many(arena, int64_t, (size_t)work->cells_max);
    return work;
}

/* --- what is left to ask --- */

static void axis_add(Layout *layout, int64_t size, int32_t row) {
    int32_t at = layout->axis_count++;
    for (; at && layout->axis[at - 1].size > size; at--) layout->axis[at] = layout->axis[at - 1];
    layout->axis[at] = (Axis){ .size = size, .row = row };
    layout->states *= size;
}

/* Rows that can be passed, smallest first, as long as the states stay few. One that cannot be
 * passed any more is kept by itself. */
static void rows_lay(SetWork *work, const State *state, const Offer *offer, Layout *layout) {
    int64_t most = states_max(layout->end - layout->first);
    int64_t left[SET_AXES_MAX];
    for (int32_t i = 0; i < offer->row_count; i++) {
        const RowCount *count = &state->row[offer->row[i]];
        left[i] = work->program->row[offer->row[i]].high - count->in;
        layout->overfull = layout->overfull || left[i] < 0;
        work->kept[offer->row[i]] = count->above <= left[i];
    }
    for (;;) {
        int32_t next = -1;
        for (int32_t i = 0; i < offer->row_count; i++) {
            if (work->kept[offer->row[i]] || left[i] >= most / layout->states) continue;
            if (next < 0 || left[i] < left[next]) next = i;
        }
        if (next < 0 || left[next] < 0) return;
        work->kept[offer->row[next]] = true;
        axis_add(layout, left[next] + 1, offer->row[next]);
    }
}

/* Where all take one place and no row is counted, an order is enough. */
static void places_lay(SetWork *work, const State *state, int32_t at, Layout *layout) {
    const Offer *offer = &work->program->place[at];
    Count count = state->in_place[at];
    layout->least = offer->minimum > count.in ? offer->minimum - count.in : 0;
    layout->most = offer->maximum - count.in;
    layout->overfull = layout->overfull || layout->most < 0;
    layout->places_axis = BLOCK_NONE;
    if (layout->overfull || (work->single[at] && !layout->axis_count)) return;
    bool short_of = layout->least && offer->minimum > 1;
    if (!short_of && layout->most >= count.free) return;
    int64_t size = (layout->most < count.free ? layout->most : count.free) + 1;
    if (size > states_max(layout->end - layout->first) / layout->states) return;
    axis_add(layout, size, BLOCK_NONE);
    layout->needs_all = short_of;
}

static int64_t use_of(const Program *program, const Axis *axis, const Column *column) {
    if (axis->row == BLOCK_NONE) return column->places;
    for (int32_t i = column->entry_first; i < column->entry_end; i++) {
        const Entry *entry = &program->entry[i];
        if (entry->row == axis->row) return entry->coefficient;
    }
    return 0;
}

static void columns_lay(SetWork *work, int32_t at, Layout *layout) {
    int32_t *use = work->use + work->use_first[at];
    int64_t stride = 1;
    if (!layout->axis_count) axis_add(layout, 1, BLOCK_NONE), layout->axis_count = 0;
    for (int32_t k = layout->axis_count - 1; k >= 0; k--) {
        layout->axis[k].stride = stride;
        stride *= layout->axis[k].size;
        if (layout->axis[k].row == BLOCK_NONE) layout->places_axis = k;
    }
    for (int32_t i = layout->first; i < layout->end; i++) {
        const Column *column = &work->program->column[work->column[i]];
        work->shift[i] = 0;
        for (int32_t k = 0; k < layout->axis_count; k++, use++) {
            const Axis *axis = &layout->axis[k];
            int64_t here = use_of(work->program, axis, column);
            *use = (int32_t)(here < axis->size ? here : axis->size);
            work->shift[i] += *use * axis->stride;
        }
    }
}

void set_gather(SetWork *work, const State *state) {
    const Program *program = work->program;
    int32_t count = 0;
    for (int32_t i = 0; i < program->place_count; i++) {
        const Offer *offer = &program->place[i];
        Layout *layout = &work->layout[i];
        *layout = (Layout){ .first = count, .states = 1 };
        for (int32_t k = 0; k < offer->column_count; k++) {
            int32_t column = offer->column[k];
            if (state->column[column] == UNDECIDED) work->column[count++] = column;
            if (state->column[column] != DECIDED_IN) continue;
            layout->worth_in += program->column[column].value * work->value_unit;
        }
        layout->end = count;
        rows_lay(work, state, offer, layout);
        places_lay(work, state, i, layout);
        columns_lay(work, i, layout);
        layout->counted = layout->axis_count > 0;
    }
}

ColumnList set_columns(const SetWork *work) {
    int32_t offers = work->program->place_count;
    return (ColumnList){ work->column, offers ? work->layout[offers - 1].end : 0 };
}

bool set_keeps(const SetWork *work, int32_t row) {
    return work->kept[row];
}

SetCounted set_counted(const SetWork *work, int32_t place) {
    const Layout *layout = &work->layout[place];
    SetCounted counted = { .row_count = 0 };
    for (int32_t i = 0; i < layout->axis_count && layout->first < layout->end; i++) {
        int32_t row = layout->axis[i].row;
        if (row == BLOCK_NONE) counted.places = true;
        else counted.row[counted.row_count++] = row;
    }
    return counted;
}

static void items_take(SetWork *work, int32_t at, const int64_t *worth) {
    const Layout *layout = &work->layout[at];
    const int32_t *use = work->use + work->use_first[at];
    work->at = layout;
    work->item_count = work->useful_count = 0;
    for (int32_t i = layout->first; i < layout->end; i++, use += layout->axis_count) {
        int32_t index = work->column[i];
        Item item = { worth[index], work->shift[i], use, index };
        Item *last = &work->item[work->item_count++];
        *last = item;
        if (item.worth <= 0 && !layout->needs_all) continue;
        *last = work->item[work->useful_count];
        work->item[work->useful_count++] = item;
    }
}

/* --- by counting --- */

/* Which of them is taken is asked before a sanitizer is ready to be called. */
#if defined(__x86_64__) && defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) &&                 \
    !defined(__SANITIZE_THREAD__)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

WIDE static void larger_take(int64_t *to, const int64_t *from, int64_t worth, int64_t count) {
    for (int64_t s = 0; s < count; s++) {
        int64_t with = from[s] + worth;
        to[s] = with > to[s] ? with : to[s];
    }
}

WIDE static int64_t largest_sum(const int64_t *from, const int64_t *to, int64_t count) {
    int64_t most = 2 * SET_NONE;
    for (int64_t s = 0; s < count; s++) most = from[s] + to[s] > most ? from[s] + to[s] : most;
    return most;
}

/* Where a stretch of states begins from which the item still fits, one after the other. */
typedef struct Walk {
    int64_t index[SET_AXES_MAX], begin, stretch;
} Walk;

static bool walk_begin(const Layout *layout, const Item *item, Walk *walk) {
    int32_t last = layout->axis_count - 1;
    *walk = (Walk){ .stretch = layout->axis[last].size - item->use[last] };
    for (int32_t k = 0; k <= last; k++) {
        if (item->use[k] >= layout->axis[k].size) return false;
    }
    return true;
}

static bool walk_next(const Layout *layout, const Item *item, Walk *walk) {
    for (int32_t k = layout->axis_count - 2; k >= 0; k--) {
        const Axis *axis = &layout->axis[k];
        walk->begin += axis->stride;
        if (++walk->index[k] < axis->size - item->use[k]) return true;
        walk->begin -= walk->index[k] * axis->stride;
        walk->index[k] = 0;
    }
    return false;
}

/* Best of the items from one on, per state: what it was without, or with this one where it fits. */
static void row_take(const Layout *layout, const Item *item, const int64_t *rest, int64_t *row,
                     bool forward) {
    Walk walk;
    memcpy(row, rest, (size_t)layout->states * sizeof *row);
    if (!walk_begin(layout, item, &walk)) return;
    int64_t down = forward ? 0 : item->shift, up = forward ? item->shift : 0;
    do {
        larger_take(row + walk.begin + up, rest + walk.begin + down, item->worth, walk.stretch);
    } while (walk_next(layout, item, &walk));
}

static void ends_fill(const Layout *layout, int64_t *row) {
    memset(row, 0, (size_t)layout->states * sizeof *row);
    if (!layout->needs_all) return;
    const Axis *places = &layout->axis[layout->places_axis];
    for (int64_t s = 0; s < layout->states; s++) {
        if (s / places->stride % places->size < layout->least) row[s] = SET_NONE;
    }
}

static void after_fill(SetWork *work) {
    int64_t states = work->at->states;
    ends_fill(work->at, work->after + work->useful_count * states);
    for (int32_t i = work->useful_count - 1; i >= 0; i--) {
        int64_t *row = work->after + i * states;
        row_take(work->at, &work->item[i], row + states, row, false);
    }
}

static void before_fill(SetWork *work) {
    int64_t states = work->at->states;
    if (!work->before) work->before = arena_many(work->arena, int64_t, (size_t)work->cells_max);
    work->before[0] = 0;
    for (int64_t s = 1; s < states; s++) work->before[s] = SET_NONE;
    for (int32_t i = 0; i < work->useful_count; i++) {
        int64_t *row = work->before + i * states;
        row_take(work->at, &work->item[i], row, row + states, true);
    }
}

static bool item_fits(const Layout *layout, const Item *item, int64_t at) {
    for (int32_t k = 0; k < layout->axis_count; k++) {
        int64_t here = at / layout->axis[k].stride % layout->axis[k].size;
        if (here + item->use[k] >= layout->axis[k].size) return false;
    }
    return true;
}

/* SET_NONE and a worth stay far below what any set can be worth (program_bound.c sees to that). */
static bool is_none(int64_t worth) {
    return worth < SET_NONE / 2;
}

static int64_t counted_best(SetWork *work, bool *chosen) {
    after_fill(work);
    int64_t at = 0, best = work->after[0], states = work->at->states;
    for (int32_t i = work->useful_count; i < work->item_count; i++) {
        chosen[work->item[i].column] = false;
    }
    if (is_none(best)) return SET_NONE;
    for (int32_t i = 0; i < work->useful_count; i++) {
        const Item *item = &work->item[i];
        const int64_t *row = work->after + i * states;
        bool with = row[at] != row[at + states];
        chosen[item->column] = with;
        if (with) at += item->shift;
    }
    return best + work->at->worth_in;
}

/* Nobody else of no worth is ever in the best set, so each is judged beside the useful ones. */
static void useless_sides(SetWork *work, int64_t *ret_with, int64_t *ret_without) {
    int64_t best = work->after[0], worth_in = work->at->worth_in;
    for (int32_t i = work->useful_count; i < work->item_count; i++) {
        const Item *item = &work->item[i];
        int64_t with = item_fits(work->at, item, 0) ? work->after[item->shift] : SET_NONE;
        ret_with[item->column] = is_none(with) ? SET_NONE : with + item->worth + worth_in;
        ret_without[item->column] = is_none(best) ? SET_NONE : best + worth_in;
    }
}

static void counted_sides(SetWork *work, int64_t *ret_with, int64_t *ret_without) {
    const Layout *layout = work->at;
    int64_t states = layout->states;
    after_fill(work);
    before_fill(work);
    useless_sides(work, ret_with, ret_without);
    for (int32_t i = 0; i < work->useful_count; i++) {
        const Item *item = &work->item[i];
        const int64_t *before = work->before + i * states;
        const int64_t *after = work->after + (i + 1) * states;
        int64_t with = SET_NONE, without = largest_sum(before, after, states);
        Walk walk;
        bool fits = walk_begin(layout, item, &walk);
        while (fits) {
            int64_t here = largest_sum(before + walk.begin, after + walk.begin + item->shift,
                                       walk.stretch);
            if (here > with) with = here;
            fits = walk_next(layout, item, &walk);
        }
        ret_with[item->column] =
            is_none(with) ? SET_NONE : with + item->worth + layout->worth_in;
        ret_without[item->column] = is_none(without) ? SET_NONE : without + layout->worth_in;
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
    Span span = { state->in_place[at].in ? 0 : 1, work->item_count };
    if (!work->single[at]) return span;
    span.least = work->at->least;
    if (work->at->most < span.most) span.most = work->at->most;
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
    int64_t count = taken_count(work, span), best = work->at->worth_in;
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
    int64_t count = none ? 0 : taken_count(work, span), best = work->at->worth_in;
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

int64_t set_best(SetWork *work, const State *state, int32_t at, const int64_t *worth,
                 bool *chosen) {
    if (work->layout[at].overfull) return SET_NONE;
    items_take(work, at, worth);
    if (!work->at->counted) return ordered_best(work, span_of(work, state, at), chosen);
    int64_t best = counted_best(work, chosen);
    bool any = state->in_place[at].in > 0;
    for (int32_t i = 0; i < work->useful_count && !any; i++) any = chosen[work->item[i].column];
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
    items_take(work, at, worth);
    if (work->at->overfull) {
        for (int32_t i = 0; i < work->item_count; i++) {
            ret_with[work->item[i].column] = ret_without[work->item[i].column] = SET_NONE;
        }
        return;
    }
    if (work->at->counted) counted_sides(work, ret_with, ret_without);
    else ordered_sides(work, span_of(work, state, at), ret_with, ret_without);
}
