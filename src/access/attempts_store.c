#include "attempts.h"

#include <arpa/inet.h>

#include "secrets.h"

enum { WAIT_UNDER_ATTACK_SECONDS = 15 * 60 };

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

Str address_network(Arena *arena, Str address) {
    struct in6_addr six;
    char text[INET6_ADDRSTRLEN];
    if (inet_pton(AF_INET6, str_zero_ended(arena, address), &six) != 1) return address;
    if (IN6_IS_ADDR_V4MAPPED(&six)) return address;
    for (int i = 8; i < 16; i++) six.s6_addr[i] = 0;
    if (!inet_ntop(AF_INET6, &six, text, sizeof text)) return address;
    return str_printf(arena, "%s/64", text);
}

/* --- whose attempt it is --- */

static int64_t bucket_of(Arena *arena, Str login) {
    Str hash = secret_hash(arena, login);
    int64_t bucket = 0;
    for (size_t i = 0; i < 6; i++) {
        char c = hash.at[i];
        bucket = bucket * 16 + (c <= '9' ? c - '0' : c - 'a' + 10);
    }
    return bucket % SIGN_IN_NOBODY_BUCKETS;
}

static Result device_is_known(Db *db, const Attempt *attempt, Str hash, bool *ret_known) {
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

Result attempt_of(Db *db, Arena *arena, const AttemptOf *of, Attempt *ret_attempt) {
    Attempt attempt = { .now = of->now };
    if (of->account) {
        attempt.tenant = of->account->tenant;
        attempt.number = of->account->number;
    } else {
        attempt.number = bucket_of(arena, of->login);
    }
    Str device = secret_hash(arena, of->device);
    Result result = device_is_known(db, &attempt, device, &attempt.known_device);
    if (result != OK) return result;
    Str network = address_network(arena, of->client);
    if (attempt.known_device) attempt.source = str_printf(arena, "device %.*s", STR_ARGS(device));
    else attempt.source = secret_hash(arena, str_printf(arena, "network %.*s", STR_ARGS(network)));
    *ret_attempt = attempt;
    return OK;
}

/* --- counting --- */

typedef struct Count {
    int64_t failures, last, free;
} Count;

static Query *about(Db *db, const Sql *sql, const Attempt *attempt, Str source) {
    Query *query = db_query(db, sql);
    query_set_integer(query, 1, attempt->tenant);
    query_set_integer(query, 2, attempt->number);
    query_set_text(query, 3, source);
    return query;
}

static Result count_load(Db *db, const Attempt *attempt, Str source, Count *ret_count) {
    Count count = { 0 };
    Query *query = about(db, &attempt_select, attempt, source);
    if (query_next(query)) {
        count = (Count){ .failures = query_integer(query, 0),
                         .last = query_integer(query, 1),
                         .free = query_integer(query, 2) };
    }
    Result result = query_end(query);
    if (result != OK) return result;
    if (count.last < attempt->now - SIGN_IN_MEMORY_SECONDS) count = (Count){ 0 };
    *ret_count = count;
    return OK;
}

static Result count_keep(Db *db, const Attempt *attempt, Str source, Count count) {
    Query *query = about(db, &attempt_upsert, attempt, source);
    query_set_integer(query, 4, count.failures);
    query_set_integer(query, 5, attempt->now);
    query_set_integer(query, 6, count.free);
    return query_run(query);
}

static int64_t wait_after(int64_t failures, bool under_attack) {
    int64_t free_tries = under_attack ? 1 : SIGN_IN_FREE_TRIES;
    if (failures < free_tries) return 0;
    int64_t doublings = failures - free_tries, wait = SIGN_IN_WAIT_SECONDS_MIN;
    while (doublings-- > 0 && wait < SIGN_IN_WAIT_SECONDS_MAX) wait *= 2;
    if (under_attack && wait < WAIT_UNDER_ATTACK_SECONDS) wait = WAIT_UNDER_ATTACK_SECONDS;
    return wait < SIGN_IN_WAIT_SECONDS_MAX ? wait : SIGN_IN_WAIT_SECONDS_MAX;
}

static Result forget_old(Db *db, int64_t now) {
    Query *query = db_query(db, &attempts_delete_old);
    query_set_integer(query, 1, now - SIGN_IN_MEMORY_SECONDS);
    return query_run(query);
}

Result attempt_take(Db *db, const Attempt *attempt, int64_t *ret_wait_seconds) {
    Count own = { 0 }, all = { 0 };
    Result result = count_load(db, attempt, attempt->source, &own);
    if (result == OK) result = count_load(db, attempt, STR_EMPTY, &all);
    if (result == OK) result = forget_old(db, attempt->now);
    if (result != OK) return result;
    if (own.free > attempt->now) {
        *ret_wait_seconds = own.free - attempt->now;
        return count_keep(db, attempt, attempt->source, own); /* as much work as another */
    }
    *ret_wait_seconds = 0;
    own.failures++;
    if (!attempt->known_device) all.failures++;
    bool under_attack = !attempt->known_device && all.failures > SIGN_IN_TRIES_UNDER_ATTACK;
    own.free = attempt->now + wait_after(own.failures, under_attack);
    result = count_keep(db, attempt, attempt->source, own);
    return result == OK ? count_keep(db, attempt, STR_EMPTY, all) : result;
}

Result attempt_give_back(Db *db, const Attempt *attempt) {
    Query *query = about(db, &attempt_less, attempt, attempt->source);
    query_set_text(query, 4, attempt->known_device ? attempt->source : STR_EMPTY);
    return query_run(query);
}

Result attempts_forget(Db *db, const Attempt *attempt) {
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
