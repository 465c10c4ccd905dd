#include "region_map.h"

#include "figures/small_counts.h"
#include "number.h"

/* In the units of the picture. FEW: marks that have numbers, and room to be large. */
enum { WIDTH = 320, EDGE = 30, HEIGHT_MAX = 420, MARKS_FEW = 40 };
enum { RADIUS_MIN = 3, RADIUS_FEW = 22, RADIUS_MANY = 12, RADIUS_HIDDEN = 5, NUMBER_HEIGHT = 9 };

/* Microdegrees. A degree from west to east is 0.6157 of one from south to north at 52 degrees. */
enum { EXTENT_MIN = 60 * 1000, EAST_PER_10000 = 6157 };

typedef struct Spot {
    const AreaBarriers *area;
    int64_t number, east, south; /* in the same unit, from the north-west of all */
    int64_t left, right;         /* radii */
} Spot;

typedef struct Plane {
    Spot *spot;
    size_t count;
    int64_t east_most, south_most;
} Plane;

Phrase area_name(const Visit *visit, const AreaBarriers *area) {
    if (!area->municipality.len) return PHRASE(WORD_barriers_area_unknown);
    return PHRASE(WORD_regions_named, VALUE_TEXT("name", code_label(S("municipalities"),
                                                                    area->municipality,
                                                                    visit->tongue)));
}

/* --- where they lie --- */

static void plane_move(Plane *plane, int64_t west, int64_t north) {
    for (size_t i = 0; i < plane->count; i++) {
        Spot *spot = &plane->spot[i];
        spot->east -= west;
        spot->south -= north;
        if (spot->east > plane->east_most) plane->east_most = spot->east;
        if (spot->south > plane->south_most) plane->south_most = spot->south;
    }
}

static Plane plane_of(Arena *arena, const Map *map, const AreaBarriers *areas, size_t count) {
    Plane plane = { .spot = arena_many(arena, Spot, count) };
    int64_t west = INT64_MAX, north = INT64_MAX;
    for (size_t i = 0; i < count; i++) {
        if (!areas[i].municipality.len) continue;
        Value town = { .known = true, .text = areas[i].municipality };
        Place place = map_place(map, VALUE_UNKNOWN, town);
        if (place.precision == PLACE_UNKNOWN) continue;
        Spot spot = { .area = &areas[i], .number = (int64_t)i + 1,
                      .east = (int64_t)place.longitude * EAST_PER_10000 / 10000,
                      .south = -(int64_t)place.latitude };
        if (spot.east < west) west = spot.east;
        if (spot.south < north) north = spot.south;
        plane.spot[plane.count++] = spot;
    }
    plane_move(&plane, west, north);
    return plane;
}

/* As large as fits; a few places near each other do not fill it. */
static void plane_fit(Plane *plane, RegionMapView *view) {
    const int64_t across = WIDTH - 2 * EDGE, down = HEIGHT_MAX - 2 * EDGE;
    int64_t unit = plane->east_most > EXTENT_MIN ? plane->east_most : EXTENT_MIN;
    if (plane->south_most * across / down > unit) unit = plane->south_most * across / down;
    int64_t margin = (across - plane->east_most * across / unit) / 2;
    for (size_t i = 0; i < plane->count; i++) {
        Spot *spot = &plane->spot[i];
        spot->east = EDGE + margin + spot->east * across / unit;
        spot->south = EDGE + spot->south * across / unit;
    }
    view->width = WIDTH;
    view->height = 2 * EDGE + plane->south_most * across / unit;
}

/* --- how large --- */

static int64_t radius_of(int64_t count, int64_t most, int64_t radius_most) {
    enum { PARTS = 10000 };
    if (count <= 0 || most <= 0) return 0;
    int64_t radius = number_root(count * PARTS / most) * radius_most / number_root(PARTS);
    return radius > RADIUS_MIN ? radius : RADIUS_MIN;
}

static int64_t most_of(const Plane *plane, RegionMapView *view) {
    int64_t most = 0;
    for (size_t i = 0; i < plane->count; i++) {
        const AreaBarriers *area = plane->spot[i].area;
        if (area->people_without > most) most = area->people_without;
        if (area->openings_without > most) most = area->openings_without;
        view->any_hidden |= area->people_without == FIGURE_HIDDEN;
    }
    return most;
}

