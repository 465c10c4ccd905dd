#include "seen.h"

#include <assert.h>
#include <sodium.h>

typedef struct Entry {
    Str text; /* .at is NULL in an empty place */
    int64_t number;
} Entry;

struct Seen {
    Arena *arena;
    Entry *entry;
    size_t place_count, count; /* a power of two, at least twice what it can hold */
    unsigned char key[crypto_shorthash_KEYBYTES]; /* so that nobody can choose ids that collide */
};

Seen *seen_new(Arena *arena, size_t count_max) {
    Seen *seen = arena_one(arena, Seen);
    seen->arena = arena;
    seen->place_count = 16;
    while (seen->place_count < 2 * count_max) seen->place_count *= 2;
    seen->entry = arena_many(arena, Entry, seen->place_count);
    crypto_shorthash_keygen(seen->key);
    return seen;
}

static Entry *place_of(const Seen *seen, Str text) {
    size_t mask = seen->place_count - 1;
    uint64_t hash;
    unsigned char bytes[crypto_shorthash_BYTES];
    crypto_shorthash(bytes, (const unsigned char *)text.at, text.len, seen->key);
    memcpy(&hash, bytes, sizeof hash);
    size_t at = (size_t)hash & mask;
    while (seen->entry[at].text.at && !str_equal(seen->entry[at].text, text)) at = (at + 1) & mask;
    return &seen->entry[at];
}

int64_t seen_put(Seen *seen, Str text, int64_t number) {
    assert(text.at && number >= 0);
    Entry *entry = place_of(seen, text);
    if (entry->text.at) return entry->number;
    assert(seen->count < seen->place_count - 1);
    *entry = (Entry){ str_copy(seen->arena, text), number };
    seen->count++;
    return -1;
}

int64_t seen_find(const Seen *seen, Str text) {
    const Entry *entry = place_of(seen, text);
    return entry->text.at ? entry->number : -1;
}
