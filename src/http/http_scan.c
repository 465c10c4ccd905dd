/* Where a head ends, and whether its lines are lines. */
#include "http_chars.h"
#include "http_read.h"

static const struct {
    Str name;
    int status; /* 0: it is taken */
    HttpMethod method;
} methods[] = {
    { S("GET"), 0, HTTP_GET },   { S("HEAD"), 0, HTTP_HEAD }, { S("POST"), 0, HTTP_POST },
    { S("PUT"), 405, 0 },        { S("DELETE"), 405, 0 },     { S("CONNECT"), 405, 0 },
    { S("OPTIONS"), 405, 0 },    { S("TRACE"), 405, 0 },      { S("PATCH"), 405, 0 },
};

static int method_read(Str name, HttpMethod *ret_method) {
    if (!str_is_token(name)) return 400;
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        if (!str_equal(methods[i].name, name)) continue;
        *ret_method = methods[i].method;
        return methods[i].status;
    }
    return 501;
}

static int version_read(Str version, int *ret_minor) {
    if (version.len != 8 || !str_starts(version, S("HTTP/"))) return 400;
    if (!char_is_digit(version.at[5]) || version.at[6] != '.' || !char_is_digit(version.at[7])) {
        return 400;
    }
    if (version.at[5] != '1' || version.at[7] > '1') return 505;
    *ret_minor = version.at[7] - '0';
    return 0;
}

int http_line_read(Str line, HttpLine *ret_line) {
    Str rest = line, method = STR_EMPTY, target = STR_EMPTY;
    HttpLine read = { 0 };
    if (!str_cut(&rest, ' ', &method) || !str_cut(&rest, ' ', &target) || !rest.at) return 400;
    for (size_t i = 0; i < target.len; i++) {
        if (!char_is_visible(target.at[i])) return 400;
    }
    int status = version_read(rest, &read.minor);
    if (!status) status = method_read(method, &read.method);
    if (status) return status;
    if (!target.len || target.at[0] != '/') return 400;
    read.target = target;
    *ret_line = read;
    return 0;
}

/* The line that ends at the byte before scan->at, which is its LF. */
static int line_end(HttpScan *scan, Str bytes, const HttpLimits *limits) {
    Str line = { bytes.at + scan->line_at, scan->at - scan->line_at - 2 };
    bool first = scan->lines++ == 0;
    scan->line_at = scan->at;
    if (first) {
        HttpLine read;
        return http_line_read(line, &read);
    }
    if (!line.len) return HTTP_WHOLE;
    if (scan->lines - 1 > limits->fields_max) return 431;
    return str_is_token(str_sub(line, 0, 1)) ? HTTP_MORE : 400; /* no folding, no empty name */
}

int http_scan(HttpScan *scan, Str bytes, const HttpLimits *limits) {
    while (scan->at < bytes.len) {
        char c = bytes.at[scan->at++];
        if (scan->after_return != (c == '\n')) return 400;
        scan->after_return = c == '\r';
        size_t line_bytes = scan->at - scan->line_at;
        if (c == '\n') {
            int status = line_end(scan, bytes, limits);
            if (status) return status;
        } else if (char_is_control(c) && c != '\r' && c != '\t') {
            return 400;
        } else if (!scan->lines && line_bytes > limits->line_bytes_max + 1) { /* and its CR */
            return 414;
        } else if (scan->lines && line_bytes > limits->field_bytes_max + 1) {
            return 431;
        }
        if (scan->at >= limits->head_bytes_max) return 431;
    }
    return HTTP_MORE;
}
