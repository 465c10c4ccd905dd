/* limits.h: a limit on everything that a person or another system can grow, with its reason. */
#ifndef OPSTAP_LIMITS_H
#define OPSTAP_LIMITS_H

enum {
    /* Import: a national set of 1,000 full profiles is 1.7 MB; 64 MiB holds a large city many
     * times, and the file is held in memory as a whole. */
    IMPORT_BYTES_MAX = 64 * 1024 * 1024,
    /* Export, where its file is wanted as one text: the lists of 300,000 people. */
    EXPORT_BYTES_MAX = 512 * 1024 * 1024,
    /* Export, where it leaves part by part: large enough for one write to cost nothing. */
    EXPORT_PART_BYTES = 64 * 1024,
    /* The exchange contract nests 5 deep; 32 leaves room and keeps recursion shallow. */
    JSON_DEPTH_MAX = 32,
    /* One text; the contract's longest is 2,000 characters. */
    STRING_BYTES_MAX = 1024 * 1024,
    /* Rows or records in one file: four times the largest benefit population of a Dutch region. */
    RECORDS_MAX = 1000 * 1000,
    /* Refused or flagged rows that are shown one by one; the rest is counted. */
    REPORT_ROWS_SHOWN_MAX = 200,
    /* Columns in a CSV file: our widest template has under 150. */
    CSV_COLUMNS_MAX = 300,
    /* Cells in a CSV file: 100,000 people in our widest template, 256 MB of memory. A file of
     * nothing but commas stops here. */
    CSV_CELLS_MAX = 16 * 1000 * 1000,
    /* Memory for one CSV file as a table, or for what one export reads at a time: the largest file
     * that may come in, cell by cell. */
    CSV_ARENA_BYTES_MAX = 1024 * 1024 * 1024,
    /* An id given by another system (VUM: 200 characters). */
    ID_BYTES_MAX = 200,
    /* Entries of one list of one person (languages, jobs, ...): the longest in the accreditation
     * set is 5; files that pass this are damaged or hostile. */
    ENTRIES_MAX = 1000,
    /* One row of a table, as bytes: the file that another system gave (IMPORT_BYTES_MAX), twice. A
     * builder that grows to it takes four times as much. */
    ROW_BYTES_MAX = 2 * IMPORT_BYTES_MAX,
    ROW_ROOM_BYTES_MAX = 5 * ROW_BYTES_MAX,
    /* A backup: its tables and their columns (we have 60, the widest of 30), a name (what
     * PostgreSQL takes), one piece that is packed and summed by itself, and rows in all: a thousand
     * times a large region. */
    BACKUP_TABLES_MAX = 500,
    BACKUP_COLUMNS_MAX = 200,
    BACKUP_NAME_BYTES_MAX = 63,
    BACKUP_CHUNK_BYTES_MAX = 1024 * 1024,
    BACKUP_ROWS_MAX = 2 * 1000 * 1000 * 1000,
    /* Pairs in one plan: a million people with twenty places each. The flow core counts its arcs in
     * 32 bits and keeps 60 bytes for each. */
    PLAN_PAIRS_MAX = 20 * 1000 * 1000,
    /* One text of a plan that is shown in a message; the rest is cut off. */
    PLAN_SHOWN_BYTES_MAX = 80,
};

#endif
