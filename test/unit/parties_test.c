#include "test.h"

#include "embedded.h"
#include "parties/parties.h"
#include "parties/parties_index.h"
#include "records/own_table.h"

static Value number(int64_t n) {
    return (Value){ .known = true, .number = n };
}

static Value text(const char *t) {
    return (Value){ .known = true, .text = str_from(t) };
}

static Day day(const char *written) {
    Day found = DAY_UNKNOWN;
    assert_true(day_read(str_from(written), &found));
    return found;
}

/* Company 1 (id "bakery", company id "L1"): cook from 2024 to mid 2025 at 3511AB, care at 3584
 * without an end, and one whose end lies before its beginning. Company 2 ("garage"): cook in
 * 3511. */
static Recognitions two_companies(Arena *arena) {
    Recognitions all = { arena_many(arena, Recognition, 4), 4, NULL };
    all.row[0] = (Recognition){ 1,
                                S("bakery"),
                                { text("L1"), text("Bakery"), number(25180), text("3511AB"),
                                  number(day("2024-01-01")), number(day("2025-06-30")) } };
    all.row[1] = (Recognition){ 1,
                                S("bakery"),
                                { text("L1"), text("Bakery"), number(25484), text("3584"),
                                  number(day("2024-01-01")), VALUE_UNKNOWN } };
    all.row[2] = (Recognition){ 1,
                                S("bakery"),
                                { text("L1"), text("Bakery"), number(25603), text("3511AB"),
                                  number(day("2024-01-01")), number(day("2023-12-31")) } };
    all.row[3] = (Recognition){ 2,
                                S("garage"),
                                { text("L2"), text("Garage"), number(25180), text("3511"),
                                  number(day("2024-01-01")), VALUE_UNKNOWN } };
    PartyIndex *index = index_new(arena, 8);
    index_put(index, S("bakery"), 0);
    index_put(index, S("L1"), 0);
    index_put(index, S("garage"), 3);
    index_put(index, S("L2"), 3);
    all.index = index;
    return all;
}

static void a_recognition_holds_from_its_first_to_its_last_day(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Recognitions all = two_companies(arena);
    assert_false(recognition_valid(&all.row[0], day("2023-12-31")));
    assert_true(recognition_valid(&all.row[0], day("2024-01-01")));
    assert_true(recognition_valid(&all.row[0], day("2025-06-30")));
    assert_false(recognition_valid(&all.row[0], day("2025-07-01")));
    assert_true(recognition_valid(&all.row[1], day("2199-12-31"))); /* no end known */
    assert_false(recognition_valid(&all.row[0], DAY_UNKNOWN));
    Recognition without_begin = all.row[0];
    without_begin.field[RECOGNITION_valid_from] = VALUE_UNKNOWN;
    assert_false(recognition_valid(&without_begin, day("2024-05-05")));
}

static void an_end_before_the_beginning_is_never_valid(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Recognitions all = two_companies(arena);
    assert_true(recognition_is_plausible(all.row[0].field));
    assert_true(recognition_is_plausible(all.row[1].field));
    assert_false(recognition_is_plausible(all.row[2].field));
    for (Day on = day("2023-12-01"); on < day("2024-02-01"); on++) {
        assert_false(recognition_valid(&all.row[2], on));
    }
    assert_int_equal(recognised(&all, S("bakery"), 25603, text("3511AB"), day("2024-01-01")),
                     RECOGNISED_NO);
}

static void recognised_for_this_here_and_now(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Recognitions all = two_companies(arena);
    Day now = day("2025-03-01"), later = day("2025-09-01");
    assert_int_equal(recognised(&all, S("bakery"), 25180, text("3511AB"), now), RECOGNISED_YES);
    assert_int_equal(recognised(&all, S("L1"), 25180, text("3511AB"), now), RECOGNISED_YES);
    assert_int_equal(recognised(&all, S("L1"), 25180, text("3511"), now), RECOGNISED_YES);
    assert_int_equal(recognised(&all, S("bakery"), 25180, text("3511AC"), now), RECOGNISED_NO);
    assert_int_equal(recognised(&all, S("bakery"), 25180, text("3584"), now), RECOGNISED_NO);
    assert_int_equal(recognised(&all, S("bakery"), 25180, text("3511AB"), later), RECOGNISED_NO);
    assert_int_equal(recognised(&all, S("bakery"), 25484, text("3584XY"), later), RECOGNISED_YES);
    assert_int_equal(recognised(&all, S("bakery"), 11111, text("3584"), now), RECOGNISED_NO);
    assert_int_equal(recognised(&all, S("garage"), 25180, text("3511ZZ"), now), RECOGNISED_YES);
    assert_int_equal(recognised(&all, S("garage"), 25484, text("3584"), now), RECOGNISED_NO);
}

static void silence_is_unknown(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Recognitions all = two_companies(arena);
    Day now = day("2025-03-01"), later = day("2025-09-01");
    assert_int_equal(recognised(&all, S("nobody"), 25180, text("3511"), now), RECOGNISED_UNKNOWN);
    assert_int_equal(recognised(&all, S(""), 25180, text("3511"), now), RECOGNISED_UNKNOWN);
    assert_int_equal(recognised(&all, S("bakery"), 25180, VALUE_UNKNOWN, now), RECOGNISED_UNKNOWN);
    assert_int_equal(recognised(&all, S("bakery"), 25180, VALUE_UNKNOWN, later), RECOGNISED_NO);
    assert_int_equal(recognised(&all, S("bakery"), 25180, text("3511AB"), DAY_UNKNOWN),
                     RECOGNISED_UNKNOWN);
    assert_int_equal(recognised(&all, S("bakery"), 25180, text("9999"), DAY_UNKNOWN),
                     RECOGNISED_NO);
    Recognitions none = { NULL, 0, index_new(arena, 0) };
    assert_int_equal(recognised(&none, S("bakery"), 25180, text("3511"), now), RECOGNISED_UNKNOWN);
}

