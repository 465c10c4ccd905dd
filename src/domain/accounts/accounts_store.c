#include "accounts/accounts.h"

#include <sodium.h>

#include "auto.h"
#include "accounts/secrets.h"
#include "users/users.h"

#define ACCOUNT_COLUMNS                                                                            \
    "SELECT c.tenant_id, c.user_number, c.login, c.password_hash, c.password_changed_at,"          \
    " c.totp_secret, c.totp_step, c.active * u.active, u.id, u.name,"                              \
    " (SELECT COUNT(*) FROM user_recovery_code r WHERE r.tenant_id = c.tenant_id"                  \
    " AND r.user_number = c.user_number AND r.used_at IS NULL)"                                    \
    " FROM user_credential c JOIN app_user u ON u.tenant_id = c.tenant_id"                         \
    " AND u.number = c.user_number "

SQL(account_select_login, ACCOUNT_COLUMNS "WHERE c.login = ?1");
SQL(account_select, ACCOUNT_COLUMNS "WHERE c.tenant_id = ?1 AND c.user_number = ?2");
SQL(accounts_select, ACCOUNT_COLUMNS "WHERE c.tenant_id = ?1 ORDER BY c.login");
SQL(administrators_select, "SELECT COUNT(*) FROM user_credential c"
                           " JOIN app_user u ON u.tenant_id = c.tenant_id"
                           " AND u.number = c.user_number JOIN app_user_role r"
                           " ON r.tenant_id = c.tenant_id AND r.user_number = c.user_number"
                           " WHERE c.tenant_id = ?1 AND c.user_number <> ?2 AND r.role = ?3"
                           " AND c.active = 1 AND u.active = 1 AND c.password_hash IS NOT NULL");
SQL(account_insert, "INSERT INTO user_credential (tenant_id, user_number, login)"
                    " VALUES (?1, ?2, ?3)");
SQL(account_password_update, "UPDATE user_credential SET password_hash = ?3,"
                             " password_changed_at = ?4 WHERE tenant_id = ?1 AND user_number = ?2");
SQL(account_hash_update, "UPDATE user_credential SET password_hash = ?3"
                         " WHERE tenant_id = ?1 AND user_number = ?2");
SQL(account_active_update, "UPDATE user_credential SET active = ?3"
                           " WHERE tenant_id = ?1 AND user_number = ?2");
SQL(account_totp_update, "UPDATE user_credential SET totp_secret = ?3, totp_step = 0"
                         " WHERE tenant_id = ?1 AND user_number = ?2");
SQL(account_step_update, "UPDATE user_credential SET totp_step = ?3"
                         " WHERE tenant_id = ?1 AND user_number = ?2 AND totp_step < ?3");
SQL(recovery_codes_delete, "DELETE FROM user_recovery_code"
                           " WHERE tenant_id = ?1 AND user_number = ?2");
SQL(recovery_code_insert, "INSERT INTO user_recovery_code (tenant_id, user_number, hash)"
                          " VALUES (?1, ?2, ?3)");
SQL(recovery_code_update, "UPDATE user_recovery_code SET used_at = ?4 WHERE tenant_id = ?1"
                          " AND user_number = ?2 AND hash = ?3 AND used_at IS NULL");

bool login_read(Arena *arena, Str text, Str *ret_login) {
    Str trimmed = str_trim(text);
    if (!trimmed.len || trimmed.len > LOGIN_BYTES_MAX) return false;
    char *login = arena_get(arena, trimmed.len);
    for (size_t i = 0; i < trimmed.len; i++) {
        char c = char_lower(trimmed.at[i]);
        bool fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c && strchr("._-+@", c));
        if (!fits) return false;
        login[i] = c;
    }
    *ret_login = (Str){ login, trimmed.len };
    return true;
}

/* --- reading --- */

static Account account_read(Query *query, Arena *arena) {
    return (Account){ .tenant = query_integer(query, 0),
                      .number = query_integer(query, 1),
                      .login = query_text(query, arena, 2),
                      .password_hash = query_text(query, arena, 3),
                      .password_changed_at = query_text(query, arena, 4),
                      .totp_secret = query_text(query, arena, 5),
                      .totp_step = query_integer(query, 6),
                      .active = query_integer(query, 7) != 0,
                      .id = query_text(query, arena, 8),
                      .name = query_text(query, arena, 9),
                      .recovery_codes = query_integer(query, 10) };
}

static Result account_one(Query *query, Arena *arena, Account *ret_account) {
    bool found = query_next(query);
    Account account = { 0 };
    if (found) account = account_read(query, arena);
    Result result = query_end(query);
    if (result != OK) return result;
    if (!found) return NOT_FOUND;
    *ret_account = account;
    return OK;
}

Result account_find(Db *db, Arena *arena, Str login, Account *ret_account) {
    Query *query = db_query(db, &account_select_login);
    query_set_text(query, 1, login);
    return account_one(query, arena, ret_account);
}

Result account_load(Db *db, Arena *arena, int64_t tenant, int64_t number, Account *ret_account) {
    Query *query = db_query(db, &account_select);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, number);
    return account_one(query, arena, ret_account);
}

Result accounts_load(Db *db, Arena *arena, int64_t tenant, AccountRows *ret_rows) {
    AccountRows rows = { 0 };
    size_t capacity = 0;
    Query *query = db_query(db, &accounts_select);
    query_set_integer(query, 1, tenant);
    while (query_next(query)) {
        rows.row = arena_room(arena, Account, rows.row, rows.count, &capacity);
        rows.row[rows.count++] = account_read(query, arena);
    }
    Result result = query_end(query);
    if (result == OK) *ret_rows = rows;
    return result;
}

