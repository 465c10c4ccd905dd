/* sweep.h: does one piece of work again and again, each time with another call that fails.
 *
 * The work runs in a child process, on a copy of a database (sweep_place.h: a file, or on a
 * server), so that it may end as it likes: memory that is not there ends the process. Afterwards
 * the parent looks at what is left:
 *
 * - a child that failed said so on standard error, with a status of ours (1..5), and not through a
 *   signal or a leak (a sanitizer's 99);
 * - the database opens, is sound, its audit chain holds, and it is as it was before; or, when the
 *   fault came after the change was kept, as it is after work that succeeds;
 * - a child that succeeded in spite of the fault left and printed what work without a fault does;
 * - no unfinished file is left beside it;
 * - on a server no link of it, and so no open transaction, stays. */
#ifndef OPSTAP_TEST_SWEEP_H
#define OPSTAP_TEST_SWEEP_H

#include <glob.h>
#include <sodium.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "demo/demo.h"
#include "fault.h"
#include "log.h"
#include "sweep_place.h"

typedef struct Sweep {
    const char *name;
    const char *before;  /* a database to begin with, NULL: none */
    const char *halfway; /* another that may be left, from which the work can be done; NULL: none */
    bool fresh;          /* opening it changes it: every fault gets a copy of its own */
    void (*ready)(const char *path, void *context); /* what stands before the work; NULL: nothing */
    int (*work)(const char *path, void *context); /* an exit status */
    void *context;
    bool varies;         /* what it prints is never twice the same */
    bool keeps_random;   /* nor is what it keeps: how many events there are tells */
    bool goes_on;        /* an unfinished file may be left: it is gone on with */
    void (*look)(void);  /* at what else it leaves; NULL: nothing */
} Sweep;

typedef struct SweepTotals {
    int64_t runs, told, in_spite;
} SweepTotals;

typedef struct Child {
    int status; /* of the process; 128 and above: a signal */
    int64_t calls[FAULT_COUNT];
    char said[4096];
    unsigned char printed[crypto_generichash_BYTES]; /* the sum of what it printed */
} Child;

/* A database with a demo region as its first tenant. */
static inline void region_make(const char *path, int people, int openings) {
    TEST_ARENA(arena);
    AUTO(db_end_at) Db *db = NULL;
    Phrase why;
    int64_t number;
    Tenant tenant = { .name = S("demo"), .region = S("AM13"), .demo = true };
    DemoRequest request = {
        .seed = 1, .today = day_of((Date){ 2026, 3, 2 }), .candidates = people, .openings = openings
    };
    assert_int_equal(db_open(path, DB_CREATE, &db, &why), OK);
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(tenant_make(db, &tenant, &number), OK);
    assert_int_equal(number, 1);
    assert_int_equal(demo_fill(db, arena, number, request, &why), OK);
    assert_int_equal(db_commit(db), OK);
}

typedef struct Told {
    int64_t calls[FAULT_COUNT];
} Told;

static inline void printed_sum(int file, unsigned char ret_sum[crypto_generichash_BYTES]) {
    char bytes[65536];
    ssize_t got;
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, crypto_generichash_BYTES);
    for (off_t at = 0; (got = pread(file, bytes, sizeof bytes, at)) > 0; at += got) {
        crypto_generichash_update(&state, (unsigned char *)bytes, (size_t)got);
    }
    crypto_generichash_final(&state, ret_sum, crypto_generichash_BYTES);
}

