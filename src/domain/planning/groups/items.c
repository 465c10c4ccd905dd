#include "items.h"

#include <stdlib.h>

static bool item_before(Item a, Item b) {
    return a.gain > b.gain || (a.gain == b.gain && a.pair < b.pair);
}

static void item_swap(Item *a, Item *b) {
    Item held = *a;
    *a = *b;
    *b = held;
}

static int item_compare(const void *a, const void *b) {
    return item_before(*(const Item *)a, *(const Item *)b) ? -1 : 1;
}

/* The items before `at` are in order. */
static void item_insert(Item *item, int64_t at, Item held) {
    for (; at > 0 && item_before(held, item[at - 1]); at--) item[at] = item[at - 1];
    item[at] = held;
}

void items_order(Item *item, int64_t count, int64_t wanted) {
    if (count > ITEMS_KEPT_MAX) {
        qsort(item, (size_t)count, sizeof *item, item_compare);
        return;
    }
    if (wanted > count) wanted = count;
    if (wanted <= 0) return;
    for (int64_t i = 1; i < wanted; i++) item_insert(item, i, item[i]);
    for (int64_t i = wanted; i < count; i++) {
        Item held = item[i];
        if (!item_before(held, item[wanted - 1])) continue;
        item[i] = item[wanted - 1];
        item_insert(item, wanted - 1, held);
    }
}

/* C. A. R. Hoare, "Find", Communications of the ACM 4 (1961) 321-322. */
void items_select(Item *item, int64_t count, int64_t wanted) {
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
