#include "matching/barriers/people_each.h"

#include <pthread.h>
#include <stdatomic.h>

#include "auto.h"
#include "matching/encode/profile.h"

enum { CHUNK = 128 };
static const size_t order_bytes_max = (size_t)1 << 30;

typedef struct PeopleWork {
    const PeopleEach *each;
    const int32_t *order; /* people by home */
    size_t count;
    atomic_size_t next, done;
} PeopleWork;

typedef struct PeopleWorker {
    PeopleWork *work;
    void *own;
    pthread_t thread;
    bool reports;
} PeopleWorker;

/* --- people in order of home --- */

typedef struct Home {
    uint32_t order;
    int32_t candidate;
} Home;

static int home_order(const void *left, const void *right) {
    const Home *a = left, *b = right;
    if (a->order != b->order) return a->order < b->order ? -1 : 1;
    return (a->candidate > b->candidate) - (a->candidate < b->candidate);
}

static const int32_t *people_order(Arena *arena, const Snapshot *snapshot) {
    size_t count = snapshot->candidates.count;
    int32_t *order = arena_many(arena, int32_t, count);
    Home *home = arena_many(arena, Home, count);
    for (size_t i = 0; i < count; i++) {
        int16_t place = snapshot->candidate[i].home;
        home[i] = (Home){ place == SLOT_NONE ? 0 : (uint32_t)place + 1, (int32_t)i };
    }
    if (count) qsort(home, count, sizeof *home, home_order);
    for (size_t i = 0; i < count; i++) order[i] = home[i].candidate;
    return order;
}

/* --- work --- */

static void *worker_run(void *given) {
    PeopleWorker *worker = given;
    PeopleWork *work = worker->work;
    const PeopleEach *each = work->each;
    for (;;) {
        size_t first = atomic_fetch_add(&work->next, CHUNK);
        if (first >= work->count || (each->ends && *each->ends)) return NULL;
        size_t last = first + CHUNK < work->count ? first + CHUNK : work->count;
        for (size_t i = first; i < last; i++) each->look(worker->own, work->order[i]);
        size_t done = atomic_fetch_add(&work->done, last - first) + last - first;
        if (worker->reports && each->progress) {
            each->progress((int64_t)done, (int64_t)work->count);
        }
    }
}

int people_threads(int asked) {
    if (asked < 1) return 1;
    return asked > PEOPLE_THREADS_MAX ? PEOPLE_THREADS_MAX : asked;
}

void people_each(const PeopleEach *each) {
    AUTO(arena_end_at) Arena *scratch = arena_new("people by home", order_bytes_max);
    PeopleWork work = { .each = each, .count = each->snapshot->candidates.count,
                  .order = people_order(scratch, each->snapshot) };
    PeopleWorker worker[PEOPLE_THREADS_MAX];
    for (int i = 0; i < each->threads; i++) {
        worker[i] = (PeopleWorker){ .work = &work, .own = each->own[i], .reports = i == 0 };
    }
    int begun = 1;
    while (begun < each->threads &&
           !pthread_create(&worker[begun].thread, NULL, worker_run, &worker[begun])) {
        begun++;
    }
    worker_run(&worker[0]);
    for (int i = 1; i < begun; i++) pthread_join(worker[i].thread, NULL);
}
