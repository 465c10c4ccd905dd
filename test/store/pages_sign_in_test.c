/* Coming in and going out, and who may, as whole answers of the real pages. */
#include "pages.h"

#include "limits.h"
#include "phrase.h"
#include "totp.h"

/* A browser of somebody who has not signed in: its cookie, and the form that it was given. */
typedef struct Stranger {
    Made *made;
    Str cookie, token;
} Stranger;

static Stranger stranger_of(Made *made, const char *path, const char *query) {
    Answer page = asked(&made->doorway, (Ask){ .path = path, .query = query });
    assert_int_equal(page.status, 200);
    Str visitor = cookie_given(&page, "opstap-visitor");
    return (Stranger){ made, str_printf(made->arena, "opstap-visitor=%.*s", STR_ARGS(visitor)),
                       between(&page, "name=\"token\" value=\"", "\"") };
}

static Answer stranger_sent(const Stranger *stranger, const char *path, const char *fields) {
    Text body = text_new(stranger->made->arena, 16 * 1024);
    field_add(&body, "token", stranger->token);
    text_add(&body, str_from(fields));
    Str whole = str_sub(text_str(&body), 1, text_str(&body).len);
    return asked(&stranger->made->doorway,
                 (Ask){ .method = HTTP_POST, .path = path, .cookie = stranger->cookie,
                        .body = str_zero_ended(stranger->made->arena, whole) });
}

static Str session_in(Made *made, const Answer *answer) {
    return str_printf(made->arena, "opstap=%.*s", STR_ARGS(cookie_given(answer, "opstap")));
}

static const char *fields_of(Made *made, const char *password, Str next) {
    Text body = text_new(made->arena, 8000);
    field_add(&body, "login", S("anna"));
    field_add(&body, "password", str_from(password));
    field_add(&body, "next", next);
    return str_zero_ended(made->arena, text_str(&body));
}

static Answer come_in(Made *made, const char *password, Str next) {
    Stranger stranger = stranger_of(made, "/sign-in", "");
    return stranger_sent(&stranger, "/sign-in", fields_of(made, password, next));
}

static void anna_made(Made *made, bool with_factor, Str *ret_secret) {
    Doorway *doorway = &made->doorway;
    Account anna = account_of(doorway->store.db, doorway->arena, doorway->store.tenant, "anna",
                              1U << USER_ROLE_coach);
    if (!with_factor) return;
    *ret_secret = totp_secret_new(made->arena);
    assert_int_equal(db_begin(doorway->store.db), OK);
    assert_int_equal(account_totp_set(doorway->store.db, anna.tenant, anna.number, *ret_secret), OK);
    assert_int_equal(db_commit(doorway->store.db), OK);
}

/* --- in and out --- */

static void who_comes_in_goes_where_was_asked(void **state) {
    (void)state;
    TEST_EMPTY_HOUSE(made);
    anna_made(&made, false, NULL);
    static const struct {
        const char *next, *location;
    } ways[] = { { "/candidates", "/candidates" }, { "", "/" }, { "//evil.test/", "/" },
                 { "https://evil.test/", "/" }, { "/a\\b", "/" }, { "javascript:alert(1)", "/" } };
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        Answer answer = come_in(&made, PASSWORD, str_from(ways[i].next));
        assert_int_equal(answer.status, 303);
        assert_str(field_of(&answer, "Location"), ways[i].location);
    }
    Answer answer = come_in(&made, PASSWORD, S("/"));
    Str session = session_in(&made, &answer);
    answer = asked(&made.doorway, (Ask){ .path = "/candidates", .cookie = session });
    assert_int_equal(answer.status, 200);
    Str token = between(&answer, "name=\"token\" value=\"", "\"");
    Str body = str_printf(made.arena, "token=%.*s", STR_ARGS(token));
    Answer out = asked(&made.doorway, (Ask){ .method = HTTP_POST, .path = "/sign-out", .body = body.at,
                                             .cookie = session });
    assert_str(field_of(&out, "Location"), "/sign-in");
    answer = asked(&made.doorway, (Ask){ .path = "/candidates", .cookie = session });
    assert_str(field_of(&answer, "Location"), "/sign-in?next=/candidates");
    assert_int_equal(events_of(&made.doorway.store, "signed_out"), 1);
}

