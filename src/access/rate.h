/* rate.h: how much one address or one session may ask, in a table that never grows.
 *
 * A bucket holds up to `burst` requests and fills again with `per_minute` of them a minute; each
 * request takes one. Which bucket is whose is found by a keyed hash; where a part of the table is
 * full, the bucket that was used longest ago makes room, as if it had never been there. So a crowd
 * of addresses can make the table forgetful, never large, and nobody waits because of another.
 * Any thread. */
#ifndef OPSTAP_RATE_H
#define OPSTAP_RATE_H

#include <stdbool.h>
#include <stdint.h>

#include "str.h"

typedef struct RateTable RateTable;
typedef struct Rate {
    int64_t per_minute, burst;
} Rate;

RateTable *rate_table_begin(Arena *arena); /* lives in the arena */
void rate_table_end(RateTable *table);

/* kind: keeps a session from being taken for an address. now: seconds. False: nothing is left. */
bool rate_take(RateTable *table, char kind, Str whose, Rate rate, int64_t now);
int64_t rate_wait_seconds(Rate rate); /* after which an empty bucket holds a request again */

#endif
