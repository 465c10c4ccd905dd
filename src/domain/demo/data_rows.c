#include "demo/data_rows.h"

#include "embedded.h"
#include "log.h"
#include "number.h"

static bool cell_cut(Str *line, Str *ret_cell) {
    if (!line->at || !line->len || line->at[0] != '"') return str_cut(line, ',', ret_cell);
    Str before;
    *line = str_sub(*line, 1, line->len);
    str_cut(line, '"', ret_cell);
    return str_cut(line, ',', &before);
}

static int line_cells(DataRows *rows, Str *cell) {
    Str line;
    int count = 0;
    do {
        if (!str_cut(&rows->rest, '\n', &line)) return 0;
    } while (!line.len);
    while (count < DATA_CELLS_MAX && cell_cut(&line, &cell[count])) count++;
    return count;
}

DataRows data_rows(const char *name) {
    DataRows rows = { .name = name, .rest = embedded_find(str_from(name)) };
    rows.header_count = line_cells(&rows, rows.header);
    if (!rows.header_count) log_fatal("data: there is no %s", name);
    return rows;
}

bool data_next(DataRows *rows) {
    rows->cell_count = line_cells(rows, rows->cell);
    return rows->cell_count > 0;
}

Str data_cell(const DataRows *rows, const char *column) {
    for (int i = 0; i < rows->header_count && i < rows->cell_count; i++) {
        if (str_equal(rows->header[i], str_from(column))) return rows->cell[i];
    }
    log_fatal("data: %s has no column %s", rows->name, column);
}

int64_t data_number(const DataRows *rows, const char *column) {
    int64_t number;
    Str text = data_cell(rows, column);
    if (!number_read(text, &number)) {
        log_fatal("data: %s, column %s: '%.*s' is no number", rows->name, column, STR_ARGS(text));
    }
    return number;
}
