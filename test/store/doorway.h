/* doorway.h: a browser in front of a gate, without a socket: it keeps cookies, and sends what
 * browsers send. Takes any table of routes. */
#ifndef OPSTAP_TEST_DOORWAY_H
#define OPSTAP_TEST_DOORWAY_H

#include "accounts_made.h"
#include "gate.h"
#include "accounts/sessions.h"

enum { GATE_NOW = 1770000000, BROWSER_FIELDS_MAX = 12 };

static int64_t gate_test_now = GATE_NOW;
static inline int64_t gate_test_clock(void) {
    return gate_test_now;
}

typedef struct Doorway {
    Store store;
    Arena *arena;
    Gate *gate;
    void *worker;
    struct House *house; /* NULL: the pages are those of a test */
    SorryPage *sorry;    /* NULL: plain text */
} Doorway;

static inline void doorway_open(Doorway *doorway, Routes routes) {
    GateOptions options = { .database = doorway->store.path, .routes = routes, .today = 20487,
                            .now = gate_test_clock, .requests_per_second = 100000,
                            .house = doorway->house, .sorry = doorway->sorry };
    assert_int_equal(gate_begin(&options, &doorway->gate), OK);
    doorway->worker = gate_worker_begin(doorway->gate);
    assert_non_null(doorway->worker);
}

static inline void doorway_begin(Doorway *doorway, Routes routes) {
    *doorway = (Doorway){ 0 };
    gate_test_now = GATE_NOW;
    store_begin(&doorway->store);
    doorway->arena = arena_new("doorway", 512UL * 1024 * 1024);
    doorway_open(doorway, routes);
}

static inline void doorway_close(Doorway *doorway) {
    gate_worker_end(doorway->worker);
    gate_end(doorway->gate);
}

static inline void doorway_end(Doorway *doorway) {
    if (!doorway->arena) return;
    doorway_close(doorway);
    arena_end_at(&doorway->arena);
    store_end(&doorway->store);
}

/* What a request is made of; what is left out is as a browser on a page of ours has it. */
typedef struct Ask {
    HttpMethod method;
    const char *path, *query, *body; /* body: as a form */
    Str cookie;
    const char *origin, *site, *mode, *goal, *language, *agent;
    const char *client;
    bool tls, far; /* far: not from this machine */
} Ask;

static inline Answer asked(Doorway *doorway, Ask ask) {
    HttpField *field = arena_many(doorway->arena, HttpField, BROWSER_FIELDS_MAX);
    size_t count = 0;
    bool posts = ask.method == HTTP_POST;
    const char *origin = ask.origin ? ask.origin : posts ? ask.tls ? "https://opstap.test"
                                                                   : "http://opstap.test"
                                                         : "";
    const char *site = ask.site ? ask.site : "same-origin";
    if (ask.cookie.len) field[count++] = (HttpField){ S("cookie"), ask.cookie };
    if (*origin) field[count++] = (HttpField){ S("origin"), str_from(origin) };
    if (*site) field[count++] = (HttpField){ S("sec-fetch-site"), str_from(site) };
    if (ask.mode) field[count++] = (HttpField){ S("sec-fetch-mode"), str_from(ask.mode) };
    if (ask.goal) field[count++] = (HttpField){ S("sec-fetch-dest"), str_from(ask.goal) };
    if (ask.language) field[count++] = (HttpField){ S("accept-language"), str_from(ask.language) };
    if (ask.agent) field[count++] = (HttpField){ S("user-agent"), str_from(ask.agent) };
    if (posts) {
        field[count++] =
            (HttpField){ S("content-type"), S("application/x-www-form-urlencoded") };
    }
    HttpRequest *request = arena_one(doorway->arena, HttpRequest);
    *request = (HttpRequest){ .method = ask.method,
                              .path = str_from(ask.path),
                              .query = str_from(ask.query),
                              .host = S("opstap.test"),
                              .body = str_from(ask.body),
                              .client = str_from(ask.client ? ask.client : "127.0.0.1"),
                              .secure = ask.tls,
                              .loopback = !ask.far && !ask.tls,
                              .id = "0123456789abcdef",
                              .field = field,
                              .field_count = count };
    return gate_answer(doorway->worker, doorway->arena, request);
}

static inline Str field_of(const Answer *answer, const char *name) {
    for (size_t i = 0; i < answer->field_count; i++) {
        if (str_equal(answer->field[i].name, str_from(name))) return answer->field[i].value;
    }
    return STR_EMPTY;
}

/* The value of a cookie that an answer sets; "" when it sets none of that name. */
static inline Str cookie_given(const Answer *answer, const char *name) {
    for (size_t i = 0; i < answer->field_count; i++) {
        Str value = answer->field[i].value, whole = str_from(name);
        if (!str_equal(answer->field[i].name, S("Set-Cookie"))) continue;
        if (!str_starts(value, whole) || value.at[whole.len] != '=') continue;
        Str rest = str_sub(value, whole.len + 1, value.len);
        return str_sub(rest, 0, str_find(rest, S(";")));
    }
    return STR_EMPTY;
}

