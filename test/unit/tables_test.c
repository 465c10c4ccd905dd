#include "test.h"

#include "day.h"
#include "embedded.h"
#include "table.h"

static void embedded_files_are_found_by_name(void **state) {
    (void)state;
    for (size_t i = 0; i < embedded_file_count; i++) {
        Str name = str_from(embedded_files[i].name);
        if (i) assert_true(str_compare(str_from(embedded_files[i - 1].name), name) < 0);
        Str bytes = embedded_find(name);
        assert_ptr_equal(bytes.at, embedded_files[i].bytes);
        assert_int_equal(bytes.len, embedded_files[i].len);
        assert_int_equal(bytes.at[bytes.len], 0);
        assert_true(str_is_utf8(bytes));
    }
    assert_null(embedded_find(S("")).at);
    assert_null(embedded_find(S("regions.csv ")).at);
    assert_null(embedded_find(S("zzz")).at);
}

static void embedded_bytes_are_those_of_the_files(void **state) {
    (void)state;
    TEST_ARENA(arena);
    for (size_t i = 0; i < embedded_file_count; i++) {
        Str name = str_from(embedded_files[i].name), bytes;
        const char *folder = str_ends(name, S(".csv")) ? "data/" : "";
        Str path = str_printf(arena, "%s/%s%.*s", OPSTAP_SOURCE_ROOT, folder, STR_ARGS(name));
        assert_int_equal(file_read(arena, str_zero_ended(arena, path), 1 << 24, &bytes), OK);
        assert_true(str_equal(embedded_find(name), bytes));
    }
}

/* Names given by others may hold a comma, and so stand in quotes; nothing of ours does. */
static bool table_may_quote(const char *name) {
    static const char *const may[] = { "municipalities.csv", "isco_groups.csv", "occupations.csv",
                                       "qualifications.csv" };
    for (size_t i = 0; i < sizeof may / sizeof *may; i++) {
        if (!strcmp(may[i], name)) return true;
    }
    return false;
}

/* What data/README.md promises of every table. */
static void tables_are_plain_and_sorted(void **state) {
    (void)state;
    TEST_ARENA(arena);
    size_t tables = 0;
    for (size_t i = 0; i < embedded_file_count; i++) {
        if (!str_ends(str_from(embedded_files[i].name), S(".csv"))) continue;
        Str bytes = embedded_find(str_from(embedded_files[i].name));
        assert_int_equal(str_find(bytes, S("\r")), bytes.len);
        assert_true(str_ends(bytes, S("\n")));
        assert_true(table_may_quote(embedded_files[i].name) ||
                    str_find(bytes, S("\"")) == bytes.len);
        assert_int_equal(str_find(bytes, S("\"\"")), bytes.len);
        Table table = table_read(arena, embedded_files[i].name);
        assert_true(table.row_count > 0);
        for (size_t row = 0; row < table.row_count; row++) {
            const Str *now = &table.cell[(row + 1) * table.width];
            assert_true(now[0].len > 0);
            if (row && str_compare((now - table.width)[0], now[0]) > 0) {
                fail_msg("%s: '%.*s' is out of order", table.name, STR_ARGS(now[0]));
            }
        }
        tables++;
    }
    assert_true(tables >= 28);
}

/* A column whose values name a row each. */
static void assert_names_rows(const Table *table, const char *column) {
    for (size_t row = 0; row < table->row_count; row++) {
        Str key = table_cell(table, row, column);
        if (table_find(table, column, key) != row) {
            fail_msg("%s: '%.*s' stands twice", table->name, STR_ARGS(key));
        }
    }
}

static void assert_in_the_netherlands(const Table *table) {
    for (size_t row = 0; row < table->row_count; row++) {
        assert_in_range(table_number(table, row, "latitude_microdegrees"), 50700000, 53600000);
        assert_in_range(table_number(table, row, "longitude_microdegrees"), 3300000, 7300000);
    }
}

