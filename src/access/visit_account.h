/* visit_account.h: what the pages for signing in and for the own account need besides visit.h.
 *
 *     SignInRequest request = { .from = visit_from(visit), .login = form.login, ... };
 *     visit_before(visit, &request);
 *     Result result = sign_in(visit->db, visit->arena, &request, &signed_in, &why);
 *     Answer answer = answer_redirect(visit, ...);
 *     answer_signed_in(visit, &answer, &signed_in);
 *
 * These pages are ROUTE_OWN: the verbs of sign_in.h begin their own transactions. */
#ifndef OPSTAP_VISIT_ACCOUNT_H
#define OPSTAP_VISIT_ACCOUNT_H

#include "sign_in.h"
#include "visit.h"

SignInFrom visit_from(const Visit *visit);

/* The session of this browser, whole or awaiting a code, that ends when somebody signs in. */
void visit_before(const Visit *visit, SignInRequest *request);

/* The token of a session that awaits the code of a second factor; "": none does. */
Str visit_awaiting(const Visit *visit);

OwnAccount visit_own(const Visit *visit); /* of who is signed in */

/* False: over plain HTTP from elsewhere. No cookie is given then, so nobody can sign in; the page
 * says that it needs https (access.needs_https). */
bool visit_can_sign_in(const Visit *visit);

/* Gives the cookies of a new session. A session that awaits a code gets one too; where to go then
 * is for the page: signed_in->code_needed. */
void answer_signed_in(Visit *visit, Answer *answer, const SignedIn *signed_in);

/* Keeps in this browser which tongue pages are read in. */
void answer_tongue(Visit *visit, Answer *answer, Tongue tongue);

/* Takes the session's cookie away, and has the browser forget what it kept of our pages. The cookie
 * of the known device stays: it opens nothing. */
void answer_signed_out(Visit *visit, Answer *answer);

#endif
