/* The thread that holds the sockets: it lets in, hears from workers, and ends. */
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "http_server.h"
#include "log.h"

enum { ACCEPTS_AT_ONCE = 64, BACKLOG = 1024, PAUSE_MS = 100 };

static const int yes = 1, no = 0;

/* Without descriptors or memory the system can take nobody in; asking again at once would spin. */
static void accepts_pause(HttpServer *server) {
    struct timeval wait = { .tv_usec = PAUSE_MS * 1000 };
    event_del(&server->accepts);
    event_add(&server->pause, &wait);
}

static void on_pause_over(evutil_socket_t none, short what, void *given) {
    (void)none, (void)what;
    HttpServer *server = given;
    if (!atomic_load(&server->stopping)) event_add(&server->accepts, NULL);
}

static void on_accept(evutil_socket_t listener, short what, void *given) {
    (void)what;
    HttpServer *server = given;
    for (int i = 0; i < ACCEPTS_AT_ONCE; i++) {
        struct sockaddr_storage peer = { 0 };
        socklen_t bytes = sizeof peer;
        int flags = SOCK_NONBLOCK | SOCK_CLOEXEC;
        int socket = accept4(listener, (struct sockaddr *)&peer, &bytes, flags);
        if (socket < 0) {
            if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
                accepts_pause(server);
            }
            return;
        }
        setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        http_connection_begin(server, socket, (struct sockaddr *)&peer);
    }
}

static void on_cut(evutil_socket_t none, short what, void *given) {
    (void)none, (void)what;
    http_connections_cut(given);
}

static void door_shut(HttpServer *server) {
    struct timeval wait = { .tv_sec = server->limits.stop_ms_max / 1000,
                            .tv_usec = server->limits.stop_ms_max % 1000 * 1000 };
    event_del(&server->accepts);
    event_del(&server->pause);
    event_add(&server->cut, &wait);
    close(server->listener);
    server->listener = -1;
    http_connections_stop(server);
}

static void on_wake(evutil_socket_t wake, short what, void *given) {
    (void)what;
    HttpServer *server = given;
    uint64_t count;
    if (read(wake, &count, sizeof count) < 0 && errno != EAGAIN) log_fatal("the door is deaf: %m");
    HttpJob *job;
    while ((job = http_queue_take_now(&server->done))) http_connection_answered(job);
    if (atomic_load(&server->stopping)) {
        if (server->listener >= 0) door_shut(server);
        if (!server->connection) event_base_loopbreak(server->base);
    }
}

void http_door_wake(HttpServer *server) {
    uint64_t one = 1;
    while (write(server->wake, &one, sizeof one) < 0 && errno == EINTR) {}
}

static bool address_make(const HttpOptions *options, struct sockaddr_storage *ret_address,
                         socklen_t *ret_bytes) {
    HttpAddress read;
    if (!http_address_read(str_from(options->address), &read)) return false;
    if (!strchr(options->address, ':')) {
        struct sockaddr_in in = { .sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)options->port) };
        memcpy(&in.sin_addr, read.bytes + 12, 4);
        memcpy(ret_address, &in, *ret_bytes = sizeof in);
        return true;
    }
    struct sockaddr_in6 in = { .sin6_family = AF_INET6,
                               .sin6_port = htons((uint16_t)options->port) };
    memcpy(&in.sin6_addr, read.bytes, sizeof read.bytes);
    memcpy(ret_address, &in, *ret_bytes = sizeof in);
    return true;
}

Result http_door_open(HttpServer *server) {
    const HttpOptions *options = &server->options;
    struct sockaddr_storage address = { 0 };
    socklen_t bytes = 0;
    if (options->port < 0 || options->port > 65535 || !address_make(options, &address, &bytes)) {
        log_line("no address to listen at: %s port %d", options->address, options->port);
        return REFUSED;
    }
    int listener = socket(address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (listener >= 0) {
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        if (address.ss_family == AF_INET6) {
            setsockopt(listener, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof no);
        }
    }
    if (listener < 0 || bind(listener, (struct sockaddr *)&address, bytes) != 0 ||
        listen(listener, BACKLOG) != 0) {
        log_line("cannot listen at %s port %d: %m", options->address, options->port);
        if (listener >= 0) close(listener);
        return REFUSED;
    }
    server->listener = listener;
    return OK;
}

int http_server_port(const HttpServer *server) {
    struct sockaddr_storage address = { 0 };
    socklen_t bytes = sizeof address;
    if (getsockname(server->listener, (struct sockaddr *)&address, &bytes) != 0) return -1;
    struct sockaddr_in in;
    memcpy(&in, &address, sizeof in); /* the port stands at the same place in both families */
    return ntohs(in.sin_port);
}

static void *door_run(void *given) {
    HttpServer *server = given;
    event_base_loop(server->base, EVLOOP_NO_EXIT_ON_EMPTY);
    return NULL;
}

Result http_door_start(HttpServer *server) {
    server->wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    server->base = event_base_new();
    if (server->wake < 0 || !server->base) {
        log_line("the door cannot watch its sockets: %m");
        return BROKEN;
    }
    server->scratch = arena_new("door", HTTP_ARENA_BYTES_MAX);
    arena_get(server->scratch, 1);
    struct event_base *base = server->base;
    event_assign(&server->accepts, base, server->listener, EV_READ | EV_PERSIST, on_accept, server);
    event_assign(&server->wakes, base, server->wake, EV_READ | EV_PERSIST, on_wake, server);
    evtimer_assign(&server->pause, base, on_pause_over, server);
    evtimer_assign(&server->cut, base, on_cut, server);
    event_add(&server->accepts, NULL);
    event_add(&server->wakes, NULL);
    if (pthread_create(&server->door, NULL, door_run, server) == 0) return OK;
    log_line("the door cannot have a thread of its own");
    return BROKEN;
}

void http_door_close(HttpServer *server) {
    if (server->base) event_base_free(server->base);
    if (server->wake >= 0) close(server->wake);
    if (server->listener >= 0) close(server->listener);
    arena_end(server->scratch);
}
