/* times.h: the weekly times of openings, for one person, now and after each step of the timetable.
 *
 * Within the room. Times are judged once per facet, for the openings of which all days of an even and
 * an odd week count (the others stand in COLUMN_TIMES_JUDGED). Who can come at other times in some
 * period is judged opening by opening where that matters. Belongs to one thread. */
#ifndef OPSTAP_MATCHING_TIMES_H
#define OPSTAP_MATCHING_TIMES_H

#include "matching/slices/slices.h"

enum { TIMES_UNMET_BIT, TIMES_ASK_BIT }; /* unmet; to be judged */
enum { TIMES_MET = 0, TIMES_UNMET = 1 << TIMES_UNMET_BIT, TIMES_ASK = 1 << TIMES_ASK_BIT };

enum { TIMES_STEPS_MAX = 64 };

typedef struct Times Times;
Times *times_new(Arena *arena, const Slices *slices);

/* The profiles after each step of the timetable, at most TIMES_STEPS_MAX, stay with the caller. */
void times_begin(Times *times, const CandidateProfile *candidate,
                 const CandidateProfile *const *after, int count);

/* Bits by facet (slices.times_of); NULL: all times are met, whatever the opening. */
const uint8_t *times_states(const Times *times);

/* Times are met wherever they are not weekly; some are to be judged. */
bool times_are_weekly(const Times *times);
bool times_ask(const Times *times);

/* Of a facet that is unmet: which steps close it. */
uint64_t times_closers(Times *times, int32_t facet);

#endif
