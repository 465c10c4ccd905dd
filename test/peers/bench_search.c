/* bench_search: search as you type among made-up people, beside what the engine itself offers for
 * the same names, in one run.
 *
 *     bench_search [PEOPLE]     200,000 when not said; the database in TMPDIR
 *
 * People are those of many_people.h. Typed are the beginnings, of 1 to 8 letters, of the given and
 * family names of people at random; each is one search for a page of 25. Ours finds other spellings
 * too; SQLite's LIKE '%..%' and FTS5 (trigram, from 3 letters) find what is written only. One
 * thread, warm. Exit status 1 when somebody is not found by the beginning of the own name. */
#include <sqlite3.h>
#include <unistd.h>

#include "auto.h"
#include "candidates/candidate_register.h"
#include "log.h"
#include "many_people.h"
#include "number.h"

enum { ROUNDS = 250, LETTERS_MAX = 8, PAGE = 25 };

static double milliseconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void must(Result result, const char *what) {
    if (result != OK) log_fatal("%s: %s", what, result_name(result));
}

/* --- figures --- */

static int doubles_compare(const void *a, const void *b) {
    double one = *(const double *)a, two = *(const double *)b;
    return one < two ? -1 : one > two;
}

static void row(const char *what, int letters, double *spent, size_t count) {
    if (!count) return;
    qsort(spent, count, sizeof *spent, doubles_compare);
    printf("%-28s %2d letters %8.2f %8.2f %8.2f ms\n", what, letters, spent[count / 2], spent[count * 95 / 100],
           spent[count * 99 / 100]);
    fflush(stdout);
}

typedef size_t Finding(void *context, Arena *arena, Str words);

static void measure(const char *what, Finding *find, void *context, int letters) {
    AUTO(arena_end_at) Arena *arena = arena_new("measuring", (size_t)1 << 30);
    double *spent = arena_many(arena, double, ROUNDS);
    for (uint64_t i = 0; i < ROUNDS; i++) {
        ArenaMark mark = arena_mark(arena);
        Str words = many_people_typed(arena, i, letters);
        double start = milliseconds_now();
        size_t found = find(context, arena, words);
        spent[i] = milliseconds_now() - start;
        if (!found) log_fatal("nobody was found by '%.*s'", STR_ARGS(words));
        arena_rewind(arena, mark);
    }
    row(what, letters, spent, ROUNDS);
}

/* --- ours --- */

typedef struct Ours {
    CandidateRegisters *registers;
    Db *db;
    int64_t tenant;
    CandidateSort sort;
} Ours;

static size_t ours_find(void *context, Arena *arena, Str words) {
    Ours *ours = context;
    CandidateFound found;
    CandidateSearch search = { .tenant = ours->tenant, .words = words, .count_max = PAGE, .sort = ours->sort };
    must(candidate_search(ours->registers, ours->db, arena, &search, &found), "search");
    return found.total;
}

/* Bytes a person, as its arena counts them. */
static double register_bytes(Ours *ours) {
    Register *all;
    must(register_take(ours->registers, ours->db, ours->tenant, &all), "register");
    double bytes = (double)arena_used_bytes(all->arena) / (double)all->count;
    register_give(ours->registers, all);
    return bytes;
}

/* One person changes; then the next search makes the register anew. */
static void renewing_measure(Ours *ours) {
    double spent[40];
    enum { TIMES = sizeof spent / sizeof *spent };
    for (int i = 0; i < TIMES; i++) {
        AUTO(arena_end_at) Arena *arena = arena_new("renewing", (size_t)1 << 30);
        CandidateRecord record = { .id = S("k0000017") };
        bool changed;
        record.fact[FACT_hours_max] = (Value){ .known = true, .number = 1 + i };
        record.fact_from[FACT_hours_max] = (Provenance){ S("bench"), false, MANY_PEOPLE_TODAY + i, false };
        must(db_begin(ours->db), "begin");
        must(candidate_put(ours->db, arena, ours->tenant, &record, &changed), "person");
        must(db_commit(ours->db), "commit");
        double start = milliseconds_now();
        ours_find(ours, arena, S("moh"));
        spent[i] = milliseconds_now() - start;
    }
    row("opstap, after a change", 3, spent, TIMES);
}

static double resident_megabytes(void) {
    long pages = 0, resident = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file && fscanf(file, "%ld %ld", &pages, &resident) != 2) resident = 0;
    if (file) fclose(file);
    return (double)resident * (double)sysconf(_SC_PAGESIZE) / 1e6;
}

