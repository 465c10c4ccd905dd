/* Accounts, recovery codes, sessions and links as rows: what holds, what ends, what never mixes. */
#include "accounts_made.h"

#include "accounts/account_admin.h"
#include "accounts/attempts.h"
#include "backup.h"
#include "accounts/sessions.h"
#include "setup.h"
#include "sign_in.h"

enum { NOW = 1770000000 };

static void logins_are_read(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Str login = STR_EMPTY;
    assert_true(login_read(arena, S("  Anna.DeVries+1@Stad-Noord.nl "), &login));
    assert_str(login, "anna.devries+1@stad-noord.nl");
    assert_false(login_read(arena, S(""), &login));
    assert_false(login_read(arena, S("   "), &login));
    assert_false(login_read(arena, S("anna vries"), &login));
    assert_false(login_read(arena, S("ann\xC3\xA9"), &login));
    assert_false(login_read(arena, S("a'; DROP TABLE tenant"), &login));
    assert_false(login_read(arena, ((Str){ "a\0b", 3 }), &login));
    char longest[LOGIN_BYTES_MAX + 1];
    memset(longest, 'a', sizeof longest);
    assert_true(login_read(arena, ((Str){ longest, LOGIN_BYTES_MAX }), &login));
    assert_false(login_read(arena, ((Str){ longest, LOGIN_BYTES_MAX + 1 }), &login));
}

static void accounts_are_kept(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Db *db = store.db;
    Account made = account_of(db, arena, store.tenant, "anna", 1U << USER_ROLE_coach), found;
    assert_true(made.active);
    assert_true(made.password_changed_at.len > 0);
    assert_int_equal(account_find(db, arena, S("anna"), &found), OK);
    assert_int_equal(found.number, made.number);
    assert_str(found.name, "Naam van anna");
    assert_int_equal(account_find(db, arena, S("bert"), &found), NOT_FOUND);
    assert_int_equal(account_load(db, arena, store.tenant, 99, &found), NOT_FOUND);
    /* The same login in another tenant is taken too. */
    int64_t other = tenant_more(db, "ander");
    bool changed;
    User user = { .id = S("x"), .name = S("X"), .active = true };
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(user_put(db, other, &user, &changed), OK);
    assert_int_equal(account_make(db, other, 1, S("anna")), CONFLICT);
    db_rollback(db);
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(account_make(db, other, 7, S("niemand")), CONFLICT); /* no such user */
    db_rollback(db);
    AccountRows rows;
    account_of(db, arena, store.tenant, "aart", 0);
    assert_int_equal(accounts_load(db, arena, store.tenant, &rows), OK);
    assert_int_equal(rows.count, 2);
    assert_str(rows.row[0].login, "aart");
    assert_int_equal(accounts_load(db, arena, other, &rows), OK);
    assert_int_equal(rows.count, 0);
}

static void who_leaves_is_not_active(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Db *db = store.db;
    Account account = account_of(db, arena, store.tenant, "anna", 0);
    bool changed;
    User user;
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(account_active_set(db, store.tenant, account.number, false), OK);
    assert_int_equal(account_load(db, arena, store.tenant, account.number, &account), OK);
    assert_false(account.active);
    assert_int_equal(account_active_set(db, store.tenant, account.number, true), OK);
    assert_int_equal(user_load(db, arena, store.tenant, S("anna"), &user), OK);
    user.active = false;
    assert_int_equal(user_put(db, store.tenant, &user, &changed), OK);
    assert_int_equal(account_load(db, arena, store.tenant, account.number, &account), OK);
    assert_false(account.active);
    assert_int_equal(account_active_set(db, store.tenant, 99, true), NOT_FOUND);
    assert_int_equal(account_password_set(db, store.tenant, 99, S("x")), NOT_FOUND);
    db_rollback(db);
}

static void a_step_is_used_once(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Db *db = store.db;
    Account account = account_of(db, arena, store.tenant, "anna", 0);
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(account_totp_step_use(db, store.tenant, account.number, 100), OK);
    assert_int_equal(account_totp_step_use(db, store.tenant, account.number, 100), CONFLICT);
    assert_int_equal(account_totp_step_use(db, store.tenant, account.number, 99), CONFLICT);
    assert_int_equal(account_totp_step_use(db, store.tenant, account.number, 101), OK);
    db_rollback(db);
}

