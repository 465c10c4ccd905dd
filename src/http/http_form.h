/* http_form.h: application/x-www-form-urlencoded, of a body or of a query.
 *
 * Strict: what browsers write (the URL standard of WHATWG, section 5.2) and nothing else. Pairs
 * "name=value" with "&" between them, "+" for a blank, escapes of two hexadecimal digits; unescaped
 * they are UTF-8 without U+0000. No empty pair, no empty name, no pair without "=". Which names
 * there may be is for the declared form to say; a name that comes twice is two pairs, in order. */
#ifndef OPSTAP_HTTP_FORM_H
#define OPSTAP_HTTP_FORM_H

#include "http.h"

typedef struct HttpPair {
    Str name, value; /* unescaped; in the arena */
} HttpPair;

typedef struct HttpForm {
    const HttpPair *pair;
    size_t count;
} HttpForm;

/* "" is a form without pairs. INVALID: not such a text, or past one of HTTP_FORM_*_MAX. */
Result http_form_read(Arena *arena, Str encoded, HttpForm *ret_form);

/* The first value of that name; NULL: there is none. */
const Str *http_form_value(const HttpForm *form, Str name);

/* True when the body of the request says it is such a form. */
bool http_is_form(const HttpRequest *request);

#endif
