/* The lists of everybody are those of a full comparison, in the order in which people came, whatever
 * the number of threads and however people fall into parts. */
#include "full_comparison.h"
#include "matching/encode/profile.h"
#include "matching/pairs/pairs.h"

enum { ROUNDS = 60, PEOPLE = 45, OPENINGS = 150, K_MAX = 12, THREADS = 4, PARTS_FIRST = 12 };

/* One moment, twice: with everybody in it for the oracle, and without people for the pairs. */
typedef struct Moment {
    World world;
    Snapshot *bare;
} Moment;

static Moment moment_at_random(Arena *arena, Dice *dice, int round, int openings) {
    Moment moment = { .world = dice_world(arena, dice, PEOPLE, openings) };
    World *world = &moment.world;
    numbers_mix(world, dice);
    if (round % 4) openings_ease(world, dice);
    if (round % 3) people_ease(world, dice);
    if (round % 2) world->map = map_at_random(arena, dice);
    world_snapshot(world);
    SnapshotInput input = { .classes = &world->classes, .map = world->map, .rules = world->rules,
                            .today = TODAY };
    moment.bare = snapshot_begin(arena, input);
    for (size_t i = 0; i < world->openings.count; i++) {
        snapshot_add_opening(arena, moment.bare, &world->openings.record[i]);
    }
    snapshot_openings_end(arena, moment.bare);
    return moment;
}

/* --- who takes the lists --- */

typedef struct Taking {
    const World *world;
    size_t k, next; /* candidate */
    int parts, parts_max;
    int64_t matches;
} Taking;

static void list_check(Taking *taking, const PersonList *list) {
    const CandidateRecord *person = &taking->world->candidates.record[taking->next];
    Match expected[K_MAX];
    size_t count = oracle(taking->world, (int)taking->next++, taking->k, expected);
    assert_true(str_equal(list->id, person->id));
    assert_int_equal(list->number, person->number);
    assert_int_equal(list->count, count);
    for (size_t i = 0; i < count; i++) {
        expected[i].candidate = list->match[i].candidate;
        assert_same(&list->match[i], &expected[i]);
        assert_memory_equal(list->match[i].part_unknown, expected[i].part_unknown,
                            sizeof expected[i].part_unknown);
    }
    taking->matches += (int64_t)count;
}

static Result lists_take(void *context, const PairsPart *part) {
    Taking *taking = context;
    if (taking->parts == taking->parts_max) return REFUSED;
    taking->parts++;
    for (size_t i = 0; i < part->count; i++) list_check(taking, &part->list[i]);
    return OK;
}

static Result everybody_add(Pairs *pairs, const World *world) {
    Result result = OK;
    for (size_t i = 0; result == OK && i < world->candidates.count; i++) {
        result = pairs_add(pairs, &world->candidates.record[i]);
    }
    return result == OK ? pairs_finish(pairs) : result;
}

static Result pairs_run(const Moment *moment, PairsAsked asked, Taking *taking) {
    asked.snapshot = moment->bare;
    asked.take = lists_take;
    asked.context = taking;
    taking->k = asked.k;
    taking->world = &moment->world;
    AUTO(pairs_end_at) Pairs *pairs = pairs_begin(asked);
    return everybody_add(pairs, &moment->world);
}

/* --- laws --- */

static void lists_are_those_of_a_full_comparison(void **state) {
    (void)state;
    Dice dice = { dice_seed() };
    int64_t matches = 0, parts = 0;
    for (int round = 0; round < ROUNDS; round++) {
        TEST_ARENA(arena);
        Moment moment = moment_at_random(arena, &dice, round, OPENINGS);
        size_t homes = moment.bare->place_keys.count;
        PairsAsked asked = { .k = (size_t)dice_between(&dice, 1, K_MAX),
                             .threads = round % THREADS + 1,
                             .people_first = (size_t)dice_between(&dice, 1, PARTS_FIRST) };
        Taking taking = { .parts_max = PEOPLE };
        assert_int_equal(pairs_run(&moment, asked, &taking), OK);
        assert_int_equal(taking.next, PEOPLE);
        assert_int_equal(moment.bare->place_keys.count, homes);
        matches += taking.matches;
        parts += taking.parts;
    }
    print_message("# %lld matches in %lld parts\n", (long long)matches, (long long)parts);
    assert_true(matches > ROUNDS * PEOPLE && parts > 2 * ROUNDS);
}

static void who_takes_them_may_stop(void **state) {
    (void)state;
    Dice dice = { dice_seed() };
    TEST_ARENA(arena);
    Moment moment = moment_at_random(arena, &dice, 1, OPENINGS);
    for (int threads = 1; threads <= THREADS; threads++) {
        for (int parts = 0; parts < 3; parts++) {
            Taking taking = { .parts_max = parts };
            PairsAsked asked = { .k = 3, .threads = threads, .people_first = 4 };
            assert_int_equal(pairs_run(&moment, asked, &taking), REFUSED);
            assert_int_equal(taking.parts, parts);
            assert_in_range(taking.next, (uintmax_t)parts, PEOPLE - 1);
        }
    }
}

/* Begun, and ended at once or with people who were never searched for. */
static void it_may_end_at_any_time(void **state) {
    (void)state;
    Dice dice = { dice_seed() };
    TEST_ARENA(arena);
    Moment moment = moment_at_random(arena, &dice, 1, OPENINGS);
    for (size_t people = 0; people <= PEOPLE; people += 9) {
        Taking taking = { .world = &moment.world, .k = 2, .parts_max = PEOPLE };
        Pairs *pairs = pairs_begin((PairsAsked){ .snapshot = moment.bare, .k = 2, .threads = 3,
                                                 .people_first = 5, .take = lists_take,
                                                 .context = &taking });
        for (size_t i = 0; i < people; i++) {
            assert_int_equal(pairs_add(pairs, &moment.world.candidates.record[i]), OK);
        }
        pairs_end(pairs);
        assert_true(taking.next <= people);
    }
    pairs_end(NULL);
}

static void nobody_and_nothing_give_nothing(void **state) {
    (void)state;
    Dice dice = { dice_seed() };
    TEST_ARENA(arena);
    Moment moment = moment_at_random(arena, &dice, 1, 0);
    Taking taking = { .parts_max = PEOPLE };
    PairsAsked asked = { .k = 5, .threads = 2 };
    assert_int_equal(pairs_run(&moment, asked, &taking), OK);
    assert_int_equal(taking.next, PEOPLE);
    assert_int_equal(taking.matches, 0);
    moment.world.candidates.count = 0;
    taking = (Taking){ .parts_max = 0 };
    assert_int_equal(pairs_run(&moment, asked, &taking), OK);
    assert_int_equal(taking.parts, 0);
}

SUITE("the lists of everybody",
      cmocka_unit_test(lists_are_those_of_a_full_comparison),
      cmocka_unit_test(who_takes_them_may_stop),
      cmocka_unit_test(it_may_end_at_any_time),
      cmocka_unit_test(nobody_and_nothing_give_nothing))
