/* PostgreSQL: the same tables, with the indexes that it could use, warm and analysed; its settings
 * are those that served it best. */
#include "match_postgres.h"

#include <stdio.h>
#include <stdlib.h>

#include "log.h"

enum { PIECE_BYTES = 1 << 16 };

static void run(PGconn *connection, const char *statement) {
    PGresult *result = PQexec(connection, statement);
    ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
        log_fatal("PostgreSQL refuses %.100s: %s", statement, PQerrorMessage(connection));
    }
    PQclear(result);
}

/* --- the tables --- */

static void file_copy(PGconn *connection, const char *folder, const char *table) {
    char path[4096], piece[PIECE_BYTES];
    snprintf(path, sizeof path, "%s/%s.csv", folder, table);
    FILE *file = fopen(path, "r");
    if (!file) log_fatal("%s cannot be read", path);
    snprintf(piece, sizeof piece, "COPY %s FROM STDIN (FORMAT csv, HEADER)", table);
    PQclear(PQexec(connection, piece));
    size_t bytes;
    while ((bytes = fread(piece, 1, sizeof piece, file)) > 0) {
        PQputCopyData(connection, piece, (int)bytes);
    }
    PQputCopyEnd(connection, NULL);
    PGresult *result = PQgetResult(connection);
    if (PQresultStatus(result) != PGRES_COMMAND_OK) {
        log_fatal("PostgreSQL refuses %s: %s", path, PQerrorMessage(connection));
    }
    PQclear(result);
    while ((result = PQgetResult(connection))) PQclear(result);
    fclose(file);
}

static void market_load(PGconn *connection, const char *folder) {
    run(connection, "DROP SCHEMA IF EXISTS bench_match CASCADE");
    run(connection, "CREATE SCHEMA bench_match");
    run(connection, "SET search_path = bench_match");
    run(connection,
        "CREATE TABLE openings (number int, x int, y int, work int, way int, language smallint,"
        " times smallint, offer smallint, begin int, moves boolean, latest int,"
        " hours_min smallint, hours_max smallint, education smallint, work_level smallint,"
        " skill_sum int, required_1 bigint, required_2 bigint, required smallint[])");
    run(connection, "CREATE TABLE opening_skills (opening int, skill smallint, weight int)");
    file_copy(connection, folder, "openings");
    file_copy(connection, folder, "opening_skills");
    run(connection, "CREATE INDEX ON openings USING gist (point(x, y))");
    run(connection, "CREATE INDEX ON openings USING gin (required)");
    run(connection, "CREATE INDEX ON openings (way)");
    run(connection, "CREATE INDEX ON opening_skills (skill, opening) INCLUDE (weight)");
    run(connection, "CREATE INDEX ON opening_skills (opening, skill) INCLUDE (weight)");
    run(connection, "VACUUM ANALYZE");
}

/* Columns of the table of one kind of facet, for everybody and per person. */
typedef struct FacetTable {
    const char *name, *types, *columns;
} FacetTable;

static const FacetTable facet_tables[] = {
    { "work", "work int, points int", "work, points" },
    { "way", "way int, points int", "way, points" },
    { "language", "language smallint, points int, start int", "language, points, start" },
    { "times", "times smallint", "times" },
    { "offer", "offer smallint, points int", "offer, points" },
    { "skills", "skill smallint", "skill" },
};

