#include "match_sheet.h"

#include <string.h>

#include "auto.h"
#include "log.h"
#include "matching/judge/judge.h"

enum { KEY_BYTES_MAX = 1 << 20, WINDOW_DAYS = 14, HOURS_ANY = 999 };

FILE *sheet_file(const Sheet *sheet, const char *name, const char *columns) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", sheet->folder, name);
    FILE *file = fopen(path, "w");
    if (!file) log_fatal("%s cannot be written", path);
    fprintf(file, "%s\n", columns);
    return file;
}

void sheet_close(FILE *file) {
    if (fclose(file) != 0) log_fatal("the disk is full");
}

/* --- what the tables cannot say --- */

static bool is_movable(const OpeningProfile *opening) {
    return opening->start_flexible == ANSWER_YES || opening->start_on == DAY_UNKNOWN;
}

/* Whenever somebody starts, all days of an even and an odd week of the one period are asked. */
static bool times_never_change(const Snapshot *snapshot, const OpeningProfile *opening) {
    if (!opening->need.count) return true;
    const NeedPeriod *period = &opening->need.period[0];
    if (opening->need.count > 1 || period->from != DAY_MIN || period->until != DAY_MAX) return false;
    int32_t days = opening->length_days;
    if (days == NUMBER_UNKNOWN) days = snapshot->rules->constant[RULE_open_end_weeks] * WEEKDAYS;
    return days >= WINDOW_DAYS;
}

static void opening_refuse(const Snapshot *snapshot, const OpeningProfile *opening) {
    if (opening->stop_count == 1 && opening->start_count < 2 &&
        opening->until_on == DAY_UNKNOWN && opening->conduct_weeks == NUMBER_UNKNOWN &&
        times_never_change(snapshot, opening)) {
        return;
    }
    log_fatal("opening %lld has what the tables for other programs do not say",
              (long long)opening->number);
}

/* --- facets and bits --- */

static void key_of_times(Text *key, const OpeningProfile *opening) {
    key_of_needs(key, opening);
    text_add_integer(key, opening->irregular_hours);
    text_add_char(key, ' ');
    text_add_integer(key, opening->office_hours);
}

static void key_of_way(Text *key, const OpeningProfile *opening) {
    text_clear(key);
    text_addf(key, "%d %d %d", (int)opening->stop[0], opening->public_transport, opening->shuttle);
}

typedef void FacetKey(Text *key, const OpeningProfile *opening);

static int32_t facet_of(Arena *arena, Sheet *sheet, Facets *facets, FacetKey *key, int32_t at) {
    key(&sheet->key, &sheet->market->snapshot->opening[at]);
    return facet_add(arena, facets, text_str(&sheet->key), at);
}

typedef struct Required {
    uint64_t word[SHEET_BITS / 64];
} Required;

static void bit_require(Arena *arena, Sheet *sheet, Required *required, SheetBit bit) {
    size_t before = sheet->bits.count;
    int at = slots_add(arena, &sheet->bits, text_str(&sheet->key));
    if (at >= SHEET_BITS) log_fatal("more demands than the tables have bits");
    if (sheet->bits.count > before) sheet->bit[at] = bit;
    required->word[at / 64] |= UINT64_C(1) << at % 64;
}

static void positions_require(Arena *arena, Sheet *sheet, Required *required, SheetBit bit,
                              const uint8_t *position) {
    const OpeningProfile *opening = &sheet->market->snapshot->opening[bit.opening];
    int first = bit.demand, count = opening->demand_count[bit.criterion] - first;
    for (int i = 0; i < count; i++) {
        text_clear(&sheet->key);
        text_addf(&sheet->key, "%d %d", (int)bit.criterion, position[i]);
        bit.demand = first + i;
        bit_require(arena, sheet, required, bit);
    }
}

static void plain_require(Arena *arena, Sheet *sheet, Required *required, SheetBit bit) {
    text_clear(&sheet->key);
    text_addf(&sheet->key, "%d", (int)bit.criterion);
    bit_require(arena, sheet, required, bit);
}

static Required required_by(Arena *arena, Sheet *sheet, int32_t at) {
    const OpeningProfile *opening = &sheet->market->snapshot->opening[at];
    Required required = { { 0 } };
    SheetBit bit = { .opening = at };
    bit.criterion = CRITERION_licence;
    positions_require(arena, sheet, &required, bit, opening->licence);
    bit.criterion = CRITERION_certificate;
    positions_require(arena, sheet, &required, bit, opening->certificate);
    bit.criterion = CRITERION_conditions;
    positions_require(arena, sheet, &required, bit, opening->condition);
    bit.criterion = CRITERION_travel;
    bit.demand = 1; /* 0 is the way itself */
    positions_require(arena, sheet, &required, bit, opening->mode);
    bit.demand = 0;
    bit.criterion = CRITERION_right_to_work;
    if (opening->work_permit_possible == ANSWER_NO) plain_require(arena, sheet, &required, bit);
    bit.criterion = CRITERION_target_group;
    if (opening->target_count) {
        key_of_targets(&sheet->key, opening);
        bit_require(arena, sheet, &required, bit);
    }
    return required;
}

/* --- rows --- */

static void required_write(FILE *file, const Required *required) {
    const char *before = "";
    fprintf(file, "%lld,%lld,\"{", (long long)required->word[0], (long long)required->word[1]);
    for (int i = 0; i < SHEET_BITS; i++) {
        if (!(required->word[i / 64] >> i % 64 & 1)) continue;
        fprintf(file, "%s%d", before, i);
        before = ",";
    }
    fputs("}\"", file);
}

