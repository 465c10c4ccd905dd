/* The server over sockets: one connection after another, and what a connection may do. */
#include "malformed.h"
#include "server.h"

#define ASK(path) S("GET " path " HTTP/1.1\r\nHost: x\r\n\r\n")

static void answers(void **state) {
    (void)state;
    TEST_ARENA(arena);
    server_start(NULL);
    Heard heard = ask_once(arena, S("POST /echo/a%20b?c=d HTTP/1.1\r\nHost: x\r\n"
                                    "Content-Length: 5\r\n\r\nhallo"));
    assert_int_equal(heard.status, 200);
    assert_str(heard.body, "POST /echo/a b ?c=d 5\nhallo");
    assert_str(heard_field(heard.head, "content-type"), "text/plain");
    assert_str(heard_field(heard.head, "x-test"), "yes");
    assert_str(heard_field(heard.head, "connection"), "");
    assert_str(heard_field(heard.head, "server"), "");
    assert_true(str_ends(heard_field(heard.head, "date"), S(" GMT")));
    assert_int_equal(ask_once(arena, ASK("/none")).status, 404);
    assert_str(ask_once(arena, ASK("/facts")).body, "127.0.0.1 secure=0 loopback=1 id=16");
    server_stop();
}

static void head_is_the_head_of_get(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const char *const paths[] = { "/facts", "/large", "/nothing", "/none" };
    server_start(NULL);
    for (size_t i = 0; i < 4; i++) {
        const char *fields = "HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n";
        Heard get = ask_once(arena, str_printf(arena, "GET %s %s", paths[i], fields));
        Client client = client_new(arena);
        Heard head = client_ask(&client, str_printf(arena, "HEAD %s %s", paths[i], fields));
        assert_int_equal(head.status, get.status);
        size_t date = str_find(get.head, S("Date: ")), behind = date + sizeof "Date: " + 29;
        assert_true(str_equal(str_sub(head.head, 0, date), str_sub(get.head, 0, date)));
        assert_true(str_equal(str_sub(head.head, behind, SIZE_MAX),
                              str_sub(get.head, behind, SIZE_MAX)));
        Heard next = client_ask(&client, ASK("/echo")); /* no byte of a body stands between */
        assert_str(next.body, "GET /echo ? 0\n");
        close(client.socket);
    }
    server_stop();
}

static void keeps_a_connection(void **state) {
    (void)state;
    TEST_ARENA(arena);
    HttpLimits limits = http_limits;
    limits.connection_requests_max = 3;
    server_start(&limits);
    Client client = client_new(arena);
    for (int i = 1; i <= 3; i++) {
        Heard heard = client_ask(&client, ASK("/echo"));
        assert_int_equal(heard.status, 200);
        assert_str(heard_field(heard.head, "connection"), i == 3 ? "close" : "");
    }
    assert_true(client_is_ended(&client));
    close(client.socket);
    static const char *const ending[] = {
        "GET /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /echo HTTP/1.0\r\n\r\n",
        "GET /echo HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
    };
    for (size_t i = 0; i < 3; i++) {
        Client one = client_new(arena);
        Heard heard = client_ask(&one, str_from(ending[i]));
        assert_int_equal(heard.status, 200);
        assert_str(heard_field(heard.head, "connection"), "close");
        assert_true(client_is_ended(&one));
        close(one.socket);
    }
    server_stop();
}

