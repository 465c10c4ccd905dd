#include "plan_most.h"

/* The most that some options gain with so many people together. */
typedef struct Counted {
    Wide *at;   /* 0..top */
    int top;
    bool falls; /* each person more gains no more than the one before; nothing is WIDE_NEVER */
} Counted;

static long long smaller(long long a, long long b) {
    return a < b ? a : b;
}

static long long larger(long long a, long long b) {
    return a > b ? a : b;
}

static bool is_free(const MostOption *option) {
    return option->minimum <= 1 && !option->cost && !option->must_start;
}

static int people_max(const MostBlock *block) {
    long long people = 0;
    for (int k = 0; k < block->options; k++) people += block->option[k].most;
    return (int)smaller(people, block->maximum);
}

static Counted counted_room(Arena *arena, int top) {
    return (Counted){ .at = arena_many(arena, Wide, (size_t)top + 1) };
}

static void counted_merge(const Counted *from, const MostOption *option, int top, Counted *into) {
    int i = 0, k = 0;
    into->falls = true;
    into->top = (int)smaller(from->top + option->most, top);
    into->at[0] = from->at[0];
    for (int n = 1; n <= into->top; n++) {
        Wide one = i < from->top ? from->at[i + 1] - from->at[i] : WIDE_NEVER;
        Wide other = k < option->most ? option->gain[k + 1] - option->gain[k] : WIDE_NEVER;
        if (one >= other) i++;
        else k++;
        into->at[n] = into->at[n - 1] + (one >= other ? one : other);
    }
}

static void counted_add(const Counted *from, const MostOption *option, int top, Counted *into) {
    if (from->falls && is_free(option)) {
        counted_merge(from, option, top, into);
        return;
    }
    into->falls = false;
    into->top = (int)smaller(from->top + option->most, top);
    for (int n = 0; n <= into->top; n++) {
        Wide best = n <= from->top && !option->must_start ? from->at[n] : WIDE_NEVER;
        int first = (int)larger(smaller(option->minimum, n + 1), n - from->top);
        for (int taken = first; taken <= option->most && taken <= n; taken++) {
            Wide gain = from->at[n - taken] + option->gain[taken] - option->cost;
            if (gain > best) best = gain;
        }
        into->at[n] = WIDE_IS_NEVER(best) ? WIDE_NEVER : best;
    }
}

static void counted_swap(Counted *one, Counted *other) {
    Counted kept = *one;
    *one = *other;
    *other = kept;
}

static void free_options_first(MostBlock *block) {
    int first = 0;
    for (int k = 0; k < block->options; k++) {
        if (!is_free(&block->option[k])) continue;
        MostOption option = block->option[k];
        block->option[k] = block->option[first];
        block->option[first++] = option;
    }
}

static bool has_duty_inside(const MostBlock *block) {
    for (int k = 0; k < block->options; k++) {
        if (block->option[k].must_start) return true;
    }
    return false;
}

Wide most_of_block(Arena *arena, MostBlock *block) {
    if (block->is_out) return block->must_start || has_duty_inside(block) ? WIDE_NEVER : 0;
    ArenaMark mark = arena_mark(arena);
    int top = people_max(block);
    Counted all = counted_room(arena, top), next = counted_room(arena, top);
    all.falls = true;
    free_options_first(block);
    for (int k = 0; k < block->options; k++) {
        counted_add(&all, &block->option[k], top, &next);
        counted_swap(&all, &next);
    }
    Wide best = block->must_start ? WIDE_NEVER : all.at[0];
    for (long long n = block->minimum; n <= all.top; n++) {
        if (!WIDE_IS_NEVER(all.at[n]) && all.at[n] - block->cost > best) {
            best = all.at[n] - block->cost;
        }
    }
    arena_rewind(arena, mark);
    return best;
}

typedef struct Beside {
    Arena *arena;
    const MostBlock *block;
    const bool *wanted;
    MostOthers *others;
    int top;
} Beside;

/* The block has started, for the option has somebody. */
static void others_fill(const Beside *beside, int at, const Counted *counted) {
    const MostBlock *block = beside->block;
    Wide *others = beside->others[at].at;
    for (int n = 1; n <= block->option[at].most; n++) {
        others[n] = WIDE_NEVER;
        long long last = smaller(block->maximum - n, counted->top);
        for (long long m = larger(block->minimum - n, 0); m <= last; m++) {
            Wide gain = counted->at[m];
            if (!WIDE_IS_NEVER(gain) && gain - block->cost > others[n]) {
                others[n] = gain - block->cost;
            }
        }
    }
}

static bool any_wanted(const Beside *beside, int first, int end) {
    for (int k = first; k < end; k++) {
        if (beside->wanted[k]) return true;
    }
    return false;
}

/* `outside`: all options but first..end. As deep as the logarithm of their number. */
static void beside_fill(const Beside *beside, int first, int end, const Counted *outside) {
    if (!any_wanted(beside, first, end)) return;
    if (end - first == 1) {
        others_fill(beside, first, outside);
        return;
    }
    ArenaMark mark = arena_mark(beside->arena);
    int middle = first + (end - first) / 2;
    Counted with = counted_room(beside->arena, beside->top);
    Counted next = counted_room(beside->arena, beside->top);
    for (int side = 0; side < 2; side++) {
        int from = side ? first : middle, to = side ? middle : end;
        with.top = outside->top;
        with.falls = outside->falls;
        for (int n = 0; n <= outside->top; n++) with.at[n] = outside->at[n];
        for (int k = from; k < to; k++) {
            counted_add(&with, &beside->block->option[k], beside->top, &next);
            counted_swap(&with, &next);
        }
        if (side) beside_fill(beside, middle, end, &with);
        else beside_fill(beside, first, middle, &with);
    }
    arena_rewind(beside->arena, mark);
}

void most_beside(Arena *arena, const MostBlock *block, const bool *wanted, MostOthers *others) {
    for (int k = 0; k < block->options; k++) {
        if (!wanted[k]) continue;
        int most = block->option[k].most;
        others[k].at = arena_many(arena, Wide, (size_t)most + 1);
        for (int n = 0; n <= most; n++) others[k].at[n] = WIDE_NEVER;
    }
    if (block->is_out || !block->options) return;
    ArenaMark mark = arena_mark(arena);
    Beside beside = { arena, block, wanted, others, people_max(block) };
    Counted none = counted_room(arena, beside.top);
    none.falls = true;
    beside_fill(&beside, 0, block->options, &none);
    arena_rewind(arena, mark);
}
