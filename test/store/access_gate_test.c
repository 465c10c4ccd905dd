/* The gate, whole answers without a socket: who gets where, what is refused, what every answer
 * carries. What it writes down and how much it lets in: access_gate_load_test.c. */
#include "gate_pages.h"

/* --- who gets where --- */

static void every_row_holds(void **state) {
    (void)state;
    TEST_DOORWAY(doorway);
    Account account[USER_ROLE_COUNT], nobody = account_made(&doorway, "niets", 0);
    Walk walk = { .doorway = &doorway, .routes = routes, .nobody = &nobody };
    for (int role = 0; role < USER_ROLE_COUNT; role++) {
        account[role] = account_made(&doorway, user_role_name((UserRole)role), 1U << role);
        walk.account[role] = &account[role];
    }
    routes_walk(&walk);
    assert_true(events_of(&doorway.store, "access_refused") > 0);
}

static void a_stranger_goes_to_sign_in(void **state) {
    (void)state;
    TEST_DOORWAY(doorway);
    Answer answer = asked(&doorway, (Ask){ .path = "/people/K 1?", .query = "search=Fatima" });
    assert_int_equal(answer.status, 303);
    /* The path as it would be asked for again; nothing that somebody typed. */
    assert_str(field_of(&answer, "Location"), "/sign-in?next=/people/K%25201%253F");
    answer = asked(&doorway, (Ask){ .path = "/" });
    assert_str(field_of(&answer, "Location"), "/sign-in");
    answer = asked(&doorway, (Ask){ .path = "/people/1", .goal = "empty", .mode = "cors" });
    assert_int_equal(answer.status, 403);
    answer = asked(&doorway, (Ask){ .path = "/people/1", .method = HTTP_HEAD });
    assert_int_equal(answer.status, 303);
    assert_int_equal(asked(&doorway, (Ask){ .path = "/not-there" }).status, 404);
    answer = asked(&doorway, (Ask){ .path = "/token", .method = HTTP_POST });
    assert_int_equal(answer.status, 405);
    assert_str(field_of(&answer, "Allow"), "GET, HEAD");
}

static void another_tenant_is_not_found(void **state) {
    (void)state;
    TEST_DOORWAY(doorway);
    Account anna = account_made(&doorway, "anna", MANAGER);
    int64_t other = tenant_more(doorway.store.db, "ander");
    Account dirk = account_of(doorway.store.db, doorway.arena, other, "dirk", MANAGER);
    Str of_anna = cookie_of(&doorway, &anna), of_dirk = cookie_of(&doorway, &dirk);
    Answer answer = asked(&doorway, (Ask){ .path = "/people/anna", .cookie = of_anna });
    assert_int_equal(answer.status, 200);
    assert_str(answer.body, "Naam van anna");
    assert_string_equal(answer.route, "/people/{id}");
    assert_int_equal(asked(&doorway, (Ask){ .path = "/people/anna", .cookie = of_dirk }).status, 404);
    assert_int_equal(asked(&doorway, (Ask){ .path = "/people/dirk", .cookie = of_anna }).status, 404);
    const char *body = form_of(&doorway, of_dirk, "&name=Gestolen&keep=1");
    answer = asked(&doorway, (Ask){ .method = HTTP_POST, .path = "/people/anna/name",
                                    .cookie = of_dirk, .body = body });
    assert_int_equal(answer.status, 404);
    answer = asked(&doorway, (Ask){ .path = "/", .cookie = of_dirk, .language = "en-GB,nl;q=0.5" });
    assert_str(answer.body, "dirk of ander, 1 roles, en");
    answer = asked(&doorway, (Ask){ .path = "/", .cookie = of_dirk, .language = "fr,de;q=0.5" });
    assert_str(answer.body, "dirk of ander, 1 roles, nl");
}

static void sessions_end_at_the_gate(void **state) {
    (void)state;
    TEST_DOORWAY(doorway);
    Account anna = account_made(&doorway, "anna", MANAGER);
    Str cookie = cookie_of(&doorway, &anna);
    Ask ask = { .path = "/", .cookie = cookie };
    gate_test_now += SESSION_IDLE_SECONDS - 1;
    assert_int_equal(asked(&doorway, ask).status, 200);
    /* It was marked as seen, by the writer, in its time. */
    doorway_close(&doorway);
    doorway_open(&doorway, routes);
    gate_test_now += SESSION_IDLE_SECONDS - 1;
    assert_int_equal(asked(&doorway, ask).status, 200);
    doorway_close(&doorway);
    doorway_open(&doorway, routes);
    gate_test_now += SESSION_IDLE_SECONDS;
    assert_int_equal(asked(&doorway, ask).status, 303);
    ask.cookie = str_printf(doorway.arena, "%.*s; %.*s", STR_ARGS(cookie), STR_ARGS(cookie));
    gate_test_now = GATE_NOW;
    assert_int_equal(asked(&doorway, ask).status, 303); /* twice under one name: neither counts */
}

