#include "store.h"

#include "parties/parties.h"

static Value number(int64_t n) {
    return (Value){ .known = true, .number = n };
}

static Value text(const char *t) {
    return (Value){ .known = true, .text = str_from(t) };
}

static PartyRecord organisation(const char *id, const char *kind, const char *name) {
    PartyRecord record = { .kind = PARTY_ORGANISATION, .id = str_from(id) };
    int position = codes_find(ORGANISATION_KIND_CODES, str_from(kind));
    assert_true(position >= 0);
    record.field[ORGANISATION_kind] = number(position);
    record.field[ORGANISATION_name] = text(name);
    return record;
}

static PartyRecord workplace(const char *id, const char *of) {
    return (PartyRecord){ .kind = PARTY_WORKPLACE,
                          .id = str_from(id),
                          .field = { [WORKPLACE_organisation] = text(of),
                                     [WORKPLACE_kind] = number(0),
                                     [WORKPLACE_name] = text("Oven 1"),
                                     [WORKPLACE_postcode] = text("3511AB") } };
}

static PartyRecord supervisor(const char *id, const char *at, int64_t places) {
    return (PartyRecord){ .kind = PARTY_SUPERVISOR,
                          .id = str_from(id),
                          .field = { [SUPERVISOR_workplace] = text(at),
                                     [SUPERVISOR_name] = text("Praktijkopleider 1"),
                                     [SUPERVISOR_places] = number(places) } };
}

static PartyRecord counsellor(const char *id, const char *of, int64_t points) {
    return (PartyRecord){ .kind = PARTY_COUNSELLOR,
                          .id = str_from(id),
                          .field = { [COUNSELLOR_organisation] = text(of),
                                     [COUNSELLOR_role] = number(3),
                                     [COUNSELLOR_name] = text("Jobcoach 1"),
                                     [COUNSELLOR_capacity_points] = number(points) } };
}

static bool put(Store *store, PartyRecord record) {
    Phrase why = { 0 };
    bool changed = false;
    Result result = party_put(store->db, store->tenant, &record, &changed, &why);
    if (result != OK) fail_msg("%s: %s", record.id.at, result_name(result));
    return changed;
}

static void assert_refused(Store *store, PartyRecord record, const char *why_expected) {
    TEST_ARENA(arena);
    Phrase why = { 0 };
    bool changed = false;
    Str before = digest(store->db, arena);
    assert_int_equal(party_put(store->db, store->tenant, &record, &changed, &why), INVALID);
    assert_str(phrase_text(arena, TONGUE_EN, why), why_expected);
    assert_false(changed);
    assert_true(str_equal(before, digest(store->db, arena)));
}

static PartyRecord load(Store *store, Arena *arena, PartyKind kind, const char *id) {
    PartyRecord record = { .kind = kind, .id = str_from(id) };
    assert_int_equal(party_load(store->db, arena, store->tenant, &record), OK);
    return record;
}

static void every_kind_of_organisation_comes_back(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    Str rest = S(ORGANISATION_KIND_CODES), kind;
    size_t count = 0;
    while (str_cut(&rest, '|', &kind)) {
        const char *code = str_zero_ended(arena, kind);
        assert_true(put(&store, organisation(code, code, "Naam")));
        count++;
    }
    assert_int_equal(count, 9);
    PartyRows rows;
    assert_int_equal(parties_load(store.db, arena, store.tenant, PARTY_ORGANISATION, &rows), OK);
    assert_int_equal(rows.count, count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(rows.record[i].number, i + 1); /* in the order in which they were given */
        Value found = rows.record[i].field[ORGANISATION_kind];
        assert_true(str_equal(rows.record[i].id, codes_at(ORGANISATION_KIND_CODES, found.number)));
        assert_false(rows.record[i].field[ORGANISATION_municipality].known);
        assert_false(rows.record[i].field[ORGANISATION_sector_sbi].known);
    }
}

static void the_same_party_twice_changes_nothing(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    for (int round = 0; round < 2; round++) {
        bool first = round == 0;
        assert_int_equal(put(&store, organisation("bakery", "employer", "Bakkerij")), first);
        assert_int_equal(put(&store, workplace("oven", "bakery")), first);
        assert_int_equal(put(&store, supervisor("baker", "oven", 3)), first);
        assert_int_equal(put(&store, counsellor("coach", "bakery", 40)), first);
    }
    Str before = digest(store.db, arena);
    put(&store, workplace("oven", "bakery"));
    assert_true(str_equal(before, digest(store.db, arena)));
}

