/* Openings in two parts, ranked as one: after any changes lists, scores and parts are those of a
 * snapshot made anew of the openings that are there, also for threads that read meanwhile. */
#include <pthread.h>

#include "../matching_records.h"
#include "matching/parts/parts.h"

enum { ROUNDS = 40, STEPS = 12, PEOPLE = 8, OPENINGS = 60, NUMBERS = 120, K_MAX = 15, READERS = 3 };

/* --- openings that come, change and go --- */

typedef struct Openings {
    OpeningRecord *by_number[NUMBERS + 1]; /* NULL: not there */
    bool changed[NUMBERS + 1];             /* since the base */
} Openings;

/* Few demands, so that lists have something in them; skills of which some are asked once. */
static OpeningRecord *opening_at_random(Arena *arena, Dice *dice, int number) {
    OpeningRecord *opening = arena_one(arena, OpeningRecord);
    *opening = dice_opening(arena, dice, number);
    for (int i = 0; i < OPENING_LIST_COUNT; i++) {
        bool hard = i != OPENING_LIST_KIND && i != OPENING_LIST_OPENING_SKILL;
        if (hard && dice_chance(dice, 70)) opening->list[i].count = 0;
    }
    static const int often[] = { OPENING_until_on, OPENING_work_level, OPENING_education_level };
    for (size_t i = 0; i < sizeof often / sizeof *often; i++) {
        if (dice_chance(dice, 80)) opening->field[often[i]] = UNKNOWN;
    }
    if (dice_chance(dice, 80)) opening->field[OPENING_start_on] = NUMBER(TODAY + 100);
    for (int64_t more = dice_between(dice, 0, 2); more; more--) {
        Str skill = str_printf(arena, "skill %d", (int)dice_between(dice, 0, 25));
        opening_add(arena, opening, OPENING_LIST_OPENING_SKILL, TEXT_OF(skill));
    }
    if (dice_chance(dice, 30)) {
        opening->field[OPENING_postcode] =
            TEXT_OF(str_printf(arena, "%d", (int)dice_between(dice, 3400, 3599)));
    }
    return opening;
}

static CandidateRows people_at_random(Arena *arena, Dice *dice) {
    CandidateRows people = { arena_many(arena, CandidateRecord, PEOPLE), PEOPLE };
    for (int i = 0; i < PEOPLE; i++) {
        CandidateRecord *person = &people.record[i];
        *person = dice_person(arena, dice, i + 1);
        person->fact[FACT_available_from] = NUMBER(TODAY);
        person->fact[FACT_available_until] = person->fact[FACT_hours_min] = UNKNOWN;
        if (dice_chance(dice, 60)) person->list[LIST_TIMETABLE].count = 0;
        if (dice_chance(dice, 60)) person->fact[FACT_travel_kilometres_max] = UNKNOWN;
        for (int skill = 0; skill < 26; skill += (int)dice_between(dice, 1, 8)) {
            person_add(arena, person, LIST_SKILLS, TEXT_OF(str_printf(arena, "skill %d", skill)));
        }
        person->fact[FACT_postcode] =
            TEXT_OF(str_printf(arena, "%d", (int)dice_between(dice, 3400, 3599)));
    }
    return people;
}

static OpeningRows rows_of(Arena *arena, const Openings *openings) {
    OpeningRows rows = { arena_many(arena, OpeningRecord, NUMBERS), 0 };
    for (int i = 1; i <= NUMBERS; i++) {
        if (openings->by_number[i]) rows.record[rows.count++] = *openings->by_number[i];
    }
    return rows;
}

static void change_at_random(Arena *arena, Dice *dice, Openings *openings) {
    int number = (int)dice_between(dice, 1, NUMBERS);
    openings->changed[number] = true;
    openings->by_number[number] =
        dice_chance(dice, 30) ? NULL : opening_at_random(arena, dice, number);
}

static Snapshot *snapshot_anew(Arena *arena, const Openings *openings, const CandidateRows *people,
                               Map *map) {
    OpeningRows *rows = arena_one(arena, OpeningRows);
    *rows = rows_of(arena, openings);
    return snapshot_make(arena, people, rows, NULL, map, test_rules(arena), TODAY);
}

