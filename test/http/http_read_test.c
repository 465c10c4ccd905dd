/* Requests read from bytes: what is refused, what is taken, and that pieces change nothing. */
#include "http_read.h"
#include "malformed.h"
#include "test.h"

/* HTTP_MORE, 200 with *ret_head, or a status; with `step` bytes more at a time. */
static int read_in_steps(Arena *arena, Str bytes, size_t step, HttpHead *ret_head) {
    HttpScan scan = { 0 };
    int status = HTTP_MORE;
    for (size_t len = step < bytes.len ? step : bytes.len;; len += step) {
        if (len > bytes.len) len = bytes.len;
        status = http_scan(&scan, str_sub(bytes, 0, len), &http_limits);
        if (status != HTTP_MORE || len == bytes.len) break;
    }
    if (status != HTTP_WHOLE) return status;
    status = http_head_read(arena, str_sub(bytes, 0, scan.at), &http_limits, ret_head);
    return status ? status : 200;
}

static int read_whole(Arena *arena, Str bytes, HttpHead *ret_head) {
    return read_in_steps(arena, bytes, bytes.len, ret_head);
}

static void refuses(void **state) {
    (void)state;
    assert_true(MALFORMED_COUNT >= 60);
    for (size_t i = 0; i < MALFORMED_COUNT; i++) {
        TEST_ARENA(arena);
        HttpHead head;
        int whole = read_whole(arena, malformed[i].bytes, &head);
        int pieces = read_in_steps(arena, malformed[i].bytes, 1, &head);
        if (whole == malformed[i].status && pieces == whole) continue;
        fail_msg("%s: %d expected, %d found, %d in pieces", malformed[i].name, malformed[i].status,
                 whole, pieces);
    }
}

/* "a..." of some length in a frame. */
static Str filled(Arena *arena, const char *before, size_t count, const char *after) {
    Text text = text_new(arena, 1024 * 1024);
    text_add(&text, str_from(before));
    for (size_t i = 0; i < count; i++) text_add_char(&text, 'a');
    text_add(&text, str_from(after));
    return text_str(&text);
}

static void refuses_what_is_too_long(void **state) {
    (void)state;
    TEST_ARENA(arena);
    HttpHead head;
    size_t frame = sizeof "GET / HTTP/1.1" - 1;
    Str line = filled(arena, "GET /", HTTP_LINE_BYTES_MAX - frame,
                      " HTTP/1.1\r\nHost: opstap.example\r\n\r\n");
    assert_int_equal(read_whole(arena, line, &head), 200);
    line = filled(arena, "GET /", HTTP_LINE_BYTES_MAX - frame + 1,
                  " HTTP/1.1\r\nHost: opstap.example\r\n\r\n");
    assert_int_equal(read_whole(arena, line, &head), 414);
    assert_int_equal(read_whole(arena, filled(arena, "GET /", 8000, ""), &head), 414);

    Str field = filled(arena, GET "X: ", HTTP_FIELD_BYTES_MAX - 3, "\r\n\r\n");
    assert_int_equal(read_whole(arena, field, &head), 200);
    field = filled(arena, GET "X: ", HTTP_FIELD_BYTES_MAX - 2, "\r\n\r\n");
    assert_int_equal(read_whole(arena, field, &head), 431);
    assert_int_equal(read_whole(arena, filled(arena, GET, 10000, ""), &head), 431);
}

static Str with_fields(Arena *arena, int count, const char *value) {
    Text text = text_new(arena, 1024 * 1024);
    text_add(&text, S(GET));
    for (int i = 1; i < count; i++) text_addf(&text, "X-%d: %s\r\n", i, value);
    text_add(&text, S("\r\n"));
    return text_str(&text);
}

