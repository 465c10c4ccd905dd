#include "matching/pairs/pairs.h"

#include <pthread.h>
#include <stdatomic.h>

#include "auto.h"
#include "matching/columns/columns.h"
#include "matching/pairs/pairs_batch.h"
#include "memory.h"

/* People that a thread takes at once: so many that they live near each other, so few that all threads
 * end at the same time. */
enum { PEOPLE_AT_ONCE = 32, TAKES_PER_THREAD = 8 };

static const size_t SPACE_BYTES_MAX = (size_t)1 << 30; /* of a thread: a few bytes for each opening */
static const size_t OWN_BYTES_MAX = (size_t)8 << 30;   /* columns, where the snapshot has none */

typedef struct Worker {
    Pairs *pairs;
    pthread_t thread;
    Arena *arena;
    BestSpace *space;
    int64_t turn; /* of the batch that it searched last */
} Worker;

struct Pairs {
    PairsAsked asked;
    Arena *arena;
    Snapshot snapshot; /* with the homes of the people that are searched for */
    Snapshot coming;   /* and of those who are encoded meanwhile */
    Columns columns;
    Batch batch[2];
    Batch *filling, *searching; /* searching: NULL while nobody is */
    size_t people_next; /* in the batch after the one that is filled */
    Result result;

    Worker worker[PAIRS_THREADS_MAX]; /* 0: who calls */
    int started;                      /* the others */
    atomic_size_t next;               /* in searching */
    pthread_mutex_t lock;
    pthread_cond_t begins, ends;
    int64_t turn;
    int busy;
    bool ending;
};

/* --- searching --- */

static size_t people_at_once(const Pairs *pairs) {
    size_t takes = (size_t)pairs->asked.threads * TAKES_PER_THREAD;
    size_t people = pairs->searching->count / takes + 1;
    return people < PEOPLE_AT_ONCE ? people : PEOPLE_AT_ONCE;
}

static void people_search(Pairs *pairs, BestSpace *space) {
    const Batch *batch = pairs->searching;
    size_t people = people_at_once(pairs);
    for (;;) {
        size_t first = atomic_fetch_add(&pairs->next, people);
        if (first >= batch->count) return;
        size_t last = first + people;
        for (size_t i = first; i < last && i < batch->count; i++) {
            int32_t at = batch->order[i];
            Match *match = batch->match + (size_t)at * pairs->asked.k;
            batch->list[at].count =
                best_openings(space, &batch->person[at], at, pairs->asked.k, match);
        }
    }
}

static void *worker_run(void *given) {
    Worker *worker = given;
    Pairs *pairs = worker->pairs;
    pthread_mutex_lock(&pairs->lock);
    while (!pairs->ending) {
        if (pairs->turn == worker->turn) {
            pthread_cond_wait(&pairs->begins, &pairs->lock);
            continue;
        }
        worker->turn = pairs->turn;
        pthread_mutex_unlock(&pairs->lock);
        people_search(pairs, worker->space);
        pthread_mutex_lock(&pairs->lock);
        if (--pairs->busy == 0) pthread_cond_signal(&pairs->ends);
    }
    pthread_mutex_unlock(&pairs->lock);
    return NULL;
}

static void search_begin(Pairs *pairs, Batch *batch) {
    pairs_batch_order(batch, &pairs->coming);
    pairs->snapshot = pairs->coming;
    pairs->searching = batch;
    atomic_store(&pairs->next, 0);
    pthread_mutex_lock(&pairs->lock);
    pairs->busy = pairs->started;
    pairs->turn++;
    pthread_cond_broadcast(&pairs->begins);
    pthread_mutex_unlock(&pairs->lock);
}

/* Who calls helps. */
static void search_finish(Pairs *pairs) {
    people_search(pairs, pairs->worker[0].space);
    pthread_mutex_lock(&pairs->lock);
    while (pairs->busy) pthread_cond_wait(&pairs->ends, &pairs->lock);
    pthread_mutex_unlock(&pairs->lock);
}

/* --- parts --- */

