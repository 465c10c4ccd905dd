/* support.h: what a trajectory leans on, and what of it runs out.
 *
 * Four kinds share their verbs: programmes (which openings name), course groups of a language
 * school with their weekly blocks and seats, childcare with its hours and waiting weeks, and
 * resources: what has a capacity. An opening says how much of a resource one person in it takes.
 *
 * A row is written by id, in a transaction of the caller: fields it knows replace stored ones,
 * fields it does not know stay, blocks that are given replace the stored blocks. Numbers are given
 * in order of arrival and never change. What a verb loads belongs to the arena given. A seat that
 * is not known is unknown, never a full or an empty one. Nothing here knows a candidate: who sits
 * in a group or waits for childcare is a fact of that person.
 *
 * Limits: support_fields.h; ENTRIES_MAX blocks of one row. */
#ifndef OPSTAP_SUPPORT_H
#define OPSTAP_SUPPORT_H

#include "db.h"
#include "records/records.h"
#include "support/support_fields.h"

enum { PROGRAMME_FIELDS(FIELD_ENUM) PROGRAMME_FIELD_COUNT };
enum { COURSE_GROUP_FIELDS(FIELD_ENUM) COURSE_GROUP_FIELD_COUNT };
enum { CHILDCARE_FIELDS(FIELD_ENUM) CHILDCARE_FIELD_COUNT };
enum { RESOURCE_FIELDS(FIELD_ENUM) RESOURCE_FIELD_COUNT };
enum { COURSE_BLOCK_FIELDS(FIELD_ENUM) COURSE_BLOCK_FIELD_COUNT };
enum { CHILDCARE_BLOCK_FIELDS(FIELD_ENUM) CHILDCARE_BLOCK_FIELD_COUNT };
enum { SUPPORT_FIELDS_MAX = 10 };

typedef enum SupportKind {
    SUPPORT_PROGRAMME,
    SUPPORT_COURSE_GROUP,
    SUPPORT_CHILDCARE,
    SUPPORT_RESOURCE,
    SUPPORT_KIND_COUNT
} SupportKind;

typedef struct SupportType {
    const char *name; /* "course_group" */
    const FieldInfo *field;
    int field_count;
    const int *required;     /* fields that must be known, ends with -1 */
    const RecordType *block; /* NULL: this kind has no weekly blocks */
} SupportType;
extern const SupportType support_type[SUPPORT_KIND_COUNT];

typedef struct SupportRecord {
    SupportKind kind;
    int64_t number; /* 0: not stored yet */
    Str id;
    bool demo; /* made up: shown as such everywhere; counts when new only */
    Value field[SUPPORT_FIELDS_MAX];
    RecordList block;
} SupportRecord;

typedef struct SupportRows {
    SupportRecord *record;
    size_t count;
} SupportRows;

/* INVALID: a required field is known neither here nor in store, a block lacks its day or hours, or
 * a value that its field cannot hold; *ret_why says which, or nothing when it was logged. CONFLICT:
 * no such tenant or organisation. BUSY, BROKEN. */
Result support_put(Db *db, int64_t tenant, const SupportRecord *record, bool *ret_changed,
                   Phrase *ret_why);

Result support_number(Db *db, int64_t tenant, const SupportRecord *record,
                      int64_t *ret_number); /* by kind and id; NOT_FOUND */

/* Fills the record of which kind and id are set. NOT_FOUND. */
Result support_load(Db *db, Arena *arena, int64_t tenant, SupportRecord *record);

/* In order of number: the order in which they were first given. */
Result supports_load(Db *db, Arena *arena, int64_t tenant, SupportKind kind, SupportRows *ret_rows);

/* --- what an opening takes of a resource --- */

typedef struct Demand {
    int64_t opening_number, resource_number;
    int64_t demand; /* of one person in this opening; 0 takes the row away */
} Demand;

typedef struct DemandRows {
    Demand *row;
    size_t count;
} DemandRows;

/* INVALID: below 0. CONFLICT: no such opening or resource. Inside a transaction. */
Result demand_put(Db *db, int64_t tenant, Demand demand, bool *ret_changed);
Result demands_load(Db *db, Arena *arena, int64_t tenant, DemandRows *ret_rows); /* by number */

#endif