/* --- posting --- */

static void a_post_is_kept_when_the_page_says_so(void **state) {
    (void)state;
    TEST_DOORWAY(doorway);
    Account anna = account_made(&doorway, "anna", MANAGER);
    Str cookie = cookie_of(&doorway, &anna);
    Ask ask = { .method = HTTP_POST, .path = "/people/anna/name", .cookie = cookie };
    ask.body = form_of(&doorway, cookie, "&name=Anders&keep=1");
    Answer answer = asked(&doorway, ask);
    assert_int_equal(answer.status, 303);
    answer = asked(&doorway, (Ask){ .path = "/people/anna", .cookie = cookie });
    assert_str(answer.body, "Anders");
    ask.body = form_of(&doorway, cookie, "&name=Vergeten"); /* no keep: rolled back */
    assert_int_equal(asked(&doorway, ask).status, 303);
    answer = asked(&doorway, (Ask){ .path = "/people/anna", .cookie = cookie });
    assert_str(answer.body, "Anders");
    assert_int_equal(events_of(&doorway.store, "account_changed"), 1);
}

static void forms_hold_what_they_declare(void **state) {
    (void)state;
    TEST_DOORWAY(doorway);
    Account anna = account_made(&doorway, "anna", MANAGER);
    Str cookie = cookie_of(&doorway, &anna);
    static const struct {
        const char *fields;
        int status;
    } tries[] = {
        { "&name=Goed", 303 },
        { "&name=Goed&extra=1", 400 },
        { "&name=Goed&name=Twee", 400 },
        { "&name=Goed&%", 400 },
        { "&name=", 422 },
        { "", 422 },
        { "&name=01234567890123456789012345678901234567890", 422 },
        { "&name=a%01b", 422 },
        { "&name=Goed&keep=no", 422 },
    };
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        Answer answer = asked(&doorway, (Ask){ .method = HTTP_POST, .path = "/people/anna/name",
                                               .cookie = cookie,
                                               .body = form_of(&doorway, cookie, tries[i].fields) });
        /* Broken escapes hide the token too. */
        int status = strstr(tries[i].fields, "%") && tries[i].status == 400 ? 403 : tries[i].status;
        if (answer.status != status) fail_msg("%s gives %d", tries[i].fields, answer.status);
    }
}

static void tokens_are_of_one_session(void **state) {
    (void)state;
    TEST_DOORWAY(doorway);
    Account anna = account_made(&doorway, "anna", MANAGER);
    Str one = cookie_of(&doorway, &anna), two = cookie_of(&doorway, &anna);
    const char *of_one = form_of(&doorway, one, "&name=Goed");
    Ask ask = { .method = HTTP_POST, .path = "/people/anna/name", .cookie = two, .body = of_one };
    assert_int_equal(asked(&doorway, ask).status, 403);
    ask.cookie = one;
    assert_int_equal(asked(&doorway, ask).status, 303);
    /* Each page shows it in another shape, and all are good. */
    const char *again = form_of(&doorway, one, "&name=Goed");
    assert_string_not_equal(of_one, again);
    ask.body = again;
    assert_int_equal(asked(&doorway, ask).status, 303);
    /* A token of a stranger is not good for what is not for strangers. */
    Answer page = asked(&doorway, (Ask){ .path = "/sign-in" });
    Str visitor = cookie_given(&page, "opstap-visitor");
    assert_true(visitor.len > 0);
    ask.cookie = str_printf(doorway.arena, "%.*s; opstap-visitor=%.*s", STR_ARGS(one),
                            STR_ARGS(visitor));
    ask.body = str_printf(doorway.arena, "token=%.*s&name=Goed", STR_ARGS(page.body)).at;
    assert_int_equal(asked(&doorway, ask).status, 403);
}

static void a_get_cannot_write(void **state) {
    (void)state;
    TEST_DOORWAY(doorway);
    Account anna = account_made(&doorway, "anna", MANAGER);
    Answer answer = asked(&doorway, (Ask){ .path = "/writes", .cookie = cookie_of(&doorway, &anna) });
    assert_int_equal(answer.status, 500);
    assert_false(body_has(&answer, "written"));
    assert_int_equal(store_number(doorway.store.path, "SELECT COUNT(*) FROM app_user"), 1);
}

