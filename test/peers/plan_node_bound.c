#include "plan_node.h"

#include <stdlib.h>

#define GAIN_MAX ((Wide)1 << 62)

static long long larger(long long a, long long b) {
    return a > b ? a : b;
}

static int item_compare(const void *one, const void *other) {
    const NodeItem *a = one, *b = other;
    if (a->gain != b->gain) return a->gain > b->gain ? -1 : 1;
    return (a->pair > b->pair) - (a->pair < b->pair);
}

/* Gains of all pairs at these prices, each option best first. */
static bool items_lay(PlanNode *node, size_t at) {
    const PricesLaid *prices = &node->prices[at];
    if (node->item_prices == at) return true;
    node->item_prices = SIZE_MAX;
    for (int k = 0; k < node->options; k++) {
        NodeItem *item = node->item + node->option[k].item_first;
        int items = node->option[k].items;
        bool sorted = true;
        for (int i = 0; i < items; i++) {
            const FactPair *pair = &node->facts->pair[item[i].pair];
            Wide gain = (Wide)pair->value * ((Wide)1 << prices->shift) -
                        prices->charge[node->person_at[pair->candidate]] - prices->option_charge[k];
            if (gain > GAIN_MAX || gain < -GAIN_MAX) {
                return plan_node_wrong(node, "what pair %d gains is too large", item[i].pair);
            }
            item[i].gain = (long long)gain;
            if (i && item_compare(&item[i - 1], &item[i]) > 0) sorted = false;
        }
        if (!sorted) qsort(item, (size_t)items, sizeof *item, item_compare);
        for (int i = 0; i < items; i++) {
            node->item_at[item[i].pair] = node->option[k].item_first + i;
        }
    }
    node->item_prices = at;
    return true;
}

static unsigned char option_state(const PlanNode *node, const NodeOption *option) {
    unsigned char state = node->option_state[option->source];
    int class_at = option->places.class_at;
    if (class_at == FACT_NONE) return state;
    /* In a class with others, that the class starts says nothing of this one. */
    unsigned char of_class = node->class_state[class_at];
    if (node->facts->class[class_at].options > 1) of_class &= NODE_OUT;
    return state | of_class;
}

/* What each option has left: its best together, how many, what it costs. */
static void options_lay(PlanNode *node) {
    for (int k = 0; k < node->options; k++) {
        const NodeOption *option = &node->option[k];
        unsigned char state = option_state(node, option);
        Wide *gain = node->gain + option->item_first + k;
        int left = 0;
        for (int i = option->item_first; i < option->item_first + option->items; i++) {
            node->rank[i] = left;
            if (node->pair_out[node->item[i].pair]) continue;
            gain[left + 1] = gain[left] + node->item[i].gain;
            left++;
        }
        long long maximum = state & NODE_OUT ? 0 : option->places.maximum;
        node->most[k] = (MostOption){
            .minimum = larger(option->places.minimum, 1), .gain = gain,
            .most = left < maximum ? left : (int)maximum,
            .must_start = option->places.must_start || state & NODE_IN,
        };
    }
}

static bool pays_for_itself(const FactPlaces *places) {
    return places->minimum > 1 || places->cost || places->must_start;
}

/* At least so many people are in the block when it starts. */
static long long block_people(const PlanNode *node, const NodeBlock *block) {
    long long least = 0;
    for (int k = block->option_first; k < block->option_end; k++) {
        const MostOption *option = &node->most[k];
        if (option->most && (!least || option->minimum < least)) least = option->minimum;
    }
    return larger(larger(least, block->places.minimum), 1);
}

static MostBlock block_of(const PlanNode *node, int at) {
    const NodeBlock *block = &node->block[at];
    unsigned char state = block->class_at == FACT_NONE ? 0 : node->class_state[block->class_at];
    return (MostBlock){
        .option = node->most + block->option_first,
        .options = block->option_end - block->option_first,
        .minimum = larger(block->places.minimum, 1), .maximum = block->places.maximum,
        .must_start = block->places.must_start || state & NODE_IN, .is_out = state & NODE_OUT,
    };
}

static void costs_lay(PlanNode *node, const PricesLaid *prices, int at, MostBlock *block) {
    const NodeBlock *of = &node->block[at];
    bool together = of->class_at != FACT_NONE && pays_for_itself(&of->places);
    long long unit = prices->crowd_unit;
    for (int k = of->option_first; k < of->option_end; k++) {
        MostOption *option = &node->most[k];
        option->cost = (Wide)node->option[k].places.cost * ((Wide)1 << prices->shift);
        if (unit && !together) option->cost += (Wide)prices->crowd_price * (option->minimum / unit);
    }
    block->cost = (Wide)of->places.cost * ((Wide)1 << prices->shift);
    if (unit && together) {
        block->cost += (Wide)prices->crowd_price * (block_people(node, of) / unit);
    }
}

