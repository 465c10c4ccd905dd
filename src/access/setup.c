#include "setup.h"

#include "accounts/attempts.h"
#include "accounts/secrets.h"
#include "accounts/sessions.h"
#include "audit/audit.h"
#include "passwords.h"
#include "users/users.h"

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
    if (result == OK) return db_commit(db);
    db_rollback(db);
    return result;
}

/* --- the first user --- */

static Result first_account(Db *db, Arena *arena, int64_t tenant, Account *ret_account) {
    static const Str login = { "beheer", sizeof "beheer" - 1 };
    Result result = account_find(db, arena, login, ret_account);
    if (result == OK && ret_account->tenant != tenant) return CONFLICT;
    if (result != NOT_FOUND) return result;
    bool changed;
    User user = { .id = public_id_new(arena), .name = S("Beheer"), .active = true,
                  .roles = 1U << USER_ROLE_administrator | 1U << USER_ROLE_team_lead };
    result = user_put(db, tenant, &user, &changed);
    if (result == OK) result = user_load(db, arena, tenant, user.id, &user);
    if (result == OK) result = account_make(db, tenant, user.number, login);
    if (result == OK) result = account_load(db, arena, tenant, user.number, ret_account);
    if (result != OK) return result;
    return audit_write(db, tenant, (AuditEvent){ .code = AUDIT_account_made,
                                                 .actor = S("command-line"), .subject = user.id });
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
    if (result == OK) result = db_commit(db);
    else db_rollback(db);
    if (result == OK) *ret_first = first;
    return result;
}
