#include "bound.h"

#define CUT_LOSS_MAX (INT64_C(1) << 61)

static int value_bits(const Part *part, Arena *arena) {
    ArenaMark mark = arena_mark(arena);
    int64_t *largest = arena_many(arena, int64_t, (size_t)part->person_count);
    int64_t sum = 1;
    for (int32_t i = 0; i < part->pair_count; i++) {
        int64_t size = part->pair_value[i] < 0 ? -part->pair_value[i] : part->pair_value[i];
        int64_t *before = &largest[part->pair_person[i]];
        if (size <= *before) continue;
        sum += size - *before;
        *before = size;
    }
    arena_rewind(arena, mark);
    int bits = 0;
    while (bits < 63 && sum >> bits) bits++;
    return bits;
}

int32_t price_count(const Part *part) {
    return part->person_count + 1;
}

Bound *bound_new(Arena *arena, const Part *part) {
    int bits = value_bits(part, arena);
    Bound *bound = arena_one(arena, Bound);
    bound->part = part;
    bound->shift = bits > 56 ? 0 : 56 - bits > SHIFT_MAX ? SHIFT_MAX : 56 - bits;
    bound->value = arena_many(arena, int64_t, (size_t)part->pair_count);
    bound->load = arena_many(arena, int32_t, (size_t)part->person_count);
    bound->open_gain = arena_many(arena, Wide, (size_t)part->block_count);
    bound->least_gain = arena_many(arena, int64_t, (size_t)part->block_count);
    bound->people = arena_many(arena, int64_t, (size_t)part->block_count);
    bound->started = arena_many(arena, bool, (size_t)part->block_count);
    bound->inner_started = arena_many(arena, int8_t, (size_t)part->choice_count);
    bound->decided = arena_many(arena, int8_t, (size_t)part->choice_count);
    bound->item = arena_many(arena, Item, (size_t)part->pair_count);
    for (int32_t i = 0; i < part->pair_count; i++) {
        bound->value[i] = part->pair_value[i] * (INT64_C(1) << bound->shift);
    }
    return bound;
}

Wide bound_target(const Bound *bound, int64_t value) {
    return ((Wide)value + bound->part->value_step) * ((Wide)1 << bound->shift);
}

int64_t bound_value(const Bound *bound, Wide wide) {
    Wide value = wide >> bound->shift;
    Wide end = (Wide)1 << 62;
    return (int64_t)(value > end ? end : value < -end ? -end : value);
}

static bool item_before(Item a, Item b) {
    return a.gain > b.gain || (a.gain == b.gain && a.pair < b.pair);
}

static void item_swap(Item *a, Item *b) {
    Item held = *a;
    *a = *b;
    *b = held;
}

/* Puts the `wanted` best items first, in any order (C. A. R. Hoare, "Find", 1961). */
static void items_select(Item *item, int64_t count, int64_t wanted) {
    while (wanted > 0 && wanted < count) {
        int64_t middle = count / 2, last = count - 1;
        if (item_before(item[middle], item[0])) item_swap(&item[middle], &item[0]);
        if (item_before(item[last], item[0])) item_swap(&item[last], &item[0]);
        if (item_before(item[last], item[middle])) item_swap(&item[last], &item[middle]);
        Item pivot = item[middle];
        int64_t low = 0, high = last;
        while (low <= high) {
            while (item_before(item[low], pivot)) low++;
            while (item_before(pivot, item[high])) high--;
            if (low > high) break;
            item_swap(&item[low++], &item[high--]);
        }
        if (wanted <= high + 1) {
            count = high + 1;
        } else if (wanted >= low) {
            item += low;
            count -= low;
            wanted -= low;
        } else {
            return;
        }
    }
}

static int item_compare(const void *a, const void *b) {
    return item_before(*(const Item *)a, *(const Item *)b) ? -1 : 1;
}

/* A block while it is being valued: people it cannot but take, and those it may choose from. */
typedef struct Gather {
    Wide forced_gain;
    int64_t forced, count;
    Item *item;
} Gather;

/* An option with a minimum of its own: open, its best `minimum` are taken; undecided, its first
 * people count at the average that is highest, rounded up. */
