/* data_rows.h: the rows of a table of ours, read one after the other from the bytes in the
 * program.
 *
 * Tables are checked by tests, so a column that is not there or a cell that is no number is a
 * fault of the program: it ends with one line in the log. Cells point into the program and live as
 * long as it. A cell in quotes may hold commas, nothing else. */
#ifndef OPSTAP_DEMO_DATA_ROWS_H
#define OPSTAP_DEMO_DATA_ROWS_H

#include <stdint.h>

#include "str.h"

enum { DATA_CELLS_MAX = 24 };

typedef struct DataRows {
    const char *name;
    Str rest, header[DATA_CELLS_MAX], cell[DATA_CELLS_MAX];
    int header_count, cell_count;
} DataRows;

DataRows data_rows(const char *name); /* "demo/times.csv" */
bool data_next(DataRows *rows);       /* the next row; false after the last */
Str data_cell(const DataRows *rows, const char *column);
int64_t data_number(const DataRows *rows, const char *column);

#endif