static void a_refusal_keeps_the_name_and_not_the_password(void **state) {
    (void)state;
    TEST_EMPTY_HOUSE(made);
    anna_made(&made, false, NULL);
    Answer answer = come_in(&made, "niet het goede", S("/candidates"));
    assert_int_equal(answer.status, 422);
    assert_says(made.arena, &answer, PHRASE(WORD_access_sign_in_refused));
    assert_str(value_in(made.arena, &answer, "login"), "anna");
    assert_str(value_in(made.arena, &answer, "next"), "/candidates");
    assert_false(body_has(&answer, "niet het goede"));
    assert_int_equal(field_of(&answer, "Set-Cookie").len, 0);
    assert_int_equal(number_of(&made, "SELECT COUNT(*) FROM audit_value WHERE value LIKE '%goede%'"), 0);
}

/* Whatever stands in an address that somebody sent: it takes nobody elsewhere, and nothing down. */
static void a_second_step_carries_where_to_go(void **state) {
    (void)state;
    TEST_EMPTY_HOUSE(made);
    Str secret = STR_EMPTY, code = STR_EMPTY;
    anna_made(&made, true, &secret);
    Text longest = text_new(made.arena, LOCAL_PATH_BYTES_MAX);
    text_add_char(&longest, '/');
    while (text_str(&longest).len < LOCAL_PATH_BYTES_MAX) text_add_char(&longest, '=');
    Answer answer = come_in(&made, PASSWORD, text_str(&longest));
    assert_int_equal(answer.status, 303);
    assert_str(field_of(&answer, "Location"), "/sign-in/code");
    answer = come_in(&made, PASSWORD, S("//evil.test/"));
    assert_false(str_has(field_of(&answer, "Location"), S("evil")));
    answer = come_in(&made, PASSWORD, S("/openings"));
    assert_str(field_of(&answer, "Location"), "/sign-in/code?next=%2Fopenings");
    Stranger half = { &made, session_in(&made, &answer), STR_EMPTY };
    answer = asked(&made.doorway, (Ask){ .path = "/openings", .cookie = half.cookie });
    assert_int_equal(answer.status, 303); /* half is not in */
    answer = asked(&made.doorway, (Ask){ .path = "/sign-in/code", .query = "next=%2Fopenings",
                                         .cookie = half.cookie });
    assert_int_equal(answer.status, 200);
    half.token = between(&answer, "name=\"token\" value=\"", "\"");
    Str visitor = cookie_given(&answer, "opstap-visitor");
    if (visitor.len) {
        half.cookie = str_printf(made.arena, "%.*s; opstap-visitor=%.*s", STR_ARGS(half.cookie),
                                 STR_ARGS(visitor));
    }
    assert_int_equal(stranger_sent(&half, "/sign-in/code", "&code=000000&next=/openings").status, 422);
    assert_int_equal(totp_code(made.arena, secret, gate_test_now, &code), OK);
    Str fields = str_printf(made.arena, "&code=%.*s&next=%%2Fopenings", STR_ARGS(code));
    answer = stranger_sent(&half, "/sign-in/code", fields.at);
    assert_int_equal(answer.status, 303);
    assert_str(field_of(&answer, "Location"), "/openings");
    answer = asked(&made.doorway, (Ask){ .path = "/openings", .cookie = session_in(&made, &answer) });
    assert_int_equal(answer.status, 200);
}

/* --- who may --- */

static Answer user_sent(Made *made, const char *path, const char *fields) {
    return page_sent(made, USER_ROLE_administrator, path, fields);
}

