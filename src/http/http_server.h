/* http_server.h: the parts of a server, for its own files only; http.h is the page to read.
 *
 * The door thread alone touches connections, events and `held_bytes`. A worker touches the job that
 * it took. What both touch is a queue (its lock), the tally (atomic), the log (one write a line),
 * and `stopping`. Libevent is used by the door alone, but for the buffer of one answer, which its
 * worker makes and hands over. */
#ifndef OPSTAP_HTTP_SERVER_H
#define OPSTAP_HTTP_SERVER_H

#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/event_struct.h>

#include "http_counts.h"
#include "http_log.h"
#include "http_proxy.h"
#include "http_queue.h"
#include "http_read.h"

typedef struct HttpConnection HttpConnection;

struct HttpServer {
    HttpOptions options;
    HttpLimits limits;
    HttpProxies proxies;
    HttpLog log;
    HttpTally tally;
    HttpQueue waiting, done; /* jobs for workers; jobs with an answer */
    atomic_bool stopping;
    int listener, wake; /* sockets; wake: an eventfd that ends the sleep of the door */
    pthread_t door, worker[HTTP_WORKERS_MAX];
    int worker_count;
    pthread_mutex_t begin_lock;
    pthread_cond_t begun;
    int workers_begun, workers_failed;

    /* the door's own */
    struct event_base *base;
    struct event accepts, wakes, pause, cut;
    HttpConnection *connection; /* the first */
    int64_t connection_count;
    size_t held_bytes;
    Arena *scratch;
    bool cutting; /* the time for the last answers is over */
};

/* http_worker.c: the thread of one worker, and all of them. BROKEN: one did not begin; none is left
 * then. */
Result http_workers_start(HttpServer *server);
void http_workers_stop(HttpServer *server);

/* http_door.c: the socket that listens, and the thread that holds all others. */
Result http_door_open(HttpServer *server);
Result http_door_start(HttpServer *server);
void http_door_close(HttpServer *server);
void http_door_wake(HttpServer *server);

/* http_connection.c. Every verb may end the connection. */
void http_connection_begin(HttpServer *server, int socket, const struct sockaddr *peer);
void http_connection_answered(HttpJob *job); /* a worker is done with it */
void http_connections_stop(HttpServer *server); /* those that wait for a request end, others soon */
void http_connections_cut(HttpServer *server);  /* all but those at work; nothing waits any more */

/* "" stays "" when the machine gives no randomness: never. 64 bits, as 16 digits. */
void http_id_make(char id[HTTP_ID_BYTES + 1]);
int64_t http_now_us(void);
int64_t http_now_utc_seconds(void);

#endif
