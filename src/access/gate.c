#include "gate_parts.h"

#include "accounts/attempts.h"
#include "auto.h"
#include "clock.h"
#include "log.h"
#include "passwords.h"
#include "accounts/secrets.h"

#define GATE_ARENA_BYTES_MAX ((size_t)16 * 1024 * 1024)

static const Str sign_in_path = { "/sign-in", 8 };

/* --- beginning and ending --- */

Result gate_begin(const GateOptions *options, Gate **ret_gate) {
    size_t row = 0;
    const char *fault = routes_fault(options->routes, &row);
    if (fault) log_fatal("routes: row %zu (%s) %s", row, options->routes.row[row].pattern, fault);
    if (!secrets_begin() || passwords_begin() != OK) return BROKEN;
    Arena *arena = arena_new("gate", GATE_ARENA_BYTES_MAX);
    Gate *gate = arena_one(arena, Gate);
    gate->arena = arena;
    gate->options = *options;
    pthread_mutex_init(&gate->lock, NULL);
    gate->rates = rate_table_begin(arena);
    Result result = read_log_begin(arena, options->database, &gate->log);
    if (result == OK) *ret_gate = gate;
    else gate_end(gate);
    return result;
}

struct House *gate_house(const Gate *gate) {
    return gate->options.house;
}

void gate_end(Gate *gate) {
    if (!gate) return;
    read_log_end(gate->log);
    rate_table_end(gate->rates);
    pthread_mutex_destroy(&gate->lock);
    arena_end(gate->arena);
}

void *gate_worker_begin(void *context) {
    Gate *gate = context;
    Db *db = NULL;
    Phrase why;
    if (db_open(gate->options.database, DB_EXISTING, &db, &why) != OK) {
        log_line("a worker cannot open the database");
        return NULL;
    }
    GateWorker *worker = arena_one(db_arena(db), GateWorker);
    *worker = (GateWorker){ .gate = gate, .db = db };
    return worker;
}

void gate_worker_end(void *context) {
    GateWorker *worker = context;
    if (worker) db_end(worker->db);
}

static void count(Gate *gate, int64_t *counter) {
    pthread_mutex_lock(&gate->lock);
    (*counter)++;
    pthread_mutex_unlock(&gate->lock);
}

void gate_counts(const Gate *gate, GateCounts *ret_counts) {
    Gate *whole = (Gate *)(uintptr_t)gate;
    pthread_mutex_lock(&whole->lock);
    *ret_counts = whole->counts;
    pthread_mutex_unlock(&whole->lock);
    ReadLogCounts log = read_log_counts(whole->log);
    ret_counts->events_written = log.events;
    ret_counts->event_groups = log.groups;
    ret_counts->event_failures = log.failures;
}

/* --- who comes --- */

static Tongue tongue_of(const HttpRequest *request) {
    Tongue tongue = TONGUE_NL;
    if (tongue_read(cookie_read(request, COOKIE_TONGUE), &tongue)) return tongue;
    Str rest = http_field(request, S("accept-language")), part;
    while (rest.len && str_cut(&rest, ',', &part)) {
        if (tongue_read(str_sub(str_trim(part), 0, 2), &tongue)) return tongue;
        if (!rest.at) break;
    }
    return TONGUE_NL;
}

static Result moment_find(Visit *visit) {
    const GateOptions *options = &visit->gate->options;
    Result result = OK;
    if (options->now) visit->now = options->now();
    else result = clock_utc_seconds(&visit->now);
    visit->today = options->today == DAY_UNKNOWN ? day_today() : options->today;
    return visit->today == DAY_UNKNOWN ? BROKEN : result;
}

static void session_take(Visit *visit, const SessionUser *user) {
    VisitState *state = visit->state;
    const Session *session = &state->session;
    state->awaits_code = session->awaits_code;
    if (session->awaits_code) return;
    visit->who = (Who){ .signed_in = true,
                        .tenant = session->tenant,
                        .tenant_name = user->tenant_name,
                        .number = session->number,
                        .id = user->id,
                        .name = user->name,
                        .roles = user->roles,
                        .counsellor_number = user->counsellor_number,
                        .session_id = session->id };
}

