/* records.h: how rows of facts are described, read, checked and shown.
 *
 * A kind of row (a language of a person, a weekly block of an opening) is a RecordType: a name, a
 * table and its fields. The type is written once, as a macro list in the room that owns it
 * (candidates_fields.h, openings_fields.h); the enum of its fields, its SQL, the CSV columns, the
 * templates and the checks are all made from that list. So a new fact is one line and one
 * migration.
 *
 * A Value is never guessed: what was not said has known == false. Values of kind CODE, DAY, YES,
 * TIME, LEVEL and NUMBER live in `number`; TEXT, ID and LISTED live in `text` (LISTED also has the
 * position in its list in `number`).
 *
 * This room knows nothing of people or openings, and holds no SQL: the rooms that own a type do. */
#ifndef OPSTAP_RECORDS_H
#define OPSTAP_RECORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "db.h"
#include "phrase.h"
#include "result.h"

typedef enum FieldKind {
    FIELD_TEXT,   /* free text, at most `maximum` bytes, UTF-8 */
    FIELD_ID,     /* [A-Za-z0-9_.-], at most `maximum` bytes */
    FIELD_NUMBER, /* minimum..maximum */
    FIELD_DAY,    /* YYYY-MM-DD; stored as text */
    FIELD_YES,    /* yes or no: 1 or 0 */
    FIELD_CODE,   /* one of `codes`, separated by '|'; number = position; stored as text */
    FIELD_LEVEL,  /* CEFR A0 A1 A2 B1 B2 C1 C2: number 0..6; stored as text */
    FIELD_TIME,   /* HH:00 or HH:30, 00:00..24:00: number of half hours 0..48; stored as integer */
    FIELD_LISTED, /* a code of the coded list named `codes` (see code_list); stored as text */
    FIELD_POSTCODE, /* four digits, two capital letters optional: "3511" or "3511AB" */
    FIELD_ISCO      /* 1 to 4 digits of ISCO-08; text "7223" */
} FieldKind;

typedef struct FieldInfo {
    const char *name;
    FieldKind kind;
    int64_t minimum, maximum;
    const char *codes;
} FieldInfo;

typedef struct Value {
    bool known;
    int64_t number;
    Str text;
} Value;

#define VALUE_UNKNOWN ((Value){ .known = false })

/* Where a fact of a person comes from. Unknown day: DAY_UNKNOWN. */
typedef struct Provenance {
    Str source;     /* "vum", "csv", "intake", "demo", ...: at most 40 bytes [a-z0-9_.-] */
    bool verified;  /* seen on paper or measured, as opposed to declared */
    Day confirmed;  /* when somebody last said so */
    bool day_assumed; /* the giver named no day, `confirmed` is the day of import: refreshes nothing
                         that was known already; not stored */
} Provenance;

typedef struct RecordType {
    const char *name;  /* "language": the column in CSV, the name of the fact in candidate-facts */
    const char *table;
    const FieldInfo *field;
    int field_count;
    int key_count;     /* the first fields, that together name an entry within its owner; 0: entries
                          have no name and keep their order only */
    bool sensitive;    /* can reveal health: shown and exported only on purpose */
    const Sql *select, *insert, *remove;
} RecordType;

/* The rows of one type that belong to one owner, in the order in which they were given. */
typedef struct RecordList {
    Value *value; /* count * field_count, row by row */
    Provenance *from; /* count of them; NULL for types without provenance */
    size_t count, capacity;
} RecordList;

enum { RECORD_FIELDS_MAX = 16 };

static inline Value record_value(const RecordType *type, const RecordList *list, size_t row,
                                 int field) {
    return list->value[row * (size_t)type->field_count + (size_t)field];
}

/* Adds a row; `value` has field_count values. */
void record_add(Arena *arena, const RecordType *type, RecordList *list, const Value *value,
                Provenance from);

/* The same rows, in exactly the room they need; their texts are not copied. */
RecordList record_list_copy(Arena *arena, const RecordType *type, const RecordList *list);

/* Row with the same key fields, or -1. */
int record_find(const RecordType *type, const RecordList *list, const Value *value);

/* Sets the row with the same key (or adds it). */
void record_put(Arena *arena, const RecordType *type, RecordList *list, const Value *value,
                Provenance from);

bool value_equal(FieldKind kind, Value a, Value b);

/* given: what somebody says now, stored: what we had of the same value. Equal also when given adds
 * nothing: its day is assumed and it does not verify what was only declared. */
bool provenance_equal(Provenance given, Provenance stored);

/* True when another source said `stored` later than `given`: then `given` changes nothing. */
bool provenance_newer(Provenance stored, Provenance given);
bool record_lists_equal(const RecordType *type, const RecordList *given, const RecordList *stored);

/* True when a known value is one that its field can hold, whoever made it: stores take no other, so
 * that what they take can be read again. LISTED: any code, also one that has left its list. */
bool value_fits(const FieldInfo *field, Value value);
bool provenance_fits(Provenance from);

/* For stores, before they write: INVALID (logged, without the value) when anything does not fit. */
Result record_check(const RecordType *type, const RecordList *list);
Result record_fields_check(const FieldInfo *field, int count, const Value *value);

/* Lays the known fields of `given` over `stored`; true when anything is new. */
bool record_fields_merge(const FieldInfo *field, int count, const Value *given, Value *stored);
Result record_id_check(Str id); /* 1 to ID_BYTES_MAX bytes of UTF-8, whatever stands in it */

