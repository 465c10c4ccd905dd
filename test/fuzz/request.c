/* Bytes of a stranger on one connection: whatever comes, cut in pieces at any place it is read as
 * in one piece, request after request; and what is read keeps the promises of http_read.h. The
 * first byte chooses where it is cut. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "auto.h"
#include "http_cookie.h"
#include "http_form.h"
#include "http_proxy.h"
#include "http_read.h"
#include "http_write.h"
#include "text.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

enum { ARENA_BYTES = 512 * 1024 * 1024, REQUESTS_MAX = 50 };

static void path_check(Str path) {
    assert(str_starts(path, S("/")) && str_is_utf8(path));
    for (size_t i = 0; i < path.len; i++) {
        assert((unsigned char)path.at[i] >= ' ' && path.at[i] != 0x7F && path.at[i] != '\\');
    }
    Str rest = str_sub(path, 1, path.len), part;
    while (path.len > 1 && str_cut(&rest, '/', &part)) {
        assert(part.len && !str_equal(part, S(".")) && !str_equal(part, S("..")));
    }
}

static void request_check(Arena *arena, const HttpHead *head) {
    const HttpRequest *request = &head->request;
    path_check(request->path);
    assert(request->method == HTTP_POST || !head->body_bytes);
    assert(head->body_bytes <= http_limits.body_bytes_max);
    assert(request->host.len || !head->keeps); /* only a 1.0 request may have none */
    assert(!http_field_find(request, S("transfer-encoding")));
    int hosts = 0, lengths = 0;
    for (size_t i = 0; i < request->field_count; i++) {
        Str name = request->field[i].name, value = request->field[i].value;
        hosts += str_equal(name, S("host"));
        lengths += str_equal(name, S("content-length"));
        assert(name.len && str_is_utf8(value) && str_equal(value, str_trim(value)));
        assert(!memchr(value.at, '\r', value.len) && !memchr(value.at, '\n', value.len));
    }
    assert(hosts <= 1 && lengths <= 1);
    Str value;
    HttpForm form;
    http_cookie_read(http_field(request, S("cookie")), S("id"), &value);
    http_form_read(arena, request->query, &form);
    http_takes_gzip(request);
}

static void request_say(Text *said, const HttpHead *head) {
    const HttpRequest *request = &head->request;
    text_addf(said, "%d %.*s?%.*s %.*s %zu %d %d\n", request->method, STR_ARGS(request->path),
              STR_ARGS(request->query), STR_ARGS(request->host), head->body_bytes, head->keeps,
              head->wants_continue);
    for (size_t i = 0; i < request->field_count; i++) {
        text_addf(said, "%.*s: %.*s\n", STR_ARGS(request->field[i].name),
                  STR_ARGS(request->field[i].value));
    }
}

/* Everything that is read from `bytes`, of which more are seen each time `step` says so. */
static Str connection_read(Arena *arena, Str bytes, unsigned step) {
    Text said = text_new(arena, ARENA_BYTES / 8);
    size_t begin = 0, seen = 0;
    unsigned chance = step;
    for (int count = 0; count < REQUESTS_MAX; count++) {
        HttpScan scan = { 0 };
        HttpHead head;
        int status = http_scan(&scan, str_sub(bytes, begin, seen - begin), &http_limits);
        while (status == HTTP_MORE && seen < bytes.len) {
            chance = chance * 1664525U + 1013904223U;
            seen += step ? 1 + (chance >> 24) % step : bytes.len;
            if (seen > bytes.len) seen = bytes.len;
            status = http_scan(&scan, str_sub(bytes, begin, seen - begin), &http_limits);
        }
        bool whole = status == HTTP_WHOLE;
        if (whole) {
            Str taken = str_sub(bytes, begin, scan.at);
            assert(str_ends(taken, S("\r\n\r\n")));
            status = http_head_read(arena, taken, &http_limits, &head);
        }
        text_addf(&said, "= %d\n", status);
        if (!whole || status) break;
        request_check(arena, &head);
        request_say(&said, &head);
        if (!head.keeps || head.body_bytes > bytes.len - begin - scan.at) break;
        begin += scan.at + head.body_bytes;
        if (seen < begin) seen = begin;
    }
    return text_str(&said);
}

static void client_check(Arena *arena, Str bytes) {
    HttpProxies proxies;
    HttpAddress peer = { { [15] = 1 } };
    Str wrong;
    HttpField field = { S("x-forwarded-for"), bytes };
    HttpRequest request = { .field = &field, .field_count = 1 };
    assert(http_proxies_read(S("::1 10.0.0.0/8"), &proxies, &wrong) == OK);
    http_client_find(arena, &proxies, peer, &request);
    assert(http_address_read(request.client, &peer));
    http_proxies_read(bytes, &proxies, &wrong);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len) {
    if (!len) return 0;
    AUTO(arena_end_at) Arena *arena = arena_new("fuzz", ARENA_BYTES);
    Str given = str_copy(arena, (Str){ (const char *)bytes + 1, len - 1 });
    Str whole = connection_read(arena, given, 0);
    assert(str_equal(whole, connection_read(arena, given, 1)));
    assert(str_equal(whole, connection_read(arena, given, 1 + bytes[0])));
    client_check(arena, given);
    return 0;
}
