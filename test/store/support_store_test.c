/* Programmes, course groups, childcare, resources; users; spells of a person. */
#include "store.h"

#include "candidates/candidate_spells.h"
#include "candidates/candidates.h"
#include "openings/openings.h"
#include "parties/parties.h"
#include "support/support.h"
#include "users/users.h"

static Value number(int64_t n) {
    return (Value){ .known = true, .number = n };
}

static Value text(const char *t) {
    return (Value){ .known = true, .text = str_from(t) };
}

static SupportRecord course_group(Arena *arena) {
    SupportRecord record = { .kind = SUPPORT_COURSE_GROUP, .id = S("a2-najaar"), .demo = true };
    record.field[COURSE_GROUP_name] = text("A2 najaar");
    record.field[COURSE_GROUP_language] = text("nld");
    record.field[COURSE_GROUP_skill] = number(SKILL_SPEAKING);
    record.field[COURSE_GROUP_level_from] = number(LEVEL_A1);
    record.field[COURSE_GROUP_level_to] = number(LEVEL_A2);
    record.field[COURSE_GROUP_seats] = number(14);
    record.field[COURSE_GROUP_starts_on] = number(20800);
    record.field[COURSE_GROUP_ends_on] = number(20900);
    record.field[COURSE_GROUP_postcode] = text("3511");
    for (int day = 1; day <= 3; day += 2) {
        Value block[COURSE_BLOCK_FIELD_COUNT] = { number(day),   number(18),    number(24),
                                                  number(20800), VALUE_UNKNOWN, number(1) };
        record_add(arena, support_type[SUPPORT_COURSE_GROUP].block, &record.block, block,
                   (Provenance){ 0 });
    }
    return record;
}

static SupportRecord childcare(Arena *arena) {
    SupportRecord record = { .kind = SUPPORT_CHILDCARE, .id = S("bso-1") };
    record.field[CHILDCARE_name] = text("Bso 1");
    record.field[CHILDCARE_postcode] = text("3512");
    record.field[CHILDCARE_kind] = number(1);
    record.field[CHILDCARE_seats] = number(0);
    record.field[CHILDCARE_waiting_weeks] = number(26);
    record.field[CHILDCARE_confirmed_on] = number(20780);
    Value block[CHILDCARE_BLOCK_FIELD_COUNT] = { number(5), number(29), number(37) };
    record_add(arena, support_type[SUPPORT_CHILDCARE].block, &record.block, block,
               (Provenance){ 0 });
    return record;
}

static SupportRecord programme(void) {
    SupportRecord record = { .kind = SUPPORT_PROGRAMME, .id = S("vrouwen") };
    record.field[PROGRAMME_name] = text("Vrouwen aan het werk");
    record.field[PROGRAMME_legal_ground] = text("BW 7:646 lid 4");
    record.field[PROGRAMME_starts_on] = number(20700);
    return record;
}

static SupportRecord resource(void) {
    SupportRecord record = { .kind = SUPPORT_RESOURCE, .id = S("budget-2026") };
    record.field[RESOURCE_kind] = number(4);
    record.field[RESOURCE_name] = text("Budget");
    record.field[RESOURCE_capacity] = number(2500000000);
    return record;
}

static bool put(Store *store, SupportRecord record) {
    Phrase why = { 0 };
    bool changed = false;
    Result result = support_put(store->db, store->tenant, &record, &changed, &why);
    if (result != OK) fail_msg("%s: %s", record.id.at, result_name(result));
    return changed;
}

static void assert_back(Store *store, Arena *arena, SupportRecord given) {
    const SupportType *type = &support_type[given.kind];
    SupportRecord back = { .kind = given.kind, .id = given.id };
    assert_int_equal(support_load(store->db, arena, store->tenant, &back), OK);
    for (int i = 0; i < type->field_count; i++) {
        if (!value_equal(type->field[i].kind, given.field[i], back.field[i])) {
            fail_msg("%s %s", type->name, type->field[i].name);
        }
    }
    assert_int_equal(back.demo, given.demo);
    assert_int_equal(back.block.count, given.block.count);
    if (type->block) assert_true(record_lists_equal(type->block, &given.block, &back.block));
}

