#include "read_log.h"

#include <pthread.h>

#include "limits.h"
#include "log.h"
#include "accounts/secrets.h"
#include "accounts/sessions.h"
#include "shown/shown.h"

/* Stands on the stack of the worker that waits for it. */
typedef struct Waiting {
    const ReadEvents *events;
    Result result;
    bool done;
    struct Waiting *next;
} Waiting;

typedef struct Touch {
    int64_t tenant, now;
    char hash[SECRET_HASH_CHARACTERS];
} Touch;

struct ReadLog {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t came, written;
    Db *db; /* of the thread alone */
    Waiting *first, *last;
    Touch touch[READ_LOG_TOUCHES_MAX];
    size_t touch_count;
    bool ending;
    ReadLogCounts counts;
};

/* What one round takes out of the queue. */
typedef struct Round {
    Waiting *first;
    Touch touch[READ_LOG_TOUCHES_MAX];
    size_t touch_count;
} Round;

static Result events_write(Db *db, const ReadEvents *events) {
    Result result = OK;
    for (size_t i = 0; i < events->count && result == OK; i++) {
        const ShownList *list = events->list ? events->list[i] : NULL;
        result = list ? shown_write(db, events->tenant, events->event[i], list)
                      : audit_write(db, events->tenant, events->event[i]);
    }
    return result;
}

/* `only`: NULL for all that came, with the marks. */
static Result round_write(Db *db, const Round *round, const Waiting *only) {
    Result result = db_begin(db);
    if (result != OK) return result;
    for (const Waiting *at = round->first; at && result == OK; at = at->next) {
        if (!only || at == only) result = events_write(db, at->events);
    }
    for (size_t i = 0; i < round->touch_count && !only && result == OK; i++) {
        const Touch *touch = &round->touch[i];
        result = session_touch(db, touch->tenant, (Str){ touch->hash, sizeof touch->hash },
                               touch->now);
    }
    return db_keep(db, result);
}

/* When the group fails each tries alone: one that cannot be written must not keep others back. */
static void round_do(ReadLog *log, Round *round) {
    Result result = round_write(log->db, round, NULL);
    for (Waiting *at = round->first; at; at = at->next) at->result = result;
    if (result == OK || result == BUSY || !round->first || !round->first->next) return;
    for (Waiting *at = round->first; at; at = at->next) {
        at->result = round_write(log->db, round, at);
    }
}

static void round_tell(ReadLog *log, const Round *round) {
    pthread_mutex_lock(&log->lock);
    log->counts.groups += round->first != NULL;
    for (Waiting *at = round->first, *next; at; at = next) {
        next = at->next; /* who is done is gone */
        log->counts.events += at->result == OK ? (int64_t)at->events->count : 0;
        log->counts.failures += at->result != OK;
        at->done = true;
    }
    pthread_cond_broadcast(&log->written);
    pthread_mutex_unlock(&log->lock);
}

/* Waits for work. False: there is none, and none will come. */
static bool round_take(ReadLog *log, Round *ret_round) {
    pthread_mutex_lock(&log->lock);
    while (!log->first && !log->touch_count && !log->ending) {
        pthread_cond_wait(&log->came, &log->lock);
    }
    ret_round->first = log->first;
    ret_round->touch_count = log->touch_count;
    memcpy(ret_round->touch, log->touch, log->touch_count * sizeof *log->touch);
    log->first = log->last = NULL;
    log->touch_count = 0;
    pthread_mutex_unlock(&log->lock);
    return ret_round->first || ret_round->touch_count;
}

static void *log_thread(void *context) {
    ReadLog *log = context;
    Round round;
    while (round_take(log, &round)) {
        round_do(log, &round);
        round_tell(log, &round);
    }
    return NULL;
}

Result read_log_begin(Arena *arena, const char *database, ReadLog **ret_log) {
    ReadLog *log = arena_one(arena, ReadLog);
    Phrase why;
    if (db_open(database, DB_EXISTING, &log->db, &why) != OK) {
        log_line("read log: the database cannot be opened");
        return BROKEN;
    }
    pthread_mutex_init(&log->lock, NULL);
    pthread_cond_init(&log->came, NULL);
    pthread_cond_init(&log->written, NULL);
    if (pthread_create(&log->thread, NULL, log_thread, log)) {
        log_line("read log: no thread can be made");
        db_end(log->db);
        return BROKEN;
    }
    *ret_log = log;
    return OK;
}

void read_log_end(ReadLog *log) {
    if (!log) return;
    pthread_mutex_lock(&log->lock);
    log->ending = true;
    pthread_cond_signal(&log->came);
    pthread_mutex_unlock(&log->lock);
    pthread_join(log->thread, NULL);
    db_end(log->db);
    pthread_cond_destroy(&log->came);
    pthread_cond_destroy(&log->written);
    pthread_mutex_destroy(&log->lock);
}

Result read_log_write(ReadLog *log, const ReadEvents *events) {
    if (!events->count) return OK;
    Waiting waiting = { .events = events };
    pthread_mutex_lock(&log->lock);
    if (log->last) log->last->next = &waiting;
    else log->first = &waiting;
    log->last = &waiting;
    pthread_cond_signal(&log->came);
    while (!waiting.done) pthread_cond_wait(&log->written, &log->lock);
    pthread_mutex_unlock(&log->lock);
    return waiting.result;
}

void read_log_touch(ReadLog *log, int64_t tenant, Str session_hash, int64_t now) {
    if (session_hash.len != SECRET_HASH_CHARACTERS) return;
    pthread_mutex_lock(&log->lock);
    if (log->touch_count < READ_LOG_TOUCHES_MAX) {
        Touch *touch = &log->touch[log->touch_count++];
        *touch = (Touch){ .tenant = tenant, .now = now };
        memcpy(touch->hash, session_hash.at, session_hash.len);
        pthread_cond_signal(&log->came);
    }
    pthread_mutex_unlock(&log->lock);
}

ReadLogCounts read_log_counts(ReadLog *log) {
    pthread_mutex_lock(&log->lock);
    ReadLogCounts counts = log->counts;
    pthread_mutex_unlock(&log->lock);
    return counts;
}
