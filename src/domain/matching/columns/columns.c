#include "matching/columns/columns.h"

#include "auto.h"
#include "log.h"

enum { KEY_BYTES_MAX = 1024 * 1024, ROW_BYTES_MAX = 4096, DIVISIONS = 100 };

/* --- rows in order --- */

typedef struct Row {
    Isco isco;
    uint32_t place; /* cell_order of its first place */
    int64_t number;
    int32_t opening;
} Row;

static int row_order(const void *left, const void *right) {
    const Row *a = left, *b = right;
    if (a->isco.digits != b->isco.digits) return a->isco.digits < b->isco.digits ? -1 : 1;
    if (a->place != b->place) return a->place < b->place ? -1 : 1;
    if (a->number != b->number) return a->number < b->number ? -1 : 1;
    return (a->opening > b->opening) - (a->opening < b->opening);
}

static int32_t cell_of_stop(const Columns *columns, const OpeningProfile *opening, int stop) {
    int16_t place = columns->snapshot->stop[opening->stop[stop]].place;
    return columns->cells.cell_of_place[place];
}

static void cells_fill(Arena *arena, Columns *columns) {
    const Snapshot *snapshot = columns->snapshot;
    cells_begin(arena, snapshot, &columns->cells);
    for (size_t i = 0; i < snapshot->openings.count; i++) {
        const OpeningProfile *opening = &snapshot->opening[i];
        for (int k = 0; k < opening->stop_count; k++) {
            int16_t place = snapshot->stop[opening->stop[k]].place;
            int32_t cell = cell_add(arena, snapshot, &columns->cells, place);
            if (opening->shuttle) columns->cells.cell[cell].shuttle = true;
        }
    }
}

static size_t rows_sort(const Columns *columns, Row *row) {
    const Snapshot *snapshot = columns->snapshot;
    size_t count = 0;
    for (size_t i = 0; i < snapshot->openings.count; i++) {
        const OpeningProfile *opening = &snapshot->opening[i];
        if (opening_is_closed(opening, snapshot->today)) continue;
        int32_t cell = opening->stop_count ? cell_of_stop(columns, opening, 0) : CELL_ROUGH;
        row[count++] = (Row){ .isco = opening->work.isco,
                              .place = cell_order(&columns->cells, cell),
                              .number = opening->number,
                              .opening = (int32_t)i };
    }
    qsort(row, count, sizeof *row, row_order);
    return count;
}

/* --- blocks --- */

static bool same_group(const Row *a, const Row *b) {
    return a->isco.digits == b->isco.digits;
}

/* The end of the block that begins at row `from`. */
static size_t block_end(const Row *row, size_t count, size_t from) {
    size_t end = from + 1;
    while (end < count && end - from < BLOCK_ROWS && same_group(&row[from], &row[end])) end++;
    return end;
}

static void blocks_count(const Row *row, size_t count, Columns *columns) {
    for (size_t from = 0; from < count; from = block_end(row, count, from)) {
        if (!from || !same_group(&row[from - 1], &row[from])) columns->group_count++;
        columns->block_count++;
    }
    columns->row_count = columns->block_count * BLOCK_ROWS;
}

static int32_t facet_of(Arena *arena, Facets *facets, const Text *key, int32_t opening) {
    if (text_failed(key)) log_fatal("matching: an opening has too many rows to compare");
    return facet_add(arena, facets, text_str(key), opening);
}

static void row_fill(Arena *arena, Columns *columns, size_t at, int32_t opening) {
    const OpeningProfile *profile = &columns->snapshot->opening[opening];
    Text *key = &columns->demands.key;
    columns->opening[at] = opening;
    key_of_work(key, profile);
    columns->work_of[at] = facet_of(arena, &columns->work, key, opening);
    key_of_language(key, profile);
    columns->language_of[at] = facet_of(arena, &columns->language, key, opening);
    key_of_way(key, profile);
    columns->way_of[at] = facet_of(arena, &columns->way, key, opening);
    key_of_offer(key, profile);
    columns->offer_of[at] = facet_of(arena, &columns->offer, key, opening);
    DemandBits bits = demands_required(&columns->demands, opening);
    uint64_t *required = &columns->required[at / BLOCK_ROWS * BLOCK_ROWS * DEMAND_WORDS];
    for (int i = 0; i < DEMAND_WORDS; i++) {
        required[i * BLOCK_ROWS + (int)(at % BLOCK_ROWS)] = bits.word[i];
    }
}

static void block_cell_add(Columns *columns, Block *block, int32_t cell) {
    int32_t *cells = &columns->block_cell[block->cell_first];
    for (int32_t i = 0; i < block->cell_count; i++) {
        if (cells[i] == cell) return;
    }
    cells[block->cell_count++] = cell;
}

/* Without a place the way is unknown and earns nothing, as where the place is rough. */
static void block_cells_fill(Columns *columns, Block *block) {
    for (int32_t i = 0; i < block->count; i++) {
        const OpeningProfile *opening =
            &columns->snapshot->opening[columns->opening[block->first + i]];
        if (!opening->stop_count) block_cell_add(columns, block, CELL_ROUGH);
        for (int k = 0; k < opening->stop_count; k++) {
            block_cell_add(columns, block, cell_of_stop(columns, opening, k));
        }
    }
}

