/* The made-up region as a whole: its dice, its tables, its records, its openings. */
#include "demo/terms.h"
#include "demo_region.h"

#include "plausible.h"

/* --- dice --- */

static void the_dice_are_the_published_ones(void **state) {
    (void)state;
    static const uint64_t published[] = {
        UINT64_C(6457827717110365317), UINT64_C(3203168211198807973), UINT64_C(9817491932198370423),
        UINT64_C(4593380528125082431), UINT64_C(16408922859458223821)
    };
    Dice dice = { 1234567 };
    for (size_t i = 0; i < sizeof published / sizeof *published; i++) {
        assert_true(dice_next(&dice) == published[i]);
    }
}

static void dice_fall_evenly_and_within_bounds(void **state) {
    (void)state;
    int count[6] = { 0 };
    Dice dice = dice_of(dice_root(1, S("test"), 1), S("six"));
    for (int i = 0; i < 60000; i++) count[dice_below(&dice, 6)]++;
    for (int i = 0; i < 6; i++) assert_in_range(count[i], 9600, 10400);
    for (int i = 0; i < 1000; i++) {
        assert_false(dice_chance(&dice, 0));
        assert_true(dice_chance(&dice, 1000));
        int64_t between = dice_between(&dice, -3, 3);
        assert_true(between >= -3 && between <= 3);
        assert_int_equal(dice_between(&dice, 9, 9), 9);
    }
}

static void every_question_has_dice_of_its_own(void **state) {
    (void)state;
    uint64_t first = dice_root(1, S("candidate"), 1), second = dice_root(1, S("candidate"), 2);
    Dice a = dice_of(first, S("language")), b = dice_of(first, S("language"));
    assert_true(dice_next(&a) == dice_next(&b));
    Dice other = dice_of(first, S("wish")), neighbour = dice_of(second, S("language"));
    Dice again = dice_of(first, S("language"));
    uint64_t thrown = dice_next(&again);
    assert_true(thrown != dice_next(&other));
    assert_true(thrown != dice_next(&neighbour));
    assert_true(dice_root(1, S("candidate"), 1) != dice_root(2, S("candidate"), 1));
    assert_true(dice_root(1, S("candidate"), 1) != dice_root(1, S("opening"), 1));
}

/* --- the table --- */

static const char *const figure_rows[] = {
#define ROW_OF_FIGURE(name, row) row,
    DEMO_FIGURES(ROW_OF_FIGURE)
};
static const char *const share_rows[] = {
#define ROW_OF_SHARES(name, rows, field) rows,
    DEMO_SHARES(ROW_OF_SHARES)
};

static bool row_is_read(Str name) {
    for (size_t i = 0; i < sizeof figure_rows / sizeof *figure_rows; i++) {
        if (str_equal(name, str_from(figure_rows[i]))) return true;
    }
    for (size_t i = 0; i < sizeof share_rows / sizeof *share_rows; i++) {
        Str rows = str_from(share_rows[i]);
        Str rest = str_sub(name, rows.len, name.len);
        if (str_starts(name, rows) && str_find(rest, S(".")) == rest.len) return true;
    }
    return false;
}

static void no_row_of_the_table_is_idle(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Table table = table_read(arena, "demo/parameters.csv");
    for (size_t row = 0; row < table.row_count; row++) {
        Str name = table_cell(&table, row, "parameter");
        if (!row_is_read(name)) fail_msg("nothing reads %.*s", STR_ARGS(name));
    }
}