/* Within a transaction, reading. A cookie without its session is a stranger. */
static Result session_look(Visit *visit) {
    VisitState *state = visit->state;
    SessionUser user = { 0 };
    SessionSearch search = { .token = cookie_read(visit->request, COOKIE_SESSION),
                             .now = visit->now,
                             .idle_seconds_max = SESSION_IDLE_SECONDS };
    if (!search.token.len) return OK;
    Result result = session_find(visit->db, visit->arena, &search, &state->session, &user);
    if (result == NOT_FOUND) return OK;
    if (result != OK) return result;
    state->session_token = search.token;
    session_take(visit, &user);
    return OK;
}

static void session_mark(Visit *visit) {
    const Session *session = &visit->state->session;
    if (!visit->who.signed_in || visit->now - session->seen < SESSION_TOUCH_SECONDS) return;
    read_log_touch(visit->gate->log, session->tenant, session->hash, visit->now);
}

/* --- may it pass: each gives an answer when not --- */

typedef bool Check(Visit *visit, Answer *ret_answer);

static bool too_many(Visit *visit, Rate rate, Answer *ret_answer) {
    Gate *gate = visit->gate;
    count(gate, &gate->counts.refused_by_rate);
    *ret_answer = answer_sorry(visit, 429, PHRASE(WORD_access_sorry_too_many));
    http_answer_field(ret_answer, S("Retry-After"),
                      str_printf(visit->arena, "%lld", (long long)rate_wait_seconds(rate)));
    return false;
}

static Rate per_second(const Gate *gate, int64_t rate, int64_t burst, int64_t of_given) {
    int64_t given = (int64_t)gate->options.requests_per_second * of_given;
    return given ? (Rate){ .per_minute = given * 60, .burst = given * 4 }
                 : (Rate){ .per_minute = rate * 60, .burst = burst };
}

static bool address_rate_fits(Visit *visit, Answer *ret_answer) {
    enum { SESSIONS_OF_AN_ADDRESS = 10 };
    Rate rate = per_second(visit->gate, GATE_ADDRESS_RATE, GATE_ADDRESS_BURST,
                           SESSIONS_OF_AN_ADDRESS);
    Str network = address_network(visit->arena, visit->request->client);
    if (rate_take(visit->gate->rates, 'a', network, rate, visit->now)) return true;
    return too_many(visit, rate, ret_answer);
}

static bool session_rate_fits(Visit *visit, Answer *ret_answer) {
    Rate rate = per_second(visit->gate, GATE_SESSION_RATE, GATE_SESSION_BURST, 1);
    Str hash = visit->state->session.hash;
    if (!visit->who.signed_in) return true;
    if (rate_take(visit->gate->rates, 's', hash, rate, visit->now)) return true;
    return too_many(visit, rate, ret_answer);
}

/* What strangers post costs us a hash: signing in, a link, a code. */
static bool sign_in_rate_fits(Visit *visit, Answer *ret_answer) {
    const Rate rate = { .per_minute = GATE_SIGN_INS_PER_MINUTE, .burst = GATE_SIGN_INS_BURST };
    bool costs = visit->request->method == HTTP_POST && visit->route->own_transactions &&
                 visit->route->permission == PERMISSION_anyone;
    Str network = address_network(visit->arena, visit->request->client);
    if (!costs || rate_take(visit->gate->rates, 'p', network, rate, visit->now)) return true;
    return too_many(visit, rate, ret_answer);
}