static void places_are_whole(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Table regions = table_read(arena, "regions.csv");
    Table municipalities = table_read(arena, "municipalities.csv");
    Table postcodes = table_read(arena, "postcodes_demo.csv");
    assert_int_equal(regions.row_count, 35);
    assert_int_equal(municipalities.row_count, 342);
    assert_names_rows(&regions, "code");
    assert_names_rows(&municipalities, "code");
    assert_names_rows(&postcodes, "postcode4");
    assert_in_the_netherlands(&municipalities);
    assert_in_the_netherlands(&postcodes);
    for (size_t row = 0; row < municipalities.row_count; row++) {
        assert_true(table_has(&regions, "code", table_cell(&municipalities, row, "region")));
    }
    for (size_t row = 0; row < regions.row_count; row++) {
        assert_true(table_has(&municipalities, "region", table_cell(&regions, row, "code")));
    }
    for (size_t row = 0; row < postcodes.row_count; row++) {
        size_t at =
            table_find(&municipalities, "code", table_cell(&postcodes, row, "municipality"));
        assert_true(at < municipalities.row_count);
        assert_str(table_cell(&municipalities, at, "region"), "AM13");
    }
}

static void occupation_groups_form_a_tree(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Table groups = table_read(arena, "isco_groups.csv");
    size_t count[5] = { 0 };
    for (size_t row = 0; row < groups.row_count; row++) {
        Str code = table_cell(&groups, row, "code");
        assert_in_range(code.len, 1, 4);
        count[code.len]++;
        Str parent = { code.at, code.len - 1 };
        if (parent.len) assert_true(table_has(&groups, "code", parent));
    }
    assert_names_rows(&groups, "code");
    assert_filled(&groups, "label_nl");
    assert_filled(&groups, "label_en");
    assert_int_equal(count[1], 10);
    assert_int_equal(count[2], 43);
    assert_int_equal(count[3], 130);
    assert_int_equal(count[4], 436);
}

static void occupations_and_skills_stand_in_known_groups(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Table groups = table_read(arena, "isco_groups.csv");
    Table occupations = table_read(arena, "occupations.csv");
    Table skills = table_read(arena, "skills.csv");
    assert_names_rows(&occupations, "esco_uri");
    assert_names_rows(&skills, "code");
    Text used = text_new(arena, 64 * 1024);
    for (size_t row = 0; row < skills.row_count; row++) {
        Str rest = table_cell(&skills, row, "isco_groups"), group;
        assert_true(str_starts(table_cell(&skills, row, "code"), S("skill.")));
        while (str_cut(&rest, ';', &group)) {
            if (!group.len) continue;
            assert_int_equal(group.len, 4);
            assert_true(table_has(&groups, "code", group));
            text_addf(&used, "%.*s ", STR_ARGS(group));
        }
    }
    for (size_t row = 0; row < occupations.row_count; row++) {
        Str isco = table_cell(&occupations, row, "isco");
        size_t at = table_find(&groups, "code", isco);
        assert_true(isco.len == 4 && at < groups.row_count);
        assert_true(table_cell(&groups, at, "label_en").len > 0);
        if (str_find(text_str(&used), isco) == used.len) {
            fail_msg("no skill for group %.*s", STR_ARGS(isco));
        }
    }
}

static void qualifications_have_levels_and_paths(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Table table = table_read(arena, "qualifications.csv");
    assert_names_rows(&table, "crebo");
    assert_filled(&table, "name");
    for (size_t row = 0; row < table.row_count; row++) {
        assert_in_range(table_number(&table, row, "crebo"), 10000, 99999);
        assert_in_range(table_number(&table, row, "dossier_crebo"), 10000, 99999);
        assert_in_range(table_number(&table, row, "level"), 1, 4);
        Str rest = table_cell(&table, row, "learning_paths"), path;
        while (str_cut(&rest, ';', &path)) {
            assert_true(str_equal(path, S("bol")) || str_equal(path, S("bbl")));
        }
    }
}

static void coded_lists_have_labels_and_sources(void **state) {
    (void)state;
    TEST_ARENA(arena);
    size_t lists = 0;
    for (size_t i = 0; i < embedded_file_count; i++) {
        if (!str_starts(str_from(embedded_files[i].name), S("codes/"))) continue;
        Table list = table_read(arena, embedded_files[i].name);
        assert_names_rows(&list, "code");
        assert_filled(&list, "label_nl");
        assert_filled(&list, "label_en");
        assert_filled(&list, "source");
        lists++;
    }
    assert_int_equal(lists, 8);
}

