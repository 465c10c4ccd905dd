#include "rate.h"

#include <pthread.h>
#include <sodium.h>

#include "limits.h"

enum { WAYS = 4, SETS = GATE_RATE_SLOTS / WAYS, PARTS_OF_ONE = 60 };
_Static_assert((SETS & (SETS - 1)) == 0, "a set is found by a mask");

typedef struct Bucket {
    uint64_t key;  /* 0: nobody's */
    int64_t level; /* in sixtieths of a request, for a rate is told per minute */
    int64_t at;    /* when that was its level */
} Bucket;

struct RateTable {
    pthread_mutex_t lock;
    unsigned char secret[crypto_shorthash_KEYBYTES];
    Bucket bucket[SETS][WAYS];
};

RateTable *rate_table_begin(Arena *arena) {
    RateTable *table = arena_one(arena, RateTable);
    pthread_mutex_init(&table->lock, NULL);
    crypto_shorthash_keygen(table->secret);
    return table;
}

void rate_table_end(RateTable *table) {
    pthread_mutex_destroy(&table->lock);
}

static uint64_t key_of(const RateTable *table, char kind, Str whose) {
    unsigned char secret[crypto_shorthash_KEYBYTES];
    unsigned char hash[crypto_shorthash_BYTES];
    uint64_t key = 0;
    memcpy(secret, table->secret, sizeof secret);
    secret[0] ^= (unsigned char)kind;
    crypto_shorthash(hash, (const unsigned char *)whose.at, whose.len, secret);
    memcpy(&key, hash, sizeof key);
    return key ? key : 1;
}

/* Its own, else the one that was used longest ago. */
static Bucket *bucket_of(Bucket *set, uint64_t key) {
    Bucket *oldest = &set[0];
    for (int way = 0; way < WAYS; way++) {
        if (set[way].key == key) return &set[way];
        if (oldest->key && (!set[way].key || set[way].at < oldest->at)) oldest = &set[way];
    }
    return oldest;
}

static bool take(Bucket *bucket, uint64_t key, Rate rate, int64_t now) {
    int64_t full = rate.burst * PARTS_OF_ONE;
    if (bucket->key != key) *bucket = (Bucket){ .key = key, .level = full, .at = now };
    int64_t passed = now > bucket->at ? now - bucket->at : 0;
    if (passed > full) passed = full; /* one sixtieth a second is the slowest there is */
    bucket->level += passed * rate.per_minute;
    if (bucket->level > full) bucket->level = full;
    bucket->at = now;
    if (bucket->level < PARTS_OF_ONE) return false;
    bucket->level -= PARTS_OF_ONE;
    return true;
}

bool rate_take(RateTable *table, char kind, Str whose, Rate rate, int64_t now) {
    uint64_t key = key_of(table, kind, whose);
    pthread_mutex_lock(&table->lock);
    bool taken = take(bucket_of(table->bucket[key & (SETS - 1)], key), key, rate, now);
    pthread_mutex_unlock(&table->lock);
    return taken;
}

int64_t rate_wait_seconds(Rate rate) {
    return rate.per_minute >= PARTS_OF_ONE ? 1 : PARTS_OF_ONE / rate.per_minute + 1;
}
