/* Signing in as a whole: the same answer whatever is wrong, waits that hit only who earned them, the
 * second factor, and what it leaves in the chain of events. */
#include "accounts_made.h"

#include "accounts/attempts.h"
#include "sign_in.h"
#include "totp.h"

enum { NOW = 1770000000 };

typedef struct House {
    Store store;
    Arena *arena;
    Account anna, bert;
    Str home, elsewhere; /* addresses */
    int64_t now;
} House;

static void house_begin(House *house) {
    *house = (House){ .home = S("192.0.2.7"), .elsewhere = S("198.51.100.9"), .now = NOW };
    store_begin(&house->store);
    house->arena = arena_new("house", 512UL * 1024 * 1024);
    house->anna = account_of(house->store.db, house->arena, house->store.tenant, "anna",
                             1U << USER_ROLE_client_manager);
    house->bert = account_of(house->store.db, house->arena, house->store.tenant, "bert", 0);
}

static void house_end(House *house) {
    arena_end_at(&house->arena);
    store_end(&house->store);
}

#define TEST_HOUSE(house)                                                                          \
    AUTO(house_end) House house;                                                                   \
    house_begin(&house)

typedef struct Try {
    const char *login, *password;
    Str client, device;
} Try;

static Result tried(House *house, Try try, SignedIn *ret_in) {
    Phrase why;
    SignInRequest request = { .from = { .client = try.client.len ? try.client : house->home,
                                        .agent = S("Firefox, Linux"),
                                        .device = try.device,
                                        .now = house->now },
                              .login = str_from(try.login),
                              .password = str_from(try.password ? try.password : PASSWORD) };
    if (!request.from.device.at) request.from.device = STR_EMPTY;
    request.session_before = STR_EMPTY;
    Result result = sign_in(house->store.db, house->arena, &request, ret_in, &why);
    /* Every refusal says the same. */
    assert_int_equal(why.word, result == REFUSED ? WORD_access_sign_in_refused : WORD_none);
    assert_int_equal(why.value_count, 0);
    return result;
}

static Session session_now(House *house, Str token) {
    Session session = { 0 };
    SessionUser user;
    SessionSearch search = { .token = token, .now = house->now,
                             .idle_seconds_max = SESSION_IDLE_SECONDS };
    assert_int_equal(session_find(house->store.db, house->arena, &search, &session, &user), OK);
    return session;
}

static bool session_is(House *house, Str token) {
    Session session;
    SessionUser user;
    SessionSearch search = { .token = token, .now = house->now,
                             .idle_seconds_max = SESSION_IDLE_SECONDS };
    return session_find(house->store.db, house->arena, &search, &session, &user) == OK;
}

static void the_right_password_comes_in(void **state) {
    (void)state;
    TEST_HOUSE(house);
    SignedIn in;
    assert_int_equal(tried(&house, (Try){ .login = " ANNA " }, &in), OK);
    assert_false(in.code_needed);
    assert_str(in.id, "anna");
    assert_int_equal(in.tenant, house.store.tenant);
    assert_true(token_is_formed(in.token));
    assert_true(token_is_formed(in.device));
    assert_int_equal(session_now(&house, in.token).number, house.anna.number);
    assert_int_equal(events_of(&house.store, "signed_in"), 1);
    assert_int_equal(events_of(&house.store, "sign_in_refused"), 0);
}

static void whatever_is_wrong_is_refused_alike(void **state) {
    (void)state;
    TEST_HOUSE(house);
    SignedIn in;
    assert_int_equal(db_begin(house.store.db), OK);
    assert_int_equal(account_close(house.store.db, house.bert.tenant, house.bert.number), OK);
    assert_int_equal(db_commit(house.store.db), OK);
    static const Try wrong[] = {
        { .login = "anna", .password = "iets heel anders" }, { .login = "anna", .password = "" },
        { .login = "niemand" },  { .login = "" },           { .login = "bert" },
        { .login = "a b c" },    { .login = "anna'--" },
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(tried(&house, wrong[i], &in), REFUSED);
    }
    assert_int_equal(events_of(&house.store, "signed_in"), 0);
    assert_int_equal(events_of(&house.store, "sign_in_refused"), 3); /* those of somebody */
    assert_int_equal(store_number(house.store.path, "SELECT COUNT(*) FROM passing_session"), 0);
}

