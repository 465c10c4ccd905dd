#include "figures/region_figures.h"

#include "openings/opening_search.h"

static size_t row_of(int region) {
    return region == REGION_UNKNOWN ? REGIONS : (size_t)region;
}

const bool *people_started(Arena *arena, const World *world) {
    bool *started = arena_many(arena, bool, world->candidates.count);
    for (size_t i = 0; i < world->placements.count; i++) {
        const Placement *placement = &world->placements.row[i];
        if (placement_hold(placement->state) != HOLD_PLACE) continue;
        int candidate = candidate_numbered(&world->candidates, placement->candidate_number);
        if (candidate >= 0) started[candidate] = true;
    }
    return started;
}

static void people_count(Arena *arena, const World *world, RegionFigures *figures) {
    const bool *started = people_started(arena, world);
    int64_t count[REGION_FIGURES] = { 0 };
    for (size_t i = 0; i < world->candidates.count; i++) {
        const Value *fact = world->candidates.record[i].fact;
        if (started[i]) continue;
        count[row_of(map_region(world->map, fact[FACT_postcode], fact[FACT_municipality]))]++;
    }
    figures->total.people = small_counts_hide(count, REGION_FIGURES);
    for (size_t i = 0; i < REGION_FIGURES; i++) figures->region[i].people = count[i];
}

static bool is_past(Value day, Day today) {
    return day.known && day.number < today;
}

static void opening_add(RegionFigure *figure, int64_t left) {
    figure->openings++;
    if (left == PLACES_UNKNOWN) figure->places_unknown++;
    else figure->places += left;
}

static void places_count(Arena *arena, const World *world, Day today, RegionFigures *figures) {
    const int64_t *taken = openings_taken(arena, &world->openings, &world->placements);
    for (size_t i = 0; i < world->openings.count; i++) {
        const OpeningRecord *record = &world->openings.record[i];
        const Value *field = record->field;
        if (is_past(field[OPENING_enrol_by], today) || is_past(field[OPENING_until_on], today)) {
            continue;
        }
        int64_t left = opening_places_left(record, taken[i]);
        int region = map_region(world->map, field[OPENING_postcode], field[OPENING_municipality]);
        opening_add(&figures->region[row_of(region)], left);
        opening_add(&figures->total, left);
    }
}

RegionFigures region_figures(Arena *arena, const World *world, Day today) {
    RegionFigures figures = { 0 };
    people_count(arena, world, &figures);
    places_count(arena, world, today, &figures);
    return figures;
}

int64_t region_places_per_hundred(const RegionFigure *figure) {
    return figure->people > 0 ? figure->places * 100 / figure->people : FIGURE_HIDDEN;
}
