#include "match_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "auto.h"
#include "file.h"
#include "import.h"
#include "log.h"
#include "tenants/tenants.h"

enum { K = 10, OPENINGS_AT_ONCE = 5000, PEOPLE = 25, FILE_BYTES_MAX = 64 << 20 };

static void must(Result result, const char *what) {
    if (result != OK) log_fatal("%s: %s", what, result_name(result));
}

/* --- a database of our own --- */

typedef struct Store {
    char folder[64], path[128];
    Db *db;
    int64_t tenant;
} Store;

static void store_begin(Store *store) {
    Phrase why;
    Tenant tenant = { .name = S("bench"), .region = S("AM13") };
    snprintf(store->folder, sizeof store->folder, "/tmp/opstap_match_XXXXXX");
    if (!mkdtemp(store->folder)) log_fatal("no folder in /tmp");
    snprintf(store->path, sizeof store->path, "%s/match.db", store->folder);
    must(db_open(store->path, DB_NEW, &store->db, &why), "making the database");
    must(db_begin(store->db), "begin");
    must(tenant_make(store->db, &tenant, &store->tenant), "making the tenant");
    must(db_commit(store->db), "commit");
}

static void store_end(Store *store) {
    db_remove(store->db);
    rmdir(store->folder);
}

/* --- a snapshot from it --- */

static void openings_write(const Store *store, const Market *market) {
    int64_t openings = (int64_t)market->snapshot->openings.count;
    for (int64_t first = 1; first <= openings; first += OPENINGS_AT_ONCE) {
        must(db_begin(store->db), "begin");
        for (int64_t i = first; i < first + OPENINGS_AT_ONCE && i <= openings; i++) {
            AUTO(arena_end_at) Arena *arena = arena_new("an opening", (size_t)64 << 20);
            OpeningRecord record = country_opening(market->country, arena, i);
            bool changed;
            must(opening_put(store->db, arena, store->tenant, &record, &changed), "opening");
        }
        must(db_commit(store->db), "commit");
    }
}

static Result opening_take(void *context, const OpeningRecord *record) {
    Market *market = context;
    snapshot_add_opening(market->arena, market->snapshot, record);
    return OK;
}

static bool lists_are_those_of(Market *read, const Market *market) {
    CandidateProfile *own = market_people(read, AS_THEY_COME, PEOPLE);
    CandidateProfile *other = market_people(market, AS_THEY_COME, PEOPLE);
    BestSpace *space = best_space_new(read->arena, read->columns, simd_used());
    BestSpace *space_other = best_space_new(read->arena, market->columns, simd_used());
    bool equal = true;
    for (int i = 0; i < PEOPLE; i++) {
        Match a[K], b[K];
        size_t count = best_openings(space, &own[i], 0, K, a);
        equal &= lists_are_equal(a, count, b, best_openings(space_other, &other[i], 0, K, b));
    }
    return equal;
}

StoreFigures store_measure(const Market *market) {
    Store store;
    StoreFigures figures = { 0 };
    store_begin(&store);
    double began = seconds_now();
    openings_write(&store, market);
    figures.writing = seconds_now() - began;
    struct stat file;
    if (stat(store.path, &file) == 0) figures.bytes = file.st_size;
    AUTO(arena_end_at) Arena *arena = arena_new("a snapshot from a database", (size_t)32 << 30);
    Market read = market_begin(arena);
    began = seconds_now();
    must(openings_each(store.db, store.tenant, opening_take, &read), "reading the openings");
    market_end(&read);
    figures.snapshot = seconds_now() - began - read.columning;
    figures.columns = read.columning;
    figures.equal = lists_are_those_of(&read, market);
    store_end(&store);
    return figures;
}

/* --- the accreditation set --- */

static bool file_import(const Store *store, Arena *arena, const char *kind, const char *path) {
    Str bytes;
    Phrase why;
    ImportReport report;
    if (access(path, R_OK) != 0) return false;
    must(file_read(arena, path, FILE_BYTES_MAX, &bytes), path);
    ImportRequest request = { .db = store->db, .arena = arena, .tenant = store->tenant,
                              .today = COUNTRY_TODAY };
    must(import_bytes(&request, str_from(kind), bytes, &report, &why), path);
    return true;
}

static bool set_import(const Store *store, Arena *arena, VumFigures *figures) {
    const char *folder = getenv("OPSTAP_SHARED");
    snprintf(figures->folder, sizeof figures->folder, "%s/vum",
             folder ? folder : OPSTAP_SOURCE_ROOT "/../shared");
    Str people = str_printf(arena, "%s/jobseeker-profiles.json", figures->folder);
    Str vacancies = str_printf(arena, "%s/vacancies.json", figures->folder);
    return file_import(store, arena, "vum-jobseekers", people.at) &&
           file_import(store, arena, "vum-vacancies", vacancies.at);
}

/* How many of the lists of all people are those of a full comparison. */
static int lists_equal(const Market *market, const CandidateRows *rows, int64_t *matches) {
    int equal = 0;
    CandidateProfile *person = arena_many(market->arena, CandidateProfile, rows->count);
    for (size_t i = 0; i < rows->count; i++) {
        candidate_encode(market->arena, market->snapshot, &rows->record[i], &person[i]);
    }
    BestSpace *space = best_space_new(market->arena, market->columns, simd_used());
    for (size_t i = 0; i < rows->count; i++) {
        Match found[K], full[K];
        size_t count = best_openings(space, &person[i], 0, K, found);
        size_t expected = market_full_list(market, &person[i], K, full);
        equal += lists_are_equal(found, count, full, expected);
        *matches += (int64_t)expected;
    }
    return equal;
}

VumFigures vum_measure(const Market *market) {
    Store store;
    VumFigures figures = { 0 };
    AUTO(arena_end_at) Arena *arena = arena_new("the accreditation set", (size_t)8 << 30);
    store_begin(&store);
    figures.present = set_import(&store, arena, &figures);
    if (figures.present) {
        CandidateRows people;
        OpeningRows vacancies;
        must(candidates_load(store.db, arena, store.tenant, true, &people), "people");
        must(openings_load(store.db, arena, store.tenant, &vacancies), "vacancies");
        Market of_set = market_begin(arena);
        for (size_t i = 0; i < vacancies.count; i++) opening_take(&of_set, &vacancies.record[i]);
        market_end(&of_set);
        figures.people = (int)people.count;
        figures.vacancies = (int)vacancies.count;
        figures.equal_to_vacancies = lists_equal(&of_set, &people, &figures.matches_of_vacancies);
        figures.equal_to_market = lists_equal(market, &people, &figures.matches_of_market);
    }
    store_end(&store);
    return figures;
}
