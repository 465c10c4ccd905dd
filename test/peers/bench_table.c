#include "bench_table.h"

#include <stdio.h>

#include "text.h"

BenchTable bench_table_new(Arena *arena, const char *const *head) {
    BenchTable table = { .arena = arena };
    for (; head[table.column_count]; table.column_count++) {
        bench_table_add(&table, str_from(head[table.column_count]));
    }
    return table;
}

void bench_table_add(BenchTable *table, Str cell) {
    table->cell = arena_room(table->arena, Str, table->cell, table->cell_count, &table->cell_room);
    table->cell[table->cell_count++] = cell;
}

static size_t column_width(const BenchTable *table, size_t column) {
    size_t width = 3;
    for (size_t i = column; i < table->cell_count; i += (size_t)table->column_count) {
        if (table->cell[i].len > width) width = table->cell[i].len;
    }
    return width;
}

static void line_print(const BenchTable *table, size_t first, const size_t *width, bool markdown) {
    size_t columns = (size_t)table->column_count;
    for (size_t i = 0; i < columns && first + i < table->cell_count; i++) {
        Str cell = table->cell[first + i];
        printf("%s%.*s%*s", markdown ? "| " : i ? "  " : "", STR_ARGS(cell),
               (int)(width[i] - cell.len) + markdown, "");
    }
    puts(markdown ? "|" : "");
}

void bench_table_print(const BenchTable *table, const char *title, bool markdown) {
    size_t columns = (size_t)table->column_count;
    size_t *width = arena_many(table->arena, size_t, columns);
    for (size_t i = 0; i < columns; i++) width[i] = column_width(table, i);
    printf(markdown ? "### %s\n\n" : "%s\n\n", title);
    for (size_t first = 0; first < table->cell_count; first += columns) {
        line_print(table, first, width, markdown);
        if (first || !markdown) continue;
        for (size_t i = 0; i < columns; i++) printf("|---");
        puts("|");
    }
    puts("");
    fflush(stdout);
}

Str bench_seconds(Arena *arena, double seconds) {
    return str_printf(arena, "%.*f s", seconds < 0.1 ? 4 : seconds < 10 ? 3 : 1, seconds);
}
