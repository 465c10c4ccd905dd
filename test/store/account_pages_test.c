/* The second factor of the own account, as whole answers of its page. */
#include "pages.h"

#include "totp.h"

typedef struct Owner {
    Doorway doorway;
    Account account;
    Str cookie;
} Owner;

static void owner_begin(Owner *owner) {
    doorway_begin(&owner->doorway, routes_all());
    owner->account = account_of(owner->doorway.store.db, owner->doorway.arena,
                                owner->doorway.store.tenant, "anna", 1U << USER_ROLE_coach);
    owner->cookie = cookie_of(&owner->doorway, &owner->account);
}

static void owner_end(Owner *owner) {
    doorway_end(&owner->doorway);
}

#define TEST_OWNER(owner)                                                                          \
    AUTO(owner_end) Owner owner;                                                                   \
    owner_begin(&owner)

static Answer page_of(Owner *owner) {
    return asked(&owner->doorway, (Ask){ .path = "/account/factor", .cookie = owner->cookie });
}

static Str secret_in(const Answer *answer) {
    return between(answer, "name=\"secret\" value=\"", "\"");
}

typedef struct Deed {
    const char *name;
    Str secret, code;
    const char *password; /* NULL: the right one */
} Deed;

static Answer done(Owner *owner, Deed deed) {
    Answer page = page_of(owner);
    Str token = between(&page, "name=\"token\" value=\"", "\"");
    Str secret = deed.secret.len
                     ? str_printf(owner->doorway.arena, "&secret=%.*s", STR_ARGS(deed.secret))
                     : STR_EMPTY;
    Str body = str_printf(owner->doorway.arena, "token=%.*s&deed=%s%.*s&code=%.*s&password=%s",
                          STR_ARGS(token), deed.name, STR_ARGS(secret), STR_ARGS(deed.code),
                          deed.password ? deed.password : "vier+woorden+bij+elkaar");
    return asked(&owner->doorway, (Ask){ .method = HTTP_POST, .path = "/account/factor",
                                         .body = body.at, .cookie = owner->cookie });
}

static Str code_of(Owner *owner, Str secret) {
    Str code = STR_EMPTY;
    assert_int_equal(totp_code(owner->doorway.arena, secret, gate_test_now, &code), OK);
    return code;
}

/* Not a code of these minutes. */
static Str code_wrong(Owner *owner, Str secret) {
    int64_t step;
    for (int number = 100000; number < 100004; number++) {
        Str code = str_printf(owner->doorway.arena, "%d", number);
        if (totp_verify(secret, code, gate_test_now, &step) == REFUSED) return code;
    }
    fail_msg("four codes at once are right");
    return STR_EMPTY;
}

static Str kept_secret(Owner *owner) {
    Account account = { 0 };
    assert_int_equal(account_load(owner->doorway.store.db, owner->doorway.arena,
                                  owner->account.tenant, owner->account.number, &account), OK);
    return account.totp_secret;
}

/* The first of the codes that were shown. */
static Str recovery_in(const Answer *answer) {
    return between(answer, "<li><code>", "</code>");
}

/* The secret; *ret_recovery is one of the codes. */
static Str factor_made(Owner *owner, Str *ret_recovery) {
    Answer page = page_of(owner);
    Str secret = secret_in(&page);
    Answer answer = done(owner, (Deed){ "on", secret, code_of(owner, secret), NULL });
    assert_int_equal(answer.status, 200);
    *ret_recovery = recovery_in(&answer);
    gate_test_now += TOTP_STEP_SECONDS;
    return secret;
}

static void a_new_secret_is_shown_and_not_kept(void **state) {
    (void)state;
    TEST_OWNER(owner);
    Answer page = page_of(&owner), again = page_of(&owner);
    Str secret = secret_in(&page);
    assert_int_equal(page.status, 200);
    assert_str(field_of(&page, "Cache-Control"), "no-store");
    assert_true(totp_secret_is_formed(secret));
    assert_false(str_equal(secret, secret_in(&again)));
    Str shown = between(&page, "<code class=\"factor-secret\">", "</code>");
    assert_int_equal(shown.len, TOTP_SECRET_CHARACTERS + 7);
    for (size_t i = 0, at = 0; i < shown.len; i++) {
        if (i % 5 == 4) assert_int_equal(shown.at[i], ' ');
        else assert_int_equal(shown.at[i], secret.at[at++]);
    }
    assert_true(body_has(&page, "<svg xmlns="));
    assert_int_equal(kept_secret(&owner).len, 0);
}

