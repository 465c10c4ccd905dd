#include <pthread.h>

#include "csv_table.h"
#include "embedded.h"
#include "log.h"
#include "records/records.h"

enum { CODE_LISTS_MAX = 64, ARENA_BYTES_MAX = 16 * 1024 * 1024 };

static CodeList lists[CODE_LISTS_MAX];
static size_t list_count;
static Arena *list_arena; /* lives as long as the program */

/* The label of a row in each tongue: a tongue without one takes another's, else the code. */
static void labels_take(const CsvTable *table, const CsvRow *row, Str *ret_label) {
    int dutch = csv_column(table, S("label_nl")), english = csv_column(table, S("label_en"));
    if (dutch < 0) dutch = csv_column(table, S("name"));
    Str nl = dutch < 0 ? STR_EMPTY : row->cell[dutch];
    Str en = english < 0 ? STR_EMPTY : row->cell[english];
    if (!nl.len) nl = en.len ? en : row->cell[0];
    ret_label[TONGUE_NL] = nl;
    ret_label[TONGUE_EN] = en.len ? en : nl;
}

static int code_order(const void *a, const void *b, void *codes) {
    const Str *code = codes;
    return str_compare(code[*(const size_t *)a], code[*(const size_t *)b]);
}

static const size_t *order_of(Str *code, size_t count) {
    size_t *by_code = arena_many(list_arena, size_t, count);
    for (size_t i = 0; i < count; i++) by_code[i] = i;
    if (count) qsort_r(by_code, count, sizeof *by_code, code_order, code);
    return by_code;
}

static void list_load(Str name, Str bytes) {
    if (list_count == CODE_LISTS_MAX) log_fatal("coded lists: more than %d", CODE_LISTS_MAX);
    CsvTable table;
    CsvError error;
    if (csv_table_read(list_arena, bytes, &table, &error) != OK) {
        log_fatal("coded list %.*s: line %lld is not CSV", STR_ARGS(name), (long long)error.line);
    }
    Str *code = arena_many(list_arena, Str, table.row_count);
    Str *label = arena_many(list_arena, Str, table.row_count * TONGUE_COUNT);
    for (size_t i = 0; i < table.row_count; i++) {
        code[i] = table.row[i].cell[0];
        labels_take(&table, &table.row[i], &label[i * TONGUE_COUNT]);
    }
    lists[list_count++] = (CodeList){ str_zero_ended(list_arena, name), code, table.row_count,
                                      label, order_of(code, table.row_count) };
}

static void lists_load(void) {
    static const char *const beside[] = { "municipalities", "regions", "education_levels",
                                          "isco_groups", "skills", "occupations",
                                          "qualifications" };
    list_arena = arena_new("coded lists", ARENA_BYTES_MAX);
    for (size_t i = 0; i < embedded_file_count; i++) {
        Str path = str_from(embedded_files[i].name);
        Str bytes = { embedded_files[i].bytes, embedded_files[i].len };
        if (!str_ends(path, S(".csv"))) continue;
        Str name = str_sub(path, 0, path.len - 4);
        bool coded = str_starts(name, S("codes/"));
        if (coded) name = str_sub(name, 6, name.len);
        for (size_t k = 0; k < sizeof beside / sizeof *beside; k++) {
            coded = coded || str_equal(name, str_from(beside[k]));
        }
        if (coded) list_load(name, bytes);
    }
}

const CodeList *code_list(Str name) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, lists_load);
    for (size_t i = 0; i < list_count; i++) {
        if (str_equal(str_from(lists[i].name), name)) return &lists[i];
    }
    return NULL;
}

int code_list_find(const CodeList *list, Str code) {
    size_t from = 0, until = list ? list->count : 0;
    while (from < until) {
        size_t middle = from + (until - from) / 2;
        int order = str_compare(list->code[list->by_code[middle]], code);
        if (!order) return (int)list->by_code[middle];
        if (order < 0) from = middle + 1;
        else until = middle;
    }
    return -1;
}

const Str *code_labels(Str list, Str code) {
    const CodeList *found = code_list(list);
    int at = code_list_find(found, code);
    return at < 0 ? NULL : &found->label[(size_t)at * TONGUE_COUNT];
}

Str code_label(Str list, Str code, Tongue tongue) {
    const Str *labels = code_labels(list, code);
    return labels ? labels[tongue] : code;
}
