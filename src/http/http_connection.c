/* One connection: it reads a request, waits for its answer, writes it, and reads the next. */
#include <errno.h>
#include <unistd.h>

#include "http_server.h"
#include "http_write.h"
#include "memory.h"

enum { READ_BYTES = 16 * 1024 };

typedef enum ConnectionState {
    READS_HEAD,
    READS_BODY,
    ANSWERS, /* a worker has its job; nothing happens here */
    WRITES,
    LINGERS /* nothing is said any more; what comes is thrown away until the peer ends, too */
} ConnectionState;

struct HttpConnection {
    HttpServer *server;
    HttpConnection *before, *after;
    ConnectionState state;
    int socket;
    HttpAddress peer;
    bool trusted;  /* a proxy */
    bool ends;     /* after what is being written */
    bool begun;    /* bytes of this request came */
    bool headless; /* the request is a HEAD, as far as it was read: no body in what refuses it */
    struct event readable, writable, deadline;
    struct evbuffer *in, *out;
    HttpScan scan;
    HttpHead head;
    Arena *arena; /* of the request that is being read */
    size_t held_bytes, lingered_bytes;
    int64_t requests;
    HttpJob job;
};

static void connection_end(HttpConnection *connection) {
    HttpServer *server = connection->server;
    event_del(&connection->readable);
    event_del(&connection->writable);
    event_del(&connection->deadline);
    evbuffer_free(connection->in);
    evbuffer_free(connection->out);
    arena_end(connection->arena);
    close(connection->socket);
    server->held_bytes -= connection->held_bytes;
    if (connection->before) connection->before->after = connection->after;
    else server->connection = connection->after;
    if (connection->after) connection->after->before = connection->before;
    server->connection_count--;
    atomic_fetch_sub(&server->tally.connections_open, 1);
    memory_give(connection);
    if (!server->connection && atomic_load(&server->stopping)) event_base_loopbreak(server->base);
}

static void deadline_set(HttpConnection *connection, int64_t ms) {
    struct timeval wait = { .tv_sec = ms / 1000, .tv_usec = ms % 1000 * 1000 };
    event_add(&connection->deadline, &wait);
}

static void hold_give(HttpConnection *connection) {
    connection->server->held_bytes -= connection->held_bytes;
    connection->held_bytes = 0;
}

/* So much of its body is here now. False: all together would be too much. */
static bool hold(HttpConnection *connection, size_t bytes) {
    HttpServer *server = connection->server;
    size_t others = server->held_bytes - connection->held_bytes;
    if (bytes > server->limits.held_bytes_max - others) return false;
    server->held_bytes = others + bytes;
    connection->held_bytes = bytes;
    return true;
}

/* Says that nothing follows, and lets the peer read what was said: a socket that is closed with
 * bytes unread takes its answer with it (RFC 9112 section 9.6). */
static void linger(HttpConnection *connection) {
    connection->state = LINGERS;
    shutdown(connection->socket, SHUT_WR);
    evbuffer_drain(connection->in, evbuffer_get_length(connection->in));
    deadline_set(connection, connection->server->limits.linger_ms_max);
    event_add(&connection->readable, NULL);
}

static void head_step(HttpConnection *connection);

static void next_request(HttpConnection *connection) {
    connection->state = READS_HEAD;
    connection->scan = (HttpScan){ 0 };
    connection->begun = connection->headless = false;
    deadline_set(connection, connection->server->limits.idle_ms_max);
    event_add(&connection->readable, NULL);
    head_step(connection);
}

static bool would_block(void) {
    return errno == EAGAIN || errno == EINTR;
}

static void write_step(HttpConnection *connection) {
    while (evbuffer_get_length(connection->out)) {
        if (evbuffer_write(connection->out, connection->socket) > 0) continue;
        if (would_block()) event_add(&connection->writable, NULL);
        else connection_end(connection);
        return;
    }
    if (connection->ends) linger(connection);
    else next_request(connection);
}

static void write_begin(HttpConnection *connection) {
    connection->state = WRITES;
    event_del(&connection->readable);
    deadline_set(connection, connection->server->limits.write_ms_max);
    write_step(connection);
}