static void filling_begin(Pairs *pairs, Batch *batch) {
    size_t most = PAIRS_MATCHES_MAX / pairs->asked.k;
    if (most > PAIRS_PEOPLE_MAX) most = PAIRS_PEOPLE_MAX;
    size_t people = pairs->people_next < most ? pairs->people_next : most;
    if (pairs->people_next < most) pairs->people_next *= 2;
    pairs_batch_begin(batch, people, pairs->asked.k);
    pairs->filling = batch;
}

/* What was being searched is done; what was filled is searched; the first leaves meanwhile. */
static Result batch_turn(Pairs *pairs) {
    Batch *done = pairs->searching, *full = pairs->filling;
    if (done) search_finish(pairs);
    pairs->searching = NULL;
    if (full->count) search_begin(pairs, full);
    if (done && pairs->result == OK) {
        PairsPart part = { .list = done->list, .count = done->count };
        pairs->result = pairs->asked.take(pairs->asked.context, &part);
    }
    filling_begin(pairs, full == &pairs->batch[0] ? &pairs->batch[1] : &pairs->batch[0]);
    return pairs->result;
}

Result pairs_add(Pairs *pairs, const CandidateRecord *record) {
    if (pairs->result != OK) return pairs->result;
    candidate_add_homes(pairs->arena, &pairs->coming, record);
    pairs_batch_add(pairs->filling, &pairs->coming, record);
    return pairs_batch_full(pairs->filling) ? batch_turn(pairs) : OK;
}

Result pairs_finish(Pairs *pairs) {
    while (pairs->result == OK && (pairs->filling->count || pairs->searching)) batch_turn(pairs);
    return pairs->result;
}

/* --- begin and end --- */

static void workers_begin(Pairs *pairs) {
    for (int i = 0; i < pairs->asked.threads; i++) {
        Worker *worker = &pairs->worker[i];
        *worker = (Worker){ .pairs = pairs };
        worker->arena = arena_new("one thread of all lists", SPACE_BYTES_MAX);
        worker->space = best_space_new(worker->arena, &pairs->columns, simd_used());
    }
    /* Where the machine gives fewer threads, those do the work. */
    while (pairs->started + 1 < pairs->asked.threads) {
        Worker *worker = &pairs->worker[pairs->started + 1];
        if (pthread_create(&worker->thread, NULL, worker_run, worker) != 0) break;
        pairs->started++;
    }
}

Pairs *pairs_begin(PairsAsked asked) {
    Arena *arena = arena_new("all lists", OWN_BYTES_MAX);
    Pairs *pairs = arena_one(arena, Pairs);
    pairs->arena = arena;
    pairs->asked = asked;
    pairs->people_next = asked.people_first ? asked.people_first : PAIRS_PEOPLE_FIRST;
    pthread_mutex_init(&pairs->lock, NULL);
    pthread_cond_init(&pairs->begins, NULL);
    pthread_cond_init(&pairs->ends, NULL);
    pairs->coming = snapshot_fork(arena, asked.snapshot);
    pairs->coming.way = NULL; /* it has no room for other homes */
    pairs->snapshot = pairs->coming;
    const Columns *given = asked.snapshot->columns;
    pairs->columns = given ? *given : *columns_make(arena, asked.snapshot);
    pairs->columns.snapshot = &pairs->snapshot;
    workers_begin(pairs);
    filling_begin(pairs, &pairs->batch[0]);
    return pairs;
}

void pairs_end(Pairs *pairs) {
    if (!pairs) return;
    pthread_mutex_lock(&pairs->lock);
    pairs->ending = true;
    pthread_cond_broadcast(&pairs->begins);
    pthread_mutex_unlock(&pairs->lock);
    for (int i = 1; i <= pairs->started; i++) pthread_join(pairs->worker[i].thread, NULL);
    for (int i = 0; i < pairs->asked.threads; i++) arena_end(pairs->worker[i].arena);
    for (int i = 0; i < 2; i++) arena_end(pairs->batch[i].arena);
    pthread_mutex_destroy(&pairs->lock);
    pthread_cond_destroy(&pairs->begins);
    pthread_cond_destroy(&pairs->ends);
    arena_end(pairs->arena);
}

void pairs_end_at(Pairs **pairs) {
    pairs_end(*pairs);
    *pairs = NULL;
}
