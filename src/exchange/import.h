/* import.h: what every import has in common: one transaction, one report.
 *
 * A file is read as a whole, every row is checked, and the report says what happened. One refused
 * row refuses the file (nothing changes) unless keep_going takes the good rows. Breaking a rule of
 * the format refuses a row; a value that is allowed but cannot be true (an end before its
 * beginning, an experience of 99 years) is taken as unknown and flagged. dry_run does all but keep
 * the result. Importing the same file twice changes nothing the second time. */
#ifndef OPSTAP_IMPORT_H
#define OPSTAP_IMPORT_H

#include "db.h"
#include "limits.h"
#include "phrase.h"

typedef struct ImportRemark {
    bool refused;  /* false: taken, with a flagged value */
    Phrase place;  /* "line 12, column postcode" or "record 7 (id ab12), mobiliteit.postcode" */
    Phrase reason; /* what is wrong with which value, and what is allowed */
} ImportRemark;

typedef struct ImportReport {
    int64_t rows;    /* of the file */
    int64_t taken;   /* good ones */
    int64_t changed; /* of those: differ from what was stored */
    int64_t refused, flagged; /* rows; values */
    ImportRemark *remark; /* the first REPORT_ROWS_SHOWN_MAX */
    size_t remark_count, remark_capacity;
    int64_t remarks; /* all of them; a row can have several */
    bool counts_list;   /* the file is a list as a whole, and the next two are known */
    int64_t fresh, gone; /* entries that are new; that the list has no more */
    Phrase note[8]; /* figures that the kind of import adds, e.g. occupations without a mapping */
    int note_count;
    bool applied;     /* the changes are in the database */
    bool row_refused; /* the row that is being read; see import_row_begin */
} ImportReport;

typedef struct ImportRequest {
    Db *db;
    Arena *arena;
    int64_t tenant;
    Day today;      /* confirmed-at for rows that name no day */
    bool keep_going, dry_run;
    bool labels_told; /* the language of labels in a file that does not say it */
    Tongue labels;
    void (*progress)(int64_t done, int64_t total, void *context); /* may be NULL */
    void *progress_context;
} ImportRequest;

/* For the kinds: every row of a file begins and ends with these two; between them the row may be
 * remarked on, any number of times. A row with one refused remark or more counts as refused once.
 * `changed` of a refused row is ignored. */
void import_row_begin(ImportReport *report);
void import_row_end(ImportReport *report, bool changed);

/* Adds to the report; copies place and reason into the arena, which is that of the request. */
void import_remark(Arena *arena, ImportReport *report, bool refused, Phrase place, Phrase reason);
void import_note(ImportReport *report, Phrase note); /* its texts must live as long as the report */

/* False when a row was refused and the file is therefore lost: then the other rows are read for
 * their faults, and nothing more is written. */
bool import_may_write(const ImportRequest *request, const ImportReport *report);

/* Tells whoever waits, every 1,000 rows. */
void import_tell(const ImportRequest *request, int64_t done, int64_t total);

/* kind: "candidates", "vum-jobseekers", ...: see import_kinds. OK: report filled, applied or dry
 * run.
 * INVALID: refused rows, nothing changed, report filled. NOT_FOUND: no such kind. BROKEN, BUSY,
 * CONFLICT: the database; nothing changed. *ret_why says what an INVALID file as a whole is refused
 * for (not JSON, not UTF-8, too deep) and is empty when the rows say it. Its texts live in the
 * request's arena.
 *
 * Begins a transaction and ends it. Writes one row in the audit chain, also for a refused file; a
 * dry run writes none. */
Result import_bytes(const ImportRequest *request, Str kind, Str bytes, ImportReport *ret_report,
                    Phrase *ret_why);

typedef struct ExportRequest {
    Db *db;
    Arena *arena;
    int64_t tenant;
    bool identity;  /* names, contact, birth date, sex, household, controller too */
    bool sensitive; /* lists that can reveal health too (RecordType.sensitive) */
    /* Gets the file part by part, so that a region need not be in memory as a whole; false ends the
     * export (BROKEN). NULL: *ret_bytes is the file, up to EXPORT_BYTES_MAX. */
    bool (*take)(void *context, Str part);
    void (*tell)(void *context, Phrase note); /* what a reader should know; may be NULL */
    void *context;
} ExportRequest;

/* The file of that kind, from what is stored, read in one view. The reading is in the audit chain
 * before the first byte leaves. NOT_FOUND: no such kind, or one that can only be imported. */
Result export_bytes(const ExportRequest *request, Str kind, Str *ret_bytes);

typedef struct ImportKind {
    const char *name;
    Word explanation;
    /* Inside a transaction. OK, also with refused rows; INVALID: the file as a whole; else the
     * database. */
    Result (*run)(const ImportRequest *request, Str bytes, ImportReport *report, Phrase *ret_why);
    Str (*template_example)(Arena *arena); /* an example file that imports */
    Result (*export)(const ExportRequest *request, Str *ret_bytes); /* NULL: import only */
} ImportKind;
extern const ImportKind import_kinds[]; /* kinds.c; ends with a NULL name */
const ImportKind *import_kind_find(Str name); /* NULL when there is none */

#endif
