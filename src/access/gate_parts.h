/* gate_parts.h: what the files of the gate share (gate.c, visit.c, answers.c, cookies.c). Pages do
 * not include it. */
#ifndef OPSTAP_GATE_PARTS_H
#define OPSTAP_GATE_PARTS_H

#include <pthread.h>

#include "gate.h"
#include "http_cookie.h"
#include "rate.h"
#include "read_log.h"
#include "accounts/sessions.h"

struct Gate {
    Arena *arena;
    GateOptions options;
    RateTable *rates;
    ReadLog *log;
    pthread_mutex_t lock; /* of the counts */
    GateCounts counts;
};

typedef struct GateWorker {
    Gate *gate;
    Db *db;
} GateWorker;

enum { VISIT_COOKIES_MAX = 4 };

typedef struct VisitState {
    Session session;   /* when who.signed_in, or awaiting a code */
    Str session_token; /* "": none */
    bool awaits_code;
    Str visitor;       /* what a stranger's form token is tied to; "": no cookie yet */
    bool visitor_is_new;
    Str token;         /* the form token, once somebody asked for it */
    bool within;       /* a transaction is open */
    AuditEvent seen[VISIT_SEEN_MAX];
    const struct ShownList *seen_list[VISIT_SEEN_MAX];
    size_t seen_count;
    bool seen_too_many;
} VisitState;

/* --- cookies.c --- */

typedef enum GateCookie {
    COOKIE_SESSION, /* closes with the browser */
    COOKIE_DEVICE,  /* known device: attempts.h */
    COOKIE_VISITOR, /* of a stranger, for form tokens */
    COOKIE_TONGUE
} GateCookie;

/* May cookies be given at all: over TLS, or to this machine itself. */
bool cookies_may(const HttpRequest *request);
/* "" when it is not there, comes twice, or cookies may not be. */
Str cookie_read(const HttpRequest *request, GateCookie which);
/* seconds: 0 until the browser closes, -1 for taking it away. */
void cookie_set(Visit *visit, Answer *answer, GateCookie which, Str value, int64_t seconds);

/* --- visit.c --- */

/* Is it a form token of this visitor? stranger_too: one that was given before signing in counts. */
bool token_fits(Visit *visit, Str token, bool stranger_too);

/* --- answers.c --- */

/* What every answer carries; once, at the end. */
void answer_finish(Visit *visit, Answer *answer);
bool answer_has(const Answer *answer, Str name);

/* --- form.c --- */

/* The hidden field of a form that was posted; "" when there is none. */
Str form_token(Visit *visit);

#endif
