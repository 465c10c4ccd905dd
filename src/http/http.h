/* http.h: bytes in, bytes out. Knows nothing of people or tables.
 *
 * A request is read whole, within limits, before a worker sees it; an answer is made whole before a
 * byte of it leaves. One door thread holds all sockets (libevent); each worker has one arena and
 * whatever worker_begin gave it, and answers one request at a time. Requests are read strictly
 * after RFC 9112: what is not exactly right is refused with 400 and the connection ends. GET, HEAD
 * and POST; Content-Length only, a chunked body is refused with 411. TLS, HTTP/2 and slow lines are
 * the business of a proxy before us, who is believed only from an address in `proxies`.
 *
 * Ownership: all of a request lives in the arena of that request, as long as the answer is made;
 * what an answer points to lives there too, or is constant. Limits: limits.h, HTTP_*. */
#ifndef OPSTAP_HTTP_H
#define OPSTAP_HTTP_H

#include <stdint.h>

#include "arena.h"
#include "limits.h"
#include "result.h"
#include "str.h"

typedef enum HttpMethod { HTTP_GET, HTTP_HEAD, HTTP_POST } HttpMethod;

typedef struct HttpField {
    Str name, value; /* of a request: the name in lower case, the value without blanks around it */
} HttpField;

enum { HTTP_ID_BYTES = 16, HTTP_ANSWER_FIELDS_MAX = 24 };

typedef struct HttpRequest {
    HttpMethod method;
    Str path;   /* unescaped once; begins with "/", no empty, "." or ".." part, valid UTF-8 */
    Str query;  /* after "?", as it was sent; STR_EMPTY when there is none */
    Str host;   /* in lower case, with its port when it has one */
    Str body;   /* of a POST */
    Str client; /* the address of who asks, as a trusted proxy says it, else of the connection */
    bool secure;   /* it came over TLS, says a trusted proxy */
    bool loopback; /* from this machine itself, and not through a proxy */
    char id[HTTP_ID_BYTES + 1]; /* of this request: in the log and on every page that says sorry */
    const HttpField *field;
    size_t field_count;
} HttpRequest;

/* The value of a field (name in lower case); STR_EMPTY when it is not there. A field that must not
 * come twice did not: such a request is refused. */
Str http_field(const HttpRequest *request, Str name);

bool http_takes_gzip(const HttpRequest *request); /* as its Accept-Encoding says */

typedef struct HttpAnswer {
    int status;
    Str type; /* Content-Type; STR_EMPTY: no body */
    Str body; /* left out for HEAD, its length stays */
    HttpField field[HTTP_ANSWER_FIELDS_MAX]; /* besides Content-Type, Content-Length, Date */
    size_t field_count;
    const char *route; /* for the log: which page it was; never an address with an id. NULL: none */
} HttpAnswer;

/* A field more. Ends the process when name or value could break the head (they are never a
 * stranger's bytes as they came), or when there are too many. */
void http_answer_field(HttpAnswer *answer, Str name, Str value);

/* What a request and a connection may take; limits.h says why so much. Counts, bytes, and
 * milliseconds from one moment on. */
typedef struct HttpLimits {
    size_t line_bytes_max, field_bytes_max, head_bytes_max, fields_max, body_bytes_max;
    size_t held_bytes_max; /* bodies as far as they came and are not answered, all together */
    int64_t connections_max, connections_per_address_max; /* the second not of trusted proxies */
    int64_t connection_requests_max, queue_max;
    int64_t head_ms_max, body_ms_max, write_ms_max, idle_ms_max, linger_ms_max, stop_ms_max;
} HttpLimits;
extern const HttpLimits http_limits; /* those of limits.h */

typedef struct HttpServer HttpServer;

typedef struct HttpOptions {
    const char *address; /* "127.0.0.1", "::1" ... */
    int port;            /* 0: any that is free, see http_server_port */
    int workers;
    const char *proxies; /* trusted, as "10.0.0.0/8 ::1"; "" for none */
    const char *log_file; /* one JSON line per request, without personal data; NULL: none, "-":
                             standard error */
    const HttpLimits *limits; /* NULL: http_limits */
    void *context;
    void (*opens)(void *context, const HttpServer *server); /* just before the first request can
                                                              come in; NULL: nobody asks */
    void *(*worker_begin)(void *context); /* in the thread of the worker; NULL: it cannot begin */
    HttpAnswer (*answer)(void *worker, Arena *arena, const HttpRequest *request);
    void (*worker_end)(void *worker);
} HttpOptions;

/* Binds and starts its threads; requests wait until then. REFUSED: the address cannot be had, with
 * a line in the log. BROKEN: a worker did not begin. */
Result http_server_start(const HttpOptions *options, HttpServer **ret_server);
int http_server_port(const HttpServer *server);

/* What it did since it began, for figures. */
typedef struct HttpCounts {
    int64_t requests, refused, answers_by_class[6]; /* [2]: statuses 200..299 */
    int64_t connections_open, connections_refused, queue_longest;
    int64_t seconds_bucket[12]; /* how long answers took; bounds in http_seconds_bound_us */
    int64_t took_us;            /* all together */
} HttpCounts;
extern const int64_t http_seconds_bound_us[12];
void http_server_counts(const HttpServer *server, HttpCounts *ret_counts);

/* No new connections; answers that are being made are sent; then all ends. */
void http_server_stop(HttpServer *server);

#endif
