/* sweep.h: does one piece of work again and again, each time with another call that fails.
 *
 * The work runs in a child process, on a copy of a database, so that it may end as it likes: memory
 * that is not there ends the process. Afterwards the parent looks at what is left:
 *
 * - a child that failed said so on standard error, with a status of ours (1..5), and not through a
 *   signal or a leak (a sanitizer's 99);
 * - the database opens, is sound, its audit chain holds, and it is as it was before; or, when the
 *   fault came after the change was kept, as it is after work that succeeds;
 * - a child that succeeded in spite of the fault left what work without a fault leaves. */
#ifndef OPSTAP_TEST_SWEEP_H
#define OPSTAP_TEST_SWEEP_H

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "../store/store.h"
#include "audit/audit.h"
#include "demo/demo.h"
#include "fault.h"
#include "file.h"
#include "log.h"

typedef struct Sweep {
    const char *name;
    const char *before; /* a database to begin with, NULL: none */
    const char *halfway; /* another that may be left, from which the work can be done; NULL: none */
    int (*work)(const char *path, void *context); /* an exit status */
    void *context;
} Sweep;

typedef struct SweepTotals {
    int64_t runs, told, in_spite;
} SweepTotals;

typedef struct Child {
    int status; /* of the process; 128 and above: a signal */
    int64_t calls[FAULT_COUNT];
    char said[4096];
} Child;

