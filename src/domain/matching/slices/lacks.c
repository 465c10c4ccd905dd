#include "matching/slices/lacks.h"

#include "matching/judge/judge.h"

enum { RIGHT_PERMIT_NEEDED = 2, RIGHT_NONE = 3, NEED_GUIDANCE_BIT = 1 << 1 }; /* order of the codes */

typedef struct Lacking {
    Arena *arena;
    const Slices *slices;
    const CandidateProfile *has;
    Lacks *lacks;
} Lacking;

static void lack_add(const Lacking *lacking, Lack lack) {
    Lacks *lacks = lacking->lacks;
    if (lack.column == COLUMN_NONE) return;
    lacks->lack = arena_room(lacking->arena, Lack, lacks->lack, (size_t)lacks->count,
                             &lacks->capacity);
    lacks->lack[lacks->count++] = lack;
}

static void always(const Lacking *lacking, int32_t column) {
    lack_add(lacking, (Lack){ .column = column });
}

/* --- days --- */

Lack lack_from(const Slices *slices, const CandidateProfile *candidate, Day day) {
    Day soonest = slices->snapshot->today;
    if (candidate->available_from != DAY_UNKNOWN && candidate->available_from > soonest) {
        soonest = candidate->available_from;
    }
    return (Lack){ .column = COLUMN_ALL, .day = thermometer_from(&slices->start, day),
                   .when = LACK_FROM, .flexible = soonest >= day };
}

static void from_day(const Lacking *lacking, int32_t column, Day day) {
    Lack lack = lack_from(lacking->slices, lacking->has, day);
    lack.column = column;
    lack_add(lacking, lack);
}

static void before_day(const Lacking *lacking, int32_t column, Day day) {
    Lack lack = lack_from(lacking->slices, lacking->has, day);
    lack.column = column;
    lack.when = LACK_BEFORE;
    lack_add(lacking, lack);
}

/* --- criteria --- */

/* A course that ends in time makes a level unknown, not unmet. */
static void level_lack(const Lacking *lacking, int32_t cell) {
    const Thermometer *asked = &lacking->slices->level[cell];
    LevelRange has = candidate_level(lacking->has, cell);
    if (!asked->count || has.high == NUMBER_UNKNOWN) return;
    int most = has.high > has.low ? has.high : has.low;
    bool course = has.expected > most && has.expected_on != DAY_UNKNOWN;
    always(lacking, thermometer_from(asked, (course ? has.expected : most) + 1));
    if (course) before_day(lacking, thermometer_from(asked, most + 1), has.expected_on);
}

static void languages_lack(const Lacking *lacking) {
    if (lacking->has->literacy == LITERACY_NONE) always(lacking, COLUMN_SCRIPT);
    int32_t cells = (int32_t)lacking->slices->snapshot->languages.count * SKILL_COUNT;
    for (int32_t cell = 0; cell < cells && cell < LANGUAGES_SLICED * SKILL_COUNT; cell++) {
        level_lack(lacking, cell);
    }
}

static void modes_lack(const Lacking *lacking) {
    const CandidateProfile *has = lacking->has;
    for (int mode = 0; mode < MODES_ASKED; mode++) {
        if (lacking->slices->mode[mode] == COLUMN_NONE) continue;
        unsigned bit = 1U << (mode & ~MODE_AT_WORK);
        bool at_work = mode & MODE_AT_WORK;
        bool can = (at_work ? has->modes_at_work : has->modes) & bit;
        bool cannot = (at_work ? has->modes_not_at_work : has->modes_not) & bit;
        if (!can && cannot) always(lacking, lacking->slices->mode[mode]);
    }
}

static void hours_lack(const Lacking *lacking) {
    const CandidateProfile *has = lacking->has;
    const Slices *slices = lacking->slices;
    if (has->hours_max != NUMBER_UNKNOWN) {
        always(lacking, thermometer_from(&slices->hours_least, has->hours_max + 1));
    }
    if (has->hours_min != NUMBER_UNKNOWN) {
        always(lacking, thermometer_from(&slices->hours_most_below, 1 - has->hours_min));
    }
}

static void start_lack(const Lacking *lacking) {
    const CandidateProfile *has = lacking->has;
    if (has->available_from != DAY_UNKNOWN) {
        before_day(lacking, COLUMN_FIXED, has->available_from);
        always(lacking, thermometer_from(&lacking->slices->end_below, 1 - has->available_from));
    }
    if (has->available_until != DAY_UNKNOWN) {
        from_day(lacking, COLUMN_ALL, has->available_until + 1);
    }
}

static void right_lack(const Lacking *lacking) {
    const CandidateProfile *has = lacking->has;
    if (has->right_to_work == NUMBER_UNKNOWN) return;
    if (has->right_to_work == RIGHT_NONE) always(lacking, COLUMN_ALL);
    if (has->right_from != DAY_UNKNOWN) before_day(lacking, COLUMN_FIXED, has->right_from);
    if (has->right_until != DAY_UNKNOWN) from_day(lacking, COLUMN_ALL, has->right_until + 1);
    if (has->right_to_work == RIGHT_PERMIT_NEEDED) always(lacking, COLUMN_NO_PERMIT);
}

