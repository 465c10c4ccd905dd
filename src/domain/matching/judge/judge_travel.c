#include "matching/judge/judge.h"

enum { METRES_PER_KILOMETRE = 1000 };

static int16_t home_of(const Pair *pair) {
    const CandidateProfile *candidate = pair->candidate;
    bool moved = candidate->home_later != SLOT_NONE && candidate->move_on != DAY_UNKNOWN &&
                 candidate->move_on <= pair->start;
    return moved ? candidate->home_later : candidate->home;
}

typedef struct Quickest {
    int mode, minutes; /* NUMBER_UNKNOWN when there is no way */
} Quickest;

static Quickest quickest_of(const Way *way, unsigned modes) {
    Quickest quickest = { NUMBER_UNKNOWN, NUMBER_UNKNOWN };
    for (int mode = 0; mode < MODE_COUNT; mode++) {
        if (!(modes >> mode & 1) || way->minutes[mode] == MINUTES_UNKNOWN) continue;
        if (quickest.minutes != NUMBER_UNKNOWN && quickest.minutes <= way->minutes[mode]) continue;
        quickest = (Quickest){ mode, way->minutes[mode] };
    }
    return quickest;
}

/* Who said nothing about walking can walk a short way. */
static unsigned walking(const Pair *pair, const Way *way) {
    bool said = (pair->candidate->modes | pair->candidate->modes_not) >> MODE_WALK & 1;
    int minutes = way->minutes[MODE_WALK];
    bool is_short = minutes != MINUTES_UNKNOWN &&
                    minutes <= pair->snapshot->rules->constant[RULE_walk_minutes_max];
    return !said && is_short ? 1U << MODE_WALK : 0;
}

static Trip trip_says(Trip trip, Verdict verdict, int reason) {
    trip.verdict = verdict;
    trip.reason = (typeof(trip.reason))reason;
    return trip;
}

/* Longer than the person wants by every known way. */
static Trip trip_too_long(const Pair *pair, Trip trip, const Way *way, unsigned maybe) {
    Quickest possible = quickest_of(way, maybe);
    if (possible.minutes != NUMBER_UNKNOWN && possible.minutes <= pair->candidate->minutes_max) {
        return trip_says(trip, VERDICT_UNKNOWN, TRIP_NO_MODE);
    }
    if (pair->opening->shuttle) return trip_says(trip, VERDICT_UNKNOWN, TRIP_SHUTTLE);
    return trip_says(trip, VERDICT_UNMET, TRIP_TOO_LONG);
}

static bool way_is_unknown(const Way *way) {
    if (way->metres != METRES_UNKNOWN) return false;
    for (int mode = 0; mode < MODE_COUNT; mode++) {
        if (way->minutes[mode] != MINUTES_UNKNOWN) return false;
    }
    return true;
}

/* A way that is only known between centres of municipalities decides nothing. */
static Trip trip_to(const Pair *pair, int32_t stop, unsigned modes, unsigned maybe) {
    const CandidateProfile *candidate = pair->candidate;
    int16_t home = home_of(pair);
    Trip trip = {
        .mode = NUMBER_UNKNOWN, .minutes = NUMBER_UNKNOWN, .metres = METRES_UNKNOWN, .stop = stop
    };
    if (home == SLOT_NONE) return trip_says(trip, VERDICT_UNKNOWN, TRIP_NO_HOME);
    Way way = snapshot_way(pair->snapshot, home, stop);
    if (way_is_unknown(&way) || way.rough) {
        bool home_known = pair->snapshot->place[home].precision == PLACE_AREA ||
                          pair->snapshot->place[home].precision == PLACE_NEARBY_AREAS;
        return trip_says(trip, VERDICT_UNKNOWN,
                         way.rough    ? TRIP_ROUGH
                         : home_known ? TRIP_NO_STOP
                                      : TRIP_NO_HOME);
    }
    trip.metres = way.metres;
    Quickest quickest = quickest_of(&way, modes | walking(pair, &way));
    trip.mode = quickest.mode;
    trip.minutes = quickest.minutes;
    bool limit = false;
    if (candidate->kilometres_max != NUMBER_UNKNOWN && way.metres != METRES_UNKNOWN) {
        if (way.metres > candidate->kilometres_max * METRES_PER_KILOMETRE) {
            return trip_says(trip, VERDICT_UNMET, TRIP_TOO_FAR);
        }
        limit = true;
    }
    if (candidate->minutes_max == NUMBER_UNKNOWN) {
        return limit ? trip_says(trip, VERDICT_MET, TRIP_FITS)
                     : trip_says(trip, VERDICT_UNKNOWN, TRIP_NO_LIMIT);
    }
    if (trip.minutes != NUMBER_UNKNOWN && trip.minutes <= candidate->minutes_max) {
        return trip_says(trip, VERDICT_MET, TRIP_FITS);
    }
    return trip_too_long(pair, trip, &way, maybe);
}

/* Unmet before unknown before met; among equals the longest. */
static bool trip_is_worse(const Trip *a, const Trip *b) {
    static const int rank[VERDICT_COUNT] = {
        [VERDICT_MET] = 0, [VERDICT_UNKNOWN] = 1, [VERDICT_UNMET] = 2
    };
    if (a->verdict != b->verdict) return rank[a->verdict] > rank[b->verdict];
    if (a->minutes != b->minutes) return a->minutes > b->minutes;
    return a->metres > b->metres;
}