static void places_of_supervisors_add_up_per_workplace(void **state) {
    (void)state;
    PartyRecord record[] = {
        { .kind = PARTY_SUPERVISOR, .belongs_number = 4, .field[SUPERVISOR_places] = number(3) },
        { .kind = PARTY_SUPERVISOR, .belongs_number = 5, .field[SUPERVISOR_places] = number(100) },
        { .kind = PARTY_SUPERVISOR, .belongs_number = 4, .field[SUPERVISOR_places] = number(2) },
    };
    PartyRows rows = { record, 3 };
    assert_int_equal(supervisor_places(&rows, 4), 5);
    assert_int_equal(supervisor_places(&rows, 5), 100);
    assert_int_equal(supervisor_places(&rows, 6), 0);
}

static void isco_groups_are_those_of_the_table(void **state) {
    (void)state;
    assert_true(isco_exists(S("7")));
    assert_true(isco_exists(S("72")));
    assert_true(isco_exists(S("722")));
    assert_true(isco_exists(S("7223")));
    assert_true(isco_exists(S("0")));
    assert_true(isco_exists(S("0110")));
    static const char *const none[] = { "", "10", "7299", "007", "72230", "abc", "-7", " 7", "7 " };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        if (isco_exists(str_from(none[i]))) fail_msg("'%s' is a group", none[i]);
    }
    int units = 0, groups = 0;
    char code[8];
    for (int i = 0; i < 10000; i++) {
        snprintf(code, sizeof code, "%04d", i);
        units += isco_exists(str_from(code));
        groups += i < 10 && isco_exists(str_sub(str_from(code), 3, 1));
    }
    assert_int_equal(units, 436); /* ISCO-08 */
    assert_int_equal(groups, 10);
}

static void occupations_of_esco_are_known(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Occupations all = occupations_builtin(arena);
    assert_int_equal(all.count, all.own_first);
    const Occupation *cook = occupation_find(
        &all, S("http://data.europa.eu/esco/occupation/01484951-15e6-4b88-a20f-1201868d36a0"));
    assert_non_null(cook);
    assert_str(cook->isco, "3434");
    assert_str(cook->label, "chefkok");
    assert_null(occupation_find(&all, S("")));
    assert_null(occupation_find(&all, S("http://data.europa.eu/esco/occupation/")));
    for (size_t i = 0; i < all.count; i++) {
        assert_true(isco_exists(all.row[i].isco));
        assert_ptr_equal(occupation_find(&all, all.row[i].address), &all.row[i]);
    }
}

static void the_index_finds_what_was_put_last(void **state) {
    (void)state;
    TEST_ARENA(arena);
    enum { KEYS = 5000 };
    PartyIndex *index = index_new(arena, KEYS);
    uint32_t row = 7;
    assert_false(index_find(index, S("0"), &row));
    assert_int_equal(row, 7);
    for (uint32_t round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < KEYS; i++) index_put(index, str_printf(arena, "%u", i), i + round);
    }
    for (uint32_t i = 0; i < KEYS; i++) {
        assert_true(index_find(index, str_printf(arena, "%u", i), &row));
        assert_int_equal(row, i + 1);
        assert_false(index_find(index, str_printf(arena, "%ux", i), &row));
    }
}

static void kinds_and_roles_have_their_fields(void **state) {
    (void)state;
    for (int kind = 0; kind < PARTY_KIND_COUNT; kind++) {
        const PartyType *type = &party_type[kind];
        assert_in_range(type->field_count, 1, PARTY_FIELDS_MAX);
        for (const int *field = type->required; *field >= 0; field++) {
            assert_in_range(*field, 0, type->field_count - 1);
        }
        if (!type->belongs) continue;
        assert_string_equal(type->field[0].name, party_type[type->to].name);
        assert_int_equal(type->required[0], 0);
    }
}

/* The reader of our own tables: quotes, a last line without a line feed, an absent table. */
static void own_tables_are_read_cell_by_cell(void **state) {
    (void)state;
    OwnTable table = own_table_open("municipalities.csv");
    int rows = 0, quoted = 0;
    while (own_table_next(&table)) {
        rows++;
        assert_int_equal(table.cell_count, table.header_count);
        assert_true(own_table_number(&table, "latitude_microdegrees") > 50000000);
        quoted += str_equal(own_table_text(&table, "name"), S("Nuenen, Gerwen en Nederwetten"));
    }
    assert_int_equal(rows, 342);
    assert_int_equal(quoted, 1);
    assert_false(own_table_next(&table));
    OwnTable none = own_table_open("absent.csv");
    assert_false(own_table_next(&none));
}

SUITE("parties", cmocka_unit_test(a_recognition_holds_from_its_first_to_its_last_day),
      cmocka_unit_test(an_end_before_the_beginning_is_never_valid),
      cmocka_unit_test(recognised_for_this_here_and_now), cmocka_unit_test(silence_is_unknown),
      cmocka_unit_test(places_of_supervisors_add_up_per_workplace),
      cmocka_unit_test(isco_groups_are_those_of_the_table),
      cmocka_unit_test(occupations_of_esco_are_known),
      cmocka_unit_test(the_index_finds_what_was_put_last),
      cmocka_unit_test(kinds_and_roles_have_their_fields),
      cmocka_unit_test(own_tables_are_read_cell_by_cell))
