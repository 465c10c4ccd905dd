/* gate_pages.h: pages that the suites of the gate go through it to, and their table of routes. */
#ifndef OPSTAP_TEST_GATE_PAGES_H
#define OPSTAP_TEST_GATE_PAGES_H

#include "doorway.h"

#include "form.h"
#include "visit_account.h"

static Answer page_open(Visit *visit) {
    return answer_page(visit, visit_token(visit));
}

static Answer page_who(Visit *visit) {
    return answer_page(visit, str_printf(visit->arena, "%.*s of %.*s, %d roles, %s",
                                         STR_ARGS(visit->who.id), STR_ARGS(visit->who.tenant_name),
                                         __builtin_popcount(visit->who.roles),
                                         tongue_name(visit->tongue)));
}

/* The users of this tenant stand for any object: another tenant's is not found. */
static Answer page_person(Visit *visit) {
    User user;
    Result result = user_load(visit->db, visit->arena, visit->who.tenant, visit->id[0], &user);
    if (result != OK) return answer_failed(visit, result);
    audit_seen(visit, AUDIT_candidate_read, user.id, STR_EMPTY);
    return answer_page(visit, user.name);
}

static Result person_name(Visit *visit, Str name) {
    User user;
    bool changed;
    Result result = user_load(visit->db, visit->arena, visit->who.tenant, visit->id[0], &user);
    if (result != OK) return result;
    user.name = name;
    result = user_put(visit->db, visit->who.tenant, &user, &changed);
    return result == OK ? audit_done(visit, AUDIT_account_changed, user.id, STR_EMPTY) : result;
}

FORM(NameForm, name_form, FIELD(name, TEXT, .needed = true, .length_max = 40),
     FIELD(keep, FLAG));

static Answer page_rename(Visit *visit) {
    NameForm form;
    if (!form_read(visit, &name_form, &form)) {
        if (form_is_foreign(visit)) return answer_invalid(visit);
        return answer_page_status(visit, 422, form_typed(visit, "name"));
    }
    Result result = person_name(visit, form.name);
    if (result == OK && form.keep) result = visit_commit(visit);
    if (result != OK) return answer_failed(visit, result);
    return answer_redirect(visit, S("/"));
}

/* A page that forgot what it is: it writes though it was only asked. */
static Answer page_writes(Visit *visit) {
    bool changed;
    User user = { .id = S("nieuw"), .name = S("Nieuw"), .active = true };
    Result result = user_put(visit->db, visit->who.tenant, &user, &changed);
    return result == OK ? answer_page(visit, S("written")) : answer_failed(visit, result);
}

static Answer page_shows_too_much(Visit *visit) {
    for (int i = 0; i <= VISIT_SEEN_MAX; i++) {
        audit_seen(visit, AUDIT_candidate_read, S("K-1"), STR_EMPTY);
    }
    return answer_page(visit, S("secret of many"));
}

static Answer page_shows_what_no_log_takes(Visit *visit) {
    audit_seen(visit, AUDIT_candidate_read, S("niet\xFF" "tekst"), STR_EMPTY);
    return answer_page(visit, S("secret of one"));
}

static Answer page_sign_in(Visit *visit) {
    return answer_page(visit, visit_token(visit));
}

FORM(SignInForm, sign_in_form, FIELD(login, TEXT, .length_max = 200),
     FIELD(password, SECRET, .length_max = 500), FIELD(next, TEXT, .length_max = 500));

static Answer page_sign_in_post(Visit *visit) {
    SignInForm form;
    SignedIn in;
    Phrase why;
    if (!form_read(visit, &sign_in_form, &form)) return answer_invalid(visit);
    SignInRequest request = { .from = visit_from(visit), .login = form.login,
                              .password = form.password };
    visit_before(visit, &request);
    Result result = sign_in(visit->db, visit->arena, &request, &in, &why);
    if (result == REFUSED) return answer_page_status(visit, 422, form_typed(visit, "password"));
    if (result != OK) return answer_failed(visit, result);
    Answer answer = answer_redirect(visit, path_is_local(form.next) ? form.next : S("/"));
    answer_signed_in(visit, &answer, &in);
    return answer;
}

static Answer page_sign_out(Visit *visit) {
    OwnAccount own = visit_own(visit);
    Result result = sign_out(visit->db, &own);
    if (result != OK) return answer_failed(visit, result);
    Answer answer = answer_redirect(visit, S("/sign-in"));
    answer_signed_out(visit, &answer);
    return answer;
}

static Answer page_style(Visit *visit) {
    return answer_asset(visit, S("text/css"), S("p{}"));
}

static const Route rows[] = {
    ROUTE(GET, "/", page_who, home)
    ROUTE(GET, "/sign-in", page_sign_in, anyone)
    ROUTE_OWN(POST, "/sign-in", page_sign_in_post, anyone)
    ROUTE_OWN(POST, "/sign-out", page_sign_out, own_account)
    ROUTE(GET, "/token", page_open, home)
    ROUTE(GET, "/people/{id}", page_person, candidates_read)
    ROUTE(POST, "/people/{id}/name", page_rename, candidates_write)
    ROUTE(GET, "/writes", page_writes, home)
    ROUTE(GET, "/too-much", page_shows_too_much, candidates_read)
    ROUTE(GET, "/no-log", page_shows_what_no_log_takes, candidates_read)
    ROUTE(GET, "/audit", page_who, audit_read)
    ROUTE(GET, "/style/{name}", page_style, anyone)
};
static const Routes routes = { rows, sizeof rows / sizeof *rows };

#define TEST_DOORWAY(doorway)                                                                      \
    AUTO(doorway_end) Doorway doorway;                                                             \
    doorway_begin(&doorway, routes)

enum { MANAGER = 1U << USER_ROLE_client_manager, AUDITOR = 1U << USER_ROLE_auditor };

static inline Account account_made(Doorway *doorway, const char *login, unsigned roles) {
    return account_of(doorway->store.db, doorway->arena, doorway->store.tenant, login, roles);
}

static inline const char *form_of(Doorway *doorway, Str cookie, const char *fields) {
    Answer answer = asked(doorway, (Ask){ .path = "/token", .cookie = cookie });
    assert_int_equal(answer.status, 200);
    return str_printf(doorway->arena, "token=%.*s%s", STR_ARGS(answer.body), fields).at;
}

#endif
