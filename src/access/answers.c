#include "gate_parts.h"

#include "form.h"
#include "log.h"

/* Nothing but our own style, scripts, pictures and forms; nobody shows us in a frame. */
#define POLICY                                                                                     \
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "              \
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

enum { SORRY_BYTES_MAX = 16 * 1024 };

bool answer_has(const Answer *answer, Str name) {
    for (size_t i = 0; i < answer->field_count; i++) {
        if (str_equal(answer->field[i].name, name)) return true;
    }
    return false;
}

static void add(Answer *answer, const char *name, const char *value) {
    http_answer_field(answer, str_from(name), str_from(value));
}

void answer_finish(Visit *visit, Answer *answer) {
    VisitState *state = visit->state;
    add(answer, "Content-Security-Policy", POLICY);
    add(answer, "X-Content-Type-Options", "nosniff");
    /* Not "no-referrer": with that a browser says "Origin: null" of our own forms. */
    add(answer, "Referrer-Policy", "same-origin");
    add(answer, "Cross-Origin-Opener-Policy", "same-origin");
    add(answer, "Cross-Origin-Resource-Policy", "same-origin");
    add(answer, "Permissions-Policy",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()");
    if (visit->request->secure) {
        add(answer, "Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }
    if (!answer_has(answer, S("Cache-Control"))) add(answer, "Cache-Control", "no-store");
    if (state->visitor_is_new) cookie_set(visit, answer, COOKIE_VISITOR, state->visitor, 0);
}

/* --- what pages answer with --- */

Answer answer_page_status(Visit *visit, int status, Str html) {
    (void)visit;
    return (Answer){ .status = status, .type = S("text/html; charset=utf-8"), .body = html };
}

Answer answer_page(Visit *visit, Str html) {
    return answer_page_status(visit, 200, html);
}

Answer answer_redirect(Visit *visit, Str path) {
    if (!path_is_local(path)) log_fatal("a page sends a visitor to what is no path of ours");
    Answer answer = { .status = 303, .type = STR_EMPTY, .body = STR_EMPTY };
    http_answer_field(&answer, S("Location"), str_copy(visit->arena, path));
    return answer;
}

Answer answer_data(Visit *visit, Str type, Str bytes) {
    (void)visit;
    return (Answer){ .status = 200, .type = type, .body = bytes };
}

Answer answer_file(Visit *visit, Str type, Str name, Str bytes) {
    Answer answer = { .status = 200, .type = type, .body = bytes };
    for (size_t i = 0; i < name.len; i++) {
        if (name.at[i] < ' ' || name.at[i] > '~' || name.at[i] == '"' || name.at[i] == '\\') {
            log_fatal("a page gives a file a name that cannot be one");
        }
    }
    http_answer_field(&answer, S("Content-Disposition"),
                      str_printf(visit->arena, "attachment; filename=\"%.*s\"", STR_ARGS(name)));
    return answer;
}

Answer answer_asset(Visit *visit, Str type, Str bytes) {
    if (visit->route->permission != PERMISSION_anyone) {
        log_fatal("a page that is not for anyone would be kept by browsers");
    }
    Answer answer = { .status = 200, .type = type, .body = bytes };
    add(&answer, "Cache-Control", "public, max-age=31536000, immutable");
    return answer;
}

/* --- saying sorry --- */

static Answer sorry_plain(Visit *visit, int status, Phrase what) {
    Text text = text_new(visit->arena, SORRY_BYTES_MAX);
    phrase_say(&text, visit->tongue, what);
    text_add(&text, S("\n"));
    phrase_say(&text, visit->tongue,
               PHRASE(WORD_access_sorry_request, VALUE_TEXT("id", str_from(visit->request->id))));
    text_add(&text, S("\n"));
    return (Answer){ .status = status, .type = S("text/plain; charset=utf-8"),
                     .body = text_str(&text) };
}

Answer answer_sorry(Visit *visit, int status, Phrase what) {
    SorryPage *page = visit->gate->options.sorry;
    if (!page) return sorry_plain(visit, status, what);
    return answer_page_status(visit, status, page(visit, status, what));
}

Answer answer_failed(Visit *visit, Result result) {
    static const struct {
        int status;
        Word word;
    } fitting[] = {
        [OK] = { 500, WORD_access_sorry_broken },
        [NOT_FOUND] = { 404, WORD_access_sorry_not_found },
        [REFUSED] = { 403, WORD_access_sorry_refused },
        [INVALID] = { 400, WORD_access_sorry_invalid },
        [CONFLICT] = { 409, WORD_access_sorry_conflict },
        [BUSY] = { 503, WORD_access_sorry_busy },
        [BROKEN] = { 500, WORD_access_sorry_broken },
    };
    Answer answer = answer_sorry(visit, fitting[result].status, PHRASE(fitting[result].word));
    if (result == BUSY) add(&answer, "Retry-After", "5");
    return answer;
}

Answer answer_not_found(Visit *visit) {
    return answer_failed(visit, NOT_FOUND);
}

Answer answer_invalid(Visit *visit) {
    Phrase fault = form_fault(visit);
    return fault.word == WORD_none ? answer_failed(visit, INVALID)
                                   : answer_sorry(visit, 400, fault);
}
