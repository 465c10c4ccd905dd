/* The threads that answer. */
#include <assert.h>

#include "http_server.h"
#include "http_write.h"

static void job_log(HttpServer *server, const HttpJob *job, const HttpAnswer *answer, size_t bytes,
                    int64_t took_us) {
    static const char *const method[] = { "GET", "HEAD", "POST" };
    HttpLogLine line = {
        .utc_seconds = http_now_utc_seconds(),
        .took_us = took_us,
        .id = job->request.id,
        .method = method[job->request.method],
        .route = answer->route,
        .status = answer->status,
        .bytes = bytes,
    };
    http_log_write(job->arena, &server->log, &line);
    http_tally_answer(&server->tally, answer->status, took_us);
}

static void job_answer(HttpServer *server, void *own, HttpJob *job) {
    HttpAnswer answer = server->options.answer(own, job->arena, &job->request);
    assert(answer.status >= 200 && answer.status < 600);
    if (job->packs) http_answer_pack(job->arena, &job->request, &answer);
    job->keeps = job->keeps && !atomic_load(&server->stopping);
    HttpEnd end = { .utc_seconds = http_now_utc_seconds(), .keeps = job->keeps };
    Str head = http_head_write(job->arena, &answer, end);
    Str body = http_body_sent(job->request.method, &answer);
    job->bytes = evbuffer_new();
    evbuffer_expand(job->bytes, head.len + body.len);
    evbuffer_add(job->bytes, head.at, head.len);
    evbuffer_add(job->bytes, body.at, body.len);
    job_log(server, job, &answer, body.len, http_now_us() - job->whole_us);
    arena_end_at(&job->arena);
}

static void begun(HttpServer *server, bool well) {
    pthread_mutex_lock(&server->begin_lock);
    server->workers_begun++;
    if (!well) server->workers_failed++;
    pthread_cond_signal(&server->begun);
    pthread_mutex_unlock(&server->begin_lock);
}

static void *worker_run(void *given) {
    HttpServer *server = given;
    HttpOptions *options = &server->options;
    void *own = options->worker_begin ? options->worker_begin(options->context) : options->context;
    begun(server, own);
    if (!own) return NULL;
    HttpJob *job;
    while ((job = http_queue_take(&server->waiting))) {
        job_answer(server, own, job);
        http_queue_push(&server->done, job, INT64_MAX);
        http_door_wake(server);
    }
    if (options->worker_end) options->worker_end(own);
    return NULL;
}

Result http_workers_start(HttpServer *server) {
    bool all = true;
    for (int i = 0; i < server->options.workers && all; i++) {
        all = pthread_create(&server->worker[i], NULL, worker_run, server) == 0;
        if (all) server->worker_count++;
    }
    pthread_mutex_lock(&server->begin_lock);
    while (server->workers_begun < server->worker_count) {
        pthread_cond_wait(&server->begun, &server->begin_lock);
    }
    all = all && !server->workers_failed;
    pthread_mutex_unlock(&server->begin_lock);
    if (!all) http_workers_stop(server);
    return all ? OK : BROKEN;
}

void http_workers_stop(HttpServer *server) {
    http_queue_close(&server->waiting);
    for (int i = 0; i < server->worker_count; i++) pthread_join(server->worker[i], NULL);
    server->worker_count = 0;
}
