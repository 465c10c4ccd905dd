#include "plan_node.h"

#include <stdarg.h>
#include <stdio.h>

#define PRICE_MAX (1LL << 60)

bool plan_node_wrong(PlanNode *node, const char *format, ...) {
    va_list values;
    va_start(values, format);
    vsnprintf(node->why, sizeof node->why, format, values);
    va_end(values);
    return false;
}

static long long smaller(long long a, long long b) {
    return a < b ? a : b;
}

static int *nones(Arena *arena, int count) {
    int *list = arena_many(arena, int, (size_t)count);
    for (int i = 0; i < count; i++) list[i] = FACT_NONE;
    return list;
}

static long long *unlimited(Arena *arena, int count) {
    long long *list = arena_many(arena, long long, (size_t)count);
    for (int i = 0; i < count; i++) list[i] = FACT_UNLIMITED;
    return list;
}

PlanNode *plan_node_new(Arena *arena, const PlanFacts *facts) {
    PlanNode *node = arena_one(arena, PlanNode);
    int seen = facts->candidates + facts->resources + facts->floors;
    node->arena = arena;
    node->facts = facts;
    node->part = FACT_NONE;
    node->candidate_part = nones(arena, facts->candidates);
    node->person_at = nones(arena, facts->candidates);
    node->option_at = nones(arena, facts->options);
    node->item_at = nones(arena, facts->pairs);
    node->option_group = nones(arena, facts->options);
    node->option_most = unlimited(arena, facts->options);
    node->class_most = unlimited(arena, facts->classes);
    node->group_most = unlimited(arena, facts->resources);
    node->option_state = arena_many(arena, unsigned char, (size_t)facts->options);
    node->class_state = arena_many(arena, unsigned char, (size_t)facts->classes);
    node->pair_out = arena_many(arena, bool, (size_t)facts->pairs);
    node->seen = arena_many(arena, bool, (size_t)seen);
    node->part_mark = arena_mark(arena);
    return node;
}

/* --- a part --- */

static bool is_in_part(const PlanNode *node, int candidate) {
    return node->candidate_part[candidate] == node->part;
}

static bool people_join(PlanNode *node, const PartLine *line) {
    for (int i = 0; i < line->candidates; i++) {
        int candidate = line->candidate[i];
        if (node->candidate_part[candidate] != FACT_NONE) {
            return plan_node_wrong(node, "candidate %d is in a part already", candidate);
        }
        if (node->facts->household_of[candidate]) {
            return plan_node_wrong(node, "candidate %d is in a household", candidate);
        }
        node->candidate_part[candidate] = node->part;
        node->person_at[candidate] = i;
    }
    return true;
}

/* All who can use the option are in the part. */
static bool option_is_whole(PlanNode *node, int at) {
    const FactPlaces *option = &node->facts->option[at];
    for (int i = 0; i < option->pairs; i++) {
        int pair = node->facts->option_pair[option->pair_first + i];
        if (is_in_part(node, node->facts->pair[pair].candidate)) continue;
        return plan_node_wrong(node, "option %d is in several parts", at);
    }
    return true;
}

/* Options that start together in a class with others. */
static const FactPlaces *class_of(const PlanNode *node, int option) {
    int class_at = node->facts->option[option].class_at;
    if (class_at == FACT_NONE || node->facts->class[class_at].options < 2) return NULL;
    return &node->facts->class[class_at];
}

static bool options_are_whole(PlanNode *node, const int *option, int options) {
    for (int i = 0; i < options; i++) {
        if (!option_is_whole(node, option[i])) return false;
    }
    return true;
}

static bool group_join(PlanNode *node, int at, long long most) {
    const FactResource *resource = &node->facts->resource[at];
    int group = node->option_group[resource->option[0]];
    for (int i = 0; i < resource->options; i++) {
        int option = resource->option[i];
        if (node->option_group[option] != group || class_of(node, option)) {
            return plan_node_wrong(node, "resource %d cannot be kept: its options", at);
        }
        if (group == FACT_NONE) continue;
        if (node->facts->resource[group].options == resource->options) continue;
        return plan_node_wrong(node, "resource %d cannot be kept: others are kept", at);
    }
    if (group == FACT_NONE) group = at;
    for (int i = 0; i < resource->options; i++) node->option_group[resource->option[i]] = group;
    node->group_most[group] = smaller(node->group_most[group], most);
    return true;
}

