#include "text.h"

#include <inttypes.h>
#include <stdarg.h>

Text text_new(Arena *arena, size_t bytes_max) {
    return (Text){ .arena = arena, .at = arena_get(arena, 1), .bytes_max = bytes_max };
}

static bool text_fits(Text *text, size_t more) {
    if (text->failed || more > text->bytes_max || text->len > text->bytes_max - more) {
        text->failed = true;
        return false;
    }
    if (text->len + more < text->capacity) return true;
    size_t wanted = text->capacity ? text->capacity * 2 : 128;
    while (wanted <= text->len + more) wanted *= 2;
    char *bigger = arena_get(text->arena, wanted);
    memcpy(bigger, text->at, text->len);
    text->at = bigger;
    text->capacity = wanted;
    return true;
}

void text_add(Text *text, Str part) {
    if (!part.len || !text_fits(text, part.len)) return;
    memcpy(text->at + text->len, part.at, part.len);
    text->len += part.len;
    text->at[text->len] = 0;
}

void text_add_char(Text *text, char c) {
    text_add(text, (Str){ &c, 1 });
}

void text_add_integer(Text *text, int64_t number) {
    text_addf(text, "%" PRId64, number);
}

static bool is_unreserved(unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

void text_add_escaped(Text *text, Str part, const char *kept) {
    static const char digit[] = "0123456789ABCDEF";
    for (size_t i = 0; i < part.len; i++) {
        unsigned char c = (unsigned char)part.at[i];
        char escaped[] = { '%', digit[c >> 4], digit[c & 15] };
        if (is_unreserved(c) || (c && strchr(kept, c))) text_add_char(text, (char)c);
        else text_add(text, (Str){ escaped, sizeof escaped });
    }
}

void text_addf(Text *text, const char *format, ...) {
    va_list values, again;
    va_start(values, format);
    va_copy(again, values);
    int wanted = vsnprintf(NULL, 0, format, values);
    va_end(values);
    if (wanted < 0) text->failed = true;
    if (wanted > 0 && text_fits(text, (size_t)wanted)) {
        vsnprintf(text->at + text->len, (size_t)wanted + 1, format, again);
        text->len += (size_t)wanted;
    }
    va_end(again);
}

bool text_failed(const Text *text) {
    return text->failed;
}

Str text_str(const Text *text) {
    return (Str){ text->at, text->len };
}

void text_clear(Text *text) {
    text->len = 0;
    text->at[0] = 0;
    text->failed = false;
}

Str str_printf(Arena *arena, const char *format, ...) {
    char line[4096];
    va_list values;
    va_start(values, format);
    vsnprintf(line, sizeof line, format, values);
    va_end(values);
    return str_copy(arena, str_from(line));
}
