/* bench_search: search as you type among made-up people, beside what the engine itself offers for the
 * same names, in one run.
 *
 *     bench_search [PEOPLE]     200,000 when not said; the database in TMPDIR
 *
 * People are those of the demo region, under names put together from lists. Typed are the beginnings,
 * of 1 to 8 letters, of the given and family names of people at random; each is one search for a page
 * of 25. Ours finds other spellings too; SQLite's LIKE '%..%' and FTS5 (trigram, from 3 letters) find
 * what is written only. One thread, warm. Exit status 1 when somebody is not found by the beginning of
 * the own name. */
#include <sqlite3.h>
#include <unistd.h>

#include "auto.h"
#include "candidates/candidate_register.h"
#include "demo/demo.h"
#include "log.h"
#include "number.h"
#include "tenants/tenants.h"

enum { PEOPLE = 200000, SLICE = 5000, TODAY = 20514, ROUNDS = 250, LETTERS_MAX = 8, PAGE = 25 };

static const char *const given[] = { "Mohammed", "Ahmad", "Fatima", "Amina", "Youssef", "Khaled", "Omar", "Ali",
    "Hassan", "Hussein", "Maryam", "Zainab", "Ibrahim", "Samir", "Nour", "Rania", "Layla", "Tesfay", "Haile",
    "Selam", "Mebrahtu", "Olena", "Oleksandr", "Dmytro", "Iryna", "Andriy", "Anna", "Jan", "Maria", "Sofia",
    "Mehmet", "Ayse", "Emre", "Elif", "Reza", "Shirin", "Parisa", "Farhad", "Abdul Karim", "Abdelaziz",
    "Yonas", "Natalia", "Kateryna", "Bilal", "Salma", "Karim", "Hamid", "Nasrin", "Tariq", "Walid" };
static const char *const family[] = { "Haddad", "Al Khalaf", "El Idrissi", "Shevchenko", "Kovalenko", "Bondarenko",
    "Tesfamariam", "Gebremedhin", "Kidane", "Yilmaz", "Kaya", "Demir", "Hosseini", "Ahmadi", "Karimi", "Rahimi",
    "de Vries", "Jansen", "van den Berg", "Bakker", "Meijer", "Hassan", "Mohammed", "Ali", "Ibrahim", "Othman",
    "Saleh", "Mahmoud", "Nasser", "Aziz", "Petrenko", "Melnyk", "Abdi", "Warsame", "Nguyen", "Tran", "Osman",
    "Yusuf", "Barzani", "Sultani" };
enum { GIVEN = sizeof given / sizeof *given, FAMILY = sizeof family / sizeof *family };

static double milliseconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static uint64_t mixed(uint64_t number) {
    uint64_t z = number * 0x9E3779B97F4A7C15ULL + 0x1234567;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    return z ^ (z >> 27);
}

static void must(Result result, const char *what) {
    if (result != OK) log_fatal("%s: %s", what, result_name(result));
}

static void name_set(CandidateRecord *record, Fact fact, const char *name) {
    record->fact[fact] = (Value){ .known = true, .text = str_from(name) };
}

static void people_fill(Db *db, int64_t tenant, int people) {
    for (int first = 0; first < people; first += SLICE) {
        AUTO(arena_end_at) Arena *arena = arena_new("people", (size_t)8 << 30);
        int count = people - first < SLICE ? people - first : SLICE;
        DemoRequest request = { .seed = 1 + (uint64_t)first, .today = TODAY, .candidates = count, .openings = 1 };
        CandidateRows rows;
        OpeningRows openings;
        ClassRows classes;
        bool changed;
        demo_make(arena, request, &rows, &openings, &classes);
        must(db_begin(db), "begin");
        for (size_t i = 0; i < rows.count; i++) {
            uint64_t bits = mixed((uint64_t)first + i);
            rows.record[i].id = str_printf(arena, "k%07d", first + (int)i);
            name_set(&rows.record[i], FACT_given_name, given[bits % GIVEN]);
            name_set(&rows.record[i], FACT_family_name, family[(bits >> 32) % FAMILY]);
            must(candidate_put(db, arena, tenant, &rows.record[i], &changed), "person");
        }
        must(db_commit(db), "commit");
    }
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

static Str typed(Arena *arena, uint64_t round, int letters) {
    uint64_t bits = mixed(round + 777);
    Str name = str_from(bits % 2 ? given[(bits >> 8) % GIVEN] : family[(bits >> 8) % FAMILY]);
    return str_copy(arena, str_sub(name, 0, (size_t)letters));
}

typedef size_t Finding(void *context, Arena *arena, Str words);

static void measure(const char *what, Finding *find, void *context, int letters) {
    AUTO(arena_end_at) Arena *arena = arena_new("measuring", (size_t)1 << 30);
    double *spent = arena_many(arena, double, ROUNDS);
    for (uint64_t i = 0; i < ROUNDS; i++) {
        ArenaMark mark = arena_mark(arena);
        Str words = typed(arena, i, letters);
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
        record.fact_from[FACT_hours_max] = (Provenance){ S("bench"), false, TODAY + i, false };
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
    const char *sql, *pattern; /* of the parameter */
} Engine;

/* A page of rows, and how many there are in all, as ours. */
static size_t engine_find(void *context, Arena *arena, Str words) {
    Engine *engine = context;
    sqlite3_stmt *statement;
    size_t total = 0;
    Str asked = str_printf(arena, engine->pattern, STR_ARGS(words));
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
    Engine like = { db, "SELECT number, name, COUNT(*) OVER () FROM named WHERE name LIKE ?1 LIMIT 25", "%%%.*s%%" };
    Engine grams = { db, "SELECT rowid, name, COUNT(*) OVER () FROM grams WHERE name MATCH ?1"
                         " ORDER BY name LIMIT 25", "\"%.*s\"" };
    for (int letters = 1; letters <= LETTERS_MAX; letters++) measure("sqlite LIKE", engine_find, &like, letters);
    for (int letters = 3; letters <= LETTERS_MAX; letters++) measure("sqlite fts5 trigram", engine_find, &grams, letters);
    sqlite3_close(db);
}

int main(int count, char **argument) {
    int64_t people = PEOPLE;
    if (count > 1 && !number_read_between(str_from(argument[1]), 1, PEOPLE, &people)) {
        fprintf(stderr, "usage: bench_search [PEOPLE]\n");
        return 2;
    }
    char path[256];
    const char *folder = getenv("TMPDIR");
    snprintf(path, sizeof path, "%s/opstap-bench-search-%d.db", folder ? folder : "/tmp", (int)getpid());
    Phrase why;
    Ours ours = { .registers = candidate_registers_begin() };
    Tenant tenant = { .name = S("demo"), .region = S(DEMO_REGION), .demo = true };
    must(db_open(path, DB_NEW, &ours.db, &why), "making the database");
    must(db_begin(ours.db), "begin");
    must(tenant_make(ours.db, &tenant, &ours.tenant), "making the tenant");
    must(db_commit(ours.db), "commit");
    people_fill(ours.db, ours.tenant, (int)people);
    all_measure(&ours, path);
    candidate_registers_end(ours.registers);
    db_remove(ours.db);
    return 0;
}
