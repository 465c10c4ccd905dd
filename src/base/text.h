/* text.h: builds text, up to a maximum that its maker must name.
 *
 * Once a Text would pass its maximum it stays failed: later additions change nothing, and
 * text_failed() tells. So a caller checks once, at the end. The bytes belong to the arena. */
#ifndef OPSTAP_TEXT_H
#define OPSTAP_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "str.h"

typedef struct Text {
    Arena *arena;
    char *at; /* always zero-ended */
    size_t len, capacity, bytes_max;
    bool failed;
} Text;

Text text_new(Arena *arena, size_t bytes_max);
void text_add(Text *text, Str part);
void text_add_char(Text *text, char c);
void text_add_integer(Text *text, int64_t number);
/* Percent-escaped (RFC 3986, section 2.1): letters of ASCII, digits, - . _ ~ and what stands in
 * `kept` stay as they are. */
void text_add_escaped(Text *text, Str part, const char *kept);
void text_addf(Text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool text_failed(const Text *text);
Str text_str(const Text *text);
void text_clear(Text *text); /* empty again; a failed text works again */

/* The same, in one go: a Str in the arena. Cut off at 4096 bytes. */
Str str_printf(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
