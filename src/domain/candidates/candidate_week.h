/* candidate_week.h: the plain week of a person, as half hours.
 *
 * Of the blocks in a timetable most are plain: a day, from, until, "can", every week, without a
 * first or a last day. These are the week that people draw in a grid. Blocks with days of validity,
 * of even or odd weeks, or that say "cannot", are exceptions; they stay what they are when the
 * plain week changes. A block that passes midnight counts for both days.
 *
 * Pure; what is made lives in the arena. */
#ifndef OPSTAP_CANDIDATE_WEEK_H
#define OPSTAP_CANDIDATE_WEEK_H

#include "candidates/candidates.h"

enum { CANDIDATE_WEEK_DAYS = 7, CANDIDATE_WEEK_HALF_HOURS = 48 };

typedef struct CandidateWeek {
    uint64_t day[CANDIDATE_WEEK_DAYS]; /* from Monday; bit h: half an hour from h / 2 o'clock */
} CandidateWeek;

CandidateWeek candidate_week_of(const RecordList *timetable);
bool candidate_week_is_plain(const RecordList *timetable, size_t row);

/* Sets the half hours from..until - 1 of a day (0 is Monday). */
void candidate_week_set(CandidateWeek *week, int day, int from, int until, bool can);

/* Bit d: day d is not the same in both. */
unsigned candidate_week_difference(const CandidateWeek *a, const CandidateWeek *b);

/* Stretches of one day, in order: false at the end. Begin with *at = 0. */
bool candidate_week_next(const CandidateWeek *week, int day, int *at, int *ret_from,
                         int *ret_until);

/* The timetable with this plain week: exceptions first, then one block per stretch. A stretch that
 * was a block before stays that row, with its source and its day; new ones have no source. */
RecordList candidate_week_lay(Arena *arena, const RecordList *timetable, const CandidateWeek *week);

/* For a form to remember: seven times twelve hexadecimal digits. False: it is no such text. */
Str candidate_week_text(Arena *arena, const CandidateWeek *week);
bool candidate_week_read(Str text, CandidateWeek *ret_week);

#endif
