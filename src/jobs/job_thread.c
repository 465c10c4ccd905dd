#include "job_thread.h"

#include <time.h>

#include "clock.h"
#include "log.h"

static void *job_run(void *given) {
    JobThread *job = given;
    pthread_mutex_lock(&job->lock);
    while (!job->ends) {
        if (!job->work(job->context)) pthread_cond_wait(&job->asked, &job->lock);
    }
    pthread_mutex_unlock(&job->lock);
    return NULL;
}

static void conditions_begin(JobThread *job) {
    pthread_condattr_t steady;
    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    pthread_cond_init(&job->made, &steady);
    pthread_cond_init(&job->asked, NULL);
    pthread_condattr_destroy(&steady);
    pthread_mutex_init(&job->lock, NULL);
}

static void conditions_end(JobThread *job) {
    pthread_cond_destroy(&job->made);
    pthread_cond_destroy(&job->asked);
    pthread_mutex_destroy(&job->lock);
}

Result job_thread_begin(JobThread *job, JobWork *work, void *context, const char *what) {
    job->work = work;
    job->context = context;
    conditions_begin(job);
    if (pthread_create(&job->thread, NULL, job_run, job) == 0) return OK;
    log_line("%s: no thread can be had", what);
    conditions_end(job);
    return BROKEN;
}

void job_thread_end(JobThread *job) {
    pthread_mutex_lock(&job->lock);
    job->ends = true;
    pthread_cond_signal(&job->asked);
    pthread_mutex_unlock(&job->lock);
    pthread_join(job->thread, NULL);
    conditions_end(job);
}

void job_wait(JobThread *job, JobSettled *settled, const void *what, int64_t wait_us) {
    enum { MICROSECONDS = 1000 * 1000, NANOSECONDS = 1000 };
    int64_t until;
    if (settled(what) || clock_steady_us(&until) != OK) return;
    until += wait_us;
    struct timespec at = { .tv_sec = until / MICROSECONDS,
                           .tv_nsec = until % MICROSECONDS * NANOSECONDS };
    int waited = 0;
    while (!waited && !settled(what)) {
        waited = pthread_cond_timedwait(&job->made, &job->lock, &at);
    }
}
