#include "lists_state.h"

#include <unistd.h>

#include "file.h"
#include "file_part.h"
#include "number.h"

#define HEAD "opstap lists state 1\n"
enum { STATE_BYTES_MAX = 16 * 1024 };

static const struct {
    const char *name;
    Word word;
} made_of[LISTS_MADE_COUNT] = {
#define LISTS_MADE_ROW(name, word) { #name, word },
    LISTS_MADE_OF(LISTS_MADE_ROW)
};

static const struct {
    const char *name;
    size_t at;
} counted[] = { { "people", offsetof(ListsCounts, people) },
                { "without", offsetof(ListsCounts, without) },
                { "matches", offsetof(ListsCounts, matches) },
                { "bytes", offsetof(ListsCounts, bytes) },
                { "last", offsetof(ListsCounts, last) } };
enum { COUNTED = sizeof counted / sizeof *counted };

Str lists_made_name(ListsMade made) {
    return str_from(made_of[made].name);
}

Word lists_made_word(ListsMade made) {
    return made_of[made].word;
}

static int64_t *count_at(ListsCounts *counts, int which) {
    return (int64_t *)((char *)counts + counted[which].at);
}

static bool is_state(const char *head, size_t len) {
    return len >= sizeof HEAD - 1 && memcmp(head, HEAD, sizeof HEAD - 1) == 0;
}

Str lists_state_path(Arena *arena, const char *path) {
    return str_printf(arena, "%s.state", path);
}

/* Takes the next line, which must have this name. */
static bool line_take(Str *rest, Str name, Str *ret_value) {
    Str line, word;
    if (!str_cut(rest, '\n', &line) || !str_cut(&line, ' ', &word)) return false;
    *ret_value = line.at ? line : STR_EMPTY;
    return str_equal(word, name);
}

static bool state_parse(Str rest, ListsState *state) {
    for (int i = 0; i < LISTS_MADE_COUNT; i++) {
        if (!line_take(&rest, lists_made_name((ListsMade)i), &state->made[i])) return false;
    }
    for (int i = 0; i < COUNTED; i++) {
        Str value;
        if (!line_take(&rest, str_from(counted[i].name), &value)) return false;
        int64_t *count = count_at(&state->counts, i);
        if (!number_read_between(value, 0, INT64_MAX, count)) return false;
    }
    return line_take(&rest, S("sum"), &state->sum) && state->sum.len == 2 * LISTS_SUM_BYTES;
}

Result lists_state_read(Arena *arena, const char *path, ListsState *ret_state) {
    Str bytes;
    Result result = file_read(arena, lists_state_path(arena, path).at, STATE_BYTES_MAX, &bytes);
    if (result == REFUSED) return CONFLICT;
    if (result != OK) return result;
    if (!bytes.len) return INVALID;
    if (!is_state(bytes.at, bytes.len)) return CONFLICT;
    ListsState state = { 0 };
    bool whole = state_parse(str_sub(bytes, sizeof HEAD - 1, bytes.len), &state);
    if (whole) *ret_state = state;
    return whole ? OK : INVALID;
}

Result lists_state_write(Arena *scratch, const char *path, const ListsState *state) {
    AUTO(part_end) FilePart part;
    Text text = text_new(scratch, STATE_BYTES_MAX);
    text_add(&text, S(HEAD));
    for (int i = 0; i < LISTS_MADE_COUNT; i++) {
        text_addf(&text, "%.*s %.*s\n", STR_ARGS(lists_made_name((ListsMade)i)),
                  STR_ARGS(state->made[i]));
    }
    ListsCounts counts = state->counts;
    for (int i = 0; i < COUNTED; i++) {
        text_addf(&text, "%s %lld\n", counted[i].name, (long long)*count_at(&counts, i));
    }
    text_addf(&text, "sum %.*s\n", STR_ARGS(state->sum));
    Result result = part_begin(&part, lists_state_path(scratch, path).at, true, is_state);
    if (result == OK) result = part_write(&part, text_str(&text));
    return result == OK ? part_keep(&part) : result;
}

void lists_state_remove(Arena *scratch, const char *path) {
    ListsState state;
    Result result = lists_state_read(scratch, path, &state);
    if (result == OK || result == INVALID) unlink(lists_state_path(scratch, path).at);
}