static bool resource_keep(PlanNode *node, int at) {
    const FactResource *resource = &node->facts->resource[at];
    if (!resource->options) return true;
    if (!resource->is_even) return plan_node_wrong(node, "resource %d is used unevenly", at);
    if (!options_are_whole(node, resource->option, resource->options)) return false;
    long long most = resource->capacity / resource->amount;
    int first = resource->option[0];
    const FactPlaces *class = class_of(node, first);
    if (resource->options == 1) {
        node->option_most[first] = smaller(node->option_most[first], most);
        return true;
    }
    if (!class) return group_join(node, at, most);
    for (int i = 0; i < resource->options; i++) {
        if (class_of(node, resource->option[i]) == class) continue;
        return plan_node_wrong(node, "resource %d cannot be kept: its options", at);
    }
    if (resource->options != class->options) {
        return plan_node_wrong(node, "resource %d cannot be kept: not all of a class", at);
    }
    long long *of_class = &node->class_most[node->facts->option[first].class_at];
    *of_class = smaller(*of_class, most);
    return true;
}

/* An option alone in its class is one with it. */
static void places_merge(FactPlaces *option, const FactPlaces *class) {
    if (class->minimum > option->minimum) option->minimum = class->minimum;
    option->maximum = smaller(option->maximum, class->maximum);
    option->cost += class->cost;
    option->must_start |= class->must_start;
}

static void step_widen(PlanNode *node, long long value) {
    long long a = node->step, b = value < 0 ? -value : value;
    while (b) {
        long long rest = a % b;
        a = b;
        b = rest;
    }
    node->step = a;
}

static void option_lay(PlanNode *node, int at) {
    const PlanFacts *facts = node->facts;
    NodeOption *option = &node->option[node->options];
    *option = (NodeOption){ .source = at, .places = facts->option[at],
                            .item_first = node->items, .items = facts->option[at].pairs };
    int class_at = facts->option[at].class_at;
    if (class_at != FACT_NONE && !class_of(node, at)) {
        places_merge(&option->places, &facts->class[class_at]);
    }
    step_widen(node, option->places.cost);
    option->places.maximum = smaller(option->places.maximum, node->option_most[at]);
    for (int i = 0; i < option->items; i++) {
        int pair = facts->option_pair[option->places.pair_first + i];
        node->item[node->items++].pair = pair;
        step_widen(node, facts->pair[pair].value);
    }
    node->option_at[at] = node->options++;
}

/* With all that it belongs with. */
static bool block_lay(PlanNode *node, int at) {
    NodeBlock *block = &node->block[node->blocks++];
    const FactPlaces *class = class_of(node, at);
    int group = node->option_group[at], options = 1, alone = at;
    const int *option = &alone;
    *block = (NodeBlock){ .option_first = node->options, .class_at = FACT_NONE,
                          .places = { .maximum = FACT_UNLIMITED } };
    if (class) {
        block->class_at = node->facts->option[at].class_at;
        block->places = *class;
        block->places.maximum = smaller(class->maximum, node->class_most[block->class_at]);
        step_widen(node, class->cost);
        option = class->option;
        options = class->options;
    } else if (group != FACT_NONE) {
        block->places.maximum = node->group_most[group];
        option = node->facts->resource[group].option;
        options = node->facts->resource[group].options;
    }
    if (!options_are_whole(node, option, options)) return false;
    for (int i = 0; i < options; i++) option_lay(node, option[i]);
    block->option_end = node->options;
    return true;
}

