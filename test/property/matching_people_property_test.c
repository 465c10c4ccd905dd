/* The best people for an opening, found through rows by wish and region, are those of a full
 * comparison: the oracle judges every pair and keeps the best by inserting them in order. */
#include "full_comparison.h"
#include "matching/people/people.h"

enum { ROUNDS = 16, PEOPLE = 600, OPENINGS = 60, K_MAX = 15 };

/* --- the oracle --- */

static bool comes_before(const World *world, const Match *a, const Match *b) {
    int64_t first = world->candidates.record[a->candidate].number;
    int64_t second = world->candidates.record[b->candidate].number;
    if (a->score != b->score) return a->score > b->score;
    return first != second ? first < second : a->candidate < b->candidate;
}

static size_t oracle_of_people(const World *world, int opening, const uint64_t *gone, size_t k,
                               Match *ret_match) {
    size_t count = 0;
    for (int i = 0; i < (int)world->candidates.count; i++) {
        if (gone && gone[i / 64] >> (i % 64) & 1) continue;
        Match match = match_pair(world->snapshot, i, opening);
        if (match.unmet_count) continue;
        size_t at = count;
        while (at && comes_before(world, &match, &ret_match[at - 1])) at--;
        if (at >= k) continue;
        if (count < k) count++;
        for (size_t m = count - 1; m > at; m--) ret_match[m] = ret_match[m - 1];
        ret_match[at] = match;
    }
    return count;
}

/* --- worlds --- */

/* Near and far from each other. */
static Value isco_at_random(Arena *arena, Dice *dice) {
    int major = (int)dice_between(dice, 5, 7), rest = (int)dice_between(dice, 0, 3);
    int more = (int)dice_between(dice, 0, 3), last = (int)dice_between(dice, 0, 1);
    return TEXT_OF(str_printf(arena, "%d%d%d%d", major, rest, more, last));
}

static Str skill_at_random(Arena *arena, Dice *dice) {
    return str_printf(arena, "skill %d", (int)dice_between(dice, 0, 90));
}

/* What the generator seldom makes: skills that share a bit, many jobs of a length, an excluded wish
 * beside others, the last day of a limit. */
static void people_vary(World *world, Dice *dice) {
    for (size_t i = 0; i < world->candidates.count; i++) {
        CandidateRecord *person = &world->candidates.record[i];
        person->number = dice_between(dice, 1, PEOPLE / 2);
        for (int64_t more = dice_between(dice, 0, 6); more; more--) {
            person_add(world->arena, person, LIST_SKILLS,
                       TEXT_OF(skill_at_random(world->arena, dice)));
        }
        if (dice_chance(dice, 60)) person->fact[FACT_available_until] = UNKNOWN;
        if (dice_chance(dice, 20)) {
            person->fact[FACT_travel_minutes_max] = NUMBER(15 * dice_between(dice, 1, 5));
        }
        if (dice_chance(dice, 50)) person->fact[FACT_can_cycle] = NUMBER(1);
        if (dice_chance(dice, 10)) person->list[LIST_WISH].count = 0;
        if (dice_chance(dice, 50)) continue;
        person->list[LIST_EXPERIENCE].count = 0;
        for (int64_t more = dice_between(dice, 0, 3); more; more--) {
            person_add(world->arena, person, LIST_EXPERIENCE, isco_at_random(world->arena, dice));
        }
    }
}

/* Most people can do it, so that lists are full and bounds decide. */
static void opening_free(OpeningRecord *opening) {
    static const int asked[] = {
        OPENING_hours_min, OPENING_hours_max,           OPENING_start_on,
        OPENING_until_on,  OPENING_education_level,     OPENING_work_level,
        OPENING_class,     OPENING_irregular_hours,     OPENING_office_hours,
        OPENING_programme, OPENING_conduct_certificate, OPENING_work_permit_possible
    };
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) opening->field[asked[i]] = UNKNOWN;
    for (int i = 0; i < OPENING_LIST_COUNT; i++) {
        bool soft = i == OPENING_LIST_OPENING_SKILL || i == OPENING_LIST_PHASE;
        if (!soft) opening->list[i].count = 0;
    }
}

static void openings_vary(World *world, Dice *dice) {
    for (size_t i = 0; i < world->openings.count; i++) {
        OpeningRecord *opening = &world->openings.record[i];
        for (int64_t more = dice_between(dice, 0, 4); more; more--) {
            opening_add(world->arena, opening, OPENING_LIST_OPENING_SKILL,
                        TEXT_OF(skill_at_random(world->arena, dice)));
        }
        if (dice_chance(dice, 50)) {
            opening->field[OPENING_isco] = isco_at_random(world->arena, dice);
            opening->field[OPENING_experience_months] = UNKNOWN;
        }
        if (dice_chance(dice, 40)) opening_free(opening);
        if (i % 10 == 9) { /* more than are looked at one by one */
            for (int skill = 0; skill < 60; skill++) {
                opening_add(world->arena, opening, OPENING_LIST_OPENING_SKILL,
                            TEXT_OF(str_printf(world->arena, "skill %d", skill)));
            }
        }
        if (i % 12 == 5) {
            *opening = (OpeningRecord){ .number = opening->number, .id = opening->id };
        }
    }
}