static void every_kind_comes_back_as_given(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    SupportRecord given[] = { programme(), course_group(arena), childcare(arena), resource() };
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(given[i].kind, i);
        assert_true(put(&store, given[i]));
        assert_back(&store, arena, given[i]);
    }
    Str before = digest(store.db, arena);
    for (size_t i = 0; i < 4; i++) assert_false(put(&store, given[i]));
    assert_true(str_equal(before, digest(store.db, arena)));
    SupportRecord other = course_group(arena);
    other.id = S("a2-voorjaar");
    assert_true(put(&store, other));
    SupportRows rows;
    assert_int_equal(supports_load(store.db, arena, store.tenant, SUPPORT_COURSE_GROUP, &rows), OK);
    assert_int_equal(rows.count, 2);
    assert_int_equal(rows.record[1].number, 2);
    assert_int_equal(rows.record[1].block.count, 2);
    other.id = S("none");
    assert_int_equal(support_load(store.db, arena, store.tenant, &other), NOT_FOUND);
}

static void known_fields_replace_and_unknown_fields_stay(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    put(&store, course_group(arena));
    SupportRecord more = { .kind = SUPPORT_COURSE_GROUP, .id = S("a2-najaar") };
    more.field[COURSE_GROUP_seats] = number(3);
    assert_true(put(&store, more));
    SupportRecord expected = course_group(arena);
    expected.field[COURSE_GROUP_seats] = number(3);
    assert_back(&store, arena, expected); /* its blocks, and that it is a demo, stayed */
    Value block[COURSE_BLOCK_FIELD_COUNT] = { number(2), number(18), number(24) };
    record_add(arena, support_type[SUPPORT_COURSE_GROUP].block, &more.block, block,
               (Provenance){ 0 });
    assert_true(put(&store, more));
    expected.block = more.block;
    assert_back(&store, arena, expected);
}

static void assert_refused(Store *store, SupportRecord record, Result expected, const char *why) {
    TEST_ARENA(arena);
    Phrase said = { 0 };
    bool changed = false;
    Str before = digest(store->db, arena);
    assert_int_equal(db_begin(store->db), OK);
    assert_int_equal(support_put(store->db, store->tenant, &record, &changed, &said), expected);
    db_rollback(store->db);
    Str text_said = said.word == WORD_none ? STR_EMPTY : phrase_text(arena, TONGUE_EN, said);
    if (str_find(text_said, str_from(why)) == text_said.len && *why) {
        fail_msg("'%.*s' lacks '%s'", STR_ARGS(text_said), why);
    }
    assert_false(changed);
    assert_true(str_equal(before, digest(store->db, arena)));
}

static void what_cannot_be_kept_is_refused(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    SupportRecord bad = course_group(arena);
    bad.field[COURSE_GROUP_language] = VALUE_UNKNOWN;
    assert_refused(&store, bad, INVALID, "language");
    bad = course_group(arena);
    bad.block.value[1] = VALUE_UNKNOWN;
    assert_refused(&store, bad, INVALID, "from_time");
    bad = course_group(arena);
    bad.block.value[0] = number(8);
    assert_refused(&store, bad, INVALID, "");
    bad = course_group(arena);
    bad.field[COURSE_GROUP_seats] = number(-1);
    assert_refused(&store, bad, INVALID, "");
    bad = course_group(arena);
    bad.field[COURSE_GROUP_organisation_number] = number(7); /* nobody */
    assert_refused(&store, bad, CONFLICT, "");
    bad = resource();
    bad.field[RESOURCE_capacity] = VALUE_UNKNOWN;
    assert_refused(&store, bad, INVALID, "capacity");
    bad = programme();
    bad.block = course_group(arena).block;
    assert_refused(&store, bad, INVALID, "");
    bad = programme();
    bad.id = STR_EMPTY;
    assert_refused(&store, bad, INVALID, "");
}

static void an_opening_takes_of_a_resource(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    bool changed = false;
    OpeningRecord opening = { .id = S("o1") };
    assert_int_equal(db_begin(store.db), OK);
    assert_int_equal(opening_put(store.db, arena, store.tenant, &opening, &changed), OK);
    assert_int_equal(db_commit(store.db), OK);
    put(&store, resource());
    Demand demand = { .opening_number = 1, .resource_number = 1, .demand = 250000 };
    assert_int_equal(demand_put(store.db, store.tenant, demand, &changed), OK);
    assert_true(changed);
    assert_int_equal(demand_put(store.db, store.tenant, demand, &changed), OK);
    assert_false(changed);
    DemandRows rows;
    assert_int_equal(demands_load(store.db, arena, store.tenant, &rows), OK);
    assert_int_equal(rows.count, 1);
    assert_int_equal(rows.row[0].demand, 250000);
    demand.demand = -1;
    assert_int_equal(demand_put(store.db, store.tenant, demand, &changed), INVALID);
    demand.demand = 0;
    assert_int_equal(demand_put(store.db, store.tenant, demand, &changed), OK);
    assert_true(changed);
    assert_int_equal(demands_load(store.db, arena, store.tenant, &rows), OK);
    assert_int_equal(rows.count, 0);
    assert_int_equal(demand_put(store.db, store.tenant, (Demand){ 9, 1, 1 }, &changed), CONFLICT);
}

