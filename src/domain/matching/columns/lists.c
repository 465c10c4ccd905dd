#include "matching/columns/columns.h"

static int keyed_order(const void *left, const void *right) {
    const Keyed *a = left, *b = right;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return (a->item > b->item) - (a->item < b->item);
}

Lists lists_make(Arena *arena, Keyed *keyed, size_t count, int32_t key_count) {
    Lists lists = { .first = arena_many(arena, int32_t, (size_t)key_count + 1),
                    .item = arena_many(arena, int32_t, count),
                    .key_count = key_count };
    if (count) qsort(keyed, count, sizeof *keyed, keyed_order);
    int32_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (i && !keyed_order(&keyed[i - 1], &keyed[i])) continue;
        lists.item[kept++] = keyed[i].item;
        lists.first[keyed[i].key + 1] = kept;
    }
    for (int32_t i = 1; i <= key_count; i++) {
        if (lists.first[i] < lists.first[i - 1]) lists.first[i] = lists.first[i - 1];
    }
    return lists;
}
