/* A server that is killed while people change files through it: what somebody was told is saved is
 * there, a change is there whole or not at all, and the chain of events holds. */
#include <arpa/inet.h>
#include <pthread.h>
#include <sys/socket.h>

#include "../store/accounts_made.h"
#include "accounts/sessions.h"
#include "crash.h"
#include "old_place.h"

enum { PEOPLE_HERE = 20, EDITORS = 2, HOURS_MAX = 38, ANSWER_BYTES_MAX = 256 * 1024,
       READY_MS_MAX = 20000, ROUND_MS_MAX = 600 };

static const char *region, *work;
static int port;

static int prepare(void **state) {
    (void)state;
    crashes_begin();
    region = place_named("region");
    work = place_named("work");
    region_make(region, PEOPLE_HERE, OPENINGS);
    return 0;
}

static int tidy(void **state) {
    (void)state;
    return places_end();
}

/* --- the other side of the wire --- */

static int free_port(void) {
    struct sockaddr_in here = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t len = sizeof here;
    int holder = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(holder, (struct sockaddr *)&here, len), 0);
    assert_int_equal(getsockname(holder, (struct sockaddr *)&here, &len), 0);
    close(holder);
    return ntohs(here.sin_port);
}

static int connected(void) {
    struct sockaddr_in there = { .sin_family = AF_INET,
                                 .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
                                 .sin_port = htons((uint16_t)port) };
    int client = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(client, (struct sockaddr *)&there, sizeof there) == 0) return client;
    close(client);
    return -1;
}

static void ready_wait(void) {
    for (int waited = 0; waited < READY_MS_MAX; waited += 5) {
        int client = connected();
        if (client >= 0) {
            close(client);
            return;
        }
        usleep(5000);
    }
    fail_msg("the server does not begin to listen");
}

/* All that comes back until the other side ends; "" when it has died. */
static Str wire_ask(Arena *arena, Str request) {
    int client = connected();
    if (client < 0) return STR_EMPTY;
    char *bytes = arena_get(arena, ANSWER_BYTES_MAX);
    size_t len = 0;
    ssize_t got = send(client, request.at, request.len, MSG_NOSIGNAL);
    while (got > 0 && len < ANSWER_BYTES_MAX) {
        got = recv(client, bytes + len, ANSWER_BYTES_MAX - len, 0);
        if (got > 0) len += (size_t)got;
    }
    close(client);
    return (Str){ bytes, len };
}

static Str value_after(Str answer, const char *before) {
    Str mark = str_from(before);
    size_t at = str_find(answer, mark);
    if (at == answer.len) return STR_EMPTY;
    Str rest = str_sub(answer, at + mark.len, answer.len);
    return str_sub(rest, 0, str_find(rest, S("\"")));
}

/* --- somebody who edits --- */

typedef struct Editor {
    const char *person;
    char cookie[200];
    int told, begun; /* the last change that was said to be saved, and the last that was sent */
} Editor;

/* The hours of the change of this number. */
static int hours_of(int change) {
    return 1 + change % HOURS_MAX;
}

/* Both facts in one form. False: no answer, or not the one that says it is saved. */
static bool edit_once(Arena *arena, Editor *editor) {
    const char *path = str_printf(arena, "/candidates/%s/edit/availability", editor->person).at;
    Str form = wire_ask(arena, str_printf(arena, "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nCookie: "
                                                 "%s\r\nConnection: close\r\n\r\n",
                                          path, port, editor->cookie));
    Str token = value_after(form, "name=\"token\" value=\"");
    Str version = value_after(form, "name=\"version\" value=\"");
    if (!token.len || !version.len) return false;
    int change = editor->begun + 1;
    Str body = str_printf(arena, "token=%.*s&version=%.*s&hours_min=%d&hours_max=%d",
                          STR_ARGS(token), STR_ARGS(version), hours_of(change), hours_of(change));
    editor->begun = change;
    Str answer = wire_ask(
        arena, str_printf(arena, "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nCookie: %s\r\nOrigin: "
                                 "http://127.0.0.1:%d\r\nContent-Type: application/"
                                 "x-www-form-urlencoded\r\nContent-Length: %zu\r\nConnection: "
                                 "close\r\n\r\n%.*s",
                          path, port, editor->cookie, port, body.len, STR_ARGS(body)));
    if (!str_starts(answer, S("HTTP/1.1 303"))) return false;
    editor->told = change;
    return true;
}

