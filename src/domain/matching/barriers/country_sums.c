#include "matching/barriers/country_sums.h"

#include "auto.h"
#include "matching/sweep/sweep.h"

enum { SCRATCH_BYTES_MAX = 256 * 1024 * 1024, KEY_BYTES_MAX = 200 };

typedef struct GroupSum {
    GroupStep step;
    uint64_t *opened; /* bits, as in opening_bit */
} GroupSum;

/* Which group a step was last; kept, for a group is told by a text. */
typedef struct GroupKnown {
    Step step;
    Supply supply;
    int slot; /* and one; 0: none */
} GroupKnown;
enum { GROUPS_KNOWN = 4096 };

struct CountrySums {
    Arena *arena;
    const CountryRequest *request;
    const Areas *areas;
    const Slices *slices; /* NULL */
    BarrierSpace *space;
    Slots groups; /* a text that says step and group */
    GroupKnown *known;
    GroupSum *group;
    size_t capacity;
    int *group_of_step; /* of the person at hand, per step of the catalogue; SLOT_NONE */
    size_t group_of_capacity;
    bool in_region;   /* the person at hand */
    uint64_t *fitted; /* bits, as in opening_bit: those that fit somebody */
    int64_t *people, *without; /* per area */
    CriterionBarriers criterion[CRITERION_COUNT];
};

/* --- where --- */

static int32_t area_add(Arena *arena, const Snapshot *snapshot, Areas *areas, Str code) {
    int32_t slot = slots_add(arena, &areas->codes, code);
    areas->region = arena_room(arena, int, areas->region, (size_t)slot, &areas->capacity);
    Value known = { .known = code.len > 0, .text = code };
    areas->region[slot] = map_region(snapshot->map, VALUE_UNKNOWN, known);
    return slot;
}

/* The key of a place is its postcode area and its municipality (snapshot_place). */
Areas areas_of(Arena *arena, const Snapshot *snapshot) {
    Areas areas = { .of_place = arena_many(arena, int32_t, snapshot->place_keys.count) };
    area_add(arena, snapshot, &areas, STR_EMPTY);
    for (size_t i = 0; i < snapshot->place_keys.count; i++) {
        Str town = snapshot->place_keys.key[i], postcode;
        str_cut(&town, ' ', &postcode);
        if (!town.len) town = map_municipality(snapshot->map, snapshot->place[i].postcode4);
        areas.of_place[i] = area_add(arena, snapshot, &areas, town);
    }
    return areas;
}

static int32_t area_of(const Areas *areas, int16_t place) {
    return place == SLOT_NONE ? 0 : areas->of_place[place];
}

static int32_t area_of_opening(const CountrySums *sums, const OpeningProfile *opening) {
    if (!opening->stop_count) return 0;
    return area_of(sums->areas, sums->request->snapshot->stop[opening->stop[0]].place);
}

static bool area_counts(const CountrySums *sums, int32_t area) {
    int region = sums->request->region;
    return region == REGION_UNKNOWN || sums->areas->region[area] == region;
}

/* --- one thread --- */

/* Openings by their rows in the slices, where there are some. */
static size_t opening_words(const CountrySums *sums) {
    if (sums->slices) return (size_t)sums->slices->chunk_count * CHUNK_WORDS + 1;
    return sums->request->snapshot->openings.count / 64 + 1;
}

/* SLOT_NONE: nobody can start there any more. */
static int32_t opening_bit(const CountrySums *sums, int32_t opening) {
    return sums->slices ? sums->slices->row_of[opening] : opening;
}

static int group_slot(CountrySums *sums, const TakenStep *taken) {
    char key[KEY_BYTES_MAX];
    const Step *step = &taken->step;
    int length = snprintf(key, sizeof key, "%02d %.*s %d %d %d %d", step->kind,
                          STR_ARGS(step->detail), step->skill, step->from, step->to, taken->supply);
    Str text = { key, (size_t)length < sizeof key ? (size_t)length : sizeof key - 1 };
    int slot = slots_find(&sums->groups, text);
    if (slot == SLOT_NONE) {
        slot = slots_add(sums->arena, &sums->groups, text);
        sums->group =
            arena_room(sums->arena, GroupSum, sums->group, (size_t)slot, &sums->capacity);
        sums->group[slot] = (GroupSum){
            .step = { .step = *step, .criterion = taken->criterion, .supply = taken->supply },
            .opened = arena_many(sums->arena, uint64_t, opening_words(sums))
        };
    }
    return slot;
}

