/* An opening whose demands are asked less, one at a time: how many people come in. */
#include "matching/barriers/space.h"
#include "matching/columns/demands.h"

enum { HOURS_LESS = 8, HOURS_LEAST = 8 };

typedef struct Eased {
    Relaxed relaxed;
    OpeningProfile opening;
} Eased;

typedef struct Easing {
    Arena *arena;
    const Snapshot *snapshot;
    const OpeningProfile *opening;
    Eased *eased;
    size_t count, capacity;
} Easing;

static OpeningProfile *eased_add(Easing *easing, Relaxed relaxed) {
    easing->eased =
        arena_room(easing->arena, Eased, easing->eased, easing->count, &easing->capacity);
    Eased *eased = &easing->eased[easing->count++];
    *eased = (Eased){ relaxed, *easing->opening };
    return &eased->opening;
}

/* --- language --- */

static bool can_be_lower(const LanguageDemand *demand) {
    return !demand->safety && language_level_asked(demand) > LEVEL_A0;
}

static void demand_lower(LanguageDemand *demand) {
    demand->level = (int8_t)(language_level_asked(demand) - 1);
    demand->level_supported = NUMBER_UNKNOWN;
}

static LanguageDemand *languages_copy(Easing *easing) {
    size_t count = (size_t)easing->opening->demand_count[CRITERION_language];
    LanguageDemand *copy = arena_many(easing->arena, LanguageDemand, count);
    if (count) memcpy(copy, easing->opening->language, sizeof *copy * count);
    return copy;
}

static void level_ease(Easing *easing, int at) {
    const LanguageDemand *demand = &easing->opening->language[at];
    if (!can_be_lower(demand)) return;
    Str language = easing->snapshot->languages.key[demand->slot];
    Str skill = codes_at(SKILL_CODES, demand->skill);
    int level = language_level_asked(demand);
    Relaxed relaxed = { .kind = RELAXED_LEVEL, .criterion = CRITERION_language,
                        .from = level, .to = level - 1 };
    relaxed.demand =
        str_printf(easing->arena, "%.*s.%.*s", STR_ARGS(language), STR_ARGS(skill));
    LanguageDemand *eased = languages_copy(easing);
    demand_lower(&eased[at]);
    eased_add(easing, relaxed)->language = eased;
}

/* All demands of the language of this one, when it is the first of them. */
static void language_ease(Easing *easing, int at) {
    int slot = easing->opening->language[at].slot, lower = 0;
    LanguageDemand *eased = languages_copy(easing);
    for (int i = 0; i < easing->opening->demand_count[CRITERION_language]; i++) {
        if (eased[i].slot != slot) continue;
        if (i < at) return;
        if (!can_be_lower(&eased[i])) continue;
        demand_lower(&eased[i]);
        lower++;
    }
    if (lower < 2) return;
    Relaxed relaxed = { .kind = RELAXED_LANGUAGE, .criterion = CRITERION_language,
                        .demand = easing->snapshot->languages.key[slot] };
    eased_add(easing, relaxed)->language = eased;
}

static void languages_ease(Easing *easing) {
    int count = easing->opening->demand_count[CRITERION_language];
    for (int i = 0; i < count; i++) level_ease(easing, i);
    for (int i = 0; i < count; i++) language_ease(easing, i);
}

/* --- papers --- */

static uint8_t *positions_without(Easing *easing, const uint8_t *position, int count, int at) {
    uint8_t *left = arena_many(easing->arena, uint8_t, (size_t)count);
    for (int i = 0, kept = 0; i < count; i++) {
        if (i != at) left[kept++] = position[i];
    }
    return left;
}

static void papers_ease(Easing *easing) {
    const Snapshot *snapshot = easing->snapshot;
    const OpeningProfile *asks = easing->opening;
    for (int i = 0; i < asks->demand_count[CRITERION_licence]; i++) {
        Relaxed relaxed = { .kind = RELAXED_LICENCE, .criterion = CRITERION_licence,
                            .demand = snapshot->licence_list->code[asks->licence[i]] };
        OpeningProfile *eased = eased_add(easing, relaxed);
        int count = eased->demand_count[CRITERION_licence]--;
        eased->licence = positions_without(easing, asks->licence, count, i);
    }
    for (int i = 0; i < asks->demand_count[CRITERION_certificate]; i++) {
        Relaxed relaxed = { .kind = RELAXED_CERTIFICATE, .criterion = CRITERION_certificate,
                            .demand = snapshot->certificate_list->code[asks->certificate[i]] };
        OpeningProfile *eased = eased_add(easing, relaxed);
        int count = eased->demand_count[CRITERION_certificate]--;
        eased->certificate = positions_without(easing, asks->certificate, count, i);
    }
    for (int i = 0; i < asks->demand_count[CRITERION_conditions]; i++) {
        Relaxed relaxed = { .kind = RELAXED_CONDITION, .criterion = CRITERION_conditions,
                            .demand = snapshot->condition_list->code[asks->condition[i]] };
        OpeningProfile *eased = eased_add(easing, relaxed);
        int count = eased->demand_count[CRITERION_conditions]--;
        eased->condition = positions_without(easing, asks->condition, count, i);
    }
}