static void spots_size(Plane *plane, int64_t most) {
    int64_t radius = plane->count <= MARKS_FEW ? RADIUS_FEW : RADIUS_MANY;
    for (size_t i = 0; i < plane->count; i++) {
        Spot *spot = &plane->spot[i];
        spot->left = radius_of(spot->area->people_without, most, radius);
        spot->right = radius_of(spot->area->openings_without, most, radius);
    }
}

static int64_t larger_of(const Spot *spot) {
    return spot->left > spot->right ? spot->left : spot->right;
}

static int spots_order(const void *left, const void *right) {
    const Spot *a = left, *b = right;
    if (larger_of(a) != larger_of(b)) return larger_of(a) > larger_of(b) ? -1 : 1;
    return a->number < b->number ? -1 : 1;
}

/* --- what is drawn --- */

/* From the top to the bottom, around the left or the right. */
static Str half(Arena *arena, const Spot *spot, int64_t radius, bool right) {
    if (!radius) return STR_EMPTY;
    return str_printf(arena, "M%lld %lldA%lld %lld 0 0 %d %lld %lldZ", (long long)spot->east,
                      (long long)(spot->south - radius), (long long)radius, (long long)radius,
                      right, (long long)spot->east, (long long)(spot->south + radius));
}

static Phrase mark_phrase(Visit *visit, const AreaBarriers *area) {
    Phrase *name = arena_one(visit->arena, Phrase);
    *name = area_name(visit, area);
    if (area->people_without == FIGURE_HIDDEN) {
        return PHRASE(WORD_region_steps_mark_hidden, VALUE_PHRASE("name", name),
                      VALUE_AMOUNT("unfilled", area->openings_without));
    }
    return PHRASE(WORD_region_steps_mark, VALUE_PHRASE("name", name),
                  VALUE_AMOUNT("without", area->people_without),
                  VALUE_AMOUNT("unfilled", area->openings_without));
}

static MapMarkView mark_view(Visit *visit, const Spot *spot, bool numbered) {
    bool hidden = spot->area->people_without == FIGURE_HIDDEN;
    int64_t deep = larger_of(spot);
    if (hidden && deep < RADIUS_HIDDEN) deep = RADIUS_HIDDEN;
    return (MapMarkView){ .said = mark_phrase(visit, spot->area),
                          .people = half(visit->arena, spot, spot->left, false),
                          .places = half(visit->arena, spot, spot->right, true),
                          .hidden = half(visit->arena, spot, hidden ? RADIUS_HIDDEN : 0, false),
                          .dot = !hidden && !spot->left && !spot->right,
                          .x = spot->east,
                          .y = spot->south,
                          .number = numbered ? spot->number : 0,
                          .number_y = spot->south + deep + NUMBER_HEIGHT };
}

static void marks_fill(Visit *visit, Plane *plane, RegionMapView *view) {
    MapMarkView *mark = arena_many(visit->arena, MapMarkView, plane->count);
    qsort(plane->spot, plane->count, sizeof *plane->spot, spots_order);
    for (size_t i = 0; i < plane->count; i++) {
        mark[i] = mark_view(visit, &plane->spot[i], plane->count <= MARKS_FEW);
    }
    view->marks = mark;
    view->marks_count = plane->count;
}

static void most_say(Visit *visit, const Plane *plane, RegionMapView *view) {
    const AreaBarriers *people = NULL, *places = NULL;
    for (size_t i = 0; i < plane->count; i++) {
        const AreaBarriers *area = plane->spot[i].area;
        if (area->people_without > (people ? people->people_without : 0)) people = area;
        if (area->openings_without > (places ? places->openings_without : 0)) places = area;
    }
    Phrase *name = arena_many(visit->arena, Phrase, 2);
    if (people) {
        name[0] = area_name(visit, people);
        view->most_people = PHRASE(WORD_region_steps_most_people, VALUE_PHRASE("name", &name[0]),
                                   VALUE_AMOUNT("without", people->people_without));
    }
    if (places) {
        name[1] = area_name(visit, places);
        view->most_places = PHRASE(WORD_region_steps_most_places, VALUE_PHRASE("name", &name[1]),
                                   VALUE_AMOUNT("unfilled", places->openings_without));
    }
}

RegionMapView region_map(Visit *visit, const Map *map, const AreaBarriers *areas, size_t count) {
    RegionMapView view = { .most = 0 };
    Plane plane = plane_of(visit->arena, map, areas, count);
    if (!plane.count) return view;
    plane_fit(&plane, &view);
    view.most = most_of(&plane, &view);
    most_say(visit, &plane, &view);
    spots_size(&plane, view.most);
    marks_fill(visit, &plane, &view);
    return view;
}
