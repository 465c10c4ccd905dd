/* PostgreSQL behind the door: whose database it opens, and a connection that is lost. */
#include "backup.h"
#include "db_postgres.h"
#include "fault.h"
#include "store.h"

SQL(server_mapping_add, "INSERT INTO occupation_mapping (tenant_id, occupation, isco)"
                        " VALUES (?1, ?2, '7223')");
SQL(server_mapping_count, "SELECT COUNT(*) FROM occupation_mapping");
SQL(server_process, "SELECT pg_backend_pid()");
SQL(server_patience, "SELECT setting FROM pg_settings WHERE name = 'lock_timeout'");

static Result mapping_add(Store *store, Str occupation) {
    Query *query = db_query(store->db, &server_mapping_add);
    query_set_integer(query, 1, store->tenant);
    query_set_text(query, 2, occupation);
    return query_run(query);
}

static int64_t number_of(Db *db, const Sql *sql) {
    Query *query = db_query(db, sql);
    int64_t number = query_next(query) ? query_integer(query, 0) : -1;
    assert_int_equal(query_end(query), OK);
    return number;
}

static int64_t mapping_count(Store *store) {
    return number_of(store->db, &server_mapping_count);
}

/* The server ends the process behind that Db; when this returns it is gone. */
static void lose(int64_t process) {
    char text[128];
    snprintf(text, sizeof text, "SELECT pg_terminate_backend(%d, 5000)::int", (int)process);
    server_command(text);
}

/* --- opening --- */

static void what_is_not_there_is_made_on_purpose_only(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    Db *db = NULL;
    Phrase why;
    char path[192], ask[256];
    server_place(path, sizeof path);
    assert_int_equal(db_open(path, DB_EXISTING, &db, &why), NOT_FOUND);
    assert_int_equal(why.word, WORD_db_not_found);
    assert_str(phrase_text(arena, TONGUE_EN, why),
               str_printf(arena, "The database %s does not exist. Make it with: opstap init",
                          strchr(path, '@') + 1)
                   .at);
    snprintf(ask, sizeof ask, "SELECT COUNT(*) FROM pg_database WHERE datname = '%s'",
             server_name(path));
    assert_int_equal(server_command(ask), 0);
    assert_int_equal(db_open(path, DB_NEW, &db, &why), OK);
    db_end(db);
    assert_int_equal(
        server_run(path, "SELECT COUNT(*) FROM pg_database WHERE datname = current_database()"
                         " AND datcollate = 'C' AND pg_encoding_to_char(encoding) = 'UTF8'"),
        1);
    server_drop(path);
}

static void assert_refused(const char *path, DbMode mode, Word word) {
    Db *db = NULL;
    Phrase why;
    assert_int_equal(db_open(path, mode, &db, &why), REFUSED);
    assert_int_equal(why.word, word);
    assert_null(db);
    assert_int_equal(server_run(path, "SELECT COUNT(*) FROM pg_class WHERE relname = 'tenant'"), 0);
}

static void a_database_of_somebody_else_is_refused(void **state) {
    (void)state;
    static const char *const others[] = {
        "CREATE TABLE t (x INT)", "CREATE VIEW v AS SELECT 1 AS one",
        "CREATE TABLE schema_version (version BIGINT, applied_at TEXT)",
        "CREATE TABLE schema_version (version BIGINT); COMMENT ON TABLE schema_version IS 'theirs'"
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        char path[192];
        server_place(path, sizeof path);
        server_make(path, "", others[i]);
        assert_refused(path, DB_EXISTING, WORD_db_not_ours);
        assert_refused(path, DB_CREATE, WORD_db_not_ours);
        server_drop(path);
    }
}

static void an_empty_database_is_only_filled_on_purpose(void **state) {
    (void)state;
    char path[192];
    Db *db = NULL;
    Phrase why;
    server_place(path, sizeof path);
    server_make(path, "TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'", "SELECT 1");
    assert_refused(path, DB_EXISTING, WORD_db_not_ours);
    assert_int_equal(db_open(path, DB_CREATE, &db, &why), OK);
    db_end(db);
    server_drop(path);
}

static void another_order_or_encoding_is_refused(void **state) {
    (void)state;
    static const char *const others[] = {
        "TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'",
        "TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'",
        "TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'"
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        char path[192];
        server_place(path, sizeof path);
        server_make(path, others[i], "SELECT 1");
        assert_refused(path, DB_CREATE, WORD_db_order);
        server_drop(path);
    }
}