static bool pair_is_left(const PlanNode *node, int pair) {
    int option = node->facts->pair[pair].option, class_at = node->facts->option[option].class_at;
    if (node->pair_out[pair] || node->option_state[option] & NODE_OUT) return false;
    return class_at == FACT_NONE || !(node->class_state[class_at] & NODE_OUT);
}

static bool has_pair_left(const PlanNode *node, int candidate) {
    const int *first = node->facts->candidate_first;
    for (int i = first[candidate]; i < first[candidate + 1]; i++) {
        if (pair_is_left(node, node->facts->candidate_pair[i])) return true;
    }
    return false;
}

static Wide crowd_right(const PlanNode *node, const PricesLaid *prices) {
    if (!prices->crowd_unit || !prices->crowd_price) return 0;
    long long people = 0;
    for (int i = 0; i < node->people; i++) people += has_pair_left(node, node->person[i]);
    return (Wide)prices->crowd_price * (people / prices->crowd_unit);
}

/* WIDE_NEVER: nothing can be, as things are decided. Leaves what each block gains. */
static bool bound_find(PlanNode *node, size_t at, Wide *ret_bound) {
    const PricesLaid *prices = &node->prices[at];
    if (!items_lay(node, at)) return false;
    options_lay(node);
    Wide sum = prices->right + crowd_right(node, prices);
    bool never = node->impossible > 0;
    ArenaMark mark = arena_mark(node->arena);
    MostOption *copy = arena_many(node->arena, MostOption, (size_t)node->options);
    for (int b = 0; b < node->blocks; b++) {
        MostBlock block = block_of(node, b);
        costs_lay(node, prices, b, &block);
        for (int k = 0; k < block.options; k++) copy[k] = block.option[k];
        block.option = copy;
        node->block_most[b] = most_of_block(node->arena, &block);
        if (WIDE_IS_NEVER(node->block_most[b])) never = true;
        else sum += node->block_most[b];
    }
    arena_rewind(node->arena, mark);
    *ret_bound = never ? WIDE_NEVER : sum;
    return true;
}

/* What is above `value` is at least this; all values are multiples of the step. */
static Wide target_of(const PlanNode *node, const PricesLaid *prices, long long value) {
    Wide steps = value / node->step - (value % node->step < 0);
    return (steps + 1) * node->step * ((Wide)1 << prices->shift);
}

static long long value_of(const PricesLaid *prices, Wide bound) {
    return (long long)(bound >> prices->shift);
}

bool plan_node_bounds(PlanNode *node, size_t prices, long long value) {
    Wide bound;
    if (!bound_find(node, prices, &bound)) return false;
    const PricesLaid *at = &node->prices[prices];
    if (bound < target_of(node, at, value)) return true;
    return plan_node_wrong(node, "the bound is %lld, the part is said to be worth %lld",
                           value_of(at, bound), value);
}

/* --- with a pair in --- */

typedef struct Dropping {
    PlanNode *node;
    const PricesLaid *prices;
    const bool *listed; /* per item */
    Wide bound, target;
} Dropping;

/* The most a block gains with each listed pair of the option in it. */
static bool option_drops(const Dropping *dropping, int at, int block, const Wide *others) {
    PlanNode *node = dropping->node;
    const MostOption *option = &node->most[at];
    const NodeOption *of = &node->option[at];
    ArenaMark mark = arena_mark(node->arena);
    /* The most with the best n people or more; with one who is not among the best n - 1, and at
     * most n people. */
    Wide *with = arena_many(node->arena, Wide, (size_t)option->most + 2);
    Wide *without = arena_many(node->arena, Wide, (size_t)option->most + 2);
    with[option->most + 1] = without[0] = WIDE_NEVER;
    for (int n = option->most; n >= 1; n--) {
        bool can = n >= option->minimum && !WIDE_IS_NEVER(others[n]);
        Wide here = can ? others[n] + option->gain[n] : WIDE_NEVER;
        with[n] = here > with[n + 1] ? here : with[n + 1];
    }
    for (int n = 1; n <= option->most; n++) {
        bool can = n >= option->minimum && !WIDE_IS_NEVER(others[n]);
        Wide here = can ? others[n] + option->gain[n - 1] : WIDE_NEVER;
        without[n] = here > without[n - 1] ? here : without[n - 1];
    }
    bool fine = true;
    for (int i = of->item_first; fine && i < of->item_first + of->items; i++) {
        if (!dropping->listed[i] || node->pair_out[node->item[i].pair]) continue;
        int rank = node->rank[i];
        Wide among = rank < option->most ? with[rank + 1] : WIDE_NEVER;
        Wide beside = without[rank < option->most ? rank : option->most];
        if (!WIDE_IS_NEVER(beside)) beside += node->item[i].gain;
        Wide best = among > beside ? among : beside;
        if (WIDE_IS_NEVER(best)) continue;
        Wide bound = dropping->bound - node->block_most[block] + best - option->cost;
        if (bound < dropping->target) continue;
        fine = plan_node_wrong(node, "pair %d cannot be dropped: with it the bound is %lld",
                               node->item[i].pair, value_of(dropping->prices, bound));
    }
    arena_rewind(node->arena, mark);
    return fine;
}

