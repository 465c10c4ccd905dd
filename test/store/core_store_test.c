#include "store.h"


#include "audit/audit.h"
#include "candidates/candidates.h"
#include "openings/openings.h"

static const Provenance intake = { { "intake", 6 }, true, 20000, false };

static void every_statement_prepares(void **state) {
    (void)state;
    TEST_STORE(store);
    size_t count;
    const Sql *const *sql = sql_catalogue(&count);
    assert_true(count > 60);
    for (size_t i = 0; i < count; i++) {
        Query *query = db_query(store.db, sql[i]);
        if (query_end(query) != OK) fail_msg("%s does not prepare: %s", sql[i]->name, sql[i]->text);
    }
}

static void statements_keep_to_numbered_parameters(void **state) {
    (void)state;
    size_t count;
    const Sql *const *sql = sql_catalogue(&count);
    for (size_t i = 0; i < count; i++) {
        for (const char *at = sql[i]->text; (at = strchr(at, '?')); at++) {
            if (at[1] < '1' || at[1] > '9') fail_msg("%s: a bare ?", sql[i]->name);
        }
        for (size_t k = 0; k < i; k++) {
            if (strcmp(sql[k]->name, sql[i]->name) == 0) fail_msg("%s: name used twice", sql[i]->name);
        }
    }
}

static CandidateRecord person(Arena *arena, const char *id) {
    CandidateRecord record = { .id = str_from(id) };
    record.fact[FACT_given_name] = (Value){ .known = true, .text = S("Kandidaat") };
    record.fact[FACT_postcode] = (Value){ .known = true, .text = S("3511AB") };
    record.fact[FACT_hours_max] = (Value){ .known = true, .number = 32 };
    record.fact[FACT_available_from] = (Value){ .known = true, .number = 20500 };
    record.fact[FACT_right_to_work] = (Value){ .known = true, .number = 1 };
    for (int i = 0; i < FACT_COUNT; i++) record.fact_from[i] = intake;
    Value language[LANGUAGE_FIELD_COUNT] = { 0 };
    language[LANGUAGE_language] = (Value){ .known = true, .text = S("nld") };
    language[LANGUAGE_skill] = (Value){ .known = true, .number = SKILL_SPEAKING };
    language[LANGUAGE_level_low] = (Value){ .known = true, .number = LEVEL_A2 };
    candidate_list_add(arena, &record, LIST_LANGUAGE, language, intake);
    return record;
}

static bool put(Store *store, Arena *arena, const CandidateRecord *record) {
    bool changed = false;
    assert_int_equal(db_begin(store->db), OK);
    assert_int_equal(candidate_put(store->db, arena, store->tenant, record, &changed), OK);
    assert_int_equal(db_commit(store->db), OK);
    return changed;
}

static void a_person_comes_back_as_given(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    CandidateRecord given = person(arena, "k1");
    assert_true(put(&store, arena, &given));
    CandidateRecord back;
    assert_int_equal(candidate_load(store.db, arena, store.tenant, S("k1"), true, &back), OK);
    for (int i = 0; i < FACT_COUNT; i++) {
        if (!value_equal(fact_info[i].field.kind, given.fact[i], back.fact[i])) {
            fail_msg("fact %s changed", fact_info[i].field.name);
        }
    }
    const RecordType *type = &candidate_list_type[LIST_LANGUAGE];
    assert_true(record_lists_equal(type, &given.list[LIST_LANGUAGE], &back.list[LIST_LANGUAGE]));
    assert_int_equal(back.fact_from[FACT_postcode].confirmed, 20000);
    assert_true(back.fact_from[FACT_postcode].verified);
    assert_int_equal(candidate_load(store.db, arena, store.tenant, S("k2"), true, &back), NOT_FOUND);
}

static void names_stay_out_unless_asked_for(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    CandidateRecord given = person(arena, "k1");
    put(&store, arena, &given);
    CandidateRows rows;
    assert_int_equal(candidates_load(store.db, arena, store.tenant, false, &rows), OK);
    assert_int_equal(rows.count, 1);
    assert_false(rows.record[0].fact[FACT_given_name].known);
    assert_true(rows.record[0].fact[FACT_postcode].known);
}

static void the_same_again_changes_nothing(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    CandidateRecord given = person(arena, "k1");
    put(&store, arena, &given);
    Str before = digest(store.db, arena);
    assert_false(put(&store, arena, &given));
    assert_true(str_equal(before, digest(store.db, arena)));
    given.fact[FACT_hours_max].number = 24;
    assert_true(put(&store, arena, &given));
    assert_false(str_equal(before, digest(store.db, arena)));
}

static void a_later_word_from_elsewhere_stays(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    CandidateRecord given = person(arena, "k1");
    put(&store, arena, &given);
    CandidateRecord older = { .id = S("k1") };
    older.fact[FACT_hours_max] = (Value){ .known = true, .number = 8 };
    older.fact_from[FACT_hours_max] = (Provenance){ S("vum"), false, 19000, false };
    assert_false(put(&store, arena, &older));
    older.fact_from[FACT_hours_max].confirmed = 21000;
    assert_true(put(&store, arena, &older));
}

