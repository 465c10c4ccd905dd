/* The server when others are slow, many or gone: deadlines, limits, and its own end. */
#include <sys/resource.h>

#include "file.h"
#include "server.h"

#define ASK(path) S("GET " path " HTTP/1.1\r\nHost: x\r\n\r\n")

enum { SHORT_MS = 300, SLACK_MS = 3000 };

static HttpLimits short_limits(void) {
    HttpLimits limits = http_limits;
    limits.head_ms_max = limits.body_ms_max = limits.write_ms_max = SHORT_MS;
    limits.idle_ms_max = limits.linger_ms_max = SHORT_MS;
    return limits;
}

/* Sends a byte every 20 ms until the server ends it; what it said, and after how long. */
static Heard drip(Arena *arena, Str begin, char byte, int64_t *ret_ms) {
    Client client = client_new(arena);
    struct pollfd ready = { .fd = client.socket, .events = POLLIN };
    client_say(client.socket, begin);
    int64_t began = now_ms();
    while (poll(&ready, 1, 20) == 0 && now_ms() - began < CLIENT_WAIT_MS) {
        client_say(client.socket, (Str){ &byte, 1 });
    }
    *ret_ms = now_ms() - began;
    Heard heard = client_hear(&client, false);
    if (heard.status) assert_true(client_is_ended(&client));
    close(client.socket);
    return heard;
}

static void deadlines_do_not_move(void **state) {
    (void)state;
    TEST_ARENA(arena);
    HttpLimits limits = short_limits();
    server_start(&limits);
    static const struct {
        Str begin;
        char byte;
    } cases[] = {
        { S("GET /echo HTTP/1.1\r\nHost: x\r\nX-Slow: "), 'a' },
        { S("G"), 'E' },
        { S("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n"), 'a' },
    };
    for (size_t i = 0; i < 3; i++) {
        int64_t ms = 0;
        Heard heard = drip(arena, cases[i].begin, cases[i].byte, &ms);
        assert_int_equal(heard.status, 408);
        assert_true(ms >= SHORT_MS - 50 && ms < SHORT_MS + SLACK_MS);
    }
    server_stop();
}

static void silence_ends_without_a_word(void **state) {
    (void)state;
    TEST_ARENA(arena);
    HttpLimits limits = short_limits();
    server_start(&limits);
    Client fresh = client_new(arena), used = client_new(arena);
    assert_int_equal(client_ask(&used, ASK("/echo")).status, 200);
    int64_t began = now_ms();
    assert_true(client_is_ended(&fresh));
    assert_true(client_is_ended(&used));
    assert_int_equal(fresh.text.len, 0);
    assert_int_equal(used.text.len, used.taken);
    assert_true(now_ms() - began < SHORT_MS + SLACK_MS);
    close(fresh.socket);
    close(used.socket);
    server_stop();
}

/* Who asks for much and reads nothing is cut off. */
static void writing_has_a_deadline(void **state) {
    (void)state;
    TEST_ARENA(arena);
    HttpLimits limits = short_limits();
    server_start(&limits);
    Client client = client_new(arena);
    client_say(client.socket, ASK("/large"));
    HttpCounts counts = { 0 };
    int64_t began = now_ms();
    do {
        usleep(10000);
        http_server_counts(running, &counts);
    } while ((counts.requests < 1 || counts.connections_open) && now_ms() - began < CLIENT_WAIT_MS);
    assert_int_equal(counts.connections_open, 0);
    assert_true(client_hear_all(arena, client.socket).len < LARGE_BYTES);
    close(client.socket);
    server_stop();
}

/* As many as the system lets this process have, up to 1,000, each both here and in the server. */
static int clients_possible(void) {
    struct rlimit files;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &files), 0);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    int64_t possible = files.rlim_max > 1000000 ? 1000000 : (int64_t)files.rlim_max;
    return possible >= 2300 ? 1000 : (int)((possible - 300) / 2);
}

typedef struct Slow {
    int count, socket[1000];
    atomic_bool over;
} Slow;

