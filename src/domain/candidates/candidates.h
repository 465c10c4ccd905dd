/* candidates.h: the people we work for, as rows of facts with their source and age.
 *
 * A CandidateRecord is everything Opstap knows of one person: facts (once each) and lists. A fact
 * that nobody gave is unknown, and unknown is kept as such. Names and contact (group IDENTITY) are
 * loaded only when asked for; matching never asks.
 *
 * Order: `number` is the order in which people were first given to Opstap; every tie is broken by
 * it. `id` is what the outside sees: given by the other system, or random. */
#ifndef OPSTAP_CANDIDATES_H
#define OPSTAP_CANDIDATES_H

#include "candidates/candidates_fields.h"
#include "db.h"
#include "records/records.h"

typedef enum FactGroup {
    GROUP_IDENTITY, GROUP_HOME, GROUP_RIGHT, GROUP_INTEGRATION, GROUP_INCOME, GROUP_LANGUAGE,
    GROUP_EDUCATION, GROUP_TRAVEL, GROUP_AVAILABILITY, GROUP_CHILDCARE, GROUP_GUIDANCE,
    GROUP_WORK,  /* of lists only: experience, skills, licences, wishes */
    GROUP_NEEDS, /* of lists only, protected: what does not fit, what is needed */
    GROUP_COUNT
} FactGroup;

#define FACT_ENUM(group, name, kind, minimum, maximum, codes) FACT_##name,
typedef enum Fact { CANDIDATE_FACTS(FACT_ENUM) FACT_COUNT } Fact;

typedef struct FactInfo {
    FieldInfo field;
    FactGroup group;
} FactInfo;
extern const FactInfo fact_info[FACT_COUNT];

#define LIST_ENUM(prefix, name, table, key_count, sensitive) LIST_##prefix,
typedef enum CandidateList { CANDIDATE_LISTS(LIST_ENUM) CANDIDATE_LIST_COUNT } CandidateList;
extern const RecordType candidate_list_type[CANDIDATE_LIST_COUNT];

/* The fields of each list: LANGUAGE_level_low, WISH_isco, ... */
enum { LANGUAGE_FIELDS(FIELD_ENUM) LANGUAGE_FIELD_COUNT };
enum { EDUCATION_FIELDS(FIELD_ENUM) EDUCATION_FIELD_COUNT };
enum { PROFESSION_FIELDS(FIELD_ENUM) PROFESSION_FIELD_COUNT };
enum { EXPERIENCE_FIELDS(FIELD_ENUM) EXPERIENCE_FIELD_COUNT };
enum { SKILLS_FIELDS(FIELD_ENUM) SKILLS_FIELD_COUNT };
enum { CERTIFICATE_FIELDS(FIELD_ENUM) CERTIFICATE_FIELD_COUNT };
enum { LICENCE_FIELDS(FIELD_ENUM) LICENCE_FIELD_COUNT };
enum { TRANSPORT_FIELDS(FIELD_ENUM) TRANSPORT_FIELD_COUNT };
enum { WISH_FIELDS(FIELD_ENUM) WISH_FIELD_COUNT };
enum { OPENING_WISH_FIELDS(FIELD_ENUM) OPENING_WISH_FIELD_COUNT };
enum { TIMETABLE_FIELDS(FIELD_ENUM) TIMETABLE_FIELD_COUNT };
enum { ABSENCE_FIELDS(FIELD_ENUM) ABSENCE_FIELD_COUNT };
enum { NOMINATION_FIELDS(FIELD_ENUM) NOMINATION_FIELD_COUNT };
enum { CONDITION_FIELDS(FIELD_ENUM) CONDITION_FIELD_COUNT };
enum { NEED_FIELDS(FIELD_ENUM) NEED_FIELD_COUNT };

typedef struct CandidateRecord {
    int64_t number; /* 0: not stored yet */
    Str id;
    bool demo;      /* made up: shown as such everywhere */
    Value fact[FACT_COUNT];
    Provenance fact_from[FACT_COUNT];
    RecordList list[CANDIDATE_LIST_COUNT];
} CandidateRecord;

/* --- pure --- */
int fact_find(Str name);            /* position in fact_info, -1 when there is no such fact */
int candidate_list_find(Str name);  /* position in candidate_list_type, or -1 */

/* Adds one row to a list by field values in order; short-hand for importers and tests. */
void candidate_list_add(Arena *arena, CandidateRecord *record, CandidateList list,
                        const Value *value, Provenance from);