/* The level below it; levels of one rank are one. */
static void education_ease(Easing *easing) {
    const Snapshot *snapshot = easing->snapshot;
    int32_t asked = easing->opening->education_rank;
    int below = SLOT_NONE;
    for (size_t i = 0; i < snapshot->education_list->count && asked > 0; i++) {
        int32_t rank = snapshot->education_rank[i];
        if (rank < 0 || rank >= asked) continue;
        if (below == SLOT_NONE || rank > snapshot->education_rank[below]) below = (int)i;
    }
    if (below == SLOT_NONE) return;
    Relaxed relaxed = { .kind = RELAXED_EDUCATION, .criterion = CRITERION_education,
                        .demand = snapshot->education_list->code[below] };
    OpeningProfile *eased = eased_add(easing, relaxed);
    eased->education_rank = snapshot->education_rank[below];
    eased->education_level = relaxed.demand;
}

static void work_level_ease(Easing *easing) {
    int level = easing->opening->work_level;
    if (level <= 1) return;
    Relaxed relaxed = { .kind = RELAXED_WORK_LEVEL, .criterion = CRITERION_education,
                        .from = level, .to = level - 1 };
    eased_add(easing, relaxed)->work_level = level - 1;
}

/* --- way and time --- */

static void travel_ease(Easing *easing) {
    const OpeningProfile *asks = easing->opening;
    Relaxed relaxed = { .kind = RELAXED_SHUTTLE, .criterion = CRITERION_travel };
    if (!asks->shuttle) eased_add(easing, relaxed)->shuttle = true;
    relaxed.kind = RELAXED_MODE;
    for (int i = 0; i < asks->mode_count; i++) {
        relaxed.demand = codes_at(MODE_CODES, asks->mode[i] & ~MODE_AT_WORK);
        OpeningProfile *eased = eased_add(easing, relaxed);
        eased->mode = positions_without(easing, asks->mode, asks->mode_count, i);
        eased->mode_count--;
        eased->demand_count[CRITERION_travel]--;
    }
}

static bool part_is_needed(const OpeningProfile *opening, int part) {
    uint64_t must = 0;
    for (size_t i = 0; i < opening->need.count; i++) {
        const NeedPeriod *period = &opening->need.period[i];
        must |= period->must[0].day[part / DAY_THIRDS] | period->must[1].day[part / DAY_THIRDS];
    }
    return must & part_half_hours(part);
}

/* True when somebody must still be there at some time. */
static bool period_without(NeedPeriod *period, int part) {
    uint64_t left = 0;
    for (int parity = 0; parity < PARITIES; parity++) {
        period->must[parity].day[part / DAY_THIRDS] &= ~part_half_hours(part);
        for (int day = 0; day < WEEKDAYS; day++) left |= period->must[parity].day[day];
    }
    return left;
}

static void part_ease(Easing *easing, int part) {
    const NeedPeriods *need = &easing->opening->need;
    NeedPeriods eased = { .period = arena_many(easing->arena, NeedPeriod, need->count) };
    for (size_t i = 0; i < need->count; i++) {
        eased.period[eased.count] = need->period[i];
        eased.count += period_without(&eased.period[eased.count], part);
    }
    Relaxed relaxed = { .kind = RELAXED_PART, .criterion = CRITERION_timetable, .from = 1 << part };
    eased_add(easing, relaxed)->need = eased;
}

