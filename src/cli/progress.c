#include "progress.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "auto.h"

enum { ARENA_BYTES_MAX = 1024 * 1024, SECONDS_OFTEN = 10 };

static struct {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t ended;
    bool running, ending;
    Tongue tongue;
    Word what;
    int64_t done, total;
    time_t began; /* of the phase, on the clock that never jumps */
} progress = { .lock = PTHREAD_MUTEX_INITIALIZER };

static struct timespec clock_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now;
}

static Phrase line_now(time_t now) {
    PhraseValue what = VALUE_WORD("what", progress.what);
    if (progress.total) {
        return PHRASE(WORD_cli_progress, what, VALUE_NUMBER("done", progress.done),
                      VALUE_NUMBER("total", progress.total));
    }
    return PHRASE(WORD_cli_progress_seconds, what, VALUE_NUMBER("count", now - progress.began));
}

static void *progress_run(void *nothing) {
    AUTO(arena_end_at) Arena *arena = arena_new("progress", ARENA_BYTES_MAX);
    struct timespec next = clock_now();
    int seconds = 0;
    pthread_mutex_lock(&progress.lock);
    while (!progress.ending) {
        next.tv_sec++;
        while (!progress.ending &&
               !pthread_cond_timedwait(&progress.ended, &progress.lock, &next)) continue;
        bool is_time = ++seconds <= SECONDS_OFTEN || seconds % SECONDS_OFTEN == 0;
        if (progress.ending || progress.what == WORD_none || !is_time) continue;
        ArenaMark mark = arena_mark(arena);
        Str line = phrase_text(arena, progress.tongue, line_now(next.tv_sec));
        fprintf(stderr, "%.*s\n", STR_ARGS(line));
        arena_rewind(arena, mark);
    }
    pthread_mutex_unlock(&progress.lock);
    return nothing;
}

void progress_begin(Tongue tongue) {
    const char *wish = getenv("OPSTAP_PROGRESS");
    if (progress.running || (wish && strcmp(wish, "off") == 0)) return;
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&progress.ended, &attributes);
    pthread_condattr_destroy(&attributes);
    progress.tongue = tongue;
    progress.ending = false;
    progress.running = pthread_create(&progress.thread, NULL, progress_run, NULL) == 0;
}

void progress_end(void) {
    if (!progress.running) return;
    pthread_mutex_lock(&progress.lock);
    progress.ending = true;
    pthread_cond_signal(&progress.ended);
    pthread_mutex_unlock(&progress.lock);
    pthread_join(progress.thread, NULL);
    pthread_cond_destroy(&progress.ended);
    progress.running = false;
}

void progress_phase(Word what) {
    pthread_mutex_lock(&progress.lock);
    progress.what = what;
    progress.done = progress.total = 0;
    progress.began = clock_now().tv_sec;
    pthread_mutex_unlock(&progress.lock);
}

void progress_show(int64_t done, int64_t total) {
    pthread_mutex_lock(&progress.lock);
    progress.done = done;
    progress.total = total;
    pthread_mutex_unlock(&progress.lock);
}
