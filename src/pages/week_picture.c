#include "week_picture.h"

#include "records/labels.h"

enum { HOURS_APART = 6 };

Phrase half_hour_phrase(Arena *arena, int half_hour) {
    static const FieldInfo time = { .name = "from_time", .kind = FIELD_TIME };
    return value_phrase(arena, &time, (Value){ .known = true, .number = half_hour });
}

Phrase stretch_phrase(Arena *arena, Word word, int from, int until) {
    Phrase *time = arena_many(arena, Phrase, 2);
    time[0] = half_hour_phrase(arena, from);
    time[1] = half_hour_phrase(arena, until);
    return PHRASE(word, VALUE_PHRASE("from", &time[0]), VALUE_PHRASE("until", &time[1]));
}

Word week_day_word(int day) {
    static const Word words[WEEKDAYS] = { WORD_matching_weekday_1, WORD_matching_weekday_2,
                                          WORD_matching_weekday_3, WORD_matching_weekday_4,
                                          WORD_matching_weekday_5, WORD_matching_weekday_6,
                                          WORD_matching_weekday_7 };
    return words[day];
}

Word week_day_short_word(int day) {
    static const Word words[WEEKDAYS] = { WORD_week_short_1, WORD_week_short_2, WORD_week_short_3,
                                          WORD_week_short_4, WORD_week_short_5, WORD_week_short_6,
                                          WORD_week_short_7 };
    return words[day];
}

/* --- one picture --- */

typedef struct Drawing {
    Arena *arena;
    const Week *can, *cannot;
    int from, until; /* half hours that are shown, whole hours */
} Drawing;

typedef enum Stand { STAND_UNKNOWN, STAND_CAN, STAND_CANNOT } Stand;

static Stand stand_of(const Drawing *drawing, int day, int half_hour) {
    if (drawing->can->day[day] >> half_hour & 1) return STAND_CAN;
    return drawing->cannot->day[day] >> half_hour & 1 ? STAND_CANNOT : STAND_UNKNOWN;
}

static void window_set(Drawing *drawing) {
    drawing->from = WEEK_SHOWN_FROM;
    drawing->until = WEEK_SHOWN_UNTIL;
    for (int day = 0; day < WEEKDAYS; day++) {
        for (int i = 0; i < HALF_HOURS; i++) {
            if (stand_of(drawing, day, i) != STAND_CAN) continue;
            if (i < drawing->from) drawing->from = i - i % 2;
            if (i >= drawing->until) drawing->until = i + 2 - i % 2;
        }
    }
}

static void day_draw(const Drawing *drawing, int day, WeekDayView *view) {
    static const Word words[] = { WORD_week_unknown, WORD_week_can, WORD_week_cannot };
    WeekStretchView *stretch = arena_many(drawing->arena, WeekStretchView, HALF_HOURS);
    *view = (WeekDayView){ .name = week_day_word(day), .short_name = week_day_short_word(day),
                           .stretches = stretch };
    for (int from = drawing->from, until; from < drawing->until; from = until) {
        Stand stand = stand_of(drawing, day, from);
        until = from + 1;
        while (until < drawing->until && stand_of(drawing, day, until) == stand) until++;
        stretch[view->stretches_count++] =
            (WeekStretchView){ .span = until - from, .can = stand == STAND_CAN,
                               .cannot = stand == STAND_CANNOT,
                               .said = stretch_phrase(drawing->arena, words[stand], from, until) };
    }
}

static Phrase total_phrase(Arena *arena, const Week *can) {
    int half_hours = 0;
    for (int day = 0; day < WEEKDAYS; day++) half_hours += __builtin_popcountll(can->day[day]);
    Str hours = str_printf(arena, "%d%s", half_hours / 2, half_hours % 2 ? "½" : "");
    return PHRASE(WORD_week_total, VALUE_TEXT("hours", hours));
}

static WeekPictureView picture_of(Arena *arena, const Week *can, const Week *cannot) {
    Drawing drawing = { .arena = arena, .can = can, .cannot = cannot };
    WeekHourView *hour = arena_many(arena, WeekHourView, HALF_HOURS);
    WeekDayView *day = arena_many(arena, WeekDayView, WEEKDAYS);
    WeekPictureView picture = { .hours = hour, .days = day, .days_count = WEEKDAYS,
                                .total = total_phrase(arena, can) };
    window_set(&drawing);
    for (int from = drawing.from; from < drawing.until; from += HOURS_APART) {
        int left = drawing.until - from;
        hour[picture.hours_count++] =
            (WeekHourView){ from / 2, left < HOURS_APART ? left : HOURS_APART };
    }
    for (int i = 0; i < WEEKDAYS; i++) day_draw(&drawing, i, &day[i]);
    return picture;
}

/* --- of a person --- */

static bool says_anything(const CanPeriod *period) {
    for (int parity = 0; parity < PARITIES; parity++) {
        for (int day = 0; day < WEEKDAYS; day++) {
            if (period->can[parity].day[day] | period->cannot[parity].day[day]) return true;
        }
    }
    return false;
}

size_t week_pictures(Visit *visit, const CanPeriods *cans, WeekPictureView ret_picture[PARITIES]) {
    static const Word names[PARITIES] = { WORD_week_even, WORD_week_odd };
    const CanPeriod *now = NULL;
    for (size_t i = 0; i < cans->count; i++) {
        const CanPeriod *period = &cans->period[i];
        if (period->from <= visit->today && visit->today <= period->until) now = period;
    }
    if (!now || !says_anything(now)) return 0;
    bool same = !memcmp(&now->can[0], &now->can[1], sizeof now->can[0]) &&
                !memcmp(&now->cannot[0], &now->cannot[1], sizeof now->cannot[0]);
    size_t count = same ? 1 : PARITIES;
    for (size_t i = 0; i < count; i++) {
        ret_picture[i] = picture_of(visit->arena, &now->can[i], &now->cannot[i]);
        ret_picture[i].name = same ? WORD_none : names[i];
    }
    return count;
}