static void no_secret_is_in_the_chain(void **state) {
    (void)state;
    TEST_HOUSE(house);
    SignedIn in;
    assert_int_equal(tried(&house, (Try){ .login = "anna", .password = "geheim-getypt" }, &in),
                     REFUSED);
    assert_int_equal(tried(&house, (Try){ .login = "anna" }, &in), OK);
    char text[400];
    snprintf(text, sizeof text, "SELECT COUNT(*) FROM audit_value WHERE value LIKE '%%geheim%%'"
             " OR value LIKE '%%vier%%' OR value LIKE '%%%.*s%%'", STR_ARGS(in.token));
    assert_int_equal(store_number(house.store.path, text), 0);
    snprintf(text, sizeof text, "SELECT COUNT(*) FROM passing_session WHERE hash = '%.*s'",
             STR_ARGS(in.token));
    assert_int_equal(store_number(house.store.path, text), 0);
}

static void signing_in_rotates(void **state) {
    (void)state;
    TEST_HOUSE(house);
    SignedIn first, second;
    Phrase why;
    assert_int_equal(tried(&house, (Try){ .login = "anna" }, &first), OK);
    SignInRequest request = { .from = { .client = house.home, .agent = STR_EMPTY,
                                        .device = first.device, .now = house.now },
                              .login = S("anna"), .password = S(PASSWORD),
                              .tenant_before = first.tenant,
                              .session_before = secret_hash(house.arena, first.token) };
    assert_int_equal(sign_in(house.store.db, house.arena, &request, &second, &why), OK);
    assert_false(str_equal(first.token, second.token));
    assert_false(session_is(&house, first.token));
    assert_true(session_is(&house, second.token));
    assert_int_equal(second.device.len, 0); /* it was known already */
}

/* --- waiting --- */

static void fail_times(House *house, Try try, int times) {
    SignedIn in;
    try.password = "niet het goede";
    for (int i = 0; i < times; i++) assert_int_equal(tried(house, try, &in), REFUSED);
}

static void who_fails_often_waits(void **state) {
    (void)state;
    TEST_HOUSE(house);
    SignedIn in;
    fail_times(&house, (Try){ .login = "anna" }, SIGN_IN_FREE_TRIES);
    assert_int_equal(tried(&house, (Try){ .login = "anna" }, &in), REFUSED); /* right, too early */
    house.now += SIGN_IN_WAIT_SECONDS_MIN - 1;
    assert_int_equal(tried(&house, (Try){ .login = "anna" }, &in), REFUSED);
    house.now += 1;
    fail_times(&house, (Try){ .login = "anna" }, 1);
    house.now += SIGN_IN_WAIT_SECONDS_MIN; /* twice as long now */
    assert_int_equal(tried(&house, (Try){ .login = "anna" }, &in), REFUSED);
    house.now += SIGN_IN_WAIT_SECONDS_MIN;
    assert_int_equal(tried(&house, (Try){ .login = "anna" }, &in), OK);
    fail_times(&house, (Try){ .login = "anna" }, SIGN_IN_FREE_TRIES - 1); /* clean again */
    assert_int_equal(tried(&house, (Try){ .login = "anna" }, &in), OK);
}

