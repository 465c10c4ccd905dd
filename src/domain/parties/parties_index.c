#include "parties/parties_index.h"

typedef struct IndexSlot {
    Str key; /* .at is NULL where it is empty */
    uint32_t row;
} IndexSlot;

struct PartyIndex {
    IndexSlot *slot;
    size_t mask;
};

PartyIndex *index_new(Arena *arena, size_t keys_max) {
    PartyIndex *index = arena_one(arena, PartyIndex);
    size_t slots = 16;
    while (slots < keys_max * 2) slots *= 2;
    index->slot = arena_many(arena, IndexSlot, slots);
    index->mask = slots - 1;
    return index;
}

/* The slot of that key, or the empty one where it would stand. */
static IndexSlot *index_slot(const PartyIndex *index, Str key) {
    size_t at = (size_t)str_hash(key) & index->mask;
    while (index->slot[at].key.at && !str_equal(index->slot[at].key, key))
        at = (at + 1) & index->mask;
    return &index->slot[at];
}

void index_put(PartyIndex *index, Str key, uint32_t row) {
    *index_slot(index, key) = (IndexSlot){ .key = key, .row = row };
}

bool index_find(const PartyIndex *index, Str key, uint32_t *ret_row) {
    const IndexSlot *slot = index_slot(index, key);
    if (!slot->key.at) return false;
    *ret_row = slot->row;
    return true;
}
