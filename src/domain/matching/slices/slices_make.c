/* The columns: which there are, and which rows are in each. */
#include "auto.h"
#include "matching/judge/judge.h"
#include "matching/slices/slices.h"

enum { VALUE_NONE = INT32_MIN, VALUES_MOST = 512, VALUES_SPAN = 1 << 16 };

typedef struct Making {
    Arena *arena;
    Slices *slices;
    const Snapshot *snapshot;
} Making;

static const OpeningProfile *profile_of(const Making *making, int32_t row) {
    return &making->snapshot->opening[making->slices->opening[row]];
}

static int32_t column_new(Making *making) {
    return making->slices->column_count++;
}

/* --- thermometers --- */

int32_t thermometer_from(const Thermometer *thermometer, int32_t value) {
    for (int32_t first = 0, count = thermometer->count;;) {
        if (!count) {
            return first < thermometer->count ? thermometer->first + first : (int32_t)COLUMN_NONE;
        }
        int32_t half = count / 2;
        if (thermometer->value[first + half] < value) {
            first += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
}

typedef int32_t ValueOf(const OpeningProfile *opening);

/* The lowest values get a column each; of rows with others bits do not tell all. */
static Thermometer thermometer_new(Making *making, ValueOf *value_of) {
    const Slices *slices = making->slices;
    int32_t least = INT32_MAX;
    for (int32_t row = 0; row < slices->row_count; row++) {
        int32_t value = value_of(profile_of(making, row));
        if (value != VALUE_NONE && value < least) least = value;
    }
    AUTO(arena_end_at) Arena *scratch = arena_new("values that are asked", VALUES_SPAN * 2);
    bool *seen = arena_many(scratch, bool, VALUES_SPAN);
    for (int32_t row = 0; row < slices->row_count; row++) {
        int32_t value = value_of(profile_of(making, row));
        int64_t above = (int64_t)value - least;
        if (value != VALUE_NONE && above < VALUES_SPAN) seen[above] = true;
    }
    Thermometer thermometer = { .first = slices->column_count };
    thermometer.value = arena_many(making->arena, int32_t, VALUES_MOST);
    for (int32_t i = 0; i < VALUES_SPAN && thermometer.count < VALUES_MOST; i++) {
        if (!seen[i]) continue;
        thermometer.value[thermometer.count++] = least + i;
        column_new(making);
    }
    return thermometer;
}

static bool thermometer_tells(const Thermometer *thermometer, int32_t value) {
    return value == VALUE_NONE ||
           (thermometer->count && value <= thermometer->value[thermometer->count - 1]);
}

static int32_t education_of(const OpeningProfile *opening) {
    return opening->education_rank > 0 ? opening->education_rank : VALUE_NONE;
}

static int32_t work_level_of(const OpeningProfile *opening) {
    return opening->work_level >= 0 ? opening->work_level : VALUE_NONE;
}

static int32_t hours_least_of(const OpeningProfile *opening) {
    return opening->hours_min > 0 ? opening->hours_min : VALUE_NONE;
}

static int32_t hours_most_of(const OpeningProfile *opening) {
    return opening->hours_max != NUMBER_UNKNOWN ? -opening->hours_max : VALUE_NONE;
}

static int32_t start_of(const OpeningProfile *opening) {
    bool told = opening->start_count < 2 && opening->start_on != DAY_UNKNOWN;
    return told ? opening->start_on : VALUE_NONE;
}

static int32_t end_of(const OpeningProfile *opening) {
    bool waits = opening->start_count < 2 && !opening_start_is_fixed(opening);
    return waits && opening->until_on != DAY_UNKNOWN ? -opening->until_on : VALUE_NONE;
}

/* --- which columns there are --- */

static void levels_plan(Making *making) {
    Slices *slices = making->slices;
    size_t cells = making->snapshot->languages.count * SKILL_COUNT;
    AUTO(arena_end_at) Arena *scratch = arena_new("levels that are asked", cells * 16 + (1U << 20));
    bool *seen = arena_many(scratch, bool, cells * (LEVEL_C2 + 1));
    slices->level = arena_many(making->arena, Thermometer, cells);
    for (int32_t row = 0; row < slices->row_count; row++) {
        const OpeningProfile *opening = profile_of(making, row);
        for (int i = 0; i < opening->demand_count[CRITERION_language]; i++) {
            const LanguageDemand *asks = &opening->language[i];
            int level = language_level_asked(asks);
            if (level <= LEVEL_A0 || asks->slot >= LANGUAGES_SLICED) continue;
            seen[(asks->slot * SKILL_COUNT + asks->skill) * (LEVEL_C2 + 1) + level] = true;
        }
    }
    for (size_t cell = 0; cell < cells; cell++) {
        Thermometer *level = &slices->level[cell];
        level->first = slices->column_count;
        level->value = arena_many(making->arena, int32_t, LEVEL_C2 + 1);
        for (int i = 0; i <= LEVEL_C2; i++) {
            if (!seen[cell * (LEVEL_C2 + 1) + (size_t)i]) continue;
            level->value[level->count++] = i;
            column_new(making);
        }
    }
}

/* One that is asked somewhere gets a column. */
static void column_want(Making *making, int32_t *column) {
    if (*column == COLUMN_NONE) *column = column_new(making);
}

static void papers_plan(Making *making) {
    Slices *slices = making->slices;
    for (int32_t row = 0; row < slices->row_count; row++) {
        const OpeningProfile *opening = profile_of(making, row);
        for (int i = 0; i < opening->demand_count[CRITERION_licence]; i++) {
            column_want(making, &slices->licence[opening->licence[i]]);
        }
        for (int i = 0; i < opening->demand_count[CRITERION_certificate]; i++) {
            column_want(making, &slices->certificate[opening->certificate[i]]);
        }
        for (int i = 0; i < opening->demand_count[CRITERION_conditions]; i++) {
            column_want(making, &slices->condition[opening->condition[i]]);
        }
        for (int i = 0; i < opening->mode_count; i++) {
            column_want(making, &slices->mode[opening->mode[i]]);
        }
    }
}

static int32_t targets_facet(Making *making, Text *key, int32_t row) {
    const OpeningProfile *opening = profile_of(making, row);
    key_of_targets(key, opening);
    Str text = text_str(key);
    int32_t at = slots_find(&making->slices->targets.keys, text);
    if (at != SLOT_NONE || text_failed(key)) return at;
    if (making->slices->targets.keys.count == TARGETS_SLICED) return SLOT_NONE;
    at = facet_add(making->arena, &making->slices->targets, text, making->slices->opening[row]);
    making->slices->target[at] = column_new(making);
    making->slices->target_age[at] = opening_targets_ask_age(making->snapshot, opening);
    return at;
}

static void columns_plan(Making *making, Text *key) {
    Slices *slices = making->slices;
    slices->column_count = COLUMN_FIRST_OF_DEMANDS;
    levels_plan(making);
    papers_plan(making);
    for (int32_t row = 0; row < slices->row_count; row++) {
        if (profile_of(making, row)->target_count) targets_facet(making, key, row);
    }
    slices->education = thermometer_new(making, education_of);
    slices->work_level = thermometer_new(making, work_level_of);
    slices->hours_least = thermometer_new(making, hours_least_of);
    slices->hours_most_below = thermometer_new(making, hours_most_of);
    slices->start = thermometer_new(making, start_of);
    slices->end_below = thermometer_new(making, end_of);
}

/* --- which rows are in each --- */

static void row_set(const Making *making, int32_t row, int32_t column) {
    Slices *slices = making->slices;
    size_t chunk = (size_t)(row / CHUNK_ROWS);
    slice_set(&slices->bits[chunk * (size_t)slices->column_count + (size_t)column], row);
}

static void row_value(const Making *making, int32_t row, const Thermometer *thermometer,
                      int32_t value) {
    if (value == VALUE_NONE) return;
    if (!thermometer_tells(thermometer, value)) {
        row_set(making, row, COLUMN_JUDGED);
        value = thermometer->value[thermometer->count - 1];
    }
    row_set(making, row, thermometer_from(thermometer, value));
}

static void languages_fill(const Making *making, int32_t row, const OpeningProfile *opening) {
    for (int i = 0; i < opening->demand_count[CRITERION_language]; i++) {
        const LanguageDemand *asks = &opening->language[i];
        int level = language_level_asked(asks);
        if (level <= LEVEL_A0) continue;
        if (asks->slot >= LANGUAGES_SLICED) {
            row_set(making, row, COLUMN_JUDGED);
            continue;
        }
        bool on_paper = asks->skill == SKILL_READING || asks->skill == SKILL_WRITING;
        if (on_paper && asks->latin_script) row_set(making, row, COLUMN_SCRIPT);
        row_value(making, row, &making->slices->level[asks->slot * SKILL_COUNT + asks->skill],
                  level);
    }
}

static void papers_fill(const Making *making, int32_t row, const OpeningProfile *opening) {
    const Slices *slices = making->slices;
    for (int i = 0; i < opening->demand_count[CRITERION_licence]; i++) {
        row_set(making, row, slices->licence[opening->licence[i]]);
    }
    for (int i = 0; i < opening->demand_count[CRITERION_certificate]; i++) {
        row_set(making, row, slices->certificate[opening->certificate[i]]);
    }
    for (int i = 0; i < opening->demand_count[CRITERION_conditions]; i++) {
        row_set(making, row, slices->condition[opening->condition[i]]);
    }
    for (int i = 0; i < opening->mode_count; i++) {
        row_set(making, row, slices->mode[opening->mode[i]]);
    }
    if (opening->work_permit_possible == ANSWER_NO) row_set(making, row, COLUMN_NO_PERMIT);
    if (opening->guidance_offered == 0) row_set(making, row, COLUMN_NO_GUIDANCE);
}

static void days_fill(const Making *making, int32_t row, const OpeningProfile *opening) {
    const Slices *slices = making->slices;
    int32_t start = start_of(opening), end = end_of(opening);
    if (opening->start_count >= 2 || !thermometer_tells(&slices->start, start) ||
        !thermometer_tells(&slices->end_below, end)) {
        row_set(making, row, COLUMN_JUDGED);
        return;
    }
    row_set(making, row, COLUMN_REGULAR);
    row_set(making, row, opening_start_is_fixed(opening) ? COLUMN_FIXED : COLUMN_FLEXIBLE);
    row_value(making, row, &slices->start, start);
    row_value(making, row, &slices->end_below, end);
}

static void row_fill(Making *making, Text *key, int32_t row) {
    const Slices *slices = making->slices;
    const OpeningProfile *opening = profile_of(making, row);
    row_set(making, row, COLUMN_ALL);
    languages_fill(making, row, opening);
    papers_fill(making, row, opening);
    row_value(making, row, &slices->education, education_of(opening));
    row_value(making, row, &slices->work_level, work_level_of(opening));
    row_value(making, row, &slices->hours_least, hours_least_of(opening));
    row_value(making, row, &slices->hours_most_below, hours_most_of(opening));
    days_fill(making, row, opening);
    if (opening->need.count) row_set(making, row, COLUMN_WEEKLY);
    bool plain = !opening->need.count || opening_needs_are_plain(making->snapshot, opening);
    if (!plain || slices->times_of[row] == TIMES_SLICED) {
        row_set(making, row, COLUMN_TIMES_JUDGED);
    }
    if (!opening->target_count) return;
    int32_t facet = targets_facet(making, key, row);
    row_set(making, row, facet == SLOT_NONE ? (int32_t)COLUMN_JUDGED : slices->target[facet]);
}

/* From the highest down: who asks more asks this too. */
static void thermometer_fill(const Making *making, const Thermometer *thermometer) {
    const Slices *slices = making->slices;
    for (int32_t chunk = 0; chunk < slices->chunk_count; chunk++) {
        Chunk *bits = &slices->bits[(size_t)chunk * (size_t)slices->column_count];
        for (int32_t i = thermometer->count - 2; i >= 0; i--) {
            Chunk *to = &bits[thermometer->first + i];
            for (int word = 0; word < CHUNK_WORDS; word++) to->word[word] |= to[1].word[word];
        }
    }
}

static void columns_fill(Making *making, Text *key) {
    Slices *slices = making->slices;
    size_t chunks = (size_t)slices->chunk_count * (size_t)slices->column_count;
    slices->bits = arena_many(making->arena, Chunk, chunks);
    for (int32_t row = 0; row < slices->row_count; row++) row_fill(making, key, row);
    for (size_t i = 0; i < making->snapshot->languages.count * SKILL_COUNT; i++) {
        thermometer_fill(making, &slices->level[i]);
    }
    const Thermometer *const all[] = { &slices->education,   &slices->work_level,
                                       &slices->hours_least, &slices->hours_most_below,
                                       &slices->start,       &slices->end_below };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) thermometer_fill(making, all[i]);
}

Slices *slices_make(Arena *arena, const Snapshot *snapshot) {
    Slices *slices = arena_one(arena, Slices);
    *slices = (Slices){ .snapshot = snapshot };
    slices_place(arena, slices);
    slices_facets(arena, slices);
    Making making = { .arena = arena, .slices = slices, .snapshot = snapshot };
    Text key = text_new(arena, 1 << 20);
    columns_plan(&making, &key);
    columns_fill(&making, &key);
    return slices;
}
