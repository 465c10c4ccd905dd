/* import.h: what every import has in common: one transaction, one report.
 *
 * A file is read as a whole, every row is checked, and the report says what happened. One refused row
 * refuses the file (nothing changes) unless keep_going takes the good rows. Breaking a rule of the
 * format refuses a row; a value that is allowed but cannot be true (an end before its beginning, an
 * experience of 99 years) is taken as unknown and flagged. dry_run does all but keep the result.
 * Importing the same file twice changes nothing the second time. */
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
    int64_t rows, taken, changed, refused, flagged; /* taken counts rows that are good; changed of them differ
                                                       from what was stored */
    ImportRemark *remark; /* the first REPORT_ROWS_SHOWN_MAX */
    size_t remark_count, remark_capacity;
    Phrase note[8];       /* figures that the kind of import adds, e.g. occupations without a mapping */
    int note_count;
    bool applied;         /* the changes are in the database */
} ImportReport;

typedef struct ImportRequest {
    Db *db;
    Arena *arena;
    int64_t tenant;
    Day today;      /* confirmed-at for rows that name no day */
    bool keep_going, dry_run;
    void (*progress)(int64_t done, int64_t total, void *context); /* may be NULL */
    void *progress_context;
} ImportRequest;

/* Opened by the verbs below; adds to the report; refused rows count once each. */
void import_remark(Arena *arena, ImportReport *report, bool refused, Phrase place, Phrase reason);

/* kind: "candidates", "vum-jobseekers", ...: see import_kinds. OK: report filled, applied or dry run.
 * INVALID: refused rows, nothing changed, report filled. NOT_FOUND: no such kind. BROKEN, BUSY, CONFLICT: the
 * database; nothing changed. *ret_why says what an INVALID or REFUSED file as a whole is refused for
 * (not JSON, not UTF-8, too deep) and is empty when the rows say it. */
Result import_bytes(const ImportRequest *request, Str kind, Str bytes, ImportReport *ret_report,
                    Phrase *ret_why);

typedef struct ImportKind {
    const char *name;
    Result (*run)(const ImportRequest *request, Str bytes, ImportReport *report, Phrase *ret_why);
    Str (*template_example)(Arena *arena); /* an example file that imports */
    Result (*export)(Db *db, Arena *arena, int64_t tenant, Str *ret_bytes); /* NULL: import only */
    Word explanation;
} ImportKind;
extern const ImportKind import_kinds[]; /* ends with a NULL name */
const ImportKind *import_kind_find(Str name);

#endif
