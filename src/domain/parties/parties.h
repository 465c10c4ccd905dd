/* parties.h: the organisations around a person, where they work and teach, and who guides there.
 *
 * Four kinds of party share their verbs: organisations; their workplaces and lesson places; the
 * supervisors at a workplace with the places they have; the counsellors of an organisation with the
 * caseload they can carry. Beside them stand recognitions (which company may train for which
 * qualification at which location, and when) and occupations (which ISCO-08 group an address of
 * another system means).
 *
 * By law the practical part of an mbo course takes place at a company that SBB recognised for that
 * qualification at that location (Wet educatie en beroepsonderwijs, art. 7.2.10). Opstap holds what
 * was imported and never decides that a company is recognised: no row says "unknown".
 *
 * A row is written by id, in a transaction of the caller: fields it knows replace stored ones,
 * fields it does not know stay. Numbers are given in order of arrival and never change. What a
 * verb loads belongs to the arena given. Limits: texts and numbers in parties_fields.h, rows
 * RECORDS_MAX per import. This room does not know candidates or openings. */
#ifndef OPSTAP_PARTIES_H
#define OPSTAP_PARTIES_H

#include "db.h"
#include "parties/parties_fields.h"
#include "records/records.h"

/* --- organisations, workplaces, supervisors, counsellors --- */

enum { ORGANISATION_FIELDS(FIELD_ENUM) ORGANISATION_FIELD_COUNT };
enum { WORKPLACE_FIELDS(FIELD_ENUM) WORKPLACE_FIELD_COUNT };
enum { SUPERVISOR_FIELDS(FIELD_ENUM) SUPERVISOR_FIELD_COUNT };
enum { COUNSELLOR_FIELDS(FIELD_ENUM) COUNSELLOR_FIELD_COUNT };
enum { PARTY_FIELDS_MAX = 5 };

typedef enum PartyKind {
    PARTY_ORGANISATION,
    PARTY_WORKPLACE,  /* of an organisation */
    PARTY_SUPERVISOR, /* at a workplace */
    PARTY_COUNSELLOR, /* of an organisation */
    PARTY_KIND_COUNT
} PartyKind;

typedef struct PartyType {
    const char *name; /* "organisation" */
    const FieldInfo *field;
    int field_count;
    bool belongs; /* its first field is the id of a party of kind `to` */
    PartyKind to;
    const int *required; /* fields that must be known, ends with -1 */
} PartyType;
extern const PartyType party_type[PARTY_KIND_COUNT];

typedef struct PartyRecord {
    PartyKind kind;
    int64_t number;         /* 0: not stored yet */
    int64_t belongs_number; /* of the party it belongs to; 0 for an organisation */
    Str id;
    bool demo; /* organisations: made up, shown as such everywhere */
    Value field[PARTY_FIELDS_MAX];
} PartyRecord;

typedef struct PartyRows {
    PartyRecord *record;
    size_t count;
} PartyRows;

/* Writes over what is stored under its kind and id. INVALID: a required field is known neither here
 * nor in store, or what it belongs to does not exist; *ret_why says which, its texts are those of
 * `record`. CONFLICT: no such tenant, or a value that the table refuses. BUSY, BROKEN. */
Result party_put(Db *db, int64_t tenant, const PartyRecord *record, bool *ret_changed,
                 Phrase *ret_why);

Result party_number(Db *db, int64_t tenant, PartyKind kind, Str id,
                    int64_t *ret_number); /* NOT_FOUND */

/* Fills the record of which kind and id are set. NOT_FOUND. */
Result party_load(Db *db, Arena *arena, int64_t tenant, PartyRecord *record);

/* In order of number: the order in which they were first given. */
Result parties_load(Db *db, Arena *arena, int64_t tenant, PartyKind kind, PartyRows *ret_rows);

/* Places of all supervisors at a workplace; 0 when it has none. */
int64_t supervisor_places(const PartyRows *supervisors, int64_t workplace_number);

/* --- recognitions --- */

enum { RECOGNITION_FIELDS(FIELD_ENUM) RECOGNITION_FIELD_COUNT };
extern const FieldInfo recognition_field[RECOGNITION_FIELD_COUNT];

typedef struct Recognition {
    int64_t organisation_number;
    Str organisation; /* id; the company's own id is in the fields */
    Value field[RECOGNITION_FIELD_COUNT];
} Recognition;

typedef struct PartyIndex PartyIndex;

/* All recognitions of a tenant, those of one organisation together, found by either of its ids. */
typedef struct Recognitions {
    Recognition *row;
    size_t count;
    const PartyIndex *index;
} Recognitions;

typedef enum Recognised {
    RECOGNISED_UNKNOWN, /* of this company, or of this location, nothing is known */
    RECOGNISED_NO,      /* the company has recognitions, none of them for this */
    RECOGNISED_YES
} Recognised;

/* Writes one row: `value` in the order of RECOGNITION_FIELDS. All but name and last day must be
 * known: INVALID with *ret_why. The company is the organisation with that company id, else the
 * one with that id, else a new organisation of kind employer (named by its id when no name is
 * given). An end before the beginning is kept as it was given; such a recognition is never
 * valid, and recognition_is_plausible tells the importer to flag it. Inside a transaction. */
Result recognition_put(Db *db, int64_t tenant, const Value *value, bool *ret_changed,
                       Phrase *ret_why);
Result recognitions_load(Db *db, Arena *arena, int64_t tenant, Recognitions *ret_all);

bool recognition_is_plausible(const Value *value);
bool recognition_valid(const Recognition *recognition, Day day); /* first and last day included */

/* Is `company` (an organisation's id or its company id) recognised for `crebo` at `postcode` on
 * `day`? A location fits when one of the two postcodes begins with the other: "3511" is all of
 * the area. */
Recognised recognised(const Recognitions *all, Str company, int64_t crebo, Value postcode, Day day);

/* --- occupations --- */

enum { OCCUPATION_FIELDS(FIELD_ENUM) OCCUPATION_FIELD_COUNT };
extern const FieldInfo occupation_field[OCCUPATION_FIELD_COUNT];

typedef struct Occupation {
    Str address; /* "http://data.europa.eu/esco/occupation/...", or of CompetentNL */
    Str isco;    /* 1 to 4 digits */
    Str label;   /* "" when none was given */
} Occupation;

typedef struct Occupations {
    Occupation *row; /* first those built in, then published ones, then the tenant's own */
    size_t count, own_first;
    PartyIndex *index;
} Occupations;

/* Address and group must be known, and the group must be one of ISCO-08: INVALID with *ret_why. */
Result occupation_put(Db *db, int64_t tenant, const Value *value, bool *ret_changed,
                      Phrase *ret_why);

/* Those built in (data/occupations.csv), over them those of ESCO and CompetentNL that were imported
 * (vocabulary.h) and have a group, or are the same as or near one that has; over all of them those
 * of the tenant. */
Result occupations_load(Db *db, Arena *arena, int64_t tenant, Occupations *ret_all);
Occupations occupations_builtin(Arena *arena);

/* NULL when nobody said what this address means. */
const Occupation *occupation_find(const Occupations *all, Str address);

/* True for a group of ISCO-08 at any of its four levels: "7", "72", "722", "7223". */
bool isco_exists(Str code);

#endif
