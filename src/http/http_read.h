/* http_read.h: a request from the bytes of a stranger (RFC 9112), or the status to refuse it with.
 *
 * Pure: bytes in, a value out; no socket, no clock. Strict: what can be read in two ways is not
 * read at all, because a proxy before us may read it the other way. So a line ends in CR LF and
 * nothing else; no folding, no blank before a colon, no control character, no field twice that may
 * come once; a length is digits without a sign or a zero before them; a Transfer-Encoding is
 * refused whatever it says; a GET or HEAD brings no body; a target is a path, percent-escapes
 * are read once, and what they make must be UTF-8, and may neither be a slash nor climb. Where the
 * standard lets a recipient be lenient (empty lines before a request, absolute targets, other
 * 1.x versions, other than UTF-8 in a field), this one is not.
 *
 *     int status = http_scan(&scan, bytes_so_far, limits);    again with more bytes while it is 0
 *     if (status == HTTP_WHOLE) status = http_head_read(arena, first scan.at bytes, limits, &head);
 *
 * Cut in pieces at any place a request gives the same result as in one piece. Statuses: 400, or 405
 * (a method of HTTP that we do not take), 411, 413, 414, 417, 431, 501 (an unknown method or
 * coding), 505; 404 for a path that ends in a slash, which no address of ours does. */
#ifndef OPSTAP_HTTP_READ_H
#define OPSTAP_HTTP_READ_H

#include "http.h"

enum { HTTP_MORE = 0, HTTP_WHOLE = 1 };

/* How far the search for the end of a head came. All zero at its beginning. */
typedef struct HttpScan {
    size_t at, line_at, lines;
    bool after_return;
} HttpScan;

/* Looks at bytes that it did not see yet; `bytes` is all since the beginning of the request.
 * HTTP_MORE: all is well and more must come; HTTP_WHOLE: the head is the first scan->at bytes; else
 * the status, and there is no use in going on. */
int http_scan(HttpScan *scan, Str bytes, const HttpLimits *limits);

typedef struct HttpHead {
    HttpRequest request; /* all but body, client, secure, loopback and id */
    size_t body_bytes;   /* that follow */
    bool keeps;          /* the connection may go on after the answer */
    bool wants_continue; /* the body comes after "100 Continue" only */
} HttpHead;

/* `head` is what http_scan found, with its empty line. 0 and *ret_head, or a status. */
int http_head_read(Arena *arena, Str head, const HttpLimits *limits, HttpHead *ret_head);

/* The first line. */
typedef struct HttpLine {
    HttpMethod method;
    Str target;
    int minor; /* of the version: 0 or 1 */
} HttpLine;
int http_line_read(Str line, HttpLine *ret_line);

/* http_path.c: a target "/path?query": the path unescaped, the query as it was sent. */
int http_target_read(Arena *arena, Str target, Str *ret_path, Str *ret_query);

/* http_host.c: "name", "name:port", "1.2.3.4", "[::1]:80": in lower case, or a status. */
int http_host_read(Arena *arena, Str value, Str *ret_host);

/* http_framing.c: what the fields say about body and connection. `minor`: of the version. */
int http_framing_read(int minor, const HttpLimits *limits, HttpHead *head);

/* True when one of the values of a list ("a, b;q=1"), in any field of that name, is this token. */
bool http_list_has(const HttpRequest *request, Str name, Str token);
const HttpField *http_field_find(const HttpRequest *request, Str name); /* NULL: not there */

#endif