Trip trip_judge(const Pair *pair, uint8_t modes_added) {
    const OpeningProfile *opening = pair->opening;
    unsigned modes = (unsigned)pair->candidate->modes | modes_added;
    unsigned maybe = pair->candidate->modes_maybe;
    if (!opening->public_transport) {
        modes &= ~(1U << MODE_PUBLIC_TRANSPORT);
        maybe &= ~(1U << MODE_PUBLIC_TRANSPORT);
    }
    Trip worst = { .verdict = VERDICT_UNKNOWN,
                   .reason = TRIP_NO_STOP,
                   .mode = NUMBER_UNKNOWN,
                   .minutes = NUMBER_UNKNOWN,
                   .metres = METRES_UNKNOWN,
                   .stop = SLOT_NONE };
    bool unmeasured = false;
    for (int i = 0; i < opening->stop_count; i++) {
        Trip trip = trip_to(pair, opening->stop[i], modes, maybe);
        if (trip.minutes == NUMBER_UNKNOWN) unmeasured = true;
        if (i == 0 || trip_is_worse(&trip, &worst)) worst = trip;
    }
    if (unmeasured) worst.minutes = worst.mode = NUMBER_UNKNOWN;
    return worst;
}

/* --- one demand --- */

typedef struct ModeStep {
    StepKind kind;
    Mode mode;
} ModeStep;
static const ModeStep mode_steps[] = { { STEP_TRAVEL_PASS, MODE_PUBLIC_TRANSPORT },
                                       { STEP_BICYCLE, MODE_BICYCLE },
                                       { STEP_MOPED, MODE_MOPED } };

static bool mode_step_helps(const Pair *pair, const ModeStep *step) {
    uint8_t bit = (uint8_t)(1U << step->mode);
    if (pair->candidate->modes & bit) return false;
    return trip_judge(pair, bit).verdict != VERDICT_UNMET;
}

/* The way of travel that closes it with the least effort, else transport or a place by the
 * employer. */
static Step travel_step(const Pair *pair) {
    Step best = { .kind = STEP_NONE };
    for (size_t i = 0; i < sizeof mode_steps / sizeof *mode_steps; i++) {
        if (!mode_step_helps(pair, &mode_steps[i])) continue;
        Step step = { .kind = mode_steps[i].kind, .skill = SKILL_COUNT };
        step.weeks = step_weeks(pair->snapshot->rules, step);
        if (best.kind == STEP_NONE || step.weeks < best.weeks) best = step;
    }
    if (best.kind != STEP_NONE) return best;
    Step shuttle = { .kind = STEP_SHUTTLE, .skill = SKILL_COUNT };
    int16_t place = pair->snapshot->stop[pair->trip.stop].place;
    shuttle.detail = str_trim(pair->snapshot->place_keys.key[place]);
    return shuttle;
}

/* A way to get there is the same step whoever asks for it. */
static Step mode_step(Mode mode, bool at_work) {
    for (size_t i = 0; i < sizeof mode_steps / sizeof *mode_steps && !at_work; i++) {
        if (mode_steps[i].mode != mode) continue;
        return (Step){ .kind = mode_steps[i].kind, .skill = SKILL_COUNT };
    }
    return (
        Step){ .kind = STEP_TRANSPORT, .skill = SKILL_COUNT, .detail = codes_at(MODE_CODES, mode) };
}

static Finding mode_finding(const Pair *pair, uint8_t demand) {
    const CandidateProfile *candidate = pair->candidate;
    Mode mode = (Mode)(demand & ~MODE_AT_WORK);
    unsigned bit = 1U << mode;
    bool at_work = demand & MODE_AT_WORK;
    if ((at_work ? candidate->modes_at_work : candidate->modes) & bit) return finding_met();
    if (!((at_work ? candidate->modes_not_at_work : candidate->modes_not) & bit))
        return finding_unknown(WORD_matching_ask_mode);
    return finding_unmet(mode_step(mode, at_work), true);
}

Finding judge_travel(const Pair *pair, int demand) {
    static const Word question[] = { [TRIP_NO_HOME] = WORD_matching_ask_home,
                                     [TRIP_NO_STOP] = WORD_matching_ask_employer_place,
                                     [TRIP_ROUGH] = WORD_matching_ask_place_exact,
                                     [TRIP_NO_LIMIT] = WORD_matching_ask_travel_limit,
                                     [TRIP_NO_MODE] = WORD_matching_ask_travel_mode,
                                     [TRIP_SHUTTLE] = WORD_matching_ask_employer_shuttle };
    if (demand > 0) return mode_finding(pair, pair->opening->mode[demand - 1]);
    if (pair->trip.verdict == VERDICT_MET) return finding_met();
    if (pair->trip.verdict == VERDICT_UNKNOWN) return finding_unknown(question[pair->trip.reason]);
    return finding_unmet(pair->detailed ? travel_step(pair) : (Step){ .kind = STEP_NONE }, true);
}
