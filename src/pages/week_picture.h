/* week_picture.h: when somebody can come, as a small table: a line per day, a cell per stretch of
 * time. Each cell says in words what it is. */
#ifndef OPSTAP_WEEK_PICTURE_H
#define OPSTAP_WEEK_PICTURE_H

#include "matching/encode/week.h"
#include "visit.h"

/* Half hours that are always shown: from seven in the morning until ten in the evening. */
enum { WEEK_SHOWN_FROM = 14, WEEK_SHOWN_UNTIL = 44 };

typedef struct WeekStretchView {
    int64_t span; /* half hours */
    bool can, cannot;
    Phrase said;
} WeekStretchView;

typedef struct WeekDayView {
    Word name, short_name;
    const WeekStretchView *stretches;
    size_t stretches_count;
} WeekDayView;

typedef struct WeekHourView {
    int64_t hour, span;
} WeekHourView;

typedef struct WeekPictureView {
    Word name; /* WORD_none: of every week; else of even or odd weeks */
    Phrase total;
    const WeekHourView *hours;
    size_t hours_count;
    const WeekDayView *days;
    size_t days_count;
} WeekPictureView;

/* "9.30 uur"; from and until of a stretch. */
Phrase half_hour_phrase(Arena *arena, int half_hour);
Phrase stretch_phrase(Arena *arena, Word word, int from, int until);
Word week_day_word(int day);       /* 0 is Monday: "maandag" */
Word week_day_short_word(int day); /* "ma" */

/* What holds on `today`: one picture, or one of even and one of odd weeks where these differ. Gives
 * how many; 0 when nothing is known. */
size_t week_pictures(Visit *visit, const CanPeriods *cans, WeekPictureView ret_picture[PARITIES]);

#endif
