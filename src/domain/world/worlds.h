/* worlds.h: the last world of each tenant, for many readers in many threads.
 *
 *     const World *world;
 *     Result result = worlds_take(worlds, db, request, &world);
 *     ... read it ...
 *     worlds_give(worlds, world);
 *
 * What is taken is as new as the database at the moment of asking: the tenant's change number says
 * so, and the day is the one asked for. The first who needs a newer one makes it, with its own Db;
 * who asks for the same tenant meanwhile waits for it. Each world has an arena of its own, that ends
 * when nobody reads it and a newer one is there. Limit: WORLD_BYTES_MAX for one world; a larger one
 * ends the process (arena.h), so a server says at its start how many people it can hold. */
#ifndef OPSTAP_WORLDS_H
#define OPSTAP_WORLDS_H

#include "world/world.h"

typedef struct Worlds Worlds;

Worlds *worlds_begin(void);
void worlds_end(Worlds *worlds); /* nobody reads any more */

/* Inside a transaction: the world is at least as new as what that sees. */
Result worlds_take(Worlds *worlds, Db *db, WorldRequest request, const World **ret_world);
void worlds_give(Worlds *worlds, const World *world);
/* What is taken is taken once more: by a thread that reads on when this one has given it back. */
void worlds_keep(Worlds *worlds, const World *world);

/* For figures: how many were made, and how long the last took. */
typedef struct WorldCounts {
    int64_t made, taken, last_made_us;
} WorldCounts;
void worlds_counts(Worlds *worlds, WorldCounts *ret_counts);

#endif