static void nobody_locks_another_out(void **state) {
    (void)state;
    TEST_HOUSE(house);
    SignedIn in, again;
    assert_int_equal(tried(&house, (Try){ .login = "anna" }, &in), OK);
    /* A stranger far away fails and fails. */
    fail_times(&house, (Try){ .login = "anna", .client = house.elsewhere }, 12);
    assert_int_equal(tried(&house, (Try){ .login = "anna", .client = house.elsewhere }, &again),
                     REFUSED);
    assert_int_equal(tried(&house, (Try){ .login = "anna" }, &again), OK);
    /* Even from the stranger's network: this browser is known. */
    assert_int_equal(tried(&house, (Try){ .login = "anna", .client = house.elsewhere,
                                          .device = in.device }, &again), OK);
    /* It is known for its own account alone. */
    fail_times(&house, (Try){ .login = "bert", .client = house.elsewhere }, SIGN_IN_FREE_TRIES);
    assert_int_equal(tried(&house, (Try){ .login = "bert", .client = house.elsewhere,
                                          .device = in.device }, &again), REFUSED);
}

static void a_crowd_of_networks_does_not_lock_out(void **state) {
    (void)state;
    TEST_HOUSE(house);
    SignedIn in;
    /* Counted as sign_in does, without hashing each. */
    for (int i = 0; i <= SIGN_IN_TRIES_UNDER_ATTACK; i++) {
        AttemptOf of = { .account = &house.anna, .login = S("anna"), .device = STR_EMPTY,
                         .client = str_printf(house.arena, "203.0.113.%d", i), .now = house.now };
        Attempt attempt;
        int64_t wait = 0;
        assert_int_equal(db_begin(house.store.db), OK);
        assert_int_equal(attempt_of(house.store.db, house.arena, &of, &attempt), OK);
        assert_int_equal(attempt_take(house.store.db, &attempt, &wait), OK);
        assert_int_equal(wait, 0);
        assert_int_equal(db_commit(house.store.db), OK);
    }
    /* Now one wrong try makes a network wait for a quarter of an hour ... */
    fail_times(&house, (Try){ .login = "anna", .client = house.elsewhere }, 1);
    assert_int_equal(tried(&house, (Try){ .login = "anna", .client = house.elsewhere }, &in),
                     REFUSED);
    /* ... and the owner comes in at the first try, from anywhere else. */
    assert_int_equal(tried(&house, (Try){ .login = "anna" }, &in), OK);
    house.now += 15 * 60;
    assert_int_equal(tried(&house, (Try){ .login = "anna", .client = house.elsewhere }, &in), OK);
}

static void good_sign_ins_are_no_attack(void **state) {
    (void)state;
    TEST_HOUSE(house);
    SignedIn in;
    /* From one network, each in a browser that is not known. */
    for (int i = 0; i <= SIGN_IN_TRIES_UNDER_ATTACK; i++) {
        assert_int_equal(tried(&house, (Try){ .login = "anna" }, &in), OK);
    }
    char text[] = "SELECT COALESCE(SUM(failures), 0) FROM passing_sign_in_failure";
    assert_int_equal(store_number(house.store.path, text), 0);
    fail_times(&house, (Try){ .login = "anna" }, SIGN_IN_FREE_TRIES - 1);
    assert_int_equal(tried(&house, (Try){ .login = "anna" }, &in), OK);
}

static void names_of_nobody_wait_too(void **state) {
    (void)state;
    TEST_HOUSE(house);
    char text[] = "SELECT COUNT(*) FROM passing_sign_in_failure WHERE tenant_id = 0";
    fail_times(&house, (Try){ .login = "niemand" }, SIGN_IN_FREE_TRIES + 2);
    assert_int_equal(store_number(house.store.path, text), 2); /* its network, and all together */
    char most[] = "SELECT MAX(failures) FROM passing_sign_in_failure WHERE tenant_id = 0";
    assert_int_equal(store_number(house.store.path, most), SIGN_IN_FREE_TRIES);
    SignedIn in;
    house.now += SIGN_IN_MEMORY_SECONDS + 1;
    assert_int_equal(tried(&house, (Try){ .login = "anna" }, &in), OK);
    assert_int_equal(store_number(house.store.path, text), 0); /* forgotten after a day */
}

