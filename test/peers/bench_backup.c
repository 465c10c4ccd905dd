/* bench_backup: a demo region backed up and restored, beside what the engines' own tools take for
 * it, in one run.
 *
 *     bench_backup [PEOPLE]     20,000 when not said; files in TMPDIR
 *
 * SQLite beside `sqlite3 DB ".backup FILE"` and a copy back; PostgreSQL, where OPSTAP_TEST_POSTGRES
 * names a server (script/bench starts one), beside `pg_dump -Fc` and `pg_restore`. Their files are
 * read by one engine only; pg_dump packs with zlib. Exit status 1 when a digest differs. */
#include <sys/stat.h>
#include <unistd.h>

#include "auto.h"
#include "backup.h"
#include "demo/demo.h"
#include "log.h"
#include "number.h"
#include "tenants/tenants.h"

enum { PEOPLE = 20000, PEOPLE_PER_OPENING = 5, TODAY = 20514 };

typedef struct Bench {
    Arena *arena;
    char folder[256];
    Str file, server; /* databases: a file; an address, "" for none */
    Str backup, peer; /* files */
} Bench;

static double seconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double megabytes(Str path) {
    struct stat about;
    return stat(path.at, &about) ? 0 : (double)about.st_size / 1e6;
}

static void must(Result result, const char *what, Phrase why) {
    if (result == OK) return;
    AUTO(arena_end_at) Arena *arena = arena_new("why", 1024 * 1024);
    log_fatal("%s: %s %.*s", what, result_name(result),
              STR_ARGS(phrase_text(arena, TONGUE_EN, why)));
}

static void row(const char *what, double seconds, double size) {
    if (size > 0) printf("%-44s %8.1f s %9.1f MB\n", what, seconds, size);
    else printf("%-44s %8.1f s\n", what, seconds);
    fflush(stdout);
}

static void peer_run(const char *what, Str command, Str file) {
    double start = seconds_now();
    if (system(command.at) != 0) log_fatal("this failed: %s", command.at);
    row(what, seconds_now() - start, file.len ? megabytes(file) : 0);
}

/* --- ours --- */

static void region_make(Bench *bench, int people) {
    Phrase why;
    Db *db;
    int64_t number;
    Tenant tenant = { .name = S("demo"), .region = S(DEMO_REGION), .demo = true };
    DemoRequest request = { .seed = 1, .today = TODAY, .candidates = people,
                            .openings = people / PEOPLE_PER_OPENING };
    must(db_open(bench->file.at, DB_NEW, &db, &why), "making the database", why);
    must(db_begin(db), "begin", why);
    must(tenant_make(db, &tenant, &number), "making the tenant", PHRASE(WORD_none));
    AUTO(arena_end_at) Arena *arena = arena_new("region", (size_t)64 << 30);
    must(demo_fill(db, arena, number, request, &why), "filling", why);
    must(db_commit(db), "commit", PHRASE(WORD_none));
    db_end(db);
}

static BackupSummary backup_run(Bench *bench, Str path, const char *what) {
    Phrase why;
    Db *db;
    BackupSummary summary;
    BackupRequest request = { .file = bench->backup.at, .replace = true };
    must(db_open(path.at, DB_EXISTING, &db, &why), "opening", why);
    double start = seconds_now();
    must(backup_write(db, bench->arena, request, &summary, &why), "backup", why);
    row(what, seconds_now() - start, megabytes(bench->backup));
    db_end(db);
    return summary;
}

static void verify_run(Bench *bench) {
    Phrase why;
    BackupSummary summary;
    double start = seconds_now();
    BackupRequest request = { .file = bench->backup.at };
    must(backup_verify(bench->arena, request, &summary, &why), "verify", why);
    row("opstap verify", seconds_now() - start, 0);
}

static void restore_run(Bench *bench, Str path, const char *what) {
    Phrase why;
    BackupSummary summary;
    double start = seconds_now();
    BackupRequest request = { .file = bench->backup.at };
    must(backup_restore(bench->arena, request, path.at, &summary, &why), "restore", why);
    row(what, seconds_now() - start, 0);
}

