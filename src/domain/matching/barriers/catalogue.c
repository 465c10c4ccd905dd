#include "matching/barriers/catalogue.h"
#include "matching/columns/demands.h"

enum { MINUTES_LONGER = 15, HOURS_STEP = 4, HOURS_FIRST = 16, HOURS_LAST = 40 };
enum { WORKING_DAYS = 5, CHILDCARE_WAITING = 2, CHILDCARE_NEEDED = 3 };

/* --- what is asked --- */

Asked asked_by_openings(Arena *arena, const Snapshot *snapshot) {
    Asked asked = { .level = arena_many(arena, int8_t, snapshot->languages.count * SKILL_COUNT) };
    for (size_t i = 0; i < snapshot->openings.count; i++) {
        const OpeningProfile *opening = &snapshot->opening[i];
        for (int k = 0; k < opening->demand_count[CRITERION_language]; k++) {
            const LanguageDemand *demand = &opening->language[k];
            int8_t *most = &asked.level[demand->slot * SKILL_COUNT + demand->skill];
            int level = language_level_asked(demand);
            if (level > *most) *most = (int8_t)level;
        }
        for (int k = 0; k < opening->demand_count[CRITERION_licence]; k++) {
            asked.licences |= UINT32_C(1) << opening->licence[k];
        }
        for (int k = 0; k < opening->demand_count[CRITERION_certificate]; k++) {
            asked.certificates |= UINT64_C(1) << opening->certificate[k];
        }
    }
    return asked;
}

/* --- adding --- */

static Step step_of(StepKind kind) {
    return (Step){ .kind = kind, .skill = SKILL_COUNT };
}

/* A licence may ask another one first, which some hold. */
static int weeks_of(const Catalogue *catalogue, Step step) {
    if (step.kind == STEP_LICENCE) {
        Pair pair = { .snapshot = catalogue->snapshot, .candidate = catalogue->candidate };
        return step_weeks_for(&pair, step);
    }
    WeeksKnown *known = &catalogue->weeks[step_place(&step, WEEKS_KNOWN)];
    if (!known->known || !step_is_same(&known->step, &step)) {
        step.weeks = step_weeks(catalogue->snapshot->rules, step);
        *known = (WeeksKnown){ step, true };
    }
    return known->step.weeks;
}

static void step_add(Catalogue *catalogue, Criterion criterion, Step step, Supply supply) {
    step.weeks = weeks_of(catalogue, step);
    if (step.weeks >= STEP_WEEKS_NEVER) return;
    catalogue->step = arena_room(catalogue->arena, TakenStep, catalogue->step,
                                 (size_t)catalogue->count, &catalogue->capacity);
    TakenStep *taken = &catalogue->step[catalogue->count++];
    *taken = (TakenStep){ .step = step, .criterion = criterion, .supply = supply };
    taken->after = profile_after(catalogue, catalogue->candidate, taken);
}

/* --- language --- */

static void skill_add(Catalogue *catalogue, int slot, int skill) {
    LevelRange has = candidate_level(catalogue->candidate, slot * SKILL_COUNT + skill);
    if (has.high == NUMBER_UNKNOWN) return;
    Step step = step_of(STEP_LANGUAGE);
    step.detail = catalogue->snapshot->languages.key[slot];
    step.skill = skill;
    step.from = has.low;
    int most = catalogue->asked->level[slot * SKILL_COUNT + skill];
    for (step.to = has.high + 1; step.to <= most; step.to++) {
        step_add(catalogue, CRITERION_language, step, SUPPLY_NONE_NEEDED);
    }
}

static void course_add(Catalogue *catalogue, int slot) {
    Step step = step_of(STEP_LANGUAGE);
    int first = LEVEL_C2 + 1, most = 0;
    step.detail = catalogue->snapshot->languages.key[slot];
    step.from = LEVEL_C2;
    for (int skill = 0; skill < SKILL_COUNT; skill++) {
        int asked = catalogue->asked->level[slot * SKILL_COUNT + skill];
        LevelRange has = candidate_level(catalogue->candidate, slot * SKILL_COUNT + skill);
        if (has.high == NUMBER_UNKNOWN || has.high >= asked) continue;
        if (has.high + 1 < first) first = has.high + 1;
        if (has.low < step.from) step.from = has.low;
        if (asked > most) most = asked;
    }
    for (step.to = first; step.to <= most; step.to++) {
        step_add(catalogue, CRITERION_language, step, SUPPLY_NONE_NEEDED);
    }
}

