/* openings.h: anything a candidate can be matched with, and the classes that openings belong to. */
#ifndef OPSTAP_OPENINGS_H
#define OPSTAP_OPENINGS_H

#include "db.h"
#include "openings/openings_fields.h"
#include "records/records.h"

enum { OPENING_FIELDS(FIELD_ENUM) OPENING_FIELD_COUNT };
extern const FieldInfo opening_field[OPENING_FIELD_COUNT];

#define OPENING_LIST_ENUM(prefix, name, table, key_count) OPENING_LIST_##prefix,
typedef enum OpeningList { OPENING_LISTS(OPENING_LIST_ENUM) OPENING_LIST_COUNT } OpeningList;
extern const RecordType opening_list_type[OPENING_LIST_COUNT];

enum { KIND_FIELDS(FIELD_ENUM) KIND_FIELD_COUNT };
enum { DEMAND_FIELDS(FIELD_ENUM) DEMAND_FIELD_COUNT };
enum { OPENING_LICENCE_FIELDS(FIELD_ENUM) OPENING_LICENCE_FIELD_COUNT };
enum { OPENING_CERTIFICATE_FIELDS(FIELD_ENUM) OPENING_CERTIFICATE_FIELD_COUNT };
enum { OPENING_CONDITION_FIELDS(FIELD_ENUM) OPENING_CONDITION_FIELD_COUNT };
enum { OPENING_SKILL_FIELDS(FIELD_ENUM) OPENING_SKILL_FIELD_COUNT };
enum { OPENING_MODE_FIELDS(FIELD_ENUM) OPENING_MODE_FIELD_COUNT };
enum { BLOCK_FIELDS(FIELD_ENUM) BLOCK_FIELD_COUNT };
enum { PHASE_FIELDS(FIELD_ENUM) PHASE_FIELD_COUNT };
enum { TARGET_FIELDS(FIELD_ENUM) TARGET_FIELD_COUNT };
enum { COUNTS_FIELDS(FIELD_ENUM) COUNTS_FIELD_COUNT };
enum { UNIT_FIELDS(FIELD_ENUM) UNIT_FIELD_COUNT };
enum { START_FIELDS(FIELD_ENUM) START_FIELD_COUNT };

typedef struct OpeningRecord {
    int64_t number; /* 0: not stored yet */
    Str id;
    bool demo;
    Value field[OPENING_FIELD_COUNT];
    RecordList list[OPENING_LIST_COUNT];
} OpeningRecord;

enum { CLASS_FIELDS(FIELD_ENUM) CLASS_FIELD_COUNT };
extern const FieldInfo class_field[CLASS_FIELD_COUNT];

typedef struct ClassRecord {
    int64_t number;
    Str id;
    bool demo;
    Value field[CLASS_FIELD_COUNT];
} ClassRecord;

int opening_field_find(Str name); /* -1 when absent */
int opening_list_find(Str name);
int class_field_find(Str name);

/* As candidate_put: known fields and given lists replace stored ones; INVALID (logged) for a value
 * that its field cannot hold; `demo` counts when new only. Inside a transaction. */
Result opening_put(Db *db, Arena *arena, int64_t tenant, const OpeningRecord *record,
                   bool *ret_changed);
Result class_put(Db *db, Arena *arena, int64_t tenant, const ClassRecord *record,
                 bool *ret_changed);

typedef struct OpeningRows {
    OpeningRecord *record;
    size_t count;
} OpeningRows;
typedef struct ClassRows {
    ClassRecord *record;
    size_t count;
} ClassRows;

/* Position of the one with this number; -1: not among the rows, which are in order of number. */
int opening_numbered(const OpeningRows *rows, int64_t number);

/* In order of number: the order in which they were first given. A row that cannot be (a value that
 * is not of its kind, a row of an opening that is not there) is refused: BROKEN, and the log names
 * the table, the opening and the column. */
Result openings_load(Db *db, Arena *arena, int64_t tenant, OpeningRows *ret_rows);

/* The same for more openings than fit in memory: each is given to `take`, and forgotten after it.
 * What `take` answers other than OK ends it. */
typedef Result OpeningTake(void *context, const OpeningRecord *record);
Result openings_each(Db *db, int64_t tenant, OpeningTake *take, void *context);

typedef struct OpeningTotals {
    int64_t openings, places_unknown; /* nobody knows how many places they have */
} OpeningTotals;
Result openings_totals(Db *db, int64_t tenant, OpeningTotals *ret_totals);

/* How many there are, but no more than at_most are counted. */
Result openings_total(Db *db, int64_t tenant, int64_t at_most, size_t *ret_count);

Result opening_at(Db *db, Arena *arena, int64_t tenant, int64_t number,
                  OpeningRecord *ret_record); /* NOT_FOUND */
Result opening_load(Db *db, Arena *arena, int64_t tenant, Str id, OpeningRecord *ret_record);
Result classes_load(Db *db, Arena *arena, int64_t tenant, ClassRows *ret_rows);

Result opening_number(Db *db, int64_t tenant, Str id, int64_t *ret_number); /* NOT_FOUND */
Result opening_original_put(Db *db, int64_t tenant, int64_t number, Str format, Str bytes);
Result opening_original_load(Db *db, Arena *arena, int64_t tenant, int64_t number, Str format,
                             Str *ret_bytes);

#endif
