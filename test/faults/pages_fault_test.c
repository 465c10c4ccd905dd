/* Every page, with every call that can fail failing once: the visitor gets the whole answer or is told
 * that it went wrong, and what was asked for was done wholly or not at all.
 *
 * The house and the gate stand before the fault; the request, its session, its page and what is
 * written about it meet it. */
#include "sweep.h"

#include "../store/doorway.h"
#include "house.h"
#include "routes_table.h"

enum { PEOPLE = 12, OPENINGS = 30, TENANT = 1, ALL_ROLES = (1 << USER_ROLE_COUNT) - 1 };
enum { SAVED = 303, EXIT_NOT_TOLD = 77 };

static const char *before, *work;
static char cookie[256];

typedef struct PageAsk {
    const char *path, *query, *fields; /* fields: a POST, behind its token */
    int status;                        /* of the whole answer */
    const char *carries[2];            /* fields that go back as the page gave them */
    bool keeps_random;                 /* as the sweep says it */
    bool comes_again;                  /* its figures are made beside it: asked until they are there */
    char carried[200];                 /* those fields, as it gave them before anything was asked */
} PageAsk;

#define PERSON "/candidates/kandidaat-0001"
#define OTHER "/candidates/kandidaat-0002" /* of whom a list was shown before */

static PageAsk asks[] = {
    { "/", "", NULL, 200 },
    { "/candidates", "words=kan&sort=oldest", NULL, 200 },
    { "/candidates.csv", "", NULL, 200 },
    { PERSON, "", NULL, 200 },
    { PERSON "/needs", "", NULL, 200 },
    { PERSON "/looks", "before=100000", NULL, 200 },
    { PERSON "/looks.csv", "", NULL, 200 },
    { PERSON "/timetable", "", NULL, 200 },
    { PERSON "/edit/availability", "", NULL, 200 },
    { PERSON "/matches", "", NULL, 200 },
    { PERSON "/matches/opening-001", "", NULL, 200 },
    { PERSON "/openings", "", NULL, 200 },
    { "/openings", "words=opening", NULL, 200 },
    { "/openings/opening-001", "", NULL, 200 },
    { "/openings/opening-001/candidates", "", NULL, 200 },
    { OTHER "/shown", "", NULL, 200 },
    { "/shown/1", "", NULL, 200 },
    { "/plan", "", NULL, 200 },
    { "/regions", "", NULL, 200 },
    { "/regions/steps", "region=AM13", NULL, 200, .comes_again = true },
    { "/regions/groups", "", NULL, 200, .comes_again = true },
    { "/users", "", NULL, 200 },
    { "/account", "", NULL, 200 },
    { "/plan/pair", "", "&candidate=kandidaat-0001&opening=opening-001&decision=pin", SAVED },
    { "/candidates/new", "", "&given_name=Qwxz&family_name=Zzyqx", SAVED,
      .keeps_random = true }, /* its id */
    { PERSON "/edit/availability", "", "&hours_max=20", SAVED, { "version", "was_hours_max" } },
    { PERSON "/timetable", "", "&half_hour=20&half_hour=21", SAVED, { "was" } },
    { "/users/ander", "", "&deed=close", SAVED },
};

enum { ASKS = sizeof asks / sizeof *asks };

/* --- the house --- */

static Doorway doorway; /* of a child */
static Str form;        /* all that a POST sends */

/* Cuts off all up to the value of an input of that name, which then is what the rest begins with. */
static bool before_value(Str *rest, const char *name, Str *ret_before) {
    char begin[64];
    snprintf(begin, sizeof begin, "name=\"%s\" value=\"", name);
    size_t at = str_find(*rest, str_from(begin));
    if (at == rest->len) return false;
    *ret_before = str_sub(*rest, 0, at);
    *rest = str_sub(*rest, at + strlen(begin), rest->len);
    return true;
}

static Str value_given(const char *path, const char *name) {
    Answer answer = asked(&doorway, (Ask){ .path = path, .cookie = str_from(cookie) });
    Str rest = answer.body, before_it;
    assert_int_equal(answer.status, 200);
    if (!before_value(&rest, name, &before_it)) fail_msg("%s: no %s", path, name);
    return str_sub(rest, 0, str_find(rest, S("\"")));
}

/* To look at a form is an event, so that was done before. */
static void form_carry(PageAsk *ask) {
    size_t len = 0;
    for (size_t i = 0; i < 2 && ask->carries[i]; i++) {
        Str value = value_given(ask->path, ask->carries[i]);
        len += (size_t)snprintf(ask->carried + len, sizeof ask->carried - len, "&%s=%.*s",
                                ask->carries[i], STR_ARGS(value));
    }
    assert_true(len < sizeof ask->carried);
}

