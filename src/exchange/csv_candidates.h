/* csv_candidates.h: a row of the file `candidates` is one person.
 *
 * Columns: id, where the row's facts come from (source, verified, confirmed_at), demo, every fact
 * (candidates_fields.h), every list in one cell. Reading a row needs no database. */
#ifndef OPSTAP_CSV_CANDIDATES_H
#define OPSTAP_CSV_CANDIDATES_H

#include "candidates/candidates.h"
#include "csv_write.h"
#include "plausible.h"

enum {
    CANDIDATE_COLUMN_ID,
    CANDIDATE_COLUMN_FROM, /* and the two after it */
    CANDIDATE_COLUMN_DEMO = CANDIDATE_COLUMN_FROM + 3,
    CANDIDATE_COLUMN_FACTS,
    CANDIDATE_COLUMN_LISTS = CANDIDATE_COLUMN_FACTS + FACT_COUNT,
    CANDIDATE_COLUMN_COUNT = CANDIDATE_COLUMN_LISTS + CANDIDATE_LIST_COUNT
};
CsvLayout *csv_candidates_layout(Arena *arena);

/* The reader's row as a record in its scratch arena; remarks go to its report. */
void csv_candidate_read(CsvReader *reader, CandidateRecord *ret_record);

/* All people of the tenant, part by part, each written by `write`. identity: with their names.
 * BUSY, BROKEN: the database; and as csv_written. */
typedef void PersonWrite(CsvWriter *writer, Arena *scratch, const CandidateRecord *record);
Result csv_people_export(const ExportRequest *request, const CsvLayout *layout, bool identity,
                         PersonWrite *write, Str *ret_bytes);

/* An ear that flags in the reader's report. */
PlausibleEar csv_ear(CsvReader *reader);

#endif
