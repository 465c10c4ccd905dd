#include "routes.h"

#include "limits.h"

/* The next part of a path, without its "/". False at the end. */
static bool part_take(Str *rest, Str *ret_part) {
    if (!rest->len) return false;
    Str after = str_sub(*rest, 1, rest->len);
    size_t len = str_find(after, S("/"));
    *ret_part = str_sub(after, 0, len);
    *rest = str_sub(after, len, after.len);
    return true;
}

static bool is_piece(Str part) {
    return part.len > 2 && part.at[0] == '{' && part.at[part.len - 1] == '}';
}

static bool pattern_fits(const Route *route, Str path, RouteFound *found) {
    Str pattern = str_from(route->pattern), expected, part;
    found->id_count = 0;
    while (part_take(&pattern, &expected)) {
        if (!part_take(&path, &part)) return false;
        if (!is_piece(expected)) {
            if (!str_equal(expected, part)) return false;
        } else if (!part.len || found->id_count == ROUTE_IDS_MAX) {
            return false;
        } else {
            found->id[found->id_count++] = part;
        }
    }
    return !path.len;
}

/* --- ids in paths --- */

static bool is_marked(char c, bool dots) {
    return c == '/' || c == '\\' || c == '~' || (unsigned char)c < ' ' || c == 0x7F ||
           (dots && c == '.');
}

void path_part_add(Text *text, Str id) {
    bool dots = str_equal(id, S(".")) || str_equal(id, S(".."));
    for (size_t i = 0; i < id.len; i++) {
        if (is_marked(id.at[i], dots)) text_addf(text, "~%02X", (unsigned)id.at[i]);
        else text_add_escaped(text, str_sub(id, i, 1), "");
    }
}

static int digit_of(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The byte that "~2F" stands for; -1: it stands for itself. */
static int marked_byte(Str at) {
    if (at.len < 3 || at.at[0] != '~') return -1;
    int high = digit_of(at.at[1]), low = digit_of(at.at[2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

Str path_part_read(Arena *arena, Str part) {
    if (str_find(part, S("~")) == part.len) return part;
    Text text = text_new(arena, part.len);
    for (size_t i = 0; i < part.len; i++) {
        int byte = marked_byte(str_sub(part, i, 3));
        if (byte >= 0x80) byte = -1; /* it would make what is no text */
        text_add_char(&text, byte < 0 ? part.at[i] : (char)byte);
        if (byte >= 0) i += 2;
    }
    return text_str(&text);
}

/* --- finding a row --- */

RouteFound route_find(Routes routes, HttpMethod method, Str path) {
    RouteFound found = { 0 };
    if (method == HTTP_HEAD) method = HTTP_GET;
    for (size_t i = 0; i < routes.count; i++) {
        if (!pattern_fits(&routes.row[i], path, &found)) continue;
        if (routes.row[i].method == method) {
            found.route = &routes.row[i];
            return found;
        }
        found.other_method = true;
    }
    found.id_count = 0;
    return found;
}

/* --- is the table sound --- */

/* Does every path of `later` fit `earlier` too? Then `later` is never found. */
static bool covers(const char *earlier, const char *later) {
    Str one = str_from(earlier), other = str_from(later), expected, part;
    while (part_take(&one, &expected)) {
        if (!part_take(&other, &part)) return false;
        if (!is_piece(expected) && !str_equal(expected, part)) return false;
    }
    return !other.len;
}

static const char *pattern_fault(const char *pattern) {
    Str rest = str_from(pattern), part;
    int pieces = 0;
    if (pattern[0] != '/') return "does not begin with /";
    if (!pattern[1]) return NULL;
    while (part_take(&rest, &part)) {
        if (!part.len) return "has an empty part";
        bool braces = str_find(part, S("{")) < part.len || str_find(part, S("}")) < part.len;
        if (braces && !is_piece(part)) return "has a brace inside a part";
        pieces += braces;
    }
    return pieces > ROUTE_IDS_MAX ? "has too many pieces" : NULL;
}

static const char *row_fault(Routes routes, size_t place) {
    const Route *route = &routes.row[place];
    const char *fault = pattern_fault(route->pattern);
    if (fault) return fault;
    if (!route->page) return "has no page";
    if (route->method == HTTP_HEAD) return "is for HEAD, which GET answers";
    for (size_t i = 0; i < place; i++) {
        if (routes.row[i].method != route->method) continue;
        if (covers(routes.row[i].pattern, route->pattern)) return "is never found";
    }
    return NULL;
}

const char *routes_fault(Routes routes, size_t *ret_row) {
    if (routes.count > ROUTES_MAX) return "there are too many rows";
    for (size_t i = 0; i < routes.count; i++) {
        const char *fault = row_fault(routes, i);
        if (!fault) continue;
        *ret_row = i;
        return fault;
    }
    return NULL;
}

bool path_is_local(Str path) {
    if (!path.len || path.len > LOCAL_PATH_BYTES_MAX || path.at[0] != '/') return false;
    if (path.len > 1 && path.at[1] == '/') return false;
    for (size_t i = 0; i < path.len; i++) {
        if (path.at[i] <= ' ' || path.at[i] > '~' || path.at[i] == '\\') return false;
    }
    return true;
}
