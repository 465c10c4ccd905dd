#include "accounts/setup_links.h"

#include "accounts/secrets.h"

SQL(setup_links_delete, "DELETE FROM passing_setup_link WHERE (tenant_id = ?1 AND user_number = ?2)"
                        " OR expires_seconds <= ?3");
SQL(setup_links_delete_user, "DELETE FROM passing_setup_link WHERE tenant_id = ?1"
                             " AND user_number = ?2");
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

Result setup_link_spend(Db *db, Arena *arena, Str token, int64_t now) {
    Query *query = db_query(db, &setup_link_update);
    query_set_text(query, 1, secret_hash(arena, token));
    query_set_integer(query, 2, now);
    Result result = query_run(query);
    if (result != OK) return result;
    return query_changes(db) ? OK : NOT_FOUND; /* somebody was faster */
}

Result setup_links_forget(Db *db, int64_t tenant, int64_t number) {
    Query *query = db_query(db, &setup_links_delete_user);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, number);
    return query_run(query);
}

Result accounts_ready_count(Db *db, int64_t *ret_count) {
    Query *query = db_query(db, &setup_ready_count);
    int64_t count = query_next(query) ? query_integer(query, 0) : 0;
    Result result = query_end(query);
    if (result == OK) *ret_count = count;
    return result;
}
