/* What everybody finds, against a full comparison; with columns and without, by one thread and by
 * several. */
#include "../taken_steps.h"
#include "matching/barriers/prospects.h"
#include "matching/columns/columns.h"
#include "matching/encode/profile.h"

enum { ROUNDS = 8, PEOPLE = 40, OPENINGS = 60 };

/* long_days: nobody works as many hours as are asked, so a step may help. */
static World world_sparse(Arena *arena, Dice *dice, int percent, bool long_days) {
    World world = dice_world(arena, dice, PEOPLE, OPENINGS);
    for (size_t i = 0; i < world.openings.count; i++) {
        OpeningRecord *opening = &world.openings.record[i];
        for (int k = 0; k < OPENING_LIST_COUNT; k++) {
            if (dice_chance(dice, percent)) opening->list[k].count = 0;
        }
        for (int k = 0; k < OPENING_FIELD_COUNT; k++) {
            bool kept = k == OPENING_postcode || k == OPENING_hours_min;
            if (!kept && dice_chance(dice, percent)) opening->field[k] = UNKNOWN;
        }
        opening->number = dice_between(dice, 1, OPENINGS);
        if (long_days) opening->field[OPENING_hours_min] = NUMBER(36);
        if (long_days) opening->field[OPENING_hours_max] = NUMBER(36);
    }
    for (size_t i = 0; i < world.candidates.count && long_days; i++) {
        world.candidates.record[i].fact[FACT_hours_min] = NUMBER(8);
        world.candidates.record[i].fact[FACT_hours_max] = NUMBER(24);
    }
    world_snapshot(&world);
    return world;
}

static ChildcareSupply childcare_drawn(Dice *dice) {
    ChildcareSupply supply = { .known = dice_chance(dice, 60) };
    for (int day = 0; day < WEEKDAYS; day++) {
        if (dice_chance(dice, 60)) supply.week.day[day] = times_bits(16, 36);
    }
    return supply;
}

static bool one_step_helps(const PersonBarriers *barriers) {
    for (size_t i = 0; i < barriers->step_count; i++) {
        if (!supply_is_lacking(barriers->step[i].supply)) return true;
    }
    return false;
}

static void prospect_compare(Arena *arena, const World *world, BarrierSpace *space, int candidate,
                             const Prospect *prospect) {
    int feasible = 0, best = PROSPECT_SCORE_NONE;
    for (int i = 0; i < OPENINGS; i++) {
        Match match = match_pair(world->snapshot, candidate, i);
        feasible += match_feasible(&match);
        if (match.score > best) best = match.score;
    }
    PersonBarriers barriers = person_barriers(arena, space, candidate);
    assert_int_equal(prospect->feasible, feasible);
    assert_int_equal(prospect->score, best);
    assert_int_equal(prospect->one_step, !feasible && one_step_helps(&barriers));
}

static void prospects_are_those_of_a_full_comparison(void **state) {
    (void)state;
    Dice dice = { dice_seed() };
    int reached = 0, one_step = 0, neither = 0;
    for (int round = 0; round < ROUNDS; round++) {
        TEST_ARENA(arena);
        World world = world_sparse(arena, &dice, round % 3 * 35, round % 4 >= 2);
        ChildcareSupply supply = childcare_drawn(&dice);
        if (round % 2) world.snapshot->columns = columns_make(arena, world.snapshot);
        bool left_out[PEOPLE] = { [3] = true };
        CountryRequest request = { .snapshot = world.snapshot, .childcare = &supply,
                                   .left_out = left_out, .threads = 1 };
        const Prospect *prospect = people_prospects(arena, &request);
        request.threads = 3;
        const Prospect *again = people_prospects(arena, &request);
        BarrierSpace *space = barrier_space_new(arena, world.snapshot, &supply);
        for (int i = 0; i < PEOPLE; i++) {
            assert_memory_equal(&prospect[i], &again[i], sizeof *prospect);
            if (left_out[i]) continue;
            prospect_compare(arena, &world, space, i, &prospect[i]);
            reached += prospect[i].feasible > 0;
            one_step += prospect[i].one_step;
            neither += !prospect[i].feasible && !prospect[i].one_step;
        }
    }
    print_message("# reached %d, one step away %d, neither %d\n", reached, one_step, neither);
    assert_true(reached && one_step && neither);
}

SUITE("matching prospects property", cmocka_unit_test(prospects_are_those_of_a_full_comparison))
