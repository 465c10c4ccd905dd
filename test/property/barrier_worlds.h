/* barrier_worlds.h: people and openings at random of which many are one step apart, for laws of
 * barriers. */
#ifndef OPSTAP_TEST_BARRIER_WORLDS_H
#define OPSTAP_TEST_BARRIER_WORLDS_H

#include "../taken_steps.h"

enum { ROUNDS = 4, PEOPLE = 40, OPENINGS = 110 };

/* Few demands, so that many openings are one step away; what is certain and what is not. */
static inline World world_eased(Arena *arena, Dice *dice, int percent) {
    World world = dice_world(arena, dice, PEOPLE, OPENINGS);
    for (size_t i = 0; i < world.openings.count; i++) {
        OpeningRecord *opening = &world.openings.record[i];
        for (int k = 0; k < OPENING_LIST_COUNT; k++) {
            if (dice_chance(dice, percent)) opening->list[k].count = 0;
        }
        for (int k = 0; k < OPENING_FIELD_COUNT; k++) {
            bool kept = k == OPENING_postcode || k == OPENING_hours_min || k == OPENING_hours_max;
            if (!kept && dice_chance(dice, percent)) opening->field[k] = UNKNOWN;
        }
        opening->number = dice_between(dice, 1, OPENINGS);
    }
    for (size_t i = 0; i < world.candidates.count; i++) {
        CandidateRecord *person = &world.candidates.record[i];
        if (dice_chance(dice, 60)) person->fact[FACT_travel_kilometres_max] = UNKNOWN;
        if (dice_chance(dice, 60)) person->list[LIST_CONDITION].count = 0;
        if (dice_chance(dice, 60)) person->list[LIST_WISH].count = 0;
        if (dice_chance(dice, 70)) person->fact[FACT_available_from] = NUMBER(TODAY - 5);
        if (dice_chance(dice, 40)) person->fact[FACT_childcare] = NUMBER(3);
        if (dice_chance(dice, 60)) person->fact[FACT_childcare_from] = UNKNOWN;
    }
    world_snapshot(&world);
    return world;
}

static inline ChildcareSupply childcare_somewhere(Dice *dice) {
    ChildcareSupply supply = { .known = dice_chance(dice, 60) };
    for (int day = 0; day < WEEKDAYS; day++) {
        if (dice_chance(dice, 70)) supply.week.day[day] = times_bits(15, 34);
    }
    return supply;
}

#endif
