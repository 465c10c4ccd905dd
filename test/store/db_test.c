/* The door to the database: transactions, statements, checks and the digest. */
#include "store.h"

#include "db_engine.h"

SQL(test_mapping_add, "INSERT INTO occupation_mapping (tenant_id, occupation, isco, label)"
                      " VALUES (?1, ?2, ?3, ?4)");
SQL(test_mapping_label, "SELECT label FROM occupation_mapping WHERE tenant_id = ?1"
                        " AND occupation = ?2");
SQL(test_mapping_count, "SELECT COUNT(*) FROM occupation_mapping");
SQL(test_original_add, "INSERT INTO candidate_original (tenant_id, candidate_number, format, bytes)"
                       " VALUES (?1, ?2, ?3, ?4)");
SQL(test_original, "SELECT bytes FROM candidate_original WHERE tenant_id = ?1"
                   " AND candidate_number = ?2");
SQL(test_candidate_add, "INSERT INTO candidate (tenant_id, number, id) VALUES (?1, ?2, ?3)");
SQL(test_kinds, "SELECT CAST(?1 AS TEXT), ?2, CAST(?3 AS BIGINT)");
SQL(test_wrong, "SELECT nothing FROM nowhere");

static Result mapping_add(Db *db, int64_t tenant, Str occupation, Str label) {
    Query *query = db_query(db, &test_mapping_add);
    query_set_integer(query, 1, tenant);
    query_set_text(query, 2, occupation);
    query_set_text(query, 3, S("7223"));
    query_set_text(query, 4, label);
    return query_run(query);
}

static int64_t mapping_count(Db *db) {
    Query *query = db_query(db, &test_mapping_count);
    int64_t count = query_next(query) ? query_integer(query, 0) : -1;
    assert_int_equal(query_end(query), OK);
    return count;
}

/* --- transactions --- */

static void a_reading_transaction_refuses_to_write(void **state) {
    (void)state;
    TEST_STORE(store);
    assert_int_equal(db_begin_read(store.db), OK);
    assert_int_equal(mapping_count(store.db), 0);
    assert_int_equal(mapping_add(store.db, store.tenant, S("a"), S("b")), BROKEN);
    assert_int_equal(db_commit(store.db), BROKEN);
    assert_int_equal(mapping_add(store.db, store.tenant, S("a"), S("b")), OK); /* writable again */
    assert_int_equal(db_begin_read(store.db), OK);
    db_rollback(store.db);
    assert_int_equal(mapping_add(store.db, store.tenant, S("c"), S("d")), OK);
    assert_int_equal(mapping_count(store.db), 2);
}

static void a_reading_transaction_sees_one_state(void **state) {
    (void)state;
    TEST_STORE(store);
    Db *other = NULL;
    Phrase why;
    assert_int_equal(db_open(store.path, DB_EXISTING, &other, &why), OK);
    assert_int_equal(db_begin_read(other), OK);
    assert_int_equal(mapping_count(other), 0);
    assert_int_equal(mapping_add(store.db, store.tenant, S("a"), S("b")), OK);
    assert_int_equal(mapping_count(other), 0);
    assert_int_equal(db_commit(other), OK);
    assert_int_equal(mapping_count(other), 1);
    db_end(other);
}

static void a_second_writer_is_busy(void **state) {
    (void)state;
    TEST_STORE(store);
    Db *other = NULL;
    Phrase why;
    assert_int_equal(db_open(store.path, DB_EXISTING, &other, &why), OK);
    db_set_patience(other, 20);
    assert_int_equal(db_begin(store.db), OK);
    assert_int_equal(db_begin(other), BUSY);
    assert_int_equal(mapping_add(other, store.tenant, S("a"), S("b")), BUSY);
    assert_int_equal(mapping_count(other), 0); /* it may read */
    assert_int_equal(db_commit(store.db), OK);
    assert_int_equal(db_begin(other), OK);
    assert_int_equal(mapping_add(other, store.tenant, S("a"), S("b")), OK);
    assert_int_equal(db_commit(other), OK);
    db_end(other);
    assert_int_equal(mapping_count(store.db), 1);
}