static inline Child child_run(const Sweep *sweep, const char *path, Fault fault, int64_t at) {
    Child child = { 0 };
    Told *told =
        mmap(NULL, sizeof *told, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(told != MAP_FAILED);
    int said = memfd_create("said", 0), out = memfd_create("printed", 0);
    assert_true(said >= 0 && out >= 0);
    fflush(NULL);
    pid_t process = fork();
    assert_true(process >= 0);
    if (process == 0) {
        dup2(out, STDOUT_FILENO);
        dup2(said, STDERR_FILENO);
        if (sweep->ready) sweep->ready(path, sweep->context);
        fault_arm(fault, at);
        int status = sweep->work(path, sweep->context);
        for (int i = 0; i < FAULT_COUNT; i++) told->calls[i] = fault_calls((Fault)i);
        exit(status);
    }
    int status = 0;
    assert_int_equal(waitpid(process, &status, 0), process);
    child.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    memcpy(child.calls, told->calls, sizeof child.calls);
    munmap(told, sizeof *told);
    ssize_t got = pread(said, child.said, sizeof child.said - 1, 0);
    child.said[got > 0 ? got : 0] = 0;
    close(said);
    printed_sum(out, child.printed);
    close(out);
    return child;
}

/* Which calls of a kind fail: the first of these, and so on. */
typedef struct Tries {
    int64_t first, stride, many_until; /* up to many_until all of them */
} Tries;

/* OPSTAP_SWEEP_STRIDE=1 tries every call there is; of the memory of libraries, 200 for each. */
static inline bool tries_given(Tries *ret_tries) {
    const char *given = getenv("OPSTAP_SWEEP_STRIDE");
    if (!given) return false;
    int64_t stride = strtoll(given, NULL, 10);
    *ret_tries = (Tries){ .first = 1, .stride = stride > 0 ? stride : 1 };
    return true;
}

/* On a server, where a fault takes ten times as long, those of the door and what is behind it: the
 * others are those of a file. One of each kind; each sweep begins elsewhere, so that all of them
 * together come everywhere. */
static inline Tries tries_on_server(Fault fault, int64_t calls) {
    static int64_t turn;
    const char *name = fault_name(fault);
    bool behind = strncmp(name, "database", 8) == 0 || strncmp(name, "server", 6) == 0 ||
                  fault == FAULT_library_allocation;
    if (!behind) return (Tries){ .first = calls + 1, .stride = 1 };
    return (Tries){ .first = calls ? 1 + 5 * turn++ % calls : 1, .stride = calls ? calls : 1 };
}

/* The first ones are all tried, of the many rows after them one in so many. With sanitizers, where
 * a process takes half a second to end, few. */
static inline Tries tries_usual(Fault fault, int64_t calls) {
#ifdef __SANITIZE_ADDRESS__
    enum { FIRST = 1, STRIDE = 1000000 };
#else
    enum { FIRST = 6, STRIDE = 97 };
#endif
    enum { LIBRARY_TRIES = 6, LIBRARY_TRIES_MANY = 200 }; /* of thousands of calls */
    Tries tries = { .first = 1, .stride = STRIDE, .many_until = FIRST };
    bool given = tries_given(&tries);
    if (!given && server_address()) return tries_on_server(fault, calls);
    int64_t most = given ? LIBRARY_TRIES_MANY : LIBRARY_TRIES;
    bool many = fault == FAULT_library_allocation && calls > most;
    if (many) tries = (Tries){ .first = 1 + calls / most / 2, .stride = calls / most };
    return tries;
}

typedef struct States {
    Str before, after, halfway;
    Child whole; /* without a fault */
} States;

static inline Str events_told(Str state) {
    return str_sub(state, str_find(state, S(",")), state.len);
}

static inline bool is_kept(const Sweep *sweep, const States *states, Str left) {
    if (sweep->keeps_random) return str_equal(events_told(left), events_told(states->after));
    return str_equal(left, states->after);
}

/* What is left after a fault is one of these, and what was told agrees with it. */
static inline bool left_well(const Sweep *sweep, const States *states, const Child *child,
                             Str left) {
    bool kept = is_kept(sweep, states, left), untouched = str_equal(left, states->before);
    bool halfway = states->halfway.len && str_equal(left, states->halfway);
    if (child->status == 0) return kept;
    return child->status <= EXIT_BROKEN && child->said[0] && (kept || untouched || halfway);
}

/* Unfinished files go with the fault, whoever may leave them. */
static inline size_t parts_remove(void) {
    char pattern[160];
    glob_t found;
    snprintf(pattern, sizeof pattern, "%s/*.part", places_folder());
    size_t count = glob(pattern, 0, NULL, &found) == 0 ? found.gl_pathc : 0;
    for (size_t i = 0; i < count; i++) unlink(found.gl_pathv[i]);
    if (count) globfree(&found);
    return count;
}

/* What else there is to see. NULL: all is well. A file that cannot be locked or read may be
 * somebody else's; without memory a process ends at once. */
static inline const char *child_wrong(const Sweep *sweep, const Child *child, const Child *whole,
                                      Fault fault) {
    bool same = memcmp(child->printed, whole->printed, sizeof child->printed) == 0;
    bool may_leave = sweep->goes_on || fault == FAULT_file_lock || fault == FAULT_file_read ||
                     strstr(child->said, "no memory left");
    if (child->status == 0 && !sweep->varies && !same) return "it printed something else";
    if (parts_remove() && !may_leave) return "an unfinished file is left";
    if (sweep->look) sweep->look();
    return NULL;
}

static inline void sweep_fault(const Sweep *sweep, const char *path, const States *states,
                               Fault fault, int64_t at, SweepTotals *totals) {
    TEST_ARENA(arena);
    if (!place_untouched(sweep->before, path)) place_copy(sweep->before, path);
    Child child = child_run(sweep, path, fault, at);
    place_settle(path);
    bool untouched = place_untouched(sweep->before, path);
    Str left = untouched ? states->before : place_state(arena, path);
    if (!left_well(sweep, states, &child, left)) {
        fail_msg("%s: %s %lld: status %d, %s: %s", sweep->name, fault_name(fault), (long long)at,
                 child.status,
                 is_kept(sweep, states, left)      ? "kept"
                 : str_equal(left, states->before) ? "untouched"
                                                   : "half written",
                 child.said);
    }
    const char *wrong = child_wrong(sweep, &child, &states->whole, fault);
    if (wrong) {
        fail_msg("%s: %s %lld: status %d, %s: %s", sweep->name, fault_name(fault), (long long)at,
                 child.status, wrong, child.said);
    }
    if (!untouched && !sweep->fresh && str_equal(left, states->before)) {
        place_trust(sweep->before, path);
    }
    totals->runs++;
    totals->told += child.status != 0;
    totals->in_spite += child.status == 0;
}

/* Makes the place as it is before. What a sweep before this one found there still holds. */
static inline Str state_before(Arena *arena, const Sweep *sweep, const char *path) {
    static char known[PLACE_BYTES], state[128];
    bool same = sweep->before && strcmp(known, sweep->before) == 0;
    if (!same || !place_untouched(sweep->before, path)) place_copy(sweep->before, path);
    if (same) return str_copy(arena, str_from(state));
    Str found = place_state(arena, path);
    snprintf(known, sizeof known, "%s", sweep->before ? sweep->before : "");
    snprintf(state, sizeof state, "%.*s", STR_ARGS(found));
    if (sweep->fresh) place_copy(sweep->before, path);
    return found;
}

static inline SweepTotals sweep_run(const Sweep *sweep, const char *path) {
    TEST_ARENA(arena);
    SweepTotals totals = { 0 };
    States states = { .halfway = STR_EMPTY };
    if (sweep->halfway) {
        place_copy(sweep->halfway, path);
        states.halfway = place_state(arena, path);
    }
    states.before = state_before(arena, sweep, path);
    Child whole = child_run(sweep, path, FAULT_COUNT, 0);
    states.whole = whole;
    if (whole.status != 0) fail_msg("%s: status %d: %s", sweep->name, whole.status, whole.said);
    place_settle(path);
    states.after = place_state(arena, path);
    if (!sweep->fresh && str_equal(states.after, states.before)) place_trust(sweep->before, path);
    int64_t calls = 0;
    for (int i = 0; i < FAULT_COUNT; i++) {
        calls += whole.calls[i];
        Tries tries = tries_usual((Fault)i, whole.calls[i]);
        for (int64_t at = tries.first; at <= whole.calls[i];
             at += at < tries.many_until ? 1 : tries.stride) {
            sweep_fault(sweep, path, &states, (Fault)i, at, &totals);
        }
    }
    print_message("# %s: %lld of %lld faults, %lld told, %lld without effect\n", sweep->name,
                  (long long)totals.runs, (long long)calls, (long long)totals.told,
                  (long long)totals.in_spite);
    return totals;
}

#endif