static void languages_add(Catalogue *catalogue) {
    for (int slot = 0; slot < (int)catalogue->snapshot->languages.count; slot++) {
        for (int skill = 0; skill < SKILL_COUNT; skill++) skill_add(catalogue, slot, skill);
        course_add(catalogue, slot);
    }
    if (catalogue->candidate->literacy != LITERACY_NONE) return;
    Step step = step_of(STEP_LITERACY);
    step.from = LITERACY_NONE;
    step.to = LITERACY_LEARNING;
    step_add(catalogue, CRITERION_language, step, SUPPLY_NONE_NEEDED);
}

/* --- travel --- */

static const struct {
    StepKind kind;
    Mode mode;
} ways[] = { { STEP_TRAVEL_PASS, MODE_PUBLIC_TRANSPORT },
             { STEP_BICYCLE, MODE_BICYCLE },
             { STEP_MOPED, MODE_MOPED } };
enum { WAYS = sizeof ways / sizeof *ways };

static void travel_add(Catalogue *catalogue) {
    for (int i = 0; i < WAYS; i++) {
        if (catalogue->candidate->modes >> ways[i].mode & 1) continue;
        step_add(catalogue, CRITERION_travel, step_of(ways[i].kind), SUPPLY_NONE_NEEDED);
    }
    int minutes = catalogue->candidate->minutes_max;
    if (minutes == NUMBER_UNKNOWN) return;
    Step step = step_of(STEP_MINUTES);
    step.from = minutes;
    step.to = minutes + MINUTES_LONGER;
    step_add(catalogue, CRITERION_travel, step, SUPPLY_NONE_NEEDED);
}

CandidateProfile profile_farthest(const Catalogue *catalogue) {
    CandidateProfile profile = *catalogue->candidate;
    for (int i = catalogue->first[CRITERION_travel]; i < catalogue->first[CRITERION_travel + 1];
         i++) {
        profile = profile_after(catalogue, &profile, &catalogue->step[i]);
    }
    return profile;
}

/* --- times --- */

static uint64_t cannot_on(const CandidateProfile *candidate, int day) {
    uint64_t cannot = 0;
    for (size_t i = 0; i < candidate->can.count; i++) {
        for (int parity = 0; parity < PARITIES; parity++) {
            cannot |= candidate->can.period[i].cannot[parity].day[day];
        }
    }
    return cannot;
}

static void childcare_add(Catalogue *catalogue) {
    int8_t childcare = catalogue->candidate->childcare;
    if (childcare != CHILDCARE_WAITING && childcare != CHILDCARE_NEEDED) return;
    Step step = step_of(STEP_CHILDCARE);
    step.from = childcare == CHILDCARE_WAITING;
    const ChildcareSupply *supply = catalogue->childcare;
    bool known = supply && supply->known;
    if (known) step_add(catalogue, CRITERION_timetable, step, SUPPLY_HAD);
    step_add(catalogue, CRITERION_timetable, step, known ? SUPPLY_MISSING : SUPPLY_UNKNOWN);
}

/* One part of the week, or one part of all working days, or the weekend. */
static void parts_add(Catalogue *catalogue) {
    enum { WORKING_DAYS_FIRST = 1 | 1 << 3 | 1 << 6 | 1 << 9 | 1 << 12, WEEKEND = 0x3F << 15 };
    static const WeekParts sets[] = { WORKING_DAYS_FIRST, WORKING_DAYS_FIRST << 1,
                                      WORKING_DAYS_FIRST << 2, WEEKEND };
    WeekParts taken = 0;
    Step step = step_of(STEP_TIMETABLE);
    for (int part = 0; part < WEEKDAYS * DAY_THIRDS; part++) {
        if (!(cannot_on(catalogue->candidate, part / DAY_THIRDS) & part_half_hours(part))) continue;
        taken |= 1U << part;
        step.to = 1 << part;
        step_add(catalogue, CRITERION_timetable, step, SUPPLY_NONE_NEEDED);
    }
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        step.to = (int)sets[i];
        if (__builtin_popcount(taken & sets[i]) < 2) continue;
        step_add(catalogue, CRITERION_timetable, step, SUPPLY_NONE_NEEDED);
    }
}