static void transactions_do_not_nest(void **state) {
    (void)state;
    TEST_STORE(store);
    assert_int_equal(db_begin(store.db), OK);
    assert_int_equal(mapping_add(store.db, store.tenant, S("a"), S("b")), OK);
    assert_int_equal(db_begin(store.db), BROKEN);
    assert_int_equal(db_begin_read(store.db), BROKEN);
    assert_int_equal(mapping_add(store.db, store.tenant, S("c"), S("d")), OK);
    assert_int_equal(db_commit(store.db), OK);
    assert_int_equal(mapping_count(store.db), 2);
    assert_int_not_equal(db_commit(store.db), OK); /* there is none to keep */
}

/* Whatever the engine would make of it: after an error nothing of the transaction is kept. */
static void an_error_spoils_its_transaction(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    Str before = digest(store.db, arena);
    for (int end = 0; end < 2; end++) {
        assert_int_equal(db_begin(store.db), OK);
        assert_int_equal(mapping_add(store.db, store.tenant, S("a"), S("b")), OK);
        assert_int_equal(mapping_add(store.db, store.tenant, S("a"), S("c")), CONFLICT);
        assert_int_equal(mapping_add(store.db, store.tenant, S("d"), S("e")), CONFLICT);
        Query *query = db_query(store.db, &test_mapping_count);
        assert_false(query_next(query));
        assert_int_equal(query_end(query), CONFLICT);
        if (end > 0) assert_int_equal(db_commit(store.db), CONFLICT);
        else db_rollback(store.db);
        assert_true(str_equal(before, digest(store.db, arena)));
    }
    assert_int_equal(db_begin(store.db), OK);
    assert_int_equal(mapping_add(store.db, store.tenant, S("a"), S("b")), OK);
    assert_int_equal(db_commit(store.db), OK);
    assert_int_equal(mapping_count(store.db), 1);
}

static void a_database_that_ends_rolls_back(void **state) {
    (void)state;
    TEST_STORE(store);
    assert_int_equal(db_begin(store.db), OK);
    assert_int_equal(mapping_add(store.db, store.tenant, S("a"), S("b")), OK);
    db_end_at(&store.db);
    assert_null(store.db);
    Phrase why;
    assert_int_equal(db_open(store.path, DB_EXISTING, &store.db, &why), OK);
    assert_int_equal(mapping_count(store.db), 0);
}

/* --- statements --- */

static void constraints_are_conflicts(void **state) {
    (void)state;
    TEST_STORE(store);
    assert_int_equal(mapping_add(store.db, store.tenant, S("a"), S("b")), OK);
    assert_int_equal(mapping_add(store.db, store.tenant, S("a"), S("c")), CONFLICT); /* unique */
    assert_int_equal(mapping_add(store.db, 99, S("x"), S("c")), CONFLICT); /* no such tenant */
    Tenant again = { .name = S("test") };
    int64_t id = -1;
    assert_int_equal(tenant_make(store.db, &again, &id), CONFLICT);
    assert_int_equal(id, -1);
    assert_int_equal(mapping_count(store.db), 1);
}

static void errors_stick_to_their_query_only(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    for (int i = 0; i < 3; i++) {
        Query *query = db_query(store.db, &test_wrong);
        query_set_integer(query, 1, 1);
        assert_false(query_next(query));
        assert_int_equal(query_integer(query, 0), 0);
        assert_str(query_text(query, arena, 0), "");
        assert_true(query_is_null(query, 0));
        assert_int_equal(query_end(query), BROKEN);
        query = db_query(store.db, &test_mapping_count);
        query_set_integer(query, 5, 1); /* there is no ?5 */
        assert_false(query_next(query));
        assert_int_equal(query_end(query), BROKEN);
        assert_int_equal(mapping_count(store.db), 0);
    }
}

static void a_statement_that_is_done_does_not_run_again(void **state) {
    (void)state;
    TEST_STORE(store);
    Query *query = db_query(store.db, &test_mapping_add);
    query_set_integer(query, 1, store.tenant);
    query_set_text(query, 2, S("a"));
    query_set_text(query, 3, S("b"));
    query_set_null(query, 4);
    for (int i = 0; i < 3; i++) assert_false(query_next(query));
    assert_int_equal(query_end(query), OK);
    assert_int_equal(query_changes(store.db), 1);
    assert_int_equal(mapping_count(store.db), 1);
}

