/* candidates_put.h: writing a file, for the files of this room: candidate_put, and edits by hand.
 *
 * What is put is noted in changes.h: the file as a whole, and each field by name unless the file is
 * new. */
#ifndef OPSTAP_CANDIDATES_PUT_H
#define OPSTAP_CANDIDATES_PUT_H

#include "candidates/candidates.h"

typedef struct CandidatePut {
    const CandidateRecord *record;
    bool by_hand; /* stands over what is there, whatever day that is of */
    Str actor;    /* "" when nobody is known */
    bool clear_fact[FACT_COUNT], clear_list[CANDIDATE_LIST_COUNT]; /* becomes unknown */
} CandidatePut;

typedef struct CandidateChange {
    int64_t number, version; /* version 0: nothing was different */
    bool made;               /* the file is new */
    bool fact[FACT_COUNT], list[CANDIDATE_LIST_COUNT]; /* what changed */
} CandidateChange;

/* Facts and then lists, as one row of fields: by name, and whether a change touched it. */
enum { CANDIDATE_FIELD_COUNT = FACT_COUNT + CANDIDATE_LIST_COUNT };
Str candidate_field_name(int field);
bool candidate_field_changed(const CandidateChange *change, int field);

/* As candidate_put. */
Result candidate_put_as(Db *db, int64_t tenant, const CandidatePut *put,
                        CandidateChange *ret_change);

#endif
