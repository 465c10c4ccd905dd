/* Whose attempt it is, and how long it waits: attempts.h says the rules. */
#include <arpa/inet.h>

#include "accounts/attempts_count.h"
#include "accounts/secrets.h"

enum { WAIT_UNDER_ATTACK_SECONDS = 15 * 60 };

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

static int64_t wait_after(int64_t failures, bool under_attack) {
    int64_t free_tries = under_attack ? 1 : SIGN_IN_FREE_TRIES;
    if (failures < free_tries) return 0;
    int64_t doublings = failures - free_tries, wait = SIGN_IN_WAIT_SECONDS_MIN;
    while (doublings-- > 0 && wait < SIGN_IN_WAIT_SECONDS_MAX) wait *= 2;
    if (under_attack && wait < WAIT_UNDER_ATTACK_SECONDS) wait = WAIT_UNDER_ATTACK_SECONDS;
    return wait < SIGN_IN_WAIT_SECONDS_MAX ? wait : SIGN_IN_WAIT_SECONDS_MAX;
}

/* What is older than we remember is no failure any more. */
static Result remembered(Db *db, const Attempt *attempt, Str source, AttemptCount *ret_count) {
    Result result = attempt_count_load(db, attempt, source, ret_count);
    bool old = result == OK && ret_count->last < attempt->now - SIGN_IN_MEMORY_SECONDS;
    if (old) *ret_count = (AttemptCount){ 0 };
    return result;
}

Result attempt_take(Db *db, const Attempt *attempt, int64_t *ret_wait_seconds) {
    AttemptCount own = { 0 }, all = { 0 };
    Result result = remembered(db, attempt, attempt->source, &own);
    if (result == OK) result = remembered(db, attempt, STR_EMPTY, &all);
    if (result == OK) result = attempts_forget_before(db, attempt->now - SIGN_IN_MEMORY_SECONDS);
    if (result != OK) return result;
    if (own.free > attempt->now) {
        *ret_wait_seconds = own.free - attempt->now;
        return attempt_count_keep(db, attempt, attempt->source, own); /* as much work as another */
    }
    *ret_wait_seconds = 0;
    own.failures++;
    if (!attempt->known_device) all.failures++;
    bool under_attack = !attempt->known_device && all.failures > SIGN_IN_TRIES_UNDER_ATTACK;
    own.free = attempt->now + wait_after(own.failures, under_attack);
    result = attempt_count_keep(db, attempt, attempt->source, own);
    if (result != OK || attempt->known_device) return result;
    return attempt_count_keep(db, attempt, STR_EMPTY, all);
}

Result attempts_forget(Db *db, const Attempt *attempt) {
    Result result = attempt_give_back(db, attempt);
    return result == OK ? attempts_forget_source(db, attempt) : result;
}