static void it_comes_with_a_code_and_shows_recovery_codes_once(void **state) {
    (void)state;
    TEST_OWNER(owner);
    Str other = cookie_of(&owner.doorway, &owner.account);
    Answer page = page_of(&owner);
    Str secret = secret_in(&page);
    Answer answer = done(&owner, (Deed){ "on", secret, code_of(&owner, secret), NULL });
    assert_int_equal(answer.status, 200);
    assert_str(field_of(&answer, "Cache-Control"), "no-store");
    assert_int_equal(recovery_in(&answer).len, 19);
    assert_false(body_has(&answer, secret.at));
    assert_str(kept_secret(&owner), str_zero_ended(owner.doorway.arena, secret));
    page = page_of(&owner);
    assert_int_equal(recovery_in(&page).len, 0);
    assert_int_equal(secret_in(&page).len, 0);
    assert_true(body_has(&page, "U heeft nog 10 herstelcodes"));
    assert_int_equal(asked(&owner.doorway, (Ask){ .path = "/account", .cookie = other }).status, 303);
    assert_int_equal(events_of(&owner.doorway.store, "totp_changed"), 1);
    char values[] = "SELECT COUNT(*) FROM audit_value WHERE value <> ''";
    assert_int_equal(store_number(owner.doorway.store.path, values), 0);
}

static void what_is_wrong_is_said_and_the_secret_stays(void **state) {
    (void)state;
    TEST_OWNER(owner);
    Answer page = page_of(&owner);
    Str secret = secret_in(&page), code = code_of(&owner, secret);
    Answer answer = done(&owner, (Deed){ "on", secret, code_wrong(&owner, secret), NULL });
    assert_int_equal(answer.status, 422);
    assert_true(str_equal(secret_in(&answer), secret));
    assert_true(body_has(&answer, "id=\"code-why-on\""));
    assert_false(body_has(&answer, "id=\"password-why-on\""));
    answer = done(&owner, (Deed){ "on", secret, code, "niet+het+goede" });
    assert_int_equal(answer.status, 422);
    assert_true(str_equal(secret_in(&answer), secret));
    assert_true(body_has(&answer, "id=\"password-why-on\""));
    answer = done(&owner, (Deed){ "on", secret, S(""), NULL });
    assert_int_equal(answer.status, 422);
    assert_true(str_equal(secret_in(&answer), secret));
    assert_int_equal(kept_secret(&owner).len, 0);
    answer = done(&owner, (Deed){ "on", secret, code, NULL });
    assert_int_equal(answer.status, 200);
}

static void a_secret_of_another_form_is_refused(void **state) {
    (void)state;
    TEST_OWNER(owner);
    static const char *const secrets[] = {
        "", "ABCDEFGH", "abcdefghijklmnopqrstuvwxyz234567", "ABCDEFGHIJKLMNOPQRSTUVWXYZ23456",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ2345677", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234561",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ23456%3D", "%3Csvg%3EFGHIJKLMNOPQRSTUVWXYZ234567",
    };
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++) {
        Answer answer = done(&owner, (Deed){ "on", str_from(secrets[i]), S("123456"), NULL });
        assert_int_equal(answer.status, 400);
    }
    assert_int_equal(done(&owner, (Deed){ "swap", STR_EMPTY, S("123456"), NULL }).status, 400);
    Str with = S("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
    assert_int_equal(done(&owner, (Deed){ "off", with, S("123456"), NULL }).status, 400);
    assert_int_equal(kept_secret(&owner).len, 0);
}

static void one_factor_never_takes_the_place_of_another(void **state) {
    (void)state;
    TEST_OWNER(owner);
    Str recovery, secret = factor_made(&owner, &recovery);
    Str other = totp_secret_new(owner.doorway.arena);
    Answer answer = done(&owner, (Deed){ "on", other, code_of(&owner, other), NULL });
    assert_int_equal(answer.status, 303);
    assert_str(field_of(&answer, "Location"), "/account/factor");
    assert_true(str_equal(kept_secret(&owner), secret));
}

