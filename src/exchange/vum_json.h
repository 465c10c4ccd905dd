/* vum_json.h: reads JSON that a stranger sent, and writes it back without loss.
 *
 * The bytes are looked at once before they are parsed: valid UTF-8, no U+0000 (raw or escaped), at
 * most JSON_DEPTH_MAX deep, no text over STRING_BYTES_MAX, at most RECORDS_MAX records and at most
 * ENTRIES_MAX entries in any list or object below them. So a hostile file is refused before it can
 * take memory. Then jansson parses strictly: an object that names a key twice is refused, and so is
 * a number that does not fit in 64 bits.
 *
 * The file must be one list; its records keep the order of their keys. A byte order mark in front
 * is skipped (RFC 8259, section 8.1, allows that). Nothing here knows what a record means. */
#ifndef OPSTAP_VUM_JSON_H
#define OPSTAP_VUM_JSON_H

#include <jansson.h>

#include "phrase.h"
#include "result.h"

/* OK: *ret_records is a list; the caller ends it. INVALID: *ret_why says what is wrong and
 * where. */
Result vum_json_read(Str bytes, json_t **ret_records, Phrase *ret_why);

void vum_json_end(json_t **value); /* for AUTO() */

/* One value as compact JSON, keys in their order; reading it gives an equal value. */
Str vum_json_text(Arena *arena, const json_t *value);

/* Reads what vum_json_text wrote; NULL when it is not JSON. The caller ends it. */
json_t *vum_json_again(Str text);

/* The text of a JSON string; .at is NULL for any other value, also for none. */
Str vum_json_str(const json_t *value);

#endif
