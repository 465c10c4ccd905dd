/* day.h: calendar days as days since 1970-01-01 (proleptic Gregorian), and moments in UTC.
 *
 * DAY_UNKNOWN is a value of its own: "we do not know". Days are shown and read as YYYY-MM-DD
 * (ISO 8601), between 1900-01-01 and 2199-12-31. */
#ifndef OPSTAP_DAY_H
#define OPSTAP_DAY_H

#include <stdbool.h>
#include <stdint.h>

#include "str.h"

typedef int32_t Day;

#define DAY_UNKNOWN INT32_MIN
enum { DAY_MIN = -25567, DAY_MAX = 84005 }; /* 1900-01-01 and 2199-12-31 */

typedef struct Date {
    int year, month, day; /* 1..12, 1..31 */
} Date;

bool day_read(Str text, Day *ret_day); /* exactly YYYY-MM-DD, a real date in range */
Str day_text(Arena *arena, Day day);   /* "" for DAY_UNKNOWN */
Day day_of(Date date);
Date day_date(Day day);
int day_weekday(Day day);              /* 0 = Monday .. 6 = Sunday */
int day_iso_week(Day day);             /* 1..53; its last bit is the parity of the week */
Day day_add_months(Day day, int months); /* the 31st becomes the last day of a shorter month;
                                            unknown stays unknown */
int day_full_years(Day from, Day until); /* age in whole years; -1 when either is unknown */

/* What a clock in Amsterdam shows, as seconds since 1970 there. */
int64_t amsterdam_seconds(int64_t utc_seconds);

Day day_today(void); /* in Europe/Amsterdam; DAY_UNKNOWN when the clock cannot be read */

/* "YYYY-MM-DDTHH:MM:SSZ" of now, for stamps in the database; "" when the clock cannot be read. */
Str moment_now(Arena *arena);

/* Exactly that form: UTC seconds since 1970. */
bool moment_read(Str text, int64_t *ret_seconds);

#endif
