/* The best openings found through columns are those of a full comparison, in every instruction set:
 * the oracle judges every pair and keeps the best by inserting them in order. */
#include "full_comparison.h"
#include "matching/columns/columns.h"

enum { ROUNDS = 12, PEOPLE = 60, OPENINGS = 700, K_MAX = 15, TERMS_KNOWN = 30 };

/* More skills than a row holds, of more kinds. */
static void skills_mix(Arena *arena, Dice *dice, const RecordType *type, RecordList *list) {
    enum { SKILLS = 40, SKILLS_OF_ONE = 14 };
    list->count = 0;
    for (int64_t i = dice_between(dice, 0, SKILLS_OF_ONE); i; i--) {
        Value value[RECORD_FIELDS_MAX] = { 0 };
        value[0] = TEXT_OF(str_printf(arena, "skill.%d", (int)dice_between(dice, 1, SKILLS)));
        record_put(arena, type, list, value,
                   (Provenance){ .source = S("test"), .confirmed = TODAY });
    }
}

static void world_skills_mix(World *world, Dice *dice) {
    for (size_t i = 0; i < world->openings.count; i++) {
        skills_mix(world->arena, dice, &opening_list_type[OPENING_LIST_OPENING_SKILL],
                   &world->openings.record[i].list[OPENING_LIST_OPENING_SKILL]);
    }
    for (size_t i = 0; i < world->candidates.count; i++) {
        skills_mix(world->arena, dice, &candidate_list_type[LIST_SKILLS],
                   &world->candidates.record[i].list[LIST_SKILLS]);
    }
}

static World world_at_random(Arena *arena, Dice *dice, int round) {
    World world = dice_world(arena, dice, PEOPLE, OPENINGS);
    numbers_mix(&world, dice);
    if (round % 4) openings_ease(&world, dice);
    if (round % 3) people_ease(&world, dice);
    if (round % 2) world.map = map_at_random(arena, dice);
    if (round % 4 > 1) world_skills_mix(&world, dice);
    world_snapshot(&world);
    return world;
}

/* --- laws --- */

typedef struct Compared {
    int64_t lists, matches, judged, pairs;
} Compared;

static void lists_compare(World *world, const Columns *columns, Simd simd, Dice *dice,
                          Compared *compared) {
    BestSpace *space = best_space_new(world->arena, columns, simd);
    for (int i = 0; i < PEOPLE; i++) {
        Match expected[K_MAX], found[K_MAX];
        size_t k = (size_t)dice_between(dice, 0, K_MAX);
        size_t count = oracle(world, i, k, expected);
        assert_int_equal(best_openings(space, &world->snapshot->candidate[i], i, k, found), count);
        for (size_t m = 0; m < count; m++) assert_same(&found[m], &expected[m]);
        compared->lists++;
        compared->matches += (int64_t)count;
        compared->judged += best_seen(space).judged;
        compared->pairs += OPENINGS;
    }
}

/* As if more terms had come than have a number. */
static void terms_forget(Columns *columns, int32_t known) {
    if (columns->terms_count <= known) return;
    for (size_t i = 0; i < columns->row_count; i++) {
        if (columns->terms_of[i] >= known) columns->terms_of[i] = TERMS_OTHER;
    }
    columns->terms_count = known;
    columns->terms_more = true;
}

static void the_best_are_those_of_a_full_comparison(void **state) {
    (void)state;
    Dice dice = { dice_seed() };
    Compared compared[SIMD_COUNT] = { 0 };
    for (int round = 0; round < ROUNDS; round++) {
        TEST_ARENA(arena);
        World world = world_at_random(arena, &dice, round);
        Columns *columns = columns_make(arena, world.snapshot);
        if (round % 2) terms_forget(columns, (int32_t)dice_between(&dice, 0, TERMS_KNOWN));
        for (int simd = 0; simd < SIMD_COUNT; simd++) {
            if (!simd_is_here((Simd)simd)) continue;
            lists_compare(&world, columns, (Simd)simd, &dice, &compared[simd]);
        }
    }
    for (int simd = 0; simd < SIMD_COUNT; simd++) {
        Str name = simd_name((Simd)simd);
        print_message("# %.*s: %lld lists, %lld matches; judged %lld of %lld pairs\n",
                      STR_ARGS(name), (long long)compared[simd].lists,
                      (long long)compared[simd].matches, (long long)compared[simd].judged,
                      (long long)compared[simd].pairs);
        if (!compared[simd].lists) continue;
        assert_true(compared[simd].matches > compared[simd].lists);
        assert_true(compared[simd].judged * 2 < compared[simd].pairs);
    }
}

