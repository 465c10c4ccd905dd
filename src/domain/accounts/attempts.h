/* attempts.h: how often a password may be tried, without anybody being locked out by others.
 *
 * Every attempt is counted before it is made (so that many at once count too) against its account
 * and its source: a browser in which this user signed in before (a known device, by a cookie), else
 * the network that it comes from (one IPv4 address, 64 bits of an IPv6 address). From
 * SIGN_IN_FREE_TRIES failures on, that source waits before the next, 30 seconds and then twice as
 * long each time, an hour at most. Other sources are not touched: nobody can lock an account.
 *
 * When an account fails SIGN_IN_TRIES_UNDER_ATTACK times from all networks together, each network
 * has one try before it waits, 15 minutes at least. Its owner still comes in: from a known device
 * as before, from a new place with the right password at the first try.
 *
 * Names that nobody has are counted as well, in rows of their own, so that a wait tells nothing.
 * Networks and devices stand here as hashes, for SIGN_IN_MEMORY_SECONDS. */
#ifndef OPSTAP_ATTEMPTS_H
#define OPSTAP_ATTEMPTS_H

#include "accounts/accounts.h"

typedef struct Attempt {
    int64_t tenant, number; /* of the user; 0 and a part of the hash of the name: nobody */
    Str source;             /* see below */
    bool known_device;
    int64_t now;
} Attempt;

/* client: an address as the server says it. device: the token of its cookie, "" for none; *ret is
 * as if there were none when this account does not know it. account NULL: nobody has `login`. */
typedef struct AttemptOf {
    const Account *account;
    Str login, client, device;
    int64_t now;
} AttemptOf;
Result attempt_of(Db *db, Arena *arena, const AttemptOf *of, Attempt *ret_attempt);

/* Counts it as failed. *ret_wait_seconds: 0, or how long it must wait still; then it was not
 * counted. */
Result attempt_take(Db *db, const Attempt *attempt, int64_t *ret_wait_seconds);
Result attempt_give_back(Db *db, const Attempt *attempt); /* it was not made, or not wrong */
Result attempts_forget(Db *db, const Attempt *attempt);   /* it came in: counted nowhere */

/* This browser is known from now on; the oldest of too many is not any more. */
Result device_learn(Db *db, Arena *arena, const Attempt *attempt, Str *ret_token);
Result devices_forget(Db *db, int64_t tenant, int64_t number);

/* Of an address: itself, or "2001:db8:0:1::/64". */
Str address_network(Arena *arena, Str address);

#endif