static void people_fill(PGconn *connection, const PeerQuestion *question) {
    run(connection, "CREATE TABLE people (person int, west int, south int, east int, north int,"
                    " lacked_1 bigint, lacked_2 bigint, has smallint[], available_from int,"
                    " available_until int, right_from int, right_until int, hours_min int,"
                    " hours_max int, education int, work_level int)");
    file_copy(connection, question->folder, "people");
    char statement[1024];
    for (size_t i = 0; i < sizeof facet_tables / sizeof *facet_tables; i++) {
        const FacetTable *table = &facet_tables[i];
        snprintf(statement, sizeof statement, "CREATE TABLE %s (person int, %s)", table->name,
                 table->types);
        run(connection, statement);
        file_copy(connection, question->folder, table->name);
        for (int person = 0; person < question->people; person++) {
            snprintf(statement, sizeof statement,
                     "CREATE TABLE %s_%d AS SELECT %s FROM %s WHERE person = %d ORDER BY 1",
                     table->name, person, table->columns, table->name, person);
            run(connection, statement);
            snprintf(statement, sizeof statement, "ALTER TABLE %s_%d ADD PRIMARY KEY (%.*s)",
                     table->name, person, (int)str_find(str_from(table->columns), S(",")),
                     table->columns);
            run(connection, statement);
        }
    }
    run(connection, "VACUUM ANALYZE");
}

/* --- the lists --- */

static Str answer_text(Arena *arena, PGresult *result) {
    Text text = text_new(arena, 1 << 16);
    for (int i = 0; i < PQntuples(result); i++) {
        text_addf(&text, "%s%s:%s", i ? " " : "", PQgetvalue(result, i, 0),
                  PQgetvalue(result, i, 1));
    }
    return text_str(&text);
}

static void plan_run(Arena *arena, PGconn *connection, PeerPlan *plan,
                     const PeerQuestion *question, int person) {
    for (int i = -1; i < question->repeats; i++) {
        double began = seconds_now();
        PGresult *result = PQexecParams(connection, "EXECUTE best", 0, NULL, NULL, NULL, NULL, 0);
        double seconds = seconds_now() - began;
        if (PQresultStatus(result) != PGRES_TUPLES_OK) {
            log_fatal("PostgreSQL: %s", PQerrorMessage(connection));
        }
        PeerAnswer answer = { person, i, seconds, answer_text(arena, result) };
        if (i >= 0) peer_take(plan, question, answer);
        PQclear(result);
    }
    run(connection, "DEALLOCATE best");
}

static void plans_run(Arena *arena, PGconn *connection, PeerLists *lists,
                      const PeerQuestion *question) {
    PersonRow row = { .result = PQexec(connection, "SELECT * FROM people ORDER BY person") };
    for (int k = 0; k < POSTGRES_PLANS; k++) {
        const PostgresPlan *plan = &postgres_plans[k];
        PeerPlan *taken = peer_plan(arena, lists, question, str_from(plan->name));
        run(connection, plan->setting);
        for (row.person = 0; row.person < question->people; row.person++) {
            run(connection, postgres_query(arena, &row, plan).at);
            plan_run(arena, connection, taken, question, row.person);
        }
    }
    PQclear(row.result);
}

static void settings_choose(PGconn *connection) {
    static const char *const settings[] = {
        "SET client_min_messages = error", "SET jit = off", "SET work_mem = '256MB'",
        "SET maintenance_work_mem = '1GB'", "SET max_parallel_workers_per_gather = 0",
        "SET random_page_cost = 1.1", "SET effective_cache_size = '4GB'",
        "SET enable_nestloop = off", "SET plan_cache_mode = force_generic_plan" };
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) run(connection, settings[i]);
}

PeerLists postgres_lists(Arena *arena, const PeerQuestion *question) {
    const char *address = getenv("OPSTAP_TEST_POSTGRES");
    PeerLists lists = { .name = S("PostgreSQL"), .present = address != NULL };
    if (!lists.present) return lists;
    PGconn *connection = PQconnectdb(address);
    if (PQstatus(connection) != CONNECTION_OK) log_fatal("%s", PQerrorMessage(connection));
    lists.name = str_printf(arena, "PostgreSQL %d", PQserverVersion(connection) / 10000);
    settings_choose(connection);
    double began = seconds_now();
    market_load(connection, question->folder);
    lists.load = seconds_now() - began;
    began = seconds_now();
    people_fill(connection, question);
    lists.fill = seconds_now() - began;
    plans_run(arena, connection, &lists, question);
    run(connection, "DROP SCHEMA bench_match CASCADE");
    PQfinish(connection);
    return lists;
}
