/* Openings of which many are the same. */
#include "auto.h"
#include "draw.h"
#include "match_edges.h"

enum { COPIES = 50, PRIME = 999983, STARTS = 3 };

static Value number(int64_t value) {
    return (Value){ .known = true, .number = value };
}

static void row_add(Arena *arena, OpeningRecord *record, OpeningList list, Value *value) {
    Provenance from = { .source = S("made"), .confirmed = COUNTRY_TODAY };
    record_put(arena, &opening_list_type[list], &record->list[list], value, from);
}
#define ROW(list, ...) row_add(arena, record, (list), (Value[RECORD_FIELDS_MAX]){ __VA_ARGS__ })

static Value day_about(Draw *draw, Day day) {
    return number(day + draw_between(draw, -1, 1));
}

static void days_set(Arena *arena, Draw *draw, OpeningRecord *record) {
    Value *field = record->field;
    Day today = COUNTRY_TODAY;
    if (draw_chance(draw, 15)) field[OPENING_start_on] = day_about(draw, today);
    if (draw_chance(draw, 15)) field[OPENING_until_on] = day_about(draw, today);
    if (draw_chance(draw, 25)) field[OPENING_until_on] = number(today + draw_between(draw, 7, 300));
    if (draw_chance(draw, 15)) field[OPENING_enrol_by] = day_about(draw, today);
    if (draw_chance(draw, 15)) {
        field[OPENING_conduct_certificate] = number(1);
        field[OPENING_conduct_weeks] = number(draw_between(draw, 0, 8));
    }
    for (int i = 0; i < STARTS && draw_chance(draw, 40); i++) {
        ROW(OPENING_LIST_START, number(today + draw_between(draw, -10, 120)),
            draw_chance(draw, 50) ? number(today + draw_between(draw, -3, 60)) : VALUE_UNKNOWN);
    }
}

static void demands_set(Arena *arena, Draw *draw, OpeningRecord *record) {
    Value *field = record->field;
    if (draw_chance(draw, 10)) field[OPENING_postcode] = VALUE_UNKNOWN;
    if (draw_chance(draw, 10)) field[OPENING_public_transport_from] = number(14);
    if (draw_chance(draw, 10)) field[OPENING_public_transport_until] = number(44);
    if (draw_chance(draw, 15)) field[OPENING_office_hours] = number(1);
    if (draw_chance(draw, 10)) field[OPENING_shuttle] = number(1);
    if (draw_chance(draw, 40)) record->list[OPENING_LIST_DEMAND].count = 0;
    if (draw_chance(draw, 40)) record->list[OPENING_LIST_BLOCK].count = 0;
    if (draw_chance(draw, 30)) {
        ROW(OPENING_LIST_PHASE, [PHASE_weeks] = number(draw_between(draw, 2, 20)),
            [PHASE_lesson_postcode] = field[OPENING_postcode]);
    }
    if (draw_chance(draw, 30)) {
        ROW(OPENING_LIST_TARGET, [TARGET_age_min] = number(draw_between(draw, 16, 30)),
            [TARGET_age_max] = number(draw_between(draw, 27, 60)),
            [TARGET_legal_ground] = { .known = true, .text = S("a law") });
    }
}

/* One of so many, the same for all its copies. */
static OpeningRecord distinct_one(const Country *country, Arena *arena, int64_t at) {
    OpeningRecord made = country_opening(country, arena, at);
    Draw draw = { (uint64_t)at * UINT64_C(0xD6E8FEB86659FD93) };
    if (draw_chance(&draw, 50)) days_set(arena, &draw, &made);
    if (draw_chance(&draw, 50)) demands_set(arena, &draw, &made);
    return made;
}

Market market_make_alike(Arena *arena, int64_t openings) {
    Market market = market_begin(arena);
    int64_t distinct = openings / COPIES + 1;
    for (int64_t i = 0; i < openings; i++) {
        AUTO(arena_end_at) Arena *scratch = arena_new("an opening", (size_t)64 << 20);
        OpeningRecord record = distinct_one(market.country, scratch, i % distinct + 1);
        record.number = i * PRIME % openings + 1;
        record.id = str_printf(scratch, "a%08lld", (long long)i);
        snapshot_add_opening(arena, market.snapshot, &record);
    }
    market_end(&market);
    return market;
}