static bool route_is_there(Visit *visit, Answer *ret_answer) {
    const HttpRequest *request = visit->request;
    RouteFound found = route_find(visit->gate->options.routes, request->method, request->path);
    visit->route = found.route;
    if (found.route) {
        visit->id_count = found.id_count;
        for (int i = 0; i < found.id_count; i++) {
            visit->id[i] = path_part_read(visit->arena, found.id[i]);
        }
        return true;
    }
    if (!found.other_method) {
        *ret_answer = answer_failed(visit, NOT_FOUND);
        return false;
    }
    *ret_answer = answer_sorry(visit, 405, PHRASE(WORD_access_sorry_method));
    http_answer_field(ret_answer, S("Allow"),
                      request->method == HTTP_POST ? S("GET, HEAD") : S("POST"));
    return false;
}

static bool foreign(Visit *visit, Answer *ret_answer) {
    count(visit->gate, &visit->gate->counts.refused_as_foreign);
    *ret_answer = answer_sorry(visit, 403, PHRASE(WORD_access_sorry_foreign));
    return false;
}

/* A POST names where it comes from, and that is us. */
static bool posts_from_here(const Visit *visit) {
    const HttpRequest *request = visit->request;
    Str origin = http_field(request, S("origin")), site = http_field(request, S("sec-fetch-site"));
    Str own = str_printf(visit->arena, "%s://%.*s", request->secure ? "https" : "http",
                         STR_ARGS(request->host));
    if (site.len && !str_equal(site, S("same-origin"))) return false;
    return origin.len ? str_equal(origin, own) : site.len > 0;
}

/* Others may lead a visitor to us; they may not fetch, frame or embed what is here. */
static bool gets_as_visitor(const Visit *visit) {
    Str site = http_field(visit->request, S("sec-fetch-site"));
    Str mode = http_field(visit->request, S("sec-fetch-mode"));
    Str goal = http_field(visit->request, S("sec-fetch-dest"));
    if (!site.len || str_equal(site, S("same-origin")) || str_equal(site, S("none"))) return true;
    return str_equal(mode, S("navigate")) && (!goal.len || str_equal(goal, S("document")));
}

static bool comes_from_here(Visit *visit, Answer *ret_answer) {
    bool posts = visit->request->method == HTTP_POST;
    if (posts ? posts_from_here(visit) : gets_as_visitor(visit)) return true;
    return foreign(visit, ret_answer);
}

/* Without TLS nobody from elsewhere signs in, so nothing but what is for anyone is there. */
static bool line_is_private(Visit *visit, Answer *ret_answer) {
    bool harmless = visit->route->permission == PERMISSION_anyone &&
                    visit->request->method != HTTP_POST;
    if (harmless || cookies_may(visit->request)) return true;
    *ret_answer = answer_sorry(visit, 403, PHRASE(WORD_access_needs_https));
    return false;
}

/* --- who may not --- */

/* Where to go after signing in: the path as it would be asked for again, without its query, which
 * may hold what somebody typed. */
static Answer stranger_answer(Visit *visit) {
    const HttpRequest *request = visit->request;
    if (request->method == HTTP_POST || str_equal(request->path, S("/"))) {
        return answer_redirect(visit, sign_in_path);
    }
    Text path = text_new(visit->arena, LOCAL_PATH_BYTES_MAX), next;
    text_add_escaped(&path, request->path, "/");
    if (text_failed(&path) || !path_is_local(text_str(&path))) {
        return answer_redirect(visit, sign_in_path);
    }
    next = text_new(visit->arena, 4 * LOCAL_PATH_BYTES_MAX);
    text_addf(&next, "%.*s?next=", STR_ARGS(sign_in_path));
    text_add_escaped(&next, text_str(&path), "/");
    Str address = text_str(&next);
    return answer_redirect(visit, path_is_local(address) ? address : sign_in_path);
}

static Answer role_answer(Visit *visit) {
    count(visit->gate, &visit->gate->counts.refused_by_permission);
    audit_seen(visit, AUDIT_access_refused, str_from(visit->route->pattern), STR_EMPTY);
    return answer_failed(visit, REFUSED);
}

