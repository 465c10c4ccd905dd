#include "setup.h"

#include "accounts/account_admin.h"
#include "audit/audit.h"
#include "passwords.h"

Str setup_path(Arena *arena, Str token) {
    return str_printf(arena, "/setup/%.*s", STR_ARGS(token));
}

static Result password_keep(Db *db, Arena *arena, const SetupUse *use, const Account *account,
                            Str hash) {
    Result result = setup_link_spend(db, arena, use->token, use->now);
    if (result == OK) {
        result = account_password_renew(db, account->tenant, account->number, hash, STR_EMPTY);
    }
    if (result != OK) return result;
    return audit_write(db, account->tenant,
                       (AuditEvent){ .code = AUDIT_password_changed, .actor = account->id,
                                     .subject = account->id, .value = S("setup link") });
}

Result setup_link_use(Db *db, Arena *arena, const SetupUse *use, Phrase *ret_why) {
    Account account;
    Str hash;
    *ret_why = PHRASE(WORD_none);
    Result result = setup_link_find(db, arena, use->token, use->now, &account);
    if (result == OK) result = password_check(use->password, account.login, account.name, ret_why);
    if (result == OK) result = password_hash(arena, use->password, &hash);
    if (result == OK) result = db_begin(db);
    if (result != OK) return result;
    result = password_keep(db, arena, use, &account, hash);
    return db_keep(db, result);
}

/* --- the first user --- */

static Result first_account(Db *db, Arena *arena, int64_t tenant, Account *ret_account) {
    static const Str login = { "beheer", sizeof "beheer" - 1 };
    Result result = account_find(db, arena, login, ret_account);
    if (result == OK && ret_account->tenant != tenant) return CONFLICT;
    if (result != NOT_FOUND) return result;
    AccountAdmin admin = { .db = db, .arena = arena, .tenant = tenant, .actor = S("command-line") };
    AccountNew asked = { .login = login, .name = S("Beheer"),
                         .roles = 1U << USER_ROLE_administrator | 1U << USER_ROLE_team_lead };
    Phrase why;
    return account_admin_add(&admin, &asked, ret_account, &why);
}

static Result first_user(Db *db, Arena *arena, int64_t tenant, int64_t now, SetupFirst *ret_first) {
    int64_t ready = 0;
    Account account;
    Result result = accounts_ready_count(db, &ready);
    if (result == OK && ready) result = REFUSED;
    if (result == OK) result = first_account(db, arena, tenant, &account);
    if (result != OK) return result;
    ret_first->login = account.login;
    return setup_link_make(db, arena, &account, now, &ret_first->token);
}

Result setup_first_user(Db *db, Arena *arena, int64_t tenant, int64_t now, SetupFirst *ret_first) {
    SetupFirst first = { 0 };
    Result result = db_begin(db);
    if (result != OK) return result;
    result = first_user(db, arena, tenant, now, &first);
    result = db_keep(db, result);
    if (result == OK) *ret_first = first;
    return result;
}
