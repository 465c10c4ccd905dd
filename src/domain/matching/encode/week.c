#include "matching/encode/week.h"

enum { NOON = 24, EVENING = 36, DAYS_BOTH_PARITIES = 14 };

static uint64_t bits_between(int from, int until) {
    if (from >= until) return 0;
    uint64_t below_until = (UINT64_C(1) << until) - 1;
    return below_until & ~((UINT64_C(1) << from) - 1);
}

static bool row_counts_in(const WeekRow *row, int parity) {
    return row->parity == 0 || row->parity == parity + 1;
}

static void week_add(Week *week, const WeekRow *row) {
    week->day[row->weekday] |= bits_between(row->from_time, row->until_time);
}

/* --- cutting time where something begins or ends --- */

static int days_compare(const void *left, const void *right) {
    Day a = *(const Day *)left, b = *(const Day *)right;
    return (a > b) - (a < b);
}

typedef struct Cuts {
    Day *day; /* first days of periods, in order, without doubles */
    size_t count;
} Cuts;

static Cuts cuts_of(Arena *arena, const WeekRow *row, size_t count) {
    Cuts cuts = { .day = arena_many(arena, Day, count * 2 + 1) };
    cuts.day[cuts.count++] = DAY_MIN;
    for (size_t i = 0; i < count; i++) {
        if (row[i].from > DAY_MIN) cuts.day[cuts.count++] = row[i].from;
        if (row[i].until < DAY_MAX) cuts.day[cuts.count++] = row[i].until + 1;
    }
    qsort(cuts.day, cuts.count, sizeof *cuts.day, days_compare);
    size_t kept = 1;
    for (size_t i = 1; i < cuts.count; i++) {
        if (cuts.day[i] != cuts.day[kept - 1]) cuts.day[kept++] = cuts.day[i];
    }
    cuts.count = kept;
    return cuts;
}

static Day cut_end(const Cuts *cuts, size_t i) {
    return i + 1 < cuts->count ? cuts->day[i + 1] - 1 : DAY_MAX;
}

NeedPeriods week_needs(Arena *arena, const WeekRow *row, size_t count) {
    if (!count) return (NeedPeriods){ 0 };
    Cuts cuts = cuts_of(arena, row, count);
    NeedPeriods needs = { .period = arena_many(arena, NeedPeriod, cuts.count) };
    for (size_t i = 0; i < cuts.count; i++) {
        NeedPeriod period = { .from = cuts.day[i], .until = cut_end(&cuts, i) };
        bool any = false;
        for (size_t k = 0; k < count; k++) {
            if (row[k].from > period.from || row[k].until < period.until) continue;
            for (int parity = 0; parity < PARITIES; parity++) {
                if (row_counts_in(&row[k], parity)) week_add(&period.must[parity], &row[k]);
            }
            any = true;
        }
        if (any) needs.period[needs.count++] = period;
    }
    return needs;
}

static void can_finish(CanPeriod *period, const bool *spoken_of) {
    for (int parity = 0; parity < PARITIES; parity++) {
        for (int day = 0; day < WEEKDAYS; day++) {
            uint64_t *can = &period->can[parity].day[day];
            uint64_t *cannot = &period->cannot[parity].day[day];
            *can &= ~*cannot;
            if (spoken_of[parity]) *cannot = bits_between(0, HALF_HOURS) & ~*can;
        }
    }
}

CanPeriods week_cans(Arena *arena, const WeekRow *row, size_t count) {
    if (!count) return (CanPeriods){ 0 };
    Cuts cuts = cuts_of(arena, row, count);
    CanPeriods cans = { .period = arena_many(arena, CanPeriod, cuts.count), .count = cuts.count };
    for (size_t i = 0; i < cuts.count; i++) {
        CanPeriod *period = &cans.period[i];
        *period = (CanPeriod){ .from = cuts.day[i], .until = cut_end(&cuts, i) };
        bool spoken_of[PARITIES] = { false, false };
        for (size_t k = 0; k < count; k++) {
            if (row[k].from > period->from || row[k].until < period->until) continue;
            for (int parity = 0; parity < PARITIES; parity++) {
                if (!row_counts_in(&row[k], parity)) continue;
                if (row[k].available) spoken_of[parity] = true;
                week_add(row[k].available ? &period->can[parity] : &period->cannot[parity],
                         &row[k]);
            }
        }
        can_finish(period, spoken_of);
    }
    return cans;
}

/* --- comparing --- */

static const uint64_t thirds[DAY_THIRDS] = {
    (UINT64_C(1) << NOON) - 1,
    (UINT64_C(1) << EVENING) - (UINT64_C(1) << NOON),
    (UINT64_C(1) << HALF_HOURS) - (UINT64_C(1) << EVENING),
};

uint64_t part_half_hours(int part) {
    return thirds[part % DAY_THIRDS];
}

static WeekParts parts_of(uint64_t bits, int weekday) {
    WeekParts parts = 0;
    if (!bits) return parts;
    for (int third = 0; third < DAY_THIRDS; third++) {
        if (bits & thirds[third]) parts |= 1U << third;
    }
    return parts << (weekday * DAY_THIRDS);
}

static void day_compare(const NeedPeriod *need, const CanPeriod *can, int parity, int weekday,
                        Clash *clash) {
    uint64_t must = need->must[parity].day[weekday];
    uint64_t missing = can ? must & ~can->can[parity].day[weekday] : must;
    if (!missing) return;
    uint64_t cannot = can ? missing & can->cannot[parity].day[weekday] : 0;
    clash->cannot |= parts_of(cannot, weekday);
    clash->unknown |= parts_of(missing & ~cannot, weekday);
}

static int day_parity(Day day) {
    return day_iso_week(day) & 1;
}

static void days_compare_all(const NeedPeriod *need, const CanPeriod *can, Day from, Day until,
                             Clash *clash) {
    if (until - from + 1 >= DAYS_BOTH_PARITIES) {
        for (int weekday = 0; weekday < WEEKDAYS; weekday++) {
            day_compare(need, can, 0, weekday, clash);
            day_compare(need, can, 1, weekday, clash);
        }
        return;
    }
    for (Day day = from; day <= until; day++) {
        day_compare(need, can, day_parity(day), day_weekday(day), clash);
    }
}

static Day day_later(Day a, Day b) {
    return a > b ? a : b;
}

static Day day_earlier(Day a, Day b) {
    return a < b ? a : b;
}

Clash week_clash(const NeedPeriods *needs, const CanPeriods *cans, Day from, Day until) {
    Clash clash = { 0 };
    size_t first = 0;
    for (size_t i = 0; i < needs->count; i++) {
        const NeedPeriod *need = &needs->period[i];
        Day need_from = day_later(need->from, from), need_until = day_earlier(need->until, until);
        if (need_from > need_until) continue;
        if (!cans->count) days_compare_all(need, NULL, need_from, need_until, &clash);
        while (first < cans->count && cans->period[first].until < need_from) first++;
        for (size_t k = first; k < cans->count && cans->period[k].from <= need_until; k++) {
            const CanPeriod *can = &cans->period[k];
            days_compare_all(need, can, day_later(can->from, need_from),
                             day_earlier(can->until, need_until), &clash);
        }
    }
    return clash;
}

bool week_needed(const NeedPeriods *needs, Day from, Day until) {
    CanPeriods nobody = { 0 };
    Clash clash = week_clash(needs, &nobody, from, until);
    return clash.unknown != 0;
}
