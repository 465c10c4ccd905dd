/* Answers as bytes, lines of the log, who is behind a proxy, what was counted. */
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include "http_cookie.h"
#include "http_counts.h"
#include "http_log.h"
#include "http_proxy.h"
#include "http_queue.h"
#include "http_write.h"
#include "file.h"
#include "test.h"

enum { NOVEMBER_1994 = 784111777 };

static void heads_are_written(void **state) {
    (void)state;
    TEST_ARENA(arena);
    HttpAnswer answer = { .status = 200, .type = S("text/html; charset=utf-8"), .body = S("<p>") };
    http_answer_field(&answer, S("Cache-Control"), S("no-store"));
    HttpEnd keeps = { .utc_seconds = NOVEMBER_1994, .keeps = true };
    HttpEnd ends = { .utc_seconds = NOVEMBER_1994 };
    assert_str(http_head_write(arena, &answer, keeps),
               "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
               "Content-Type: text/html; charset=utf-8\r\nContent-Length: 3\r\n"
               "Cache-Control: no-store\r\n\r\n");
    assert_str(http_body_sent(HTTP_GET, &answer), "<p>");
    assert_str(http_body_sent(HTTP_HEAD, &answer), "");
    answer = (HttpAnswer){ .status = 303, .body = S("never sent") };
    http_answer_field(&answer, S("Location"), S("/people"));
    assert_str(http_head_write(arena, &answer, ends),
               "HTTP/1.1 303 See Other\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
               "Content-Length: 0\r\nLocation: /people\r\nConnection: close\r\n\r\n");
    assert_str(http_body_sent(HTTP_POST, &answer), "");
    for (int status = 204; status <= 304; status += 100) {
        answer = (HttpAnswer){ .status = status, .type = S("text/css"), .body = S("a{}") };
        Str head = http_head_write(arena, &answer, keeps);
        assert_int_equal(str_find(head, S("Content-Length")), head.len);
        assert_str(http_body_sent(HTTP_GET, &answer), "");
    }
    assert_string_equal(http_status_name(418), "Request Error");
    assert_string_equal(http_status_name(200), "OK");
    assert_string_equal(http_status_name(0), "Unknown");
}

static void dates_are_of_http(void **state) {
    (void)state;
    TEST_ARENA(arena);
    assert_str(http_date(arena, 0), "Thu, 01 Jan 1970 00:00:00 GMT");
    assert_str(http_date(arena, 951782399), "Mon, 28 Feb 2000 23:59:59 GMT");
    assert_str(http_date(arena, 951782400), "Tue, 29 Feb 2000 00:00:00 GMT");
    assert_str(http_date(arena, 4102444799), "Thu, 31 Dec 2099 23:59:59 GMT");
}

/* True when the process ends with EXIT_BROKEN in a field like this. */
static bool field_ends_process(Str name, Str value, int times) {
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        HttpAnswer answer = { .status = 200 };
        if (!freopen("/dev/null", "w", stderr)) _exit(1);
        for (int i = 0; i < times; i++) http_answer_field(&answer, name, value);
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) && WEXITSTATUS(status) == 5;
}

static void heads_cannot_be_broken(void **state) {
    (void)state;
    assert_false(field_ends_process(S("X-A"), S("b\tc \xc3\xa9"), HTTP_ANSWER_FIELDS_MAX));
    assert_true(field_ends_process(S("X-A"), S("b"), HTTP_ANSWER_FIELDS_MAX + 1));
    assert_true(field_ends_process(S("X-A"), S("b\r\nSet-Cookie: a=b"), 1));
    assert_true(field_ends_process(S("X-A"), S("b\nc"), 1));
    assert_true(field_ends_process(S("X-A"), S("b\0c"), 1));
    assert_true(field_ends_process(S("X A"), S("b"), 1));
    assert_true(field_ends_process(S("X:"), S("b"), 1));
    assert_true(field_ends_process(S(""), S("b"), 1));
}