/* Whoever may drive b because of a, and c because of b, may drive c because of a. */
static void licences_cover_what_their_covered_cover(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Table list = table_read(arena, "codes/licences.csv");
    assert_int_equal(list.row_count, 16);
    for (size_t row = 0; row < list.row_count; row++) {
        Str covers = table_cell(&list, row, "covers"), rest = covers, code, inner;
        while (str_cut(&rest, ';', &code)) {
            if (!code.len) continue;
            size_t at = table_find(&list, "code", code);
            assert_true(at < list.row_count && at != row);
            Str within = table_cell(&list, at, "covers");
            while (str_cut(&within, ';', &inner)) {
                Str around = str_printf(arena, ";%.*s;", STR_ARGS(covers));
                Str wanted = str_printf(arena, ";%.*s;", STR_ARGS(inner));
                if (inner.len) assert_true(str_find(around, wanted) < around.len);
            }
        }
    }
}

static void target_groups_name_their_legal_ground(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Table list = table_read(arena, "codes/target_groups.csv");
    assert_filled(&list, "legal_ground");
    size_t naming = 0;
    for (size_t row = 0; row < list.row_count; row++) {
        Str names = table_cell(&list, row, "names_age_or_sex");
        assert_true(str_equal(names, S("yes")) || str_equal(names, S("no")));
        naming += str_equal(names, S("yes"));
    }
    assert_int_equal(naming, 3); /* women, under 27, over 50: no other may read age or sex */
}

static void levels_and_grades_agree(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Table levels = table_read(arena, "levels.csv");
    Table grades = table_read(arena, "vum_language.csv");
    assert_int_equal(levels.row_count, 7);
    for (size_t row = 0; row < grades.row_count; row++) {
        Str from = table_cell(&grades, row, "from"), low = table_cell(&grades, row, "to_lowest");
        if (str_equal(table_cell(&grades, row, "direction"), S("out")) || !low.len) continue;
        Str high = table_cell(&grades, row, "to_highest");
        assert_true(table_has(&levels, "code", low) && table_has(&levels, "code", high));
        assert_true(str_compare(low, high) <= 0);
        for (size_t out = 0; out < grades.row_count; out++) {
            Str level = table_cell(&grades, out, "from");
            if (!str_equal(table_cell(&grades, out, "direction"), S("out"))) continue;
            bool within = str_compare(low, level) <= 0 && str_compare(level, high) <= 0;
            assert_int_equal(str_equal(table_cell(&grades, out, "to_lowest"), from), within);
        }
    }
    for (size_t row = 0; row < levels.row_count; row++) {
        assert_true(table_has(&grades, "from", table_cell(&levels, row, "code")));
        assert_int_equal(table_number(&levels, row, "rank"), row);
    }
}

static void education_levels_rise(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Table table = table_read(arena, "education_levels.csv");
    assert_int_equal(table.row_count, 18);
    assert_names_rows(&table, "code");
    for (size_t row = 0; row < table.row_count; row++) {
        assert_in_range(table_number(&table, row, "vum_level"), 1, 9);
        assert_in_range(table_number(&table, row, "vum_work_level"), 1, 6);
        if (!row) continue;
        int64_t before = table_number(&table, row - 1, "rank");
        assert_in_range(table_number(&table, row, "rank"), before, before + 1);
    }
}

static void constants_have_sources(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Table travel = table_read(arena, "travel.csv"), steps = table_read(arena, "steps.csv");
    assert_int_equal(travel.row_count, 6);
    assert_names_rows(&travel, "mode");
    assert_filled(&travel, "source");
    assert_filled(&steps, "source");
    for (size_t row = 0; row < travel.row_count; row++) {
        assert_in_range(table_number(&travel, row, "speed_metres_per_minute"), 50, 2000);
        assert_in_range(table_number(&travel, row, "detour_permille"), 1000, 2000);
        assert_in_range(table_number(&travel, row, "overhead_minutes"), 0, 60);
    }
    for (size_t row = 0; row < steps.row_count; row++) {
        assert_in_range(table_number(&steps, row, "weeks"), 0, 9999);
    }
    static const char *const lists[] = { "codes/licences.csv", "codes/certificates.csv" };
    for (size_t i = 0; i < 2; i++) {
        Table list = table_read(arena, lists[i]);
        for (size_t row = 0; row < list.row_count; row++) {
            assert_true(table_has(&steps, "to", table_cell(&list, row, "code")));
        }
    }
}

