/* arena.h: memory for one request, one job, one command.
 *
 * Ownership: whatever an arena gave lives until the arena ends; nothing is freed one by one.
 * Failure: a verb that takes an arena never returns NULL; when the machine has no memory left, or
 * an arena passes its maximum, the process ends with exit status 5 and one line in the log. An
 * open database transaction is rolled back by the engine, so nothing is half written. Limits on
 * input (limits.h) are checked long before an arena's maximum can be reached.
 *
 * malloc and free stand only in src/base. */
#ifndef OPSTAP_ARENA_H
#define OPSTAP_ARENA_H

#include <stddef.h>

typedef struct Arena Arena;

/* A place in an arena, to give back what was taken since: scratch work inside a loop. */
typedef struct ArenaMark {
    void *block;
    size_t used_bytes;
} ArenaMark;

/* name: for the log line when it grows past bytes_max. */
Arena *arena_new(const char *name, size_t bytes_max);
void arena_end(Arena *arena);
void arena_end_at(Arena **arena); /* for AUTO() */

/* Zeroed memory, aligned for any type. bytes may be 0. */
void *arena_get(Arena *arena, size_t bytes);
void *arena_get_many(Arena *arena, size_t item_bytes, size_t count);

#define arena_one(arena, Type) ((Type *)arena_get((arena), sizeof(Type)))
#define arena_many(arena, Type, count) ((Type *)arena_get_many((arena), sizeof(Type), (count)))

/* Room for one more item at list[count]: doubles *capacity when full. Returns the list, moved or
 * not. `list = arena_room(arena, Type, list, count, &capacity);` */
void *arena_room_for(Arena *arena, void *list, size_t item_bytes, size_t count, size_t *capacity);
#define arena_room(arena, Type, list, count, capacity)                                             \
    ((Type *)arena_room_for((arena), (list), sizeof(Type), (count), (capacity)))

ArenaMark arena_mark(const Arena *arena);
void arena_rewind(Arena *arena, ArenaMark mark);

/* Bytes in use, for logs and tests. */
size_t arena_used_bytes(const Arena *arena);

#endif
