/* What the barriers of a country or region say is the sum of what each person is told alone, whatever
 * the number of threads. */
#include "barrier_worlds.h"
#include "matching/columns/columns.h"
#include "matching/slices/slices.h"

static const GroupStep *group_of(const CountryBarriers *country, const BarrierStep *step) {
    for (size_t i = 0; i < country->step_count; i++) {
        const GroupStep *group = &country->step[i];
        if (step_equal(group->step, step->step) && group->supply == step->supply) return group;
    }
    return NULL;
}

static void country_compare(const CountryBarriers *a, const CountryBarriers *b) {
    assert_int_equal(a->area_count, b->area_count);
    assert_int_equal(a->step_count, b->step_count);
    assert_memory_equal(a->criterion, b->criterion, sizeof a->criterion);
    for (size_t i = 0; i < a->area_count; i++) {
        assert_true(str_equal(a->area[i].municipality, b->area[i].municipality));
        assert_int_equal(a->area[i].people, b->area[i].people);
        assert_int_equal(a->area[i].openings, b->area[i].openings);
        assert_int_equal(a->area[i].people_without, b->area[i].people_without);
        assert_int_equal(a->area[i].openings_without, b->area[i].openings_without);
    }
    for (size_t i = 0; i < a->step_count; i++) {
        assert_true(step_equal(a->step[i].step, b->step[i].step));
        assert_int_equal(a->step[i].step.weeks, b->step[i].step.weeks);
        assert_int_equal(a->step[i].supply, b->step[i].supply);
        assert_int_equal(a->step[i].openings, b->step[i].openings);
        assert_int_equal(a->step[i].people, b->step[i].people);
        assert_int_equal(a->step[i].pairs, b->step[i].pairs);
    }
}

/* Of each person the same steps open as much as when that person is asked alone. */
static void sums_are_those_of_people(void **state) {
    (void)state;
    Dice dice = { dice_seed() };
    for (int round = 0; round < 4; round++) {
        TEST_ARENA(arena);
        World world = world_eased(arena, &dice, 70);
        ChildcareSupply supply = childcare_somewhere(&dice);
        if (round % 2) world.snapshot->columns = columns_make(arena, world.snapshot);
        CountryRequest request = { .snapshot = world.snapshot, .childcare = &supply,
                                   .region = -1, .threads = 1 };
        CountryBarriers country = country_barriers(arena, &request);
        request.threads = 3;
        CountryBarriers again = country_barriers(arena, &request);
        country_compare(&country, &again);
        BarrierSpace *space = barrier_space_new(arena, world.snapshot, &supply);
        int64_t pairs = 0, without = 0;
        for (int i = 0; i < PEOPLE; i++) {
            PersonBarriers person = person_barriers(arena, space, i);
            without += !person.feasible;
            for (size_t k = 0; k < person.step_count; k++) {
                const GroupStep *group = group_of(&country, &person.step[k]);
                if (!group) fail_msg("person %d: a step that nobody in the country takes", i);
                else assert_true(group->openings >= person.step[k].opens);
                pairs += person.step[k].opens;
            }
        }
        for (size_t i = 0; i < country.step_count; i++) pairs -= country.step[i].pairs;
        assert_int_equal(pairs, 0);
        assert_int_equal(country.total.people, PEOPLE);
        assert_int_equal(country.total.people_without, without);
        int64_t people = 0;
        for (int region = 0; region < 35; region++) {
            request.region = region;
            people += country_barriers(arena, &request).total.people;
        }
        for (size_t i = 0; i < country.area_count; i++) {
            people += country.area[i].region < 0 ? country.area[i].people : 0;
        }
        assert_int_equal(people, PEOPLE);
    }
}

/* --- swept and looked at opening by opening --- */

enum { SWEPT_ROUNDS = 60 };

/* Somebody who moves house, who comes at other times later on, who holds a paper for a while; and
 * openings with several starts. */
static void world_ends(World *world, Dice *dice) {
    for (size_t i = 0; i < world->candidates.count; i++) {
        CandidateRecord *person = &world->candidates.record[i];
        if (dice_chance(dice, 70)) person->fact[FACT_move_postcode] = UNKNOWN;
        if (dice_chance(dice, 60)) person->list[LIST_TIMETABLE].count = 0;
    }
    for (size_t i = 0; i < world->openings.count; i++) {
        OpeningRecord *opening = &world->openings.record[i];
        if (dice_chance(dice, 60)) opening->list[OPENING_LIST_START].count = 0;
    }
    world_snapshot(world);
}

/* Sums that are swept are those of every opening judged, by every set of instructions. */
static void swept_is_judged(void **state) {
    (void)state;
    Dice dice = { dice_seed() + 1 };
    for (int round = 0; round < SWEPT_ROUNDS; round++) {
        TEST_ARENA(arena);
        World world = world_eased(arena, &dice, (int)dice_between(&dice, 50, 90));
        world_ends(&world, &dice);
        ChildcareSupply supply = childcare_somewhere(&dice);
        CountryRequest request = { .snapshot = world.snapshot, .childcare = &supply,
                                   .region = -1, .threads = 1, .judged = true };
        CountryBarriers judged = country_barriers(arena, &request);
        request.judged = false;
        CountryBarriers without_columns = country_barriers(arena, &request);
        country_compare(&judged, &without_columns);
        world.snapshot->columns = columns_make(arena, world.snapshot);
        for (int simd = 0; simd < SIMD_COUNT; simd++) {
            if (!simd_is_here((Simd)simd)) continue;
            assert_int_equal(matching_use(simd_name((Simd)simd)), OK);
            CountryBarriers swept = country_barriers(arena, &request);
            country_compare(&judged, &swept);
        }
    }
}