static bool inner_gather(Bound *bound, Gather *gather, const PartOption *option, int64_t count,
                         bool open) {
    Item *item = gather->item + gather->count;
    if (count < option->minimum) return !open;
    qsort(item, (size_t)count, sizeof *item, item_compare);
    int64_t limit = option->maximum < count ? option->maximum : count;
    if (open) {
        for (int64_t i = 0; i < option->minimum; i++) {
            gather->forced_gain += item[i].gain;
            bound->load[bound->part->pair_person[item[i].pair]]++;
        }
        gather->forced += option->minimum;
        memmove(item, item + option->minimum, (size_t)(limit - option->minimum) * sizeof *item);
        gather->count += limit - option->minimum;
        return true;
    }
    Wide sum = 0, best_sum = 0;
    int64_t best = 0;
    for (int64_t i = 1; i <= limit; i++) {
        sum += item[i - 1].gain;
        if (i < option->minimum || (best && sum * best <= best_sum * i)) continue;
        best = i;
        best_sum = sum;
    }
    Wide average = best_sum / best + (best_sum > 0 && best_sum % best != 0);
    for (int64_t i = 0; i < best; i++) item[i].gain = (int64_t)average;
    gather->count += limit;
    return true;
}

static bool option_gather(Bound *bound, Gather *gather, const PartOption *option,
                          const int64_t *price, const int8_t *state) {
    Item *item = gather->item + gather->count;
    const int32_t *person = bound->part->pair_person;
    int8_t decided = option->choice == CHOICE_NONE ? CHOICE_UNDECIDED : state[option->choice];
    if (decided == CHOICE_CLOSED) return true;
    int64_t count = 0;
    for (int32_t i = option->pair_first; i < option->pair_end; i++) {
        item[count++] = (Item){ bound->value[i] - price[person[i]], i };
    }
    if (option->choice != CHOICE_NONE) {
        return inner_gather(bound, gather, option, count, decided == CHOICE_OPEN);
    }
    if (count > option->maximum) {
        items_select(item, count, option->maximum);
        count = option->maximum;
    }
    gather->count += count;
    return true;
}

static bool block_must_start(const Part *part, const PartBlock *block, const int8_t *state) {
    if (block->choice == CHOICE_NONE || state[block->choice] == CHOICE_OPEN) return true;
    for (int32_t k = block->option_first; block->has_inner && k < block->option_end; k++) {
        int32_t choice = part->option[k].choice;
        if (choice != CHOICE_NONE && state[choice] == CHOICE_OPEN) return true;
    }
    return false;
}

/* What the block gains when it starts. Leaves the people taken first in bound->item. */
static Wide block_open_gain(Bound *bound, int32_t at, const int64_t *price, const int8_t *state,
                            int64_t *ret_taken) {
    const PartBlock *block = &bound->part->block[at];
    Gather gather = { .item = bound->item };
    *ret_taken = 0;
    bound->people[at] = 0;
    bound->least_gain[at] = INT64_MAX;
    for (int32_t k = block->option_first; k < block->option_end; k++) {
        if (!option_gather(bound, &gather, &bound->part->option[k], price, state))
            return WIDE_NEVER;
    }
    int64_t minimum = block->minimum > 1 ? block->minimum - gather.forced : 0;
    int64_t maximum = block->maximum - gather.forced, wanted = 0;
    if (minimum > gather.count || maximum < 0) return WIDE_NEVER;
    for (int64_t i = 0; i < gather.count; i++) wanted += gather.item[i].gain > 0;
    if (wanted < minimum) wanted = minimum;
    if (wanted > maximum) wanted = maximum;
    items_select(gather.item, gather.count, wanted);
    Wide gain = gather.forced_gain - (Wide)block->crowd * price[bound->part->person_count];
    int64_t least = INT64_MAX;
    for (int64_t i = 0; i < wanted; i++) {
        gain += gather.item[i].gain;
        if (gather.item[i].gain < least) least = gather.item[i].gain;
    }
    bound->people[at] = gather.forced + wanted;
    bound->least_gain[at] = least;
    *ret_taken = wanted;
    return gain;
}

static void block_take(Bound *bound, const PartBlock *block, int64_t taken) {
    const Part *part = bound->part;
    for (int64_t i = 0; i < taken; i++) bound->load[part->pair_person[bound->item[i].pair]]++;
    if (!block->has_inner) return;
    for (int64_t i = 0; i < taken; i++) {
        int32_t choice = part->option[part->pair_option[bound->item[i].pair]].choice;
        if (choice != CHOICE_NONE) bound->inner_started[choice] = true;
    }
}

