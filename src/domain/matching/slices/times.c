#include "matching/slices/times.h"

#include "matching/judge/judge.h"

enum { DAYS = PARITIES * WEEKDAYS };

/* Half hours of an even and an odd week, on the days on which somebody must be there. */
typedef struct TimesAsked {
    bool weekly;
    int count;
    struct {
        uint64_t must;
        int day;
    } at[DAYS];
} TimesAsked;

typedef struct TwoWeeks {
    uint64_t day[DAYS];
} TwoWeeks;

typedef struct ClosersKnown {
    uint32_t person;
    uint64_t closers;
} ClosersKnown;

struct Times {
    const Slices *slices;
    TimesAsked *asked; /* per facet */
    uint8_t *state;
    bool any, any_hours; /* something is unmet or to be judged; without weekly times */
    bool asks;           /* some are to be judged */
    ClosersKnown *known;
    uint32_t person;
    const CandidateProfile *candidate;
    const CandidateProfile *const *after;
    TwoWeeks after_lacked[TIMES_STEPS_MAX];
    int after_count;
};

static TimesAsked times_asked(const OpeningProfile *opening) {
    TimesAsked asked = { .weekly = opening->need.count > 0 };
    for (int day = 0; day < DAYS; day++) {
        uint64_t must = 0;
        for (size_t i = 0; i < opening->need.count; i++) {
            must |= opening->need.period[i].must[day / WEEKDAYS].day[day % WEEKDAYS];
        }
        if (!must) continue;
        asked.at[asked.count].must = must;
        asked.at[asked.count++].day = day;
    }
    return asked;
}

Times *times_new(Arena *arena, const Slices *slices) {
    Times *times = arena_one(arena, Times);
    size_t count = slices->times.keys.count;
    *times = (Times){ .slices = slices };
    times->asked = arena_many(arena, TimesAsked, count);
    times->known = arena_many(arena, ClosersKnown, count);
    times->state = arena_many(arena, uint8_t, TIMES_SLICED + 1);
    times->state[TIMES_SLICED] = TIMES_ASK;
    for (size_t i = 0; i < count; i++) {
        times->asked[i] = times_asked(&slices->snapshot->opening[slices->times.first[i]]);
    }
    return times;
}

/* --- one person --- */

/* Half hours at which somebody cannot come in some period. */
static TwoWeeks lacked_of(const CandidateProfile *candidate) {
    TwoWeeks lacked = { { 0 } };
    for (int day = 0; day < DAYS; day++) {
        for (size_t i = 0; i < candidate->can.count; i++) {
            const CanPeriod *can = &candidate->can.period[i];
            lacked.day[day] |= can->cannot[day / WEEKDAYS].day[day % WEEKDAYS] &
                               ~can->can[day / WEEKDAYS].day[day % WEEKDAYS];
        }
    }
    return lacked;
}

static bool clashes(const TimesAsked *asked, const TwoWeeks *lacked) {
    uint64_t clash = 0;
    for (int i = 0; i < asked->count; i++) clash |= asked->at[i].must & lacked->day[asked->at[i].day];
    return clash != 0;
}

/* Without weekly times: irregular and office hours, whatever the day. */
static bool hours_are_unmet(const Times *times, int32_t facet, const CandidateProfile *candidate) {
    const Snapshot *snapshot = times->slices->snapshot;
    Pair pair = { .snapshot = snapshot, .candidate = candidate,
                  .opening = &snapshot->opening[times->slices->times.first[facet]] };
    return judge(&pair, CRITERION_timetable, 0).verdict == VERDICT_UNMET;
}

void times_begin(Times *times, const CandidateProfile *candidate,
                 const CandidateProfile *const *after, int count) {
    times->person++;
    times->candidate = candidate;
    times->after = after;
    times->after_count = count;
    for (int i = 0; i < count; i++) times->after_lacked[i] = lacked_of(after[i]);
    TwoWeeks lacked = lacked_of(candidate);
    bool one = candidate->can.count == 1;
    times->asks = candidate->can.count > 1 || times->slices->times.keys.count == TIMES_SLICED;
    times->any = times->any_hours = times->slices->times.keys.count == TIMES_SLICED;
    for (int32_t i = 0; i < (int32_t)times->slices->times.keys.count; i++) {
        const TimesAsked *asked = &times->asked[i];
        if (!asked->weekly) {
            times->state[i] = hours_are_unmet(times, i, candidate) ? TIMES_UNMET : TIMES_MET;
            times->any_hours = times->any_hours || times->state[i];
            continue;
        }
        times->state[i] = TIMES_MET;
        if (!candidate->can.count || !clashes(asked, &lacked)) continue;
        times->state[i] = one ? TIMES_UNMET : TIMES_ASK;
        times->any = true;
    }
}

const uint8_t *times_states(const Times *times) {
    return times->any || times->any_hours ? times->state : NULL;
}

bool times_ask(const Times *times) {
    return times->asks;
}

bool times_are_weekly(const Times *times) {
    return !times->any_hours;
}

uint64_t times_closers(Times *times, int32_t facet) {
    ClosersKnown *known = &times->known[facet];
    if (known->person == times->person) return known->closers;
    *known = (ClosersKnown){ .person = times->person };
    for (int i = 0; i < times->after_count; i++) {
        const CandidateProfile *after = times->after[i];
        bool unmet = times->asked[facet].weekly
                         ? clashes(&times->asked[facet], &times->after_lacked[i])
                         : hours_are_unmet(times, facet, after);
        if (!unmet) known->closers |= UINT64_C(1) << i;
    }
    return known->closers;
}
