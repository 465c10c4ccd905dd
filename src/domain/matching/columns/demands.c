#include "matching/columns/demands.h"

#include "auto.h"
#include "log.h"
#include "matching/judge/judge.h"

enum { KEY_BYTES_MAX = 64 * 1024 * 1024, BAND_DAYS = 14 };

/* --- what one opening asks --- */

typedef struct Listing {
    const Snapshot *snapshot;
    const OpeningProfile *opening;
    Demand *demand;
    size_t count;
} Listing;

static void demand_add(Listing *listing, Demand demand) {
    if (listing->count < DEMANDS_OF_ONE_MAX) listing->demand[listing->count++] = demand;
}

static void languages_list(Listing *listing) {
    for (int i = 0; i < listing->opening->demand_count[CRITERION_language]; i++) {
        const LanguageDemand *asks = &listing->opening->language[i];
        int level = language_level_asked(asks);
        if (level <= LEVEL_A0) continue;
        bool on_paper = asks->skill == SKILL_READING || asks->skill == SKILL_WRITING;
        demand_add(listing, (Demand){ .kind = DEMAND_LANGUAGE_LEVEL,
                                      .what = asks->slot * SKILL_COUNT + asks->skill,
                                      .than = level,
                                      .script = on_paper && asks->latin_script });
    }
}

static void positions_list(Listing *listing, Criterion criterion, const uint8_t *position,
                           Demand demand) {
    for (int i = 0; i < listing->opening->demand_count[criterion]; i++) {
        demand.what = position[i];
        demand_add(listing, demand);
    }
}

static void papers_list(Listing *listing) {
    const OpeningProfile *asks = listing->opening;
    positions_list(listing, CRITERION_licence, asks->licence, (Demand){ .kind = DEMAND_LICENCE });
    positions_list(listing, CRITERION_certificate, asks->certificate,
                   (Demand){ .kind = DEMAND_CERTIFICATE });
    positions_list(listing, CRITERION_conditions, asks->condition,
                   (Demand){ .kind = DEMAND_CONDITION });
    for (int i = 0; i < asks->mode_count; i++) {
        demand_add(listing, (Demand){ .kind = DEMAND_MODE, .what = asks->mode[i] });
    }
    if (asks->education_rank > 0) {
        demand_add(listing, (Demand){ .kind = DEMAND_EDUCATION, .what = asks->education_rank });
    }
    if (asks->work_level >= 0) {
        demand_add(listing, (Demand){ .kind = DEMAND_WORK_LEVEL, .what = asks->work_level });
    }
    if (asks->work_permit_possible == ANSWER_NO) {
        demand_add(listing, (Demand){ .kind = DEMAND_FREE_TO_WORK });
    }
    if (asks->guidance_offered == 0) demand_add(listing, (Demand){ .kind = DEMAND_NO_GUIDANCE });
}

/* --- hours and days --- */

bool opening_start_is_fixed(const OpeningProfile *opening) {
    return opening->start_count < 2 && opening->start_on != DAY_UNKNOWN &&
           opening->start_flexible != ANSWER_YES;
}

static void hours_list(Listing *listing) {
    const OpeningProfile *asks = listing->opening;
    if (asks->hours_min > 0) {
        demand_add(listing, (Demand){ .kind = DEMAND_HOURS_LEAST, .what = asks->hours_min });
    }
    if (asks->hours_max != NUMBER_UNKNOWN) {
        demand_add(listing, (Demand){ .kind = DEMAND_HOURS_MOST, .what = asks->hours_max });
    }
    if (!opening_start_is_fixed(asks)) return;
    Day first = asks->start_on - (asks->start_on % BAND_DAYS + BAND_DAYS) % BAND_DAYS;
    demand_add(listing,
               (Demand){ .kind = DEMAND_START, .what = first, .than = first + BAND_DAYS - 1 });
}

/* Of several starts another one may suit somebody. */
bool opening_is_closed(const Snapshot *snapshot, const OpeningProfile *opening) {
    bool several = opening->start_count >= 2;
    Pair pair = { .snapshot = snapshot,
                  .opening = opening,
                  .start_on = several ? DAY_UNKNOWN : opening->start_on,
                  .enrol_by = several ? DAY_UNKNOWN : opening->enrol_by };
    return start_is_over(&pair);
}

bool opening_needs_are_plain(const Snapshot *snapshot, const OpeningProfile *asks) {
    if (asks->need.count != 1) return false;
    const NeedPeriod *period = &asks->need.period[0];
    if (period->from != DAY_MIN || period->until != DAY_MAX) return false;
    if (asks->until_on != DAY_UNKNOWN) {
        return opening_start_is_fixed(asks) && asks->until_on - asks->start_on + 1 >= BAND_DAYS;
    }
    int32_t days = asks->length_days;
    if (days == NUMBER_UNKNOWN) {
        days = snapshot->rules->constant[RULE_open_end_weeks] * WEEKDAYS;
    }
    return days >= BAND_DAYS;
}

static void parts_list(Listing *listing) {
    const NeedPeriod *period = &listing->opening->need.period[0];
    for (int part = 0; part < WEEKDAYS * DAY_THIRDS; part++) {
        int day = part / DAY_THIRDS;
        uint64_t must = period->must[0].day[day] | period->must[1].day[day];
        if (must & part_half_hours(part)) {
            demand_add(listing, (Demand){ .kind = DEMAND_PART, .what = part });
        }
    }
}

/* --- facets that are demands --- */