static void users_have_roles_and_never_vanish(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    bool changed = false;
    User user = { .id = S("u1"),
                  .name = S("Klantmanager 1"),
                  .active = true,
                  .roles = 1U << USER_ROLE_client_manager | 1U << USER_ROLE_team_lead };
    assert_int_equal(user_put(store.db, store.tenant, &user, &changed), OK);
    assert_true(changed);
    assert_int_equal(user_put(store.db, store.tenant, &user, &changed), OK);
    assert_false(changed);
    User back;
    assert_int_equal(user_load(store.db, arena, store.tenant, S("u1"), &back), OK);
    assert_int_equal(back.roles, user.roles);
    assert_str(back.name, "Klantmanager 1");
    assert_int_equal(back.counsellor_number, 0);
    user.active = false;
    user.roles = 1U << USER_ROLE_auditor;
    assert_int_equal(user_put(store.db, store.tenant, &user, &changed), OK);
    UserRows rows;
    assert_int_equal(users_load(store.db, arena, store.tenant, &rows), OK);
    assert_int_equal(rows.count, 1);
    assert_false(rows.row[0].active);
    assert_int_equal(rows.row[0].roles, 1U << USER_ROLE_auditor);
    for (int role = 0; role < USER_ROLE_COUNT; role++) {
        UserRole read;
        assert_true(user_role_read(str_from(user_role_name((UserRole)role)), &read));
        assert_int_equal(read, role);
    }
    user.roles = 1U << USER_ROLE_COUNT;
    assert_int_equal(user_put(store.db, store.tenant, &user, &changed), INVALID);
    user = (User){ .id = S("u2"), .name = S(""), .active = true };
    assert_int_equal(user_put(store.db, store.tenant, &user, &changed), INVALID);
    user = (User){ .id = S("u3"), .name = S("x"), .counsellor_number = 4 };
    assert_int_equal(db_begin(store.db), OK);
    assert_int_equal(user_put(store.db, store.tenant, &user, &changed), CONFLICT);
    db_rollback(store.db);
    assert_int_equal(user_load(store.db, arena, store.tenant, S("u3"), &back), NOT_FOUND);
}

static void spells_of_a_person_are_kept_in_order(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    bool changed;
    CandidateRecord person = { .id = S("k1") };
    assert_int_equal(db_begin(store.db), OK);
    assert_int_equal(candidate_put(store.db, arena, store.tenant, &person, &changed), OK);
    assert_int_equal(db_commit(store.db), OK);
    RecordList spells = { 0 }, back;
    Value benefit[SPELL_FIELD_COUNT] = { number(0), number(20000), number(20400) };
    Value work[SPELL_FIELD_COUNT] = { number(2), number(20401), VALUE_UNKNOWN, number(32),
                                      text("tijdelijk") };
    record_add(arena, &spell_type, &spells, benefit, (Provenance){ 0 });
    record_add(arena, &spell_type, &spells, work, (Provenance){ 0 });
    assert_int_equal(candidate_spells_put(store.db, store.tenant, 1, &spells), OK);
    assert_int_equal(candidate_spells_load(store.db, arena, store.tenant, 1, &back), OK);
    assert_true(record_lists_equal(&spell_type, &spells, &back));
    spells.value[SPELL_ends_on] = number(19999);
    assert_int_equal(candidate_spells_put(store.db, store.tenant, 1, &spells), INVALID);
    spells.value[SPELL_ends_on] = VALUE_UNKNOWN;
    spells.value[SPELL_kind] = VALUE_UNKNOWN;
    assert_int_equal(candidate_spells_put(store.db, store.tenant, 1, &spells), INVALID);
    assert_int_equal(candidate_spells_load(store.db, arena, store.tenant, 1, &back), OK);
    assert_int_equal(back.count, 2); /* what was refused changed nothing */
    spells.value[SPELL_kind] = number(3);
    assert_int_equal(candidate_spells_put(store.db, store.tenant, 99, &spells), CONFLICT);
}

SUITE("support store", cmocka_unit_test(every_kind_comes_back_as_given),
      cmocka_unit_test(known_fields_replace_and_unknown_fields_stay),
      cmocka_unit_test(what_cannot_be_kept_is_refused),
      cmocka_unit_test(an_opening_takes_of_a_resource),
      cmocka_unit_test(users_have_roles_and_never_vanish),
      cmocka_unit_test(spells_of_a_person_are_kept_in_order))
