/* server.h: a server with an answerer of the tests, and a plain client. Nothing here is shared with
 * the reader that is tested.
 *
 * Paths: /echo says method, path, query and body; /facts who asks; /large answers LARGE_BYTES;
 * /hold waits until server_release; anything else is 404. */
#ifndef OPSTAP_TEST_HTTP_SERVER_H
#define OPSTAP_TEST_HTTP_SERVER_H

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "http.h"
#include "test.h"

enum { LARGE_BYTES = 8 * 1024 * 1024, CLIENT_WAIT_MS = 20000, CLIENT_BYTES_MAX = 16 * 1024 * 1024 };

static pthread_mutex_t hold_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t hold_over = PTHREAD_COND_INITIALIZER;
static int held_now; /* answers that wait */
static bool released;
static _Atomic int workers_now;

static inline void server_hold(void) {
    pthread_mutex_lock(&hold_lock);
    held_now++;
    pthread_cond_broadcast(&hold_over);
    while (!released) pthread_cond_wait(&hold_over, &hold_lock);
    held_now--;
    pthread_mutex_unlock(&hold_lock);
}

static inline void server_release(bool release) {
    pthread_mutex_lock(&hold_lock);
    released = release;
    pthread_cond_broadcast(&hold_over);
    pthread_mutex_unlock(&hold_lock);
}

static inline void server_wait_held(int count) {
    pthread_mutex_lock(&hold_lock);
    while (held_now < count) pthread_cond_wait(&hold_over, &hold_lock);
    pthread_mutex_unlock(&hold_lock);
}

static void *worker_begin(void *context) {
    atomic_fetch_add(&workers_now, 1);
    return context ? context : &workers_now;
}

static void worker_end(void *worker) {
    (void)worker;
    atomic_fetch_sub(&workers_now, 1);
}

static const char *const method_names[] = { "GET", "HEAD", "POST" };

static HttpAnswer answer_make(void *worker, Arena *arena, const HttpRequest *request) {
    (void)worker;
    HttpAnswer answer = { .status = 200, .type = S("text/plain"), .route = "test" };
    Text text = text_new(arena, CLIENT_BYTES_MAX);
    if (str_equal(request->path, S("/hold"))) {
        server_hold();
        text_add(&text, S("held"));
    } else if (str_equal(request->path, S("/echo")) || str_starts(request->path, S("/echo/"))) {
        text_addf(&text, "%s %.*s ?%.*s %zu\n", method_names[request->method],
                  STR_ARGS(request->path), STR_ARGS(request->query), request->body.len);
        text_add(&text, request->body);
    } else if (str_equal(request->path, S("/facts"))) {
        text_addf(&text, "%.*s secure=%d loopback=%d id=%zu", STR_ARGS(request->client),
                  request->secure, request->loopback, strlen(request->id));
    } else if (str_equal(request->path, S("/large"))) {
        static const char lines[4096] = "the same line, and again: "; /* and zeros */
        for (int i = 0; i < LARGE_BYTES / (int)sizeof lines; i++) {
            text_add(&text, (Str){ lines, sizeof lines });
        }
    } else if (str_equal(request->path, S("/nothing"))) {
        answer.type = STR_EMPTY;
        answer.status = 204;
    } else {
        answer.status = 404;
    }
    answer.body = text_str(&text);
    http_answer_field(&answer, S("X-Test"), S("yes"));
    return answer;
}

static HttpServer *running;
static int running_port;

static inline HttpOptions server_options(const HttpLimits *limits) {
    return (HttpOptions){ .address = "127.0.0.1", .workers = 2, .proxies = "", .limits = limits,
                          .worker_begin = worker_begin, .answer = answer_make,
                          .worker_end = worker_end };
}

static inline void server_start_with(HttpOptions options) {
    server_release(false);
    assert_int_equal(http_server_start(&options, &running), OK);
    running_port = http_server_port(running);
    assert_true(running_port > 0);
}

static inline void server_start(const HttpLimits *limits) {
    server_start_with(server_options(limits));
}

static inline void server_stop(void) {
    server_release(true);
    http_server_stop(running);
    running = NULL;
    assert_int_equal(atomic_load(&workers_now), 0);
}