static void education_lack(const Lacking *lacking) {
    const CandidateProfile *has = lacking->has;
    const Slices *slices = lacking->slices;
    if (has->education_known) {
        int most = has->education_low > has->education_high ? has->education_low
                                                            : has->education_high;
        always(lacking, thermometer_from(&slices->education, most + 1));
    }
    if (has->work_level == NUMBER_UNKNOWN) return;
    int most = has->work_level > has->work_level_proven ? has->work_level : has->work_level_proven;
    always(lacking, thermometer_from(&slices->work_level, most + 1));
}

static void licences_lack(const Lacking *lacking) {
    uint32_t lacked = lacking->has->licences_not & ~lacking->has->licences;
    for (; lacked; lacked &= lacked - 1) {
        always(lacking, lacking->slices->licence[__builtin_ctz(lacked)]);
    }
}

static void certificates_lack(const Lacking *lacking) {
    const CandidateProfile *has = lacking->has;
    for (int i = 0; i < CERTIFICATES_MAX; i++) {
        int32_t column = lacking->slices->certificate[i];
        bool held = has->certificates >> i & 1, lacked = has->certificates_not >> i & 1;
        if (column == COLUMN_NONE) continue;
        if (!held && lacked) always(lacking, column);
        if (!held || !has->certificate_until || has->certificate_until[i] == DAY_MAX) continue;
        from_day(lacking, column, has->certificate_until[i] + 1);
    }
}

static void conditions_lack(const Lacking *lacking) {
    uint64_t lacked = lacking->has->conditions_not;
    for (; lacked; lacked &= lacked - 1) {
        always(lacking, lacking->slices->condition[__builtin_ctzll(lacked)]);
    }
    if (lacking->has->needs & NEED_GUIDANCE_BIT) always(lacking, COLUMN_NO_GUIDANCE);
}

/* --- target groups --- */

static bool target_unmet(const Lacking *lacking, size_t facet, Day start) {
    const Slices *slices = lacking->slices;
    Pair pair = { .snapshot = slices->snapshot, .candidate = lacking->has, .start = start,
                  .opening = &slices->snapshot->opening[slices->targets.first[facet]] };
    return judge(&pair, CRITERION_target_group, 0).verdict == VERDICT_UNMET;
}

/* The last day on which this person would start anywhere. */
static Day last_start(const Lacking *lacking) {
    const Thermometer *start = &lacking->slices->start;
    Day today = lacking->slices->snapshot->today, last = today;
    if (start->count && start->value[start->count - 1] > last) {
        last = start->value[start->count - 1];
    }
    return lacking->has->available_from > last ? lacking->has->available_from : last;
}

/* The first day after `day`, and not after `last`, on which this person is a year older; else the day
 * after `last`. */
static Day next_birthday(Day birth, Day day, Day last) {
    int age = day_full_years(birth, day);
    if (day_full_years(birth, last) == age) return last + 1;
    Day low = day, high = last; /* of this age; older */
    while (high - low > 1) {
        Day middle = low + (high - low) / 2;
        if (day_full_years(birth, middle) == age) low = middle;
        else high = middle;
    }
    return high;
}

/* Who has a birthday in between may be of another age then. */
static bool target_depends(const Lacking *lacking, size_t facet) {
    if (!lacking->slices->target_age[facet]) return false;
    Day first = lacking->slices->snapshot->today, last = last_start(lacking);
    Day birth = lacking->has->birth_date;
    if (day_full_years(birth, first) == day_full_years(birth, last)) return false;
    bool unmet = target_unmet(lacking, facet, first);
    for (Day day = next_birthday(birth, first, last); day <= last;
         day = next_birthday(birth, day, last)) {
        if (target_unmet(lacking, facet, day) != unmet) return true;
    }
    return false;
}

static void targets_lack(const Lacking *lacking) {
    const Slices *slices = lacking->slices;
    for (size_t i = 0; i < slices->targets.keys.count; i++) {
        if (target_depends(lacking, i)) continue;
        if (target_unmet(lacking, i, slices->snapshot->today)) always(lacking, slices->target[i]);
    }
}

void lacks_asked(Arena *arena, const Slices *slices, const CandidateProfile *candidate,
                 Lacks *lacks) {
    Lacking lacking = { arena, slices, candidate, lacks };
    for (size_t i = 0; i < slices->targets.keys.count; i++) {
        if (target_depends(&lacking, i)) always(&lacking, slices->target[i]);
    }
}

void lacks_of(Arena *arena, const Slices *slices, const CandidateProfile *candidate,
              Criterion criterion, Lacks *lacks) {
    static void (*const adders[CRITERION_COUNT])(const Lacking *) = {
        [CRITERION_language] = languages_lack,     [CRITERION_travel] = modes_lack,
        [CRITERION_hours] = hours_lack,            [CRITERION_start] = start_lack,
        [CRITERION_right_to_work] = right_lack,    [CRITERION_education] = education_lack,
        [CRITERION_licence] = licences_lack,       [CRITERION_certificate] = certificates_lack,
        [CRITERION_conditions] = conditions_lack,  [CRITERION_target_group] = targets_lack,
    };
    Lacking lacking = { arena, slices, candidate, lacks };
    if (adders[criterion]) adders[criterion](&lacking);
}
