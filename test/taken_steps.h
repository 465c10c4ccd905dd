/* taken_steps.h: steps taken in a copy of a person's record, for oracles; shares nothing with what
 * it is the oracle of but the days on which mornings are taken. */
#ifndef OPSTAP_TEST_TAKEN_STEPS_H
#define OPSTAP_TEST_TAKEN_STEPS_H

#include "matching/barriers/barriers.h"
#include "matching_records.h"

static inline Provenance taken_from(void) {
    return (Provenance){ .source = S("test"), .confirmed = TODAY };
}

/* At least that level, a skill that nobody measured too; a course that goes on stays. */
static inline void level_take(Arena *arena, CandidateRecord *person, Step step, int skill) {
    const RecordType *type = &candidate_list_type[LIST_LANGUAGE];
    Value value[LANGUAGE_FIELD_COUNT] = { TEXT_OF(step.detail), NUMBER(skill) };
    int row = record_find(type, &person->list[LIST_LANGUAGE], value);
    if (row >= 0) {
        memcpy(value, &person->list[LIST_LANGUAGE].value[(size_t)row * LANGUAGE_FIELD_COUNT],
               sizeof value);
    }
    Value *low = &value[LANGUAGE_level_low], *high = &value[LANGUAGE_level_high];
    bool impossible = low->known && high->known && low->number > high->number;
    if (impossible || (!low->known && !high->known)) {
        *low = NUMBER(LEVEL_A0);
        *high = NUMBER(LEVEL_C2);
    }
    if (!high->known) *high = *low;
    if (!low->known || low->number < step.to) *low = NUMBER(step.to);
    if (high->number < low->number) *high = *low;
    record_put(arena, type, &person->list[LIST_LANGUAGE], value, taken_from());
}

static inline void language_take(Arena *arena, CandidateRecord *person, Step step) {
    for (int skill = 0; skill < SKILL_COUNT; skill++) {
        if (step.skill == SKILL_COUNT || step.skill == skill) level_take(arena, person, step, skill);
    }
}

static inline void held_take(Arena *arena, CandidateRecord *person, CandidateList list, Str code) {
    Value value[RECORD_FIELDS_MAX] = { TEXT_OF(code), NUMBER(1) };
    record_put(arena, &candidate_list_type[list], &person->list[list], value, taken_from());
}

/* Of the other ways nothing more is known than before. */
static inline void way_take(Arena *arena, CandidateRecord *person, Mode mode) {
    const RecordType *type = &candidate_list_type[LIST_TRANSPORT];
    RecordList *list = &person->list[LIST_TRANSPORT];
    bool listed = false;
    for (size_t i = 0; i < list->count; i++) {
        listed = listed || (record_value(type, list, i, TRANSPORT_mode).known &&
                            record_value(type, list, i, TRANSPORT_to_work).known);
    }
    for (int other = 0; other < MODE_COUNT && !listed; other++) {
        Value value[TRANSPORT_FIELD_COUNT] = { NUMBER(other) };
        if (record_find(type, list, value) < 0) record_put(arena, type, list, value, taken_from());
    }
    Value value[TRANSPORT_FIELD_COUNT] = { NUMBER((int)mode) };
    int row = record_find(type, list, value);
    if (row >= 0) value[TRANSPORT_at_work] = record_value(type, list, (size_t)row, TRANSPORT_at_work);
    value[TRANSPORT_to_work] = NUMBER(1);
    record_put(arena, type, list, value, taken_from());
    if (mode == MODE_BICYCLE) person->fact[FACT_can_cycle] = NUMBER(1);
}

/* --- times --- */

typedef struct TimesTaken {
    Week free, taken;
} TimesTaken;

static inline void times_add(Arena *arena, RecordList *list, const Value *row, int day,
                             uint64_t bits) {
    for (int from = 0; from < HALF_HOURS; from++) {
        if (!(bits >> from & 1)) continue;
        int until = from;
        while (until < HALF_HOURS && (bits >> until & 1)) until++;
        Value value[TIMETABLE_FIELD_COUNT];
        memcpy(value, row, sizeof value);
        value[TIMETABLE_weekday] = NUMBER(day + 1);
        value[TIMETABLE_from_time] = NUMBER(from);
        value[TIMETABLE_until_time] = NUMBER(until);
        record_add(arena, &candidate_list_type[LIST_TIMETABLE], list, value, taken_from());
        from = until;
    }
}

static inline uint64_t times_bits(int from, int until) {
    uint64_t bits = 0;
    for (int i = from; i < until; i++) bits |= UINT64_C(1) << i;
    return bits;
}

/* A row with its times: those that are impossible without what is free; beside those that are
 * possible, what is free too. */