static void networks_are_read(void **state) {
    (void)state;
    TEST_ARENA(arena);
    assert_str(address_network(arena, S("192.0.2.7")), "192.0.2.7");
    assert_str(address_network(arena, S("2001:db8:1:2:3:4:5:6")), "2001:db8:1:2::/64");
    assert_str(address_network(arena, S("2001:db8:1:2::1")), "2001:db8:1:2::/64");
    assert_str(address_network(arena, S("no address")), "no address");
}

/* --- the second factor --- */

static Str code_now(House *house, Str secret, int steps) {
    Str code = STR_EMPTY;
    assert_int_equal(totp_code(house->arena, secret, house->now + steps * TOTP_STEP_SECONDS, &code),
                     OK);
    return code;
}

static OwnAccount own_of(House *house, const SignedIn *in) {
    return (OwnAccount){ .from = { .client = house->home, .agent = STR_EMPTY,
                                   .device = in->device.at ? in->device : STR_EMPTY,
                                   .now = house->now },
                         .tenant = house->store.tenant, .number = house->anna.number,
                         .id = S("anna"), .session = secret_hash(house->arena, in->token) };
}

static Result code_tried(House *house, Str session, Str code, SignedIn *ret_in) {
    Phrase why;
    SignInCode request = { .from = { .client = house->home, .agent = S("Firefox, Linux"),
                                     .device = STR_EMPTY, .now = house->now },
                           .session = session, .code = code };
    return sign_in_code(house->store.db, house->arena, &request, ret_in, &why);
}

/* Gives anna a second factor; her recovery codes. */
static Str factor_of(House *house, Str ret_recovery[RECOVERY_CODES]) {
    SignedIn in;
    Phrase why;
    assert_int_equal(tried(house, (Try){ .login = "anna" }, &in), OK);
    FactorChange change = { .own = own_of(house, &in), .password = S(PASSWORD),
                            .secret = totp_secret_new(house->arena) };
    change.code = code_now(house, change.secret, 0);
    assert_int_equal(factor_change(house->store.db, house->arena, &change, ret_recovery, &why), OK);
    return change.secret;
}

static void a_second_factor_is_asked(void **state) {
    (void)state;
    TEST_HOUSE(house);
    Str recovery[RECOVERY_CODES];
    Str secret = factor_of(&house, recovery);
    SignedIn half, in;
    house.now += 60;
    assert_int_equal(tried(&house, (Try){ .login = "anna" }, &half), OK);
    assert_true(half.code_needed);
    assert_int_equal(half.device.len, 0); /* no browser is known before the code */
    assert_true(session_now(&house, half.token).awaits_code);
    assert_int_equal(code_tried(&house, half.token, S("000000"), &in), REFUSED);
    Str code = code_now(&house, secret, 0);
    assert_int_equal(code_tried(&house, half.token, code, &in), OK);
    assert_false(session_is(&house, half.token));
    assert_false(session_now(&house, in.token).awaits_code);
    /* The same code again: refused, though its minute is not over. */
    assert_int_equal(tried(&house, (Try){ .login = "anna", .device = in.device }, &half), OK);
    assert_int_equal(code_tried(&house, half.token, code, &in), REFUSED);
    assert_int_equal(code_tried(&house, half.token, recovery[3], &in), OK);
    assert_int_equal(tried(&house, (Try){ .login = "anna" }, &half), OK);
    assert_int_equal(code_tried(&house, half.token, recovery[3], &in), REFUSED);
    /* A whole session awaits nothing; and the half one is soon over. */
    assert_int_equal(code_tried(&house, in.token, code, &in), NOT_FOUND);
    house.now += SESSION_CODE_SECONDS_MAX;
    assert_int_equal(code_tried(&house, half.token, recovery[4], &in), NOT_FOUND);
}

