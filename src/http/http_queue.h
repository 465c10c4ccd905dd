/* http_queue.h: requests on their way from the door to the workers, and answers on their way back.
 *
 * First in, first out, between threads. A job belongs to its connection; who took it from a queue
 * holds it alone until it is in the next. */
#ifndef OPSTAP_HTTP_QUEUE_H
#define OPSTAP_HTTP_QUEUE_H

#include <pthread.h>

#include "http.h"

struct evbuffer;

typedef struct HttpJob {
    struct HttpJob *next;
    void *connection;
    Arena *arena; /* of the request, until its answer is bytes */
    HttpRequest request;
    bool keeps;   /* the connection may go on; the answer says so */
    bool packs;   /* no proxy will pack it */
    int64_t whole_us; /* when the request was whole */
    struct evbuffer *bytes; /* the answer */
} HttpJob;

typedef struct HttpQueue {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    HttpJob *first, *last;
    int64_t count, longest;
    bool closed;
} HttpQueue;

void http_queue_begin(HttpQueue *queue);
void http_queue_end(HttpQueue *queue);

/* False: it would hold more than count_max. */
bool http_queue_push(HttpQueue *queue, HttpJob *job, int64_t count_max);

/* Waits for a job; NULL when the queue is closed and empty. */
HttpJob *http_queue_take(HttpQueue *queue);
HttpJob *http_queue_take_now(HttpQueue *queue); /* NULL: there is none */
void http_queue_close(HttpQueue *queue);
int64_t http_queue_longest(HttpQueue *queue);

#endif
