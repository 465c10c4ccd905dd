/* http_write.h: an answer as bytes (RFC 9112 sections 4 and 6).
 *
 * Every answer says Date, and how long its body is; none says who made it. HEAD gets the head that
 * GET would, to the byte. Pure but for the seconds given. */
#ifndef OPSTAP_HTTP_WRITE_H
#define OPSTAP_HTTP_WRITE_H

#include "http.h"
#include "text.h"

/* "Bad Request"; a status without a name of its own has that of its class. */
const char *http_status_name(int status);

/* "Sun, 06 Nov 1994 08:49:37 GMT" */
Str http_date(Arena *arena, int64_t utc_seconds);

typedef struct HttpEnd { /* how an answer goes out */
    int64_t utc_seconds;
    bool keeps; /* the connection stays open */
} HttpEnd;

/* The head with its empty line. */
Str http_head_write(Arena *arena, const HttpAnswer *answer, HttpEnd end);

/* What follows the head: nothing for HEAD, for a status without a body, or without a type. */
Str http_body_sent(HttpMethod method, const HttpAnswer *answer);

/* What the reader and the door say by themselves: the status in words, and an id to ask about. */
HttpAnswer http_refusal(Arena *arena, int status, Str id);

/* http_gzip.c: packs a long text when the request takes gzip. Then Content-Encoding says so, and a
 * strong ETag becomes a weak one, as the bytes are others. Of any text Vary names Accept-Encoding,
 * also of one that is packed already, or too short. */
void http_answer_pack(Arena *arena, const HttpRequest *request, HttpAnswer *answer);

#endif