Wide bound_at(Bound *bound, const int64_t *price, const int8_t *state) {
    const Part *part = bound->part;
    Wide sum = (Wide)part->crowd_max * price[part->person_count];
    bound->crowd = 0;
    for (int32_t i = 0; i < part->person_count; i++) {
        sum += price[i];
        bound->load[i] = 0;
    }
    for (int32_t j = 0; j < part->choice_count; j++) bound->inner_started[j] = false;
    for (int32_t b = 0; b < part->block_count; b++) {
        const PartBlock *block = &part->block[b];
        int64_t taken;
        bound->open_gain[b] = block_open_gain(bound, b, price, state, &taken);
        bool closed = block->choice != CHOICE_NONE && state[block->choice] == CHOICE_CLOSED;
        bound->started[b] =
            !closed && (bound->open_gain[b] > 0 || block_must_start(part, block, state));
        if (!bound->started[b]) continue;
        sum += bound->open_gain[b];
        bound->crowd += block->crowd;
        block_take(bound, block, taken);
    }
    return sum;
}

static Wide block_gain(Bound *bound, int32_t at, const int64_t *price, const int8_t *state) {
    const PartBlock *block = &bound->part->block[at];
    int64_t taken;
    if (block->choice != CHOICE_NONE && state[block->choice] == CHOICE_CLOSED) return 0;
    Wide gain = block_open_gain(bound, at, price, state, &taken);
    return gain > 0 || block_must_start(bound->part, block, state) ? gain : 0;
}

/* A loss may be told smaller than it is, never larger. */
static int64_t loss_cut_off(Wide loss) {
    if (loss > 0) return 0;
    return loss < -(Wide)CUT_LOSS_MAX ? -CUT_LOSS_MAX : (int64_t)loss;
}

void bound_cut(Bound *bound, const int64_t *price, Cut *cut) {
    const Part *part = bound->part;
    int8_t *decided = bound->decided;
    for (int32_t j = 0; j < part->choice_count; j++) decided[j] = CHOICE_UNDECIDED;
    cut->base = (Wide)part->crowd_max * price[part->person_count];
    for (int32_t i = 0; i < part->person_count; i++) cut->base += price[i];
    memcpy(cut->price, price, (size_t)price_count(part) * sizeof *price);
    for (int32_t b = 0, j = 0; b < part->block_count; b++) {
        Wide undecided = block_gain(bound, b, price, decided);
        cut->base += undecided;
        for (; j < part->choice_count && part->choice[j].block == b; j++) {
            decided[j] = CHOICE_OPEN;
            cut->open[j] = loss_cut_off(block_gain(bound, b, price, decided) - undecided);
            decided[j] = CHOICE_CLOSED;
            cut->closed[j] = loss_cut_off(block_gain(bound, b, price, decided) - undecided);
            decided[j] = CHOICE_UNDECIDED;
        }
    }
}

Wide cut_at(const Part *part, const Cut *cut, const int8_t *state) {
    Wide sum = cut->base;
    int64_t strictest = 0;
    int32_t block = CHOICE_NONE;
    for (int32_t j = 0; j < part->choice_count; j++) {
        if (part->choice[j].block != block) {
            sum += strictest;
            strictest = 0;
            block = part->choice[j].block;
        }
        int64_t loss = state[j] == CHOICE_OPEN     ? cut->open[j]
                       : state[j] == CHOICE_CLOSED ? cut->closed[j]
                                                   : 0;
        if (loss < strictest) strictest = loss;
    }
    return sum + strictest;
}

/* What it costs at least to put this pair's person in after all. */
static Wide pair_loss(const Bound *bound, int32_t b, int64_t gain) {
    const PartBlock *block = &bound->part->block[b];
    Wide loss = -(Wide)gain, swap = (Wide)bound->least_gain[b] - gain;
    bool full = bound->people[b] >= block->maximum, tight = bound->people[b] <= block->minimum;
    if (bound->people[b] && full) loss = swap;
    else if (bound->people[b] && tight && swap < loss) loss = swap;
    if (loss < 0) loss = 0;
    return bound->started[b] ? loss : loss - bound->open_gain[b];
}

int32_t bound_drop_pairs(Bound *bound, const int64_t *price, Wide wide, Wide target, bool *kept) {
    const Part *part = bound->part;
    int32_t dropped = 0;
    for (int32_t b = 0; b < part->block_count; b++) {
        const PartBlock *block = &part->block[b];
        if (block->has_inner) continue;
        int32_t first = part->option[block->option_first].pair_first;
        int32_t end = part->option[block->option_end - 1].pair_end;
        for (int32_t i = first; i < end; i++) {
            if (!kept[i]) continue;
            int64_t gain = bound->value[i] - price[part->pair_person[i]];
            if (wide - pair_loss(bound, b, gain) >= target) continue;
            kept[i] = false;
            dropped++;
        }
    }
    return dropped;
}