static void every_instruction_set_gives_the_same_bits(void **state) {
    (void)state;
    Dice dice = { dice_seed() };
    uint64_t required[BLOCK_ROWS];
    for (int round = 0; round < 20000; round++) {
        uint64_t lacked = dice_next(&dice) & dice_next(&dice) & dice_next(&dice);
        for (int i = 0; i < BLOCK_ROWS; i++) required[i] = dice_next(&dice) & dice_next(&dice);
        uint64_t clear = kernel_of(SIMD_SCALAR)(required, lacked), expected = 0;
        for (int i = 0; i < BLOCK_ROWS; i++) {
            if (!(required[i] & lacked)) expected |= UINT64_C(1) << i;
        }
        assert_int_equal(clear, expected);
        for (int simd = 1; simd < SIMD_COUNT; simd++) {
            if (!simd_is_here((Simd)simd)) continue;
            assert_int_equal(kernel_of((Simd)simd)(required, lacked), clear);
        }
    }
}

static void every_instruction_set_finds_the_same_spots(void **state) {
    (void)state;
    enum { SPOTS = 500 };
    Dice dice = { dice_seed() };
    int16_t points[SPOTS + 1];
    int32_t spot[BLOCK_ROWS];
    for (int round = 0; round < 20000; round++) {
        if (round % 100 == 0) {
            for (int i = 0; i < SPOTS; i++) points[i] = (int16_t)dice_between(&dice, -1, 90);
        }
        for (int i = 0; i < BLOCK_ROWS; i++) spot[i] = (int32_t)dice_between(&dice, 0, SPOTS - 1);
        int rows = (int)dice_between(&dice, 1, BLOCK_ROWS), least = (int)dice_between(&dice, 0, 91);
        uint64_t expected = 0;
        for (int i = 0; i < rows; i++) expected |= (uint64_t)(points[spot[i]] >= least) << i;
        for (int simd = 0; simd < SIMD_COUNT; simd++) {
            if (!simd_is_here((Simd)simd)) continue;
            assert_int_equal(way_kernel_of((Simd)simd)(spot, rows, points, least), expected);
        }
    }
}

static void every_instruction_set_earns_the_same(void **state) {
    (void)state;
    enum { SPOTS = 500, TERMS = 300 };
    Dice dice = { dice_seed() };
    int16_t way[SPOTS + 1], left[TERMS + 1];
    int32_t spot[BLOCK_ROWS];
    uint16_t terms[BLOCK_ROWS];
    for (int i = 0; i <= SPOTS; i++) way[i] = (int16_t)dice_between(&dice, -1, 150);
    for (int i = 0; i <= TERMS; i++) {
        left[i] = (int16_t)(dice_between(&dice, 0, 3) ? dice_between(&dice, 0, 250) : BUCKET_SHUT);
    }
    for (int round = 0; round < 20000; round++) {
        for (int i = 0; i < BLOCK_ROWS; i++) {
            spot[i] = (int32_t)dice_between(&dice, 0, SPOTS - 1);
            terms[i] = (uint16_t)dice_between(&dice, 0, TERMS - 1);
        }
        Earning earning = { spot, terms, way, left, (int)dice_between(&dice, 1, BLOCK_ROWS) };
        int least = (int)dice_between(&dice, -1000, 401);
        uint64_t expected = 0;
        for (int i = 0; i < earning.rows; i++) {
            expected |= (uint64_t)(way[spot[i]] + left[terms[i]] >= least) << i;
        }
        for (int simd = 0; simd < SIMD_COUNT; simd++) {
            if (!simd_is_here((Simd)simd)) continue;
            assert_int_equal(earn_kernel_of((Simd)simd)(&earning, least), expected);
        }
    }
}

