#include "bound_blocks.h"

#include <stdlib.h>

/* With counted blocks gains of many people are summed in 64 bits: see counted.h. */
enum {
    VALUE_BITS = 56,
    PRICE_BITS = 57,
    COUNTED_VALUE_BITS = 42,
    COUNTED_PRICE_BITS = 43,
    WIDE_PRICE_BITS = 60
};

static void tables_lay(Arena *arena, Bound *bound) {
    const Part *part = bound->part;
    bound->choice_first = arena_many(arena, int32_t, (size_t)part->block_count + 1);
    bound->table_first = arena_many(arena, int32_t, (size_t)part->block_count);
    for (int32_t b = 0, j = 0; b < part->block_count; b++) {
        bound->choice_first[b] = j;
        while (j < part->choice_count && part->choice[j].block == b) j++;
        bound->choice_first[b + 1] = j;
        bound->table_first[b] = TABLE_NONE;
        int32_t count = j - bound->choice_first[b], size = 1;
        if (count < 2 || count > TABLE_CHOICES_MAX || !block_is_counted(bound, b)) continue;
        bound->table_first[b] = bound->table_count;
        for (int32_t i = 0; i < count; i++) size *= 3;
        bound->table_count += size;
    }
}

/* With shift, price_max and counted set. */
static void bound_lay(Arena *arena, Bound *bound) {
    const Part *part = bound->part;
    bound->charge = arena_many(arena, int64_t, (size_t)part->person_count);
    bound->hub_charge = arena_many(arena, int64_t, (size_t)part->hub_count);
    bound->group_pay = arena_many(arena, int64_t, (size_t)part->group_count);
    bound->take = arena_many(arena, int32_t, (size_t)part->option_count);
    bound->value = arena_many(arena, int64_t, (size_t)part->pair_count);
    bound->load = arena_many(arena, int32_t, (size_t)part->person_count);
    bound->open_gain = arena_many(arena, Wide, (size_t)part->block_count);
    bound->least_gain = arena_many(arena, int64_t, (size_t)part->block_count);
    bound->people = arena_many(arena, int64_t, (size_t)part->block_count);
    bound->started = arena_many(arena, bool, (size_t)part->block_count);
    bound->inner_started = arena_many(arena, int8_t, (size_t)part->choice_count);
    bound->decided = arena_many(arena, int8_t, (size_t)part->choice_count);
    bound->undecided = arena_many(arena, int8_t, (size_t)part->choice_count);
    bound->item = arena_many(arena, Item, (size_t)part->pair_count);
    bound->order = arena_many(arena, int32_t, (size_t)part->pair_count);
    for (int32_t i = 0; i < part->pair_count; i++) bound->order[i] = i;
    tables_lay(arena, bound);
    for (int32_t i = 0; i < part->pair_count; i++) {
        bound->value[i] = part->pair_value[i] * (INT64_C(1) << bound->shift);
    }
}

Bound *bound_new(Arena *arena, const Part *part) {
    int bits = part->value_bits;
    Bound *bound = arena_one(arena, Bound);
    bound->part = part;
    if (bits <= COUNTED_VALUE_BITS) bound->counted = counted_new(arena, part);
    int most = bound->counted ? COUNTED_VALUE_BITS : VALUE_BITS;
    bound->shift = bits > most ? 0 : most - bits > SHIFT_MAX ? SHIFT_MAX : most - bits;
    bound->price_max = INT64_C(1) << (bound->counted ? COUNTED_PRICE_BITS : PRICE_BITS);
    bound_lay(arena, bound);
    return bound;
}

