/* candidate_looks.h: what the page shows about who looked at a file. */
#ifndef OPSTAP_CANDIDATE_LOOKS_H
#define OPSTAP_CANDIDATE_LOOKS_H

#include "layout.h"

/* What one person did in one way on one day. */
typedef struct LookRowView {
    Str who, roles; /* roles: of today, in the tongue of the page; "" for a program */
    bool closed;    /* the account */
    Word what;
    int64_t times;
    Phrase first, last; /* "9.02 uur", in Amsterdam */
    bool one_minute;    /* they are the same */
} LookRowView;

typedef struct LookDayView {
    Day day;
    bool goes_on, went_on; /* the rest of the day is on the next page; was on the one before */
    const LookRowView *rows;
    size_t rows_count;
} LookDayView;

typedef struct CandidateLooksView {
    LayoutView layout;
    Str person, file_address; /* file_address: "" for who may not read the file */
    const LookDayView *days;  /* newest first */
    size_t days_count;
    Str newest_address, older_address, export_address; /* "": there is none */
    Str shown_address; /* lists about this person */
} CandidateLooksView;

#endif
