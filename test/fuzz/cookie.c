/* A Cookie field from bytes of a stranger. A value that is found can be set as a cookie, and is
 * found again in what a browser would send then, whatever else it sends. */
#include <assert.h>
#include <stdint.h>

#include "auto.h"
#include "http_cookie.h"
#include "text.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

enum { ARENA_BYTES = 64 * 1024 * 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len) {
    AUTO(arena_end_at) Arena *arena = arena_new("fuzz", ARENA_BYTES);
    Str field = { (const char *)bytes, len }, value = { NULL, 0 }, again;
    if (http_cookie_read(field, S("__Host-id"), &value) != OK) {
        assert(!value.at);
        return 0;
    }
    if (len > HTTP_FIELD_BYTES_MAX - 100) return 0;
    HttpCookie cookie = { .name = S("__Host-id"), .value = value, .secure = true, .seconds = 60 };
    Str written = http_cookie_write(arena, &cookie), first = STR_EMPTY;
    assert(str_cut(&written, ';', &first));
    Text sent = text_new(arena, ARENA_BYTES / 8);
    text_add(&sent, S("theme=dark; "));
    text_add(&sent, first);
    assert(http_cookie_read(text_str(&sent), S("__Host-id"), &again) == OK);
    assert(str_equal(again, value));
    text_add(&sent, S("; "));
    text_add(&sent, field);
    assert(http_cookie_read(text_str(&sent), S("__Host-id"), &again) == INVALID);
    return 0;
}