static void others_may_lead_here_not_fetch(void **state) {
    (void)state;
    TEST_DOORWAY(doorway);
    Account anna = account_made(&doorway, "anna", MANAGER);
    Str cookie = cookie_of(&doorway, &anna);
    static const struct {
        const char *site, *mode, *goal;
        int status;
    } tries[] = {
        { "cross-site", "navigate", "document", 200 }, { "cross-site", "navigate", "iframe", 403 },
        { "cross-site", "no-cors", "image", 403 },     { "cross-site", "cors", "empty", 403 },
        { "same-site", "no-cors", "script", 403 },     { "none", "navigate", "document", 200 },
        { "", NULL, NULL, 200 },                       { "same-origin", "cors", "empty", 200 },
    };
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        Answer answer = asked(&doorway, (Ask){ .path = "/", .cookie = cookie, .site = tries[i].site,
                                               .mode = tries[i].mode, .goal = tries[i].goal });
        assert_int_equal(answer.status, tries[i].status);
    }
}

/* --- signing in through the gate --- */

static Answer signs_in(Doorway *doorway, Ask ask, const char *fields) {
    Ask look = ask;
    look.method = HTTP_GET;
    look.path = ask.path = "/sign-in";
    look.body = NULL;
    Answer page = asked(doorway, look);
    assert_int_equal(page.status, 200);
    const char *name = ask.tls ? "__Host-opstap-visitor" : "opstap-visitor";
    Str visitor = cookie_given(&page, name);
    ask.method = HTTP_POST;
    ask.body = str_printf(doorway->arena, "token=%.*s&login=anna&%s", STR_ARGS(page.body), fields).at;
    ask.cookie = str_printf(doorway->arena, "%s=%.*s", name, STR_ARGS(visitor));
    return asked(doorway, ask);
}

#define RIGHT "password=vier+woorden+bij+elkaar"

static void signing_in_and_out(void **state) {
    (void)state;
    TEST_DOORWAY(doorway);
    account_made(&doorway, "anna", MANAGER);
    Answer answer = signs_in(&doorway, (Ask){ 0 }, RIGHT "&next=/people/anna");
    assert_int_equal(answer.status, 303);
    assert_str(field_of(&answer, "Location"), "/people/anna");
    Str token = cookie_given(&answer, "opstap");
    assert_true(token_is_formed(token));
    assert_true(token_is_formed(cookie_given(&answer, "opstap-device")));
    Str cookie = str_printf(doorway.arena, "opstap=%.*s", STR_ARGS(token));
    assert_int_equal(asked(&doorway, (Ask){ .path = "/", .cookie = cookie }).status, 200);
    answer = asked(&doorway, (Ask){ .method = HTTP_POST, .path = "/sign-out", .cookie = cookie,
                                    .body = form_of(&doorway, cookie, "") });
    assert_int_equal(answer.status, 303);
    assert_str(field_of(&answer, "Clear-Site-Data"), "\"cache\", \"storage\"");
    assert_str(cookie_given(&answer, "opstap"), "gone");
    assert_int_equal(asked(&doorway, (Ask){ .path = "/", .cookie = cookie }).status, 303);
}

static void nobody_is_sent_elsewhere(void **state) {
    (void)state;
    TEST_DOORWAY(doorway);
    account_made(&doorway, "anna", MANAGER);
    static const char *const next[] = { "https://evil.test/", "//evil.test", "/%5Cevil.test",
                                        "javascript:alert(1)", "evil", "/a%0D%0AX:%201", "" };
    for (size_t i = 0; i < sizeof next / sizeof *next; i++) {
        Str fields = str_printf(doorway.arena, RIGHT "&next=%s", next[i]);
        Answer answer = signs_in(&doorway, (Ask){ 0 }, fields.at);
        assert_int_equal(answer.status, 303);
        assert_str(field_of(&answer, "Location"), "/");
    }
}

static void a_wrong_password_is_not_shown_again(void **state) {
    (void)state;
    TEST_DOORWAY(doorway);
    account_made(&doorway, "anna", MANAGER);
    Answer answer = signs_in(&doorway, (Ask){ 0 }, "password=zo+niet");
    assert_int_equal(answer.status, 422);
    assert_str(answer.body, "");
    assert_int_equal(cookie_given(&answer, "opstap").len, 0);
}

