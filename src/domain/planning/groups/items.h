/* items.h: pairs by what they gain, the best first; among equals the first of the input. */
#ifndef OPSTAP_ITEMS_H
#define OPSTAP_ITEMS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct Item {
    int64_t gain;
    int32_t pair;
} Item;

/* Lists that are no longer than this are kept in order from one bound to the next. */
enum { ITEMS_KEPT_MAX = 512 };

/* Puts the `wanted` best items first, in order. Quick where they almost are. */
void items_order(Item *item, int64_t count, int64_t wanted);

/* Puts the `wanted` best items first, in any order. */
void items_select(Item *item, int64_t count, int64_t wanted);

#endif
