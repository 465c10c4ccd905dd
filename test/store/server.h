/* server.h: databases on the PostgreSQL server of the tests, past the door.
 *
 * OPSTAP_TEST_POSTGRES names the server (postgres://USER@HOST, without a database); test/cluster
 * starts one. */
#ifndef OPSTAP_TEST_SERVER_H
#define OPSTAP_TEST_SERVER_H

#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db_engine.h"
#include "test.h"

/* NULL: the tests run on files. */
static inline const char *server_address(void) {
    const char *server = getenv("OPSTAP_TEST_POSTGRES");
    return server && *server ? server : NULL;
}

/* An address where no database is yet. */
static inline void server_place(char *ret_path, size_t bytes) {
    static int count = 0;
    snprintf(ret_path, bytes, "%s/test_%d_%d", server_address(), getpid(), ++count);
}

/* Runs statements by a link of its own; the first cell of what the last one gives. */
static inline int64_t server_run(const char *path, const char *text) {
    PGconn *link = PQconnectdb(path);
    PGresult *answer = PQexec(link, text);
    ExecStatusType status = PQresultStatus(answer);
    bool good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    if (!good) print_message("# %s: %s\n", text, PQerrorMessage(link));
    bool cell = good && PQntuples(answer) && PQnfields(answer);
    int64_t number = cell ? strtoll(PQgetvalue(answer, 0, 0), NULL, 10) : 0;
    PQclear(answer);
    PQfinish(link);
    assert_true(good);
    return number;
}

/* The same where the server itself is meant. */
static inline int64_t server_command(const char *text) {
    char path[192];
    snprintf(path, sizeof path, "%s/postgres", server_address());
    return server_run(path, text);
}

static inline const char *server_name(const char *path) {
    return strrchr(path, '/') + 1;
}

static inline void server_drop(const char *path) {
    char text[192];
    snprintf(text, sizeof text, "DROP DATABASE IF EXISTS %s WITH (FORCE)", server_name(path));
    server_command(text);
}

/* Databases of tests that are over, empty again: emptying one takes a tenth of the time of making
 * one. They go when the suite ends. */
enum { SPARE_MAX = 8, PLACE_BYTES = 192 };
typedef struct ServerSpare {
    char path[SPARE_MAX][PLACE_BYTES];
    int count;
} ServerSpare;

static inline ServerSpare *server_spare(void) {
    static ServerSpare spare;
    return &spare;
}

static inline void server_spare_drop(void) {
    while (server_spare()->count) server_drop(server_spare()->path[--server_spare()->count]);
}

static inline void server_give_back(const char *path) {
    static bool told = false;
    ServerSpare *spare = server_spare();
    if (spare->count == SPARE_MAX) {
        server_drop(path);
        return;
    }
    server_run(path, "SET session_replication_role = replica;"
                     "DO $$ DECLARE name text; BEGIN FOR name IN SELECT relname FROM pg_class"
                     " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
                     " AND relname <> 'schema_version' LOOP"
                     " EXECUTE format('DELETE FROM %I', name); END LOOP; END $$");
    snprintf(spare->path[spare->count++], PLACE_BYTES, "%s", path);
    if (!told) atexit(server_spare_drop);
    told = true;
}

static inline void server_take(char *ret_path, size_t bytes) {
    ServerSpare *spare = server_spare();
    if (spare->count) snprintf(ret_path, bytes, "%s", spare->path[--spare->count]);
    else server_place(ret_path, bytes);
}

/* A database as an administrator makes it, and what is to be in it. */
static inline void server_make(const char *path, const char *options, const char *text) {
    char create[320];
    snprintf(create, sizeof create, "CREATE DATABASE %s %s", server_name(path), options);
    server_command(create);
    server_run(path, text);
}

#endif