static int otherwise(int number, int unknown) {
    return number == NUMBER_UNKNOWN ? unknown : number;
}

/* A start that can move: not before today, and any day until the end will do. */
static void days_write(FILE *file, const OpeningProfile *opening, Day today) {
    bool moves = is_movable(opening);
    Day start = opening->start_on == DAY_UNKNOWN || (moves && opening->start_on < today)
                    ? today
                    : opening->start_on;
    fprintf(file, "%d,%d,%d,", start, moves, moves ? SHEET_DAY_NONE : start);
}

static int64_t skills_weight(const Snapshot *snapshot, const OpeningProfile *opening) {
    int64_t weight = 0;
    for (int i = 0; i < opening->skill_count; i++) {
        weight += snapshot->skill_weight[opening->skill[i]];
    }
    return weight;
}

static void opening_write(Arena *arena, Sheet *sheet, FILE *file, int32_t at) {
    const Snapshot *snapshot = sheet->market->snapshot;
    const OpeningProfile *opening = &snapshot->opening[at];
    const Place *place = &snapshot->place[snapshot->stop[opening->stop[0]].place];
    fprintf(file, "%lld,%d,%d,", (long long)opening->number, place->longitude, place->latitude);
    fprintf(file, "%d,%d,", facet_of(arena, sheet, &sheet->work, key_of_work, at),
            facet_of(arena, sheet, &sheet->way, key_of_way, at));
    fprintf(file, "%d,%d,", facet_of(arena, sheet, &sheet->language, key_of_language, at),
            facet_of(arena, sheet, &sheet->times, key_of_times, at));
    fprintf(file, "%d,", facet_of(arena, sheet, &sheet->offer, key_of_offer, at));
    days_write(file, opening, snapshot->today);
    fprintf(file, "%d,%d,", otherwise(opening->hours_min, 0),
            otherwise(opening->hours_max, HOURS_ANY));
    fprintf(file, "%d,%d,", otherwise(opening->education_rank, 0),
            otherwise(opening->work_level, 0));
    fprintf(file, "%lld,", (long long)skills_weight(snapshot, opening));
    Required required = required_by(arena, sheet, at);
    required_write(file, &required);
    fputc('\n', file);
}

static void skills_write(FILE *file, const Snapshot *snapshot, const OpeningProfile *opening) {
    for (int i = 0; i < opening->skill_count; i++) {
        int32_t slot = opening->skill[i];
        fprintf(file, "%lld,%d,%d\n", (long long)opening->number, slot,
                snapshot->skill_weight[slot]);
    }
}

/* --- rows in order of place, so that what is near lies near --- */

typedef struct Placed {
    uint32_t curve;
    int32_t opening;
} Placed;

static int placed_order(const void *left, const void *right) {
    const Placed *a = left, *b = right;
    if (a->curve != b->curve) return a->curve < b->curve ? -1 : 1;
    return (a->opening > b->opening) - (a->opening < b->opening);
}

/* Bits of both by turns (Morton, 1966): steps of a kilometre or so. */
static uint32_t curve_of(const Place *place) {
    uint32_t x = (uint32_t)(place->longitude - PLACE_LONGITUDE_MIN) / 16384;
    uint32_t y = (uint32_t)(place->latitude - PLACE_LATITUDE_MIN) / 8192, curve = 0;
    for (int bit = 0; bit < 16; bit++) {
        curve |= (x >> bit & 1) << 2 * bit | (y >> bit & 1) << (2 * bit + 1);
    }
    return curve;
}

static size_t openings_order(const Snapshot *snapshot, Placed *placed) {
    size_t count = 0;
    for (size_t i = 0; i < snapshot->openings.count; i++) {
        const OpeningProfile *opening = &snapshot->opening[i];
        if (opening_is_closed(snapshot, opening)) continue;
        opening_refuse(snapshot, opening);
        const Place *place = &snapshot->place[snapshot->stop[opening->stop[0]].place];
        placed[count++] = (Placed){ curve_of(place), (int32_t)i };
    }
    qsort(placed, count, sizeof *placed, placed_order);
    return count;
}

#define OPENING_COLUMNS                                                                            \
    "number,x,y,work,way,language,times,offer,begin,moves,latest,hours_min,hours_max,education,"   \
    "work_level,skill_sum,required_1,required_2,required"

Sheet *sheet_openings(Arena *arena, const Market *market, const char *folder) {
    Sheet *sheet = arena_one(arena, Sheet);
    *sheet = (Sheet){ .market = market, .folder = folder, .key = text_new(arena, KEY_BYTES_MAX) };
    const Snapshot *snapshot = market->snapshot;
    FILE *openings = sheet_file(sheet, "openings.csv", OPENING_COLUMNS);
    FILE *skills = sheet_file(sheet, "opening_skills.csv", "opening,skill,weight");
    Placed *placed = arena_many(arena, Placed, snapshot->openings.count);
    size_t count = openings_order(snapshot, placed);
    for (size_t i = 0; i < count; i++) {
        opening_write(arena, sheet, openings, placed[i].opening);
        skills_write(skills, snapshot, &snapshot->opening[placed[i].opening]);
    }
    sheet_close(openings);
    sheet_close(skills);
    return sheet;
}