static inline int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static inline int client_open(void) {
    int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in in = { .sin_family = AF_INET, .sin_port = htons((uint16_t)running_port) };
    in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_true(client >= 0);
    if (connect(client, (struct sockaddr *)&in, sizeof in) != 0) fail_msg("connect: %m");
    return client;
}

/* False: the other side does not take it any more. */
static inline bool client_say(int client, Str bytes) {
    while (bytes.len) {
        ssize_t sent = send(client, bytes.at, bytes.len, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        bytes = str_sub(bytes, (size_t)sent, bytes.len);
    }
    return true;
}

/* More bytes onto `text`; false at the end, or when it was reset. Fails when nothing comes. */
static inline bool client_hear_more(int client, Text *text) {
    static _Thread_local char bytes[64 * 1024];
    struct pollfd ready = { .fd = client, .events = POLLIN };
    if (poll(&ready, 1, CLIENT_WAIT_MS) != 1) fail_msg("no answer after %d ms", CLIENT_WAIT_MS);
    ssize_t got = recv(client, bytes, sizeof bytes, 0);
    if (got > 0) text_add(text, (Str){ bytes, (size_t)got });
    return got > 0;
}

/* Until the server ends. */
static inline Str client_hear_all(Arena *arena, int client) {
    Text text = text_new(arena, CLIENT_BYTES_MAX);
    while (client_hear_more(client, &text)) {}
    return text_str(&text);
}

typedef struct Heard {
    int status; /* 0: the connection ended instead */
    Str head, body;
} Heard;

/* The value of a field in a head, "" when it is not there. */
static inline Str heard_field(Str head, const char *name) {
    Str rest = head, line;
    while (str_cut(&rest, '\n', &line)) {
        Str value = line, given;
        if (!str_cut(&value, ':', &given) || !value.at) continue;
        if (given.len != strlen(name) || strncasecmp(given.at, name, given.len) != 0) continue;
        while (value.len && strchr(" \r", value.at[value.len - 1])) value.len--;
        return str_trim(value);
    }
    return STR_EMPTY;
}

/* What a client keeps between answers on one connection. */
typedef struct Client {
    int socket;
    Text text;
    size_t taken;
} Client;

static inline Client client_new(Arena *arena) {
    return (Client){ .socket = client_open(), .text = text_new(arena, CLIENT_BYTES_MAX) };
}

/* The next answer; for_head: it has no body, whatever its length says. */
static inline Heard client_hear(Client *client, bool for_head) {
    Heard heard = { 0 };
    Str rest = STR_EMPTY;
    size_t head_len = 0;
    do {
        rest = str_sub(text_str(&client->text), client->taken, SIZE_MAX);
        head_len = str_find(rest, S("\r\n\r\n"));
    } while (head_len == rest.len && client_hear_more(client->socket, &client->text));
    if (head_len == rest.len) return heard;
    heard.head = str_sub(rest, 0, head_len + 2);
    heard.status = (int)strtol(heard.head.at + sizeof "HTTP/1.1", NULL, 10);
    char *end;
    size_t body_len = strtoul(str_zero_ended(client->text.arena,
                                             heard_field(heard.head, "content-length")), &end, 10);
    if (for_head || heard.status < 200) body_len = 0;
    size_t whole = client->taken + head_len + 4 + body_len;
    while (client->text.len < whole && client_hear_more(client->socket, &client->text)) {}
    heard.head = str_sub(text_str(&client->text), client->taken, head_len + 2);
    heard.body = str_sub(text_str(&client->text), client->taken + head_len + 4, body_len);
    client->taken = whole;
    if (heard.body.len != body_len) heard.status = 0;
    return heard;
}

static inline Heard client_ask(Client *client, Str request) {
    client_say(client->socket, request);
    return client_hear(client, str_starts(request, S("HEAD ")));
}

/* One request on a connection of its own. */
static inline Heard ask_once(Arena *arena, Str request) {
    Client client = client_new(arena);
    Heard heard = client_ask(&client, request);
    close(client.socket);
    return heard;
}

/* True when the server has ended the connection, and said nothing more. */
static inline bool client_is_ended(Client *client) {
    return !client_hear_more(client->socket, &client->text);
}

#endif