static void recovery_codes_are_good_once(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Db *db = store.db;
    Account anna = account_of(db, arena, store.tenant, "anna", 0);
    Account bert = account_of(db, arena, store.tenant, "bert", 0);
    Str code[RECOVERY_CODES], of_bert[RECOVERY_CODES];
    int64_t tenant = store.tenant;
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(recovery_codes_make(db, arena, tenant, anna.number, code), OK);
    assert_int_equal(recovery_codes_make(db, arena, tenant, bert.number, of_bert), OK);
    for (int i = 0; i < RECOVERY_CODES; i++) {
        assert_int_equal(code[i].len, 19);
        for (int k = 0; k < i; k++) assert_false(str_equal(code[i], code[k]));
    }
    assert_int_equal(recovery_code_use(db, arena, tenant, bert.number, code[0]), NOT_FOUND);
    assert_int_equal(recovery_code_use(db, arena, tenant, anna.number, code[0]), OK);
    assert_int_equal(recovery_code_use(db, arena, tenant, anna.number, code[0]), NOT_FOUND);
    assert_int_equal(recovery_code_use(db, arena, tenant, anna.number, S("")), NOT_FOUND);
    assert_int_equal(recovery_code_use(db, arena, tenant, anna.number, S("0000-0000-0000-0000")),
                     NOT_FOUND);
    /* As people type it: small letters, blanks, without dashes. */
    char typed[64];
    size_t len = 0;
    for (size_t i = 0; i < code[1].len; i++) {
        char c = code[1].at[i];
        if (c == '-') c = ' ';
        if (c >= 'A' && c <= 'Z') c = (char)(c + 32);
        typed[len++] = c;
    }
    assert_int_equal(recovery_code_use(db, arena, tenant, anna.number, ((Str){ typed, len })), OK);
    assert_int_equal(account_load(db, arena, tenant, anna.number, &anna), OK);
    assert_int_equal(anna.recovery_codes, RECOVERY_CODES - 2);
    /* New ones take the place of all; a factor that goes takes them along. */
    assert_int_equal(recovery_codes_make(db, arena, tenant, anna.number, of_bert), OK);
    assert_int_equal(recovery_code_use(db, arena, tenant, anna.number, code[2]), NOT_FOUND);
    assert_int_equal(account_totp_set(db, tenant, anna.number, STR_EMPTY), OK);
    assert_int_equal(recovery_code_use(db, arena, tenant, anna.number, of_bert[2]), NOT_FOUND);
    db_rollback(db);
}

/* --- sessions --- */

static Str session_of(Store *store, Arena *arena, const Account *account, int64_t now) {
    Str token = STR_EMPTY;
    SessionRequest request = { .tenant = account->tenant, .number = account->number, .now = now,
                               .agent = S("Firefox, Linux") };
    assert_int_equal(session_make(store->db, arena, &request, &token), OK);
    return token;
}

static Result found(Store *store, Arena *arena, Str token, int64_t now, Session *ret_session) {
    SessionUser user;
    SessionSearch search = { .token = token, .now = now,
                             .idle_seconds_max = SESSION_IDLE_SECONDS };
    return session_find(store->db, arena, &search, ret_session, &user);
}

