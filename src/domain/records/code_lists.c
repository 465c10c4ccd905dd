#include <pthread.h>

#include "embedded.h"
#include "log.h"
#include "records/records.h"

enum { CODE_LISTS_MAX = 64, ARENA_BYTES_MAX = 16 * 1024 * 1024 };

static CodeList lists[CODE_LISTS_MAX];
static size_t list_count;
static Arena *list_arena; /* lives as long as the program */

/* The first column of a table of ours: codes are plain, so a comma ends them. */
static void list_load(Str name, Str bytes) {
    if (list_count == CODE_LISTS_MAX) log_fatal("coded lists: more than %d", CODE_LISTS_MAX);
    Str *code = NULL;
    size_t count = 0, capacity = 0;
    Str rest = bytes, line, cell;
    str_cut(&rest, '\n', &line); /* the header */
    while (str_cut(&rest, '\n', &line)) {
        if (!line.len) continue;
        str_cut(&line, ',', &cell);
        code = arena_room(list_arena, Str, code, count, &capacity);
        code[count++] = cell;
    }
    lists[list_count++] = (CodeList){ str_zero_ended(list_arena, name), code, count };
}

static void lists_load(void) {
    static const char *const beside[] = { "municipalities", "regions", "education_levels" };
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
    if (!list) return -1;
    for (size_t i = 0; i < list->count; i++) {
        if (str_equal(list->code[i], code)) return (int)i;
    }
    return -1;
}