static void figures_are_those_of_the_table(void **state) {
    (void)state;
    TEST_ARENA(arena);
    const Figures *figures = figures_load(arena);
    Table table = table_read(arena, "demo/parameters.csv");
    for (int i = 0; i < FIGURE_COUNT; i++) {
        size_t row = table_find(&table, "parameter", str_from(figure_rows[i]));
        assert_int_equal(figure(figures, (Figure)i), table_number(&table, row, "value"));
    }
    assert_int_equal(figures->sector_count, table_read(arena, "demo/sectors.csv").row_count);
    assert_int_equal(figures->class_count, table_read(arena, "demo/classes.csv").row_count);
    Terms terms = terms_near(day_of((Date){ 2026, 11, 24 }));
    assert_int_equal(terms.term_months, 36);
    assert_int_equal(terms.exam_level, LEVEL_B1);
    assert_int_equal(terms.exam_2013_level, LEVEL_A2);
    assert_int_equal(terms.young_age_below, 27);
    assert_false(dated_rule_names(terms.module_routes, S("education")));
    size_t postcodes = 0;
    for (size_t i = 0; i < figures->area_count; i++) postcodes += figures->areas[i].count;
    assert_int_equal(postcodes, table_read(arena, "postcodes_demo.csv").row_count);
}

static void assert_parts_in(Arena *arena, Str set, const char *name, const char *column) {
    Table table = table_read(arena, name);
    Str part;
    while (str_cut(&set, ';', &part)) {
        if (!table_has(&table, column, part)) fail_msg("%s lacks %.*s", name, STR_ARGS(part));
    }
}

static void sectors_and_classes_name_what_exists(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const char *const names[] = { "demo/sectors.csv", "demo/classes.csv" };
    Table times = table_read(arena, "demo/times.csv");
    assert_filled(&times, "source");
    for (size_t i = 0; i < 2; i++) {
        Table table = table_read(arena, names[i]);
        assert_filled(&table, "source");
        for (size_t row = 0; row < table.row_count; row++) {
            assert_parts_in(arena, table_cell(&table, row, "isco"), "isco_groups.csv", "code");
            assert_parts_in(arena, table_cell(&table, row, "isco"), "occupations.csv", "isco");
            assert_parts_in(arena, table_cell(&table, row, "crebo"), "qualifications.csv", "crebo");
            assert_parts_in(arena, table_cell(&table, row, "times"), "demo/times.csv", "times");
        }
    }
}

static void a_place_in_the_thousand_finds_its_share(void **state) {
    (void)state;
    TEST_ARENA(arena);
    const Figures *figures = figures_load(arena);
    const Shares *shares = &figures->shares[SHARE_sex];
    int64_t place = 0;
    for (int i = 0; i < shares->count; i++) {
        const Share *share = &shares->share[i];
        assert_ptr_equal(figures_at(figures, SHARE_sex, place), share);
        assert_ptr_equal(figures_at(figures, SHARE_sex, place + share->permille - 1), share);
        assert_int_equal(share->value.known, !str_equal(share->code, S("unknown")));
        place += share->permille;
    }
    assert_int_equal(place, 1000);
}

/* --- the region as a whole --- */

static void the_region_has_its_size(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made region = usual(arena, 1);
    assert_int_equal(region.people.count, 1200);
    assert_int_equal(region.openings.count, 260);
    assert_int_equal(region.classes.count, 12);
    for (size_t i = 0; i < region.people.count; i++) {
        Str id = str_printf(arena, "kandidaat-%04zu", i + 1);
        assert_true(str_equal(region.people.record[i].id, id));
        assert_true(region.people.record[i].demo);
    }
    for (size_t i = 0; i < region.openings.count; i++) {
        Str id = str_printf(arena, "opening-%03zu", i + 1);
        assert_true(str_equal(region.openings.record[i].id, id));
        assert_true(region.openings.record[i].demo);
    }
}

static void other_sizes_are_made_too(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made one =
        made(arena, (DemoRequest){ .seed = 1, .today = TODAY, .candidates = 1, .openings = 1 });
    assert_int_equal(one.people.count, 1);
    assert_int_equal(one.openings.count, 1);
    assert_int_equal(one.classes.count, 0);
    Made few =
        made(arena, (DemoRequest){ .seed = 1, .today = TODAY, .candidates = 2, .openings = 22 });
    assert_int_equal(few.classes.count, 1);
    Made twice =
        made(arena, (DemoRequest){ .seed = 1, .today = TODAY, .candidates = 3, .openings = 520 });
    assert_int_equal(twice.classes.count, 24);
}