static void sessions_end_by_themselves(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Account anna = account_of(store.db, arena, store.tenant, "anna", 1U << USER_ROLE_coach);
    Session session;
    assert_int_equal(db_begin(store.db), OK);
    Str token = session_of(&store, arena, &anna, NOW);
    assert_int_equal(found(&store, arena, token, NOW, &session), OK);
    assert_str(session.agent, "Firefox, Linux");
    assert_false(session.awaits_code);
    assert_true(str_equal(session.hash, secret_hash(arena, token)));
    assert_int_equal(found(&store, arena, session.hash, NOW, &session), NOT_FOUND);
    assert_int_equal(found(&store, arena, token_new(arena), NOW, &session), NOT_FOUND);
    assert_int_equal(found(&store, arena, STR_EMPTY, NOW, &session), NOT_FOUND);
    assert_int_equal(found(&store, arena, token, NOW + SESSION_IDLE_SECONDS - 1, &session), OK);
    assert_int_equal(found(&store, arena, token, NOW + SESSION_IDLE_SECONDS, &session), NOT_FOUND);
    /* Used all day, and over all the same in the evening. */
    int64_t now = NOW;
    while ((now += 20 * 60) < NOW + SESSION_SECONDS_MAX) {
        assert_int_equal(found(&store, arena, token, now, &session), OK);
        assert_int_equal(session_touch(store.db, store.tenant, session.hash, now), OK);
    }
    assert_int_equal(found(&store, arena, token, NOW + SESSION_SECONDS_MAX, &session), NOT_FOUND);
    assert_int_equal(sessions_forget(store.db, NOW + SESSION_SECONDS_MAX), OK);
    assert_int_equal(db_commit(store.db), OK);
    assert_int_equal(store_number(store.path, "SELECT COUNT(*) FROM passing_session"), 0);
}

static void a_session_says_whose_it_is(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    unsigned roles = 1U << USER_ROLE_coach | 1U << USER_ROLE_auditor;
    Account anna = account_of(store.db, arena, store.tenant, "anna", roles);
    Session session;
    SessionUser user;
    assert_int_equal(db_begin(store.db), OK);
    SessionSearch search = { .token = session_of(&store, arena, &anna, NOW), .now = NOW,
                             .idle_seconds_max = 60 };
    assert_int_equal(session_find(store.db, arena, &search, &session, &user), OK);
    assert_str(user.id, "anna");
    assert_str(user.name, "Naam van anna");
    assert_str(user.tenant_name, "test");
    assert_int_equal(user.roles, roles);
    assert_int_equal(user.counsellor_number, 0);
    /* A closed account has no sessions, whatever rows are left. */
    assert_int_equal(account_active_set(store.db, store.tenant, anna.number, false), OK);
    assert_int_equal(session_find(store.db, arena, &search, &session, &user), NOT_FOUND);
    db_rollback(store.db);
}

static void sessions_are_ended(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Account anna = account_of(store.db, arena, store.tenant, "anna", 0);
    Account bert = account_of(store.db, arena, store.tenant, "bert", 0);
    SessionRequest whose = { .tenant = anna.tenant, .number = anna.number, .now = NOW + 5 };
    SessionRows rows;
    Session session, other;
    int64_t ended = 0;
    assert_int_equal(db_begin(store.db), OK);
    Str one = session_of(&store, arena, &anna, NOW), two = session_of(&store, arena, &anna, NOW + 1);
    session_of(&store, arena, &anna, NOW + 2);
    Str of_bert = session_of(&store, arena, &bert, NOW);
    assert_int_equal(sessions_load(store.db, arena, &whose, &rows), OK);
    assert_int_equal(rows.count, 3);
    assert_true(rows.row[0].made > rows.row[2].made);
    assert_int_equal(found(&store, arena, of_bert, NOW, &other), OK);
    /* Nobody ends another's. */
    assert_int_equal(session_end_by_id(store.db, anna.tenant, anna.number, other.id), NOT_FOUND);
    assert_int_equal(found(&store, arena, two, NOW + 3, &session), OK);
    assert_int_equal(session_end_by_id(store.db, anna.tenant, anna.number, session.id), OK);
    assert_int_equal(session_end_by_id(store.db, anna.tenant, anna.number, session.id), NOT_FOUND);
    assert_int_equal(found(&store, arena, two, NOW + 3, &session), NOT_FOUND);
    assert_int_equal(found(&store, arena, one, NOW + 3, &session), OK);
    assert_int_equal(sessions_end_others(store.db, anna.tenant, anna.number, session.hash, &ended),
                     OK);
    assert_int_equal(ended, 1);
    assert_int_equal(found(&store, arena, one, NOW + 3, &session), OK);
    assert_int_equal(found(&store, arena, of_bert, NOW, &other), OK);
    db_rollback(store.db);
}

