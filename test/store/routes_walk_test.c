/* Every address there is: who gets there, who does not, and the largest request that is allowed. The
 * table is that of the program, and so are the pages. */
#include "pages.h"

#include "http.h"
#include "limits.h"

/* What one answer may take of a small region's server: a page of this demo takes less than 2 MB, its
 * plan 20 MB; the rest is what came in, and what is made of it. */
enum { REQUEST_BYTES_MAX = 96 * 1024 * 1024 };

typedef struct Walker {
    Doorway doorway;
    HttpServer *server;
    const char *candidate, *opening;
} Walker;

static void pieces_find(Walker *walker) {
    Store *store = &walker->doorway.store;
    CandidateRows people;
    OpeningRows openings;
    assert_int_equal(candidates_load(store->db, walker->doorway.arena, store->tenant, false,
                                     &people), OK);
    assert_int_equal(openings_load(store->db, walker->doorway.arena, store->tenant, &openings), OK);
    walker->candidate = str_zero_ended(walker->doorway.arena, people.record[0].id);
    walker->opening = str_zero_ended(walker->doorway.arena, openings.record[0].id);
}

static void walker_begin(Walker *walker) {
    *walker = (Walker){ 0 };
    house_doorway_begin(&walker->doorway, REGION_PEOPLE, REGION_OPENINGS);
    pieces_find(walker);
    HttpOptions http = { .address = "127.0.0.1", .workers = 1, .proxies = "",
                         .context = walker->doorway.gate, .worker_begin = gate_worker_begin,
                         .answer = gate_answer, .worker_end = gate_worker_end };
    assert_int_equal(http_server_start(&http, &walker->server), OK);
    walker->doorway.house->server = walker->server; /* whose figures a page shows; nobody asks it */
}

static void walker_end(Walker *walker) {
    if (!walker->doorway.arena) return;
    http_server_stop(walker->server);
    house_doorway_end(&walker->doorway);
}

#define TEST_WALKER(walker)                                                                        \
    AUTO(walker_end) Walker walker;                                                                \
    walker_begin(&walker)

/* An address of things that are there. A new kind of piece must be said here, or the test fails. */
static const char *address_there(const Walker *walker, const Route *route) {
    Text path = text_new(walker->doorway.arena, 2000);
    for (const char *at = route->pattern; *at; at++) {
        if (*at != '{') {
            text_add_char(&path, *at);
            continue;
        }
        size_t len = strcspn(at, "}") + 1;
        Str piece = { at, len }, before = { route->pattern, (size_t)(at - route->pattern) };
        const char *value = NULL;
        if (str_equal(piece, S("{opening}"))) value = walker->opening;
        if (str_equal(piece, S("{group}"))) value = "availability";
        if (str_equal(piece, S("{list}"))) value = "language";
        if (str_equal(piece, S("{row}"))) value = "new";
        if (str_equal(piece, S("{id}")) && str_equal(before, S("/candidates/"))) {
            value = walker->candidate;
        }
        if (str_equal(piece, S("{id}")) && str_equal(before, S("/openings/"))) {
            value = walker->opening;
        }
        if (str_equal(piece, S("{login}"))) value = "alles";
        if (str_equal(piece, S("{number}"))) value = "1"; /* a list that a page before it showed */
        if (!value) fail_msg("%s: say in this test what stands at %.*s", route->pattern, STR_ARGS(piece));
        text_add(&path, str_from(value));
        at += len - 1;
    }
    return path.at;
}

static bool has_pieces(const Route *route) {
    return strchr(route->pattern, '{') && route->permission != PERMISSION_anyone;
}

/* As the account page of that session gives it, to be the beginning of a form. */
static const char *token_of(const Walker *walker, Doorway *doorway, Str cookie) {
    Answer answer = asked(doorway, (Ask){ .path = "/account", .cookie = cookie });
    assert_int_equal(answer.status, 200);
    Str token = between(&answer, "name=\"token\" value=\"", "\"");
    return str_printf(walker->doorway.arena, "token=%.*s", STR_ARGS(token)).at;
}

/* --- who gets where --- */

static void every_address_is_behind_the_gate(void **state) {
    (void)state;
    TEST_WALKER(walker);
    Account account[USER_ROLE_COUNT];
    Account nobody = account_of(walker.doorway.store.db, walker.doorway.arena,
                                walker.doorway.store.tenant, "niets", 0);
    Walk walk = { .doorway = &walker.doorway, .routes = routes_all(), .nobody = &nobody };
    for (int role = 0; role < USER_ROLE_COUNT; role++) {
        account[role] = account_of(walker.doorway.store.db, walker.doorway.arena,
                                   walker.doorway.store.tenant, user_role_name((UserRole)role),
                                   1U << role);
        walk.account[role] = &account[role];
    }
    routes_walk(&walk);
}

