#include "world/worlds.h"

#include <pthread.h>

#include "clock.h"
#include "limits.h"
#include "memory.h"
#include "changes/changes.h"

/* What occupations and skills mean changes seldom and may take long to read: worlds share it. */
typedef struct Meanings {
    Vocabulary *vocabulary;
    Arena *arena;
    int64_t change; /* the last of CHANGE_OCCUPATION, when it was read */
    int worlds;
} Meanings;

typedef struct Held Held;
struct Held {
    World world; /* first: what is given back is found by its address */
    Arena *arena;
    Meanings *meanings;
    WorldRequest request;
    int64_t change; /* of the tenant, when it was made */
    int readers;
    bool old; /* a newer one is there */
    Held *next;
};

struct Worlds {
    pthread_mutex_t lock;
    pthread_cond_t made;
    Held *first;
    int64_t making[WORLDS_MADE_AT_ONCE]; /* tenants; 0: free */
    WorldCounts counts;
};

Worlds *worlds_begin(void) {
    Worlds *worlds = memory_get(sizeof *worlds);
    *worlds = (Worlds){ 0 };
    pthread_mutex_init(&worlds->lock, NULL);
    pthread_cond_init(&worlds->made, NULL);
    return worlds;
}

static void meanings_give(Meanings *meanings) {
    if (!meanings || --meanings->worlds) return;
    arena_end(meanings->arena);
    memory_give(meanings);
}

static void held_end(Held *held) {
    arena_end(held->arena);
    meanings_give(held->meanings);
    memory_give(held);
}

void worlds_end(Worlds *worlds) {
    for (Held *held = worlds->first, *next; held; held = next) {
        next = held->next;
        held_end(held);
    }
    pthread_cond_destroy(&worlds->made);
    pthread_mutex_destroy(&worlds->lock);
    memory_give(worlds);
}

/* --- with the lock --- */

static void old_remove(Worlds *worlds) {
    for (Held **at = &worlds->first; *at;) {
        Held *held = *at;
        if (!held->old || held->readers) {
            at = &held->next;
            continue;
        }
        *at = held->next;
        held_end(held);
    }
}

static Held *held_find(const Worlds *worlds, WorldRequest request, int64_t change) {
    for (Held *held = worlds->first; held; held = held->next) {
        if (held->old || held->request.tenant != request.tenant) continue;
        if (held->change >= change && held->request.today == request.today) return held;
    }
    return NULL;
}

/* Those of the newest world; NULL: there is none. */
static Meanings *meanings_take(const Worlds *worlds, int64_t tenant) {
    for (Held *held = worlds->first; held; held = held->next) {
        if (held->request.tenant != tenant) continue;
        held->meanings->worlds++;
        return held->meanings;
    }
    return NULL;
}

static int64_t *making_find(Worlds *worlds, int64_t tenant) {
    for (int i = 0; i < WORLDS_MADE_AT_ONCE; i++) {
        if (worlds->making[i] == tenant) return &worlds->making[i];
    }
    return NULL;
}

static void held_install(Worlds *worlds, Held *made) {
    for (Held *held = worlds->first; held; held = held->next) {
        held->old = held->old || held->request.tenant == made->request.tenant;
    }
    made->world.number = worlds->counts.made + 1;
    made->next = worlds->first;
    worlds->first = made;
    old_remove(worlds);
}

/* --- */

/* Those that are there already when nothing of it has changed since, else new ones. */
static Result meanings_renew(Db *db, int64_t tenant, Meanings *old, Meanings **ret_meanings) {
    int64_t change;
    Result result = change_of(db, tenant, CHANGE_OCCUPATION, 0, &change);
    if (result != OK) return result;
    *ret_meanings = old;
    if (old && old->change == change) return OK;
    Meanings *made = memory_get(sizeof *made);
    *made = (Meanings){ .change = change, .worlds = 1 };
    made->arena = arena_new("occupations and skills", WORLD_BYTES_MAX);
    *ret_meanings = made;
    return vocabulary_load(db, made->arena, tenant, &made->vocabulary);
}

static Result held_make(Db *db, WorldRequest request, int64_t change, Held *held) {
    Meanings *old = held->meanings;
    Result result = meanings_renew(db, request.tenant, old, &held->meanings);
    *held = (Held){ .request = request, .change = change, .meanings = held->meanings };
    held->arena = arena_new("a world", WORLD_BYTES_MAX);
    if (result != OK) return result;
    request.vocabulary = held->meanings->vocabulary;
    result = world_read(db, held->arena, request, &held->world);
    if (result == OK) world_print(&held->world);
    return result;
}

static int64_t microseconds_now(void) {
    int64_t us = 0;
    return clock_steady_us(&us) == OK ? us : 0;
}

/* Takes the lock again before it returns. */
static Result held_replace(Worlds *worlds, Db *db, WorldRequest request, int64_t change) {
    Held *made = memory_get(sizeof *made);
    int64_t *place = making_find(worlds, 0);
    if (place) *place = request.tenant;
    Meanings *old = meanings_take(worlds, request.tenant);
    *made = (Held){ .meanings = old };
    pthread_mutex_unlock(&worlds->lock);
    int64_t began = microseconds_now();
    Result result = held_make(db, request, change, made);
    pthread_mutex_lock(&worlds->lock);
    if (place) *place = 0;
    if (made->meanings != old) meanings_give(old);
    if (result != OK) held_end(made);
    if (result == OK) {
        held_install(worlds, made);
        worlds->counts.made++;
        worlds->counts.last_made_us = microseconds_now() - began;
    }
    pthread_cond_broadcast(&worlds->made);
    return result;
}

Result worlds_take(Worlds *worlds, Db *db, WorldRequest request, const World **ret_world) {
    int64_t change;
    Result result = change_now(db, request.tenant, &change);
    if (result != OK) return result;
    pthread_mutex_lock(&worlds->lock);
    Held *held = held_find(worlds, request, change);
    while (!held && result == OK) {
        bool waits = making_find(worlds, request.tenant) || !making_find(worlds, 0);
        if (waits) pthread_cond_wait(&worlds->made, &worlds->lock);
        else result = held_replace(worlds, db, request, change);
        held = held_find(worlds, request, change);
    }
    if (held) {
        held->readers++;
        worlds->counts.taken++;
        *ret_world = &held->world;
    }
    pthread_mutex_unlock(&worlds->lock);
    return held ? OK : result;
}

void worlds_give(Worlds *worlds, const World *world) {
    pthread_mutex_lock(&worlds->lock);
    for (Held *held = worlds->first; held; held = held->next) {
        if (&held->world == world) held->readers--;
    }
    old_remove(worlds);
    pthread_mutex_unlock(&worlds->lock);
}

void worlds_keep(Worlds *worlds, const World *world) {
    pthread_mutex_lock(&worlds->lock);
    for (Held *held = worlds->first; held; held = held->next) {
        if (&held->world == world) held->readers++;
    }
    pthread_mutex_unlock(&worlds->lock);
}

void worlds_counts(Worlds *worlds, WorldCounts *ret_counts) {
    pthread_mutex_lock(&worlds->lock);
    *ret_counts = worlds->counts;
    pthread_mutex_unlock(&worlds->lock);
}
