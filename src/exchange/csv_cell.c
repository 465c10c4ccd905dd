#include "csv_cell.h"

#include "text.h"

enum { SHOWN_BYTES_MAX = 60 };

static bool is_number(Str cell) {
    size_t digits = 0, points = 0;
    for (size_t i = 0; i < cell.len; i++) {
        char c = cell.at[i];
        if (c >= '0' && c <= '9') digits++;
        else if (c == '.' && digits) points++;
        else if (!(c == '-' && i == 0)) return false;
    }
    return digits && points <= 1;
}

/* A formula could begin at `at`, whatever number of apostrophes stands before it. */
static bool is_risk(Str cell, size_t at) {
    bool begin = at == 0;
    while (at < cell.len && cell.at[at] == '\'') at++;
    if (at == cell.len) return false;
    char c = cell.at[at];
    if (c == '=' || c == '+' || c == '-' || c == '@') return true;
    return begin && (c == '\t' || c == '\r' || c == '\n');
}

static bool is_start(Str cell, size_t at) {
    if (at == 0) return true;
    char before = cell.at[at - 1];
    return before == ',' || before == ';' || before == '"' || before == '\t' || before == '\r' ||
           before == '\n';
}

static bool has_risk(Str cell) {
    for (size_t i = 0; i < cell.len; i++) {
        if (is_start(cell, i) && is_risk(cell, i)) return true;
    }
    return false;
}

Str csv_guarded(Arena *arena, Str cell) {
    if (is_number(cell) || !has_risk(cell)) return cell;
    Text text = text_new(arena, 2 * cell.len + 1);
    for (size_t i = 0; i < cell.len; i++) {
        if (is_start(cell, i) && is_risk(cell, i)) text_add_char(&text, '\'');
        text_add_char(&text, cell.at[i]);
    }
    return text_str(&text);
}

Str csv_unguarded(Arena *arena, Str cell) {
    if (!cell.len || !memchr(cell.at, '\'', cell.len) || !has_risk(cell)) return cell;
    Text text = text_new(arena, cell.len);
    for (size_t i = 0; i < cell.len; i++) {
        bool guard = cell.at[i] == '\'' && is_start(cell, i) && is_risk(cell, i);
        if (!guard) text_add_char(&text, cell.at[i]);
    }
    return text_str(&text);
}

Str csv_shown(Arena *arena, Str text) {
    Str shown = str_sub(text, 0, SHOWN_BYTES_MAX);
    while (shown.len && !str_is_utf8(shown)) shown.len--;
    return str_copy(arena, shown);
}