static void assert_rule_row(const Table *rules, size_t row) {
    Day from = DAY_UNKNOWN, until = DAY_UNKNOWN, before = DAY_UNKNOWN;
    Str end = table_cell(rules, row, "valid_until"), checked = table_cell(rules, row, "checked");
    assert_true(day_read(table_cell(rules, row, "valid_from"), &from));
    if (end.len) {
        assert_true(day_read(end, &until));
        assert_true(from <= until);
    }
    assert_true(str_equal(checked, S("yes")) || str_equal(checked, S("background")));
    if (!row || !str_equal(table_cell(rules, row - 1, "rule"), table_cell(rules, row, "rule"))) {
        return;
    }
    assert_true(day_read(table_cell(rules, row - 1, "valid_until"), &before));
    assert_true(before < from);
}

static void rules_have_dates_and_sources(void **state) {
    (void)state;
    TEST_ARENA(arena);
    size_t files = 0;
    for (size_t i = 0; i < embedded_file_count; i++) {
        if (!str_starts(str_from(embedded_files[i].name), S("rules/"))) continue;
        Table rules = table_read(arena, embedded_files[i].name);
        assert_filled(&rules, "source");
        assert_filled(&rules, "value");
        assert_filled(&rules, "unit");
        for (size_t row = 0; row < rules.row_count; row++) assert_rule_row(&rules, row);
        files++;
    }
    assert_int_equal(files, 8);
}

/* "age.18_26_permille" belongs to "age.": what stands before the last dot. */
static Str group_of(Str parameter) {
    while (parameter.len && parameter.at[parameter.len - 1] != '.') parameter.len--;
    return parameter;
}

static void demo_distributions_are_whole(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Table table = table_read(arena, "demo/parameters.csv");
    assert_names_rows(&table, "parameter");
    assert_filled(&table, "source");
    Str group = STR_EMPTY;
    int64_t sum = 1000;
    size_t groups = 0;
    for (size_t row = 0; row < table.row_count; row++) {
        Str unit = table_cell(&table, row, "unit"), name = table_cell(&table, row, "parameter");
        if (str_ends(name, S("_permille"))) {
            assert_in_range(table_number(&table, row, "value"), 0, 1000);
        }
        if (!str_equal(unit, S("permille_of_group"))) continue;
        if (!str_equal(group, group_of(name))) {
            if (sum != 1000) fail_msg("%.*s sums to %ld", STR_ARGS(group), (long)sum);
            group = group_of(name);
            sum = 0;
            groups++;
        }
        sum += table_number(&table, row, "value");
    }
    assert_int_equal(sum, 1000);
    assert_true(groups > 30);
}

SUITE("tables", cmocka_unit_test(embedded_files_are_found_by_name),
      cmocka_unit_test(embedded_bytes_are_those_of_the_files),
      cmocka_unit_test(tables_are_plain_and_sorted), cmocka_unit_test(places_are_whole),
      cmocka_unit_test(occupation_groups_form_a_tree),
      cmocka_unit_test(occupations_and_skills_stand_in_known_groups),
      cmocka_unit_test(qualifications_have_levels_and_paths),
      cmocka_unit_test(coded_lists_have_labels_and_sources),
      cmocka_unit_test(licences_cover_what_their_covered_cover),
      cmocka_unit_test(target_groups_name_their_legal_ground),
      cmocka_unit_test(levels_and_grades_agree), cmocka_unit_test(education_levels_rise),
      cmocka_unit_test(constants_have_sources), cmocka_unit_test(rules_have_dates_and_sources),
      cmocka_unit_test(demo_distributions_are_whole))