static inline void times_row_take(Arena *arena, RecordList *list, const Value *row,
                                  const TimesTaken *times) {
    int from = (int)row[TIMETABLE_from_time].number, until = (int)row[TIMETABLE_until_time].number;
    int day = (int)row[TIMETABLE_weekday].number - 1;
    if (from == until) return;
    bool past = from > until, can = row[TIMETABLE_available].number != 0;
    uint64_t bits = times_bits(from, past ? HALF_HOURS : until);
    uint64_t next = past ? times_bits(0, until) : 0;
    times_add(arena, list, row, day, can ? bits : bits & ~times->free.day[day]);
    day = (day + 1) % WEEKDAYS;
    times_add(arena, list, row, day, can ? next : next & ~times->free.day[day]);
    for (int i = 0; i < WEEKDAYS && can; i++) {
        times_add(arena, list, row, i, times->free.day[i]);
    }
}

static inline void times_take(Arena *arena, CandidateRecord *person, const TimesTaken *times) {
    const RecordType *type = &candidate_list_type[LIST_TIMETABLE];
    RecordList *list = &person->list[LIST_TIMETABLE], made = { 0 };
    for (size_t i = 0; i < list->count; i++) {
        const Value *row = &list->value[i * (size_t)type->field_count];
        if (!row[TIMETABLE_available].known || !row[TIMETABLE_weekday].known ||
            !row[TIMETABLE_from_time].known || !row[TIMETABLE_until_time].known) {
            continue;
        }
        times_row_take(arena, &made, row, times);
    }
    Value cannot[TIMETABLE_FIELD_COUNT] = { [TIMETABLE_available] = NUMBER(0) };
    for (int day = 0; day < WEEKDAYS; day++) {
        times_add(arena, &made, cannot, day, times->taken.day[day]);
    }
    *list = made;
}

static inline void parts_take(Arena *arena, CandidateRecord *person, int parts) {
    static const int bounds[] = { 0, 24, 36, 48 };
    TimesTaken times = { 0 };
    if (parts == WEEK_IRREGULAR) person->fact[FACT_irregular_hours] = NUMBER(1);
    if (parts == WEEK_OFFICE) person->fact[FACT_office_hours] = NUMBER(1);
    if (parts >= WEEK_IRREGULAR) return;
    for (int part = 0; part < WEEKDAYS * DAY_THIRDS; part++) {
        if (!(parts >> part & 1)) continue;
        times.free.day[part / 3] |= times_bits(bounds[part % 3], bounds[part % 3 + 1]);
    }
    times_take(arena, person, &times);
}

static inline void evenings_take(Arena *arena, CandidateRecord *person, const CanPeriods *week) {
    TimesTaken times = { 0 };
    for (int day = 0; day < 5; day++) {
        uint64_t cannot = 0;
        for (size_t i = 0; i < week->count; i++) {
            cannot |= week->period[i].cannot[0].day[day] | week->period[i].cannot[1].day[day];
        }
        if (!(cannot & times_bits(0, 24))) continue;
        times.free.day[day] = times_bits(0, 24);
        times.taken.day[day] = times_bits(36, 48);
    }
    times_take(arena, person, &times);
}

static inline void childcare_take(Arena *arena, CandidateRecord *person, const Week *had) {
    TimesTaken times = { 0 };
    for (int day = 0; day < 5; day++) {
        times.free.day[day] = times_bits(13, 37) & (had ? had->day[day] : UINT64_MAX);
    }
    person->fact[FACT_childcare] = NUMBER(1);
    person->fact[FACT_childcare_from] = UNKNOWN;
    times_take(arena, person, &times);
}

typedef struct TakenWith {
    const CanPeriods *week; /* of the person before */
    const Week *childcare;  /* NULL: everywhere */
} TakenWith;

static inline CandidateRecord step_take(Arena *arena, const CandidateRecord *person, Step step,
                                        TakenWith with) {
    CandidateRecord taken = person_copy(arena, person);
    switch (step.kind) {
    case STEP_LANGUAGE: language_take(arena, &taken, step); break;
    case STEP_LITERACY: taken.fact[FACT_latin_literacy] = NUMBER(1); break;
    case STEP_TRAVEL_PASS: way_take(arena, &taken, MODE_PUBLIC_TRANSPORT); break;
    case STEP_BICYCLE: way_take(arena, &taken, MODE_BICYCLE); break;
    case STEP_MOPED: way_take(arena, &taken, MODE_MOPED); break;
    case STEP_MINUTES: taken.fact[FACT_travel_minutes_max] = NUMBER(step.to); break;
    case STEP_TIMETABLE: parts_take(arena, &taken, step.to); break;
    case STEP_EVENINGS: evenings_take(arena, &taken, with.week); break;
    case STEP_CHILDCARE: childcare_take(arena, &taken, with.childcare); break;
    case STEP_HOURS:
        if (taken.fact[FACT_hours_max].number < step.to) taken.fact[FACT_hours_max].number = step.to;
        break;
    case STEP_LICENCE: held_take(arena, &taken, LIST_LICENCE, step.detail); break;
    case STEP_CERTIFICATE: held_take(arena, &taken, LIST_CERTIFICATE, step.detail); break;
    default: fail_msg("not a step of the catalogue"); break;
    }
    return taken;
}

#endif