/* How complete: of the facts and lists that matching asks of everybody (candidates_fields.h:
 * FACTS_ASKED, LISTS_ASKED) how many are known, and the oldest day on which one of these was
 * confirmed (DAY_UNKNOWN when none is known). Every page that shows it asks here, or counts by the
 * same two lists (candidate_search.h). */
enum { FACTS_ASKED_COUNT = 18 };
typedef struct Completeness {
    int asked, known;
    Day oldest;
} Completeness;
Completeness candidate_completeness(const CandidateRecord *record);
bool fact_is_asked(Fact fact);
bool list_is_asked(CandidateList list);
FactGroup list_group(CandidateList list); /* the section of a file in which a list stands */

/* The same, section by section, for the page of a file. A section's oldest day is of everything in
 * it, also of what is not asked of everybody. */
typedef struct CandidateSummary {
    Completeness all;
    Completeness section[GROUP_COUNT];
    int held[GROUP_COUNT];     /* facts known and lists with rows, asked or not */
    Fact fact_missing[FACTS_ASKED_COUNT]; /* asked of everybody, and unknown: what to ask */
    int fact_missing_count;
    CandidateList list_missing[FACTS_ASKED_COUNT];
    int list_missing_count;
} CandidateSummary;
CandidateSummary candidate_summary(const CandidateRecord *record);

/* --- store --- */

/* Writes what `record` knows over what is stored under its id: facts that it knows replace stored
 * ones (unless the stored one was confirmed later by another source), lists that it has replace
 * the stored list as a whole. What the record does not know stays. *ret_changed: false when
 * nothing was different, and then nothing was written. INVALID (logged): a value that its field
 * cannot hold, a source or an id that is none; nothing is written. `demo` counts when the record
 * is new only. Must run inside a transaction. */
Result candidate_put(Db *db, Arena *arena, int64_t tenant, const CandidateRecord *record,
                     bool *ret_changed);

/* Makes a fact, or a whole list, unknown again. Inside a transaction. */
Result candidate_fact_clear(Db *db, int64_t tenant, int64_t number, Fact fact);
Result candidate_list_clear(Db *db, int64_t tenant, int64_t number, CandidateList list);

typedef struct CandidateRows {
    CandidateRecord *record;
    size_t count;
} CandidateRows;

/* Position of the one with this number; -1: not among the rows, which are in order of number. */
int candidate_numbered(const CandidateRows *rows, int64_t number);

/* All candidates of a tenant in order of number. identity: names and contact too. Those whose file
 * was erased (candidate_erasure.h) are nobody's candidates any more: no verb here finds them. A value
 * that is not of its kind is refused: BROKEN, and the log names the table, the candidate by number,
 * and the column. */
Result candidates_load(Db *db, Arena *arena, int64_t tenant, bool identity, CandidateRows *ret_rows);

/* The same, a part at a time, for what need not have everybody in memory: `take` gets at most
 * CANDIDATES_PART people, in order, and they live until it returns. What it returns, unless OK,
 * ends it. Call it in a transaction, so that all parts are of one moment. */
enum { CANDIDATES_PART = 200 };
typedef Result CandidatesTake(void *context, const CandidateRows *rows);
Result candidates_each(Db *db, int64_t tenant, bool identity, CandidatesTake *take, void *context);

/* Those with a higher number than `after`. */
typedef struct CandidatesAfter {
    int64_t tenant, after;
    bool identity;
} CandidatesAfter;
Result candidates_each_after(Db *db, CandidatesAfter asked, CandidatesTake *take, void *context);

/* How many there are. */
Result candidates_total(Db *db, int64_t tenant, int64_t *ret_count);

/* No candidate has a higher number; 0 when there never was one. */
Result candidates_last(Db *db, int64_t tenant, int64_t *ret_number);

Result candidate_load(Db *db, Arena *arena, int64_t tenant, Str id, bool identity,
                      CandidateRecord *ret_record); /* NOT_FOUND */

/* The file in which another system gave this person, byte for byte; read by nothing but export and
 * a request for access by the person. Kept beside the record. */
Result candidate_original_put(Db *db, int64_t tenant, int64_t number, Str format, Str bytes);
Result candidate_original_load(Db *db, Arena *arena, int64_t tenant, int64_t number, Str format,
                               Str *ret_bytes); /* NOT_FOUND */
Result candidate_number(Db *db, int64_t tenant, Str id, int64_t *ret_number); /* NOT_FOUND */

#endif
