#include "users/actors.h"

#include <stdlib.h>

static int user_compare(const void *left, const void *right) {
    return str_compare(((const User *)left)->id, ((const User *)right)->id);
}

Result actors_load(Db *db, Arena *arena, int64_t tenant, Actors *ret_actors) {
    UserRows users;
    Result result = users_load(db, arena, tenant, &users);
    if (result != OK) return result;
    if (users.count) qsort(users.row, users.count, sizeof *users.row, user_compare);
    *ret_actors = (Actors){ users };
    return OK;
}

Actor actor_of(const Actors *actors, Str id) {
    User asked = { .id = id };
    const UserRows *users = &actors->users;
    Actor actor = { .id = id };
    if (users->count) {
        actor.user = bsearch(&asked, users->row, users->count, sizeof asked, user_compare);
    }
    if (actor.user) return actor;
    actor.program = str_equal(id, S("command-line")) ? WORD_actor_command_line : WORD_actor_program;
    return actor;
}

Str actor_name(Arena *arena, Tongue tongue, const Actor *actor) {
    if (!actor->user) {
        return phrase_text(arena, tongue, PHRASE(actor->program, VALUE_TEXT("id", actor->id)));
    }
    return actor->user->name.len ? actor->user->name : actor->id;
}