/* Where few homes are kept, one that was let go is worked out again, and the last two stay. */
static void homes_that_are_let_go_are_near_the_same(void **state) {
    (void)state;
    enum { FEW = 2, ASKED = 400 };
    TEST_ARENA(arena);
    Dice dice = { dice_seed() };
    World world = dice_world(arena, &dice, PEOPLE, OPENINGS);
    Columns *columns = columns_make(arena, world.snapshot);
    NearHomes *all = near_homes_new(arena, columns, NEAR_HOMES_MAX);
    NearHomes *few = near_homes_new(arena, columns, FEW);
    size_t spots = columns->spots.facets.keys.count;
    size_t regions = (size_t)columns->region_count * sizeof(NearRegion);
    int last = (int)world.snapshot->place_keys.count - 1;
    NearHome before = { 0 }, before_of_all = { 0 };
    for (int i = 0; i < ASKED; i++) {
        int16_t home = (int16_t)dice_between(&dice, 0, last);
        NearHome now = near_home(few, home), expected = near_home(all, home);
        assert_memory_equal(now.spot, expected.spot, spots);
        assert_memory_equal(now.region, expected.region, regions);
        if (i) assert_memory_equal(before.spot, before_of_all.spot, spots);
        before = now;
        before_of_all = expected;
    }
}

static void instructions_have_names(void **state) {
    (void)state;
    assert_int_equal(matching_use(S("sse")), INVALID);
    assert_int_equal(matching_use(STR_EMPTY), INVALID);
    Simd widest = simd_used();
    for (int simd = 0; simd < SIMD_COUNT; simd++) {
        bool here = simd_is_here((Simd)simd);
        assert_int_equal(matching_use(simd_name((Simd)simd)), here ? OK : NOT_FOUND);
        if (here) assert_int_equal(simd_used(), simd);
    }
    assert_int_equal(matching_use(simd_name(widest)), OK);
}

/* A snapshot of many openings goes through columns by itself. */
static void many_openings_are_ranked_through_columns(void **state) {
    (void)state;
    enum { MANY = 1200, FEW_PEOPLE = 25 };
    TEST_ARENA(arena);
    Dice dice = { dice_seed() };
    World world = dice_world(arena, &dice, FEW_PEOPLE, MANY);
    openings_ease(&world, &dice);
    people_ease(&world, &dice);
    world_snapshot(&world);
    assert_non_null(world.snapshot->columns);
    size_t matches = 0;
    for (int i = 0; i < FEW_PEOPLE; i++) {
        Match expected[K_MAX], found[K_MAX];
        size_t count = oracle(&world, i, K_MAX, expected);
        assert_int_equal(rank_for_candidate(world.snapshot, i, K_MAX, found), count);
        for (size_t m = 0; m < count; m++) assert_same(&found[m], &expected[m]);
        matches += count;
    }
    assert_true(matches > FEW_PEOPLE);
}

/* Nothing is open, or nothing is there at all: empty lists, and nothing falls over. */
static void nothing_open_gives_empty_lists(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Dice dice = { dice_seed() };
    for (int openings = 0; openings <= 300; openings += 150) {
        World world = dice_world(arena, &dice, PEOPLE, openings);
        for (int i = 0; i < openings; i++) {
            world.openings.record[i].field[OPENING_until_on] = NUMBER(TODAY - 1);
        }
        world_snapshot(&world);
        BestSpace *space =
            best_space_new(arena, columns_make(arena, world.snapshot), simd_used());
        for (int i = 0; i < PEOPLE; i++) {
            Match match[K_MAX];
            assert_int_equal(
                best_openings(space, &world.snapshot->candidate[i], i, K_MAX, match), 0);
        }
    }
}

SUITE("the best openings through columns",
      cmocka_unit_test(the_best_are_those_of_a_full_comparison),
      cmocka_unit_test(every_instruction_set_gives_the_same_bits),
      cmocka_unit_test(every_instruction_set_finds_the_same_spots),
      cmocka_unit_test(every_instruction_set_earns_the_same),
      cmocka_unit_test(homes_that_are_let_go_are_near_the_same),
      cmocka_unit_test(instructions_have_names),
      cmocka_unit_test(many_openings_are_ranked_through_columns),
      cmocka_unit_test(nothing_open_gives_empty_lists))
