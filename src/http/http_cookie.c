#include "http_cookie.h"

#include <inttypes.h>

#include "http_chars.h"
#include "log.h"
#include "text.h"

/* cookie-octet of RFC 6265 section 4.1.1 */
static bool value_is_good(Str value) {
    for (size_t i = 0; i < value.len; i++) {
        if (!char_is_visible(value.at[i]) || char_is_one_of(value.at[i], "\",;\\")) return false;
    }
    return true;
}

static Str unquoted(Str value) {
    bool quoted = value.len >= 2 && value.at[0] == '"' && value.at[value.len - 1] == '"';
    return quoted ? str_sub(value, 1, value.len - 2) : value;
}

Result http_cookie_read(Str field, Str name, Str *ret_value) {
    Str rest = field, item, found = { NULL, 0 };
    while (str_cut(&rest, ';', &item)) {
        Str value = str_trim(item), given = STR_EMPTY;
        if (!str_cut(&value, '=', &given) || !str_equal(given, name)) continue;
        if (!value.at || found.at) return INVALID;
        found = unquoted(value);
    }
    if (!found.at) return NOT_FOUND;
    if (!value_is_good(found)) return INVALID;
    *ret_value = found;
    return OK;
}

Str http_cookie_write(Arena *arena, const HttpCookie *cookie) {
    bool good = str_is_token(cookie->name) && value_is_good(cookie->value) &&
                (cookie->secure || !str_starts(cookie->name, S("__Host-")));
    if (!good) log_fatal("no cookie can be made of this: %.*s", STR_ARGS(cookie->name));
    Text text = text_new(arena, HTTP_FIELD_BYTES_MAX);
    text_addf(&text, "%.*s=%.*s; Path=/; HttpOnly; SameSite=%s", STR_ARGS(cookie->name),
              STR_ARGS(cookie->value), cookie->strict ? "Strict" : "Lax");
    if (cookie->secure) text_add(&text, S("; Secure"));
    if (cookie->seconds) {
        text_addf(&text, "; Max-Age=%" PRId64, cookie->seconds > 0 ? cookie->seconds : 0);
    }
    if (text_failed(&text)) log_fatal("a cookie is too long: %.*s", STR_ARGS(cookie->name));
    return text_str(&text);
}
