/* csv_write.h: CSV files out, as csv_table.h reads them and safe for a spreadsheet (csv_cell.h).
 *
 * Comma, LF, UTF-8 without a mark, quotes only where needed: the same data gives the same bytes. A
 * kind writes with the layout that it reads with; columns that are not wanted are left out of
 * header and rows alike. */
#ifndef OPSTAP_CSV_WRITE_H
#define OPSTAP_CSV_WRITE_H

#include "csv_read.h"

typedef struct CsvWriter {
    const CsvLayout *layout;
    const ExportRequest *request; /* NULL: all columns (a template) */
    Text text;
    int column;   /* the next in this row */
    bool stopped; /* who takes the parts wants no more */
} CsvWriter;

/* Writes the header. */
CsvWriter csv_writer(Arena *arena, const CsvLayout *layout, const ExportRequest *request);

/* What a value says in a file: its text without spaces around it; "" when it is unknown, and for a
 * text that itself says "unknown", because that is how it would be read. */
Str csv_said(Arena *arena, const FieldInfo *field, Value value);

/* The same for a list: one that says "unknown" gets a backslash in front, which reading takes
 * off. */
Str csv_list_said(Arena *arena, const RecordType *type, const RecordList *list);

/* The next cell of the row; the last of the layout ends it. Cells of columns that are left out are
 * dropped. */
void csv_write(CsvWriter *writer, Arena *scratch, Str cell);
void csv_write_value(CsvWriter *writer, Arena *scratch, Value value);
void csv_write_list(CsvWriter *writer, Arena *scratch, const RecordList *list);
void csv_write_provenance(CsvWriter *writer, Arena *scratch, Provenance from);
void csv_write_yes(CsvWriter *writer, Arena *scratch, bool yes);

/* A cell of a file that has no layout of its own: guarded, and quoted where needed. */
void csv_cell_add(Text *text, Arena *scratch, Str cell);

/* Nothing that is written from here on arrives: whoever has much to write may stop. */
bool csv_stopped(const CsvWriter *writer);

/* The end of the file. With a request that takes parts *ret_bytes is empty: they have left. BROKEN:
 * the one who took them stopped, or the file became larger than EXPORT_BYTES_MAX (logged). */
Result csv_written(CsvWriter *writer, Str *ret_bytes);

/* A template: the layout's columns and, per row, pairs of a column's name and its cell, ended by
 * NULL. */
typedef struct CsvExample {
    const char *pair[2 * 48];
} CsvExample;
Str csv_template(Arena *arena, const CsvLayout *layout, const CsvExample *row, size_t count);

#endif
