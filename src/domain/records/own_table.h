/* own_table.h: reads a table of ours (data/) from the program, row by row, cell by column name.
 *
 * For tables whose bytes are part of the program and checked by the build's tests: a missing
 * column or a cell that is no number is a fault of the program, so it ends with a line in the
 * log. Files of others are read elsewhere, with a report. Texts point into the program and live
 * as long. A cell may stand in quotes when it holds a comma; there are no quotes within quotes.
 * At most OWN_TABLE_COLUMNS_MAX columns. */
#ifndef OPSTAP_OWN_TABLE_H
#define OPSTAP_OWN_TABLE_H

#include <stdint.h>

#include "str.h"

enum { OWN_TABLE_COLUMNS_MAX = 16 };

typedef struct OwnTable {
    const char *name;
    Str rest, header[OWN_TABLE_COLUMNS_MAX], cell[OWN_TABLE_COLUMNS_MAX];
    int header_count, cell_count;
} OwnTable;

OwnTable
own_table_open(const char *name);     /* "municipalities.csv"; one that is not there has no rows */
bool own_table_next(OwnTable *table); /* false after the last row */
Str own_table_text(const OwnTable *table, const char *column);
int32_t own_table_number(const OwnTable *table, const char *column); /* 0 or more */

#endif
