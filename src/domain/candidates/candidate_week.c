#include "candidates/candidate_week.h"

enum { DIGITS_PER_DAY = CANDIDATE_WEEK_HALF_HOURS / 4, WEEK_EVERY = 0 };

static Value cell(const RecordList *timetable, size_t row, int field) {
    return record_value(&candidate_list_type[LIST_TIMETABLE], timetable, row, field);
}

bool candidate_week_is_plain(const RecordList *timetable, size_t row) {
    Value available = cell(timetable, row, TIMETABLE_available);
    Value parity = cell(timetable, row, TIMETABLE_week_parity);
    Value from = cell(timetable, row, TIMETABLE_from_time);
    Value until = cell(timetable, row, TIMETABLE_until_time);
    if (!cell(timetable, row, TIMETABLE_weekday).known || !from.known || !until.known) return false;
    if (from.number == until.number) return false;
    if (cell(timetable, row, TIMETABLE_valid_from).known) return false;
    if (cell(timetable, row, TIMETABLE_valid_until).known) return false;
    if (parity.known && parity.number != WEEK_EVERY) return false;
    return available.known && available.number;
}

void candidate_week_set(CandidateWeek *week, int day, int from, int until, bool can) {
    for (int i = from; i < until; i++) {
        uint64_t bit = UINT64_C(1) << i;
        if (can) week->day[day] |= bit;
        else week->day[day] &= ~bit;
    }
}

CandidateWeek candidate_week_of(const RecordList *timetable) {
    CandidateWeek week = { 0 };
    for (size_t row = 0; row < timetable->count; row++) {
        if (!candidate_week_is_plain(timetable, row)) continue;
        int day = (int)cell(timetable, row, TIMETABLE_weekday).number - 1;
        int from = (int)cell(timetable, row, TIMETABLE_from_time).number;
        int until = (int)cell(timetable, row, TIMETABLE_until_time).number;
        bool passes_midnight = until < from;
        candidate_week_set(&week, day, from, passes_midnight ? CANDIDATE_WEEK_HALF_HOURS : until,
                           true);
        int next = (day + 1) % CANDIDATE_WEEK_DAYS;
        if (passes_midnight) candidate_week_set(&week, next, 0, until, true);
    }
    return week;
}

unsigned candidate_week_difference(const CandidateWeek *a, const CandidateWeek *b) {
    unsigned days = 0;
    for (int i = 0; i < CANDIDATE_WEEK_DAYS; i++) {
        if (a->day[i] != b->day[i]) days |= 1u << i;
    }
    return days;
}

static bool is_set(const CandidateWeek *week, int day, int half_hour) {
    return week->day[day] >> half_hour & 1;
}

bool candidate_week_next(const CandidateWeek *week, int day, int *at, int *ret_from,
                         int *ret_until) {
    while (*at < CANDIDATE_WEEK_HALF_HOURS && !is_set(week, day, *at)) ++*at;
    if (*at == CANDIDATE_WEEK_HALF_HOURS) return false;
    *ret_from = *at;
    while (*at < CANDIDATE_WEEK_HALF_HOURS && is_set(week, day, *at)) ++*at;
    *ret_until = *at;
    return true;
}

/* --- laying --- */

static size_t row_find(const RecordList *timetable, int day, int from, int until) {
    for (size_t row = 0; row < timetable->count; row++) {
        if (candidate_week_is_plain(timetable, row) &&
            cell(timetable, row, TIMETABLE_weekday).number == day + 1 &&
            cell(timetable, row, TIMETABLE_from_time).number == from &&
            cell(timetable, row, TIMETABLE_until_time).number == until) {
            return row;
        }
    }
    return timetable->count;
}

static Value number(int64_t given) {
    return (Value){ .known = true, .number = given };
}

static void row_copy(Arena *arena, const RecordList *timetable, size_t row, RecordList *list) {
    const RecordType *type = &candidate_list_type[LIST_TIMETABLE];
    record_add(arena, type, list, timetable->value + row * (size_t)type->field_count,
               timetable->from[row]);
}

static void stretch_add(Arena *arena, const RecordList *timetable, int day, const int *between,
                        RecordList *list) {
    size_t row = row_find(timetable, day, between[0], between[1]);
    if (row < timetable->count) {
        row_copy(arena, timetable, row, list);
        return;
    }
    Value value[TIMETABLE_FIELD_COUNT] = { 0 };
    value[TIMETABLE_weekday] = number(day + 1);
    value[TIMETABLE_from_time] = number(between[0]);
    value[TIMETABLE_until_time] = number(between[1]);
    value[TIMETABLE_available] = number(true);
    record_add(arena, &candidate_list_type[LIST_TIMETABLE], list, value, (Provenance){ 0 });
}

RecordList candidate_week_lay(Arena *arena, const RecordList *timetable,
                              const CandidateWeek *week) {
    RecordList list = { 0 };
    for (size_t row = 0; row < timetable->count; row++) {
        if (!candidate_week_is_plain(timetable, row)) row_copy(arena, timetable, row, &list);
    }
    for (int day = 0; day < CANDIDATE_WEEK_DAYS; day++) {
        int at = 0, between[2];
        while (candidate_week_next(week, day, &at, &between[0], &between[1])) {
            stretch_add(arena, timetable, day, between, &list);
        }
    }
    return list;
}

/* --- as text --- */

Str candidate_week_text(Arena *arena, const CandidateWeek *week) {
    Text text = text_new(arena, CANDIDATE_WEEK_DAYS * DIGITS_PER_DAY);
    for (int day = 0; day < CANDIDATE_WEEK_DAYS; day++) {
        text_add(&text, str_printf(arena, "%012llx", (unsigned long long)week->day[day]));
    }
    return text_str(&text);
}

static int digit_of(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool candidate_week_read(Str text, CandidateWeek *ret_week) {
    CandidateWeek week = { 0 };
    if (text.len != CANDIDATE_WEEK_DAYS * DIGITS_PER_DAY) return false;
    for (size_t i = 0; i < text.len; i++) {
        int digit = digit_of(text.at[i]);
        if (digit < 0) return false;
        uint64_t *day = &week.day[i / DIGITS_PER_DAY];
        *day = *day << 4 | (uint64_t)digit;
    }
    *ret_week = week;
    return true;
}