/* A hundred requests at once, bodies among them, in pieces of any size: answers in order. */
static void answers_a_pipeline_in_order(void **state) {
    (void)state;
    TEST_ARENA(arena);
    server_start(NULL);
    Text all = text_new(arena, 1024 * 1024);
    for (int i = 0; i < 100; i++) {
        if (i % 3 == 0) text_addf(&all, "GET /echo/%d HTTP/1.1\r\nHost: x\r\n\r\n", i);
        else if (i % 3 == 1) text_addf(&all, "HEAD /echo/%d HTTP/1.1\r\nHost: x\r\n\r\n", i);
        else text_addf(&all, "POST /echo/%d HTTP/1.1\r\nHost: x\r\nContent-Length: 16\r\n\r\n%016d",
                       i, i);
    }
    for (size_t step = 1; step <= all.len * 7; step = step * 7 + 3) {
        Client client = client_new(arena);
        for (size_t at = 0; at < all.len; at += step) {
            assert_true(client_say(client.socket, str_sub(text_str(&all), at, step)));
        }
        for (int i = 0; i < 100; i++) {
            Heard heard = client_hear(&client, i % 3 == 1);
            assert_int_equal(heard.status, 200);
            Str expected = i % 3 == 0 ? str_printf(arena, "GET /echo/%d ? 0\n", i)
                           : i % 3 == 1
                               ? STR_EMPTY
                               : str_printf(arena, "POST /echo/%d ? 16\n%016d", i, i);
            assert_true(str_equal(heard.body, expected));
        }
        close(client.socket);
    }
    server_stop();
}

/* Each malformed request gets its status and an end; the one behind it is never answered. */
static void refuses_and_closes(void **state) {
    (void)state;
    server_start(NULL);
    for (size_t i = 0; i < MALFORMED_COUNT; i++) {
        TEST_ARENA(arena);
        Client client = client_new(arena);
        client_say(client.socket, malformed[i].bytes);
        client_say(client.socket, ASK("/echo/behind"));
        Heard heard = client_hear(&client, str_starts(malformed[i].bytes, S("HEAD ")));
        if (heard.status != malformed[i].status) {
            fail_msg("%s: %d expected, %d found", malformed[i].name, malformed[i].status,
                     heard.status);
        }
        assert_str(heard_field(heard.head, "connection"), "close");
        if (heard.status == 405) assert_str(heard_field(heard.head, "allow"), "GET, HEAD, POST");
        assert_true(client_is_ended(&client));
        assert_int_equal(client.text.len, client.taken);
        close(client.socket);
    }
    HttpCounts counts;
    http_server_counts(running, &counts);
    assert_int_equal(counts.refused, MALFORMED_COUNT);
    assert_int_equal(counts.requests, 0);
    server_stop();
}

static void large_bodies_arrive(void **state) {
    (void)state;
    TEST_ARENA(arena);
    server_start(NULL);
    Text post = text_new(arena, CLIENT_BYTES_MAX);
    text_addf(&post, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n",
              HTTP_BODY_BYTES_MAX);
    for (int i = 0; i < HTTP_BODY_BYTES_MAX / 8; i++) text_addf(&post, "%08d", i);
    Client client = client_new(arena);
    Heard heard = client_ask(&client, text_str(&post));
    assert_int_equal(heard.status, 200);
    Str echo = str_sub(heard.body, str_find(heard.body, S("\n")) + 1, SIZE_MAX);
    assert_int_equal(echo.len, HTTP_BODY_BYTES_MAX);
    assert_true(str_ends(text_str(&post), echo));
    assert_int_equal(client_ask(&client, ASK("/large")).body.len, LARGE_BYTES);
    close(client.socket);
    server_stop();
}

/* What is refused before it was sent whole arrives as an answer, not as a reset. */
static void too_large_a_body_hears_why(void **state) {
    (void)state;
    TEST_ARENA(arena);
    server_start(NULL);
    Text post = text_new(arena, CLIENT_BYTES_MAX);
    text_addf(&post, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n",
              HTTP_BODY_BYTES_MAX + 1);
    for (int i = 0; i < HTTP_BODY_BYTES_MAX / 8; i++) text_addf(&post, "%08d", i);
    assert_int_equal(ask_once(arena, text_str(&post)).status, 413);
    server_stop();
}

static void says_continue(void **state) {
    (void)state;
    TEST_ARENA(arena);
    server_start(NULL);
    Client client = client_new(arena);
    Heard heard = client_ask(&client, S("POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
                                        "Content-Length: 3\r\n\r\n"));
    assert_int_equal(heard.status, 100);
    heard = client_ask(&client, S("abc"));
    assert_int_equal(heard.status, 200);
    assert_str(heard.body, "POST /echo ? 3\nabc");
    close(client.socket);
    server_stop();
}

