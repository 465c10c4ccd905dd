/* crash.h: programs that are killed at a random moment of their work. OPSTAP_SEED repeats the
 * moments, OPSTAP_MOMENTS gives their number. */
#ifndef OPSTAP_TEST_CRASH_H
#define OPSTAP_TEST_CRASH_H

#include <signal.h>

#include "../chance.h"
#include "words_run.h"

#ifdef __SANITIZE_ADDRESS__
enum { MOMENTS_USUAL = 2, MOMENTS_SERVER = 2 };
#else
enum { MOMENTS_USUAL = 25, MOMENTS_SERVER = 3 };
#endif

static inline int people_count(void) {
    return server_address() ? 100 : 300;
}
enum { OPENINGS = 100 };

typedef struct Crashes {
    Chance chance;
    int moments;
} Crashes;

static inline Crashes *crashes(void) {
    static Crashes all;
    return &all;
}

static inline void crashes_begin(void) {
    const char *more = getenv("OPSTAP_MOMENTS");
    crashes()->chance = chance_begin();
    crashes()->moments = more               ? (int)strtol(more, NULL, 10)
                         : server_address() ? MOMENTS_SERVER
                                            : MOMENTS_USUAL;
    setenv("OPSTAP_PROGRESS", "off", 1);
}

static inline int64_t microseconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* One piece of work that is killed, and how it went. */
typedef struct Crash {
    const char *name, *path;                      /* the database that it works on */
    int (*work)(const char *path, void *context); /* as in Sweep */
    void *context;
    int64_t whole_us; /* how long it takes undisturbed */
    int moments, killed, kept;
} Crash;

/* Is there another moment to try? As many as wanted, and more when it was always quicker. */
static inline bool crash_goes_on_for(const Crash *crash, int wanted) {
    enum { PATIENCE = 10 };
    return crash->moments < (crash->killed ? wanted : PATIENCE * wanted);
}

static inline bool crash_goes_on(const Crash *crash) {
    return crash_goes_on_for(crash, crashes()->moments);
}

static inline pid_t crash_start(const Crash *crash) {
    fflush(NULL);
    pid_t process = fork();
    assert_true(process >= 0);
    if (process == 0) {
        int out = open("/dev/null", O_WRONLY);
        dup2(out, STDOUT_FILENO);
        exit(crash->work(crash->path, crash->context));
    }
    return process;
}

/* To its end, which is good. */
static inline void crash_none(Crash *crash) {
    int64_t began = microseconds_now();
    int status;
    pid_t process = crash_start(crash);
    assert_int_equal(waitpid(process, &status, 0), process);
    crash->whole_us = microseconds_now() - began + 1;
    if (status != 0) fail_msg("%s: status %d", crash->name, status);
    place_settle(crash->path);
}

/* At a moment at random; which one is returned, in microseconds. It may have ended before: then it
 * takes no longer than that. */
static inline int64_t crash_once(Crash *crash) {
    int64_t moment = chance_between(&crashes()->chance, 0, crash->whole_us - 1);
    int status;
    pid_t process = crash_start(crash);
    usleep((useconds_t)moment);
    kill(process, SIGKILL);
    assert_int_equal(waitpid(process, &status, 0), process);
    crash->moments++;
    if (WIFSIGNALED(status)) crash->killed++;
    else if (moment > 0) crash->whole_us = moment;
    place_settle(crash->path);
    return moment;
}

static inline void crash_told(const Crash *crash) {
    print_message("# %s: %d of %d were killed at work, %d had kept it; %lld us as a whole\n",
                  crash->name, crash->killed, crash->moments, crash->kept,
                  (long long)crash->whole_us);
    assert_true(crash->killed > 0);
}

#endif
