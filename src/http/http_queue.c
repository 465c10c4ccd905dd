#include "http_queue.h"

void http_queue_begin(HttpQueue *queue) {
    *queue = (HttpQueue){ .first = NULL };
    pthread_mutex_init(&queue->lock, NULL);
    pthread_cond_init(&queue->filled, NULL);
}

void http_queue_end(HttpQueue *queue) {
    pthread_mutex_destroy(&queue->lock);
    pthread_cond_destroy(&queue->filled);
}

bool http_queue_push(HttpQueue *queue, HttpJob *job, int64_t count_max) {
    pthread_mutex_lock(&queue->lock);
    bool fits = queue->count < count_max;
    if (fits) {
        job->next = NULL;
        if (queue->last) queue->last->next = job;
        else queue->first = job;
        queue->last = job;
        if (++queue->count > queue->longest) queue->longest = queue->count;
        pthread_cond_signal(&queue->filled);
    }
    pthread_mutex_unlock(&queue->lock);
    return fits;
}

static HttpJob *first_taken(HttpQueue *queue) {
    HttpJob *job = queue->first;
    if (!job) return NULL;
    queue->first = job->next;
    if (!queue->first) queue->last = NULL;
    queue->count--;
    return job;
}

HttpJob *http_queue_take(HttpQueue *queue) {
    pthread_mutex_lock(&queue->lock);
    while (!queue->first && !queue->closed) pthread_cond_wait(&queue->filled, &queue->lock);
    HttpJob *job = first_taken(queue);
    pthread_mutex_unlock(&queue->lock);
    return job;
}

HttpJob *http_queue_take_now(HttpQueue *queue) {
    pthread_mutex_lock(&queue->lock);
    HttpJob *job = first_taken(queue);
    pthread_mutex_unlock(&queue->lock);
    return job;
}

void http_queue_close(HttpQueue *queue) {
    pthread_mutex_lock(&queue->lock);
    queue->closed = true;
    pthread_cond_broadcast(&queue->filled);
    pthread_mutex_unlock(&queue->lock);
}

int64_t http_queue_longest(HttpQueue *queue) {
    pthread_mutex_lock(&queue->lock);
    int64_t longest = queue->longest;
    pthread_mutex_unlock(&queue->lock);
    return longest;
}
