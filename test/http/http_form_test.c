/* Forms and cookies: what is read, what is refused, and that what is written is read again. */
#include "http_cookie.h"
#include "http_form.h"
#include "test.h"

static HttpForm form_of(Arena *arena, const char *encoded) {
    HttpForm form = { 0 };
    if (http_form_read(arena, str_from(encoded), &form) != OK) fail_msg("refused: %s", encoded);
    return form;
}

static void forms_are_read(void **state) {
    (void)state;
    TEST_ARENA(arena);
    HttpForm form = form_of(arena, "name=Jan+van+der+Berg&note=%C3%A9%26%3D%2B%0D%0A%25&empty="
                                   "&a=1&a=2");
    assert_int_equal(form.count, 5);
    assert_str(form.pair[0].name, "name");
    assert_str(form.pair[0].value, "Jan van der Berg");
    assert_str(form.pair[1].value, "\xc3\xa9&=+\r\n%");
    assert_str(form.pair[2].value, "");
    assert_str(form.pair[3].value, "1");
    assert_str(form.pair[4].name, "a"); /* twice is two pairs, in order */
    assert_str(form.pair[4].value, "2");
    assert_str(*http_form_value(&form, S("a")), "1");
    assert_str(*http_form_value(&form, S("empty")), "");
    assert_null(http_form_value(&form, S("none")));
    assert_int_equal(form_of(arena, "").count, 0);
    form = form_of(arena, "%6eame%5B%5D=x&b=/a?c:d,e@f!$'()*-._~");
    assert_str(form.pair[0].name, "name[]");
    assert_str(form.pair[1].value, "/a?c:d,e@f!$'()*-._~");
}

static void forms_are_refused(void **state) {
    (void)state;
    static const Str bad[] = {
        S("a"), S("&"), S("a=1&"), S("&a=1"), S("a=1&&b=2"), S("=1"), S("a=1=2"), S("a=1;b=2"),
        S("a=%"), S("a=%4"), S("a=%zz"), S("a=%u0041"), S("%=1"), S("a=%00"), S("a=\0"), S("%00=1"),
        S("a=%ff"), S("a=%c0%80"), S("a=%ed%a0%80"), S("a=%e2%82"), S("a=\xc3\xa9"), S("a= b"),
        S("a=b\r\n"), S("a=\"b\""), S("a=<b>"), S("a=b#c"), S("a=[b]"), S("a\n=b"), S("a=\x7f"),
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        TEST_ARENA(arena);
        HttpForm form = { NULL, 77 };
        if (http_form_read(arena, bad[i], &form) != INVALID) {
            fail_msg("taken: %.*s", STR_ARGS(bad[i]));
        }
        assert_int_equal(form.count, 77);
    }
}

static Str repeated(Arena *arena, const char *before, const char *item, int count) {
    Text text = text_new(arena, 1024 * 1024);
    text_add(&text, str_from(before));
    for (int i = 0; i < count; i++) text_add(&text, str_from(item));
    return text_str(&text);
}

static void forms_have_limits(void **state) {
    (void)state;
    TEST_ARENA(arena);
    HttpForm form;
    Str value = repeated(arena, "a=", "%61", HTTP_FORM_VALUE_BYTES_MAX);
    assert_int_equal(http_form_read(arena, value, &form), OK);
    assert_int_equal(form.pair[0].value.len, HTTP_FORM_VALUE_BYTES_MAX);
    value = repeated(arena, "a=", "b", HTTP_FORM_VALUE_BYTES_MAX + 1);
    assert_int_equal(http_form_read(arena, value, &form), INVALID);
    for (int more = 0; more < 2; more++) {
        Text text = text_new(arena, 1024);
        text_add(&text, repeated(arena, "", "a", HTTP_FORM_NAME_BYTES_MAX + more));
        text_add(&text, S("=b"));
        assert_int_equal(http_form_read(arena, text_str(&text), &form), more ? INVALID : OK);
        Str pairs = repeated(arena, "a=", "&a=", HTTP_FORM_PAIRS_MAX - 1 + more);
        assert_int_equal(http_form_read(arena, pairs, &form), more ? INVALID : OK);
    }
}

