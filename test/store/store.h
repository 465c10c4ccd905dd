/* store.h: a fresh database for one test, with one tenant, gone afterwards. */
#ifndef OPSTAP_TEST_STORE_H
#define OPSTAP_TEST_STORE_H

#include <stdlib.h>
#include <unistd.h>

#include "tenants/tenants.h"
#include "test.h"

typedef struct Store {
    char folder[64], path[96];
    Db *db;
    int64_t tenant;
} Store;

static inline void store_begin(Store *store) {
    Phrase why;
    *store = (Store){ 0 };
    snprintf(store->folder, sizeof store->folder, "/tmp/opstap-test-XXXXXX");
    assert_non_null(mkdtemp(store->folder));
    snprintf(store->path, sizeof store->path, "%s/test.db", store->folder);
    assert_int_equal(db_open(store->path, DB_CREATE, &store->db, &why), OK);
    assert_int_equal(db_begin(store->db), OK);
    Tenant tenant = { .name = S("test"), .region = S("AM13") };
    assert_int_equal(tenant_make(store->db, &tenant, &store->tenant), OK);
    assert_int_equal(db_commit(store->db), OK);
}

static inline void store_end(Store *store) {
    if (!store->folder[0]) return;
    db_end(store->db);
    static const char *const suffix[] = { "", "-wal", "-shm" };
    for (size_t i = 0; i < sizeof suffix / sizeof *suffix; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s%s", store->path, suffix[i]);
        unlink(path);
    }
    rmdir(store->folder);
}

#define TEST_STORE(store)                                                                          \
    AUTO(store_end) Store store;                                                                   \
    store_begin(&store)

#endif