static bool block_drops(const Dropping *dropping, int at) {
    PlanNode *node = dropping->node;
    MostBlock block = block_of(node, at);
    costs_lay(node, dropping->prices, at, &block);
    int first = node->block[at].option_first;
    bool *wanted = arena_many(node->arena, bool, (size_t)block.options), any = false;
    for (int k = 0; k < block.options; k++) {
        const NodeOption *option = &node->option[first + k];
        for (int i = 0; i < option->items && !wanted[k]; i++) {
            wanted[k] = dropping->listed[option->item_first + i];
        }
        any |= wanted[k];
    }
    if (!any) return true;
    MostOthers *others = arena_many(node->arena, MostOthers, (size_t)block.options);
    most_beside(node->arena, &block, wanted, others);
    for (int k = 0; k < block.options; k++) {
        if (wanted[k] && !option_drops(dropping, first + k, at, others[k].at)) return false;
    }
    return true;
}

static bool pairs_drop(PlanNode *node, Dropping *dropping, const int *pair, int pairs) {
    bool *listed = arena_many(node->arena, bool, (size_t)node->items), fine = true;
    dropping->listed = listed;
    for (int i = 0; i < pairs; i++) {
        const FactPair *of = &node->facts->pair[pair[i]];
        if (node->candidate_part[of->candidate] != node->part) {
            return plan_node_wrong(node, "pair %d is not of this part", pair[i]);
        }
        if (of->usable) listed[node->item_at[pair[i]]] = true;
    }
    if (WIDE_IS_NEVER(dropping->bound)) return true;
    for (int b = 0; fine && b < node->blocks; b++) {
        ArenaMark mark = arena_mark(node->arena);
        fine = block_drops(dropping, b);
        arena_rewind(node->arena, mark);
    }
    return fine;
}

bool plan_node_drops(PlanNode *node, size_t prices, const int *pair, int pairs, long long value) {
    Dropping dropping = { .node = node, .prices = &node->prices[prices] };
    if (!bound_find(node, prices, &dropping.bound)) return false;
    dropping.target = target_of(node, dropping.prices, value);
    ArenaMark mark = arena_mark(node->arena);
    bool fine = pairs_drop(node, &dropping, pair, pairs);
    arena_rewind(node->arena, mark);
    return fine;
}

/* --- by counting --- */

static bool people_fall_short(const PlanNode *node) {
    for (int i = 0; i < node->people; i++) {
        int candidate = node->person[i];
        if (node->facts->must[candidate] && !has_pair_left(node, candidate)) return true;
    }
    return false;
}

static bool floors_fall_short(const PlanNode *node) {
    for (int f = 0; f < node->facts->floors; f++) {
        const FactFloor *floor = &node->facts->floor[f];
        if (floor->minimum <= 0 || !plan_node_floor_is_whole(node, f)) continue;
        long long people = 0;
        for (int i = 0; i < floor->members; i++) people += has_pair_left(node, floor->member[i]);
        if (people < floor->minimum) return true;
    }
    return false;
}

static bool block_falls_short(const PlanNode *node, int at) {
    MostBlock block = block_of(node, at);
    long long people = 0;
    for (int k = 0; k < block.options; k++) {
        const MostOption *option = &block.option[k];
        bool can = option->most >= option->minimum && !block.is_out;
        if (option->must_start && !can) return true;
        if (can) people += option->most;
    }
    if (people > block.maximum) people = block.maximum;
    return block.must_start && (block.is_out || people < block.minimum);
}

bool plan_node_is_empty(PlanNode *node) {
    if (node->impossible || people_fall_short(node) || floors_fall_short(node)) return true;
    options_lay(node);
    for (int b = 0; b < node->blocks; b++) {
        if (block_falls_short(node, b)) return true;
    }
    return false;
}