/* A byte of a head that never ends, to everybody, once a second. */
static void *slow_run(void *given) {
    Slow *slow = given;
    for (int turn = 0; !atomic_load(&slow->over); turn++) {
        if (turn % 20 == 0) {
            for (int i = 0; i < slow->count; i++) client_say(slow->socket[i], S("a"));
        }
        usleep(50000);
    }
    return NULL;
}

static void slow_clients_stop_nobody(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static Slow slow;
    slow.count = clients_possible();
    HttpLimits limits = http_limits;
    limits.connections_per_address_max = 2000;
    limits.head_ms_max = 60000;
    server_start(&limits);
    for (int i = 0; i < slow.count; i++) {
        slow.socket[i] = client_open();
        Str begin = i % 2 ? S("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\n")
                          : S("GET /echo HTTP/1.1\r\nHost: x\r\nX-Slow: ");
        assert_true(client_say(slow.socket[i], begin));
    }
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, slow_run, &slow), 0);
    int64_t longest = 0, until = now_ms() + 3000;
    int asked = 0, late = 0;
    for (; now_ms() < until; asked++) {
        int64_t began = now_ms();
        assert_int_equal(ask_once(arena, ASK("/echo")).status, 200);
        int64_t took = now_ms() - began;
        if (took > longest) longest = took;
        late += took >= 1000;
        usleep(10000);
    }
    HttpCounts counts;
    http_server_counts(running, &counts);
    print_message("# %d slow, %d fast requests, %d of them took a second; the slowest %d ms\n",
                  slow.count, asked, late, (int)longest);
    assert_true(counts.connections_open >= slow.count);
    assert_true(late * 50 <= asked); /* a machine that is busy with all else may lose one */
    atomic_store(&slow.over, true);
    pthread_join(thread, NULL);
    for (int i = 0; i < slow.count; i++) close(slow.socket[i]);
    server_stop();
}

static void a_full_queue_says_when(void **state) {
    (void)state;
    TEST_ARENA(arena);
    HttpLimits limits = http_limits;
    limits.queue_max = 3;
    server_start(&limits); /* two workers */
    Client held[5];
    for (int i = 0; i < 5; i++) {
        held[i] = client_new(arena);
        client_say(held[i].socket, ASK("/hold"));
        if (i == 1) server_wait_held(2);
    }
    HttpCounts counts = { 0 };
    while (counts.queue_longest < 3) http_server_counts(running, &counts);
    Client client = client_new(arena);
    Heard heard = client_ask(&client, ASK("/echo"));
    assert_int_equal(heard.status, 503);
    assert_str(heard_field(heard.head, "retry-after"), "1");
    assert_true(client_is_ended(&client));
    close(client.socket);
    server_release(true);
    for (int i = 0; i < 5; i++) { /* those that waited are answered */
        assert_str(client_hear(&held[i], false).body, "held");
        close(held[i].socket);
    }
    server_stop();
}

static void connections_have_limits(void **state) {
    (void)state;
    TEST_ARENA(arena);
    HttpLimits limits = http_limits;
    limits.connections_per_address_max = 3;
    HttpOptions options = server_options(&limits);
    for (int trusted = 0; trusted < 2; trusted++) {
        options.proxies = trusted ? "127.0.0.1" : "";
        limits.connections_max = trusted ? 3 : 100; /* of everybody together, proxies too */
        limits.connections_per_address_max = trusted ? 1 : 3;
        server_start_with(options);
        Client client[4];
        for (int i = 0; i < 3; i++) {
            client[i] = client_new(arena);
            assert_int_equal(client_ask(&client[i], ASK("/echo")).status, 200);
        }
        client[3] = client_new(arena);
        assert_true(client_is_ended(&client[3]));
        assert_int_equal(client[3].text.len, 0);
        HttpCounts counts;
        http_server_counts(running, &counts);
        assert_int_equal(counts.connections_refused, 1);
        close(client[0].socket);
        do {
            http_server_counts(running, &counts);
        } while (counts.connections_open == 3);
        assert_int_equal(ask_once(arena, ASK("/echo")).status, 200);
        for (int i = 1; i < 4; i++) close(client[i].socket);
        server_stop();
    }
}

