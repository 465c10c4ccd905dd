/* A target in its parts (RFC 3986): escapes are read once, and what climbs is refused. */
#include "http_chars.h"
#include "http_read.h"
#include "text.h"

/* One part of a path. An escape may make anything but a control character and what divides parts
 * here or elsewhere. */
static int part_add(Text *path, Str part) {
    size_t begin = path->len;
    for (size_t i = 0; i < part.len; i++) {
        char c = part.at[i];
        if (c == '%') {
            int byte = percent_byte(str_sub(part, i, 3));
            if (byte < 0 || byte == '/' || byte == '\\' || char_is_control((char)byte)) return 400;
            c = (char)byte;
            i += 2;
        } else if (!char_is_path(c)) {
            return 400;
        }
        text_add_char(path, c);
    }
    Str added = str_sub(text_str(path), begin, path->len);
    if (!added.len || str_equal(added, S(".")) || str_equal(added, S(".."))) return 400;
    return str_is_utf8(added) ? 0 : 400;
}

static int path_read(Arena *arena, Str path, Str *ret_path) {
    Text text = text_new(arena, path.len);
    Str rest = str_sub(path, 1, path.len), part;
    if (!rest.len) {
        *ret_path = S("/");
        return 0;
    }
    while (str_cut(&rest, '/', &part)) {
        if (!part.len && !rest.at) return 404; /* the slash at the end */
        text_add_char(&text, '/');
        int status = part_add(&text, part);
        if (status) return status;
    }
    *ret_path = text_str(&text);
    return 0;
}

/* As browsers send it; '#' never leaves them. */
static bool query_is_good(Str query) {
    for (size_t i = 0; i < query.len; i++) {
        char c = query.at[i];
        if (!char_is_visible(c) || char_is_one_of(c, "#<>\"\\")) return false;
        if (c == '%' && percent_byte(str_sub(query, i, 3)) < 0) return false;
    }
    return true;
}

int http_target_read(Arena *arena, Str target, Str *ret_path, Str *ret_query) {
    Str query = target, path = STR_EMPTY;
    if (!str_starts(target, S("/")) || !str_cut(&query, '?', &path)) return 400;
    if (!query.at) query = STR_EMPTY;
    if (!query_is_good(query)) return 400;
    int status = path_read(arena, path, ret_path);
    if (!status) *ret_query = str_copy(arena, query);
    return status;
}