static void a_password_is_never_said(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const char *const address[] = {
        "postgres://anna:secret@%2Fnowhere/region",
        "postgres://%2Fnowhere/region?user=anna&password=secret"
    };
    for (size_t i = 0; i < sizeof address / sizeof *address; i++) {
        Db *db = NULL;
        Phrase why;
        assert_int_equal(db_open(address[i], DB_CREATE, &db, &why), BROKEN);
        assert_int_equal(why.word, WORD_db_cannot_open);
        assert_null(db);
        Str said = phrase_text(arena, TONGUE_EN, why);
        assert_true(str_find(said, S("secret")) == said.len);
        assert_true(str_find(said, S("region")) < said.len);
    }
}

/* A database may be given to us with extensions in it. */
static void tables_of_an_extension_are_nobody_s(void **state) {
    (void)state;
    static const char extension[] =
        "CREATE TABLE extra (x INTEGER); ALTER EXTENSION plpgsql ADD TABLE extra";
    TEST_STORE(store);
    TEST_ARENA(arena);
    store.altered = true;
    server_run(store.path, extension);
    Phrase why;
    BackupSummary summary;
    BackupRequest request = { .file = str_printf(arena, "%s/backup", store.folder).at };
    assert_int_equal(backup_write(store.db, arena, request, &summary, &why), OK);
    char back[192];
    server_place(back, sizeof back);
    server_make(back, "TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'", extension);
    Db *db = NULL;
    assert_int_equal(backup_restore(arena, request, back, &summary, &why), OK);
    server_drop(back);
    server_make(back, "TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'", extension);
    assert_int_equal(db_open(back, DB_NEW, &db, &why), OK);
    db_remove(db);
    static const char count[] = "SELECT COUNT(*) FROM pg_class WHERE relkind = 'r'"
                                " AND relnamespace = 'public'::regnamespace";
    assert_int_equal(server_run(back, count), 1);
    server_drop(back);
    unlink(request.file);
}

/* --- a connection that is lost --- */

static void lost_between_transactions_it_is_made_again(void **state) {
    (void)state;
    TEST_STORE(store);
    assert_int_equal(mapping_add(&store, S("a")), OK);
    for (int way = 0; way < 3; way++) {
        lose(number_of(store.db, &server_process));
        if (way == 0) assert_int_equal(mapping_count(&store), 1);
        if (way == 1) assert_int_equal(mapping_add(&store, S("b")), OK);
        if (way == 2) assert_int_equal(db_begin(store.db), OK);
    }
    assert_int_equal(mapping_add(&store, S("c")), OK);
    assert_int_equal(db_commit(store.db), OK);
    assert_int_equal(mapping_count(&store), 3);
}

static void lost_in_a_transaction_nothing_of_it_is_kept(void **state) {
    (void)state;
    TEST_STORE(store);
    for (int way = 0; way < 3; way++) {
        assert_int_equal(db_begin(store.db), OK);
        assert_int_equal(mapping_add(&store, S("a")), OK);
        lose(number_of(store.db, &server_process));
        if (way == 0) assert_int_equal(db_commit(store.db), BROKEN);
        if (way > 0) {
            assert_int_equal(mapping_add(&store, S("b")), BROKEN);
            assert_int_equal(mapping_add(&store, S("c")), BROKEN); /* not outside of it either */
        }
        if (way == 1) assert_int_equal(db_commit(store.db), BROKEN);
        if (way == 2) db_rollback(store.db);
        assert_int_equal(mapping_count(&store), 0);
    }
    assert_int_equal(db_begin(store.db), OK);
    assert_int_equal(mapping_add(&store, S("d")), OK);
    assert_int_equal(db_commit(store.db), OK);
    assert_int_equal(mapping_count(&store), 1);
}

static void lost_while_reading_it_is_told(void **state) {
    (void)state;
    TEST_STORE(store);
    assert_int_equal(db_begin_read(store.db), OK);
    lose(number_of(store.db, &server_process));
    Query *query = db_query(store.db, &server_mapping_count);
    assert_false(query_next(query));
    assert_int_equal(query_end(query), BROKEN);
    db_rollback(store.db);
    assert_int_equal(mapping_count(&store), 0);
}