#define POST_OF(path, bytes)                                                                       \
    S("POST " path " HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: " bytes        \
      "\r\n\r\n")

/* What came counts, from its first byte until its answer; what was only announced takes no room. */
static void bodies_share_a_limit(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const char bytes[1000];
    HttpLimits limits = http_limits;
    limits.held_bytes_max = 1500;
    server_start(&limits);
    Client silent = client_new(arena), first = client_new(arena), second = client_new(arena);
    assert_int_equal(client_ask(&silent, POST_OF("/echo", "1000")).status, 100);
    assert_int_equal(client_ask(&first, POST_OF("/hold", "1000")).status, 100);
    assert_int_equal(client_ask(&second, POST_OF("/echo", "1000")).status, 100);
    assert_int_equal(ask_once(arena, POST_OF("/echo", "1501")).status, 503);
    client_say(first.socket, (Str){ bytes, 1000 });
    server_wait_held(1);
    assert_int_equal(ask_once(arena, POST_OF("/echo", "501")).status, 503);
    client_say(second.socket, (Str){ bytes, 501 }); /* too much as it comes */
    Heard heard = client_hear(&second, false);
    assert_int_equal(heard.status, 503);
    assert_str(heard_field(heard.head, "retry-after"), "1");
    server_release(true);
    assert_int_equal(client_hear(&first, false).status, 200);
    client_say(silent.socket, (Str){ bytes, 1000 });
    assert_int_equal(client_hear(&silent, false).status, 200);
    close(silent.socket);
    close(first.socket);
    close(second.socket);
    server_stop();
}

static void *stop_run(void *server) {
    http_server_stop(server);
    return NULL;
}

/* What is being answered is sent whole; who waits for a first byte is let go; nobody comes in. */
static void stops_when_answers_are_sent(void **state) {
    (void)state;
    TEST_ARENA(arena);
    server_start(NULL);
    Client held = client_new(arena), queued[3], idle = client_new(arena);
    assert_int_equal(client_ask(&idle, ASK("/echo")).status, 200);
    client_say(held.socket, ASK("/hold"));
    server_wait_held(1);
    for (int i = 0; i < 3; i++) {
        queued[i] = client_new(arena);
        client_say(queued[i].socket, ASK("/hold"));
    }
    server_wait_held(2);
    HttpCounts counts = { 0 };
    while (counts.queue_longest < 2) http_server_counts(running, &counts);
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, stop_run, running), 0);
    assert_true(client_is_ended(&idle));
    server_release(true);
    Heard heard = client_hear(&held, false);
    assert_str(heard.body, "held");
    assert_str(heard_field(heard.head, "connection"), "close");
    assert_true(client_is_ended(&held));
    for (int i = 0; i < 3; i++) {
        assert_str(client_hear(&queued[i], false).body, "held");
        close(queued[i].socket);
    }
    close(held.socket);
    close(idle.socket);
    pthread_join(thread, NULL);
    assert_int_equal(atomic_load(&workers_now), 0);
    int late = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in in = { .sin_family = AF_INET, .sin_port = htons((uint16_t)running_port) };
    in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_not_equal(connect(late, (struct sockaddr *)&in, sizeof in), 0);
    close(late);
}

/* What still waits for a worker when the time is over is not worked on any more. */
static void waits_for_nobody_in_the_queue(void **state) {
    (void)state;
    TEST_ARENA(arena);
    HttpLimits limits = http_limits;
    limits.stop_ms_max = SHORT_MS;
    server_start(&limits); /* two workers */
    Client held[2], queued[3];
    for (int i = 0; i < 2; i++) {
        held[i] = client_new(arena);
        client_say(held[i].socket, ASK("/hold"));
    }
    server_wait_held(2);
    for (int i = 0; i < 3; i++) {
        queued[i] = client_new(arena);
        client_say(queued[i].socket, ASK("/hold"));
    }
    HttpCounts counts = { 0 };
    while (counts.queue_longest < 3) http_server_counts(running, &counts);
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, stop_run, running), 0);
    for (int i = 0; i < 3; i++) {
        assert_true(client_is_ended(&queued[i]));
        assert_int_equal(queued[i].text.len, 0);
        close(queued[i].socket);
    }
    server_release(true);
    pthread_join(thread, NULL);
    for (int i = 0; i < 2; i++) close(held[i].socket);
    assert_int_equal(atomic_load(&workers_now), 0);
}

