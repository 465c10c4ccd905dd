/* accounts_made.h: users with accounts in the database of one test. */
#ifndef OPSTAP_TEST_ACCOUNTS_MADE_H
#define OPSTAP_TEST_ACCOUNTS_MADE_H

#include "accounts/accounts.h"
#include "passwords.h"
#include "accounts/secrets.h"
#include "store.h"
#include "users/users.h"

#define PASSWORD "vier woorden bij elkaar"

/* The hash of PASSWORD, made once for all users of a suite: it takes its time. */
static inline Str password_hashed(Arena *arena) {
    static char hash[PASSWORD_HASH_CHARACTERS_MAX + 1];
    if (!hash[0]) {
        Str made = STR_EMPTY;
        assert_int_equal(passwords_begin(), OK);
        assert_int_equal(password_hash(arena, S(PASSWORD), &made), OK);
        snprintf(hash, sizeof hash, "%.*s", STR_ARGS(made));
    }
    return str_from(hash);
}

/* In a transaction of its own. login: also the id. */
static inline Account account_of(Db *db, Arena *arena, int64_t tenant, const char *login,
                                 unsigned roles) {
    bool changed;
    User user = { .id = str_from(login), .name = str_printf(arena, "Naam van %s", login),
                  .active = true, .roles = roles };
    Account account = { 0 };
    assert_true(secrets_begin());
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(user_put(db, tenant, &user, &changed), OK);
    assert_int_equal(user_load(db, arena, tenant, user.id, &user), OK);
    assert_int_equal(account_make(db, tenant, user.number, user.id), OK);
    assert_int_equal(account_password_set(db, tenant, user.number, password_hashed(arena)), OK);
    assert_int_equal(account_load(db, arena, tenant, user.number, &account), OK);
    assert_int_equal(db_commit(db), OK);
    return account;
}

static inline int64_t tenant_more(Db *db, const char *name) {
    Tenant tenant = { .name = str_from(name) };
    int64_t id = 0;
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(tenant_make(db, &tenant, &id), OK);
    assert_int_equal(db_commit(db), OK);
    return id;
}

/* How often an event of this name stands in the chain. */
static inline int64_t events_of(const Store *store, const char *name) {
    char text[160];
    snprintf(text, sizeof text, "SELECT COUNT(*) FROM audit_event WHERE event = '%s'", name);
    return store_number(store->path, text);
}

#endif