Result administrators_count(Db *db, int64_t tenant, int64_t but, int64_t *ret_count) {
    Query *query = db_query(db, &administrators_select);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, but);
    query_set_text(query, 3, str_from(user_role_name(USER_ROLE_administrator)));
    *ret_count = query_next(query) ? query_integer(query, 0) : 0;
    return query_end(query);
}

/* --- writing --- */

/* A statement about one account, with its first two parameters set. */
static Query *about(Db *db, const Sql *sql, int64_t tenant, int64_t number) {
    Query *query = db_query(db, sql);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, number);
    return query;
}

static Result changed_one(Db *db, Query *query, Result otherwise) {
    Result result = query_run(query);
    if (result != OK) return result;
    return query_changes(db) ? OK : otherwise;
}

Result account_make(Db *db, int64_t tenant, int64_t number, Str login) {
    Query *query = about(db, &account_insert, tenant, number);
    query_set_text(query, 3, login);
    return query_run(query);
}

Result account_password_set(Db *db, int64_t tenant, int64_t number, Str hash) {
    AUTO(arena_end_at) Arena *scratch = arena_new("password", STRING_BYTES_MAX);
    Str moment = moment_now(scratch);
    if (!moment.len) return BROKEN;
    Query *query = about(db, &account_password_update, tenant, number);
    query_set_text(query, 3, hash);
    query_set_text(query, 4, moment);
    return changed_one(db, query, NOT_FOUND);
}

Result account_hash_renew(Db *db, int64_t tenant, int64_t number, Str hash) {
    Query *query = about(db, &account_hash_update, tenant, number);
    query_set_text(query, 3, hash);
    return changed_one(db, query, NOT_FOUND);
}

Result account_active_set(Db *db, int64_t tenant, int64_t number, bool active) {
    Query *query = about(db, &account_active_update, tenant, number);
    query_set_integer(query, 3, active);
    return changed_one(db, query, NOT_FOUND);
}

Result account_totp_set(Db *db, int64_t tenant, int64_t number, Str secret) {
    Query *query = about(db, &account_totp_update, tenant, number);
    if (secret.len) query_set_text(query, 3, secret);
    else query_set_null(query, 3);
    Result result = changed_one(db, query, NOT_FOUND);
    if (result != OK || secret.len) return result;
    return query_run(about(db, &recovery_codes_delete, tenant, number));
}

Result account_totp_step_use(Db *db, int64_t tenant, int64_t number, int64_t step) {
    Query *query = about(db, &account_step_update, tenant, number);
    query_set_integer(query, 3, step);
    return changed_one(db, query, CONFLICT);
}

/* --- recovery codes --- */

/* Crockford's: no I, L, O, U, which people read wrongly. */
static const char code_signs[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
enum { CODE_SIGNS = 16, CODE_GROUP = 4 };

static Str code_new(Arena *arena) {
    unsigned char random[CODE_SIGNS];
    Text code = text_new(arena, 64);
    randombytes_buf(random, sizeof random);
    for (int i = 0; i < CODE_SIGNS; i++) {
        if (i && i % CODE_GROUP == 0) text_add_char(&code, '-');
        text_add_char(&code, code_signs[random[i] % 32]);
    }
    return text_str(&code);
}

/* What is hashed: upper case, what people read wrongly put right, nothing but signs. */
static bool code_plain(Str typed, char ret_plain[CODE_SIGNS]) {
    size_t count = 0;
    for (size_t i = 0; i < typed.len; i++) {
        char c = typed.at[i];
        if (c >= 'a' && c <= 'z') c = (char)(c - 'a' + 'A');
        if (c == 'O') c = '0';
        if (c == 'I' || c == 'L') c = '1';
        if (c == '-' || c == ' ') continue;
        if (!c || !strchr(code_signs, c) || count == CODE_SIGNS) return false;
        ret_plain[count++] = c;
    }
    return count == CODE_SIGNS;
}

/* With the account in it, so that a hash says nothing about another account's code. */
static Str code_hash(Arena *arena, int64_t tenant, int64_t number, const char plain[CODE_SIGNS]) {
    return secret_hash(arena, str_printf(arena, "recovery %lld %lld %.*s", (long long)tenant,
                                         (long long)number, (int)CODE_SIGNS, plain));
}

Result recovery_codes_make(Db *db, Arena *arena, int64_t tenant, int64_t number,
                           Str ret_code[RECOVERY_CODES]) {
    Str code[RECOVERY_CODES];
    Result result = query_run(about(db, &recovery_codes_delete, tenant, number));
    for (int i = 0; i < RECOVERY_CODES && result == OK; i++) {
        char plain[CODE_SIGNS];
        code[i] = code_new(arena);
        if (!code_plain(code[i], plain)) return BROKEN;
        Query *query = about(db, &recovery_code_insert, tenant, number);
        query_set_text(query, 3, code_hash(arena, tenant, number, plain));
        result = query_run(query);
    }
    if (result == OK) memcpy(ret_code, code, sizeof code);
    return result;
}

Result recovery_code_use(Db *db, Arena *arena, int64_t tenant, int64_t number, Str code) {
    char plain[CODE_SIGNS];
    if (!code_plain(code, plain)) return NOT_FOUND;
    Str moment = moment_now(arena);
    if (!moment.len) return BROKEN;
    Query *query = about(db, &recovery_code_update, tenant, number);
    query_set_text(query, 3, code_hash(arena, tenant, number, plain));
    query_set_text(query, 4, moment);
    return changed_one(db, query, NOT_FOUND);
}
