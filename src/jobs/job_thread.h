/* job_thread.h: one thread that makes things which pages ask for and wait a moment for.
 *
 * What is asked and what is made stand with whoever owns the thread, under its lock. Whoever adds
 * work signals `asked`; whoever finished some broadcasts `made`. */
#ifndef OPSTAP_JOB_THREAD_H
#define OPSTAP_JOB_THREAD_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "result.h"

/* With the lock: does one piece of work, without the lock meanwhile. False: there is none. */
typedef bool JobWork(void *context);
/* With the lock. */
typedef bool JobSettled(const void *what);

typedef struct JobThread {
    pthread_mutex_t lock;
    pthread_cond_t asked, made;
    pthread_t thread;
    JobWork *work;
    void *context;
    atomic_bool ends; /* may be read while work goes on, to stop it */
} JobThread;

/* BROKEN: no thread can be had; logged, with `what` it is for. */
Result job_thread_begin(JobThread *job, JobWork *work, void *context, const char *what);
void job_thread_end(JobThread *job); /* waits for the piece that is being done */

/* With the lock: until it is settled or the time is over. */
void job_wait(JobThread *job, JobSettled *settled, const void *what, int64_t wait_us);

#endif
