/* table.h: a CSV table in memory, for tests: read by libcsv, so that no code of ours judges itself.
 *
 * A table is read strictly: a quote out of place, or a row of another width than the header, fails
 * the test that asked for it. Cells are by value and live in the arena. */
#ifndef OPSTAP_TEST_TABLE_H
#define OPSTAP_TEST_TABLE_H

#include <csv.h>
#include <unistd.h>

#include "embedded.h"
#include "file.h"
#include "number.h"
#include "test.h"

typedef struct Table {
    Arena *arena;
    const char *name;
    Str *cell; /* row by row, the header first */
    size_t cell_count, cell_capacity, width, column, row_count; /* row_count: without the header */
} Table;

static inline void table_take_cell(void *bytes, size_t len, void *given) {
    Table *table = given;
    table->cell = arena_room(table->arena, Str, table->cell, table->cell_count,
                             &table->cell_capacity);
    table->cell[table->cell_count++] = str_copy(table->arena, (Str){ bytes ? bytes : "", len });
    table->column++;
}

static inline void table_take_row(int end, void *given) {
    (void)end;
    Table *table = given;
    if (!table->width) table->width = table->column;
    else table->row_count++;
    if (table->column != table->width) {
        fail_msg("%s row %zu: %zu cells, the header has %zu", table->name, table->row_count,
                 table->column, table->width);
    }
    table->column = 0;
}

static inline Table table_read_bytes(Arena *arena, const char *name, Str bytes) {
    Table table = { .arena = arena, .name = name };
    struct csv_parser parser;
    assert_int_equal(csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI), 0);
    size_t taken =
        csv_parse(&parser, bytes.at, bytes.len, table_take_cell, table_take_row, &table);
    if (taken != bytes.len || csv_fini(&parser, table_take_cell, table_take_row, &table)) {
        fail_msg("%s: %s", name, csv_strerror(csv_error(&parser)));
    }
    csv_free(&parser);
    return table;
}

/* A table that travels inside the program, by its name below data/. */
static inline Table table_read(Arena *arena, const char *name) {
    Str bytes = embedded_find(str_from(name));
    if (!bytes.at) fail_msg("%s is not in the program", name);
    return table_read_bytes(arena, name, bytes);
}

/* Position of a column; fails the test when the table lacks it. */
static inline size_t table_column(const Table *table, const char *name) {
    for (size_t i = 0; i < table->width; i++) {
        if (str_equal(table->cell[i], str_from(name))) return i;
    }
    fail_msg("%s has no column %s", table->name, name);
    return 0;
}

/* Cell of row 0 .. row_count - 1. */
static inline Str table_cell(const Table *table, size_t row, const char *column) {
    return table->cell[(row + 1) * table->width + table_column(table, column)];
}

static inline int64_t table_number(const Table *table, size_t row, const char *column) {
    Str text = table_cell(table, row, column);
    int64_t number = 0;
    if (!number_read(text, &number)) {
        fail_msg("%s row %zu: %s is no number: '%.*s'", table->name, row, column, STR_ARGS(text));
    }
    return number;
}

/* Row whose cell in that column equals the key; row_count when there is none. */
static inline size_t table_find(const Table *table, const char *column, Str key) {
    size_t at = table_column(table, column);
    for (size_t row = 0; row < table->row_count; row++) {
        if (str_equal(table->cell[(row + 1) * table->width + at], key)) return row;
    }
    return table->row_count;
}

static inline bool table_has(const Table *table, const char *column, Str key) {
    return table_find(table, column, key) < table->row_count;
}

/* No cell of the column may be empty. */
static inline void assert_filled(const Table *table, const char *column) {
    for (size_t row = 0; row < table->row_count; row++) {
        if (!table_cell(table, row, column).len) {
            fail_msg("%s row %zu: %s is empty", table->name, row, column);
        }
    }
}

static inline Str shared_path(Arena *arena, const char *name) {
    const char *folder = getenv("OPSTAP_SHARED");
    if (!folder) folder = OPSTAP_SOURCE_ROOT "/../shared";
    return str_printf(arena, "%s/%s", folder, name);
}

/* Skips the test, aloud, when a file is not in the shared folder beside the project (OPSTAP_SHARED,
 * else ../shared beside the source). Comes first in a test: cmocka jumps out of it, so that what
 * the test holds by then is never ended. */
static inline void skip_without(const char *name) {
    char path[4096];
    {
        TEST_ARENA(arena);
        snprintf(path, sizeof path, "%s", shared_path(arena, name).at);
    }
    if (access(path, R_OK) == 0) return;
    print_message("# skipped: there is no %s\n", path);
    skip();
}

/* A file of that folder that is there. */
static inline Str shared_file(Arena *arena, const char *name) {
    Str bytes = STR_EMPTY;
    assert_int_equal(file_read(arena, shared_path(arena, name).at, 64 * 1024 * 1024, &bytes), OK);
    return bytes;
}

static inline Table table_shared(Arena *arena, const char *name) {
    return table_read_bytes(arena, name, shared_file(arena, name));
}

#endif