static void values_of_every_kind_pass_the_door(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    static const int64_t number[] = { 0, 1, -1, INT64_MIN, INT64_MAX };
    for (size_t i = 0; i < sizeof number / sizeof *number; i++) {
        Query *query = db_query(store.db, &test_kinds);
        query_set_text(query, 1, (Str){ NULL, 0 }); /* an empty text is not NULL */
        query_set_null(query, 2);
        query_set_integer(query, 3, number[i]);
        assert_true(query_next(query));
        assert_false(query_is_null(query, 0));
        assert_str(query_text(query, arena, 0), "");
        assert_true(query_is_null(query, 1));
        assert_str(query_text(query, arena, 1), "");
        assert_true(query_integer(query, 2) == number[i]);
        assert_false(query_next(query));
        assert_int_equal(query_end(query), OK);
    }
}

static Str label_of(Db *db, Arena *arena, int64_t tenant, Str occupation) {
    Query *query = db_query(db, &test_mapping_label);
    query_set_integer(query, 1, tenant);
    query_set_text(query, 2, occupation);
    assert_true(query_next(query));
    Str label = query_text(query, arena, 0);
    assert_int_equal(query_end(query), OK);
    return label;
}

static void original_add(Store *store, int number, Str bytes) {
    char id[32];
    snprintf(id, sizeof id, "k%d", number);
    Query *query = db_query(store->db, &test_candidate_add);
    query_set_integer(query, 1, store->tenant);
    query_set_integer(query, 2, number);
    query_set_text(query, 3, str_from(id));
    assert_int_equal(query_run(query), OK);
    query = db_query(store->db, &test_original_add);
    query_set_integer(query, 1, store->tenant);
    query_set_integer(query, 2, number);
    query_set_text(query, 3, S("vum"));
    query_set_blob(query, 4, bytes);
    assert_int_equal(query_run(query), OK);
}

static Str original_of(Store *store, Arena *arena, int number) {
    Query *query = db_query(store->db, &test_original);
    query_set_integer(query, 1, store->tenant);
    query_set_integer(query, 2, number);
    assert_true(query_next(query));
    Str bytes = query_text(query, arena, 0);
    assert_int_equal(query_end(query), OK);
    return bytes;
}

/* No engine keeps it, or both would keep something else. */
static void a_text_is_utf_8_without_a_zero(void **state) {
    (void)state;
    TEST_STORE(store);
    const Str bad[] = { { "a\0b", 3 }, { "\0", 1 }, S("\xFF"), S("caf\xC3"), S("\xED\xA0\x80") };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(mapping_add(store.db, store.tenant, S("a"), bad[i]), INVALID);
        assert_int_equal(mapping_add(store.db, store.tenant, bad[i], S("a")), INVALID);
    }
    assert_int_equal(mapping_count(store.db), 0);
}

static void any_bytes_of_any_length_come_back(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    static const size_t len[] = { 1, 2, 4095, 4096, 4097, 65536, 1024 * 1024 };
    for (size_t i = 0; i < sizeof len / sizeof *len; i++) {
        char *bytes = arena_get(arena, len[i]);
        for (size_t k = 0; k < len[i]; k++) bytes[k] = (char)('a' + (char)(k % 26));
        Str key = str_printf(arena, "k%zu", i), text = { bytes, len[i] };
        assert_int_equal(mapping_add(store.db, store.tenant, key, text), OK);
        assert_true(str_equal(text, label_of(store.db, arena, store.tenant, key)));
        for (size_t k = 0; k < len[i]; k++) bytes[k] = (char)(k * 7);
        original_add(&store, (int)i + 1, text);
        assert_true(str_equal(text, original_of(&store, arena, (int)i + 1)));
    }
    Str quoted = S("'; DROP TABLE tenant; -- \" ?1 \xF0\x9F\x98\x80");
    assert_int_equal(mapping_add(store.db, store.tenant, quoted, quoted), OK);
    assert_true(str_equal(quoted, label_of(store.db, arena, store.tenant, quoted)));
}

static void every_statement_is_kept_and_found_again(void **state) {
    (void)state;
    TEST_STORE(store);
    size_t count;
    const Sql *const *sql = sql_catalogue(&count);
    assert_true(count > 100);
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < count; i++) {
            if (sql[i] == &test_wrong) continue;
            Query *query = db_query(store.db, sql[i]);
            if (query_end(query) != OK) fail_msg("%s does not prepare", sql[i]->name);
            assert_ptr_equal(query->sql, sql[i]);
        }
    }
    assert_true(store.db->query_count <= count);
}

