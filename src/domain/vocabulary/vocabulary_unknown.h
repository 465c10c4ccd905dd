/* vocabulary_unknown.h: what stands in files of people and in openings, and no vocabulary knows.
 *
 * Nothing of it is ever dropped: it is kept as it came, matching compares it letter by letter, and
 * this list says what to import, to correct, or to leave. Groups of ISCO-08 are held against the
 * tree. What is counted are people and openings, not rows: who has a skill twice counts once. */
#ifndef OPSTAP_VOCABULARY_UNKNOWN_H
#define OPSTAP_VOCABULARY_UNKNOWN_H

#include "vocabulary/vocabulary.h"

#define UNKNOWN_WHAT_CODES "occupation|skill|isco"
typedef enum UnknownWhat { UNKNOWN_OCCUPATION, UNKNOWN_SKILL, UNKNOWN_ISCO } UnknownWhat;

#define UNKNOWN_WHY_CODES "unknown|ambiguous|gone"
typedef enum UnknownWhy {
    UNKNOWN_NOWHERE,   /* in no list */
    UNKNOWN_AMBIGUOUS, /* a label of several */
    UNKNOWN_GONE       /* in no list any more; it is still understood */
} UnknownWhy;

typedef struct UnknownCode {
    UnknownWhat what;
    UnknownWhy why;
    Str text; /* as it is stored */
    int64_t people, openings;
} UnknownCode;

typedef struct UnknownCodes {
    UnknownCode *row; /* by what, then those in most use, then by text */
    size_t count;
} UnknownCodes;

/* Inside a transaction, so that it is one moment. */
Result unknown_codes_load(Db *db, Arena *arena, int64_t tenant, UnknownCodes *ret_all);

#endif
