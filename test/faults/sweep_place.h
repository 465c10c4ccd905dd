/* sweep_place.h: places of databases that are copied, looked at and thrown away: files, or
 * databases on the server of the tests. A place is what db_open takes; NULL is none. */
#ifndef OPSTAP_TEST_SWEEP_PLACE_H
#define OPSTAP_TEST_SWEEP_PLACE_H

#include <fcntl.h>
#include <unistd.h>

#include "../store/store.h"
#include "audit/audit.h"
#include "file.h"
#include "sweep_server.h"

enum { PLACES_MAX = 16 };

/* All places of a suite, to end them with it. */
typedef struct Places {
    char path[PLACES_MAX][PLACE_BYTES];
    int count;
} Places;

static inline Places *places(void) {
    static Places all;
    return &all;
}

/* For files of the suite; the databases, when they are files. In memory where the system has such a
 * place: nothing here has to outlive the machine. */
static inline const char *places_folder(void) {
    static char folder[64];
    if (folder[0]) return folder;
    snprintf(folder, sizeof folder, "%s/opstap-test-XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    assert_non_null(mkdtemp(folder));
    return folder;
}

/* The name for a file in it. */
static inline const char *file_named(const char *name) {
    static char path[32][128];
    static int next;
    char *file = path[next++ % 32];
    snprintf(file, sizeof path[0], "%s/%s", places_folder(), name);
    return file;
}

/* Where no database is yet. */
static inline const char *place_named(const char *name) {
    Places *all = places();
    assert_true(all->count < PLACES_MAX);
    char *path = all->path[all->count++];
    if (server_address()) {
        snprintf(path, PLACE_BYTES, "%s/%s_%d", server_address(), name, getpid());
    } else {
        snprintf(path, PLACE_BYTES, "%s/%s.db", places_folder(), name);
    }
    return path;
}

static inline int places_end(void) {
    Places *all = places();
    char command[128];
    for (int i = 0; server_address() && i < all->count; i++) server_forget(all->path[i]);
    snprintf(command, sizeof command, "rm -rf '%s'", places_folder());
    return system(command);
}

static inline Str file_bytes(Arena *arena, const char *path) {
    Str bytes = STR_EMPTY;
    assert_int_equal(file_read(arena, path, (size_t)256 << 20, &bytes), OK);
    return bytes;
}

static inline bool place_there(const char *path) {
    return server_address() ? server_has(path) : access(path, F_OK) == 0;
}

static inline void place_remove(const char *path) {
    if (server_address()) server_forget(path);
    else store_remove(path);
}

static inline void place_copy(const char *from, const char *to) {
    if (from && server_address()) {
        server_copy_make(from, to);
        return;
    }
    place_remove(to);
    if (!from) return;
    TEST_ARENA(arena);
    assert_int_equal(file_write(to, file_bytes(arena, from)), OK);
}

/* Nobody has to open it to know: a file is the same to the byte, and nothing is beside it; on a
 * server nothing was kept. */
static inline bool place_untouched(const char *before, const char *path) {
    if (!before) return false;
    if (server_address()) return server_copy_untouched(before, path);
    char log[PLACE_BYTES + 8];
    snprintf(log, sizeof log, "%s-wal", path);
    if (access(log, F_OK) == 0) return false;
    TEST_ARENA(arena);
    return str_equal(file_bytes(arena, before), file_bytes(arena, path));
}

/* It was looked at, and is as it was: on a server it need not be made anew then. */
static inline void place_trust(const char *before, const char *path) {
    if (before && server_address()) server_copy_trust(before, path);
}

/* After programs that worked there have ended. */
static inline void place_settle(const char *path) {
    if (server_address()) server_settle(path);
}

/* What is in it, as db_digest says, after a look whether it is sound; "" when there is none yet.
 * The chain is no part of that: how many events it has. */
static inline Str place_digest(Arena *arena, const char *path, int64_t *ret_events) {
    if (!place_there(path)) return S("");
    Db *db = NULL;
    Phrase why;
    Result result = db_open(path, DB_EXISTING, &db, &why);
    if (result == REFUSED) return S(""); /* empty: not yet ours */
    assert_int_equal(result, OK);
    Str hex = STR_EMPTY, where = STR_EMPTY;
    assert_int_equal(db_check(db, arena, &where), OK);
    assert_int_equal(audit_check(db, arena, &where, ret_events), OK);
    assert_int_equal(db_digest(db, arena, &hex), OK);
    db_end(db);
    place_settle(path);
    return hex;
}

/* The same, with the number of events. */
static inline Str place_state(Arena *arena, const char *path) {
    int64_t events = 0;
    Str hex = place_digest(arena, path, &events);
    return hex.len ? str_printf(arena, "%.*s, %lld events", STR_ARGS(hex), (long long)events) : hex;
}

#endif