/* A client that does not take its answer holds the end up only so long. */
static void stops_in_time(void **state) {
    (void)state;
    TEST_ARENA(arena);
    HttpLimits limits = http_limits;
    limits.stop_ms_max = SHORT_MS;
    server_start(&limits);
    Client client = client_new(arena);
    client_say(client.socket, ASK("/large"));
    HttpCounts counts = { 0 };
    while (counts.requests < 1) http_server_counts(running, &counts);
    int64_t began = now_ms();
    server_stop();
    assert_true(now_ms() - began < SHORT_MS + SLACK_MS);
    close(client.socket);
}

/* Peers that are gone in the middle of anything end nothing but themselves. */
static void peers_may_go(void **state) {
    (void)state;
    TEST_ARENA(arena);
    server_start(NULL);
    static const Str begins[] = { S(""), S("GET /ec"), S("POST /echo HTTP/1.1\r\nHost: x\r\n"
                                                        "Content-Length: 100\r\n\r\nabc"),
                                  ASK("/large"), ASK("/echo"), S("BAD\r\n\r\n") };
    struct linger reset = { .l_onoff = 1 };
    for (int i = 0; i < 72; i++) {
        int client = client_open();
        client_say(client, begins[i % 6]);
        if (i % 2) setsockopt(client, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
        close(client);
    }
    Client held = client_new(arena);
    client_say(held.socket, ASK("/hold"));
    server_wait_held(1);
    close(held.socket);
    server_release(true);
    assert_int_equal(ask_once(arena, ASK("/echo")).status, 200);
    Client half = client_new(arena); /* says no more, and hears */
    client_say(half.socket, ASK("/echo"));
    shutdown(half.socket, SHUT_WR);
    assert_int_equal(client_hear(&half, false).status, 200);
    close(half.socket);
    server_stop();
}

static void log_names_nobody(void **state) {
    (void)state;
    TEST_ARENA(arena);
    char path[] = "/tmp/opstap-log-XXXXXX";
    int made = mkstemp(path);
    assert_true(made >= 0);
    close(made);
    HttpOptions options = server_options(NULL);
    options.log_file = path;
    server_start_with(options);
    ask_once(arena, S("GET /echo/jan?search=piet HTTP/1.1\r\nHost: klaas\r\n"
                      "Cookie: a=kees\r\n\r\n"));
    ask_once(arena, S("GET /jan HTTP/3.0\r\nHost: klaas\r\n\r\n"));
    server_stop();
    Str bytes = STR_EMPTY;
    assert_int_equal(file_read(arena, path, 10000, &bytes), OK);
    unlink(path);
    Str rest = bytes, line = STR_EMPTY;
    assert_true(str_cut(&rest, '\n', &line));
    Str part = S("\"method\":\"GET\",\"route\":\"test\",\"status\":200");
    assert_true(str_find(line, part) < line.len);
    assert_true(str_cut(&rest, '\n', &line));
    part = S("\"method\":null,\"route\":null,\"status\":505");
    assert_true(str_find(line, part) < line.len);
    assert_str(rest, "");
    static const char *const names[] = { "jan", "piet", "klaas", "kees", "127.0", "echo" };
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(str_find(bytes, str_from(names[i])), bytes.len);
    }
}

SUITE("http_slow", cmocka_unit_test(deadlines_do_not_move),
      cmocka_unit_test(silence_ends_without_a_word), cmocka_unit_test(writing_has_a_deadline),
      cmocka_unit_test(slow_clients_stop_nobody), cmocka_unit_test(a_full_queue_says_when),
      cmocka_unit_test(connections_have_limits), cmocka_unit_test(bodies_share_a_limit),
      cmocka_unit_test(stops_when_answers_are_sent), cmocka_unit_test(stops_in_time),
      cmocka_unit_test(waits_for_nobody_in_the_queue), cmocka_unit_test(peers_may_go),
      cmocka_unit_test(log_names_nobody))
