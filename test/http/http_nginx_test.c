/* Nginx in front of the server: what it passes on is read here as nginx read it.
 *
 * Nginx says with every request that it passes on how it understood it (X-Seen-*), and gives it an
 * id. Here is compared: one request per id and no other, the same method, path, query and length.
 * Malformed and odd requests go through it, each with a request behind it on the same connection;
 * connections between nginx and the server are kept, so that a request read too long or too short
 * would show in the next. Where there is no nginx this skips. */
#include <signal.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>

#include "file.h"
#include "malformed.h"
#include "server.h"

enum { ANSWERS_MAX = 2000, HEARS_MS = 400 };

static const char config[] =
    "daemon off; worker_processes 1; user root; pid %1$s/pid; error_log %1$s/errors info;\n"
    "events { worker_connections 100; }\n"
    "http {\n"
    "  log_format seen '$request_id $upstream_status';\n"
    "  access_log %1$s/log seen;\n"
    "  client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy; fastcgi_temp_path %1$s/f;\n"
    "  uwsgi_temp_path %1$s/u; scgi_temp_path %1$s/s; merge_slashes %3$s;\n"
    "  underscores_in_headers on; ignore_invalid_headers %3$s; keepalive_timeout 2s;\n"
    "  upstream opstap { server 127.0.0.1:%2$d; keepalive 1; }\n"
    "  server {\n"
    "    listen unix:%1$s/socket;\n"
    "    location / {\n"
    "      proxy_pass http://opstap; proxy_http_version 1.1; proxy_set_header Connection '';\n"
    "      proxy_set_header Host $http_host;\n"
    "      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;\n"
    "      proxy_set_header X-Seen-Id '$request_id';\n"
    "      proxy_set_header X-Seen-Method '$request_method';\n"
    "      proxy_set_header X-Seen-Path '[$uri]';\n"
    "      proxy_set_header X-Seen-Query '[$args]';\n"
    "      proxy_set_header X-Seen-Length '$content_length';\n"
    "      proxy_next_upstream off;\n"
    "    }\n"
    "  }\n"
    "}\n";

static pthread_mutex_t seen_lock = PTHREAD_MUTEX_INITIALIZER;
static char seen_id[ANSWERS_MAX][40], seen_wrong[1000];
static int seen_count;

/* What nginx says about this request, and what was read, as one text each. A body that came to
 * nginx in pieces has no length there; its path says how long it is. */
static void request_compare(Arena *arena, const HttpRequest *request) {
    Str length = http_field(request, S("x-seen-length"));
    if (str_starts(request->path, S("/pieces/"))) length = str_sub(request->path, 8, 9);
    size_t bytes = request->body.len;
    if (length.len) bytes = strtoul(str_zero_ended(arena, length), NULL, 10);
    Str seen = str_printf(arena, "%.*s %.*s %.*s %zu",
                          STR_ARGS(http_field(request, S("x-seen-method"))),
                          STR_ARGS(http_field(request, S("x-seen-path"))),
                          STR_ARGS(http_field(request, S("x-seen-query"))), bytes);
    Str ours = str_printf(arena, "%s [%.*s] [%.*s] %zu", method_names[request->method],
                          STR_ARGS(request->path), STR_ARGS(request->query), request->body.len);
    if (str_equal(ours, seen)) return;
    snprintf(seen_wrong, sizeof seen_wrong, "nginx: %.*s, here: %.*s", STR_ARGS(seen),
             STR_ARGS(ours));
}

static HttpAnswer answer_seen(void *worker, Arena *arena, const HttpRequest *request) {
    (void)worker;
    Str id = http_field(request, S("x-seen-id"));
    pthread_mutex_lock(&seen_lock);
    request_compare(arena, request);
    if (seen_count == ANSWERS_MAX || id.len != 32) snprintf(seen_wrong, 100, "no id, or too many");
    else snprintf(seen_id[seen_count++], sizeof seen_id[0], "%.*s", STR_ARGS(id));
    pthread_mutex_unlock(&seen_lock);
    Str body = str_printf(arena, "seen %zu %.*s", request->body.len, STR_ARGS(request->body));
    return (HttpAnswer){ .status = 200, .type = S("text/plain"), .body = body };
}

static const char *nginx_program(void) {
    static const char *const places[] = { "/usr/sbin/nginx", "/usr/bin/nginx",
                                          "/usr/local/sbin/nginx" };
    for (size_t i = 0; i < 3; i++) {
        if (access(places[i], X_OK) == 0) return places[i];
    }
    return NULL;
}

static char folder[] = "/tmp/opstap-nginx-XXXXXX";
static pid_t nginx;

static Str in_folder(Arena *arena, const char *name) {
    return str_printf(arena, "%s/%s", folder, name);
}

