/* store.h: a fresh database for one test, with one tenant, gone afterwards.
 *
 * A file in a temporary folder; or, where there is a server for the tests (server.h), a database on
 * it. */
#ifndef OPSTAP_TEST_STORE_H
#define OPSTAP_TEST_STORE_H

#include <sqlite3.h>

#include "server.h"
#include "tenants/tenants.h"

typedef struct Store {
    char folder[64]; /* for files of the test; the database, when it is a file */
    char path[192];  /* what db_open takes */
    Db *db;
    int64_t tenant;
    bool altered; /* the test changed tables or their rules: nobody else gets this database */
} Store;

/* A place where no database is yet. */
static inline void store_place(const char *folder, char *ret_path, size_t bytes) {
    static int count = 0;
    if (server_address()) server_place(ret_path, bytes);
    else snprintf(ret_path, bytes, "%s/test%d.db", folder, ++count);
}

static inline void store_remove(const char *path) {
    if (server_address()) {
        server_drop(path);
        return;
    }
    static const char *const suffix[] = { "", "-wal", "-shm" };
    for (size_t i = 0; i < sizeof suffix / sizeof *suffix; i++) {
        char file[256];
        snprintf(file, sizeof file, "%s%s", path, suffix[i]);
        unlink(file);
    }
}

static inline void store_begin(Store *store) {
    Phrase why;
    *store = (Store){ 0 };
    snprintf(store->folder, sizeof store->folder, "/tmp/opstap-test-XXXXXX");
    assert_non_null(mkdtemp(store->folder));
    if (server_address()) server_take(store->path, sizeof store->path);
    else store_place(store->folder, store->path, sizeof store->path);
    assert_int_equal(db_open(store->path, DB_CREATE, &store->db, &why), OK);
    assert_int_equal(db_begin(store->db), OK);
    Tenant tenant = { .name = S("test"), .region = S("AM13") };
    assert_int_equal(tenant_make(store->db, &tenant, &store->tenant), OK);
    assert_int_equal(db_commit(store->db), OK);
}

static inline void store_end(Store *store) {
    if (!store->folder[0]) return;
    db_end(store->db);
    if (server_address() && !store->altered) server_give_back(store->path);
    else store_remove(store->path);
    rmdir(store->folder);
}

#define TEST_STORE(store)                                                                          \
    AUTO(store_end) Store store;                                                                   \
    store_begin(&store)

/* True on a server and under sanitizers, where a suite is repeated: of cases that differ in numbers only
 * a part is enough there. */
static inline bool store_is_repeat(void) {
#ifdef __SANITIZE_ADDRESS__
    return true;
#else
    return server_address() != NULL;
#endif
}

/* All data as one text, without the chain of events. */
static inline Str digest(Db *db, Arena *arena) {
    Str hex = STR_EMPTY;
    assert_int_equal(db_digest(db, arena, &hex), OK);
    assert_int_equal(hex.len, 64);
    return hex;
}

/* A database that somebody else made. */
static inline void store_foreign(const char *path, const char *text) {
    if (server_address()) {
        server_make(path, "", text);
        return;
    }
    sqlite3 *other = NULL;
    assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, text, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(other);
}

/* Somebody else changes rows, with no eye for foreign keys. */
static inline void store_tamper(const char *path, const char *text) {
    Db *other = NULL;
    Phrase why;
    assert_int_equal(db_open(path, DB_EXISTING, &other, &why), OK);
    assert_int_equal(db_execute(other, server_address() ? "SET session_replication_role = replica"
                                                      : "PRAGMA foreign_keys = OFF", "tamper"), OK);
    assert_int_equal(db_execute(other, text, "tamper"), OK);
    db_end(other);
}

/* The number that a statement gives, as somebody else sees it. */
static inline int64_t store_number(const char *path, const char *text) {
    Db *other = NULL;
    Phrase why;
    const Sql sql = { "number", text, false };
    assert_int_equal(db_open(path, DB_EXISTING, &other, &why), OK);
    Query *query = db_query(other, &sql);
    assert_true(query_next(query));
    int64_t number = query_integer(query, 0);
    assert_int_equal(query_end(query), OK);
    db_end(other);
    return number;
}

#endif
