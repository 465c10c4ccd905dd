/* The chain of events: whatever is changed in it, the check names the first link that does not hold. */
#include "store.h"


#include "audit/audit.h"

typedef struct Chain {
    Store *store;
    Arena *arena;
    int64_t other; /* a second tenant, whose events stand between */
    Str where;
    int64_t events;
} Chain;

static Result write_event(Chain *chain, int64_t tenant, int number) {
    static const AuditCode codes[] = { AUDIT_import_applied, AUDIT_list_read, AUDIT_plan_made };
    AuditEvent event = { .code = codes[number % 3], .actor = S("command-line"),
                         .subject = str_printf(chain->arena, "k%d", number % 4),
                         .value = number % 5 ? str_printf(chain->arena, "value %d", number) : STR_EMPTY };
    return audit_write(chain->store->db, tenant, event);
}

/* Events 1..per_tenant of both tenants, one by turns. */
static void chain_begin(Chain *chain, Store *store, Arena *arena, int per_tenant) {
    *chain = (Chain){ .store = store, .arena = arena };
    Tenant other = { .name = S("other") };
    assert_int_equal(db_begin(store->db), OK);
    assert_int_equal(tenant_make(store->db, &other, &chain->other), OK);
    for (int i = 1; i <= per_tenant; i++) {
        assert_int_equal(write_event(chain, store->tenant, i), OK);
        assert_int_equal(write_event(chain, chain->other, i), OK);
    }
    assert_int_equal(db_commit(store->db), OK);
}

