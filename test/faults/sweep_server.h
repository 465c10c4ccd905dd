/* sweep_server.h: databases on the server of the tests (store/server.h) that are copied, looked at
 * and thrown away. sweep_place.h is what suites use. */
#ifndef OPSTAP_TEST_SWEEP_SERVER_H
#define OPSTAP_TEST_SWEEP_SERVER_H

#include <stdio.h>

#include "../store/server.h"

/* The one database that work is done in: what it is a copy of, and the first transaction of the
 * server that came after that. */
typedef struct ServerCopy {
    char from[PLACE_BYTES], path[PLACE_BYTES];
    int64_t transaction;
} ServerCopy;

static inline ServerCopy *server_copy(void) {
    static ServerCopy copy;
    return &copy;
}

/* One link for as long as the suite takes: to make one costs more than most of what it is asked. A
 * child that ends leaves it alone. */
static inline int64_t server_ask(const char *text) {
    static PGconn *link;
    char path[PLACE_BYTES];
    snprintf(path, sizeof path, "%s/postgres", server_address());
    if (!link) {
        link = PQconnectdb(path);
        PQclear(PQexec(link, "SET client_min_messages = warning"));
    }
    PGresult *answer = PQexec(link, text);
    ExecStatusType status = PQresultStatus(answer);
    bool good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    if (!good) fail_msg("%s: %s", text, PQerrorMessage(link));
    bool cell = status == PGRES_TUPLES_OK && PQntuples(answer);
    int64_t number = cell ? strtoll(PQgetvalue(answer, 0, 0), NULL, 10) : 0;
    PQclear(answer);
    return number;
}

static inline int64_t server_next_transaction(void) {
    return server_ask("SELECT pg_snapshot_xmax(pg_current_snapshot())");
}

static inline bool server_has(const char *path) {
    char text[256];
    snprintf(text, sizeof text, "SELECT COUNT(*) FROM pg_database WHERE datname = '%s'",
             server_name(path));
    return server_ask(text) == 1;
}

/* Links of programs that ended, also of one that was killed, are gone in a moment, and with them
 * their transactions. One that stays would keep others waiting. What it
 * told the server to make is made to its end. */
static inline void server_settle(const char *path) {
    enum { PAUSE_US = 1000, TRIES = 20000 };
    char text[512];
    snprintf(text, sizeof text,
             "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = '%s' OR (state = 'active'"
             " AND pid <> pg_backend_pid() AND query LIKE '%%DATABASE%%%s%%')",
             server_name(path), server_name(path));
    for (int i = 0; i < TRIES; i++) {
        if (server_ask(text) == 0) return;
        usleep(PAUSE_US);
    }
    fail_msg("%s: a link of a program that has ended stays", server_name(path));
}

static inline void server_forget(const char *path) {
    char text[256];
    snprintf(text, sizeof text, "DROP DATABASE IF EXISTS %s WITH (FORCE)", server_name(path));
    server_ask(text);
    if (strcmp(server_copy()->path, path) == 0) *server_copy() = (ServerCopy){ 0 };
}

/* From now on nothing that was done there counts: it is as it was when it was copied. */
static inline void server_copy_trust(const char *from, const char *path) {
    ServerCopy *copy = server_copy();
    snprintf(copy->from, sizeof copy->from, "%s", from);
    snprintf(copy->path, sizeof copy->path, "%s", path);
    copy->transaction = server_next_transaction();
}

static inline void server_copy_make(const char *from, const char *path) {
    char text[256];
    server_forget(path);
    server_settle(from);
    snprintf(text, sizeof text, "CREATE DATABASE %s TEMPLATE %s STRATEGY FILE_COPY",
             server_name(path), server_name(from));
    server_ask(text);
    server_copy_trust(from, path);
}

/* Of all transactions since then that could change anything, on the whole server, none was kept:
 * then nobody has to read the rows to know. */
static inline bool server_copy_untouched(const char *from, const char *path) {
    const ServerCopy *copy = server_copy();
    if (strcmp(copy->from, from) != 0 || strcmp(copy->path, path) != 0) return false;
    char text[256];
    snprintf(text, sizeof text,
             "SELECT COUNT(*) FROM generate_series(%lld, %lld) n"
             " WHERE pg_xact_status(n::text::xid8) <> 'aborted'",
             (long long)copy->transaction, (long long)server_next_transaction() - 1);
    return server_ask(text) == 0;
}

#endif