static void codes_cannot_be_tried_without_end(void **state) {
    (void)state;
    TEST_HOUSE(house);
    Str recovery[RECOVERY_CODES];
    factor_of(&house, recovery);
    SignedIn half, in;
    int refused = 0;
    assert_int_equal(tried(&house, (Try){ .login = "anna" }, &half), OK);
    for (int i = 0; i < SIGN_IN_FREE_TRIES; i++) {
        refused += code_tried(&house, half.token, S("000000"), &in) == REFUSED;
    }
    assert_int_equal(refused, SIGN_IN_FREE_TRIES);
    /* Even the right one now has to wait; and so does the password. */
    assert_int_equal(code_tried(&house, half.token, recovery[0], &in), REFUSED);
    assert_int_equal(tried(&house, (Try){ .login = "anna" }, &half), REFUSED);
}

static void a_factor_goes_with_password_and_code(void **state) {
    (void)state;
    TEST_HOUSE(house);
    Str recovery[RECOVERY_CODES];
    Str secret = factor_of(&house, recovery);
    SignedIn half, in;
    Phrase why;
    house.now += 60;
    assert_int_equal(tried(&house, (Try){ .login = "anna" }, &half), OK);
    assert_int_equal(code_tried(&house, half.token, recovery[0], &in), OK);
    FactorChange change = { .own = own_of(&house, &in), .password = S("niet het goede"),
                            .secret = STR_EMPTY, .code = code_now(&house, secret, 0) };
    assert_int_equal(factor_change(house.store.db, house.arena, &change, recovery, &why), REFUSED);
    assert_int_equal(why.word, WORD_access_current_password_wrong);
    change.password = S(PASSWORD);
    change.code = S("000000");
    assert_int_equal(factor_change(house.store.db, house.arena, &change, recovery, &why), REFUSED);
    assert_int_equal(why.word, WORD_access_code_refused);
    change.code = code_now(&house, secret, 0);
    assert_int_equal(factor_change(house.store.db, house.arena, &change, recovery, &why), OK);
    assert_int_equal(tried(&house, (Try){ .login = "anna" }, &in), OK);
    assert_false(in.code_needed);
    assert_int_equal(events_of(&house.store, "totp_changed"), 2);
}

/* --- changing, going --- */

static void a_new_password_ends_other_sessions(void **state) {
    (void)state;
    TEST_HOUSE(house);
    SignedIn one, two, in;
    Phrase why;
    assert_int_equal(tried(&house, (Try){ .login = "anna" }, &one), OK);
    assert_int_equal(tried(&house, (Try){ .login = "anna" }, &two), OK);
    PasswordChange change = { .own = own_of(&house, &one), .current = S("niet het goede"),
                              .wanted = S("een heel nieuw wachtwoord") };
    assert_int_equal(password_change(house.store.db, house.arena, &change, &why), REFUSED);
    change.current = S(PASSWORD);
    change.wanted = S("welkom01");
    assert_int_equal(password_change(house.store.db, house.arena, &change, &why), INVALID);
    assert_int_equal(why.word, WORD_access_password_common);
    assert_true(session_is(&house, two.token));
    change.wanted = S("een heel nieuw wachtwoord");
    assert_int_equal(password_change(house.store.db, house.arena, &change, &why), OK);
    assert_true(session_is(&house, one.token));
    assert_false(session_is(&house, two.token));
    assert_int_equal(tried(&house, (Try){ .login = "anna" }, &in), REFUSED);
    assert_int_equal(tried(&house, (Try){ .login = "anna", .password = "een heel nieuw wachtwoord" },
                           &in), OK);
    assert_int_equal(events_of(&house.store, "password_changed"), 1);
}