static void refuse(HttpConnection *connection, int status) {
    HttpServer *server = connection->server;
    ArenaMark mark = arena_mark(server->scratch);
    char id[HTTP_ID_BYTES + 1];
    http_id_make(id);
    HttpAnswer answer = http_refusal(server->scratch, status, str_from(id));
    HttpEnd end = { .utc_seconds = http_now_utc_seconds() };
    Str head = http_head_write(server->scratch, &answer, end);
    Str body = http_body_sent(connection->headless ? HTTP_HEAD : HTTP_GET, &answer);
    evbuffer_add(connection->out, head.at, head.len);
    evbuffer_add(connection->out, body.at, body.len);
    HttpLogLine line = { .utc_seconds = end.utc_seconds, .id = id, .status = status,
                         .bytes = body.len };
    http_log_write(server->scratch, &server->log, &line);
    http_tally_refusal(&server->tally, status);
    arena_rewind(server->scratch, mark);
    arena_end_at(&connection->arena);
    hold_give(connection);
    connection->ends = true;
    write_begin(connection);
}

/* The request is whole: to the workers. */
static void hand_over(HttpConnection *connection) {
    HttpServer *server = connection->server;
    HttpJob *job = &connection->job;
    connection->requests++;
    *job = (HttpJob){
        .connection = connection,
        .arena = connection->arena,
        .request = connection->head.request,
        .keeps = connection->head.keeps &&
                 connection->requests < server->limits.connection_requests_max,
        .packs = !connection->trusted,
        .whole_us = http_now_us(),
    };
    http_client_find(job->arena, &server->proxies, connection->peer, &job->request);
    http_id_make(job->request.id);
    connection->state = ANSWERS;
    connection->arena = NULL;
    event_del(&connection->readable);
    event_del(&connection->deadline);
    if (http_queue_push(&server->waiting, job, server->limits.queue_max)) return;
    connection->arena = job->arena;
    refuse(connection, 503);
}

static void body_step(HttpConnection *connection) {
    size_t wanted = connection->head.body_bytes, here = evbuffer_get_length(connection->in);
    if (!hold(connection, here < wanted ? here : wanted)) {
        refuse(connection, 503);
        return;
    }
    if (here < wanted) return;
    char *body = arena_get(connection->arena, wanted + 1);
    evbuffer_remove(connection->in, body, wanted);
    connection->head.request.body = (Str){ body, wanted };
    hand_over(connection);
}

static void body_begin(HttpConnection *connection) {
    const HttpServer *server = connection->server;
    if (connection->head.body_bytes > server->limits.held_bytes_max - server->held_bytes) {
        refuse(connection, 503); /* it would not fit now: who sends it hears so before */
        return;
    }
    connection->state = READS_BODY;
    deadline_set(connection, server->limits.body_ms_max);
    if (connection->head.wants_continue && evbuffer_get_length(connection->in) == 0) {
        evbuffer_add_printf(connection->out, "HTTP/1.1 100 Continue\r\n\r\n");
        if (evbuffer_write(connection->out, connection->socket) < 0 && !would_block()) {
            connection_end(connection);
            return;
        }
    }
    body_step(connection);
}

/* Looks for the end of the head in what came. */
static void head_step(HttpConnection *connection) {
    const HttpLimits *limits = &connection->server->limits;
    size_t len = evbuffer_get_length(connection->in);
    if (!len) return;
    if (!connection->begun && connection->requests) deadline_set(connection, limits->head_ms_max);
    connection->begun = true;
    Str bytes = { (const char *)evbuffer_pullup(connection->in, -1), len };
    int status = http_scan(&connection->scan, bytes, limits);
    if (status == HTTP_MORE) return;
    connection->headless = str_starts(bytes, S("HEAD "));
    if (status == HTTP_WHOLE) {
        connection->arena = arena_new("request", HTTP_ARENA_BYTES_MAX);
        Str head = str_sub(bytes, 0, connection->scan.at);
        status = http_head_read(connection->arena, head, limits, &connection->head);
        evbuffer_drain(connection->in, head.len);
    }
    if (status) refuse(connection, status);
    else body_begin(connection);
}