static int group_find(CountrySums *sums, const TakenStep *taken) {
    GroupKnown *known = &sums->known[step_place(&taken->step, GROUPS_KNOWN)];
    if (!known->slot || known->supply != taken->supply ||
        !step_is_same(&known->step, &taken->step)) {
        *known = (GroupKnown){ taken->step, taken->supply, group_slot(sums, taken) + 1 };
    }
    GroupSum *group = &sums->group[known->slot - 1];
    if (taken->step.weeks < group->step.step.weeks) group->step.step.weeks = taken->step.weeks;
    return known->slot - 1;
}

static void bit_set(uint64_t *bits, int32_t at) {
    bits[at / 64] |= UINT64_C(1) << (at % 64);
}

static bool bit_is_set(const uint64_t *bits, int32_t at) {
    return bits[at / 64] >> (at % 64) & 1;
}

static GroupSum *group_of_step(CountrySums *sums, int step) {
    int *group = &sums->group_of_step[step];
    if (*group == SLOT_NONE) {
        *group = group_find(sums, &sums->space->catalogue.step[step]);
        sums->group[*group].step.people++;
    }
    return &sums->group[*group];
}

static void opening_saw(void *whose, int32_t opening, int step) {
    CountrySums *sums = whose;
    int32_t bit = opening_bit(sums, opening);
    if (step < 0) {
        bit_set(sums->fitted, bit);
        return;
    }
    if (!sums->in_region) return;
    GroupSum *group = group_of_step(sums, step);
    group->step.pairs++;
    bit_set(group->opened, bit);
}

static void rows_saw(void *whose, const ChunkSeen *seen, int step) {
    CountrySums *sums = whose;
    if (step >= 0 && !sums->in_region) return;
    GroupSum *group = step < 0 ? NULL : group_of_step(sums, step);
    if (group) group->step.pairs += seen->count;
    uint64_t *bits = (group ? group->opened : sums->fitted) + (size_t)seen->chunk * CHUNK_WORDS;
    uint64_t fresh = 0;
    for (int i = 0; i < CHUNK_WORDS; i++) fresh |= seen->rows->word[i] & ~bits[i];
    if (!fresh) return;
    for (int i = 0; i < CHUNK_WORDS; i++) bits[i] |= seen->rows->word[i];
}

CountrySums *country_sums_new(Arena *arena, const CountryRequest *request, const Areas *areas,
                              const Slices *slices) {
    CountrySums *sums = arena_one(arena, CountrySums);
    *sums = (CountrySums){ .arena = arena, .request = request, .areas = areas, .slices = slices };
    sums->space = barrier_space_new(arena, request->snapshot, request->childcare);
    sums->known = arena_many(arena, GroupKnown, GROUPS_KNOWN);
    if (slices) sums->space->sweep = sweep_new(arena, slices, simd_used());
    else sums->space->columns = NULL;
    sums->space->saw = opening_saw;
    sums->space->saw_rows = rows_saw;
    sums->space->whose = sums;
    sums->fitted = arena_many(arena, uint64_t, opening_words(sums));
    sums->people = arena_many(arena, int64_t, areas->codes.count);
    sums->without = arena_many(arena, int64_t, areas->codes.count);
    return sums;
}

static void groups_begin(CountrySums *sums) {
    size_t steps = (size_t)sums->space->catalogue.count;
    if (steps > sums->group_of_capacity) {
        sums->group_of_capacity = steps * 2;
        sums->group_of_step = arena_many(sums->arena, int, sums->group_of_capacity);
    }
    for (size_t i = 0; i < steps; i++) sums->group_of_step[i] = SLOT_NONE;
}

void country_person_add(CountrySums *sums, int candidate) {
    const CountryRequest *request = sums->request;
    if (request->left_out && request->left_out[candidate]) return;
    const CandidateProfile *profile = &request->snapshot->candidate[candidate];
    BarrierSpace *space = sums->space;
    AUTO(arena_end_at) Arena *scratch = arena_new("steps of a person", SCRATCH_BYTES_MAX);
    int32_t area = area_of(sums->areas, profile->home);
    sums->in_region = area_counts(sums, area);
    space->catalogue.arena = scratch;
    space_begin(space, candidate, profile);
    groups_begin(sums);
    person_look(space);
    if (!sums->in_region) return;
    sums->people[area]++;
    sums->without[area] += !space->feasible;
    for (int i = 0; i < CRITERION_COUNT; i++) {
        sums->criterion[i].people += space->alone[i] > 0;
        sums->criterion[i].pairs += space->alone[i];
    }
}

/* --- together --- */

