/* Our tables against the published ones, where the shared folder has them. */
#include "test.h"

#include "table.h"

/* Cells of ours that must equal cells of the other table, row by key. */
typedef struct Comparison {
    const char *key, *other_key;
    const char *column[4], *other[4];
} Comparison;

static void assert_same(const Table *ours, const Table *theirs, Comparison compare) {
    for (size_t row = 0; row < ours->row_count; row++) {
        Str key = table_cell(ours, row, compare.key);
        size_t at = table_find(theirs, compare.other_key, key);
        if (at == theirs->row_count) fail_msg("%s: '%.*s' is ours only", ours->name, STR_ARGS(key));
        for (int i = 0; i < 4 && compare.column[i]; i++) {
            Str mine = table_cell(ours, row, compare.column[i]);
            Str other = table_cell(theirs, at, compare.other[i]);
            if (str_equal(mine, other)) continue;
            fail_msg("%s '%.*s': %s is '%.*s', not '%.*s'", ours->name, STR_ARGS(key),
                     compare.column[i], STR_ARGS(mine), STR_ARGS(other));
        }
    }
}

/* "52.25768" degrees against 52257680 microdegrees. */
static void assert_same_degrees(const Table *ours, size_t row, const char *column, Str degrees) {
    char digits[32] = { 0 };
    size_t count = 0, decimals = 0;
    bool after = false;
    for (size_t i = 0; i < degrees.len && count < 30; i++) {
        if (degrees.at[i] == '.') after = true;
        else {
            digits[count++] = degrees.at[i];
            decimals += after;
        }
    }
    while (decimals++ < 6) digits[count++] = '0';
    int64_t wanted = 0;
    assert_true(number_read(str_from(digits), &wanted));
    assert_int_equal(table_number(ours, row, column), wanted);
}

static void assert_same_centres(const Table *ours, const Table *theirs, Comparison compare) {
    for (size_t row = 0; row < ours->row_count; row++) {
        size_t at = table_find(theirs, compare.other_key, table_cell(ours, row, compare.key));
        assert_same_degrees(ours, row, "latitude_microdegrees", table_cell(theirs, at, "lat"));
        assert_same_degrees(ours, row, "longitude_microdegrees", table_cell(theirs, at, "lon"));
    }
}

static void places_equal_the_published(void **state) {
    (void)state;
    skip_without("data/arbeidsmarktregios_2025.csv");
    skip_without("data/gemeenten_arbeidsmarktregio_2025.csv");
    skip_without("data/pc4_centroids.csv");
    TEST_ARENA(arena);
    Table theirs;
    theirs = table_shared(arena, "data/arbeidsmarktregios_2025.csv");
    Table regions = table_read(arena, "regions.csv");
    assert_int_equal(regions.row_count, theirs.row_count);
    assert_same(&regions, &theirs, (Comparison){ "code", "arbeidsmarktregio_code",
                                                 { "name" }, { "naam" } });
    theirs = table_shared(arena, "data/gemeenten_arbeidsmarktregio_2025.csv");
    Table municipalities = table_read(arena, "municipalities.csv");
    assert_int_equal(municipalities.row_count, theirs.row_count);
    Comparison municipality = { "code", "gemeente_code", { "name", "region" },
                                { "gemeente_naam", "arbeidsmarktregio_code" } };
    assert_same(&municipalities, &theirs, municipality);
    assert_same_centres(&municipalities, &theirs, municipality);
    theirs = table_shared(arena, "data/pc4_centroids.csv");
    Table postcodes = table_read(arena, "postcodes_demo.csv");
    Comparison postcode = { "postcode4", "postcode4", { "municipality" }, { "gemeente_code" } };
    assert_same(&postcodes, &theirs, postcode);
    assert_same_centres(&postcodes, &theirs, postcode);
    size_t addresses = 0;
    for (size_t row = 0; row < theirs.row_count; row++) {
        Str postcode4 = table_cell(&theirs, row, "postcode4");
        if (str_starts(postcode4, S("350"))) { /* post-office boxes, all at one point */
            assert_str(table_cell(&theirs, row, "lat"), "52.09273");
            assert_str(table_cell(&theirs, row, "lon"), "5.14937");
            assert_false(table_has(&postcodes, "postcode4", postcode4));
            continue;
        }
        addresses += str_equal(table_cell(&theirs, row, "arbeidsmarktregio_code"), S("AM13")) &&
                     str_starts(table_cell(&theirs, row, "soort"), S("Adres"));
    }
    assert_int_equal(postcodes.row_count, addresses);
}

static void work_and_learning_equal_the_published(void **state) {
    (void)state;
    skip_without("data/isco08_nl.csv");
    skip_without("data/esco_beroepen_nl.csv");
    skip_without("data/crebo_mbo_kwalificaties_2015.csv");
    TEST_ARENA(arena);
    Table theirs;
    theirs = table_shared(arena, "data/isco08_nl.csv");
    Table groups = table_read(arena, "isco_groups.csv");
    assert_int_equal(groups.row_count, theirs.row_count);
    assert_same(&groups, &theirs, (Comparison){ .key = "code", .other_key = "isco_code" });
    theirs = table_shared(arena, "data/esco_beroepen_nl.csv");
    Table occupations = table_read(arena, "occupations.csv");
    assert_same(&occupations, &theirs, (Comparison){ "esco_uri", "esco_uri", { "isco", "label_nl" },
                                                     { "isco_code", "label_nl" } });
    theirs = table_shared(arena, "data/crebo_mbo_kwalificaties_2015.csv");
    Table qualifications = table_read(arena, "qualifications.csv");
    assert_same(&qualifications, &theirs,
                (Comparison){ "crebo", "kwalificatie_crebo", { "name", "level", "dossier_crebo" },
                              { "kwalificatie", "mbo_niveau", "dossier_crebo" } });
}

static void every_exchange_field_lands_somewhere(void **state) {
    (void)state;
    skip_without("vum/vum_velden_v3.csv");
    TEST_ARENA(arena);
    Table ours = table_read(arena, "vum_fields.csv"), theirs;
    assert_int_equal(ours.row_count, 150);
    assert_filled(&ours, "kept_as");
    size_t flag = table_find(&ours, "path", S("indicatieLdrRegistratie"));
    assert_str(table_cell(&ours, flag, "kept_as"), "sealed");
    theirs = table_shared(arena, "vum/vum_velden_v3.csv");
    assert_int_equal(theirs.row_count, 150);
    for (size_t row = 0; row < ours.row_count; row++) {
        size_t found = 0;
        for (size_t at = 0; at < theirs.row_count; at++) {
            Str domain = table_cell(&theirs, at, "domein"), path = table_cell(&theirs, at, "pad");
            found += str_equal(table_cell(&ours, row, "domain"), domain) &&
                     str_equal(table_cell(&ours, row, "path"), path);
        }
        assert_int_equal(found, 1);
    }
}

SUITE("tables published", cmocka_unit_test(places_equal_the_published),
      cmocka_unit_test(work_and_learning_equal_the_published),
      cmocka_unit_test(every_exchange_field_lands_somewhere))