/* --- the engine itself --- */

static void engine_run(sqlite3 *db, const char *text) {
    char *message = NULL;
    if (sqlite3_exec(db, text, NULL, NULL, &message) != SQLITE_OK) log_fatal("%s: %s", message, text);
}

static sqlite3 *engine_open(const char *path) {
    sqlite3 *db;
    if (sqlite3_open(path, &db) != SQLITE_OK) log_fatal("cannot open %s", path);
    engine_run(db, "CREATE TEMP TABLE named AS SELECT g.candidate_number AS number, f.value || ' ' || g.value AS name"
                   " FROM candidate_identity g JOIN candidate_identity f ON f.tenant_id = g.tenant_id"
                   " AND f.candidate_number = g.candidate_number AND f.fact = 'family_name'"
                   " WHERE g.fact = 'given_name' ORDER BY 2, 1;"
                   "CREATE VIRTUAL TABLE temp.grams USING fts5(name, tokenize = 'trigram');"
                   "INSERT INTO temp.grams (rowid, name) SELECT number, name FROM named");
    return db;
}

typedef struct Engine {
    sqlite3 *db;
    const char *sql, *around; /* what stands on both sides of the words */
} Engine;

/* A page of rows, and how many there are in all, as ours. */
static size_t engine_find(void *context, Arena *arena, Str words) {
    Engine *engine = context;
    sqlite3_stmt *statement;
    size_t total = 0;
    Str asked = str_printf(arena, "%s%.*s%s", engine->around, STR_ARGS(words), engine->around);
    if (sqlite3_prepare_v2(engine->db, engine->sql, -1, &statement, NULL) != SQLITE_OK) {
        log_fatal("%s", sqlite3_errmsg(engine->db));
    }
    sqlite3_bind_text(statement, 1, asked.at, (int)asked.len, SQLITE_TRANSIENT);
    while (sqlite3_step(statement) == SQLITE_ROW) total += (size_t)sqlite3_column_int64(statement, 0) > 0;
    sqlite3_finalize(statement);
    return total;
}

/* --- */

static void all_measure(Ours *ours, const char *path) {
    AUTO(arena_end_at) Arena *arena = arena_new("first", (size_t)1 << 30);
    double before = resident_megabytes(), start = milliseconds_now();
    size_t people = ours_find(ours, arena, STR_EMPTY);
    double read = (milliseconds_now() - start) / 1e3;
    printf("%zu people: read in %.1f s, %.0f bytes a person, +%.0f MB resident\n", people, read,
           register_bytes(ours), resident_megabytes() - before);
    printf("%-28s %10s %8s %8s %8s\n", "", "", "p50", "p95", "p99");
    measure("opstap, page without words", ours_find, ours, 0);
    for (int letters = 1; letters <= LETTERS_MAX; letters++) measure("opstap", ours_find, ours, letters);
    renewing_measure(ours);
    sqlite3 *db = engine_open(path);
    Engine like = { db, "SELECT number, name, COUNT(*) OVER () FROM named WHERE name LIKE ?1 LIMIT 25", "%" };
    Engine grams = { db, "SELECT rowid, name, COUNT(*) OVER () FROM grams WHERE name MATCH ?1"
                         " ORDER BY name LIMIT 25", "\"" };
    for (int letters = 1; letters <= LETTERS_MAX; letters++) measure("sqlite LIKE", engine_find, &like, letters);
    for (int letters = 3; letters <= LETTERS_MAX; letters++) measure("sqlite fts5 trigram", engine_find, &grams, letters);
    sqlite3_close(db);
}

int main(int count, char **argument) {
    int64_t people = MANY_PEOPLE;
    if (count > 1 && !number_read_between(str_from(argument[1]), 1, MANY_PEOPLE, &people)) {
        fprintf(stderr, "usage: bench_search [PEOPLE]\n");
        return 2;
    }
    char path[256];
    const char *folder = getenv("TMPDIR");
    snprintf(path, sizeof path, "%s/opstap-bench-search-%d.db", folder ? folder : "/tmp", (int)getpid());
    Ours ours = { .registers = candidate_registers_begin() };
    many_people_make(path, (int)people, &ours.db, &ours.tenant);
    all_measure(&ours, path);
    candidate_registers_end(ours.registers);
    db_remove(ours.db);
    return 0;
}
