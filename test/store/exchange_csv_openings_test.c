#include "exchange_csv.h"

#include "openings/openings.h"

static OpeningRecord opening_of(Store *store, Arena *arena, const char *id) {
    OpeningRecord record = { 0 };
    assert_int_equal(opening_load(store->db, arena, store->tenant, str_from(id), &record), OK);
    return record;
}

/* --- openings --- */

static void openings_share_their_class(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    import_good(&store, arena, "openings",
                S("id,places,class,class_name,class_minimum,class_maximum,class_start_on\n"
                  "o1,4,k1,Lassen,8,,2026-09-01\n"
                  "o2,6,k1,,8,15,\n"
                  "o3,1,,,,,\n"));
    ClassRows rows;
    assert_int_equal(classes_load(store.db, arena, store.tenant, &rows), OK);
    assert_int_equal(rows.count, 1);
    assert_str(rows.record[0].id, "k1");
    assert_str(rows.record[0].field[CLASS_name].text, "Lassen");
    assert_int_equal(rows.record[0].field[CLASS_minimum].number, 8);
    assert_int_equal(rows.record[0].field[CLASS_maximum].number, 15);
    assert_str(opening_of(&store, arena, "o2").field[OPENING_class].text, "k1");
    assert_false(opening_of(&store, arena, "o3").field[OPENING_class].known);
}

static void a_class_that_changes_is_a_change(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    import_good(&store, arena, "openings", S("id,class,class_minimum\no1,k1,8\no2,k2,9\n"));
    Imported next =
        import_good(&store, arena, "openings", S("id,class,class_minimum\no1,k1,7\no2,k2,9\n"));
    assert_int_equal(next.report.changed, 1);
}

static void openings_that_disagree_on_their_class_are_refused(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Imported wrong = import_file(&store, arena, "openings",
                                 S("id,class,class_minimum\no1,k1,8\no2,k1,9\no3,,7\n"));
    assert_int_equal(wrong.result, INVALID);
    assert_str(remark_text(arena, &wrong, 0),
               "refused line 3, column class_minimum: Class k1 has '9' here, but '8' on line 2. "
               "Choose one.");
    assert_has(remark_text(arena, &wrong, 1), "line 4, column class: There are data of a class.");
}

static void a_class_with_more_minimum_than_maximum_is_flagged(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Imported odd = import_good(&store, arena, "openings",
                               S("id,class,class_minimum,class_maximum,hours_min,hours_max,language\n"
                                 "o1,k1,20,,32,24,nld:speaking:entry:A1:B1\n"
                                 "o2,k1,,10,24,32,nld:speaking:entry:B1:A1\n"));
    assert_int_equal(odd.report.flagged, 3);
    assert_has(remark_text(arena, &odd, 2), "line 2, column class_maximum: minimum (20)");
    ClassRows rows;
    assert_int_equal(classes_load(store.db, arena, store.tenant, &rows), OK);
    assert_false(rows.record[0].field[CLASS_minimum].known);
    assert_false(rows.record[0].field[CLASS_maximum].known);
    assert_false(opening_of(&store, arena, "o1").field[OPENING_hours_min].known);
    assert_true(opening_of(&store, arena, "o2").field[OPENING_hours_min].known);
}

/* --- places and parties --- */

static void places_outside_the_country_are_refused(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Imported wrong = import_file(&store, arena, "postcodes",
                                 S("postcode4;municipality;latitude;longitude\n"
                                   "3511;GM0344;52,0918;5.1149\n"
                                   "3512;;5.1;52.1\n"
                                   "0999;;52.1;5.1\n"
                                   "3513;GM9999;52.1;5.1\n"
                                   "3514;;52.;5.1\n"
                                   "3515;;-52.1;5.1e0\n"
                                   "3511;;52.1;5.1\n"));
    assert_int_equal(wrong.report.taken, 1);
    assert_int_equal(wrong.report.refused, 6);
    assert_has(remark_text(arena, &wrong, 0),
               "line 3, column latitude: '5.1' is not possible here. Allowed: 50.5 .. 54.0.");
    assert_has(remark_text(arena, &wrong, 7), "line 8, column postcode4: '3511' is also on line 2.");
}

static void degrees_are_kept_to_a_millionth(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    import_good(&store, arena, "postcodes",
                S("postcode4;latitude;longitude\n3511;52,0918349;5.000001\n3512;52;5.1\n"));
    assert_str(export_all(&store, arena, "postcodes"),
               "postcode4,municipality,latitude,longitude\n3511,,52.091834,5.000001\n"
               "3512,,52.000000,5.100000\n");
}

static void a_pair_of_areas_is_given_once(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Imported wrong = import_file(&store, arena, "travel",
                                 S("from,to,mode,part_of_day,minutes\n3511,3512,car,,10\n"
                                   "3511,3512,car,morning,12\n3511,3512,car,any,11\n"
                                   "3511,3512,rocket,any,1\n3511,3512,walk,any,1441\n"));
    assert_int_equal(wrong.report.refused, 3);
    assert_has(remark_text(arena, &wrong, 0), "line 4, column from: ");
    assert_has(remark_text(arena, &wrong, 1), "line 5, column mode: 'rocket'");
    assert_has(remark_text(arena, &wrong, 2), "line 6, column minutes: '1441'");
}

static void a_recognition_that_ends_first_is_flagged(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Str file = S("company_id,crebo,postcode,valid_from,valid_until\n"
                 "100,25707,3511,2024-01-01,2023-01-01\n100,25707,3511,2025-01-01,\n");
    assert_int_equal(import_good(&store, arena, "recognitions", file).report.flagged, 1);
    Imported wrong = import_file(&store, arena, "recognitions",
                                 S("company_id,crebo,postcode,valid_from\n100,25707,3511,2024-01-01\n"
                                   "100,25707,3511,2024-01-01\n100,1,3511,2024-01-01\n"
                                   "100,25707,,unknown\n"));
    assert_int_equal(wrong.report.refused, 3);
}

static void an_occupation_has_a_group_of_isco(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Imported wrong = import_file(&store, arena, "occupations",
                                 S("occupation,isco,label\nhttps://example.org/a,7212,\n"
                                   "https://example.org/b,7999,\nhttps://example.org/a,7212,\n,7212,x\n"));
    assert_int_equal(wrong.report.refused, 3);
    assert_has(remark_text(arena, &wrong, 0), "line 3, column isco: ");
}

SUITE("exchange csv, openings and places", cmocka_unit_test(openings_share_their_class),
      cmocka_unit_test(a_class_that_changes_is_a_change),
      cmocka_unit_test(openings_that_disagree_on_their_class_are_refused),
      cmocka_unit_test(a_class_with_more_minimum_than_maximum_is_flagged),
      cmocka_unit_test(places_outside_the_country_are_refused),
      cmocka_unit_test(degrees_are_kept_to_a_millionth),
      cmocka_unit_test(a_pair_of_areas_is_given_once),
      cmocka_unit_test(a_recognition_that_ends_first_is_flagged),
      cmocka_unit_test(an_occupation_has_a_group_of_isco))