static void it_goes_with_a_code_or_a_recovery_code(void **state) {
    (void)state;
    TEST_OWNER(owner);
    Str recovery, secret = factor_made(&owner, &recovery);
    Answer answer = done(&owner, (Deed){ "off", STR_EMPTY, code_wrong(&owner, secret), NULL });
    assert_int_equal(answer.status, 422);
    assert_true(body_has(&answer, "id=\"code-why-off\""));
    assert_false(body_has(&answer, "id=\"code-why-codes\""));
    answer = done(&owner, (Deed){ "off", STR_EMPTY, code_of(&owner, secret), NULL });
    assert_int_equal(answer.status, 303);
    assert_str(field_of(&answer, "Location"), "/account/factor?changed=1");
    assert_int_equal(kept_secret(&owner).len, 0);
    answer = done(&owner, (Deed){ "off", STR_EMPTY, S("123456"), NULL });
    assert_int_equal(answer.status, 303); /* there is none */
    factor_made(&owner, &recovery);
    answer = done(&owner, (Deed){ "off", STR_EMPTY, recovery, NULL });
    assert_int_equal(answer.status, 303);
    assert_int_equal(kept_secret(&owner).len, 0);
}

static void new_recovery_codes_put_the_old_out_of_use(void **state) {
    (void)state;
    TEST_OWNER(owner);
    Str old, secret = factor_made(&owner, &old), fresh;
    Answer answer = done(&owner, (Deed){ "codes", STR_EMPTY, code_of(&owner, secret), NULL });
    assert_int_equal(answer.status, 200);
    fresh = recovery_in(&answer);
    assert_int_equal(fresh.len, 19);
    assert_int_equal(events_of(&owner.doorway.store, "recovery_codes_made"), 1);
    assert_int_equal(done(&owner, (Deed){ "off", STR_EMPTY, old, NULL }).status, 422);
    assert_int_equal(done(&owner, (Deed){ "off", STR_EMPTY, fresh, NULL }).status, 303);
}

/* Somebody who knows the password and found a session does not find the code by trying. */
static void codes_are_not_tried_without_end(void **state) {
    (void)state;
    TEST_OWNER(owner);
    Str recovery, secret = factor_made(&owner, &recovery);
    Deed wrong = { "off", STR_EMPTY, code_wrong(&owner, secret), NULL };
    for (int i = 0; i < SIGN_IN_FREE_TRIES; i++) {
        assert_int_equal(done(&owner, wrong).status, 422);
    }
    Answer answer = done(&owner, (Deed){ "off", STR_EMPTY, recovery, NULL });
    assert_int_equal(answer.status, 422); /* the right one has to wait too */
    assert_true(str_equal(kept_secret(&owner), secret));
    gate_test_now += 60 * 60;
    owner.cookie = cookie_of(&owner.doorway, &owner.account);
    answer = done(&owner, (Deed){ "off", STR_EMPTY, recovery, NULL });
    assert_int_equal(answer.status, 303);
}

static void the_account_says_whether_it_is_on(void **state) {
    (void)state;
    TEST_OWNER(owner);
    Str recovery;
    Ask ask = { .path = "/account", .cookie = owner.cookie };
    Answer answer = asked(&owner.doorway, ask);
    assert_true(body_has(&answer, "De tweede stap staat uit."));
    assert_true(body_has(&answer, "href=\"/account/factor\""));
    factor_made(&owner, &recovery);
    answer = asked(&owner.doorway, ask);
    assert_true(body_has(&answer, "De tweede stap staat aan."));
}

SUITE("pages: the second factor of the own account",
      cmocka_unit_test(a_new_secret_is_shown_and_not_kept),
      cmocka_unit_test(it_comes_with_a_code_and_shows_recovery_codes_once),
      cmocka_unit_test(what_is_wrong_is_said_and_the_secret_stays),
      cmocka_unit_test(a_secret_of_another_form_is_refused),
      cmocka_unit_test(one_factor_never_takes_the_place_of_another),
      cmocka_unit_test(it_goes_with_a_code_or_a_recovery_code),
      cmocka_unit_test(new_recovery_codes_put_the_old_out_of_use),
      cmocka_unit_test(codes_are_not_tried_without_end),
      cmocka_unit_test(the_account_says_whether_it_is_on))