Bound *bound_new_wide(Arena *arena, const Part *part) {
    Bound *bound = arena_one(arena, Bound);
    bound->part = part;
    bound->price_max = INT64_C(1) << WIDE_PRICE_BITS;
    bound_lay(arena, bound);
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

/* What each person costs a block, and each hub; what groups pay is taken off. */
static void charges_lay(Bound *bound, const int64_t *price) {
    const Part *part = bound->part;
    const int64_t *hub = price + price_of_hub(part, 0), *group = price + price_of_group(part, 0);
    bound->crowd_charge = price[price_of_crowd(part)];
    for (int32_t i = part->hub_count - 1; i >= 0; i--) {
        int32_t parent = part->hub[i].parent;
        bound->hub_charge[i] = hub[i] + (parent == LIMIT_NONE ? 0 : bound->hub_charge[parent]);
    }
    for (int32_t i = part->group_count - 1; i >= 0; i--) {
        int32_t parent = part->group[i].parent;
        bound->group_pay[i] = group[i] + (parent == LIMIT_NONE ? 0 : bound->group_pay[parent]);
    }
    for (int32_t i = 0; i < part->person_count; i++) {
        int32_t at = part->person_group[i];
        bound->charge[i] = price[i] - (at == LIMIT_NONE ? 0 : bound->group_pay[at]);
    }
}

/* All that stands on the right: what is paid whoever takes whom. */
static Wide rights_sum(const Bound *bound, const int64_t *price) {
    const Part *part = bound->part;
    Wide sum = (Wide)part->crowd_max * price[price_of_crowd(part)];
    for (int32_t i = 0; i < part->person_count; i++) sum += bound->charge[i];
    for (int32_t i = 0; i < part->hub_count; i++) {
        sum += (Wide)part->hub[i].limit * price[price_of_hub(part, i)];
    }
    for (int32_t i = 0; i < part->group_count; i++) {
        sum += (Wide)part->group[i].limit * price[price_of_group(part, i)];
    }
    return sum;
}

Wide block_cost(const Bound *bound, int64_t cost, int64_t crowd) {
    return (Wide)cost * ((Wide)1 << bound->shift) + (Wide)crowd * bound->crowd_charge;
}

/* A block while it is being valued: people it cannot but take, and those it may choose from. */
typedef struct Gather {
    Wide forced_gain;
    int64_t forced, count;
    Item *item;
    bool ordered; /* all that was gathered */
} Gather;

/* Cut off where it only grows: a cost of less than nothing may be large. */
static int64_t gain_fit(Wide gain) {
    Wide end = (Wide)1 << 62;
    return (int64_t)(gain < -end ? -end : gain);
}

/* An option that is a choice inside a block: open, its best `minimum` are taken; undecided, its
 * first people count at the average that is highest, with its cost, rounded up. */
static bool inner_gather(Bound *bound, Gather *gather, const PartOption *option, int64_t count,
                         Wide cost, bool open) {
    Item *item = gather->item + gather->count;
    if (count < option->minimum) return !open;
    int64_t limit = option->maximum < count ? option->maximum : count;
    items_order(item, count, limit);
    if (open) {
        for (int64_t i = 0; i < option->minimum; i++) {
            gather->forced_gain += item[i].gain;
            bound->load[bound->part->pair_person[item[i].pair]]++;
        }
        bound->crowd += option->crowd;
        gather->forced += option->minimum;
        gather->forced_gain -= cost;
        memmove(item, item + option->minimum, (size_t)(limit - option->minimum) * sizeof *item);
        gather->count += limit - option->minimum;
        return true;
    }
    Wide sum = -cost, best_sum = 0;
    int64_t best = 0;
    for (int64_t i = 1; i <= limit; i++) {
        sum += item[i - 1].gain;
        if (i < option->minimum || (best && sum * best <= best_sum * i)) continue;
        best = i;
        best_sum = sum;
    }
    Wide average = best_sum / best + (best_sum > 0 && best_sum % best != 0);
    for (int64_t i = 0; i < best; i++) item[i].gain = gain_fit(average);
    gather->count += limit;
    return true;
}

int64_t block_charge(const Bound *bound, int32_t block) {
    int32_t hub = bound->part->block[block].hub;
    return hub == LIMIT_NONE ? 0 : bound->hub_charge[hub];
}

/* The pairs of an option and what they gain. True: the best of them, as many as it may take, come
 * first and in order. */
static bool option_items(Bound *bound, const PartOption *option, Item *item) {
    const int32_t *person = bound->part->pair_person;
    int64_t charge = block_charge(bound, option->block);
    int64_t count = option->pair_end - option->pair_first;
    int32_t *order = bound->order + option->pair_first;
    for (int64_t i = 0; i < count; i++) {
        int32_t pair = order[i];
        item[i] = (Item){ bound->value[pair] - bound->charge[person[pair]] - charge, pair };
    }
    if (count > ITEMS_KEPT_MAX) return false;
    items_order(item, count, option->maximum);
    for (int64_t i = 0; i < count; i++) order[i] = item[i].pair;
    return true;
}

static bool option_gather(Bound *bound, Gather *gather, const PartOption *option,
                          const int8_t *state) {
    Item *item = gather->item + gather->count;
    int8_t decided = option->choice == CHOICE_NONE ? CHOICE_UNDECIDED : state[option->choice];
    if (decided == CHOICE_CLOSED) return true;
    int64_t count = option->pair_end - option->pair_first;
    bool ordered = option_items(bound, option, item);
    gather->ordered = gather->count ? false : ordered;
    if (option->choice != CHOICE_NONE) {
        Wide cost = block_cost(bound, option->cost, option->crowd);
        return inner_gather(bound, gather, option, count, cost, decided == CHOICE_OPEN);
    }
    if (count > option->maximum) {
        if (!ordered) items_select(item, count, option->maximum);
        count = option->maximum;
    }
    gather->count += count;
    return true;
}

bool block_must_start(const Part *part, const PartBlock *block, const int8_t *state) {
    if (block->choice == CHOICE_NONE || state[block->choice] == CHOICE_OPEN) return true;
    for (int32_t k = block->option_first; block->has_inner && k < block->option_end; k++) {
        int32_t choice = part->option[k].choice;
        if (choice != CHOICE_NONE && state[choice] == CHOICE_OPEN) return true;
    }
    return false;
}

/* What the block gains when it starts. Leaves the people taken first in bound->item. */
static Wide block_open_gain(Bound *bound, int32_t at, const int8_t *state, int64_t *ret_taken) {
    const PartBlock *block = &bound->part->block[at];
    Gather gather = { .item = bound->item };
    *ret_taken = 0;
    bound->people[at] = 0;
    bound->least_gain[at] = INT64_MAX;
    for (int32_t k = block->option_first; k < block->option_end; k++) {
        if (!option_gather(bound, &gather, &bound->part->option[k], state))
            return WIDE_NEVER;
    }
    int64_t least = block->choice == CHOICE_NONE ? 0 : block->minimum;
    int64_t minimum = least > gather.forced ? least - gather.forced : 0;
    int64_t maximum = block->maximum - gather.forced, wanted = 0;
    if (minimum > gather.count || maximum < 0) return WIDE_NEVER;
    for (int64_t i = 0; i < gather.count; i++) wanted += gather.item[i].gain > 0;
    if (wanted < minimum) wanted = minimum;
    if (wanted > maximum) wanted = maximum;
    if (!gather.ordered) items_select(gather.item, gather.count, wanted);
    Wide gain = gather.forced_gain - block_cost(bound, block->cost, block->crowd);
    int64_t lowest = INT64_MAX;
    for (int64_t i = 0; i < wanted; i++) {
        gain += gather.item[i].gain;
        if (gather.item[i].gain < lowest) lowest = gather.item[i].gain;
    }
    bound->people[at] = gather.forced + wanted;
    bound->least_gain[at] = lowest;
    *ret_taken = wanted;
    return gain;
}

/* --- counted blocks --- */

/* The people it may take, best first, option after option in bound->item; and what they gain. */
void block_lay(Bound *bound, int32_t at) {
    const Part *part = bound->part;
    const PartBlock *block = &part->block[at];
    Counted *counted = bound->counted;
    int32_t first = part->option[block->option_first].pair_first;
    for (int32_t k = block->option_first; k < block->option_end; k++) {
        const PartOption *option = &part->option[k];
        Item *item = bound->item + (option->pair_first - first);
        int64_t limit = counted_limit(part, k);
        if (!option_items(bound, option, item)) {
            items_select(item, option->pair_end - option->pair_first, limit);
            items_order(item, limit, limit);
        }
        int64_t *gains = counted->gains + counted->option_first[k];
        int64_t sum = -(int64_t)block_cost(bound, option->cost, option->crowd);
        gains[0] = 0;
        for (int64_t n = 1; n <= limit; n++) {
            sum += item[n - 1].gain;
            gains[n] = sum;
        }
    }
    counted->gains[counted->block_first[at]] =
        -(int64_t)block_cost(bound, block->cost, block->crowd);
}

static void counted_take(Bound *bound, int32_t at) {
    const Part *part = bound->part;
    const PartBlock *block = &part->block[at];
    int32_t first = part->option[block->option_first].pair_first;
    bound->people[at] = 0;
    for (int32_t k = block->option_first; k < block->option_end; k++) {
        const PartOption *option = &part->option[k];
        const Item *item = bound->item + (option->pair_first - first);
        int32_t people = bound->take[k - block->option_first];
        bound->people[at] += people;
        for (int32_t i = 0; i < people; i++) bound->load[part->pair_person[item[i].pair]]++;
        if (!people || option->choice == CHOICE_NONE) continue;
        bound->inner_started[option->choice] = true;
        bound->crowd += option->crowd;
    }
}

Wide counted_wide(int64_t gain) {
    return gain < COUNTED_NEVER / 2 ? WIDE_NEVER : gain;
}

bool block_is_counted(const Bound *bound, int32_t block) {
    return bound->counted && bound->counted->block[block];
}

/* --- the bound --- */

static void block_take(Bound *bound, const PartBlock *block, int64_t taken) {
    const Part *part = bound->part;
    for (int64_t i = 0; i < taken; i++) bound->load[part->pair_person[bound->item[i].pair]]++;
    for (int64_t i = 0; block->has_inner && i < taken; i++) {
        const PartOption *option = &part->option[part->pair_option[bound->item[i].pair]];
        if (option->choice == CHOICE_NONE || bound->inner_started[option->choice]) continue;
        bound->inner_started[option->choice] = true;
        bound->crowd += option->crowd;
    }
}

/* With `taken`, also what is taken when it starts. */
static Wide block_open(Bound *bound, int32_t at, const int8_t *state, int64_t *taken) {
    if (!block_is_counted(bound, at)) {
        int64_t some;
        return block_open_gain(bound, at, state, taken ? taken : &some);
    }
    block_lay(bound, at);
    if (!taken) {
        return counted_wide(counted_best(bound->counted, at, bound->counted->gains, state));
    }
    return counted_wide(counted_takes(bound->counted, at, state, bound->take));
}

Wide bound_at(Bound *bound, const int64_t *price, const int8_t *state) {
    const Part *part = bound->part;
    charges_lay(bound, price);
    Wide sum = rights_sum(bound, price);
    bound->crowd = 0;
    for (int32_t i = 0; i < part->person_count; i++) bound->load[i] = 0;
    for (int32_t j = 0; j < part->choice_count; j++) bound->inner_started[j] = false;
    for (int32_t b = 0; b < part->block_count; b++) {
        const PartBlock *block = &part->block[b];
        int64_t taken;
        bound->open_gain[b] = WIDE_NEVER;
        bound->started[b] = false;
        if (block->choice != CHOICE_NONE && state[block->choice] == CHOICE_CLOSED) continue;
        bound->open_gain[b] = block_open(bound, b, state, &taken);
        bound->started[b] = bound->open_gain[b] > 0 || block_must_start(part, block, state);
        if (!bound->started[b]) continue;
        sum += bound->open_gain[b];
        if (bound->open_gain[b] == WIDE_NEVER) continue;
        bound->crowd += block->crowd;
        if (block_is_counted(bound, b)) counted_take(bound, b);
        else block_take(bound, block, taken);
    }
    return sum;
}

Wide block_gain(Bound *bound, int32_t at, const int8_t *state) {
    const PartBlock *block = &bound->part->block[at];
    if (block->choice != CHOICE_NONE && state[block->choice] == CHOICE_CLOSED) return 0;
    Wide gain = block_open(bound, at, state, NULL);
    return gain > 0 || block_must_start(bound->part, block, state) ? gain : 0;
}

Wide block_open_alone(Bound *bound, int32_t at) {
    return block_open(bound, at, bound->undecided, NULL);
}

Wide rights_of(Bound *bound, const int64_t *price) {
    charges_lay(bound, price);
    return rights_sum(bound, price);
}
