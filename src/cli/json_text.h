/* json_text.h: a Str as a JSON string, for the verbs that answer programs. */
#ifndef OPSTAP_JSON_TEXT_H
#define OPSTAP_JSON_TEXT_H

#include <jansson.h>
#include <stdio.h>

#include "str.h"

/* The bytes must be UTF-8, as everything in the database is. */
static inline json_t *json_str(Str text) {
    return json_stringn_nocheck(text.at, text.len);
}

/* One line on standard output; takes the value. */
static inline void json_print(json_t *root) {
    json_dumpf(root, stdout, JSON_COMPACT);
    fputc('\n', stdout);
    json_decref(root);
}

#endif
