/* Which row an opening gets: by the way to it. */
#include "matching/slices/slices.h"

#include "auto.h"
#include "log.h"

enum { KEY_BYTES_MAX = 1 << 20 };
static const size_t scratch_bytes_max = (size_t)8 << 30;

typedef struct WayOrder {
    bool anywhere;
    uint32_t near;
    int32_t place, facet;
} WayOrder;

static int way_order(const void *left, const void *right) {
    const WayOrder *a = left, *b = right;
    if (a->anywhere != b->anywhere) return a->anywhere ? -1 : 1;
    if (a->near != b->near) return a->near < b->near ? -1 : 1;
    if (a->place != b->place) return a->place < b->place ? -1 : 1;
    return (a->facet > b->facet) - (a->facet < b->facet);
}

static void key_of_way(Text *key, const OpeningProfile *opening) {
    int32_t flags = opening->public_transport * 2 + opening->shuttle;
    text_clear(key);
    text_add(key, (Str){ (const char *)&flags, sizeof flags });
    text_add(key, (Str){ (const char *)opening->stop,
                         sizeof *opening->stop * (size_t)opening->stop_count });
    if (text_failed(key)) log_fatal("matching: an opening is at too many places");
}

/* The facet of each opening; SLOT_NONE when it is closed. */
static int32_t *ways_of(Arena *scratch, const Snapshot *snapshot, Facets *ways) {
    int32_t *way = arena_many(scratch, int32_t, snapshot->openings.count);
    Text key = text_new(scratch, KEY_BYTES_MAX);
    for (size_t i = 0; i < snapshot->openings.count; i++) {
        const OpeningProfile *opening = &snapshot->opening[i];
        way[i] = SLOT_NONE;
        if (opening_is_closed(snapshot, opening)) continue;
        key_of_way(&key, opening);
        way[i] = facet_add(scratch, ways, text_str(&key), (int32_t)i);
    }
    return way;
}

/* Ways by where the first of their places is; those with transport by the employer, which nobody is
 * too far from, stand before all others. Without cells places stand in any order: only time. */
static WayOrder *ways_order(Arena *scratch, const Snapshot *snapshot, const Facets *ways) {
    const Cells *cells = snapshot->columns ? &snapshot->columns->cells : NULL;
    WayOrder *order = arena_many(scratch, WayOrder, ways->keys.count);
    for (size_t i = 0; i < ways->keys.count; i++) {
        const OpeningProfile *opening = &snapshot->opening[ways->first[i]];
        order[i] = (WayOrder){ .facet = (int32_t)i, .anywhere = opening->shuttle };
        if (!opening->stop_count) continue;
        order[i].place = snapshot->stop[opening->stop[0]].place;
        if (cells) order[i].near = 1 + cell_order(cells, cells->cell_of_place[order[i].place]);
    }
    if (ways->keys.count) qsort(order, ways->keys.count, sizeof *order, way_order);
    return order;
}

static int32_t leg_add(Arena *arena, Arena *scratch, Slices *slices, Facets *legs, Leg leg) {
    char key[sizeof leg.stop + 2];
    memcpy(key, &leg.stop, sizeof leg.stop);
    key[sizeof leg.stop] = leg.public_transport;
    key[sizeof leg.stop + 1] = leg.shuttle;
    size_t capacity = legs->capacity;
    int32_t at = facet_add(scratch, legs, (Str){ key, sizeof key }, 0);
    if (legs->capacity > capacity) {
        Leg *more = arena_many(arena, Leg, legs->capacity);
        if (at) memcpy(more, slices->ways.leg, sizeof leg * (size_t)at);
        slices->ways.leg = more;
    }
    slices->ways.leg[at] = leg;
    slices->ways.leg_count = (int32_t)legs->keys.count;
    return at;
}

static void legs_fill(Arena *arena, Arena *scratch, Slices *slices, const WayOrder *order,
                      const Facets *facets) {
    WaysAsked *ways = &slices->ways;
    Facets legs = { 0 };
    int32_t count = 0;
    for (int32_t i = 0; i < ways->count; i++) {
        count += slices->snapshot->opening[facets->first[order[i].facet]].stop_count;
    }
    ways->leg_of = arena_many(arena, int32_t, (size_t)count);
    count = 0;
    for (int32_t i = 0; i < ways->count; i++) {
        const OpeningProfile *opening =
            &slices->snapshot->opening[facets->first[order[i].facet]];
        ways->first_leg[i] = count;
        for (int k = 0; k < opening->stop_count; k++) {
            Leg leg = { opening->stop[k], opening->public_transport, opening->shuttle };
            ways->leg_of[count++] = leg_add(arena, scratch, slices, &legs, leg);
        }
    }
    ways->first_leg[ways->count] = count;
}

static void legs_turn(Arena *arena, WaysAsked *ways) {
    ways->way_of_leg = arena_many(arena, int32_t, (size_t)ways->leg_count);
    ways->other = arena_many(arena, int32_t, (size_t)ways->count);
    for (int32_t i = 0; i < ways->leg_count; i++) ways->way_of_leg[i] = SLOT_NONE;
    for (int32_t i = 0; i < ways->count; i++) {
        bool single = ways->first_leg[i + 1] - ways->first_leg[i] == 1;
        if (single) ways->way_of_leg[ways->leg_of[ways->first_leg[i]]] = i;
        else ways->other[ways->other_count++] = i;
    }
}

/* Counting sort: rows of a way in order of the openings. */
static void rows_give(Arena *scratch, Slices *slices, const WayOrder *order, const int32_t *way) {
    WaysAsked *ways = &slices->ways;
    size_t openings = slices->snapshot->openings.count;
    int32_t *rank = arena_many(scratch, int32_t, (size_t)ways->count);
    int32_t *next = arena_many(scratch, int32_t, (size_t)ways->count + 1);
    for (int32_t i = 0; i < ways->count; i++) rank[order[i].facet] = i;
    for (size_t i = 0; i < openings; i++) {
        if (way[i] != SLOT_NONE) next[rank[way[i]] + 1]++;
    }
    for (int32_t i = 0; i < ways->count; i++) next[i + 1] += next[i];
    memcpy(ways->first_row, next, sizeof *next * ((size_t)ways->count + 1));
    for (size_t i = 0; i < openings; i++) {
        slices->row_of[i] = SLOT_NONE;
        if (way[i] == SLOT_NONE) continue;
        slices->row_of[i] = next[rank[way[i]]]++;
        slices->opening[slices->row_of[i]] = (int32_t)i;
    }
}

void slices_place(Arena *arena, Slices *slices) {
    const Snapshot *snapshot = slices->snapshot;
    size_t openings = snapshot->openings.count;
    AUTO(arena_end_at) Arena *scratch = arena_new("ways to openings", scratch_bytes_max);
    Facets facets = { 0 };
    int32_t *way = ways_of(scratch, snapshot, &facets);
    WayOrder *order = ways_order(scratch, snapshot, &facets);
    slices->ways.count = (int32_t)facets.keys.count;
    slices->ways.first_row = arena_many(arena, int32_t, facets.keys.count + 1);
    slices->ways.first_leg = arena_many(arena, int32_t, facets.keys.count + 1);
    slices->opening = arena_many(arena, int32_t, openings);
    slices->row_of = arena_many(arena, int32_t, openings);
    legs_fill(arena, scratch, slices, order, &facets);
    legs_turn(arena, &slices->ways);
    rows_give(scratch, slices, order, way);
    slices->row_count = slices->ways.first_row[slices->ways.count];
    slices->chunk_count = (slices->row_count + CHUNK_ROWS - 1) / CHUNK_ROWS;
}