static void the_oldest_of_too_many_ends(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Account anna = account_of(store.db, arena, store.tenant, "anna", 0);
    Session session;
    assert_int_equal(db_begin(store.db), OK);
    Str first = session_of(&store, arena, &anna, NOW);
    Str second = session_of(&store, arena, &anna, NOW + 1);
    for (int i = 2; i <= SESSIONS_PER_USER_MAX; i++) session_of(&store, arena, &anna, NOW + i);
    assert_int_equal(found(&store, arena, first, NOW + 60, &session), NOT_FOUND);
    assert_int_equal(found(&store, arena, second, NOW + 60, &session), OK);
    db_rollback(store.db);
}

static void browsers_are_named(void **state) {
    (void)state;
    TEST_ARENA(arena);
    assert_str(session_agent(arena, S("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) "
                                      "Gecko/20100101 Firefox/128.0")), "Firefox, Windows");
    assert_str(session_agent(arena, S("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like"
                                      " Gecko) Chrome/120 Safari/537.36 Edg/120")), "Edge, Windows");
    assert_str(session_agent(arena, S("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) "
                                      "AppleWebKit/605 Version/17 Safari/604.1")), "Safari, iPhone");
    assert_str(session_agent(arena, S("<script>alert(1)</script>")), "");
    assert_str(session_agent(arena, STR_EMPTY), "");
}

/* --- links --- */

static void a_link_is_good_once(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Account anna = account_of(store.db, arena, store.tenant, "anna", 0), account;
    Str old = STR_EMPTY, token = STR_EMPTY;
    Session session;
    Phrase why;
    assert_int_equal(db_begin(store.db), OK);
    Str seated = session_of(&store, arena, &anna, NOW);
    assert_int_equal(setup_link_make(store.db, arena, &anna, NOW, &old), OK);
    assert_int_equal(setup_link_make(store.db, arena, &anna, NOW, &token), OK);
    assert_int_equal(db_commit(store.db), OK);
    assert_true(str_starts(setup_path(arena, token), S("/setup/")));
    assert_int_equal(setup_link_find(store.db, arena, old, NOW, &account), NOT_FOUND);
    assert_int_equal(setup_link_find(store.db, arena, S("x"), NOW, &account), NOT_FOUND);
    assert_int_equal(setup_link_find(store.db, arena, token, NOW + SETUP_LINK_SECONDS, &account),
                     NOT_FOUND);
    assert_int_equal(setup_link_find(store.db, arena, token, NOW, &account), OK);
    assert_str(account.login, "anna");
    SetupUse use = { .token = token, .password = S("kort"), .now = NOW + 10 };
    assert_int_equal(setup_link_use(store.db, arena, &use, &why), INVALID);
    assert_int_equal(why.word, WORD_access_password_short);
    use.password = S("een heel nieuw wachtwoord");
    assert_int_equal(setup_link_use(store.db, arena, &use, &why), OK);
    assert_int_equal(setup_link_use(store.db, arena, &use, &why), NOT_FOUND);
    assert_int_equal(found(&store, arena, seated, NOW + 20, &session), NOT_FOUND);
    assert_int_equal(events_of(&store, "password_changed"), 1);
    bool right = false, is_old;
    assert_int_equal(account_load(store.db, arena, store.tenant, anna.number, &account), OK);
    assert_int_equal(password_verify(account.password_hash, use.password, &right, &is_old), OK);
    assert_true(right);
}

static Attempt attempt_from(Store *store, Arena *arena, const Account *account, Str device) {
    Attempt attempt;
    AttemptOf of = { .account = account, .client = S("192.0.2.7"), .device = device, .now = NOW };
    assert_int_equal(attempt_of(store->db, arena, &of, &attempt), OK);
    return attempt;
}

