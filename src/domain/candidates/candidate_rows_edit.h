/* candidate_rows_edit.h: a list of a file is changed row by row, and a week as a grid.
 *
 * Two people may change the same list at the same time, as long as it is not the same row, or the
 * same day of the week: then both changes stand. Who changes a row says what it held when the form
 * was filled. When no such row is there any more: CONFLICT, with what stands there now; nothing is
 * written, and the person chooses.
 *
 * Rows that nobody touched keep their source and their day. All of it runs in the caller's
 * transaction, which must be a writing one, and belongs to the caller's arena. */
#ifndef OPSTAP_CANDIDATE_ROWS_EDIT_H
#define OPSTAP_CANDIDATE_ROWS_EDIT_H

#include "candidates/candidate_week.h"

/* A row as one text, for a form to remember. */
Str candidate_row_text(Arena *arena, CandidateList list, const RecordList *rows, size_t row);

/* Where the row stands that was this text: at `at`, else the first that is the same; rows->count:
 * nowhere. */
size_t candidate_row_find(Arena *arena, CandidateList list, const RecordList *rows, Str was,
                          size_t at);

typedef struct CandidateRowEdit {
    Str id; /* whose file */
    CandidateList list;
    Str was;              /* candidate_row_text of the row; "": a row is added */
    size_t at;            /* where it stood */
    const Value *becomes; /* its fields; NULL: the row is removed */
    bool confirmed;       /* looked at again: it gets the new day, also when it stays the same */
    Str actor;
    Provenance from;
} CandidateRowEdit;

typedef enum RowFault {
    ROW_FAULT_NONE,
    ROW_FAULT_EMPTY,       /* it says nothing */
    ROW_FAULT_KEY_MISSING, /* `field` is needed to tell it from the others */
    ROW_FAULT_TWICE,       /* a row of that name is there already, at `now` */
    ROW_FAULT_FULL,        /* the list has ENTRIES_MAX rows */
    ROW_FAULT_VALUE        /* `field` cannot hold its value */
} RowFault;

/* The last change of a list, of whatever row; "" when it is not known. */
typedef struct ListChanged {
    Str moment; /* "2026-03-14T09:26:53Z" */
    Str actor;  /* id of a user; "" for an import too */
} ListChanged;

typedef struct CandidateRowEdited {
    bool changed;    /* OK: anything was different */
    RowFault fault;  /* INVALID */
    int field;       /* of the fault */
    RecordList rows; /* CONFLICT, INVALID: the list as it is */
    size_t now;      /* the row that stands in its place; rows.count: none */
    ListChanged last; /* CONFLICT */
} CandidateRowEdited;

/* NOT_FOUND: nobody of that id. CONFLICT, INVALID: as above, nothing is written. */
Result candidate_row_edit(Db *db, Arena *arena, int64_t tenant, const CandidateRowEdit *edit,
                          CandidateRowEdited *ret_edited);

typedef struct CandidateWeekEdit {
    Str id;
    CandidateWeek was, becomes;
    bool confirmed; /* every block of the plain week was looked at again */
    Str actor;
    Provenance from;
} CandidateWeekEdit;

typedef struct CandidateWeekEdited {
    bool changed;
    CandidateWeek now;  /* CONFLICT: the week as it is, with the days of others in it */
    unsigned days_both; /* CONFLICT: bit d: both changed day d, and not to the same */
    ListChanged last;   /* CONFLICT */
} CandidateWeekEdited;

/* Days that only others changed stay theirs. INVALID: more than ENTRIES_MAX blocks. */
Result candidate_week_edit(Db *db, Arena *arena, int64_t tenant, const CandidateWeekEdit *edit,
                           CandidateWeekEdited *ret_edited);

#endif
