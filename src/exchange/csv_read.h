/* csv_read.h: from a CSV file to rows that a kind of import can take.
 *
 * A kind describes its columns once, in a CsvLayout made from the macro lists of the rooms;
 * reading, writing and the template use the same one. A file may have its columns in any order and
 * may leave out all but the required ones; a column that the layout lacks refuses the file and
 * names what is allowed. A cell that is empty, or says "unknown", is unknown.
 *
 * Row by row: csv_each empties `scratch`, the kind reads its cells, each refused cell becomes a
 * remark with line and column, and a row without refused cells may be written. Values point into
 * the table or into scratch; what must live longer is copied. */
#ifndef OPSTAP_CSV_READ_H
#define OPSTAP_CSV_READ_H

#include "auto.h"
#include "csv_table.h"
#include "import.h"
#include "records/records.h"

typedef struct CsvColumn {
    Str name;
    FieldInfo field;          /* how a cell is read; not used for a list */
    const RecordType *list;   /* the cell holds a whole list */
    bool required;            /* the column must be there, and no cell may be unknown */
    bool identity, sensitive; /* left out of an export unless asked for */
    int at;                   /* position in the file that is read, -1 when it lacks the column */
} CsvColumn;

typedef struct CsvLayout {
    CsvColumn column[CSV_COLUMNS_MAX];
    int count;
    bool others_pass; /* a file of others may have columns that nobody reads */
} CsvLayout;

/* Each returns the position of the (first) column that it added. `end` of a field's name is left
 * out of the column's: "from_time" without "_time" is the column "from". */
int csv_layout_field(CsvLayout *layout, const FieldInfo *field);
int csv_layout_fields(CsvLayout *layout, const FieldInfo *field, int count, Str end);
int csv_layout_list(CsvLayout *layout, const RecordType *type);
int csv_layout_id(CsvLayout *layout); /* "id", required */

/* source, verified, confirmed_at. */
int csv_layout_provenance(CsvLayout *layout);
extern const FieldInfo csv_provenance_field[3];

/* "demo": a made-up record. */
int csv_layout_demo(CsvLayout *layout);

typedef struct CsvReader {
    const ImportRequest *request; /* its db is not used here */
    ImportReport *report;
    CsvLayout *layout;
    CsvTable table;
    Arena *scratch; /* for one row */
    const CsvRow *row;
} CsvReader;

/* Reads the file into `arena` and binds its columns to the layout. INVALID: *ret_why, whose texts
 * live in the request's arena. */
Result csv_open(CsvReader *reader, Arena *arena, Str bytes, Phrase *ret_why);

/* What a kind does with one row. *ret_changed is false when it is not set. */
typedef Result CsvTake(CsvReader *reader, void *context, bool *ret_changed);

/* All rows in order; stops at the first result that is not OK and returns it. */
Result csv_each(CsvReader *reader, CsvTake *take, void *context);

/* A file in which every row is a record of its own. */
typedef struct CsvRecords {
    const char *name; /* of its arena */
    CsvLayout *(*layout)(Arena *arena);
    CsvTake *take; /* its context is the Seen of the file */
} CsvRecords;

/* csv_open and csv_each for such a file. */
Result csv_records_import(const CsvRecords *records, const ImportRequest *request, Str bytes,
                          ImportReport *report, Phrase *ret_why);

/* The row has no refused cell and may be written. */
bool csv_row_is_good(const CsvReader *reader);

/* --- the cells of the row; `column` is a position in the layout --- */

Str csv_cell(const CsvReader *reader, int column); /* "" when the file lacks the column */
bool csv_cell_is_unknown(const CsvReader *reader, int column); /* it says so */

/* A refused cell gives a remark, and an unknown value. */
Value csv_value(CsvReader *reader, int column);
RecordList csv_list(CsvReader *reader, int column, Provenance from);

/* Three columns from `first`. No source: "csv". No day: the day of the request, assumed. A day that
 * says "unknown", or lies in the future (flagged): unknown. */
Provenance csv_provenance(CsvReader *reader, int first);

void csv_refuse(CsvReader *reader, int column, Phrase reason);
void csv_flag(CsvReader *reader, Str column_name, Phrase reason);

/* Refuses the row when its id was met before; `seen` keeps the line of each. "" is never met. */
typedef struct Seen Seen;
void csv_refuse_twice(CsvReader *reader, int column, Seen *seen, Str id);

/* --- rows that belong together --- */

/* The rows of one id, in the order of the file. A row that was refused has no value. */
typedef struct CsvGroup {
    Str id;
    const CsvRow **row;
    bool *good; /* read without a refusal; set after the row was read */
    size_t count;
} CsvGroup;

/* Reads one row of a group: `index` is its place in it. Refused cells are seen to by the caller. */
typedef void CsvGroupRow(CsvReader *reader, void *context, const CsvGroup *group, size_t index);
/* All rows of the group were read; those with group->good may be written. */
typedef Result CsvGroupEnd(CsvReader *reader, void *context, const CsvGroup *group,
                           bool *ret_changed);

typedef struct CsvGroupTake {
    CsvGroupRow *row;
    CsvGroupEnd *end;
    void *context;
    int column;       /* of the id */
    bool all_or_none; /* one refused row refuses its group */
} CsvGroupTake;

/* Groups in order of first appearance; rows without a valid id are refused first. A changed group
 * counts all of its rows as changed. Scratch is emptied for each group. */
Result csv_each_group(CsvReader *reader, Arena *arena, const CsvGroupTake *take);

#endif
