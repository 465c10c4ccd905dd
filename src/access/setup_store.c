#include "setup.h"

#include "audit/audit.h"
#include "attempts.h"
#include "passwords.h"
#include "secrets.h"
#include "sessions.h"
#include "users/users.h"

SQL(setup_links_delete, "DELETE FROM passing_setup_link WHERE (tenant_id = ?1 AND user_number = ?2)"
                        " OR expires_seconds <= ?3");
SQL(setup_link_insert, "INSERT INTO passing_setup_link (tenant_id, hash, user_number, made_seconds,"
                       " expires_seconds) VALUES (?1, ?2, ?3, ?4, ?5)");
SQL(setup_link_select, "SELECT tenant_id, user_number FROM passing_setup_link WHERE hash = ?1"
                       " AND expires_seconds > ?2 AND used_seconds IS NULL");
SQL(setup_link_update, "UPDATE passing_setup_link SET used_seconds = ?2 WHERE hash = ?1"
                       " AND expires_seconds > ?2 AND used_seconds IS NULL");
SQL(setup_ready_count, "SELECT COUNT(*) FROM user_credential WHERE password_hash IS NOT NULL");

Result setup_link_make(Db *db, Arena *arena, const Account *account, int64_t now, Str *ret_token) {
    Str token = token_new(arena);
    Query *query = db_query(db, &setup_links_delete);
    query_set_integer(query, 1, account->tenant);
    query_set_integer(query, 2, account->number);
    query_set_integer(query, 3, now);
    Result result = query_run(query);
    if (result != OK) return result;
    query = db_query(db, &setup_link_insert);
    query_set_integer(query, 1, account->tenant);
    query_set_text(query, 2, secret_hash(arena, token));
    query_set_integer(query, 3, account->number);
    query_set_integer(query, 4, now);
    query_set_integer(query, 5, now + SETUP_LINK_SECONDS);
    result = query_run(query);
    if (result == OK) *ret_token = token;
    return result;
}

Str setup_path(Arena *arena, Str token) {
    return str_printf(arena, "/setup/%.*s", STR_ARGS(token));
}

Result setup_link_find(Db *db, Arena *arena, Str token, int64_t now, Account *ret_account) {
    if (!token_is_formed(token)) return NOT_FOUND;
    Query *query = db_query(db, &setup_link_select);
    query_set_text(query, 1, secret_hash(arena, token));
    query_set_integer(query, 2, now);
    bool found = query_next(query);
    int64_t tenant = found ? query_integer(query, 0) : 0;
    int64_t number = found ? query_integer(query, 1) : 0;
    Result result = query_end(query);
    Account account = { 0 };
    if (result == OK && !found) result = NOT_FOUND;
    if (result == OK) result = account_load(db, arena, tenant, number, &account);
    if (result == OK && !account.active) result = NOT_FOUND;
    if (result == OK) *ret_account = account;
    return result;
}

static Result link_mark(Db *db, Arena *arena, const SetupUse *use) {
    Query *query = db_query(db, &setup_link_update);
    query_set_text(query, 1, secret_hash(arena, use->token));
    query_set_integer(query, 2, use->now);
    Result result = query_run(query);
    if (result != OK) return result;
    return query_changes(db) ? OK : NOT_FOUND; /* somebody was faster */
}

static Result password_keep(Db *db, Arena *arena, const SetupUse *use, const Account *account,
                            Str hash) {
    int64_t ended;
    Result result = link_mark(db, arena, use);
    if (result == OK) result = account_password_set(db, account->tenant, account->number, hash);
    if (result == OK) {
        result = sessions_end_others(db, account->tenant, account->number, STR_EMPTY, &ended);
    }
    if (result == OK) result = devices_forget(db, account->tenant, account->number);
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

static Result ready_count(Db *db, int64_t *ret_count) {
    Query *query = db_query(db, &setup_ready_count);
    int64_t count = query_next(query) ? query_integer(query, 0) : 0;
    Result result = query_end(query);
    if (result == OK) *ret_count = count;
    return result;
}

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
    Result result = ready_count(db, &ready);
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
