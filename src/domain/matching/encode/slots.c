#include "matching/encode/profile.h"

enum { TABLE_SIZE_FIRST = 64 };

static size_t slot_place(const Slots *slots, Str key) {
    size_t at = (size_t)str_hash(key) & (slots->table_size - 1);
    while (slots->table[at] && !str_equal(slots->key[slots->table[at] - 1], key)) {
        at = (at + 1) & (slots->table_size - 1);
    }
    return at;
}

static void table_grow(Arena *arena, Slots *slots) {
    slots->table_size = slots->table_size ? slots->table_size * 2 : TABLE_SIZE_FIRST;
    slots->table = arena_many(arena, int32_t, slots->table_size);
    for (size_t i = 0; i < slots->count; i++) {
        slots->table[slot_place(slots, slots->key[i])] = (int32_t)i + 1;
    }
}

void slots_expect(Arena *arena, Slots *slots, size_t count) {
    slots->key = arena_many(arena, Str, count);
    slots->capacity = count;
    slots->table_size = TABLE_SIZE_FIRST;
    while (slots->table_size < count * 2) slots->table_size *= 2;
    slots->table = arena_many(arena, int32_t, slots->table_size);
}

int slots_find(const Slots *slots, Str key) {
    if (!slots->table_size) return SLOT_NONE;
    return slots->table[slot_place(slots, key)] - 1;
}

int slots_add(Arena *arena, Slots *slots, Str key) {
    int found = slots_find(slots, key);
    if (found != SLOT_NONE) return found;
    slots->key = arena_room(arena, Str, slots->key, slots->count, &slots->capacity);
    slots->key[slots->count++] = str_copy(arena, key);
    if (slots->count * 2 > slots->table_size) table_grow(arena, slots);
    else slots->table[slot_place(slots, key)] = (int32_t)slots->count;
    return (int)slots->count - 1;
}

/* Full, so that the next key makes room of its own. */
Slots slots_fork(Arena *arena, const Slots *slots) {
    Slots fork = *slots;
    fork.capacity = fork.count;
    fork.table = arena_many(arena, int32_t, fork.table_size);
    if (fork.table_size) memcpy(fork.table, slots->table, fork.table_size * sizeof *fork.table);
    return fork;
}