static void known_fields_replace_and_unknown_fields_stay(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    PartyRecord given = organisation("bakery", "employer", "Bakkerij");
    given.field[ORGANISATION_municipality] = text("GM0344");
    given.field[ORGANISATION_sector_sbi] = number(10710);
    given.demo = true;
    assert_true(put(&store, given));
    PartyRecord change = { .kind = PARTY_ORGANISATION, .id = S("bakery"), .demo = true };
    assert_false(put(&store, change));
    static const char hostile[] = "Bakkerij \"De Oven'; DROP TABLE organisation; --";
    change.field[ORGANISATION_name] = text(hostile);
    assert_true(put(&store, change));

    PartyRecord found = load(&store, arena, PARTY_ORGANISATION, "bakery");
    assert_str(found.field[ORGANISATION_name].text, hostile);
    assert_str(found.field[ORGANISATION_municipality].text, "GM0344");
    assert_int_equal(found.field[ORGANISATION_sector_sbi].number, 10710);
    assert_false(found.field[ORGANISATION_company_id].known);
    assert_true(found.demo);
    assert_int_equal(found.number, 1);
}

static void guides_come_back_with_what_they_belong_to(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    put(&store, organisation("garage", "employer", "Garage"));
    put(&store, organisation("bakery", "employer", "Bakkerij"));
    put(&store, workplace("bay", "garage"));
    put(&store, workplace("oven", "bakery"));
    put(&store, supervisor("b1", "oven", 2));
    put(&store, supervisor("g1", "bay", 5));
    put(&store, supervisor("b2", "oven", 3));
    put(&store, counsellor("coach", "bakery", 40));

    PartyRecord oven = load(&store, arena, PARTY_WORKPLACE, "oven");
    assert_str(oven.field[WORKPLACE_organisation].text, "bakery");
    assert_str(oven.field[WORKPLACE_postcode].text, "3511AB");
    assert_int_equal(oven.belongs_number, 2);
    PartyRows supervisors;
    assert_int_equal(parties_load(store.db, arena, store.tenant, PARTY_SUPERVISOR, &supervisors),
                     OK);
    assert_int_equal(supervisors.count, 3);
    assert_int_equal(supervisor_places(&supervisors, oven.number), 5);
    PartyRecord coach = load(&store, arena, PARTY_COUNSELLOR, "coach");
    assert_str(coach.field[COUNSELLOR_organisation].text, "bakery");
    assert_str(codes_at(COUNSELLOR_ROLE_CODES, coach.field[COUNSELLOR_role].number), "job_coach");
    assert_int_equal(coach.field[COUNSELLOR_capacity_points].number, 40);

    /* A supervisor who moves takes the places along. */
    PartyRecord moved = { .kind = PARTY_SUPERVISOR, .id = S("b2") };
    moved.field[SUPERVISOR_workplace] = text("bay");
    assert_true(put(&store, moved));
    assert_int_equal(parties_load(store.db, arena, store.tenant, PARTY_SUPERVISOR, &supervisors),
                     OK);
    assert_int_equal(supervisor_places(&supervisors, oven.number), 2);
}

static void what_is_incomplete_or_belongs_nowhere_is_refused(void **state) {
    (void)state;
    TEST_STORE(store);
    put(&store, organisation("bakery", "employer", "Bakkerij"));
    assert_refused(&store, workplace("oven", "nobody"), "organisation: 'nobody' does not exist.");
    assert_refused(&store, supervisor("baker", "bakery", 3), "workplace: 'bakery' does not exist.");
    PartyRecord nameless = organisation("garage", "employer", "");
    nameless.field[ORGANISATION_name] = VALUE_UNKNOWN;
    assert_refused(&store, nameless, "Missing here: name.");
    PartyRecord pointless = counsellor("coach", "bakery", 0);
    pointless.field[COUNSELLOR_capacity_points] = VALUE_UNKNOWN;
    assert_refused(&store, pointless, "Missing here: capacity_points.");
    PartyRecord homeless = workplace("oven", "bakery");
    homeless.field[WORKPLACE_organisation] = VALUE_UNKNOWN;
    assert_refused(&store, homeless, "Missing here: organisation.");
    int64_t found = 0;
    assert_int_equal(party_number(store.db, store.tenant, PARTY_WORKPLACE, S("oven"), &found),
                     NOT_FOUND);
    PartyRecord absent = { .kind = PARTY_COUNSELLOR, .id = S("coach") };
    TEST_ARENA(arena);
    assert_int_equal(party_load(store.db, arena, store.tenant, &absent), NOT_FOUND);
}

