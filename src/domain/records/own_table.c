#include "records/own_table.h"

#include "embedded.h"
#include "log.h"
#include "number.h"

static bool cell_cut(Str *line, Str *ret_cell) {
    if (!line->at || line->at[0] != '"') return str_cut(line, ',', ret_cell);
    Str before;
    *line = str_sub(*line, 1, line->len);
    str_cut(line, '"', ret_cell);
    return str_cut(line, ',', &before);
}

static int line_cells(OwnTable *table, Str *cell) {
    Str line;
    int count = 0;
    do {
        if (!str_cut(&table->rest, '\n', &line)) return 0;
    } while (!line.len);
    while (count < OWN_TABLE_COLUMNS_MAX && cell_cut(&line, &cell[count])) count++;
    return count;
}

OwnTable own_table_open(const char *name) {
    OwnTable table = { .name = name, .rest = embedded_find(str_from(name)) };
    table.header_count = line_cells(&table, table.header);
    return table;
}

bool own_table_next(OwnTable *table) {
    table->cell_count = line_cells(table, table->cell);
    return table->cell_count > 0;
}

Str own_table_text(const OwnTable *table, const char *column) {
    for (int i = 0; i < table->header_count && i < table->cell_count; i++) {
        if (str_equal(table->header[i], str_from(column))) return table->cell[i];
    }
    log_fatal("data: %s has no column %s", table->name, column);
}

int32_t own_table_number(const OwnTable *table, const char *column) {
    int64_t number;
    Str text = own_table_text(table, column);
    if (!number_read_between(text, 0, INT32_MAX, &number)) {
        log_fatal("data: %s, column %s: '%.*s' is no number", table->name, column, STR_ARGS(text));
    }
    return (int32_t)number;
}
