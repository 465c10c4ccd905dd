/* random_change.h: a problem of random_problem.h, changed a little or much: other values, pairs,
 * limits and amounts, people and options that come or go. */
#ifndef OPSTAP_TEST_RANDOM_CHANGE_H
#define OPSTAP_TEST_RANDOM_CHANGE_H

#include "random_problem.h"

static inline void *list_copy(Arena *arena, const void *list, size_t bytes) {
    void *copy = arena_get(arena, bytes);
    if (bytes) memcpy(copy, list, bytes);
    return copy;
}

#define LIST_COPY(arena, list, count) list_copy(arena, list, sizeof *(list) * (size_t)(count))

static inline int64_t moved_a_little(Chance *chance, int64_t number, int64_t least) {
    int64_t by = chance_between(chance, -1, 1);
    return number == PLAN_UNLIMITED || number + by < least ? number : number + by;
}

static inline void pair_change(Chance *chance, Pair *pair) {
    if (pair->value > PLAN_VALUE_MAX / 2 || pair->value < -PLAN_VALUE_MAX / 2) return;
    pair->value += chance_between(chance, -10, 10);
    if (one_in(chance, 4)) pair->rule = RULE_NONE;
}

/* One in `rarity` of all there is changes. People who go keep their number and have no pairs left;
 * who comes has another id. */
static inline Problem problem_changed(Chance *chance, Arena *arena, const Problem *from,
                                      int64_t rarity) {
    Problem to = *from;
    to.candidate = LIST_COPY(arena, from->candidate, from->candidate_count);
    to.option = LIST_COPY(arena, from->option, from->option_count);
    to.option_class = LIST_COPY(arena, from->option_class, from->class_count);
    to.pair = arena_many(arena, Pair, (size_t)from->pair_count);
    to.resource = LIST_COPY(arena, from->resource, from->resource_count);
    to.measure_count = 0;
    to.pair_count = 0;
    for (int32_t i = 0; i < from->pair_count; i++) {
        if (one_in(chance, 2 * rarity)) continue;
        to.pair[to.pair_count] = from->pair[i];
        if (one_in(chance, rarity)) pair_change(chance, &to.pair[to.pair_count]);
        to.pair_count++;
    }
    for (int32_t i = 0; i < from->candidate_count; i++) {
        if (one_in(chance, 3 * rarity)) to.candidate[i] = str_printf(arena, "new%d", (int)i);
    }
    for (int32_t i = 0; i < from->option_count; i++) {
        Option *option = &to.option[i];
        if (one_in(chance, 3 * rarity)) option->id = str_printf(arena, "new%d", (int)i);
        if (one_in(chance, rarity)) option->minimum = moved_a_little(chance, option->minimum, 0);
        if (one_in(chance, rarity)) option->maximum = moved_a_little(chance, option->maximum, 0);
    }
    for (int32_t i = 0; i < from->resource_count; i++) {
        int64_t *capacity = &to.resource[i].capacity;
        if (one_in(chance, rarity)) *capacity = moved_a_little(chance, *capacity, 0);
    }
    return to;
}

#endif
