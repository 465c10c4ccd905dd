#include "arena.h"

#include <stdint.h>
#include <sys/mman.h>

#include "log.h"
#include "memory.h"

enum { FIRST_BLOCK_BYTES = 64 * 1024, HUGE_PAGE_BYTES = 2 * 1024 * 1024, ALIGNMENT_BYTES = 16 };

typedef struct Block {
    struct Block *before;
    size_t used_bytes, size_bytes;
    _Alignas(ALIGNMENT_BYTES) unsigned char bytes[];
} Block;

struct Arena {
    const char *name;
    size_t bytes_max, total_bytes;
    Block *block;
};

/* Large blocks stand on huge pages where the system has them: filling an arena of a region's people
 * spent most of its time on page faults. Without them all works as well. */
static Block *block_get(size_t bytes) {
    if (bytes < HUGE_PAGE_BYTES) return memory_get(bytes);
    bytes = (bytes + HUGE_PAGE_BYTES - 1) & ~(size_t)(HUGE_PAGE_BYTES - 1);
    Block *block = memory_get_aligned(HUGE_PAGE_BYTES, bytes);
    madvise(block, bytes, MADV_HUGEPAGE);
    return block;
}

static Block *block_new(Arena *arena, size_t bytes_min) {
    size_t bytes = arena->block ? arena->block->size_bytes * 2 : FIRST_BLOCK_BYTES;
    if (bytes > 64U * 1024 * 1024) bytes = 64U * 1024 * 1024;
    if (bytes < bytes_min) bytes = bytes_min;
    if (arena->total_bytes + bytes > arena->bytes_max) bytes = bytes_min;
    if (bytes > arena->bytes_max - arena->total_bytes) {
        log_fatal("arena '%s' would pass its maximum of %zu bytes", arena->name, arena->bytes_max);
    }
    Block *block = block_get(sizeof *block + bytes);
    block->before = arena->block;
    block->used_bytes = 0;
    block->size_bytes = bytes;
    arena->total_bytes += bytes;
    return block;
}

Arena *arena_new(const char *name, size_t bytes_max) {
    Arena *arena = memory_get(sizeof *arena);
    *arena = (Arena){ .name = name, .bytes_max = bytes_max };
    return arena;
}

void arena_end(Arena *arena) {
    if (!arena) return;
    for (Block *block = arena->block; block;) {
        Block *before = block->before;
        memory_give(block);
        block = before;
    }
    memory_give(arena);
}

void arena_end_at(Arena **arena) {
    arena_end(*arena);
    *arena = NULL;
}

void *arena_get(Arena *arena, size_t bytes) {
    if (bytes > SIZE_MAX / 2) log_fatal("arena '%s': %zu bytes asked at once", arena->name, bytes);
    size_t rounded = (bytes + ALIGNMENT_BYTES - 1) & ~(size_t)(ALIGNMENT_BYTES - 1);
    Block *block = arena->block;
    if (!block || block->size_bytes - block->used_bytes < rounded) {
        block = arena->block = block_new(arena, rounded);
    }
    unsigned char *given = block->bytes + block->used_bytes;
    block->used_bytes += rounded;
    return memset(given, 0, bytes);
}

void *arena_get_many(Arena *arena, size_t item_bytes, size_t count) {
    size_t bytes;
    if (__builtin_mul_overflow(item_bytes, count, &bytes)) {
        log_fatal("arena '%s': %zu items asked at once", arena->name, count);
    }
    return arena_get(arena, bytes);
}

void *arena_room_for(Arena *arena, void *list, size_t item_bytes, size_t count, size_t *capacity) {
    if (count < *capacity) return list;
    size_t wanted = *capacity ? *capacity * 2 : 8;
    void *bigger = arena_get_many(arena, item_bytes, wanted);
    if (count) memcpy(bigger, list, count * item_bytes);
    *capacity = wanted;
    return bigger;
}

ArenaMark arena_mark(const Arena *arena) {
    return (ArenaMark){ arena->block, arena->block ? arena->block->used_bytes : 0 };
}

void arena_rewind(Arena *arena, ArenaMark mark) {
    while (arena->block && arena->block != mark.block) {
        Block *before = arena->block->before;
        arena->total_bytes -= arena->block->size_bytes;
        memory_give(arena->block);
        arena->block = before;
    }
    if (arena->block) arena->block->used_bytes = mark.used_bytes;
}

size_t arena_used_bytes(const Arena *arena) {
    size_t bytes = 0;
    for (const Block *block = arena->block; block; block = block->before) {
        bytes += block->used_bytes;
    }
    return bytes;
}