static int32_t facet_of(Arena *arena, Facets *facets, Str key, int32_t opening) {
    return arena ? facet_add(arena, facets, key, opening) : slots_find(&facets->keys, key);
}

bool opening_targets_ask_age(const Snapshot *snapshot, const OpeningProfile *asks) {
    for (int i = 0; i < asks->target_count; i++) {
        const TargetDemand *target = &asks->target[i];
        if (target->age_min != NUMBER_UNKNOWN || target->age_max != NUMBER_UNKNOWN) return true;
        if (target->target_group == SLOT_NONE) continue;
        Str code = snapshot->target_list->code[target->target_group];
        if (str_equal(code, S("under_27")) || str_equal(code, S("fifty_plus"))) return true;
    }
    return false;
}

typedef struct FacetDemand {
    Text *text;
    Facets *facets;
    void (*key)(Text *key, const OpeningProfile *opening);
    Demand demand;
} FacetDemand;

static void facet_list(Arena *arena, Listing *listing, int32_t opening, FacetDemand asked) {
    asked.key(asked.text, listing->opening);
    if (text_failed(asked.text)) log_fatal("matching: an opening has too many times to compare");
    asked.demand.what = facet_of(arena, asked.facets, text_str(asked.text), opening);
    if (asked.demand.what != SLOT_NONE) demand_add(listing, asked.demand);
}

/* `at` is where the opening stands when `arena` is given, to add its facets. */
static size_t demands_of(Arena *arena, Demands *demands, const OpeningProfile *opening, int32_t at,
                         Demand *ret_demand) {
    Listing listing = { .snapshot = demands->snapshot, .opening = opening, .demand = ret_demand };
    languages_list(&listing);
    papers_list(&listing);
    hours_list(&listing);
    if (opening_needs_are_plain(demands->snapshot, opening)) {
        parts_list(&listing);
        facet_list(arena, &listing, at,
                   (FacetDemand){
                       &demands->key, &demands->needs, key_of_needs, { .kind = DEMAND_NEEDS } });
    }
    if (opening->target_count && !opening_targets_ask_age(demands->snapshot, opening)) {
        facet_list(
            arena, &listing, at,
            (FacetDemand){
                &demands->key, &demands->targets, key_of_targets, { .kind = DEMAND_TARGETS } });
    }
    return listing.count;
}

size_t demands_list(Arena *arena, Demands *demands, int32_t opening, Demand *ret_demand) {
    const OpeningProfile *profile = &demands->snapshot->opening[opening];
    return demands_of(arena, demands, profile, opening, ret_demand);
}

/* --- which demands get a bit --- */

static Str demand_key(const Demand *demand) {
    return (Str){ (const char *)demand, sizeof *demand };
}

static void demand_count(Arena *arena, Demands *demands, const Demand *demand) {
    int at = slots_find(&demands->bits, demand_key(demand));
    if (at == SLOT_NONE) {
        size_t count = demands->bits.count;
        demands->openings = arena_room(arena, size_t, demands->openings, count, &demands->capacity);
        demands->openings[count] = 0;
        at = slots_add(arena, &demands->bits, demand_key(demand));
    }
    demands->openings[at]++;
}

typedef struct Often {
    size_t openings;
    int32_t position;
} Often;

static int often_order(const void *left, const void *right) {
    const Often *a = left, *b = right;
    if (a->openings != b->openings) return a->openings > b->openings ? -1 : 1;
    return (a->position > b->position) - (a->position < b->position);
}

static void bits_give(Arena *arena, Demands *demands) {
    size_t count = demands->bits.count;
    demands->bit = arena_many(arena, int16_t, count);
    AUTO(arena_end_at) Arena *scratch = arena_new("demands by openings", count * 64 + 4096);
    Often *often = arena_many(scratch, Often, count);
    for (size_t i = 0; i < count; i++) {
        often[i] = (Often){ demands->openings[i], (int32_t)i };
        demands->bit[i] = SLOT_NONE;
    }
    qsort(often, count, sizeof *often, often_order);
    for (size_t i = 0; i < count && i < DEMAND_BITS; i++) {
        int32_t position = often[i].position;
        demands->bit[position] = (int16_t)i;
        memcpy(&demands->demand[i], demands->bits.key[position].at, sizeof(Demand));
        demands->count++;
    }
}

void demands_make(Arena *arena, const Snapshot *snapshot, Demands *ret_demands) {
    *ret_demands = (Demands){ .snapshot = snapshot, .key = text_new(arena, KEY_BYTES_MAX) };
    Demand demand[DEMANDS_OF_ONE_MAX];
    for (size_t i = 0; i < snapshot->openings.count; i++) {
        size_t count = demands_list(arena, ret_demands, (int32_t)i, demand);
        for (size_t k = 0; k < count; k++) demand_count(arena, ret_demands, &demand[k]);
    }
    bits_give(arena, ret_demands);
}

DemandBits demands_required(Demands *demands, const OpeningProfile *opening) {
    DemandBits bits = { { 0 } };
    Demand demand[DEMANDS_OF_ONE_MAX];
    size_t count = demands_of(NULL, demands, opening, SLOT_NONE, demand);
    for (size_t i = 0; i < count; i++) {
        int at = slots_find(&demands->bits, demand_key(&demand[i]));
        int bit = at == SLOT_NONE ? SLOT_NONE : demands->bit[at];
        if (bit != SLOT_NONE) bits.word[bit / 64] |= UINT64_C(1) << (bit % 64);
    }
    return bits;
}
