/* vum_fields.h: the contract of the national exchange (VUM interface 3.0.0, the source's detail
 * schemas) as one table per kind of record: every field with its path, type, length and codes.
 *
 * A path names the fields from the root down, joined by '.'; '[]' after a name says that it is a
 * list. Objects allow no other fields than those listed (additionalProperties: false in the
 * contract). Lengths are in characters (code points), as JSON Schema counts them. Dates are
 * full-date of RFC 3339.
 *
 * Stricter than the contract in one thing: an id may not be empty and must be there, because
 * without it a record cannot be found again. */
#ifndef OPSTAP_VUM_FIELDS_H
#define OPSTAP_VUM_FIELDS_H

#include <jansson.h>

#include "phrase.h"

typedef enum VumDomain { VUM_JOBSEEKER, VUM_VACANCY, VUM_DOMAIN_COUNT } VumDomain;

typedef enum VumKind {
    VUM_OBJECT,
    VUM_TEXT,      /* at most `maximum` characters */
    VUM_NUMBER,    /* whole, minimum..maximum */
    VUM_NUMBERED,  /* a whole number out of `codes` */
    VUM_CODED,     /* a text out of `codes` */
    VUM_DATE,
    VUM_ID,        /* [a-zA-Z0-9_.-], 1 to 200 */
    VUM_POSTCODE,  /* 1234AB, letters of either case */
    VUM_DIGITS,    /* digits only, 1 to `maximum` */
    VUM_LANGUAGE   /* three lower-case letters of ISO 639-3 */
} VumKind;

typedef struct VumField {
    const char *path;
    VumKind kind;
    int maximum; /* 0 where it does not apply; the minimum of a number is 0 */
    const char *codes;
    bool required; /* must be there when the object around it is */
} VumField;

typedef struct VumTable {
    const char *name;    /* "werkzoekende", as the published list of fields calls it */
    const char *id_name; /* "idWerkzoekende" */
    const VumField *field;
    size_t count;
} VumTable;
extern const VumTable vum_table[VUM_DOMAIN_COUNT];

/* The field with that path ("sector[].codeSbi"), NULL when the contract has none. */
const VumField *vum_field_find(VumDomain domain, Str path);

/* What is wrong with a record: the place with positions ("sector[2].codeSbi"), the value as JSON,
 * cut short, and a reason that names the value and what is allowed. */
typedef struct VumFault {
    Str path;
    Phrase reason;
} VumFault;

/* True when the record keeps to the contract. Else *ret_fault is the first fault, in the order of
 * the record; its texts live in the arena. */
bool vum_record_check(Arena *arena, VumDomain domain, const json_t *record, VumFault *ret_fault);

/* The id of a record when it is a valid one; "" otherwise. */
Str vum_record_id(VumDomain domain, const json_t *record);

/* A value as JSON, cut to what a report can hold. */
Str vum_value_shown(Arena *arena, const json_t *value);

/* Number of characters (code points) in UTF-8 text. */
size_t vum_characters(Str text);

#endif