static void times_ease(Easing *easing) {
    const OpeningProfile *asks = easing->opening;
    for (int part = 0; part < WEEKDAYS * DAY_THIRDS; part++) {
        if (part_is_needed(asks, part)) part_ease(easing, part);
    }
    Relaxed relaxed = { .kind = RELAXED_TIMES, .criterion = CRITERION_timetable };
    if (asks->irregular_hours == ANSWER_YES || asks->office_hours == ANSWER_YES) {
        OpeningProfile *eased = eased_add(easing, relaxed);
        eased->irregular_hours = eased->office_hours = ANSWER_UNKNOWN;
    }
    int32_t least = asks->hours_min;
    if (least <= HOURS_LEAST) return;
    int32_t less = least - HOURS_LESS > HOURS_LEAST ? least - HOURS_LESS : HOURS_LEAST;
    relaxed = (Relaxed){ .kind = RELAXED_HOURS, .criterion = CRITERION_hours,
                         .from = least, .to = less };
    eased_add(easing, relaxed)->hours_min = less;
}

static void rest_ease(Easing *easing) {
    const OpeningProfile *asks = easing->opening;
    Relaxed relaxed = { .kind = RELAXED_START, .criterion = CRITERION_start };
    bool fixed = asks->start_on != DAY_UNKNOWN && asks->start_flexible != ANSWER_YES;
    if (fixed) eased_add(easing, relaxed)->start_flexible = ANSWER_YES;
    relaxed = (Relaxed){ .kind = RELAXED_PERMIT, .criterion = CRITERION_right_to_work };
    if (asks->work_permit_possible == ANSWER_NO) {
        eased_add(easing, relaxed)->work_permit_possible = ANSWER_YES;
    }
    relaxed = (Relaxed){ .kind = RELAXED_GUIDANCE, .criterion = CRITERION_conditions };
    if (asks->guidance_offered == 0) eased_add(easing, relaxed)->guidance_offered = 1;
}

/* --- counting --- */

/* Days change with the start, and everything with the days. */
static bool comes_in(const Eased *eased, const Pair *pair) {
    Pair then = *pair;
    then.opening = &eased->opening;
    if (eased->relaxed.kind != RELAXED_START) {
        if (eased->relaxed.criterion == CRITERION_travel) then.trip = trip_judge(&then, 0);
        return criterion_verdict(&then, eased->relaxed.criterion) != VERDICT_UNMET;
    }
    pair_begin(&then);
    for (int i = 0; i < CRITERION_COUNT; i++) {
        if (criterion_verdict(&then, (Criterion)i) == VERDICT_UNMET) return false;
    }
    return true;
}

static void person_count(const Easing *easing, const Pair *pair, OpeningBarriers *barriers) {
    unsigned unmet = 0;
    for (int i = 0; i < CRITERION_COUNT && __builtin_popcount(unmet) < 2; i++) {
        if (criterion_verdict(pair, (Criterion)i) == VERDICT_UNMET) unmet |= 1U << i;
    }
    bool one = __builtin_popcount(unmet) == 1;
    if (!unmet) {
        barriers->feasible++;
        return;
    }
    if (one) barriers->alone[__builtin_ctz(unmet)]++;
    for (size_t i = 0; i < easing->count; i++) {
        Eased *eased = &easing->eased[i];
        bool may = eased->relaxed.kind == RELAXED_START ||
                   (one && unmet == 1U << eased->relaxed.criterion);
        if (may && comes_in(eased, pair)) eased->relaxed.people++;
    }
}

static int relaxed_order(const void *left, const void *right) {
    const Relaxed *a = left, *b = right;
    if (a->people != b->people) return a->people > b->people ? -1 : 1;
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    if (a->from != b->from) return a->from < b->from ? -1 : 1;
    return str_compare(a->demand, b->demand);
}

OpeningBarriers opening_barriers(Arena *arena, const Snapshot *snapshot, int opening) {
    Easing easing = { .arena = arena, .snapshot = snapshot,
                      .opening = &snapshot->opening[opening] };
    OpeningBarriers barriers = { .people = (int)snapshot->candidates.count };
    languages_ease(&easing);
    travel_ease(&easing);
    times_ease(&easing);
    rest_ease(&easing);
    education_ease(&easing);
    work_level_ease(&easing);
    papers_ease(&easing);
    for (int i = 0; i < barriers.people; i++) {
        Pair pair = pair_make(snapshot, i, opening, false);
        person_count(&easing, &pair, &barriers);
    }
    barriers.relaxed = arena_many(arena, Relaxed, easing.count);
    for (size_t i = 0; i < easing.count; i++) {
        if (!easing.eased[i].relaxed.people) continue;
        barriers.relaxed[barriers.relaxed_count++] = easing.eased[i].relaxed;
    }
    size_t count = barriers.relaxed_count;
    if (count) qsort(barriers.relaxed, count, sizeof *barriers.relaxed, relaxed_order);
    return barriers;
}