static void assert_asked(PGconn *link, const char *name, const char *expected) {
    PQconninfoOption *option = PQconninfo(link);
    const char *found = "";
    for (PQconninfoOption *at = option; at && at->keyword; at++) {
        if (strcmp(at->keyword, name) == 0 && at->val) found = at->val;
    }
    assert_string_equal(found, expected);
    PQconninfoFree(option);
}

static void notice_count(void *count, const char *text) {
    print_message("# %s", text);
    ++*(int *)count;
}

SQL(server_alive_count, "SELECT COUNT(*) FROM pg_settings WHERE source = 'session' AND name IN"
                        " ('tcp_keepalives_idle', 'tcp_keepalives_interval',"
                        " 'tcp_keepalives_count', 'tcp_user_timeout')");

/* On a socket of this machine these do nothing; so that they are asked for is all that is seen. */
static void both_sides_look_whether_the_other_is_alive(void **state) {
    (void)state;
    TEST_STORE(store);
    PGconn *link = ((Postgres *)store.db->connection)->link;
    assert_asked(link, "keepalives_idle", "30");
    assert_asked(link, "keepalives_interval", "10");
    assert_asked(link, "keepalives_count", "3");
    assert_asked(link, "tcp_user_timeout", "60000");
    assert_int_equal(number_of(store.db, &server_alive_count), 4);
    int notices = 0;
    PQsetNoticeProcessor(link, notice_count, &notices);
    db_set_patience(store.db, DB_PATIENCE_MS); /* sets the session up once more */
    assert_int_equal(notices, 0);
    char path[256];
    Db *other = NULL;
    Phrase why;
    snprintf(path, sizeof path, "%s?keepalives_idle=7&tcp_user_timeout=1000", store.path);
    assert_int_equal(db_open(path, DB_EXISTING, &other, &why), OK);
    link = ((Postgres *)other->connection)->link;
    assert_asked(link, "keepalives_idle", "7"); /* who gives the address knows the network */
    assert_asked(link, "tcp_user_timeout", "1000");
    assert_asked(link, "keepalives_count", "3");
    db_end(other);
}

/* --- rows that stream --- */

static const DbTable *mappings(Db *db) {
    const DbTables *tables = NULL;
    assert_int_equal(db_tables(db, &tables), OK);
    for (size_t i = 0; i < tables->count; i++) {
        if (str_equal(tables->table[i].name, S("occupation_mapping"))) return &tables->table[i];
    }
    fail();
    return NULL;
}

static void nothing_else_runs_while_rows_stream(void **state) {
    (void)state;
    TEST_STORE(store);
    assert_int_equal(mapping_add(&store, S("a")), OK);
    assert_int_equal(mapping_add(&store, S("b")), OK);
    Query *rows = db_query(store.db, &mappings(store.db)->rows);
    assert_true(query_next(rows));
    assert_int_equal(mapping_add(&store, S("c")), BROKEN);
    assert_int_equal(db_begin(store.db), BROKEN);
    assert_true(query_next(rows)); /* and none was lost */
    assert_false(query_next(rows));
    assert_int_equal(query_end(rows), OK);
    rows = db_query(store.db, &mappings(store.db)->rows);
    assert_true(query_next(rows));
    assert_int_equal(query_end(rows), OK); /* before the last one */
    assert_int_equal(mapping_count(&store), 2);
}

static void a_rollback_ends_rows_that_stream(void **state) {
    (void)state;
    TEST_STORE(store);
    for (int i = 0; i < 3; i++) assert_int_equal(mapping_add(&store, (Str){ "abc" + i, 1 }), OK);
    const DbTable *table = mappings(store.db);
    assert_int_equal(db_begin_read(store.db), OK);
    Query *rows = db_query(store.db, &table->rows);
    assert_true(query_next(rows));
    db_rollback(store.db);
    assert_false(query_next(rows));
    assert_int_equal(query_end(rows), BROKEN); /* not as if that were all */
    assert_int_equal(mapping_count(&store), 3);
}

/* --- locks and soundness --- */