/* In memory where the system has such a place: nothing here has to outlive the machine. */
static inline void sweep_folder(char *folder, size_t bytes) {
    snprintf(folder, bytes, "%s/opstap-test-XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    assert_non_null(mkdtemp(folder));
}

static inline int sweep_tidy(const char *folder) {
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

/* A database with a demo region as its first tenant. */
static inline void region_make(const char *path, int people, int openings) {
    TEST_ARENA(arena);
    AUTO(db_end_at) Db *db = NULL;
    Phrase why;
    int64_t number;
    Tenant tenant = { .name = S("demo"), .region = S("AM13"), .demo = true };
    DemoRequest request = { .seed = 1, .today = day_of((Date){ 2026, 3, 2 }),
                            .candidates = people, .openings = openings };
    assert_int_equal(db_open(path, DB_CREATE, &db, &why), OK);
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(tenant_make(db, &tenant, &number), OK);
    assert_int_equal(number, 1);
    assert_int_equal(demo_fill(db, arena, number, request, &why), OK);
    assert_int_equal(db_commit(db), OK);
}

static inline void database_remove(const char *path) {
    static const char *const suffix[] = { "", "-wal", "-shm" };
    char whole[512];
    for (size_t i = 0; i < sizeof suffix / sizeof *suffix; i++) {
        snprintf(whole, sizeof whole, "%s%s", path, suffix[i]);
        unlink(whole);
    }
}

static inline Str file_bytes(Arena *arena, const char *path) {
    Str bytes = STR_EMPTY;
    assert_int_equal(file_read(arena, path, (size_t)256 << 20, &bytes), OK);
    return bytes;
}

static inline void database_copy(const char *from, const char *to) {
    database_remove(to);
    if (!from) return;
    TEST_ARENA(arena);
    assert_int_equal(file_write(to, file_bytes(arena, from)), OK);
}

/* To the byte, and nothing beside it: then nobody has to open it to know. */
static inline bool database_untouched(const char *before, const char *path) {
    char log[512];
    snprintf(log, sizeof log, "%s-wal", path);
    if (!before || access(log, F_OK) == 0) return false;
    TEST_ARENA(arena);
    return str_equal(file_bytes(arena, before), file_bytes(arena, path));
}

/* "" when there is none yet. */
static inline Str database_state(Arena *arena, const char *path) {
    if (access(path, F_OK) != 0) return S("");
    Db *db = NULL;
    Phrase why;
    Result result = db_open(path, DB_EXISTING, &db, &why);
    if (result == REFUSED) return S(""); /* an empty file: not yet ours */
    assert_int_equal(result, OK);
    Str hex = STR_EMPTY, where = STR_EMPTY;
    int64_t events;
    assert_int_equal(db_check(db, arena, &where), OK);
    assert_int_equal(audit_check(db, arena, &where, &events), OK);
    assert_int_equal(db_digest(db, arena, &hex), OK);
    db_end(db);
    return hex;
}

typedef struct Told {
    int64_t calls[FAULT_COUNT];
} Told;

static inline Child child_run(const Sweep *sweep, const char *path, Fault fault, int64_t at) {
    Child child = { 0 };
    Told *told = mmap(NULL, sizeof *told, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(told != MAP_FAILED);
    int said = memfd_create("said", 0);
    assert_true(said >= 0);
    fflush(NULL);
    pid_t process = fork();
    assert_true(process >= 0);
    if (process == 0) {
        int out = open("/dev/null", O_WRONLY);
        dup2(out, STDOUT_FILENO);
        dup2(said, STDERR_FILENO);
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
    return child;
}

/* Which call of a kind fails after call number `at`. The first ones are all tried, of the many rows
 * after them one in so many; OPSTAP_SWEEP_STRIDE=1 tries every call there is. With sanitizers, where a
 * process takes half a second to end, few. */
static inline int64_t sweep_next(int64_t at) {
#ifdef __SANITIZE_ADDRESS__
    enum { FIRST = 1, STRIDE = 1000000 };
#else
    enum { FIRST = 25, STRIDE = 7 };
#endif
    const char *given = getenv("OPSTAP_SWEEP_STRIDE");
    if (given) return at + (strtoll(given, NULL, 10) > 0 ? strtoll(given, NULL, 10) : 1);
    return at < FIRST ? at + 1 : at + STRIDE;
}

typedef struct States {
    Str before, after, halfway;
} States;

/* What is left after a fault is one of these, and what was told agrees with it. */
static inline bool left_well(const States *states, const Child *child, Str left) {
    bool kept = str_equal(left, states->after), untouched = str_equal(left, states->before);
    bool halfway = states->halfway.len && str_equal(left, states->halfway);
    if (child->status == 0) return kept;
    return child->status <= EXIT_BROKEN && child->said[0] && (kept || untouched || halfway);
}

static inline void sweep_fault(const Sweep *sweep, const char *path, const States *states,
                               Fault fault, int64_t at, SweepTotals *totals) {
    TEST_ARENA(arena);
    if (!database_untouched(sweep->before, path)) database_copy(sweep->before, path);
    Child child = child_run(sweep, path, fault, at);
    bool untouched = database_untouched(sweep->before, path);
    Str left = untouched ? states->before : database_state(arena, path);
    if (!left_well(states, &child, left)) {
        fail_msg("%s: %s %lld: status %d, %s: %s", sweep->name, fault_name(fault), (long long)at,
                 child.status, str_equal(left, states->after)    ? "kept"
                               : str_equal(left, states->before) ? "untouched"
                                                                 : "half written",
                 child.said);
    }
    totals->runs++;
    totals->told += child.status != 0;
    totals->in_spite += child.status == 0;
}

static inline SweepTotals sweep_run(const Sweep *sweep, const char *path) {
    TEST_ARENA(arena);
    SweepTotals totals = { 0 };
    States states = { .halfway = STR_EMPTY };
    if (sweep->halfway) {
        database_copy(sweep->halfway, path);
        states.halfway = database_state(arena, path);
    }
    database_copy(sweep->before, path);
    states.before = database_state(arena, path);
    Child whole = child_run(sweep, path, FAULT_COUNT, 0);
    if (whole.status != 0) fail_msg("%s: status %d: %s", sweep->name, whole.status, whole.said);
    states.after = database_state(arena, path);
    int64_t calls = 0;
    for (int i = 0; i < FAULT_COUNT; i++) {
        calls += whole.calls[i];
        for (int64_t at = 1; at <= whole.calls[i]; at = sweep_next(at)) {
            sweep_fault(sweep, path, &states, (Fault)i, at, &totals);
        }
    }
    print_message("# %s: %lld of %lld faults, %lld told, %lld without effect\n", sweep->name,
                  (long long)totals.runs, (long long)calls, (long long)totals.told,
                  (long long)totals.in_spite);
    return totals;
}

#endif
