/* csv_openings.h: a row of the file `openings` is one opening, with what it says of its class.
 *
 * Columns: id, demo, every field (openings_fields.h), every list in one cell, and the fields of the
 * class that `class` names, each with "class_" in front. Several openings may name one class; what
 * they say of it adds up, and a row that says something else than an earlier row is refused. */
#ifndef OPSTAP_CSV_OPENINGS_H
#define OPSTAP_CSV_OPENINGS_H

#include "csv_candidates.h"
#include "openings/openings.h"
#include "seen.h"

enum {
    OPENING_COLUMN_ID,
    OPENING_COLUMN_DEMO,
    OPENING_COLUMN_FIELDS,
    OPENING_COLUMN_LISTS = OPENING_COLUMN_FIELDS + OPENING_FIELD_COUNT,
    OPENING_COLUMN_CLASS = OPENING_COLUMN_LISTS + OPENING_LIST_COUNT,
    OPENING_COLUMN_COUNT = OPENING_COLUMN_CLASS + CLASS_FIELD_COUNT
};
CsvLayout *csv_openings_layout(Arena *arena);

/* The reader's row in its scratch arena. */
void csv_opening_read(CsvReader *reader, OpeningRecord *ret_record);

#endif
