#include "progress.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "auto.h"

enum { ARENA_BYTES_MAX = 1024 * 1024, SECONDS_OFTEN = 10, MILLION = 1000000, PERCENT_PARTS = 10000 };

static struct {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t ended;
    bool running, ending;
    Tongue tongue;
    Word what;
    enum { SHOW_WORK, SHOW_NO_PLAN, SHOW_PLAN } shows;
    int64_t done, total; /* of a plan: value and bound */
    time_t began; /* of the phase, on the clock that never jumps */
} progress = { .lock = PTHREAD_MUTEX_INITIALIZER };

static struct timespec clock_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now;
}

/* Per cent of the value, in four decimals, rounded up. */
static Str gap_text(Arena *arena, int64_t value, int64_t bound) {
    __int128 size = value < 0 ? -(__int128)value : value;
    __int128 missing = ((__int128)bound - value) * MILLION;
    if (missing <= 0) return S("0");
    if (!size || missing / size >= INT64_MAX / 2) return S("-");
    int64_t parts = (int64_t)((missing + size - 1) / size);
    return str_printf(arena, "%lld.%04d", (long long)(parts / PERCENT_PARTS),
                      (int)(parts % PERCENT_PARTS));
}

static Phrase line_now(Arena *arena, time_t now) {
    PhraseValue what = VALUE_WORD("what", progress.what);
    PhraseValue bound = VALUE_NUMBER("bound", progress.total);
    if (progress.shows == SHOW_NO_PLAN) return PHRASE(WORD_cli_progress_no_plan, what, bound);
    if (progress.shows == SHOW_PLAN) {
        return PHRASE(WORD_cli_progress_plan, what, VALUE_NUMBER("value", progress.done), bound,
                      VALUE_TEXT("gap", gap_text(arena, progress.done, progress.total)));
    }
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
        Str line = phrase_text(arena, progress.tongue, line_now(arena, next.tv_sec));
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
    progress.shows = SHOW_WORK;
    progress.began = clock_now().tv_sec;
    pthread_mutex_unlock(&progress.lock);
}

void progress_show(int64_t done, int64_t total) {
    pthread_mutex_lock(&progress.lock);
    progress.shows = SHOW_WORK;
    progress.done = done;
    progress.total = total;
    pthread_mutex_unlock(&progress.lock);
}

void progress_show_plan(bool has_value, int64_t value, int64_t bound) {
    pthread_mutex_lock(&progress.lock);
    progress.shows = has_value ? SHOW_PLAN : SHOW_NO_PLAN;
    progress.done = value;
    progress.total = bound;
    pthread_mutex_unlock(&progress.lock);
}
