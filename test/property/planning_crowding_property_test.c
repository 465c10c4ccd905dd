/* How crowded an opening is: counted again from every pair, with what is decided and held. */
#include "../matching_records.h"
#include "planning/prices/crowding.h"

enum { ROUNDS = 12, PEOPLE = 40, OPENINGS = 25 };

typedef struct Town {
    World world;
    DecidedPairs decided;
    PlacementRows placements;
    PlanInput input;
    bool held[PEOPLE];
    int64_t places[OPENINGS];
    bool away[PEOPLE][OPENINGS];
} Town;

/* Fewer demands: more pairs are feasible. */
static void openings_ease(World *world, Dice *dice) {
    for (size_t i = 0; i < world->openings.count; i++) {
        OpeningRecord *opening = &world->openings.record[i];
        for (int k = 0; k < OPENING_LIST_COUNT; k++) {
            if (dice_chance(dice, 85)) opening->list[k].count = 0;
        }
        opening->field[OPENING_until_on] = UNKNOWN;
        opening->field[OPENING_work_level] = UNKNOWN;
        opening->field[OPENING_start_on] = NUMBER(TODAY + dice_between(dice, 0, 200));
        opening->field[OPENING_places] = NUMBER(dice_between(dice, 0, 3));
        if (dice_chance(dice, 20)) opening->field[OPENING_places] = UNKNOWN;
    }
}

static void place_hold(Town *town, int person, int opening) {
    town->held[person] = true;
    if (town->places[opening] > 0) town->places[opening]--;
}

/* Two people are pinned, one refused much, the rest is by chance. */
static void pairs_decide(Town *town, Dice *dice) {
    enum { PINS = 2, MUCH = 20, STUBBORN = PEOPLE - 1 };
    for (int i = 0; i < (int)town->decided.count; i++) {
        bool pin = i < PINS;
        int person = pin             ? 1 + i * 2
                     : i < PINS + MUCH ? STUBBORN
                                       : (int)dice_between(dice, 0, PEOPLE - 1);
        int opening = i >= PINS && i < PINS + MUCH ? i : (int)dice_between(dice, 0, OPENINGS - 1);
        town->decided.row[i] = (DecidedPair){ town->world.candidates.record[person].number,
                                              town->world.openings.record[opening].number,
                                              pin ? PAIR_PIN : PAIR_FORBID };
        if (pin) place_hold(town, person, opening);
        else town->away[person][opening] = true;
    }
}

/* Each person once: held, started, declined or only proposed. */
static void pairs_place(Town *town, Dice *dice) {
    static const PlacementState state[] = { PLACEMENT_invited, PLACEMENT_started,
                                            PLACEMENT_declined_by_candidate, PLACEMENT_proposed };
    for (size_t i = 0; i < town->placements.count; i++) {
        int person = (int)i * 2, opening = (int)dice_between(dice, 0, OPENINGS - 1);
        int64_t kind = dice_between(dice, 0, 3);
        town->placements.row[i] = (Placement){
            .candidate_number = town->world.candidates.record[person].number,
            .opening_number = town->world.openings.record[opening].number,
            .state = state[kind]
        };
        if (kind == 2) town->away[person][opening] = true;
        if (kind <= 1) place_hold(town, person, opening);
    }
}

static Town *town_make(Arena *arena, Dice *dice) {
    enum { DECIDED = 60, PLACED = 12 };
    Town *town = arena_one(arena, Town);
    town->world = dice_world(arena, dice, PEOPLE, OPENINGS);
    openings_ease(&town->world, dice);
    world_snapshot(&town->world);
    for (int i = 0; i < OPENINGS; i++) {
        Value places = town->world.openings.record[i].field[OPENING_places];
        town->places[i] = places.known ? places.number : PLACES_UNKNOWN;
    }
    town->decided = (DecidedPairs){ arena_many(arena, DecidedPair, DECIDED), DECIDED };
    town->placements = (PlacementRows){ arena_many(arena, Placement, PLACED), PLACED };
    pairs_decide(town, dice);
    pairs_place(town, dice);
    town->input = (PlanInput){ .snapshot = town->world.snapshot,
                               .candidates = &town->world.candidates,
                               .openings = &town->world.openings,
                               .classes = &town->world.classes,
                               .decided = &town->decided,
                               .placements = &town->placements };
    return town;
}