#define TEST_CHAIN(chain, per_tenant)                                                              \
    TEST_STORE(chain##_store);                                                                     \
    TEST_ARENA(chain##_arena);                                                                     \
    Chain chain;                                                                                   \
    chain_begin(&chain, &chain##_store, chain##_arena, per_tenant)

static Result check(Chain *chain) {
    chain->where = STR_EMPTY;
    chain->events = -1;
    return audit_check(chain->store->db, chain->arena, &chain->where, &chain->events);
}

static void tamper(Chain *chain, const char *text) {
    store_tamper(chain->store->path, text);
}

static void long_chains_of_two_tenants_hold(void **state) {
    (void)state;
    TEST_CHAIN(chain, 700);
    assert_int_equal(check(&chain), OK);
    assert_int_equal(chain.events, 1400);
}

static void an_empty_chain_holds(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    Str where;
    int64_t events = -1;
    assert_int_equal(audit_check(store.db, arena, &where, &events), OK);
    assert_int_equal(events, 0);
}

static const struct Tampering {
    const char *how, *where;
} tamperings[] = {
    /* every column of an event */
    { "UPDATE audit_event SET tenant_id = 3 WHERE tenant_id = 2 AND number = 7",
      "tenant 2, event 8: a number is missing" },
    { "UPDATE audit_event SET number = 99 WHERE tenant_id = 1 AND number = 20",
      "tenant 1, event 99: a number is missing" },
    { "UPDATE audit_event SET number = 99 WHERE tenant_id = 1 AND number = 7",
      "tenant 1, event 8: a number is missing" },
    { "UPDATE audit_event SET moment = '2020-01-01T00:00:00Z' WHERE tenant_id = 1 AND number = 7",
      "tenant 1, event 7: its hash" },
    { "UPDATE audit_event SET event = 'demo_made' WHERE tenant_id = 2 AND number = 7",
      "tenant 2, event 7: its hash" },
    { "UPDATE audit_event SET actor = '' WHERE tenant_id = 1 AND number = 1",
      "tenant 1, event 1: its hash" },
    { "UPDATE audit_event SET subject = subject || ' ' WHERE tenant_id = 1 AND number = 20",
      "tenant 1, event 20: its hash" },
    { "UPDATE audit_event SET value_hash = upper(value_hash) WHERE tenant_id = 1 AND number = 7",
      "tenant 1, event 7: its hash" },
    { "UPDATE audit_event SET hash = '' WHERE tenant_id = 1 AND number = 20",
      "tenant 1, event 20: its hash" },
    { "UPDATE audit_event SET hash = substr(hash, 2) || 'g' WHERE tenant_id = 2 AND number = 3",
      "tenant 2, event 3: its hash" },
    /* a byte that moves from one column to the next */
    { "UPDATE audit_event SET event = event || 'c', actor = substr(actor, 2)"
      " WHERE tenant_id = 1 AND number = 4", "tenant 1, event 4: its hash" },
    /* values and salts */
    { "UPDATE audit_value SET value = value || 'x' WHERE tenant_id = 1 AND number = 6",
      "tenant 1, event 6: its value was changed" },
    { "UPDATE audit_value SET value = 'x' WHERE tenant_id = 1 AND number = 5",
      "tenant 1, event 5: its value was changed" },
    { "UPDATE audit_value SET salt = '' WHERE tenant_id = 2 AND number = 6",
      "tenant 2, event 6: its value was changed" },
    { "UPDATE audit_value SET salt = substr(salt, 1, 31), value = substr(salt, 32) || value"
      " WHERE tenant_id = 2 AND number = 6", "tenant 2, event 6: its value was changed" },
    { "UPDATE audit_value SET number = 50 WHERE tenant_id = 1 AND number = 6",
      "1 values without their event" },
    { "UPDATE audit_value SET tenant_id = tenant_id + 8 WHERE number IN (6, 7)", "4 values without their event" },
    /* rows */
    { "DELETE FROM audit_event WHERE tenant_id = 1 AND number = 1",
      "tenant 1, event 2: a number is missing" },
    { "DELETE FROM audit_event WHERE tenant_id = 1 AND number BETWEEN 5 AND 9",
      "tenant 1, event 10: a number is missing" },
    { "DELETE FROM audit_event WHERE tenant_id = 1 AND number = 20", "1 values without their event" },
    { "UPDATE audit_event SET number = -1 WHERE tenant_id = 1 AND number = 7;"
      "UPDATE audit_event SET number = 7 WHERE tenant_id = 1 AND number = 8;"
      "UPDATE audit_event SET number = 8 WHERE tenant_id = 1 AND number = -1",
      "tenant 1, event 7: its hash" },
    { "UPDATE audit_event SET tenant_id = -1 WHERE tenant_id = 1;"
      "UPDATE audit_event SET tenant_id = 1 WHERE tenant_id = 2;"
      "UPDATE audit_event SET tenant_id = 2 WHERE tenant_id = -1", "tenant 1, event 1: its hash" },
    { "INSERT INTO audit_event SELECT tenant_id, 21, moment, event, actor, subject, value_hash, hash"
      " FROM audit_event WHERE tenant_id = 1 AND number = 20", "tenant 1, event 21: its hash" },
    { "INSERT INTO audit_event VALUES (3, 1, '2026-01-01T00:00:00Z', 'list_read', 'x', 'k1', '', '')",
      "tenant 3, event 1: its hash" },
    { "DELETE FROM audit_event WHERE tenant_id = 1 AND number = 1;"
      "UPDATE audit_event SET number = 1 - number WHERE tenant_id = 1;"
      "UPDATE audit_event SET number = -number WHERE tenant_id = 1", "tenant 1, event 1: its hash" },
    /* two faults: the first is named */
    { "UPDATE audit_event SET actor = 'x' WHERE number IN (4, 9)", "tenant 1, event 4: its hash" },
};

static void every_tampering_is_named_where_it_begins(void **state) {
    (void)state;
    TEST_CHAIN(chain, 20);
    assert_int_equal(chain.store->tenant, 1);
    assert_int_equal(chain.other, 2);
    for (size_t i = 0; i < sizeof tamperings / sizeof *tamperings; i++) {
        tamper(&chain, "CREATE TABLE kept_event AS SELECT * FROM audit_event;"
                       "CREATE TABLE kept_value AS SELECT * FROM audit_value");
        tamper(&chain, tamperings[i].how);
        if (check(&chain) != INVALID) fail_msg("passes: %s", tamperings[i].how);
        if (str_find(chain.where, str_from(tamperings[i].where)) == chain.where.len) {
            fail_msg("%s: '%.*s'", tamperings[i].how, STR_ARGS(chain.where));
        }
        assert_int_equal(chain.events, -1); /* set on OK only */
        tamper(&chain, "DELETE FROM audit_value; DELETE FROM audit_event;"
                       "INSERT INTO audit_event SELECT * FROM kept_event;"
                       "INSERT INTO audit_value SELECT * FROM kept_value;"
                       "DROP TABLE kept_event; DROP TABLE kept_value");
        assert_int_equal(check(&chain), OK);
    }
}

static void a_chain_goes_on_after_it_was_read(void **state) {
    (void)state;
    TEST_CHAIN(chain, 3);
    assert_int_equal(check(&chain), OK);
    db_end(chain.store->db);
    Phrase why;
    assert_int_equal(db_open(chain.store->path, DB_EXISTING, &chain.store->db, &why), OK);
    assert_int_equal(write_event(&chain, chain.store->tenant, 4), OK);
    assert_int_equal(check(&chain), OK);
    assert_int_equal(chain.events, 7);
}

static void a_change_and_its_event_are_kept_together_or_not_at_all(void **state) {
    (void)state;
    TEST_CHAIN(chain, 3);
    assert_int_equal(db_begin(chain.store->db), OK);
    assert_int_equal(write_event(&chain, chain.store->tenant, 4), OK);
    db_rollback(chain.store->db);
    assert_int_equal(check(&chain), OK);
    assert_int_equal(chain.events, 6);
    assert_int_equal(db_begin_read(chain.store->db), OK);
    assert_int_equal(write_event(&chain, chain.store->tenant, 4), BROKEN);
    db_rollback(chain.store->db);
    assert_int_equal(check(&chain), OK);
}

static void erased_values_leave_the_chain_whole(void **state) {
    (void)state;
    TEST_CHAIN(chain, 20);
    int64_t erased = -1;
    assert_int_equal(audit_erase(chain.store->db, chain.store->tenant, S("k1"), &erased), OK);
    assert_int_equal(erased, 5); /* 1, 5, 9, 13, 17 */
    assert_int_equal(check(&chain), OK);
    assert_int_equal(chain.events, 40);
    assert_int_equal(audit_erase(chain.store->db, chain.store->tenant, S("k1"), &erased), OK);
    assert_int_equal(erased, 0);
    assert_int_equal(audit_erase(chain.store->db, chain.other, S("k1"), &erased), OK);
    assert_int_equal(erased, 5); /* those of the other tenant were still there */
    tamper(&chain, "UPDATE audit_event SET actor = 'x' WHERE tenant_id = 1 AND number = 5");
    assert_int_equal(check(&chain), INVALID); /* an event without its value is still a link */
    assert_true(str_find(chain.where, S("event 5")) < chain.where.len);
}

static int64_t count_of(Chain *chain, const char *text) {
    return store_number(chain->store->path, text);
}

static void the_chain_itself_holds_no_value(void **state) {
    (void)state;
    TEST_CHAIN(chain, 0);
    AuditEvent event = { .code = AUDIT_candidate_read, .actor = S("u1"), .subject = S("k1"),
                         .value = S("Fatima") };
    for (int i = 0; i < 2; i++) {
        assert_int_equal(audit_write(chain.store->db, chain.store->tenant, event), OK);
    }
    assert_int_equal(count_of(&chain, "SELECT COUNT(*) FROM audit_event WHERE moment || event || actor ||"
                                      " subject || value_hash || hash LIKE '%Fatima%'"), 0);
    /* The same value twice has two hashes: nobody can guess a value from its hash. */
    assert_int_equal(count_of(&chain, "SELECT COUNT(DISTINCT value_hash) FROM audit_event"), 2);
    assert_int_equal(count_of(&chain, "SELECT COUNT(DISTINCT salt) FROM audit_value"
                                      " WHERE length(salt) = 32"), 2);
    assert_int_equal(check(&chain), OK);
}

static void values_of_any_text_hold(void **state) {
    (void)state;
    TEST_CHAIN(chain, 0);
    char *large = arena_get(chain.arena, 1024 * 1024);
    for (int i = 0; i < 1024 * 1024; i++) large[i] = (char)(1 + i % 127);
    const Str values[] = { { large, 1024 * 1024 }, { "a\tb\n", 4 }, { NULL, 0 }, { "'; --", 5 } };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        AuditEvent event = { .code = AUDIT_export_read, .actor = values[i].len > 9 ? S("a") : values[i],
                             .subject = S("k1"), .value = values[i] };
        assert_int_equal(audit_write(chain.store->db, chain.store->tenant, event), OK);
    }
    assert_int_equal(check(&chain), OK);
    assert_int_equal(chain.events, 4);
}

SUITE("audit", cmocka_unit_test(long_chains_of_two_tenants_hold),
      cmocka_unit_test(an_empty_chain_holds),
      cmocka_unit_test(every_tampering_is_named_where_it_begins),
      cmocka_unit_test(a_chain_goes_on_after_it_was_read),
      cmocka_unit_test(a_change_and_its_event_are_kept_together_or_not_at_all),
      cmocka_unit_test(erased_values_leave_the_chain_whole),
      cmocka_unit_test(the_chain_itself_holds_no_value), cmocka_unit_test(values_of_any_text_hold))
