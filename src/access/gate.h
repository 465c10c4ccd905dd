/* gate.h: the only door between an address and its page.
 *
 * In this order: the rate of the address that asks, the row in the table of routes, whether a POST
 * comes from our own pages (Origin, Sec-Fetch-Site), the session, the permission, the rate of the
 * session, the form token, the page, the read log, the headers that every answer carries. A
 * stranger who asks for a page goes to /sign-in?next=...; a role that may not gets 403.
 *
 * `serve` makes one Gate and hands it to the server:
 *
 *     HttpOptions http = { .context = gate, .worker_begin = gate_worker_begin,
 *                          .answer = gate_answer, .worker_end = gate_worker_end, ... };
 *
 * The gate holds the thread that writes what was shown (read_log.h), the tables of rates (rate.h)
 * and the places where passwords are hashed (passwords.h). Each worker has a Db of its own. Any
 * number of threads may call gate_answer, each with its worker. Limits: limits.h, GATE_*. */
#ifndef OPSTAP_GATE_H
#define OPSTAP_GATE_H

#include "routes.h"
#include "visit.h"

typedef struct Gate Gate;

/* What a page that says sorry looks like; pages give it, because templates are theirs. `what` says
 * what happened and what can be done. NULL: a plain text. */
typedef Str SorryPage(Visit *visit, int status, Phrase what);

typedef struct GateOptions {
    const char *database; /* what db_open takes; lives as long as the gate */
    Routes routes;
    SorryPage *sorry;
    struct House *house; /* comes to every page, in its Visit */
    Day today;                  /* DAY_UNKNOWN: what day it is */
    int64_t (*now)(void);       /* for tests; NULL: the clock */
    int requests_per_second;    /* of one session, ten times that of one address; 0: as limits.h says */
} GateOptions;

/* BROKEN: the thread or its database cannot begin; logged. */
Result gate_begin(const GateOptions *options, Gate **ret_gate);
struct House *gate_house(const Gate *gate);
void gate_end(Gate *gate); /* after the server has stopped */

void *gate_worker_begin(void *gate); /* NULL: the database cannot be opened; logged */
Answer gate_answer(void *worker, Arena *arena, const HttpRequest *request);
void gate_worker_end(void *worker);

/* For figures. */
typedef struct GateCounts {
    int64_t refused_by_rate, refused_by_permission, refused_as_foreign;
    int64_t events_written, event_groups, event_failures; /* of the read log */
} GateCounts;
void gate_counts(const Gate *gate, GateCounts *ret_counts);

#endif
