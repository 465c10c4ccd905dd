/* What may be a password, how it is hashed, and how many are hashed at a time. */
#include "test.h"

#include <pthread.h>
#include <sodium.h>

#include "limits.h"
#include "passwords.h"
#include "accounts/secrets.h"

static Word why_of(const char *password) {
    Phrase why;
    Result result = password_check(str_from(password), S("anna.devries@stad.nl"),
                                   S("Anna de Vries"), &why);
    assert_int_equal(result, why.word == WORD_none ? OK : INVALID);
    return why.word;
}

static void length_counts_characters(void **state) {
    (void)state;
    assert_int_equal(why_of("kort1xy"), WORD_access_password_short);
    assert_int_equal(why_of("kortst1x"), WORD_none);
    /* Eight letters of two bytes each are eight characters, seven are seven. */
    assert_int_equal(why_of("\xC3\xA9\xC3\xA8\xC3\xAB\xC3\xAF\xC3\xB6\xC3\xBC\xC3\xA1"),
                     WORD_access_password_short);
    assert_int_equal(why_of("\xC3\xA9\xC3\xA8\xC3\xAB\xC3\xAF\xC3\xB6\xC3\xBC\xC3\xA1\xC3\xAD"),
                     WORD_none);
    char longest[PASSWORD_BYTES_MAX + 2];
    for (size_t i = 0; i < sizeof longest; i++) longest[i] = (char)('a' + i * 7 % 26);
    longest[PASSWORD_BYTES_MAX] = 0;
    assert_int_equal(why_of(longest), WORD_none);
    longest[PASSWORD_BYTES_MAX] = 'x';
    longest[PASSWORD_BYTES_MAX + 1] = 0;
    assert_int_equal(why_of(longest), WORD_access_password_long);
}

static void anything_may_be_in_it(void **state) {
    (void)state;
    assert_int_equal(why_of("vier woorden bij elkaar"), WORD_none);
    assert_int_equal(why_of("        x       "), WORD_none);
    assert_int_equal(why_of("zonder cijfers of hoofdletters"), WORD_none);
    assert_int_equal(why_of("niet\xFFtekst"), WORD_access_password_no_text);
}

static void much_used_ones_are_refused(void **state) {
    (void)state;
    static const char *const used[] = {
        "password",   "Password1",    "WELKOM01!",  "welkom2026",   "Wachtwoord1!", "12345678",
        "1234567890", "11111111",     "abcabcabc",  "qwertyuiop",   "Qwerty123!",   "1q2w3e4r",
        "P@ssw0rd",   "p@ssw0rd2026", "aaaaaaaa",   "Gemeente2026", "01012026",     "Zomer2026!!",
        "feyenoord1", "amsterdam",    "letmein123", "20-11-2026",
    };
    for (size_t i = 0; i < sizeof used / sizeof *used; i++) {
        if (why_of(used[i]) != WORD_access_password_common) fail_msg("%s is allowed", used[i]);
    }
    /* A word of the list in something longer is not one of the list. */
    assert_int_equal(why_of("gemeente zonder bomen"), WORD_none);
    assert_int_equal(why_of("welkom in de grote tuin"), WORD_none);
    assert_int_equal(why_of("tr0ub4dor&3"), WORD_none);
}

static void names_are_refused(void **state) {
    (void)state;
    assert_int_equal(why_of("Anna de Vries"), WORD_access_password_like_name);
    assert_int_equal(why_of("anna.devries@stad.nl"), WORD_access_password_like_name);
    assert_int_equal(why_of("DeVries2026"), WORD_access_password_like_name);
    assert_int_equal(why_of("devries!"), WORD_access_password_like_name);
    assert_int_equal(why_of("vries zonder ijs"), WORD_none);
}

static void advice_is_no_rule(void **state) {
    (void)state;
    assert_true(password_is_short(S("hqmvtzkw")));
    assert_false(password_is_short(S("fifteen letters")));
}

static void hashes_are_verified(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Str hash = STR_EMPTY, again = STR_EMPTY;
    bool right = true, old = true;
    Str password = S("vier woorden bij elkaar");
    assert_int_equal(passwords_begin(), OK);
    assert_int_equal(password_hash(arena, password, &hash), OK);
    assert_int_equal(password_hash(arena, password, &again), OK);
    assert_true(str_starts(hash, S("$argon2id$v=19$m=32768,t=3,")));
    assert_false(str_equal(hash, again)); /* each has its own salt */
    assert_true(hash.len < PASSWORD_HASH_CHARACTERS_MAX);
    assert_int_equal(password_verify(hash, password, &right, &old), OK);
    assert_true(right);
    assert_false(old);
    assert_int_equal(password_verify(hash, S("vier woorden bij elkaaR"), &right, &old), OK);
    assert_false(right);
    assert_int_equal(password_verify(hash, STR_EMPTY, &right, &old), OK);
    assert_false(right);
    assert_int_equal(password_verify(STR_EMPTY, STR_EMPTY, &right, &old), OK);
    assert_false(right);
    assert_int_equal(password_verify(S("no hash at all"), password, &right, &old), OK);
    assert_false(right);
}