static void refusals_say_little(void **state) {
    (void)state;
    TEST_ARENA(arena);
    HttpAnswer answer = http_refusal(arena, 503, S("0123456789abcdef"));
    assert_int_equal(answer.status, 503);
    assert_str(answer.body, "503 Service Unavailable\nrequest 0123456789abcdef\n");
    assert_str(answer.field[2].name, "Retry-After");
    assert_int_equal(http_refusal(arena, 400, S("x")).field_count, 2);
}

static HttpRequest request_with(Arena *arena, const char *name, const char *value) {
    HttpField *field = arena_one(arena, HttpField);
    *field = (HttpField){ str_from(name), str_from(value) };
    return (HttpRequest){ .field = field, .field_count = 1 };
}

static void gzip_is_taken_when_said(void **state) {
    (void)state;
    static const struct {
        const char *value;
        bool takes;
    } cases[] = {
        { "deflate, gzip;q=1.0, *;q=0.5", true },
        { "gzip", true },
        { "GZIP ; q=0.001", true },
        { "br,gzip", true },
        { "", false },
        { "gzip; q=0.000", false },
        { "identity", false },
        { "gzip;q=0", false },
        { "gzip;Q=0", false },
        { "x-gzip", false },
        { "gzipped", false },
        { "*", false },
        { "gzip, deflate, br, zstd", true },
        { "br, x-gzip, gzipped", false },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        TEST_ARENA(arena);
        HttpRequest request = request_with(arena, "accept-encoding", cases[i].value);
        if (http_takes_gzip(&request) != cases[i].takes) fail_msg("'%s'", cases[i].value);
    }
}

static Str long_text(Arena *arena) {
    Text text = text_new(arena, 1024 * 1024);
    for (int i = 0; i < 20000; i++) text_addf(&text, "line %d of a page\n", i * i);
    return text_str(&text);
}

static Str unpacked(Arena *arena, Str packed, size_t bytes_max) {
    z_stream stream = { .next_in = (z_const Bytef *)(uintptr_t)packed.at,
                        .avail_in = (uInt)packed.len };
    Bytef *out = arena_get(arena, bytes_max);
    stream.next_out = out;
    stream.avail_out = (uInt)bytes_max;
    assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
    assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
    inflateEnd(&stream);
    return (Str){ (const char *)out, stream.total_out };
}

static const char *answer_value(const HttpAnswer *answer, const char *name) {
    for (size_t i = 0; i < answer->field_count; i++) {
        if (str_equal(answer->field[i].name, str_from(name))) return answer->field[i].value.at;
    }
    return NULL;
}

static void long_texts_are_packed(void **state) {
    (void)state;
    TEST_ARENA(arena);
    HttpRequest request = request_with(arena, "accept-encoding", "gzip");
    Str body = long_text(arena);
    HttpAnswer answer = { .status = 200, .type = S("text/html"), .body = body };
    http_answer_field(&answer, S("ETag"), S("\"abc\""));
    http_answer_pack(arena, &request, &answer);
    assert_string_equal(answer_value(&answer, "Content-Encoding"), "gzip");
    assert_string_equal(answer_value(&answer, "Vary"), "Accept-Encoding");
    assert_string_equal(answer_value(&answer, "ETag"), "W/\"abc\"");
    assert_true(answer.body.len < body.len / 2);
    assert_true(str_equal(unpacked(arena, answer.body, body.len + 1), body));
}

static void others_are_not_packed(void **state) {
    (void)state;
    TEST_ARENA(arena);
    HttpRequest takes = request_with(arena, "accept-encoding", "gzip"), none = { 0 };
    Str body = long_text(arena);
    HttpAnswer answer = { .status = 200, .type = S("image/png"), .body = body };
    http_answer_pack(arena, &takes, &answer);
    assert_int_equal(answer.field_count, 0);
    answer = (HttpAnswer){ .status = 200, .type = S("text/css"), .body = str_sub(body, 0, 1023) };
    http_answer_pack(arena, &takes, &answer);
    assert_null(answer_value(&answer, "Content-Encoding"));
    assert_string_equal(answer_value(&answer, "Vary"), "Accept-Encoding");
    answer = (HttpAnswer){ .status = 200, .type = S("text/css"), .body = body };
    http_answer_field(&answer, S("Content-Encoding"), S("br"));
    http_answer_pack(arena, &takes, &answer);
    assert_string_equal(answer_value(&answer, "Content-Encoding"), "br");
    assert_ptr_equal(answer.body.at, body.at);
    answer = (HttpAnswer){ .status = 200, .type = S("text/css"), .body = body };
    http_answer_pack(arena, &none, &answer); /* and caches are told that it could be */
    assert_string_equal(answer_value(&answer, "Vary"), "Accept-Encoding");
    assert_null(answer_value(&answer, "Content-Encoding"));
    assert_ptr_equal(answer.body.at, body.at);
}

