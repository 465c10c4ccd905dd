/* opstap serve: the web application, until somebody stops it. */
#include <signal.h>
#include <unistd.h>

#include "clock.h"
#include "gate.h"
#include "house.h"
#include "http.h"
#include "limits.h"
#include "options.h"
#include "passwords.h"
#include "progress.h"
#include "service_notify.h"
#include "setup.h"
#include "warm_job.h"
#include "routes_table.h"

enum { PORT_DEFAULT = 8080, PORT_MAX = 65535, WORKERS_MAX = 64, WATCHDOG_SECONDS = 15,
       RATE_MAX = 100000 };

typedef struct Serving {
    Command *command;
    House *house;
    Gate *gate;
    HttpServer *server;
    WarmJob *warming; /* NULL: not begun */
    HttpOptions http;
    int64_t rate; /* requests a second of one session */
} Serving;

static void signals_block(sigset_t *ret_ends) {
    sigemptyset(ret_ends);
    sigaddset(ret_ends, SIGTERM);
    sigaddset(ret_ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, ret_ends, NULL);
    signal(SIGPIPE, SIG_IGN);
}

/* The page with figures asks these; context: the gate. */
static void serving_opens(void *context, const HttpServer *server) {
    Gate *gate = context;
    House *house = gate_house(gate);
    house->gate = gate;
    house->server = server;
}

static bool server_options_read(Command *command, HttpOptions *ret_options) {
    int64_t port, workers;
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    int64_t usual = PASSWORD_HASHING_MAX + PASSWORD_WAITING_MAX + (processors > 1 ? processors : 1);
    if (usual > WORKERS_MAX) usual = WORKERS_MAX;
    if (!option_number(command, OPTION_port, 0, PORT_MAX, PORT_DEFAULT, &port)) return false;
    if (!option_number(command, OPTION_workers, 1, WORKERS_MAX, usual, &workers)) return false;
    const char *address = command->option[OPTION_address];
    const char *proxies = command->option[OPTION_proxies];
    *ret_options = (HttpOptions){ .address = address ? address : "127.0.0.1",
                                  .port = (int)port,
                                  .workers = (int)workers,
                                  .proxies = proxies ? proxies : "",
                                  .log_file = command->option[OPTION_log],
                                  .opens = serving_opens,
                                  .worker_begin = gate_worker_begin,
                                  .answer = gate_answer,
                                  .worker_end = gate_worker_end };
    return true;
}

static int serving_begin(Serving *serving) {
    Command *command = serving->command;
    const char *database = command_database(command);
    Result result = house_open(database, &serving->house);
    GateOptions gate = { .database = database,
                         .routes = routes_all(),
                         .sorry = page_sorry,
                         .house = serving->house,
                         .requests_per_second = (int)serving->rate,
                         .today = command->option[OPTION_today] ? command->today : DAY_UNKNOWN };
    if (result == OK) serving->house->metrics_token = str_from(getenv("OPSTAP_METRICS_TOKEN"));
    if (result == OK) result = gate_begin(&gate, &serving->gate);
    if (result != OK) return command_failed(command, result, PHRASE(WORD_serve_cannot_begin));
    serving->http.context = serving->gate;
    result = http_server_start(&serving->http, &serving->server);
    if (result != OK) {
        return command_failed(command, result,
                              PHRASE(WORD_serve_cannot_listen,
                                     VALUE_TEXT("address", str_from(serving->http.address)),
                                     VALUE_NUMBER("port", serving->http.port)));
    }
    return EXIT_OK;
}

static void serving_warm(Serving *serving) {
    const House *house = serving->house;
    WarmAsked asked = { .database = house->database,
                        .registers = house->registers,
                        .worlds = house->worlds,
                        .markets = house->markets,
                        .market_openings = house->market_openings,
                        .rules = house->rules,
                        .people_min = WARM_PEOPLE_MIN,
                        .today = serving->command->option[OPTION_today] ? serving->command->today
                                                                        : day_today() };
    if (asked.today != DAY_UNKNOWN) serving->warming = warm_job_begin(&asked);
}

static void serving_end(Serving *serving) {
    warm_job_end(serving->warming);
    if (serving->server) http_server_stop(serving->server);
    if (serving->gate) gate_end(serving->gate);
    if (serving->house) house_close(serving->house);
}

/* Where we can be reached, as a person types it. */
static Str site_of(const Serving *serving) {
    bool six = strchr(serving->http.address, ':') != NULL;
    return str_printf(serving->command->arena, six ? "http://[%s]:%d" : "http://%s:%d",
                      serving->http.address, http_server_port(serving->server));
}

/* While nobody can sign in, each start gives a link with which the first user sets a password. */
static int first_user_say(const Serving *serving, Str site) {
    Command *command = serving->command;
    TenantRows tenants;
    SetupFirst first;
    int64_t now;
    Result result = clock_utc_seconds(&now);
    if (result == OK) result = tenants_load(command->db, command->arena, &tenants);
    if (result != OK) return command_failed(command, result, PHRASE(WORD_none));
    if (!tenants.count) {
        return command_failed(command, REFUSED, PHRASE(WORD_serve_no_tenant));
    }
    result = setup_first_user(command->db, command->arena, tenants.row[0].id, now, &first);
    if (result == REFUSED) return EXIT_OK;
    if (result != OK) return command_failed(command, result, PHRASE(WORD_none));
    Str path = setup_path(command->arena, first.token);
    Str link = str_printf(command->arena, "%.*s%.*s", STR_ARGS(site), STR_ARGS(path));
    say(command, PHRASE(WORD_serve_first_user, VALUE_TEXT("login", first.login),
                        VALUE_TEXT("link", link)));
    return EXIT_OK;
}

static void wait_for_end(const sigset_t *ends) {
    struct timespec patience = { .tv_sec = WATCHDOG_SECONDS };
    while (sigtimedwait(ends, NULL, &patience) < 0) service_notify("WATCHDOG=1");
}

int verb_serve(Command *command) {
    Serving serving = { .command = command };
    sigset_t ends;
    if (!server_options_read(command, &serving.http)) return EXIT_USAGE;
    if (!option_number(command, OPTION_rate, 1, RATE_MAX, 0, &serving.rate)) return EXIT_USAGE;
    signals_block(&ends);
    int status = command_open(command);
    if (status == EXIT_OK) status = serving_begin(&serving);
    if (status == EXIT_OK) {
        Str site = site_of(&serving);
        status = first_user_say(&serving, site);
        if (status == EXIT_OK) {
            progress_end();
            say(command, PHRASE(WORD_serve_ready, VALUE_TEXT("site", site)));
            fflush(stdout);
            service_notify("READY=1");
            serving_warm(&serving);
            wait_for_end(&ends);
            service_notify("STOPPING=1");
        }
    }
    serving_end(&serving);
    return status;
}