static void who_is_added_sets_a_password_with_a_link(void **state) {
    (void)state;
    TEST_EMPTY_HOUSE(made);
    Answer answer = user_sent(&made, "/users", "&login=anna&name=Anna+%3Cb%3E&roles=coach&roles=jobhunter");
    assert_int_equal(answer.status, 200);
    assert_false(body_has(&answer, "<b>"));
    Str link = html_read(made.arena, between(&answer, "user-link\">", "</p>"));
    Str path = str_sub(link, str_find(link, S("/setup/")), link.len);
    Str kept = str_sub(path, strlen("/setup/"), path.len);
    Answer again = page_got(&made, USER_ROLE_administrator, "/users/anna", "");
    assert_false(str_has(again.body, kept)); /* shown once */
    char sql[200];
    snprintf(sql, sizeof sql, "SELECT COUNT(*) FROM audit_value WHERE value LIKE '%%%.*s%%'", STR_ARGS(kept));
    assert_int_equal(number_of(&made, sql), 0);
    const char *setup = str_zero_ended(made.arena, path);
    Stranger stranger = stranger_of(&made, setup, "");
    answer = stranger_sent(&stranger, setup, "&password=wachtwoord");
    assert_int_equal(answer.status, 422);
    assert_true(body_has(&answer, "id=\"password-why\""));
    assert_false(body_has(&answer, "value=\"wachtwoord\""));
    answer = stranger_sent(&stranger, setup, "&password=vier+woorden+bij+elkaar");
    assert_str(field_of(&answer, "Location"), "/sign-in");
    answer = asked(&made.doorway, (Ask){ .path = setup });
    assert_int_equal(answer.status, 404);
    assert_says(made.arena, &answer, PHRASE(WORD_setup_over));
    answer = come_in(&made, PASSWORD, S("/candidates"));
    Str session = session_in(&made, &answer);
    assert_int_equal(asked(&made.doorway, (Ask){ .path = "/candidates", .cookie = session }).status, 200);
    answer = user_sent(&made, "/users/anna", "&deed=close");
    assert_str(field_of(&answer, "Location"), "/users/anna?saved=1");
    assert_int_equal(asked(&made.doorway, (Ask){ .path = "/candidates", .cookie = session }).status, 303);
    assert_int_equal(come_in(&made, PASSWORD, S("/")).status, 422);
}

static void the_list_is_that_of_the_accounts(void **state) {
    (void)state;
    TEST_EMPTY_HOUSE(made);
    for (int role = 0; role < USER_ROLE_COUNT; role++) cookie_as(&made, (UserRole)role);
    Answer answer = page_got(&made, USER_ROLE_administrator, "/users", "");
    Table table = table_of(made.arena, answer.body);
    assert_int_equal(table.count, number_of(&made, "SELECT COUNT(*) FROM user_credential"));
    for (int role = 0; role < USER_ROLE_COUNT; role++) {
        const char *login = user_role_name((UserRole)role);
        size_t row = 0;
        while (row < table.count && !str_equal(table.row[row].text[1], str_from(login))) row++;
        assert_true(row < table.count);
        assert_same(address_in(made.arena, table.row[row].html[0]),
                    str_printf(made.arena, "/users/%s", login));
        assert_true(table.row[row].text[2].len > 0);
    }
}

static void what_is_wrong_with_somebody_new_is_said_and_kept(void **state) {
    (void)state;
    TEST_EMPTY_HOUSE(made);
    anna_made(&made, false, NULL);
    cookie_as(&made, USER_ROLE_administrator);
    Str before = digest(made.doorway.store.db, made.arena);
    static const char *const wrong[] = { "&login=anna&name=Anna&roles=coach", "&login=&name=Bea&roles=coach",
                                         "&login=bea&name=Bea", "&login=b%20a&name=Bea&roles=coach" };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Answer answer = user_sent(&made, "/users", wrong[i]);
        assert_int_equal(answer.status, 422);
        assert_true(body_has(&answer, "id=\"users-why\""));
        assert_str(value_in(made.arena, &answer, "name"), i ? "Bea" : "Anna");
        assert_same(digest(made.doorway.store.db, made.arena), before);
    }
    assert_int_equal(user_sent(&made, "/users", "&login=bea&name=Bea&roles=boss").status, 400);
    assert_int_equal(user_sent(&made, "/users/administrator", "&deed=close").status, 403);
    assert_int_equal(user_sent(&made, "/users/niemand", "&deed=close").status, 404);
    assert_int_equal(user_sent(&made, "/users/anna", "&deed=promote").status, 400);
    assert_int_equal(user_sent(&made, "/users/anna", "&deed=roles").status, 422); /* none left */
    assert_same(digest(made.doorway.store.db, made.arena), before);
    Answer answer = page_got(&made, USER_ROLE_administrator, "/users/administrator", "");
    assert_says(made.arena, &answer, PHRASE(WORD_users_own));
    assert_false(body_has(&answer, "name=\"deed\""));
}

SUITE("pages: coming in, and who may",
      cmocka_unit_test(who_comes_in_goes_where_was_asked),
      cmocka_unit_test(a_refusal_keeps_the_name_and_not_the_password),
      cmocka_unit_test(a_second_step_carries_where_to_go),
      cmocka_unit_test(who_is_added_sets_a_password_with_a_link),
      cmocka_unit_test(the_list_is_that_of_the_accounts),
      cmocka_unit_test(what_is_wrong_with_somebody_new_is_said_and_kept))
