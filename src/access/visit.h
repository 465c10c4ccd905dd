/* visit.h: one request that came through the gate, as a page sees it.
 *
 *     Answer candidate_file(Visit *visit) {
 *         Candidate candidate;
 *         Result result = candidate_load(visit->db, visit->arena, visit->who.tenant, visit->id[0],
 *                                        &candidate);
 *         if (result != OK) return answer_failed(visit, result);
 *         audit_seen(visit, AUDIT_candidate_read, candidate.id, STR_EMPTY);
 *         ...
 *         return answer_page(visit, text_str(&html));
 *     }
 *
 * By the time a page runs, the gate (gate.h) has seen that the visitor may ask this: the session
 * holds, the permission of the row in routes.def is there, a POST carries its form token and comes
 * from our own pages. What is left to a page: say visit->who.tenant in whatever it asks the domain,
 * so that another tenant's object is NOT_FOUND. Everything lives in visit->arena, until the answer
 * has been sent. */
#ifndef OPSTAP_VISIT_H
#define OPSTAP_VISIT_H

#include "audit/audit.h"
#include "db.h"
#include "http.h"
#include "permissions.h"

typedef HttpAnswer Answer;
typedef struct Visit Visit;
typedef Answer Page(Visit *visit);

struct Gate;
struct House;
struct Route;
struct FormState;
struct VisitState;
struct ShownList;

enum { ROUTE_IDS_MAX = 4 };

/* Who asks. All zero for a stranger. */
typedef struct Who {
    bool signed_in;
    int64_t tenant;
    Str tenant_name;
    int64_t number; /* of the user */
    Str id, name;   /* of the user; the id is the actor of every event */
    unsigned roles; /* bits, as in User */
    int64_t counsellor_number; /* 0: none */
    Str session_id;            /* of this session, to mark it in the list of own sessions */
} Who;

struct Visit {
    Db *db;
    Arena *arena;
    const HttpRequest *request;
    Who who;
    Tongue tongue;
    Day today;
    int64_t now; /* UTC seconds since 1970 */
    Str id[ROUTE_IDS_MAX]; /* what stood at the pieces of the pattern, unescaped */
    int id_count;
    const struct Route *route;
    struct House *house; /* what pages share: pages/house.h */
    struct Gate *gate;
    struct FormState *form;   /* form.h */
    struct VisitState *state; /* of the gate */
};

/* For what a page shows only to who may do it. */
bool visit_may(const Visit *visit, Permission permission);

/* What the form token of this visitor is: it goes into every form that is posted, as a hidden field
 * named "token". For a stranger this also gives a cookie that it is tied to. */
Str visit_token(Visit *visit);

/* The transaction of a POST. In a ROUTE one is open when the page begins, and what it did is
 * forgotten unless visit_commit returns OK. In a ROUTE_OWN the page begins its own. */
Result visit_begin(Visit *visit);
Result visit_begin_read(Visit *visit);
Result visit_commit(Visit *visit);
void visit_rollback(Visit *visit);

/* What was done: an event in the same transaction as the change. value: what may be personal, kept
 * aside and erasable; never a secret. */
Result audit_done(Visit *visit, AuditCode code, Str subject, Str value);

/* What was shown: an event that is written before the answer leaves. When it cannot be written the
 * visitor gets a 503 and sees nothing. At most VISIT_SEEN_MAX of them. */
void audit_seen(Visit *visit, AuditCode code, Str subject, Str value);

/* The same for a list that somebody decides by: it is kept (shown.h). */
void audit_seen_list(Visit *visit, AuditCode code, Str subject, const struct ShownList *list);

/* --- answers --- */

Answer answer_page(Visit *visit, Str html); /* 200, of type text/html */

/* The same with another status: a form that was refused is shown again with 422. */
Answer answer_page_status(Visit *visit, int status, Str html);

/* 303 to a path of our own, which may have a query; ends the process for any other (routes.h
 * path_is_local): say path_is_local first for what a visitor gave. */
Answer answer_redirect(Visit *visit, Str path);

/* A file for the visitor: "text/csv; charset=utf-8", "kandidaten.csv". The name is ours, printable
 * ASCII without quotes. */
Answer answer_file(Visit *visit, Str type, Str name, Str bytes);

/* Something of the program itself, nothing of a person: a style sheet, a script. May be kept for a
 * year: its address changes with it. Only for PERMISSION_anyone. */
Answer answer_asset(Visit *visit, Str type, Str bytes);

/* JSON or plain text for our own scripts and for machines. */
Answer answer_data(Visit *visit, Str type, Str bytes);

/* A page that says sorry, with the id of the request. NOT_FOUND 404, REFUSED 403, INVALID 400,
 * CONFLICT 409, BUSY 503, BROKEN 500. Never call it with OK. */
Answer answer_failed(Visit *visit, Result result);
Answer answer_invalid(Visit *visit);   /* what the form said is wrong (form.h), with 400 */
Answer answer_not_found(Visit *visit);
Answer answer_sorry(Visit *visit, int status, Phrase what); /* any other */

#endif
