/* How the machine is: for the service manager, for Prometheus, for who operates it. No people. */
#include <sys/statvfs.h>

#include "form.h"
#include "house.h"
#include "limits.h"
#include "pages.h"
#include "accounts/secrets.h"
#include "sign_in.h"

/* It answers: that is all. */
Answer health_live(Visit *visit) {
    return answer_data(visit, S("text/plain; charset=utf-8"), S("ok\n"));
}

/* --- ready --- */

typedef struct Health {
    bool reads, writes, room, schema;
    int64_t free_bytes, backup_age_seconds; /* -1: unknown */
} Health;

/* A row is written, and taken back: that asks for the lock, the file and room in it. */
static bool database_writes(Visit *visit) {
    visit_rollback(visit);
    Result result = db_begin(visit->db);
    if (result == OK) result = db_try_write(visit->db);
    db_rollback(visit->db);
    return result == OK;
}

static Health health_of(Visit *visit) {
    Health health = { .free_bytes = -1, .backup_age_seconds = -1 };
    int version = 0;
    struct statvfs disk;
    health.reads = db_schema_version(visit->db, &version) == OK;
    health.schema = health.reads && version == db_schema_newest();
    health.writes = database_writes(visit);
    Str folder = house_folder(visit->house, visit->arena);
    if (folder.len && statvfs(folder.at, &disk) == 0) {
        health.free_bytes = (int64_t)disk.f_bavail * (int64_t)disk.f_frsize;
    }
    health.room = health.free_bytes < 0 || health.free_bytes >= (int64_t)DISK_FREE_BYTES_MIN;
    int64_t backup_at;
    if (audit_last_backup(visit->db, visit->arena, &backup_at) == OK) {
        health.backup_age_seconds = visit->now - backup_at;
    }
    return health;
}

static const char *well(bool is) {
    return is ? "ok" : "failed";
}

Answer health_ready(Visit *visit) {
    Health health = health_of(visit);
    bool ready = health.reads && health.writes && health.room && health.schema;
    Str body = str_printf(visit->arena,
                          "{\"ready\":%s,\"database\":\"%s\",\"write\":\"%s\",\"schema\":\"%s\","
                          "\"disk\":\"%s\",\"free_bytes\":%lld,\"backup_age_seconds\":%lld}\n",
                          ready ? "true" : "false", well(health.reads), well(health.writes),
                          well(health.schema), well(health.room), (long long)health.free_bytes,
                          (long long)health.backup_age_seconds);
    Answer answer = answer_data(visit, S("application/json"), body);
    if (!ready) answer.status = 503;
    return answer;
}

/* --- figures --- */

static void counter_add(Text *text, const char *name, const char *help, int64_t value) {
    text_addf(text, "# HELP opstap_%s %s\n# TYPE opstap_%s counter\nopstap_%s %lld\n", name, help,
              name, name, (long long)value);
}

static void gauge_add(Text *text, const char *name, const char *help, int64_t value) {
    text_addf(text, "# HELP opstap_%s %s\n# TYPE opstap_%s gauge\nopstap_%s %lld\n", name, help,
              name, name, (long long)value);
}

static void http_add(Text *text, const HttpCounts *counts) {
    static const char name[] = "opstap_request_seconds";
    int64_t until = 0;
    counter_add(text, "requests_refused_total", "Requests that could not be read.",
                counts->refused);
    gauge_add(text, "connections_open", "Connections that are open.", counts->connections_open);
    gauge_add(text, "queue_longest", "Most requests that waited for a worker.",
              counts->queue_longest);
    text_addf(text, "# HELP opstap_answers_total Answers by class of status.\n"
                    "# TYPE opstap_answers_total counter\n");
    for (int i = 2; i < 6; i++) {
        text_addf(text, "opstap_answers_total{class=\"%dxx\"} %lld\n", i,
                  (long long)counts->answers_by_class[i]);
    }
    text_addf(text, "# HELP %s How long answers took.\n# TYPE %s histogram\n", name, name);
    for (int i = 0; i < 12; i++) {
        until += counts->seconds_bucket[i];
        if (http_seconds_bound_us[i] == INT64_MAX) continue;
        text_addf(text, "%s_bucket{le=\"%lld.%06lld\"} %lld\n", name,
                  (long long)(http_seconds_bound_us[i] / 1000000),
                  (long long)(http_seconds_bound_us[i] % 1000000), (long long)until);
    }
    text_addf(text, "%s_bucket{le=\"+Inf\"} %lld\n%s_sum %lld.%06lld\n%s_count %lld\n", name,
              (long long)until, name, (long long)(counts->took_us / 1000000),
              (long long)(counts->took_us % 1000000), name, (long long)until);
}

static void gate_add(Text *text, const GateCounts *counts) {
    SignInCounts sign_ins = sign_in_counts();
    counter_add(text, "sign_ins_total", "Sign-ins that succeeded.", sign_ins.came_in);
    counter_add(text, "sign_ins_refused_total", "Sign-ins that were refused.", sign_ins.refused);
    counter_add(text, "refused_by_rate_total", "Requests refused because there were too many.",
                counts->refused_by_rate);
    counter_add(text, "refused_by_permission_total", "Requests of a role that may not.",
                counts->refused_by_permission);
    counter_add(text, "refused_as_foreign_total", "Forms that were not sent from our own pages.",
                counts->refused_as_foreign);
    counter_add(text, "read_log_events_total", "Events written of what was shown.",
                counts->events_written);
    counter_add(text, "read_log_failures_total", "Times that they could not be written.",
                counts->event_failures);
}

/* From this machine itself, or with the token that the operator gave. */
static bool may_read_figures(const Visit *visit) {
    Str token = visit->house->metrics_token;
    Str given = http_field(visit->request, S("authorization"));
    if (visit->request->loopback) return true;
    if (!token.len || !str_starts(given, S("Bearer "))) return false;
    return secrets_equal(str_sub(given, strlen("Bearer "), given.len), token);
}

static void markets_add(Text *text, Markets *markets) {
    MarketCounts counts;
    markets_counts(markets, &counts);
    counter_add(text, "market_bases_made_total", "Times that many openings were read into memory.",
                counts.bases);
    gauge_add(text, "market_base_last_made_us", "How long the last of them took.",
              counts.last_base_us);
    counter_add(text, "markets_made_total", "Times that openings which changed were added to them.",
                counts.markets);
    gauge_add(text, "market_last_made_us", "How long the last of these took.",
              counts.last_market_us);
}

Answer health_metrics(Visit *visit) {
    enum { BYTES_MAX = 64 * 1024 };
    if (!may_read_figures(visit)) return answer_not_found(visit);
    Text text = text_new(visit->arena, BYTES_MAX);
    HttpCounts http;
    GateCounts gate;
    WorldCounts worlds;
    http_server_counts(visit->house->server, &http);
    gate_counts(visit->house->gate, &gate);
    worlds_counts(visit->house->worlds, &worlds);
    http_add(&text, &http);
    gate_add(&text, &gate);
    counter_add(&text, "worlds_made_total", "Times that a tenant was loaded into memory.",
                worlds.made);
    gauge_add(&text, "world_last_made_us", "How long the last of them took.", worlds.last_made_us);
    markets_add(&text, visit->house->markets);
    return answer_data(visit, S("text/plain; version=0.0.4; charset=utf-8"), text_str(&text));
}
