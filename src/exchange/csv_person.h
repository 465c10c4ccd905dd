/* csv_person.h: what the rows of `candidate-facts` say of one person, laid over what is stored.
 *
 * A row of a fact sets it; "unknown" makes it unknown again. A row of a list with a key (language
 * and skill, licence) replaces the entry with that key; other entries stay. A row of a list without
 * a key is added unless the same entry is there: the second of two equal rows stands for a second
 * entry. "unknown" for a list takes away what stands in it so far. What another source said later
 * than a row stays as it is. */
#ifndef OPSTAP_CSV_PERSON_H
#define OPSTAP_CSV_PERSON_H

#include "csv_candidates.h"

/* One list while rows are laid over it: first the stored entries that are left, then new ones. */
typedef struct PersonList {
    RecordList entries, keyed; /* keyed: what the file gave, to see a key twice */
    size_t stored_count;       /* of entries: those that were stored */
    bool *taken;               /* of those: a row stands for it (lists without a key) */
    bool said;                 /* the file has a row of it */
} PersonList;

typedef struct Person {
    CandidateRecord given, stored; /* given has facts only */
    bool is_stored, fact_said[FACT_COUNT], fact_cleared[FACT_COUNT];
    const CsvRow *fact_row[FACT_COUNT];
    PersonList list[CANDIDATE_LIST_COUNT];
} Person;

/* Columns of the reader's layout that the verbs below read and refuse. */
typedef struct PersonColumns {
    int id, fact, value;
} PersonColumns;

/* db may be NULL: then nobody is stored. BUSY, BROKEN: the database. */
Result person_begin(CsvReader *reader, Person *person, Str id);

/* Lays the reader's row over the person, or refuses it. */
void person_take(CsvReader *reader, Person *person, PersonColumns column, Provenance from);

/* Flags what cannot be true, then writes. */
Result person_put(CsvReader *reader, Person *person, bool *ret_changed);

#endif