/* Made some days ago. */
static PartsBase *base_of(Arena *arena, Openings *openings, Map *map, int days) {
    memset(openings->changed, 0, sizeof openings->changed);
    SnapshotInput input = { .map = map, .rules = test_rules(arena), .today = TODAY - days };
    Snapshot *snapshot = snapshot_begin(arena, input);
    for (int i = 1; i <= NUMBERS; i++) {
        if (openings->by_number[i]) snapshot_add_opening(arena, snapshot, openings->by_number[i]);
    }
    snapshot_openings_end(arena, snapshot);
    return parts_base_make(arena, snapshot);
}

static Parts *parts_of(Arena *arena, const PartsBase *base, const Openings *openings) {
    PartsChange change[NUMBERS];
    size_t count = 0;
    for (int i = 1; i <= NUMBERS; i++) {
        if (openings->changed[i]) change[count++] = (PartsChange){ i, openings->by_number[i] };
    }
    return parts_make(arena, base, (PartsChanges){ change, count, TODAY });
}

/* --- laws --- */

static void assert_list(const Parts *parts, const Snapshot *anew, int candidate, size_t k) {
    Match expected[K_MAX];
    PartsMatch found[K_MAX];
    size_t count = rank_for_candidate(anew, candidate, k, expected);
    assert_int_equal(parts_rank(parts, snapshot_candidate(anew, candidate), k, found), count);
    for (size_t i = 0; i < count; i++) {
        const OpeningRecord *opening = snapshot_opening(anew, expected[i].opening);
        assert_int_equal(found[i].number, opening->number);
        assert_true(str_equal(found[i].id, opening->id));
        assert_int_equal(found[i].match.score, expected[i].score);
        assert_int_equal(found[i].match.unknown_count, expected[i].unknown_count);
        assert_memory_equal(found[i].match.part_points, expected[i].part_points,
                            sizeof expected[i].part_points);
    }
}

/* Some openings and everybody: each pair is what it is among all. */
static void assert_shown(Arena *arena, Dice *dice, const Parts *parts, const Snapshot *anew,
                         const CandidateRows *people) {
    OpeningRows some = { arena_many(arena, OpeningRecord, NUMBERS), 0 };
    int position[NUMBERS];
    for (int i = 0; i < (int)snapshot_opening_count(anew); i++) {
        if (dice_chance(dice, 80)) continue;
        position[some.count] = i;
        some.record[some.count++] = *snapshot_opening(anew, i);
    }
    const Snapshot *shown = parts_shown(parts, arena, people, &some);
    for (int i = 0; i < PEOPLE; i++) {
        for (int k = 0; k < (int)some.count; k++) {
            Match match = match_pair(shown, i, k), expected = match_pair(anew, i, position[k]);
            assert_int_equal(match.score, expected.score);
            assert_int_equal(match.unmet_count, expected.unmet_count);
            assert_memory_equal(match.part_points, expected.part_points,
                                sizeof match.part_points);
        }
    }
}

static int64_t lists_assert(Dice *dice, const Parts *parts, const Snapshot *anew) {
    int64_t matches = 0;
    assert_int_equal(parts_openings(parts), snapshot_opening_count(anew));
    for (int i = 0; i < PEOPLE; i++) {
        Match match[K_MAX];
        assert_list(parts, anew, i, (size_t)dice_between(dice, 0, K_MAX));
        matches += (int64_t)rank_for_candidate(anew, i, K_MAX, match);
    }
    return matches;
}

