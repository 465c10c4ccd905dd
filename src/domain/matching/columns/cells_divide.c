#include "auto.h"
#include "matching/columns/cells.h"

typedef struct InOrder {
    uint32_t order;
    int32_t cell;
} InOrder;

static int by_order(const void *left, const void *right) {
    const InOrder *a = left, *b = right;
    return (a->order > b->order) - (a->order < b->order);
}

static InOrder *cells_sorted(Arena *scratch, const Cells *cells, size_t count) {
    InOrder *sorted = arena_many(scratch, InOrder, count);
    for (size_t i = 0; i < count; i++) {
        int32_t cell = (int32_t)i + CELL_FIRST_PLACED;
        sorted[i] = (InOrder){ cell_order(cells, cell), cell };
    }
    if (count) qsort(sorted, count, sizeof *sorted, by_order);
    return sorted;
}

int32_t cells_divide(const Cells *cells, const int32_t *count, int64_t wanted, int32_t *ret_part) {
    size_t placed = cells->count - CELL_FIRST_PLACED;
    AUTO(arena_end_at) Arena *scratch = arena_new("cells in order", placed * 64 + 4096);
    InOrder *sorted = cells_sorted(scratch, cells, placed);
    int64_t all = 0, before = 0, begun = 0;
    for (size_t i = 0; i < placed; i++) all += count[sorted[i].cell];
    int32_t parts = 0;
    for (size_t i = 0; i < placed; i++) {
        if (begun <= wanted && before * wanted >= begun * all) parts++;
        while (begun <= wanted && before * wanted >= begun * all) begun++;
        ret_part[sorted[i].cell] = parts - 1;
        before += count[sorted[i].cell];
    }
    return parts;
}
