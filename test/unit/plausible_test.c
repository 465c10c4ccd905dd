#include "plausible.h"
#include "test.h"

enum { TODAY = 20600 }; /* 2026-05-27 */

typedef struct Heard {
    Arena *arena;
    int count;
    Str column[16], reason[16];
} Heard;

static void hear(void *context, Str column, Phrase reason) {
    Heard *heard = context;
    assert_true(heard->count < 16);
    heard->column[heard->count] = column;
    heard->reason[heard->count++] = phrase_text(heard->arena, TONGUE_EN, reason);
}

static PlausibleEar ear_of(Arena *arena, Heard *heard) {
    *heard = (Heard){ .arena = arena };
    return (PlausibleEar){ .arena = arena, .today = TODAY, .tell = hear, .context = heard };
}

static Value number(int64_t value) {
    return (Value){ .known = true, .number = value };
}

static void a_pair_out_of_order_is_unknown_as_a_whole(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Heard heard;
    PlausibleEar ear = ear_of(arena, &heard);
    CandidateRecord record = { 0 };
    record.fact[FACT_hours_min] = number(20);
    record.fact[FACT_hours_max] = number(20);
    record.fact[FACT_right_to_work_from] = number(TODAY + 1);
    record.fact[FACT_right_to_work_until] = number(TODAY);
    record.fact[FACT_available_until] = number(1); /* alone it has nothing to differ from */
    candidate_plausible(&ear, &record);
    assert_int_equal(heard.count, 1);
    assert_str(heard.column[0], "right_to_work_until");
    assert_false(record.fact[FACT_right_to_work_from].known);
    assert_false(record.fact[FACT_right_to_work_until].known);
    assert_true(record.fact[FACT_hours_min].known && record.fact[FACT_hours_max].known);
    assert_true(record.fact[FACT_available_until].known);
}

static void one_end_can_be_wrong_with_two_beginnings(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Heard heard;
    PlausibleEar ear = ear_of(arena, &heard);
    CandidateRecord record = { 0 };
    record.fact[FACT_integration_from] = number(100);
    record.fact[FACT_integration_until] = number(300);
    record.fact[FACT_integration_extended_until] = number(200);
    candidate_plausible(&ear, &record);
    assert_int_equal(heard.count, 1);
    assert_true(record.fact[FACT_integration_from].known);
    assert_false(record.fact[FACT_integration_until].known);
}

static void a_birth_is_past_and_not_too_long_ago(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const struct { int year, month, day; bool plausible; } birth[] = {
        { 2026, 5, 28, false }, { 2026, 5, 27, true }, { 1990, 1, 1, true },
        { 1915, 5, 28, true },  { 1915, 5, 27, false }, { 1900, 1, 1, false },
    };
    assert_int_equal(day_of((Date){ 2026, 5, 27 }), TODAY);
    for (size_t i = 0; i < sizeof birth / sizeof *birth; i++) {
        Heard heard;
        PlausibleEar ear = ear_of(arena, &heard);
        CandidateRecord record = { 0 };
        Date date = { birth[i].year, birth[i].month, birth[i].day };
        record.fact[FACT_birth_date] = number(day_of(date));
        candidate_plausible(&ear, &record);
        assert_int_equal(record.fact[FACT_birth_date].known, birth[i].plausible);
        assert_int_equal(heard.count, !birth[i].plausible);
    }
}

static void experience_has_a_measure(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Heard heard;
    PlausibleEar ear = ear_of(arena, &heard);
    RecordList list = { 0 };
    const RecordType *type = &candidate_list_type[LIST_EXPERIENCE];
    static const int64_t months[] = { 600, 601, 1200 };
    for (int i = 0; i < 3; i++) {
        Value value[EXPERIENCE_FIELD_COUNT] = { 0 };
        value[EXPERIENCE_months] = number(months[i]);
        if (i < 2) value[EXPERIENCE_isco] = (Value){ .known = true, .text = S("7212") };
        record_add(arena, type, &list, value, (Provenance){ .source = S("csv") });
    }
    candidate_list_plausible(&ear, LIST_EXPERIENCE, &list);
    assert_int_equal(heard.count, 2);
    assert_str(heard.column[0], "experience");
    assert_str(heard.reason[0], "months is 601. More than 600 is not plausible. The value counts as "
                                "unknown.");
    assert_int_equal(list.count, 2); /* of the third nothing was left */
    assert_true(record_value(type, &list, 0, EXPERIENCE_months).known);
    assert_false(record_value(type, &list, 1, EXPERIENCE_months).known);
    assert_true(record_value(type, &list, 1, EXPERIENCE_isco).known);
}