static void forms_say_so(void **state) {
    (void)state;
    static const struct {
        const char *type;
        bool is_form;
    } cases[] = {
        { "application/x-www-form-urlencoded", true },
        { "Application/X-WWW-Form-Urlencoded; charset=UTF-8", true },
        { "application/x-www-form-urlencoded ;a", true },
        { "application/x-www-form-urlencodedx", false },
        { "multipart/form-data; boundary=application/x-www-form-urlencoded", false },
        { "text/plain", false },
        { "", false },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        HttpField field = { S("content-type"), str_from(cases[i].type) };
        HttpRequest request = { .field = &field, .field_count = 1 };
        assert_int_equal(http_is_form(&request), cases[i].is_form);
    }
    assert_false(http_is_form(&(HttpRequest){ 0 }));
}

static void cookies_are_read(void **state) {
    (void)state;
    static const struct {
        const char *field, *value; /* NULL: not there */
        Result result;
    } cases[] = {
        { "__Host-id=abc", "abc", OK },
        { "a=1; __Host-id=abc; b=2", "abc", OK },
        { "__Host-id=\"abc\"", "abc", OK },
        { "__Host-id=", "", OK },
        { "__Host-id=a=b==", "a=b==", OK },
        { " __Host-id=abc ;b", "abc", OK },
        { "a=1;;;__Host-id=abc", "abc", OK },
        { "x=\xff\"; __Host-id=abc", "abc", OK }, /* of somebody else */
        { "", NULL, NOT_FOUND },
        { "a=1; b=2", NULL, NOT_FOUND },
        { "__host-id=abc", NULL, NOT_FOUND },
        { "__Host-idx=abc", NULL, NOT_FOUND },
        { "x__Host-id=abc", NULL, NOT_FOUND },
        { "a=__Host-id=abc", NULL, NOT_FOUND },
        { "__Host-id", NULL, INVALID },
        { "__Host-id=abc; __Host-id=abc", NULL, INVALID },
        { "__Host-id=abc; a=1; __Host-id=def", NULL, INVALID },
        { "__Host-id=abc; __Host-id", NULL, INVALID },
        { "__Host-id=a b", NULL, INVALID },
        { "__Host-id=a,b", NULL, INVALID },
        { "__Host-id=a\\b", NULL, INVALID },
        { "__Host-id=\"abc", NULL, INVALID },
        { "__Host-id=caf\xc3\xa9", NULL, INVALID },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str value = S("untouched");
        Result result = http_cookie_read(str_from(cases[i].field), S("__Host-id"), &value);
        if (result != cases[i].result) {
            fail_msg("%s: %s", cases[i].field, result_name(result));
        }
        assert_str(value, cases[i].value ? cases[i].value : "untouched");
    }
}

static void cookies_are_written(void **state) {
    (void)state;
    TEST_ARENA(arena);
    HttpCookie cookie = { S("__Host-id"), S("abc"), .secure = true, .strict = true };
    assert_str(http_cookie_write(arena, &cookie),
               "__Host-id=abc; Path=/; HttpOnly; SameSite=Strict; Secure");
    cookie = (HttpCookie){ .name = S("id"), .value = S(""), .seconds = -1 };
    assert_str(http_cookie_write(arena, &cookie), "id=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    cookie = (HttpCookie){ .name = S("tongue"), .value = S("nl"), .seconds = 3600 };
    assert_str(http_cookie_write(arena, &cookie),
               "tongue=nl; Path=/; HttpOnly; SameSite=Lax; Max-Age=3600");
}

SUITE("http_form", cmocka_unit_test(forms_are_read), cmocka_unit_test(forms_are_refused),
      cmocka_unit_test(forms_have_limits), cmocka_unit_test(forms_say_so),
      cmocka_unit_test(cookies_are_read), cmocka_unit_test(cookies_are_written))
