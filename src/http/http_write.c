#include "http_write.h"

#include <inttypes.h>

#include "day.h"
#include "http_chars.h"
#include "log.h"

static const struct {
    int status;
    const char *name;
} statuses[] = {
    { 200, "OK" },
    { 201, "Created" },
    { 204, "No Content" },
    { 301, "Moved Permanently" },
    { 302, "Found" },
    { 303, "See Other" },
    { 304, "Not Modified" },
    { 307, "Temporary Redirect" },
    { 308, "Permanent Redirect" },
    { 400, "Bad Request" },
    { 401, "Unauthorized" },
    { 403, "Forbidden" },
    { 404, "Not Found" },
    { 405, "Method Not Allowed" },
    { 408, "Request Timeout" },
    { 409, "Conflict" },
    { 411, "Length Required" },
    { 413, "Content Too Large" },
    { 414, "URI Too Long" },
    { 415, "Unsupported Media Type" },
    { 417, "Expectation Failed" },
    { 422, "Unprocessable Content" },
    { 429, "Too Many Requests" },
    { 431, "Request Header Fields Too Large" },
    { 500, "Internal Server Error" },
    { 501, "Not Implemented" },
    { 503, "Service Unavailable" },
    { 505, "HTTP Version Not Supported" },
};

const char *http_status_name(int status) {
    static const char *const of_class[] = { "Information", "Success", "Redirection",
                                            "Request Error", "Server Error" };
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        if (statuses[i].status == status) return statuses[i].name;
    }
    return status >= 100 && status < 600 ? of_class[status / 100 - 1] : "Unknown";
}

Str http_date(Arena *arena, int64_t utc_seconds) {
    static const char weekdays[] = "MonTueWedThuFriSatSun";
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    Day day = (Day)(utc_seconds / 86400);
    int second = (int)(utc_seconds % 86400);
    Date date = day_date(day);
    return str_printf(arena, "%.3s, %02d %.3s %04d %02d:%02d:%02d GMT",
                      weekdays + (size_t)day_weekday(day) * 3, date.day,
                      months + (size_t)(date.month - 1) * 3, date.year, second / 3600,
                      second / 60 % 60, second % 60);
}

static bool value_is_good(Str value) {
    for (size_t i = 0; i < value.len; i++) {
        if (char_is_control(value.at[i]) && value.at[i] != '\t') return false;
    }
    return true;
}

void http_answer_field(HttpAnswer *answer, Str name, Str value) {
    if (!str_is_token(name) || !value_is_good(value)) {
        log_fatal("a field of an answer would break its head: %.*s", STR_ARGS(name));
    }
    if (answer->field_count == HTTP_ANSWER_FIELDS_MAX) log_fatal("an answer has too many fields");
    answer->field[answer->field_count++] = (HttpField){ name, value };
}

static void field_write(Text *head, Str name, Str value) {
    text_add(head, name);
    text_add(head, S(": "));
    text_add(head, value);
    text_add(head, S("\r\n"));
}

/* 204 and 304 have neither body nor length (RFC 9110 sections 8.6, 15.4.5). */
static bool status_has_length(int status) {
    return status >= 200 && status != 204 && status != 304;
}

Str http_head_write(Arena *arena, const HttpAnswer *answer, HttpEnd end) {
    Text head = text_new(arena, HTTP_ARENA_BYTES_MAX);
    text_addf(&head, "HTTP/1.1 %d %s\r\n", answer->status, http_status_name(answer->status));
    field_write(&head, S("Date"), http_date(arena, end.utc_seconds));
    if (answer->type.len) field_write(&head, S("Content-Type"), answer->type);
    if (status_has_length(answer->status)) {
        text_addf(&head, "Content-Length: %zu\r\n", answer->type.len ? answer->body.len : 0);
    }
    for (size_t i = 0; i < answer->field_count; i++) {
        field_write(&head, answer->field[i].name, answer->field[i].value);
    }
    if (!end.keeps) text_add(&head, S("Connection: close\r\n"));
    text_add(&head, S("\r\n"));
    return text_str(&head);
}

Str http_body_sent(HttpMethod method, const HttpAnswer *answer) {
    bool sent = method != HTTP_HEAD && answer->type.len && status_has_length(answer->status);
    return sent ? answer->body : STR_EMPTY;
}

HttpAnswer http_refusal(Arena *arena, int status, Str id) {
    HttpAnswer answer = { .status = status, .type = S("text/plain; charset=utf-8") };
    answer.body =
        str_printf(arena, "%d %s\nrequest %.*s\n", status, http_status_name(status), STR_ARGS(id));
    http_answer_field(&answer, S("Cache-Control"), S("no-store"));
    http_answer_field(&answer, S("X-Content-Type-Options"), S("nosniff"));
    if (status == 405) http_answer_field(&answer, S("Allow"), S("GET, HEAD, POST"));
    if (status == 503) http_answer_field(&answer, S("Retry-After"), S("1"));
    return answer;
}
