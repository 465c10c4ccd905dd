#include "visit_account.h"

#include "gate_parts.h"

enum { TONGUE_SECONDS = 365 * 24 * 60 * 60 };

SignInFrom visit_from(const Visit *visit) {
    return (SignInFrom){ .client = visit->request->client,
                         .agent = session_agent(visit->arena,
                                                http_field(visit->request, S("user-agent"))),
                         .device = cookie_read(visit->request, COOKIE_DEVICE),
                         .now = visit->now };
}

void visit_before(const Visit *visit, SignInRequest *request) {
    const VisitState *state = visit->state;
    bool some = state->session_token.len > 0;
    request->tenant_before = some ? state->session.tenant : 0;
    request->session_before = some ? state->session.hash : STR_EMPTY;
}

Str visit_awaiting(const Visit *visit) {
    return visit->state->awaits_code ? visit->state->session_token : STR_EMPTY;
}

OwnAccount visit_own(const Visit *visit) {
    return (OwnAccount){ .from = visit_from(visit),
                         .tenant = visit->who.tenant,
                         .number = visit->who.number,
                         .id = visit->who.id,
                         .session = visit->state->session.hash };
}

bool visit_can_sign_in(const Visit *visit) {
    return cookies_may(visit->request);
}

void answer_signed_in(Visit *visit, Answer *answer, const SignedIn *signed_in) {
    cookie_set(visit, answer, COOKIE_SESSION, signed_in->token, 0);
    if (signed_in->device.len) {
        cookie_set(visit, answer, COOKIE_DEVICE, signed_in->device, KNOWN_DEVICE_SECONDS);
    }
}

void answer_tongue(Visit *visit, Answer *answer, Tongue tongue) {
    cookie_set(visit, answer, COOKIE_TONGUE, str_from(tongue_name(tongue)), TONGUE_SECONDS);
}

void answer_signed_out(Visit *visit, Answer *answer) {
    cookie_set(visit, answer, COOKIE_SESSION, S("gone"), -1);
    cookie_set(visit, answer, COOKIE_VISITOR, S("gone"), -1);
    http_answer_field(answer, S("Clear-Site-Data"), S("\"cache\", \"storage\""));
}
