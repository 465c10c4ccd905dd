/* Addresses of servers: what is refused before anything is opened, and that no password is told. No
 * server is needed. */
#include "store.h"

/* Whatever is wrong with an address, "geheim" in it is a password. */
static const struct {
    const char *path;
    Word word;
} faulty[] = {
    { "postgres://u:ge%zzheim@localhost/db", WORD_db_address_unreadable },
    { "postgres://localhost/db?password=geheim%zz", WORD_db_address_unreadable },
    { "postgres://localhost/db?password=geheim&geheim", WORD_db_address_unreadable },
    { "postgres://localhost/db?passwort=geheim", WORD_db_address_unreadable },
    { "postgres://localhost/db&password=geheim", WORD_db_address_unreadable },
    { "postgres://localhost/?user=u%26password=geheim", WORD_db_address_unreadable },
    { "postgres://u:geheim", WORD_db_address_unreadable },
    { "postgres://u:geheim/db", WORD_db_address_unreadable },
    { "postgres://localhost:5432,u:geheim/db", WORD_db_address_unreadable },
    { "postgres://[geheim/db", WORD_db_address_unreadable },
    { "postgres://u:geheim?wort@localhost/db", WORD_db_address_marks },
    { "postgres://u:geheim/wort@localhost/db", WORD_db_address_marks },
    { "postgres://u:geheim#wort@localhost/db", WORD_db_address_marks },
    { "postgres://u:geheim@wort@localhost/db", WORD_db_address_marks },
    { "postgresql://u:wort@geheim@localhost/db", WORD_db_address_marks },
    { "postgres://u:geheim wort@localhost/db", WORD_db_address_marks },
    { "postgres://localhost/db password=geheim", WORD_db_address_marks },
    { "postgres://localhost/db?user=u\npassword=geheim", WORD_db_address_marks },
    { "host=localhost password=geheim", WORD_db_address_begins },
    { "password=geheim dbname=db", WORD_db_address_begins },
    { "user=u:geheim", WORD_db_address_begins },
    { "dbname=postgres://u:geheim@localhost/db", WORD_db_address_begins },
};

enum { FAULTY_COUNT = sizeof faulty / sizeof *faulty };

static void assert_silent(Str said, const char *path) {
    static const char *const secret[] = { "heim", "wort" };
    for (size_t i = 0; i < sizeof secret / sizeof *secret; i++) {
        if (str_find(said, str_from(secret[i])) == said.len) continue;
        fail_msg("%s: '%.*s'", path, STR_ARGS(said));
    }
}

static void a_faulty_address_is_refused_and_not_told(void **state) {
    (void)state;
    TEST_ARENA(arena);
    for (size_t i = 0; i < FAULTY_COUNT; i++) {
        for (DbMode mode = DB_EXISTING; mode <= DB_NEW; mode++) {
            Db *db = NULL;
            Phrase why;
            assert_int_equal(db_open(faulty[i].path, mode, &db, &why), REFUSED);
            assert_null(db);
            if (why.word != faulty[i].word) fail_msg("%s", faulty[i].path);
            assert_silent(phrase_text(arena, TONGUE_EN, why), faulty[i].path);
            assert_int_equal(why.value_count, 0);
        }
        assert_int_not_equal(access(faulty[i].path, F_OK), 0);
    }
}

static void what_is_shown_of_a_faulty_address_is_no_password(void **state) {
    (void)state;
    for (size_t i = 0; i < FAULTY_COUNT; i++) {
        if (faulty[i].word == WORD_db_address_begins) continue;
        Str shown = db_shown(faulty[i].path);
        assert_silent(shown, faulty[i].path);
        assert_true(shown.len > 0);
    }
}

static void of_a_good_address_host_and_name_are_shown(void **state) {
    (void)state;
    static const char *const good[][2] = {
        { "postgres://u:ge%2Fheim@localhost/db", "localhost/db" },
        { "postgresql://u:geheim@localhost:5433/db?password=geheim", "localhost:5433/db" },
        { "postgres://localhost/db?user=u&password=geheim", "localhost/db" },
        { "postgres://localhost/db?password=geheim%3F%2F", "localhost/db" },
        { "postgres://u@one:5432,two:5433/db", "one:5432,two:5433/db" },
        { "postgres://u@%2Fsocket/db", "%2Fsocket/db" },
        { "postgres://u@[::1]:5432/db", "[::1]:5432/db" },
        { "postgres://?service=region", "postgres://" },
        { "postgres://", "postgres://" },
        { "a file?password=x", "a file?password=x" },
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_str(db_shown(good[i][0]), good[i][1]);
    }
}

SUITE("db address", cmocka_unit_test(a_faulty_address_is_refused_and_not_told),
      cmocka_unit_test(what_is_shown_of_a_faulty_address_is_no_password),
      cmocka_unit_test(of_a_good_address_host_and_name_are_shown))