/* Whoever knew the password before is out, in every way. */
static void a_new_password_ends_every_way_in(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Account anna = account_of(store.db, arena, store.tenant, "anna", 0), account;
    Account bert = account_of(store.db, arena, store.tenant, "bert", 0);
    Session kept, session;
    Str device = STR_EMPTY, of_bert = STR_EMPTY, link = STR_EMPTY, link_of_bert = STR_EMPTY;
    assert_int_equal(db_begin(store.db), OK);
    Str here = session_of(&store, arena, &anna, NOW), there = session_of(&store, arena, &anna, NOW);
    Attempt attempt = attempt_from(&store, arena, &anna, STR_EMPTY);
    assert_int_equal(device_learn(store.db, arena, &attempt, &device), OK);
    assert_true(attempt_from(&store, arena, &anna, device).known_device);
    attempt = attempt_from(&store, arena, &bert, STR_EMPTY);
    assert_int_equal(device_learn(store.db, arena, &attempt, &of_bert), OK);
    assert_int_equal(setup_link_make(store.db, arena, &anna, NOW, &link), OK);
    assert_int_equal(setup_link_make(store.db, arena, &bert, NOW, &link_of_bert), OK);
    assert_int_equal(found(&store, arena, here, NOW, &kept), OK);
    assert_int_equal(account_password_renew(store.db, anna.tenant, anna.number, S("x"), kept.hash),
                     OK);
    assert_int_equal(account_load(store.db, arena, anna.tenant, anna.number, &account), OK);
    assert_str(account.password_hash, "x");
    assert_int_equal(found(&store, arena, here, NOW, &session), OK);
    assert_int_equal(found(&store, arena, there, NOW, &session), NOT_FOUND);
    assert_false(attempt_from(&store, arena, &anna, device).known_device);
    assert_int_equal(setup_link_find(store.db, arena, link, NOW, &account), NOT_FOUND);
    assert_true(attempt_from(&store, arena, &bert, of_bert).known_device);
    assert_int_equal(setup_link_find(store.db, arena, link_of_bert, NOW, &account), OK);
    assert_int_equal(account_password_renew(store.db, anna.tenant, 99, S("x"), STR_EMPTY),
                     NOT_FOUND);
    db_rollback(store.db);
}

static void the_first_user_gets_a_link(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    SetupFirst first, again;
    Phrase why;
    Account account;
    assert_true(secrets_begin());
    assert_int_equal(setup_first_user(store.db, arena, store.tenant, NOW, &first), OK);
    assert_str(first.login, "beheer");
    assert_int_equal(setup_first_user(store.db, arena, store.tenant, NOW, &again), OK);
    assert_int_equal(setup_link_find(store.db, arena, first.token, NOW, &account), NOT_FOUND);
    assert_int_equal(setup_link_find(store.db, arena, again.token, NOW, &account), OK);
    assert_int_equal(account.password_hash.len, 0);
    SetupUse use = { .token = again.token, .password = S("een heel nieuw wachtwoord"), .now = NOW };
    assert_int_equal(setup_link_use(store.db, arena, &use, &why), OK);
    /* Somebody can sign in now: no such link is made ever again. */
    assert_int_equal(setup_first_user(store.db, arena, store.tenant, NOW, &again), REFUSED);
    assert_int_equal(events_of(&store, "account_made"), 1);
}

/* --- what passes is no data --- */

static void what_passes_is_in_no_backup(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Account anna = account_of(store.db, arena, store.tenant, "anna", 0);
    char file[96], copy[192];
    Phrase why;
    BackupSummary summary;
    Str before = digest(store.db, arena), token = STR_EMPTY;
    assert_int_equal(db_begin(store.db), OK);
    session_of(&store, arena, &anna, NOW);
    assert_int_equal(setup_link_make(store.db, arena, &anna, NOW, &token), OK);
    assert_int_equal(db_commit(store.db), OK);
    assert_str(digest(store.db, arena), str_zero_ended(arena, before));
    snprintf(file, sizeof file, "%s/all.backup", store.folder);
    BackupRequest request = { .file = file };
    assert_int_equal(backup_write(store.db, arena, request, &summary, &why), OK);
    store_place(store.folder, copy, sizeof copy);
    assert_int_equal(backup_restore(arena, request, copy, &summary, &why), OK);
    assert_int_equal(store_number(copy, "SELECT COUNT(*) FROM user_credential"), 1);
    assert_int_equal(store_number(copy, "SELECT COUNT(*) FROM passing_session"), 0);
    assert_int_equal(store_number(copy, "SELECT COUNT(*) FROM passing_setup_link"), 0);
    assert_int_equal(store_number(store.path, "SELECT COUNT(*) FROM passing_session"), 1);
    store_remove(copy);
    unlink(file);
}

/* --- as an administrator keeps them --- */

enum { ADMINISTRATOR = 1U << USER_ROLE_administrator };