static Str text_of(Arena *arena, const FieldInfo *field, Value value) {
    return value_text(arena, field, value);
}

/* One number for everything that a region says. */
static unsigned long long list_hash(Arena *arena, const RecordType *type, const RecordList *list) {
    unsigned long long hash = str_hash(record_list_text(arena, type, list));
    for (size_t row = 0; row < list->count; row++) {
        hash = hash * 31 + (unsigned long long)list->from[row].confirmed * 2 +
               list->from[row].verified;
    }
    return hash;
}

static unsigned long long person_hash(Arena *arena, const CandidateRecord *person) {
    unsigned long long hash = str_hash(person->id);
    for (int i = 0; i < FACT_COUNT; i++) {
        hash = hash * 31 + str_hash(text_of(arena, &fact_info[i].field, person->fact[i]));
        hash = hash * 31 + (unsigned long long)person->fact_from[i].confirmed;
    }
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) {
        hash = hash * 31 + list_hash(arena, &candidate_list_type[i], &person->list[i]);
    }
    return hash;
}

static unsigned long long opening_hash(Arena *arena, const OpeningRecord *opening) {
    unsigned long long hash = str_hash(opening->id);
    for (int i = 0; i < OPENING_FIELD_COUNT; i++) {
        hash = hash * 31 + str_hash(text_of(arena, &opening_field[i], opening->field[i]));
    }
    for (int i = 0; i < OPENING_LIST_COUNT; i++) {
        hash = hash * 31 + list_hash(arena, &opening_list_type[i], &opening->list[i]);
    }
    return hash;
}

static unsigned long long region_hash(Arena *arena, const Made *region) {
    unsigned long long hash = 0;
    for (size_t i = 0; i < region->people.count; i++) {
        hash = hash * 31 + person_hash(arena, &region->people.record[i]);
    }
    for (size_t i = 0; i < region->openings.count; i++) {
        hash = hash * 31 + opening_hash(arena, &region->openings.record[i]);
    }
    for (size_t i = 0; i < region->classes.count; i++) {
        const ClassRecord *record = &region->classes.record[i];
        for (int k = 0; k < CLASS_FIELD_COUNT; k++) {
            hash = hash * 31 + str_hash(text_of(arena, &class_field[k], record->field[k]));
        }
    }
    return hash;
}

static void the_same_request_gives_the_same_region(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made first = usual(arena, 1), again = usual(arena, 1), other = usual(arena, 2);
    Made later = made(arena, (DemoRequest){ .seed = 1, .today = TODAY + 1 });
    unsigned long long hash = region_hash(arena, &first);
    assert_true(hash == region_hash(arena, &again));
    assert_true(hash != region_hash(arena, &other));
    assert_true(hash != region_hash(arena, &later));
}

static void a_larger_region_holds_the_same_people_first(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made small = made(arena, (DemoRequest){ .seed = 3, .today = TODAY, .candidates = 100 });
    Made large = made(arena, (DemoRequest){ .seed = 3, .today = TODAY, .candidates = 300 });
    for (size_t i = 0; i < small.people.count; i++) {
        assert_true(person_hash(arena, &small.people.record[i]) ==
                    person_hash(arena, &large.people.record[i]));
    }
}

/* Only days move with the day. */
static void another_day_gives_the_same_people(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made first = usual(arena, 1);
    Made later = made(arena, (DemoRequest){ .seed = 1, .today = TODAY + 200 });
    for (size_t i = 0; i < first.people.count; i++) {
        for (int fact = 0; fact < FACT_COUNT; fact++) {
            if (fact_info[fact].field.kind == FIELD_DAY) continue;
            if (fact == FACT_under_27) continue; /* follows the birth date, in whole months */
            Value a = first.people.record[i].fact[fact], b = later.people.record[i].fact[fact];
            if (!value_equal(fact_info[fact].field.kind, a, b)) {
                fail_msg("%s of person %zu", fact_info[fact].field.name, i + 1);
            }
        }
    }
}

