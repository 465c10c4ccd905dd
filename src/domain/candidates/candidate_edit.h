/* candidate_edit.h: a person changes a file by hand, and nobody overwrites somebody else unseen.
 *
 * A file has a version: a number that grows whenever anything in it changes, whoever does it. A
 * form is filled from a file at some version and says so when it is sent. When the file is at that
 * version still, all edits are written, or none. When it is not: CONFLICT, with every field that
 * others changed since, what it holds now, when that was and who did it as far as it is known; the
 * page shows both, and sends again with the new version.
 *
 * What is written by hand says where it is from and on which day it was said; it stands over what
 * was there, whatever day that was of: somebody looked at it. A fact whose value is the same gets
 * the new day. A change is one event in the chain of audit: the id of the file and the names of the
 * fields, never values.
 *
 * Everything here runs in the caller's transaction and belongs to the caller's arena. */
#ifndef OPSTAP_CANDIDATE_EDIT_H
#define OPSTAP_CANDIDATE_EDIT_H

#include "candidates/candidates.h"

/* The version of a file as it is now. Read it before the file, in the same reading transaction. 0
 * is a version too: nothing was changed since versions are kept. */
Result candidate_version(Db *db, int64_t tenant, int64_t number, int64_t *ret_version);

/* One fact (list < 0), or one list as a whole, of at most ENTRIES_MAX rows. An unknown value, or a
 * list without rows, makes it unknown. A row without a source gets the provenance of the edits; one
 * that has a source keeps its own: nobody looked at it. */
typedef struct CandidateEdit {
    int fact; /* enum Fact; -1 for a list */
    int list; /* enum CandidateList; -1 for a fact */
    Value value;
    RecordList rows;
} CandidateEdit;
#define EDIT_FACT(which, what) ((CandidateEdit){ .fact = (which), .list = -1, .value = (what) })
#define EDIT_LIST(which, what) ((CandidateEdit){ .fact = -1, .list = (which), .rows = (what) })

typedef struct CandidateEdits {
    int64_t number; /* whose file */
    int64_t version_seen;
    Str actor;            /* id of the user, as in audit.h */
    Provenance from;      /* { S("intake"), verified, today } */
    const CandidateEdit *edit;
    size_t count;
} CandidateEdits;

/* A field that others changed since version_seen. */
typedef struct ChangedField {
    Str name;   /* "hours_max", "language" */
    int fact, list; /* one of them is -1 */
    Str value;  /* what it holds now, as value_text or record_list_text; "" when unknown */
    Str moment; /* "2026-03-14T09:26:53Z" */
    Str actor;  /* id of a user; "" when it is not known: an import */
    Str source; /* of what it holds now; "" when unknown */
    bool mine;  /* among the edits that were sent */
} ChangedField;

typedef struct CandidateEdited {
    int64_t version; /* OK: the version from now on; CONFLICT: the version that it has */
    bool changed;    /* OK: anything was different */
    ChangedField *field; /* CONFLICT: by name; none when the file itself is all that is new */
    size_t field_count;
    Str refused; /* INVALID: name of the field that cannot hold its value; "" otherwise */
} CandidateEdited;

/* NOT_FOUND: nobody of that number, or erased. CONFLICT and INVALID: nothing is written, and
 * *ret_edited says why (it is set for these two as well). Inside a transaction. */
Result candidate_fact_edit(Db *db, Arena *arena, int64_t tenant, const CandidateEdits *edits,
                           CandidateEdited *ret_edited);

/* A new file with these facts, under an outside id made at random (128 bits, 32 hex digits);
 * number and version_seen are not looked at. */
typedef struct CandidateMade {
    int64_t number, version;
    Str id;
    Str refused; /* as above */
} CandidateMade;
Result candidate_make(Db *db, Arena *arena, int64_t tenant, const CandidateEdits *edits,
                      CandidateMade *ret_made);

#endif