static AccountAdmin admin_of(Store *store, Arena *arena) {
    return (AccountAdmin){ .db = store->db, .arena = arena, .tenant = store->tenant, .now = NOW,
                           .actor = S("test") };
}

/* In a transaction of its own, as a page or a command has it. */
static Result closed(Store *store, Arena *arena, const Account *account) {
    AccountAdmin admin = admin_of(store, arena);
    Phrase why;
    assert_int_equal(db_begin(store->db), OK);
    return db_keep(store->db, account_admin_close(&admin, account, &why));
}

static Result roles_given(Store *store, Arena *arena, const Account *account, unsigned roles) {
    AccountAdmin admin = admin_of(store, arena);
    Phrase why;
    assert_int_equal(db_begin(store->db), OK);
    return db_keep(store->db, account_admin_roles(&admin, account, roles, &why));
}

/* Two who close each other at once have both been let in before either writes. */
static void an_administrator_remains(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    Account anna = account_of(store.db, arena, store.tenant, "anna", ADMINISTRATOR);
    Account bert = account_of(store.db, arena, store.tenant, "bert", ADMINISTRATOR);
    Account coach = account_of(store.db, arena, store.tenant, "coach", 1U << USER_ROLE_coach);
    int64_t other = tenant_more(store.db, "ander");
    account_of(store.db, arena, other, "elders", ADMINISTRATOR); /* is no help here */
    assert_int_equal(closed(&store, arena, &bert), OK);
    assert_int_equal(closed(&store, arena, &anna), REFUSED);
    assert_int_equal(roles_given(&store, arena, &anna, 1U << USER_ROLE_coach), REFUSED);
    assert_int_equal(roles_given(&store, arena, &anna, ADMINISTRATOR | 1U << USER_ROLE_coach), OK);
    assert_int_equal(closed(&store, arena, &coach), OK);
    assert_int_equal(account_load(store.db, arena, store.tenant, anna.number, &anna), OK);
    assert_true(anna.active);
    assert_int_equal(events_of(&store, "account_changed"), 3);
}

static void who_has_no_password_yet_is_no_administrator_who_remains(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    AccountAdmin admin = admin_of(&store, arena);
    AccountNew asked = { .login = S("Carla"), .name = S("Carla"), .roles = ADMINISTRATOR };
    Account anna = account_of(store.db, arena, store.tenant, "anna", ADMINISTRATOR), carla;
    Phrase why;
    Str token;
    assert_int_equal(db_begin(store.db), OK);
    assert_int_equal(account_admin_add(&admin, &asked, &carla, &why), OK);
    assert_int_equal(account_admin_link(&admin, &carla, &token), OK);
    assert_int_equal(db_commit(store.db), OK);
    assert_str(carla.login, "carla");
    assert_int_equal(closed(&store, arena, &anna), REFUSED);
    assert_int_equal(db_begin(store.db), OK);
    assert_int_equal(account_password_set(store.db, store.tenant, carla.number,
                                          password_hashed(arena)), OK);
    assert_int_equal(db_commit(store.db), OK);
    assert_int_equal(closed(&store, arena, &anna), OK);
    assert_int_equal(events_of(&store, "account_made"), 1);
    assert_int_equal(events_of(&store, "link_made"), 1);
}

SUITE("access: accounts, sessions, links", cmocka_unit_test(logins_are_read),
      cmocka_unit_test(accounts_are_kept), cmocka_unit_test(who_leaves_is_not_active),
      cmocka_unit_test(a_step_is_used_once), cmocka_unit_test(recovery_codes_are_good_once),
      cmocka_unit_test(sessions_end_by_themselves), cmocka_unit_test(a_session_says_whose_it_is),
      cmocka_unit_test(sessions_are_ended), cmocka_unit_test(the_oldest_of_too_many_ends),
      cmocka_unit_test(browsers_are_named), cmocka_unit_test(a_link_is_good_once),
      cmocka_unit_test(a_new_password_ends_every_way_in),
      cmocka_unit_test(an_administrator_remains),
      cmocka_unit_test(who_has_no_password_yet_is_no_administrator_who_remains),
      cmocka_unit_test(the_first_user_gets_a_link), cmocka_unit_test(what_passes_is_in_no_backup))