static void group_sum_add(CountrySums *to, Str key, const GroupSum *from) {
    int slot = slots_find(&to->groups, key);
    if (slot == SLOT_NONE) {
        slot = slots_add(to->arena, &to->groups, key);
        to->group = arena_room(to->arena, GroupSum, to->group, (size_t)slot, &to->capacity);
        to->group[slot] = *from;
        to->group[slot].opened = arena_many(to->arena, uint64_t, opening_words(to));
        to->group[slot].step.people = to->group[slot].step.pairs = 0;
    }
    GroupSum *sum = &to->group[slot];
    sum->step.people += from->step.people;
    sum->step.pairs += from->step.pairs;
    if (from->step.step.weeks < sum->step.step.weeks) {
        sum->step.step.weeks = from->step.step.weeks;
    }
    for (size_t i = 0; i < opening_words(to); i++) sum->opened[i] |= from->opened[i];
}

void country_sums_add(CountrySums *to, const CountrySums *from) {
    for (size_t i = 0; i < from->groups.count; i++) {
        group_sum_add(to, from->groups.key[i], &from->group[i]);
    }
    for (size_t i = 0; i < opening_words(to); i++) to->fitted[i] |= from->fitted[i];
    for (size_t i = 0; i < to->areas->codes.count; i++) {
        to->people[i] += from->people[i];
        to->without[i] += from->without[i];
    }
    for (int i = 0; i < CRITERION_COUNT; i++) {
        to->criterion[i].people += from->criterion[i].people;
        to->criterion[i].pairs += from->criterion[i].pairs;
    }
}

/* --- what is told --- */

static int area_order(const void *left, const void *right) {
    const AreaBarriers *a = left, *b = right;
    if (!a->municipality.len != !b->municipality.len) return a->municipality.len ? -1 : 1;
    return str_compare(a->municipality, b->municipality);
}

static void openings_count(const CountrySums *sums, AreaBarriers *area) {
    const Snapshot *snapshot = sums->request->snapshot;
    for (size_t i = 0; i < snapshot->openings.count; i++) {
        const OpeningProfile *opening = &snapshot->opening[i];
        if (opening_is_closed(snapshot, opening)) continue;
        AreaBarriers *own = &area[area_of_opening(sums, opening)];
        own->openings++;
        own->openings_without += !bit_is_set(sums->fitted, opening_bit(sums, (int32_t)i));
    }
}

static void areas_tell(Arena *arena, const CountrySums *sums, CountryBarriers *barriers) {
    size_t count = sums->areas->codes.count;
    AreaBarriers *area = arena_many(arena, AreaBarriers, count);
    openings_count(sums, area);
    barriers->area = area;
    barriers->total.region = sums->request->region;
    for (size_t i = 0; i < count; i++) {
        AreaBarriers own = area[i];
        own.municipality = str_copy(arena, sums->areas->codes.key[i]);
        own.region = sums->areas->region[i];
        own.people = sums->people[i];
        own.people_without = sums->without[i];
        if (!area_counts(sums, (int32_t)i) || (!own.people && !own.openings)) continue;
        barriers->total.people += own.people;
        barriers->total.people_without += own.people_without;
        barriers->total.openings += own.openings;
        barriers->total.openings_without += own.openings_without;
        area[barriers->area_count++] = own;
    }
    if (barriers->area_count) qsort(area, barriers->area_count, sizeof *area, area_order);
}

typedef struct GroupOrder {
    GroupStep step;
    Str key;
} GroupOrder;

static int group_order(const void *left, const void *right) {
    const GroupOrder *a = left, *b = right;
    if (a->step.openings != b->step.openings) return a->step.openings > b->step.openings ? -1 : 1;
    if (a->step.people != b->step.people) return a->step.people > b->step.people ? -1 : 1;
    if (a->step.step.weeks != b->step.step.weeks) {
        return a->step.step.weeks < b->step.step.weeks ? -1 : 1;
    }
    return str_compare(a->key, b->key);
}

static void groups_tell(Arena *arena, const CountrySums *sums, CountryBarriers *barriers) {
    size_t count = sums->groups.count;
    GroupOrder *order = arena_many(arena, GroupOrder, count);
    for (size_t i = 0; i < count; i++) {
        order[i] = (GroupOrder){ sums->group[i].step, sums->groups.key[i] };
        for (size_t word = 0; word < opening_words(sums); word++) {
            order[i].step.openings += __builtin_popcountll(sums->group[i].opened[word]);
        }
    }
    if (count) qsort(order, count, sizeof *order, group_order);
    barriers->step = arena_many(arena, GroupStep, count);
    for (size_t i = 0; i < count; i++) barriers->step[i] = order[i].step;
    barriers->step_count = count;
}

CountryBarriers country_sums_tell(Arena *arena, const CountrySums *sums) {
    CountryBarriers barriers = { 0 };
    areas_tell(arena, sums, &barriers);
    groups_tell(arena, sums, &barriers);
    memcpy(barriers.criterion, sums->criterion, sizeof barriers.criterion);
    return barriers;
}
