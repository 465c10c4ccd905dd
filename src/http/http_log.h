/* http_log.h: one JSON line per request, for the operator.
 *
 * Never personal data: no address of a client, no path, query or field of a request; the name of
 * the page that answered stands for its address. Lines are whole: each is one write to the end of
 * the file, so threads and a rotation by copying (copytruncate) do not tear them. What cannot be
 * written is lost; the log on standard error says so once.
 *
 *     {"time":"2026-03-02T08:15:00Z","id":"9f...","method":"GET","route":"candidates_list",
 *      "status":200,"bytes":8123,"microseconds":2140}                               on one line
 *
 * method and route are null for what was no request. */
#ifndef OPSTAP_HTTP_LOG_H
#define OPSTAP_HTTP_LOG_H

#include <stdatomic.h>

#include "http.h"

typedef struct HttpLog {
    int handle; /* -1: nothing is written */
    bool owned;
    atomic_bool lost;
} HttpLog;

typedef struct HttpLogLine {
    int64_t utc_seconds, took_us;
    const char *id, *method, *route; /* method, route: may be NULL */
    int status;
    size_t bytes; /* of the body, as it was sent */
} HttpLogLine;

/* file: as in HttpOptions. BROKEN: it cannot be opened, which is logged. */
Result http_log_open(HttpLog *log, const char *file);
void http_log_end(HttpLog *log);
void http_log_write(Arena *arena, HttpLog *log, const HttpLogLine *line);

/* The line with its newline. */
Str http_log_text(Arena *arena, const HttpLogLine *line);

#endif
