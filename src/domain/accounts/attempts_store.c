#include "accounts/attempts_count.h"

#include "accounts/secrets.h"

SQL(attempt_select, "SELECT failures, last_seconds, free_seconds FROM passing_sign_in_failure"
                    " WHERE tenant_id = ?1 AND number = ?2 AND source = ?3");
SQL(attempt_upsert, "INSERT INTO passing_sign_in_failure (tenant_id, number, source, failures,"
                    " last_seconds, free_seconds) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
                    " ON CONFLICT (tenant_id, number, source) DO UPDATE SET"
                    " failures = excluded.failures, last_seconds = excluded.last_seconds,"
                    " free_seconds = excluded.free_seconds");
SQL(attempt_less, "UPDATE passing_sign_in_failure SET failures = failures - 1, free_seconds = 0"
                  " WHERE tenant_id = ?1 AND number = ?2 AND source IN (?3, ?4) AND failures > 0");
SQL(attempt_delete, "DELETE FROM passing_sign_in_failure"
                    " WHERE tenant_id = ?1 AND number = ?2 AND source = ?3");
SQL(attempts_delete_old, "DELETE FROM passing_sign_in_failure WHERE last_seconds < ?1");
SQL(device_select, "SELECT 1 FROM passing_known_device WHERE tenant_id = ?1 AND user_number = ?2"
                   " AND hash = ?3 AND made_seconds > ?4");
SQL(device_insert, "INSERT INTO passing_known_device (tenant_id, user_number, hash, made_seconds)"
                   " VALUES (?1, ?2, ?3, ?4)");
SQL(devices_trim, "DELETE FROM passing_known_device WHERE tenant_id = ?1 AND user_number = ?2"
                  " AND hash <> ?4 AND hash NOT IN (SELECT hash FROM passing_known_device"
                  " WHERE tenant_id = ?1 AND user_number = ?2 AND hash <> ?4"
                  " ORDER BY made_seconds DESC, hash LIMIT ?3)");
SQL(devices_delete, "DELETE FROM passing_known_device WHERE tenant_id = ?1 AND user_number = ?2");

Result device_is_known(Db *db, const Attempt *attempt, Str hash, bool *ret_known) {
    Query *query = db_query(db, &device_select);
    query_set_integer(query, 1, attempt->tenant);
    query_set_integer(query, 2, attempt->number);
    query_set_text(query, 3, hash);
    query_set_integer(query, 4, attempt->now - KNOWN_DEVICE_SECONDS);
    bool known = query_next(query);
    Result result = query_end(query);
    if (result == OK) *ret_known = known;
    return result;
}

/* --- counting --- */

static Query *about(Db *db, const Sql *sql, const Attempt *attempt, Str source) {
    Query *query = db_query(db, sql);
    query_set_integer(query, 1, attempt->tenant);
    query_set_integer(query, 2, attempt->number);
    query_set_text(query, 3, source);
    return query;
}

Result attempt_count_load(Db *db, const Attempt *attempt, Str source, AttemptCount *ret_count) {
    AttemptCount count = { 0 };
    Query *query = about(db, &attempt_select, attempt, source);
    if (query_next(query)) {
        count = (AttemptCount){ .failures = query_integer(query, 0),
                         .last = query_integer(query, 1),
                         .free = query_integer(query, 2) };
    }
    Result result = query_end(query);
    if (result == OK) *ret_count = count;
    return result;
}

Result attempt_count_keep(Db *db, const Attempt *attempt, Str source, AttemptCount count) {
    Query *query = about(db, &attempt_upsert, attempt, source);
    query_set_integer(query, 4, count.failures);
    query_set_integer(query, 5, attempt->now);
    query_set_integer(query, 6, count.free);
    return query_run(query);
}

Result attempts_forget_before(Db *db, int64_t moment) {
    Query *query = db_query(db, &attempts_delete_old);
    query_set_integer(query, 1, moment);
    return query_run(query);
}

Result attempt_give_back(Db *db, const Attempt *attempt) {
    Query *query = about(db, &attempt_less, attempt, attempt->source);
    query_set_text(query, 4, attempt->known_device ? attempt->source : STR_EMPTY);
    return query_run(query);
}

Result attempts_forget_source(Db *db, const Attempt *attempt) {
    return query_run(about(db, &attempt_delete, attempt, attempt->source));
}

/* --- devices --- */

Result device_learn(Db *db, Arena *arena, const Attempt *attempt, Str *ret_token) {
    Str token = token_new(arena), hash = secret_hash(arena, token);
    Query *query = about(db, &device_insert, attempt, hash);
    query_set_integer(query, 4, attempt->now);
    Result result = query_run(query);
    if (result != OK) return result;
    query = db_query(db, &devices_trim);
    query_set_integer(query, 1, attempt->tenant);
    query_set_integer(query, 2, attempt->number);
    query_set_integer(query, 3, KNOWN_DEVICES_PER_USER_MAX - 1);
    query_set_text(query, 4, hash);
    result = query_run(query);
    if (result == OK) *ret_token = token;
    return result;
}

Result devices_forget(Db *db, int64_t tenant, int64_t number) {
    Query *query = db_query(db, &devices_delete);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, number);
    return query_run(query);
}
