/* DuckDB: duckdb_match.mjs, run by node, reads the tables and says what it found. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "log.h"
#include "match_peers.h"
#include "number.h"

#define PACKAGE OPSTAP_DUCKDB_FOLDER "/node_modules/@duckdb/node-api/package.json"

enum { DUCKDB_THREADS = 2, LINE_BYTES = 4096 };

typedef struct Reading {
    Arena *arena;
    const PeerQuestion *question;
    PeerLists *lists;
    int person, run;
} Reading;

static double seconds_of(Str text) {
    char digits[64];
    snprintf(digits, sizeof digits, "%.*s", STR_ARGS(text));
    return strtod(digits, NULL);
}

/* "PLAN PERSON SECONDS NUMBER:SCORE ..."; the runs of one person follow each other. */
static void list_read(Reading *reading, Str line) {
    Str plan, person, seconds;
    int64_t number;
    if (!str_cut(&line, ' ', &plan) || !str_cut(&line, ' ', &person) ||
        !str_cut(&line, ' ', &seconds) || !number_read_between(person, 0, INT32_MAX, &number)) {
        log_fatal("what DuckDB found cannot be read");
    }
    reading->run = number == reading->person ? reading->run + 1 : 0;
    reading->person = (int)number;
    PeerPlan *taken = peer_plan(reading->arena, reading->lists, reading->question, plan);
    peer_take(taken, reading->question,
              (PeerAnswer){ .person = (int)number,
                            .run = reading->run,
                            .seconds = seconds_of(seconds),
                            .list = line.at ? line : STR_EMPTY });
}

static void line_read(Reading *reading, Str line) {
    Str what;
    PeerLists *lists = reading->lists;
    if (!str_cut(&line, ' ', &what)) return;
    if (str_equal(what, S("version"))) {
        lists->name = str_printf(reading->arena, "DuckDB %.*s, %d threads", STR_ARGS(line),
                                 DUCKDB_THREADS);
    }
    if (str_equal(what, S("load"))) lists->load = seconds_of(line);
    if (str_equal(what, S("fill"))) lists->fill = seconds_of(line);
    if (str_equal(what, S("list"))) list_read(reading, line);
}

PeerLists duckdb_lists(Arena *arena, const PeerQuestion *question) {
    PeerLists lists = { .name = S("DuckDB"), .present = access(PACKAGE, R_OK) == 0 };
    if (!lists.present) return lists;
    char command[LINE_BYTES * 2];
    snprintf(command, sizeof command, "exec node '%s' '%s' '%s' %d %d", OPSTAP_DUCKDB_PROGRAM,
             OPSTAP_DUCKDB_FOLDER, question->folder, DUCKDB_THREADS, question->repeats);
    FILE *answer = popen(command, "r");
    if (!answer) log_fatal("node cannot be started");
    Reading reading = { .arena = arena, .question = question, .lists = &lists, .person = -1 };
    char line[LINE_BYTES];
    while (fgets(line, sizeof line, answer)) {
        line[strcspn(line, "\n")] = 0;
        line_read(&reading, str_from(line));
    }
    int status = pclose(answer);
    if (status != 0) { /* the others are still to be measured */
        fprintf(stderr, "DuckDB did not finish: %s %d\n",
                WIFSIGNALED(status) ? "signal" : "exit status",
                WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
        lists.present = false;
    }
    return lists;
}