static void *editor_run(void *context) {
    Editor *editor = context;
    Arena *arena = arena_new("an editor", (size_t)64 << 20);
    ArenaMark mark = arena_mark(arena);
    while (edit_once(arena, editor)) arena_rewind(arena, mark);
    arena_end(arena);
    return NULL;
}

/* --- rounds --- */

static void editor_sign_in(Db *db, Arena *arena, Editor *editor, const Account *account) {
    Str token = STR_EMPTY;
    SessionRequest request = {
        .tenant = account->tenant, .number = account->number, .now = time(NULL), .agent = STR_EMPTY
    };
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(session_make(db, arena, &request, &token), OK);
    assert_int_equal(db_commit(db), OK);
    snprintf(editor->cookie, sizeof editor->cookie, "opstap=%.*s", STR_ARGS(token));
}

static void editors_begin(Arena *arena, Editor *editor) {
    static const char *const person[EDITORS] = { "kandidaat-0001", "kandidaat-0002" };
    AUTO(db_end_at) Db *db = NULL;
    Phrase why;
    assert_int_equal(db_open(work, DB_EXISTING, &db, &why), OK);
    for (int i = 0; i < EDITORS; i++) {
        const char *login = str_printf(arena, "editor%d", i).at;
        Account account = account_of(db, arena, 1, login, 1U << USER_ROLE_client_manager);
        editor[i] = (Editor){ .person = person[i] };
        editor_sign_in(db, arena, &editor[i], &account);
    }
}

static int hours_in(Db *db, Arena *arena, const char *person, Fact fact) {
    CandidateRecord record;
    assert_int_equal(candidate_load(db, arena, 1, str_from(person), false, &record), OK);
    return record.fact[fact].known ? (int)record.fact[fact].number : -1;
}

/* Gives how many changes were there that nobody had been told of. */
static int editors_look(Arena *arena, const Editor *editor) {
    AUTO(db_end_at) Db *db = NULL;
    Phrase why;
    int unsaid = 0;
    assert_int_equal(db_open(work, DB_EXISTING, &db, &why), OK);
    for (int i = 0; i < EDITORS; i++) {
        int least = hours_in(db, arena, editor[i].person, FACT_hours_min);
        int most = hours_in(db, arena, editor[i].person, FACT_hours_max);
        bool said = editor[i].told && least == hours_of(editor[i].told);
        bool sent = editor[i].begun > editor[i].told && least == hours_of(editor[i].begun);
        if (editor[i].told && !said && !sent) {
            fail_msg("change %d was said to be saved, and %d hours stand there", editor[i].told,
                     least);
        }
        if (editor[i].begun && (said || sent) && least != most) {
            fail_msg("half a change: from %d to %d hours", least, most);
        }
        unsaid += sent;
    }
    return unsaid;
}

static pid_t server_begin(void) {
    char number[16];
    port = free_port();
    snprintf(number, sizeof number, "%d", port);
    fflush(NULL);
    pid_t process = fork();
    if (process) return process;
    int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, STDOUT_FILENO);
    exit(command_do(work, (void *)(const char *[]){ "serve", "--port", number, "--rate", "10000", NULL }));
}

static void what_was_said_to_be_saved_is_there(void **state) {
    (void)state;
    int told = 0, unsaid = 0, moments = crashes()->moments;
    for (int round = 0; round < moments; round++) {
        TEST_ARENA(arena);
        Editor editor[EDITORS];
        pthread_t thread[EDITORS];
        int status;
        place_copy(region, work);
        editors_begin(arena, editor);
        pid_t process = server_begin();
        ready_wait();
        for (int i = 0; i < EDITORS; i++) {
            assert_int_equal(pthread_create(&thread[i], NULL, editor_run, &editor[i]), 0);
        }
        usleep((useconds_t)chance_between(&crashes()->chance, 0, ROUND_MS_MAX * 1000));
        kill(process, SIGKILL);
        assert_int_equal(waitpid(process, &status, 0), process);
        assert_true(WIFSIGNALED(status));
        for (int i = 0; i < EDITORS; i++) pthread_join(thread[i], NULL);
        place_settle(work);
        int64_t events = 0;
        place_digest(arena, work, &events); /* sound, and the chain holds */
        unsaid += editors_look(arena, editor);
        for (int i = 0; i < EDITORS; i++) told += editor[i].told;
    }
    print_message("# %d times killed; %d changes were said to be saved, and were; %d more were there\n",
                  moments, told, unsaid);
    assert_true(told > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(what_was_said_to_be_saved_is_there) };
    tests_choose();
    return cmocka_run_group_tests_name("a server that is killed", tests, prepare, tidy);
}