/* --- everybody --- */

static void assert_sound(Arena *arena, const FieldInfo *field, Value value) {
    if (!value.known) return;
    Value back;
    Phrase why;
    Str text = text_of(arena, field, value);
    if (!text.len || value_read(arena, field, text, &back, &why) != OK) {
        fail_msg("%s: '%.*s' is refused", field->name, STR_ARGS(text));
    }
    if (!value_equal(field->kind, value, back)) fail_msg("%s: '%.*s'", field->name, STR_ARGS(text));
    if (field->kind == FIELD_LISTED) assert_int_equal(value.number, back.number);
}

static void assert_list_sound(Arena *arena, const RecordType *type, const RecordList *list) {
    for (size_t row = 0; row < list->count; row++) {
        const Value *value = list->value + row * (size_t)type->field_count;
        for (int i = 0; i < type->field_count; i++) assert_sound(arena, &type->field[i], value[i]);
        if (type->key_count && record_find(type, list, value) != (int)row) {
            fail_msg("%s: an entry stands twice", type->name);
        }
    }
}

static void every_value_is_one_that_may_be_given(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made region = usual(arena, 4);
    for (size_t i = 0; i < region.people.count; i++) {
        const CandidateRecord *person = &region.people.record[i];
        for (int k = 0; k < FACT_COUNT; k++) {
            assert_sound(arena, &fact_info[k].field, person->fact[k]);
        }
        for (int k = 0; k < CANDIDATE_LIST_COUNT; k++) {
            assert_list_sound(arena, &candidate_list_type[k], &person->list[k]);
        }
    }
    for (size_t i = 0; i < region.openings.count; i++) {
        const OpeningRecord *opening = &region.openings.record[i];
        for (int k = 0; k < OPENING_FIELD_COUNT; k++) {
            assert_sound(arena, &opening_field[k], opening->field[k]);
        }
        for (int k = 0; k < OPENING_LIST_COUNT; k++) {
            assert_list_sound(arena, &opening_list_type[k], &opening->list[k]);
        }
    }
    for (size_t i = 0; i < region.classes.count; i++) {
        for (int k = 0; k < CLASS_FIELD_COUNT; k++) {
            assert_true(region.classes.record[i].field[k].known);
            assert_sound(arena, &class_field[k], region.classes.record[i].field[k]);
        }
    }
}

static void tell_failure(void *context, Str column, Phrase reason) {
    Str text = phrase_text(context, TONGUE_EN, reason);
    fail_msg("%.*s: %.*s", STR_ARGS(column), STR_ARGS(text));
}

static void every_value_is_plausible(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const Day days[] = { TODAY, 19790, 21243 }; /* among them a 29 February */
    for (size_t day = 0; day < sizeof days / sizeof *days; day++) {
        Made region = made(arena, (DemoRequest){ .seed = day, .today = days[day] });
        PlausibleEar ear = {
            .arena = arena, .today = days[day], .tell = tell_failure, .context = arena
        };
        for (size_t i = 0; i < region.people.count; i++) {
            candidate_plausible(&ear, &region.people.record[i]);
        }
        for (size_t i = 0; i < region.openings.count; i++) {
            opening_plausible(&ear, &region.openings.record[i]);
        }
        for (size_t i = 0; i < region.classes.count; i++) {
            class_plausible(&ear, &region.classes.record[i]);
        }
    }
}