static void cookies_by_line(void **state) {
    (void)state;
    TEST_DOORWAY(doorway);
    account_made(&doorway, "anna", MANAGER);
    /* Over TLS: the name that browsers keep strictest. */
    Answer answer = signs_in(&doorway, (Ask){ .tls = true }, RIGHT);
    assert_int_equal(answer.status, 303);
    Str token = cookie_given(&answer, "__Host-opstap");
    assert_true(token_is_formed(token));
    bool seen = false;
    for (size_t i = 0; i < answer.field_count; i++) {
        Str value = answer.field[i].value;
        if (!str_starts(value, S("__Host-opstap="))) continue;
        seen = true;
        assert_true(str_find(value, S("; Secure")) < value.len);
        assert_true(str_find(value, S("; HttpOnly")) < value.len);
        assert_true(str_find(value, S("; SameSite=Lax")) < value.len);
        assert_true(str_find(value, S("; Path=/")) < value.len);
        assert_true(str_find(value, S("Domain")) == value.len);
        assert_true(str_find(value, S("Max-Age")) == value.len);
    }
    assert_true(seen);
    assert_true(field_of(&answer, "Strict-Transport-Security").len > 0);
    /* The other name is not read there: somebody else may have put it. */
    Str plain = str_printf(doorway.arena, "opstap=%.*s", STR_ARGS(token));
    Str strict = str_printf(doorway.arena, "__Host-opstap=%.*s", STR_ARGS(token));
    assert_int_equal(asked(&doorway, (Ask){ .path = "/", .tls = true, .cookie = plain }).status, 303);
    assert_int_equal(asked(&doorway, (Ask){ .path = "/", .tls = true, .cookie = strict }).status, 200);
    /* Without TLS from elsewhere: no cookie is given or read, nobody signs in. */
    answer = asked(&doorway, (Ask){ .path = "/sign-in", .far = true });
    assert_int_equal(answer.status, 200);
    assert_int_equal(field_of(&answer, "Set-Cookie").len, 0);
    assert_int_equal(field_of(&answer, "Strict-Transport-Security").len, 0);
    answer = asked(&doorway, (Ask){ .path = "/", .far = true, .cookie = plain });
    assert_int_equal(answer.status, 403);
    answer = asked(&doorway, (Ask){ .path = "/sign-in", .far = true, .method = HTTP_POST,
                                    .body = "login=anna" });
    assert_int_equal(answer.status, 403);
}

/* --- what every answer carries --- */

static void headers_are_on_every_answer(void **state) {
    (void)state;
    TEST_DOORWAY(doorway);
    Account anna = account_made(&doorway, "anna", MANAGER);
    Str cookie = cookie_of(&doorway, &anna);
    static const char *const path[] = { "/", "/people/anna", "/not-there", "/audit", "/writes",
                                        "/style/a.css", "/sign-in" };
    static const char *const field[] = {
        "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy",
        "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy",
    };
    for (size_t i = 0; i < sizeof path / sizeof *path; i++) {
        Answer answer = asked(&doorway, (Ask){ .path = path[i], .cookie = cookie });
        for (size_t k = 0; k < sizeof field / sizeof *field; k++) {
            if (!field_of(&answer, field[k]).len) fail_msg("%s lacks %s", path[i], field[k]);
        }
        bool asset = str_starts(str_from(path[i]), S("/style"));
        assert_str(field_of(&answer, "Cache-Control"),
                   asset ? "public, max-age=31536000, immutable" : "no-store");
        Str policy = field_of(&answer, "Content-Security-Policy");
        assert_true(str_starts(policy, S("default-src 'none';")));
        assert_true(str_find(policy, S("unsafe")) == policy.len);
        assert_true(str_find(policy, S("http")) == policy.len);
        assert_int_equal(field_of(&answer, "Set-Cookie").len, 0);
    }
}

static void sorry_says_the_number(void **state) {
    (void)state;
    TEST_DOORWAY(doorway);
    Answer answer = asked(&doorway, (Ask){ .path = "/not-there", .language = "en" });
    assert_true(body_has(&answer, "not there, or not for you"));
    assert_true(body_has(&answer, "0123456789abcdef"));
}

SUITE("access: the gate",
      cmocka_unit_test(every_row_holds), cmocka_unit_test(a_stranger_goes_to_sign_in),
      cmocka_unit_test(another_tenant_is_not_found), cmocka_unit_test(sessions_end_at_the_gate),
      cmocka_unit_test(a_post_is_kept_when_the_page_says_so),
      cmocka_unit_test(forms_hold_what_they_declare), cmocka_unit_test(tokens_are_of_one_session),
      cmocka_unit_test(a_get_cannot_write), cmocka_unit_test(others_may_lead_here_not_fetch),
      cmocka_unit_test(signing_in_and_out), cmocka_unit_test(nobody_is_sent_elsewhere),
      cmocka_unit_test(a_wrong_password_is_not_shown_again), cmocka_unit_test(cookies_by_line),
      cmocka_unit_test(headers_are_on_every_answer), cmocka_unit_test(sorry_says_the_number))