static void sessions_are_closed_by_their_owner(void **state) {
    (void)state;
    TEST_HOUSE(house);
    SignedIn one, two, three, of_bert;
    int64_t ended = 0;
    assert_int_equal(tried(&house, (Try){ .login = "anna" }, &one), OK);
    assert_int_equal(tried(&house, (Try){ .login = "anna" }, &two), OK);
    assert_int_equal(tried(&house, (Try){ .login = "anna" }, &three), OK);
    assert_int_equal(tried(&house, (Try){ .login = "bert" }, &of_bert), OK);
    OwnAccount own = own_of(&house, &one);
    Db *db = house.store.db;
    assert_int_equal(session_close(db, &own, session_now(&house, of_bert.token).id), NOT_FOUND);
    assert_int_equal(session_close(db, &own, session_now(&house, two.token).id), OK);
    assert_false(session_is(&house, two.token));
    assert_int_equal(sessions_close_others(db, &own, &ended), OK);
    assert_int_equal(ended, 1);
    assert_int_equal(sessions_close_others(db, &own, &ended), OK);
    assert_int_equal(ended, 0);
    assert_true(session_is(&house, one.token));
    assert_int_equal(sign_out(db, &own), OK);
    assert_false(session_is(&house, one.token));
    assert_true(session_is(&house, of_bert.token));
    assert_int_equal(events_of(&house.store, "session_ended"), 2);
    assert_int_equal(events_of(&house.store, "signed_out"), 1);
}

/* --- the same time --- */

enum { RUNS = 9, KINDS = 4 };

static int64_t microseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int compare(const void *a, const void *b) {
    const int64_t *one = a, *two = b;
    return (*one > *two) - (*one < *two);
}

/* Turn by turn, so that a busy machine slows all alike; work of this thread, not of the clock on the
 * wall. Twice is far from what hashing or not would make: a hundred times. */
static void nothing_is_told_by_time(void **state) {
    (void)state;
    TEST_HOUSE(house);
    static const Try kinds[KINDS] = { { .login = "anna", .password = "niet het goede" },
                                      { .login = "niemand", .password = "niet het goede" },
                                      { .login = "geen naam!", .password = "niet het goede" },
                                      { .login = "bert" } };
    int64_t took[KINDS][RUNS], median[KINDS];
    SignedIn in;
    assert_int_equal(db_begin(house.store.db), OK);
    assert_int_equal(account_close(house.store.db, house.bert.tenant, house.bert.number), OK);
    assert_int_equal(db_commit(house.store.db), OK);
    for (int i = 0; i < RUNS * KINDS; i++) {
        house.now += SIGN_IN_MEMORY_SECONDS + 1;
        int64_t begin = microseconds();
        assert_int_equal(tried(&house, kinds[i % KINDS], &in), REFUSED);
        took[i % KINDS][i / KINDS] = microseconds() - begin;
    }
    for (int i = 0; i < KINDS; i++) {
        qsort(took[i], RUNS, sizeof **took, compare);
        median[i] = took[i][RUNS / 2];
    }
    print_message("# wrong %lld, nobody %lld, no name %lld, closed %lld us\n", (long long)median[0],
                  (long long)median[1], (long long)median[2], (long long)median[3]);
    for (int i = 1; i < KINDS; i++) {
        assert_true(median[i] < 2 * median[0]);
        assert_true(median[0] < 2 * median[i]);
    }
}

SUITE("access: signing in",
      cmocka_unit_test(the_right_password_comes_in),
      cmocka_unit_test(whatever_is_wrong_is_refused_alike),
      cmocka_unit_test(no_secret_is_in_the_chain), cmocka_unit_test(signing_in_rotates),
      cmocka_unit_test(who_fails_often_waits), cmocka_unit_test(nobody_locks_another_out),
      cmocka_unit_test(a_crowd_of_networks_does_not_lock_out),
      cmocka_unit_test(good_sign_ins_are_no_attack), cmocka_unit_test(names_of_nobody_wait_too),
      cmocka_unit_test(networks_are_read),
      cmocka_unit_test(a_second_factor_is_asked),
      cmocka_unit_test(codes_cannot_be_tried_without_end),
      cmocka_unit_test(a_factor_goes_with_password_and_code),
      cmocka_unit_test(a_new_password_ends_other_sessions),
      cmocka_unit_test(sessions_are_closed_by_their_owner),
      cmocka_unit_test(nothing_is_told_by_time))
