/* week.h: weekly times as bits, and whether one set of times lies within another.
 *
 * A Week is 7 days of 48 half hours. A stretch of days in which nothing changes is a Period: what
 * must be (an opening) or what can and cannot be (a person), for even and for odd ISO weeks apart.
 * Lists of periods are in order of days and do not overlap; a person's list covers all days. A half
 * hour that nobody spoke of is neither can nor cannot: unknown.
 *
 * When somebody says when they can come, the other hours of those days and weeks are taken as
 * "cannot"; when they only said when they cannot come, the other hours stay unknown. */
#ifndef OPSTAP_MATCHING_WEEK_H
#define OPSTAP_MATCHING_WEEK_H

#include "day.h"
#include "records/records.h"

enum { WEEKDAYS = 7, HALF_HOURS = 48, PARITIES = 2, DAY_THIRDS = 3 };

typedef struct Week {
    uint64_t day[WEEKDAYS]; /* bit h: from h / 2 o'clock, half an hour */
} Week;

typedef struct NeedPeriod {
    Day from, until;
    Week must[PARITIES]; /* even, odd */
} NeedPeriod;

typedef struct CanPeriod {
    Day from, until;
    Week can[PARITIES], cannot[PARITIES];
} CanPeriod;

/* One weekly row, of a person or of an opening. */
typedef struct WeekRow {
    int weekday, from_time, until_time; /* 0 = Monday; half hours */
    int parity;                         /* 0 every, 1 even, 2 odd */
    bool available;                     /* people only */
    Day from, until;                    /* DAY_MIN, DAY_MAX when open */
} WeekRow;

typedef struct NeedPeriods {
    NeedPeriod *period;
    size_t count;
} NeedPeriods;

typedef struct CanPeriods {
    CanPeriod *period;
    size_t count;
} CanPeriods;

NeedPeriods week_needs(Arena *arena, const WeekRow *row, size_t count);
CanPeriods week_cans(Arena *arena, const WeekRow *row, size_t count);

/* The parts of the week in a set: bit weekday * 3 + part; part 0 until 12:00, 1 until 18:00, 2
 * after. */
typedef uint32_t WeekParts;
enum {
    WEEK_IRREGULAR = 1 << 21,
    WEEK_OFFICE = 1 << 22
}; /* no part named: irregular, office hours */

typedef struct Clash {
    WeekParts cannot, unknown; /* parts of the week where somebody must be and cannot, or may not */
} Clash;

/* Days from..until, both included. cans without periods: all unknown. */
Clash week_clash(const NeedPeriods *needs, const CanPeriods *cans, Day from, Day until);

/* True when somebody must be there on one of these days. */
bool week_needed(const NeedPeriods *needs, Day from, Day until);

/* The half hours of a day that belong to a part of the week (as in WeekParts). */
uint64_t part_half_hours(int part);

#endif
