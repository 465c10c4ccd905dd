#include "gate_parts.h"

/* Over TLS a name begins with "__Host-": browsers then take it from this host alone, over TLS
 * alone, and nobody on a neighbouring name can put one there. On this machine itself, without TLS,
 * no browser would keep such a cookie; nothing leaves the machine there. */
static const struct {
    Str secure, plain;
} names[] = {
    [COOKIE_SESSION] = { { "__Host-opstap", 13 }, { "opstap", 6 } },
    [COOKIE_DEVICE] = { { "__Host-opstap-device", 20 }, { "opstap-device", 13 } },
    [COOKIE_VISITOR] = { { "__Host-opstap-visitor", 21 }, { "opstap-visitor", 14 } },
    [COOKIE_TONGUE] = { { "__Host-opstap-tongue", 20 }, { "opstap-tongue", 13 } },
};

bool cookies_may(const HttpRequest *request) {
    return request->secure || request->loopback;
}

static Str name_of(const HttpRequest *request, GateCookie which) {
    return request->secure ? names[which].secure : names[which].plain;
}

Str cookie_read(const HttpRequest *request, GateCookie which) {
    Str value = STR_EMPTY;
    if (!cookies_may(request)) return STR_EMPTY;
    Str field = http_field(request, S("cookie"));
    if (!field.len) return STR_EMPTY;
    return http_cookie_read(field, name_of(request, which), &value) == OK ? value : STR_EMPTY;
}

void cookie_set(Visit *visit, Answer *answer, GateCookie which, Str value, int64_t seconds) {
    const HttpRequest *request = visit->request;
    if (!cookies_may(request)) return;
    HttpCookie cookie = { .name = name_of(request, which),
                          .value = value,
                          .seconds = seconds,
                          .secure = request->secure };
    http_answer_field(answer, S("Set-Cookie"), http_cookie_write(visit->arena, &cookie));
}