/* What comes after the last word is read up to a limit. */
static void linger_step(HttpConnection *connection) {
    size_t len = evbuffer_get_length(connection->in);
    connection->lingered_bytes += len;
    evbuffer_drain(connection->in, len);
    if (connection->lingered_bytes > HTTP_LINGER_BYTES_MAX) connection_end(connection);
}

static void on_readable(evutil_socket_t socket, short what, void *given) {
    (void)what;
    HttpConnection *connection = given;
    int got = evbuffer_read(connection->in, socket, READ_BYTES);
    if (got < 0 && would_block()) return;
    if (got <= 0) connection_end(connection);
    else if (connection->state == READS_HEAD) head_step(connection);
    else if (connection->state == READS_BODY) body_step(connection);
    else linger_step(connection);
}

static void on_writable(evutil_socket_t socket, short what, void *given) {
    (void)socket, (void)what;
    write_step(given);
}

static void on_deadline(evutil_socket_t socket, short what, void *given) {
    (void)socket, (void)what;
    HttpConnection *connection = given;
    bool late = connection->state == READS_BODY ||
                (connection->state == READS_HEAD && connection->begun);
    if (late) refuse(connection, 408);
    else connection_end(connection);
}

void http_connection_answered(HttpJob *job) {
    HttpConnection *connection = job->connection;
    HttpServer *server = connection->server;
    hold_give(connection);
    evbuffer_add_buffer(connection->out, job->bytes);
    evbuffer_free(job->bytes);
    connection->ends = !job->keeps || atomic_load(&server->stopping);
    if (server->cutting) connection_end(connection);
    else write_begin(connection);
}

static bool has_room(const HttpServer *server, HttpAddress peer, bool trusted) {
    const HttpLimits *limits = &server->limits;
    if (server->connection_count >= limits->connections_max) return false;
    if (trusted) return true;
    int64_t count = 0;
    for (HttpConnection *other = server->connection; other; other = other->after) {
        count += http_address_equal(other->peer, peer);
    }
    return count < limits->connections_per_address_max;
}

void http_connection_begin(HttpServer *server, int socket, const struct sockaddr *peer) {
    HttpAddress address = http_address_of(peer);
    bool trusted = http_proxies_have(&server->proxies, address);
    if (!has_room(server, address, trusted)) {
        atomic_fetch_add(&server->tally.connections_refused, 1);
        close(socket);
        return;
    }
    HttpConnection *connection = memory_get(sizeof *connection);
    *connection = (HttpConnection){ .server = server, .socket = socket, .peer = address,
                                    .trusted = trusted, .after = server->connection,
                                    .in = evbuffer_new(), .out = evbuffer_new() };
    if (server->connection) server->connection->before = connection;
    server->connection = connection;
    server->connection_count++;
    atomic_fetch_add(&server->tally.connections_open, 1);
    event_assign(&connection->readable, server->base, socket, EV_READ | EV_PERSIST, on_readable,
                 connection);
    event_assign(&connection->writable, server->base, socket, EV_WRITE, on_writable, connection);
    evtimer_assign(&connection->deadline, server->base, on_deadline, connection);
    deadline_set(connection, server->limits.head_ms_max);
    event_add(&connection->readable, NULL);
}

void http_connections_stop(HttpServer *server) {
    HttpConnection *after;
    for (HttpConnection *connection = server->connection; connection; connection = after) {
        after = connection->after;
        connection->ends = true;
        if (connection->state == READS_HEAD || connection->state == READS_BODY) {
            connection_end(connection);
        }
    }
}

void http_connections_cut(HttpServer *server) {
    HttpConnection *after;
    HttpJob *job;
    server->cutting = true;
    while ((job = http_queue_take_now(&server->waiting))) {
        arena_end_at(&job->arena);
        connection_end(job->connection);
    }
    for (HttpConnection *connection = server->connection; connection; connection = after) {
        after = connection->after;
        if (connection->state != ANSWERS) connection_end(connection);
    }
}