static void vary_names_the_coding_besides_others(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        { "Cookie", "Cookie, Accept-Encoding" },
        { "Cookie, accept-encoding", "Cookie, accept-encoding" },
        { "*", "*" },
    };
    TEST_ARENA(arena);
    HttpRequest request = request_with(arena, "accept-encoding", "gzip");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        HttpAnswer answer = { .status = 200, .type = S("text/html"), .body = long_text(arena) };
        http_answer_field(&answer, S("Vary"), str_from(cases[i][0]));
        http_answer_pack(arena, &request, &answer);
        assert_string_equal(answer_value(&answer, "Vary"), cases[i][1]);
        assert_string_equal(answer_value(&answer, "Content-Encoding"), "gzip");
    }
}

static void log_lines_are_json(void **state) {
    (void)state;
    TEST_ARENA(arena);
    HttpLogLine line = { .utc_seconds = NOVEMBER_1994, .took_us = 1234, .id = "0123456789abcdef",
                         .method = "GET", .route = "people_list", .status = 200, .bytes = 8123 };
    assert_str(http_log_text(arena, &line),
               "{\"time\":\"1994-11-06T08:49:37Z\",\"id\":\"0123456789abcdef\",\"method\":\"GET\","
               "\"route\":\"people_list\",\"status\":200,\"bytes\":8123,\"microseconds\":1234}\n");
    line = (HttpLogLine){ .id = "", .route = "a\"b\\c\nd", .status = 400 };
    assert_str(http_log_text(arena, &line),
               "{\"time\":\"1970-01-01T00:00:00Z\",\"id\":\"\",\"method\":null,"
               "\"route\":\"a?b?c?d\",\"status\":400,\"bytes\":0,\"microseconds\":0}\n");
}

static void log_grows_at_its_end(void **state) {
    (void)state;
    TEST_ARENA(arena);
    char path[] = "/tmp/opstap-log-XXXXXX";
    int made = mkstemp(path);
    assert_true(made >= 0);
    assert_int_equal(write(made, "before\n", 7), 7);
    close(made);
    HttpLog log;
    HttpLogLine line = { .id = "x", .status = 200 };
    assert_int_equal(http_log_open(&log, path), OK);
    http_log_write(arena, &log, &line);
    http_log_end(&log);
    Str bytes = STR_EMPTY;
    assert_int_equal(file_read(arena, path, 10000, &bytes), OK);
    assert_true(str_starts(bytes, S("before\n{\"time\"")));
    unlink(path);
    assert_int_equal(http_log_open(&log, NULL), OK);
    http_log_write(arena, &log, &line);
    http_log_end(&log);
    assert_int_equal(http_log_open(&log, "/nowhere/at/all"), BROKEN);
}