static bool blocks_lay(PlanNode *node) {
    const PlanFacts *facts = node->facts;
    size_t pairs = 0;
    for (int i = 0; i < node->people; i++) {
        int candidate = node->person[i];
        pairs += (size_t)(facts->candidate_first[candidate + 1] - facts->candidate_first[candidate]);
    }
    node->item = arena_many(node->arena, NodeItem, pairs);
    node->rank = arena_many(node->arena, int, pairs);
    node->option = arena_many(node->arena, NodeOption, pairs);
    node->block = arena_many(node->arena, NodeBlock, pairs);
    for (int i = 0; i < node->people; i++) {
        int candidate = node->person[i];
        for (int k = facts->candidate_first[candidate]; k < facts->candidate_first[candidate + 1];
             k++) {
            int option = facts->pair[facts->candidate_pair[k]].option;
            if (node->option_at[option] == FACT_NONE && !block_lay(node, option)) return false;
        }
    }
    node->gain = arena_many(node->arena, Wide, pairs + (size_t)node->options);
    node->most = arena_many(node->arena, MostOption, (size_t)node->options);
    node->block_most = arena_many(node->arena, Wide, (size_t)node->blocks);
    if (!node->step) node->step = 1;
    return true;
}

bool plan_node_part(PlanNode *node, const PartLine *line) {
    arena_rewind(node->arena, node->part_mark);
    node->part++;
    node->person = line->candidate;
    node->people = line->candidates;
    node->options = node->blocks = node->items = 0;
    node->step = 0;
    node->prices = NULL;
    node->price_count = node->price_room = 0;
    node->item_prices = SIZE_MAX;
    if (!people_join(node, line)) return false;
    for (int i = 0; i < line->kepts; i++) {
        if (!resource_keep(node, line->kept[i])) return false;
    }
    return blocks_lay(node);
}

static bool has_option(const PlanNode *node, int option) {
    int at = node->option_at[option];
    return at != FACT_NONE && at < node->options && node->option[at].source == option;
}

static bool is_usable(const PlanNode *node, NodeChoice choice) {
    const PlanFacts *facts = node->facts;
    return choice.is_class ? facts->class[choice.at].options : facts->option[choice.at].pairs;
}

static unsigned char *state_of(const PlanNode *node, NodeChoice choice) {
    return choice.is_class ? &node->class_state[choice.at] : &node->option_state[choice.at];
}

bool plan_node_decide(PlanNode *node, NodeChoice choice) {
    const char *what = choice.is_class ? "class" : "option";
    if (*state_of(node, choice)) {
        return plan_node_wrong(node, "%s %d is decided already", what, choice.at);
    }
    if (is_usable(node, choice)) {
        int at = choice.is_class ? node->facts->class[choice.at].option[0] : choice.at;
        if (!has_option(node, at)) {
            return plan_node_wrong(node, "%s %d is not in this part", what, choice.at);
        }
    } else if (choice.side == NODE_IN) node->impossible++;
    *state_of(node, choice) = choice.side;
    return true;
}

void plan_node_take_back(PlanNode *node, NodeChoice choice) {
    if (choice.side == NODE_IN && !is_usable(node, choice)) node->impossible--;
    *state_of(node, choice) = 0;
}

/* --- prices --- */

static bool nobody_twice(PlanNode *node, const PriceList *list, const char *what) {
    bool fine = true;
    for (int i = 0; i < list->count; i++) {
        if (node->seen[list->at[i]]) {
            fine = plan_node_wrong(node, "two prices of %s %d", what, list->at[i]);
        }
        node->seen[list->at[i]] = true;
    }
    for (int i = 0; i < list->count; i++) node->seen[list->at[i]] = false;
    return fine;
}

static bool price_fits(PlanNode *node, long long price, const char *what, int at) {
    if (price >= 0 && price <= PRICE_MAX) return true;
    return plan_node_wrong(node, "the price of %s %d is %s", what, at,
                           price < 0 ? "negative" : "too large");
}

static bool charge_add(PlanNode *node, long long *charge, long long price) {
    *charge += price;
    if (*charge <= 2 * PRICE_MAX && *charge >= -2 * PRICE_MAX) return true;
    return plan_node_wrong(node, "prices together are too large");
}