static int nginx_connect(Arena *arena) {
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    snprintf(address.sun_path, sizeof address.sun_path, "%s", in_folder(arena, "socket").at);
    int client = socket(AF_UNIX, SOCK_STREAM, 0);
    if (connect(client, (struct sockaddr *)&address, sizeof address) == 0) return client;
    close(client);
    return -1;
}

static void nginx_start(Arena *arena, const char *program, const char *lenient) {
    snprintf(folder, sizeof folder, "/tmp/opstap-nginx-XXXXXX");
    assert_non_null(mkdtemp(folder));
    Text text = text_new(arena, 10000);
    text_addf(&text, config, folder, running_port, lenient);
    Str path = in_folder(arena, "config");
    assert_int_equal(file_write(path.at, text_str(&text)), OK);
    fflush(NULL);
    nginx = fork();
    if (nginx == 0) {
        if (!freopen(in_folder(arena, "said").at, "w", stderr)) _exit(1);
        execl(program, "nginx", "-p", folder, "-e", in_folder(arena, "errors").at, "-c", path.at,
              NULL);
        _exit(1);
    }
    for (int64_t until = now_ms() + CLIENT_WAIT_MS; now_ms() < until; usleep(20000)) {
        int client = nginx_connect(arena);
        if (client >= 0) {
            close(client);
            return;
        }
    }
    fail_msg("nginx does not start; see %s", folder);
}

