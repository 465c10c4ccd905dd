/* full_comparison.h: the oracle of lists, which judges every pair and keeps the best by inserting
 * them in order; and people and openings at random that try what a search may leave out. */
#ifndef OPSTAP_TEST_FULL_COMPARISON_H
#define OPSTAP_TEST_FULL_COMPARISON_H

#include "../matching_records.h"
#include "places/places_map.h"

/* --- the oracle --- */

static inline bool is_before(const World *world, const Match *a, const Match *b) {
    int64_t first = world->openings.record[a->opening].number;
    int64_t second = world->openings.record[b->opening].number;
    if (a->score != b->score) return a->score > b->score;
    return first != second ? first < second : a->opening < b->opening;
}

static inline size_t oracle(const World *world, int candidate, size_t k, Match *ret_match) {
    size_t count = 0;
    for (int i = 0; i < (int)world->openings.count; i++) {
        Match match = match_pair(world->snapshot, candidate, i);
        if (match.unmet_count) continue;
        size_t at = count;
        while (at && is_before(world, &match, &ret_match[at - 1])) at--;
        if (at >= k) continue;
        if (count < k) count++;
        for (size_t m = count - 1; m > at; m--) ret_match[m] = ret_match[m - 1];
        ret_match[at] = match;
    }
    return count;
}

/* --- worlds that try the bounds --- */

static inline void numbers_mix(World *world, Dice *dice) {
    for (size_t i = 0; i < world->openings.count; i++) {
        world->openings.record[i].number = dice_between(dice, 1, (int64_t)world->openings.count);
    }
}

/* Fewer demands: more pairs are feasible, and more of them tie. */
static inline void openings_ease(World *world, Dice *dice) {
    static const OpeningList hard[] = { OPENING_LIST_DEMAND, OPENING_LIST_OPENING_CONDITION,
                                        OPENING_LIST_OPENING_LICENCE, OPENING_LIST_OPENING_MODE,
                                        OPENING_LIST_OPENING_CERTIFICATE, OPENING_LIST_BLOCK,
                                        OPENING_LIST_TARGET, OPENING_LIST_START };
    for (size_t i = 0; i < world->openings.count; i++) {
        OpeningRecord *opening = &world->openings.record[i];
        for (size_t k = 0; k < sizeof hard / sizeof *hard; k++) {
            if (dice_chance(dice, 75)) opening->list[hard[k]].count = 0;
        }
        if (dice_chance(dice, 70)) opening->field[OPENING_until_on] = UNKNOWN;
        if (dice_chance(dice, 70)) opening->field[OPENING_work_level] = UNKNOWN;
        if (dice_chance(dice, 70)) opening->field[OPENING_education_level] = UNKNOWN;
        if (dice_chance(dice, 60)) {
            opening->field[OPENING_start_on] = NUMBER(TODAY + dice_between(dice, 0, 200));
        }
        if (dice_chance(dice, 30)) {
            opening->field[OPENING_postcode] =
                TEXT_OF(str_printf(world->arena, "%d", (int)dice_between(dice, 3400, 3599)));
        }
    }
}

static inline void people_ease(World *world, Dice *dice) {
    for (size_t i = 0; i < world->candidates.count; i++) {
        CandidateRecord *person = &world->candidates.record[i];
        if (dice_chance(dice, 60)) person->fact[FACT_travel_minutes_max] = NUMBER(60);
        if (dice_chance(dice, 60)) person->fact[FACT_travel_kilometres_max] = UNKNOWN;
        if (dice_chance(dice, 70)) person->fact[FACT_move_postcode] = UNKNOWN;
        if (dice_chance(dice, 60)) person->fact[FACT_hours_min] = UNKNOWN;
        if (dice_chance(dice, 60)) person->fact[FACT_available_from] = NUMBER(TODAY);
        if (dice_chance(dice, 60)) person->list[LIST_TIMETABLE].count = 0;
        if (dice_chance(dice, 50)) {
            person->fact[FACT_postcode] =
                TEXT_OF(str_printf(world->arena, "%d", (int)dice_between(dice, 3400, 3599)));
        }
    }
}

/* Areas that lie anywhere in the country, and measured ways between some of them, that have nothing to
 * do with how far it is. Of some areas nobody knows where they lie, only how long it takes. */
static inline Map *map_at_random(Arena *arena, Dice *dice) {
    enum { WAYS = 8000, FIRST = 3395, LAST = 3600, NOWHERE = 350 };
    Map *map = map_begin(arena);
    for (int i = FIRST; i <= LAST; i++) {
        if (dice_chance(dice, 15) || i / 10 == NOWHERE) continue;
        PostcodeArea area = { .postcode4 = i,
                              .municipality = S("GM0344"),
                              .latitude = 52100000 + (int32_t)dice_between(dice, -900000, 900000),
                              .longitude = 5100000 + (int32_t)dice_between(dice, -900000, 900000) };
        map_add_area(map, &area);
    }
    map_finish(map);
    TravelTimeRows rows = { .time = arena_many(arena, TravelTime, WAYS), .count = WAYS };
    for (int i = 0; i < WAYS; i++) {
        rows.time[i] = (TravelTime){ .from4 = (int32_t)dice_between(dice, FIRST, LAST),
                                     .to4 = (int32_t)dice_between(dice, FIRST, LAST),
                                     .mode = (Mode)dice_between(dice, 0, MODE_COUNT - 1),
                                     .part = (DayPart)dice_between(dice, 0, DAYPART_COUNT - 1),
                                     .minutes = (int32_t)dice_between(dice, 0, 150) };
        int32_t nowhere = NOWHERE * 10 + (int32_t)dice_between(dice, 0, 9);
        if (i % 4 == 0) rows.time[i].from4 = nowhere;
        if (i % 4 == 1) rows.time[i].to4 = nowhere;
        if (i % 4 > 1) continue;
        rows.time[i].mode = MODE_BICYCLE;
        rows.time[i].part = DAYPART_ANY;
        rows.time[i].minutes = (int32_t)dice_between(dice, 0, 60);
    }
    map_add_travel(map, arena, &rows);
    return map;
}

static inline void assert_same(const Match *found, const Match *expected) {
    assert_int_equal(found->opening, expected->opening);
    assert_int_equal(found->candidate, expected->candidate);
    assert_int_equal(found->score, expected->score);
    assert_int_equal(found->unknown_count, expected->unknown_count);
    assert_memory_equal(found->part_points, expected->part_points, sizeof found->part_points);
}

#endif
