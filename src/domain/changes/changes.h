/* changes.h: what changed since somebody looked.
 *
 * Every verb that changes what matching or planning reads (candidates, placements, openings,
 * classes, pairs, occupations, the map) notes it here, in its own transaction. Each note gets a
 * number, larger than all before it in this tenant; because one transaction writes at a time,
 * whoever sees a number also sees everything with a smaller one. So what is kept in memory can be
 * brought up to date (changes_since), whichever process made the change, and a form can tell that
 * it was filled from an older file (change_of).
 *
 * This room does not know what changed, only that it did: numbers and names of fields, no values.
 * Rows are made over, so there are at most as many as there are things. They pass with their
 * database: a backup has none. */
#ifndef OPSTAP_CHANGES_H
#define OPSTAP_CHANGES_H

#include "db.h"

typedef enum ChangeKind {
    CHANGE_CANDIDATE, /* facts and lists of a person, or the file is new or erased */
    CHANGE_PLACEMENT, /* placements of a candidate: the number is the candidate's */
    CHANGE_OPENING,
    CHANGE_OCCUPATION, /* what occupations and skills mean; number 0 stands for all */
    CHANGE_CLASS,
    CHANGE_MAP, /* areas and times of travel; number 0 stands for all */
    CHANGE_KIND_COUNT
} ChangeKind;

/* --- for who writes; inside a transaction --- */

Result change_note(Db *db, int64_t tenant, ChangeKind kind, int64_t number, int64_t *ret_change);

/* Something else of the tenant changed: a decided pair. */
Result change_touch(Db *db, int64_t tenant);

typedef struct FieldNote {
    int64_t candidate_number, change;
    Str field;
    Str actor; /* id of a user; "" when it is not known */
} FieldNote;
Result change_note_field(Db *db, int64_t tenant, FieldNote note);

/* The file of this person is erased: nobody remembers which fields it had. */
Result change_fields_forget(Db *db, int64_t tenant, int64_t candidate_number);

/* Proposals and reserves of everybody are about to be taken back: noted for each who has one. */
Result change_note_proposed(Db *db, int64_t tenant);

/* --- for who reads --- */

/* Another epoch: another database, or none of its changes was ever noted (0). */
typedef struct ChangeMark {
    int64_t epoch, last;
} ChangeMark;
Result change_mark(Db *db, int64_t tenant, ChangeMark *ret_mark);

/* The last change of anything. */
Result change_now(Db *db, int64_t tenant, int64_t *ret_change);

/* The last change of one thing; 0 when none was noted. */
Result change_of(Db *db, int64_t tenant, ChangeKind kind, int64_t number, int64_t *ret_change);

typedef struct ChangedNumbers {
    int64_t *number; /* upwards */
    size_t count;
} ChangedNumbers;
typedef struct ChangeSince {
    ChangeKind kind;
    int64_t change; /* those after it */
} ChangeSince;
Result changes_since(Db *db, Arena *arena, int64_t tenant, ChangeSince since,
                     ChangedNumbers *ret_numbers);

typedef struct FieldChange {
    Str field, moment, actor; /* actor "" when it is not known */
} FieldChange;
typedef struct FieldChanges {
    FieldChange *row; /* by name of the field */
    size_t count;
} FieldChanges;
/* Of since.candidate_number, after since.change. */
Result change_fields_since(Db *db, Arena *arena, int64_t tenant, FieldNote since,
                           FieldChanges *ret_changes);

/* Of one field of one file: the last change of it. NOT_FOUND: none was noted. */
Result change_field_last(Db *db, Arena *arena, int64_t tenant, FieldNote of,
                         FieldChange *ret_change);

#endif