static void work_may_end_on_a_day_to_come(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Heard heard;
    PlausibleEar ear = ear_of(arena, &heard);
    RecordList list = { 0 };
    Value value[EXPERIENCE_FIELD_COUNT] = { 0 };
    value[EXPERIENCE_from_on] = number(TODAY);
    value[EXPERIENCE_until_on] = number(TODAY + 1);
    record_add(arena, &candidate_list_type[LIST_EXPERIENCE], &list, value, (Provenance){ 0 });
    candidate_list_plausible(&ear, LIST_EXPERIENCE, &list);
    assert_int_equal(heard.count, 0);
    assert_true(list.value[EXPERIENCE_from_on].known);
    assert_true(list.value[EXPERIENCE_until_on].known);
}

static void a_block_has_a_length(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const struct { int64_t from, until; bool plausible; } block[] = {
        { 18, 19, true }, { 18, 18, false }, { 19, 18, false }, { 0, 48, true }
    };
    for (size_t i = 0; i < sizeof block / sizeof *block; i++) {
        Heard heard;
        PlausibleEar ear = ear_of(arena, &heard);
        OpeningRecord record = { 0 };
        RecordList *list = &record.list[OPENING_LIST_BLOCK];
        Value value[BLOCK_FIELD_COUNT] = { 0 };
        value[BLOCK_weekday] = number(1);
        value[BLOCK_from_time] = number(block[i].from);
        value[BLOCK_until_time] = number(block[i].until);
        record_add(arena, &opening_list_type[OPENING_LIST_BLOCK], list, value, (Provenance){ 0 });
        opening_plausible(&ear, &record);
        assert_int_equal(list->value[BLOCK_from_time].known, block[i].plausible);
        assert_int_equal(heard.count, !block[i].plausible);
        assert_int_equal(list->count, 1); /* its day is still known */
    }
}

static void an_opening_and_a_class_fit_themselves(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Heard heard;
    PlausibleEar ear = ear_of(arena, &heard);
    OpeningRecord record = { 0 };
    record.field[OPENING_places_minimum] = number(9);
    record.field[OPENING_places] = number(8);
    record.field[OPENING_start_on] = number(TODAY);
    record.field[OPENING_until_on] = number(TODAY - 1);
    record.field[OPENING_experience_months] = number(601);
    opening_plausible(&ear, &record);
    assert_int_equal(heard.count, 3);
    assert_false(record.field[OPENING_places].known);
    ClassRecord class = { 0 };
    class.field[CLASS_minimum] = number(15);
    class.field[CLASS_maximum] = number(15);
    class_plausible(&ear, &class);
    assert_int_equal(heard.count, 3);
    class.field[CLASS_maximum] = number(14);
    class_plausible(&ear, &class);
    assert_str(heard.column[3], "class_maximum");
    assert_false(class.field[CLASS_minimum].known);
}

static void a_second_look_finds_nothing(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Heard heard;
    PlausibleEar ear = ear_of(arena, &heard);
    CandidateRecord record = { 0 };
    for (int i = 0; i < FACT_COUNT; i++) record.fact[i] = number(90000 - i);
    candidate_plausible(&ear, &record);
    int first = heard.count;
    assert_true(first >= 5);
    candidate_plausible(&ear, &record);
    assert_int_equal(heard.count, first);
}

SUITE("plausible", cmocka_unit_test(a_pair_out_of_order_is_unknown_as_a_whole),
      cmocka_unit_test(one_end_can_be_wrong_with_two_beginnings),
      cmocka_unit_test(a_birth_is_past_and_not_too_long_ago),
      cmocka_unit_test(experience_has_a_measure),
      cmocka_unit_test(work_may_end_on_a_day_to_come),
      cmocka_unit_test(a_block_has_a_length),
      cmocka_unit_test(an_opening_and_a_class_fit_themselves),
      cmocka_unit_test(a_second_look_finds_nothing))