static void a_table_locked_by_another_is_busy(void **state) {
    (void)state;
    TEST_STORE(store);
    PGconn *other = PQconnectdb(store.path);
    PQclear(PQexec(other, "BEGIN; LOCK TABLE occupation_mapping"));
    db_set_patience(store.db, 20);
    assert_int_equal(mapping_add(&store, S("a")), BUSY);
    assert_int_equal(db_begin(store.db), OK);
    assert_int_equal(mapping_add(&store, S("a")), BUSY);
    assert_int_equal(db_commit(store.db), BUSY);
    PQfinish(other);
    db_set_patience(store.db, DB_PATIENCE_MS);
    assert_int_equal(mapping_add(&store, S("a")), OK);
}

static void an_index_that_does_not_hold_is_found(void **state) {
    (void)state;
    TEST_STORE(store);
    store.altered = true;
    TEST_ARENA(arena);
    Str where = STR_EMPTY;
    assert_int_equal(db_check(store.db, arena, &where), OK);
    server_run(store.path, "UPDATE pg_index SET indisvalid = false"
                           " WHERE indexrelid = 'organisation_company'::regclass");
    assert_int_equal(db_check(store.db, arena, &where), INVALID);
    assert_str(where, "schema: not valid: organisation_company");
}

/* As when another program is just making it. */
static void the_way_in_is_tried_again(void **state) {
    (void)state;
    TEST_STORE(store);
    Db *other = NULL;
    Phrase why;
    fault_arm(FAULT_server_refused, 1);
    assert_int_equal(db_open(store.path, DB_EXISTING, &other, &why), OK);
    db_end(other);
}

/* The server takes a BEGIN where a transaction is open, and its COMMIT would keep both. */
static void a_rollback_that_fails_keeps_nothing(void **state) {
    (void)state;
    TEST_STORE(store);
    assert_int_equal(db_begin(store.db), OK);
    assert_int_equal(mapping_add(&store, S("https://example.org/half")), OK);
    fault_arm(FAULT_server_refused, 1);
    db_rollback(store.db);
    assert_int_equal(fault_calls(FAULT_server_refused), 1);
    assert_int_equal(db_begin(store.db), OK);
    assert_int_equal(mapping_add(&store, S("https://example.org/whole")), OK);
    assert_int_equal(db_commit(store.db), OK);
    assert_int_equal(mapping_count(&store), 1);
}

/* A connection without its settings would wait for a lock without end. */
static void a_new_connection_has_its_settings_or_is_not_used(void **state) {
    (void)state;
    enum { TO_THE_SETTINGS = 3 }; /* asked and lost; the way there; the settings */
    TEST_STORE(store);
    assert_int_equal(number_of(store.db, &server_patience), DB_PATIENCE_MS);
    lose(number_of(store.db, &server_process));
    fault_arm(FAULT_server_refused, TO_THE_SETTINGS);
    Query *query = db_query(store.db, &server_patience);
    assert_false(query_next(query));
    assert_int_equal(query_end(query), BROKEN);
    assert_int_equal(fault_calls(FAULT_server_refused), TO_THE_SETTINGS);
    assert_int_equal(number_of(store.db, &server_patience), DB_PATIENCE_MS);
}

SUITE("db server", cmocka_unit_test(the_way_in_is_tried_again),
      cmocka_unit_test(a_rollback_that_fails_keeps_nothing),
      cmocka_unit_test(a_new_connection_has_its_settings_or_is_not_used),
      cmocka_unit_test(what_is_not_there_is_made_on_purpose_only),
      cmocka_unit_test(a_database_of_somebody_else_is_refused),
      cmocka_unit_test(an_empty_database_is_only_filled_on_purpose),
      cmocka_unit_test(another_order_or_encoding_is_refused),
      cmocka_unit_test(a_password_is_never_said),
      cmocka_unit_test(tables_of_an_extension_are_nobody_s),
      cmocka_unit_test(lost_between_transactions_it_is_made_again),
      cmocka_unit_test(lost_in_a_transaction_nothing_of_it_is_kept),
      cmocka_unit_test(lost_while_reading_it_is_told),
      cmocka_unit_test(both_sides_look_whether_the_other_is_alive),
      cmocka_unit_test(nothing_else_runs_while_rows_stream),
      cmocka_unit_test(a_rollback_ends_rows_that_stream),
      cmocka_unit_test(a_table_locked_by_another_is_busy),
      cmocka_unit_test(an_index_that_does_not_hold_is_found))