static void form_fill(const PageAsk *ask) {
    Str token = value_given("/account", "token");
    form = str_printf(doorway.arena, "token=%.*s%s%s", STR_ARGS(token), ask->fields,
                      ask->carried);
}

static void house_begin(const char *path) {
    doorway.arena = arena_new("pages", 1024UL * 1024 * 1024);
    snprintf(doorway.store.path, sizeof doorway.store.path, "%s", path);
    assert_int_equal(house_open(path, &doorway.house), OK);
    doorway.sorry = page_sorry;
    doorway_open(&doorway, routes_all());
    doorway.house->gate = doorway.gate;
}

static void house_end(void) {
    struct House *house = doorway.house;
    doorway_close(&doorway);
    house_close(house);
}

static void house_ready(const char *path, void *context) {
    const PageAsk *ask = context;
    house_begin(path);
    if (ask->fields) form_fill(ask);
}

/* How crowded it is comes when another thread has found it: a page may be whole without it. */
static void print_without_crowding(Str body) {
    static const char paragraph[] = "<p class=\"crowding ", end[] = "</p>";
    for (size_t at; (at = str_find(body, str_from(paragraph))) < body.len;) {
        printf("%.*s", STR_ARGS(str_sub(body, 0, at)));
        body = str_sub(body, at, body.len);
        body = str_sub(body, str_find(body, str_from(end)) + strlen(end), body.len);
    }
    printf("%.*s", STR_ARGS(body));
}

/* A token is written in another way each time. */
static void print_without_tokens(Str body) {
    Str before_it;
    while (before_value(&body, "token", &before_it)) {
        print_without_crowding(before_it);
        body = str_sub(body, str_find(body, S("\"")), body.len);
    }
    print_without_crowding(body);
    printf("\n");
}

/* What the visitor sees when it went wrong: a page that says so. */
static int answer_print(const PageAsk *ask, const Answer *answer) {
    if (answer->status == ask->status) {
        printf("%d\n", answer->status);
        print_without_tokens(answer->body);
        return 0;
    }
    bool told = answer->status >= 500 && body_has(answer, "</html>");
    fprintf(stderr, "%s: %d\n", ask->path, answer->status);
    return told ? EXIT_BROKEN : EXIT_NOT_TOLD;
}

/* Figures that another thread makes: without a clock nobody waits for them. */
static bool is_being_made(const Answer *answer) {
    return field_of(answer, "Refresh").len > 0;
}

static int page_ask(const char *path, void *context) {
    (void)path;
    const PageAsk *ask = context;
    Ask whole = { .path = ask->path, .query = ask->query, .cookie = str_from(cookie) };
    if (ask->fields) {
        whole.method = HTTP_POST;
        whole.body = str_zero_ended(doorway.arena, form);
    }
    Answer answer = asked(&doorway, whole);
    while (ask->comes_again && is_being_made(&answer)) answer = asked(&doorway, whole);
    int status = answer_print(ask, &answer);
    house_end();
    return status;
}

/* --- */

static int prepare(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Phrase why;
    before = place_named("before");
    work = place_named("work");
    region_make(before, PEOPLE, OPENINGS);
    Doorway made = { .arena = arena };
    assert_int_equal(db_open(before, DB_EXISTING, &made.store.db, &why), OK);
    Account all = account_of(made.store.db, arena, TENANT, "alles", ALL_ROLES);
    account_of(made.store.db, arena, TENANT, "ander", 1U << USER_ROLE_coach);
    snprintf(cookie, sizeof cookie, "%.*s", STR_ARGS(cookie_of(&made, &all)));
    db_end(made.store.db);
    house_begin(before);
    for (size_t i = 0; i < ASKS; i++) form_carry(&asks[i]);
    asked(&doorway, (Ask){ .path = OTHER "/matches", .cookie = str_from(cookie) });
    house_end();
    arena_end_at(&doorway.arena);
    place_settle(before);
    return 0;
}

static int tidy(void **state) {
    (void)state;
    return places_end();
}

static void every_page_fails_whole(void **state) {
    (void)state;
    for (size_t i = 0; i < ASKS; i++) {
        PageAsk ask = asks[i];
        Sweep sweep = { .name = ask.path, .before = before, .ready = house_ready,
                        .work = page_ask, .context = &ask,
                        .keeps_random = ask.keeps_random };
        SweepTotals totals = sweep_run(&sweep, work);
        assert_true(totals.told > 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_page_fails_whole) };
    tests_choose();
    return cmocka_run_group_tests_name("faults in pages", tests, prepare, tidy);
}