static void tenants_do_not_see_each_others_parties(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    int64_t other = 0, found = 0;
    assert_int_equal(db_begin(store.db), OK);
    assert_int_equal(tenant_make(store.db, &(Tenant){ .name = S("other") }, &other), OK);
    assert_int_equal(db_commit(store.db), OK);
    put(&store, organisation("bakery", "employer", "Bakkerij"));
    assert_int_equal(party_number(store.db, other, PARTY_ORGANISATION, S("bakery"), &found),
                     NOT_FOUND);
    bool changed = false;
    Phrase why;
    PartyRecord record = workplace("oven", "bakery");
    assert_int_equal(party_put(store.db, other, &record, &changed, &why), INVALID);
    PartyRows rows;
    assert_int_equal(parties_load(store.db, arena, other, PARTY_ORGANISATION, &rows), OK);
    assert_int_equal(rows.count, 0);
}

/* --- recognitions --- */

typedef struct Row {
    const char *company, *name, *postcode, *from, *until;
    int64_t crebo;
} Row;

static Result put_row(Store *store, Row row, bool *ret_changed, Phrase *ret_why) {
    Value value[RECOGNITION_FIELD_COUNT] = { 0 };
    Day day;
    if (row.company) value[RECOGNITION_company_id] = text(row.company);
    if (row.name) value[RECOGNITION_company_name] = text(row.name);
    if (row.crebo) value[RECOGNITION_crebo] = number(row.crebo);
    if (row.postcode) value[RECOGNITION_postcode] = text(row.postcode);
    if (row.from && day_read(str_from(row.from), &day)) value[RECOGNITION_valid_from] = number(day);
    if (row.until && day_read(str_from(row.until), &day))
        value[RECOGNITION_valid_until] = number(day);
    return recognition_put(store->db, store->tenant, value, ret_changed, ret_why);
}

static bool recognise(Store *store, Row row) {
    bool changed = false;
    Phrase why;
    assert_int_equal(put_row(store, row, &changed, &why), OK);
    return changed;
}

static Recognised ask(Store *store, Arena *arena, const char *company, const char *on) {
    Recognitions all;
    Day day;
    assert_true(day_read(str_from(on), &day));
    assert_int_equal(recognitions_load(store->db, arena, store->tenant, &all), OK);
    return recognised(&all, str_from(company), 25180, text("3511AB"), day);
}

static void a_recognition_makes_its_company_known(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    Row row = { "L100", "Bakkerij", "3511AB", "2024-01-01", NULL, 25180 };
    assert_int_equal(ask(&store, arena, "L100", "2025-01-01"), RECOGNISED_UNKNOWN);
    assert_true(recognise(&store, row));
    assert_false(recognise(&store, row));
    assert_int_equal(ask(&store, arena, "L100", "2025-01-01"), RECOGNISED_YES);
    assert_int_equal(ask(&store, arena, "L100", "2023-01-01"), RECOGNISED_NO);
    PartyRecord company = load(&store, arena, PARTY_ORGANISATION, "L100");
    assert_str(company.field[ORGANISATION_name].text, "Bakkerij");
    assert_str(company.field[ORGANISATION_company_id].text, "L100");
    assert_str(codes_at(ORGANISATION_KIND_CODES, company.field[ORGANISATION_kind].number),
               "employer");

    row.until = "2024-12-31"; /* withdrawn */
    assert_true(recognise(&store, row));
    assert_false(recognise(&store, row));
    assert_int_equal(ask(&store, arena, "L100", "2025-01-01"), RECOGNISED_NO);
    row.until = NULL; /* not said, so it stays */
    assert_false(recognise(&store, row));
    assert_int_equal(ask(&store, arena, "L100", "2025-01-01"), RECOGNISED_NO);
}

static void a_company_keeps_the_name_that_others_gave(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    PartyRecord ours = organisation("bakery", "school", "Onze bakkerij");
    ours.field[ORGANISATION_company_id] = text("L100");
    ours.demo = true;
    put(&store, ours);
    assert_true(
        recognise(&store, (Row){ "L100", "Bakkerij B.V.", "3511AB", "2024-01-01", NULL, 25180 }));
    PartyRecord found = load(&store, arena, PARTY_ORGANISATION, "bakery");
    assert_str(found.field[ORGANISATION_name].text, "Onze bakkerij");
    assert_str(codes_at(ORGANISATION_KIND_CODES, found.field[ORGANISATION_kind].number), "school");
    assert_true(found.demo);
    assert_int_equal(ask(&store, arena, "bakery", "2025-01-01"), RECOGNISED_YES);
    assert_int_equal(ask(&store, arena, "L100", "2025-01-01"), RECOGNISED_YES);

    /* Known by its id only: now it has its company id as well, and the first name that is given. */
    put(&store, organisation("L200", "employer", "L200"));
    assert_true(recognise(&store, (Row){ "L200", NULL, "3511AB", "2024-01-01", NULL, 25180 }));
    assert_true(recognise(&store, (Row){ "L200", "Garage", "3511AB", "2024-01-01", NULL, 25180 }));
    assert_false(
        recognise(&store, (Row){ "L200", "Garage 2", "3511AB", "2024-01-01", NULL, 25180 }));
    found = load(&store, arena, PARTY_ORGANISATION, "L200");
    assert_str(found.field[ORGANISATION_name].text, "Garage");
    assert_str(found.field[ORGANISATION_company_id].text, "L200");
    PartyRows rows;
    assert_int_equal(parties_load(store.db, arena, store.tenant, PARTY_ORGANISATION, &rows), OK);
    assert_int_equal(rows.count, 2);
}

