/* A head that is whole, as a request. */
#include "http_read.h"

#include "http_chars.h"

static const Str once[] = {
    S("authorization"),  S("content-encoding"), S("content-length"),    S("content-type"),
    S("cookie"),         S("expect"),           S("host"),              S("if-modified-since"),
    S("origin"),         S("range"),            S("referer"),           S("sec-fetch-dest"),
    S("sec-fetch-mode"), S("sec-fetch-site"),   S("transfer-encoding"), S("user-agent"),
    S("x-forwarded-host"), S("x-forwarded-proto"),
};

const HttpField *http_field_find(const HttpRequest *request, Str name) {
    for (size_t i = 0; i < request->field_count; i++) {
        if (str_equal(request->field[i].name, name)) return &request->field[i];
    }
    return NULL;
}

Str http_field(const HttpRequest *request, Str name) {
    const HttpField *field = http_field_find(request, name);
    return field ? field->value : STR_EMPTY;
}

bool http_list_has(const HttpRequest *request, Str name, Str token) {
    for (size_t i = 0; i < request->field_count; i++) {
        if (!str_equal(request->field[i].name, name)) continue;
        Str rest = request->field[i].value, item;
        while (str_cut(&rest, ',', &item)) {
            if (str_equal_any_case(str_trim(item), token)) return true;
        }
    }
    return false;
}

/* The value without the blanks around it: visible characters, blanks between them, UTF-8. */
static int field_read(Arena *arena, Str line, HttpField *ret_field) {
    Str value = line, name = STR_EMPTY;
    if (!str_cut(&value, ':', &name) || !value.at || !str_is_token(name)) return 400;
    value = str_trim(value);
    if (!str_is_utf8(value)) return 400;
    *ret_field = (HttpField){ .name = str_lower(arena, name), .value = str_copy(arena, value) };
    return 0;
}

static bool came_before(const HttpRequest *request, Str name) {
    for (size_t i = 0; i < sizeof once / sizeof *once; i++) {
        if (str_equal(once[i], name)) return http_field_find(request, name);
    }
    return false;
}

static int fields_read(Arena *arena, Str rest, const HttpLimits *limits, HttpRequest *request) {
    HttpField *list = arena_many(arena, HttpField, limits->fields_max);
    request->field = list;
    while (!str_equal(rest, S("\r\n"))) {
        size_t len = str_find(rest, S("\r\n"));
        HttpField read;
        int status = field_read(arena, str_sub(rest, 0, len), &read);
        if (status) return status;
        if (came_before(request, read.name)) return 400;
        if (request->field_count == limits->fields_max) return 431;
        list[request->field_count++] = read;
        rest = str_sub(rest, len + 2, rest.len);
    }
    return 0;
}

int http_head_read(Arena *arena, Str head, const HttpLimits *limits, HttpHead *ret_head) {
    HttpHead read = { 0 };
    HttpLine line;
    size_t len = str_find(head, S("\r\n"));
    int status = http_line_read(str_sub(head, 0, len), &line);
    Str fields = str_sub(head, len + 2, head.len);
    if (!status) status = fields_read(arena, fields, limits, &read.request);
    if (status) return status;
    read.request.method = line.method;
    const HttpField *host = http_field_find(&read.request, S("host"));
    if (!host && line.minor) return 400;
    if (host) status = http_host_read(arena, host->value, &read.request.host);
    else read.request.host = STR_EMPTY;
    if (!status) {
        status = http_target_read(arena, line.target, &read.request.path, &read.request.query);
    }
    if (!status) status = http_framing_read(line.minor, limits, &read);
    if (status) return status;
    read.request.body = read.request.client = STR_EMPTY;
    *ret_head = read;
    return 0;
}
