/* The plain week: from blocks to half hours and back, with what stands beside it. */
#include "../test.h"

#include "candidates/candidate_week.h"

enum { MONDAY = 1, SUNDAY = 7 };

typedef struct Block {
    int weekday, from, until;
    bool available;
} Block;

static const Provenance told = { { "csv", 3 }, false, 20000, false };

static Value number(int64_t given) {
    return (Value){ .known = true, .number = given };
}

static void block_values(Block block, Value *value) {
    memset(value, 0, TIMETABLE_FIELD_COUNT * sizeof *value);
    value[TIMETABLE_weekday] = number(block.weekday);
    value[TIMETABLE_from_time] = number(block.from);
    value[TIMETABLE_until_time] = number(block.until);
    value[TIMETABLE_available] = number(block.available);
}

static void block_add(Arena *arena, RecordList *list, Block block) {
    Value value[TIMETABLE_FIELD_COUNT];
    block_values(block, value);
    record_add(arena, &candidate_list_type[LIST_TIMETABLE], list, value, told);
}

static void blocks_are_half_hours(void **state) {
    (void)state;
    TEST_ARENA(arena);
    RecordList list = { 0 };
    block_add(arena, &list, (Block){ MONDAY, 18, 20, true });
    block_add(arena, &list, (Block){ SUNDAY, 44, 2, true }); /* past midnight */
    block_add(arena, &list, (Block){ MONDAY, 19, 20, false });
    CandidateWeek week = candidate_week_of(&list);
    assert_int_equal(week.day[0], 3 << 18 | 3);
    assert_int_equal(week.day[6], UINT64_C(15) << 44);
    assert_true(candidate_week_is_plain(&list, 0));
    assert_false(candidate_week_is_plain(&list, 2));
}

static void an_exception_is_no_plain_block(void **state) {
    (void)state;
    TEST_ARENA(arena);
    const struct { int field; Value value; bool plain; } table[] = {
        { TIMETABLE_week_parity, { true, 0, { 0 } }, true },
        { TIMETABLE_week_parity, { true, 1, { 0 } }, false },
        { TIMETABLE_valid_from, { true, 20000, { 0 } }, false },
        { TIMETABLE_valid_until, { true, 20000, { 0 } }, false },
        { TIMETABLE_available, { false, 0, { 0 } }, false },
        { TIMETABLE_weekday, { false, 0, { 0 } }, false },
        { TIMETABLE_from_time, { true, 20, { 0 } }, false }, /* as it ends */
        { TIMETABLE_until_time, { false, 0, { 0 } }, false },
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        Value value[TIMETABLE_FIELD_COUNT];
        RecordList list = { 0 };
        block_values((Block){ MONDAY, 18, 20, true }, value);
        value[table[i].field] = table[i].value;
        record_add(arena, &candidate_list_type[LIST_TIMETABLE], &list, value, told);
        assert_int_equal(candidate_week_is_plain(&list, 0), table[i].plain);
        CandidateWeek week = candidate_week_of(&list);
        assert_int_equal(week.day[0] != 0, table[i].plain);
    }
}

static void a_stretch_that_stays_keeps_its_source(void **state) {
    (void)state;
    TEST_ARENA(arena);
    RecordList list = { 0 };
    block_add(arena, &list, (Block){ MONDAY, 18, 20, true });
    block_add(arena, &list, (Block){ MONDAY, 30, 34, true });
    block_add(arena, &list, (Block){ MONDAY, 19, 20, false });
    CandidateWeek week = candidate_week_of(&list);
    candidate_week_set(&week, 0, 34, 36, true);
    candidate_week_set(&week, 3, 0, 48, true);
    RecordList laid = candidate_week_lay(arena, &list, &week);
    const RecordType *type = &candidate_list_type[LIST_TIMETABLE];
    assert_str(record_list_text(arena, type, &laid),
               "1:0930:1000:no;1:0900:1000:yes;1:1500:1800:yes;4:0000:2400:yes");
    assert_str(laid.from[0].source, "csv");
    assert_str(laid.from[1].source, "csv");
    assert_str(laid.from[2].source, "");
    assert_str(laid.from[3].source, "");
}

static void any_week_goes_through_blocks_and_text_unharmed(void **state) {
    (void)state;
    TEST_ARENA(arena);
    uint64_t seed = 7;
    for (int round = 0; round < 500; round++) {
        CandidateWeek week, read, empty = { 0 };
        for (int day = 0; day < CANDIDATE_WEEK_DAYS; day++) {
            seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            week.day[day] = seed >> 16;
        }
        RecordList list = candidate_week_lay(arena, &(RecordList){ 0 }, &week);
        CandidateWeek again = candidate_week_of(&list);
        assert_int_equal(candidate_week_difference(&week, &again), 0);
        assert_true(candidate_week_read(candidate_week_text(arena, &week), &read));
        assert_int_equal(candidate_week_difference(&week, &read), 0);
        assert_int_equal(candidate_week_difference(&week, &empty), 0x7F);
    }
}

static void what_is_no_week_is_not_read(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CandidateWeek week = { 0 };
    Str text = candidate_week_text(arena, &week);
    assert_false(candidate_week_read(STR_EMPTY, &week));
    assert_false(candidate_week_read(str_sub(text, 1, text.len), &week));
    assert_false(candidate_week_read(str_printf(arena, "%.*sg", STR_ARGS(str_sub(text, 1, text.len))),
                                     &week));
}

SUITE("candidate_week", cmocka_unit_test(blocks_are_half_hours),
      cmocka_unit_test(an_exception_is_no_plain_block),
      cmocka_unit_test(a_stretch_that_stays_keeps_its_source),
      cmocka_unit_test(any_week_goes_through_blocks_and_text_unharmed),
      cmocka_unit_test(what_is_no_week_is_not_read))
