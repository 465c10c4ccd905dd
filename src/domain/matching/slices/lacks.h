/* lacks.h: what of openings is unmet for one profile, as columns of slices.
 *
 * Within the room. A criterion is unmet for a row when one of its lacks has the row: the same
 * conditions under which the judges answer unmet, for every row that is not marked to be judged. Not
 * told by lacks: the way itself (ways.h), weekly times (times.h) and excluded occupations. */
#ifndef OPSTAP_MATCHING_LACKS_H
#define OPSTAP_MATCHING_LACKS_H

#include "matching/slices/slices.h"

typedef struct Lack {
    int32_t column;
    int32_t day; /* column of a day; with FROM and BEFORE */
    enum {
        LACK_ALWAYS,
        LACK_FROM,  /* rows where this person would start on that day or later */
        LACK_BEFORE /* rows where this person would start before it */
    } when;
    bool flexible; /* flexible starts are on that day or later for this person, whatever is named */
} Lack;

typedef struct Lacks {
    Lack *lack;
    int32_t count;
    size_t capacity;
} Lacks;

/* Adds those of a criterion. */
void lacks_of(Arena *arena, const Slices *slices, const CandidateProfile *candidate,
              Criterion criterion, Lacks *lacks);

/* Adds the columns of rows that must be judged for this person: target groups of an age that this
 * person passes between the first day on which somebody can start and the last. */
void lacks_asked(Arena *arena, const Slices *slices, const CandidateProfile *candidate,
                 Lacks *lacks);

/* When this person would start on that day or later; the column is COLUMN_ALL. */
Lack lack_from(const Slices *slices, const CandidateProfile *candidate, Day day);

static inline bool lack_is(const Lack *a, const Lack *b) {
    return a->column == b->column && a->day == b->day && a->when == b->when &&
           a->flexible == b->flexible;
}

#endif