static void less_work_is_noticed(void **state) {
    (void)state;
    bool right = false, old = false;
    /* "oud wachtwoord hier" with 8 MiB and one pass. */
    Str hash = STR_EMPTY;
    TEST_ARENA(arena);
    char made[128];

    assert_int_equal(crypto_pwhash_argon2id_str(made, "oud wachtwoord hier", 19, 1, 8 << 20), 0);
    hash = str_from(made);
    assert_int_equal(password_verify(hash, S("oud wachtwoord hier"), &right, &old), OK);
    assert_true(right);
    assert_true(old);
    assert_int_equal(password_verify(hash, S("oud wachtwoord daar"), &right, &old), OK);
    assert_false(old); /* nothing is said about a password that is not right */
}

/* --- many at once --- */

enum { CROWD = 12 };

static void *crowd_one(void *context) {
    Result *result = context;
    AUTO(arena_end_at) Arena *arena = arena_new("crowd", 1024 * 1024);
    Str hash;
    *result = password_hash(arena, S("met velen tegelijk"), &hash);
    return NULL;
}

static void few_are_hashed_at_a_time(void **state) {
    (void)state;
    pthread_t thread[CROWD];
    Result result[CROWD];
    PasswordCounts before = password_counts();
    for (int i = 0; i < CROWD; i++) {
        assert_int_equal(pthread_create(&thread[i], NULL, crowd_one, &result[i]), 0);
    }
    int hashed = 0, busy = 0;
    for (int i = 0; i < CROWD; i++) {
        pthread_join(thread[i], NULL);
        hashed += result[i] == OK;
        busy += result[i] == BUSY;
    }
    PasswordCounts after = password_counts();
    assert_int_equal(hashed + busy, CROWD);
    assert_true(hashed >= PASSWORD_HASHING_MAX + PASSWORD_WAITING_MAX);
    assert_int_equal(after.refused_busy - before.refused_busy, busy);
    assert_true(after.running_most <= PASSWORD_HASHING_MAX);
    /* Nobody is left holding a place. */
    TEST_ARENA(arena);
    Str hash;
    assert_int_equal(password_hash(arena, S("daarna weer alleen"), &hash), OK);
}

/* --- tokens --- */

static void tokens_are_random_and_formed(void **state) {
    (void)state;
    TEST_ARENA(arena);
    assert_true(secrets_begin());
    Str one = token_new(arena), two = token_new(arena);
    assert_int_equal(one.len, TOKEN_CHARACTERS);
    assert_true(token_is_formed(one));
    assert_false(str_equal(one, two));
    assert_false(token_is_formed(str_sub(one, 0, one.len - 1)));
    assert_false(token_is_formed(S("=234567890123456789012345678901234567890123")));
    assert_int_equal(public_id_new(arena).len, PUBLIC_ID_CHARACTERS);
    assert_false(str_equal(public_id_new(arena), public_id_new(arena)));
    Str hash = secret_hash(arena, one);
    assert_int_equal(hash.len, SECRET_HASH_CHARACTERS);
    assert_true(str_equal(hash, secret_hash(arena, one)));
    assert_false(str_equal(hash, secret_hash(arena, two)));
    assert_true(secrets_equal(hash, secret_hash(arena, one)));
    assert_false(secrets_equal(hash, str_sub(hash, 0, 63)));
    /* BLAKE2b-256 of nothing, from RFC 7693's reference. */
    assert_str(secret_hash(arena, STR_EMPTY),
               "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
    assert_false(str_equal(secret_proof(arena, one, S("form")), secret_proof(arena, one, S("x"))));
    assert_false(str_equal(secret_proof(arena, one, S("form")), secret_proof(arena, two, S("form"))));
}

SUITE("access: passwords",
      cmocka_unit_test(length_counts_characters), cmocka_unit_test(anything_may_be_in_it),
      cmocka_unit_test(much_used_ones_are_refused), cmocka_unit_test(names_are_refused),
      cmocka_unit_test(advice_is_no_rule), cmocka_unit_test(hashes_are_verified),
      cmocka_unit_test(less_work_is_noticed), cmocka_unit_test(few_are_hashed_at_a_time),
      cmocka_unit_test(tokens_are_random_and_formed))
