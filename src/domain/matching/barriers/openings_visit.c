/* Which openings may be opened: by bits and bounds where there are columns, then by judging. */
#include "matching/barriers/space.h"
#include "matching/columns/memo.h"

/* Of what a demand of the columns is a demand; a part of the week is one of the timetable. */
static Criterion criterion_of(const Demand *demand) {
    switch (demand->kind) {
    case DEMAND_LANGUAGE_LEVEL: return CRITERION_language;
    case DEMAND_MODE: return CRITERION_travel;
    case DEMAND_LICENCE: return CRITERION_licence;
    case DEMAND_CERTIFICATE: return CRITERION_certificate;
    case DEMAND_CONDITION:
    case DEMAND_NO_GUIDANCE: return CRITERION_conditions;
    case DEMAND_EDUCATION:
    case DEMAND_WORK_LEVEL: return CRITERION_education;
    case DEMAND_HOURS_LEAST:
    case DEMAND_HOURS_MOST: return CRITERION_hours;
    case DEMAND_FREE_TO_WORK: return CRITERION_right_to_work;
    case DEMAND_PART:
    case DEMAND_NEEDS: return CRITERION_timetable;
    case DEMAND_TARGETS: return CRITERION_target_group;
    case DEMAND_START: break; /* of the start or of the right to work */
    }
    return CRITERION_COUNT;
}

static void bit_set(DemandBits *bits, int bit) {
    bits->word[bit / 64] |= UINT64_C(1) << (bit % 64);
}

static uint64_t closers_of(const BarrierSpace *space, const Demand *demand, Criterion criterion) {
    const Catalogue *catalogue = &space->catalogue;
    uint64_t closers = 0;
    int count = catalogue_steps_of(catalogue, criterion);
    for (int i = 0; i < count && i < STEPS_IN_WORD; i++) {
        const CandidateProfile *after = &catalogue->step[catalogue->first[criterion] + i].after;
        bool lacked = demand_is_lacked(&space->columns->demands, after, demand);
        if (!lacked) closers |= UINT64_C(1) << i;
    }
    return closers;
}

/* True when no step that is looked at closes it. Two steps together may close what neither closes.
 */
static bool bit_stays(BarrierSpace *space, int bit, Criterion criterion) {
    space->closers[bit] = UINT64_MAX;
    if (criterion == CRITERION_COUNT) return true;
    int steps = catalogue_steps_of(&space->catalogue, criterion);
    space->closers[bit] = closers_of(space, &space->columns->demands.demand[bit], criterion);
    return !steps || (space->unmet_most == 1 && steps <= STEPS_IN_WORD && !space->closers[bit]);
}

void space_limit(BarrierSpace *space) {
    if (!space->columns) return;
    const Demands *demands = &space->columns->demands;
    space->lacked = demands_lacked(demands, space->candidate);
    space->lacked_always = (DemandBits){ { 0 } };
    for (int bit = 0; bit < demands->count; bit++) {
        if (!(space->lacked.word[bit / 64] >> (bit % 64) & 1)) continue;
        Criterion criterion = criterion_of(&demands->demand[bit]);
        if (bit_stays(space, bit, criterion)) bit_set(&space->lacked_always, bit);
    }
}

/* Without a home the way is unknown; who moves has two homes. */
static void ways_begin(BarrierSpace *space) {
    const Columns *columns = space->columns;
    const int16_t homes[] = { space->candidate->home, space->candidate->home_later };
    int16_t least = homes[0] == SLOT_NONE ? 0 : POINTS_UNMET;
    size_t spots = columns->spots.facets.keys.count;
    Reach near, far;
    reach_begin(&space->tables, space->candidate, &near);
    reach_begin(&space->tables, &space->farthest, &far);
    for (size_t i = 0; i < spots; i++) space->near[i] = space->far[i] = least;
    for (int32_t i = 0; i < columns->region_count; i++) space->region_far[i] = least;
    for (int k = 0; k < 2; k++) {
        if (homes[k] == SLOT_NONE) continue;
        NearHome home = near_home(space->homes, homes[k]);
        for (int32_t i = 0; i < columns->region_count; i++) {
            int points = reach_region(&far, home.region[i]);
            if (points == POINTS_UNMET) continue;
            space->region_far[i] = (int16_t)larger(space->region_far[i], points);
            reach_spots(&near, columns, home, i, space->near);
            reach_spots(&far, columns, home, i, space->far);
        }
    }
}