static World world_at_random(Arena *arena, Dice *dice, int round) {
    World world = dice_world(arena, dice, PEOPLE, OPENINGS);
    people_vary(&world, dice);
    openings_vary(&world, dice);
    if (round % 4) openings_ease(&world, dice);
    if (round % 3) people_ease(&world, dice);
    if (round % 2) world.map = map_at_random(arena, dice);
    world_snapshot(&world);
    return world;
}

static const uint64_t *gone_at_random(Arena *arena, Dice *dice) {
    uint64_t *gone = arena_many(arena, uint64_t, PEOPLE / 64 + 1);
    for (int i = 0; i < PEOPLE; i++) {
        if (dice_chance(dice, 10)) gone[i / 64] |= UINT64_C(1) << (i % 64);
    }
    return gone;
}

/* --- laws --- */

typedef struct Compared {
    int64_t lists, matches, judged, pairs;
} Compared;

static void lists_compare(World *world, const People *people, Dice *dice, Compared *compared) {
    PeopleSpace *space = people_space_new(world->arena, people);
    for (int i = 0; i < OPENINGS; i++) {
        Match expected[K_MAX], found[K_MAX];
        size_t k = (size_t)dice_between(dice, 0, K_MAX);
        size_t count = oracle_of_people(world, i, people->gone, k, expected);
        assert_int_equal(best_people(space, &world->snapshot->opening[i], i, k, found), count);
        for (size_t m = 0; m < count; m++) assert_same(&found[m], &expected[m]);
        compared->lists++;
        compared->matches += (int64_t)count;
        compared->judged += people_seen(space).judged;
        compared->pairs += PEOPLE;
    }
}

static void the_best_are_those_of_a_full_comparison(void **state) {
    (void)state;
    Dice dice = { dice_seed() };
    Compared compared = { 0 };
    for (int round = 0; round < ROUNDS; round++) {
        TEST_ARENA(arena);
        World world = world_at_random(arena, &dice, round);
        People *people = people_make(arena, world.snapshot, NULL);
        if (round % 5 == 4) people->gone = gone_at_random(arena, &dice);
        lists_compare(&world, people, &dice, &compared);
    }
    print_message("# %lld lists, %lld matches; judged %lld of %lld pairs\n",
                  (long long)compared.lists, (long long)compared.matches,
                  (long long)compared.judged, (long long)compared.pairs);
    assert_true(compared.matches > compared.lists);
    assert_true(compared.judged * 2 < compared.pairs);
}

/* 3401 lies somewhere, of 3501 only is known how long it takes from there and to there. */
static Map *map_of_one_way(Arena *arena) {
    Map *map = map_begin(arena);
    PostcodeArea area = {
        .postcode4 = 3401, .municipality = S("GM0344"), .latitude = 52100000, .longitude = 5100000
    };
    map_add_area(map, &area);
    map_finish(map);
    static TravelTime time[] = { { 3401, 3501, MODE_BICYCLE, DAYPART_ANY, 10 },
                                 { 3501, 3401, MODE_BICYCLE, DAYPART_ANY, 10 } };
    map_add_travel(map, arena, &(TravelTimeRows){ .time = time, .count = 2 });
    return map;
}

/* People who wish the work and live nowhere come first; the last one wishes nothing, did the work
 * before, and lives where only the minutes are known. */
static World world_of_one_way(Arena *arena, CandidateRecord *person, int alike,
                              OpeningRecord *opening, const char *const way[2]) {
    for (int i = 0; i < alike; i++) {
        person[i] = person_free();
        person[i].number = i + 1;
        person[i].fact[FACT_postcode] = UNKNOWN;
        person_add(arena, &person[i], LIST_WISH, NUMBER(WISH_WANTED), TEXT("5321"));
    }
    CandidateRecord *last = &person[alike - 1];
    last->fact[FACT_postcode] = TEXT_OF(str_from(way[0]));
    last->list[LIST_WISH].count = 0;
    person_add(arena, last, LIST_EXPERIENCE, TEXT("5321"));
    person_add(arena, last, LIST_SKILLS, TEXT("skill 1"));
    *opening = opening_open();
    opening->field[OPENING_postcode] = TEXT_OF(str_from(way[1]));
    opening->field[OPENING_isco] = TEXT("5321");
    opening_add(arena, opening, OPENING_LIST_OPENING_SKILL, TEXT("skill 1"));
    return (World){ .arena = arena,
                    .candidates = { person, (size_t)alike },
                    .openings = { opening, 1 },
                    .map = map_of_one_way(arena) };
}