static void block_fill(Arena *arena, Columns *columns, const Row *row, size_t count) {
    Block *block = &columns->block[columns->block_count++];
    Group *group = &columns->group[columns->group_count - 1];
    group->block_count++;
    *block = (Block){ .first = (int32_t)((columns->block_count - 1) * BLOCK_ROWS),
                      .count = (int32_t)count,
                      .number_least = row[0].number };
    if (columns->block_count > 1) {
        block->cell_first = block[-1].cell_first + block[-1].cell_count;
    }
    for (size_t i = 0; i < BLOCK_ROWS; i++) {
        size_t at = (size_t)block->first + i;
        if (i >= count) {
            columns->opening[at] = SLOT_NONE;
            continue;
        }
        row_fill(arena, columns, at, row[i].opening);
        if (row[i].number < block->number_least) block->number_least = row[i].number;
    }
    block_cells_fill(columns, block);
}

static void columns_room(Arena *arena, Columns *columns) {
    size_t rows = columns->row_count, stops = 0;
    for (size_t i = 0; i < columns->snapshot->openings.count; i++) {
        stops += (size_t)columns->snapshot->opening[i].stop_count + 1;
    }
    columns->opening = arena_many(arena, int32_t, rows);
    columns->work_of = arena_many(arena, int32_t, rows);
    columns->language_of = arena_many(arena, int32_t, rows);
    columns->way_of = arena_many(arena, int32_t, rows);
    columns->offer_of = arena_many(arena, int32_t, rows);
    columns->required = arena_many(arena, uint64_t, rows * DEMAND_WORDS);
    columns->block = arena_many(arena, Block, columns->block_count);
    columns->group = arena_many(arena, Group, columns->group_count);
    columns->block_cell = arena_many(arena, int32_t, stops);
}

static void blocks_fill(Arena *arena, Columns *columns, const Row *row, size_t count) {
    columns->block_count = columns->group_count = 0;
    for (size_t from = 0; from < count;) {
        if (!from || !same_group(&row[from - 1], &row[from])) {
            columns->group[columns->group_count++] =
                (Group){ .isco = row[from].isco, .block_first = (int32_t)columns->block_count };
        }
        size_t end = block_end(row, count, from);
        block_fill(arena, columns, &row[from], end - from);
        from = end;
    }
}

/* --- which groups have an occupation or a division --- */

typedef int32_t KeyOfOpening(const OpeningProfile *opening);

static int32_t occupation_of(const OpeningProfile *opening) {
    return opening->work.occupation;
}

static int32_t division_of(const OpeningProfile *opening) {
    return opening->work.division;
}

typedef struct KeyAndGroup {
    int32_t key, group;
} KeyAndGroup;

static int key_order(const void *left, const void *right) {
    const KeyAndGroup *a = left, *b = right;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return (a->group > b->group) - (a->group < b->group);
}

static size_t keys_collect(const Columns *columns, KeyOfOpening *key_of, KeyAndGroup *key) {
    size_t count = 0;
    for (size_t g = 0; g < columns->group_count; g++) {
        const Group *group = &columns->group[g];
        int32_t first = group->block_first * BLOCK_ROWS;
        for (int32_t at = 0; at < group->block_count * BLOCK_ROWS; at++) {
            int32_t opening = columns->opening[first + at];
            int32_t found = opening == SLOT_NONE ? NUMBER_UNKNOWN
                                                 : key_of(&columns->snapshot->opening[opening]);
            if (found >= 0) key[count++] = (KeyAndGroup){ found, (int32_t)g };
        }
    }
    qsort(key, count, sizeof *key, key_order);
    return count;
}

static GroupLists group_lists(Arena *arena, const Columns *columns, KeyOfOpening *key_of,
                              int32_t key_count) {
    AUTO(arena_end_at) Arena *scratch =
        arena_new("groups by occupation", columns->row_count * 16 + 4096);
    KeyAndGroup *key = arena_many(scratch, KeyAndGroup, columns->row_count);
    size_t count = keys_collect(columns, key_of, key), kept = 0;
    GroupLists lists = { .key_count = key_count };
    lists.first = arena_many(arena, int32_t, (size_t)key_count + 1);
    lists.group = arena_many(arena, int32_t, count);
    for (size_t i = 0; i < count; i++) {
        if (i && !key_order(&key[i - 1], &key[i])) continue;
        lists.group[kept++] = key[i].group;
        lists.first[key[i].key + 1] = (int32_t)kept;
    }
    for (int32_t i = 1; i <= key_count; i++) {
        if (lists.first[i] < lists.first[i - 1]) lists.first[i] = lists.first[i - 1];
    }
    return lists;
}

Columns *columns_make(Arena *arena, const Snapshot *snapshot) {
    Columns *columns = arena_one(arena, Columns);
    columns->snapshot = snapshot;
    demands_make(arena, snapshot, &columns->demands);
    cells_fill(arena, columns);
    AUTO(arena_end_at) Arena *scratch =
        arena_new("openings in order", snapshot->openings.count * sizeof(Row) + ROW_BYTES_MAX);
    Row *row = arena_many(scratch, Row, snapshot->openings.count);
    size_t count = rows_sort(columns, row);
    blocks_count(row, count, columns);
    columns_room(arena, columns);
    blocks_fill(arena, columns, row, count);
    columns->by_occupation =
        group_lists(arena, columns, occupation_of, (int32_t)snapshot->occupations.count);
    columns->by_division = group_lists(arena, columns, division_of, DIVISIONS);
    return columns;
}
