#include "id_index.h"

static int ids_compare(const void *a, const void *b, void *ids) {
    const Str *id = ids;
    int32_t first = *(const int32_t *)a, second = *(const int32_t *)b;
    int order = str_compare(id[first], id[second]);
    if (order) return order;
    return first < second ? -1 : first > second;
}

IdIndex id_index_new(Arena *arena, const Str *id, int32_t count) {
    IdIndex index = { .id = id, .count = count };
    index.sorted = arena_many(arena, int32_t, (size_t)count);
    Str *ids = arena_many(arena, Str, (size_t)count);
    for (int32_t i = 0; i < count; i++) {
        index.sorted[i] = i;
        ids[i] = id[i];
    }
    index.id = ids;
    if (count) qsort_r(index.sorted, (size_t)count, sizeof *index.sorted, ids_compare, ids);
    return index;
}

int32_t id_index_find(const IdIndex *index, Str id) {
    int32_t low = 0, high = index->count;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (str_compare(index->id[index->sorted[middle]], id) < 0) low = middle + 1;
        else high = middle;
    }
    if (low == index->count || !str_equal(index->id[index->sorted[low]], id)) return ID_NOT_THERE;
    return index->sorted[low];
}

bool id_index_repeated(const IdIndex *index, int32_t *ret_position, int32_t *ret_earlier) {
    int32_t found = ID_NOT_THERE, earlier = ID_NOT_THERE;
    for (int32_t i = 1; i < index->count; i++) {
        int32_t before = index->sorted[i - 1], here = index->sorted[i];
        if (!str_equal(index->id[before], index->id[here])) continue;
        if (found != ID_NOT_THERE && here >= found) continue;
        found = here;
        earlier = before;
    }
    if (found == ID_NOT_THERE) return false;
    *ret_position = found;
    *ret_earlier = earlier;
    return true;
}