static void lists_are_those_of_a_snapshot_made_anew(void **state) {
    (void)state;
    Dice dice = { dice_seed() };
    int64_t matches = 0;
    for (int round = 0; round < ROUNDS; round++) {
        TEST_ARENA(arena);
        Openings openings = { 0 };
        Map *map = map_builtin(arena);
        CandidateRows people = people_at_random(arena, &dice);
        for (int i = 1; i <= OPENINGS && round % 10; i++) {
            openings.by_number[i * 2] = opening_at_random(arena, &dice, i * 2);
        }
        PartsBase *base = base_of(arena, &openings, map, round % 3 * 40);
        for (int step = 0; step < STEPS; step++) {
            const Snapshot *anew = snapshot_anew(arena, &openings, &people, map);
            const Parts *parts = parts_of(arena, base, &openings);
            matches += lists_assert(&dice, parts, anew);
            assert_shown(arena, &dice, parts, anew, &people);
            for (int64_t i = dice_between(&dice, 1, 8); i; i--) {
                change_at_random(arena, &dice, &openings);
            }
            if (step == STEPS / 2) base = base_of(arena, &openings, map, round % 2);
        }
    }
    print_message("# %lld matches\n", (long long)matches);
    assert_true(matches > ROUNDS * STEPS);
}

/* Thousands that changed: the recent part has columns of its own. */
static void many_recent_openings_are_ranked_as_few(void **state) {
    (void)state;
    enum { MANY = 4100 };
    TEST_ARENA(arena);
    Dice dice = { dice_seed() };
    Map *map = map_builtin(arena);
    CandidateRows people = people_at_random(arena, &dice);
    OpeningRows rows = { arena_many(arena, OpeningRecord, MANY), MANY };
    PartsChange *change = arena_many(arena, PartsChange, MANY);
    for (int i = 0; i < MANY; i++) {
        rows.record[i] = *opening_at_random(arena, &dice, i + 1);
        change[i] = (PartsChange){ i + 1, &rows.record[i] };
    }
    Openings none = { 0 };
    const Parts *parts = parts_make(arena, base_of(arena, &none, map, 0),
                                    (PartsChanges){ change, MANY, TODAY });
    const Snapshot *anew = snapshot_make(arena, &people, &rows, NULL, map, test_rules(arena), TODAY);
    assert_true(lists_assert(&dice, parts, anew) > PEOPLE);
}

/* --- threads --- */

typedef struct Reading {
    const Parts *parts;
    const Snapshot *anew;
    int64_t different;
} Reading;

static void *read_again(void *context) {
    Reading *reading = context;
    for (int turn = 0; turn < 4 * PEOPLE; turn++) {
        Match expected[K_MAX];
        PartsMatch found[K_MAX];
        int candidate = turn % PEOPLE;
        size_t count = rank_for_candidate(reading->anew, candidate, K_MAX, expected);
        size_t given = parts_rank(reading->parts, snapshot_candidate(reading->anew, candidate),
                                  K_MAX, found);
        reading->different += count != given;
        for (size_t i = 0; i < count && count == given; i++) {
            reading->different += found[i].match.score != expected[i].score ||
                                  found[i].number !=
                                      snapshot_opening(reading->anew, expected[i].opening)->number;
        }
    }
    return NULL;
}

static void who_reads_sees_one_state_while_others_are_made(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Dice dice = { dice_seed() };
    Openings openings = { 0 };
    Map *map = map_builtin(arena);
    CandidateRows people = people_at_random(arena, &dice);
    for (int i = 1; i <= OPENINGS; i++) {
        openings.by_number[i] = opening_at_random(arena, &dice, i);
    }
    PartsBase *base = base_of(arena, &openings, map, 0);
    for (int turn = 0; turn < 6; turn++) {
        pthread_t thread[READERS];
        Reading reading[READERS];
        const Parts *parts = parts_of(arena, base, &openings);
        const Snapshot *anew = snapshot_anew(arena, &openings, &people, map);
        for (int i = 0; i < READERS; i++) {
            reading[i] = (Reading){ parts, anew, 0 };
            assert_int_equal(pthread_create(&thread[i], NULL, read_again, &reading[i]), 0);
        }
        for (int i = 0; i < 20; i++) {
            change_at_random(arena, &dice, &openings);
            parts_of(arena, base, &openings);
        }
        for (int i = 0; i < READERS; i++) {
            pthread_join(thread[i], NULL);
            assert_int_equal(reading[i].different, 0);
        }
    }
}

SUITE("openings in two parts", cmocka_unit_test(lists_are_those_of_a_snapshot_made_anew),
      cmocka_unit_test(many_recent_openings_are_ranked_as_few),
      cmocka_unit_test(who_reads_sees_one_state_while_others_are_made))