static bool people_price(PlanNode *node, const PriceList *people, PricesLaid *laid) {
    if (!nobody_twice(node, people, "candidate")) return false;
    for (int i = 0; i < people->count; i++) {
        int at = people->at[i];
        long long price = people->price[i];
        if (!is_in_part(node, at)) {
            return plan_node_wrong(node, "candidate %d is not in this part", at);
        }
        bool may_be_negative = node->facts->must[at] && price >= -PRICE_MAX;
        if (!may_be_negative && !price_fits(node, price, "candidate", at)) return false;
        if (price > PRICE_MAX) return price_fits(node, price, "candidate", at);
        laid->charge[node->person_at[at]] = price;
        laid->right += price;
    }
    return true;
}

static bool resources_price(PlanNode *node, const PriceList *resources, PricesLaid *laid) {
    if (!nobody_twice(node, resources, "resource")) return false;
    for (int i = 0; i < resources->count; i++) {
        int at = resources->at[i];
        const FactResource *resource = &node->facts->resource[at];
        if (!price_fits(node, resources->price[i], "resource", at)) return false;
        if (!resource->options) continue;
        if (!resource->is_even) return plan_node_wrong(node, "resource %d is used unevenly", at);
        long long most = smaller(resource->capacity / resource->amount, resource->pairs);
        laid->right += (Wide)resources->price[i] * most;
        for (int k = 0; k < resource->options; k++) {
            int option = resource->option[k];
            if (!has_option(node, option)) {
                return plan_node_wrong(node, "resource %d is in several parts", at);
            }
            long long *charge = &laid->option_charge[node->option_at[option]];
            if (!charge_add(node, charge, resources->price[i])) return false;
        }
    }
    return true;
}

bool plan_node_floor_is_whole(const PlanNode *node, int floor) {
    const FactFloor *of = &node->facts->floor[floor];
    const int *first = node->facts->candidate_first;
    for (int i = 0; i < of->members; i++) {
        int candidate = of->member[i];
        if (first[candidate] != first[candidate + 1] && !is_in_part(node, candidate)) return false;
    }
    return true;
}

static bool floors_price(PlanNode *node, const PriceList *floors, PricesLaid *laid) {
    if (!nobody_twice(node, floors, "floor")) return false;
    for (int i = 0; i < floors->count; i++) {
        int at = floors->at[i];
        const FactFloor *floor = &node->facts->floor[at];
        if (!price_fits(node, floors->price[i], "floor", at)) return false;
        if (!plan_node_floor_is_whole(node, at)) {
            return plan_node_wrong(node, "floor %d is in several parts", at);
        }
        laid->right -= (Wide)floors->price[i] * floor->minimum;
        for (int k = 0; k < floor->members; k++) {
            if (!is_in_part(node, floor->member[k])) continue;
            long long *charge = &laid->charge[node->person_at[floor->member[k]]];
            if (!charge_add(node, charge, -floors->price[i])) return false;
        }
    }
    return true;
}

static bool crowd_price(PlanNode *node, const NodePrices *prices, PricesLaid *laid) {
    laid->crowd_unit = prices->crowd_unit;
    laid->crowd_price = prices->crowd_price;
    if (prices->crowd_unit < 0) return plan_node_wrong(node, "the unit of the crowd is negative");
    return price_fits(node, prices->crowd_price, "the crowd", 0);
}

bool plan_node_prices(PlanNode *node, const NodePrices *prices) {
    PricesLaid laid = { .shift = prices->shift };
    if (laid.shift < 0 || laid.shift > NODE_SHIFT_MAX) {
        return plan_node_wrong(node, "the shift is not 0 to %d", NODE_SHIFT_MAX);
    }
    laid.charge = arena_many(node->arena, long long, (size_t)node->people);
    laid.option_charge = arena_many(node->arena, long long, (size_t)node->options);
    if (!people_price(node, &prices->people, &laid) ||
        !resources_price(node, &prices->resources, &laid) ||
        !floors_price(node, &prices->floors, &laid) || !crowd_price(node, prices, &laid)) {
        return false;
    }
    node->prices = arena_room(node->arena, PricesLaid, node->prices, node->price_count,
                              &node->price_room);
    node->prices[node->price_count++] = laid;
    return true;
}