static void networks_are_read(void **state) {
    (void)state;
    static const struct {
        const char *list, *inside, *outside;
    } cases[] = {
        { "10.0.0.0/8", "10.255.0.1", "11.0.0.1" },
        { "10.0.0.0/8", "::ffff:10.1.1.1", "::10.1.1.1" },
        { "192.168.1.128/25", "192.168.1.129", "192.168.1.127" },
        { "1.2.3.4", "1.2.3.4", "1.2.3.5" },
        { "0.0.0.0/0", "200.1.1.1", "2001:db8::1" },
        { "::/0", "2001:db8::1", NULL },
        { "::1  10.0.0.1", "10.0.0.1", "10.0.0.2" },
        { "2001:db8::/33", "2001:db8:7fff::1", "2001:db8:8000::1" },
        { "::ffff:10.0.0.0/104", "10.9.9.9", "11.0.0.1" },
        { "", NULL, "127.0.0.1" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        HttpProxies proxies;
        HttpAddress address;
        Str wrong;
        assert_int_equal(http_proxies_read(str_from(cases[i].list), &proxies, &wrong), OK);
        if (cases[i].inside) {
            assert_true(http_address_read(str_from(cases[i].inside), &address));
            assert_true(http_proxies_have(&proxies, address));
        }
        if (!cases[i].outside) continue;
        assert_true(http_address_read(str_from(cases[i].outside), &address));
        assert_false(http_proxies_have(&proxies, address));
    }
}

static void networks_are_refused(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const char *const bad[] = { "localhost", "10.0.0.0/33",    "10.0.0.0/-1", "10.0.0.0/",
                                       "::/129",    "10.0.0",         "/8",          "1.2.3.4/8/8",
                                       "::1%lo",    "10.0.0.0/8,::1" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        HttpProxies proxies;
        Str wrong = STR_EMPTY;
        Str list = str_printf(arena, "::1 %s 10.0.0.1", bad[i]);
        assert_int_equal(http_proxies_read(list, &proxies, &wrong), INVALID);
        assert_str(wrong, bad[i]);
    }
    Text many = text_new(arena, 10000);
    for (int i = 0; i <= HTTP_PROXIES_MAX; i++) text_add(&many, S("::1 "));
    HttpProxies proxies;
    Str wrong;
    assert_int_equal(http_proxies_read(text_str(&many), &proxies, &wrong), INVALID);
}

static void clients_are_found(void **state) {
    (void)state;
    static const struct {
        const char *peer, *first, *second, *client; /* two X-Forwarded-For fields */
    } cases[] = {
        { "10.0.0.1", "1.2.3.4", NULL, "1.2.3.4" },
        { "10.0.0.1", "9.9.9.9, 1.2.3.4", NULL, "1.2.3.4" },
        { "10.0.0.1", "9.9.9.9, 1.2.3.4 ,10.0.0.2", NULL, "1.2.3.4" },
        { "10.0.0.1", "9.9.9.9", "1.2.3.4, 10.0.0.2", "1.2.3.4" },
        { "10.0.0.1", "1.2.3.4", "10.0.0.3,10.0.0.2", "1.2.3.4" },
        { "10.0.0.1", NULL, NULL, "10.0.0.1" },
        { "10.0.0.1", "10.0.0.5", NULL, "10.0.0.5" },
        { "10.0.0.1", "1.2.3.4, unknown", NULL, "10.0.0.1" },
        { "10.0.0.1", "1.2.3.4,, 10.0.0.2", NULL, "10.0.0.2" },
        { "10.0.0.1", "", NULL, "10.0.0.1" },
        { "10.0.0.1", "1.2.3.4:80", NULL, "10.0.0.1" },
        { "10.0.0.1", "2001:DB8::1", NULL, "2001:db8::1" },
        { "10.0.0.1", "::ffff:1.2.3.4", NULL, "1.2.3.4" },
        { "5.5.5.5", "1.2.3.4", NULL, "5.5.5.5" },
        { "::ffff:10.0.0.1", "1.2.3.4", NULL, "1.2.3.4" },
    };
    HttpProxies proxies;
    Str wrong;
    assert_int_equal(http_proxies_read(S("10.0.0.0/24"), &proxies, &wrong), OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        TEST_ARENA(arena);
        HttpField field[2] = { { S("x-forwarded-for"), str_from(cases[i].first) },
                               { S("x-forwarded-for"), str_from(cases[i].second) } };
        HttpRequest request = { .field = field };
        request.field_count = (size_t)(cases[i].first != NULL) + (cases[i].second != NULL);
        HttpAddress peer;
        assert_true(http_address_read(str_from(cases[i].peer), &peer));
        http_client_find(arena, &proxies, peer, &request);
        assert_str(request.client, cases[i].client);
        assert_false(request.secure);
    }
}

static HttpRequest came(Arena *arena, const char *peer, const char *name, const char *value) {
    HttpProxies proxies;
    HttpAddress address;
    Str wrong;
    assert_int_equal(http_proxies_read(S("10.0.0.1 127.0.0.2"), &proxies, &wrong), OK);
    assert_true(http_address_read(str_from(peer), &address));
    HttpRequest request = request_with(arena, name, value);
    http_client_find(arena, &proxies, address, &request);
    return request;
}

static void secure_and_near_are_known(void **state) {
    (void)state;
    TEST_ARENA(arena);
    assert_true(came(arena, "10.0.0.1", "x-forwarded-proto", "https").secure);
    assert_false(came(arena, "10.0.0.1", "x-forwarded-proto", "http").secure);
    assert_false(came(arena, "10.0.0.1", "x-forwarded-proto", "https, http").secure);
    assert_false(came(arena, "10.0.0.2", "x-forwarded-proto", "https").secure);
    assert_true(came(arena, "127.0.0.1", "accept", "x").loopback);
    assert_true(came(arena, "::1", "accept", "x").loopback);
    assert_true(came(arena, "::ffff:127.9.9.9", "accept", "x").loopback);
    assert_false(came(arena, "10.0.0.1", "accept", "x").loopback);
    assert_false(came(arena, "127.0.0.1", "x-forwarded-for", "127.0.0.1").loopback);
    assert_false(came(arena, "127.0.0.2", "x-forwarded-for", "127.0.0.1").loopback);
    assert_false(came(arena, "127.0.0.1", "via", "1.1 proxy").loopback);
    assert_false(came(arena, "127.0.0.1", "forwarded", "for=1.2.3.4").loopback);
}

static void answers_are_counted(void **state) {
    (void)state;
    HttpTally tally = { 0 };
    HttpCounts counts;
    http_tally_answer(&tally, 200, 500);
    http_tally_answer(&tally, 303, 501);
    http_tally_answer(&tally, 500, 60 * 1000 * 1000);
    http_tally_refusal(&tally, 400);
    http_tally_read(&tally, &counts);
    assert_int_equal(counts.requests, 3);
    assert_int_equal(counts.refused, 1);
    for (int class = 2; class <= 5; class++) assert_int_equal(counts.answers_by_class[class], 1);
    assert_int_equal(counts.seconds_bucket[0], 1);
    assert_int_equal(counts.seconds_bucket[1], 1);
    assert_int_equal(counts.seconds_bucket[11], 1);
    assert_int_equal(counts.took_us, 60001001);
}

static void queues_keep_order_and_end(void **state) {
    (void)state;
    HttpQueue queue;
    HttpJob jobs[3];
    http_queue_begin(&queue);
    assert_true(http_queue_push(&queue, &jobs[0], 2));
    assert_true(http_queue_push(&queue, &jobs[1], 2));
    assert_false(http_queue_push(&queue, &jobs[2], 2));
    assert_ptr_equal(http_queue_take(&queue), &jobs[0]);
    assert_true(http_queue_push(&queue, &jobs[2], 2));
    http_queue_close(&queue);
    assert_ptr_equal(http_queue_take(&queue), &jobs[1]);
    assert_ptr_equal(http_queue_take_now(&queue), &jobs[2]);
    assert_null(http_queue_take_now(&queue));
    assert_null(http_queue_take(&queue));
    assert_int_equal(http_queue_longest(&queue), 2);
    http_queue_end(&queue);
}

SUITE("http_answer", cmocka_unit_test(heads_are_written), cmocka_unit_test(dates_are_of_http),
      cmocka_unit_test(heads_cannot_be_broken), cmocka_unit_test(refusals_say_little),
      cmocka_unit_test(gzip_is_taken_when_said), cmocka_unit_test(long_texts_are_packed),
      cmocka_unit_test(vary_names_the_coding_besides_others),
      cmocka_unit_test(others_are_not_packed), cmocka_unit_test(log_lines_are_json),
      cmocka_unit_test(log_grows_at_its_end), cmocka_unit_test(networks_are_read),
      cmocka_unit_test(networks_are_refused), cmocka_unit_test(clients_are_found),
      cmocka_unit_test(secure_and_near_are_known), cmocka_unit_test(answers_are_counted),
      cmocka_unit_test(queues_keep_order_and_end))