/* --- check and digest --- */

static void fill(Store *store, int rows) {
    assert_int_equal(db_begin(store->db), OK);
    for (int i = 1; i <= rows; i++) original_add(store, i, (Str){ "ab\0cd", 5 });
    assert_int_equal(db_commit(store->db), OK);
}

static void a_broken_foreign_key_is_found(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    Str where = STR_EMPTY;
    fill(&store, 3);
    assert_int_equal(db_check(store.db, arena, &where), OK);
    store_tamper(store.path, "DELETE FROM candidate WHERE number = 2");
    assert_int_equal(db_check(store.db, arena, &where), INVALID);
    assert_true(str_find(where, S("candidate_original")) < where.len);
    store_tamper(store.path, "DELETE FROM candidate_original WHERE candidate_number = 2");
    assert_int_equal(db_check(store.db, arena, &where), OK);
}

static void the_digest_does_not_see_order_or_pages(void **state) {
    (void)state;
    TEST_STORE(one);
    TEST_STORE(two);
    TEST_ARENA(arena);
    assert_true(str_equal(digest(one.db, arena), digest(two.db, arena)));
    for (int i = 0; i < 50; i++) {
        Str up = str_printf(arena, "o%d", i), down = str_printf(arena, "o%d", 49 - i);
        assert_int_equal(mapping_add(one.db, one.tenant, up, up), OK);
        assert_int_equal(mapping_add(two.db, two.tenant, down, down), OK);
    }
    Str before = digest(one.db, arena);
    assert_true(str_equal(before, digest(two.db, arena)));
    fill(&two, 200);
    assert_false(str_equal(before, digest(two.db, arena)));
    store_tamper(two.path, "DELETE FROM candidate_original; DELETE FROM candidate");
    store_tamper(two.path, "VACUUM");
    assert_true(str_equal(before, digest(two.db, arena)));
    store_tamper(two.path, "INSERT INTO audit_event VALUES (1, 1, '', '', '', '', '', '')");
    assert_true(str_equal(before, digest(two.db, arena)));
}

/* A row for any table, by the types of its columns; and one column of it made different. */
static void row_insert(Db *db, const DbTable *table, size_t other) {
    Query *query = db_query(db, &table->insert);
    for (size_t i = 0; i < table->column_count; i++) {
        bool same = i != other;
        int parameter = (int)i + 1;
        if (table->column[i].type == DB_INTEGER)
            query_set_integer(query, parameter, same ? 77 : 78);
        else if (table->column[i].type == DB_TEXT)
            query_set_text(query, parameter, same ? S("a") : S(""));
        else query_set_blob(query, parameter, same ? (Str){ "\0", 1 } : STR_EMPTY);
    }
    assert_int_equal(query_run(query), OK);
}

/* Tables then take rows of any kind, without parents. */
static void constraints_off(Db *db) {
    const char *text = "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON";
    const char *server =
        "SET session_replication_role = replica;"
        "DO $$ DECLARE r record; BEGIN FOR r IN SELECT conrelid::regclass AS t, conname FROM "
        "pg_constraint"
        " WHERE contype = 'c' AND connamespace = 'public'::regnamespace LOOP"
        " EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', r.t, r.conname); END LOOP; END $$";
    assert_int_equal(db_execute(db, server_address() ? server : text, "constraints off"), OK);
}

static void compare_every_column(Store *store, Arena *arena, const DbTable *table) {
    bool counted = !str_starts(table->name, S("audit_")) &&
                   !str_starts(table->name, S("passing_")) &&
                   !str_equal(table->name, S("schema_version"));
    Str empty = digest(store->db, arena), full = STR_EMPTY;
    for (size_t column = 0; column <= table->column_count; column++) {
        size_t other = column ? column - 1 : table->column_count;
        assert_int_equal(db_begin(store->db), OK);
        row_insert(store->db, table, other);
        Str now = digest(store->db, arena);
        if (!column) full = now;
        bool differs = !str_equal(now, empty) && (!column || !str_equal(now, full));
        if (differs != counted) fail_msg("%.*s, column %zu", STR_ARGS(table->name), column);
        db_rollback(store->db);
    }
    assert_true(str_equal(empty, digest(store->db, arena)));
}