static void refuses_what_is_too_much(void **state) {
    (void)state;
    TEST_ARENA(arena);
    HttpHead head;
    assert_int_equal(read_whole(arena, with_fields(arena, HTTP_FIELDS_MAX, "a"), &head), 200);
    assert_int_equal(head.request.field_count, HTTP_FIELDS_MAX);
    assert_int_equal(read_whole(arena, with_fields(arena, HTTP_FIELDS_MAX + 1, "a"), &head), 431);
    Str value = filled(arena, "", HTTP_HEAD_BYTES_MAX / 40, "");
    assert_int_equal(read_whole(arena, with_fields(arena, 39, value.at), &head), 200);
    assert_int_equal(read_whole(arena, with_fields(arena, 42, value.at), &head), 431);
    Str name = filled(arena, "GET / HTTP/1.1\r\nHost: ", HTTP_HOST_BYTES_MAX, "\r\n\r\n");
    assert_int_equal(read_whole(arena, name, &head), 200);
    name = filled(arena, "GET / HTTP/1.1\r\nHost: ", HTTP_HOST_BYTES_MAX + 1, "\r\n\r\n");
    assert_int_equal(read_whole(arena, name, &head), 400);
}

static HttpHead taken(Arena *arena, Str bytes) {
    HttpHead head = { 0 }, again = { 0 };
    int status = read_whole(arena, bytes, &head);
    if (status != 200) fail_msg("%d for %.*s", status, STR_ARGS(bytes));
    assert_int_equal(read_in_steps(arena, bytes, 1, &again), 200);
    assert_true(str_equal(head.request.path, again.request.path));
    assert_int_equal(head.body_bytes, again.body_bytes);
    return head;
}

static void takes_a_get(void **state) {
    (void)state;
    TEST_ARENA(arena);
    HttpHead head = taken(arena, S("GET /people/a%20b?search=jan+piet&x=%C3%A9 HTTP/1.1\r\n"
                                   "HOST: Opstap.Example:8080\r\naccept:text/html\r\n"
                                   "X-Empty:\r\nX-Blanks: \t a  b \t \r\n"
                                   "Cookie: a=1; b=2\r\n\r\n"));
    const HttpRequest *request = &head.request;
    assert_int_equal(request->method, HTTP_GET);
    assert_str(request->path, "/people/a b");
    assert_str(request->query, "search=jan+piet&x=%C3%A9");
    assert_str(request->host, "opstap.example:8080");
    assert_str(http_field(request, S("accept")), "text/html");
    assert_str(http_field(request, S("x-blanks")), "a  b");
    assert_str(http_field(request, S("x-empty")), "");
    assert_true(http_field_find(request, S("x-empty")));
    assert_false(http_field_find(request, S("x-none")));
    assert_str(http_field(request, S("x-none")), "");
    assert_int_equal(request->field_count, 5);
    assert_str(request->field[0].name, "host");
    assert_true(head.keeps);
    assert_int_equal(head.body_bytes, 0);
}

static void takes_a_post(void **state) {
    (void)state;
    TEST_ARENA(arena);
    HttpHead head = taken(arena, S(LENGTH("1048576") "abc"));
    assert_int_equal(head.request.method, HTTP_POST);
    assert_int_equal(head.body_bytes, 1048576);
    assert_false(head.wants_continue);
    assert_int_equal(taken(arena, S(LENGTH("0"))).body_bytes, 0);
    head = taken(arena, S(POST "Expect: 100-Continue\r\nContent-Length: 3\r\n\r\n"));
    assert_true(head.wants_continue);
    head = taken(arena, S(POST "Expect: 100-continue\r\nContent-Length: 0\r\n\r\n"));
    assert_false(head.wants_continue);
    head = taken(arena, S("POST / HTTP/1.0\r\nExpect: x\r\nContent-Length: 3\r\n\r\nabc"));
    assert_false(head.wants_continue); /* a 1.0 sender cannot have meant it */
}

