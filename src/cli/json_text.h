/* json_text.h: a Str as a JSON string, for the verbs that answer programs. */
#ifndef OPSTAP_JSON_TEXT_H
#define OPSTAP_JSON_TEXT_H

#include <jansson.h>

#include "str.h"

/* The bytes must be UTF-8, as everything in the database is. */
static inline json_t *json_str(Str text) {
    return json_stringn_nocheck(text.at, text.len);
}

#endif