void space_begin(BarrierSpace *space, int position, const CandidateProfile *candidate) {
    space->candidate = candidate;
    space->position = position;
    space->person++;
    space->feasible = space->sure = space->answer_count = 0;
    memset(space->alone, 0, sizeof space->alone);
    catalogue_fill(&space->catalogue, candidate);
    space->farthest = profile_farthest(&space->catalogue);
    if (!space->columns || space->sweep) return;
    ways_begin(space);
    space_limit(space);
}

/* --- judging --- */

Verdict criterion_verdict(const Pair *pair, Criterion criterion) {
    Verdict verdict = VERDICT_MET;
    int count = pair_demand_count(pair, criterion);
    for (int i = 0; i < count; i++) {
        Verdict one = judge(pair, criterion, i).verdict;
        if (one == VERDICT_UNMET) return one;
        if (one == VERDICT_UNKNOWN) verdict = one;
    }
    return verdict;
}

/* Judges what is not certain, until more is unmet than is asked for. */
static void opening_judge(BarrierSpace *space, Standing *standing) {
    static const Criterion order[] = {
        CRITERION_language,   CRITERION_travel,      CRITERION_hours,
        CRITERION_start,      CRITERION_education,   CRITERION_licence,
        CRITERION_conditions, CRITERION_certificate, CRITERION_excluded_occupation,
        CRITERION_timetable,  CRITERION_target_group, CRITERION_right_to_work
    };
    _Static_assert(sizeof order / sizeof *order == CRITERION_COUNT, "each criterion once");
    for (int i = 0; i < CRITERION_COUNT; i++) {
        unsigned bit = 1U << order[i];
        if (standing->unmet & bit) continue;
        Verdict verdict = criterion_verdict(&standing->pair, order[i]);
        if (verdict == VERDICT_UNKNOWN) standing->unknown |= bit;
        if (verdict != VERDICT_UNMET) continue;
        standing->unmet |= bit;
        if (__builtin_popcount(standing->unmet) > space->unmet_most) return;
    }
    space->visit(space, standing);
}

void opening_ask(BarrierSpace *space, int32_t opening) {
    Standing standing = { .opening = opening, .steps = UINT64_MAX };
    standing.pair = (Pair){ .snapshot = space->snapshot, .candidate = space->candidate,
                            .opening = &space->snapshot->opening[opening] };
    pair_begin(&standing.pair);
    opening_judge(space, &standing);
}

/* --- rows --- */

static bool language_is_lacked(BarrierSpace *space, int32_t facet) {
    LanguageKnown *known = &space->language[facet];
    if (known->person == space->person) return known->lacked;
    const OpeningProfile *opening =
        &space->snapshot->opening[space->columns->language.first[facet]];
    *known = (LanguageKnown){ space->person, languages_lacked(space->candidate, opening) };
    return known->lacked;
}

/* The way to a stop is the same for all openings there, unless somebody moves house. */
static void pair_go(BarrierSpace *space, Pair *pair) {
    const OpeningProfile *opening = pair->opening;
    pair_days(pair);
    if (space->candidate->home_later != SLOT_NONE || opening->stop_count != 1) {
        pair->trip = trip_judge(pair, 0);
        return;
    }
    TripKnown *known =
        &space->trip[opening->stop[0] * 4 + opening->public_transport * 2 + opening->shuttle];
    if (known->person != space->person) {
        *known = (TripKnown){ space->person, trip_judge(pair, 0) };
    }
    pair->trip = known->trip;
}

static unsigned row_certain(const BarrierSpace *space, DemandBits *bits) {
    unsigned certain = 0;
    for (int i = 0; i < CRITERION_COUNT; i++) {
        const DemandBits *own = &space->of_criterion[i];
        uint64_t any = 0;
        for (int word = 0; word < DEMAND_WORDS; word++) any |= bits->word[word] & own->word[word];
        if (any) certain |= 1U << i;
    }
    return certain;
}

static uint64_t row_steps(const BarrierSpace *space, const DemandBits *bits) {
    uint64_t steps = UINT64_MAX;
    for (int word = 0; word < DEMAND_WORDS; word++) {
        for (uint64_t left = bits->word[word]; left; left &= left - 1) {
            steps &= space->closers[word * 64 + __builtin_ctzll(left)];
        }
    }
    return steps;
}