static inline bool body_has(const Answer *answer, const char *part) {
    return str_find(answer->body, str_from(part)) < answer->body.len;
}

/* A session of this account, as the cookie of a browser on this machine. */
static inline Str cookie_of(Doorway *doorway, const Account *account) {
    Str token = STR_EMPTY;
    SessionRequest request = { .tenant = account->tenant,
                               .number = account->number,
                               .now = gate_test_now,
                               .agent = STR_EMPTY };
    assert_int_equal(db_begin(doorway->store.db), OK);
    assert_int_equal(session_make(doorway->store.db, doorway->arena, &request, &token), OK);
    assert_int_equal(db_commit(doorway->store.db), OK);
    return str_printf(doorway->arena, "opstap=%.*s", STR_ARGS(token));
}

/* An address of a route, with `id` at each of its pieces. */
static inline const char *address_of(Arena *arena, const Route *route, const char *id) {
    Text path = text_new(arena, 2000);
    for (const char *at = route->pattern; *at; at++) {
        if (*at != '{') {
            text_add_char(&path, *at);
            continue;
        }
        text_add(&path, str_from(id));
        while (*at != '}') at++;
    }
    return path.at;
}

/* --- the walk --- */

/* Walks every row: a stranger gets to sign-in or 403; who has no role gets 403; a POST without its
 * token, with a broken one, or from elsewhere gets 403. The permission of no row is taken on trust:
 * each is asked for with every role. What a page answers once it is reached is not looked at, but
 * it is never one of these. `token`: a form token of that cookie. */
typedef struct Walk {
    Doorway *doorway;
    Routes routes;
    const Account *account[USER_ROLE_COUNT]; /* with one role each */
    const Account *nobody;                   /* signed in, without a role */
} Walk;

static inline void walk_stranger(const Walk *walk, const Route *route, const char *path) {
    Answer answer = asked(walk->doorway, (Ask){ .method = route->method, .path = path });
    bool to_sign_in = answer.status == 303 &&
                      str_starts(field_of(&answer, "Location"), S("/sign-in"));
    if (answer.status != 403 && !to_sign_in) {
        fail_msg("%s gives a stranger %d", route->pattern, answer.status);
    }
}

static inline void walk_roles(const Walk *walk, const Route *route, const char *path) {
    for (int role = -1; role < USER_ROLE_COUNT; role++) {
        const Account *account = role < 0 ? walk->nobody : walk->account[role];
        bool may = role >= 0 && (permission_roles(route->permission) >> role & 1U);
        Answer answer = asked(walk->doorway, (Ask){ .method = route->method, .path = path,
                                                    .cookie = cookie_of(walk->doorway, account) });
        /* A POST without its token gets no further, whoever asks. */
        bool refused = answer.status == 403;
        if (refused != (!may || route->method == HTTP_POST)) {
            fail_msg("%s gives %s %d", route->pattern, role < 0 ? "nobody"
                                                                : user_role_name((UserRole)role),
                     answer.status);
        }
    }
}

static inline void walk_post(const Walk *walk, const Route *route, const char *path) {
    if (route->method != HTTP_POST) return;
    static const Ask wrong[] = {
        { .body = "" }, { .body = "token=" }, { .body = "token=0123" },
        { .origin = "https://evil.test" }, { .origin = "null" }, { .site = "cross-site" },
        { .site = "same-site" }, { .origin = "", .site = "" }, { .site = "none" },
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        for (int role = 0; role < USER_ROLE_COUNT; role++) {
            Ask ask = wrong[i];
            ask.method = HTTP_POST;
            ask.path = path;
            ask.cookie = cookie_of(walk->doorway, walk->account[role]);
            /* Each from another network: what strangers post is counted. */
            ask.client = str_printf(walk->doorway->arena, "10.%zu.%d.1", i, role).at;
            Answer answer = asked(walk->doorway, ask);
            if (answer.status != 403) {
                fail_msg("%s takes a POST that is not ours: %d", route->pattern, answer.status);
            }
        }
    }
}

static inline void routes_walk(const Walk *walk) {
    size_t row = 0;
    assert_null(routes_fault(walk->routes, &row));
    for (size_t i = 0; i < walk->routes.count; i++) {
        const Route *route = &walk->routes.row[i];
        const char *path = address_of(walk->doorway->arena, route, "niet-hier");
        walk_post(walk, route, path);
        if (route->permission == PERMISSION_anyone) continue;
        walk_stranger(walk, route, path);
        walk_roles(walk, route, path);
    }
}

#endif