/* The list of each person as rank gives it, without what is away. */
static int32_t pairs_count(const Town *town, size_t list_max, PricePair *pair, int32_t *demand) {
    int32_t count = 0;
    for (int i = 0; i < PEOPLE; i++) {
        Match match[OPENINGS];
        size_t matches = rank_for_candidate(town->world.snapshot, i, OPENINGS, match), taken = 0;
        for (size_t m = 0; m < matches && taken < list_max && !town->held[i]; m++) {
            if (town->away[i][match[m].opening]) continue;
            if (!taken++) demand[match[m].opening]++;
            pair[count++] = (PricePair){ i, match[m].opening, match[m].score };
        }
    }
    return count;
}

static void crowds_are_those_counted_again(void **state) {
    (void)state;
    Dice dice = { dice_seed() };
    int64_t priced = 0, popular = 0;
    for (int round = 0; round < ROUNDS; round++) {
        TEST_ARENA(arena);
        Town *town = town_make(arena, &dice);
        for (int32_t list_max = 0; list_max <= 6; list_max += 3) {
            int32_t demand[OPENINGS] = { 0 };
            PricePair pair[PEOPLE * OPENINGS];
            PriceGraph graph = { PEOPLE, OPENINGS, 0, town->places, pair };
            graph.pair_count = pairs_count(town, list_max ? (size_t)list_max : OPENINGS, pair, demand);
            Prices prices = prices_find(arena, &graph);
            Crowding crowding;
            assert_int_equal(crowding_make(arena, &town->input, list_max, &crowding), OK);
            assert_int_equal(crowding.pairs, graph.pair_count);
            assert_int_equal(crowding.value, prices.value);
            assert_int_equal(crowding.list_max, list_max);
            for (int i = 0; i < OPENINGS; i++) {
                const Crowd *crowd = &crowding.opening[i];
                assert_int_equal(crowd->places, town->places[i]);
                assert_int_equal(crowd->demand, demand[i]);
                assert_int_equal(crowd->price, prices.price[i]);
                priced += crowd->price > 0;
                popular += crowd_is_popular(crowd);
            }
        }
    }
    print_message("# %lld prices above 0, %lld popular\n", (long long)priced, (long long)popular);
    assert_true(priced > ROUNDS && popular > ROUNDS);
}

static void a_list_is_ordered_by_what_is_left(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Crowd crowd[] = { { 1, 9, 300 }, { 4, 2, 0 }, { PLACES_UNKNOWN, 3, PLACE_PRICE_UNKNOWN },
                      { 2, 2, 100 } };
    Crowding crowding = { .opening = crowd, .opening_count = 4 };
    Match match[] = { { .opening = 2, .score = 990 }, { .opening = 0, .score = 900 },
                      { .opening = 3, .score = 700 }, { .opening = 1, .score = 650 } };
    crowding_order(arena, &crowding, match, 4);
    const int expected[] = { 1, 0, 3, 2 };
    for (int i = 0; i < 4; i++) assert_int_equal(match[i].opening, expected[i]);
    crowding_order(arena, &crowding, match, 0);
}

static void nobody_and_nothing(void **state) {
    (void)state;
    Dice dice = { dice_seed() };
    for (int people = 0; people <= 2; people += 2) {
        for (int openings = 0; openings <= 2; openings += 2) {
            TEST_ARENA(arena);
            World world = dice_world(arena, &dice, people, openings);
            world_snapshot(&world);
            DecidedPairs decided = { 0 };
            PlacementRows placements = { 0 };
            PlanInput input = { .snapshot = world.snapshot, .candidates = &world.candidates,
                                .openings = &world.openings, .classes = &world.classes,
                                .decided = &decided, .placements = &placements };
            Crowding crowding;
            assert_int_equal(crowding_list_max(&input), 0);
            assert_int_equal(crowding_make(arena, &input, 0, &crowding), OK);
            assert_int_equal(crowding.people, people);
        }
    }
}

SUITE("how crowded openings are",
      cmocka_unit_test(crowds_are_those_counted_again),
      cmocka_unit_test(a_list_is_ordered_by_what_is_left),
      cmocka_unit_test(nobody_and_nothing))