/* --- more values than have a column --- */

enum { MANY_OPENINGS = 1400, LANGUAGES_SPOKEN = 12 };

/* Each opening starts, or ends, on a day of its own, is of a programme and asks a language of its own. */
static World world_of_many(Arena *arena, Dice *dice) {
    World world = dice_world(arena, dice, PEOPLE / 2, MANY_OPENINGS);
    const CodeList *languages = code_list(S("languages"));
    for (size_t i = 0; i < world.openings.count; i++) {
        OpeningRecord *opening = &world.openings.record[i];
        for (int k = 0; k < OPENING_LIST_COUNT; k++) {
            if (k != OPENING_LIST_TARGET) opening->list[k].count = 0;
        }
        int day = (int)i % 2 ? OPENING_start_on : OPENING_until_on;
        opening->field[OPENING_start_on] = opening->field[OPENING_until_on] = UNKNOWN;
        opening->field[OPENING_enrol_by] = opening->field[OPENING_class] = UNKNOWN;
        opening->field[OPENING_start_flexible] = NUMBER((int)i % 2 == 0);
        opening->field[day] = NUMBER(TODAY + (int64_t)i);
        opening->field[OPENING_programme] = TEXT_OF(str_printf(arena, "p%d", (int)i / 2));
        if (dice_chance(dice, 50)) opening_add(arena, opening, OPENING_LIST_TARGET, TEXT("welfare"));
        if (!dice_chance(dice, 30)) continue;
        opening_add(arena, opening, OPENING_LIST_DEMAND,
                    TEXT_OF(languages->code[i % languages->count]), NUMBER(SKILL_SPEAKING),
                    NUMBER(0), NUMBER(LEVEL_A2));
    }
    for (size_t i = 0; i < world.candidates.count; i++) {
        CandidateRecord *person = &world.candidates.record[i];
        person->fact[FACT_available_from] = NUMBER(TODAY + dice_between(dice, -100, MANY_OPENINGS));
        person->list[LIST_WISH].count = person->list[LIST_CONDITION].count = 0;
        for (int k = 0; k < LANGUAGES_SPOKEN; k++) {
            Str code = languages->code[dice_between(dice, 0, (int64_t)languages->count - 1)];
            person_add(arena, person, LIST_LANGUAGE, TEXT_OF(code), NUMBER(SKILL_SPEAKING),
                       NUMBER(LEVEL_A1));
        }
    }
    world_snapshot(&world);
    return world;
}

static void many_values_are_judged(void **state) {
    (void)state;
    Dice dice = { dice_seed() + 2 };
    for (int round = 0; round < 4; round++) {
        TEST_ARENA(arena);
        World world = world_of_many(arena, &dice);
        Slices *slices = slices_make(arena, world.snapshot);
        assert_int_equal(slices->targets.keys.count, TARGETS_SLICED);
        CountryRequest request = { .snapshot = world.snapshot, .region = -1, .threads = 1 };
        CountryBarriers swept = country_barriers(arena, &request);
        request.judged = true;
        CountryBarriers judged = country_barriers(arena, &request);
        country_compare(&judged, &swept);
    }
}

/* Weeks 53 of 2026 and 1 of 2027 are both odd: no day of an even week lies in either. Who can in
 * neither come on Mondays is kept out by the hours alone. */
static void two_odd_weeks_have_no_even_day(void **state) {
    (void)state;
    enum { WEEK_53 = 20815, WEEK_1 = WEEK_53 + 7, EVEN = 1 };
    TEST_ARENA(arena);
    CandidateRecord person = person_free();
    OpeningRecord opening = opening_open();
    person.fact[FACT_hours_max] = NUMBER(12);
    person_add(arena, &person, LIST_TIMETABLE, NUMBER(1), NUMBER(16), NUMBER(24), NUMBER(0),
               UNKNOWN, NUMBER(WEEK_1 - 1));
    person_add(arena, &person, LIST_TIMETABLE, NUMBER(1), NUMBER(16), NUMBER(26), NUMBER(0),
               NUMBER(WEEK_1), UNKNOWN);
    opening.field[OPENING_start_on] = NUMBER(WEEK_53);
    opening.field[OPENING_until_on] = NUMBER(WEEK_1 + 6);
    opening.field[OPENING_duration_weeks] = UNKNOWN;
    opening_add(arena, &opening, OPENING_LIST_BLOCK, NUMBER(1), NUMBER(18), NUMBER(22), UNKNOWN,
                UNKNOWN, NUMBER(EVEN));
    World world = world_of(arena, &person, &opening);
    world_snapshot(&world);
    CountryRequest request = { .snapshot = world.snapshot, .region = -1, .threads = 1 };
    CountryBarriers swept = country_barriers(arena, &request);
    request.judged = true;
    CountryBarriers judged = country_barriers(arena, &request);
    country_compare(&judged, &swept);
    assert_int_equal(swept.criterion[CRITERION_hours].pairs, 1);
}

SUITE("matching country property", cmocka_unit_test(two_odd_weeks_have_no_even_day), cmocka_unit_test(many_values_are_judged), cmocka_unit_test(sums_are_those_of_people),
      cmocka_unit_test(swept_is_judged))
