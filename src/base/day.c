#include "day.h"

#include "clock.h"
#include "number.h"
#include "text.h"

/* Days from civil and back: Howard Hinnant's published algorithm (public domain), eras of 400
 * years. */
Day day_of(Date date) {
    int year = date.year - (date.month <= 2);
    int era = (year >= 0 ? year : year - 399) / 400;
    int year_of_era = year - era * 400;
    int day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return (Day)(era * 146097 + day_of_era - 719468);
}

Date day_date(Day day) {
    int shifted = day + 719468;
    int era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int day_of_era = shifted - era * 146097;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month_shifted = (5 * day_of_year + 2) / 153;
    int month = month_shifted < 10 ? month_shifted + 3 : month_shifted - 9;
    return (Date){ .year = year_of_era + era * 400 + (month <= 2),
                   .month = month,
                   .day = day_of_year - (153 * month_shifted + 2) / 5 + 1 };
}

static int month_days(int year, int month) {
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

bool day_read(Str text, Day *ret_day) {
    if (text.len != 10 || text.at[4] != '-' || text.at[7] != '-') return false;
    int64_t year, month, day;
    if (!number_read_between(str_sub(text, 0, 4), 1900, 2199, &year)) return false;
    if (!number_read_between(str_sub(text, 5, 2), 1, 12, &month)) return false;
    if (!number_read_between(str_sub(text, 8, 2), 1, 31, &day)) return false;
    if (day > month_days((int)year, (int)month)) return false;
    *ret_day = day_of((Date){ (int)year, (int)month, (int)day });
    return true;
}

Str day_text(Arena *arena, Day day) {
    if (day == DAY_UNKNOWN) return STR_EMPTY;
    Date date = day_date(day);
    return str_printf(arena, "%04d-%02d-%02d", date.year, date.month, date.day);
}

int day_weekday(Day day) {
    int weekday = (day + 3) % 7; /* 1970-01-01 was a Thursday */
    return weekday < 0 ? weekday + 7 : weekday;
}

int day_iso_week(Day day) {
    Day thursday = day - day_weekday(day) + 3;
    Day new_year = day_of((Date){ day_date(thursday).year, 1, 1 });
    return (thursday - new_year) / 7 + 1;
}

Day day_add_months(Day day, int months) {
    if (day == DAY_UNKNOWN) return DAY_UNKNOWN;
    Date date = day_date(day);
    int month = date.year * 12 + date.month - 1 + months;
    date.year = month / 12;
    date.month = month % 12 + 1;
    int last = month_days(date.year, date.month);
    if (date.day > last) date.day = last;
    return day_of(date);
}

int day_full_years(Day from, Day until) {
    if (from == DAY_UNKNOWN || until == DAY_UNKNOWN || until < from) return -1;
    Date a = day_date(from), b = day_date(until);
    bool before_birthday = b.month < a.month || (b.month == a.month && b.day < a.day);
    return b.year - a.year - before_birthday;
}

/* Summer time in the European Union: last Sunday of March to last Sunday of October, both at 01:00
 * UTC (directive 2000/84/EC). Computed here, so that no time-zone database is needed. */
static int amsterdam_offset_seconds(int64_t utc_seconds) {
    Day day = (Day)(utc_seconds / 86400);
    int year = day_date(day).year;
    Day march = day_of((Date){ year, 3, 31 }), october = day_of((Date){ year, 10, 31 });
    int64_t from = (int64_t)(march - (day_weekday(march) + 1) % 7) * 86400 + 3600;
    int64_t until = (int64_t)(october - (day_weekday(october) + 1) % 7) * 86400 + 3600;
    return utc_seconds >= from && utc_seconds < until ? 7200 : 3600;
}

int64_t amsterdam_seconds(int64_t utc_seconds) {
    return utc_seconds + amsterdam_offset_seconds(utc_seconds);
}

Day day_today(void) {
    int64_t now;
    if (clock_utc_seconds(&now) != OK) return DAY_UNKNOWN;
    return (Day)(amsterdam_seconds(now) / 86400);
}

Str moment_now(Arena *arena) {
    int64_t now;
    if (clock_utc_seconds(&now) != OK) return STR_EMPTY;
    Date date = day_date((Day)(now / 86400));
    int second = (int)(now % 86400);
    return str_printf(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", date.year, date.month, date.day,
                      second / 3600, second / 60 % 60, second % 60);
}

/* Two digits, at most `maximum`; -1 for anything else. */
static int pair_read(Str text, size_t at, int maximum) {
    int tens = text.at[at] - '0', ones = text.at[at + 1] - '0';
    bool digits = tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9;
    return digits && tens * 10 + ones <= maximum ? tens * 10 + ones : -1;
}

bool moment_read(Str text, int64_t *ret_seconds) {
    Day day;
    if (text.len != strlen("2026-03-14T09:26:53Z") || !day_read(str_sub(text, 0, 10), &day)) {
        return false;
    }
    bool marks = text.at[10] == 'T' && text.at[13] == ':' && text.at[16] == ':' &&
                 text.at[19] == 'Z';
    int hour = pair_read(text, 11, 23), minute = pair_read(text, 14, 59);
    int second = pair_read(text, 17, 59);
    if (!marks || hour < 0 || minute < 0 || second < 0) return false;
    *ret_seconds = (int64_t)day * 86400 + hour * 3600 + minute * 60 + second;
    return true;
}
