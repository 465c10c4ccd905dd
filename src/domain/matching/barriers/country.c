/* All people of a region or a country: sums, by thread, that are added up. */
#include "matching/barriers/country_sums.h"

#include <pthread.h>
#include <stdatomic.h>

#include "auto.h"

enum { CHUNK = 128, THREADS_MAX = 64 };
static const size_t sums_bytes_max = (size_t)8 << 30;

typedef struct CountryWork {
    const CountryRequest *request;
    const int32_t *order; /* people by home */
    const Areas *areas;
    atomic_size_t next, done;
} CountryWork;

typedef struct Worker {
    CountryWork *work;
    CountrySums *sums;
    Arena *arena;
    pthread_t thread;
    bool reports;
} Worker;

/* --- people in order of home: who live near each other look at the same openings --- */

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
    Worker *worker = given;
    CountryWork *work = worker->work;
    const CountryRequest *request = work->request;
    size_t count = request->snapshot->candidates.count;
    for (;;) {
        size_t first = atomic_fetch_add(&work->next, CHUNK);
        if (first >= count || (request->ends && *request->ends)) return NULL;
        size_t last = first + CHUNK < count ? first + CHUNK : count;
        for (size_t i = first; i < last; i++) country_person_add(worker->sums, work->order[i]);
        size_t done = atomic_fetch_add(&work->done, last - first) + last - first;
        if (worker->reports && request->progress) {
            request->progress((int64_t)done, (int64_t)count);
        }
    }
}

static void workers_run(Worker *worker, int count) {
    int begun = 1;
    while (begun < count &&
           !pthread_create(&worker[begun].thread, NULL, worker_run, &worker[begun])) {
        begun++;
    }
    worker_run(&worker[0]);
    for (int i = 1; i < begun; i++) pthread_join(worker[i].thread, NULL);
}

CountryBarriers country_barriers(Arena *arena, const CountryRequest *request) {
    int threads = request->threads < 1             ? 1
                  : request->threads > THREADS_MAX ? THREADS_MAX
                                                   : request->threads;
    AUTO(arena_end_at) Arena *scratch = arena_new("barriers of a country", sums_bytes_max);
    Areas areas = areas_of(scratch, request->snapshot);
    CountryWork work = { .request = request, .areas = &areas,
                         .order = people_order(scratch, request->snapshot) };
    Worker *worker = arena_many(scratch, Worker, (size_t)threads);
    for (int i = 0; i < threads; i++) {
        Arena *own = arena_new("barriers of a country, one thread", sums_bytes_max);
        worker[i] = (Worker){ .work = &work, .arena = own, .reports = i == 0,
                              .sums = country_sums_new(own, request, &areas) };
    }
    workers_run(worker, threads);
    for (int i = 1; i < threads; i++) {
        country_sums_add(worker[0].sums, worker[i].sums);
        arena_end(worker[i].arena);
    }
    CountryBarriers barriers = country_sums_tell(arena, worker[0].sums);
    arena_end(worker[0].arena);
    return barriers;
}
