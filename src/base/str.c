#include "str.h"

Str str_from(const char *zero_ended) {
    return zero_ended ? (Str){ zero_ended, strlen(zero_ended) } : STR_EMPTY;
}

bool str_equal(Str a, Str b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

int str_compare(Str a, Str b) {
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.at, b.at, shorter) : 0;
    if (order) return order;
    return a.len < b.len ? -1 : a.len > b.len;
}

bool str_starts(Str whole, Str start) {
    return whole.len >= start.len && str_equal((Str){ whole.at, start.len }, start);
}

bool str_ends(Str whole, Str end) {
    return whole.len >= end.len && str_equal((Str){ whole.at + whole.len - end.len, end.len }, end);
}

Str str_trim(Str str) {
    while (str.len && (str.at[0] == ' ' || str.at[0] == '\t')) str.at++, str.len--;
    while (str.len && (str.at[str.len - 1] == ' ' || str.at[str.len - 1] == '\t')) str.len--;
    return str;
}

Str str_sub(Str str, size_t from, size_t len) {
    if (from > str.len) from = str.len;
    if (len > str.len - from) len = str.len - from;
    return (Str){ str.at + from, len };
}

bool str_cut(Str *rest, char mark, Str *ret_part) {
    if (!rest->at) return false;
    const char *found = rest->len ? memchr(rest->at, mark, rest->len) : NULL;
    if (!found) {
        *ret_part = *rest;
        *rest = (Str){ NULL, 0 };
        return true;
    }
    size_t len = (size_t)(found - rest->at);
    *ret_part = (Str){ rest->at, len };
    *rest = (Str){ found + 1, rest->len - len - 1 };
    return true;
}

size_t str_find(Str whole, Str part) {
    if (part.len > whole.len) return whole.len;
    if (!part.len) return 0;
    const char *found = memmem(whole.at, whole.len, part.at, part.len);
    return found ? (size_t)(found - whole.at) : whole.len;
}

char *str_zero_ended(Arena *arena, Str str) {
    char *copy = arena_get(arena, str.len + 1);
    if (str.len) memcpy(copy, str.at, str.len);
    return copy;
}

Str str_copy(Arena *arena, Str str) {
    return (Str){ str_zero_ended(arena, str), str.len };
}

Str str_lower(Arena *arena, Str str) {
    char *lower = str_zero_ended(arena, str);
    for (size_t i = 0; i < str.len; i++) lower[i] = char_lower(lower[i]);
    return (Str){ lower, str.len };
}

/* Length of the sequence that starts with `lead`, 0 when no sequence may start so. */
static size_t sequence_bytes(unsigned char lead) {
    if (lead < 0x80) return lead ? 1 : 0;
    if (lead < 0xC2) return 0;
    if (lead < 0xE0) return 2;
    if (lead < 0xF0) return 3;
    return lead < 0xF5 ? 4 : 0;
}

static bool second_byte_fits(unsigned char lead, unsigned char second) {
    switch (lead) {
    case 0xE0: return second >= 0xA0;
    case 0xED: return second < 0xA0;
    case 0xF0: return second >= 0x90;
    case 0xF4: return second < 0x90;
    default: return true;
    }
}

bool str_is_utf8(Str str) {
    const unsigned char *bytes = (const unsigned char *)str.at;
    for (size_t i = 0; i < str.len;) {
        size_t count = sequence_bytes(bytes[i]);
        if (!count || count > str.len - i) return false;
        for (size_t k = 1; k < count; k++) {
            if ((bytes[i + k] & 0xC0) != 0x80) return false;
        }
        if (count > 1 && !second_byte_fits(bytes[i], bytes[i + 1])) return false;
        i += count;
    }
    return true;
}

unsigned long long str_hash(Str str) {
    unsigned long long hash = 14695981039346656037ULL;
    for (size_t i = 0; i < str.len; i++) {
        hash ^= (unsigned char)str.at[i];
        hash *= 1099511628211ULL;
    }
    return hash;
}