static void a_recognition_without_what_it_is_about_is_refused(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    static const struct {
        Row row;
        const char *why;
    } wrong[] = {
        { { NULL, "B", "3511AB", "2024-01-01", NULL, 25180 }, "Missing here: company_id." },
        { { "L1", "B", NULL, "2024-01-01", NULL, 25180 }, "Missing here: postcode." },
        { { "L1", "B", "3511AB", NULL, NULL, 25180 }, "Missing here: valid_from." },
        { { "L1", "B", "3511AB", "2024-01-01", NULL, 0 }, "Missing here: crebo." },
    };
    Str before = digest(store.db, arena);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        bool changed = false;
        Phrase why;
        assert_int_equal(put_row(&store, wrong[i].row, &changed, &why), INVALID);
        assert_str(phrase_text(arena, TONGUE_EN, why), wrong[i].why);
    }
    assert_true(str_equal(before, digest(store.db, arena)));
}

/* --- occupations --- */

static bool map(Store *store, const char *address, const char *isco, const char *label) {
    Value value[OCCUPATION_FIELD_COUNT] = { text(address), text(isco) };
    bool changed = false;
    Phrase why;
    if (label) value[OCCUPATION_label] = text(label);
    assert_int_equal(occupation_put(store->db, store->tenant, value, &changed, &why), OK);
    return changed;
}

static void an_address_gets_its_group(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    static const char esco[] =
        "http://data.europa.eu/esco/occupation/01484951-15e6-4b88-a20f-1201868d36a0";
    static const char own[] = "https://linkeddata.competentnl.nl/uwv/id/occupation/1";
    assert_true(map(&store, own, "7223", "draaier"));
    assert_false(map(&store, own, "7223", "draaier"));
    assert_false(map(&store, own, "7223", NULL));
    assert_true(map(&store, own, "7224", NULL));
    assert_true(map(&store, esco, "5120", NULL)); /* over what is built in */

    Occupations all;
    assert_int_equal(occupations_load(store.db, arena, store.tenant, &all), OK);
    assert_int_equal(all.count, all.own_first + 2);
    assert_str(occupation_find(&all, str_from(own))->isco, "7224");
    assert_str(occupation_find(&all, str_from(own))->label, "draaier");
    assert_str(occupation_find(&all, str_from(esco))->isco, "5120");
    assert_str(all.row[0].isco, "8331");
    assert_null(occupation_find(&all, S("https://linkeddata.competentnl.nl/uwv/id/occupation/2")));
}

static void a_group_that_does_not_exist_is_refused(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    static const struct {
        Value value[OCCUPATION_FIELD_COUNT];
        const char *why;
    } wrong[] = {
        { { { .known = true, .text = { "a", 1 } }, { .known = true, .text = { "7299", 4 } } },
          "ISCO-08 has no group 7299." },
        { { { .known = true, .text = { "a", 1 } } }, "Missing here: isco." },
        { { { 0 }, { .known = true, .text = { "7223", 4 } } }, "Missing here: occupation." },
    };
    Str before = digest(store.db, arena);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        bool changed = false;
        Phrase why;
        assert_int_equal(occupation_put(store.db, store.tenant, wrong[i].value, &changed, &why),
                         INVALID);
        assert_str(phrase_text(arena, TONGUE_EN, why), wrong[i].why);
        assert_false(changed);
    }
    assert_true(str_equal(before, digest(store.db, arena)));
}

SUITE("parties_store", cmocka_unit_test(every_kind_of_organisation_comes_back),
      cmocka_unit_test(the_same_party_twice_changes_nothing),
      cmocka_unit_test(known_fields_replace_and_unknown_fields_stay),
      cmocka_unit_test(guides_come_back_with_what_they_belong_to),
      cmocka_unit_test(what_is_incomplete_or_belongs_nowhere_is_refused),
      cmocka_unit_test(tenants_do_not_see_each_others_parties),
      cmocka_unit_test(a_recognition_makes_its_company_known),
      cmocka_unit_test(a_company_keeps_the_name_that_others_gave),
      cmocka_unit_test(a_recognition_without_what_it_is_about_is_refused),
      cmocka_unit_test(an_address_gets_its_group),
      cmocka_unit_test(a_group_that_does_not_exist_is_refused))