/* --- engine by engine --- */

static void files_compare(Bench *bench) {
    Arena *arena = bench->arena;
    Str again = str_printf(arena, "%s/again.db", bench->folder);
    Str copy = str_printf(arena, "%s/copy.db", bench->folder);
    restore_run(bench, again, "opstap restore, into SQLite, compared");
    if (system("command -v sqlite3 > /dev/null") != 0) {
        printf("there is no sqlite3 here to compare with\n");
    } else {
        peer_run("sqlite3 .backup",
                 str_printf(arena, "sqlite3 %s '.backup %s'", bench->file.at, bench->peer.at),
                 bench->peer);
        peer_run("sqlite3 .restore, with integrity_check",
                 str_printf(arena, "sqlite3 %s '.restore %s' 'PRAGMA integrity_check' > %s/said",
                            copy.at, bench->peer.at, bench->folder), STR_EMPTY);
    }
    unlink(again.at);
    unlink(copy.at);
    unlink(bench->peer.at);
}

static bool server_compare(Bench *bench, const BackupSummary *first) {
    Arena *arena = bench->arena;
    Str path = str_printf(arena, "%s/bench_backup", bench->server.at);
    Str other = str_printf(arena, "%s/bench_backup_peer", bench->server.at);
    restore_run(bench, path, "opstap restore, into PostgreSQL, compared");
    BackupSummary again = backup_run(bench, path, "opstap backup, from PostgreSQL");
    peer_run("pg_dump -Fc",
             str_printf(arena, "pg_dump -Fc -f %s '%s'", bench->peer.at, path.at), bench->peer);
    peer_run("pg_restore",
             str_printf(arena, "createdb --maintenance-db='%s/postgres' --template=template0 --locale=C"
                               " bench_backup_peer && pg_restore --dbname='%s' %s",
                        bench->server.at, other.at, bench->peer.at), STR_EMPTY);
    unlink(bench->peer.at);
    for (int i = 0; i < 2; i++) {
        Str drop = str_printf(arena, "dropdb --force --maintenance-db='%s/postgres' %s",
                              bench->server.at, i ? "bench_backup_peer" : "bench_backup");
        if (system(drop.at) != 0) log_line("this failed: %s", drop.at);
    }
    return memcmp(again.all, first->all, DIGEST_BYTES) == 0;
}

static void bench_end(Bench *bench) {
    unlink(bench->file.at);
    unlink(bench->backup.at);
    unlink(str_printf(bench->arena, "%s/said", bench->folder).at);
    rmdir(bench->folder);
    arena_end(bench->arena);
}

int main(int argc, char **argv) {
    int64_t people = PEOPLE;
    if (argc > 1 && !number_read_between(str_from(argv[1]), 1, 1000 * 1000, &people)) return 2;
    const char *temporary = getenv("TMPDIR");
    AUTO(bench_end) Bench bench = { .arena = arena_new("bench", (size_t)1 << 30),
                                    .server = str_from(getenv("OPSTAP_TEST_POSTGRES")) };
    snprintf(bench.folder, sizeof bench.folder, "%s/opstap-bench-XXXXXX",
             temporary ? temporary : "/tmp");
    if (!mkdtemp(bench.folder)) log_fatal("no folder %s", bench.folder);
    bench.file = str_printf(bench.arena, "%s/region.db", bench.folder);
    bench.backup = str_printf(bench.arena, "%s/region.opstap", bench.folder);
    bench.peer = str_printf(bench.arena, "%s/peer", bench.folder);
    double start = seconds_now();
    region_make(&bench, (int)people);
    printf("a made-up region of %lld people\n", (long long)people);
    row("making it", seconds_now() - start, megabytes(bench.file));
    BackupSummary made = backup_run(&bench, bench.file, "opstap backup, from SQLite");
    printf("%-44s %8lld\n", "rows", (long long)made.rows);
    verify_run(&bench);
    files_compare(&bench);
    if (bench.server.len) return server_compare(&bench, &made) ? 0 : 1;
    printf("no server (OPSTAP_TEST_POSTGRES): PostgreSQL is not measured\n");
    return 0;
}
