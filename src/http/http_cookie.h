/* http_cookie.h: one cookie out of a Cookie field, and a Set-Cookie field (RFC 6265).
 *
 * Other programs on the same name may have cookies of their own, in any shape; what is not asked
 * for is skipped. A cookie that comes twice under its name is refused: somebody put one beside
 * ours. */
#ifndef OPSTAP_HTTP_COOKIE_H
#define OPSTAP_HTTP_COOKIE_H

#include "http.h"

/* The value of `name` in a Cookie field, without quotes around it. NOT_FOUND; INVALID: twice, or
 * its value holds what no cookie may. */
Result http_cookie_read(Str field, Str name, Str *ret_value);

typedef struct HttpCookie {
    Str name, value;
    int64_t seconds; /* how long the browser keeps it; 0: until it is closed; -1: no longer */
    bool secure;     /* over TLS only; a name that begins with "__Host-" must be */
    bool strict;     /* SameSite=Strict, else Lax */
} HttpCookie;

/* Always HttpOnly, for the whole site, for this host alone. Ends the process when name or value
 * could not be a cookie: they are never a stranger's bytes. */
Str http_cookie_write(Arena *arena, const HttpCookie *cookie);

#endif
