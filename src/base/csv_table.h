/* csv_table.h: a whole CSV file as a table in an arena.
 *
 * RFC 4180, strictly: cells are separated by a comma, or by a semicolon when the header line has
 * more of those (spreadsheets in Dutch write them so); a cell with a separator, a quote or a line
 * end stands in quotes; a quote in it is doubled. Rows end in LF, CRLF or CR; the last needs no
 * end. A byte order mark in front is skipped, empty lines are skipped, spaces belong to the cell.
 * The first row names the columns.
 *
 * Refused, with the place: bytes that are not UTF-8, U+0000, a quote out of place or without its
 * end, a row of another width than the header, a column without a name or named twice, and all that
 * passes limits.h: CSV_COLUMNS_MAX, CSV_CELLS_MAX, STRING_BYTES_MAX in one cell, RECORDS_MAX rows.
 *
 * What cells mean is not known here. Everything lives in the arena and copies what it needs: at
 * most the bytes of the file, plus 16 bytes per cell. */
#ifndef OPSTAP_CSV_TABLE_H
#define OPSTAP_CSV_TABLE_H

#include <stdint.h>

#include "result.h"
#include "str.h"

typedef enum CsvFault {
    CSV_FAULT_NONE,
    CSV_FAULT_EMPTY,           /* no header */
    CSV_FAULT_NOT_UTF8,
    CSV_FAULT_ZERO,            /* U+0000 */
    CSV_FAULT_QUOTE,           /* a quote out of place */
    CSV_FAULT_UNCLOSED,        /* a quote without its end; the place is where its row begins */
    CSV_FAULT_RAGGED,          /* `count` cells, the header has `expected` */
    CSV_FAULT_COLUMN_UNNAMED,
    CSV_FAULT_COLUMN_TWICE,    /* `name` */
    CSV_FAULT_TOO_MANY_COLUMNS, /* the limit stands in `expected` */
    CSV_FAULT_TOO_MANY_ROWS,
    CSV_FAULT_TOO_MANY_CELLS,
    CSV_FAULT_CELL_TOO_LONG
} CsvFault;

typedef struct CsvError {
    CsvFault fault;
    int64_t line;   /* from 1, as an editor counts; 0 when there is none */
    int64_t column; /* from 1, in cells; 0 when the fault is of the line as a whole */
    size_t offset;  /* in bytes from the start of the file, for NOT_UTF8 and ZERO */
    int64_t count, expected;
    Str name;
} CsvError;

typedef struct CsvRow {
    int64_t line; /* where the row begins */
    Str *cell;    /* column_count of them */
} CsvRow;

typedef struct CsvTable {
    char separator; /* ',' or ';' */
    Str *column;
    size_t column_count;
    CsvRow *row;
    size_t row_count;
} CsvTable;

/* OK or INVALID; then *ret_error says what and where. */
Result csv_table_read(Arena *arena, Str bytes, CsvTable *ret_table, CsvError *ret_error);

/* Position of the column with that name, -1 when there is none. */
int csv_column(const CsvTable *table, Str name);

#endif