static void times_add(Catalogue *catalogue) {
    const CandidateProfile *candidate = catalogue->candidate;
    bool morning = false;
    for (int day = 0; day < WORKING_DAYS; day++) {
        morning = morning || (cannot_on(candidate, day) & part_half_hours(day * DAY_THIRDS));
    }
    if (morning) {
        step_add(catalogue, CRITERION_timetable, step_of(STEP_EVENINGS), SUPPLY_NONE_NEEDED);
    }
    childcare_add(catalogue);
    parts_add(catalogue);
    Step step = step_of(STEP_TIMETABLE);
    step.to = WEEK_IRREGULAR;
    if (candidate->irregular_hours == ANSWER_NO) {
        step_add(catalogue, CRITERION_timetable, step, SUPPLY_NONE_NEEDED);
    }
    step.to = WEEK_OFFICE;
    if (candidate->office_hours == ANSWER_NO) {
        step_add(catalogue, CRITERION_timetable, step, SUPPLY_NONE_NEEDED);
    }
}

static void hours_add(Catalogue *catalogue) {
    Step step = step_of(STEP_HOURS);
    step.from = catalogue->candidate->hours_max;
    if (step.from == NUMBER_UNKNOWN) return;
    for (step.to = HOURS_FIRST; step.to <= HOURS_LAST; step.to += HOURS_STEP) {
        if (step.to > step.from) step_add(catalogue, CRITERION_hours, step, SUPPLY_NONE_NEEDED);
    }
}

/* --- papers --- */

static void licences_add(Catalogue *catalogue) {
    const Snapshot *snapshot = catalogue->snapshot;
    uint32_t lacked = catalogue->candidate->licences_not & catalogue->asked->licences;
    Step step = step_of(STEP_LICENCE);
    for (size_t i = 0; i < snapshot->licence_list->count && i < LICENCES_MAX; i++) {
        if (!(snapshot->licence_covers[i] & lacked)) continue;
        step.detail = snapshot->licence_list->code[i];
        step_add(catalogue, CRITERION_licence, step, SUPPLY_NONE_NEEDED);
    }
}

static void certificates_add(Catalogue *catalogue) {
    const CandidateProfile *candidate = catalogue->candidate;
    const CodeList *list = catalogue->snapshot->certificate_list;
    Step step = step_of(STEP_CERTIFICATE);
    for (size_t i = 0; i < list->count && i < CERTIFICATES_MAX; i++) {
        bool asked = catalogue->asked->certificates >> i & 1;
        bool lacked = candidate->certificates_not >> i & 1;
        bool ends = candidate->certificate_until && candidate->certificate_until[i] != DAY_MAX;
        if (!asked || (!lacked && !ends)) continue;
        step.detail = list->code[i];
        step_add(catalogue, CRITERION_certificate, step, SUPPLY_NONE_NEEDED);
    }
}

void catalogue_fill(Catalogue *catalogue, const CandidateProfile *candidate) {
    static void (*const add[CRITERION_COUNT])(Catalogue *) = {
        [CRITERION_language] = languages_add,   [CRITERION_travel] = travel_add,
        [CRITERION_timetable] = times_add,      [CRITERION_hours] = hours_add,
        [CRITERION_licence] = licences_add,     [CRITERION_certificate] = certificates_add,
    };
    catalogue->candidate = candidate;
    catalogue->step = NULL;
    catalogue->count = 0;
    catalogue->capacity = 0;
    for (int i = 0; i < CRITERION_COUNT; i++) {
        catalogue->first[i] = catalogue->count;
        if (add[i]) add[i](catalogue);
    }
    catalogue->first[CRITERION_COUNT] = catalogue->count;
}