/* Reads the text of a field, without the spaces around it. "" gives an unknown value. INVALID:
 * *ret_why names the value and what is allowed. The Value's text points into `text`. */
Result value_read(Arena *arena, const FieldInfo *field, Str text, Value *ret_value,
                  Phrase *ret_why);

/* The beginning of a text for a message: whole characters, "?" when it is not UTF-8. A copy. */
Str text_shown(Arena *arena, Str text, size_t bytes_max);

/* The text of a value, as value_read takes it; "" when unknown. */
Str value_text(Arena *arena, const FieldInfo *field, Value value);

/* A whole list in one cell: entries separated by ';', fields within an entry by ':', in the order
 * of the fields, empty fields at the end left out: "nld:speaking:A2;nld:listening:A2:B1". In a cell
 * a time is written 0930; a ';' ':' or '\' within a text has a '\' before it. Entries that say
 * nothing are passed over, both ways. At most ENTRIES_MAX entries are read. */
Result record_list_read(Arena *arena, const RecordType *type, Str cell, Provenance from,
                        RecordList *ret_list, Phrase *ret_why);
Str record_list_text(Arena *arena, const RecordType *type, const RecordList *list);

/* The allowed values of a field for people: "free, permit_needed, none" or "0 .. 60". A long coded
 * list is named only. */
Str field_allowed(Arena *arena, const FieldInfo *field);

/* A coded list by name: "licences" is data/codes/licences.csv, column `code`. Loaded once. */
typedef struct CodeList {
    const char *name;
    const Str *code;
    size_t count;
    const Str *label; /* count * TONGUE_COUNT */
    const size_t *by_code; /* positions, in order of code */
} CodeList;
const CodeList *code_list(Str name);            /* NULL when there is no such list */
int code_list_find(const CodeList *list, Str code); /* -1 when absent */

/* The label of a code in a tongue, from the list's label columns; the code itself when it has none.
 */
Str code_label(Str list, Str code, Tongue tongue);
const Str *code_labels(Str list, Str code); /* one per tongue, for VALUE_LABEL; NULL when absent */

/* Position of `code` in "a|b|c", -1 when absent; and the code at a position. */
int codes_find(const char *codes, Str code);
Str codes_at(const char *codes, int64_t position);

#define SKILL_CODES "listening|speaking|reading|writing" /* of a language */
enum { SKILL_LISTENING, SKILL_SPEAKING, SKILL_READING, SKILL_WRITING, SKILL_COUNT };
#define LEVEL_CODES "A0|A1|A2|B1|B2|C1|C2"
enum { LEVEL_A0, LEVEL_A1, LEVEL_A2, LEVEL_B1, LEVEL_B2, LEVEL_C1, LEVEL_C2 };

/* --- rows of the database (record_rows.c) --- */

/* Sets parameters first, first + 1, ... to the values of a row. */
void record_row_set(Query *query, int first, const FieldInfo *field, int field_count,
                    const Value *value);

/* A value as it was stored: read as it is, nothing trimmed; "" is unknown. A listed code that has
 * left its list since stays what it is, with position -1. BROKEN when it is not of its kind: who
 * asks names the row in the log. */
Result value_stored(Arena *arena, const FieldInfo *field, Str text, Value *ret_value);

/* The same for the values in columns first, first + 1, ... */
typedef struct RecordRow {
    int first;
    const FieldInfo *field;
    int field_count;
    Value *value;
    const FieldInfo *bad; /* set when it is BROKEN: whose value is not of its kind */
} RecordRow;
Result record_row_read(Query *query, Arena *arena, RecordRow *row);

/* The same; BROKEN is logged with the name of the field. */
Result record_row_get(Query *query, Arena *arena, int first, const FieldInfo *field,
                      int field_count, Value *ret_value);

/* The number of the tenant's record with this id; `find` has parameters 1 and 2 for them.
 * NOT_FOUND. */
Result record_number(Db *db, const Sql *find, int64_t tenant, Str id, int64_t *ret_number);

/* A statement about the file that a record came from, kept as it was: its parameters 1 to 3 set.
 * Reading it gives NOT_FOUND when there is none. */
Query *record_original(Db *db, const Sql *sql, int64_t tenant, int64_t number, Str format);
Result record_original_load(Query *query, Arena *arena, Str *ret_bytes);

/* source, verified, confirmed_on in three columns or parameters from `first`. */
void provenance_set(Query *query, int first, Provenance from);
Provenance provenance_get(Query *query, Arena *arena, int first);

/* --- Making a RecordType from a macro list ---
 *
 *     #define LANGUAGE_FIELDS(F)                                      \
 *         F(LANGUAGE, 8, language, LISTED, 0, 0, "languages")         \
 *         F(LANGUAGE, 9, skill, CODE, 0, 0, SKILL_CODES)
 *
 * F(prefix, parameter number in its insert, name, kind, minimum, maximum, codes). In a table of a
 * person's facts parameters 1..6 are tenant, owner, entry, source, verified and confirmed_on, so
 * numbers start at 7; in a table of an opening 1..3 are tenant, owner and entry: 4. */
#define FIELD_ENUM(prefix, number, name, kind, minimum, maximum, codes) prefix##_##name,
#define FIELD_INFO(prefix, number, name, kind, minimum, maximum, codes)                            \
    { #name, FIELD_##kind, minimum, maximum, codes },
#define FIELD_COLUMN(prefix, number, name, kind, minimum, maximum, codes) ", " #name
#define FIELD_HOLE(prefix, number, name, kind, minimum, maximum, codes) ", ?" #number

#endif