static void knows_when_to_close(void **state) {
    (void)state;
    TEST_ARENA(arena);
    assert_false(taken(arena, S(GET "Connection: close\r\n\r\n")).keeps);
    assert_false(taken(arena, S(GET "Connection: Keep-Alive, CLOSE\r\n\r\n")).keeps);
    assert_false(taken(arena, S(GET "Connection: a\r\nConnection: close\r\n\r\n")).keeps);
    assert_true(taken(arena, S(GET "Connection: keep-alive\r\n\r\n")).keeps);
    assert_true(taken(arena, S(GET "Connection: closed\r\n\r\n")).keeps);
    HttpHead head = taken(arena, S("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
    assert_false(head.keeps);
    assert_str(head.request.host, "");
}

static void reads_paths(void **state) {
    (void)state;
    static const struct {
        Str target;
        const char *path, *query;
    } cases[] = {
        { S("/"), "/", "" },
        { S("/?"), "/", "" },
        { S("/?a/../b"), "/", "a/../b" },
        { S("/a"), "/a", "" },
        { S("/a/b.c"), "/a/b.c", "" },
        { S("/..."), "/...", "" },
        { S("/.well-known/security.txt"), "/.well-known/security.txt", "" },
        { S("/a?b?c"), "/a", "b?c" },
        { S("/%E2%82%AC"), "/\xe2\x82\xac", "" },
        { S("/%41%2e%42"), "/A.B", "" },
        { S("/%252e%252e"), "/%2e%2e", "" }, /* unescaped once */
        { S("/a+b"), "/a+b", "" },
        { S("/a%3Fb?c"), "/a?b", "c" },
        { S("/a;b=c:d@e"), "/a;b=c:d@e", "" },
        { S("/?a[]=1|2"), "/", "a[]=1|2" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        TEST_ARENA(arena);
        Str path = STR_EMPTY, query = STR_EMPTY;
        assert_int_equal(http_target_read(arena, cases[i].target, &path, &query), 0);
        assert_str(path, cases[i].path);
        assert_str(query, cases[i].query);
    }
}

static void reads_hosts(void **state) {
    (void)state;
    static const char *const good[][2] = {
        { "localhost", "localhost" },       { "Opstap.Example.", "opstap.example." },
        { "127.0.0.1:1", "127.0.0.1:1" },   { "a_b-c.example:65535", "a_b-c.example:65535" },
        { "[::1]", "[::1]" },               { "[2001:DB8::1]:8080", "[2001:db8::1]:8080" },
        { "[::ffff:1.2.3.4]", "[::ffff:1.2.3.4]" },
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        TEST_ARENA(arena);
        Str host = STR_EMPTY;
        assert_int_equal(http_host_read(arena, str_from(good[i][0]), &host), 0);
        assert_str(host, good[i][1]);
    }
}

/* The end of a head is found at its place, whatever follows. */
static void leaves_what_follows(void **state) {
    (void)state;
    TEST_ARENA(arena);
    HttpScan scan = { 0 };
    Str two = S(GET "\r\n" GET "\r\n");
    assert_int_equal(http_scan(&scan, two, &http_limits), HTTP_WHOLE);
    assert_int_equal(scan.at, two.len / 2);
    HttpScan half = { 0 };
    assert_int_equal(http_scan(&half, str_sub(two, 0, two.len / 2 - 1), &http_limits), HTTP_MORE);
    assert_int_equal(http_scan(&half, str_sub(two, 0, two.len / 2), &http_limits), HTTP_WHOLE);
    assert_int_equal(half.at, scan.at);
}

static void lists_have_items(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Str bytes = S(GET "Accept-Language: nl, en;q=0.5\r\nTE: a\r\nTE: b ,c\r\n\r\n");
    HttpHead head = taken(arena, bytes);
    assert_true(http_list_has(&head.request, S("te"), S("A")));
    assert_true(http_list_has(&head.request, S("te"), S("b")));
    assert_true(http_list_has(&head.request, S("te"), S("c")));
    assert_false(http_list_has(&head.request, S("te"), S("d")));
    assert_false(http_list_has(&head.request, S("accept-language"), S("en")));
}

SUITE("http_read", cmocka_unit_test(refuses), cmocka_unit_test(refuses_what_is_too_long),
      cmocka_unit_test(refuses_what_is_too_much), cmocka_unit_test(takes_a_get),
      cmocka_unit_test(takes_a_post), cmocka_unit_test(knows_when_to_close),
      cmocka_unit_test(reads_paths), cmocka_unit_test(reads_hosts),
      cmocka_unit_test(leaves_what_follows), cmocka_unit_test(lists_have_items))
