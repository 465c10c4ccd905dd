/* http_chars.h: which bytes may stand where (RFC 9110 section 5.6, RFC 3986). No locale. */
#ifndef OPSTAP_HTTP_CHARS_H
#define OPSTAP_HTTP_CHARS_H

#include <stdbool.h>
#include <string.h>

#include "str.h"

static inline bool char_is_digit(char c) {
    return c >= '0' && c <= '9';
}

static inline bool char_is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool char_is_visible(char c) {
    return c > ' ' && c < 0x7F;
}

/* NUL, the other control characters, DEL. */
static inline bool char_is_control(char c) {
    return (unsigned char)c < ' ' || c == 0x7F;
}

static inline bool char_is_one_of(char c, const char *marks) {
    return c && strchr(marks, c);
}

static inline bool char_is_token(char c) {
    return char_is_letter(c) || char_is_digit(c) || char_is_one_of(c, "!#$%&'*+-.^_`|~");
}

/* What stands for itself in a part of a path. */
static inline bool char_is_path(char c) {
    return char_is_letter(c) || char_is_digit(c) || char_is_one_of(c, "-._~!$&'()*+,;=:@");
}

/* 0..15, or -1. */
static inline int char_hex(char c) {
    if (char_is_digit(c)) return c - '0';
    c = char_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte that "%XX" at the beginning of `text` stands for, or -1. */
static inline int percent_byte(Str text) {
    if (text.len < 3 || text.at[0] != '%') return -1;
    int high = char_hex(text.at[1]), low = char_hex(text.at[2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

static inline bool str_is_token(Str str) {
    for (size_t i = 0; i < str.len; i++) {
        if (!char_is_token(str.at[i])) return false;
    }
    return str.len > 0;
}

/* Equal but for the case of A to Z. */
static inline bool str_equal_any_case(Str a, Str b) {
    if (a.len != b.len) return false;
    for (size_t i = 0; i < a.len; i++) {
        if (char_lower(a.at[i]) != char_lower(b.at[i])) return false;
    }
    return true;
}

#endif