static void nobody_has_a_name_but_the_marked_one(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made region = usual(arena, 1);
    for (size_t i = 0; i < region.people.count; i++) {
        const CandidateRecord *person = &region.people.record[i];
        Str number = str_printf(arena, "%04zu", i + 1);
        assert_true(str_equal(person->fact[FACT_given_name].text, S("Kandidaat")));
        assert_true(str_equal(person->fact[FACT_family_name].text, number));
        assert_false(person->fact[FACT_email].known);
        assert_false(person->fact[FACT_phone].known);
        Value checked = person->fact[FACT_right_to_work_checked_by];
        if (checked.known) assert_true(str_ends(checked.text, S("(demo)")));
    }
    for (size_t i = 0; i < region.openings.count; i++) {
        const OpeningRecord *opening = &region.openings.record[i];
        assert_true(str_starts(opening->field[OPENING_employer_name].text, S("Werkgever ")));
        assert_true(str_ends(opening->field[OPENING_employer_name].text, S("(demo)")));
        assert_true(str_equal(opening->field[OPENING_source].text, S("demo")));
    }
}

static void assert_postcode(const Table *postcodes, Value postcode, Value municipality) {
    if (!postcode.known) return;
    size_t row = table_find(postcodes, "postcode4", postcode.text);
    assert_true(row < postcodes->row_count);
    if (!municipality.known) return;
    assert_true(str_equal(table_cell(postcodes, row, "municipality"), municipality.text));
}

static void everybody_lives_and_works_in_the_region(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made region = usual(arena, 5);
    Table postcodes = table_read(arena, "postcodes_demo.csv");
    for (size_t i = 0; i < region.people.count; i++) {
        const Value *fact = region.people.record[i].fact;
        assert_postcode(&postcodes, fact[FACT_postcode], fact[FACT_municipality]);
        assert_postcode(&postcodes, fact[FACT_move_postcode], VALUE_UNKNOWN);
        assert_int_equal(fact[FACT_move_postcode].known, fact[FACT_move_on].known);
    }
    for (size_t i = 0; i < region.openings.count; i++) {
        const OpeningRecord *opening = &region.openings.record[i];
        assert_true(opening->field[OPENING_postcode].known);
        assert_postcode(&postcodes, opening->field[OPENING_postcode],
                        opening->field[OPENING_municipality]);
        const RecordType *type = &opening_list_type[OPENING_LIST_PHASE];
        const RecordList *phases = &opening->list[OPENING_LIST_PHASE];
        for (size_t row = 0; row < phases->count; row++) {
            assert_postcode(&postcodes, record_value(type, phases, row, PHASE_lesson_postcode),
                            VALUE_UNKNOWN);
        }
    }
}

/* --- openings --- */

static int class_of(const Made *region, const OpeningRecord *opening) {
    Value class = opening->field[OPENING_class];
    for (size_t i = 0; class.known && i < region->classes.count; i++) {
        if (str_equal(region->classes.record[i].id, class.text)) return (int)i;
    }
    assert_false(class.known);
    return -1;
}

static void assert_class(const Made *region, int at) {
    const Value *class = region->classes.record[at].field;
    int64_t places = 0;
    size_t openings = 0;
    for (size_t i = 0; i < region->openings.count; i++) {
        const OpeningRecord *opening = &region->openings.record[i];
        if (class_of(region, opening) != at) continue;
        places += opening->field[OPENING_places].number;
        openings++;
        assert_int_equal(opening->field[OPENING_start_on].number, class[CLASS_start_on].number);
        assert_int_equal(opening->list[OPENING_LIST_PHASE].count, 6);
        for (size_t k = 0; k < i; k++) {
            const OpeningRecord *other = &region->openings.record[k];
            if (class_of(region, other) != at) continue;
            assert_false(str_equal(opening->field[OPENING_employer].text,
                                   other->field[OPENING_employer].text));
        }
    }
    assert_in_range(openings, 2, 6);
    assert_int_equal(places, class[CLASS_maximum].number);
    assert_in_range(class[CLASS_minimum].number, 8, 12);
    assert_true(class[CLASS_minimum].number <= class[CLASS_maximum].number);
    Day start = (Day) class[CLASS_start_on].number;
    assert_true(start > TODAY && start <= TODAY + 184);
    assert_int_equal(day_weekday(start), 0);
    assert_true(class[CLASS_enrol_by].number < start && class[CLASS_enrol_by].number >= TODAY);
}

