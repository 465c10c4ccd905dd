/* bench_table.h: a table of a bench, as text or as Markdown. Cells come row by row. */
#ifndef OPSTAP_BENCH_TABLE_H
#define OPSTAP_BENCH_TABLE_H

#include <stdbool.h>

#include "arena.h"
#include "str.h"

typedef struct BenchTable {
    Arena *arena;
    int column_count;
    Str *cell;
    size_t cell_count, cell_room;
} BenchTable;

/* head: the names of the columns, up to a NULL. */
BenchTable bench_table_new(Arena *arena, const char *const *head);
void bench_table_add(BenchTable *table, Str cell);
void bench_table_print(const BenchTable *table, const char *title, bool markdown);

/* "0.0123 s", "12.3 s" */
Str bench_seconds(Arena *arena, double seconds);

#endif
