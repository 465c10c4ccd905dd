/* str.h: a piece of text by value: where it begins and how long it is.
 *
 * A Str never owns its bytes and need not end in a zero byte; it may hold any bytes. S("text")
 * makes one from a literal. Comparison is by bytes, never by locale. */
#ifndef OPSTAP_STR_H
#define OPSTAP_STR_H

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"

typedef struct Str {
    const char *at;
    size_t len;
} Str;

#define S(literal) ((Str){ "" literal, sizeof(literal) - 1 })
#define STR_ARGS(str) (int)(str).len, (str).at /* for printf's "%.*s" */
#define STR_EMPTY ((Str){ "", 0 })

Str str_from(const char *zero_ended); /* NULL gives the empty Str */
bool str_equal(Str a, Str b);
int str_compare(Str a, Str b); /* <0, 0, >0, by unsigned bytes */
bool str_starts(Str whole, Str start);
bool str_ends(Str whole, Str end);
Str str_trim(Str str); /* without spaces and tabs at both ends */
Str str_sub(Str str, size_t from, size_t len); /* cut to what is there */

/* Takes the part before the first `mark` off the front of *rest and leaves what follows it. Returns
 * false when *rest is exhausted (its at is NULL then). "a;b" gives "a", "b"; "" gives "". */
bool str_cut(Str *rest, char mark, Str *ret_part);

/* Byte offset of `part` in `whole`, or whole.len when it is not there. */
size_t str_find(Str whole, Str part);

char *str_zero_ended(Arena *arena, Str str); /* a copy for C functions */
Str str_copy(Arena *arena, Str str);

/* A to Z become small; other bytes stay what they are. */
static inline char char_lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}
Str str_lower(Arena *arena, Str str); /* a copy */

/* True when the bytes are valid UTF-8 (RFC 3629: no surrogates, no overlong forms) without
 * U+0000. */
bool str_is_utf8(Str str);

/* Deterministic 64-bit hash (FNV-1a), for tables in memory; not for secrets. */
unsigned long long str_hash(Str str);

#endif