static void what_another_tenant_has_is_not_found(void **state) {
    (void)state;
    TEST_WALKER(walker);
    Doorway *doorway = &walker.doorway;
    Account all = account_of(doorway->store.db, doorway->arena, doorway->store.tenant, "alles",
                             ALL_ROLES);
    int64_t other = tenant_more(doorway->store.db, "ander");
    Account stranger = account_of(doorway->store.db, doorway->arena, other, "vreemd", ALL_ROLES);
    Str own = cookie_of(doorway, &all), theirs = cookie_of(doorway, &stranger);
    const char *body = str_printf(doorway->arena, "%s&version=1", token_of(&walker, doorway, theirs)).at;
    Routes routes = routes_all();
    int seen = 0;
    for (size_t i = 0; i < routes.count; i++) {
        const Route *route = &routes.row[i];
        if (!has_pieces(route)) continue;
        const char *path = address_there(&walker, route);
        Ask ask = { .method = route->method, .path = path, .cookie = theirs };
        if (route->method == HTTP_POST) ask.body = body;
        Answer answer = asked(doorway, ask);
        if (answer.status != 404) {
            fail_msg("%s %s: another tenant gets %d", route->method == HTTP_POST ? "POST" : "GET",
                     path, answer.status);
        }
        if (route->method == HTTP_POST) continue;
        ask.cookie = own;
        answer = asked(doorway, ask);
        if (answer.status != 200) fail_msg("%s: who may gets %d", path, answer.status);
        seen++;
    }
    assert_true(seen >= 5);
}

/* A POST that names a thing in its form instead of in its address. */
static void what_another_tenant_has_is_not_changed_by_a_form(void **state) {
    (void)state;
    TEST_WALKER(walker);
    Doorway *doorway = &walker.doorway;
    int64_t other = tenant_more(doorway->store.db, "ander");
    Account stranger = account_of(doorway->store.db, doorway->arena, other, "vreemd", ALL_ROLES);
    Str cookie = cookie_of(doorway, &stranger);
    const char *body = str_printf(doorway->arena, "%s&candidate=%s&opening=%s&decision=pin",
                                  token_of(&walker, doorway, cookie), walker.candidate,
                                  walker.opening).at;
    Answer answer = asked(doorway, (Ask){ .method = HTTP_POST, .path = "/plan/pair", .body = body,
                                          .cookie = cookie });
    assert_int_equal(answer.status, 404);
}

/* --- the largest request --- */

/* A form of as many pairs as there may be, in as many bytes as there may be; the first pairs have
 * the names of fields that pages ask for, as long as a value may be. */
static const char *body_largest(Arena *arena, const char *token) {
    static const char *const names[] = { "words", "given_name", "family_name", "hours_max",
                                         "was_hours_max", "version", "password", "name" };
    Text body = text_new(arena, HTTP_BODY_BYTES_MAX + 1);
    text_add(&body, str_from(token));
    size_t long_ones = sizeof names / sizeof *names, pairs = 1;
    for (size_t i = 0; i < long_ones; i++, pairs++) {
        text_addf(&body, "&%s=", names[i]);
        for (int byte = 0; byte < HTTP_FORM_VALUE_BYTES_MAX; byte++) text_add_char(&body, 'x');
    }
    size_t left = HTTP_FORM_PAIRS_MAX - pairs;
    size_t each = (HTTP_BODY_BYTES_MAX - text_str(&body).len) / left - 8;
    for (size_t i = 0; i < left; i++) {
        text_addf(&body, "&n%05zu=", i);
        for (size_t byte = 0; byte < each; byte++) text_add_char(&body, byte % 2 ? '+' : 'y');
    }
    assert_true(text_str(&body).len <= HTTP_BODY_BYTES_MAX);
    assert_true(text_str(&body).len > HTTP_BODY_BYTES_MAX - 100 * 1000);
    return text_str(&body).at;
}

static const char *query_largest(Arena *arena) {
    Text query = text_new(arena, HTTP_LINE_BYTES_MAX + 1);
    text_add(&query, S("words="));
    while (text_str(&query).len + 3 <= HTTP_LINE_BYTES_MAX - 200) text_add(&query, S("%2B"));
    return text_str(&query).at;
}

static void the_largest_request_stays_within_limits(void **state) {
    (void)state;
    TEST_WALKER(walker);
    Doorway *doorway = &walker.doorway;
    Account all = account_of(doorway->store.db, doorway->arena, doorway->store.tenant, "alles",
                             ALL_ROLES);
    Routes routes = routes_all();
    const char *query = query_largest(doorway->arena);
    for (size_t i = 0; i < routes.count; i++) {
        const Route *route = &routes.row[i];
        const char *path = has_pieces(route) ? address_there(&walker, route)
                                             : address_of(doorway->arena, route, "niet-hier");
        Str cookie = cookie_of(doorway, &all); /* one before may have ended it */
        Ask ask = { .method = route->method, .path = path, .query = query, .cookie = cookie };
        if (route->method == HTTP_POST) {
            ask.body = body_largest(doorway->arena, token_of(&walker, doorway, cookie));
        }
        size_t before = arena_used_bytes(doorway->arena);
        Answer answer = asked(doorway, ask);
        size_t used = arena_used_bytes(doorway->arena) - before;
        bool starved = strstr(route->pattern, "/readyz"); /* no server, no backup: not ready */
        if (answer.status >= 500 && !starved) fail_msg("%s: %d", path, answer.status);
        if (used > REQUEST_BYTES_MAX) fail_msg("%s takes %zu bytes", path, used);
    }
}

SUITE("routes: every address there is", cmocka_unit_test(every_address_is_behind_the_gate),
      cmocka_unit_test(what_another_tenant_has_is_not_found),
      cmocka_unit_test(what_another_tenant_has_is_not_changed_by_a_form),
      cmocka_unit_test(the_largest_request_stays_within_limits))
