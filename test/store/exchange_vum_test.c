#include "store.h"

#include <jansson.h>
#include <time.h>

#include "candidates/candidates.h"
#include "file.h"
#include "import.h"
#include "openings/openings.h"
#include "vum_jobseekers.h"
#include "vum_json.h"
#include "vum_vacancies.h"

static const Day today = 20700;

static Result run_on(Store *store, Arena *arena, Day day, const char *kind, Str bytes,
                     ImportReport *report) {
    Phrase why;
    ImportRequest request = { .db = store->db, .arena = arena, .tenant = store->tenant, .today = day };
    return import_bytes(&request, str_from(kind), bytes, report, &why);
}

static Result run(Store *store, Arena *arena, const char *kind, Str bytes, ImportReport *report) {
    return run_on(store, arena, today, kind, bytes, report);
}

static Str shared_file(Arena *arena, const char *name) {
    const char *folder = getenv("OPSTAP_SHARED");
    Str bytes;
    char *path = str_zero_ended(arena, str_printf(arena, "%s/%s", folder ? folder : OPSTAP_SOURCE_ROOT "/../shared", name));
    if (file_read(arena, path, IMPORT_BYTES_MAX, &bytes) != OK) {
        print_message("%s is not there\n", path);
        skip();
    }
    return bytes;
}
static Str digest(Store *store, Arena *arena) {
    Str hex = STR_EMPTY;
    assert_int_equal(db_digest(store->db, arena, &hex), OK);
    return hex;
}
static Str exported(Store *store, Arena *arena, VumExportCounts *counts) {
    ExportRequest request = { .db = store->db, .arena = arena, .tenant = store->tenant };
    Str bytes = STR_EMPTY;
    assert_int_equal(vum_jobseekers_write(&request, counts, &bytes), OK);
    return bytes;
}
static void real(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    Str bytes = shared_file(arena, "vum/jobseeker-profiles.json");
    ImportReport report;
    clock_t c = clock();
    assert_int_equal(run(&store, arena, "vum-jobseekers", bytes, &report), OK);
    print_message("import %ld ms\n", (long)(clock() - c) / 1000);
    print_message("%d %d %d %d\n", (int)report.rows, (int)report.taken, (int)report.refused, (int)report.flagged);
    for (size_t i = 0; i < report.remark_count && i < 200; i++) print_message("%.*s: %.*s\n", STR_ARGS(phrase_text(arena, TONGUE_EN, report.remark[i].place)), STR_ARGS(phrase_text(arena, TONGUE_EN, report.remark[i].reason)));
    for (int i = 0; i < report.note_count; i++) print_message("%.*s\n", STR_ARGS(phrase_text(arena, TONGUE_EN, report.note[i])));
    Str d = digest(&store, arena);
    c = clock();
    assert_int_equal(run_on(&store, arena, today + 3, "vum-jobseekers", bytes, &report), OK);
    print_message("again %ld ms\n", (long)(clock() - c) / 1000);
    assert_int_equal(report.changed, 0);
    assert_true(str_equal(d, digest(&store, arena)));
    VumExportCounts counts;
    c = clock();
    Str out = exported(&store, arena, &counts);
    print_message("export %ld ms\n", (long)(clock() - c) / 1000);
    assert_int_equal(counts.written, 1000);
    json_t *a = json_loadb(bytes.at, bytes.len, 0, NULL), *b = json_loadb(out.at, out.len, 0, NULL);
    for (size_t i = 0; i < json_array_size(a); i++) {
       if (!json_equal(json_array_get(a, i), json_array_get(b, i))) {
          print_message("%d: %s\n%s\n", (int)i, json_dumps(json_array_get(a,i),JSON_INDENT(1)), json_dumps(json_array_get(b,i),JSON_INDENT(1)));
          fail();
       }
    }
    assert_true(json_equal(a, b));
    bytes = shared_file(arena, "vum/vacancies.json");
    assert_int_equal(run(&store, arena, "vum-vacancies", bytes, &report), OK);
    print_message("%d %d %d %d\n", (int)report.rows, (int)report.taken, (int)report.refused, (int)report.flagged);
    for (size_t i = 0; i < report.remark_count && i < 200; i+=10) print_message("%.*s: %.*s\n", STR_ARGS(phrase_text(arena, TONGUE_EN, report.remark[i].place)), STR_ARGS(phrase_text(arena, TONGUE_EN, report.remark[i].reason)));
    for (int i = 0; i < report.note_count; i++) print_message("%.*s\n", STR_ARGS(phrase_text(arena, TONGUE_NL, report.note[i])));
    assert_int_equal(run_on(&store, arena, today + 3, "vum-vacancies", bytes, &report), OK);
    assert_int_equal(report.changed, 0);
}
SUITE("exchange_vum", cmocka_unit_test(real))
