/* A step taken: the profile of the person afterwards. */
#include "matching/barriers/catalogue.h"
#include "matching/columns/demands.h"

enum { WORKING_DAYS = 5, CHILDCARE_IN_PLACE = 1 };

/* Half hours in which childcare is asked for: from half past six until half past six. */
enum { CHILDCARE_FROM = 13, CHILDCARE_UNTIL = 37 };

/* --- language --- */

static LevelRange level_raised(LevelRange range, int to) {
    if (range.high == NUMBER_UNKNOWN) {
        range.low = LEVEL_A0;
        range.high = LEVEL_C2;
    }
    if (range.low < to) range.low = (int8_t)to;
    if (range.high < range.low) range.high = range.low;
    return range;
}

static void language_take(const Catalogue *catalogue, CandidateProfile *profile, Step step) {
    const Snapshot *snapshot = catalogue->snapshot;
    int32_t cells = (int32_t)snapshot->languages.count * SKILL_COUNT;
    LevelRange *level = arena_many(catalogue->arena, LevelRange, (size_t)cells);
    for (int32_t i = 0; i < cells; i++) level[i] = candidate_level(profile, i);
    int slot = slots_find(&snapshot->languages, step.detail);
    for (int skill = 0; skill < SKILL_COUNT; skill++) {
        LevelRange *has = &level[slot * SKILL_COUNT + skill];
        if (step.skill == skill || step.skill == SKILL_COUNT) *has = level_raised(*has, step.to);
    }
    profile->level = level;
    profile->level_count = cells;
}

/* --- travel --- */

static void mode_take(CandidateProfile *profile, Mode mode) {
    uint8_t bit = (uint8_t)(1U << mode);
    profile->modes |= bit;
    profile->modes_not &= (uint8_t)~bit;
    profile->modes_maybe &= (uint8_t)~bit;
}

/* --- times --- */

/* The half hours of `free` that were impossible become possible; then those of `taken` impossible.
 */
static void week_take(const Catalogue *catalogue, CandidateProfile *profile, const Week *free,
                      const Week *taken) {
    CanPeriods can = profile->can;
    profile->can.period = arena_many(catalogue->arena, CanPeriod, can.count);
    for (size_t i = 0; i < can.count; i++) {
        CanPeriod period = can.period[i];
        for (int at = 0; at < PARITIES * WEEKDAYS; at++) {
            int parity = at / WEEKDAYS, day = at % WEEKDAYS;
            uint64_t *cannot = &period.cannot[parity].day[day];
            uint64_t *possible = &period.can[parity].day[day];
            *possible |= *cannot & free->day[day];
            *cannot &= ~free->day[day];
            *cannot |= taken->day[day];
            *possible &= ~taken->day[day];
        }
        profile->can.period[i] = period;
    }
}

static void parts_take(const Catalogue *catalogue, CandidateProfile *profile, int parts) {
    if (parts == WEEK_IRREGULAR) profile->irregular_hours = ANSWER_YES;
    if (parts == WEEK_OFFICE) profile->office_hours = ANSWER_YES;
    Week free = { { 0 } }, taken = { { 0 } };
    for (int part = 0; part < WEEKDAYS * DAY_THIRDS; part++) {
        if (parts >> part & 1) free.day[part / DAY_THIRDS] |= part_half_hours(part);
    }
    week_take(catalogue, profile, &free, &taken);
}

/* On working days of which some part of a morning is impossible in some week. */
static void evenings_take(const Catalogue *catalogue, CandidateProfile *profile) {
    Week free = { { 0 } }, taken = { { 0 } };
    for (int day = 0; day < WORKING_DAYS; day++) {
        uint64_t morning = part_half_hours(day * DAY_THIRDS), cannot = 0;
        for (size_t i = 0; i < profile->can.count; i++) {
            const CanPeriod *period = &profile->can.period[i];
            cannot |= period->cannot[0].day[day] | period->cannot[1].day[day];
        }
        if (!(cannot & morning)) continue;
        free.day[day] = morning;
        taken.day[day] = part_half_hours(day * DAY_THIRDS + DAY_THIRDS - 1);
    }
    week_take(catalogue, profile, &free, &taken);
}

static void childcare_take(const Catalogue *catalogue, CandidateProfile *profile, Supply supply) {
    uint64_t asked = (UINT64_C(1) << CHILDCARE_UNTIL) - (UINT64_C(1) << CHILDCARE_FROM);
    Week free = { { 0 } }, taken = { { 0 } };
    for (int day = 0; day < WORKING_DAYS; day++) {
        free.day[day] = supply == SUPPLY_HAD ? asked & catalogue->childcare->week.day[day] : asked;
    }
    profile->childcare = CHILDCARE_IN_PLACE;
    profile->childcare_from = DAY_UNKNOWN;
    week_take(catalogue, profile, &free, &taken);
}

/* --- papers --- */

static void licence_take(const Snapshot *snapshot, CandidateProfile *profile, Str licence) {
    int at = code_list_find(snapshot->licence_list, licence);
    profile->licences |= snapshot->licence_covers[at];
    profile->licences_not &= ~profile->licences;
}

static void certificate_take(const Catalogue *catalogue, CandidateProfile *profile, Str code) {
    int at = code_list_find(catalogue->snapshot->certificate_list, code);
    profile->certificates |= UINT64_C(1) << at;
    profile->certificates_not &= ~(UINT64_C(1) << at);
    if (!profile->certificate_until) return;
    Day *until = arena_many(catalogue->arena, Day, CERTIFICATES_MAX);
    memcpy(until, profile->certificate_until, sizeof *until * CERTIFICATES_MAX);
    until[at] = DAY_MAX;
    profile->certificate_until = until;
}

CandidateProfile profile_after(const Catalogue *catalogue, const CandidateProfile *before,
                               const TakenStep *taken) {
    CandidateProfile profile = *before;
    Step step = taken->step;
    switch (step.kind) {
    case STEP_LANGUAGE: language_take(catalogue, &profile, step); break;
    case STEP_LITERACY: profile.literacy = LITERACY_LEARNING; break;
    case STEP_TRAVEL_PASS: mode_take(&profile, MODE_PUBLIC_TRANSPORT); break;
    case STEP_BICYCLE: mode_take(&profile, MODE_BICYCLE); break;
    case STEP_MOPED: mode_take(&profile, MODE_MOPED); break;
    case STEP_MINUTES: profile.minutes_max = step.to; break;
    case STEP_TIMETABLE: parts_take(catalogue, &profile, step.to); break;
    case STEP_EVENINGS: evenings_take(catalogue, &profile); break;
    case STEP_CHILDCARE: childcare_take(catalogue, &profile, taken->supply); break;
    case STEP_HOURS: if (step.to > profile.hours_max) profile.hours_max = step.to; break;
    case STEP_LICENCE: licence_take(catalogue->snapshot, &profile, step.detail); break;
    case STEP_CERTIFICATE: certificate_take(catalogue, &profile, step.detail); break;
    default: break;
    }
    return profile;
}