static void an_opening_comes_back_as_given(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    OpeningRecord given = { .id = S("o1") }, back;
    given.field[OPENING_places] = (Value){ .known = true, .number = 3 };
    given.field[OPENING_outcome] = (Value){ .known = true, .number = 2 };
    Value block[BLOCK_FIELD_COUNT] = { { true, 1, { 0 } }, { true, 18, { 0 } }, { true, 34, { 0 } } };
    record_add(arena, &opening_list_type[OPENING_LIST_BLOCK], &given.list[OPENING_LIST_BLOCK], block,
               (Provenance){ 0 });
    bool changed;
    assert_int_equal(db_begin(store.db), OK);
    assert_int_equal(opening_put(store.db, arena, store.tenant, &given, &changed), OK);
    assert_true(changed);
    assert_int_equal(opening_put(store.db, arena, store.tenant, &given, &changed), OK);
    assert_false(changed);
    assert_int_equal(db_commit(store.db), OK);
    assert_int_equal(opening_load(store.db, arena, store.tenant, S("o1"), &back), OK);
    assert_int_equal(back.field[OPENING_places].number, 3);
    assert_int_equal(back.field[OPENING_outcome].number, 2);
    assert_false(back.field[OPENING_crebo].known);
    assert_int_equal(back.list[OPENING_LIST_BLOCK].count, 1);
    assert_int_equal(back.list[OPENING_LIST_BLOCK].value[BLOCK_until_time].number, 34);
}

static void write_events(Store *store, int count) {
    assert_int_equal(db_begin(store->db), OK);
    for (int i = 0; i < count; i++) {
        AuditEvent event = { .code = AUDIT_list_read, .actor = S("test"), .subject = S("k1"),
                             .value = S("something personal") };
        assert_int_equal(audit_write(store->db, store->tenant, event), OK);
    }
    assert_int_equal(db_commit(store->db), OK);
}

static void tamper(Store *store, const char *text) {
    store_tamper(store->path, text);
}

static void the_chain_names_its_first_broken_link(void **state) {
    (void)state;
    static const char *const ways[] = {
        "UPDATE audit_event SET actor = 'x' WHERE number = 3",
        "DELETE FROM audit_value WHERE number = 3; DELETE FROM audit_event WHERE number = 3",
        "UPDATE audit_value SET value = 'x' WHERE number = 3",
    };
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        TEST_STORE(store);
        TEST_ARENA(arena);
        write_events(&store, 5);
        Str where;
        int64_t events = 0;
        assert_int_equal(audit_check(store.db, arena, &where, &events), OK);
        assert_int_equal(events, 5);
        tamper(&store, ways[i]);
        assert_int_equal(audit_check(store.db, arena, &where, &events), INVALID);
        assert_true(str_find(where, i == 1 ? S("event 4") : S("event 3")) < where.len);
    }
}

static void erased_values_leave_the_chain_whole(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    write_events(&store, 4);
    int64_t erased = 0, events = 0;
    Str where;
    assert_int_equal(db_begin(store.db), OK);
    assert_int_equal(audit_erase(store.db, store.tenant, S("k1"), &erased), OK);
    assert_int_equal(db_commit(store.db), OK);
    assert_int_equal(erased, 4);
    assert_int_equal(audit_check(store.db, arena, &where, &events), OK);
    assert_int_equal(events, 4);
}

static void another_program_s_file_is_refused(void **state) {
    (void)state;
    TEST_STORE(store);
    char path[192];
    store_place(store.folder, path, sizeof path);
    store_foreign(path, "CREATE TABLE t (x INTEGER)");
    Db *db = NULL;
    Phrase why;
    assert_int_equal(db_open(path, DB_EXISTING, &db, &why), REFUSED);
    assert_int_equal(why.word, WORD_db_not_ours);
    assert_null(db);
    store_remove(path);
}

static void a_newer_database_is_refused(void **state) {
    (void)state;
    TEST_STORE(store);
    store.altered = true;
    db_end(store.db);
    store.db = NULL;
    tamper(&store, "INSERT INTO schema_version VALUES (9999, '2099-01-01T00:00:00Z')");
    Db *db = NULL;
    Phrase why;
    assert_int_equal(db_open(store.path, DB_EXISTING, &db, &why), REFUSED);
    assert_int_equal(why.word, WORD_db_newer);
}

static void a_failed_transaction_leaves_nothing(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    Str before = digest(store.db, arena);
    CandidateRecord given = person(arena, "k1");
    bool changed;
    assert_int_equal(db_begin(store.db), OK);
    assert_int_equal(candidate_put(store.db, arena, store.tenant, &given, &changed), OK);
    db_rollback(store.db);
    assert_true(str_equal(before, digest(store.db, arena)));
    assert_int_equal(db_begin_read(store.db), OK);
    assert_int_not_equal(candidate_put(store.db, arena, store.tenant, &given, &changed), OK);
    db_rollback(store.db);
    assert_true(str_equal(before, digest(store.db, arena)));
}

SUITE("core store", cmocka_unit_test(every_statement_prepares),
      cmocka_unit_test(statements_keep_to_numbered_parameters),
      cmocka_unit_test(a_person_comes_back_as_given),
      cmocka_unit_test(names_stay_out_unless_asked_for),
      cmocka_unit_test(the_same_again_changes_nothing),
      cmocka_unit_test(a_later_word_from_elsewhere_stays),
      cmocka_unit_test(an_opening_comes_back_as_given),
      cmocka_unit_test(the_chain_names_its_first_broken_link),
      cmocka_unit_test(erased_values_leave_the_chain_whole),
      cmocka_unit_test(another_program_s_file_is_refused),
      cmocka_unit_test(a_newer_database_is_refused),
      cmocka_unit_test(a_failed_transaction_leaves_nothing))
