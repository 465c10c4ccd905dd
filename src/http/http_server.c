/* From options to a server that runs, and back. */
#include <signal.h>
#include <sodium.h>
#include <sys/resource.h>

#include "clock.h"
#include "http_server.h"
#include "log.h"
#include "memory.h"

enum { DESCRIPTORS_KEPT = 64 }; /* for databases, logs and what else the program has open */

const HttpLimits http_limits = {
    .line_bytes_max = HTTP_LINE_BYTES_MAX,
    .field_bytes_max = HTTP_FIELD_BYTES_MAX,
    .head_bytes_max = HTTP_HEAD_BYTES_MAX,
    .fields_max = HTTP_FIELDS_MAX,
    .body_bytes_max = HTTP_BODY_BYTES_MAX,
    .held_bytes_max = HTTP_HELD_BYTES_MAX,
    .connections_max = HTTP_CONNECTIONS_MAX,
    .connections_per_address_max = HTTP_CONNECTIONS_PER_ADDRESS_MAX,
    .connection_requests_max = HTTP_CONNECTION_REQUESTS_MAX,
    .queue_max = HTTP_QUEUE_MAX,
    .head_ms_max = HTTP_HEAD_MS_MAX,
    .body_ms_max = HTTP_BODY_MS_MAX,
    .write_ms_max = HTTP_WRITE_MS_MAX,
    .idle_ms_max = HTTP_IDLE_MS_MAX,
    .linger_ms_max = HTTP_LINGER_MS_MAX,
    .stop_ms_max = HTTP_STOP_MS_MAX,
};

void http_id_make(char id[HTTP_ID_BYTES + 1]) {
    unsigned char bytes[HTTP_ID_BYTES / 2];
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2hex(id, HTTP_ID_BYTES + 1, bytes, sizeof bytes);
}

int64_t http_now_us(void) {
    int64_t us = 0;
    return clock_steady_us(&us) == OK ? us : 0;
}

int64_t http_now_utc_seconds(void) {
    int64_t seconds = 0;
    return clock_utc_seconds(&seconds) == OK ? seconds : 0;
}

/* As many open files as the connections ask for, when the process may raise that itself. */
static void files_raise(struct rlimit *files, rlim_t wanted) {
    struct rlimit raised = *files;
    if (raised.rlim_cur >= wanted) return;
    raised.rlim_cur = raised.rlim_max < wanted ? raised.rlim_max : wanted;
    if (setrlimit(RLIMIT_NOFILE, &raised) == 0) *files = raised;
}

/* Connections that the process may not have are not let in at all. */
static void limits_fit(HttpLimits *limits) {
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur == RLIM_INFINITY) return;
    files_raise(&files, (rlim_t)limits->connections_max + DESCRIPTORS_KEPT);
    int64_t most = (int64_t)files.rlim_cur - DESCRIPTORS_KEPT;
    if (limits->connections_max <= most) return;
    limits->connections_max = most > 1 ? most : 1;
    log_line("at most %lld connections: the limit of open files allows no more",
             (long long)limits->connections_max);
}

static Result options_take(HttpServer *server, const HttpOptions *options) {
    Str wrong;
    server->options = *options;
    server->limits = options->limits ? *options->limits : http_limits;
    limits_fit(&server->limits);
    if (options->workers < 1 || options->workers > HTTP_WORKERS_MAX) {
        log_line("%d workers: from 1 to %d", options->workers, HTTP_WORKERS_MAX);
        return REFUSED;
    }
    if (http_proxies_read(str_from(options->proxies), &server->proxies, &wrong) == OK) return OK;
    log_line("no network of trusted proxies: %.*s", STR_ARGS(wrong));
    return REFUSED;
}

static void server_end(HttpServer *server) {
    http_door_close(server);
    http_log_end(&server->log);
    http_queue_end(&server->waiting);
    http_queue_end(&server->done);
    pthread_mutex_destroy(&server->begin_lock);
    pthread_cond_destroy(&server->begun);
    memory_give(server);
}

/* Threads of the server leave signals to whoever started it, but those of their own mistakes. */
static Result threads_start(HttpServer *server) {
    sigset_t all, before;
    sigfillset(&all);
    sigdelset(&all, SIGSEGV);
    sigdelset(&all, SIGBUS);
    sigdelset(&all, SIGFPE);
    sigdelset(&all, SIGILL);
    sigdelset(&all, SIGABRT);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    Result result = http_workers_start(server);
    if (result == OK) {
        if (server->options.opens) server->options.opens(server->options.context, server);
        result = http_door_start(server);
        if (result != OK) http_workers_stop(server);
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return result;
}

Result http_server_start(const HttpOptions *options, HttpServer **ret_server) {
    event_set_mem_functions(memory_get, memory_resize, memory_give);
    if (sodium_init() < 0) log_fatal("libsodium does not start");
    HttpServer *server = memory_get(sizeof *server);
    *server = (HttpServer){ .listener = -1, .wake = -1, .log = { .handle = -1 } };
    http_queue_begin(&server->waiting);
    http_queue_begin(&server->done);
    pthread_mutex_init(&server->begin_lock, NULL);
    pthread_cond_init(&server->begun, NULL);
    Result result = options_take(server, options);
    if (result == OK) result = http_door_open(server);
    if (result == OK) result = http_log_open(&server->log, options->log_file);
    if (result == OK) result = threads_start(server);
    if (result == OK) *ret_server = server;
    else server_end(server);
    return result;
}

void http_server_counts(const HttpServer *server, HttpCounts *ret_counts) {
    HttpServer *counted = (HttpServer *)(uintptr_t)server; /* reading takes a lock */
    http_tally_read(&counted->tally, ret_counts);
    ret_counts->queue_longest = http_queue_longest(&counted->waiting);
}

void http_server_stop(HttpServer *server) {
    atomic_store(&server->stopping, true);
    http_door_wake(server);
    pthread_join(server->door, NULL);
    http_workers_stop(server);
    server_end(server);
}