static void nginx_stop(void) {
    int status = 0;
    kill(nginx, SIGQUIT);
    assert_int_equal(waitpid(nginx, &status, 0), nginx);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

#define PIECES(length)                                                                             \
    "POST /pieces/" length " HTTP/1.1\r\nHost: opstap.example\r\nTransfer-Encoding: chunked\r\n\r\n"

/* Requests that nginx takes, or may take, in a way of its own; most are right. */
static const Str odd[] = {
    S(GET "\r\n"),
    S("GET /people/a%20b%C3%A9?x=%20y&z HTTP/1.1\r\nHost: opstap.example\r\n\r\n"),
    S("GET /a%3Fb?c HTTP/1.1\r\nHost: opstap.example\r\n\r\n"),
    S("GET /a%25b HTTP/1.1\r\nHost: opstap.example\r\n\r\n"),
    S("GET /a+b;c=d,e HTTP/1.1\r\nHost: opstap.example\r\n\r\n"),
    S("GET /? HTTP/1.1\r\nHost: opstap.example\r\n\r\n"),
    S("GET /?? HTTP/1.1\r\nHost: opstap.example\r\n\r\n"),
    S("GET http://opstap.example/absolute?a HTTP/1.1\r\nHost: opstap.example\r\n\r\n"),
    S("HEAD /head HTTP/1.1\r\nHost: opstap.example\r\n\r\n"),
    S("GET / HTTP/1.0\r\n\r\n"),
    S("GET / HTTP/1.0\r\nHost: opstap.example\r\nConnection: keep-alive\r\n\r\n"),
    S("\r\n\r\nGET /after/lines HTTP/1.1\r\nHost: opstap.example\r\n\r\n"),
    S("GET /lf HTTP/1.1\nHost: opstap.example\n\n"),
    S("get /small HTTP/1.1\r\nHost: opstap.example\r\n\r\n"),
    S(POST "Content-Length: 5\r\n\r\nhallo"),
    S(POST "Content-Length: 005\r\n\r\nhallo"),
    S(POST "content-length:5\r\n\r\nhallo"),
    S(POST "Content-Length: 5 \r\n\r\nhallo"),
    S(POST "Content-Length: 0\r\n\r\n"),
    S(POST "Content-Length: 38\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: evil\r\n\r\n"),
    S(PIECES("5") "5\r\nhallo\r\n0\r\n\r\n"),
    S(PIECES("5") "3;a=b\r\nabc\r\n2\r\nde\r\n0\r\nX: y\r\n\r\n"),
    S(PIECES("0") "0\r\n\r\n"),
    S(POST "Expect: 100-continue\r\nContent-Length: 5\r\n\r\nhallo"),
    S(GET "Connection: close, X-Seen-Id\r\n\r\n"),
    S(GET "Content_Length: 5\r\n\r\n"),
    S(GET "Content-Length: 0\r\n\r\n"),
    S(GET "Content-Length: 5\r\n\r\nhallo"),
    S(GET "X-Long:           a        b        \t\r\n\r\n"),
    S(GET "X-Seen-Path: [/forged]\r\nX-Seen-Method: POST\r\n\r\n"),
    S(GET "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\n"
          "HTTP2-Settings: AAMAAABk\r\n\r\n"),
    S(GET "Cookie: a=1; b=2\r\nAccept: */*\r\nAccept: text/html\r\n\r\n"),
    S("PUT / HTTP/1.1\r\nHost: opstap.example\r\nContent-Length: 5\r\n\r\nhallo"),
    S("OPTIONS / HTTP/1.1\r\nHost: opstap.example\r\n\r\n"),
    S("GET /a/../b HTTP/1.1\r\nHost: opstap.example\r\n\r\n"),
    S("GET /a/%2e%2e/b HTTP/1.1\r\nHost: opstap.example\r\n\r\n"),
    S("GET //a//b HTTP/1.1\r\nHost: opstap.example\r\n\r\n"),
    S("GET /a%2Fb HTTP/1.1\r\nHost: opstap.example\r\n\r\n"),
    S("GET /caf%E9 HTTP/1.1\r\nHost: opstap.example\r\n\r\n"),
    S("GET /caf\xc3\xa9 HTTP/1.1\r\nHost: opstap.example\r\n\r\n"),
};

enum { ODD_COUNT = sizeof odd / sizeof *odd };

/* One request, and a good one behind it; nobody waits for who does not answer. */
static void through_nginx(Arena *arena, Str bytes) {
    int client = nginx_connect(arena);
    struct pollfd ready = { .fd = client, .events = POLLIN };
    Text text = text_new(arena, CLIENT_BYTES_MAX);
    assert_true(client >= 0);
    client_say(client, bytes);
    client_say(client, S("GET /behind HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
    while (poll(&ready, 1, HEARS_MS) == 1 && client_hear_more(client, &text)) {}
    close(client);
}

typedef struct Passed {
    int answered, refused; /* by us, as nginx saw it */
} Passed;

/* Reads the log of nginx; every request that we answered must be there, once. */
static Passed log_compare(Arena *arena) {
    Passed passed = { 0 };
    Str rest = STR_EMPTY, line;
    assert_int_equal(file_read(arena, in_folder(arena, "log").at, 10000000, &rest), OK);
    while (str_cut(&rest, '\n', &line)) {
        if (str_ends(line, S(" -")) || !line.len) continue; /* not passed on */
        if (!str_ends(line, S(" 200"))) {
            assert_true(str_starts(str_sub(line, 33, 3), S("4")) || str_ends(line, S(" 501")));
            passed.refused++;
            continue;
        }
        passed.answered++;
        int found = 0;
        for (int i = 0; i < seen_count; i++) {
            found += str_equal(str_from(seen_id[i]), str_sub(line, 0, 32));
        }
        assert_int_equal(found, 1);
    }
    return passed;
}

static void folder_remove(void) {
    static const char *const names[] = { "config", "errors", "log", "said", "pid", "socket",
                                         "body",   "proxy",  "f",   "u",    "s" };
    TEST_ARENA(arena);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        Str path = in_folder(arena, names[i]);
        if (unlink(path.at) != 0) rmdir(path.at);
    }
    assert_int_equal(rmdir(folder), 0);
}

static void nginx_passes_on(const char *lenient) {
    const char *program = nginx_program();
    if (!program) {
        print_message("# skipped: there is no nginx\n");
        skip();
    }
    TEST_ARENA(arena);
    HttpOptions options = server_options(NULL);
    options.answer = answer_seen;
    options.proxies = "127.0.0.1";
    seen_count = 0;
    seen_wrong[0] = 0;
    server_start_with(options);
    nginx_start(arena, program, lenient);
    for (size_t i = 0; i < MALFORMED_COUNT + ODD_COUNT && !seen_wrong[0]; i++) {
        through_nginx(arena, i < ODD_COUNT ? odd[i] : malformed[i - ODD_COUNT].bytes);
    }
    nginx_stop();
    HttpCounts counts;
    http_server_counts(running, &counts);
    server_stop();
    if (seen_wrong[0]) fail_msg("%s", seen_wrong);
    Passed passed = log_compare(arena);
    print_message("# nginx passed on %d requests: %d answered, %d refused\n",
                  passed.answered + passed.refused, passed.answered, passed.refused);
    assert_int_equal(passed.answered, seen_count);
    assert_int_equal(counts.requests, seen_count);
    assert_int_equal(counts.refused, passed.refused);
    assert_true(passed.answered > ODD_COUNT);
    folder_remove();
}

static void nginx_as_it_comes(void **state) {
    (void)state;
    nginx_passes_on("on");
}

/* With what it would usually throw away or mend. */
static void nginx_at_its_most_lenient(void **state) {
    (void)state;
    nginx_passes_on("off");
}

SUITE("http_nginx", cmocka_unit_test(nginx_as_it_comes),
      cmocka_unit_test(nginx_at_its_most_lenient))