static void row_visit(BarrierSpace *space, int32_t row) {
    const RowFacts *facts = &space->columns->facts[row];
    DemandBits bits;
    uint64_t any = 0;
    for (int i = 0; i < DEMAND_WORDS; i++) {
        if (facts->required[i] & space->lacked_always.word[i]) return;
        bits.word[i] = facts->required[i] & space->lacked.word[i];
        any |= bits.word[i];
    }
    Standing standing = { .opening = facts->opening, .steps = UINT64_MAX };
    if (any) standing.unmet = row_certain(space, &bits);
    if (language_is_lacked(space, (int32_t)facts->language)) {
        standing.unmet |= 1U << CRITERION_language;
    }
    if (space->near[space->columns->spot[row]] == POINTS_UNMET) {
        standing.unmet |= 1U << CRITERION_travel;
    }
    if (__builtin_popcount(standing.unmet) > space->unmet_most) return;
    if (any) standing.steps = row_steps(space, &bits);
    standing.pair = (Pair){ .snapshot = space->snapshot, .candidate = space->candidate,
                            .opening = &space->snapshot->opening[standing.opening] };
    pair_go(space, &standing.pair);
    opening_judge(space, &standing);
}

static void bucket_visit(BarrierSpace *space, const Bucket *bucket) {
    const Columns *columns = space->columns;
    for (int32_t at = 0; at < bucket->count; at += BLOCK_ROWS) {
        int32_t first = bucket->first + at, rows = bucket->count - at;
        if (rows > BLOCK_ROWS) rows = BLOCK_ROWS;
        uint64_t clear = space->way_kernel(&columns->spot[first], rows, space->far, 0);
        if (clear) clear &= space->kernel(&columns->required[first], space->lacked_always.word[0]);
        for (; clear; clear &= clear - 1) row_visit(space, first + __builtin_ctzll(clear));
    }
}

void openings_visit(BarrierSpace *space) {
    const Columns *columns = space->columns;
    for (int32_t i = 0; columns && i < columns->region_count; i++) {
        if (space->region_far[i] == POINTS_UNMET) continue;
        for (int32_t group = 0; group < columns->group_count; group++) {
            bucket_visit(space, &columns->bucket[bucket_of(columns, i, group)]);
        }
    }
    const Snapshot *snapshot = space->snapshot;
    for (int32_t i = 0; !columns && i < (int32_t)snapshot->openings.count; i++) {
        if (!opening_is_closed(snapshot, &snapshot->opening[i])) opening_ask(space, i);
    }
}

/* --- the space --- */

BarrierSpace *barrier_space_new(Arena *arena, const Snapshot *snapshot,
                                const ChildcareSupply *childcare) {
    BarrierSpace *space = arena_one(arena, BarrierSpace);
    const Columns *columns = snapshot->columns;
    *space = (BarrierSpace){ .snapshot = snapshot, .columns = columns, .scratch = arena,
                             .asked = asked_by_openings(arena, snapshot) };
    space->catalogue = (Catalogue){ .arena = arena, .snapshot = snapshot, .asked = &space->asked,
                                    .childcare = childcare,
                                    .weeks = arena_many(arena, WeeksKnown, WEEKS_KNOWN) };
    if (!columns) return space;
    size_t spots = columns->spots.facets.keys.count + 1;
    space->kernel = kernel_of(simd_used());
    space->way_kernel = way_kernel_of(simd_used());
    reach_tables_make(arena, snapshot, &space->tables);
    space->homes = near_homes_new(arena, columns, NEAR_HOMES_MAX);
    space->near = arena_many(arena, int16_t, spots);
    space->far = arena_many(arena, int16_t, spots);
    space->region_far = arena_many(arena, int16_t, (size_t)columns->region_count);
    space->trip = arena_many(arena, TripKnown, snapshot->stop_keys.count * 4);
    space->language = arena_many(arena, LanguageKnown, columns->language.keys.count);
    for (int bit = 0; bit < columns->demands.count; bit++) {
        Criterion criterion = criterion_of(&columns->demands.demand[bit]);
        if (criterion != CRITERION_COUNT) bit_set(&space->of_criterion[criterion], bit);
    }
    return space;
}
