/* candidate_timetable.h: what the page shows on which the week of a person is drawn. */
#ifndef OPSTAP_CANDIDATE_TIMETABLE_PAGE_H
#define OPSTAP_CANDIDATE_TIMETABLE_PAGE_H

#include "candidate.h"
#include "layout.h"
#include "page.h"

typedef struct TimetableDayView {
    int64_t number; /* 0 is Monday */
    Word name, short_name;
    bool chosen; /* of the block that is being made */
} TimetableDayView;

typedef struct TimetableCellView {
    int64_t value; /* day * 48 + half hour */
    Phrase name;
    bool chosen;
} TimetableCellView;

typedef struct TimetableRowView {
    Phrase time;
    const TimetableCellView *cells;
    size_t cells_count;
} TimetableRowView;

typedef struct TimetableTimeView {
    int64_t value;
    Phrase name;
    bool chosen;
} TimetableTimeView;

typedef struct CandidateTimetableView {
    LayoutView layout;
    Str person, address, file_address, night_address, token, was;
    Phrase wrong;
    bool conflict, laid, unsaved, verified, confirmed, cannot;
    Phrase changed; /* with a conflict: who was last, and when */
    const Phrase *theirs;
    size_t theirs_count;
    const TimetableDayView *days;
    size_t days_count;
    const TimetableTimeView *from_times, *until_times;
    size_t from_times_count, until_times_count;
    const TimetableRowView *rows;
    size_t rows_count;
    FactsView exceptions;
} CandidateTimetableView;

#endif