static void packs_long_texts(void **state) {
    (void)state;
    TEST_ARENA(arena);
    HttpOptions options = server_options(NULL);
    Str ask = S("GET /large HTTP/1.1\r\nHost: x\r\nAccept-Encoding: br, gzip\r\n\r\n");
    server_start_with(options);
    Heard heard = ask_once(arena, ask);
    assert_str(heard_field(heard.head, "content-encoding"), "gzip");
    assert_str(heard_field(heard.head, "vary"), "Accept-Encoding");
    assert_true(heard.body.len > 0 && heard.body.len < LARGE_BYTES / 10);
    heard = ask_once(arena, ASK("/large"));
    assert_str(heard_field(heard.head, "content-encoding"), "");
    server_stop();
    options.proxies = "127.0.0.0/8"; /* who packs by itself */
    server_start_with(options);
    assert_int_equal(ask_once(arena, ask).body.len, LARGE_BYTES);
    server_stop();
}

static void believes_proxies_alone(void **state) {
    (void)state;
    TEST_ARENA(arena);
    HttpOptions options = server_options(NULL);
    Str ask = S("GET /facts HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 9.9.9.9, 1.2.3.4\r\n"
                "X-Forwarded-Proto: https\r\n\r\n");
    server_start_with(options);
    assert_str(ask_once(arena, ask).body, "127.0.0.1 secure=0 loopback=0 id=16");
    server_stop();
    options.proxies = "127.0.0.1";
    server_start_with(options);
    assert_str(ask_once(arena, ask).body, "1.2.3.4 secure=1 loopback=0 id=16");
    server_stop();
}

static void refuses_options(void **state) {
    (void)state;
    HttpServer *server = NULL;
    HttpOptions options = server_options(NULL);
    options.proxies = "10.0.0.0/33";
    assert_int_equal(http_server_start(&options, &server), REFUSED);
    options = server_options(NULL);
    options.address = "nowhere.example";
    assert_int_equal(http_server_start(&options, &server), REFUSED);
    options = server_options(NULL);
    options.workers = 0;
    assert_int_equal(http_server_start(&options, &server), REFUSED);
    options = server_options(NULL);
    options.log_file = "/nowhere/at/all";
    assert_int_equal(http_server_start(&options, &server), BROKEN);
    server_start(NULL);
    options = server_options(NULL);
    options.port = running_port;
    assert_int_equal(http_server_start(&options, &server), REFUSED);
    assert_null(server);
    server_stop();
}

static _Atomic int begins;

static void *begin_once(void *context) {
    return atomic_fetch_add(&begins, 1) ? NULL : worker_begin(context);
}

static void starts_with_all_workers_or_none(void **state) {
    (void)state;
    HttpServer *server = NULL;
    HttpOptions options = server_options(NULL);
    options.workers = 3;
    options.worker_begin = begin_once;
    assert_int_equal(http_server_start(&options, &server), BROKEN);
    assert_null(server);
    assert_int_equal(atomic_load(&workers_now), 0);
}

/* IPv6 where the machine has it. */
static void listens_at_ipv6(void **state) {
    (void)state;
    TEST_ARENA(arena);
    HttpOptions options = server_options(NULL);
    options.address = "::";
    if (http_server_start(&options, &running) != OK) skip();
    running_port = http_server_port(running); /* and takes IPv4 there, too */
    assert_str(ask_once(arena, ASK("/facts")).body, "127.0.0.1 secure=0 loopback=1 id=16");
    server_stop();
}

SUITE("http_socket", cmocka_unit_test(answers), cmocka_unit_test(head_is_the_head_of_get),
      cmocka_unit_test(keeps_a_connection), cmocka_unit_test(answers_a_pipeline_in_order),
      cmocka_unit_test(refuses_and_closes), cmocka_unit_test(large_bodies_arrive),
      cmocka_unit_test(too_large_a_body_hears_why), cmocka_unit_test(says_continue),
      cmocka_unit_test(packs_long_texts), cmocka_unit_test(believes_proxies_alone),
      cmocka_unit_test(refuses_options), cmocka_unit_test(starts_with_all_workers_or_none),
      cmocka_unit_test(listens_at_ipv6))
