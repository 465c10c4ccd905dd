/* actors.h: who the actor of an event is.
 *
 * Events name whoever did something by id (audit.h): a user, also one who left, or a program that
 * acts by itself. All users of a tenant are loaded once, and found by id. Roles are those of today:
 * an event does not say which they were. */
#ifndef OPSTAP_ACTORS_H
#define OPSTAP_ACTORS_H

#include "users/users.h"

typedef struct Actor {
    Str id;
    const User *user; /* NULL: no user */
    Word program;     /* what a program is called; none for a user */
} Actor;

typedef struct Actors {
    UserRows users; /* by id, in order of bytes */
} Actors;

/* BUSY, BROKEN. */
Result actors_load(Db *db, Arena *arena, int64_t tenant, Actors *ret_actors);

/* The user points into `actors`. */
Actor actor_of(const Actors *actors, Str id);

/* "Kim de Wit", "command line"; of a user without a name the id. */
Str actor_name(Arena *arena, Tongue tongue, const Actor *actor);

#endif