static bool permission_is_there(Visit *visit, Answer *ret_answer) {
    if (visit->route->permission == PERMISSION_anyone) return true;
    if (!visit->who.signed_in) {
        /* A script of ours that fetches wants to know, not a page to sign in on. */
        bool fetches = str_equal(http_field(visit->request, S("sec-fetch-dest")), S("empty"));
        *ret_answer = fetches ? answer_failed(visit, REFUSED) : stranger_answer(visit);
        return false;
    }
    if (visit_may(visit, visit->route->permission)) return true;
    *ret_answer = role_answer(visit);
    return false;
}

static bool token_is_there(Visit *visit, Answer *ret_answer) {
    if (visit->request->method != HTTP_POST) return true;
    bool stranger_too = visit->route->permission == PERMISSION_anyone;
    if (token_fits(visit, form_token(visit), stranger_too)) return true;
    return foreign(visit, ret_answer);
}

/* --- the page --- */

static bool passes(Visit *visit, Check *const *check, size_t checks, Answer *ret_answer) {
    for (size_t i = 0; i < checks; i++) {
        if (!check[i](visit, ret_answer)) return false;
    }
    return true;
}

/* The transaction that a page finds open. That of a GET is the one in which the session was
 * found. */
static Result page_begin(Visit *visit) {
    bool posts = visit->request->method == HTTP_POST;
    if (!posts && !visit->route->own_transactions) return OK;
    visit_rollback(visit);
    return visit->route->own_transactions ? OK : visit_begin(visit);
}

static Answer page_answer(Visit *visit) {
    static Check *const inside[] = { permission_is_there, session_rate_fits, token_is_there };
    Answer answer;
    Result result = visit_begin_read(visit);
    if (result == OK) result = session_look(visit);
    if (result != OK) return answer_failed(visit, result);
    session_mark(visit);
    if (!passes(visit, inside, sizeof inside / sizeof *inside, &answer)) return answer;
    result = page_begin(visit);
    if (result != OK) return answer_failed(visit, result);
    return visit->route->page(visit);
}

/* What was shown is written, or is not shown. */
static Answer with_events(Visit *visit, Answer answer) {
    VisitState *state = visit->state;
    ReadEvents events = { .tenant = visit->who.tenant, .event = state->seen,
                          .list = state->seen_list, .count = state->seen_count };
    if (state->seen_too_many) log_line("a page shows more than the read log takes");
    Result result = state->seen_too_many ? BROKEN : read_log_write(visit->gate->log, &events);
    if (result == OK) return answer;
    state->token = STR_EMPTY;
    return answer_sorry(visit, 503, PHRASE(WORD_access_sorry_no_log));
}

static Answer answer_made(Visit *visit) {
    static Check *const outside[] = { address_rate_fits, route_is_there, comes_from_here,
                                      line_is_private, sign_in_rate_fits };
    Answer answer;
    if (moment_find(visit) != OK) return answer_failed(visit, BROKEN);
    if (!passes(visit, outside, sizeof outside / sizeof *outside, &answer)) return answer;
    answer = page_answer(visit);
    visit_rollback(visit);
    return with_events(visit, answer);
}

Answer gate_answer(void *context, Arena *arena, const HttpRequest *request) {
    GateWorker *worker = context;
    VisitState *state = arena_one(arena, VisitState);
    state->visitor = cookie_read(request, COOKIE_VISITOR);
    if (!token_is_formed(state->visitor)) state->visitor = STR_EMPTY;
    state->session_token = STR_EMPTY;
    Visit visit = { .db = worker->db,
                    .arena = arena,
                    .request = request,
                    .tongue = tongue_of(request),
                    .house = worker->gate->options.house,
                    .gate = worker->gate,
                    .state = state };
    Answer answer = answer_made(&visit);
    answer_finish(&visit, &answer);
    answer.route = visit.route ? visit.route->pattern : NULL;
    return answer;
}