static void classes_have_their_places_at_several_employers(void **state) {
    (void)state;
    TEST_ARENA(arena);
    for (uint64_t seed = 1; seed <= 5; seed++) {
        Made region = usual(arena, seed);
        int64_t places = 0;
        for (size_t i = 0; i < region.classes.count; i++) {
            assert_class(&region, (int)i);
            places += region.classes.record[i].field[CLASS_maximum].number;
        }
        assert_int_equal(places, 150);
    }
}

static void other_openings_have_one_to_three_places(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made region = usual(arena, 1);
    const RecordType *kinds = &opening_list_type[OPENING_LIST_KIND];
    size_t of_kind[6] = { 0 };
    for (size_t i = 0; i < region.openings.count; i++) {
        const OpeningRecord *opening = &region.openings.record[i];
        const Value *field = opening->field;
        assert_int_equal(opening->list[OPENING_LIST_KIND].count, 1);
        int64_t kind = record_value(kinds, &opening->list[OPENING_LIST_KIND], 0, KIND_kind).number;
        of_kind[kind]++;
        assert_true(field[OPENING_isco].known && field[OPENING_hours_max].known);
        assert_true(field[OPENING_hours_min].number <= field[OPENING_hours_max].number);
        assert_true(opening->list[OPENING_LIST_DEMAND].count > 0);
        if (class_of(&region, opening) >= 0) continue;
        assert_in_range(field[OPENING_places].number, 1, 3);
        assert_true(!field[OPENING_enrol_by].known || field[OPENING_enrol_by].number >= TODAY);
    }
    for (int i = 0; i < 6; i++) assert_true(of_kind[i] >= 5);
}

static void programmes_name_their_legal_ground(void **state) {
    (void)state;
    TEST_ARENA(arena);
    const RecordType *type = &opening_list_type[OPENING_LIST_TARGET];
    size_t targets = 0;
    Made region = usual(arena, 1);
    for (size_t i = 0; i < region.openings.count; i++) {
        const RecordList *list = &region.openings.record[i].list[OPENING_LIST_TARGET];
        for (size_t row = 0; row < list->count; row++) {
            assert_true(record_value(type, list, row, TARGET_legal_ground).known);
            targets++;
        }
    }
    assert_true(targets > 0);
}

SUITE("demo", cmocka_unit_test(the_dice_are_the_published_ones),
      cmocka_unit_test(dice_fall_evenly_and_within_bounds),
      cmocka_unit_test(every_question_has_dice_of_its_own),
      cmocka_unit_test(no_row_of_the_table_is_idle),
      cmocka_unit_test(figures_are_those_of_the_table),
      cmocka_unit_test(sectors_and_classes_name_what_exists),
      cmocka_unit_test(a_place_in_the_thousand_finds_its_share),
      cmocka_unit_test(the_region_has_its_size), cmocka_unit_test(other_sizes_are_made_too),
      cmocka_unit_test(the_same_request_gives_the_same_region),
      cmocka_unit_test(a_larger_region_holds_the_same_people_first),
      cmocka_unit_test(another_day_gives_the_same_people),
      cmocka_unit_test(every_value_is_one_that_may_be_given),
      cmocka_unit_test(every_value_is_plausible),
      cmocka_unit_test(nobody_has_a_name_but_the_marked_one),
      cmocka_unit_test(everybody_lives_and_works_in_the_region),
      cmocka_unit_test(classes_have_their_places_at_several_employers),
      cmocka_unit_test(other_openings_have_one_to_three_places),
      cmocka_unit_test(programmes_name_their_legal_ground))