static void a_way_of_which_only_minutes_are_known_counts(void **state) {
    (void)state;
    enum { ALIKE = 200 };
    static const char *const way[2][2] = { { "3501", "3401" }, { "3401", "3501" } };
    for (int i = 0; i < 2; i++) {
        TEST_ARENA(arena);
        CandidateRecord person[ALIKE];
        OpeningRecord opening;
        World world = world_of_one_way(arena, person, ALIKE, &opening, way[i]);
        world_snapshot(&world);
        Match match[2];
        PeopleSpace *space = people_space_new(arena, people_make(arena, world.snapshot, NULL));
        assert_int_equal(best_people(space, &world.snapshot->opening[0], 0, 2, match), 2);
        assert_int_equal(match[0].candidate, ALIKE - 1);
        assert_int_equal(match[1].candidate, 0);
        assert_true(match[0].score > match[1].score);
    }
}

/* A snapshot of many people goes through them by itself; so it does when it has many openings. */
static void many_people_are_ranked_through_rows(void **state) {
    (void)state;
    enum { MANY = 1200, FEW_OPENINGS = 25 };
    TEST_ARENA(arena);
    Dice dice = { dice_seed() };
    World world = dice_world(arena, &dice, MANY, FEW_OPENINGS);
    people_ease(&world, &dice);
    openings_ease(&world, &dice);
    world_snapshot(&world);
    assert_non_null(world.snapshot->people);
    size_t matches = 0;
    for (int i = 0; i < FEW_OPENINGS; i++) {
        Match expected[K_MAX], found[K_MAX];
        size_t count = oracle_of_people(&world, i, NULL, K_MAX, expected);
        assert_int_equal(rank_for_opening(world.snapshot, i, K_MAX, found), count);
        for (size_t m = 0; m < count; m++) assert_same(&found[m], &expected[m]);
        matches += count;
    }
    assert_true(matches > FEW_OPENINGS);
}

/* Given one by one and forgotten, with room made beforehand or not, people give the same lists. */
static void people_one_by_one_give_the_same_lists(void **state) {
    (void)state;
    enum { MANY = 1100, FEW_OPENINGS = 20 };
    TEST_ARENA(arena);
    Dice dice = { dice_seed() };
    World world = dice_world(arena, &dice, MANY, FEW_OPENINGS);
    people_ease(&world, &dice);
    openings_ease(&world, &dice);
    world_snapshot(&world);
    for (size_t expected = 0; expected <= 2000; expected += 1000) {
        SnapshotInput input = { .classes = &world.classes,
                                .map = world.map,
                                .rules = world.rules,
                                .today = TODAY,
                                .openings_expected = expected / 100,
                                .candidates_expected = expected };
        Snapshot *snapshot = snapshot_begin(arena, input);
        for (int i = 0; i < FEW_OPENINGS; i++) {
            snapshot_add_opening(arena, snapshot, &world.openings.record[i]);
        }
        snapshot_openings_end(arena, snapshot);
        for (int i = 0; i < MANY; i++) {
            snapshot_add_candidate(arena, snapshot, &world.candidates.record[i]);
        }
        snapshot_candidates_end(arena, snapshot);
        assert_int_equal(snapshot_candidate_count(snapshot), MANY);
        assert_null(snapshot_candidate(snapshot, 0));
        assert_int_equal(snapshot_find_candidate(snapshot, S("k7")), 6);
        for (int i = 0; i < FEW_OPENINGS; i++) {
            Match first[K_MAX], second[K_MAX];
            size_t count = rank_for_opening(world.snapshot, i, K_MAX, first);
            assert_int_equal(rank_for_opening(snapshot, i, K_MAX, second), count);
            for (size_t m = 0; m < count; m++) assert_same(&second[m], &first[m]);
        }
    }
}

/* Nobody is there, or nobody may work: empty lists, and nothing falls over. */
static void nobody_gives_empty_lists(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Dice dice = { dice_seed() };
    for (int people = 0; people <= 300; people += 150) {
        World world = dice_world(arena, &dice, people, OPENINGS);
        for (int i = 0; i < people; i++) {
            world.candidates.record[i].fact[FACT_right_to_work] = NUMBER(3);
        }
        world_snapshot(&world);
        PeopleSpace *space = people_space_new(arena, people_make(arena, world.snapshot, NULL));
        for (int i = 0; i < OPENINGS; i++) {
            Match match[K_MAX];
            assert_int_equal(best_people(space, &world.snapshot->opening[i], i, K_MAX, match), 0);
        }
    }
}

SUITE("the best people through rows by wish and region",
      cmocka_unit_test(the_best_are_those_of_a_full_comparison),
      cmocka_unit_test(a_way_of_which_only_minutes_are_known_counts),
      cmocka_unit_test(many_people_are_ranked_through_rows),
      cmocka_unit_test(people_one_by_one_give_the_same_lists),
      cmocka_unit_test(nobody_gives_empty_lists))
