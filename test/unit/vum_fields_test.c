/* The contract as a table, against the published list of fields; and where every field lands. */
#include "candidates/candidates.h"
#include "openings/openings.h"
#include "table.h"
#include "vum_fields.h"

static VumDomain domain_of(Str name) {
    assert_true(str_equal(name, S("werkzoekende")) || str_equal(name, S("vacature")));
    return str_equal(name, S("werkzoekende")) ? VUM_JOBSEEKER : VUM_VACANCY;
}

/* The type as the published list writes it. */
static Str type_written(Arena *arena, const VumField *field) {
    switch (field->kind) {
    case VUM_OBJECT: return S("object");
    case VUM_NUMBERED: return S("integer");
    case VUM_CODED: return S("string");
    case VUM_DATE: return S("string(date)");
    case VUM_ID: return S("string /^[a-zA-Z0-9_.-]{0,200}$/");
    case VUM_POSTCODE: return S("string /^[0-9]{4}[a-zA-Z]{2}$/");
    case VUM_LANGUAGE: return S("string /^[a-z]{3}$/");
    case VUM_TEXT: return str_printf(arena, "string(%d)", field->maximum);
    case VUM_NUMBER: return str_printf(arena, "integer 0..%d", field->maximum);
    case VUM_DIGITS: return str_printf(arena, "string(%d) /^[0-9]+$/", field->maximum);
    }
    return STR_EMPTY;
}

static void the_contract_equals_the_published(void **state) {
    (void)state;
    skip_without("vum/vum_velden_v3.csv");
    TEST_ARENA(arena);
    Table published;
    published = table_shared(arena, "vum/vum_velden_v3.csv");
    assert_int_equal(vum_table[VUM_JOBSEEKER].count + vum_table[VUM_VACANCY].count,
                     published.row_count);
    for (size_t row = 0; row < published.row_count; row++) {
        Str path = table_cell(&published, row, "pad");
        const VumField *field = vum_field_find(domain_of(table_cell(&published, row, "domein")), path);
        if (!field) fail_msg("no field %.*s", STR_ARGS(path));
        Str type = table_cell(&published, row, "type");
        if (!str_equal(type_written(arena, field), type)) {
            fail_msg("%.*s is %.*s", STR_ARGS(path), STR_ARGS(type));
        }
        assert_str(table_cell(&published, row, "enum"), field->codes ? field->codes : "");
        bool list = str_ends(path, S("[]"));
        assert_int_equal(table_cell(&published, row, "meervoudig").len > 0, list);
        bool required = str_equal(table_cell(&published, row, "verplicht_detail"), S("ja"));
        assert_int_equal(field->required, required || field->kind == VUM_ID);
    }
}

/* --- data/vum_fields.csv --- */

static bool row_type_has(const RecordType *type, Str name) {
    for (int i = 0; i < type->field_count; i++) {
        if (str_equal(str_from(type->field[i].name), name)) return true;
    }
    return false;
}

/* "candidate.postcode", "opening.language.level": a fact or field, or a field of a list. */
static bool column_exists(Str column) {
    Str owner, list, rest = column;
    str_cut(&rest, '.', &owner);
    if (!rest.at || !str_cut(&rest, '.', &list)) return false;
    bool candidate = str_equal(owner, S("candidate"));
    if (!candidate && !str_equal(owner, S("opening"))) return false;
    if (!rest.at && str_equal(list, S("id"))) return true;
    if (!rest.at) return candidate ? fact_find(list) >= 0 : opening_field_find(list) >= 0;
    int at = candidate ? candidate_list_find(list) : opening_list_find(list);
    return at >= 0 && row_type_has(candidate ? &candidate_list_type[at] : &opening_list_type[at], rest);
}

static void every_field_lands_in_a_column_that_exists(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Table table = table_read(arena, "vum_fields.csv");
    assert_int_equal(table.row_count, vum_table[VUM_JOBSEEKER].count + vum_table[VUM_VACANCY].count);
    for (size_t row = 0; row < table.row_count; row++) {
        Str path = table_cell(&table, row, "path"), kept = table_cell(&table, row, "kept_as"), part;
        const VumField *field = vum_field_find(domain_of(table_cell(&table, row, "domain")), path);
        if (!field) fail_msg("the contract has no %.*s", STR_ARGS(path));
        if (str_equal(kept, S("sealed"))) continue;
        if (str_equal(kept, S("group"))) {
            assert_int_equal(field->kind, VUM_OBJECT);
            continue;
        }
        while (str_cut(&kept, ';', &part)) {
            if (!column_exists(part)) fail_msg("there is no %.*s", STR_ARGS(part));
        }
    }
}

static void the_disability_flag_and_free_texts_stay_sealed(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Table table = table_read(arena, "vum_fields.csv");
    static const char *const sealed[] = {
        "indicatieLdrRegistratie", "persoonlijkePresentatie", "contactpersoon[].emailadres",
        "arbeidsmarktkwalificatie.werkervaring[].toelichtingWerkervaring", "nummerVacature"
    };
    for (size_t i = 0; i < sizeof sealed / sizeof *sealed; i++) {
        size_t row = table_find(&table, "path", str_from(sealed[i]));
        assert_true(row < table.row_count);
        assert_str(table_cell(&table, row, "kept_as"), "sealed");
    }
}

static void characters_are_code_points(void **state) {
    (void)state;
    assert_int_equal(vum_characters(S("")), 0);
    assert_int_equal(vum_characters(S("caf\xC3\xA9")), 4);
    assert_int_equal(vum_characters(S("\xE2\x82\xAC\xF0\x9F\x98\x80")), 2);
}

SUITE("vum fields", cmocka_unit_test(the_contract_equals_the_published),
      cmocka_unit_test(every_field_lands_in_a_column_that_exists),
      cmocka_unit_test(the_disability_flag_and_free_texts_stay_sealed),
      cmocka_unit_test(characters_are_code_points))
