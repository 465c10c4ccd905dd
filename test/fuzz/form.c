/* A form from bytes of a stranger. What is read can be written as browsers write it, and is then
 * read again as the same. */
#include <assert.h>
#include <stdint.h>

#include "auto.h"
#include "http_form.h"
#include "text.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

enum { ARENA_BYTES = 512 * 1024 * 1024 };

static void escaped_add(Text *text, Str value) {
    for (size_t i = 0; i < value.len; i++) text_addf(text, "%%%02x", (unsigned char)value.at[i]);
}

static Str form_write(Arena *arena, const HttpForm *form) {
    Text text = text_new(arena, ARENA_BYTES / 8);
    for (size_t i = 0; i < form->count; i++) {
        if (i) text_add_char(&text, '&');
        escaped_add(&text, form->pair[i].name);
        text_add_char(&text, '=');
        escaped_add(&text, form->pair[i].value);
    }
    return text_str(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len) {
    AUTO(arena_end_at) Arena *arena = arena_new("fuzz", ARENA_BYTES);
    HttpForm form = { NULL, 0 }, again = { NULL, 0 };
    Str given = { (const char *)bytes, len };
    if (http_form_read(arena, given, &form) != OK) {
        assert(!form.pair && !form.count);
        return 0;
    }
    assert(form.count <= HTTP_FORM_PAIRS_MAX && (form.count > 0) == (len > 0));
    assert(http_form_read(arena, form_write(arena, &form), &again) == OK);
    assert(again.count == form.count);
    for (size_t i = 0; i < form.count; i++) {
        assert(form.pair[i].name.len && str_is_utf8(form.pair[i].name));
        assert(str_is_utf8(form.pair[i].value));
        assert(str_equal(form.pair[i].name, again.pair[i].name));
        assert(str_equal(form.pair[i].value, again.pair[i].value));
        assert(http_form_value(&form, form.pair[i].name));
    }
    return 0;
}