static void the_digest_sees_every_column_of_every_table(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    const DbTables *tables = NULL;
    constraints_off(store.db);
    store.altered = true;
    assert_int_equal(db_tables(store.db, &tables), OK);
    assert_true(tables->count > 50);
    for (size_t i = 0; i < tables->count; i++) {
        ArenaMark mark = arena_mark(arena);
        compare_every_column(&store, arena, &tables->table[i]);
        arena_rewind(arena, mark);
    }
}

static void table_copy(Db *from, Db *to, Arena *arena, const DbTable *table) {
    const DbTables *tables = NULL;
    assert_int_equal(db_tables(to, &tables), OK);
    size_t at = 0;
    while (!str_equal(tables->table[at].name, table->name)) at++;
    Query *rows = db_query(from, &table->rows);
    while (query_next(rows)) {
        Query *insert = db_query(to, &tables->table[at].insert);
        for (int i = 0; i < (int)table->column_count; i++) {
            DbType type = table->column[i].type;
            if (query_is_null(rows, i)) query_set_null(insert, i + 1);
            else if (type == DB_INTEGER) query_set_integer(insert, i + 1, query_integer(rows, i));
            else if (type == DB_TEXT) query_set_text(insert, i + 1, query_text(rows, arena, i));
            else query_set_blob(insert, i + 1, query_text(rows, arena, i));
        }
        assert_int_equal(query_run(insert), OK);
    }
    assert_int_equal(query_end(rows), OK);
}

/* Every table once, parents first; a row that is read and written again is the same row. */
static void tables_come_in_order_and_can_be_copied(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_STORE(other);
    TEST_ARENA(arena);
    fill(&store, 30);
    assert_int_equal(mapping_add(store.db, store.tenant, S("a"), STR_EMPTY), OK);
    const DbTables *tables = NULL;
    assert_int_equal(db_tables(store.db, &tables), OK);
    assert_true(tables->count > 50);
    size_t candidate = 0, original = 0, tenant = 0;
    for (size_t i = 0; i < tables->count; i++) {
        if (str_equal(tables->table[i].name, S("tenant"))) tenant = i;
        if (str_equal(tables->table[i].name, S("candidate"))) candidate = i;
        if (str_equal(tables->table[i].name, S("candidate_original"))) original = i;
    }
    assert_true(tenant < candidate && candidate < original);
    assert_int_equal(tables->table[original].column_count, 4);
    assert_str(tables->table[original].column[3].name, "bytes");
    assert_int_equal(tables->table[original].column[3].type, DB_BLOB);
    assert_int_equal(tables->table[original].column[2].type, DB_TEXT);
    assert_int_equal(tables->table[original].column[2].key, 3);
    assert_int_equal(tables->table[original].column[0].type, DB_INTEGER);
    assert_false(str_equal(digest(store.db, arena), digest(other.db, arena)));
    for (size_t i = 0; i < tables->count; i++) {
        if (i != tenant && !str_equal(tables->table[i].name, S("schema_version"))) {
            table_copy(store.db, other.db, arena, &tables->table[i]);
        }
    }
    assert_str(digest(store.db, arena), digest(other.db, arena).at);
}

SUITE("db", cmocka_unit_test(a_reading_transaction_refuses_to_write),
      cmocka_unit_test(a_reading_transaction_sees_one_state),
      cmocka_unit_test(a_second_writer_is_busy), cmocka_unit_test(transactions_do_not_nest),
      cmocka_unit_test(an_error_spoils_its_transaction),
      cmocka_unit_test(a_database_that_ends_rolls_back),
      cmocka_unit_test(constraints_are_conflicts),
      cmocka_unit_test(errors_stick_to_their_query_only),
      cmocka_unit_test(a_statement_that_is_done_does_not_run_again),
      cmocka_unit_test(values_of_every_kind_pass_the_door),
      cmocka_unit_test(any_bytes_of_any_length_come_back),
      cmocka_unit_test(a_text_is_utf_8_without_a_zero),
      cmocka_unit_test(every_statement_is_kept_and_found_again),
      cmocka_unit_test(a_broken_foreign_key_is_found),
      cmocka_unit_test(the_digest_does_not_see_order_or_pages),
      cmocka_unit_test(the_digest_sees_every_column_of_every_table),
      cmocka_unit_test(tables_come_in_order_and_can_be_copied))
