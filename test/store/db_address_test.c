/* Addresses of servers: what is refused before anything is opened, and that no password is told. No
 * server is needed. */
#include "store.h"

#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

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

/* --- an old server --- */

/* What a server answers to a client that begins: its version, then that it is ready; or that there
 * is no such database. */
static const char answer_old[] = "R\0\0\0\x08\0\0\0\0"
                                 "S\0\0\0\x18server_version\0" "14.5\0"
                                 "Z\0\0\0\x05I";
static const char answer_none[] = "E\0\0\0\x1dSFATAL\0" "C3D000\0" "Mnot there\0";

static void client_answer(int client) {
    char asked[1024];
    ssize_t len = read(client, asked, sizeof asked);
    bool none = len > 0 && memmem(asked, (size_t)len, "none", 4);
    const char *answer = none ? answer_none : answer_old;
    size_t answer_len = none ? sizeof answer_none : sizeof answer_old - 1;
    if (write(client, answer, answer_len) < 0) _exit(1);
    while (!none && read(client, asked, sizeof asked) > 0) continue;
    close(client);
}

/* A process that speaks as PostgreSQL 14 on a socket in that folder. */
static pid_t old_server_start(const char *folder) {
    struct sockaddr_un place = { .sun_family = AF_UNIX };
    snprintf(place.sun_path, sizeof place.sun_path, "%s/.s.PGSQL.5432", folder);
    int door = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(bind(door, (struct sockaddr *)&place, sizeof place), 0);
    assert_int_equal(listen(door, 4), 0);
    pid_t process = fork();
    while (!process) client_answer(accept(door, NULL, NULL));
    close(door);
    return process;
}

static void a_server_that_is_too_old_is_refused(void **state) {
    (void)state;
    TEST_ARENA(arena);
    char folder[] = "/tmp/opstap-test-XXXXXX";
    assert_non_null(mkdtemp(folder));
    pid_t server = old_server_start(folder);
    static const char *const name[] = { "region", "none" };
    for (size_t i = 0; i < 2; i++) {
        Db *db = NULL;
        Phrase why;
        Str path = str_printf(arena, "postgres://u@%%2Ftmp%%2F%s/%s", folder + 5, name[i]);
        assert_int_equal(db_open(path.at, DB_CREATE, &db, &why), REFUSED);
        assert_null(db);
        assert_str(phrase_text(arena, TONGUE_EN, why),
                   "PostgreSQL 15 or later is needed. This server is PostgreSQL 14.");
    }
    kill(server, SIGKILL);
    waitpid(server, NULL, 0);
    unlink(str_printf(arena, "%s/.s.PGSQL.5432", folder).at);
    rmdir(folder);
}

SUITE("db address", cmocka_unit_test(a_server_that_is_too_old_is_refused),
       cmocka_unit_test(a_faulty_address_is_refused_and_not_told),
      cmocka_unit_test(what_is_shown_of_a_faulty_address_is_no_password),
      cmocka_unit_test(of_a_good_address_host_and_name_are_shown))
