/* The second factor: codes of RFC 6238, once and near their moment; the address and its picture. */
#include "test.h"

#include "accounts/secrets.h"
#include "totp.h"

/* RFC 6238, appendix B, SHA-1: the secret "12345678901234567890" in base32; the last six digits of
 * its eight-digit codes. */
static const Str rfc_secret = { "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 32 };

static void codes_are_those_of_the_standard(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const struct {
        int64_t now;
        const char *code;
    } rows[] = { { 59, "287082" },          { 1111111109, "081804" },  { 1111111111, "050471" },
                 { 1234567890, "005924" },  { 2000000000, "279037" },  { 20000000000, "353130" } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str code = STR_EMPTY;
        assert_int_equal(totp_code(arena, rfc_secret, rows[i].now, &code), OK);
        assert_str(code, rows[i].code);
    }
}

static Result verified(Arena *arena, int64_t made, int64_t now, int64_t *ret_step) {
    Str code = STR_EMPTY;
    assert_int_equal(totp_code(arena, rfc_secret, made, &code), OK);
    return totp_verify(rfc_secret, code, now, ret_step);
}

static void one_step_around_is_taken(void **state) {
    (void)state;
    TEST_ARENA(arena);
    int64_t now = 1600000000, step = 0;
    int64_t at = now / TOTP_STEP_SECONDS;
    assert_int_equal(verified(arena, now, now, &step), OK);
    assert_int_equal(step, at);
    assert_int_equal(verified(arena, now - 30, now, &step), OK);
    assert_int_equal(step, at - 1);
    assert_int_equal(verified(arena, now + 30, now, &step), OK);
    assert_int_equal(step, at + 1);
    assert_int_equal(verified(arena, now - 60, now, &step), REFUSED);
    assert_int_equal(verified(arena, now + 60, now, &step), REFUSED);
}

static void what_is_no_code_is_refused(void **state) {
    (void)state;
    int64_t step = 0;
    assert_int_equal(totp_verify(rfc_secret, S("287082"), 59, &step), OK);
    assert_int_equal(totp_verify(rfc_secret, S("287 082"), 59, &step), OK);
    assert_int_equal(totp_verify(rfc_secret, S("287083"), 59, &step), REFUSED);
    assert_int_equal(totp_verify(rfc_secret, S("28708"), 59, &step), REFUSED);
    assert_int_equal(totp_verify(rfc_secret, S("2870822"), 59, &step), REFUSED);
    assert_int_equal(totp_verify(rfc_secret, S("28708a"), 59, &step), REFUSED);
    assert_int_equal(totp_verify(rfc_secret, STR_EMPTY, 59, &step), REFUSED);
    assert_int_equal(totp_verify(S("not base32"), S("287082"), 59, &step), INVALID);
    assert_int_equal(totp_verify(S("1EZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), S("287082"), 59, &step),
                     INVALID);
}

static void secrets_are_new_each_time(void **state) {
    (void)state;
    TEST_ARENA(arena);
    assert_true(secrets_begin());
    Str one = totp_secret_new(arena), two = totp_secret_new(arena), code = STR_EMPTY;
    assert_int_equal(one.len, 32);
    assert_false(str_equal(one, two));
    assert_int_equal(totp_code(arena, one, 1600000000, &code), OK);
    assert_int_equal(code.len, TOTP_DIGITS);
}

static void address_is_escaped(void **state) {
    (void)state;
    TEST_ARENA(arena);
    assert_str(totp_address(arena, S("Opstap stad"), S("anna@stad.nl"), rfc_secret),
               "otpauth://totp/Opstap%20stad%3Aanna%40stad.nl"
               "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Opstap%20stad");
}

static void picture_is_safe_markup(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Str address = totp_address(arena, S("Opstap"), S("anna"), rfc_secret);
    Str svg = qr_svg(arena, address, S("QR <van> \"u\" & mij"));
    assert_true(str_starts(svg, S("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")));
    assert_true(str_ends(svg, S("</svg>")));
    assert_true(str_find(svg, S("aria-label=\"QR &lt;van&gt; &quot;u&quot; &amp; mij\"")) < svg.len);
    assert_true(str_find(svg, S("style")) == svg.len); /* the policy of our pages allows none */
    assert_true(str_find(svg, S("<script")) == svg.len);
    assert_true(str_find(svg, rfc_secret) == svg.len);
    /* Three corners: the first is a bar of seven from the edge. */
    assert_true(str_find(svg, S("M4 4h7v1h-7z")) < svg.len);
    char *big = arena_get(arena, 5000);
    memset(big, 'x', 5000);
    assert_int_equal(qr_svg(arena, (Str){ big, 5000 }, STR_EMPTY).len, 0);
}

static void a_secret_is_as_we_make_them(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const char *const wrong[] = { "", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ",
                                         "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQQ",
                                         "gezdgnbvgy3tqojqgezdgnbvgy3tqojq",
                                         "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1",
                                         "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ=",
                                         "GEZDGNBVGY3TQOJQ GEZDGNBVGY3TQOJ" };
    assert_true(totp_secret_is_formed(rfc_secret));
    assert_true(totp_secret_is_formed(totp_secret_new(arena)));
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(totp_secret_is_formed(str_from(wrong[i])));
    }
    char zero[TOTP_SECRET_CHARACTERS] = "GEZDGNBV";
    assert_false(totp_secret_is_formed((Str){ zero, sizeof zero }));
}

SUITE("access: second factor", cmocka_unit_test(a_secret_is_as_we_make_them),
      cmocka_unit_test(codes_are_those_of_the_standard), cmocka_unit_test(one_step_around_is_taken),
      cmocka_unit_test(what_is_no_code_is_refused), cmocka_unit_test(secrets_are_new_each_time),
      cmocka_unit_test(address_is_escaped), cmocka_unit_test(picture_is_safe_markup))
